"""When an effect begins for this case, and by what: the hinge that brings its law to the case."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from vigueur.explanation.view import View
from vigueur.ir import nodes as ir
from vigueur.plain import dataclass
from vigueur.regime.begun import first_turn
from vigueur.types import Date
from vigueur.values import NEVER, State, Undetermined

How: TypeAlias = Literal["new", "no_anchor", "plain", "at_once", "every", "on", "never", "reading", "undated", "unknown"]


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
        return Begun(effect.from_[1], "undated") if effect.from_[1] <= day else Begun(None, "unknown")
    if not transition.anchor:
        return Begun(from_, "at_once")
    anchor = _date(view, transition.anchor, day)
    if not isinstance(anchor, date):
        if transition.open == "at once":
            return Begun(from_, "at_once")
        return Begun(None, "unknown") if isinstance(anchor, Undetermined) else Begun(from_, "plain")
    if anchor > day:
        return Begun(from_, "no_anchor", None if anchor == NEVER else anchor)
    if anchor >= from_:
        return Begun(from_, "at_once" if transition.open == "at once" else "new", anchor)
    return _open(view, effect, anchor, day)


def _open(view: View, effect: ir.Effect, anchor: date, day: date) -> Begun:
    """When an effect reaches a case that began before it."""
    transition, from_ = effect.transition, effect.from_[0]
    if transition.open == "at once":
        return Begun(from_, "at_once", anchor)
    if transition.open == "reading":
        return Begun(None, "reading", anchor)
    ways: list[Begun] = []
    if transition.period is not None:
        ways.append(Begun(first_turn(anchor, transition.period, from_, view.program.calendar.month_end), "every", anchor))
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
