"""The digits of a number in a language's punctuation."""

from __future__ import annotations

from decimal import Decimal


def punctuated(value: Decimal, thousands: str, point: str, *, least: int = 0) -> str:
    """A number without an exponent and without idle zeros; `least` decimals are kept where it has any."""
    text = format(value, "f")
    sign = "-" if text.startswith("-") else ""
    whole, _, decimals = text.lstrip("-").partition(".")
    decimals = decimals.rstrip("0")
    if decimals:
        decimals = decimals.ljust(least, "0")
    groups = format(int(whole), ",").replace(",", thousands) if len(whole) < 4000 else whole
    return f"{sign}{groups}{point}{decimals}" if decimals else f"{sign}{groups}"
