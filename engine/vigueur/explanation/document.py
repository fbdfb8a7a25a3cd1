"""The shape of an explanation: plain data, as `schemas/explanation.schema.json` publishes it.

Numbers of the law, money and dates are strings: what is written here is read back without loss.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

Plain: TypeAlias = "str | bool | list[Plain] | dict[str, Plain] | None"
"""A value in JSON: exact numbers and dates are strings, an absent or undetermined one is null."""

Verdict: TypeAlias = Literal["eligible", "ineligible", "undetermined", "out_of_scope", "to_be_examined"]
Status: TypeAlias = Literal["determined", "undetermined", "absent"]
ReasonState: TypeAlias = Literal["met", "failed", "undetermined", "absent"]
DueStatus: TypeAlias = Literal["due", "done", "overdue", "past", "possible", "undetermined"]
"""`past`: the last day is over, and it is not known whether the thing was done. `possible`: left to somebody's discretion."""


class CitationEntry(TypedDict):
    """Where a rule is written. `words` is how it is quoted in a line."""

    source: str
    detail: str
    title: str
    publisher: str
    date: str
    url: str
    confidence: str
    words: str


class RegimeEntry(TypedDict):
    """The text that governs, from which day, and since when it does so for this case and by what.

    `begin` is the day for this case; `how` says by what: new, no_anchor, plain, at_once, every, on, never, reading, undated, unknown.
    """

    text: str
    title: str
    short: str
    verb: str
    published: str
    applies_from: str
    begin: str | None
    how: str
    anchor: str | None
    anchor_value: str | None
    anchor_assumed: bool
    why: str
    citations: list[CitationEntry]


class NewCaseEntry(TypedDict):
    """What a case that began on the day decided would get, where that differs: it lives under a newer text."""

    value: Plain
    written: str
    text: str | None
    short: str
    sentence: str


class CandidateEntry(TypedDict):
    """A text that may govern, where it is not known yet which one does."""

    text: str
    short: str


class ReadEntry(TypedDict):
    """A rule that one thing due rests on, on its day, and the text that governs it there."""

    provision: str
    label: str
    day: str
    written: str
    text: str | None
    short: str


class DueEntry(TypedDict):
    """A thing that is due, or may be. `round`: the values of the loops that it stands for; `day`: whose law and facts it is read on.

    `words`: by when, or how it stands; `by_why`, `amount_why`: why there is no last day or amount where one was to be; `why`: what an
    open one waits for. `since`: from when `text` governs this case.
    """

    code: str
    item: str
    status: DueStatus
    words: str
    round: dict[str, Plain]
    day: str | None
    by: str | None
    by_why: str
    amount: Plain
    amount_written: str
    amount_why: str
    done: bool | None
    done_on: str | None
    because: str
    who: str
    may: str
    why: str
    text: str | None
    short: str
    since: str | None
    citations: list[CitationEntry]
    facts: list[str]
    reads: list[ReadEntry]
    waits_for: list[str]
    lacks: list[str]


class TotalEntry(TypedDict):
    """The sum of the amounts of a list, where all of them are determined; what is only possible is not in it."""

    value: str
    written: str


class DeadlineEntry(TypedDict):
    """How a deadline stands on the day decided: `kept`, `open`, `missed`; null where that is not known. `days_left` while it is open."""

    state: Literal["kept", "open", "missed"] | None
    limit: str | None
    limit_why: str
    done_on: str | None
    days_left: int | None
    words: str


class AnswerEntry(TypedDict):
    """What was decided. `possible`: what an undetermined answer may still become; `candidates`: the texts that may govern it.

    `dues`, `total`: of things due; `deadline`: of a deadline; null for other kinds.
    """

    label: str
    kind: str
    status: Status
    value: Plain
    written: str
    type: str
    unit: str
    currency: str
    day: str
    possible: list[str]
    regime: RegimeEntry | None
    candidates: list[CandidateEntry]
    new_case: NewCaseEntry | None
    why: str
    waits_for: list[str]
    dues: list[DueEntry] | None
    total: TotalEntry | None
    deadline: DeadlineEntry | None


class Comparison(TypedDict):
    """A value of the case against a threshold of the law, each written in the language and as plain data."""

    what: str
    type: str
    value: Plain
    written: str
    operator: str
    threshold: Plain
    threshold_written: str
    words: str


class MemberEntry(TypedDict):
    """A record of a list that must meet a condition and fails, or of which that is not known yet."""

    row: int
    name: str
    state: ReasonState
    sentence: str
    waits_for: list[str]
    lacks: list[str]


class ReasonEntry(TypedDict):
    """A condition, whether it holds, and why. `members`: the records that fail or are open, where each of a list must meet it."""

    provision: str
    label: str
    decision: str
    part_of: str
    depth: int
    state: ReasonState
    sentence: str
    values: list[Comparison]
    citations: list[CitationEntry]
    text: str | None
    short: str
    since: str | None
    regime: RegimeEntry | None
    facts: list[str]
    waits_for: list[str]
    lacks: list[str]
    members: list[MemberEntry]


class FactEntry(TypedDict):
    """A value of the case: from where, since when, and whether it was given or supposed."""

    label: str
    value: Plain
    written: str
    type: str
    unit: str
    currency: str
    source: str
    observed: str | None
    assumed: bool
    used: bool
    sensitive: bool
    usual_source: str


class ChoiceEntry(TypedDict):
    """A code that a fact may take, and its label."""

    code: str
    label: str


class PlaceEntry(TypedDict):
    """Where a value is missing in a list of records that was given: which record (`row` counts from 1), and which of its columns."""

    fact: str
    row: int
    record: str
    column: str


class MissingEntry(TypedDict):
    """A fact that is not known and can still change an answer. `regime`: it decides which rule applies. `within`: it is in a record."""

    fact: str
    label: str
    question: str
    supplied_by: str
    why: str
    regime: bool
    decisions: list[str]
    provisions: list[str]
    type: str
    unit: str
    currency: str
    choices: list[ChoiceEntry]
    within: PlaceEntry | None


class LackEntry(TypedDict):
    """A value that the law should give and that is not known: not a fact that anybody could look up in the case."""

    provision: str
    label: str
    kind: str
    why: str
    who: str
    text: str
    supplied_by: list[str]
    sentence: str
    decisions: list[str]


class AlternativeEntry(TypedDict):
    """Another option of a question of interpretation, and what it would give."""

    option: str
    words: str
    verdict: Verdict | None
    answers: dict[str, str]
    same: bool
    sentence: str


class ReadingEntry(TypedDict):
    """A question of interpretation on which the answer rests."""

    question: str
    label: str
    option: str
    words: str
    default: bool
    why: str
    citations: list[CitationEntry]
    alternatives: list[AlternativeEntry]


class SettingEntry(TypedDict):
    """A fact with another value. `direction`: `at least` or `at most` where every value beyond would do as well, else empty."""

    fact: str
    label: str
    from_value: Plain
    to_value: Plain
    direction: str


class ChangeEntry(TypedDict):
    """A change of the case, verified by evaluating it, and what it would give. `size` orders changes: the smallest first."""

    sets: list[SettingEntry]
    as_of: str | None
    words: str
    verdict: Verdict | None
    answers: dict[str, str]
    result: str
    size: int


class StepEntry(TypedDict):
    """A rule that was read, on a day, with what it read and what it gave."""

    provision: str
    label: str
    kind: str
    day: str
    status: Status
    value: Plain
    written: str
    type: str
    unit: str
    currency: str
    text: str | None
    short: str
    citations: list[CitationEntry]
    reads: list[str]
    facts: list[str]
    why: str


class WaitingEntry(TypedDict):
    """The next effect that waits for this case, and its day where that is known."""

    provision: str
    label: str
    text: str
    short: str
    day: str | None
    sentence: str


class AbsentEntry(TypedDict):
    """A rule that is not in force or does not apply: since when, by which text, why.

    `required`: it is a condition that all must meet, so that its absence makes things easier. `concerned`: as it last was, it would
    apply to this case.
    """

    provision: str
    label: str
    required: bool
    concerned: bool
    cause: str
    since: str | None
    text: str | None
    short: str
    sentence: str
    citations: list[CitationEntry]


class HiddenEntry(TypedDict):
    """A text that was left out: not yet published at `known_at`, or replaced by a correction."""

    provision: str
    label: str
    cause: Literal["unpublished", "withdrawn"]
    text: str
    short: str
    published: str
    by: str | None
    by_short: str
    sentence: str


class OutcomeEntry(TypedDict):
    """A verdict that no condition gives, and that holds."""

    verdict: Verdict
    sentence: str
    citations: list[CitationEntry]
    facts: list[str]


class OfferEntry(TypedDict):
    """A decision that the rule book takes on request, and that was not asked for. `ask`: what to ask for, it and those beside it."""

    decision: str
    ask: str
    label: str
    kind: str


class NotDeclaredEntry(TypedDict):
    """A fact on which a verdict beside the conditions would turn, and which nobody has declared: it was not taken into account."""

    fact: str
    label: str
    question: str
    verdicts: list[Verdict]
    sensitive: bool


class RuleBookEntry(TypedDict):
    """The rules by which it was decided. `content` changes with any byte of the files, `meaning` only with what they say."""

    id: str
    title: str
    content: str
    meaning: str


class EngineEntry(TypedDict):
    """The program that decided."""

    name: str
    version: str


class ParameterEntry(TypedDict):
    """A value of the law that was applied to this case."""

    provision: str
    label: str
    written: str
    text: str | None


class DatumEntry(TypedDict):
    """A datum that was processed, and where it came from."""

    fact: str
    label: str
    source: str


class NoticeEntry(TypedDict):
    """What the law on algorithmic decisions wants told (CRPA L311-3-1, R311-3-1-1 and -2; GDPR 15(1)(h))."""

    algorithm: str
    degree: str
    purpose: str
    rights: str
    how: str
    data: list[DatumEntry]
    data_sentence: str
    parameters: list[ParameterEntry]
    operations: list[str]
    book: str
    short: str
    legal_basis: list[str]


class Explanation(TypedDict):
    """An answer with all that led to it."""

    format: str
    language: str
    case: str
    verdict: Verdict | None
    headline: str
    as_of: str
    known_at: str | None
    text_in_force: RegimeEntry | None
    rulebook: RuleBookEntry
    engine: EngineEntry
    answers: dict[str, AnswerEntry]
    outcomes: list[OutcomeEntry]
    not_declared: list[NotDeclaredEntry]
    on_request: list[OfferEntry]
    reasons: list[ReasonEntry]
    facts: dict[str, FactEntry]
    missing: list[MissingEntry]
    lacks: list[LackEntry]
    readings: list[ReadingEntry]
    changes: list[ChangeEntry]
    waiting: list[WaitingEntry]
    absent: list[AbsentEntry]
    hidden: list[HiddenEntry]
    steps: list[StepEntry]
    notice: NoticeEntry
