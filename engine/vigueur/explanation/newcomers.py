"""What a case that begins on the day decided would get, where an older case still lives under older law."""

from __future__ import annotations

from datetime import date

from vigueur.explanation.document import NewCaseEntry
from vigueur.explanation.readings import Again
from vigueur.explanation.regimes import visible
from vigueur.explanation.view import View
from vigueur.explanation.writing import plain
from vigueur.interpreter.outcome import Step
from vigueur.ir.case import Case, Held
from vigueur.types import Date
from vigueur.values import NEVER, Undetermined


def new_case(view: View, name: str, step: Step, again: Again) -> NewCaseEntry | None:
    """The answer for the same facts, begun on the day decided; None where it is the same, or no newer text waits."""
    if step.effect is None or not _newer(view, step):
        return None
    evaluation = view.evaluation
    dating = _dating(view, step)
    if not dating:
        return None
    facts = {**evaluation.case.facts, **{fact: Held(evaluation.as_of) for fact in dating}}
    found = again(Case(evaluation.case.name, facts), evaluation.as_of, evaluation.readings).answers[name]
    if found.state == step.state or found.effect is None or isinstance(found.state, Undetermined):
        return None
    written, short = view.written(found), view.writer.text(found.effect.text)
    return {
        "value": plain(found.state),
        "written": written,
        "text": found.effect.text,
        "short": short,
        "sentence": view.say("new_case_gets", value=written, text=short, day=view.writer.date(evaluation.as_of)),
    }


def _newer(view: View, step: Step) -> bool:
    """Whether a newer text is in force on the day, for cases that begin then."""
    provision = view.program.provisions[step.id]
    newer = provision.effects[: provision.effects.index(step.effect)] if step.effect in provision.effects else ()
    return any(visible(view, effect) and effect.from_[0] <= step.day < effect.until for effect in newer)


def _dating(view: View, step: Step) -> list[str]:
    """The facts that date the case for a step's effect, where they have a day: the anchor, or what the anchor reads."""
    anchor = step.effect.transition.anchor if step.effect else ""
    read = view.steps.get((anchor, step.day))
    names = read.facts if read else (anchor,)
    return [name for name in names if _has_day(view, name)]


def _has_day(view: View, name: str) -> bool:
    spec = view.program.facts.get(name)
    held = view.evaluation.case.facts.get(name)
    return spec is not None and isinstance(spec.type, Date) and held is not None and isinstance(held.value, date) and held.value != NEVER
