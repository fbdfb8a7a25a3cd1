"""English: dates, numbers, lists and phrases. Thousands are parted by a comma, units by a no-break space."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal

from vigueur.explanation.words.digits import punctuated
from vigueur.explanation.words.en_dues import PHRASES as DUES

FIXED: Final = "\u00a0"
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SINGULARS: Final = {"people": "person", "children": "child"}
CURRENCIES: Final = {"EUR": "€", "USD": "$", "GBP": "£"}


def date_(day: date) -> str:
    """A day: "1 May 2023"."""
    if day == date.max:
        return "never"
    return f"{day.day}{FIXED}{MONTHS[day.month - 1]}{FIXED}{day.year}"


def number(value: Decimal, unit: str = "") -> str:
    """A number with its unit: "1,503 patients", "0.5"."""
    written = punctuated(value, ",", ".")
    if not unit:
        return written
    return f"{written}{FIXED}{singular(unit) if abs(value) == 1 else unit}"


def singular(unit: str) -> str:
    """A unit for one of it: "patient"."""
    return SINGULARS.get(unit) or unit.removesuffix("s")


def money(value: Decimal, currency: str) -> str:
    """An amount: "€38,000", "€1,250.50"."""
    sign = "-" if value < 0 else ""
    written = punctuated(abs(value), ",", ".", least=2)
    return f"{sign}{CURRENCIES[currency]}{written}" if currency in CURRENCIES else f"{sign}{written}{FIXED}{currency}"


def percent(value: Decimal) -> str:
    """A share: "20%"."""
    return f"{punctuated(value * 100, ',', '.')}%"


def months(count: int) -> str:
    """A duration: "2 years", "1 year and 3 months"."""
    years, rest = divmod(abs(count), 12)
    parts = []
    if years:
        parts.append(f"{years}{FIXED}year{'s' if years > 1 else ''}")
    if rest or not years:
        parts.append(f"{rest}{FIXED}month{'' if rest == 1 else 's'}")
    return ("-" if count < 0 else "") + " and ".join(parts)


def days(duration: timedelta) -> str:
    """A duration in days: "15 days"."""
    return f"{duration.days}{FIXED}day{'' if abs(duration.days) == 1 else 's'}"


def listed(words: Sequence[str], conjunction: str = "and") -> str:
    """Several things in a sentence: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def parted(words: Sequence[str]) -> str:
    """Things that hold commas themselves, on one line."""
    return "; ".join(words)


def period(count: int, unit: Literal["year", "month", "day"]) -> str:
    """How often: "every year", "every 5 years"."""
    return f"every {unit}" if count == 1 else f"every {count}{FIXED}{unit}s"


PHRASES: Final[dict[str, str]] = {
    **DUES,
    # verdicts
    "eligible": "Eligible",
    "ineligible": "Not eligible",
    "undetermined": "No answer yet",
    "out_of_scope": "Outside these rules",
    "to_be_examined": "To be examined by an agent",
    "unconditioned": "No condition applies any more",
    "no_verdict": "Answer",
    # answers
    "yes": "yes",
    "no": "no",
    "answer_unknown": "not determined yet",
    "answer_absent": "no rule in force",
    "answer_inapplicable": "not applicable",
    "one_of_possible": "{values}, depending on what is missing",
    "between_possible": "between {low} and {high}, depending on what is missing",
    "nothing": "nothing",
    "unless_refused": "the amount that would be paid if the conditions were met",
    # time
    "on_day": "on {day}",
    "known_at": "as published by {day}",
    "text_since": "{text}, since {day}",
    "text_since_latest": "{text}, since {day} at the latest",
    "begun_plain": "in force since {day}",
    "begun_new": "{anchor} on {value}: the text had been in force since {from_}",
    "begun_no_anchor": "in force since {from_}; no date ties this case to the earlier law yet",
    "begun_at_once": "holds for every case since {from_}",
    "begun_every": "reached this case on {begin}, when its term came round ({every}) counted from: {anchor}, {value}",
    "begun_on": "reached this case on {begin}, through the event: {hinge}",
    "begun_never": "concerns only cases dated after {from_}",
    "begun_reading": "holds for cases from before {from_}, under the reading used",
    "begun_undated": "the exact day on which it came into force is not known",
    "begun_unknown": "it is not known yet whether this text governs this case",
    "supposed": "supposed",
    "new_case_gets": "a case opened on {day} would get: {value}, under {text}",
    "candidates": "which text applies is still open: {texts}",
    "waits_until": "From {day}, {text} will apply to this case: {label}.",
    # reasons
    "condition_met": "{label}: met",
    "condition_failed": "{label}: not met",
    "condition_undetermined": "{label}: cannot be said yet",
    "depends_on": "it depends on {facts}",
    "condition_undetermined_for": "{label}: it depends on {facts}",
    "measure": "{what}: {value}; must be {test} {threshold}",
    "measure_plain": "{value}; must be {test} {threshold}",
    "date_>=": "on or after",
    "date_>": "after",
    "date_<=": "on or before",
    "date_<": "before",
    ">=": "at least",
    ">": "more than",
    "<=": "at most",
    "<": "less than",
    "=": "",
    # absence
    "not_yet": "{label}: not required yet on that date",
    "not_yet_rule": "{label}: not in force yet on that date",
    "not_yet_alternative": "{label}: not available yet on that date",
    "not_yet_until": "{sentence}; {text} provides for it from {day}",
    "not_yet_published": "{sentence}; the text that provides for it, {text}, is published on {day}",
    "repealed_rule": "{label}: no longer in force since {day}, repealed by {text}",
    "repealed_plain_rule": "{label}: no longer in force, repealed",
    "lapsed_rule": "{label}: no longer in force, the text has lapsed",
    "lapsed_since_rule": "{label}: no longer in force since {day}, {text} has lapsed",
    "repealed": "{label}: no longer required since {day}, repealed by {text}",
    "repealed_several": "No longer required since {day}, repealed by {text}: {labels}",
    "repealed_alternative": "{label}: no longer available since {day}, ended by {text}",
    "repealed_plain": "{label}: no longer required, repealed",
    "repealed_plain_alternative": "{label}: no longer available",
    "lapsed": "{label}: no longer required, the text has lapsed",
    "lapsed_alternative": "{label}: no longer available, the text has ceased to apply",
    "lapsed_since": "{label}: no longer required since {day}, {text} has lapsed",
    "lapsed_since_alternative": "{label}: no longer available since {day}, {text} has ceased to apply",
    "withdrawn": "{label}: the text was withdrawn",
    "never_for_this_case": "{label}: does not concern this case, which lives under the earlier law",
    "not_applicable": "{label}: does not apply to this situation",
    "not_applicable_because": "{label}: not applicable. {why}",
    "not_given": "{label}: not given",
    "sign_=": "is",
    "sign_≠": "is not",
    "sign_>": "exceeds",
    "sign_≥": "is at least",
    "sign_<": "is below",
    "sign_≤": "is not beyond",
    "some_of": "at least one in {words}",
    "only_for": "Only if: {condition}",
    "with_edge": "{sentence} ({label}: {day})",
    "none_left_repealed": "Since {day}, by {text}, no condition is required any more",
    "none_left_lapsed": "Since {day}, as {text} has lapsed, no condition is required any more",
    "empty": "{label}: no condition applies to this case",
    "nothing_in_force": "No text is in force on {day}: the first, {text}, has been since {from_}",
    "nothing_on_it": "No text deals with this question on {day}: the first, {text}, has since {from_}",
    "nothing_published": "No text was published by {day}: the first, {text}, was published on {published}",
    "event_never": "{label}: the event has not happened",
    # lacks of the law
    "unknown": "{label}: the rule exists, but it has not been found. {why}",
    "silent": "{label}: no text settles it. {why}",
    "may": "{label}: left to the discretion of {who}. {why}",
    "undated": "{label}: the date of the text is not known exactly. {why}",
    "supplied_by": "You can supply it: {facts}.",
    # missing
    "missing_why": "needed for: {decisions}",
    "missing_regime": "decides which rule applies; needed for: {decisions}",
    "ask_whom": "supplied by: {who}",
    "choices": "choices: {choices}",
    "choices_more": "choices: {choices} (all: vigueur facts {fact})",
    # readings
    "reading_used": '{question}: reading used, "{option}"',
    "reading_because": "reason: {why}",
    "reading_same": 'The other reading, "{option}", would give the same answer.',
    "reading_other": 'The other reading, "{option}", would give: {result}.',
    "reading_chosen": "chosen for this run",
    "reading_default": "used by default",
    # changes
    "change_to": "{label}: {to} instead of {from_}",
    "change_day": "{label}: {to}, instead of {from_}",
    "change_day_given": "{label}: {to}",
    "day": "{day}",
    "day_at_most": "{day} at the latest",
    "day_at_most_near": "{day} or shortly before",
    "day_at_least": "{day} at the earliest",
    "day_at_least_near": "{day} or soon after",
    "change_given": "{label}: {to}",
    "change_at_least": "{label}: at least {to} instead of {from_}",
    "change_at_most": "{label}: at most {to} instead of {from_}",
    "change_at_least_given": "{label}: at least {to}",
    "change_at_most_given": "{label}: at most {to}",
    "change_result": "would give: {result}",
    # facts
    "fact_given": "{label}: {value}",
    "given_on": "{label} on {day}: {value}",
    "fact_source": "source: {source}",
    "fact_observed": "observed on {day}",
    "fact_supposed": "supposed, since not stated",
    "fact_unused": "given, without effect on the answer",
    "not_declared": "Not declared, and so not taken into account: {facts}",
    "no_source": "stated without a source",
    # hidden
    "hidden_unpublished": "Published on {day}, so not known yet: {text}, on: {label}.",
    "hidden_withdrawn": "Replaced or withdrawn by {other} (published on {day}): what {text} said, on: {label}.",
    # notice
    "notice_algorithm": "This answer was produced by an algorithm, the software Vigueur, which applies written rules to the situation described.",
    "notice_degree_simulation": "It is a simulation: it helps to understand and to prepare an application. It is not a decision; only the body in charge decides.",
    "notice_purpose": "To say whether the aid can be granted, for what amount, and why: {title}.",
    "notice_rights": "You may ask for the rules that define this processing and the main features of its implementation (French code of relations between the public and the administration, articles L311-3-1 and R311-3-1-1 ff.), and for meaningful information about the logic involved (GDPR, article 15(1)(h)).",
    "notice_how_simulation": "Address the request to the body that used this simulation; if it refuses, the CADA may be seized. The rules themselves can be read: vigueur law --on {day}.",
    "notice_how_decision": "Address the request to the body that took the decision; if it refuses, the CADA may be seized. The rules themselves can be read: vigueur law --on {day}.",
    "notice_how_assistance": "Address the request to the body that took the decision; if it refuses, the CADA may be seized. The rules themselves can be read: vigueur law --on {day}.",
    "notice_data": "Data processed: {facts}.",
    "notice_no_data": "No data was supplied.",
    "notice_parameters": "Parameters applied: {parameters}.",
    "notice_operations": 'Operations: {count} rules read, in the order given under "Steps".',
    "notice_degree_decision": "It was decided as the algorithm answers, on the facts stated; a person may ask for it to be looked at again by somebody.",
    "notice_degree_assistance": "The algorithm informs the decision and does not make it: the agent in charge decides, and may decide otherwise.",
    "notice_short_simulation": "A simulation, produced by an algorithm that applies the texts cited. It is not a decision.",
    "notice_short_decision": "The answer of an algorithm that applies the texts cited, recorded as the decision.",
    "notice_short_assistance": "The answer of an algorithm that applies the texts cited. It informs the decision of the agent in charge, and is not the decision.",
    # titles
    "title_amount": "Amount",
    "title_answers": "Answers",
    "title_reasons": "Reasons",
    "title_facts": "Values used",
    "title_changes": "What would change the result",
    "title_missing": "What is missing",
    "title_lacks": "What the texts do not say",
    "title_readings": "Readings",
    "title_absent": "What is not required",
    "title_absent_any": "What is not in force or does not apply",
    "title_waiting": "What is going to change",
    "title_hidden": "What was not taken into account",
    "title_steps": "Steps of the calculation",
    "title_notice": "What this answer is",
    "next_detail": "Every step: --detail 3. What changes and when: vigueur timeline",
    "next_set": "To answer: add --set {fact}=VALUE",
    "edition": "{rulebook} · content {content} · meaning {meaning} · vigueur {engine}",
    "result_with": "{verdict}, {amounts}",
    "and_more": "and {count} more (--detail {detail} shows them)",
    "and_one_more": "and 1 more (--detail {detail} shows it)",
    # the law
    "law_on": "The law in force on {day}",
    "law_between": "What changes between {first} and {second}",
    "law_applies_if": "only if: {condition}",
    "law_option": 'by the reading "{option}": {content}',
    "law_one_of": "{what}: {values}",
    "law_otherwise": "otherwise: {value}",
    "law_from": "{code}: from {edge}",
    "law_not": "not ({value})",
    "law_unknown": "value not found ({why})",
    "law_silent": "no text settles it ({why})",
    "law_may": "left to discretion ({why})",
    "law_undated": "uncertain date ({why})",
    "law_not_applicable": "not applicable",
    "law_set": "since {day}: {text}",
    "law_repeal": "since {day}, repealed by {text}",
    "law_set_latest": "since {day} at the latest: {text}",
    "law_repeal_latest": "since {day} at the latest, repealed by {text}",
    "law_sets": "Sets or replaces",
    "law_repeals": "Repeals",
    "law_sentences": "Tells the person:",
    "law_until": "Lapses on {day}",
    "law_withdrawn_by": "Withdrawn or replaced by {text}",
    "law_reading": "Open to interpretation: {question}",
    "law_published": "Published on {day}",
    "law_published_between": "Published between {day} and {latest}: on which day is not known",
    "law_text_between": "published between {published} and {latest}, in force on {in_force}",
    "law_text_days": "published on {published}, in force on {in_force}",
    "law_new": "new",
    "law_was": "before: {words}",
    "law_becomes": "after: {words}",
    "law_was_in": "came from: {text}",
    "law_rows_more": "and {count} more lines: vigueur law --provision {provision}",
    "law_new_title": "New",
    "law_changed_title": "Changed",
    "law_gone_title": "No longer in force",
    "law_same": "Nothing changes between these two days.",
    "law_same_content": "same content, taken over by another text",
    "law_all_of": "All of these conditions must be met",
    "law_any_of": "One of these conditions must be met",
    "law_none_of": "None of these conditions may be met",
    "law_next": "The history of a provision: vigueur law --provision ID. What a text changed: --text TEXT.",
    "open_keep": "cases opened before keep the former law",
    "open_at_once": "holds at once for cases opened before, too",
    "open_every": "cases opened before follow when their term comes round ({every}) counted from: {anchor}",
    "open_on": "cases opened before follow on: {events}",
    "open_both": "cases opened before follow on the first of these days: {every}; {events}",
    "open_reading": "what becomes of cases opened before is a question of interpretation",
    "open_unsettled": "what becomes of cases opened before is not known",
    "open_first": "their term",
    "law_supplied": "failing: {fact}",
    "law_on_day": "measured on the day: {day}",
    "law_bands_of": "by: {what}",
    "law_except": "except {value}",
    "law_met": "met: {words}",
    "law_not_met": "not met: {words}",
    "law_pair": "{head}: {before} → {after}",
    "law_confirms": "Confirms",
    "law_conditions": "Other conditions",
    "law_calculations": "Calculations and scales",
    "law_values": "Values and lists",
    "law_notes": "What else the texts say",
    "law_withdraws": "Withdraws or replaces",
    # an expression of the law
    "words_quoted": '"{words}"',
    "words_day": "the day examined",
    "words_never": "never",
    "words_given": "{words} given",
    "words_in_force": "{words} in force",
    "words_among": "{first} among {second}",
    "words_not_among": "{first} not among {second}",
    "words_range": "from {first} to {second}",
    "words_on": "{first}, read on the day: {second}",
    "words_supplied": "{first} if given, else {second}",
    "words_anniversaries": "full years since {words}",
    "words_anniversaries_on": "full years from {first} to {second}",
    "words_max": "the largest of {words}",
    "words_min": "the smallest of {words}",
    "words_count": "number of {words}",
    "words_sum": "sum of {words}",
    "words_mean": "mean of {words}",
    "words_months_between": "whole months from {first} to {second}",
    "words_days_between": "days from {first} to {second}",
    "words_rounded": "{value}, rounded {places}",
    "words_rounded_down": "{value}, rounded down {places}",
    "words_rounded_up": "{value}, rounded up {places}",
    "words_units": "to a whole number",
    "words_cents": "to the cent",
    "words_decimals": "to {places} decimals",
    "words_happened": "{words} has taken place",
    "words_past": "{words} has passed",
    "words_only_if": "{first} (only if {second})",
    "words_if": "if {condition}: {first}; otherwise: {second}",
    "words_otherwise": "{first}; otherwise: {second}",
    # the facts of a rule book
    "facts_title": "What may be said of a case",
    "facts_next": "All that may be written for a fact: vigueur facts FACT.",
    "facts_colon": ": ",
    "facts_choices": "What may be written",
    "facts_columns": "Each record holds",
    "facts_few": "one of these: {codes}",
    "facts_codes": "one of {count} codes",
    "facts_between": "from {low} to {high}",
    "facts_least": "{low} at least",
    "facts_most": "{high} at most",
    "facts_least_day": "from {low} on",
    "facts_most_day": "up to {high}",
    "facts_boolean": "yes or no",
    "facts_number": "a number",
    "facts_money": "an amount",
    "facts_date": "a day",
    "facts_text": "words",
    "facts_record": "a record",
    "facts_duration_in_months": "a number of months or years",
    "facts_duration_in_days": "a number of days",
    "facts_list_of_text": "a list of words",
    "facts_list_of_date": "a list of days",
    "facts_list_of_number": "a list of numbers",
    "facts_list_of_code": "a list of codes",
    "facts_list_of_record": "a list of records",
    "facts_omitted_never": "left out: it has not happened",
    "facts_omitted_day": "left out: the day that is decided",
    "facts_omitted_none": "left out: nothing of the kind",
    "facts_optional": "optional: without it, what rests on it is left aside",
    "facts_sensitive": "sensitive",
    # the calendar of a case
    "timeline_title": "What changes for this case",
    "timeline_start": "where it starts",
    "timeline_to": "{label}: {after} (before: {before})",
    "timeline_is": "{label}: {after}",
    "timeline_none": "Nothing changes between {first} and {last}.",
    "timeline_verdict": "Verdict",
    "timeline_law": "now governed by {text}: {labels}",
    "timeline_law_by_day": "now governed, depending on the date, by {text}: {labels}",
    "timeline_laws": "which text applies is still open, {text}: {labels}",
    "timeline_missing": "now needed: {facts}",
    "timeline_no_longer_missing": "no longer needed: {facts}",
}
