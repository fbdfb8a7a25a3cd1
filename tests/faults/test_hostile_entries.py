"""Rows that somebody without the keys wrote into a store: whatever they hold, each is a finding, and no command ends in a traceback."""

from __future__ import annotations

import contextlib
import hashlib
import resource
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from tests.faults.journals import bicycle, copied, errors, inspected, listed, told

from vigueur.journal.archive import NoArchive, files_of
from vigueur.journal.canonical import canonical, parse
from vigueur.journal.merkle import leaf_hash

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

DECISION = 2
"""The first decision of the journal: the edition is archived before it."""
UNEXPECTED = {"VG711", "VG712", "VG799"}
"""What is said where nobody had thought of it."""


@pytest.fixture
def folder() -> Iterator[Path]:
    with copied() as folder:
        yield folder


def without_triggers(folder: Path, *statements: tuple[str, Sequence[object]]) -> None:
    """What somebody does who may write the file: checks and triggers do not stop them."""
    connection = sqlite3.connect(folder / "journal.db", isolation_level=None)
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement, given in statements:
        connection.execute(statement, given)
    for _, sql in triggers:
        connection.execute(sql)
    connection.close()


def with_body(folder: Path, body: bytes, sequence: int = DECISION) -> None:
    without_triggers(
        folder,
        ("UPDATE entries SET body = CAST(? AS TEXT), leaf = ? WHERE sequence = ?", (body, leaf_hash(body), sequence)),
    )


def body_of(folder: Path, sequence: int = DECISION) -> dict[str, object]:
    connection = sqlite3.connect(folder / "journal.db")
    ((text,),) = connection.execute("SELECT body FROM entries WHERE sequence = ?", (sequence,)).fetchall()
    connection.close()
    said = parse(text.encode())
    assert isinstance(said, dict)
    return said


def every_command(folder: Path) -> None:
    """Every command ends with an answer or with words, in both languages."""
    connection = sqlite3.connect(folder / "journal.db")
    connection.text_factory = bytes
    with contextlib.suppress(sqlite3.Error):
        found = connection.execute("SELECT id FROM entries WHERE sequence = ?", (DECISION,)).fetchone()
    connection.close()
    id_ = found[0].decode(errors="replace") if found else "0190b3a0-0000-7000-8000-000000000000"
    for language in ("en", "fr"):
        for words in (
            ["list"],
            ["show", id_],
            ["show", id_, "--format", "json"],
            ["prove", id_],
            ["receipt", id_],
            ["checkpoint"],
            ["verify"],
        ):
            answered("journal", *words, "--store", folder, language=language)
        answered("replay", id_, "--as-made", "--jobs", "1", "--store", folder, "--by", "a clerk", language=language)
        answered("journal", "export", folder.parent / f"export-{language}.jsonl", "--store", folder, language=language)


def answered(*words: object, language: str) -> None:
    code, said = told(*words, language=language)
    assert code in {0, 1, 2}, said
    assert said
    assert "\x1b" not in said, "what is shown does not steer the terminal"
    assert not UNEXPECTED & set(said.replace("[", " ").replace("]", " ").split()), said


def changed(folder: Path, change: Callable[[dict[str, object]], object]) -> bytes:
    body = body_of(folder)
    change(body)
    return canonical(body)  # type: ignore[arg-type]


BODIES: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"the accounts of the garden",
    "a list": b"[]",
    "null": b"null",
    "deep": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "deep lists": b"[" * 200_000 + b"]" * 200_000,
    "not a number": b'{"count":NaN}',
    "infinite": b'{"count":Infinity}',
    "a large number": b'{"sequence":' + b"9" * 5000 + b"}",
    "a fraction": b'{"sequence":2.0}',
    "a name twice": b'{"kind":"genesis","kind":"decision"}',
    "no UTF-8": b'{"actor":"\xff\xfe\xc3("}',
    "a lone surrogate": b'{"actor":"\\ud800"}',
    "a surrogate in bytes": b'{"actor":"\xed\xa0\x80"}',
    "zero bytes": bytes(100),
    "a byte order mark": b"\xef\xbb\xbf{}",
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_is_none_is_a_finding(folder: Path, name: str):
    with_body(folder, BODIES[name])
    found = inspected(folder)
    assert any(one.code in {"VG834", "VG812"} for one in errors(found)), listed(found.problems)
    assert all(one.file for one in found.problems), listed(found.problems)
    every_command(folder)


CHANGES: dict[str, Callable[[dict[str, object]], object]] = {
    "a key that is none": lambda body: body.update(key=-1),
    "a key far away": lambda body: body.update(key=2**53 - 1),
    "a key that is a text": lambda body: body.update(key="one"),
    "a key that is true": lambda body: body.update(key=True),
    "no key": lambda body: body.pop("key"),
    "sealed is no base64": lambda body: body.update(sealed="%%%"),
    "sealed is short": lambda body: body.update(sealed="AAAA"),
    "sealed is nothing": lambda body: body.update(sealed=""),
    "sealed is a list": lambda body: body.update(sealed=[]),
    "a day that is none": lambda body: body.update(as_of="2022-13-45"),
    "another edition": lambda body: body.update(edition={"content": "0" * 64, "meaning": "0" * 64}),
    "an edition without members": lambda body: body.update(edition={}),
    "an edition that is a text": lambda body: body.update(edition="../../x"),
    "an engine of the future": lambda body: body.update(engine={"name": "vigueur", "version": "99", "language": "99"}),
    "an actor with a line": lambda body: body.update(actor="a\nclerk\x1b[31m"),
    "a stranger's member": lambda body: body.update(note="x" * 100),
    "a purpose that is a path": lambda body: body.update(purpose="../../../etc/passwd"),
    "a content that is short": lambda body: body.update(content="00"),
    "a subject that is short": lambda body: body.update(subject="00"),
    "a time of no zone": lambda body: body.update(at="2026-11-24T12:00:00.000"),
    "a time far away": lambda body: body.update(at="9999-12-31T23:59:59.999Z"),
    "a kind of the future": lambda body: body.update(kind="pardon"),
    "a format of the future": lambda body: body.update(format="vigueur-entry/2"),
    "supersedes itself": lambda body: body.update(supersedes=[body["id"]]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_member_that_was_changed_is_a_finding(folder: Path, name: str):
    with_body(folder, changed(folder, CHANGES[name]))
    found = inspected(folder)
    assert any(dict(one.details).get("entry") == str(DECISION) or one.code == "VG835" for one in errors(found)), listed(found.problems)
    every_command(folder)


ROWS: dict[str, tuple[str, Sequence[object]]] = {
    "a gap": ("UPDATE entries SET sequence = sequence + 5 WHERE sequence = (SELECT max(sequence) FROM entries)", ()),
    "a negative number": ("UPDATE entries SET sequence = -3 WHERE sequence = 2", ()),
    "the largest number": ("UPDATE entries SET sequence = 9223372036854775807 WHERE sequence = (SELECT max(sequence) FROM entries)", ()),
    "a leaf of zeros": ("UPDATE entries SET leaf = zeroblob(32) WHERE sequence = 2", ()),
    "a leaf that is short": ("UPDATE entries SET leaf = x'00' WHERE sequence = 2", ()),
    "an id that is none": ("UPDATE entries SET id = 'x' WHERE sequence = 2", ()),
    "an id of bytes that are no text": ("UPDATE entries SET id = CAST(x'fffe' AS TEXT) WHERE sequence = 2", ()),
    "a kind of bytes that are no text": ("UPDATE entries SET kind = CAST(x'fffe' AS TEXT) WHERE sequence = 2", ()),
    "a subject that is nobody's": ("UPDATE entries SET subject = zeroblob(32) WHERE sequence = 2", ()),
    "no entries": ("DELETE FROM entries", ()),
    "no beginning": ("DELETE FROM entries WHERE sequence = 0", ()),
    "a key that is numbered below": ("UPDATE subject_keys SET number = -1 WHERE number = 1", ()),
    "a key that is numbered high": ("UPDATE subject_keys SET number = 9223372036854775807 WHERE number = 1", ()),
    "a key that is empty": ("UPDATE subject_keys SET wrapped = x'' WHERE number = 1", ()),
    "a key of another": ("UPDATE subject_keys SET wrapped = (SELECT wrapped FROM subject_keys WHERE number = 2) WHERE number = 1", ()),
    "no keys": ("DELETE FROM subject_keys", ()),
    "no archives": ("DELETE FROM archives", ()),
    "an archive of nobody": ("INSERT INTO archives (content, files) VALUES (zeroblob(32), zeroblob(10))", ()),
    "a checkpoint that is none": ("UPDATE checkpoints SET body = '{}' WHERE number = 1", ()),
    "a checkpoint that is no text": ("UPDATE checkpoints SET body = CAST(x'fffe' AS TEXT) WHERE number = 1", ()),
    "a table of their own": ("CREATE TABLE more (x)", ()),
    "an index": ("CREATE INDEX ids ON entries (id)", ()),
    "a view": ("CREATE VIEW decisions AS SELECT * FROM entries", ()),
    "a trigger that rewrites": (
        "CREATE TRIGGER quietly AFTER INSERT ON checkpoints BEGIN DELETE FROM entries WHERE sequence > 5; END",
        (),
    ),
    "no table": ("DROP TABLE checkpoints", ()),
    "a table of another shape": ("ALTER TABLE entries ADD COLUMN note TEXT", ()),
    "a view in the place of a table": ("ALTER TABLE checkpoints RENAME TO hidden", ()),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_or_a_table_that_was_changed_is_a_finding(folder: Path, name: str):
    with contextlib.suppress(sqlite3.OperationalError):  # a trigger of a table that is gone cannot be made again
        without_triggers(folder, ROWS[name])
    found = inspected(folder)
    assert errors(found)
    assert all(one.file for one in found.problems), listed(found.problems)
    every_command(folder)


def test_a_trigger_that_is_missing_or_says_something_else_is_a_finding(folder: Path):
    connection = sqlite3.connect(folder / "journal.db", isolation_level=None)
    connection.execute("DROP TRIGGER entries_refuse_DELETE")
    connection.execute("CREATE TRIGGER entries_refuse_DELETE BEFORE DELETE ON entries BEGIN SELECT 1; END")
    connection.close()
    assert any(one.file.endswith("journal.db") for one in errors(inspected(folder)))


# What is large


@contextlib.contextmanager
def within(megabytes: int) -> Iterator[None]:
    """Let this process take only so much more memory."""
    taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (taken + megabytes * 1024 * 1024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is measured by /proc")
def test_a_body_of_a_quarter_of_a_gigabyte_is_refused_and_not_loaded(folder: Path):
    without_triggers(
        folder,
        ("UPDATE entries SET body = CAST(zeroblob(?) AS TEXT) WHERE sequence = ?", (256 * 1024 * 1024, DECISION)),
    )
    with within(200):
        found = inspected(folder)
    assert errors(found), listed(found.problems)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is measured by /proc")
def test_an_archive_that_opens_to_half_a_gigabyte_is_refused(folder: Path):
    packing = zlib.compressobj(9)
    bomb = b"".join(packing.compress(bytes(1 << 24)) for _ in range(32)) + packing.flush()
    with within(250):
        for archive in (bomb, hashlib.sha256(bomb).digest() + bomb):
            with pytest.raises(NoArchive):
                files_of(archive)
            without_triggers(folder, ("UPDATE archives SET files = ? WHERE number = 1", (archive,)))
            assert "VG836" in [one.code for one in errors(inspected(folder))]


@pytest.mark.parametrize(
    "name", ["../x", "/etc/x", "bicycle/../../x", "bicycle/\0", "bicycle\\..\\x", "x", "", "bicycle//../x", "./../x", "C:/x/y", "bicycle/."]
)
def test_an_archive_whose_files_would_leave_their_folder_is_none(folder: Path, name: str):
    packed = zlib.compress(canonical({name: "x", "bicycle/rulebook.yaml": "id: x"}))
    archive = hashlib.sha256(packed).digest() + packed
    with contextlib.suppress(NoArchive):
        assert {one.name for one in files_of(archive)} == {"bicycle/rulebook.yaml", name}
        assert name == "bicycle/."
    without_triggers(folder, ("UPDATE archives SET files = ? WHERE number = 1", (archive,)))
    assert "VG836" in [one.code for one in errors(inspected(folder))]
    every_command(folder)
    assert bicycle()
