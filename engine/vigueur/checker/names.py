"""What names mean in an expression: facts, provisions, variables, groups of codes, and the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from vigueur.ir import nodes as ir
from vigueur.plain import dataclass, field
from vigueur.source import Span
from vigueur.suggestion import nearest
from vigueur.syntax import ast
from vigueur.types import Boolean, Date, Enumeration, ListOf, Type


@dataclass(frozen=True, slots=True)
class Known:
    """A provision that expressions may read."""

    type: Type
    kind: str = "formula"


@dataclass(frozen=True, slots=True)
class Scope:
    """The names of an expression and what it may do.

    `strict`: a rule of a rule book, which must not fail on valid facts; else the calculator. `day`: whether the clock variable exists;
    `day_result`: whether the expression may itself yield a day that depends on the clock. `sensitive`: whether sensitive facts may be read.
    `unknown_groups`: groups of codes that the law leaves unknown to us, with why.
    """

    facts: Mapping[str, ir.FactSpec] = field(default_factory=dict)
    provisions: Mapping[str, Known] = field(default_factory=dict)
    locals: Mapping[str, Type] = field(default_factory=dict)
    unknown_groups: Mapping[str, str] = field(default_factory=dict)
    month_end: Literal["down", "up"] = "down"
    strict: bool = True
    day: bool = True
    day_result: bool = False
    sensitive: bool = False

    def names(self) -> tuple[str, ...]:
        """Every name, for the nearest to a mistaken one."""
        return (*self.facts, *self.provisions, *self.locals, *(("day",) if self.day else ()))

    def nearest(self, name: str) -> str | None:
        """The known name most like a mistaken one."""
        known = self.names()
        found = nearest(name, known)
        if found or "." in name:
            return found
        ends = {k.rsplit(".", 1)[-1]: k for k in known if "." in k}
        end = nearest(name, ends)
        return ends[end] if end else None

    def groups(self, operand: ir.Expr, codes: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The groups of codes that speak of what stands on the left of `in`: those of its fact first, then of facts with the same codes."""
        own = self.facts.get(operand.id) if isinstance(operand, ir.Fact) else None
        specs = [own] if own else []
        specs += [spec for spec in self.facts.values() if spec is not own and codes_of(spec.type) == codes]
        for spec in specs:
            yield from spec.groups
        for spec in self.facts.values():
            for column in spec.fields:
                if codes_of(column.type) == codes:
                    yield from column.groups


@dataclass(frozen=True, slots=True)
class Word:
    """A name as far as it is known: what it means, and the parts left over, which are fields."""

    meaning: ir.Expr
    span: Span
    rest: tuple[tuple[str, Span], ...]


def chain(expr: ast.Name | ast.Path) -> tuple[tuple[str, Span], ...] | None:
    """The words of `a.b.c`, each with the span from the first to it; None where it does not begin with a name."""
    parts: list[tuple[str, Span]] = []
    node: ast.Expr = expr
    while isinstance(node, ast.Path):
        parts.append((node.name, node.span))
        node = node.base
    if not isinstance(node, ast.Name):
        return None
    parts.append((node.id, node.span))
    return tuple(reversed(parts))


def codes_of(type_: Type) -> tuple[str, ...]:
    """The codes of an enumeration, or of a list of them."""
    match type_:
        case Enumeration(codes):
            return codes
        case ListOf(item):
            return codes_of(item)
        case _:
            return ()


def dotted(parts: tuple[tuple[str, Span], ...]) -> str:
    """The words of a chain as one name."""
    return ".".join(name for name, _ in parts)


def lookup(scope: Scope, variables: Mapping[str, ir.Local], parts: tuple[tuple[str, Span], ...]) -> Word | None:
    """The longest prefix that is known: a variable first, then a fact or provision, then `day`."""
    first, span = parts[0]
    if first in variables:
        return Word(variables[first], span, parts[1:])
    if first in scope.locals:
        return Word(ir.Local(first, scope.locals[first]), span, parts[1:])
    for length in range(len(parts), 0, -1):
        name = dotted(parts[:length])
        if name in scope.facts:
            return Word(ir.Fact(name, scope.facts[name].type), parts[length - 1][1], parts[length:])
        if name in scope.provisions:
            return Word(ir.Reference(name, scope.provisions[name].type), parts[length - 1][1], parts[length:])
    if first == "day" and scope.day:
        return Word(ir.Day(), span, parts[1:])
    return None


BOOLEAN = Boolean()
DAY = Date()
