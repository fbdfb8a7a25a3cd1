"""Static types of expressions, with units, currencies, codes and bounds.

Bounds are part of a type: a comparison that they decide is a mistake of the rule's author.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from vigueur.plain import dataclass

ANY_UNIT: Final = "*"
"""The unit of a bare literal: it takes the unit of what it meets."""


@dataclass(frozen=True, slots=True)
class Boolean:
    pass


@dataclass(frozen=True, slots=True)
class Number:
    """`unit` is empty for a pure number. `scale` is the most decimals it may have; None: unbounded (a quotient)."""

    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    scale: int | None = None


@dataclass(frozen=True, slots=True)
class Money:
    currency: str
    low: Decimal | None = None
    high: Decimal | None = None
    scale: int | None = 2


@dataclass(frozen=True, slots=True)
class Date:
    """`event`: may be `never`."""

    event: bool = False
    low: date | None = None
    high: date | None = None


@dataclass(frozen=True, slots=True)
class MonthsDuration:
    """A years and months duration."""


@dataclass(frozen=True, slots=True)
class DaysDuration:
    """A days and time duration."""


@dataclass(frozen=True, slots=True)
class Text:
    pass


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Codes in the order in which they were declared. Two enumerations compare when one holds the other's codes."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    item: Type


@dataclass(frozen=True, slots=True)
class RangeOf:
    item: Type


@dataclass(frozen=True, slots=True)
class RecordOf:
    fields: tuple[tuple[str, Type], ...]


@dataclass(frozen=True, slots=True)
class Anything:
    """The item of an empty list; fits every type."""


Type: TypeAlias = (
    "Boolean | Number | Money | Date | MonthsDuration | DaysDuration | Text | Enumeration | ListOf | RangeOf | RecordOf | Anything"
)
