"""The state of one evaluation: the case, the day, what was read so far."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, TypeAlias

from vigueur.builtins.operations import Undefined
from vigueur.builtins.problems import TOO_MUCH_WORK
from vigueur.interpreter.outcome import Step
from vigueur.ir.nodes import Citation, Effect
from vigueur.plain import dataclass
from vigueur.values import State

MOST_WORK: Final = 200_000
"""Items that the loops of one evaluation may walk through. The lists of a case are bounded, their products are not."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the rules that a case may reach: an effect, a row, a branch."""

    provision: str
    kind: str
    detail: str
    place: str


class Run:
    """One evaluation. `facts` and `steps` collect what the provision at work reads; `memos` holds one memory a day."""

    __slots__ = (
        "as_of", "asked", "candidates", "cites", "clocks", "day", "facts", "governed", "held", "known_at", "locals", "memo",
        "memos", "order", "readings", "seen", "steps", "supposed", "work",
    )  # fmt: skip

    def __init__(self, held: dict[str, State], as_of: date, known_at: date, readings: dict[str, str]) -> None:
        self.held = held
        self.as_of = as_of
        self.known_at = known_at
        self.readings = readings
        self.day = as_of
        self.memo: dict[str, Step] = {}
        self.clocks: dict[str, tuple[State, tuple[str, ...]]] = {}
        self.memos: dict[date, tuple[dict[str, Step], dict[str, tuple[State, tuple[str, ...]]]]] = {as_of: (self.memo, self.clocks)}
        self.facts: list[str] = []
        self.steps: list[Step] = []
        self.order: list[Step] = []
        self.locals: dict[str, State] = {}
        self.asked: dict[str, str] = {}
        self.supposed: dict[str, State] = {}
        self.seen: set[Point] | None = None
        self.governed: Effect | None = None
        self.candidates: tuple[Effect, ...] = ()
        self.cites: tuple[Citation, ...] = ()
        self.work = 0

    def spend(self, items: int) -> None:
        """Count items walked through. Raises Undefined where loops within loops walk through more than a decision should."""
        self.work += items
        if self.work > MOST_WORK:
            raise Undefined(TOO_MUCH_WORK, limit=MOST_WORK)

    def move(self, day: date) -> date:
        """Set the clock to a day, with that day's memory; gives the day it stood on."""
        before = self.day
        if day != before:
            self.day = day
            memory = self.memos.get(day)
            if memory is None:
                memory = self.memos[day] = ({}, {})
            self.memo, self.clocks = memory
        return before


Closure: TypeAlias = Callable[[Run], State]
