"""Reading a journal: who reads is logged before anything is told."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from vigueur.api.answers import explain
from vigueur.api.archived import archived_book
from vigueur.api.decisions import document_hash, part_of
from vigueur.comparison.recorded_case import recorded_case
from vigueur.diagnostics.problems import Language, Refused, problem
from vigueur.explanation.document import Explanation, Verdict
from vigueur.explanation.writing import Writer
from vigueur.journal.canonical import Json, as_list, as_object
from vigueur.journal.entries import Body, Record, body_of
from vigueur.journal.log import Journal
from vigueur.journal.selection import Selection, is_meant, selected
from vigueur.journal.storage import Row
from vigueur.plain import dataclass, field
from vigueur.types import Boolean, Date, Money, Number
from vigueur.values import NEVER


def read_decisions(
    journal: Journal, selection: Selection, *, at: datetime, by: str, command: str, newest: int | None = None
) -> list[Record]:
    """The recorded decisions that are meant, in order; of very many, the newest. The reading is logged. Raises Refused."""
    if selection.ids is not None:
        selection = replace(selection, ids=frozenset(journal.find(id_).id for id_ in sorted(selection.ids)))
    found = list(selected(journal, selection, newest))
    journal.note_access(at, by, command, selection.asked, sum(1 for record in found if record.content is not None))
    return found


def read_decision(journal: Journal, id_: str, *, at: datetime, by: str, command: str, withheld: bool = False) -> Record:
    """One recorded decision by its id. The reading is logged; `withheld`: what is sealed is shown to nobody. Raises Refused."""
    record = journal.read(journal.find(id_))
    shown = record.content is not None and not withheld
    journal.note_access(at, by, command, {"id": record.id, **({"withheld": True} if withheld else {})}, 1 if shown else 0)
    return record


def read_entry(journal: Journal, id_: str, *, at: datetime, by: str, command: str) -> Record:
    """Any entry by its id: a decision opened, another as it was logged. The reading is logged. Raises Refused.

    A beginning of an id is first looked for among the decisions.
    """
    row = _meant(journal, id_)
    if row.kind == "decision":
        return read_decision(journal, row.id, at=at, by=by, command=command)
    record = Record(row, body_of(row), None)
    journal.note_access(at, by, command, {"id": row.id}, 0)
    return record


def read_accesses(  # noqa: PLR0913 - what is asked, by whom
    journal: Journal,
    *,
    at: datetime,
    by: str,
    since: date | None = None,
    until: date | None = None,
    actor: str | None = None,
    decision: str | None = None,
    newest: int | None = None,
) -> list[Record]:
    """Who read what, and who was erased, in order; of very many, the newest. This reading is logged, too. Raises Refused.

    `since`, `until`: days (UTC). `decision`: only readings that named it by its id, and the erasure of its person; it may have been
    shown to others who asked by other things.
    """
    named = None if decision is None else journal.find(decision)
    selection = Selection(since=since, until=until, actor=actor)
    rows = (row for row in journal.storage.rows() if row.kind in {"access", "erasure"} and is_meant(selection, row))
    meant = (row for row in rows if named is None or _is_about(body_of(row), named))
    found = [Record(row, body_of(row), None) for row in deque(meant, maxlen=newest)]
    asked: dict[str, Json] = {**selection.asked, **({} if named is None else {"id": named.id})}
    journal.note_access(at, by, "readings", asked, 0)
    return found


def _is_about(body: Body, named: Row) -> bool:
    """Whether a reading named a decision, or an erasure was of its person."""
    asked = as_object(body.get("asked"))
    subject = named.subject.hex() if named.subject is not None else None
    return asked.get("id") == named.id or named.id in as_list(asked.get("ids")) or body.get("subject") == subject


def _meant(journal: Journal, id_: str) -> Row:
    try:
        return journal.find(id_)
    except Refused as refused:
        if any(one.code != "VG813" for one in refused.problems):
            raise
    return journal.entry(id_)


@dataclass(frozen=True, slots=True)
class ToldAgain:
    """The explanation of a recorded decision, made again from the archive. `same`: whether it is the one that was given, byte for byte.

    None where no explanation was given then.
    """

    explanation: Explanation = field(repr=False)
    same: bool | None


def told_again(journal: Journal, record: Record, *, language: Language | None = None) -> ToldAgain:
    """Explain a recorded decision again, as it was explained, or in another language. Raises Refused where the person was erased."""
    content = record.content
    if content is None:
        raise Refused((problem("VG821", None, id=record.id),))
    book = archived_book(journal, record)
    computed, given = cast("Verdict | None", content["computed"]), cast("Language | None", content["language"])
    told = explain(
        book,
        book.case(recorded_case(content)),
        as_of=date.fromisoformat(record.text("as_of")),
        known_at=date.fromisoformat(record.text("known_at")),
        decisions=cast("list[str]", content["decisions"]),
        readings=cast("dict[str, str]", content["chosen"]),
        language=language or given,
        part=part_of(computed, overridden=content["override"] is not None),
    )
    was_told = content["document"] is not None and (language is None or language == given)
    return ToldAgain(told, document_hash(told) == content["document"] if was_told else None)


@dataclass(frozen=True, slots=True)
class RecordWords:
    """A recorded decision in the words of the rule book that made it: by id, what things are called, the facts given, the answers."""

    labels: dict[str, str]
    facts: dict[str, str]
    answers: dict[str, str]


def words_of(journal: Journal, record: Record, language: Language) -> RecordWords:
    """What a recorded decision says in a language. Raises Refused where the archive of its rule book is missing or damaged."""
    book = archived_book(journal, record)
    program, writer = book.program, Writer(book.program, language)
    labels = {
        **{name: writer.provision(name) for name in program.provisions},
        **{name: writer.fact(name) for name in program.facts},
        **{name: writer.text(name) for name in program.texts},
    }
    if record.content is None:
        return RecordWords(labels, {}, {})
    case = book.case(recorded_case(record.content))
    facts = {name: writer.state(held.value, program.facts[name].type) for name, held in case.facts.items()}
    answers = cast("dict[str, dict[str, Json]]", record.content["answers"])
    written = {name: _answer(writer, name, answer) for name, answer in answers.items()}
    return RecordWords(labels, facts, {name: words for name, words in written.items() if words})


def _answer(writer: Writer, name: str, answer: dict[str, Json]) -> str:
    """A determined answer of one value in words; empty for any other."""
    provision, value = writer.program.provisions.get(name), answer["value"]
    if provision is None or value is None or isinstance(value, list | dict):
        return ""
    match provision.type:
        case Number() | Money():
            return writer.value(Decimal(str(value)), provision.type)
        case Date():
            return writer.value(NEVER if value == "never" else date.fromisoformat(str(value)), provision.type)
        case Boolean():
            return writer.value(value is True, provision.type)
        case _:
            return writer.value(str(value), provision.type)
