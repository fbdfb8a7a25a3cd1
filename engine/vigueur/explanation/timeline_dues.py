"""Things due and deadlines in the calendar of a case: what falls due on a day, and what a list holds that it did not hold before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TypedDict

from vigueur.explanation.deadlines import deadline
from vigueur.explanation.document import DueEntry, Plain
from vigueur.explanation.dues import dues
from vigueur.explanation.view import View
from vigueur.interpreter.outcome import Step


class FallingEntry(TypedDict):
    """What is to be done by a day: a thing of a list, or, without a code, the limit of a deadline."""

    decision: str
    code: str
    item: str
    status: str
    amount: Plain
    amount_written: str
    sentence: str
    citations: list[str]


class Lists:
    """The lists of things due and the deadlines among the answers of a day."""

    def __init__(self, view: View, answers: dict[str, Step]) -> None:
        kinds = {name: view.program.provisions[step.id].kind for name, step in answers.items()}
        evaluation = view.evaluation
        self.view = view
        self.moving = frozenset(name for name, state in evaluation.supposed.items() if state == evaluation.as_of)
        """Facts that are supposed to be the day asked: what is counted from them falls due on another day every day."""
        self.dues = {name: dues(view, step) for name, step in answers.items() if kinds[name] == "dues"}
        self.deadlines = {name: deadline(view, step) for name, step in answers.items() if kinds[name] == "deadline"}
        self.standing = [n for n in self.deadlines if self.moving.isdisjoint(view.facts_of(answers[n]))]

    def count(self) -> int:
        """How many things they hold."""
        return sum(len(entries) for entries in self.dues.values())

    def days(self) -> set[date]:
        """Every day by which something is to be done."""
        found = [e["by"] for entries in self.dues.values() for e in entries if self.moving.isdisjoint(e["facts"])]
        found += [self.deadlines[name]["limit"] for name in self.standing]
        return {date.fromisoformat(day) for day in found if day}

    def falling(self) -> Iterator[FallingEntry]:
        """What is to be done by the day decided, and is not done."""
        today = self.view.evaluation.as_of.isoformat()
        for name, entries in self.dues.items():
            still = [e for e in entries if e["by"] == today and e["status"] != "done" and self.moving.isdisjoint(e["facts"])]
            yield from (self._falling(name, e) for e in still)
        for name in self.standing:
            told = self.deadlines[name]
            if told["limit"] == today and told["state"] != "kept":
                label = self.view.writer.provision(name)
                yield {
                    "decision": name,
                    "code": "",
                    "item": label,
                    "status": told["state"] or "undetermined",
                    "amount": None,
                    "amount_written": "",
                    "sentence": self.view.say("timeline_limit", label=label),
                    "citations": [],
                }

    def _falling(self, name: str, entry: DueEntry) -> FallingEntry:
        item = " — ".join(part for part in (entry["item"], entry["amount_written"]) if part)
        key = entry["status"] if entry["status"] in {"possible", "undetermined"} else "due"
        return {
            "decision": name,
            "code": entry["code"],
            "item": entry["item"],
            "status": entry["status"],
            "amount": entry["amount"],
            "amount_written": entry["amount_written"],
            "sentence": self.view.say(f"timeline_falls_{key}", item=item),
            "citations": [c["words"] for c in entry["citations"]],
        }


def moved(before: Lists, now: Lists, name: str) -> Iterator[str]:
    """What is in a list and was not, or not so; what is in it no longer. That a day has passed is no change of the list."""
    view = now.view
    was = {_key(e): e for e in before.dues[name]}
    is_ = {_key(e): e for e in now.dues[name]}
    for key, entry in is_.items():
        old = was.get(key)
        item = " — ".join(part for part in (entry["item"], entry["amount_written"]) if part)
        if old is None or _certainty(old) != _certainty(entry):
            until = entry["words"] if entry["status"] == "due" else ""
            yield view.say(f"timeline_due_{_certainty(entry)}", item=" — ".join(part for part in (item, until) if part))
        elif entry["status"] == "done" != old["status"]:
            yield view.say("timeline_due_done", item=entry["item"])
        elif entry["amount_written"] != old["amount_written"]:
            yield view.say("timeline_to", label=entry["item"], after=entry["amount_written"], before=old["amount_written"])
    for key, old in was.items():
        if key not in is_:
            yield view.say("timeline_due_gone", item=old["item"])


def differences(view: View, other: View, name: str) -> list[str]:
    """How a list of things due differs from the same list in another evaluation: what that one has in place of this one's."""
    steps = view.evaluation.answers[name], other.evaluation.answers[name]
    was, is_ = ({_key(e): e for e in dues(one, step)} for one, step in zip((view, other), steps, strict=True))
    found = [view.say("other_gone", item=old["item"]) for key, old in was.items() if key not in is_]
    for key, entry in is_.items():
        old = was.get(key)
        amount = entry["amount_written"] if old is None or entry["amount_written"] != old["amount_written"] else ""
        until = entry["words"] if old is None or entry["words"] != old["words"] else ""
        if entry["status"] == "undetermined":
            amount, until = "", view.say("table_undetermined") if until else ""
        if old is None or amount or until:
            found.append(view.say("other_item", item=entry["item"], words=", ".join(part for part in (amount, until) if part)).rstrip(" :"))
    return found


def _key(entry: DueEntry) -> tuple[str, str]:
    return entry["code"], json.dumps(entry["round"], sort_keys=True)


def _certainty(entry: DueEntry) -> str:
    """Whether a thing is due, may be, or is not known to be."""
    return entry["status"] if entry["status"] in {"possible", "undetermined"} else "new"
