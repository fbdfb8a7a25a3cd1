"""Which recorded decisions are meant: by day, person, decision, text, provision, verdict, agent, and whether they still stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from vigueur.journal.canonical import Json
from vigueur.journal.entries import Content, Record
from vigueur.journal.log import Journal
from vigueur.plain import dataclass

Standing = Literal["current", "superseded"]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked of recorded decisions; what is None is not asked.

    `since`, `until`: days of the decision (UTC), both included; `as_of`: the day decided. `decision`, `text`, `provision`: what it answers,
    or rests on. `verdict`: as it was decided. `subject`: a pseudonym. `standing`: whether another supersedes it.
    """

    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    decision: str | None = None
    text: str | None = None
    provision: str | None = None
    verdict: str | None = None
    actor: str | None = None
    subject: bytes | None = None
    ids: frozenset[str] | None = None
    overridden: bool = False
    standing: Standing | None = None

    @property
    def asked(self) -> dict[str, Json]:
        """What is asked, as it is logged: the person by the pseudonym."""
        days = {"since": self.since, "until": self.until, "as_of": self.as_of}
        named = {"decision": self.decision, "text": self.text, "provision": self.provision, "verdict": self.verdict, "actor": self.actor}
        asked: dict[str, Json] = {name: day.isoformat() for name, day in days.items() if day is not None}
        asked |= {name: value for name, value in (*named.items(), ("standing", self.standing)) if value is not None}
        if self.ids is not None:
            asked["ids"] = sorted(self.ids)
        if self.subject is not None:
            asked["subject"] = self.subject.hex()
        return {**asked, "overridden": True} if self.overridden else asked

    @property
    def looks_inside(self) -> bool:
        """Whether it asks for what is sealed: of an erased person that cannot be answered, and they are left out."""
        return self.overridden or any(asked is not None for asked in (self.decision, self.text, self.provision, self.verdict))


def selected(journal: Journal, selection: Selection) -> Iterator[Record]:
    """The recorded decisions that are meant, in order, opened. Raises Refused where one is named by an id that there is not."""
    for id_ in sorted(selection.ids or ()):
        journal.find(id_)
    superseded = {row.supersedes for row in journal.storage.rows(kind="decision") if row.supersedes} if selection.standing else set()
    for row in journal.storage.rows(kind="decision", subject=selection.subject):
        if selection.ids is not None and row.id not in selection.ids:
            continue
        if selection.standing is not None and (row.id in superseded) != (selection.standing == "superseded"):
            continue
        record = journal.read(row)
        if _is_meant(selection, record):
            yield record


def _is_meant(selection: Selection, record: Record) -> bool:
    day = record.text("at")[:10]
    if (selection.since and day < selection.since.isoformat()) or (selection.until and day > selection.until.isoformat()):
        return False
    if selection.as_of and record.text("as_of") != selection.as_of.isoformat():
        return False
    if selection.actor is not None and record.text("actor") != selection.actor:
        return False
    if not selection.looks_inside:
        return True
    return record.content is not None and _content_is_meant(selection, record.content)


def _content_is_meant(selection: Selection, content: Content) -> bool:
    answers, rests_on = _object(content["answers"]), _object(content["rests_on"])
    read = {provision for provisions in rests_on.values() if isinstance(provisions, list) for provision in provisions}
    return (
        (selection.decision is None or any(_is_below(name, selection.decision) for name in answers))
        and (selection.text is None or selection.text in rests_on)
        and (selection.provision is None or selection.provision in read)
        and (selection.verdict is None or content["verdict"] == selection.verdict)
        and (not selection.overridden or content["override"] is not None)
    )


def _is_below(name: str, beginning: str) -> bool:
    return name == beginning or name.startswith(f"{beginning}.")


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}
