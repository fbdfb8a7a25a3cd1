"""Outcome → reasons, regimes, what is missing, what would change; in words, French and English."""
