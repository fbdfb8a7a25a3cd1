"""What is not the same for a case on two days: answers, texts that govern, reasons, what is missing; each with the words that say so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypedDict

from vigueur.explanation.absences import absence, reason
from vigueur.explanation.document import Plain, ReasonEntry, Verdict
from vigueur.explanation.missing import lacks, missing
from vigueur.explanation.reasons import reasons
from vigueur.explanation.results import answer_in_words
from vigueur.explanation.timeline_dues import Lists, moved
from vigueur.explanation.verdict import headline_of, kind_of_answer, verdict_of
from vigueur.explanation.view import View
from vigueur.explanation.writing import plain
from vigueur.interpreter.outcome import Step
from vigueur.values import NEVER, Absent, State, Undetermined


class Turn(TypedDict):
    """One answer that changes: in words before and after, as plain data after, and why."""

    decision: str
    label: str
    kind: str
    before: str | None
    after: str
    value: Plain
    why: list[str]


class TextTurn(TypedDict):
    """A rule that other texts govern than the day before; several where it is not known which one does."""

    provision: str
    label: str
    before: list[str]
    after: list[str]


Governing = tuple[str, ...]
"""The texts that govern, or may govern, a rule; none where it is absent."""

_VERDICT: Final = "verdict"


class Picture:
    """How a case stands on a day, as far as a timeline tells it."""

    def __init__(self, view: View) -> None:
        self.view = view
        evaluation = view.evaluation
        self.verdict: Verdict | None = verdict_of(evaluation)
        self.headline = view.say(headline_of(evaluation))
        self.answers: dict[str, Step] = {
            name: step
            for name, step in evaluation.answers.items()
            if kind_of_answer(evaluation, name) != _VERDICT and step.id in view.program.provisions
        }
        self.reasons: dict[str, ReasonEntry] = {r["provision"]: r for r in reasons(view, evaluation.answers)}
        self.missing: tuple[str, ...] = tuple(m["fact"] for m in missing(view, evaluation.answers))
        self.lacks: dict[str, str] = {f"{e['provision']} {e['kind']}": e["sentence"] for e in lacks(view, evaluation.answers)}
        self.governing = governing(view)
        self.lists = Lists(view, self.answers)

    def written(self, name: str) -> str:
        """An answer in words; a deadline by how it stands, without the days that are left."""
        step = self.answers[name]
        return self.view.written(step) if name in self.lists.deadlines else answer_in_words(self.view, name, step)

    def below(self, name: str) -> dict[str, Step]:
        """The steps that an answer read itself."""
        return {step.id: step for step in self.answers[name].steps}


def governing(view: View) -> dict[str, Governing]:
    """Which texts govern each rule that the answers rest on."""
    found: dict[str, set[str]] = {}
    for answer in view.evaluation.answers.values():
        for step in view.below(answer):
            if step.id in view.program.provisions and view.program.provisions[step.id].effects:
                found.setdefault(step.id, set()).update(_texts(step))
    return {name: tuple(sorted(texts)) for name, texts in found.items()}


def _texts(step: Step) -> Iterator[str]:
    if step.effect is not None and step.effect.verb == "set":
        yield step.effect.text
    yield from (effect.text for effect in step.candidates)


def stirred(before: View, after: View) -> bool:
    """Whether any rule read gave something else, or was governed by something else, than the day before."""
    return _read(before) != _read(after) or [r.state for r in before.evaluation.outcomes] != [r.state for r in after.evaluation.outcomes]


def _read(view: View) -> list[tuple[str, State, object, object, object]]:
    return [(s.id, s.state, _possible(s.state), s.effect, s.candidates) for s in view.evaluation.steps]


def _possible(state: State) -> object:
    """What an undetermined value may still become: equality of states does not look at it."""
    return state.possible if isinstance(state, Undetermined) else None


def start(now: Picture) -> list[Turn]:
    """Every answer, as things stand on the first day."""
    turns: list[Turn] = [
        _turn(now, name, None, [reason(now.view, step)] if isinstance(step.state, Absent) else []) for name, step in now.answers.items()
    ]
    if now.verdict is None:
        return turns
    decisive = {"ineligible": "failed", "undetermined": "undetermined"}.get(now.verdict, "")
    why = [*raised(now.view), *(r["sentence"] for r in now.reasons.values() if r["state"] == decisive and r["depth"] == 0)]
    return [_verdict(now, None, why), *turns]


def turns(before: Picture, now: Picture) -> Iterator[Turn]:
    """The answers that are not what they were. Why something is absent is no change."""
    if now.verdict is not None and now.verdict != before.verdict:
        yield _verdict(now, before, [*raised(now.view), *_reasons(before, now, turned=True)])
    for name, step in now.answers.items():
        old = before.answers[name]
        told = list(moved(before.lists, now.lists, name)) if name in now.lists.dues and name in before.lists.dues else []
        settled = name in now.lists.dues and isinstance(step.state, tuple) and isinstance(old.state, tuple)
        if told or (not settled and _told_otherwise(before, now, name)):
            yield _turn(now, name, before, list(dict.fromkeys((*told, *_because(before, now, name)))))


def text_turns(before: Picture, now: Picture) -> list[TextTurn]:
    """The rules, read on both days, that other texts govern."""
    return [
        {"provision": name, "label": now.view.writer.provision(name), "before": list(before.governing[name]), "after": list(texts)}
        for name, texts in now.governing.items()
        if name in before.governing and before.governing[name] != texts
    ]


def besides(before: Picture, now: Picture, moved: list[TextTurn]) -> Iterator[str]:
    """What changes beside the answers: reasons, governing texts, what is missing."""
    view = now.view
    if now.verdict == before.verdict:
        yield from _reasons(before, now, turned=True)
    yield from _reasons(before, now, turned=False)
    groups: dict[Governing, list[str]] = {}
    for turn in moved:
        if turn["after"]:
            groups.setdefault(tuple(turn["after"]), []).append(turn["label"])
        elif turn["provision"] not in now.reasons:
            step = next(s for s in view.evaluation.steps if s.id == turn["provision"])
            yield absence(view, step)[0]
    for texts, labels in groups.items():
        named = view.writer.words.listed([view.writer.text(t) for t in texts], "or")
        yield view.say(_governed(view, texts), text=named, labels=view.writer.words.listed(list(dict.fromkeys(labels))))
    for key, facts in (
        ("timeline_missing", [f for f in now.missing if f not in before.missing]),
        ("timeline_no_longer_missing", [f for f in before.missing if f not in now.missing]),
    ):
        if facts:
            yield view.say(key, facts=view.writer.words.listed([view.fact(f) for f in facts]))
    yield from (sentence for lack, sentence in now.lacks.items() if lack not in before.lacks)


def _governed(view: View, texts: Governing) -> str:
    """Whether one text governs, or each on its own days, or whether which of them does is still open."""
    if len(texts) == 1:
        return "timeline_law"
    open_ = any(effect.text in texts for step in view.evaluation.steps for effect in step.candidates)
    return "timeline_laws" if open_ else "timeline_law_by_day"


def raised(view: View) -> list[str]:
    """What the rule book says where a verdict comes from no condition."""
    return [r.outcome.say.in_(view.language) for r in view.evaluation.outcomes if r.state is True]


def _reasons(before: Picture, now: Picture, *, turned: bool) -> Iterator[str]:
    """The reasons that turned; or those that hold as before and are told with other words."""
    for name, told in now.reasons.items():
        was = before.reasons.get(name)
        state = was["state"] if was is not None else "absent"
        other = was is not None and was["sentence"] != told["sentence"] and state != "absent" and not _told_by_the_day(now.view)
        if (state != told["state"]) if turned else (state == told["state"] and other):
            yield told["sentence"]


def _told_by_the_day(view: View) -> bool:
    """Whether a date is supposed to be the day asked: then sentences that name it are other ones every day."""
    return any(state == view.evaluation.as_of for state in view.evaluation.supposed.values() if state != NEVER)


def _because(before: Picture, now: Picture, name: str) -> Iterator[str]:
    """Why an answer changed: the values that it reads and that changed; why it is absent now."""
    view, step = now.view, now.answers[name]
    if isinstance(step.state, Absent):
        yield reason(view, step)
    former = before.below(name)
    for current in step.steps:
        was = former.get(current.id)
        if was is not None and current.id in view.program.provisions and _other(before.view, was, view, current):
            label = view.writer.provision(current.id)
            yield view.say("timeline_to", label=label, after=view.written(current), before=before.view.written(was))


def _other(before: View, old: Step, view: View, step: Step) -> bool:
    """Whether a step gives something else, and is told with other words. The reason of an absence does not count."""
    if isinstance(old.state, Absent) and isinstance(step.state, Absent):
        return False
    return before.written(old) != view.written(step)


def _told_otherwise(before: Picture, now: Picture, name: str) -> bool:
    """Whether an answer is told with other words. The reason of an absence does not count."""
    if isinstance(before.answers[name].state, Absent) and isinstance(now.answers[name].state, Absent):
        return False
    return before.written(name) != now.written(name)


def _verdict(now: Picture, before: Picture | None, why: list[str]) -> Turn:
    view = now.view
    return {
        "decision": _VERDICT,
        "label": view.say("timeline_verdict"),
        "kind": _VERDICT,
        "before": before.headline if before is not None and before.verdict is not None else None,
        "after": now.headline,
        "value": now.verdict,
        "why": list(dict.fromkeys(why)),
    }


def _turn(now: Picture, name: str, before: Picture | None, why: list[str]) -> Turn:
    view, step = now.view, now.answers[name]
    after, was = now.written(name), before.written(name) if before is not None else None
    deadline = now.lists.deadlines.get(name)
    return {
        "decision": name,
        "label": view.writer.provision(name),
        "kind": kind_of_answer(view.evaluation, name),
        "before": was if was != after else None,
        "after": after,
        "value": plain(step.state),
        "why": [*([deadline["words"]] if deadline and deadline["state"] else []), *why],
    }
