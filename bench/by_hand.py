"""Eligibility and yearly amount of the medical assistants' aid as a programmer writes them by hand, recording the reasons.

The measure for the engine: the same rules of the same texts, known as of today, with the default readings. Three answers
everywhere: True, False, and None for what a missing fact leaves open. Nothing is general here: that is the point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

AVENANT_7, REGLEMENT, CONVENTION = "l'avenant 7", "le règlement arbitral", "la convention de 2024"
FROM = {AVENANT_7: date(2019, 9, 1), REGLEMENT: date(2023, 5, 1), CONVENTION: date(2024, 6, 22)}
EXCLUDED = {"radiologie", "radiotherapie", "stomatologie", "anesthesie_reanimation", "anatomo_cyto_pathologie", "medecine_nucleaire"}
SURGERY = {
    "chirurgie_generale", "chirurgie_infantile", "chirurgie_maxillo_faciale", "chirurgie_orale", "chirurgie_orthopedique",
    "chirurgie_plastique", "chirurgie_thoracique", "chirurgie_urologique", "chirurgie_vasculaire", "chirurgie_viscerale", "neurochirurgie",
}  # fmt: skip
CLINICAL = SURGERY | {"orl", "gynecologie_medicale", "gynecologie_obstetrique"}
OPTIONS = {AVENANT_7: {"1/3", "1/2", "1"}, REGLEMENT: {"1/2", "1"}, CONVENTION: {"1/2", "1", "1.5", "2"}}
LIFTED = {
    "eligibilite.exercice_regroupe": "exercice regroupé",
    "eligibilite.exercice_coordonne": "exercice coordonné",
    "eligibilite.temps_plein_zip": "temps plein en zone sous-dense",
    "patientele.dispense_moins_16_ans": "dispense pour les moins de 16 ans",
}
COLUMNS = ("an_1", "an_2", "an_3", "haut", "p95")
BEFORE = {"1/3": (12000, 9000, 7000, 8350, 12000), "1/2": (18000, 13500, 10500, 12500, 18000), "1": (36000, 27000, 21000, 25000, 36000)}
AFTER = {"1/3": (None, 9450, 7350, 8767, 12600), "1/2": (19000, 14000, 11000, 13000, 19000), "1": (38000, 28000, 22000, 26000, 38000)}
TERM = 5

Fact = str | bool | Decimal | date


@dataclass(frozen=True, slots=True)
class Reason:
    provision: str
    state: bool | Decimal | str | None
    sentence: str
    cite: str
    text: str
    since: date


@dataclass(slots=True)
class Answer:
    verdict: str = "undetermined"
    amount: Decimal | None = None
    reasons: list[Reason] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)


def decide(facts: Mapping[str, Fact], as_of: date) -> Answer:
    """The verdict at signature and the amount on a day, with the reasons for both."""
    answer = Answer()
    signed = _day(facts, "contrat.date_signature", as_of)
    judged = min(signed, as_of)
    text = _text(_lived(signed, _day(facts, "contrat.date_bascule", date.max), judged, yearly=False))
    if facts.get("medecin.cadre_exercice") in {"centre_de_sante", "salarie"}:
        answer.verdict = "out_of_scope"
    elif facts.get("medecin.situation_sante") is True:
        answer.verdict = "to_be_examined"
    elif text is None:
        answer.verdict = "out_of_scope"
    else:
        met = _all(_conditions(answer, facts, text, signed, judged))
        answer.verdict = {True: "eligible", False: "ineligible", None: "undetermined"}[met]
    answer.amount = _amount(answer, facts, signed, as_of)
    return answer


def _conditions(answer: Answer, facts: Mapping[str, Fact], text: str, signed: date, judged: date) -> Iterable[bool | None]:
    note = _noting(answer, text, judged)
    specialty = _ask(answer, facts, "medecin.specialite")
    option = facts.get("contrat.option")
    locum = facts.get("medecin.remplacant")
    if isinstance(locum, bool):
        yield note("eligibilite.installe", not locum, "médecin installé", "mes")
    sector = _ask(answer, facts, "medecin.secteur")
    tariff = facts.get("medecin.option_tarifaire") if sector == "2" else None
    yield note("eligibilite.secteur", _sector(sector, tariff), f"secteur {sector}, option {tariff}", "csmf-e")
    if text == AVENANT_7:
        admitted = True if specialty == "medecine_generale" else facts.get("cpam.specialite_admise")
        yield note("eligibilite.specialite", _truth(admitted), f"spécialité admise : {specialty}", "rea")
        group = _any(_truth(facts.get(f)) for f in ("cabinet.groupe", "medecin.zone_sous_dense", "cabinet.coordination_renforcee"))
        yield note("eligibilite.exercice_regroupe", group, "cabinet d'au moins deux médecins, zone ou coordination", "csmf-e")
        promised = _day(facts, "cabinet.date_engagement_coordonne", date.max) <= _years_on(signed, 2)
        coordinated = _any((_truth(_ask(answer, facts, "cabinet.exercice_coordonne")), promised))
        yield note("eligibilite.exercice_coordonne", coordinated, "exercice coordonné, ou engagement dans les deux ans", "csmf-e")
        if option == "1":
            zone = _truth(_ask(answer, facts, "medecin.zone_sous_dense"))
            yield note("eligibilite.temps_plein_zip", zone, "temps plein en zone d'intervention prioritaire", "a-ra23")
    else:
        for provision, name in LIFTED.items():
            note(provision, "absent", f"{name} : condition supprimée depuis le 1er mai 2023 par le règlement arbitral", "a-ra23")
        admitted = None if specialty is None else specialty not in EXCLUDED
        yield note("eligibilite.specialite", _truth(admitted), f"spécialité non exclue : {specialty}", "s4 l. 19")
        yield from _clinical_share(answer, facts, text, str(specialty), judged)
    if option is not None:
        yield note("eligibilite.option", option in OPTIONS[text], f"option ouverte : {option}", "a-ra23")
    if text == CONVENTION and option in {"1.5", "2"}:
        yield from _second_assistant(answer, facts, str(specialty), judged)
    yield _patients(answer, facts, text, specialty, signed, judged)


def _clinical_share(answer: Answer, facts: Mapping[str, Fact], text: str, specialty: str, judged: date) -> Iterable[bool | None]:
    note = _noting(answer, text, judged)
    if specialty not in (SURGERY if text == REGLEMENT else CLINICAL):
        note("eligibilite.honoraires_cliniques", "absent", f"honoraires cliniques : sans objet pour la spécialité {specialty}", "a-nov24")
        return
    share = _ask(answer, facts, "medecin.part_honoraires_cliniques")
    if not isinstance(share, Decimal):
        yield note("eligibilite.honoraires_cliniques", None, "part des honoraires cliniques inconnue", "a-nov24")
    elif text == REGLEMENT:
        yield note("eligibilite.honoraires_cliniques", 1 - share < Decimal("0.2"), f"actes de la CCAM : {(1 - share) * 100} %", "jhp")
    else:
        yield note(
            "eligibilite.honoraires_cliniques", share >= Decimal("0.8"), f"actes cliniques : {share * 100} %, il en faut 80 %", "a-nov24"
        )


def _second_assistant(answer: Answer, facts: Mapping[str, Fact], specialty: str, judged: date) -> Iterable[bool | None]:
    note = _noting(answer, CONVENTION, judged)
    yield note("second_assistant.generaliste", specialty == "medecine_generale", "médecin généraliste", "a-sim")
    running = _ask(answer, facts, "contrat_en_cours.option")
    yield note("second_assistant.temps_plein", None if running is None else running == "1", "temps plein en cours", "a-sim")
    began = _ask(answer, facts, "contrat_en_cours.date_signature")
    third = 1 + _years(began, judged) >= 3 if isinstance(began, date) else None
    yield note("second_assistant.troisieme_annee", third, "troisième année au moins", "a-sim")
    yield note(
        "second_assistant.objectifs", _truth(_ask(answer, facts, "contrat_en_cours.objectifs_atteints")), "objectifs atteints", "a-sim"
    )
    yield note("second_assistant.zip", _truth(_ask(answer, facts, "medecin.zone_sous_dense")), "zone d'intervention prioritaire", "a-sim")


def _patients(answer: Answer, facts: Mapping[str, Fact], text: str, specialty: Fact | None, signed: date, judged: date) -> bool | None:
    note = _noting(answer, text, judged)
    counted, least = _counted(answer, facts, text, specialty), _least(facts, text, specialty)
    enough = counted >= least if counted is not None and least is not None else None
    ways = [note("patientele.suffisante", enough, f"vous comptez {counted} patients, pour un seuil de {least}", "s4 l. 22")]
    adults, everybody = facts.get("medecin.patientele_mt_adultes"), facts.get("medecin.patientele_mt")
    if text == AVENANT_7 and specialty == "medecine_generale" and isinstance(adults, Decimal) and isinstance(everybody, Decimal):
        children = everybody - adults > everybody * Decimal("0.2")
        ways.append(note("patientele.dispense_moins_16_ans", children, f"{everybody - adults} patients de moins de 16 ans", "rea"))
    settled = facts.get("medecin.date_installation")
    fresh = isinstance(settled, date) and signed < _years_on(settled, 1)
    if not isinstance(settled, date):
        note("patientele.dispense_nouvel_installe", "absent", "nouvel installé : sans objet, aucune date d'installation déclarée", "csmf-e")
    elif text != CONVENTION:
        ways.append(note("patientele.dispense_nouvel_installe", fresh, "nouvel installé", "csmf-e"))
    elif fresh:
        spared = _truth(facts.get("cpam.dispense_nouvel_installe"))
        ways.append(note("patientele.dispense_nouvel_installe", spared, "dispense de la caisse", "amo"))
    return note("eligibilite.patientele", _any(ways), "patientèle minimale, ou dispense", "s4 l. 22")


def _counted(answer: Answer, facts: Mapping[str, Fact], text: str, specialty: Fact | None) -> Decimal | None:
    if specialty in {None, "medecine_generale_mep"}:
        return None
    measure = "medecin.file_active"
    if specialty == "medecine_generale":
        measure = "medecin.patientele_mt_adultes" if text == AVENANT_7 else "medecin.patientele_mt"
    elif specialty == "pediatrie":
        measure = "medecin.patientele_mt"
    value = _ask(answer, facts, measure)
    return value if isinstance(value, Decimal) else None


def _least(facts: Mapping[str, Fact], text: str, specialty: Fact | None) -> Decimal | None:
    if specialty == "medecine_generale":
        return Decimal(640) if text == AVENANT_7 else Decimal(775)
    if specialty == "gastro_enterologie" and text != AVENANT_7:
        return Decimal(1270)
    value = facts.get("cpam.seuil_patientele_mt" if specialty == "pediatrie" else "cpam.seuil_file_active")
    return value if isinstance(value, Decimal) else None


def _amount(answer: Answer, facts: Mapping[str, Fact], signed: date, day: date) -> Decimal | None:
    switched = _day(facts, "contrat.date_bascule", date.max)
    text = _text(_lived(signed, switched, day, yearly=True))
    law = _text(_lived(signed, switched, day, yearly=False))
    renewed = _day(facts, "contrat.date_renouvellement", date.max)
    start = renewed if renewed <= day else signed
    option = _ask(answer, facts, "contrat.option")
    if text != CONVENTION:
        text = law
    if text is None or law is None or not signed <= day < _years_on(start, TERM) or not isinstance(option, str):
        return None
    note = _noting(answer, text, day)
    year = 1 + _years(start, day)
    note("contrat.echeance", None, f"contrat de {TERM} ans, jusqu'au {_years_on(start, TERM)}", "cnom21")
    note("contrat.en_cours", True, f"contrat en cours du {start} au {_years_on(start, TERM)}", "cnom21")
    note("contrat.annee", Decimal(year), f"année {year} du contrat, comptée du {start}", "cnom21")
    band = _band(answer, facts, law, _noting(answer, law, signed))
    column = "p95" if band == "P95+" else f"an_{year}" if year <= 2 and band is not None else None
    if band is None and year == 1:
        column = "an_1"  # every band gives the same in the first year
    elif column is None and band in {"P30-P90", "P90-P95"}:
        column = "an_3" if band == "P30-P90" else "haut"
    note("aide.palier", column, f"année {year}, tranche {band}", "a-jun24")
    figures = (AFTER if text == CONVENTION else BEFORE).get(option)
    figure = figures[COLUMNS.index(column)] if figures and column else None
    value = None if figure is None else Decimal(figure)
    note("aide.montant_annuel", value, f"option {option}, année {year} : {value} €", "a-jun24")
    return value


def _band(answer: Answer, facts: Mapping[str, Fact], text: str, note: Noting) -> str | None:
    given = facts.get("cpam.tranche")
    specialty = facts.get("medecin.specialite")
    counted, least = _counted(answer, facts, text, specialty), _least(facts, text, specialty)
    band = str(given) if given else None
    if band is None and counted is not None and least is not None:
        if counted < least:
            band = "sous_P30"
        elif text != AVENANT_7 and specialty == "medecine_generale":
            band = "P30-P90" if counted < 1503 else "P90-P95" if counted < 1721 else "P95+"
    note("patientele.tranche", band, f"tranche {band} : {counted} patients", "cnom21")
    return band


class Noting:
    """Records a reason and gives its state back."""

    def __init__(self, answer: Answer, text: str, day: date) -> None:
        self.reasons, self.text, self.day = answer.reasons, text, day

    def __call__(self, provision: str, state: bool | Decimal | str | None, sentence: str, cite: str) -> bool | None:
        self.reasons.append(Reason(provision, state, sentence, cite, self.text, FROM[self.text]))
        return state if isinstance(state, bool) else None


def _noting(answer: Answer, text: str, day: date) -> Noting:
    return Noting(answer, text, day)


def _lived(signed: date, switched: date, day: date, *, yearly: bool) -> date:
    """The day whose law a contract lives under: its signature, its switch, or (`yearly`) its latest anniversary."""
    if signed > day:
        return day
    latest = max(signed, switched) if switched <= day else signed
    return max(latest, _years_on(signed, _years(signed, day))) if yearly else latest


def _text(lived: date) -> str | None:
    return next((text for text in reversed(FROM) if FROM[text] <= lived), None)


def _years_on(anchor: date, years: int) -> date:
    last = 28 if (anchor.month, anchor.day) == (2, 29) and not _leap(anchor.year + years) else anchor.day
    return date(anchor.year + years, anchor.month, last)


def _years(anchor: date, day: date) -> int:
    years = day.year - anchor.year
    return years if _years_on(anchor, years) <= day else years - 1


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _sector(sector: Fact | None, tariff: Fact | None) -> bool | None:
    if sector == "2":
        return None if tariff is None else tariff in {"OPTAM", "OPTAM-CO"}
    return None if sector is None else sector == "1"


def _ask(answer: Answer, facts: Mapping[str, Fact], name: str) -> Fact | None:
    value = facts.get(name)
    if value is None:
        answer.missing.add(name)
    return value


def _day(facts: Mapping[str, Fact], name: str, otherwise: date) -> date:
    value = facts.get(name, otherwise)
    return value if isinstance(value, date) else otherwise


def _truth(value: Fact | None) -> bool | None:
    return value if isinstance(value, bool) else None


def _all(states: Iterable[bool | None]) -> bool | None:
    gathered = list(states)
    return False if False in gathered else None if None in gathered else True


def _any(states: Iterable[bool | None]) -> bool | None:
    gathered = list(states)
    return True if True in gathered else None if None in gathered else False
