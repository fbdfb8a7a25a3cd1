"""What a screen is made of, the same for every layout: sections with lines, a table, a picture."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from vigueur.plain import dataclass

Mark: TypeAlias = Literal["yes", "no", "unknown", ""]
"""Whether a line speaks for, against, or is open."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said, what belongs under it, and how deep it stands."""

    text: str
    mark: Mark = ""
    under: tuple[str, ...] = ()
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; `right`: the columns of figures, which stand to the right. The first row's first cell names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """A thing on a day, for a picture: with its amount, if it has one, and whether it is only possible."""

    day: date
    words: str
    amount: Decimal | None = None
    written: str = ""
    mark: Mark = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """Things on their days, to be drawn along a line of time. `edition`: by which rules, where no page around it says so."""

    title: str
    language: Literal["fr", "en"]
    things: tuple[Dated, ...]
    today: date | None = None
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A title, a table or a picture where one helps, and lines. The first section of an explanation is its heading."""

    key: str
    title: str
    lines: tuple[Line, ...]
    bullets: bool = True
    table: Table | None = None
    picture: Picture | None = None


MARKS: Final[dict[str, Mark]] = {"met": "yes", "failed": "no", "undetermined": "unknown", "absent": ""}
VERDICT_MARKS: Final[dict[str | None, Mark]] = {
    "eligible": "yes",
    "ineligible": "no",
    "undetermined": "unknown",
    "to_be_examined": "unknown",
    "out_of_scope": "no",
}
