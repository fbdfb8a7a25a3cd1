"""Checks on load: whatever could go wrong in time is looked for in every class of cases, and shown with a case in which it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vigueur.diagnostics.problems import Problem, problem
from vigueur.ir import nodes as ir
from vigueur.plain import dataclass, field
from vigueur.regime.concrete import Moment, Unclear, governing, in_force
from vigueur.regime.made import AtOnce
from vigueur.regime.moments import moments, too_many, widened
from vigueur.regime.order import Order
from vigueur.source import Span
from vigueur.values import NEVER


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
            wide = widened(order, self.calendar)
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
                if too_many([order], wide):
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


def _told(witness: Moment) -> dict[str, str]:
    """A witness in words of the case: its dates, the reading, the day, and until when publications count."""
    dates = [f"{name} = {'never' if day == NEVER else day}" for name, day in witness.dates.items()]
    readings = [f"{question} = {option}" for question, option in witness.readings.items()]
    return {"case": ", ".join((*dates, *readings)) or "–", "day": str(witness.day), "known": str(witness.known_at)}
