"""Facts that are corrected when a recorded decision is made again: as they were given, read by the vocabulary of a rule book."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from vigueur.api.books import RuleBook
from vigueur.diagnostics.problems import Problem, Refused
from vigueur.ir.case import Case, Held
from vigueur.plain import dataclass, field
from vigueur.rulebook.cases import read_case_bytes


@dataclass(frozen=True, slots=True)
class Correction:
    """Corrected facts of one decision. `file`: a case with them, `name`: how it is called; `settings`: facts as on the command line."""

    file: bytes | None = field(default=None, repr=False)
    settings: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    name: str = ""


Corrections: TypeAlias = "Mapping[str, Correction]"
"""By id of a decision."""


def corrected(book: RuleBook, case: Case, correction: Correction) -> Case:
    """A case with corrected facts in place of the recorded ones. Raises Refused with all that is wrong with them."""
    given: dict[str, Held] = {}
    problems: list[Problem] = []
    if correction.file is not None:
        try:
            given |= book.case(read_case_bytes(correction.file, correction.name)).facts
        except Refused as refused:
            problems += refused.problems
    for name, value in correction.settings:
        try:
            given[name] = book.fact(name, value)
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(tuple(problems))
    return Case(case.name, {**case.facts, **given})
