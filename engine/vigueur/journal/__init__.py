"""Recorded decisions: a tamper-evident log, the store that holds it, and what may be proved of it."""
