"""Things due, one by one: what, how much, by when, whether it is done, why, under which text; what is only possible, and what is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from vigueur.explanation.document import DueEntry, DueStatus, Plain, ReadEntry, TotalEntry
from vigueur.explanation.regimes import regime_of
from vigueur.explanation.view import View
from vigueur.explanation.waits import open_in_words, ordered_lacks, waits, why_open
from vigueur.explanation.writing import plain
from vigueur.interpreter.outcome import Step
from vigueur.interpreter.things import Thing, things_due
from vigueur.ir import nodes as ir
from vigueur.types import ListOf, RecordOf, Text, Type
from vigueur.values import NEVER, Absent, Record, State, Undetermined

_LAST = "9999"
"""After every day."""


def dues(view: View, step: Step) -> list[DueEntry]:
    """The things due by their last day, those without one last; what is over and done after what is to do."""
    entries = [_Entry(view, step, thing).told() for thing in things_due(view.evaluation, step)]
    return sorted(entries, key=lambda e: (e["status"] == "done", e["by"] or e["day"] or _LAST))


class _Entry:
    """One thing due, as the document tells it."""

    def __init__(self, view: View, step: Step, thing: Thing) -> None:
        self.view = view
        self.step = step
        self.thing = thing
        self.item = thing.due
        read = [self.item.condition, *(value for _, value in self.item.fields)]
        self.trace = view.trace(ir.Items(tuple(read), ListOf(Text())), step.day, thing.bound)
        given = dict(thing.record.fields) if thing.record is not None else {}
        self.fields = {n: given[n] if n in given else view.read(expr, step.day, thing.bound) for n, expr in self.item.fields}

    def told(self) -> DueEntry:
        """The entry."""
        view, item, thing = self.view, self.item, self.thing
        by, amount, done = self._field("by"), self._field("amount"), self._field("done")
        last = by if isinstance(by, date) and by != NEVER else None
        status = status_of(thing.record or thing.state, view.evaluation.as_of) if thing.state is not True or thing.record else "possible"
        regime = regime_of(view, self.step)
        open_ = waits(thing.state) if status == "undetermined" else waits(Record(tuple(self.fields.items())))
        why = why_open(view, thing.state, "due") if status == "undetermined" else ""
        done_on = self._done_on() if done is True else None
        (by_open, by_why), (amount_open, amount_why) = open_in_words(view, by, "by"), open_in_words(view, amount, "amount")
        written = "" if isinstance(amount, Absent) else view.writer.state(amount, amount_type(view.type_of(self.step.id)))
        told: DueEntry = {
            "code": item.code,
            "item": self._sentence(item.item) or item.code,
            "status": status,
            "words": "",
            "round": {name: plain(value) for name, value in thing.bound.items()},
            "day": thing.day.isoformat() if self._has_own_day() else None,
            "by": last.isoformat() if last else None,
            "by_why": by_why,
            "amount": plain(amount),
            "amount_written": amount_open if isinstance(amount, Undetermined) and amount.possible is None else written,
            "amount_why": amount_why,
            "done": done if isinstance(done, bool) else None,
            "done_on": done_on.isoformat() if done_on else None,
            "because": self._sentence(item.because),
            "who": item.who.in_(view.language),
            "may": item.may.in_(view.language),
            "why": why,
            "text": regime["text"] if regime else None,
            "short": regime["short"] if regime else "",
            "since": regime["begin"] or regime["applies_from"] if regime else None,
            "citations": view.citations(item.cites) if item.cites else regime["citations"] if regime else [],
            "facts": view.facts_of(self.trace),
            "reads": [self._read(step) for step in self.trace.steps if step.id in view.program.provisions],
            "waits_for": sorted(open_.facts),
            "lacks": [lack.provision for lack in ordered_lacks(open_.lacks)],
        }
        told["words"] = in_words(view, told, by_open, unsure=isinstance(done, Undetermined))
        return told

    def _field(self, name: str) -> State:
        return self.fields.get(name, Absent("empty", self.step.id))

    def _done_on(self) -> date | None:
        """The day of the event that shows that a thing is done."""
        match dict(self.item.fields).get("done"):
            case ir.Call("at most date", (event, ir.Day())):
                day = self.view.read(event, self.step.day, self.thing.bound)
                return day if isinstance(day, date) and day != NEVER else None
            case _:
                return None

    def _sentence(self, parts: ir.Sentence) -> str:
        return self.view.sentence(parts, self.thing.day, self.thing.bound)

    def _has_own_day(self) -> bool:
        """Whether the rounds of the list have a day of their own."""
        type_ = self.view.type_of(self.step.id)
        return isinstance(type_, ListOf) and isinstance(type_.item, RecordOf) and "day" in dict(type_.item.fields)

    def _read(self, step: Step) -> ReadEntry:
        regime = regime_of(self.view, step)
        return {
            "provision": step.id,
            "label": self.view.writer.provision(step.id),
            "day": step.day.isoformat(),
            "written": self.view.written(step),
            "text": regime["text"] if regime else None,
            "short": regime["short"] if regime else "",
        }


def status_of(state: State, as_of: date) -> DueStatus:
    """How a thing stands on the day decided. Nothing is late of which it is not known whether it was done."""
    if not isinstance(state, Record):
        return "possible" if _left_to_somebody(state) else "undetermined"
    fields = dict(state.fields)
    done, by = fields.get("done"), fields.get("by")
    if done is True:
        return "done"
    if isinstance(by, date) and by < as_of:
        return "overdue" if done is False else "past"
    return "due"


def _left_to_somebody(state: State) -> bool:
    """Whether nothing but somebody's discretion decides whether a thing is due."""
    return isinstance(state, Undetermined) and not state.facts and all(lack.kind == "may" and not lack.why for lack in state.lacks)


def in_words(view: View, told: DueEntry, by_open: str, *, unsure: bool = False) -> str:
    """By when, or how it stands. `by_open`: what is not known of its last day; `unsure`: it is not known whether it was done."""
    by = view.writer.date(date.fromisoformat(told["by"])) if told["by"] else ""
    until = view.say("due_by", day=by) if by else by_open
    match told["status"]:
        case "done":
            day = view.writer.date(date.fromisoformat(told["done_on"])) if told["done_on"] else ""
            return view.say("due_done_on", day=day) if day else view.say("due_done")
        case "overdue":
            return view.say("due_overdue", day=by)
        case "past":
            return view.say("due_past_unsure" if unsure else "due_past", day=by)
        case "possible":
            return ", ".join(part for part in (view.say("due_possible", who=told["may"]), until) if part)
        case "undetermined":
            return view.say("due_undetermined", why=told["why"] or view.say("answer_unknown"))
        case "due":
            rest = view.say("due_unsure") if unsure else ""
            return ", ".join(part for part in (until, rest) if part)


def amount_type(type_: Type) -> Type:
    """The type of the amounts of a list of things due."""
    if isinstance(type_, ListOf) and isinstance(type_.item, RecordOf):
        return dict(type_.item.fields).get("amount", Text())
    return Text()


def total(view: View, step: Step, entries: Iterable[DueEntry]) -> TotalEntry | None:
    """The sum of what is due, where there are several amounts and each is known."""
    counted = [e for e in entries if e["status"] != "possible"]
    amounts = [e["amount"] for e in counted if e["amount_written"]]
    if len(amounts) < 2 or any(not isinstance(a, str) for a in amounts) or any(e["status"] == "undetermined" for e in counted):  # noqa: PLR2004
        return None
    summed = sum((Decimal(a) for a in amounts if isinstance(a, str)), Decimal(0))
    value: Plain = plain(summed)
    return {"value": str(value), "written": view.writer.value(summed, amount_type(view.type_of(step.id)))}


def summary(view: View, step: Step) -> str:
    """A list in a few words: how many things, how many of them late, done, only possible or open, and what they come to."""
    if not isinstance(step.state, tuple):
        return view.writer.state(step.state, view.type_of(step.id))
    statuses = [status_of(state, view.evaluation.as_of) for state in step.state]
    if not statuses:
        return view.say("dues_none")
    counts = {key: n for key in ("overdue", "done", "possible", "undetermined") if (n := statuses.count(key))}
    said = view.say("dues_one" if len(statuses) == 1 else "dues_count", count=str(len(statuses)))
    if len(statuses) in counts.values():
        said = view.say(f"dues_{'only' if len(statuses) == 1 else 'all'}_{next(iter(counts))}", count=said)
    elif counts:
        parts = [view.say("dues_done_many" if key == "done" and n > 1 else f"dues_{key}", count=str(n)) for key, n in counts.items()]
        said = view.say("dues_among", count=said, parts=view.writer.words.listed(parts))
    amounts = [dict(s.fields).get("amount") for s in step.state if isinstance(s, Record)]
    known = [a for a in amounts if isinstance(a, Decimal)]
    settled = "undetermined" not in statuses and len(known) == sum(not isinstance(a, Absent | None) for a in amounts)
    if len(known) < 2 or not settled:  # noqa: PLR2004 - one amount is no sum
        return said
    return view.say("dues_total", count=said, total=view.writer.value(sum(known, Decimal(0)), amount_type(view.type_of(step.id))))
