"""The operations that were carried out: every rule that was read, in order, with what it read and what it gave."""

from __future__ import annotations

from vigueur.explanation.absences import absence
from vigueur.explanation.document import ParameterEntry, StepEntry
from vigueur.explanation.regimes import regime_of
from vigueur.explanation.view import View
from vigueur.explanation.writing import kind_of, plain, status
from vigueur.interpreter.outcome import Step
from vigueur.values import Absent, Undetermined


def steps(view: View) -> list[StepEntry]:
    """Every step once, in the order in which they ended."""
    return [_entry(view, step) for step in view.evaluation.steps if step.id in view.program.provisions]


def _entry(view: View, step: Step) -> StepEntry:
    provision = view.program.provisions[step.id]
    kind, unit, currency = kind_of(provision.type)
    regime = regime_of(view, step)
    return {
        "provision": step.id,
        "label": view.writer.provision(step.id),
        "kind": provision.kind,
        "day": step.day.isoformat(),
        "status": status(step.state),
        "value": plain(step.state),
        "written": view.written(step),
        "type": kind,
        "unit": unit,
        "currency": currency,
        "text": regime["text"] if regime else None,
        "short": regime["short"] if regime else "",
        "citations": regime["citations"] if regime else [],
        "reads": [s.id for s in step.steps],
        "facts": list(step.facts),
        "why": because(view, step),
    }


def because(view: View, step: Step) -> str:
    """What a step rests on: the values that it read itself."""
    if isinstance(step.state, Absent):
        return absence(view, step)[0]
    dating = {step.effect.transition.anchor, *step.effect.transition.hinges} if step.effect is not None else set()
    open_ = isinstance(step.state, Undetermined)
    parts = [_said(view, fact) for fact in step.facts if fact not in dating and (open_ or _known(view, fact))]
    parts += [
        _given(view, s, step)
        for s in step.steps
        if not isinstance(s.state, Absent) and s.id in view.program.provisions and s.id not in dating
    ]
    return view.writer.words.parted(list(dict.fromkeys(parts)))


def _known(view: View, fact: str) -> bool:
    """Whether a fact was given or supposed: what was not has decided nothing in a step that is settled."""
    return fact in view.evaluation.case.facts or fact in view.evaluation.supposed


def _given(view: View, read: Step, reader: Step) -> str:
    """What was read of a provision; and on which day, where it was read as on another."""
    label, value = view.writer.provision(read.id), view.written(read)
    if read.day == reader.day:
        return view.say("fact_given", label=label, value=value)
    return view.say("given_on", label=label, value=value, day=view.writer.date(read.day))


def _said(view: View, fact: str) -> str:
    evaluation = view.evaluation
    spec = view.program.facts[fact]
    held = evaluation.case.facts.get(fact)
    state = held.value if held else evaluation.supposed.get(fact, Undetermined())
    return view.say("fact_given", label=view.writer.fact(fact), value=view.writer.state(state, spec.type))


def parameters(view: View) -> list[ParameterEntry]:
    """The values of the law that were applied to this case: what was read without reading the case itself, and what tables gave."""
    return [
        {
            "provision": step.id,
            "label": view.writer.provision(step.id),
            "written": view.written(step),
            "text": step.effect.text,
        }
        for step in view.evaluation.steps
        if step.effect is not None and view.program.provisions[step.id].kind in {"parameter", "table", "bands", "list"}
    ]
