"""The rule book that has every way in which a text reaches a case: it checks, and its cases hold."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from vigueur import Refused, read_case
from vigueur.api import load
from vigueur.api.trials import try_cases

BOOK = Path(__file__).parents[1] / "cases/rulebooks/good/time"
BICYCLE = Path(__file__).parents[2] / "docs" / "examples" / "bicycle"


def test_its_only_warning_is_the_composition_that_empties() -> None:
    assert [p.code for p in load(BOOK, cached=False).warnings] == ["VG513"]


def test_every_example_of_time_holds() -> None:
    trial = try_cases(load(BOOK, cached=False))
    assert trial.expectations > 60
    assert not trial.failures
    assert not trial.problems


def test_what_reaches_every_case_at_once_needs_no_date_of_the_case(tmp_path: Path) -> None:
    copy = shutil.copytree(BICYCLE, tmp_path / "bicycle")
    text = copy / "2023-05-20-reform" / "text.yaml"
    line = "cases: {dated_by: agreement.signed, open: at anniversary, cite: reform art. 12}"
    text.write_text(text.read_text(encoding="utf-8").replace(line, "cases: {open: at once}"), encoding="utf-8")
    book = load(copy, cached=False)
    case = read_case(book, b"facts: {bicycle.kind: cargo, agreement.signed: 2022-09-01}")
    days = (date(2023, 5, 31), date(2023, 6, 1))
    assert [book.evaluate(case, as_of=day, decisions=["grant.amount"]).answers["grant.amount"].state for day in days] == [600, 700]


@pytest.mark.parametrize("opening", ["keep", "at anniversary", "every 2 years"])
def test_every_other_way_needs_a_date_of_the_case(tmp_path: Path, opening: str) -> None:
    copy = shutil.copytree(BICYCLE, tmp_path / "bicycle")
    text = copy / "2023-05-20-reform" / "text.yaml"
    text.write_text(
        text.read_text(encoding="utf-8").replace("dated_by: agreement.signed, open: at anniversary", f"open: {opening}"), encoding="utf-8"
    )
    with pytest.raises(Refused) as caught:
        load(copy, cached=False)
    assert [p.code for p in caught.value.problems] == ["VG501"]


def test_an_option_must_say_what_becomes_of_open_cases(tmp_path: Path) -> None:
    copy = shutil.copytree(BOOK, tmp_path / "time")
    rules = copy / "2024-06-21-convention" / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("at_once: at once}", "at_once: not applicable}"), encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load(copy, cached=False)
    assert [p.code for p in caught.value.problems] == ["VG463"]
