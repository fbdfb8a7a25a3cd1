"""Which recorded decisions are meant, and that no more of them is opened, shown or logged than that."""

from __future__ import annotations

import os
import stat
from io import StringIO
from pathlib import Path

import pytest
from tests.engine.journals import AT, DAY, applicant, bicycle, journal_in

from vigueur import (
    Correction,
    Journal,
    Override,
    Population,
    Selection,
    checkpoint,
    decide,
    decide_all,
    prove_inclusion,
    read_decision,
    read_decisions,
    receipt,
    replay,
    rows_of,
    told_again,
    write_csv,
    write_parquet,
)
from vigueur.comparison.population import choose
from vigueur.journal.receipts import receipts
from vigueur.journal.selection import selected
from vigueur.journal.storage import Row

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Of Ada, twice, the second in the place of the first; of Bob; of Eve, who was erased."""
    journal, book = journal_in(tmp_path / "journal"), bicycle()
    first = decide(journal, book, applicant("Ada"), as_of=DAY, at=AT, by="clerk").record
    decide(journal, book, applicant("Ada"), as_of=DAY, at=AT, by="chief", supersedes=first.id)
    decide(journal, book, applicant("Bob"), as_of=DAY, at=AT, by="chief")
    decide(journal, book, applicant("Eve"), as_of=DAY, at=AT, by="clerk")
    journal.erase(journal.keys.subject("bicycle", "Eve"), AT, "chief", "asked for it")
    return journal


@pytest.mark.parametrize(
    ("selection", "opened"),
    [
        (Selection(), 4),
        (Selection(actor="chief"), 2),
        (Selection(standing="superseded"), 1),
        (Selection(until=DAY), 0),
        (Selection(as_of=DAY), 4),
    ],
)
def test_nothing_is_opened_that_is_not_meant(journal: Journal, monkeypatch: pytest.MonkeyPatch, selection: Selection, opened: int):
    read, seen = journal.read, list[Row]()
    monkeypatch.setattr(journal, "read", lambda row: seen.append(row) or read(row))
    assert (len(list(selected(journal, selection))), len(seen)) == (opened, opened)


def test_the_newest_are_found_from_the_end(journal: Journal, monkeypatch: pytest.MonkeyPatch):
    every, read, seen = [record.id for record in selected(journal, Selection(verdict="eligible"))], journal.read, list[Row]()
    monkeypatch.setattr(journal, "read", lambda row: seen.append(row) or read(row))
    assert [record.id for record in selected(journal, Selection(verdict="eligible"), 2)] == every[-2:]
    assert len(seen) == 3, "Eve, who was erased, and the two before"
    assert [record.id for record in selected(journal, Selection(), 99)] == [row.id for row in journal.storage.rows(kind="decision")]


def test_what_was_superseded_is_known_whatever_else_is_asked(journal: Journal):
    (first,) = selected(journal, Selection(actor="clerk", standing="superseded"))
    assert journal.superseded() == {first.id}
    assert journal.superseded_by(first.id) == next(selected(journal, Selection(actor="chief"))).id


def test_the_log_tells_all_ids_that_were_made_again_and_counts_what_could_be_shown(journal: Journal):
    decide_all(journal, bicycle(), [(applicant(f"P{number}"), DAY) for number in range(120)], at=AT, by="clerk")
    ids = tuple(record.id for record in selected(journal, Selection()))
    replay(journal, Population(ids), today=AT.date(), rules={}, at=AT, by="auditor", as_made=True)
    last = journal.body(journal.storage.last().sequence)  # type: ignore[union-attr]
    assert (last["kind"], last["count"], last["asked"]["ids"]) == ("access", 123, list(ids))  # type: ignore[index, call-overload]


def test_an_entry_of_any_kind_is_proved(journal: Journal, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(type(journal.storage), "program", "another database 1")
    monkeypatch.setattr(type(journal.storage), "is_first_write", lambda _: True)
    journal.note_access(AT, "auditor", "list", {}, 0)
    checkpoint(journal, AT)
    rows = list(journal.storage.rows())
    assert {row.kind for row in rows} == {"genesis", "writer", "edition", "decision", "access", "erasure"}
    for row in rows:
        assert prove_inclusion(journal, row.id)["leaf"] == row.leaf.hex()


def test_what_is_sealed_is_not_in_what_a_debugger_prints(journal: Journal):
    override = Override("ineligible", "a grant was paid to the mother")
    decided = decide(journal, bicycle(), applicant("Dan Martin"), as_of=DAY, at=AT, by="clerk", override=override)
    assert decided.record.content is not None
    correction = Correction(b"28000", (("applicant.income", "28000"),))
    for shown in (decided.record, decided, told_again(journal, decided.record), override, correction):
        assert not [word for word in ("28000", "tax office", "mother", "Dan Martin") if word in repr(shown)], shown


def test_what_stood_under_an_erased_key_is_counted_when_it_is_erased(journal: Journal):
    bob = journal.keys.subject("bicycle", "Bob")
    assert journal.count(bob) == journal.erase(bob, AT, "chief", "asked for it").count == 1


def test_what_nobody_was_shown_is_not_counted_as_shown(journal: Journal):
    def last() -> tuple[object, object]:
        entry = journal.body(journal.storage.last().sequence)  # type: ignore[union-attr]
        return entry["count"], entry["asked"]

    found = read_decisions(journal, Selection(), at=AT, by="auditor", command="list")
    assert (len(found), last()) == (4, (3, {}))
    ada = found[0].id
    read_decision(journal, ada, at=AT, by="auditor", command="receipt", withheld=True)
    assert last() == (0, {"id": ada, "withheld": True})
    read_decision(journal, ada, at=AT, by="auditor", command="show")
    assert last() == (1, {"id": ada})
    read_decision(journal, found[3].id, at=AT, by="auditor", command="show")
    assert last() == (0, {"id": found[3].id})


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_a_table_is_for_its_owner_alone_whoever_writes_it(journal: Journal, tmp_path: Path):
    pytest.importorskip("duckdb", reason="Parquet needs the extra `data`")
    rows = [row for record in selected(journal, Selection()) for row in rows_of(record)]
    assert write_parquet(rows, tmp_path / "t.parquet") == len(rows)
    assert stat.S_IMODE((tmp_path / "t.parquet").stat().st_mode) == 0o600


def test_a_sample_is_drawn_of_those_that_are_named(journal: Journal):
    decide_all(journal, bicycle(), [(applicant(f"P{number}"), DAY) for number in range(20)], at=AT, by="clerk")
    ids = tuple(row.id for row in journal.storage.rows(kind="decision"))[4:14]
    chosen = choose(journal, Population(ids, sample=3, seed="s"))
    assert ({row.id for row in chosen.rows} < set(ids), len(chosen.rows), chosen.population) == (True, 3, 10)


def test_a_record_is_the_same_when_it_is_made_and_when_it_is_read(journal: Journal):
    record = decide(journal, bicycle(), applicant("Kim"), as_of=DAY, at=AT, by="clerk").record
    assert journal.read(journal.find(record.id)) == record


def test_a_table_steers_no_terminal(journal: Journal):
    override = Override("ineligible", "\x1b]0;owned\x07 a\u00a0b \x1c \u202e")
    record = decide(journal, bicycle(), applicant("Dan"), as_of=DAY, at=AT, by="clerk", override=override).record
    written = StringIO()
    write_csv(rows_of(record), written)
    assert not {"\x1b", "\x07", "\x1c", "\u202e"} & set(written.getvalue())
    assert "a\u00a0b" in written.getvalue()


def test_evidence_of_many_is_that_of_each(journal: Journal):
    decide_all(journal, bicycle(), [(applicant(f"P{number}"), DAY) for number in range(60)], at=AT, by="clerk")
    checkpoint(journal, AT)
    ids = [row.id for row in journal.storage.rows(kind="decision")]
    assert list(receipts(journal, reversed(ids)))[::-1] == [(id_, receipt(journal, id_)) for id_ in ids]
