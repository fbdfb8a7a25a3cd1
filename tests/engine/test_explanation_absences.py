"""Why there is no answer, or a condition is gone, told with its reason; what nobody declared; what is worth asking first."""

from __future__ import annotations

from datetime import date

import pytest
from tests.engine.real_law import as_json, told

from vigueur import Explanation, default_rules, explain, lay_out, load, read_case
from vigueur.diagnostics.problems import Language


def plain(words: str) -> str:
    """Words with plain spaces."""
    return words.replace("\u00a0", " ").replace("\u202f", " ")


def sentence(answer: Explanation, provision: str) -> str:
    """Why a provision is absent."""
    return next(plain(a["sentence"]) for a in answer["absent"] if a["provision"] == provision)


@pytest.mark.parametrize(
    ("language", "day", "known_at", "why"),
    [
        (
            "fr",
            "2019-08-31",
            "",
            "Aucun texte n'est en vigueur au 31 août 2019 : le premier, l'avenant 7, l'est depuis le 1er septembre 2019",
        ),
        ("en", "2019-08-31", "", "No text is in force on 31 August 2019: the first, amendment 7, has been since 1 September 2019"),
        (
            "fr",
            "2024-01-01",
            "2019-01-31",
            "Aucun texte n'était publié au 31 janvier 2019 : le premier, l'avenant 7, l'a été le 20 août 2019",
        ),
        (
            "en",
            "2024-01-01",
            "2019-01-31",
            "No text was published by 31 January 2019: the first, amendment 7, was published on 20 August 2019",
        ),
    ],
)
def test_where_no_text_holds_yet_the_first_one_is_named(language: Language, day: str, known_at: str, why: str):
    answer = told(day, known_at=known_at, language=language, contrat__date_signature="")
    assert answer["verdict"] == "out_of_scope"
    assert plain(answer["answers"]["eligibilite"]["why"]) == why
    for layout in ("text", "markdown", "html"):
        shown = " ".join(plain(lay_out(answer, layout)).replace("&#x27;", "'").split())  # type: ignore[call-overload]
        assert why in shown


@pytest.mark.parametrize(
    ("language", "written", "why"),
    [
        ("fr", "sans objet", "Le contrat a pris fin (jour où le contrat prend fin : 1er septembre 2028)"),
        ("en", "not applicable", "The contract has ended (day on which the contract ends: 1 September 2028)"),
    ],
)
def test_an_amount_in_force_that_does_not_apply_says_what_it_would_take(language: Language, written: str, why: str):
    answer = told("2028-09-02", language=language)
    amount = answer["answers"]["aide.montant_annuel"]
    assert (amount["status"], amount["written"], plain(amount["why"])) == ("absent", written, why)
    assert why in sentence(answer, "aide.montant_annuel")
    assert why in plain(lay_out(answer, "text"))


def test_a_repealed_exemption_is_told_to_whom_it_would_have_helped():
    gone = "Dispense : plus de 20 % de moins de 16 ans : ne joue plus depuis le 1er mai 2023, le règlement arbitral y met fin"
    refused = told("2024-07-01", medecin__patientele_mt="700")
    assert sentence(refused, "patientele.dispense_moins_16_ans") == gone
    assert "ne joue plus" in lay_out(refused, "text")
    assert "ne joue plus" not in lay_out(told("2024-07-01"), "text")


def test_what_does_not_apply_is_not_listed_as_no_longer_required():
    shown = lay_out(told("2024-07-01"), "text", detail=2)
    assert "Second assistant" not in shown
    assert "Exercice regroupé" in shown


def test_what_nobody_declared_is_told_and_not_decided_upon():
    answer = told("2024-07-01")
    assert [(e["fact"], e["sensitive"]) for e in answer["not_declared"]] == [
        ("medecin.cadre_exercice", False),
        ("medecin.situation_sante", True),
    ]
    assert "Non déclaré, et donc pas pris en compte : cadre d'exercice et situation" in plain(lay_out(answer, "text"))
    assert not told("2024-07-01", medecin__situation_sante="false", medecin__cadre_exercice="liberal")["not_declared"]


def test_a_reason_names_the_facts_that_it_rests_on_through_other_rules():
    reasons = {r["provision"]: r["facts"] for r in told("2024-07-01")["reasons"]}
    assert "medecin.patientele_mt" in reasons["patientele.suffisante"]
    assert "medecin.patientele_mt" in reasons["eligibilite.patientele"]


def test_the_first_questions_are_those_that_decide_most():
    empty = dict.fromkeys(
        ("medecin__specialite", "medecin__secteur", "medecin__patientele_mt", "contrat__option", "contrat__date_signature"), ""
    )
    answer = told("2024-09-01", **empty)
    asked = [m["fact"] for m in answer["missing"]]
    assert asked[:2] == ["medecin.specialite", "medecin.secteur"]
    assert asked.index("medecin.patientele_mt") < asked.index("medecin.part_honoraires_cliniques")
    assert asked[-1].startswith("cpam.")
    shown = lay_out(answer, "text")
    assert shown.count("--set ") == 5
    assert f"et {len(asked) - 5} autres" in shown


def test_no_change_moves_a_signature_beyond_the_day_asked():
    for day in ("2024-07-01", "2024-09-01", "2026-01-01"):
        for change in told(day)["changes"]:
            for setting in change["sets"]:
                if setting["fact"] == "contrat.date_signature":
                    assert str(setting["to_value"]) <= day


def test_a_day_that_would_change_the_result_is_told_as_the_first_or_the_last():
    words = [plain(c["words"]) for c in told("2024-07-01", contrat__date_signature="2024-07-01")["changes"]]
    assert "Signature du contrat : le 21 juin 2024 au plus tard, et non le 1er juillet 2024" in words


@pytest.mark.parametrize("specialty", ["dermatologie", "pediatrie", "medecine_generale_mep"])
def test_an_english_answer_has_no_french_reason(specialty: str):
    lacks = told("2024-09-01", language="en", medecin__specialite=specialty)["lacks"]
    assert lacks
    assert not any(word in as_json(dict(lack)) for lack in lacks for word in ("trouvé", " seuil ", " de la "))  # type: ignore[arg-type]


def test_a_repealed_rule_that_would_not_have_applied_is_not_told():
    whom = {"medecin__specialite": "dermatologie", "medecin__patientele_mt": "", "medecin__file_active": "2000"}
    answer = told("2024-07-01", cpam__seuil_file_active="2001", contrat__option="1/2", **whom)
    concerned = {a["provision"]: a["concerned"] for a in answer["absent"]}
    assert concerned["eligibilite.exercice_regroupe"]
    assert not concerned["patientele.dispense_moins_16_ans"]
    shown = lay_out(answer, "text")
    assert "ne joue plus" not in shown
    assert "Temps plein en zone sous-dense" not in shown


def test_what_stands_in_for_the_law_is_nothing_that_a_case_could_change():
    whom = {"medecin__specialite": "dermatologie", "medecin__patientele_mt": "", "medecin__file_active": "2000"}
    answer = told("2024-07-01", cpam__seuil_file_active="2001", **whom)
    changed = {setting["fact"] for change in answer["changes"] for setting in change["sets"]}
    assert "medecin.file_active" in changed
    assert not any(fact.startswith("cpam.") for fact in changed)


@pytest.mark.parametrize(
    ("language", "why"),
    [
        (
            "fr",
            "Aucun texte ne traite de cette question au 2 juin 2022 : le premier, le règlement arbitral, le fait depuis le 1er mai 2023",
        ),
        ("en", "No text deals with this question on 2 June 2022: the first, the arbitral rules, has since 1 May 2023"),
    ],
)
def test_conditions_that_a_later_text_is_the_first_to_set_do_not_say_that_no_text_is_in_force(language: Language, why: str):
    rulebook = load(default_rules())
    case = read_case(rulebook, b"contrat.date_signature: 2022-06-01\nassistant.part_a_distance: 1\n")
    answer = explain(rulebook, case, as_of=date(2022, 6, 2), decisions=["missions.teletravail"], language=language)
    assert plain(answer["answers"]["missions.teletravail"]["why"]) == why
