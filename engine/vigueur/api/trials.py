"""The cases of a rule book held against what they expect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from vigueur.api import expected_items
from vigueur.api.books import RuleBook
from vigueur.api.expected_items import Difference
from vigueur.api.expected_values import VERDICTS, agrees, impossible, shown, spec_of
from vigueur.api.reach import Reach, Seen, reach
from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.explanation.verdict import verdict_of, verdict_step
from vigueur.explanation.waits import waits
from vigueur.interpreter.machine import evaluate_in
from vigueur.interpreter.outcome import Evaluation, Step
from vigueur.interpreter.things import things_due
from vigueur.ir.case import Case, fact_of
from vigueur.plain import dataclass, field
from vigueur.rulebook.case_documents import CaseDocument, Expectation, ExpectedItems, Placed, SameAs
from vigueur.rulebook.cases import known_by, read_cases
from vigueur.rulebook.expectations import OWN_KEYS
from vigueur.suggestion import nearest
from vigueur.values import Record, Undetermined


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that was not met, at its place: for which case and day, what, expected and found in words, and why it was expected."""

    place: str
    case: str
    as_of: date
    what: str
    expected: str
    found: str
    why: str = ""


@dataclass(slots=True)
class Trial:
    """What trying all cases gave."""

    cases: int = 0
    expectations: int = 0
    failures: list[Failure] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    reach: list[Reach] = field(default_factory=list)


def try_cases(rulebook: RuleBook, folder: Path | None = None, *, only: str = "") -> Trial:
    """Evaluate every case of a folder (default: the rule book's `cases/`) and hold it against its expectations.

    `only`: a part of the names of the cases to try. Raises Refused where the files of the cases cannot be read.
    """
    trial, seen = Trial(), Seen()
    for document in read_cases(folder or rulebook.folder / "cases"):
        if only.casefold() in document.name.text.casefold():
            trial.cases += 1
            _try(rulebook, document, trial, seen)
    trial.reach = list(reach(rulebook, seen))
    return trial


def _try(rulebook: RuleBook, document: CaseDocument, trial: Trial, seen: Seen) -> None:
    case = _bound(rulebook, document, trial)
    for expectation in document.expect:
        if expectation.facts or expectation.more:
            document = known_by(document, expectation)
            case = _bound(rulebook, document, trial)
        if case is None:
            return
        slips = list(_slips(rulebook, expectation))
        if slips:
            trial.problems += slips
            continue
        try:
            evaluation = _evaluated(rulebook, case, expectation, seen)
        except Refused as refused:
            trial.problems += [_placed(p, expectation) for p in refused.problems]
            continue
        seen.read |= {step.id for step in evaluation.steps}
        seen.options |= set(evaluation.readings.items())
        for found in _differences(evaluation, expectation, trial):
            failure = Failure(
                str(found.place), document.name.text, expectation.as_of, found.what, found.expected, found.found, expectation.why
            )
            trial.failures.append(failure)


def _bound(rulebook: RuleBook, document: CaseDocument, trial: Trial) -> Case | None:
    try:
        return rulebook.case(document)
    except Refused as refused:
        trial.problems += refused.problems
        return None


def _slips(rulebook: RuleBook, expectation: Expectation) -> Iterator[Problem]:
    """Misspelt keys of an expectation: names of no provision that are nearly one of its own keys."""
    for name, _ in expectation.values:
        near = nearest(name.text, OWN_KEYS) if not _known(rulebook, name.text) else None
        if near:
            yield problem("VG331", name.span, key=name.text, where_en="an expectation", where_fr="une attente", nearest=near)


def _known(rulebook: RuleBook, name: str) -> bool:
    return name in rulebook.program.provisions or name in rulebook.program.decisions


def _placed(found: Problem, expectation: Expectation) -> Problem:
    return found if found.place else Problem(found.code, expectation.place, found.details, found.also)


def _evaluated(rulebook: RuleBook, case: Case, expectation: Expectation, seen: Seen) -> Evaluation:
    wanted = [name.text for name, _ in expectation.values]
    wanted += [expected.provision.text for _, expected in expectation.values if isinstance(expected, SameAs)]
    return rulebook.evaluate(
        case,
        as_of=expectation.as_of,
        known_at=expectation.known_at,
        decisions=tuple(dict.fromkeys(wanted)) if wanted else None,
        readings={question.text: option.text for question, option in expectation.readings},
        seen=seen.points,
    )


def _differences(evaluation: Evaluation, expectation: Expectation, trial: Trial) -> Iterator[Difference]:
    """What was expected and is not so; what cannot be expected at all is a problem of the trial."""
    for name, expected in expectation.values:
        if isinstance(expected, ExpectedItems):
            yield from _items(evaluation, name, expected, trial)
        else:
            trial.expectations += 1
            yield from _value(evaluation, name, expected, trial)
    if expectation.waits_for is not None:
        trial.expectations += 1
        wanted = sorted(fact.text for fact in expectation.waits_for)
        open_ = sorted({fact_of(fact) for step in evaluation.answers.values() for fact in waits(step.state).facts})
        if open_ != wanted:
            yield Difference("waits_for", ", ".join(wanted) or "–", ", ".join(open_) or "–", expectation.place)


def _items(evaluation: Evaluation, name: Placed, expected: ExpectedItems, trial: Trial) -> Iterator[Difference]:
    step = evaluation.answers[name.text]
    type_ = evaluation.program.provisions[step.id].type
    wrong = list(expected_items.mistakes(name.text, type_, expected))
    trial.problems += wrong
    trial.expectations += expected_items.parts_of(expected)
    if not wrong:
        yield from expected_items.differences(name.text, type_, step.state, _possible(evaluation, step), expected)


def _possible(evaluation: Evaluation, step: Step) -> list[Record]:
    """The things of which it is not known whether they are due, or that are left to somebody's discretion, as what they would be."""
    found: list[Record] = []
    if not isinstance(step.state, tuple) or not any(isinstance(item, Undetermined) for item in step.state):
        return found
    for thing in things_due(evaluation, step):
        if thing.record is None:
            told = ((name, evaluate_in(evaluation, value, step.day, thing.bound)) for name, value in thing.due.fields)
            found.append(Record((("due", thing.due.code), *thing.bound.items(), ("day", thing.day), *told)))
    return found


def _value(evaluation: Evaluation, name: Placed, expected: Placed | tuple[Placed, ...] | SameAs, trial: Trial) -> Iterator[Difference]:
    step = evaluation.answers[name.text]
    found = verdict_of(evaluation) if step is verdict_step(evaluation) else None
    if isinstance(expected, Placed) and found is not None and expected.text in VERDICTS:
        if found != expected.text:
            yield Difference(name.text, expected.text, found, name.span)
        return
    if isinstance(expected, SameAs):
        other = evaluation.answers[expected.provision.text].state
        if other != step.state:
            yield Difference(name.text, f"{expected.provision.text} = {shown(other)}", shown(step.state), name.span)
        return
    text = expected.text if isinstance(expected, Placed) else f"[{', '.join(item.text for item in expected)}]"
    spec = spec_of(name.text, evaluation.program.provisions[step.id].type)
    wrong = impossible(spec, text, expected.span if isinstance(expected, Placed) else name.span, verdict=found is not None)
    trial.problems += wrong
    if not wrong and not agrees(step.state, text, spec):
        yield Difference(name.text, text, found if found and found != "undetermined" else shown(step.state), name.span)
