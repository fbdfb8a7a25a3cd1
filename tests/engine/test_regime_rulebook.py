"""The rule book that has every way in which a text reaches a case: it checks, and its cases hold."""

from __future__ import annotations

from pathlib import Path

from vigueur.api import load
from vigueur.trials import try_cases

BOOK = Path(__file__).parents[1] / "cases/rulebooks/good/time"


def test_its_only_warning_is_the_composition_that_empties() -> None:
    assert [p.code for p in load(BOOK, cached=False).warnings] == ["VG513"]


def test_every_example_of_time_holds() -> None:
    trial = try_cases(load(BOOK, cached=False))
    assert trial.expectations > 60
    assert not trial.failures
    assert not trial.problems
