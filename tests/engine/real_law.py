"""The rule book that comes with the project, for tests of explanations: loaded once, asked briefly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from vigueur import Case, Explanation, Held, RuleBook, explain, load
from vigueur.diagnostics.problems import Language

ROOT = Path(__file__).resolve().parents[2]
GENERALIST = {
    "medecin.specialite": "medecine_generale",
    "medecin.secteur": "1",
    "medecin.patientele_mt": "1300",
    "contrat.date_signature": "2023-09-01",
    "contrat.option": "1",
}


@lru_cache(maxsize=1)
def rulebook() -> RuleBook:
    """The rule book, checked."""
    return load(ROOT / "rules" / "assistants-medicaux", cached=False)


def case(**facts: str) -> Case:
    """A general practitioner's case, with other values for some facts (`medecin__secteur="2"`); an empty text takes one away."""
    given = {**GENERALIST, **{name.replace("__", "."): value for name, value in facts.items()}}
    book = rulebook()
    return Case("", {name: _held(book, name, value) for name, value in given.items() if value})


def _held(book: RuleBook, name: str, value: str) -> Held:
    return book.fact(name, value)


def told(
    day: str, *, known_at: str = "", language: Language = "fr", readings: Mapping[str, str] | None = None, **facts: str
) -> Explanation:
    """The explanation of such a case."""
    known = date.fromisoformat(known_at) if known_at else None
    return explain(rulebook(), case(**facts), as_of=date.fromisoformat(day), known_at=known, readings=readings, language=language)


def as_json(explanation: Explanation) -> str:
    """An explanation as `--format json` writes it."""
    return json.dumps(explanation, ensure_ascii=False, indent=2)


SITUATIONS: dict[str, dict[str, object]] = {
    "annee-1-reglement-arbitral": {"day": "2024-07-01"},
    "annee-2-convention-a-l-anniversaire": {"day": "2024-09-01"},
    "signe-sous-la-convention": {"day": "2024-07-01", "contrat__date_signature": "2024-07-01"},
    "avant-la-publication-de-la-convention": {"day": "2024-07-01", "known_at": "2024-06-01", "contrat__date_signature": "2024-07-01"},
    "secteur-2-sans-option-tarifaire": {"day": "2024-07-01", "medecin__secteur": "2", "medecin__option_tarifaire": "aucune"},
    "774-patients": {"day": "2024-07-01", "contrat__date_signature": "2024-07-01", "medecin__patientele_mt": "774"},
    "775-patients-selon-la-lecture": {"day": "2024-07-01", "contrat__date_signature": "2024-07-01", "medecin__patientele_mt": "775"},
    "radiologue-exclu": {
        "day": "2024-07-01", "contrat__date_signature": "", "medecin__specialite": "radiologie", "medecin__patientele_mt": "",
        "medecin__file_active": "3000",
    },
    "orl-75-pour-cent": {
        "day": "2024-07-01", "contrat__date_signature": "2024-07-01", "medecin__specialite": "orl", "medecin__patientele_mt": "",
        "medecin__file_active": "2400", "medecin__part_honoraires_cliniques": "0.75",
    },
    "orl-la-veille": {
        "day": "2024-06-21", "contrat__date_signature": "2024-06-21", "medecin__specialite": "orl", "medecin__patientele_mt": "",
        "medecin__file_active": "2400", "medecin__part_honoraires_cliniques": "0.75",
    },
    "dermatologue-seuil-inconnu": {
        "day": "2024-09-02", "contrat__date_signature": "2024-09-02", "medecin__specialite": "dermatologie", "medecin__patientele_mt": "",
        "medecin__file_active": "2000",
    },
    "cabinet-isole-avril-2023": {
        "day": "2023-04-30", "contrat__date_signature": "", "medecin__zone_sous_dense": "false", "contrat__option": "1/2",
        "cabinet__groupe": "false", "cabinet__exercice_coordonne": "true", "medecin__patientele_mt_adultes": "900",
    },
    "cabinet-isole-mai-2023": {
        "day": "2023-05-01", "contrat__date_signature": "", "contrat__option": "1/2", "cabinet__groupe": "false",
        "cabinet__exercice_coordonne": "true", "medecin__patientele_mt_adultes": "900",
    },
    "sante-a-examiner": {"day": "2024-07-01", "medecin__situation_sante": "true"},
    "centre-de-sante": {"day": "2024-07-01", "medecin__cadre_exercice": "centre_de_sante"},
    "presque-rien": {
        "day": "2024-07-01", "contrat__date_signature": "", "contrat__option": "", "medecin__patientele_mt": "", "medecin__secteur": "",
    },
}  # fmt: skip


def situation(name: str, language: Language) -> Explanation:
    """The explanation of one of the situations."""
    asked = {key: str(value) for key, value in SITUATIONS[name].items()}
    day, known_at = asked.pop("day"), asked.pop("known_at", "")
    return told(day, known_at=known_at, language=language, **asked)
