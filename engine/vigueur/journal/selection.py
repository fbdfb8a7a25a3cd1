"""Which recorded decisions are meant: by day, person, decision, text, provision, verdict, agent, and whether they still stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Literal

from vigueur.journal.canonical import Json, as_object
from vigueur.journal.entries import Content, Record, body_of
from vigueur.journal.log import Journal
from vigueur.journal.storage import Row
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


def selected(journal: Journal, selection: Selection, newest: int | None = None) -> Iterator[Record]:
    """The recorded decisions that are meant, in order, opened; of many, only the newest. Raises Refused for an id that there is not.

    What stands in clear is looked at first: nothing is opened that is not meant.
    """
    meant = (row for row in rows_meant(journal, selection) if is_meant(selection, row))
    if newest is None:
        yield from _opened(journal, selection, meant)
    else:
        places = [row.sequence for row in meant]
        last = _opened(journal, selection, (journal.numbered(place) for place in reversed(places)))
        yield from reversed(list(islice(last, newest)))


def _opened(journal: Journal, selection: Selection, rows: Iterable[Row]) -> Iterator[Record]:
    for record in map(journal.read, rows):
        if not selection.looks_inside or (record.content is not None and _is_inside(selection, record.content)):
            yield record


def rows_meant(journal: Journal, selection: Selection) -> Iterator[Row]:
    """The entries of decisions that are meant by what stands beside them: ids, person, and whether they still stand. Raises Refused."""
    ids = None if selection.ids is None else {journal.find(id_).id for id_ in sorted(selection.ids)}
    superseded = journal.superseded() if selection.standing is not None else frozenset()
    for row in journal.storage.rows(kind="decision", subject=selection.subject):
        if ids is not None and row.id not in ids:
            continue
        if selection.standing is None or (row.id in superseded) == (selection.standing == "superseded"):
            yield row


def is_meant(selection: Selection, row: Row) -> bool:
    """Whether an entry is meant by what it says in clear. Raises Refused where that is asked of a damaged one."""
    if all(asked is None for asked in (selection.since, selection.until, selection.as_of, selection.actor)):
        return True
    body = body_of(row)
    day = str(body["at"])[:10]
    return (
        (selection.since is None or day >= selection.since.isoformat())
        and (selection.until is None or day <= selection.until.isoformat())
        and (selection.as_of is None or body["as_of"] == selection.as_of.isoformat())
        and (selection.actor is None or body["actor"] == selection.actor)
    )


def _is_inside(selection: Selection, content: Content) -> bool:
    rests_on = as_object(content["rests_on"])
    read = {provision for provisions in rests_on.values() if isinstance(provisions, list) for provision in provisions}
    return (
        (selection.decision is None or answers_to(content, selection.decision))
        and (selection.text is None or selection.text in rests_on)
        and (selection.provision is None or selection.provision in read)
        and (selection.verdict is None or content["verdict"] == selection.verdict)
        and (not selection.overridden or content["override"] is not None)
    )


def answers_to(content: Content, decision: str) -> bool:
    """Whether a recorded decision has an answer to a decision, or to one below it."""
    return any(_is_below(name, decision) for name in as_object(content["answers"]))


def _is_below(name: str, beginning: str) -> bool:
    return name == beginning or name.startswith(f"{beginning}.")
