"""Which provisions an expression reads as operands: where they are absent, it is absent too."""

from __future__ import annotations

from vigueur.ir import nodes as ir


def operands(expr: ir.Expr | None) -> frozenset[str]:
    """The provisions whose absence would spread.

    Not those that are a member of `and` or `or`, which leave; nor those asked for by `present`; nor those read on another day.
    """
    return _read(expr, frozenset()) if expr is not None else frozenset()


def _read(expr: ir.Expr, safe: frozenset[str]) -> frozenset[str]:
    match expr:
        case ir.Reference(id):
            return frozenset((id,)) - safe
        case ir.Present():
            return frozenset()
        case ir.Dues(loops):  # an item without a condition leaves, and a field that is absent is told as that
            return frozenset().union(*(_read(domain, safe) for _, domain in loops))
        case ir.On(_, day):
            return _read(day, safe)
        case ir.All(members):
            known = safe.union(*(_present(m) for m in members))
            return _each(members, known)
        case ir.Any(members):
            return _each(members, safe.union(*(_missing(m) for m in members)))
        case ir.Not(operand):
            return _each((operand,), safe)
        case ir.If(condition, then, otherwise):
            return _read(condition, safe) | _read(then, safe | _present(condition)) | _read(otherwise, safe | _missing(condition))
        case ir.Govern(arms=arms):
            return frozenset().union(*(_read(arm.body, safe) for arm in arms if arm.body is not None))
        case _:
            return frozenset().union(*(_read(part, safe) for part in parts(expr)))


def _each(members: tuple[ir.Expr, ...], safe: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(_read(m, safe) for m in members if not isinstance(m, ir.Reference)))


def _present(condition: ir.Expr) -> frozenset[str]:
    """The provisions that are present where a condition holds."""
    match condition:
        case ir.Present(ir.Reference(id)):
            return frozenset((id,))
        case ir.All(members):
            return frozenset().union(*(_present(m) for m in members))
        case ir.Not(operand):
            return _missing(operand)
        case _:
            return frozenset()


def _missing(condition: ir.Expr) -> frozenset[str]:
    """The provisions that are present where a condition does not hold."""
    match condition:
        case ir.Not(operand):
            return _present(operand)
        case ir.Any(members):
            return frozenset().union(*(_missing(m) for m in members))
        case _:
            return frozenset()


def parts(expr: ir.Expr) -> tuple[ir.Expr, ...]:  # noqa: PLR0912 - one case a node
    """The expressions directly within an expression."""
    match expr:
        case ir.Call(args=several) | ir.All(several) | ir.Any(several) | ir.Items(several):
            return several
        case ir.Not(one) | ir.Present(one) | ir.Field(one):
            return (one,)
        case ir.If(condition, then, otherwise):
            return (condition, then, otherwise)
        case ir.On(value, day):
            return (value, day)
        case ir.Quantified(domain=domain, condition=inner) | ir.Filter(domain=domain, condition=inner) | ir.For(domain=domain, body=inner):
            return (domain, inner)
        case ir.Fields(fields):
            return tuple(e for _, e in fields)
        case ir.RangeOf(low, high):
            return tuple(e for e in (low, high) if e is not None)
        case ir.Unknown(supplied_by=facts):
            return facts
        case ir.Supplied(fact, computed):
            return (fact, computed)
        case ir.Table(inputs, rows, _, otherwise):
            tests = tuple(cell.condition for row in rows for cell in row.cells if isinstance(cell, ir.Test))
            outputs = tuple(row.output for row in rows)
            return (*inputs, *tests, *outputs, *((otherwise,) if otherwise is not None else ()))
        case ir.Bands(of, edges):
            return (of, *(edge for _, edge in edges))
        case ir.Dues(loops, day, items):
            read = tuple(e for item in items for e in (item.condition, *(value for _, value in item.fields)))
            return (*(domain for _, domain in loops), *((day,) if day is not None else ()), *read)
        case ir.Govern(arms=arms):
            return tuple(e for arm in arms for e in (arm.guard, arm.body) if e is not None)
        case ir.Const() | ir.Fact() | ir.Reference() | ir.Local() | ir.Day() | ir.KnownAt():
            return ()
        case ir.Reading() | ir.NotApplicable() | ir.Clock():
            return ()
