"""The law as plain data: consolidated on a day, one provision with its history, what a text changed, what differs between two days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final, Literal, TypedDict

from vigueur.explanation.citing import cites
from vigueur.explanation.contents import cited_within, contents, template
from vigueur.explanation.document import EngineEntry, RuleBookEntry
from vigueur.explanation.edition import Edition
from vigueur.explanation.writing import Writer
from vigueur.ir import nodes as ir
from vigueur.values import NEVER

FORMAT: Final = "vigueur-law/1"


class LawEntry(TypedDict):
    """What one text makes of one provision. `open_cases`: what becomes of cases that began before it.

    `met` and `not_met`: what a condition says to the person; what is filled in for a case stands there as its name in brackets.
    """

    provision: str
    label: str
    kind: str
    verb: str
    text: str
    short: str
    published: str
    published_by: str
    applies_from: str
    applies_by: str
    until: str | None
    open_cases: str
    contents: list[str]
    met: str
    not_met: str
    citations: list[str]
    withdrawn_by: list[str]
    readings: list[str]


Change = Literal["new", "changed", "same", "gone"]


class DifferenceEntry(TypedDict):
    """A provision before and after. `repealed`: the repeal behind what is gone; `same`: taken over by another text as it was."""

    provision: str
    label: str
    change: Change
    before: LawEntry | None
    after: LawEntry | None
    repealed: LawEntry | None


class MentionEntry(TypedDict):
    """A provision that a text confirms, or of which it withdraws what another text had said."""

    provision: str
    label: str
    verb: Literal["confirm", "withdraw"]
    text: str
    short: str


class LawDocument(TypedDict):
    """What was asked of the law: on a `day`; from `day` to `until`; a `provision` with its history; what a `text` changed.

    `entries`: provisions, or the history of one; `differences`: what a text changed, or differs between two days; `mentions`: what a
    text confirms or withdraws; `members`: the conditions that a composition joins.
    """

    format: str
    language: str
    rulebook: RuleBookEntry
    engine: EngineEntry
    known_at: str | None
    asked: Literal["on", "between", "provision", "text"]
    day: str | None
    until: str | None
    provision: str | None
    text: str | None
    title: str
    entries: list[LawEntry]
    differences: list[DifferenceEntry]
    mentions: list[MentionEntry]
    members: list[str]


class Law:
    """The law of one rule book, as published by a day, in one language."""

    def __init__(self, program: ir.Program, writer: Writer, edition: Edition, known_at: date | None = None) -> None:
        self.program = program
        self.writer = writer
        self.edition = edition
        self.known_at = known_at or NEVER
        self.say = writer.say

    # -- what may be asked -----------------------------------------------------------------------------------------------------------

    def on(self, day: date) -> LawDocument:
        """All that is in force on a day."""
        told = self._document("on", self.say("law_on", day=self.writer.date(day)))
        return {**told, "day": day.isoformat(), "entries": self.consolidated(day)}

    def between(self, first: date, second: date) -> LawDocument:
        """What differs between two days."""
        told = self._document("between", self.say("law_between", first=self.writer.date(first), second=self.writer.date(second)))
        return {**told, "day": first.isoformat(), "until": second.isoformat(), "differences": self.differences(first, second)}

    def of_provision(self, name: str) -> LawDocument:
        """One provision with its history."""
        told = self._document("provision", f"{self.writer.provision(name)} [{name}]")
        return {**told, "provision": name, "entries": self.history(name), "members": self._members(name)}

    def of_text(self, text: str) -> LawDocument:
        """What a text changed."""
        told = self._document("text", self.program.texts[text].title.in_(self.writer.language))
        return {**told, "text": text, "differences": self.changed_by(text), "mentions": list(self._mentions(text))}

    def first_published(self, name: str) -> date | None:
        """The day on which something was first published of a provision, or of what it joins; None: it hangs on no text."""
        provision = self.program.provisions[name]
        found = [e.published[0] for e in provision.effects]
        found += [day for member in provision.members if (day := self.first_published(member)) is not None]
        return min(found, default=None)

    def _members(self, name: str) -> list[str]:
        """The members of a composition of which something had been published."""
        return [m for m in self.program.provisions[name].members if (self.first_published(m) or self.known_at) <= self.known_at]

    def _document(self, asked: Literal["on", "between", "provision", "text"], title: str) -> LawDocument:
        language = self.writer.language
        return {
            "format": FORMAT,
            "language": language,
            "rulebook": self.edition.rulebook(self.program, language),
            "engine": self.edition.program(),
            "known_at": None if self.known_at == NEVER else self.known_at.isoformat(),
            "asked": asked,
            "day": None,
            "until": None,
            "provision": None,
            "text": None,
            "title": title,
            "entries": [],
            "differences": [],
            "mentions": [],
            "members": [],
        }

    # -- what there is ---------------------------------------------------------------------------------------------------------------

    def consolidated(self, day: date) -> list[LawEntry]:
        """The provisions in force on a day, for a case that begins that day."""
        return [
            self.entry(provision, effect, day)
            for provision in self.program.provisions.values()
            if (effect := self.governing(provision, day)) is not None and effect.verb == "set"
        ]

    def history(self, name: str) -> list[LawEntry]:
        """Every effect on a provision that had been published, the oldest first."""
        provision = self.program.provisions[name]
        return [self.entry(provision, e) for e in self._published(provision)]

    def changed_by(self, text: str) -> list[DifferenceEntry]:
        """What a text makes of each provision that it touches, and what was before it in the order of texts."""
        return [
            self._difference(provision, self._set(provision, older), self._set(provision, effect), effect)
            for provision in self.program.provisions.values()
            for older, effect in pairwise((None, *self._published(provision)))
            if effect is not None and effect.text == text
        ]

    def _published(self, provision: ir.Provision) -> list[ir.Effect]:
        """The effects on a provision that had been published, the oldest first."""
        return [e for e in reversed(provision.effects) if e.published[0] <= self.known_at]

    def differences(self, first: date, second: date) -> list[DifferenceEntry]:
        """The provisions that are not the same on two days, for cases that begin on them."""
        found: list[DifferenceEntry] = []
        for provision in self.program.provisions.values():
            before, after = self.governing(provision, first), self.governing(provision, second)
            was, is_ = self._set(provision, before), self._set(provision, after)
            if (was or is_) and before != after:
                found.append(self._difference(provision, was, is_, after))
        return found

    def _set(self, provision: ir.Provision, effect: ir.Effect | None) -> LawEntry | None:
        return self.entry(provision, effect) if effect is not None and effect.verb == "set" else None

    def _difference(
        self, provision: ir.Provision, before: LawEntry | None, after: LawEntry | None, effect: ir.Effect | None
    ) -> DifferenceEntry:
        change: Change = "gone"
        if after is not None:
            change = "new" if before is None else "same" if _said(before) == _said(after) else "changed"
        return {
            "provision": provision.id,
            "label": self.writer.provision(provision.id),
            "change": change,
            "before": before,
            "after": after,
            "repealed": self.entry(provision, effect) if effect is not None and effect.verb == "repeal" else None,
        }

    def _mentions(self, text: str) -> Iterator[MentionEntry]:
        for provision in self.program.provisions.values():
            for effect in provision.effects:
                withdrawn = any(other == text for other, _ in effect.withdrawn_by)
                confirmed = any(c.text == text for c in effect.confirmed)
                if withdrawn or confirmed:
                    yield {
                        "provision": provision.id,
                        "label": self.writer.provision(provision.id),
                        "verb": "withdraw" if withdrawn else "confirm",
                        "text": effect.text,
                        "short": self.writer.text(effect.text),
                    }

    def governing(self, provision: ir.Provision, day: date) -> ir.Effect | None:
        """The effect that governs a case that begins on a day."""
        return next((e for e in provision.effects if self._visible(e) and e.from_[0] <= day < e.until), None)

    def _visible(self, effect: ir.Effect) -> bool:
        return effect.published[0] <= self.known_at and not any(day <= self.known_at for _, day in effect.withdrawn_by)

    def entry(self, provision: ir.Provision, effect: ir.Effect, day: date = NEVER) -> LawEntry:
        """What one effect says, and under which citations by a day."""
        writer, body = self.writer, self._body(provision, effect)
        return {
            "provision": provision.id,
            "label": writer.provision(provision.id),
            "kind": provision.kind,
            "verb": effect.verb,
            "text": effect.text,
            "short": writer.text(effect.text),
            "published": effect.published[0].isoformat(),
            "published_by": effect.published[1].isoformat(),
            "applies_from": effect.from_[0].isoformat(),
            "applies_by": effect.from_[1].isoformat(),
            "until": None if effect.until == NEVER else effect.until.isoformat(),
            "open_cases": self._open_cases(effect.transition),
            "contents": contents(writer, body, effect),
            "met": template(writer, effect.met),
            "not_met": template(writer, effect.not_met),
            "citations": [self._cited(c) for c in dict.fromkeys((*cites(effect, day, self.known_at), *cited_within(body)))],
            "withdrawn_by": [writer.text(text) for text, on in effect.withdrawn_by if on <= self.known_at],
            "readings": [self.program.questions[q].label.in_(writer.language) or q for q in effect.readings if q in self.program.questions],
        }

    @staticmethod
    def _body(provision: ir.Provision, effect: ir.Effect) -> ir.Expr | None:
        if not isinstance(provision.value, ir.Govern):
            return None
        return next((arm.body for arm in provision.value.arms if provision.effects[arm.effect] is effect), None)

    def _cited(self, cite: ir.Citation) -> str:
        source = self.program.sources.get(cite.source)
        named = ", ".join(part for part in (source.publisher, source.title) if part) if source else cite.source
        return f"{named}, {cite.detail}" if cite.detail else named

    def _open_cases(self, transition: ir.Transition) -> str:
        names = [self._named(h) for h in transition.hinges]
        every = self.writer.period(transition.period) if transition.period else ""
        match transition.open:
            case "keep" | "at once":
                return self.say(f"open_{transition.open.replace(' ', '_')}")
            case "every":
                return self.say("open_every", every=every, anchor=self._named(transition.anchor))
            case "on":
                return self.say("open_on", events=self.writer.words.listed(names, "or"))
            case "both":
                return self.say("open_both", every=every or self.say("open_first"), events=self.writer.words.listed(names, "or") or "…")
            case "reading" | "unsettled":
                return self.say(f"open_{transition.open}")

    def _named(self, name: str) -> str:
        return self.writer.fact(name) if name in self.program.facts else self.writer.provision(name)


def _said(entry: LawEntry) -> tuple[list[str], str, str]:
    return entry["contents"], entry["met"], entry["not_met"]
