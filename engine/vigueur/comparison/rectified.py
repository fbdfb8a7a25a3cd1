"""What a text published later changes of decisions already made, as plain data."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, TypedDict

from vigueur.comparison.replayed import Difference, Provision, Sum

FORMAT: Final = "vigueur-rectification/1"

Status: TypeAlias = Literal["changed", "reasons", "same", "other", "knew", "blocked", "unreadable"]
"""`changed`: the text changes the answers; `reasons`: only how they come about; `same`: nothing; `other`: something changes, by another
text of the same day alone; `knew`: the decision was made with the text known; `blocked`: today's rules cannot decide it; `unreadable`:
the entry is damaged."""
Reopened: TypeAlias = Literal["retroactive", "correction", "ahead"]
"""How a text reopens a decision that was made before it was published: its effect reaches back to a day before its publication; it takes
away or replaces the effect of an earlier text; the decision is about a day that was still to come when the text was published."""


class Reach(TypedDict):
    """The effect of the text that a decision meets first. `begins`: the day it counts from; `open`: how it reaches open cases."""

    provision: str
    begins: str
    open: str


class Rectified(TypedDict):
    """What the text changes of one decision. `together_with`: other texts that have a part in the difference, published on the same day."""

    id: str
    at: str
    as_of: str
    known_at: str
    verdict: str | None
    override: str | None
    status: Status
    reopened: Reopened | None
    reach: Reach | None
    together_with: list[str]
    difference: Difference | None
    today: Difference | None
    codes: list[str]


class Change(TypedDict):
    """What a text changes of all decisions together."""

    answers: int
    amounts: list[Sum]
    verdicts: list[list[str | int | None]]
    provisions: list[Provision]


class Rectification(TypedDict):
    """All that a rectification says. `published`: the first and the last day that may be the text's publication.

    `decision`: only decisions with an answer to it were looked at; None: all.
    """

    format: str
    language: str
    engine: dict[str, str]
    rulebook: str
    text: str
    title: str
    published: list[str]
    today: str
    decision: str | None
    looked_at: int
    erased: int
    superseded: int
    counts: dict[str, int]
    reopened: dict[str, int]
    on_publication: Change
    as_known_today: Change
    decisions: list[Rectified]
