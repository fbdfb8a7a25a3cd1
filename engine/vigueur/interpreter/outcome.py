"""What an evaluation did: the answers, and every step that led there. Only what happened is in it."""

from __future__ import annotations

from datetime import date

from vigueur.ir.case import Case
from vigueur.ir.nodes import Citation, Effect, Expr, Govern, Outcome, Program, Provision
from vigueur.plain import dataclass, field
from vigueur.values import State


@dataclass(slots=True, eq=False)
class Step:
    """A provision was read on a day. `effect` governed it; None where none did, or where it is a composition.

    `facts` and `steps`: what it read itself, in order; the steps below are shared where several provisions read the same one.
    `candidates`: effects that may govern, where the regime is undetermined.
    """

    id: str
    day: date
    state: State
    effect: Effect | None
    facts: tuple[str, ...]
    steps: tuple[Step, ...]
    candidates: tuple[Effect, ...] = ()
    cites: tuple[Citation, ...] = ()
    """Of the row that gave the value, where it has its own."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An outcome of the rule book whose condition was evaluated; it holds where `state` is True."""

    outcome: Outcome
    state: State
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`answers`: by decision, the step of its provision. `supposed`: facts that were not given and stand for `never` or the day asked.

    `readings`: the option used for each question that was asked. `known_at` None: everything published.
    """

    program: Program
    case: Case
    as_of: date
    known_at: date | None
    answers: dict[str, Step]
    outcomes: tuple[Raised, ...]
    supposed: dict[str, State]
    readings: dict[str, str]
    steps: tuple[Step, ...]
    """Every step once, in the order in which they ended."""
    context: object = field(default=None, repr=False, compare=False)
    """What the interpreter keeps to read more in the same case (`evaluate_in`)."""


def content_of(provision: Provision, effect: Effect) -> Expr | None:
    """What an effect says of its provision; None for a repeal."""
    arms = provision.value.arms if isinstance(provision.value, Govern) else ()
    return next((arm.body for arm in arms if provision.effects[arm.effect] == effect), None)
