"""What texts do to one provision, as plain data: the days, the verb, and the clock by which each reaches cases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Generic, Literal, TypeAlias, TypeVar

from vigueur.ir.nodes import Const, Expr
from vigueur.plain import dataclass, field
from vigueur.source import Span
from vigueur.types import Date
from vigueur.values import NEVER, Ignorance, Months

Interval: TypeAlias = tuple[date, date]
"""A day (both ends equal), or the first and last day between which it lies."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """What differs by the option of a question of interpretation."""

    question: str
    options: tuple[tuple[str, T], ...]


From: TypeAlias = "Interval | Choice[Interval]"


@dataclass(frozen=True, slots=True)
class Dating:
    """A date of the case, or of the law, under the name by which it is known. `list_of`: `day` yields a list of days."""

    id: str
    day: Expr
    list_of: bool = False


UNDATED: Final = Dating("", Const(NEVER, Date(event=True)))
"""What reaches every case at once needs no date of the case."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Open cases keep the former law."""


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Open cases follow on the day itself."""


@dataclass(frozen=True, slots=True)
class Every:
    """Open cases follow each time a period has passed since the anchor."""

    period: Months | timedelta


@dataclass(frozen=True, slots=True)
class OnEvents:
    """Open cases follow on the first of these days that comes at or after `from`."""

    days: tuple[Dating, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """Open cases follow by whichever of two ways comes first."""

    first: Opening
    second: Opening


@dataclass(frozen=True, slots=True)
class Unsettled:
    """The law does not say, or we do not know, what becomes of open cases."""

    kind: Ignorance
    why: str
    who: str = ""


Opening: TypeAlias = "Keep | AtOnce | Every | OnEvents | Both | Unsettled | Choice[Opening]"


@dataclass(frozen=True, slots=True)
class ClockSpec:
    """`cases:` as far as it is stated: by which date a case is dated, and what becomes of open ones. None: not stated here."""

    anchor: Dating | None = None
    open: Opening | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """One verb of one text on one provision.

    `in_force` and `cases_of_text` are the text's own; `from_`, `until` and `cases` what is stated for this provision, None where it is not.
    `replaces`, `withdraws`: texts whose effect on this provision is as if never made. `undated`: why the days are not known.
    `number`: which of the caller's effects it is.
    """

    text: str
    verb: Literal["set", "repeal", "withdraw"]
    published: Interval
    in_force: Interval
    place: Span = field(compare=False)
    from_: From | None = None
    until: date | None = None
    cases: ClockSpec | None = None
    cases_of_text: ClockSpec | None = None
    replaces: tuple[str, ...] = ()
    withdraws: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    undated: str = ""
    number: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Dated:
    """A transition in full: every case has a date, and every open case a rule."""

    anchor: Dating
    open: Opening
