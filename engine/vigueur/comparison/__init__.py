"""Recorded decisions compared with what they would be again: which, where they part and why, and what that comes to."""
