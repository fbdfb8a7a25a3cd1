"""Calls of operators and functions: the overload that fits, constants folded, quotients rounded once; no partial one in rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from vigueur.builtins import FUNCTIONS, Function, Mismatch, Resolved, Undefined, resolve, resolve_named
from vigueur.builtins.quantities import DIGITS, constant, digits
from vigueur.builtins.registry import OPERATIONS
from vigueur.builtins.rounding import FUSED
from vigueur.checker.clocked import refused_argument
from vigueur.checker.fits import LARGEST, fitted
from vigueur.checker.problems import mismatch
from vigueur.checker.walk import MIXED, Checked, Here, Walk, untyped
from vigueur.checker.words import type_words
from vigueur.ir import nodes as ir
from vigueur.source import Span
from vigueur.suggestion import nearest
from vigueur.syntax import ast
from vigueur.types import (
    ANY_UNIT,
    Boolean,
    Date,
    DaysDuration,
    ListOf,
    Money,
    MonthsDuration,
    Number,
    RangeOf,
    RecordOf,
    Text,
    Type,
)
from vigueur.values import NEVER, Absent, Months, State, Undetermined, Value

_OPERATORS: Final = frozenset({"+", "-", "*", "/", "**", "negate", "=", "!=", "<", "<=", ">", ">="})
_COMPARISONS: Final = frozenset({"=", "!=", "<", "<=", ">", ">="})
_SUMS: Final = frozenset({"+", "-", "*", "**", "negate"})


def operator(walk: Walk, sign: str, operands: Sequence[Checked], span: Span, here: Here) -> Checked:
    """An operator between operands."""
    return apply(walk, sign, operands, span, span, here)


def call(walk: Walk, node: ast.Call, here: Here) -> Checked:
    """A function called by its name."""
    if node.function == "not":
        return _not(walk, node, replace(here, rounded=False))
    if node.function == "present":
        return _present(walk, node, here)
    inner = replace(here, rounded=node.function in _ROUNDINGS)
    plain = replace(here, rounded=False)
    arguments = [walk.check(a.value, inner if i == 0 or a.name == "n" else plain) for i, a in enumerate(node.arguments)]
    names = [a.name for a in node.arguments]
    return apply(walk, node.function, arguments, node.span, node.function_span, here, names if any(names) else None)


_ROUNDINGS: Final = frozenset(FUSED.values())


def apply(
    walk: Walk, name: str, arguments: Sequence[Checked], span: Span, function: Span, here: Here, names: Sequence[str] | None = None
) -> Checked:
    """A call with checked arguments."""
    if any(a.refused for a in arguments):
        return untyped(span)
    if walk.scope.strict and (clocked := refused_argument(walk, name, arguments)):
        return clocked
    arguments = [_tightened(a, here) for a in arguments]
    found = _resolved(name, arguments, names)
    if isinstance(found, Mismatch) and not walk.scope.strict and (wrapped := _wrapped(found, arguments)):
        again = _resolved(name, wrapped, names)
        if isinstance(again, Resolved):
            found, arguments = again, wrapped
    if isinstance(found, Mismatch) and not walk.scope.strict and found.fault == "unlike" and (loose := _loose(name, arguments, names)):
        again = _resolved(name, loose, names)
        if isinstance(again, Resolved):
            found, arguments = again, loose
    if isinstance(found, Mismatch):
        return _clash(walk, found, name, arguments, span, function)
    ordered = [arguments[i] for i in found.order]
    return _lowered(walk, name, found, ordered, span, here)


def _resolved(name: str, arguments: Sequence[Checked], names: Sequence[str] | None) -> Resolved | Mismatch:
    constants = tuple(a.expr.value if isinstance(a.expr, ir.Const) else None for a in arguments)
    types = tuple(a.type for a in arguments)
    function = FUNCTIONS.get(name)
    if function is not None and function.internal:
        return _internal(function, types)
    if names is None:
        return resolve(name, types, constants)
    if not all(names):
        return Mismatch("unknown_parameter", name, "", (), position=0)
    return resolve_named(name, tuple(zip(names, types, strict=True)), constants)


def _internal(function: Function, types: tuple[Type, ...]) -> Resolved | Mismatch:
    """What only the checker lowers to."""
    refusal = Mismatch("argument", function.name)
    for overload in function.overloads:
        if overload.takes(len(types)) and all(overload.parameter(i).accepts.holds(t) for i, t in enumerate(types)):
            found = overload.result(types)
            if not isinstance(found, Mismatch):
                return Resolved(overload, found, tuple(range(len(types))), overload.total(types))
        else:
            kinds = tuple(overload.parameter(i).accepts for i in range(len(types)))
            wrong = next((i for i, t in enumerate(types) if not kinds[i].holds(t)), 0)
            refusal = Mismatch("argument", function.name, position=wrong, expected=(kinds[wrong],), given=types[wrong])
    return refusal


def _clash(walk: Walk, found: Mismatch, name: str, arguments: Sequence[Checked], span: Span, function: Span) -> Checked:
    shown = _WORDS.get(name, name)
    clash = replace(found, function=shown) if found.function == name else found
    walk.problems.append(mismatch(clash, span, function, [a.span for a in arguments], [a.type for a in arguments]))
    return untyped(span)


_WORDS: Final = {"negate": "-"}


def _wrapped(found: Mismatch, arguments: Sequence[Checked]) -> list[Checked] | None:
    """Where a list is asked for, the calculator takes one value as a list of it, as FEEL does."""
    if found.fault != "argument" or found.position >= len(arguments) or not any(k.en.startswith("list") for k in found.expected):
        return None
    one = arguments[found.position]
    if isinstance(one.type, ListOf):
        return None
    listed = as_list(one)
    return [listed if i == found.position else a for i, a in enumerate(arguments)]


_GATHERING: Final = {"append": None, "concatenate": None, "union": None, "insert before": 1, "list replace": 1}
"""Functions that make a list of what they are given, and where a position stands among their arguments."""
_SEEKING: Final = frozenset({"list contains", "index of"})


def _loose(name: str, arguments: Sequence[Checked], names: Sequence[str] | None) -> list[Checked] | None:
    """The calculator puts values of unlike kinds into one list, as FEEL does, and seeks any value in such a list."""
    if name in _SEEKING:
        mixed = any(a.type == ListOf(MIXED) for a in arguments)
        return [a if isinstance(a.type, ListOf) else replace(a, type=MIXED) for a in arguments] if mixed else None
    if name not in _GATHERING:
        return None
    place = names.index("position") if names and "position" in names else _GATHERING[name]
    first = names.index("list") if names and "list" in names else 0
    lists = name in {"concatenate", "union"}
    return [
        a if i == place else replace(a, type=ListOf(MIXED) if (lists or i == first) and isinstance(a.type, ListOf) else MIXED)
        for i, a in enumerate(arguments)
    ]


def as_list(one: Checked) -> Checked:
    """A list of one value."""
    type_ = ListOf(one.type)
    expr: ir.Expr = ir.Const((one.expr.value,), type_) if isinstance(one.expr, ir.Const) else ir.Items((one.expr,), type_)
    return replace(one, expr=expr, type=type_)


def _tightened(argument: Checked, here: Here) -> Checked:
    """A value known not to be zero is above zero, or below, as its bounds allow."""
    if argument.expr not in here.known.nonzero or not isinstance(argument.type, Number | Money):
        return argument
    least = Decimal(1).scaleb(-(argument.type.scale if argument.type.scale is not None else 6000))
    if argument.type.low is not None and argument.type.low >= 0:
        return replace(argument, type=replace(argument.type, low=max(argument.type.low, least)))
    if argument.type.high is not None and argument.type.high <= 0:
        return replace(argument, type=replace(argument.type, high=min(argument.type.high, -least)))
    return argument


def _lowered(walk: Walk, name: str, found: Resolved, arguments: list[Checked], span: Span, here: Here) -> Checked:
    exprs = _units(name, arguments)
    type_ = _pure(found.type, arguments)
    overload = found.overload
    fused = _fused(overload.key, arguments, exprs) if walk.scope.strict or name in _ROUNDINGS else None
    folded = _foldable(walk, name, found, exprs, fused, span)
    if folded is not None:
        return folded
    if walk.scope.strict:
        refused = _strict(walk, name, found, arguments, span, here, fused=fused is not None)
        if refused is not None:
            return refused
        type_ = _assumed(type_, name)
    if fused is not None:
        return Checked(ir.Call(fused[0], fused[1], type_), type_, span)
    if overload.rounding:
        exprs = (*exprs, ir.Const(walk.scope.month_end, Text()))
    return Checked(ir.Call(overload.key, exprs, type_), type_, span)


def _pure(type_: Type, arguments: Sequence[Checked]) -> Type:
    """What is made of a number without unit has none, where a bare literal would take any."""
    bare = isinstance(type_, Number) and type_.unit == ANY_UNIT
    if bare and isinstance(type_, Number) and any(isinstance(a.type, Number) and a.type.unit == "" for a in arguments):
        return replace(type_, unit="")
    return type_


def _units(name: str, arguments: Sequence[Checked]) -> tuple[ir.Expr, ...]:
    """The arguments, bare literals with the unit of what they meet."""
    if name not in {"+", "-", *_COMPARISONS} or len(arguments) != 2:  # noqa: PLR2004 - left and right
        return tuple(a.expr for a in arguments)
    left, right = arguments
    meets = [a.type for a in (left, right) if isinstance(a.type, Money) or (isinstance(a.type, Number) and a.type.unit != ANY_UNIT)]
    if not meets or not all(isinstance(a.type, Number | Money) for a in arguments):
        return tuple(a.expr for a in arguments)
    return tuple(fitted(a.expr, meets[0]) if isinstance(a.expr, ir.Const) else a.expr for a in arguments)


_INEXACT: Final = frozenset({"/", "mean", "median", "sqrt", "exp", "log", "stddev"})


def _foldable(
    walk: Walk, name: str, found: Resolved, exprs: Sequence[ir.Expr], fused: tuple[str, tuple[ir.Expr, ...]] | None, span: Span
) -> Checked | None:
    """A call on what is written out is its value; but a rule never rounds to 34 digits unseen."""
    key, arguments = fused if fused is not None else (found.overload.key, tuple(exprs))
    constants = [e for e in arguments if isinstance(e, ir.Const)]
    if len(constants) < len(arguments):
        return None
    if walk.scope.strict and isinstance(found.type, Number | Money):
        endless = name in _INEXACT and found.type.scale is None
        long = name in _SUMS and (digits(found.type) or 0) > DIGITS
        if endless or long:
            return None
    rounding = (walk.scope.month_end,) if found.overload.rounding else ()
    return _folded(walk, OPERATIONS[key].meaning, (*(c.value for c in constants), *rounding), found.type, span)


def _folded(walk: Walk, meaning: Callable[..., State], values: Sequence[Value], type_: Type, span: Span) -> Checked | None:
    try:
        value: State = meaning(*values)
    except Undefined as undefined:
        return walk.refuse(span, undefined.code, **undefined.details)
    past_the_end = isinstance(type_, Date) and any(isinstance(v, Months | timedelta) for v in values) and value in {NEVER, date.min}
    if isinstance(value, Absent | Undetermined) or (past_the_end and not walk.scope.strict):
        return None if walk.scope.strict else walk.refuse(span, "VG153")
    if isinstance(type_, Boolean) and isinstance(value, bool):
        return Checked(ir.Const(value, type_), type_, span)
    type_ = _fixed(type_, value)
    return Checked(ir.Const(value, type_), type_, span)


def _fixed(type_: Type, value: Value) -> Type:
    """The type of a constant: its bounds are its value."""
    if isinstance(type_, Number | Money) and isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        return replace(type_, low=value, high=value, scale=max(0, -exponent) if isinstance(exponent, int) else None)
    if isinstance(type_, Date) and isinstance(value, date):
        return replace(type_, low=value, high=value)
    return type_


def _fused(key: str, arguments: Sequence[Checked], exprs: Sequence[ir.Expr]) -> tuple[str, tuple[ir.Expr, ...]] | None:
    """A rounding of a quotient or a mean, as the one operation that rounds it exactly."""
    if key not in FUSED or not arguments or not isinstance(arguments[0].expr, ir.Call):
        return None
    inner = arguments[0].expr
    scale = exprs[1] if len(exprs) > 1 else ir.Const(Decimal(0), Number("", Decimal(0), Decimal(0), 0))
    if inner.op == "divide number number":
        return f"{FUSED[key]} quotient", (*inner.args, scale)
    if inner.op.startswith("mean") and len(inner.args) == 1 and f"{FUSED[key]} mean" in OPERATIONS:
        return f"{FUSED[key]} mean", (*inner.args, scale)
    return None


def _strict(walk: Walk, name: str, found: Resolved, arguments: Sequence[Checked], span: Span, here: Here, *, fused: bool) -> Checked | None:
    """A rule cannot fail on valid facts: no zero divisor, no partial function, no unrounded quotient, no 35th digit."""
    if name in {"/", "modulo"} and isinstance(arguments[1].type, Number | Money):
        divisor = arguments[1]
        known = divisor.expr in here.known.nonzero
        if not known and not found.total:
            return walk.refuse(divisor.span, "VG162" if constant(divisor.type) == 0 else "VG115")
    elif not found.total and not (name == "*" and _some_spans(arguments)):
        return walk.refuse(span, "VG117", name=name)
    if not isinstance(found.type, Number | Money):
        return None
    if found.type.scale is None and not here.rounded and not fused:
        return walk.refuse(span, "VG116", name=name)
    if name in _SUMS and (length := digits(found.type)) is not None and length > DIGITS:
        return walk.refuse(span, "VG118")
    return None


_MOST_SPANS: Final = 10_000


def _some_spans(arguments: Sequence[Checked]) -> bool:
    """Whether a duration that is written out is taken a few times: that stays within what a duration may be."""
    written = [a for a in arguments if isinstance(a.expr, ir.Const) and isinstance(a.expr.value, Months | timedelta)]
    counted = [a.type for a in arguments if isinstance(a.type, Number)]
    bounds = [bound for type_ in counted for bound in (type_.low, type_.high)]
    return bool(written and counted) and all(bound is not None and abs(bound) <= _MOST_SPANS for bound in bounds)


def _assumed(type_: Type, name: str) -> Type:
    """A number whose bounds nobody knows, such as the sum of a list, lies within what provisions may hold."""
    if isinstance(type_, Number | Money) and name not in _SUMS:
        return replace(type_, low=-LARGEST if type_.low is None else type_.low, high=LARGEST if type_.high is None else type_.high)
    return type_


def _not(walk: Walk, node: ast.Call, here: Here) -> Checked:
    if len(node.arguments) != 1:
        return walk.refuse(node.span, "VG104", name="not", counts_en="1", counts_fr="1", given=len(node.arguments))
    argument = node.arguments[0]
    if argument.name not in {"", "negand"}:
        return walk.refuse(argument.value.span, "VG106", name=argument.name, function="not", near=None, names="`negand`")
    checked = walk.check(argument.value, here)
    operand = walk.boolean(checked)
    if checked.refused or not isinstance(checked.type, Boolean):
        return untyped(node.span)
    return Checked(ir.Not(operand), Boolean(), node.span)


def _present(walk: Walk, node: ast.Call, here: Here) -> Checked:
    if len(node.arguments) != 1:
        return walk.refuse(node.span, "VG104", name="present", counts_en="1", counts_fr="1", given=len(node.arguments))
    checked = walk.check(node.arguments[0].value, replace(here, rounded=False))
    if checked.refused:
        return untyped(node.span)
    inner = checked.expr.value if isinstance(checked.expr, ir.On) else checked.expr
    if isinstance(inner, ir.Fact):
        if not walk.scope.facts[inner.id].optional:
            return walk.refuse(checked.span, "VG121", name=inner.id)
    elif not isinstance(inner, ir.Reference):
        return walk.refuse(checked.span, "VG122")
    return Checked(ir.Present(checked.expr), Boolean(), node.span)


_PROPERTIES: Final[dict[type, tuple[str, ...]]] = {
    Date: ("year", "month", "day", "weekday"),
    MonthsDuration: ("years", "months"),
    DaysDuration: ("days", "hours", "minutes", "seconds"),
    RangeOf: ("start", "end", "start included", "end included"),
}


def property_(walk: Walk, base: Checked, name: str, span: Span, here: Here | None = None) -> Checked:
    """A field of a record, of each record of a list, or a property of a date, a duration or a range."""
    if base.refused:
        return untyped(span)
    match base.type:
        case RecordOf(fields) | ListOf(RecordOf(fields)):
            kinds = dict(fields)
            if name not in kinds:
                return walk.refuse(span, "VG102", name=name, near=nearest(name, kinds), names=", ".join(kinds))
            type_: Type = ListOf(kinds[name]) if isinstance(base.type, ListOf) else kinds[name]
            expr = ir.Field(base.expr, name, type_)
            return Checked(expr, here.known.type_of(expr, type_) if here else type_, span)
        case Date() | MonthsDuration() | DaysDuration() | RangeOf():
            known = _PROPERTIES[type(base.type)]
            if name in known:
                return apply(walk, f"property {name}", (base,), span, span, here or Here())
            return walk.refuse(span, "VG102", name=name, near=nearest(name, known), names=", ".join(known))
        case _:
            en, fr = type_words(base.type)
            return walk.refuse(span, "VG102", name=name, of_en=en, of_fr=fr)
