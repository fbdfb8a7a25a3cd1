"""Things due, one by one: what, how much, by when, whether it is done, why, under which text; what is only possible, and what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from vigueur.explanation.document import DueEntry, DueStatus, Plain, ReadEntry, TotalEntry
from vigueur.explanation.regimes import regime_of
from vigueur.explanation.view import Bound, View
from vigueur.explanation.waits import open_in_words, ordered_lacks, waits
from vigueur.explanation.writing import plain
from vigueur.interpreter.outcome import Step
from vigueur.ir import nodes as ir
from vigueur.plain import dataclass
from vigueur.types import ListOf, RecordOf, Text, Type
from vigueur.values import NEVER, Absent, Record, State, Undetermined

_LAST = "9999"
"""After every day."""
_CLOSED = ("done", "past")


@dataclass(frozen=True, slots=True)
class _Thing:
    """One thing of the list: the item that says so, what the loops around it stand for, and what the evaluation gave."""

    item: ir.Due
    bound: Bound
    day: State
    state: State


def dues(view: View, step: Step) -> list[DueEntry]:
    """The things due by their last day, those without one last; what is over and done after what is to do."""
    entries = [_Entry(view, step, thing).told() for thing in _things(view, step)]
    return sorted(entries, key=lambda e: (e["status"] == "done", e["by"] or e["day"] or _LAST))


def _things(view: View, step: Step) -> Iterator[_Thing]:
    """The list as the interpreter went through it, round by round."""
    body = _dues(view, view.body(step) or _candidate(view, step), step.day)
    if body is None or not isinstance(step.state, tuple):
        return
    yield from _rounds(view, step, body, body.loops, {}, iter(step.state))


def _rounds(
    view: View, step: Step, body: ir.Dues, loops: tuple[tuple[str, ir.Expr], ...], bound: dict[str, State], states: Iterator[State]
) -> Iterator[_Thing]:
    if not loops:
        day = view.read(body.day, step.day, bound) if body.day is not None else Absent("empty", step.id)
        for item in body.items:
            holds = view.read(item.condition, step.day, bound)
            if holds is True or isinstance(holds, Undetermined):
                yield _Thing(item, dict(bound), day, next(states))
        return
    (name, domain), *inner = loops
    values = view.read(domain, step.day, bound)
    for value in values if isinstance(values, tuple) else ():
        if isinstance(value, Undetermined):
            next(states)  # nothing is known of this round
        else:
            yield from _rounds(view, step, body, tuple(inner), {**bound, name: value}, states)


def _dues(view: View, body: ir.Expr | None, day: date) -> ir.Dues | None:
    """The list within a content: under what says that it applies, and the option of a reading that was chosen."""
    match body:
        case ir.Dues():
            return body
        case ir.If(condition, then, otherwise):
            state = view.read(condition, day)
            return _dues(view, otherwise if state is False else then, day)
        case ir.On(value, moment):
            other = view.read(moment, day)
            return _dues(view, value, other if isinstance(other, date) else day)
        case _:
            return None


def _candidate(view: View, step: Step) -> ir.Expr | None:
    """Where several texts may govern and agree on the list, the newest one's content."""
    provision = view.program.provisions.get(step.id)
    if provision is None or not isinstance(provision.value, ir.Govern) or not step.candidates:
        return None
    return next((arm.body for arm in provision.value.arms if provision.effects[arm.effect] == step.candidates[0]), None)


class _Entry:
    """One thing due, as the document tells it."""

    def __init__(self, view: View, step: Step, thing: _Thing) -> None:
        self.view = view
        self.step = step
        self.thing = thing
        self.item = thing.item
        self.own = thing.day if isinstance(thing.day, date) and thing.day != NEVER else None
        read = [self.item.condition, *(value for _, value in self.item.fields)]
        self.trace = view.trace(ir.Items(tuple(read), ListOf(Text())), step.day, thing.bound)
        given = dict(thing.state.fields) if isinstance(thing.state, Record) else {}
        self.fields = {n: given[n] if n in given else view.read(expr, step.day, thing.bound) for n, expr in self.item.fields}

    def told(self) -> DueEntry:
        """The entry."""
        view, item, thing = self.view, self.item, self.thing
        by, amount, done = self._field("by"), self._field("amount"), self._field("done")
        last = by if isinstance(by, date) and by != NEVER else None
        status = status_of(thing.state, view.evaluation.as_of)
        regime = regime_of(view, self.step)
        open_ = waits(thing.state) if status == "undetermined" else waits(Record(tuple(self.fields.items())))
        why = open_in_words(view, thing.state, "due") if status == "undetermined" else ""
        done_on = self._done_on() if done is True else None
        told: DueEntry = {
            "code": item.code,
            "item": self._sentence(item.item) or item.code,
            "status": status,
            "words": "",
            "round": {name: plain(value) for name, value in thing.bound.items()},
            "day": self.own.isoformat() if self.own else None,
            "by": last.isoformat() if last else None,
            "by_why": open_in_words(view, by, "by") if isinstance(by, Undetermined) else "",
            "amount": plain(amount),
            "amount_written": "" if isinstance(amount, Absent) else view.writer.state(amount, amount_type(view.type_of(self.step.id))),
            "amount_why": open_in_words(view, amount, "amount") if isinstance(amount, Undetermined) else "",
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
        told["words"] = in_words(view, told, unsure=isinstance(done, Undetermined))
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
        return self.view.sentence(parts, self.own or self.step.day, self.thing.bound)

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


def in_words(view: View, told: DueEntry, *, unsure: bool = False) -> str:
    """By when, or how it stands. `unsure`: it is not known whether it was done."""
    by = view.writer.date(date.fromisoformat(told["by"])) if told["by"] else ""
    until = view.say("due_by", day=by) if by else told["by_why"]
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
    counts = [
        view.say(f"dues_{key}", count=str(n)) for key in ("overdue", "done", "possible", "undetermined") if (n := statuses.count(key))
    ]
    said = view.say("dues_one" if len(statuses) == 1 else "dues_count", count=str(len(statuses)))
    said = view.say("dues_among", count=said, parts=view.writer.words.listed(counts)) if counts else said
    amounts = [dict(s.fields).get("amount") for s in step.state if isinstance(s, Record)]
    known = [a for a in amounts if isinstance(a, Decimal)]
    settled = "undetermined" not in statuses and len(known) == sum(not isinstance(a, Absent | None) for a in amounts)
    if len(known) < 2 or not settled:  # noqa: PLR2004 - one amount is no sum
        return said
    return view.say("dues_total", count=said, total=view.writer.value(sum(known, Decimal(0)), amount_type(view.type_of(step.id))))
