"""The law as it is read: a section a subject, a text or a kind of change, the same for every layout."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from vigueur.explanation.edition import edition_line
from vigueur.explanation.law import DifferenceEntry, LawDocument, LawEntry
from vigueur.explanation.screen import Line, Section
from vigueur.explanation.words import sentence
from vigueur.explanation.writing import Writer
from vigueur.ir.nodes import Program

_FEW: Final = 6
_ARROW: Final = " → "
_KINDS: Final = ("law_conditions", "law_duties", "law_calculations", "law_values", "law_notes")
_KIND_OF: Final = {
    "condition": "law_conditions",
    "parameter": "law_values",
    "list": "law_values",
    "note": "law_notes",
    "dues": "law_duties",
    "deadline": "law_duties",
}


class LawSections:
    """Sections of one answer about the law."""

    def __init__(self, program: Program, writer: Writer, told: LawDocument) -> None:
        self.program = program
        self.writer = writer
        self.told = told
        self.say = writer.say

    def all(self) -> Iterator[Section]:
        """Every section, the edition last."""
        told = self.told
        yield self._heading()
        match told["asked"]:
            case "on":
                yield from self._subjects()
                yield Section("next", "", (Line(self.say("law_next")),), bullets=False)
            case "provision":
                yield from self._history()
            case "between":
                yield from self._changes(
                    {"new": "law_new_title", "changed": "law_changed_title", "same": "law_changed_title", "gone": "law_gone_title"}
                )
            case "text":
                yield from self._changes({"new": "law_sets", "changed": "law_sets", "same": "law_sets", "gone": "law_repeals"})
                yield from self._mentions()
        line = edition_line(self.writer.language, told["rulebook"], told["engine"])
        yield Section("edition", "", (Line(line),), bullets=False)

    def _heading(self) -> Section:
        """What is shown, of which rule book."""
        told = self.told
        under = [told["rulebook"]["title"]]
        if told["text"]:
            text = self.program.texts[told["text"]]
            published, latest, in_force = (self.writer.date(day) for day in (*text.published, text.in_force[1]))
            key = "law_text_days" if published == latest else "law_text_between"
            under.append(self.say(key, published=published, latest=latest, in_force=in_force))
        if told["known_at"]:
            under.append(self.say("known_at", day=self._day(told["known_at"])))
        return Section("verdict", told["title"], (Line(told["title"], "", tuple(under)),), bullets=False)

    # -- on a day --------------------------------------------------------------------------------------------------------------------

    def _subjects(self) -> Iterator[Section]:
        """The consolidated law: conditions under what they are a part of, the rest by what it is."""
        subjects: dict[str, list[LawEntry]] = {}
        for entry in self.told["entries"]:
            subjects.setdefault(self._subject(entry), []).append(entry)
        for subject in sorted(subjects, key=lambda s: _KINDS.index(s) + 1 if s in _KINDS else 0):
            title = self.say(subject) if subject in _KINDS else self.writer.provision(subject)
            yield Section(subject, title, tuple(self._brief(e) for e in subjects[subject]))

    def _subject(self, entry: LawEntry) -> str:
        whole = entry["provision"]
        while (parent := self.program.provisions[whole].part_of) in self.program.provisions:
            whole = parent
        return whole if whole != entry["provision"] else _KIND_OF.get(entry["kind"], "law_calculations")

    def _brief(self, entry: LawEntry) -> Line:
        shown = entry["contents"][:_FEW]
        if len(entry["contents"]) > _FEW:
            shown.append(self.say("law_rows_more", count=str(len(entry["contents"]) - _FEW), provision=entry["provision"]))
        if entry["not_met"]:
            shown.append(self.say("law_not_met", words=entry["not_met"]))
        return Line(self._named(entry), "", (*shown, self._since(entry)))

    # -- one provision ---------------------------------------------------------------------------------------------------------------

    def _history(self) -> Iterator[Section]:
        joins = self.program.provisions[self.told["provision"] or ""].joins
        if self.told["members"]:
            members = tuple(Line(f"{self.writer.provision(m)} [{m}]") for m in self.told["members"])
            yield Section("members", self.say(f"law_{joins}" if joins else "law_all_of"), members)
        for entry in self.told["entries"]:
            title = sentence(self.say(f"law_{entry['verb']}{self._late(entry)}", text=entry["short"], day=self._day(entry["applies_by"])))
            yield Section(f"{entry['text']}-{entry['applies_from']}", title, tuple(self._full(entry)))

    def _full(self, entry: LawEntry) -> Iterator[Line]:
        yield from (Line(words) for words in entry["contents"])
        said = tuple(self.say(f"law_{key}", words=words) for key, words in self._sentences(entry))
        if said:
            yield Line(self.say("law_sentences"), "", said)
        yield Line(entry["open_cases"])
        if entry["until"]:
            yield Line(self.say("law_until", day=self._day(entry["until"])))
        for other in entry["withdrawn_by"]:
            yield Line(self.say("law_withdrawn_by", text=other))
        for question in entry["readings"]:
            yield Line(self.say("law_reading", question=question))
        yield Line(self._published(entry))
        yield from (Line(self.say("fact_source", source=cite)) for cite in entry["citations"])

    def _published(self, entry: LawEntry) -> str:
        day, latest = self._day(entry["published"]), self._day(entry["published_by"])
        return self.say("law_published" if day == latest else "law_published_between", day=day, latest=latest)

    # -- what changed ----------------------------------------------------------------------------------------------------------------

    def _changes(self, titles: dict[str, str]) -> Iterator[Section]:
        """Differences under the titles of their kinds of change."""
        found = self.told["differences"]
        for title in dict.fromkeys(titles.values()):
            lines = tuple(Line(self._named(d), "", tuple(self._difference(d))) for d in found if titles[d["change"]] == title)
            if lines:
                yield Section(title.removeprefix("law_"), self.say(title), lines)
        if not found and not self.told["mentions"]:
            yield Section("same", "", (Line(self.say("law_same")),), bullets=False)

    def _difference(self, difference: DifferenceEntry) -> Iterator[str]:
        before, after, repealed = difference["before"], difference["after"], difference["repealed"]
        if before and after:
            yield from self._turned(before, after)
        elif after:
            yield from self._new(after)
        elif before:
            yield from (self.say("law_was", words=line) for line in before["contents"])
            yield self.say("law_was_in", text=before["short"])
        if repealed and self.told["asked"] == "between":
            yield self.say(f"law_repeal{self._late(repealed)}", text=repealed["short"], day=self._day(repealed["applies_by"]))
        touched = after or repealed
        if touched:
            yield self._since(touched) if self.told["asked"] == "between" and after else touched["open_cases"]

    def _new(self, entry: LawEntry) -> Iterator[str]:
        if self.told["asked"] == "text":
            yield self.say("law_new")
        yield from entry["contents"]
        yield from (self.say(f"law_{key}", words=words) for key, words in self._sentences(entry))

    def _turned(self, before: LawEntry, after: LawEntry) -> Iterator[str]:
        """Each content that differs: rows side by side, anything else before and after."""
        gone = [line for line in before["contents"] if line not in after["contents"]]
        came = [line for line in after["contents"] if line not in before["contents"]]
        rows = dict(line.rsplit(_ARROW, 1) for line in gone if _ARROW in line)
        paired = {line: line.rsplit(_ARROW, 1) for line in came if _ARROW in line and line.rsplit(_ARROW, 1)[0] in rows}
        heads = {head for head, _ in paired.values()}
        yield from (self.say("law_was", words=line) for line in gone if line.rsplit(_ARROW, 1)[0] not in heads)
        for line in came:
            if line in paired:
                head, value = paired[line]
                yield self.say("law_pair", head=head, before=rows[head], after=value)
            else:
                yield self.say("law_becomes", words=line)
        yield from self._reworded(before, after)
        if not gone and not came:
            yield self.say("law_same_content")

    def _reworded(self, before: LawEntry, after: LawEntry) -> Iterator[str]:
        """What is said to the person, where it is said otherwise."""
        former = dict(self._sentences(before))
        for key, words in self._sentences(after):
            was = former.get(key)
            if was != words:
                if was:
                    yield self.say("law_was", words=self.say(f"law_{key}", words=was))
                yield self.say("law_becomes", words=self.say(f"law_{key}", words=words))

    def _mentions(self) -> Iterator[Section]:
        for verb in ("confirm", "withdraw"):
            lines = tuple(
                Line(f"{m['label']} [{m['provision']}]", "", (self.say("law_was_in", text=m["short"]),))
                for m in self.told["mentions"]
                if m["verb"] == verb
            )
            if lines:
                yield Section(verb, self.say(f"law_{verb}s"), lines)

    # -- words -----------------------------------------------------------------------------------------------------------------------

    @staticmethod
    def _sentences(entry: LawEntry) -> list[tuple[str, str]]:
        return [(key, words) for key, words in (("met", entry["met"]), ("not_met", entry["not_met"])) if words]

    @staticmethod
    def _named(entry: LawEntry | DifferenceEntry) -> str:
        return f"{entry['label']} [{entry['provision']}]"

    def _since(self, entry: LawEntry) -> str:
        return self.say(f"text_since{self._late(entry)}", text=entry["short"], day=self._day(entry["applies_by"]))

    @staticmethod
    def _late(entry: LawEntry) -> str:
        """What tells a day that is not known exactly: by then at the latest."""
        return "_latest" if entry["applies_from"] != entry["applies_by"] else ""

    def _day(self, iso: str) -> str:
        return self.writer.date(date.fromisoformat(iso))
