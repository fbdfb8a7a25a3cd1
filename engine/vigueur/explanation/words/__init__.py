"""The words of an explanation, in French and in English: one file a language, the same names in both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, Protocol

from vigueur.diagnostics.problems import Language


class Vocabulary(Protocol):
    """What a language offers. The modules `fr` and `en` are the two there are."""

    @property
    def PHRASES(self) -> dict[str, str]: ...  # noqa: N802 - a constant of a module

    def date_(self, day: date) -> str: ...

    def number(self, value: Decimal, unit: str = "") -> str: ...

    def money(self, value: Decimal, currency: str) -> str: ...

    def percent(self, value: Decimal) -> str: ...

    def months(self, count: int) -> str: ...

    def days(self, duration: timedelta) -> str: ...

    def listed(self, words: Sequence[str], conjunction: str = "and") -> str: ...

    def parted(self, words: Sequence[str]) -> str: ...

    def period(self, count: int, unit: Literal["year", "month", "day"]) -> str: ...


def vocabulary(language: Language) -> Vocabulary:
    """The words of a language. Only the one that is read is loaded."""
    if language == "fr":
        from vigueur.explanation.words import fr

        return fr
    from vigueur.explanation.words import en

    return en


def say(language: Language, key: str, /, **details: str) -> str:
    """A phrase of a language, filled in and with a capital where it begins a sentence."""
    return vocabulary(language).PHRASES[key].format(**details)


def sentence(text: str) -> str:
    """A text that begins with a capital."""
    return text[:1].upper() + text[1:]
