"""What happened in an evaluation, step by step, as plain data without words: what two evaluations are compared by, and hashed by.

Everything that was read, in order: each rule with its day, its text and what it gave. The same in every language.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from vigueur.explanation.document import Plain
from vigueur.explanation.writing import kind_of, plain, status
from vigueur.interpreter.outcome import Evaluation, Step
from vigueur.values import Absent, State, Undetermined

Data: TypeAlias = "str | int | bool | list[Data] | dict[str, Data] | None"

FORMAT: Final = "vigueur-trace/1"
"""The version of the shape: any change of it is a new one, for hashes are made of it."""


def trace(evaluation: Evaluation) -> dict[str, Data]:
    """All that was read and what it gave. Steps are named by their place in the list."""
    places = {id(step): place for place, step in enumerate(evaluation.steps)}
    return {
        "format": FORMAT,
        "as_of": evaluation.as_of.isoformat(),
        "known_at": evaluation.known_at.isoformat() if evaluation.known_at else None,
        "answers": {name: places.get(id(step), -1) for name, step in evaluation.answers.items()},
        "outcomes": [[r.outcome.verdict, _state(r.state), list(r.facts)] for r in evaluation.outcomes],
        "supposed": {fact: _state(state) for fact, state in sorted(evaluation.supposed.items())},
        "readings": dict(sorted(evaluation.readings.items())),
        "steps": [_step(step, places) for step in evaluation.steps],
    }


def answers(evaluation: Evaluation) -> dict[str, dict[str, Plain]]:
    """What was decided, without words: value and status, its type, the day, the text that governed, and what an open answer waits for."""
    return {name: _answer(evaluation, name, step) for name, step in evaluation.answers.items()}


def rests_on(evaluation: Evaluation) -> dict[str, list[str]]:
    """What was read, by the text that governed it: the provisions of each text; under the empty name those that no text governed.

    Where it is open which text governs, each that may is named.
    """
    found: dict[str, set[str]] = {}
    for step in evaluation.steps:
        governing = (step.effect, *step.candidates) if step.effect else step.candidates
        for text in [effect.text for effect in governing] or [""]:
            found.setdefault(text, set()).add(step.id)
    return {text: sorted(found[text]) for text in sorted(found)}


def _answer(evaluation: Evaluation, name: str, step: Step) -> dict[str, Plain]:
    provision = evaluation.program.provisions.get(step.id)
    state = step.state
    waits: list[Plain] = []
    if isinstance(state, Undetermined):
        waits += [*sorted(state.facts), *sorted({lack.provision for lack in state.lacks})]
    decision = evaluation.program.decisions.get(name)
    type_, unit, currency = kind_of(provision.type) if provision else ("", "", "")
    return {
        "kind": decision.kind if decision else "value",
        "status": status(state),
        "value": plain(state),
        "type": type_,
        "unit": unit,
        "currency": currency,
        "day": step.day.isoformat(),
        "text": step.effect.text if step.effect else None,
        "waits_for": waits,
    }


def _step(step: Step, places: dict[int, int]) -> Data:
    effect = step.effect
    return [
        step.id,
        step.day.isoformat(),
        _state(step.state),
        [effect.text, effect.verb, effect.from_[0].isoformat(), effect.from_[1].isoformat()] if effect else None,
        list(step.facts),
        [places.get(id(read), -1) for read in step.steps],
        [candidate.text for candidate in step.candidates],
        [f"{cite.source} {cite.detail}" for cite in (step.cites or (effect.cites if effect else ()))],
    ]


def _state(state: State) -> Data:
    """A state with what tells apart those that have no value."""
    match state:
        case Undetermined(facts, lacks):
            return {"?": [*sorted(facts)], "law": [*sorted({lack.provision for lack in lacks})]}
        case Absent(cause, provision):
            return {"-": cause, "of": provision}
        case _:
            return {"=": plain(state)}  # type: ignore[dict-item]
