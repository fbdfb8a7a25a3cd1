"""Verification finds what somebody with the file, and without the keys, changed; and names it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.engine.journals import AT, DAY, applicant, bicycle, journal_in

from vigueur import (
    Override,
    Problem,
    Refused,
    checkpoint,
    decide,
    inspect,
    open_journal,
    problem,
    prove_inclusion,
    read_checkpoint,
    render,
    severity,
)
from vigueur.api.decisions import draft_of
from vigueur.journal.canonical import canonical, parse
from vigueur.journal.findings import FINDINGS
from vigueur.journal.merkle import leaf_hash
from vigueur.journal.sqlite import SqliteStorage, create_sqlite, open_sqlite
from vigueur.journal.storage import SubjectKey

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with everything in it: several persons, an override, what supersedes, an erased person, two checkpoints."""
    folder = tmp_path_factory.mktemp("made") / "journal"
    journal, book = journal_in(folder), bicycle()
    first = decide(journal, book, applicant("Ada"), as_of=DAY, at=AT, by="a").record
    checkpoint(journal, AT)
    decide(journal, book, applicant("Ada", 30000), as_of=DAY, at=AT, by="a", supersedes=first.id)
    decide(journal, book, applicant("Bob"), as_of=DAY, at=AT, by="b", override=Override("ineligible", "a duplicate"))
    decide(journal, book, applicant("Eve"), as_of=DAY, at=AT, by="b")
    journal.erase(journal.keys.subject("bicycle", "Eve"), AT, "b", "asked for it")
    journal.note_access(AT, "c", "list", {}, 4)
    checkpoint(journal, AT)
    (folder / "kept").write_text(checkpoint(journal, AT).text, encoding="utf-8")
    journal.close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "journal"))


def errors(folder: Path, *, kept: bool = False) -> list[Problem]:
    checkpoints = [("kept", read_checkpoint((folder / "kept").read_bytes()))] if kept else []
    return [p for p in inspect(str(folder), kept=checkpoints).problems if severity(p) == "error"]


def said(problems: list[Problem]) -> str:
    return "\n".join(render(p, width=0) for p in problems)


def tampered(folder: Path, *statements: str | tuple[str, tuple[object, ...]]) -> None:
    """Change the store as somebody who may write the file does: without its triggers."""
    connection = sqlite3.connect(folder / "journal.db")
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(*((statement,) if isinstance(statement, str) else statement))
    for _, sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.close()


def rewritten(folder: Path, sequence: int, change: Callable[[dict[str, object]], object]) -> None:
    """An entry written anew, with the hash that belongs to it."""
    connection = sqlite3.connect(folder / "journal.db")
    (text,) = connection.execute("SELECT body FROM entries WHERE sequence = ?", (sequence,)).fetchone()
    connection.close()
    body = parse(text.encode())
    change(body)  # type: ignore[arg-type]
    new = canonical(body)
    tampered(folder, ("UPDATE entries SET body = ?, leaf = ? WHERE sequence = ?", (new.decode(), leaf_hash(new), sequence)))


def test_a_journal_as_it_was_written_holds(folder: Path):
    found = inspect(str(folder), kept=[("kept", read_checkpoint((folder / "kept").read_bytes()))])
    assert found.problems == []
    assert (found.entries, found.decisions, found.erased, found.editions, found.checkpoints, found.signed) == (8, 4, 1, 1, 3, 8)


def test_the_keys_of_an_erased_person_may_be_gone_and_the_log_is_proved_all_the_same(folder: Path):
    journal = open_journal(str(folder))
    erased = [journal.read(row).content is None for row in journal.storage.rows(kind="decision")]
    journal.close()
    assert erased == [False, False, False, True]
    assert errors(folder, kept=True) == []


CODES = {"entry": "VG834", "checkpoint": "VG835", "archive": "VG836", "key": "VG837"}
TAMPERED = {
    "entry_hash": ("UPDATE entries SET body = replace(body, '2023-09-01', '2023-09-02') WHERE sequence = 2",),
    "entry_gap": ("DELETE FROM entries WHERE sequence = 3",),
    "entry_form": ("UPDATE entries SET subject = randomblob(32) WHERE sequence = 2",),
    "archive_files": ("UPDATE archives SET files = substr(files, 2)",),
    "archive_missing": ("DELETE FROM archives",),
    "archive_stray": ("INSERT INTO archives SELECT 2, randomblob(32), files FROM archives",),
    "checkpoint_form": ("UPDATE checkpoints SET body = replace(body, ':', ': ') WHERE number = 1",),
    "checkpoint_place": ("UPDATE checkpoints SET number = 10 - number", "UPDATE checkpoints SET number = number - 6"),
    "checkpoint_signature": ("UPDATE checkpoints SET body = replace(body, '2026-', '2025-') WHERE number = 1",),
    "checkpoint_size": ("DELETE FROM entries WHERE sequence = 7",),
    "key_closed": ("UPDATE subject_keys SET wrapped = randomblob(60) WHERE number = 1",),
    "key_place": ("UPDATE subject_keys SET number = 9 WHERE number = 3",),
    "key_silent": ("UPDATE subject_keys SET wrapped = zeroblob(60) WHERE number = 1",),
    "key_back": ("UPDATE subject_keys SET wrapped = randomblob(60) WHERE number = 3",),
    "key_stray": ("INSERT INTO subject_keys SELECT 4, subject, wrapped FROM subject_keys WHERE number = 1",),
    "key_gone": ("DELETE FROM subject_keys WHERE number = 3",),
    "entry_key": ("UPDATE subject_keys SET subject = randomblob(32) WHERE number = 2",),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_what_was_changed_in_the_file_is_named(folder: Path, name: str):
    tampered(folder, *TAMPERED[name])
    beginning = FINDINGS[name][0].partition("{")[0]
    found = errors(folder)
    assert beginning in said(found), said(found)
    assert CODES[name.partition("_")[0]] in {p.code for p in found}


REWRITTEN: dict[str, tuple[int, Callable[[dict[str, object]], object]]] = {
    "entry_members": (2, lambda body: body.update(more="x")),
    "entry_order": (3, lambda body: body.update(id="01000000-0000-7000-8000-000000000000")),
    "entry_edition": (2, lambda body: body.update(edition={"content": "0" * 64, "meaning": "0" * 64})),
    "entry_purpose": (2, lambda body: body.update(purpose="another")),
    "entry_supersedes": (4, lambda body: body.update(supersedes=["01000000-0000-7000-8000-000000000000"])),
    "entry_sealed": (2, lambda body: body.update(content="0" * 64)),
    "entry_beginning": (0, lambda body: body.update(store="another")),
    "checkpoint_root": (2, lambda body: body.update(actor="somebody else")),
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_an_entry_written_anew_with_its_hash_is_found_by_what_it_says_or_by_the_signature(folder: Path, name: str):
    sequence, change = REWRITTEN[name]
    rewritten(folder, sequence, change)
    if name == "entry_order":
        tampered(folder, ("UPDATE entries SET id = ? WHERE sequence = 3", ("01000000-0000-7000-8000-000000000000",)))
    if name == "entry_supersedes":
        tampered(folder, ("UPDATE entries SET supersedes = ? WHERE sequence = 4", ("01000000-0000-7000-8000-000000000000",)))
    found = said(errors(folder))
    if name == "entry_beginning":
        assert "the keys are not those of the journal" in found
    else:
        assert FINDINGS["entry_edition" if name == "entry_purpose" else name][0].partition("{")[0] in found
        assert FINDINGS["checkpoint_root"][0].partition("{")[0] in found


def test_a_key_that_an_erased_person_got_later_is_not_erased_by_the_old_entry(folder: Path):
    journal = open_journal(str(folder))
    decide(journal, bicycle(), applicant("Eve"), as_of=DAY, at=AT, by="b")
    journal.close()
    assert errors(folder) == []
    tampered(folder, "UPDATE subject_keys SET wrapped = zeroblob(60) WHERE number = 4")
    assert FINDINGS["key_silent"][0] in said(errors(folder))


def test_a_damaged_table_of_keys_hides_no_entry(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def refused(_: object, subject: bytes | None = None) -> Iterator[SubjectKey]:
        del subject
        raise Refused((problem("VG812", None, file="journal.db", message="a page is damaged"),))

    monkeypatch.setattr(SqliteStorage, "keys", refused)
    found = inspect(str(folder))
    assert (found.entries, found.decisions, found.checkpoints, found.signed) == (8, 4, 3, 8)
    codes = [p.code for p in found.problems]
    assert (codes.count("VG812"), "VG835" in codes) == (1, False)


def test_a_log_that_somebody_changed_is_not_signed_again(folder: Path):
    rewritten(folder, 2, lambda body: body.update(actor="somebody else"))
    journal = open_journal(str(folder))
    with pytest.raises(Refused) as refused:
        checkpoint(journal, AT)
    journal.close()
    assert [p.code for p in refused.value.problems] == ["VG833"]


def test_an_old_checkpoint_that_is_damaged_holds_up_no_proof(folder: Path):
    tampered(folder, *TAMPERED["checkpoint_form"])
    journal = open_journal(str(folder))
    ids = [row.id for row in journal.storage.rows(kind="decision")]
    assert [prove_inclusion(journal, id_)["id"] for id_ in ids] == ids
    journal.close()


def test_a_content_of_another_shape_is_neither_recorded_nor_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch):
    journal = open_journal(str(folder))
    draft = draft_of(journal, bicycle(), bicycle().evaluate(applicant("Kim"), as_of=DAY), at=AT, by="a")
    exact = {**draft.content["answers"]["grant.amount"], "value": "not a number"}
    for slip in ({}, {**draft.content, "answers": []}, {**draft.content, "facts": {"x": 1}}, {**draft.content, "more": ""}):
        with pytest.raises(TypeError):
            journal.record([replace(draft, content=slip)])
    monkeypatch.setattr("vigueur.journal.log.content_flaws", lambda _: [])
    slips = ({"answers": []}, {"verdict": "ineligible"}, {"decisions": ["no.such"]}, {"answers": {**draft.content["answers"], "x": exact}})
    found = [journal.record([replace(draft, content={**draft.content, **slip})])[0] for slip in slips]
    for record in found:
        with pytest.raises(Refused, match="VG822"):
            journal.read(record.row)
    journal.close()
    told = said(errors(folder))
    assert [told.count(f"{FINDINGS['entry_content'][0].partition('{')[0]}{name}") for name in ("answers", "verdict", "decisions")] == [
        2,
        1,
        1,
    ]


def test_a_checkpoint_of_another_journal_is_called_that(folder: Path, tmp_path: Path):
    other = journal_in(tmp_path / "other")
    signed = checkpoint(other, AT)
    other.close()
    found = [p for p in inspect(str(folder), kept=[("theirs", signed)]).problems if severity(p) == "error"]
    assert [render(p, width=0).splitlines()[0].rpartition("theirs")[2] for p in found] == [f": {FINDINGS['checkpoint_other'][0]}"]


def test_writers_that_waited_for_each_other_have_no_wrong_clock(folder: Path):
    journal = open_journal(str(folder))
    decided = decide(journal, bicycle(), applicant("Ada"), as_of=DAY, at=AT - timedelta(seconds=90), by="a")
    assert decided.behind is None
    journal.close()
    assert inspect(str(folder)).problems == []


def test_every_finding_is_met_by_a_test():
    assert set(FINDINGS) - {*TAMPERED, *REWRITTEN} == {"entry_content", "checkpoint_other"}


def test_a_tail_that_was_cut_off_with_its_checkpoints_is_found_by_a_checkpoint_kept_elsewhere(folder: Path):
    old, new = open_sqlite(folder / "journal.db"), create_sqlite(folder / "new.db")
    with new.transaction():
        new.append(list(old.rows(end=3)))
        new.put_checkpoint(next(old.checkpoints()))
        for content, files in old.archives():
            new.put_archive(content, files)
        first = next(old.keys())
        new.put_key(first.subject, first.wrapped)
    old.close()
    new.close()
    (folder / "new.db").rename(folder / "journal.db")
    assert errors(folder) == [], "the file alone cannot tell: that is what checkpoints are kept elsewhere for"
    assert "it signs 8 entries, and there are 3" in said(errors(folder, kept=True))


def test_a_clock_that_was_set_back_is_told_and_is_no_error(folder: Path):
    journal = open_journal(str(folder))
    decided = decide(journal, bicycle(), applicant("Ada"), as_of=DAY, at=AT - timedelta(hours=1), by="a")
    assert decided.behind == "2026-11-24T15:00:00.000Z"
    assert decided.record.id > journal.body(7)["id"]  # type: ignore[operator]
    journal.close()
    found = inspect(str(folder))
    assert [(p.code, severity(p)) for p in found.problems] == [("VG839", "warning")]


@pytest.mark.parametrize(("file", "code"), [("journal.key", "VG804"), ("journal.pub", "VG838")])
def test_a_damaged_key_file_is_named(folder: Path, file: str, code: str):
    text = (folder / file).read_bytes()
    (folder / file).write_bytes(text[:20] + bytes([text[20] ^ 1]) + text[21:])
    assert (code, file) in [(p.code, Path(p.file or dict(p.details).get("file", "")).name) for p in errors(folder)]


def test_what_is_missing_is_named(folder: Path):
    (folder / "journal.pub").unlink()
    (folder / "journal.key").unlink()
    assert {p.code for p in errors(folder)} == {"VG803", "VG838"}


def test_verification_changes_no_byte(folder: Path):
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    inspect(str(folder))
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_the_header_names_a_version_of_sqlite_that_wrote_it(folder: Path):
    store = folder / "journal.db"
    raw = store.read_bytes()
    for version, holds in ((raw[96:100], True), ((3_045_000).to_bytes(4, "big"), False)):
        store.write_bytes(raw[:96] + version + raw[100:])
        found = errors(folder)
        assert (found == []) is holds
    assert "SQLite 3.45.0, which never wrote it" in said(found)


def test_another_version_of_sqlite_that_writes_is_logged(folder: Path, monkeypatch: pytest.MonkeyPatch):
    journal = open_journal(str(folder))
    monkeypatch.setattr(SqliteStorage, "program", "sqlite 3.99.0")
    monkeypatch.setattr(SqliteStorage, "is_first_write", lambda _: True)
    journal.note_access(AT, "c", "list", {}, 0)
    journal.note_access(AT, "c", "list", {}, 0)
    assert [row.kind for row in journal.storage.rows()][-3:] == ["writer", "access", "access"]
    journal.close()
    monkeypatch.undo()
    assert errors(folder) == []


def test_a_bit_that_no_query_reads_is_found(folder: Path):
    """The space within a page that holds nothing, the header, the last page: files are read as bytes."""
    store = folder / "journal.db"
    raw = store.read_bytes()
    for place in (20, 27, 59, 75, 4096 * 2 + 200, len(raw) - 4096 + 300):
        store.write_bytes(raw[:place] + bytes([raw[place] ^ 4]) + raw[place + 1 :])
        assert errors(folder) != [], place
    store.write_bytes(raw)
    assert errors(folder) == []


@pytest.mark.parametrize(("version", "found"), [(2, {"VG807"}), (99, {"VG807"}), (0, {"VG807", "VG838"})])
def test_a_journal_of_a_newer_version_is_not_told_as_damaged(folder: Path, version: int, found: set[str]):
    """No version came before the first: a smaller number is damage."""
    with sqlite3.connect(folder / "journal.db") as connection:
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("CREATE TABLE of_a_later_day (a INTEGER)")
    connection.close()
    assert {p.code for p in errors(folder)} == found
