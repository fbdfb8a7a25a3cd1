"""Transitions become ordinary expressions: which effect governs a provision, for this case, on this day."""
