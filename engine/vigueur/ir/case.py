"""A case as the engine holds it: facts with their values, who supplied them and when they were observed."""

from __future__ import annotations

from datetime import date

from vigueur.plain import dataclass, field
from vigueur.values import State


@dataclass(frozen=True, slots=True)
class Held:
    """A fact that was given. `source` and `observed` are as the person gave them."""

    value: State
    source: str = ""
    observed: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Facts by id; what is not here was not given."""

    name: str = ""
    facts: dict[str, Held] = field(default_factory=dict)
