"""Provisions as they reach the ir."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tests.engine.real_law import rulebook

from vigueur import Refused, law, load
from vigueur.checker.graph import references

BICYCLE = Path(__file__).parents[2] / "docs" / "examples" / "bicycle"


def test_a_note_is_told_in_each_language_of_the_rule_book():
    note = next(p for p in rulebook().program.provisions.values() if p.kind == "note")
    told = {language: " ".join(law(rulebook(), provision=note.id, language=language).split()) for language in ("fr", "en")}
    words = note.effects[0].note
    assert words.in_("fr") != words.in_("en")
    for language, text in told.items():
        assert words.in_(language)[:40] in text


@pytest.mark.parametrize(("day", "code"), [("2024-02-30", "VG340"), ("2024-13-01", "VG341")])
def test_a_day_that_there_is_not_has_one_code_wherever_it_stands(day: str, code: str, tmp_path: Path):
    book = shutil.copytree(BICYCLE, tmp_path / "bicycle")
    with (book / "facts.yaml").open("a", encoding="utf-8") as facts:
        facts.write(f"applicant.moved: {{label: Removal, ask: When did you move?, type: date, min: {day}}}\n")
    value = f"set:\n  grant.deadline: {{label: Deadline, type: date, value: {day}, cite: reform art. 5}}\n"
    (book / "2023-05-20-reform" / "extra.yaml").write_text(value, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load(book, cached=False)
    assert [p.code for p in caught.value.problems] == [code, code]


def test_what_is_too_wide_only_until_its_bounds_are_found_is_still_read(tmp_path: Path):
    book = shutil.copytree(BICYCLE, tmp_path / "bicycle")
    with (book / "facts.yaml").open("a", encoding="utf-8") as facts:
        facts.write("applicant.times: {label: Times, ask: How often?, type: number, min: 0, max: 1000000, decimals: 0}\n")
    extra = """set:
  grant.each: {label: Each, type: number, value: 260, cite: reform art. 5}
  grant.all: {label: All, type: number, formula: grant.each * applicant.times, cite: reform art. 5}
  grant.enough: {label: Enough, part_of: grant, condition: grant.all >= 10, met: Enough, not_met: Too few, cite: reform art. 5}
"""
    (book / "2023-05-20-reform" / "extra.yaml").write_text(extra, encoding="utf-8")
    provisions = load(book, cached=False).program.provisions
    assert "grant.all" in references(provisions["grant.enough"].value)


def test_a_share_lies_between_nothing_and_the_whole(tmp_path: Path):
    book = shutil.copytree(BICYCLE, tmp_path / "bicycle")
    extra = book / "2023-05-20-reform" / "extra.yaml"
    extra.write_text("set:\n  grant.part: {label: Part, type: share, value: 20 %, cite: reform art. 6}\n", encoding="utf-8")
    with (book / "facts.yaml").open("a", encoding="utf-8") as facts:
        facts.write("applicant.part: {label: Part, ask: Which part?, type: share}\n")
    read = load(book, cached=False)
    with pytest.raises(Refused) as caught:
        read.fact("applicant.part", "1.2")
    assert [p.code for p in caught.value.problems] == ["VG603"]
    extra.write_text("set:\n  grant.part: {label: Part, type: share, value: 120 %, cite: reform art. 6}\n", encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load(book, cached=False)
    assert [p.code for p in caught.value.problems] == ["VG136"]


def test_a_misspelt_column_is_told_with_the_column_that_is_near(tmp_path: Path):
    book = shutil.copytree(BICYCLE, tmp_path / "bicycle")
    with (book / "facts.yaml").open("a", encoding="utf-8") as facts:
        facts.write("applicant.children: {label: Children, ask: Who?, record: {name: text, born: date}, named_by: name}\n")
    extra = "set:\n  grant.young: {label: Young, type: list of text, formula: 'applicant.children[borm > day].name', cite: reform art. 6}\n"
    (book / "2023-05-20-reform" / "extra.yaml").write_text(extra, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load(book, cached=False)
    assert [(p.code, dict(p.details)["near"]) for p in caught.value.problems] == [("VG101", "born")]


def test_bounds_are_found_through_provisions_that_read_each_other_in_any_order(tmp_path: Path):
    book = shutil.copytree(BICYCLE, tmp_path / "bicycle")
    extra = """set:
  grant.all: {label: All, type: money EUR, formula: 100000 * grant.more, cite: reform art. 6}
  grant.more: {label: More, type: money EUR, formula: grant.base * grant.times, cite: reform art. 6}
  grant.times: {label: Times, type: number, formula: grant.few + 1, cite: reform art. 6}
  grant.few: {label: Few, type: number, value: 3, cite: reform art. 6}
  grant.base: {label: Base, type: money EUR, value: 260, cite: reform art. 6}
"""
    (book / "2023-05-20-reform" / "extra.yaml").write_text(extra, encoding="utf-8")
    assert "grant.all" in load(book, cached=False).program.provisions


@pytest.mark.parametrize("verdict", ["out_of_scope", "to_be_examined"])
def test_a_sensitive_fact_may_lead_to_an_examination_and_never_out_of_scope(verdict: str, tmp_path: Path):
    book = shutil.copytree(BICYCLE, tmp_path / "bicycle")
    with (book / "facts.yaml").open("a", encoding="utf-8") as facts:
        facts.write("applicant.ill: {label: Ill, ask: Are you ill?, type: boolean, sensitive: true, optional: true}\n")
    root = (book / "rulebook.yaml").read_text(encoding="utf-8")
    outcome = f"outcomes:\n  {verdict}: {{if: applicant.ill, say: We look, cite: act art. 9}}\n"
    (book / "rulebook.yaml").write_text(re.sub(r"outcomes:\n.*\n", outcome, root), encoding="utf-8")
    if verdict == "to_be_examined":
        assert [o.verdict for o in load(book, cached=False).program.outcomes] == [verdict]
        return
    with pytest.raises(Refused) as caught:
        load(book, cached=False)
    assert [(p.code, dict(p.details)["name"]) for p in caught.value.problems] == [("VG120", "applicant.ill")]
