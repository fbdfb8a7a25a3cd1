"""What facts and results are made of.

A number or an amount of money is a `Decimal` (its unit and currency are known statically), a code of an
enumeration is a `str`, a date is a `datetime.date`, a days duration a `timedelta`, a list a `tuple`.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from vigueur.plain import dataclass, field

NEVER: Final = date.max
"""Later than every day: an event that has not happened (9999-12-31). `NEVER` plus or minus a duration is `NEVER`."""


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """A years-and-months duration, in months."""

    count: int


@dataclass(frozen=True, slots=True)
class Range:
    """A range of values; an end that is None is open-ended."""

    low: Value | None
    high: Value | None
    low_closed: bool = True
    high_closed: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """A context of FEEL: named values."""

    fields: tuple[tuple[str, State], ...]

    def get(self, name: str) -> State:
        """The value of a field. Raises KeyError where there is none: the checker has excluded it."""
        for key, value in self.fields:
            if key == name:
                return value
        raise KeyError(name)


Value: TypeAlias = "bool | Decimal | str | date | timedelta | Months | Range | Record | tuple[State, ...]"

Ignorance: TypeAlias = Literal["unknown", "silent", "may", "undated"]
"""Why the law does not say: not found by us, ruled by no text, left to somebody, or a text of uncertain date."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A value of the law that is not known: which provision lacks it, and why.

    `supplied_by` names the facts that supply what we lack; `who` holds the discretion where kind is `may`.
    """

    provision: str
    kind: Ignorance
    why: str
    supplied_by: tuple[str, ...] = ()
    who: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is still known of an undetermined number or date: an interval; None is open-ended."""

    low: Decimal | date | None = None
    high: Decimal | date | None = None


@dataclass(frozen=True, slots=True)
class Undetermined:
    """Not known yet (`?`): what it waits for, and the values still possible where they are few."""

    facts: frozenset[str] = frozenset()
    lacks: frozenset[Lack] = frozenset()
    possible: frozenset[Value] | Bounds | None = field(default=None, compare=False)


Cause: TypeAlias = Literal["not_yet", "repealed", "lapsed", "withdrawn", "never_for_this_case", "not_applicable", "empty", "event_never"]


@dataclass(frozen=True, slots=True)
class Absent:
    """Not in force, or not applicable (`–`): which provision, and why. `event_never`: an operation on an event that has not happened."""

    cause: Cause
    provision: str = ""


State: TypeAlias = "Value | Undetermined | Absent"
