"""Checks on load: whatever could go wrong in time is looked for in every class of cases, and shown with a case in which it does.

What a clock yields matters only by the days of the law between which it falls. So every class of cases has a member whose dates stand
at the beginning of such a stretch, or so that a turn of a period does, and whose day is the first or the last of a stretch. These
members are tried as they are, with the calendar's own anniversaries: what is reported does happen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import islice, product
from typing import Final

from vigueur.builtins.calendar import recur
from vigueur.diagnostics.problems import Problem, problem
from vigueur.ir import nodes as ir
from vigueur.plain import dataclass, field
from vigueur.regime.concrete import Moment, Unclear, governing, in_force
from vigueur.regime.made import AtOnce, Both, Choice, Dating, Every, OnEvents, Opening
from vigueur.regime.operands import parts
from vigueur.regime.order import Order
from vigueur.source import Span
from vigueur.types import Date
from vigueur.values import NEVER, Months

_ONE: Final = timedelta(days=1)
_MOST_CASES: Final = 40_000
_MOST_TURNS: Final = 40


@dataclass(frozen=True, slots=True)
class Subject:
    """A provision to check. `operands`: for each of its effects (as `order.made` counts them), what it reads as operands, and where."""

    order: Order
    operands: Mapping[int, Mapping[str, Span]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """A composition: in force as long as one of its members is. `members` may be compositions themselves."""

    id: str
    place: Span
    members: tuple[str, ...]


def gaps(subjects: Mapping[str, Subject], groups: Mapping[str, Group], calendar: ir.Calendar) -> tuple[Problem, ...]:
    """All that may go wrong in time: an operand not in force, an effect that never governs, a composition that empties."""
    check = _Check(subjects, groups, calendar)
    return (*check.operands(), *check.idle(), *check.emptied())


class _Check:
    """One check of a rule book. Pairs of provisions that have the same days and clocks share one answer."""

    def __init__(self, subjects: Mapping[str, Subject], groups: Mapping[str, Group], calendar: ir.Calendar) -> None:
        self.subjects = subjects
        self.groups = groups
        self.calendar = calendar
        self.shapes = {name: _shape(subject.order) for name, subject in subjects.items()}
        self.known: dict[object, dict[int, Moment]] = {}

    def operands(self) -> Iterator[Problem]:
        """A provision in force reads as operand none that is not."""
        for name, subject in self.subjects.items():
            read = dict.fromkeys(operand for places in subject.operands.values() for operand in places)
            for operand in read:
                under = self._leaves(operand)
                if under and not any(_covers(self.subjects[u].order, subject.order) for u in under):
                    yield from self._missing(name, operand, under)

    def _missing(self, name: str, operand: str, under: tuple[str, ...]) -> Iterator[Problem]:
        subject = self.subjects[name]
        holes = self._holes(name, under)
        told = set()
        for place, witness in holes.items():
            effect = subject.order.ranked[place]
            span = subject.operands.get(effect.index, {}).get(operand)
            if span is not None and effect.index not in told:
                told.add(effect.index)
                details = {"provision": name, "operand": operand, "text": effect.made.text, **_told(witness)}
                yield Problem("VG511", span, tuple(details.items()), self._also(under, witness))

    def _also(self, under: tuple[str, ...], witness: Moment) -> tuple[tuple[Span, str, str], ...]:
        order = self.subjects[under[0]].order
        place = governing(order, witness)
        if place is not None:
            return ((order.ranked[place].made.place, "repealed here", "abrogée ici"),)
        return ((order.ranked[-1].made.place, "its first text", "son premier texte"),) if order.ranked else ()

    def _holes(self, name: str, under: tuple[str, ...]) -> dict[int, Moment]:
        """For each effect of a provision, a case that it governs while the others are not in force."""
        key = (self.shapes[name], tuple(dict.fromkeys(self.shapes[u] for u in under)))
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = {}
            reader, others = self.subjects[name].order, [self.subjects[u].order for u in under]
            wanted = {place for place, r in enumerate(reader.ranked) if r.made.verb == "set"}
            for at in moments([reader, *others], self.calendar):
                try:
                    place = governing(reader, at)
                    if place in wanted and not any(in_force(other, at) for other in others):
                        found[place] = at
                        wanted.discard(place)
                except Unclear:
                    continue
                if not wanted:
                    break
        return found

    def idle(self) -> Iterator[Problem]:
        """Every effect governs some case on some day, as far as some publication."""
        for name, subject in self.subjects.items():
            order = subject.order
            if len(order.ranked) > 1 or any(order.withdrawers):
                governed = self._governed(self.shapes[name], order)
                for index in dict.fromkeys(r.index for r in order.ranked):
                    by = {order.made[w].published for w in order.withdrawers[index] if order.made[w].verb != "withdraw"}
                    if index not in governed and order.made[index].published not in by:
                        made = order.made[index]
                        yield problem("VG512", made.place, provision=name, text=made.text)

    def _governed(self, shape: object, order: Order) -> dict[int, Moment]:
        key = ("governed", shape)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = {}
            wide = _wide(order, self.calendar)
            indexes = {r.index for r in order.ranked}
            for at in moments([order], wide):
                try:
                    place = governing(order, at)
                except Unclear:
                    return dict.fromkeys(indexes, at)
                if place is not None:
                    found.setdefault(order.ranked[place].index, at)
                if len(found) == len(indexes):
                    break
            else:
                if _too_many([order], wide):
                    found.update(dict.fromkeys(indexes, at))
        return found

    def emptied(self) -> Iterator[Problem]:
        """Whether a composition may lose all its conditions."""
        for group in self.groups.values():
            leaves = self._leaves(group.id)
            orders = [self.subjects[leaf].order for leaf in leaves]
            if not orders or not all(_ends(order) for order in orders):
                continue
            witness = self._empty(tuple(dict.fromkeys(self.shapes[leaf] for leaf in leaves)), orders)
            if witness is not None:
                yield Problem("VG513", group.place, (("composition", group.id), *_told(witness).items()))

    def _empty(self, shapes: tuple[object, ...], orders: list[Order]) -> Moment | None:
        distinct = list({_shape(order): order for order in orders}.values())
        key = ("empty", shapes)
        if key not in self.known:
            self.known[key] = {}
            for at in moments(distinct, self.calendar):
                try:
                    states = [governing(order, at) for order in distinct]
                except Unclear:
                    continue
                verbs = [order.ranked[s].made.verb if s is not None else "" for order, s in zip(distinct, states, strict=True)]
                if "set" not in verbs and "repeal" in verbs:
                    self.known[key][0] = at
                    break
        return self.known[key].get(0)

    def _leaves(self, name: str) -> tuple[str, ...]:
        """A provision, or the provisions that a composition joins."""
        if name in self.subjects:
            return (name,)
        found: dict[str, None] = {}
        waiting, seen = [name], set()
        while waiting:
            current = waiting.pop()
            if current in self.groups and current not in seen:
                seen.add(current)
                waiting += self.groups[current].members
            elif current in self.subjects:
                found[current] = None
        return tuple(found)


# -- what needs no search ------------------------------------------------------------------------------------------------------------


def _shape(order: Order) -> object:
    """All that decides which effect governs: days, clocks, publications; not what the effects say."""
    ranked = tuple((r.index, r.from_, r.until, r.cases, r.option, r.made.verb) for r in order.ranked)
    return ranked, tuple(m.published for m in order.made), order.withdrawers


def _covers(order: Order, reader: Order) -> bool:
    """Whether a provision is plainly in force wherever another is: set before it once and for all, by a clock that is never behind."""
    if not order.ranked or not reader.ranked or any(r.made.verb == "repeal" or r.until != NEVER for r in order.ranked):
        return False
    first = order.ranked[-1]
    if order.withdrawers[first.index] or first.option is not None or first.from_[0] != first.from_[1]:
        return False
    at_once = isinstance(first.cases.open, AtOnce)
    return all(
        first.from_[1] <= r.from_[0] and first.made.published[1] <= r.made.published[0] and (at_once or first.cases == r.cases)
        for r in reader.ranked
        if r.made.verb == "set"
    )


def _ends(order: Order) -> bool:
    return any(r.made.verb == "repeal" for r in order.ranked)


# -- the cases to try ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Dates:
    """A fact that dates cases: its bounds, the periods that turn from it, the spans by which other dates are counted from it."""

    low: date | None
    high: date | None
    event: bool
    periods: frozenset[Months | timedelta]
    spans: frozenset[Months | timedelta]


def moments(orders: list[Order], calendar: ir.Calendar) -> Iterator[Moment]:
    """A case, a day and a state of publication of every class that these provisions tell apart."""
    return islice(_moments(orders, calendar), _MOST_CASES)


def _too_many(orders: list[Order], calendar: ir.Calendar) -> bool:
    return next(islice(_moments(orders, calendar), _MOST_CASES, None), None) is not None


def _moments(orders: list[Order], calendar: ir.Calendar) -> Iterator[Moment]:
    cuts = _cuts(orders)
    days = _days(cuts, calendar)
    facts = _facts(orders)
    choices = [_candidates(cuts, dates, calendar) for dates in facts.values()]
    known = _publications(orders)
    undated = any(made.published[0] != made.published[1] or r.from_[0] != r.from_[1] for o in orders for r in o.ranked for made in o.made)
    for late in (False, True) if undated else (False,):
        for readings in _readings(orders):
            for values in product(*choices):
                dates = dict(zip(facts, values, strict=True))
                for day in dict.fromkeys((*days, *_turns(facts, dates, days, calendar))):
                    for known_at in known:
                        yield Moment(dates, day, known_at, readings, calendar.month_end, late)


def _cuts(orders: list[Order]) -> list[date]:
    """The days of the law that tell cases apart."""
    return sorted({day for o in orders for r in o.ranked for day in (*r.from_, r.until) if day != NEVER})


def _days(cuts: list[date], calendar: ir.Calendar) -> list[date]:
    """The first and last day of each stretch; the first days before, the latest first: they tell most."""
    ends = (*reversed(cuts), calendar.last, *(cut - _ONE for cut in reversed(cuts) if cut > date.min), calendar.first)
    return [day for day in dict.fromkeys(ends) if calendar.first <= day <= calendar.last]


def _wide(order: Order, calendar: ir.Calendar) -> ir.Calendar:
    """A calendar that holds the whole history of a provision."""
    cuts = _cuts([order])
    return ir.Calendar(
        date(max(1, min(cuts[0], calendar.first).year - 40), 1, 1), date(min(9998, max(cuts[-1], calendar.last).year + 40), 12, 31),
        calendar.month_end,
    )  # fmt: skip


def _candidates(cuts: list[date], dates: _Dates, calendar: ir.Calendar) -> list[date]:
    low = dates.low or calendar.first
    high = min(dates.high or NEVER - _ONE, calendar.last)
    ends = {low, *cuts, *(cut - _ONE for cut in cuts if cut > date.min)}
    for cut in cuts:
        for span in dates.spans:
            ends |= _around(recur(cut, span, -1, "down"))
        for period in dates.periods:
            for turn in _useful_turns(cut, period, low, cuts, single=len(dates.periods) == 1):
                ends |= _around(recur(cut, period, -turn, "down"))
    return [*sorted(day for day in ends if low <= day <= high), *((NEVER,) if dates.event else ())]


def _useful_turns(cut: date, period: Months | timedelta, low: date, cuts: list[date], *, single: bool) -> list[int]:
    """By how many periods a date may lie before a day of the law: all, or for one period alone the least and most in each stretch."""
    most = min(_about(cut - low, period) + 1, 4_000) if cut > low else 0
    if not single or most <= _MOST_TURNS:
        return list(range(1, min(most, 10 * _MOST_TURNS) + 1))
    ends = {1, most}
    for other in (*cuts, low):
        if other < cut:
            near = _about(cut - other, period)
            ends |= {near - 1, near, near + 1}
    return sorted(turn for turn in ends if 1 <= turn <= most)


def _about(time: timedelta, period: Months | timedelta) -> int:
    """About how many periods a time holds: a month counts for thirty days and a half."""
    return time.days // period.days if isinstance(period, timedelta) else 2 * time.days // (61 * period.count)


def _around(day: date) -> set[date]:
    return {d for d in (day, day + _ONE if day < NEVER else day, day - _ONE if day > date.min else day) if d != NEVER}


def _turns(facts: Mapping[str, _Dates], dates: Mapping[str, date], days: list[date], calendar: ir.Calendar) -> Iterator[date]:
    """Where several periods turn from one date, the first turn of each after a day of the law."""
    for name, spec in facts.items():
        if len(spec.periods) > 1 and dates[name] != NEVER:
            for period in spec.periods:
                for day in days:
                    turn = recur(dates[name], period, _about(max(day - dates[name], timedelta()), period) + 1, calendar.month_end)
                    if calendar.first <= turn <= calendar.last:
                        yield turn


def _publications(orders: list[Order]) -> list[date]:
    """The days of publication, the last one first: all that is published, then ever less of it."""
    return sorted({day for o in orders for m in o.made for day in m.published}, reverse=True)


def _readings(orders: list[Order]) -> list[dict[str, str]]:
    asked: dict[str, dict[str, None]] = {}
    for order in orders:
        for r in order.ranked:
            if r.option is not None:
                asked.setdefault(r.option[0], {})[r.option[1]] = None
            for choice in _choices(r.cases.open):
                asked.setdefault(choice.question, {}).update(dict.fromkeys(code for code, _ in choice.options))
    return [dict(zip(asked, codes, strict=True)) for codes in product(*asked.values())]


def _choices(opening: Opening) -> Iterator[Choice[Opening]]:
    if isinstance(opening, Choice):
        yield opening
        for _, option in opening.options:
            yield from _choices(option)
    elif isinstance(opening, Both):
        yield from _choices(opening.first)
        yield from _choices(opening.second)


def _facts(orders: list[Order]) -> dict[str, _Dates]:
    """The facts on which the clocks of these provisions depend."""
    types: dict[str, Date] = {}
    periods: dict[str, set[Months | timedelta]] = {}
    spans: dict[str, set[Months | timedelta]] = {}
    for cases in dict.fromkeys(r.cases for order in orders for r in order.ranked):
        datings = [cases.anchor, *_events(cases.open)]
        for dating in () if isinstance(cases.open, AtOnce) else datings:
            for fact in _dates_in(dating.day):
                types[fact.id] = fact.type if isinstance(fact.type, Date) else Date(event=True)
                spans.setdefault(fact.id, set()).update(_spans_in(dating.day))
                if dating is cases.anchor:
                    periods.setdefault(fact.id, set()).update(_periods(cases.open))
    return {
        name: _Dates(t.low, t.high, t.event, frozenset(periods.get(name, ())), frozenset(spans.get(name, ()))) for name, t in types.items()
    }


def _events(opening: Opening) -> Iterable[Dating]:
    match opening:
        case OnEvents(days):
            return days
        case Both(first, second):
            return (*_events(first), *_events(second))
        case Choice(_, options):
            return tuple(event for _, option in options for event in _events(option))
        case _:
            return ()


def _periods(opening: Opening) -> Iterable[Months | timedelta]:
    match opening:
        case Every(period):
            return (period,)
        case Both(first, second):
            return (*_periods(first), *_periods(second))
        case Choice(_, options):
            return tuple(period for _, option in options for period in _periods(option))
        case _:
            return ()


@cache
def _dates_in(expr: ir.Expr) -> tuple[ir.Fact, ...]:
    return (expr,) if isinstance(expr, ir.Fact) else tuple(fact for part in parts(expr) for fact in _dates_in(part))


def _spans_in(expr: ir.Expr) -> Iterator[Months | timedelta]:
    if isinstance(expr, ir.Const) and isinstance(expr.value, Months | timedelta):
        yield expr.value
    for part in parts(expr):
        yield from _spans_in(part)


def _told(witness: Moment) -> dict[str, str]:
    """A witness in words of the case: its dates, the reading, the day, and until when publications count."""
    dates = [f"{name} = {'never' if day == NEVER else day}" for name, day in witness.dates.items()]
    readings = [f"{question} = {option}" for question, option in witness.readings.items()]
    return {"case": ", ".join((*dates, *readings)) or "–", "day": str(witness.day), "known": str(witness.known_at)}
