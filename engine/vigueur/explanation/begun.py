"""When an effect begins for this case, and by what: the hinge that brings its law to the case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, TypeAlias

from vigueur.explanation.view import View
from vigueur.ir import nodes as ir
from vigueur.plain import dataclass
from vigueur.types import Date
from vigueur.values import NEVER, Months, State, Undetermined

How: TypeAlias = Literal["new", "no_anchor", "plain", "at_once", "every", "on", "both", "never", "unknown"]


@dataclass(frozen=True, slots=True)
class Begun:
    """`day`: when the effect begins for the case, in the past or to come; None where that is not known or never comes."""

    day: date | None
    how: How
    anchor: date | None = None
    hinge: str = ""


def begun(view: View, effect: ir.Effect, day: date) -> Begun:
    """When an effect begins for this case, seen from a day."""
    from_, transition = effect.from_[0], effect.transition
    if effect.from_[0] != effect.from_[1]:
        return Begun(None, "unknown")
    if not transition.anchor:
        return Begun(from_, "at_once")
    anchor = _date(view, transition.anchor, day)
    if not isinstance(anchor, date):
        return Begun(from_, "at_once") if transition.open == "at once" else Begun(None, "unknown") if isinstance(anchor, Undetermined) else Begun(from_, "plain")
    if anchor > day:
        return Begun(from_, "no_anchor", None if anchor == NEVER else anchor)
    if anchor >= from_:
        return Begun(from_, "new", anchor)
    return _open(view, effect, anchor, day)


def _open(view: View, effect: ir.Effect, anchor: date, day: date) -> Begun:
    """When an effect reaches a case that began before it."""
    transition, from_ = effect.transition, effect.from_[0]
    if transition.open == "at once":
        return Begun(from_, "at_once", anchor)
    ways: list[Begun] = []
    if transition.every:
        ways.append(Begun(_first_turn(view, anchor, transition.every, from_), "every", anchor))
    for hinge in transition.hinges:
        event = _date(view, hinge, day)
        if isinstance(event, date) and event != NEVER and event >= from_:
            ways.append(Begun(event, "on", anchor, hinge))
        if isinstance(event, tuple):
            later = sorted(e for e in event if isinstance(e, date) and e >= from_)
            ways += [Begun(later[0], "on", anchor, hinge)] if later else []
    ways = [w for w in ways if w.day is not None]
    return min(ways, key=lambda w: w.day or NEVER) if ways else Begun(None, "never", anchor)


def _date(view: View, name: str, day: date) -> State:
    """A date of the case, under the name by which a transition knows it."""
    if name in view.program.facts:
        return view.read(ir.Fact(name, Date(event=True)), day)
    if name in view.program.provisions:
        return view.read(ir.Reference(name, Date(event=True)), day)
    return Undetermined()


def _first_turn(view: View, anchor: date, every: str, from_: date) -> date | None:
    """The first anniversary of a period that comes on or after a day."""
    count, _, unit = every.partition(" ")
    if not count.isdigit() or int(count) == 0:
        return None
    if unit.startswith("day"):
        turns = max(1, -((anchor - from_).days // int(count)))
        return anchor + timedelta(days=turns * int(count))
    months = Months(int(count) * (12 if unit.startswith("year") else 1))
    turn = max(1, ((from_.year - anchor.year) * 12 + from_.month - anchor.month) // months.count)
    for k in (turn, turn + 1):
        reached = _after(view, anchor, k * months.count)
        if reached >= from_:
            return reached
    return None


def _after(view: View, anchor: date, months: int) -> date:
    """An anniversary, counted from the anchor; 29 February turns as the calendar says."""
    years, month = divmod(anchor.month - 1 + months, 12)
    for day in (anchor.day, 30, 29, 28):
        if day <= anchor.day:
            try:
                reached = date(anchor.year + years, month + 1, day)
            except ValueError:
                continue
            return reached + timedelta(days=1) if day < anchor.day and view.program.calendar.month_end == "up" else reached
    return NEVER
