"""The law itself, in words: consolidated on a day, one provision with its history, what a text changed, what differs between two days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypedDict

from vigueur.explanation.citing import cites
from vigueur.explanation.contents import contents, in_words
from vigueur.explanation.sections import Line, Section
from vigueur.explanation.words import sentence
from vigueur.explanation.writing import Writer
from vigueur.ir import nodes as ir
from vigueur.values import NEVER


class LawEntry(TypedDict):
    """What one text makes of one provision. `open_cases`: what becomes of cases that began before it."""

    provision: str
    label: str
    kind: str
    verb: str
    text: str
    short: str
    published: str
    applies_from: str
    until: str | None
    open_cases: str
    contents: list[str]
    sentences: list[str]
    citations: list[str]
    withdrawn_by: list[str]
    readings: list[str]


class DifferenceEntry(TypedDict):
    """A provision that is not the same on two days."""

    provision: str
    label: str
    change: str
    before: LawEntry | None
    after: LawEntry | None
    repealed: LawEntry | None


class Law:
    """The law of one rule book, as published by a day, in one language."""

    def __init__(self, program: ir.Program, writer: Writer, known_at: date | None = None) -> None:
        self.program = program
        self.writer = writer
        self.known_at = known_at or NEVER
        self.say = writer.say

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
        return [self.entry(provision, e) for e in reversed(provision.effects) if e.published[0] <= self.known_at]

    def of_text(self, text: str) -> list[LawEntry]:
        """What a text makes of each provision that it touches."""
        return [self.entry(p, e) for p in self.program.provisions.values() for e in reversed(p.effects) if e.text == text]

    def differences(self, first: date, second: date) -> list[DifferenceEntry]:
        """The provisions that are not the same on two days, for cases that begin on them."""
        found: list[DifferenceEntry] = []
        for provision in self.program.provisions.values():
            before, after = self._in_force(provision, first), self._in_force(provision, second)
            if before != after:
                change = "new" if before is None else "gone" if after is None else "changed"
                found.append(
                    {
                        "provision": provision.id,
                        "label": self.writer.provision(provision.id),
                        "change": change,
                        "before": self.entry(provision, before) if before else None,
                        "after": self.entry(provision, after) if after else None,
                        "repealed": self._repeal(provision, second),
                    }
                )
        return found

    def _repeal(self, provision: ir.Provision, day: date) -> LawEntry | None:
        effect = self.governing(provision, day)
        return self.entry(provision, effect) if effect is not None and effect.verb == "repeal" else None

    def _in_force(self, provision: ir.Provision, day: date) -> ir.Effect | None:
        effect = self.governing(provision, day)
        return effect if effect is not None and effect.verb == "set" else None

    def governing(self, provision: ir.Provision, day: date) -> ir.Effect | None:
        """The effect that governs a case that begins on a day."""
        return next((e for e in provision.effects if self._visible(e) and e.from_[0] <= day < e.until), None)

    def _visible(self, effect: ir.Effect) -> bool:
        return effect.published[0] <= self.known_at and not any(day <= self.known_at for _, day in effect.withdrawn_by)

    def entry(self, provision: ir.Provision, effect: ir.Effect, day: date = NEVER) -> LawEntry:
        """What one effect says, and under which citations by a day."""
        writer = self.writer
        sentences = [self._template(s) for s in (effect.met, effect.not_met) if s]
        return {
            "provision": provision.id,
            "label": writer.provision(provision.id),
            "kind": provision.kind,
            "verb": effect.verb,
            "text": effect.text,
            "short": writer.text(effect.text),
            "published": effect.published[0].isoformat(),
            "applies_from": effect.from_[0].isoformat(),
            "until": None if effect.until == NEVER else effect.until.isoformat(),
            "open_cases": self._open_cases(effect.transition),
            "contents": contents(writer, self._body(provision, effect), effect),
            "sentences": sentences,
            "citations": [self._cited(c) for c in cites(effect, day, self.known_at)],
            "withdrawn_by": [writer.text(text) for text, _ in effect.withdrawn_by],
            "readings": [self.program.questions[q].label.in_(writer.language) or q for q in effect.readings if q in self.program.questions],
        }

    @staticmethod
    def _body(provision: ir.Provision, effect: ir.Effect) -> ir.Expr | None:
        if not isinstance(provision.value, ir.Govern):
            return None
        return next((arm.body for arm in provision.value.arms if provision.effects[arm.effect] is effect), None)

    def _template(self, parts: ir.Sentence) -> str:
        chosen = dict(parts).get(self.writer.language, parts[0][1])
        return "".join(part if isinstance(part, str) else f"[{in_words(self.writer, part) or '…'}]" for part in chosen)

    def _cited(self, cite: ir.Citation) -> str:
        source = self.program.sources.get(cite.source)
        named = ", ".join(part for part in (source.publisher, source.title) if part) if source else cite.source
        return f"{named}, {cite.detail}" if cite.detail else named

    def _open_cases(self, transition: ir.Transition) -> str:
        names = [self._named(h) for h in transition.hinges]
        every = self.writer.words.period(transition.every) if transition.every else ""
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

    # -- as it is read ---------------------------------------------------------------------------------------------------------------

    def heading(self, title: str, *under: str) -> Section:
        """The first section: what is shown, of which rule book."""
        known = () if self.known_at == NEVER else (self.say("known_at", day=self.writer.date(self.known_at)),)
        return Section("verdict", title, (Line(title, "", (self.program.title.in_(self.writer.language), *under, *known)),), bullets=False)

    def on(self, day: date) -> Iterator[Section]:
        """The consolidated law, a section a subject."""
        title = self.say("law_on", day=self.writer.date(day))
        yield self.heading(title)
        subjects: dict[str, list[LawEntry]] = {}
        for entry in self.consolidated(day):
            subjects.setdefault(entry["provision"].split(".")[0], []).append(entry)
        for subject, entries in subjects.items():
            yield Section(subject, self._subject(subject), tuple(self._brief(e) for e in entries))
        yield self._next("law_next")

    def _next(self, key: str) -> Section:
        return Section("next", "", (Line(self.say(key)),), bullets=False)

    def _subject(self, subject: str) -> str:
        provision = self.program.provisions.get(subject)
        return self.writer.provision(subject) if provision else f"{subject}.*"

    def _brief(self, entry: LawEntry) -> Line:
        shown = entry["contents"][:_FEW]
        if entry["kind"] == "condition":
            shown = [*entry["sentences"][-1:], *shown]
        if len(entry["contents"]) > _FEW:
            shown.append(self.say("law_rows_more", count=str(len(entry["contents"]) - _FEW), provision=entry["provision"]))
        since = self.say("text_since", text=entry["short"], day=self._day(entry["applies_from"]))
        return Line(f"{entry['label']} [{entry['provision']}]", "", (*shown, since))

    def of_provision(self, name: str) -> Iterator[Section]:
        """One provision with its history."""
        provision = self.program.provisions[name]
        yield self.heading(f"{self.writer.provision(name)} [{name}]")
        if provision.members:
            members = tuple(Line(f"{self.writer.provision(m)} [{m}]") for m in provision.members)
            yield Section("members", self.say(f"law_{provision.joins}" if provision.joins else "law_all_of"), members)
        for entry in self.history(name):
            title = sentence(self.say(f"law_{entry['verb']}", text=entry["short"], day=self._day(entry["applies_from"])))
            yield Section(entry["text"], title, tuple(self._full(entry)))

    def _full(self, entry: LawEntry) -> Iterator[Line]:
        yield from (Line(words) for words in entry["contents"])
        if entry["sentences"]:
            yield Line(self.say("law_sentences"), "", tuple(entry["sentences"]))
        if entry["verb"] == "set" or entry["open_cases"]:
            yield Line(entry["open_cases"])
        if entry["until"]:
            yield Line(self.say("law_until", day=self._day(entry["until"])))
        for other in entry["withdrawn_by"]:
            yield Line(self.say("law_withdrawn_by", text=other))
        for question in entry["readings"]:
            yield Line(self.say("law_reading", question=question))
        yield Line(self.say("law_published", day=self._day(entry["published"])))
        yield from (Line(self.say("fact_source", source=cite)) for cite in entry["citations"])

    def by_text(self, text: str) -> Iterator[Section]:
        """What a text changed."""
        found = self.program.texts[text]
        days = self.say("law_text_days", published=self.writer.date(found.published[0]), in_force=self.writer.date(found.in_force[0]))
        yield self.heading(found.title.in_(self.writer.language), days)
        entries = self.of_text(text)
        for verb in ("set", "repeal"):
            lines = tuple(self._touched(e) for e in entries if e["verb"] == verb)
            if lines:
                yield Section(verb, self.say(f"law_{verb}s"), lines)

    def _touched(self, entry: LawEntry) -> Line:
        provision = self.program.provisions[entry["provision"]]
        mine = next(e for e in provision.effects if e.text == entry["text"] and e.from_[0].isoformat() == entry["applies_from"])
        older = provision.effects[provision.effects.index(mine) + 1 :]
        shown = entry["contents"][:_FEW]
        if older and older[0].verb == "set" and entry["verb"] == "set":
            before = self.entry(provision, older[0])
            if before["contents"] != entry["contents"]:
                shown = list(self._turned(before["contents"], entry["contents"]))
        elif not older:
            shown = [self.say("law_new"), *shown]
        return Line(f"{entry['label']} [{entry['provision']}]", "", (*shown, entry["open_cases"]))

    def _turned(self, before: list[str], after: list[str]) -> Iterator[str]:
        """Lines that went and lines that came, the first few."""
        gone = [line for line in before if line not in after]
        came = [line for line in after if line not in before]
        yield from (self.say("law_was", words=line) for line in gone[:_FEW])
        yield from (self.say("law_becomes", words=line) for line in came[:_FEW])
        rest = max(0, len(gone) - _FEW) + max(0, len(came) - _FEW)
        if rest:
            yield self.say("law_lines_more", count=str(rest))

    def between(self, first: date, second: date) -> Iterator[Section]:
        """What differs between two days."""
        yield self.heading(self.say("law_between", first=self.writer.date(first), second=self.writer.date(second)))
        found = self.differences(first, second)
        for change in ("new", "changed", "gone"):
            lines = tuple(self._difference(d) for d in found if d["change"] == change)
            if lines:
                yield Section(change, self.say(f"law_{change}_title"), lines)
        if not found:
            yield Section("same", "", (Line(self.say("law_same")),), bullets=False)

    def _difference(self, difference: DifferenceEntry) -> Line:
        before, after = difference["before"], difference["after"]
        under: list[str] = []
        if before and after:
            under += list(self._turned(before["contents"], after["contents"])) or [self.say("law_same_content")]
            under.append(self.say("text_since", text=after["short"], day=self._day(after["applies_from"])))
        elif after:
            under += [*after["contents"][:_FEW], self.say("text_since", text=after["short"], day=self._day(after["applies_from"]))]
        elif before:
            under.append(self.say("law_was_in", text=before["short"]))
            repeal = difference["repealed"]
            if repeal:
                under.append(self.say("law_repeal", text=repeal["short"], day=self._day(repeal["applies_from"])))
        return Line(f"{difference['label']} [{difference['provision']}]", "", tuple(under))

    def _day(self, iso: str) -> str:
        return self.writer.date(date.fromisoformat(iso))


_FEW = 6
