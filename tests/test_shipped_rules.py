"""The rule books that come with the project: each checks, and its cases are as expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from vigueur import check, default_rules, load, render_all, shipped_rules, try_cases

ROOT = Path(__file__).resolve().parent.parent
BOOKS = pytest.mark.parametrize("book", shipped_rules(), ids=lambda p: p.name)


def test_two_rule_books_of_different_fields_are_shipped():
    assert [p.name for p in shipped_rules()] == ["allocations-familiales", "assistants-medicaux"]


def test_the_book_that_is_meant_where_none_is_named_stands_in_a_file_beside_them():
    assert default_rules() == ROOT / "rules" / (ROOT / "rules" / "default").read_text(encoding="utf-8").strip()


@BOOKS
def test_a_shipped_rule_book_has_no_mistake_and_no_warning(book: Path):
    assert render_all(check(book), "en") == ""


@BOOKS
def test_the_cases_of_a_shipped_rule_book_are_as_expected(book: Path):
    trial = try_cases(load(book))
    assert trial.expectations > 200
    assert [(f.case, f.what, f.expected, f.found) for f in trial.failures] == []


def test_the_cases_of_the_family_allowances_reach_all_of_it():
    trial = try_cases(load(ROOT / "rules" / "allocations-familiales"))
    assert trial.cases >= 40
    assert [missed for reach in trial.reach for missed in reach.missed] == []
