"""Who is cited: a text that confirms a rule, from its own day on and by who could know of it; of a table, the row that decided."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from vigueur import api, explain
from vigueur.explanation.citing import cites
from vigueur.ir.case import Case, Held
from vigueur.ir.nodes import Effect
from vigueur.values import NEVER

BICYCLE = Path(__file__).parents[2] / "docs" / "examples" / "bicycle"


@pytest.fixture(scope="module")
def secteur() -> Effect:
    book = api.load(Path(__file__).parents[2] / "rules" / "assistants-medicaux")
    (effect,) = book.program.provisions["eligibilite.secteur"].effects
    return effect


@pytest.mark.parametrize(
    ("day", "known_at", "confirmed_by"),
    [
        (date(2022, 7, 1), NEVER, set()),
        (date(2023, 5, 1), NEVER, {"a-ra23", "s1", "s4"}),
        (date(2025, 1, 1), NEVER, {"a-ra23", "s1", "s4", "a-nov24", "inf-optam"}),
        (date(2025, 1, 1), date(2024, 1, 1), {"a-ra23", "s1", "s4"}),
        (date(2025, 1, 1), date(2023, 4, 29), set()),
    ],
)
def test_a_confirmation_is_cited_from_its_day_on_and_once_published(
    secteur: Effect, day: date, known_at: date, confirmed_by: set[str]
) -> None:
    own = {cite.source for cite in secteur.cites}
    assert {cite.source for cite in cites(secteur, day, known_at)} - own == confirmed_by


def test_a_row_with_a_citation_of_its_own_is_cited_by_it(tmp_path: Path):
    book = shutil.copytree(BICYCLE, tmp_path / "bicycle")
    amounts = book / "2020-01-15-bicycle-act" / "amounts.yaml"
    text = amounts.read_text(encoding="utf-8")
    row, otherwise = "- [city, any, 150]", "otherwise: not applicable"
    assert row in text
    text = text.replace(row, "- {when: [city, any], then: 150, cite: act art. 7-2}")
    amounts.write_text(text.replace(otherwise, "otherwise: {value: 0, cite: act art. 8}"), encoding="utf-8")
    rules = api.load(book, cached=False)
    details = {}
    for kind in ("city", "cargo", "racing"):
        case = Case("", {"bicycle.kind": Held(kind), "agreement.signed": Held(date(2021, 1, 1))})
        told = explain(rules, case, as_of=date(2021, 1, 1), decisions=["grant.amount"])["answers"]["grant.amount"]["regime"]
        assert told is not None
        details[kind] = [c["detail"] for c in told["citations"]]
    assert details == {"city": ["art. 7-2"], "cargo": ["art. 7"], "racing": ["art. 8"]}
