"""Deciding for the record: a case decided, explained, and made ready to be recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import get_args

from vigueur.api.answers import explain, wanted
from vigueur.api.books import RuleBook
from vigueur.diagnostics.problems import Language, Refused, problem
from vigueur.explanation.document import Explanation, Verdict
from vigueur.explanation.notice import Part
from vigueur.explanation.trace import answers, rests_on, trace
from vigueur.explanation.verdict import verdict_of
from vigueur.explanation.writing import plain
from vigueur.interpreter.outcome import Evaluation, Step
from vigueur.ir.case import Case, Held
from vigueur.ir.nodes import FactSpec
from vigueur.journal.canonical import Json, canonical
from vigueur.journal.entries import Content, Draft, Edition, Engine, Record
from vigueur.journal.identifiers import is_behind, time_of, written
from vigueur.journal.log import Journal
from vigueur.plain import dataclass, field
from vigueur.types import Text
from vigueur.values import Record as Fields
from vigueur.values import State, Undetermined
from vigueur.version import LANGUAGE, VERSION


@dataclass(frozen=True, slots=True)
class Override:
    """What a person decides beside the answer of the rules: a verdict and the reason for it."""

    verdict: Verdict
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it was recorded, with the explanation that was given.

    `behind`: the latest time of the log before it, where that is minutes later: the clock was set back, or is behind another's.
    """

    record: Record
    explanation: Explanation = field(repr=False)
    behind: str | None = None


def decide(  # noqa: PLR0913 - the parameters of a decision are what they are
    journal: Journal,
    rulebook: RuleBook,
    case: Case,
    *,
    as_of: date,
    at: datetime,
    by: str,
    subject: str | None = None,
    known_at: date | None = None,
    decisions: Iterable[str] | None = None,
    readings: Mapping[str, str] | None = None,
    override: Override | None = None,
    supersedes: Iterable[str] = (),
    language: Language | None = None,
) -> Decided:
    """Decide a case as of a day, say why, and record it.

    `at`: the time of the decision, with its time zone; `by`: who decides. `subject` identifies the person (default: the case's name) and
    is never recorded. `known_at`: default the day of `at`. Raises Refused; nothing is recorded then.
    """
    known = _known(at, known_at)
    names = wanted(rulebook, None if decisions is None else tuple(decisions))
    evaluation = rulebook.evaluate(case, as_of=as_of, known_at=known, decisions=names, readings=readings)
    part = part_of(computed_by(evaluation), overridden=override is not None)
    told = explain(
        rulebook, case, as_of=as_of, known_at=known, decisions=names, readings=readings, language=language, part=part
    )  # fmt: skip
    draft = draft_of(
        journal,
        rulebook,
        evaluation,
        at=at,
        by=by,
        subject=subject,
        override=override,
        supersedes=supersedes,
        told=told,
        chosen=readings or {},
    )
    (record,) = journal.record([draft])
    latest = time_of(record.id)
    return Decided(record, told, written(latest) if is_behind(at, latest) else None)


def decide_all(
    journal: Journal, rulebook: RuleBook, cases: Iterable[tuple[Case, date]], *, at: datetime, by: str, known_at: date | None = None
) -> list[Record]:
    """Decide many cases, each as of its day, and record all or none. No explanation is written; what happened is recorded all the same."""
    known = _known(at, known_at)
    names = wanted(rulebook, None)
    evaluations = (rulebook.evaluate(case, as_of=day, known_at=known, decisions=names) for case, day in cases)
    return journal.record([draft_of(journal, rulebook, evaluation, at=at, by=by) for evaluation in evaluations])


def draft_of(  # noqa: PLR0913 - all that a record is made of
    journal: Journal,
    rulebook: RuleBook,
    evaluation: Evaluation,
    *,
    at: datetime,
    by: str,
    subject: str | None = None,
    override: Override | None = None,
    supersedes: Iterable[str] = (),
    told: Explanation | None = None,
    chosen: Mapping[str, str] = MappingProxyType({}),
) -> Draft:
    """A decision made ready to be recorded. Raises Refused for an override of nothing, ValueError for an empty subject or reason."""
    content = content_of(evaluation, told, chosen)
    if override is not None:
        if override.verdict not in get_args(Verdict) or not override.reason.strip():
            raise ValueError("override")
        if content["computed"] is None:
            raise Refused((problem("VG818", None),))
        if content["computed"] == override.verdict:
            raise Refused((problem("VG823", None),))
        content["override"] = {"verdict": override.verdict, "reason": override.reason}
        content["verdict"] = override.verdict
    identifier = evaluation.case.name if subject is None else _named(subject)
    return Draft(
        at=at,
        actor=by,
        subject=journal.subject(rulebook.program.id, identifier) if identifier else None,
        edition=Edition(rulebook.program.id, rulebook.content_hash, rulebook.meaning_hash),
        engine=Engine(VERSION, LANGUAGE),
        files=rulebook.files,
        as_of=evaluation.as_of,
        known_at=evaluation.known_at or at.date(),
        content=content,
        supersedes=(supersedes,) if isinstance(supersedes, str) else tuple(supersedes),
    )


def content_of(evaluation: Evaluation, told: Explanation | None = None, chosen: Mapping[str, str] = MappingProxyType({})) -> Content:
    """What is recorded of an evaluation under the person's key.

    `computed`: the verdict of the rules; `verdict`: what was decided. Where a sensitive fact had a part in it, no verdict is recorded as
    the algorithm's: the case is to be examined by a person. `readings`: the options used; `chosen`: those that were asked for.
    `rests_on`: every provision that was read, by the text that governed it. `explanation`: the hash of all that happened; `document`: of
    the explanation as it was told, None where none was.
    """
    computed = computed_by(evaluation)
    return {
        "case": evaluation.case.name,
        "facts": {name: _held(evaluation.program.facts[name], held) for name, held in sorted(evaluation.case.facts.items())},
        "decisions": list(evaluation.answers),
        "readings": dict(sorted(evaluation.readings.items())),
        "chosen": dict(sorted(chosen.items())),
        "language": told["language"] if told else None,
        "computed": computed,
        "verdict": computed,
        "answers": answers(evaluation),
        "rests_on": {text: list(provisions) for text, provisions in rests_on(evaluation).items()},
        "explanation": _hash(trace(evaluation)),
        "document": document_hash(told) if told else None,
        "override": None,
    }


def computed_by(evaluation: Evaluation) -> Verdict | None:
    """The verdict of the rules for the record: never one that a sensitive fact has led to without a person."""
    computed = verdict_of(evaluation)
    return "to_be_examined" if computed is not None and any(_sensitive(evaluation, computed)) else computed


def part_of(computed: Verdict | None, *, overridden: bool) -> Part:
    """What part the answer has in a decision: where a person decides, or has yet to, it only assists."""
    return "assistance" if overridden or computed in {"to_be_examined", "undetermined"} else "decision"


def document_hash(told: Explanation) -> str:
    """The hash of an explanation as it was told (SHA-256 of its canonical JSON, hex)."""
    return _hash(told)  # type: ignore[arg-type]


def _sensitive(evaluation: Evaluation, computed: Verdict) -> Iterator[str]:
    """The sensitive facts that were given and had a part in the verdict: by an outcome that gives it, or by an answer."""
    giving = (raised for raised in evaluation.outcomes if raised.state is True and raised.outcome.verdict == computed)
    read = {fact for raised in giving for fact in raised.facts}
    waiting: list[Step] = [step for name, step in evaluation.answers.items() if _is_verdict(evaluation, name)]
    seen: set[int] = set()
    while waiting:
        step = waiting.pop()
        if id(step) not in seen:
            seen.add(id(step))
            read.update(step.facts)
            waiting += step.steps
    facts = evaluation.program.facts
    return (fact for fact in sorted(read) if fact in evaluation.case.facts and fact in facts and facts[fact].sensitive)


def _is_verdict(evaluation: Evaluation, name: str) -> bool:
    decision = evaluation.program.decisions.get(name)
    return decision is not None and decision.kind == "verdict"


def _held(spec: FactSpec, held: Held) -> Json:
    """A fact as it is recorded: its value, who said it, and when it was observed."""
    return {"value": _given(spec, held.value), "source": held.source, "observed": held.observed.isoformat() if held.observed else None}


def _given(spec: FactSpec, value: State) -> Json:
    """A value as a person would write it. In a record, null is a column that was not given; a text cannot be said to be unknown."""
    match value:
        case Undetermined():
            return None if isinstance(spec.type, Text) else "unknown"
        case Fields(fields):
            columns = {column.id: column for column in spec.fields}
            return {name: _given(columns[name], item) for name, item in fields}
        case tuple():
            return [_given(spec, item) for item in value]
        case _:
            return plain(value)


def _named(subject: str) -> str:
    """An identifier that names somebody. Raises ValueError for an empty one: it must not fall back to the name of the case."""
    if not subject.strip():
        message = "subject"
        raise ValueError(message)
    return subject


def _known(at: datetime, known_at: date | None) -> date:
    """The day up to which publications count: that of the decision, or an earlier one. Raises Refused for a later one."""
    day = at.date()
    if known_at is not None and known_at > day:
        raise Refused((problem("VG820", None, known_at=known_at, day=day),))
    return known_at or day


def _hash(said: Json) -> str:
    return hashlib.sha256(canonical(said)).hexdigest()
