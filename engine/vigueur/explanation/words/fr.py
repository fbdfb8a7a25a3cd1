"""French: dates, numbers, lists and phrases. Thousands are parted by a narrow no-break space, units by a no-break space."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal

from vigueur.explanation.words.digits import punctuated
from vigueur.explanation.words.fr_dues import PHRASES as DUES

NARROW: Final = "\u202f"
FIXED: Final = "\u00a0"
MONTHS: Final = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
CURRENCIES: Final = {"EUR": "€", "USD": "$", "GBP": "£"}
CONJUNCTIONS: Final = {"and": "et", "or": "ou"}


def date_(day: date) -> str:
    """A day: « 1er mai 2023 »."""
    if day == date.max:
        return "jamais"
    return f"{'1er' if day.day == 1 else day.day}{FIXED}{MONTHS[day.month - 1]}{FIXED}{day.year}"


def number(value: Decimal, unit: str = "") -> str:
    """A number with its unit: « 1 503 patients », « 0,5 »."""
    written = punctuated(value, NARROW, ",")
    if not unit:
        return written
    return f"{written}{FIXED}{unit[:-1] if abs(value) < 2 and unit.endswith('s') else unit}"


def money(value: Decimal, currency: str) -> str:
    """An amount: « 38 000 € », « 1 250,50 € »."""
    return f"{punctuated(value, NARROW, ',', least=2)}{FIXED}{CURRENCIES.get(currency, currency)}"


def percent(value: Decimal) -> str:
    """A share: « 20 % »."""
    return f"{punctuated(value * 100, NARROW, ',')}{FIXED}%"


def months(count: int) -> str:
    """A duration: « 2 ans », « 1 an et 3 mois »."""
    years, rest = divmod(abs(count), 12)
    parts = []
    if years:
        parts.append(f"{years}{FIXED}an{'s' if years > 1 else ''}")
    if rest or not years:
        parts.append(f"{rest}{FIXED}mois")
    return ("-" if count < 0 else "") + " et ".join(parts)


def days(duration: timedelta) -> str:
    """A duration in days: « 15 jours »."""
    return f"{duration.days}{FIXED}jour{'s' if abs(duration.days) > 1 else ''}"


def listed(words: Sequence[str], conjunction: str = "and") -> str:
    """Several things in a sentence: « a, b et c »."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {CONJUNCTIONS[conjunction]} {words[-1]}"


def parted(words: Sequence[str]) -> str:
    """Things that hold commas themselves, on one line."""
    return f"{FIXED}; ".join(words)


def period(count: int, unit: Literal["year", "month", "day"]) -> str:
    """À quel rythme : « chaque année », « tous les 5 ans »."""
    if unit == "year":
        return "chaque année" if count == 1 else f"tous les {count}{FIXED}ans"
    if unit == "month":
        return "chaque mois" if count == 1 else f"tous les {count}{FIXED}mois"
    return "chaque jour" if count == 1 else f"tous les {count}{FIXED}jours"


PHRASES: Final[dict[str, str]] = {
    **DUES,
    # verdicts
    "eligible": "Éligible",
    "ineligible": "Non éligible",
    "undetermined": "On ne peut pas encore répondre",
    "out_of_scope": "Hors du champ de ces règles",
    "to_be_examined": "À examiner par un agent",
    "unconditioned": "Plus aucune condition ne s'applique",
    "no_verdict": "Réponse",
    # answers
    "yes": "oui",
    "no": "non",
    "answer_unknown": "pas encore déterminé",
    "answer_absent": "aucune règle en vigueur",
    "answer_inapplicable": "sans objet",
    "one_of_possible": "{values}, selon ce qui manque",
    "between_possible": "entre {low} et {high}, selon ce qui manque",
    "nothing": "rien",
    "unless_refused": "montant prévu si les conditions étaient remplies",
    # time
    "on_day": "au {day}",
    "known_at": "d'après ce qui était publié au {day}",
    "text_since": "{text}, depuis le {day}",
    "text_since_latest": "{text}, depuis le {day} au plus tard",
    "begun_plain": "en vigueur depuis le {day}",
    "begun_new": "{anchor} le {value} : le texte valait depuis le {from_}",
    "begun_no_anchor": "en vigueur depuis le {from_} ; aucune date ne rattache encore ce dossier au droit ancien",
    "begun_at_once": "vaut pour tous les dossiers depuis le {from_}",
    "begun_every": "atteint ce dossier le {begin}, à l'échéance ({every}) comptée depuis : {anchor}, le {value}",
    "begun_on": "atteint ce dossier le {begin}, par l'événement : {hinge}",
    "begun_never": "ne concerne que les dossiers postérieurs au {from_}",
    "begun_reading": "vaut pour les dossiers antérieurs au {from_}, selon la lecture retenue",
    "begun_undated": "le jour exact de son entrée en vigueur n'est pas connu",
    "begun_unknown": "on ne sait pas encore si ce texte régit ce dossier",
    "supposed": "supposé",
    "new_case_gets": "un dossier ouvert le {day} aurait : {value}, selon {text}",
    "candidates": "texte applicable à préciser : {texts}",
    "waits_until": "À partir du {day}, {text} s'appliquera à ce dossier : {label}.",
    # reasons
    "condition_met": "{label} : rempli",
    "condition_failed": "{label} : non rempli",
    "condition_undetermined": "{label} : on ne peut pas encore le dire",
    "depends_on": "cela dépend de {facts}",
    "condition_undetermined_for": "{label} : cela dépend de {facts}",
    "measure": "{what} : {value} ; il faut {test} {threshold}",
    "measure_plain": "{value} ; il faut {test} {threshold}",
    "date_>=": "au plus tôt le",
    "date_>": "après le",
    "date_<=": "au plus tard le",
    "date_<": "avant le",
    ">=": "au moins",
    ">": "plus de",
    "<=": "au plus",
    "<": "moins de",
    "=": "",
    # absence
    "not_yet": "{label} : pas encore exigé à cette date",
    "not_yet_rule": "{label} : pas encore en vigueur à cette date",
    "not_yet_alternative": "{label} : ne joue pas encore à cette date",
    "not_yet_until": "{sentence} ; {text} le prévoit à partir du {day}",
    "not_yet_published": "{sentence} ; le texte qui le prévoit, {text}, sera publié le {day}",
    "repealed_rule": "{label} : n'est plus en vigueur depuis le {day}, abrogé par {text}",
    "repealed_plain_rule": "{label} : n'est plus en vigueur, abrogé",
    "lapsed_rule": "{label} : n'est plus en vigueur, le texte a cessé de s'appliquer",
    "lapsed_since_rule": "{label} : n'est plus en vigueur depuis le {day}, {text} a cessé de s'appliquer",
    "repealed": "{label} : n'est plus exigé depuis le {day}, abrogé par {text}",
    "repealed_several": "Plus exigé depuis le {day}, abrogé par {text} : {labels}",
    "repealed_alternative": "{label} : ne joue plus depuis le {day}, {text} y met fin",
    "repealed_plain": "{label} : n'est plus exigé, abrogé",
    "repealed_plain_alternative": "{label} : ne joue plus",
    "lapsed": "{label} : n'est plus exigé, le texte a cessé de s'appliquer",
    "lapsed_alternative": "{label} : ne joue plus, le texte a cessé de s'appliquer",
    "lapsed_since": "{label} : n'est plus exigé depuis le {day}, {text} a cessé de s'appliquer",
    "lapsed_since_alternative": "{label} : ne joue plus depuis le {day}, {text} a cessé de s'appliquer",
    "withdrawn": "{label} : le texte a été retiré",
    "never_for_this_case": "{label} : ne concerne pas ce dossier, qui relève du droit ancien",
    "not_applicable": "{label} : ne s'applique pas à cette situation",
    "not_applicable_because": "{label} : sans objet. {why}",
    "not_given": "{label} : non indiqué",
    "sign_=": "est",
    "sign_≠": "n'est pas",
    "sign_>": "dépasse",
    "sign_≥": "atteint au moins",
    "sign_<": "est au-dessous de",
    "sign_≤": "n'est pas au-delà de",
    "some_of": "au moins un dans {words}",
    "only_for": "Seulement si : {condition}",
    "with_edge": "{sentence} ({label} : {day})",
    "none_left_repealed": "Depuis le {day}, par {text}, plus aucune condition n'est exigée",
    "none_left_lapsed": "Depuis le {day}, {text} ayant cessé de s'appliquer, plus aucune condition n'est exigée",
    "empty": "{label} : aucune condition ne s'applique à ce dossier",
    "nothing_in_force": "Aucun texte n'est en vigueur au {day} : le premier, {text}, l'est depuis le {from_}",
    "nothing_on_it": "Aucun texte ne traite de cette question au {day} : le premier, {text}, le fait depuis le {from_}",
    "nothing_published": "Aucun texte n'était publié au {day} : le premier, {text}, l'a été le {published}",
    "event_never": "{label} : l'événement n'a pas eu lieu",
    # lacks of the law
    "unknown": "{label} : la règle existe, mais elle n'a pas été trouvée. {why}",
    "silent": "{label} : aucun texte ne le règle. {why}",
    "may": "{label} : à apprécier par {who}. {why}",
    "undated": "{label} : la date du texte n'est pas connue avec précision. {why}",
    "supplied_by": "Vous pouvez le fournir : {facts}.",
    # missing
    "missing_why": "utile pour : {decisions}",
    "missing_regime": "décide de la règle applicable ; utile pour : {decisions}",
    "ask_whom": "fourni par : {who}",
    "choices": "choix : {choices}",
    "choices_more": "choix : {choices} (tous : vigueur faits {fact})",
    # readings
    "reading_used": "{question} : lecture retenue, « {option} »",
    "reading_because": "raison : {why}",
    "reading_same": "L'autre lecture, « {option} », donnerait la même réponse.",
    "reading_other": "L'autre lecture, « {option} », donnerait : {result}.",
    "reading_chosen": "choisie pour ce calcul",
    "reading_default": "retenue par défaut",
    # changes
    "change_to": "{label} : {to}, et non {from_}",
    "change_day": "{label} : {to}, et non le {from_}",
    "change_day_given": "{label} : {to}",
    "day": "le {day}",
    "day_at_most": "le {day} au plus tard",
    "day_at_most_near": "le {day} ou peu avant",
    "day_at_least": "le {day} au plus tôt",
    "day_at_least_near": "le {day} ou peu après",
    "change_given": "{label} : {to}",
    "change_at_least": "{label} : au moins {to}, et non {from_}",
    "change_at_most": "{label} : au plus {to}, et non {from_}",
    "change_at_least_given": "{label} : au moins {to}",
    "change_at_most_given": "{label} : au plus {to}",
    "change_result": "donnerait : {result}",
    # facts
    "fact_given": "{label} : {value}",
    "given_on": "{label} au {day} : {value}",
    "fact_source": "source : {source}",
    "fact_observed": "constaté le {day}",
    "fact_supposed": "supposé, car non indiqué",
    "fact_unused": "donné, sans effet sur la réponse",
    "not_declared": "Non déclaré, et donc pas pris en compte : {facts}",
    "no_source": "déclaré sans source",
    # hidden
    "hidden_unpublished": "Publication le {day}, donc pas encore connu : {text}, sur : {label}.",
    "hidden_withdrawn": "Remplacé ou retiré par {other} (publication le {day}) : ce que disait {text}, sur : {label}.",
    # notice
    "notice_algorithm": "Cette réponse a été produite par un traitement algorithmique, le logiciel Vigueur, qui applique des règles écrites à la situation décrite.",
    "notice_degree_simulation": "C'est une simulation : elle aide à comprendre et à préparer une demande. Ce n'est pas une décision ; seul l'organisme compétent décide.",
    "notice_purpose": "Dire si l'aide peut être accordée, pour quel montant, et pourquoi : {title}.",
    "notice_rights": "Vous pouvez demander communication des règles qui définissent ce traitement et des principales caractéristiques de sa mise en œuvre (code des relations entre le public et l'administration, articles L311-3-1 et R311-3-1-1 et suivants), ainsi que des explications utiles sur la logique suivie (RGPD, article 15, paragraphe 1, point h).",
    "notice_how_simulation": "Adressez la demande à l'organisme qui a utilisé cette simulation ; en cas de refus, la CADA peut être saisie. Les règles elles-mêmes sont lisibles : vigueur droit --le {day}.",
    "notice_how_decision": "Adressez la demande à l'organisme qui a pris la décision ; en cas de refus, la CADA peut être saisie. Les règles elles-mêmes sont lisibles : vigueur droit --le {day}.",
    "notice_how_assistance": "Adressez la demande à l'organisme qui a pris la décision ; en cas de refus, la CADA peut être saisie. Les règles elles-mêmes sont lisibles : vigueur droit --le {day}.",
    "notice_data": "Données traitées : {facts}.",
    "notice_no_data": "Aucune donnée n'a été fournie.",
    "notice_parameters": "Paramètres appliqués : {parameters}.",
    "notice_operations": "Opérations : {count} règles lues, dans l'ordre donné sous « Étapes ».",
    "notice_degree_decision": "Il a été décidé comme l'algorithme répond, sur les faits déclarés ; on peut demander qu'une personne réexamine la décision.",
    "notice_degree_assistance": "L'algorithme éclaire la décision et ne la prend pas : l'agent compétent décide, et peut décider autrement.",
    "notice_short_simulation": "Simulation produite par un algorithme qui applique les textes cités. Ce n'est pas une décision.",
    "notice_short_decision": "Réponse d'un algorithme qui applique les textes cités, consignée comme décision.",
    "notice_short_assistance": "Réponse d'un algorithme qui applique les textes cités. Elle éclaire la décision de l'agent compétent et n'est pas cette décision.",
    # titles
    "title_amount": "Montant",
    "title_answers": "Réponses",
    "title_reasons": "Raisons",
    "title_facts": "Valeurs utilisées",
    "title_changes": "Ce qui changerait le résultat",
    "title_missing": "Ce qui manque",
    "title_lacks": "Ce que les textes ne disent pas",
    "title_readings": "Lectures",
    "title_absent": "Ce qui n'est pas exigé",
    "title_absent_any": "Ce qui n'est pas en vigueur ou ne s'applique pas",
    "title_waiting": "Ce qui va changer",
    "title_hidden": "Ce qui n'est pas pris en compte",
    "title_steps": "Étapes du calcul",
    "title_notice": "Ce qu'est cette réponse",
    "next_detail": "Toutes les étapes du calcul : --detail 3. Ce qui change et quand : vigueur chronologie",
    "next_set": "Répondre : ajoutez --set {fact}=VALEUR",
    "edition": "{rulebook} · contenu {content} · sens {meaning} · vigueur {engine}",
    "result_with": "{verdict}, {amounts}",
    "and_more": "et {count} autres (--detail {detail} les montre)",
    "and_one_more": "et 1 autre (--detail {detail} le montre)",
    # the law
    "law_on": "Le droit en vigueur au {day}",
    "law_between": "Ce qui change entre le {first} et le {second}",
    "law_applies_if": "seulement si : {condition}",
    "law_option": "selon la lecture « {option} » : {content}",
    "law_one_of": "{what} : {values}",
    "law_otherwise": "sinon : {value}",
    "law_from": "{code} : à partir de {edge}",
    "law_not": "non ({value})",
    "law_unknown": "valeur non trouvée ({why})",
    "law_silent": "aucun texte ne le règle ({why})",
    "law_may": "laissé à l'appréciation ({why})",
    "law_undated": "date incertaine ({why})",
    "law_not_applicable": "sans objet",
    "law_set": "depuis le {day} : {text}",
    "law_repeal": "abrogé depuis le {day} par {text}",
    "law_set_latest": "depuis le {day} au plus tard : {text}",
    "law_repeal_latest": "abrogé depuis le {day} au plus tard par {text}",
    "law_sets": "Pose ou remplace",
    "law_repeals": "Abroge",
    "law_sentences": "Dit à la personne :",
    "law_until": "Cesse de s'appliquer le {day}",
    "law_withdrawn_by": "Retiré ou remplacé par {text}",
    "law_reading": "Ouvert à interprétation : {question}",
    "law_published": "Publié le {day}",
    "law_published_between": "Publié entre le {day} et le {latest} : le jour n'est pas connu",
    "law_text_between": "publié entre le {published} et le {latest}, en vigueur le {in_force}",
    "law_text_days": "publié le {published}, en vigueur le {in_force}",
    "law_new": "nouveau",
    "law_was": "avant : {words}",
    "law_becomes": "après : {words}",
    "law_was_in": "venait de : {text}",
    "law_rows_more": "et {count} autres lignes : vigueur droit --disposition {provision}",
    "law_new_title": "Nouveau",
    "law_changed_title": "Modifié",
    "law_gone_title": "N'est plus en vigueur",
    "law_same": "Rien ne change entre ces deux jours.",
    "law_same_content": "même contenu, repris par un autre texte",
    "law_all_of": "Il faut remplir toutes ces conditions",
    "law_any_of": "Il faut remplir l'une de ces conditions",
    "law_none_of": "Il ne faut remplir aucune de ces conditions",
    "law_next": "L'histoire d'une disposition : vigueur droit --disposition ID. Ce qu'un texte a changé : --texte TEXTE.",
    "open_keep": "les dossiers ouverts auparavant conservent leur régime",
    "open_at_once": "vaut aussi, aussitôt, pour les dossiers ouverts auparavant",
    "open_every": "les dossiers ouverts auparavant suivent à l'échéance ({every}) comptée depuis : {anchor}",
    "open_on": "les dossiers ouverts auparavant suivent lors de : {events}",
    "open_both": "les dossiers ouverts auparavant suivent à la première de ces dates : {every} ; {events}",
    "open_reading": "ce que deviennent les dossiers ouverts auparavant est une question d'interprétation",
    "open_unsettled": "ce que deviennent les dossiers ouverts auparavant n'est pas connu",
    "open_first": "l'échéance",
    "law_supplied": "à défaut de : {fact}",
    "law_on_day": "mesuré au jour : {day}",
    "law_bands_of": "selon : {what}",
    "law_except": "sauf {value}",
    "law_met": "rempli : {words}",
    "law_not_met": "non rempli : {words}",
    "law_pair": "{head} : {before} → {after}",
    "law_confirms": "Confirme",
    "law_conditions": "Autres conditions",
    "law_calculations": "Calculs et barèmes",
    "law_values": "Valeurs et listes",
    "law_notes": "Ce que les textes disent encore",
    "law_withdraws": "Retire ou remplace",
    # an expression of the law
    "words_quoted": "« {words} »",
    "words_day": "le jour examiné",
    "words_never": "jamais",
    "words_given": "{words} indiqué",
    "words_in_force": "{words} en vigueur",
    "words_among": "{first} parmi {second}",
    "words_not_among": "{first} hors de {second}",
    "words_range": "de {first} à {second}",
    "words_on": "{first}, lu le jour : {second}",
    "words_supplied": "{first} s'il est donné, sinon {second}",
    "words_anniversaries": "années entières depuis {words}",
    "words_anniversaries_on": "années entières de {first} à {second}",
    "words_max": "le plus grand de {words}",
    "words_min": "le plus petit de {words}",
    "words_count": "nombre de {words}",
    "words_sum": "somme de {words}",
    "words_mean": "moyenne de {words}",
    "words_months_between": "mois entiers entre {first} et {second}",
    "words_days_between": "jours entre {first} et {second}",
    "words_rounded": "{value}, arrondi {places}",
    "words_rounded_down": "{value}, arrondi par défaut {places}",
    "words_rounded_up": "{value}, arrondi par excès {places}",
    "words_units": "à l'unité",
    "words_cents": "au centime",
    "words_decimals": "à {places} décimales",
    "words_happened": "{words} a eu lieu",
    "words_past": "{words} est passé",
    "words_only_if": "{first} (seulement si {second})",
    "words_if": "si {condition} : {first} ; sinon : {second}",
    "words_otherwise": "{first} ; sinon : {second}",
    # the facts of a rule book
    "facts_title": "Ce que l'on peut dire d'un dossier",
    "facts_next": "Tout ce que l'on peut écrire pour un fait : vigueur faits FAIT.",
    "facts_colon": " : ",
    "facts_choices": "Ce que l'on peut écrire",
    "facts_columns": "Chaque ligne contient",
    "facts_few": "au choix : {codes}",
    "facts_codes": "un code parmi {count}",
    "facts_between": "de {low} à {high}",
    "facts_least": "au moins {low}",
    "facts_most": "au plus {high}",
    "facts_least_day": "à partir du {low}",
    "facts_most_day": "jusqu'au {high}",
    "facts_boolean": "oui ou non",
    "facts_number": "un nombre",
    "facts_money": "un montant",
    "facts_date": "un jour",
    "facts_text": "des mots",
    "facts_record": "une ligne",
    "facts_duration_in_months": "un nombre de mois ou d'années",
    "facts_duration_in_days": "un nombre de jours",
    "facts_list_of_text": "une liste de mots",
    "facts_list_of_date": "une liste de jours",
    "facts_list_of_number": "une liste de nombres",
    "facts_list_of_code": "une liste de codes",
    "facts_list_of_record": "une liste de lignes",
    "facts_omitted_never": "sans réponse : l'événement n'a pas eu lieu",
    "facts_omitted_day": "sans réponse : le jour jugé",
    "facts_omitted_none": "sans réponse : il n'y en a aucun",
    "facts_optional": "facultatif : sans lui, ce qui en dépend est laissé de côté",
    "facts_sensitive": "sensible",
    # the calendar of a case
    "timeline_title": "Ce qui change pour ce dossier",
    "timeline_start": "situation de départ",
    "timeline_to": "{label} : {after} (avant : {before})",
    "timeline_is": "{label} : {after}",
    "timeline_none": "Rien ne change entre le {first} et le {last}.",
    "timeline_verdict": "Verdict",
    "timeline_law": "désormais régi par {text} : {labels}",
    "timeline_law_by_day": "désormais régi, selon la date, par {text} : {labels}",
    "timeline_laws": "texte applicable à préciser, {text} : {labels}",
    "timeline_missing": "il faut désormais connaître : {facts}",
    "timeline_no_longer_missing": "il n'est plus nécessaire de connaître : {facts}",
}
