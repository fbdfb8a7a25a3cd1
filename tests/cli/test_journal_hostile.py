"""The journal's commands and what is given to them with bad intent: nothing is recorded then, nothing secret told, no line forged."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.cli.transcripts import Call, Said

from vigueur import Case, Held, Override, Refused, checkpoint, create_journal, decide, load, open_journal, read_checkpoint, write_csv
from vigueur_cli.corrections import corrections_of
from vigueur_cli.terminal import as_json

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

BOOK = ("--rules", "docs/examples/bicycle")
CASE = "docs/examples/bicycle-case.yaml"
AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
STEERING = "a\x1b[2J\x07\u202eb\nFORGED line\x9b31m"
FACTS = {
    "applicant.born": "1990-04-01",
    "applicant.income": 28000,
    "applicant.household": 2,
    "bicycle.kind": "electric",
    "agreement.signed": "2022-09-01",
}


@pytest.fixture
def store(tmp_path: Path, vigueur: Call, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal of one decision, signed."""
    folder = tmp_path / "journal"
    monkeypatch.setenv("VIGUEUR_JOURNAL", str(folder))
    assert vigueur("journal", "init").code == 0
    assert decided(vigueur)
    assert vigueur("journal", "checkpoint", "--out", tmp_path / "kept.json").code == 0
    return folder


def decided(vigueur: Call, *more: object, case: object = CASE) -> str:
    said = vigueur("decide", case, *BOOK, "--as-of", "2023-09-01", "--by", "clerk", "--format", "json", *more)
    assert said.code == 0, said.err
    return str(json.loads(said.out)["record"]["id"])


def rows(store: Path) -> list[int]:
    """How many rows each table has."""
    connection = sqlite3.connect(store / "journal.db")
    tables = ("entries", "archives", "checkpoints", "subject_keys")
    counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
    connection.close()
    return counts


def refused(said: Said, code: str) -> None:
    assert said.code == 2, said.out
    assert f"[{code}]" in said.err, said.err


def ids(store: Path) -> list[str]:
    connection = sqlite3.connect(store / "journal.db")
    found = [id_ for (id_,) in connection.execute("SELECT id FROM entries WHERE kind = 'decision' ORDER BY sequence")]
    connection.close()
    return found


# Files that are read


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
@pytest.mark.parametrize(
    "arguments",
    [
        ("journal", "verify", "--checkpoint"),
        ("journal", "prove", "--since"),
        ("journal", "list", "--key"),
        ("replay", "--all", "--corrections"),
        ("replay", "ID", "--facts"),
    ],
)
@pytest.mark.parametrize("name", ["pipe", "/dev/zero"])
def test_a_pipe_or_a_device_neither_holds_a_command_nor_fills_the_memory(
    store: Path, tmp_path: Path, vigueur: Call, arguments: tuple[str, ...], name: str
):
    os.mkfifo(tmp_path / "pipe", 0o600)
    before = rows(store)
    said = vigueur(*(ids(store)[0] if word == "ID" else word for word in arguments), tmp_path / name)
    assert said.code == 2
    assert "[VG301]" in said.err or "[VG804]" in said.err, said.err
    assert rows(store) == before


@pytest.mark.parametrize("size", [True, -1, 0, "3", 1.5, None])
def test_the_size_of_a_checkpoint_is_a_number_of_entries(store: Path, tmp_path: Path, vigueur: Call, size: object):
    kept = json.loads((tmp_path / "kept.json").read_text("utf-8"))
    forged = tmp_path / "forged.json"
    forged.write_text(json.dumps({**kept, "size": size}, sort_keys=True, separators=(",", ":")), "utf-8")
    for command in (("verify", "--checkpoint"), ("prove", "--since")):
        refused(vigueur("journal", *command, forged), "VG831")
    with pytest.raises(Refused):
        read_checkpoint(forged.read_bytes())
    assert store.is_dir()


@pytest.mark.parametrize("given", [b"[" * 200_000, b'{"a":' * 100_000, b"9" * 100_000, b"\xff\x00", b"", b"{" + b" " * 1_000_000])
def test_what_is_no_checkpoint_is_told_as_that(store: Path, tmp_path: Path, vigueur: Call, given: bytes):
    (tmp_path / "given").write_bytes(given)
    refused(vigueur("journal", "verify", "--checkpoint", tmp_path / "given"), "VG831")
    assert store.is_dir()


# Corrections


def test_a_corrected_number_keeps_all_its_digits(store: Path, tmp_path: Path, vigueur: Call):
    """Read as JSON's numbers are, 27000.100000000000000001 would lose its last digits without a word."""
    id_ = ids(store)[0]
    lines = tmp_path / "lines.jsonl"
    for income in ("27000.100000000000000001", "27000.10", "1e-400", "NaN", '"a\\u00e9"', "[1.50, {}]", "true"):
        lines.write_text(f'{{"id": "{id_}", "facts": {{"applicant.income": {income}}}}}\n', "utf-8")
        (correction,) = corrections_of((), None, (), lines).values()
        assert correction.file == f'{{"facts": {{"applicant.income": {income}}}}}'.encode()
    lines.write_text(f'{{"id": "{id_}", "facts": {{"applicant.income": 500000.50}}}}\n', "utf-8")
    replayed = json.loads(vigueur("replay", id_, "--corrections", lines, *BOOK, "--format", "json").out)["decisions"][0]
    assert replayed["verdicts"]["R4"] == "ineligible"


def test_a_decision_is_corrected_once(store: Path, tmp_path: Path, vigueur: Call):
    id_ = ids(store)[0]
    line = json.dumps({"id": id_, "facts": {"applicant.income": 1}})
    lines = tmp_path / "lines.jsonl"
    lines.write_text(f"{line}\n{line}\n", "utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    for ending in ("yaml", "json"):
        (folder / f"{id_}.{ending}").write_text("facts: {applicant.income: 1}\n", "utf-8")
    before = rows(store)
    refused(vigueur("replay", id_, "--corrections", lines), "VG845")
    refused(vigueur("replay", id_, "--corrections", folder), "VG845")
    lines.write_text(line, "utf-8")
    refused(vigueur("replay", id_, "--corrections", lines, "--set", "applicant.income=2"), "VG845")
    lines.write_text(f'{{"id": "{id_}", "facts": {{"applicant.income": 1, "applicant.income": 2}}}}', "utf-8")
    refused(vigueur("replay", id_, "--corrections", lines), "VG844")
    assert rows(store) == before


# Files that are written


@pytest.mark.parametrize(
    "command", [("checkpoint", "--out", "f"), ("receipt", "ID", "--out", "f"), ("export", "f.csv"), ("export", "f.zip")]
)
@pytest.mark.parametrize("place", ["there", "missing", "hanging"])
def test_nothing_is_recorded_where_the_file_cannot_be_written(
    store: Path, tmp_path: Path, vigueur: Call, command: tuple[str, ...], place: str
):
    folder = tmp_path / place
    name = command[-1]
    if place != "missing":
        folder.mkdir()
    if place == "there":
        (folder / name).write_text("mine", "utf-8")
    if place == "hanging":
        (folder / name).symlink_to(tmp_path / "nowhere" / "x")
    before = rows(store)
    words = [ids(store)[0] if word == "ID" else word for word in command[:-1]]
    refused(vigueur("journal", *words, folder / name), "VG710" if place == "missing" else "VG881")
    assert rows(store) == before
    assert place != "there" or (folder / name).read_text("utf-8") == "mine"


@pytest.mark.parametrize("ending", ["csv", "zip"])
def test_nothing_half_written_stays(store: Path, tmp_path: Path, vigueur: Call, ending: str):
    """No checkpoint covers the last decision; no decision has that id."""
    decided(vigueur)
    more = ("--id", "019f1d3e-0000-7000-8000-000000000000") if ending == "csv" else ()
    said = vigueur("journal", "export", tmp_path / f"f.{ending}", *more)
    assert said.code == 2
    assert not (tmp_path / f"f.{ending}").exists()
    assert store.is_dir()


# Places


@pytest.mark.parametrize(
    "place",
    ["postgresql:/u:hunter2@h/x", "postgresql:u:hunter2@h", "POSTGRES:hunter2", "host=h password=hunter2", "postgresql+psycopg:/hunter2"],
)
def test_a_mistyped_url_makes_no_folder_with_its_password(tmp_path: Path, vigueur: Call, monkeypatch: pytest.MonkeyPatch, place: str):
    pytest.importorskip("psycopg", reason="databases need the extra `db`")
    monkeypatch.setenv("VIGUEUR_KEY", str(tmp_path / "journal.key"))
    for command in (("journal", "init"), ("journal", "list"), ("journal", "verify")):
        said = vigueur(*command, "--store", place)
        assert said.code == 2
        assert "hunter2" not in said.out + said.err
    assert not Path(place).exists()


def test_a_place_is_told_also_where_it_is_empty_and_steers_nothing(tmp_path: Path, vigueur: Call):
    assert "`{place}`" not in vigueur("journal", "list", "--store", "").err
    said = vigueur("journal", "init", "--store", tmp_path / "a\x1b[31m\nFORGED")
    assert said.code == 0
    assert "\x1b" not in said.out
    assert "\nFORGED" not in said.out
    assert "\x1b" not in vigueur("journal", "verify", "--store", tmp_path / "a\x1b[31m\nFORGED").out


def test_an_empty_name_of_the_journal_is_none(tmp_path: Path, vigueur: Call, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VIGUEUR_JOURNAL", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert decided(vigueur)
    assert (tmp_path / "vigueur" / "journal" / "journal.db").is_file()


# What is said


@pytest.mark.parametrize("number", ["0", "-1", "1e3", "", "99999999999999999999999999", "\x1b[31m"])
@pytest.mark.parametrize(
    ("command", "option"), [(("replay",), "--sample"), (("replay", "--all"), "--jobs"), (("journal", "list"), "--limit")]
)
def test_a_number_that_is_none_or_too_large_is_told_as_that(store: Path, vigueur: Call, command: tuple[str, ...], option: str, number: str):
    before = rows(store)
    said = vigueur(*command, f"{option}={number}")
    refused(said, "VG707")
    assert f"`{option}`" in said.err
    assert rows(store) == before


@pytest.mark.parametrize("subject", ["", " ", "\n"])
def test_a_person_has_an_identifier(store: Path, vigueur: Call, subject: str):
    """An empty one is what a script gives whose variable is empty: whose decision it is must not be guessed from the case."""
    before = rows(store)
    refused(vigueur("decide", CASE, *BOOK, "--as-of", "2023-09-01", "--by", "c", "--subject", subject), "VG706")
    assert rows(store) == before


def test_what_was_written_of_a_case_steers_no_terminal_and_forges_no_line(store: Path, tmp_path: Path, vigueur: Call):
    facts = {name: {"value": value, "source": STEERING, "observed": "2023-01-01"} for name, value in FACTS.items()}
    case = tmp_path / "case.json"
    case.write_text(json.dumps({"name": STEERING, "facts": facts}), "utf-8")
    id_ = decided(vigueur, "--override", "ineligible", "--reason", STEERING, case=case)
    assert vigueur("journal", "checkpoint").code == 0
    for command in (
        ("list",), ("list", "--format", "json"), ("show", id_), ("show", id_, "--format", "json"), ("show", id_, "--explain"),
        ("show", id_, "--explain", "--format", "json"), ("receipt", id_), ("verify",),
    ):  # fmt: skip
        said = vigueur("journal", *command)
        assert said.code == 0, said.err
        assert not any(sign in said.out for sign in "\x1b\x07\x9b\u202e"), command
        assert "\nFORGED" not in said.out, command
    for command in (("replay", id_), ("replay", "--sample", "1", "--seed", STEERING), ("rectify", "2023-05-20-reform", *BOOK)):
        said = vigueur(*command)
        assert said.code == 0, said.err
        assert not any(sign in said.out for sign in "\x1b\x07\x9b\u202e"), command
        assert "\nFORGED" not in said.out, command
    assert json.loads(vigueur("journal", "show", id_, "--format", "json").out)["content"]["case"] == STEERING
    assert store.is_dir()


@pytest.mark.parametrize("text", ["", "é\u00a0€ 😀", STEERING, "\x7f\x85\u2028\ufeff", "\U000e0041"])
def test_json_says_the_same_when_it_steers_nothing(text: str):
    told = as_json({"a": [text]})
    assert json.loads(told) == {"a": [text]}
    assert all(char.isprintable() or char in "\n\u00a0" for char in told)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("=1", "'=1"), ("+1", "+1"), ("-1.5", "-1.5"), ("-1+2", "'-1+2"), ("--1", "'--1"), ("+-1", "'+-1"), ("-1e5", "'-1e5"),
        ("-", "'-"), ("@x", "'@x"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), ("\n=1", "'\n=1"), (" =1", "' =1"), ("\u00a0=1", "'\u00a0=1"),
        ("\ufeff=1", "'\ufeff=1"), ("\u200b@x", "'\u200b@x"), ("\x00=1", "'\x00=1"), ("\uff1d1", "'\uff1d1"), ("\uff20x", "'\uff20x"),
        ("-\u0663", "'-\u0663"), ("a=1", "a=1"), ("", ""), (" ", " "), ("2023-09-01", "2023-09-01"),
    ],
)  # fmt: skip
def test_a_text_that_a_spreadsheet_would_run_is_told_to_be_a_text(value: str, told: str):
    file = io.StringIO(newline="")
    write_csv([{"id": value}], file)
    rows = list(csv.reader(io.StringIO(file.getvalue(), newline="")))
    assert rows[1][0] == told


# What is called


def electric() -> Case:
    facts = {"applicant.born": date(1990, 4, 1), "applicant.income": Decimal(28000), "bicycle.kind": "electric"}
    return Case("a case", {**{n: Held(v) for n, v in facts.items()}, "agreement.signed": Held(date(2022, 9, 1))})


def test_what_is_too_large_to_be_read_again_is_not_recorded(tmp_path: Path):
    """It would be refused at each reading, and hold up that of all others."""
    journal = create_journal(str(tmp_path / "journal"), at=AT, actor="tester")
    book = load(Path("docs/examples/bicycle"))
    before = rows(tmp_path / "journal")
    for case, override in (
        (electric(), Override("ineligible", "xy" * 10_000_000)),
        (Case("n" * 20_000_000, electric().facts), None),
        (Case("n", {**electric().facts, "applicant.income": Held(Decimal(1), "y" * 20_000_000)}), None),
    ):
        with pytest.raises(Refused) as told:
            decide(journal, book, case, as_of=date(2023, 9, 1), at=AT, by="c", override=override, subject="s")
        assert [p.code for p in told.value.problems] == ["VG712"]
    record = decide(journal, book, electric(), as_of=date(2023, 9, 1), at=AT, by="c", subject="s").record
    with pytest.raises(Refused):
        journal.erase(record.row.subject or b"", AT, "c", "r" * 70_000_000)
    assert [after - b for after, b in zip(rows(tmp_path / "journal"), before, strict=True)] == [2, 1, 0, 1]
    assert list(journal.decisions())
    checkpoint(journal, AT)
    journal.close()


@pytest.mark.parametrize(
    ("verdict", "reason"), [("banana", "r"), (None, "r"), (5, "r"), ("ineligible", ""), ("ineligible", " \n"), ("ineligible", None)]
)
def test_an_override_that_is_none_is_not_recorded(tmp_path: Path, verdict: object, reason: object):
    journal = create_journal(str(tmp_path / "journal"), at=AT, actor="tester")
    before = rows(tmp_path / "journal")
    override = Override(verdict, reason)  # type: ignore[arg-type]
    with pytest.raises((ValueError, AttributeError)):
        decide(journal, load(Path("docs/examples/bicycle")), electric(), as_of=date(2023, 9, 1), at=AT, by="c", override=override)
    assert rows(tmp_path / "journal") == before
    journal.close()


def test_an_entry_that_no_reader_would_take_is_not_written(store: Path):
    journal = open_journal(str(store))
    before = rows(store)
    with pytest.raises(TypeError):
        journal.erase(next(journal.decisions()).row.subject or b"", AT, "c", 5)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        journal.note_access(AT, "c", "list", {}, -1)
    assert rows(store) == before
    assert next(journal.decisions()).content is not None
    journal.close()


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "ID", "facts": {"applicant.income": null}}',
        '{"id": "ID", "facts": {}, "as_of": "2024-01-01"}',
        '{"id": "ID"}',
        '{"id": "ID", "facts": []}',
    ],
)
def test_a_correction_that_would_not_be_applied_is_refused(store: Path, tmp_path: Path, vigueur: Call, line: str):
    lines = tmp_path / "lines.jsonl"
    lines.write_text(line.replace("ID", ids(store)[0]) + "\n", "utf-8")
    refused(vigueur("replay", "--all", "--corrections", lines, *BOOK), "VG844")
    refused(vigueur("replay", ids(store)[0], "--as-made", "--set", "applicant.income=1", *BOOK), "VG724")


def test_a_data_table_and_json_are_the_same_in_any_encoding(store: Path):
    """A sign that a terminal lacks is spelled for a person; in data, a quotation mark would forge a member."""
    reason = "\u201c,\u201cverdict\u201d:\u201celigible"
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "VIGUEUR_JOURNAL": str(store)}
    command = [sys.executable, "-m", "vigueur_cli"]
    more = ("--as-of", "2023-09-01", "--by", "c", "--subject", "Zoe", "--override", "ineligible", "--reason", reason)
    assert subprocess.run([*command, "decide", CASE, *BOOK, *more], env=environment, capture_output=True, check=False).returncode == 0
    for layout in ("json", "csv"):
        done = subprocess.run([*command, "journal", "list", "--format", layout], env=environment, capture_output=True, check=False)
        text = done.stdout.decode("latin-1")
        if layout == "json":
            assert json.loads(text)[-1]["content"]["override"]["reason"] == reason
        else:
            assert {row["override_reason"] for row in csv.DictReader(io.StringIO(text))} == {"", "?,?verdict?:?eligible"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk, as Linux has it")
def test_what_was_recorded_is_told_as_that_where_the_answer_cannot_be_written(store: Path):
    environment = {**os.environ, "VIGUEUR_JOURNAL": str(store)}
    before = len(ids(store))
    command = [sys.executable, "-m", "vigueur_cli", "decide", CASE, *BOOK, "--as-of", "2023-09-01", "--by", "c", "--subject", "Zoe"]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(command, env=environment, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr.startswith("recorded: "), "Traceback" in done.stderr) == (1, True, False)
    closed = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *command], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in closed.stderr
    assert len(ids(store)) == before + 2
