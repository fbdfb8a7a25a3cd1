"""The collective contract, told: the member of whom a condition does not hold, and a text that reaches open cases by a reading."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from tests.engine.real_law import rulebook

from vigueur import explain, lay_out, read_case, vocabulary
from vigueur.diagnostics.problems import Language

GROUP = """
groupe.forme: SISA
groupe.signature_representant: true
groupe.membres:
  - {nom: Dr Adam, specialite: medecine_generale, secteur: "1", associe: true, bulletin_signe: true, patientele_mt: 900}
  - {nom: Dr Brun, specialite: medecine_generale, secteur: "1", associe: true, bulletin_signe: false, patientele_mt: 700}
contrat_collectif.date_signature: 2026-03-02
"""


def screen(folder: Path, decision: str, language: Language, *, readings: Mapping[str, str] | None = None) -> str:
    """The screen of one decision about the group in December 2026, on one line and with plain spaces."""
    path = folder / "group.yaml"
    path.write_text(GROUP, encoding="utf-8")
    case = read_case(rulebook(), path)
    answer = explain(rulebook(), case, as_of=date(2026, 12, 1), decisions=(decision,), language=language, readings=readings)
    return " ".join(lay_out(answer).split())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "✗ Dr Brun : le bulletin d'adhésion individuel n'est pas signé"),
        ("en", "✗ Dr Brun: the individual membership form is not signed"),
    ],
)
def test_the_member_of_whom_a_condition_does_not_hold_is_named(tmp_path: Path, language: Language, words: str):
    said = screen(tmp_path, "collectif.eligibilite", language)
    assert words in said
    assert said.count("Dr Adam") == 1  # only among the facts


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "✗ Éligibilité au contrat collectif : non éligible — Aide"),
        ("en", "✗ Eligibility for the collective contract: not eligible — Aid"),
    ],
)
def test_a_verdict_that_had_to_be_asked_for_stands_under_its_name(tmp_path: Path, language: Language, words: str):
    assert screen(tmp_path, "collectif.eligibilite", language).startswith(words)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Vaut pour les dossiers antérieurs au 1er novembre 2026, selon la lecture retenue"),
        ("en", "Holds for cases from before 1 November 2026, under the reading used"),
    ],
)
def test_a_text_that_reaches_open_cases_by_a_reading_says_so(tmp_path: Path, language: Language, words: str):
    assert words in screen(tmp_path, "collectif.plafond_etp", language)
    assert words not in screen(tmp_path, "collectif.plafond_etp", language, readings={"bonus_contrats_en_cours": "nouveaux"})


def test_a_column_without_a_question_of_its_own_is_told_by_its_label_once():
    assert vocabulary(rulebook(), fact="groupe.membres", language="en").count("Membership form signed") == 1
