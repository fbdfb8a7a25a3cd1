"""The cases of a rule book held against what they expect, and which of its rules no case has reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from vigueur.api.books import RuleBook
from vigueur.checker.facts import LONGEST_SHOWN, parse_fact
from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.explanation.verdict import verdict_of, verdict_step
from vigueur.explanation.writing import plain
from vigueur.interpreter.outcome import Evaluation
from vigueur.interpreter.run import Point
from vigueur.ir.case import Case
from vigueur.ir.nodes import FactSpec, Words
from vigueur.plain import dataclass, field
from vigueur.rulebook.cases import OWN_KEYS, read_cases
from vigueur.rulebook.documents import CaseDocument, Expectation, Placed, SameAs
from vigueur.source import Span
from vigueur.suggestion import nearest
from vigueur.types import Anything, Boolean, RangeOf, RecordOf
from vigueur.values import Absent, State, Undetermined

VERDICTS = ("eligible", "ineligible", "undetermined", "out_of_scope", "to_be_examined")
STATES = ("undetermined", "absent")
"""What may be expected of a provision of any type."""
BEYOND = frozenset({"VG603", "VG604"})
"""A value that its type has no room for: a value all the same, that may be expected and not found."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that was not met, at its place: for which case and day, what, expected and found in words."""

    place: str
    case: str
    as_of: date
    what: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Reach:
    """How many places of one kind the cases reached, of how many, and those they did not."""

    kind: str
    reached: int
    total: int
    missed: tuple[Point, ...]


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
    trial = Trial()
    seen: set[Point] = set()
    read: set[str] = set()
    for document in read_cases(folder or rulebook.folder / "cases"):
        if only.casefold() in document.name.text.casefold():
            trial.cases += 1
            _try(rulebook, document, trial, seen, read)
    trial.reach = list(_reach(rulebook, seen, read))
    return trial


def _try(rulebook: RuleBook, document: CaseDocument, trial: Trial, seen: set[Point], read: set[str]) -> None:
    try:
        case = rulebook.case(document)
    except Refused as refused:
        trial.problems += refused.problems
        return
    for expectation in document.expect:
        slips = list(_slips(rulebook, expectation))
        if slips:
            trial.problems += slips
            continue
        try:
            evaluation = _evaluated(rulebook, case, expectation, seen)
        except Refused as refused:
            trial.problems += [_placed(p, expectation) for p in refused.problems]
            continue
        read |= {step.id for step in evaluation.steps}
        for what, expected, found, place in _differences(evaluation, expectation, trial):
            trial.failures.append(Failure(place, document.name.text, expectation.as_of, what, expected, found))


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


def _evaluated(rulebook: RuleBook, case: Case, expectation: Expectation, seen: set[Point]) -> Evaluation:
    wanted = [name.text for name, _ in expectation.values]
    wanted += [expected.provision.text for _, expected in expectation.values if isinstance(expected, SameAs)]
    return rulebook.evaluate(
        case,
        as_of=expectation.as_of,
        known_at=expectation.known_at,
        decisions=tuple(dict.fromkeys(wanted)) if wanted else None,
        readings={question.text: option.text for question, option in expectation.readings},
        seen=seen,
    )


def _differences(evaluation: Evaluation, expectation: Expectation, trial: Trial) -> Iterator[tuple[str, str, str, str]]:
    """What was expected and is not so: (what, expected, found, place)."""
    for name, expected in expectation.values:
        trial.expectations += 1
        step = evaluation.answers[name.text]
        type_ = evaluation.program.provisions[step.id].type
        found = verdict_of(evaluation) if step is verdict_step(evaluation) else None
        place = str(name.span)
        if isinstance(expected, Placed) and found is not None and expected.text in VERDICTS:
            if found != expected.text:
                yield name.text, expected.text, found, place
            continue
        if isinstance(expected, SameAs):
            other = evaluation.answers[expected.provision.text].state
            if other != step.state:
                yield name.text, f"{expected.provision.text} = {_shown(other)}", _shown(step.state), place
            continue
        text = expected.text if isinstance(expected, Placed) else ", ".join(item.text for item in expected)
        spec = FactSpec(name.text, type_, Words(), Words())
        impossible = _impossible(spec, text, expected.span if isinstance(expected, Placed) else name.span, verdict=found is not None)
        if impossible:
            trial.problems += impossible
        elif not _is(step.state, text, spec):
            yield name.text, text, found if found and found != "undetermined" else _shown(step.state), place
    if expectation.waits_for is not None:
        trial.expectations += 1
        wanted = sorted(fact.text for fact in expectation.waits_for)
        states = [s.state for s in evaluation.answers.values() if isinstance(s.state, Undetermined)]
        waits = sorted(frozenset().union(*(s.facts for s in states))) if states else []
        if waits != wanted:
            yield "waits_for", ", ".join(wanted) or "–", ", ".join(waits) or "–", str(expectation.place)


def _impossible(spec: FactSpec, text: str, place: Span, *, verdict: bool) -> list[Problem]:
    """What is wrong with an expected value that no value of its type can be; one that is only beyond the bounds is a value."""
    words = (*VERDICTS, "absent", "true", "false") if verdict else (*VERDICTS[:2], *STATES, "true", "false")
    allowed = words if isinstance(spec.type, Boolean) else STATES
    if text in allowed or isinstance(spec.type, Anything | RangeOf | RecordOf):
        return []
    try:
        parse_fact(spec, text)
    except Refused as refused:
        if isinstance(spec.type, Boolean):
            known = ", ".join(f"`{word}`" for word in words)
            return [problem("VG605", place, fact=spec.id, found=text[:LONGEST_SHOWN], nearest=nearest(text, words), known=known)]
        state = nearest(text, STATES)
        meant = (("near", state), ("nearest", state)) if state else ()
        return [Problem(p.code, place, (*p.details, *meant)) for p in refused.problems if p.code not in BEYOND]
    return []


def _shown(state: State) -> str:
    """A state as a case would write it."""
    match state:
        case Undetermined(facts, lacks):
            waits = ", ".join([*sorted(facts), *sorted({f"{lack.kind}: {lack.provision}" for lack in lacks})])
            return f"undetermined ({waits})"
        case Absent(cause):
            return f"absent ({cause})"
        case bool():
            return "true" if state else "false"
        case _:
            return str(plain(state))


def _is(state: State, text: str, spec: FactSpec) -> bool:
    if isinstance(state, Undetermined):
        return text == "undetermined"
    if isinstance(state, Absent):
        return text == "absent"
    if isinstance(state, bool) and text in {"eligible", "ineligible"}:
        return state is (text == "eligible")
    try:
        return parse_fact(spec, text).value == state
    except Refused:
        return False


def _reach(rulebook: RuleBook, seen: set[Point], read: set[str]) -> Iterator[Reach]:
    """Provisions that were read at all, then every kind of place inside them."""
    provisions = rulebook.program.provisions
    unread = tuple(Point(name, "provision", "", provisions[name].place) for name in provisions if name not in read)
    judged = [p for p in unread if provisions[p.provision].kind != "note"]
    yield Reach("provision", len(provisions) - len(unread), len(provisions) - len(unread) + len(judged), tuple(judged))
    places: dict[str, list[Point]] = {}
    for name in provisions:
        for point in rulebook.points(name):
            places.setdefault(point.kind, []).append(point)
    for kind, points in sorted(places.items()):
        missed = tuple(p for p in points if p not in seen)
        yield Reach(kind, len(points) - len(missed), len(points), missed)
