"""Rule books of any size and any length of history, written to a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

PER_SUBJECT: Final = 10
"""Provisions of a subject: they depend on each other, and on nothing of another subject."""

_PER_FILE: Final = 20

_FACTS: Final = """\
person.born: {label: Date of birth, ask: When were you born?, from: the person, type: date}
person.category: {label: Category, ask: Which category are you in?, from: the person, one_of: {a: First, b: Second, c: Third, d: Fourth}}
person.points: {label: Points, ask: How many points have you?, from: the office, type: number of points, min: 0, max: 5000}
person.income: {label: Income, ask: What is your income?, from: the person, type: money EUR, min: 0, max: 1000000}
person.resident: {label: Resident, ask: Do you live here?, from: the person, type: boolean}
claim.filed: {label: Claim, ask: When was the claim filed?, from: the office, type: date, if_omitted: day}
"""


def write_rule_book(folder: Path, provisions: int, texts: int = 2) -> Path:
    """A rule book of so many provisions (in tens), each set anew by so many texts, a year apart."""
    subjects = max(1, provisions // PER_SUBJECT)
    folder.mkdir(parents=True)
    _write(folder / "rulebook.yaml", _rule_book(subjects, texts))
    _write(folder / "facts.yaml", _FACTS)
    for year in range(2001, 2001 + texts):
        text = folder / f"{year}-06-01-act"
        text.mkdir()
        _write(text / "text.yaml", _text(year))
        for first in range(0, subjects, _PER_FILE):
            last = min(first + _PER_FILE, subjects)
            bodies = "".join(_subject(number, year) for number in range(first, last))
            _write(text / f"subjects_{first:05}.yaml", f"set:\n{bodies}")
    return folder


def facts() -> dict[str, str]:
    """A case that every generated rule book can answer."""
    return {
        "person.born": "1980-02-29",
        "person.category": "b",
        "person.points": "700",
        "person.income": "12000",
        "person.resident": "true",
        "claim.filed": "2000-09-01",
    }


def decisions(subject: int) -> tuple[str, str]:
    """The verdict and the amount of a subject."""
    return f"s{subject}.open", f"s{subject}.amount"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _rule_book(subjects: int, texts: int) -> str:
    decided = "".join(f"  {verdict}: verdict\n  {amount}: amount\n" for verdict, amount in map(decisions, range(subjects)))
    joined = "".join(f"  s{n}.open: {{all_of: conditions, label: Subject {n}}}\n" for n in range(subjects))
    return (
        f"id: generated\ntitle: Generated\nlanguage: en\n"
        f"calendar: {{first: 2000-01-01, last: {2010 + texts}-12-31, month_end: down}}\n"
        f"decisions:\n{decided}compositions:\n{joined}"
        f"sources:\n  act: {{title: The act, publisher: Nobody, date: '2001', confidence: inferred}}\n"
    )


def _text(year: int) -> str:
    return (
        f"title: Act of {year}\nshort: the act of {year}\nnature: act\npublished: {year}-05-01\nin_force: {year}-06-01\n"
        f"cite: act\ncases: {{dated_by: claim.filed, open: at anniversary, cite: act}}\n"
    )


def _subject(number: int, year: int) -> str:
    s, step = f"s{number}", year - 2000 + number % 7
    return f"""\
  {s}.least: {{label: Least points, type: number of points, value: {100 + step}}}
  {s}.share: {{label: Share, type: number, value: {step % 50 + 10} %}}
  {s}.closed: {{label: Closed categories, type: list of person.category, list: [d]}}
  {s}.base:
    label: Base
    type: money EUR
    by: person.category
    rows: {{a: {1000 + step}, b: {2000 + step}, c: {3000 + step}}}
    otherwise: {{unknown: no figure was found}}
  {s}.band:
    label: Band
    bands: {{of: person.points}}
    from: {{none: 0, low: {s}.least, high: 2000}}
  {s}.amount:
    label: Amount
    type: money EUR
    table: [{s}.band, person.resident]
    rows: [[none, any, 0], [low, true, {s}.base], [low, false, 500], [high, any, {5000 + step}]]
  {s}.age: {{part_of: {s}.open, label: Age, condition: person.born + 18 years <= day, met: Of age, not_met: Not of age}}
  {s}.points: {{part_of: {s}.open, label: Points, condition: person.points >= {s}.least, met: Enough points, not_met: Too few points}}
  {s}.income: {{part_of: {s}.open, label: Income, condition: person.income * {s}.share <= 5000 EUR, met: In need, not_met: Not in need}}
  {s}.category: {{part_of: {s}.open, label: Category, condition: not(person.category in {s}.closed), met: Open, not_met: Closed}}
"""
