"""Every condition repealed: no verdict is left to give, and the amounts are told all the same."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from vigueur import Explanation, RuleBook, draw, explain, lay_out, load, read_case, timeline
from vigueur.diagnostics.problems import Language

BICYCLE = Path(__file__).parents[2] / "docs" / "examples" / "bicycle"
TEXT = """title: Freedom act
short: the freedom act
nature: act
published: 2024-01-10
in_force: 2024-02-01
cite: reform
cases: {dated_by: agreement.signed, open: at once, cite: reform art. 12}
"""
FACTS = """applicant.born: 1990-04-01
applicant.income: 28000
applicant.household: 2
bicycle.kind: electric
agreement.signed: 2022-09-01
"""


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> RuleBook:
    """The bicycle grant with a text that repeals all conditions that are left."""
    book = shutil.copytree(BICYCLE, tmp_path_factory.mktemp("books") / "bicycle")
    freedom = book / "2024-01-10-freedom"
    freedom.mkdir()
    (freedom / "text.yaml").write_text(TEXT, encoding="utf-8")
    (freedom / "changes.yaml").write_text("repeal: [grant.age, grant.income, grant.kind]\n", encoding="utf-8")
    return load(book, cached=False)


def told(rulebook: RuleBook, day: str, more: str = "applicant.employee_of_city: false", language: Language = "en") -> Explanation:
    return explain(rulebook, read_case(rulebook, (FACTS + more).encode()), as_of=date.fromisoformat(day), language=language)


def shown(answer: Explanation) -> str:
    return " ".join(lay_out(answer, "text").replace("\u00a0", " ").replace("\u202f", " ").split())


@pytest.mark.parametrize(
    ("language", "why", "amount"),
    [
        ("en", "Since 1 February 2024, by the freedom act, no condition is required any more", "Yearly grant: €400"),
        ("fr", "Depuis le 1er février 2024, par the freedom act, plus aucune condition n'est exigée", "Yearly grant : 400 €"),
    ],
)
def test_the_amount_is_told_and_since_when_nothing_is_required(rulebook: RuleBook, language: Language, why: str, amount: str) -> None:
    answer = told(rulebook, "2024-03-01", language=language)
    assert answer["verdict"] == "out_of_scope"
    assert answer["text_in_force"] is not None
    assert why in shown(answer)
    assert amount in shown(answer)


def test_a_change_is_told_with_what_it_changes(rulebook: RuleBook) -> None:
    results = [c["result"] for c in told(rulebook, "2024-03-01")["changes"]]
    assert results == ["no condition applies any more, €150", "no condition applies any more, €700"]


@pytest.mark.parametrize(("day", "more"), [("2020-01-15", ""), ("2024-03-01", "applicant.employee_of_city: true")])
def test_where_no_text_holds_or_another_scheme_does_no_amount_is_told(rulebook: Path, day: str, more: str) -> None:
    answer = told(rulebook, day, more)
    assert answer["verdict"] == "out_of_scope"
    assert answer["headline"] == "Outside these rules"
    assert answer["changes"] == []
    assert "Yearly grant" not in shown(answer)


def test_a_timeline_does_not_tell_the_amount_as_refused(rulebook: RuleBook) -> None:
    case = read_case(rulebook, (FACTS + "applicant.employee_of_city: false").encode())
    calendar = timeline(rulebook, case, last=date(2024, 8, 1), language="en")
    assert calendar["entries"][-1]["headline"] == "No condition applies any more"
    assert "if the conditions were met" not in draw(calendar, "svg")
    assert "✗" not in draw(calendar, "text")
