"""A later text that confirms a rule is cited from its own day on, and not to those who could not know of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from vigueur import api
from vigueur.explanation.citing import cites
from vigueur.ir.nodes import Effect
from vigueur.values import NEVER


@pytest.fixture(scope="module")
def secteur() -> Effect:
    book = api.load(Path(__file__).parents[2] / "rules" / "assistants-medicaux")
    (effect,) = book.program.provisions["eligibilite.secteur"].effects
    return effect


@pytest.mark.parametrize(
    ("day", "known_at", "confirmed_by"),
    [
        (date(2022, 7, 1), NEVER, set()),
        (date(2023, 5, 1), NEVER, {"a-ra23"}),
        (date(2025, 1, 1), NEVER, {"a-ra23", "a-nov24", "inf-optam"}),
        (date(2025, 1, 1), date(2024, 1, 1), {"a-ra23"}),
        (date(2025, 1, 1), date(2023, 4, 29), set()),
    ],
)
def test_a_confirmation_is_cited_from_its_day_on_and_once_published(
    secteur: Effect, day: date, known_at: date, confirmed_by: set[str]
) -> None:
    own = {cite.source for cite in secteur.cites}
    assert {cite.source for cite in cites(secteur, day, known_at)} - own == confirmed_by
