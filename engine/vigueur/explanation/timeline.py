"""The calendar of one case: every day on which an answer changes, why, and what holds from then on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypedDict

from vigueur.diagnostics.problems import Language
from vigueur.explanation.document import Plain, Verdict
from vigueur.explanation.reasons import reasons
from vigueur.explanation.sections import VERDICT_MARKS, Line, Section
from vigueur.explanation.verdict import kind_of_answer, verdict_of
from vigueur.explanation.view import View
from vigueur.explanation.words import say, vocabulary
from vigueur.explanation.writing import plain
from vigueur.interpreter.outcome import Evaluation, Step
from vigueur.regime.days import turning_days
from vigueur.values import Absent, State

Decide = Callable[[date], Evaluation]
"""Decides the case on a day, with all else as it is."""


class Turn(TypedDict):
    """One answer that changes: in words before and after, and as plain data after."""

    decision: str
    label: str
    kind: str
    before: str | None
    after: str
    value: Plain


class TimelineEntry(TypedDict):
    """A day on which something changes. `until`: the day before the next change."""

    day: str
    until: str
    verdict: Verdict | None
    headline: str
    answers: dict[str, str]
    values: dict[str, Plain]
    turns: list[Turn]
    why: list[str]


class Timeline(TypedDict):
    """The calendar of a case, from its first day to its last."""

    format: str
    language: str
    case: str
    rulebook: str
    title: str
    first: str
    last: str
    known_at: str | None
    entries: list[TimelineEntry]


def timeline(decide: Decide, first: date, last: date, language: Language) -> Timeline:
    """Every change of an answer between two days. The first entry is how things stand at the start."""
    start = decide(first)
    entries: list[TimelineEntry] = []
    before: View | None = None
    for day in _days(start, first, last):
        view = View(decide(day) if day != first else start, language)
        turns = list(_turns(before, view))
        if before is None or turns:
            entries.append(_entry(before, view, turns, last))
            if len(entries) > 1:
                entries[-2]["until"] = date.fromordinal(day.toordinal() - 1).isoformat()
            before = view
    program = start.program
    return {
        "format": "vigueur-timeline/1",
        "language": language,
        "case": start.case.name,
        "rulebook": program.id,
        "title": program.title.in_(language),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "known_at": start.known_at.isoformat() if start.known_at else None,
        "entries": entries,
    }


def _days(start: Evaluation, first: date, last: date) -> list[date]:
    """The first day, and every day on which anything may turn."""
    view = View(start, "en")
    facts = {name: held.value for name, held in start.case.facts.items()}
    roots = [*start.answers, *(outcome.condition for outcome in start.program.outcomes)]
    found = turning_days(start.program, roots, facts, view.read, (first, last))
    return sorted({first, *found})


def _entry(before: View | None, view: View, turns: list[Turn], last: date) -> TimelineEntry:
    evaluation = view.evaluation
    verdict = verdict_of(evaluation)
    shown = {n: s for n, s in evaluation.answers.items() if kind_of_answer(evaluation, n) != "verdict" and s.id in view.program.provisions}
    return {
        "day": evaluation.as_of.isoformat(),
        "until": last.isoformat(),
        "verdict": verdict,
        "headline": view.say(verdict or "no_verdict"),
        "answers": {name: view.written(step) for name, step in shown.items()},
        "values": {name: plain(step.state) for name, step in shown.items()},
        "turns": turns,
        "why": list(dict.fromkeys(_why(before, view))),
    }


def _turns(before: View | None, view: View) -> Iterator[Turn]:
    """The answers that are not what they were. Why something is absent is no change."""
    verdict = verdict_of(view.evaluation)
    former = verdict_of(before.evaluation) if before else None
    if verdict is not None and (before is None or verdict != former):
        said = view.say(former) if former else None
        yield {
            "decision": "verdict",
            "label": view.say("timeline_verdict"),
            "kind": "verdict",
            "before": said,
            "after": view.say(verdict),
            "value": verdict,
        }
    for name, step in view.evaluation.answers.items():
        kind = kind_of_answer(view.evaluation, name)
        old = before.evaluation.answers[name] if before else None
        if kind != "verdict" and step.id in view.program.provisions and (old is None or not _same(old.state, step.state)):
            yield {
                "decision": name,
                "label": view.writer.provision(name),
                "kind": kind,
                "before": before.written(old) if before and old else None,
                "after": view.written(step),
                "value": plain(step.state),
            }


def _same(one: State, other: State) -> bool:
    return one == other or (isinstance(one, Absent) and isinstance(other, Absent))


def _why(before: View | None, view: View) -> Iterator[str]:
    """What moved: texts that now govern, values read that are not what they were, conditions that turned."""
    if before is None:
        return
    if verdict_of(before.evaluation) != verdict_of(view.evaluation):
        former = {r["provision"]: r["state"] for r in reasons(before, before.evaluation.answers)}
        told = reasons(view, view.evaluation.answers)
        yield from (r["sentence"] for r in told if r["depth"] == 0 and former.get(r["provision"], "absent") != r["state"])
        yield from (raised.outcome.say.in_(view.language) for raised in view.evaluation.outcomes if raised.state is True)
    governed: dict[str, list[str]] = {}
    for name, step in view.evaluation.answers.items():
        old = before.evaluation.answers[name]
        if kind_of_answer(view.evaluation, name) == "verdict" or _same(old.state, step.state):
            continue
        steps = {s.id: s for s in before.below(old)}
        for current in view.below(step):
            was = steps.get(current.id)
            if was is None or current.effect is None or was.effect is None or current.effect.text == was.effect.text:
                continue
            governed.setdefault(current.effect.text, []).append(view.writer.provision(current.id))
        yield from _read(before, view, old, step)
    for text, labels in governed.items():
        unique = list(dict.fromkeys(labels))
        short = view.writer.text(text)
        yield view.say("timeline_law", text=short, labels=view.writer.words.listed(unique))


def _read(before: View, view: View, old: Step, step: Step) -> Iterator[str]:
    """The values that an answer reads and that changed."""
    former = {s.id: s for s in old.steps}
    for current in step.steps:
        was = former.get(current.id)
        if was is not None and not _same(was.state, current.state) and current.id in view.program.provisions:
            label = view.writer.provision(current.id)
            yield view.say("timeline_to", label=label, after=view.written(current), before=before.written(was))


def sections(told: Timeline) -> list[Section]:
    """A timeline as it is read."""
    language: Language = "fr" if told["language"] == "fr" else "en"
    words = vocabulary(language)
    title = f"{say(language, 'timeline_title')} — {told['title']}"
    under = tuple(part for part in (told["case"],) if part)
    parts = [Section("verdict", title, (Line(title, "", under),), bullets=False)]
    for place, entry in enumerate(told["entries"]):
        day = words.date_(date.fromisoformat(entry["day"]))
        lines = [_turn(language, turn) for turn in entry["turns"]]
        if place == 0:
            lines = [Line(entry["headline"], VERDICT_MARKS.get(entry["verdict"], ""))] if entry["verdict"] else []
            lines += [_turn(language, turn) for turn in entry["turns"] if turn["decision"] != "verdict"]
            day = f"{day} ({say(language, 'timeline_start')})"
        lines += [Line(why, "") for why in entry["why"]] if not lines else []
        if lines and entry["why"]:
            lines[-1] = Line(lines[-1].text, lines[-1].mark, (*lines[-1].under, *entry["why"]))
        parts.append(Section(entry["day"], day, tuple(lines)))
    if len(told["entries"]) == 1:
        span = {key: words.date_(date.fromisoformat(told[key])) for key in ("first", "last")}
        parts.append(Section("none", "", (Line(say(language, "timeline_none", **span)),), bullets=False))
    return parts


def _turn(language: Language, turn: Turn) -> Line:
    mark = VERDICT_MARKS.get(turn["value"] if isinstance(turn["value"], str) else None, "") if turn["decision"] == "verdict" else ""
    if turn["before"] is None:
        return Line(say(language, "timeline_is", label=turn["label"], after=turn["after"]), mark)
    return Line(say(language, "timeline_to", label=turn["label"], after=turn["after"], before=turn["before"]), mark)
