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


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that a record of a list lacks: the list's fact, the record's number, counted from 1, and the column."""

    fact: str
    row: int
    column: str

    @property
    def name(self) -> str:
        """How what waits for it names it."""
        return f"{self.fact}[{self.row}].{self.column}"


def cell_of(name: str) -> Cell | None:
    """The cell that a name stands for; None where it names a fact."""
    fact, bracket, rest = name.partition("[")
    row, _, column = rest.partition("].")
    return Cell(fact, int(row), column) if bracket and row.isdecimal() else None


def fact_of(name: str) -> str:
    """The fact behind what is waited for: itself, or the list that a cell belongs to."""
    return name.partition("[")[0]
