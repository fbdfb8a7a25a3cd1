"""Things due and deadlines as they are read: a table of what has amounts, a short block for each thing, a picture of the days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from vigueur.diagnostics.problems import Language
from vigueur.explanation.document import AnswerEntry, CitationEntry, DueEntry
from vigueur.explanation.screen import Dated, Line, Mark, Picture, Section, Table
from vigueur.explanation.view import unbroken
from vigueur.explanation.words import say, sentence, vocabulary

DUE_MARKS: Final[dict[str, Mark]] = {
    "due": "", "done": "yes", "overdue": "no", "past": "", "possible": "", "undetermined": "unknown",
}  # fmt: skip
DEADLINE_MARKS: Final[dict[str | None, Mark]] = {"kept": "yes", "open": "", "missed": "no", None: "unknown"}
_ROWS: Final = 3
"""So many amounts make a table."""


class DuesSections:
    """Tells one list of things due. `full`: each thing with its reason, also where a table tells them all."""

    def __init__(self, name: str, answer: AnswerEntry, language: Language, *, as_of: str, full: bool) -> None:
        self.name = name
        self.answer = answer
        self.entries = answer["dues"] or []
        self.language: Language = language
        self.words = vocabulary(language)
        self.as_of = as_of
        self.full = full

    def say(self, key: str, /, **details: str) -> str:
        """A phrase of the language."""
        return say(self.language, key, **details)

    def section(self, *, titled: bool = True) -> Section:
        """The list. `titled`: how it comes out in all is told here, and not by the heading."""
        table = self._table()
        lines = list(self._grouped() if table is not None and not self.full else map(self._block, self.entries))
        written = self.answer["written"]
        title = self.say("fact_given", label=self.answer["label"], value=written) if titled else self.answer["label"]
        if not self.entries:
            why, status = self.answer["why"], self.answer["status"]
            told = self.answer["written"] if status != "absent" else why or self.answer["written"]
            under = (sentence(why),) if why and status == "undetermined" else ()
            lines = [Line(sentence(told), "unknown" if status == "undetermined" else "", under)]
            title = self.answer["label"]
        return Section(self.name.replace(".", "-"), title, tuple(lines), table=table, picture=self._picture())

    @property
    def empty(self) -> bool:
        """Whether it is known that nothing is due."""
        return not self.entries and self.answer["status"] == "determined"

    # -- one by one ------------------------------------------------------------------------------------------------------------------

    def _block(self, entry: DueEntry) -> Line:
        """What, how much, by when; why, who, where it is written."""
        head = " — ".join(part for part in (entry["item"], entry["amount_written"], entry["words"]) if part)
        because = entry["because"] if entry["status"] != "undetermined" else ""  # it would be the reason of what may not be
        under = [because, entry["amount_why"], entry["by_why"] if entry["status"] in {"due", "possible"} else ""]
        if entry["who"]:
            under.append(self.say("due_who", who=entry["who"]))
        rules = [self._read(r["label"], r["written"], r["short"]) for r in entry["reads"] if r["short"]] if self.full else []
        if rules:
            under.append(self.say("dues_reads", rules=self.words.parted(rules)))
        under.append(self._cited(entry["citations"]))
        return Line(head, DUE_MARKS[entry["status"]], tuple(sentence(u) for u in under if u))

    def _read(self, label: str, written: str, text: str) -> str:
        return self.say("dues_read_under", label=label, value=written, text=text)

    def _cited(self, citations: list[CitationEntry]) -> str:
        return " · ".join(c["words"] if self.full else brief(c) for c in (citations if self.full else citations[:1]))

    def _grouped(self) -> Iterator[Line]:
        """Under a table: the reasons, each once for all that it is the reason of; and what is still open, one by one."""
        tabled = [e for e in self.entries if _tabled(e)]
        groups: dict[tuple[str, str], list[DueEntry]] = {}
        for entry in tabled:
            who = self.say("due_who", who=entry["who"]) if entry["who"] else ""
            open_ = entry["amount_written"] if entry["amount"] is None else ""
            parts = [part for part in (entry["because"], open_, entry["amount_why"], entry["by_why"], who) if part]
            said = self.words.parted([part[:1].lower() + part[1:] for part in parts])
            groups.setdefault((said, self._cited(entry["citations"])), []).append(entry)
        for (said, cited), entries in groups.items():
            items = self.words.listed([e["item"] for e in entries])
            if len(entries) == len(tabled):
                head = self.say("dues_all_reason", because=said or cited)
            else:
                head = self.say("dues_same_reason", items=items, because=said or cited)
            yield Line(sentence(head), "", (cited,) if cited and said else ())
        yield from (self._block(e) for e in self.entries if not _tabled(e))

    # -- all at once -----------------------------------------------------------------------------------------------------------------

    def _table(self) -> Table | None:
        """What has an amount, in rows; none where there are few."""
        shown = [e for e in self.entries if _tabled(e)]
        if len(shown) < _ROWS:
            return None
        dated = any(e["by"] for e in shown)
        day = "by" if dated else "day"
        head = (self.say("table_what"), self.say("table_amount"), self.say(f"table_{day}"), self.say("table_state"))
        rows = [
            (
                e["item"],
                e["amount_written"] if e["amount"] is not None else self.say("table_undetermined"),
                self._day(e["by"] if dated else e["day"]) or (e["by_why"] and e["words"]),
                self.say(f"table_{e['status']}"),
            )
            for e in shown
        ]
        total = self.answer["total"]
        if total is not None:
            rows.append((self.say("table_total"), total["written"], "", ""))
        return Table(self.answer["label"], head, tuple(rows), right=(1,))

    def _picture(self) -> Picture | None:
        things = tuple(
            Dated(
                date.fromisoformat(day),
                entry["item"],
                Decimal(entry["amount"]) if isinstance(entry["amount"], str) and _is_number(entry["amount"]) else None,
                entry["amount_written"],
                DUE_MARKS[entry["status"]],
                certain=entry["status"] not in {"possible", "undetermined"},
            )
            for entry in sorted(self.entries, key=lambda e: e["by"] or e["day"] or "")
            if (day := entry["by"] or entry["day"])
        )
        if not things:
            return None
        title = self.say("picture_title", label=self.answer["label"])
        return Picture(title, self.language, things, date.fromisoformat(self.as_of))

    def _day(self, iso: str | None) -> str:
        return self.words.date_(date.fromisoformat(iso)) if iso else ""


def _tabled(entry: DueEntry) -> bool:
    """Whether a thing can stand in a table: what it comes to is known, and that it is due."""
    return bool(entry["amount_written"]) and entry["status"] not in {"undetermined", "possible"}


def brief(cite: CitationEntry) -> str:
    """Who says so, and where in it."""
    named = cite["publisher"] or cite["source"]
    return f"{named}, {unbroken(cite['detail'])}" if cite["detail"] else named


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).lstrip("-").isdigit()
