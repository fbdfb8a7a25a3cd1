"""The rule book that has every way in which a text reaches a case: it checks, and its cases hold."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vigueur import Refused
from vigueur.api import load
from vigueur.api.trials import try_cases

BOOK = Path(__file__).parents[1] / "cases/rulebooks/good/time"


def test_its_only_warning_is_the_composition_that_empties() -> None:
    assert [p.code for p in load(BOOK, cached=False).warnings] == ["VG513"]


def test_every_example_of_time_holds() -> None:
    trial = try_cases(load(BOOK, cached=False))
    assert trial.expectations > 60
    assert not trial.failures
    assert not trial.problems


def test_an_option_must_say_what_becomes_of_open_cases(tmp_path: Path) -> None:
    copy = shutil.copytree(BOOK, tmp_path / "time")
    rules = copy / "2024-06-21-convention" / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("at_once: at once}", "at_once: not applicable}"), encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load(copy, cached=False)
    assert [p.code for p in caught.value.problems] == ["VG463"]
