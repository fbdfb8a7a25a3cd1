"""What every explanation holds, on the real law: its schema, what the law on algorithmic decisions wants, and nothing that is not so."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest
from jsonschema import Draft202012Validator
from tests.engine.real_law import ROOT, SITUATIONS, as_json, case, rulebook, situation, told

from vigueur import lay_out
from vigueur.diagnostics.problems import Language
from vigueur.explanation.verdict import verdict_of
from vigueur.ir.case import Case, Held

SCHEMA = Draft202012Validator(json.loads((ROOT / "schemas" / "explanation.schema.json").read_text(encoding="utf-8")))
BOTH: tuple[Language, ...] = ("fr", "en")
VERDICTS = {
    "annee-1-reglement-arbitral": ("eligible", "36000"),
    "annee-2-convention-a-l-anniversaire": ("eligible", "28000"),
    "signe-sous-la-convention": ("eligible", "38000"),
    "avant-la-publication-de-la-convention": ("eligible", "36000"),
    "774-patients": ("ineligible", None),
    "775-patients-selon-la-lecture": ("eligible", "38000"),
    "radiologue-exclu": ("ineligible", None),
    "orl-75-pour-cent": ("ineligible", "38000"),
    "dermatologue-seuil-inconnu": ("undetermined", "38000"),
    "cabinet-isole-avril-2023": ("ineligible", None),
    "cabinet-isole-mai-2023": ("eligible", None),
    "sante-a-examiner": ("to_be_examined", None),
    "centre-de-sante": ("out_of_scope", None),
    "presque-rien": ("undetermined", None),
}


@pytest.mark.parametrize("name", VERDICTS)
def test_the_verdict_and_the_amount_are_those_of_the_law(name: str):
    verdict, amount = VERDICTS[name]
    answer = situation(name, "fr")
    assert answer["verdict"] == verdict
    if amount is not None:
        assert answer["answers"]["aide.montant_annuel"]["value"] == amount


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("name", SITUATIONS)
def test_an_explanation_follows_its_published_schema(name: str, language: Language):
    SCHEMA.validate(json.loads(as_json(situation(name, language))))


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("name", SITUATIONS)
def test_an_explanation_holds_what_the_law_on_algorithmic_decisions_wants(name: str, language: Language):
    answer = situation(name, language)
    notice = answer["notice"]
    assert "Vigueur" in notice["algorithm"]
    assert "simulation" in notice["degree"]
    assert notice["purpose"]
    assert "L311-3-1" in notice["rights"]
    assert "R311-3-1" in notice["rights"]
    assert "CADA" in notice["how"]
    assert [d["fact"] for d in notice["data"]] == [name for name, fact in answer["facts"].items() if fact["used"]]
    assert all(d["source"] for d in notice["data"])
    assert notice["operations"]
    assert {step["provision"] for step in answer["steps"]} == set(notice["operations"])
    assert len(answer["rulebook"]["content"]) == len(answer["rulebook"]["meaning"]) == 64


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("name", SITUATIONS)
def test_what_is_told_at_first_names_nothing_of_the_engine(name: str, language: Language):
    """No ids of provisions, no words of ours."""
    answer = situation(name, language)
    shown = lay_out(answer, "text", detail=1)
    ids = [p for p in rulebook().program.provisions if "." in p and p in shown]
    assert ids == []
    for word in ("undetermined", "provision", "Absent", "None", "{", "}"):
        assert word not in shown


@pytest.mark.parametrize("name", SITUATIONS)
def test_failing_reasons_come_first(name: str):
    order = ["failed", "undetermined", "met", "absent"]
    top = [r["state"] for r in situation(name, "fr")["reasons"] if r["depth"] == 0]
    assert top == sorted(top, key=order.index)


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_change_that_is_shown_gives_what_it_says(name: str):
    """Each is evaluated again here, from the plain document alone."""
    answer = situation(name, "fr")
    asked = dict(SITUATIONS[name])
    day, known_at = str(asked.pop("day")), str(asked.pop("known_at", ""))
    before = case(**{key: str(value) for key, value in asked.items()})
    for change in answer["changes"]:
        facts = {s["fact"]: rulebook().fact(s["fact"], str(s["to_value"])) for s in change["sets"]}
        after = Case("", {**before.facts, **{k: Held(h.value) for k, h in facts.items()}})
        known = date.fromisoformat(known_at) if known_at else None
        found = rulebook().evaluate(after, as_of=date.fromisoformat(day), known_at=known)
        assert verdict_of(found) == change["verdict"], change["words"]
    sizes = [c["size"] for c in answer["changes"]]
    assert sizes == sorted(sizes)


def test_a_refusal_for_want_of_patients_says_how_many_are_wanted():
    answer = situation("774-patients", "fr")
    failing = next(r for r in answer["reasons"] if r["state"] == "failed" and r["values"])
    value = failing["values"][0]
    assert (value["value"], value["operator"], value["threshold"]) == ("774", ">=", "775")
    first = next(c for c in answer["changes"] if c["sets"][0]["fact"] == "medecin.patientele_mt")
    assert first["sets"][0]["to_value"] == "775"
    assert first["verdict"] == "eligible"


def test_a_share_is_held_against_a_share():
    answer = situation("orl-75-pour-cent", "fr")
    failing = next(r for r in answer["reasons"] if r["state"] == "failed")
    assert failing["text"] == "2024-06-21-convention-medicale"
    assert failing["values"][0]["words"].replace("\xa0", " ").endswith("75 % ; il faut au moins 80 %")


def test_the_text_that_decided_is_named():
    assert situation("orl-75-pour-cent", "fr")["text_in_force"]["text"] == "2024-06-21-convention-medicale"  # type: ignore[index]
    regime = situation("annee-2-convention-a-l-anniversaire", "fr")["answers"]["aide.montant_annuel"]["regime"]
    assert regime is not None
    assert (regime["applies_from"], regime["begin"], regime["how"]) == ("2024-06-22", "2024-09-01", "every")


def test_what_waits_is_announced_with_its_day():
    waiting = situation("annee-1-reglement-arbitral", "fr")["waiting"]
    assert ("aide.montant_annuel", "2024-09-01") in [(w["provision"], w["day"]) for w in waiting]


def test_a_repealed_condition_is_no_longer_required_since_a_day_and_by_a_text():
    absent = {a["provision"]: a for a in situation("cabinet-isole-mai-2023", "fr")["absent"]}
    group = absent["eligibilite.exercice_regroupe"]
    assert (group["cause"], group["since"], group["text"]) == ("repealed", "2023-05-01", "2023-04-30-reglement-arbitral")


def test_what_is_missing_is_asked_with_who_supplies_it():
    missing = {m["fact"]: m for m in situation("presque-rien", "fr")["missing"]}
    assert "medecin.secteur" in missing
    assert missing["medecin.secteur"]["question"].endswith("?")
    assert missing["medecin.secteur"]["choices"]


def test_an_unknown_of_the_law_is_told_apart_from_a_missing_fact():
    answer = situation("dermatologue-seuil-inconnu", "fr")
    assert [lack["kind"] for lack in answer["lacks"]] == ["unknown"]
    assert answer["lacks"][0]["supplied_by"] == [m["fact"] for m in answer["missing"]]


def test_what_was_not_yet_published_is_told():
    hidden = situation("avant-la-publication-de-la-convention", "fr")["hidden"]
    assert {h["text"] for h in hidden} == {"2024-06-21-convention-medicale"}
    assert {h["cause"] for h in hidden} == {"unpublished"}


def test_a_supposed_fact_is_marked():
    facts = told("2024-07-01", contrat__date_signature="")["facts"]
    assert facts["contrat.date_signature"]["assumed"] is True
    assert facts["contrat.date_signature"]["value"] == "2024-07-01"
    assert facts["medecin.secteur"]["assumed"] is False


def test_the_same_question_gets_the_same_bytes_whatever_the_order_of_sets():
    script = (
        "import sys; sys.path[:0] = ['.', 'cli', 'engine']\n"
        "from tests.engine.real_law import situation, as_json\n"
        "import hashlib\n"
        "print(hashlib.sha256(''.join(as_json(situation(n, 'fr')) for n in ('presque-rien', 'orl-75-pour-cent')).encode()).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def test_no_number_of_the_law_is_a_json_number():
    def numbers(value: object, path: str = "") -> list[str]:
        match value:
            case bool() | str() | None:
                return []
            case dict():
                return [n for k, v in value.items() for n in numbers(v, f"{path}.{k}")]
            case list():
                return [n for v in value for n in numbers(v, path)]
            case _:
                return [path]

    found = {p.rsplit(".", 1)[-1] for name in SITUATIONS for p in numbers(json.loads(as_json(situation(name, "fr"))))}
    assert found <= {"depth", "size"}
