"""Coded problems with a place, a message and a way out, in English and French."""
