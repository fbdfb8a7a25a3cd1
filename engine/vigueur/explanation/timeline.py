"""The calendar of one case: every day on which something changes for it, why, and what holds from then on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final, TypedDict

from vigueur.diagnostics.problems import Language, Refused, problem
from vigueur.explanation.document import EngineEntry, Plain, RuleBookEntry, Verdict
from vigueur.explanation.edition import Edition, edition_line
from vigueur.explanation.screen import VERDICT_MARKS, Line, Mark, Section
from vigueur.explanation.timeline_dues import FallingEntry
from vigueur.explanation.timeline_moves import Picture, TextTurn, Turn, besides, start, stirred, text_turns, turns
from vigueur.explanation.view import View
from vigueur.explanation.words import say, sentence, vocabulary
from vigueur.explanation.writing import plain
from vigueur.interpreter.outcome import Evaluation
from vigueur.regime.days import turning_days

Decide = Callable[[date], Evaluation]
"""Decides the case on a day, with all else as it is."""

FORMAT: Final = "vigueur-timeline/1"
_ONE: Final = timedelta(days=1)
MOST_TOLD: Final = 30_000
"""Answers and things due that the days of a calendar may hold, all taken together."""
_FALLING: Final[dict[str, Mark]] = {"undetermined": "unknown"}


class TimelineEntry(TypedDict):
    """A day on which something changes, compared with the day before. `until`: the day before the next change.

    `turns`: answers that change; `texts`: rules that other texts govern; `missing`: facts that answers still wait for; `why`: what
    else changes and explains it, in sentences; `due`: what is to be done by this day.
    """

    day: str
    until: str
    verdict: Verdict | None
    headline: str
    answers: dict[str, str]
    values: dict[str, Plain]
    turns: list[Turn]
    texts: list[TextTurn]
    missing: list[str]
    why: list[str]
    due: list[FallingEntry]


class Timeline(TypedDict):
    """The calendar of a case, from its first day to its last."""

    format: str
    language: str
    case: str
    rulebook: RuleBookEntry
    engine: EngineEntry
    first: str
    last: str
    known_at: str | None
    entries: list[TimelineEntry]


def timeline(decide: Decide, first: date, last: date, language: Language, edition: Edition) -> Timeline:
    """Every change between two days. The first entry is how things stand at the start.

    Raises Refused (VG157) where so many things are due on so many days that nobody would read them.
    """
    opening = decide(first)
    now = Picture(View(opening, language))
    told = now.lists.count()
    entries = [_entry(now, start(now), [], [], last)]
    days = _Days(_days(opening, first, last), (first, last))
    days.add(now.lists.days())
    for day in days:
        before, after = View(decide(day - _ONE), language), View(decide(day), language)
        stirring = stirred(before, after)
        if not stirring and day not in days.due:
            continue
        old, now = Picture(before), Picture(after)
        days.add(now.lists.days())
        told += now.lists.count() + len(now.answers)
        if told > MOST_TOLD:
            raise Refused((problem("VG157", None),))
        turned, moved = (list(turns(old, now)), text_turns(old, now)) if stirring else ([], [])
        known = {words for turn in turned for words in (turn["after"], *turn["why"])}
        also = [words for words in dict.fromkeys(besides(old, now, moved)) if words not in known] if stirring else []
        entry = _entry(now, turned, moved, also, last)
        if turned or moved or also or entry["due"]:
            entries[-1]["until"] = (day - _ONE).isoformat()
            entries.append(entry)
    return {
        "format": FORMAT,
        "language": language,
        "case": opening.case.name,
        "rulebook": edition.rulebook(opening.program, language),
        "engine": edition.program(),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "known_at": opening.known_at.isoformat() if opening.known_at else None,
        "entries": entries,
    }


class _Days:
    """Days in their order; those by which something is to be done are found on the way."""

    def __init__(self, turning: list[date], span: tuple[date, date]) -> None:
        self.first, self.last = span
        self.now = self.first
        self.due: set[date] = set()
        self.waiting = sorted(set(turning), reverse=True)

    def add(self, days: set[date]) -> None:
        """Days by which something is to be done, as far as they are still to come."""
        new = {day for day in days if self.first < day <= self.last} - self.due
        self.due |= new
        self.waiting = sorted({*self.waiting, *(day for day in new if day > self.now)}, reverse=True)

    def __iter__(self) -> Iterator[date]:
        while self.waiting:
            self.now = self.waiting.pop()
            yield self.now


def _days(opening: Evaluation, first: date, last: date) -> list[date]:
    """Every day after the first on which anything may turn."""
    view = View(opening, "en")
    facts = {name: held.value for name, held in opening.case.facts.items()}
    roots = [*opening.answers, *(outcome.condition for outcome in opening.program.outcomes)]
    return [day for day in turning_days(opening.program, roots, facts, view.read, (first, last)) if day > first]


def _entry(now: Picture, turned: list[Turn], moved: list[TextTurn], also: list[str], last: date) -> TimelineEntry:
    return {
        "day": now.view.evaluation.as_of.isoformat(),
        "until": last.isoformat(),
        "verdict": now.verdict,
        "headline": now.headline,
        "answers": {name: now.written(name) for name in now.answers},
        "values": {name: plain(step.state) for name, step in now.answers.items()},
        "turns": turned,
        "texts": moved,
        "missing": list(now.missing),
        "why": [*dict.fromkeys((*(words for turn in turned for words in turn["why"]), *also))],
        "due": list(now.lists.falling()),
    }


# -- as it is read -----------------------------------------------------------------------------------------------------------------


def sections(told: Timeline) -> list[Section]:
    """A timeline as it is read."""
    language: Language = "fr" if told["language"] == "fr" else "en"
    words = vocabulary(language)
    title = f"{say(language, 'timeline_title')} — {told['rulebook']['title']}"
    known = say(language, "known_at", day=words.date_(date.fromisoformat(told["known_at"]))) if told["known_at"] else ""
    under = tuple(part for part in (told["case"], known) if part)
    parts = [Section("verdict", title, (Line(title, "", under),), bullets=False)]
    for place, entry in enumerate(told["entries"]):
        day = words.date_(date.fromisoformat(entry["day"]))
        shown = f"{day} ({say(language, 'timeline_start')})" if place == 0 else day
        parts.append(Section(entry["day"], shown, tuple(_lines(language, entry))))
    if len(told["entries"]) == 1:
        span = {key: words.date_(date.fromisoformat(told[key])) for key in ("first", "last")}
        parts.append(Section("none", "", (Line(say(language, "timeline_none", **span)),), bullets=False))
    parts.append(Section("edition", "", (Line(edition_line(language, told["rulebook"], told["engine"])),), bullets=False))
    return parts


def _lines(language: Language, entry: TimelineEntry) -> list[Line]:
    """The answers that change, each with its reasons; then what else changes."""
    said = {words for turn in entry["turns"] for words in turn["why"]}
    rest = [Line(sentence(words)) for words in entry["why"] if words not in said]
    due = [Line(sentence(e["sentence"]), _FALLING.get(e["status"], ""), tuple(e["citations"][:1])) for e in entry["due"]]
    return [*due, *(_turn(language, entry, turn) for turn in entry["turns"]), *rest]


def _turn(language: Language, entry: TimelineEntry, turn: Turn) -> Line:
    if turn["decision"] == "verdict":
        mark = VERDICT_MARKS.get(entry["verdict"], "") if entry["headline"] != say(language, "unconditioned") else ""
        return Line(turn["after"] if turn["before"] is None else _turned(language, turn), mark, tuple(turn["why"]))
    told = _turned(language, turn)
    under = tuple(words for words in turn["why"] if words.casefold() not in told.casefold())
    if entry["verdict"] == "ineligible" and turn["value"] is not None and turn["kind"] == "amount":
        under = (say(language, "unless_refused"), *under)
    return Line(told, "", under)


def _turned(language: Language, turn: Turn) -> str:
    """An answer under its name, which a sentence may say already, and what it was before."""
    named = say(language, "timeline_is", label=turn["label"], after="").rstrip()

    def bare(words: str) -> str:
        return words.removeprefix(named).lstrip()

    if turn["before"] is None:
        return say(language, "timeline_is", label=turn["label"], after=bare(turn["after"]))
    return say(language, "timeline_to", label=turn["label"], after=bare(turn["after"]), before=bare(turn["before"]))
