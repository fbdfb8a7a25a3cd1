"""Cases as tests: what is expected and is not so, and what cannot be expected at all."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from vigueur import Refused, RuleBook, Trial, load, try_cases

BICYCLE = Path(__file__).parents[2] / "docs" / "examples" / "bicycle"
DAY = "as_of: 2022-10-01"


@cache
def bicycle() -> RuleBook:
    return load(BICYCLE, cached=False)


def tried(tmp_path: Path, expectation: str) -> Trial:
    """One expectation of the first case of the bicycle grant, tried."""
    cases = shutil.copytree(BICYCLE / "cases", tmp_path / "cases")
    more = f"- case: More\n  like: An electric bicycle, agreed in 2022\n  expect: [{{{expectation}}}]\n"
    (cases / "more.yaml").write_text(more, encoding="utf-8")
    return try_cases(bicycle(), cases, only="More")


def test_a_verdict_that_is_not_met_is_told_in_the_words_of_verdicts(tmp_path: Path) -> None:
    failures = tried(tmp_path, f"{DAY}, grant: absent").failures
    assert [(f.what, f.expected, f.found) for f in failures] == [("grant", "absent", "eligible")]


@pytest.mark.parametrize(
    ("expected", "code", "near"),
    [
        ("grant: elligible", "VG605", "eligible"),
        ("grant: out_of_scop", "VG605", "out_of_scope"),
        ("grant.age: ineligble", "VG605", "ineligible"),
        ("grant.amount: many", "VG602", ""),
        ("grant.amount: undetermind", "VG602", "undetermined"),
        ("grant.amount: 380 USD", "VG611", ""),
        ("knownat: 2023-01-01, grant: eligible", "VG331", "known_at"),
    ],
)
def test_what_no_value_of_the_type_can_be_is_a_problem_at_its_place(tmp_path: Path, expected: str, code: str, near: str) -> None:
    trial = tried(tmp_path, f"{DAY}, {expected}")
    assert not trial.failures
    assert [p.code for p in trial.problems] == [code]
    assert str(trial.problems[0].place).startswith("cases/more.yaml:3:")
    details = dict(trial.problems[0].details)
    assert details.get("nearest", details.get("near", "")) == near


def test_a_value_beyond_what_its_type_has_room_for_fails_as_an_expectation(tmp_path: Path) -> None:
    trial = tried(tmp_path, f"{DAY}, grant.amount: 1000000000000000000")
    assert not trial.problems
    assert [f.found for f in trial.failures] == ["600"]


@pytest.mark.parametrize("amount", ["600", "€600", "€ 600", "600 €", "600 EUR", "600,00 €"])
def test_money_is_expected_with_its_sign_on_either_side(tmp_path: Path, amount: str) -> None:
    trial = tried(tmp_path, f'{DAY}, grant.amount: "{amount}"')
    assert not trial.problems
    assert not trial.failures


def test_a_misspelt_day_names_the_key_that_was_meant(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        tried(tmp_path, "asof: 2022-10-01, grant: eligible")
    assert [(p.code, dict(p.details)["nearest"]) for p in caught.value.problems] == [("VG331", "as_of")]


@pytest.mark.parametrize(("expected", "failures"), [("[]", []), ("[Ana]", [("[Ana]", "[]")])])
def test_an_empty_list_may_be_expected(tmp_path: Path, expected: str, failures: list[tuple[str, str]]) -> None:
    book = shutil.copytree(BICYCLE, tmp_path / "bicycle")
    with (book / "facts.yaml").open("a", encoding="utf-8") as facts:
        facts.write("applicant.children: {label: Children, ask: Who?, record: {name: text, born: date}, named_by: name}\n")
    young = "{label: Young, type: list of text, formula: 'applicant.children[born > day].name', cite: reform art. 6}"
    (book / "2023-05-20-reform" / "extra.yaml").write_text(f"set:\n  grant.young: {young}\n", encoding="utf-8")
    lines = ["- case: A", "  facts: {applicant.children: [{name: Ana, born: 2020-01-01}]}"]
    lines.append(f"  expect: [{{as_of: 2024-01-01, grant.young: {expected}}}]")
    (book / "cases" / "more.yaml").write_text("\n".join(lines), encoding="utf-8")
    found = [(f.expected, f.found) for f in try_cases(load(book, cached=False), only="A").failures if f.what == "grant.young"]
    assert found == failures
