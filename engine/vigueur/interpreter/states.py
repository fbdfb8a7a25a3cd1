"""How values, `?` and `–` combine: Kleene's logic with absence, and strict operations lifted over all three.

An absent member leaves, an absent operand spreads; see docs/time.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Final

from vigueur.types import Boolean, Date, Enumeration, Money, Number, Type
from vigueur.values import Absent, Bounds, State, Undetermined, Value

_MOST_COMBINATIONS: Final = 512

Meaning = Callable[..., State]

_EITHER: Final[frozenset[Value]] = frozenset((True, False))


def possible_of(type_: Type) -> frozenset[Value] | Bounds | None:
    """What is known of a value of a type before it is given."""
    match type_:
        case Boolean():
            return frozenset((True, False))
        case Enumeration(codes):
            return frozenset(codes)
        case Number(low=low, high=high) | Money(low=low, high=high) if low is not None or high is not None:
            return Bounds(low, high)
        case Date(low=low, high=high) if low is not None or high is not None:
            return Bounds(low, high)
        case _:
            return None


def combined(waiting: Iterable[Undetermined], possible: frozenset[Value] | Bounds | None = None) -> Undetermined:
    """One `?` that waits for all that these wait for."""
    facts: frozenset[str] = frozenset()
    lacks = frozenset()  # type: ignore[var-annotated]
    for state in waiting:
        facts |= state.facts
        lacks |= state.lacks
    return Undetermined(facts, lacks, possible)


def agreed(outcomes: Sequence[State], waiting: Sequence[Undetermined]) -> State:
    """What all outcomes that are still possible agree on, else `?`."""
    first = outcomes[0]
    if isinstance(first, Absent) and all(isinstance(o, Absent) for o in outcomes):
        return first
    if not isinstance(first, Undetermined) and all(type(o) is type(first) and o == first for o in outcomes):
        return first
    possible: set[Value] = set()
    limited = True
    for outcome in outcomes:
        if isinstance(outcome, Undetermined):
            if isinstance(outcome.possible, frozenset):
                possible |= outcome.possible
            else:
                limited = False
        elif isinstance(outcome, Absent | tuple):
            limited = False
        else:
            possible.add(outcome)
    unknown = [o for o in outcomes if isinstance(o, Undetermined)]
    return combined([*waiting, *unknown], frozenset(possible) if limited else None)


def all_of(states: Iterable[State]) -> State:
    """Kleene's and; absent members leave."""
    return _joined(states, stop=False)


def any_of(states: Iterable[State]) -> State:
    """Kleene's or; absent members leave."""
    return _joined(states, stop=True)


def _joined(states: Iterable[State], *, stop: bool) -> State:
    """`stop` decides alone; else what is unknown; else the other truth, if any member is present."""
    waiting: list[Undetermined] = []
    result: State | None = None
    for state in states:
        if state is stop:
            return stop
        if isinstance(state, bool):
            result = state
        elif isinstance(state, Undetermined):
            waiting.append(state)
        elif result is None:
            result = state
    if waiting:
        return combined(waiting, _EITHER)
    return result if result is not None else not stop


def negated(state: State) -> State:
    """T→F, F→T, ?→?, –→–."""
    if state is True:
        return False
    if state is False:
        return True
    return state


def lifted(op: str, meaning: Meaning, states: Sequence[State]) -> State:
    """A strict operation on states of which at least one may be `?` or `–`, in itself or within a list."""
    for state in states:
        if isinstance(state, Absent):
            return state
    waiting = [u for state in states for u in _unknowns(state)]
    if not waiting:
        return meaning(*states)
    decided = _decided_by_bounds(op, states)
    if decided is not None:
        return decided
    choices = [_choices(state) for state in states]
    combinations = 1
    for choice in choices:
        if choice is None:
            return combined(waiting)
        combinations *= max(1, len(choice))
        if combinations > _MOST_COMBINATIONS:
            return combined(waiting)
    outcomes = [meaning(*values) for values in product(*(c for c in choices if c is not None))]
    return agreed(outcomes, waiting) if outcomes else combined(waiting)


def _unknowns(state: State) -> tuple[Undetermined, ...]:
    if isinstance(state, Undetermined):
        return (state,)
    if isinstance(state, tuple):
        return tuple(u for item in state for u in _unknowns(item))
    return ()


def _choices(state: State) -> list[State] | None:
    if isinstance(state, Undetermined):
        return sorted(state.possible, key=repr) if isinstance(state.possible, frozenset) else None
    if isinstance(state, tuple) and _unknowns(state):
        return None
    return [state]


def _interval(state: State) -> tuple[Decimal | date | None, Decimal | date | None] | None:
    if isinstance(state, Undetermined):
        return (state.possible.low, state.possible.high) if isinstance(state.possible, Bounds) else None
    if isinstance(state, Decimal | date):
        return state, state
    return None


_ORDERED: Final = {"less": (0, 1, True), "at most": (0, 1, False), "greater": (1, 0, True), "at least": (1, 0, False)}
"""For each comparison: which side is the lesser, which the greater, and whether they must differ."""


def _decided_by_bounds(op: str, states: Sequence[State]) -> bool | None:
    """A comparison that bounds decide: `?` patients, at least 0, are not fewer than 0."""
    if len(states) != 2:  # noqa: PLR2004 - left and right
        return None
    one, other = _interval(states[0]), _interval(states[1])
    if one is None or other is None:
        return None
    if op in {"equal", "not equal"}:
        return (op == "not equal") if _less(one[1], other[0]) or _less(other[1], one[0]) else None
    order = _ORDERED.get(op.rsplit(" ", 1)[0])
    if order is None:
        return None
    low, high, strict = (one, other)[order[0]], (one, other)[order[1]], order[2]
    if strict:
        return True if _less(low[1], high[0]) else False if _at_most(high[1], low[0]) else None
    return True if _at_most(low[1], high[0]) else False if _less(high[1], low[0]) else None


def _less(one: Decimal | date | None, other: Decimal | date | None) -> bool:
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one < other
    return isinstance(one, date) and isinstance(other, date) and one < other


def _at_most(one: Decimal | date | None, other: Decimal | date | None) -> bool:
    return one is not None and (one == other or _less(one, other))
