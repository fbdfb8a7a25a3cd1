"""Small journals for the tests: a rule book of few rules, cases of several persons, days that do not move."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from vigueur import Case, Held, Journal, RuleBook, create_journal, load

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
DAY = date(2023, 9, 1)


def bicycle() -> RuleBook:
    return load(ROOT / "docs" / "examples" / "bicycle")


def applicant(name: str = "", income: int = 28000, **more: object) -> Case:
    facts: dict[str, object] = {
        "applicant.born": date(1990, 4, 1),
        "applicant.income": Decimal(income),
        "bicycle.kind": "electric",
        "agreement.signed": date(2022, 9, 1),
        **{key.replace("__", "."): value for key, value in more.items()},
    }
    return Case(name, {fact: Held(value, "the tax office", date(2023, 8, 1)) for fact, value in facts.items()})  # type: ignore[arg-type]


def journal_in(folder: Path) -> Journal:
    return create_journal(str(folder), at=AT, actor="tester")
