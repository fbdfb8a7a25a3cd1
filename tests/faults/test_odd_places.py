"""A store that is not as it was left, or not where it should be: each time one clear line, in both languages, and nothing lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.faults.journals import BICYCLE, ROOT, SHM, begin, codes, copied, draft, errors, fill, inspected, moment, opened, told, whole

from vigueur import Refused, checkpoint, render
from vigueur.diagnostics.problems import Language
from vigueur.journal.sqlite import SqliteStorage
from vigueur_cli.commands import decide as deciding

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

CASE = ("decide", ROOT / "docs/examples/bicycle-case.yaml", "--rules", BICYCLE, "--as-of", "2023-09-01", "--by", "a clerk")
NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    with copied() as folder:
        yield folder


def all_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def refuses(folder: Path, code: str, *, verifies: int = 1) -> None:
    """Every command that opens the store says the same one thing; `verifies`: with what verification leaves."""
    for language in ("en", "fr"):
        for words in ((*CASE, "--store", folder), ("journal", "list", "--store", folder), ("journal", "checkpoint", "--store", folder)):
            left, said = told(*words, language=language)
            assert (left, code in said) == (2, True), said
        left, said = told("journal", "verify", "--store", folder, language=language)
        assert left == verifies, said


# Places


def key_gone(folder: Path) -> None:
    (folder / "journal.key").unlink()


def key_read_by_others(folder: Path) -> None:
    (folder / "journal.key").chmod(0o644)


def key_a_folder(folder: Path) -> None:
    (folder / "journal.key").unlink()
    (folder / "journal.key").mkdir(mode=0o700)


def key_a_pipe(folder: Path) -> None:
    (folder / "journal.key").unlink()
    os.mkfifo(folder / "journal.key", 0o600)


def key_of_another(folder: Path) -> None:
    with copied() as elsewhere:
        shutil.rmtree(elsewhere)
        begin(elsewhere).close()
        shutil.copy2(elsewhere / "journal.key", folder / "journal.key")


def a_text(folder: Path) -> None:
    (folder / "journal.db").write_text("the accounts of the garden\n" * 300, encoding="utf-8")


def empty(folder: Path) -> None:
    (folder / "journal.db").write_bytes(b"")


def another_database(folder: Path) -> None:
    (folder / "journal.db").unlink()
    connection = sqlite3.connect(folder / "journal.db")
    connection.executescript("CREATE TABLE entries (sequence, body); CREATE VIEW checkpoints AS SELECT 1;")
    connection.close()


def of_a_newer_version(folder: Path) -> None:
    connection = sqlite3.connect(folder / "journal.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()


ODD: dict[str, tuple[Callable[[Path], None], str]] = {
    "no key file": (key_gone, "VG803"),
    "a key file that others read": (key_read_by_others, "VG805"),
    "a key file that is a folder": (key_a_folder, "VG804"),
    "a key file that is a pipe": (key_a_pipe, "VG804"),
    "the key file of another journal": (key_of_another, "VG806"),
    "a text": (a_text, "VG808"),
    "an empty file": (empty, "VG808"),
    "another database": (another_database, "VG808"),
    "a newer version": (of_a_newer_version, "VG807"),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.skipif(os.name != "posix", reason="modes and pipes")
def test_what_is_not_as_it_should_be_is_said_in_one_line_and_left_as_it_is(folder: Path, name: str):
    spoil, code = ODD[name]
    spoil(folder)
    before = all_files(folder) if name != "a key file that is a pipe" else {}
    done: list[BaseException | None] = []

    def ask() -> None:
        try:
            refuses(folder, code)
        except BaseException as error:  # noqa: BLE001 - told in the test's own thread
            done.append(error)
        else:
            done.append(None)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(20)
    assert done, "it waits for ever"
    if done[0] is not None:
        raise done[0]
    if before:
        assert all_files(folder) == before


def test_where_there_is_no_journal_that_is_said(tmp_path: Path):
    (tmp_path / "a file").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "of a folder" / "journal.db").mkdir(parents=True)
    for place in ("a file", "empty", "nothing", "of a folder"):
        refuses(tmp_path / place, "VG801", verifies=2)


def test_a_store_reached_by_a_link_is_the_same_store(folder: Path):
    link = folder.parent / "link"
    link.symlink_to(folder)
    first, second = opened(link), opened(folder)
    ids = [first.record([draft(first, "one")])[0].id, second.record([draft(second, "two")])[0].id]
    assert [row.id for row in first.storage.rows()][-2:] == ids
    first.close()
    second.close()
    assert errors(inspected(link)) == []
    assert errors(inspected(folder)) == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("replaced", [False, True])
def test_into_a_store_that_was_removed_or_replaced_nothing_more_is_recorded(folder: Path, language: Language, replaced: bool):  # noqa: FBT001
    """What is written into a file that nobody finds any more is lost when it is closed."""
    journal = opened(folder)
    journal.record([draft(journal, "one")])
    folder.rename(folder.parent / "elsewhere")
    if replaced:
        shutil.copytree(whole(), folder)
    with pytest.raises(Refused) as refused:
        journal.record([draft(journal, "two")])
    assert codes(refused.value) == ["VG812"]
    words = {"en": ("no such file", "replaced by another"), "fr": ("n'existe pas", "remplacé par un autre")}
    assert words[language][replaced] in render(refused.value.problems[0], language, width=0)
    journal.close()
    if replaced:
        assert errors(inspected(folder)) == []


def test_a_store_of_a_newer_version_with_its_log_is_not_touched(folder: Path):
    process = os.fork()
    if not process:
        journal = opened(folder)
        journal.record([draft(journal, "one")])
        os._exit(0)
    os.waitpid(process, 0)
    head = bytearray((folder / "journal.db").read_bytes())
    head[60:64] = (99).to_bytes(4, "big")
    (folder / "journal.db").write_bytes(head)
    before = all_files(folder)
    assert len(before["journal.db-wal"]) > 4096
    refuses(folder, "VG807")
    assert all_files(folder) == before


# Who may


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root becomes somebody else")
@pytest.mark.skipif(not SHM.is_dir(), reason="needs a folder that anybody may enter")
@pytest.mark.parametrize("of", ["the folder", "the files", "both"])
def test_who_may_only_read_is_told_so_and_verifies(folder: Path, of: str):
    folder.parent.chmod(0o755)
    for path in folder.iterdir():
        os.chown(path, NOBODY, NOBODY)
        path.chmod(0o400 if of != "the folder" else 0o600)
    os.chown(folder, NOBODY, NOBODY)
    folder.chmod(0o500 if of != "the files" else 0o700)
    before = all_files(folder)
    process = os.fork()
    if not process:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        try:
            refuses(folder, "VG809", verifies=0)
        except BaseException as error:  # noqa: BLE001 - told by the exit code
            os.write(2, repr(error).encode())
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(process, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    folder.chmod(0o700)
    assert before.items() <= all_files(folder).items()


# At once


def test_a_reader_that_stays_hinders_no_writer_and_sees_what_it_saw(folder: Path):
    reader = sqlite3.connect(folder / "journal.db")
    reader.execute("BEGIN")
    (before,) = reader.execute("SELECT count(*) FROM entries").fetchone()
    journal = opened(folder)
    for number in range(30):
        journal.record([draft(journal, f"person {number}")])
    assert reader.execute("SELECT count(*) FROM entries").fetchone() == (before,)
    journal.close()
    assert errors(inspected(folder)) == []
    reader.close()
    assert errors(inspected(folder)) == []
    assert inspected(folder).entries == before + 30


def test_writers_that_come_and_leave_lose_nothing_of_those_that_stay(folder: Path):
    """Whoever leaves last removes the log: it must know of everybody else."""
    stay = opened(folder)
    ids = []
    for number in range(15):
        ids.append(stay.record([draft(stay, f"person {number}")])[0].id)
        process = os.fork()
        if not process:
            come = opened(folder)
            come.record([draft(come, "passing")])
            come.close()
            inspected(folder)
            os._exit(0)
        _, status = os.waitpid(process, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        inspected(folder)
    stay.close()
    journal = opened(folder)
    assert set(ids) <= {row.id for row in journal.storage.rows()}
    journal.close()
    assert errors(inspected(folder)) == []


# Other copies


def test_files_of_two_journals_that_changed_places_are_found(folder: Path):
    with copied() as other:
        shutil.rmtree(other)
        journal = begin(other)
        fill(journal)
        journal.close()
        for file in ("journal.db", "journal.key", "journal.pub"):
            mine = (folder / file).read_bytes()
            (folder / file).write_bytes((other / file).read_bytes())
            assert errors(inspected(folder)), file
            (folder / file).write_bytes(mine)
        assert errors(inspected(folder)) == []


def test_an_older_copy_that_was_put_back_is_found_by_a_checkpoint_kept_elsewhere_and_by_nothing_else(folder: Path):
    journal = opened(folder)
    journal.record([draft(journal, "since")])
    kept = checkpoint(journal, moment(20))
    journal.close()
    assert errors(inspected(folder, kept=[("kept", kept)])) == []
    (folder / "journal.db").write_bytes((whole() / "journal.db").read_bytes())
    assert errors(inspected(folder)) == []
    assert [one.code for one in errors(inspected(folder, kept=[("kept", kept)]))] == ["VG835"]


# The clock


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_clock_that_was_set_back_is_noted_when_deciding_and_when_verifying(folder: Path, monkeypatch: pytest.MonkeyPatch, language: str):
    monkeypatch.setattr(deciding, "now", lambda: datetime(2024, 1, 1, tzinfo=UTC))
    code, said = told(*CASE, "--store", folder, language=language)
    assert code == 0, said
    assert ("is behind the last entry" if language == "en" else "retarde sur la dernière entrée") in said
    code, said = told("journal", "verify", "--store", folder, language=language)
    assert (code, "VG839" in said) == (0, True), said
    journal = opened(folder)
    ids = [row.id for row in journal.storage.rows()]
    journal.close()
    assert ids == sorted(set(ids))


def test_sqlite_is_asked_with_the_settings_that_make_a_commit_last(folder: Path):
    journal = opened(folder)
    assert isinstance(journal.storage, SqliteStorage)
    connection = journal.storage._connection
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == (b"wal",)
    journal.close()
