"""From an evaluation to its explanation: a plain document, the same bytes for the same question."""

from __future__ import annotations

from typing import Final

from vigueur.diagnostics.problems import Language
from vigueur.explanation.absences import absents, reason
from vigueur.explanation.changes import changes
from vigueur.explanation.deadlines import deadline
from vigueur.explanation.document import (
    AnswerEntry,
    Explanation,
    NotDeclaredEntry,
    OfferEntry,
    OutcomeEntry,
    ReasonEntry,
    RegimeEntry,
    Verdict,
)
from vigueur.explanation.dues import dues, total
from vigueur.explanation.edition import Edition
from vigueur.explanation.facts import facts
from vigueur.explanation.missing import lacks, missing
from vigueur.explanation.newcomers import new_case
from vigueur.explanation.notice import Part, notice
from vigueur.explanation.readings import Again, readings
from vigueur.explanation.reasons import reasons
from vigueur.explanation.regimes import hidden, regime_of, waiting
from vigueur.explanation.results import answer_in_words, headline
from vigueur.explanation.steps import because, steps
from vigueur.explanation.verdict import kind_of_answer, unconditioned, verdict_of
from vigueur.explanation.view import View
from vigueur.explanation.waits import first_of, waits
from vigueur.explanation.writing import kind_of, ordered, plain, status
from vigueur.interpreter.outcome import Evaluation, Step
from vigueur.values import Absent, Undetermined

FORMAT: Final = "vigueur-explanation/1"
"""The version of the document's shape: a new key is no new version, a changed or lost one is."""


def explain(evaluation: Evaluation, language: Language, edition: Edition, again: Again, part: Part = "simulation") -> Explanation:
    """The explanation of an evaluation. `again` decides the same for another case or reading; it verifies what would change the result."""
    view = View(evaluation, language)
    told = reasons(view, evaluation.answers)
    used = facts(view)
    verdict = verdict_of(evaluation)
    answers = {name: _answer(view, name, step, told, again) for name, step in evaluation.answers.items()}
    return {
        "format": FORMAT,
        "language": language,
        "case": evaluation.case.name,
        "verdict": verdict,
        "headline": headline(view),
        "as_of": evaluation.as_of.isoformat(),
        "known_at": evaluation.known_at.isoformat() if evaluation.known_at else None,
        "text_in_force": _in_force(None if unconditioned(evaluation) else verdict, told, answers),
        "rulebook": edition.rulebook(evaluation.program, language),
        "engine": edition.program(),
        "answers": answers,
        "outcomes": _outcomes(view),
        "not_declared": _not_declared(view),
        "on_request": _on_request(view),
        "reasons": told,
        "facts": used,
        "missing": missing(view, evaluation.answers),
        "lacks": lacks(view, evaluation.answers),
        "readings": readings(view, again),
        "changes": changes(view, again),
        "waiting": waiting(view),
        "absent": absents(view),
        "hidden": hidden(view),
        "steps": steps(view),
        "notice": notice(view, used, part),
    }


def _answer(view: View, name: str, step: Step, told: list[ReasonEntry], again: Again) -> AnswerEntry:
    provision = view.program.provisions.get(step.id)
    state = step.state
    kind, unit, currency = kind_of(provision.type) if provision else ("date", "", "")
    own = [reason for reason in told if reason["decision"] == name]
    unsure = waits(state)
    listed = dues(view, step) if provision is not None and provision.kind == "dues" else None
    possible = ordered(unsure.possible) if isinstance(unsure.possible, frozenset) else []
    return {
        "label": view.writer.provision(name),
        "kind": kind_of_answer(view.evaluation, name),
        "status": "undetermined" if listed and any(e["status"] == "undetermined" for e in listed) else status(state),
        "value": plain(state),
        "written": answer_in_words(view, name, step) if provision else view.say("answer_unknown"),
        "type": kind,
        "unit": unit,
        "currency": currency,
        "day": step.day.isoformat(),
        "possible": [view.writer.value(value, provision.type) for value in possible] if provision else [],
        "regime": regime_of(view, step) or _of_reasons(own),
        "candidates": [{"text": e.text, "short": view.writer.text(e.text)} for e in step.candidates],
        "new_case": None if listed is not None or (provision and provision.kind == "deadline") else new_case(view, name, step, again),
        "why": "" if listed else _why(view, step, own),
        "waits_for": sorted(unsure.facts),
        "dues": listed,
        "total": total(view, step, listed) if listed is not None else None,
        "deadline": deadline(view, step) if provision is not None and provision.kind == "deadline" else None,
    }


def _why(view: View, step: Step, told: list[ReasonEntry]) -> str:
    """The reason in one line: what decided, for a verdict; what was read, for an amount."""
    if isinstance(step.state, Absent):
        return reason(view, step)
    if told:
        own = view.say("fact_given", label=view.writer.provision(step.id), value="") if isinstance(step.state, Undetermined) else ""
        return " ".join(_ended(_first(r["sentence"].removeprefix(own))) for r in _deciding(told))
    if isinstance(step.state, Undetermined) and step.state.facts:
        return view.say("depends_on", facts=first_of(view, step.state.facts))
    return because(view, step)


def _first(words: str) -> str:
    """Words that may have lost what stood before them, as a sentence begins."""
    return words[:1].upper() + words[1:]


def _deciding(told: list[ReasonEntry]) -> list[ReasonEntry]:
    """The reasons on which a verdict rests: those that fail, else those still open, else those that hold."""
    for state in ("failed", "undetermined", "met"):
        found = [r for r in told if r["state"] == state and r["depth"] == 0]
        if found:
            return found
    return told[:1]


def _of_reasons(told: list[ReasonEntry]) -> RegimeEntry | None:
    """The text that decided: the newest among those of the deciding reasons."""
    regimes = [r["regime"] for r in _deciding(told)] if told else []
    regimes = [r for r in regimes if r is not None] or [r["regime"] for r in told if r["regime"] is not None]
    known = [r for r in regimes if r is not None]
    return max(known, key=lambda r: (r["applies_from"], r["published"])) if known else None


def _in_force(verdict: Verdict | None, told: list[ReasonEntry], answers: dict[str, AnswerEntry]) -> RegimeEntry | None:
    """The text that decided: behind a refusal its own, else the newest behind any answer."""
    if verdict in {"out_of_scope", "to_be_examined"}:
        return None
    if verdict == "ineligible":
        return _of_reasons(told)
    known = [regime for regime in (_of_reasons(told), *(a["regime"] for a in answers.values() if a["kind"] != "verdict")) if regime]
    return max(known, key=lambda r: (r["applies_from"], r["published"])) if known else None


def _outcomes(view: View) -> list[OutcomeEntry]:
    """The verdicts that no condition gives and that hold."""
    return [
        {
            "verdict": raised.outcome.verdict,
            "sentence": raised.outcome.say.in_(view.language),
            "citations": view.citations([raised.outcome.cite] if raised.outcome.cite else []),
            "facts": list(raised.facts),
        }
        for raised in view.evaluation.outcomes
        if raised.state is True
    ]


def _on_request(view: View) -> list[OfferEntry]:
    """What else may be asked of the rule book: decisions on request that were not asked for."""
    return [
        {"decision": name, "ask": _beginning(view, name), "label": view.writer.provision(name), "kind": decision.kind}
        for name, decision in view.program.decisions.items()
        if decision.on_request and name not in view.evaluation.answers
    ]


def _beginning(view: View, name: str) -> str:
    """The beginning of an id that asks for all below it; the whole id where the beginning is something else's."""
    beginning = name.partition(".")[0]
    return name if beginning in view.program.provisions else beginning


def _not_declared(view: View) -> list[NotDeclaredEntry]:
    """What a verdict beside the conditions would turn on and nobody has said: it is supposed not to be so."""
    entries: dict[str, NotDeclaredEntry] = {}
    for raised in view.evaluation.outcomes:
        if isinstance(raised.state, Undetermined):
            for fact in sorted(raised.state.facts):
                spec = view.program.facts[fact]
                label = view.writer.fact(fact)
                verdicts = [*entries[fact]["verdicts"]] if fact in entries else []
                entries[fact] = {
                    "fact": fact,
                    "label": label,
                    "question": spec.ask.in_(view.language) or f"{label} ?",
                    "verdicts": [*verdicts, *([] if raised.outcome.verdict in verdicts else [raised.outcome.verdict])],
                    "sensitive": spec.sensitive,
                }
    return list(entries.values())


def _ended(text: str) -> str:
    return text if text[-1:] in {".", "!", "?"} else f"{text}."
