"""Where two evaluations of one decision part: in their answers, and first of all in which provision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, TypeAlias, cast

from vigueur.comparison.replayed import Amount, Answer, Cause, Changed, Difference, First, Reading
from vigueur.diagnostics.problems import Language
from vigueur.explanation.trace import answers as answers_of
from vigueur.explanation.writing import Writer, exact, plain, status
from vigueur.interpreter.outcome import Evaluation, Step
from vigueur.journal.granted import granted, is_amount
from vigueur.plain import dataclass

Answers: TypeAlias = "Mapping[str, Mapping[str, object]]"

_COMPARED: Final = ("status", "value", "currency", "waits_for")
"""What an answer comes to. Its day and its text are how it came to be."""

Key: TypeAlias = "tuple[str, str, int]"
"""A provision, the day on which it was read, and how many times it had been read on that day."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One step of a replay. `verdict`: of the rules; `evaluation`: None for what was recorded, of which only the answers are kept."""

    name: str
    verdict: str | None
    answers: Answers
    evaluation: Evaluation | None


def taken(name: str, evaluation: Evaluation, verdict: str | None) -> Taken:
    """A step of a replay from its evaluation."""
    return Taken(name, verdict, cast("Answers", answers_of(evaluation)), evaluation)


def difference(cause: Cause, before: Taken, after: Taken, language: Language, decided: str | None = None) -> Difference | None:
    """How two steps part; None where they do not. `decided`: the verdict of a person, which stands whatever the rules answer."""
    changed = _changed(before, after, language)
    first = first_difference(before.evaluation, after.evaluation, language)
    if not changed and before.verdict == after.verdict and first is None:
        return None
    return {
        "cause": cause,
        "steps": [before.name, after.name],
        "answers": bool(changed) or before.verdict != after.verdict,
        "verdict": [before.verdict, after.verdict],
        "changed": changed,
        "amounts": _amounts(before, after, language, decided),
        "first": first,
    }


def first_difference(before: Evaluation | None, after: Evaluation | None, language: Language) -> First | None:
    """The first provision, in the order in which they were decided, that two evaluations decide differently.

    What both read comes first: where only one read a provision, that is mostly the consequence of another that both read. A provision is
    compared by its state, the text that governed it and what it cites; provisions read on the day decided are compared with each other,
    also where the two days differ.
    """
    if before is None or after is None:
        return None
    found = next(differing(before, after), None)
    if found is None:
        return None
    old_step, new_step = found
    evaluation = after if new_step is not None else before
    step = cast("Step", new_step or old_step)
    return {
        "provision": step.id,
        "label": Writer(evaluation.program, language).provision(step.id),
        "day": step.day.isoformat(),
        "before": _reading(old_step, before, language),
        "after": _reading(new_step, after, language),
    }


def differing(before: Evaluation, after: Evaluation) -> Iterator[tuple[Step | None, Step | None]]:
    """The provisions that two evaluations decide differently, in order; those that only one of them read stand last."""
    old, new = _keyed(before), _keyed(after)
    for key, step in old.items():
        if key in new and _told(step, before) != _told(new[key], after):
            yield step, new[key]
    yield from ((step, None) for key, step in old.items() if key not in new)
    yield from ((None, step) for key, step in new.items() if key not in old)


def _changed(before: Taken, after: Taken, language: Language) -> list[Changed]:
    names = dict.fromkeys((*before.answers, *after.answers))
    return [
        {
            "decision": name,
            "label": _label(name, before, after, language),
            "before": _answer(before.answers.get(name)),
            "after": _answer(after.answers.get(name)),
            "before_said": _said(before, name, after, language),
            "after_said": _said(after, name, before, language),
        }
        for name in names
        if _compared(before.answers.get(name)) != _compared(after.answers.get(name))
    ]


def _amounts(before: Taken, after: Taken, language: Language, decided: str | None) -> list[Amount]:
    """What is due before and after, for each amount for which that differs or is not known in one of the two."""
    names = dict.fromkeys(n for step in (before, after) for n, answer in step.answers.items() if is_amount(answer))
    found: list[Amount] = []
    for name in names:
        old, new = before.answers.get(name), after.answers.get(name)
        was, becomes = granted(old, decided or before.verdict), granted(new, decided or after.verdict)
        if was == becomes:
            continue
        currencies = {str(a["currency"]) for a in (old, new) if a is not None}
        known = was is not None and becomes is not None and len(currencies) == 1
        found.append(
            {
                "decision": name,
                "label": _label(name, before, after, language),
                "currency": str((new or old or {})["currency"]),
                "before": None if was is None else exact(was),
                "after": None if becomes is None else exact(becomes),
                "difference": exact(becomes - was) if known and was is not None and becomes is not None else None,
            }
        )
    return found


def _compared(answer: Mapping[str, object] | None) -> tuple[object, ...] | None:
    return None if answer is None else tuple(answer[name] for name in _COMPARED)


def _answer(answer: Mapping[str, object] | None) -> Answer | None:
    return None if answer is None else cast("Answer", {"status": answer["status"], "value": answer["value"]})


def _label(name: str, before: Taken, after: Taken, language: Language) -> str:
    for step in (after, before):
        if step.evaluation is not None and name in step.evaluation.program.provisions:
            return Writer(step.evaluation.program, language).provision(name)
    return name


def _said(step: Taken, name: str, other: Taken, language: Language) -> str:
    """An answer in words; that of the record as the rule book that read it again would write its value."""
    answer = step.answers.get(name)
    if answer is None:
        return "–"
    if step.evaluation is not None and name in step.evaluation.answers:
        return _in_words(step.evaluation, step.evaluation.answers[name], language)
    if answer["currency"] and answer["status"] == "determined" and other.evaluation is not None:
        return Writer(other.evaluation.program, language).words.money(Decimal(str(answer["value"])), str(answer["currency"]))
    return str(answer["value"]) if answer["status"] == "determined" else str(answer["status"])


def _in_words(evaluation: Evaluation, step: Step, language: Language) -> str:
    provision = evaluation.program.provisions.get(step.id)
    return Writer(evaluation.program, language).state(step.state, provision.type) if provision else str(plain(step.state))


def _keyed(evaluation: Evaluation) -> dict[Key, Step]:
    keyed: dict[Key, Step] = {}
    times: Counter[tuple[str, str]] = Counter()
    for step in evaluation.steps:
        day = "" if step.day == evaluation.as_of else step.day.isoformat()
        keyed[step.id, day, times[step.id, day]] = step
        times[step.id, day] += 1
    return keyed


def _told(step: Step, evaluation: Evaluation) -> tuple[object, ...]:
    """What two readings of a provision are compared by. A value that is the day decided itself is the same on another day."""
    effect = step.effect
    cites = step.cites or (effect.cites if effect else ())
    return (
        "day" if step.state == evaluation.as_of else step.state,
        (effect.text, effect.verb, effect.from_) if effect else None,
        tuple(candidate.text for candidate in step.candidates),
        tuple((cite.source, cite.detail) for cite in cites),
    )


def _reading(step: Step | None, evaluation: Evaluation, language: Language) -> Reading | None:
    if step is None:
        return None
    text = step.effect.text if step.effect else None
    return {
        "status": status(step.state),
        "value": plain(step.state),
        "said": _in_words(evaluation, step, language),
        "text": text,
        "text_said": Writer(evaluation.program, language).text(text) if text else "",
    }
