"""What recorded decisions come to when they are decided again, in words and as a table: shared by replay and rectify."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from vigueur_cli.amounts import number, signed
from vigueur_cli.language import Language
from vigueur_cli.verdicts import verdict_in_words

Data: TypeAlias = "Mapping[str, Any]"
"""A part of a replay or a rectification, as their schemas have it."""
_MOST: Final = 10
"""Provisions named."""


class ComparisonWords:
    """Says in one language how many decisions differ, by how much, and where first."""

    def __init__(self, language: str) -> None:
        self.language: Language = "fr" if language == "fr" else "en"

    @property
    def colon(self) -> str:
        """A colon, with the space before it that French has."""
        return self.said(":", " :")

    @property
    def granted(self) -> str:
        """What an amount is of which the verdict is told, too: granted by it, or not. An amount may be a ceiling: it need not be due."""
        return self.said("granted", "accordé")

    def said(self, en: str, fr: str) -> str:
        """One of two wordings."""
        return fr if self.language == "fr" else en

    def count(self, value: int) -> str:
        """A whole number."""
        return number(str(value), self.language)

    def of_many(self, count: int, en: str, fr: str) -> str:
        """One of two wordings, of one thing or of many: an s stands for `{s}` where there are many. In French none is one."""
        one = count in ((0, 1) if self.language == "fr" else (1,))
        return self.said(en, fr).replace("{s}", "" if one else "s")

    def counted(self, count: int, en: str, fr: str) -> str:
        """A number of things, and what they are."""
        return f"{self.count(count)} {self.of_many(count, en, fr)}"

    def verdict(self, verdict: str | None) -> str:
        """A verdict."""
        return verdict_in_words(verdict, self.language)

    def verdicts(self, two: Iterable[str | None]) -> str:
        """A verdict and what it became."""
        return " → ".join(map(self.verdict, two))

    def change(self, change: Data) -> Iterator[str]:
        """What differences come to together: amounts, verdicts, and the provisions at which decisions part first."""
        for amount in change["amounts"]:
            yield from self._amount(amount)
        for before, after, count in change["verdicts"]:
            yield f"  {self.count(int(count or 0))} × {self.verdicts((before, after))}"
        for found in change["provisions"][:_MOST]:
            yield f"  {self.count(found['count'])} × {self.first(found)}"

    def _amount(self, amount: Data) -> Iterator[str]:
        rising, falling = self.count(amount["rising"]), self.count(amount["falling"])
        total = signed(amount["total"], amount["currency"], self.language)
        more = self.said(f"({rising} more, {falling} less)", f"({rising} en hausse, {falling} en baisse)")
        yield f"  {amount['label']}{self.colon} {total} {more}"
        if amount["undetermined"]:
            count = self.count(amount["undetermined"])
            yield self.said(f"    {count} undetermined, not in the sum", f"    hors de la somme, car indéterminé : {count}")

    def first(self, found: Data) -> str:
        """The provision at which two answers part first."""
        return f"{self.said('first difference:', 'première différence :')} {found['label']} [{found['provision']}]"


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV, with a line of names. Truth is `true` or `false`, what is not there is empty."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(columns)
    lines.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: object) -> object:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else value
