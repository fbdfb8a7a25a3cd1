"""Clocks and guards as ordinary expressions: on day t this case lives under the law of day r(t)."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, assert_never

from vigueur.ir import nodes as ir
from vigueur.plain import dataclass
from vigueur.regime.made import AtOnce, Both, Choice, Dated, Dating, Every, Keep, OnEvents, Opening, Unsettled
from vigueur.regime.order import Order, Ranked
from vigueur.types import Boolean, Date, DaysDuration, ListOf, MonthsDuration, Text, Type
from vigueur.values import NEVER, Months

DATE: Final = Date(event=True)
TRUTH: Final = Boolean()
DAY: Final = ir.Day()
KNOWN_AT: Final = ir.KnownAt()
TRUE: Final = ir.Const(value=True, type=TRUTH)

# The operations of the language that clocks need: keys of `vigueur.builtins`.
AT_MOST: Final = "at most date"
BELOW: Final = "less date"
EQUAL: Final = "equal"
LATEST: Final = "max items"
LATEST_OF_LIST: Final = "max"
JOINED: Final = "concatenate"
LAST_HINGE_MONTHS: Final = "last hinge months"
LAST_HINGE_DAYS: Final = "last hinge days"


def day_of(day: date) -> ir.Expr:
    """A day of the law as an expression."""
    return ir.Const(day, DATE)


def at_most(low: ir.Expr, high: ir.Expr) -> ir.Expr:
    """Low ≤ high."""
    return ir.Call(AT_MOST, (low, high), TRUTH)


def below(low: ir.Expr, high: ir.Expr) -> ir.Expr:
    """Low < high."""
    return ir.Call(BELOW, (low, high), TRUTH)


def all_(*members: ir.Expr) -> ir.Expr:
    """A conjunction, without what is always true."""
    kept = tuple(dict.fromkeys(m for m in members if m != TRUE))
    return kept[0] if len(kept) == 1 else ir.All(kept) if kept else TRUE


def any_(*members: ir.Expr) -> ir.Expr:
    """A disjunction; true where a member always is."""
    kept = tuple(dict.fromkeys(members))
    return TRUE if TRUE in kept else kept[0] if len(kept) == 1 else ir.Any(kept)


@dataclass(frozen=True, slots=True)
class Lowered:
    """A provision's choice among its effects. `arms` stand for `order.ranked`, one each; `clocks`: the clock of each, by id."""

    govern: ir.Govern
    clocks: tuple[str, ...]


class Clocks:
    """The clocks of a rule book, each kept once under a name made of what it says."""

    def __init__(self, month_end: Literal["down", "up"]) -> None:
        self.month_end = month_end
        self.expressions: dict[str, ir.Expr] = {}

    def clock(self, cases: Dated) -> ir.Clock:
        """The clock of a transition."""
        name = _name(cases.anchor, cases.open)
        if name not in self.expressions:
            self.expressions[name] = self._lower(cases.anchor, cases.open)
        return ir.Clock(name)

    def lower(self, order: Order, type_: Type, bodies: tuple[ir.Expr | None, ...]) -> Lowered:
        """The choice among the effects of a provision, newest first. `bodies`: the content of each of `order.ranked`, None for a repeal."""
        arms = tuple(
            ir.Arm(place, self.guard(order, effect), body) for place, (effect, body) in enumerate(zip(order.ranked, bodies, strict=True))
        )
        return Lowered(ir.Govern(order.provision, arms, type_), tuple(self.clock(effect.cases).id for effect in order.ranked))

    def guard(self, order: Order, effect: Ranked) -> ir.Expr:
        """Whether an effect governs if no newer one does: visible at `known_at`, and `from ≤ r(day) < until`."""
        return all_(_option(effect.option), _visible(order, effect.index), self._begun(order.provision, effect), self._lasting(effect))

    def _begun(self, provision: str, effect: Ranked) -> ir.Expr:
        first, last = effect.from_
        surely = self._reached(effect.cases, last)
        if first == last:
            return surely
        return any_(surely, all_(self._reached(effect.cases, first), _undated(provision, effect)))

    def _reached(self, cases: Dated, day: date) -> ir.Expr:
        """Day ≤ r. As r lies between the anchor and today, what these decide needs no further fact."""
        today = at_most(day_of(day), DAY)
        return today if cases.open == AtOnce() else all_(today, any_(*self._reached_by(cases.anchor, cases.open, day)))

    def _reached_by(self, anchor: Dating, opening: Opening, day: date) -> tuple[ir.Expr, ...]:
        """The later of two days is late enough if one of them is: an event that is not known does not hide one that is."""
        match opening:
            case Both():
                return (*self._reached_by(anchor, opening.first, day), *self._reached_by(anchor, opening.second, day))
            case OnEvents():
                single = tuple(OnEvents((event,)) for event in opening.days)
                ways: tuple[Opening, ...] = (Keep(), *single)
                return tuple(at_most(day_of(day), self.clock(Dated(anchor, way))) for way in ways)
            case Unsettled():
                ways = (Keep(), opening)
                return tuple(at_most(day_of(day), self.clock(Dated(anchor, way))) for way in ways)
            case Keep() | AtOnce() | Every() | Choice():
                return (at_most(day_of(day), self.clock(Dated(anchor, opening))),)
            case _:
                assert_never(opening)

    def _lasting(self, effect: Ranked) -> ir.Expr:
        """R < until."""
        if effect.until == NEVER:
            return TRUE
        until = day_of(effect.until)
        return any_(below(DAY, until), below(self.clock(effect.cases), until))

    def _lower(self, anchor: Dating, opening: Opening) -> ir.Expr:
        match opening:
            case AtOnce():
                return DAY
            case Keep():
                return _before_the_case(anchor, anchor.day)
            case Every():
                return _before_the_case(anchor, self._last_hinge(anchor, opening))
            case OnEvents():
                reached = tuple(_latest(anchor, event) for event in opening.days)
                latest = reached[0] if len(reached) == 1 else ir.Call(LATEST, reached, DATE)
                return _before_the_case(anchor, latest)
            case Both():
                ways = (self.clock(Dated(anchor, opening.first)), self.clock(Dated(anchor, opening.second)))
                return ir.Call(LATEST, ways, DATE)
            case Unsettled():
                return _before_the_case(anchor, ir.Unknown(opening.kind, opening.why, (), DATE, who=opening.who))
            case Choice():
                *others, (_, last) = opening.options
                chosen: ir.Expr = self.clock(Dated(anchor, last))
                for code, option in reversed(others):
                    chosen = ir.If(_option((opening.question, code)), self.clock(Dated(anchor, option)), chosen, DATE)
                return chosen
            case _:
                assert_never(opening)

    def _last_hinge(self, anchor: Dating, every: Every) -> ir.Expr:
        months = isinstance(every.period, Months)
        period = ir.Const(every.period, MonthsDuration() if months else DaysDuration())
        return ir.Call(LAST_HINGE_MONTHS if months else LAST_HINGE_DAYS, (anchor.day, period, DAY, ir.Const(self.month_end, Text())), DATE)


def _before_the_case(anchor: Dating, since: ir.Expr) -> ir.Expr:
    """`since` once there is a case; until then the day itself, whose law a case made today would have.

    An anchor that is not in force dates no case either.
    """
    clock = ir.If(below(DAY, anchor.day), DAY, since, DATE)
    return clock if isinstance(anchor.day, ir.Fact) else ir.If(ir.Present(anchor.day), clock, DAY, DATE)


def _latest(anchor: Dating, event: Dating) -> ir.Expr:
    """The last of some events in (anchor, day], else the anchor."""
    if event.list_of:
        each = ir.Local("hinge", DATE)
        happened = ir.Filter("hinge", event.day, all_(below(anchor.day, each), at_most(each, DAY)), ListOf(DATE))
        days = ir.Call(JOINED, (ir.Items((anchor.day,), ListOf(DATE)), happened), ListOf(DATE))
        latest = ir.Call(LATEST_OF_LIST, (days,), DATE)
        return latest if isinstance(event.day, ir.Fact) else ir.If(ir.Present(event.day), latest, anchor.day, DATE)
    latest_one = ir.If(all_(below(anchor.day, event.day), at_most(event.day, DAY)), event.day, anchor.day, DATE)
    return latest_one if isinstance(event.day, ir.Fact) else ir.If(ir.Present(event.day), latest_one, anchor.day, DATE)


def _option(option: tuple[str, str] | None) -> ir.Expr:
    """Whether a question is answered so."""
    return TRUE if option is None else ir.Call(EQUAL, (ir.Reading(option[0]), ir.Const(option[1], Text())), TRUTH)


def _undated(provision: str, effect: Ranked) -> ir.Expr:
    return ir.Unknown("undated", effect.made.undated, (), TRUTH, provision=provision)


def _visible(order: Order, index: int) -> ir.Expr:
    """Published by `known_at`, and withdrawn by nothing that is visible itself."""
    made = order.made[index]
    first, last = made.published
    published = at_most(day_of(last), KNOWN_AT)
    if first != last:
        unknown = ir.Unknown("undated", made.undated, (), TRUTH, provision=order.provision)
        published = any_(published, all_(at_most(day_of(first), KNOWN_AT), unknown))
    return all_(published, *(ir.Not(_visible(order, w)) for w in order.withdrawers[index]))


def _name(anchor: Dating, opening: Opening) -> str:
    """The name of a clock: what it says, and nothing else."""
    return "at once" if opening == AtOnce() else f"{anchor.id}: {_words(opening)}"


def _words(opening: Opening) -> str:
    match opening:
        case Keep():
            return "keep"
        case AtOnce():
            return "at once"
        case Every():
            period = opening.period
            return f"every {period.count} months" if isinstance(period, Months) else f"every {period.days} days"
        case OnEvents():
            return f"on {', '.join(event.id for event in opening.days)}"
        case Both():
            return f"[{_words(opening.first)}; {_words(opening.second)}]"
        case Unsettled():
            return f"{opening.kind} ({opening.why})"
        case Choice():
            return f"{opening.question} {{{'; '.join(f'{code}: {_words(option)}' for code, option in opening.options)}}}"
        case _:
            assert_never(opening)
