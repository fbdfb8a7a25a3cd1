"""The journal against plain SQLite with the same bytes and the same durability; replay and verification of many records; their size."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.measure import Row, interleaved, table
from vigueur import (
    Case,
    Held,
    Journal,
    Population,
    RuleBook,
    checkpoint,
    create_journal,
    decide_all,
    default_rules,
    load,
    replay,
    verify,
)
from vigueur.api.decisions import draft_of
from vigueur.journal.entries import Draft

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
BATCH = 1000
ROUNDS = 51
REPEAT = 10
REPLAYED = 10_000
VERIFIED = 100_000


def report() -> str:
    """All blocks."""
    with TemporaryDirectory(prefix="vigueur-bench-") as folder:
        rulebook = load(default_rules())
        return "\n\n".join((writing(Path(folder), rulebook), reading(Path(folder), rulebook)))


def writing(folder: Path, rulebook: RuleBook) -> str:
    """Records written one by one and in batches; the time is that of one record."""
    journal = create_journal(str(folder / "written"), at=AT, actor="bench")
    drafts = _drafts(journal, rulebook, BATCH)
    known = journal.record(drafts)
    body = known[-1].row.body.decode()
    plain = _plain(folder / "plain.db")
    fresh, again = iter(_drafts(journal, rulebook, ROUNDS * REPEAT + REPEAT, first=BATCH)), count()
    single = interleaved(
        (
            ("plain INSERT of the same bytes, same sync", lambda: plain.execute("INSERT INTO t (body) VALUES (?)", (body,))),
            ("a record of a person known to the journal", lambda: journal.record([drafts[next(again) % BATCH]])),
            ("a record of a new person, with a key of its own", lambda: journal.record([next(fresh)])),
        ),
        rounds=ROUNDS,
        repeat=REPEAT,
    )
    batches = interleaved(
        (
            ("plain INSERTs of the same bytes, one transaction", lambda: _insert(plain, [body] * BATCH)),
            ("records of persons known to the journal", lambda: journal.record(drafts)),
        ),
        rounds=9,
    )
    journal.close()
    plain.close()
    per_record = [Row(f"{row.what}, {BATCH} at once", row.seconds / BATCH, row.ratio) for row in batches]
    return table("Writing one record", [*single, *per_record])


def reading(folder: Path, rulebook: RuleBook) -> str:
    """Verification of many records, their replay as made, and what a record takes on the disk."""
    journal = create_journal(str(folder / "read"), at=AT, actor="bench")
    lines = ["### Many records\n\n| what | records | time | per record |\n|---|---:|---:|---:|"]
    done = 0
    for wanted in (REPLAYED, VERIFIED):
        while done < wanted:
            decide_all(journal, rulebook, [_case(n) for n in range(done, done + BATCH)], at=AT, by="bench")
            done += BATCH
        checkpoint(journal, AT)
        if wanted == REPLAYED:
            lines.append(_line("`replay --all`, R1, as made", done, lambda: _replayed(journal)))
        lines.append(_line("`journal verify`", done, lambda: _verified(journal)))
    journal.storage.flush()
    size = (folder / "read" / "journal.db").stat().st_size
    journal.close()
    return "\n".join([*lines, "", f"Size: {size / done:.0f} bytes a record, all of the store counted."])


def _line(what: str, records: int, run: Callable[[], object]) -> str:
    start = perf_counter()
    run()
    seconds = perf_counter() - start
    return f"| {what} | {records:,} | {seconds:.2f} s | {seconds / records * 1e6:.0f} µs |"


def _replayed(journal: Journal) -> None:
    told = replay(journal, Population(), today=AT.date(), rules={}, at=AT, by="bench", as_made=True, jobs=os.cpu_count() or 1)
    if told["incidents"]:
        raise SystemExit(str(told["incidents"]))


def _verified(journal: Journal) -> None:
    found = verify(journal)
    if found.problems:
        message = f"a clean journal does not verify: {found.problems[:3]}"
        raise ValueError(message)


def _case(number: int) -> tuple[Case, date]:
    """Persons and days that differ."""
    facts = {
        "medecin.specialite": "medecine_generale" if number % 3 else "cardiologie",
        "medecin.secteur": "1",
        "medecin.patientele_mt": Decimal(600 + number % 1500),
        "contrat.option": ("1", "1/2")[number % 2],
        "contrat.date_signature": date(2023, 5, 2) + timedelta(days=number % 700),
    }
    return Case(f"person {number}", {name: Held(value, "CPAM") for name, value in facts.items()}), date(2025, 1, 1) + timedelta(
        number % 300
    )


def _drafts(journal: Journal, rulebook: RuleBook, many: int, first: int = 0) -> list[Draft]:
    cases = (_case(n) for n in range(first, first + many))
    evaluations = (rulebook.evaluate(case, as_of=day, known_at=AT.date()) for case, day in cases)
    return [draft_of(journal, rulebook, evaluation, at=AT, by="bench") for evaluation in evaluations]


def _plain(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("CREATE TABLE t (number INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT")
    return connection


def _insert(plain: sqlite3.Connection, bodies: list[str]) -> None:
    plain.execute("BEGIN IMMEDIATE")
    plain.executemany("INSERT INTO t (body) VALUES (?)", [(body,) for body in bodies])
    plain.execute("COMMIT")
