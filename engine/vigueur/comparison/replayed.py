"""What a replay says, as plain data: each decision's steps and where they part, and what that comes to."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, TypedDict

from vigueur.explanation.document import Plain

FORMAT: Final = "vigueur-replay/1"

Cause: TypeAlias = Literal["engine", "engine_or_encoding", "encoding", "text", "data", "time"]
STEPS: Final[dict[Cause, str]] = {
    "engine": "R1", "engine_or_encoding": "R2", "encoding": "R2", "text": "R3", "data": "R4", "time": "R5",
}  # fmt: skip
"""Why two steps may part, and the later one, in order: another engine; the rules written otherwise; a text published since; other facts;
the law of today. Where another engine decided and R1 cannot be taken, nobody can tell the first two apart."""

Flaw: TypeAlias = Literal[
    "entry", "archive_missing", "archive_damaged", "archive_refused", "meaning", "facts", "readings", "answers", "explanation", "document"
]
"""Why a decision could not be made again as it was made, or was made otherwise."""


class Answer(TypedDict):
    """What one question was answered, without words."""

    status: str
    value: Plain


class Changed(TypedDict):
    """A question that two steps answer differently; None where a step did not answer it."""

    decision: str
    label: str
    before: Answer | None
    after: Answer | None
    before_said: str
    after_said: str


class Amount(TypedDict):
    """What is due in two steps, exactly; None where that is undetermined."""

    decision: str
    label: str
    currency: str
    before: str | None
    after: str | None
    difference: str | None


class Reading(TypedDict):
    """What a provision gave in one step; `text`: what governed it."""

    status: str
    value: Plain
    said: str
    text: str | None
    text_said: str


class First(TypedDict):
    """The first provision at which two steps part. None for a step that did not read it."""

    provision: str
    label: str
    day: str
    before: Reading | None
    after: Reading | None


class Difference(TypedDict):
    """How two steps part. `answers`: in what they answer, or only in how they came to it. `steps`: which two."""

    cause: Cause
    steps: list[str]
    answers: bool
    verdict: list[str | None]
    changed: list[Changed]
    amounts: list[Amount]
    first: First | None


class Incident(TypedDict):
    """Why a decision was not made again as it was made. `engine`: another engine made it, which may be why. `codes`: of problems."""

    id: str
    flaws: list[str]
    engine: bool
    codes: list[str]


class Blocked(TypedDict):
    """A step that could not be taken: the codes of what stood against it, and the first of it in words."""

    step: str
    codes: list[str]
    said: list[str]


class Replayed(TypedDict):
    """A decision made again. `document`: whether its explanation was told the same; None where that was not asked, or none was told."""

    id: str
    at: str
    rulebook: str
    as_of: str
    known_at: str
    verdict: str | None
    override: str | None
    superseded: bool
    erased: bool
    identical: bool
    incident: Incident | None
    verdicts: dict[str, str | None]
    blocked: list[Blocked]
    differences: list[Difference]
    document: bool | None


class Sum(TypedDict):
    """What the differences of a cause come to for one amount. `undetermined`: differences that are not known, and not in the sum."""

    rulebook: str
    decision: str
    label: str
    currency: str
    total: str
    rising: int
    falling: int
    undetermined: int


class Provision(TypedDict):
    """How often two steps parted first at a provision."""

    rulebook: str
    provision: str
    label: str
    count: int


class Total(TypedDict):
    """What a cause comes to over all decisions. `compared`: decisions whose two steps could be taken."""

    compared: int
    answers: int
    explanations: int
    amounts: list[Sum]
    verdicts: list[list[str | int | None]]
    provisions: list[Provision]


class Share(TypedDict):
    """How many decisions of all differ, as far as a sample tells: an interval that holds 95 times in 100.

    `seen` differ, `of` those that were compared; `unknown` could not be, and may differ or not. `usable`: the interval leaves less than
    half of all decisions open; else do not quote it.
    """

    seen: int
    of: int
    unknown: int
    low: int
    high: int
    usable: bool
    rule_of_three: str | None


class Extrapolated(TypedDict):
    """What an amount's differences come to over all decisions, as far as a sample tells. None: the sample is too small to say.

    `unknown`: decisions of the sample whose difference is not known; they are not in the total.
    """

    rulebook: str
    decision: str
    label: str
    currency: str
    total: str
    low: str | None
    high: str | None
    known: int
    unknown: int
    nonzero: int
    reliable: bool


class Guess(TypedDict):
    """What a sample tells of all decisions, for one cause."""

    share: Share
    amounts: list[Extrapolated]


class Sample(TypedDict):
    """A simple random sample without replacement."""

    size: int
    seed: str
    population: int
    confidence: str
    causes: dict[str, Guess]


class Replay(TypedDict):
    """All that a replay says."""

    format: str
    language: str
    engine: dict[str, str]
    today: str
    population: int
    replayed: int
    erased: int
    overridden: int
    superseded: int
    engine_notes: int
    incidents: list[Incident]
    blocked: dict[str, int]
    causes: dict[str, Total]
    sample: Sample | None
    decisions: list[Replayed]
