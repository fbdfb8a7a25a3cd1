"""Numbers and sums as they are written in a language. They come as exact texts and stay exact."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from vigueur_cli.language import Language

_SIGNS: Final = {"EUR": "€", "GBP": "£", "USD": "$"}
NARROW: Final = "\u202f"
_CENTS: Final = 2


def number(text: str, language: Language) -> str:
    """A number with its thousands apart."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, rest = digits.partition(".")
    apart = f"{int(whole or 0):,}".replace(",", NARROW if language == "fr" else ",")
    return f"{sign}{apart}{(',' if language == 'fr' else '.') + rest if point else ''}"


def money(text: str, currency: str, language: Language) -> str:
    """A sum of money; cents are written where there are any."""
    whole, point, cents = text.partition(".")
    said = number(f"{whole}.{cents.ljust(_CENTS, '0')}" if point else whole, language)
    sign = _SIGNS.get(currency, currency)
    if language == "fr":
        return f"{said}\u00a0{sign}" if sign else said
    return f"-{sign}{said[1:]}" if said.startswith("-") else f"{sign}{said}"


def signed(text: str, currency: str, language: Language) -> str:
    """A difference: with its sign."""
    return money(text, currency, language) if Decimal(text) <= 0 else f"+{money(text, currency, language)}"
