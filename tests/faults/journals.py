"""Small journals, whole and real, that the tests of this folder break: made once for a process, copied for each test."""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime, timedelta
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import mkdtemp
from unittest.mock import patch

from vigueur import Case, Journal, Override, Problem, Refused, RuleBook, checkpoint, create_journal, decide, load, open_journal, severity
from vigueur.api.decisions import draft_of
from vigueur.journal.entries import Draft
from vigueur.journal.inspection import inspect
from vigueur.journal.sqlite import SqliteStorage
from vigueur.journal.verification import Verified
from vigueur_cli.main import run

ROOT = Path(__file__).resolve().parent.parent.parent
BICYCLE = ROOT / "docs" / "examples" / "bicycle"
BEGUN = datetime(2026, 11, 24, 12, tzinfo=UTC)
SHM = Path("/dev/shm")  # noqa: S108 - memory, where there is some: nothing here need outlive the test
ELECTRIC = {
    "applicant.born": "1990-04-01",
    "applicant.income": "28000",
    "applicant.household": "2",
    "applicant.employee_of_city": "false",
    "bicycle.kind": "electric",
    "agreement.signed": "2022-09-01",
}


@cache
def bicycle() -> RuleBook:
    return load(BICYCLE)


@cache
def electric(name: str = "An electric bicycle") -> Case:
    rules = bicycle()
    return Case(name, {fact: rules.fact(fact, value) for fact, value in ELECTRIC.items()})


def moment(seconds: int = 0) -> datetime:
    return BEGUN + timedelta(seconds=seconds)


def draft(journal: Journal, person: str, *, at: datetime = BEGUN, rules: RuleBook | None = None) -> Draft:
    """A decision about a person, ready to be recorded."""
    rules = rules or bicycle()
    evaluation = rules.evaluate(electric(), as_of=date(2022, 10, 1), known_at=at.date())
    return draft_of(journal, rules, evaluation, at=at, by="a clerk", subject=person)


@cache
def edited() -> RuleBook:
    """The same rule book in another edition: an amount differs."""
    folder = Path(mkdtemp(prefix="vigueur-faults-")) / "bicycle"
    try:
        shutil.copytree(BICYCLE, folder)
        amounts = folder / "2020-01-15-bicycle-act" / "amounts.yaml"
        amounts.write_text(amounts.read_text(encoding="utf-8").replace("600", "650"), encoding="utf-8")
        return load(folder)
    finally:
        shutil.rmtree(folder.parent)


def begin(folder: Path) -> Journal:
    return create_journal(str(folder), at=BEGUN, actor="a clerk")


def fill(journal: Journal) -> list[str]:
    """All that a journal can hold; gives the ids of the decisions.

    Persons, one of them erased and come back, two editions, what supersedes, what a person decided otherwise, what was read,
    checkpoints, bodies longer than a page.
    """
    keys = journal.keys
    ids = [record.id for record in journal.record([draft(journal, f"person {n}", at=moment(1)) for n in range(4)])]
    checkpoint(journal, moment(2))
    told = decide(
        journal,
        bicycle(),
        electric(),
        as_of=date(2023, 10, 1),
        at=moment(3),
        by="a clerk",
        subject="person 1",
        supersedes=ids[1],
        override=Override("ineligible", "the bicycle was sold " * 300),
        language="fr",
    )
    ids.append(told.record.id)
    journal.note_access(moment(4), "an auditor", "show", {"ids": ids[:2]}, 2)
    journal.erase(keys.subject("bicycle", "person 2"), moment(5), "a clerk", "asked for")
    ids += [r.id for r in journal.record([draft(journal, p, at=moment(6), rules=edited()) for p in ("person 2", "person 5")])]
    checkpoint(journal, moment(7))
    ids += [r.id for r in journal.record([draft(journal, "person 6", at=moment(8))])]
    return ids


@cache
def whole() -> Path:
    """A journal with all that one can hold, closed as a process that ends closes it."""
    folder = Path(mkdtemp(prefix="vigueur-faults-", dir=SHM if SHM.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    journal = begin(folder / "journal")
    fill(journal)
    journal.close()
    return folder / "journal"


@contextmanager
def copied(folder: Path | None = None) -> Iterator[Path]:
    """A copy of a journal, in memory where that is possible, to be broken."""
    temporary = Path(mkdtemp(prefix="vigueur-faults-", dir=SHM if SHM.is_dir() else None))
    try:
        yield Path(shutil.copytree(folder or whole(), temporary / "journal"))
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def told(*arguments: object, language: str = "en") -> tuple[int, str]:
    """What a command says: its exit code, and all that it wrote. What it did not expect is raised."""
    out = StringIO()
    with patch.dict(os.environ, {"LC_ALL": f"{language}.UTF-8", "VIGUEUR_TRACEBACK": "1"}), redirect_stdout(out), redirect_stderr(out):
        code = run([str(one) for one in arguments])
    return code, out.getvalue()


def inspected(folder: Path, **given: object) -> Verified:
    return inspect(str(folder), **given)  # type: ignore[arg-type]


def errors(found: Verified) -> list[Problem]:
    return [one for one in found.problems if severity(one) == "error"]


def opened(folder: Path, *, writing: bool = True) -> Journal:
    return open_journal(str(folder), writing=writing)


def storage_of(journal: Journal) -> SqliteStorage:
    assert isinstance(journal.storage, SqliteStorage)
    return journal.storage


def codes(refused: Refused) -> list[str]:
    return [one.code for one in refused.problems]


def listed(problems: Sequence[Problem]) -> list[str]:
    """Problems as a failed test shows them."""
    return [f"{one.code} {one.file} {dict(one.details)}" for one in problems]
