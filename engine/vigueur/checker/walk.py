"""The walk over one expression, as each part of it sees it: what is checked already, what holds here, where problems are noted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Final

from vigueur.checker.names import Scope
from vigueur.checker.narrowing import Comparison, Facts
from vigueur.checker.words import type_words
from vigueur.diagnostics.problems import Problem, problem, worded
from vigueur.ir import nodes as ir
from vigueur.ir.typing import UNTYPED
from vigueur.plain import dataclass, field
from vigueur.source import Span
from vigueur.syntax import ast
from vigueur.types import Anything, Boolean, RecordOf, Type
from vigueur.values import Value

MOST_NODES: Final = 50_000
"""An expression that repeats parts of itself (a long `in`) grows to no more than this."""
MOST_ROUNDS: Final = 200_000
"""Loops within loops over lists that are written out run no more often than this."""

MIXED: Final = RecordOf((("*", Anything()),))
"""A value of one kind or another: the calculator shows it, and little else can be done with it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An expression as lowered, with its type and place."""

    expr: ir.Expr
    type: Type
    span: Span

    @property
    def refused(self) -> bool:
        """Whether it has a problem already: what follows from it is silent."""
        return self.type is UNTYPED


def untyped(span: Span) -> Checked:
    """What has been refused."""
    return Checked(ir.Const(value=False, type=UNTYPED), UNTYPED, span)


def constant(value: Value, type_: Type, span: Span) -> Checked:
    """A literal."""
    return Checked(ir.Const(value, type_), type_, span)


@dataclass(frozen=True, slots=True)
class Here:
    """What holds where a part of an expression stands: its variables, and what conditions above have told.

    `rounded`: it stands directly under a rounding. `columns`: the fields of a filter's item, which are read by their names alone.
    `rounds`: how often loops over lists that are written out run it.
    """

    variables: Mapping[str, ir.Local] = field(default_factory=dict)
    known: Facts = Facts()
    rounded: bool = False
    columns: Mapping[str, tuple[ir.Local, Type]] = field(default_factory=dict)
    rounds: int = 1


class Walk(ABC):
    """The walk over one expression; notes problems and the comparisons that narrow.

    The parts of a walk (calls, lists, membership) check what stands within them by `check`, and so know nothing of each other.
    """

    def __init__(self, scope: Scope, problems: list[Problem]) -> None:
        self.scope = scope
        self.problems = problems
        self.comparisons: dict[ir.Expr, Comparison] = {}
        self.names = 0
        self.nodes = 0

    @abstractmethod
    def check(self, node: ast.Expr, here: Here) -> Checked:
        """An expression, checked and lowered."""

    def refuse(self, span: Span, code: str, /, **details: str | int | None) -> Checked:
        """Note a problem; what stands there is untyped."""
        self.problems.append(Problem(code, span, worded(details)))
        return untyped(span)

    def boolean(self, checked: Checked) -> ir.Expr:
        """A condition; what is no condition is a problem."""
        if not checked.refused and not isinstance(checked.type, Boolean):
            en, fr = type_words(checked.type)
            self.problems.append(problem("VG114", checked.span, expected="boolean", attendu="booléen", given_en=en, given_fr=fr))
        return checked.expr

    def variable(self, name: str, type_: Type) -> ir.Local:
        """A variable whose name no other of the expression has."""
        self.names += 1
        return ir.Local(f"{name}#{self.names}", type_)

    def grow(self, nodes: int, span: Span) -> bool:
        """Whether the expression may grow by some nodes; notes the problem once."""
        before = self.nodes
        self.nodes += nodes
        if self.nodes > MOST_NODES >= before:
            self.problems.append(problem("VG130", span))
        return self.nodes <= MOST_NODES
