"""What a condition tells about the values that it compares: tighter bounds under `if`, `and` and `or`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Final, Literal, TypeAlias

from vigueur.ir import nodes as ir
from vigueur.plain import dataclass, field
from vigueur.types import Date, Enumeration, Money, Number, Type

Sign: TypeAlias = Literal["=", "!=", "<", "<=", ">", ">="]

_WIDE: Final = Context(prec=200)
_OPPOSITE: Final[dict[Sign, Sign]] = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", "<=": ">", ">": "<="}
_MIRRORED: Final[dict[Sign, Sign]] = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison as it was checked: the types are those of its sides."""

    sign: Sign
    left: ir.Expr
    right: ir.Expr
    left_type: Type
    right_type: Type


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known where an expression stands: tighter types of what it may read, and what cannot be zero."""

    types: Mapping[ir.Expr, Type] = field(default_factory=dict)
    nonzero: frozenset[ir.Expr] = frozenset()

    def type_of(self, expr: ir.Expr, declared: Type) -> Type:
        """The type of an expression here."""
        return self.types.get(expr, declared)

    def given(self, condition: ir.Expr, comparisons: Mapping[ir.Expr, Comparison], *, holds: bool) -> Facts:
        """What is known where a condition is known to hold, or not to."""
        match condition:
            case ir.Not(operand):
                return self.given(operand, comparisons, holds=not holds)
            case ir.All(members) if holds:
                return self._all(members, comparisons, holds=True)
            case ir.Any(members) if not holds:
                return self._all(members, comparisons, holds=False)
            case _:
                comparison = comparisons.get(condition)
                return self._compared(comparison, holds=holds) if comparison else self

    def _all(self, members: tuple[ir.Expr, ...], comparisons: Mapping[ir.Expr, Comparison], *, holds: bool) -> Facts:
        known = self
        for member in members:
            known = known.given(member, comparisons, holds=holds)
        return known

    def _compared(self, comparison: Comparison, *, holds: bool) -> Facts:
        sign = comparison.sign if holds else _OPPOSITE[comparison.sign]
        known = self._side(comparison.left, comparison.left_type, sign, comparison.right_type)
        return known._side(comparison.right, comparison.right_type, _MIRRORED[sign], comparison.left_type)  # noqa: SLF001 - its own kind

    def _side(self, expr: ir.Expr, type_: Type, sign: Sign, other: Type) -> Facts:
        if isinstance(expr, ir.Const):
            return self
        here = self.types.get(expr, type_)
        narrowed = _narrowed(here, sign, other)
        nonzero = self.nonzero | {expr} if _excludes_zero(sign, other) else self.nonzero
        types = self.types if narrowed == here else {**self.types, expr: narrowed}
        return Facts(types, nonzero)


def decided(sign: Sign, left: Type, right: Type) -> bool | None:
    """What bounds or codes decide of a comparison before any value is known."""
    match left, right:
        case ((Number() | Money()), (Number() | Money())):
            return _decided_by_bounds(sign, left, right)
        case Date(), Date():
            return _decided_by_bounds(sign, left, right)
        case Enumeration(codes), Enumeration(others) if sign in {"=", "!="}:
            if not set(codes) & set(others):
                return sign == "!="
            return (sign == "=") if len(codes) == len(others) == 1 else None
        case _:
            return None


_Bounded: TypeAlias = "Number | Money | Date"


def _decided_by_bounds(sign: Sign, left: _Bounded, right: _Bounded) -> bool | None:
    if sign in {">", ">="}:
        return _decided_by_bounds(_MIRRORED[sign], right, left)
    if sign == "!=":
        equal = _decided_by_bounds("=", left, right)
        return None if equal is None else not equal
    below, above = _less(left.high, right.low), _less(right.high, left.low)
    if sign == "=":
        if below or above:
            return False
        fixed = left.low is not None and left.low == left.high == right.low == right.high
        return True if fixed else None
    if sign == "<":
        return True if below else (False if above or _same(left.low, right.high) else None)
    return False if above else (True if below or _same(left.high, right.low) else None)


def _less(one: Decimal | date | None, other: Decimal | date | None) -> bool:
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one < other
    return isinstance(one, date) and isinstance(other, date) and one < other


def _same(one: Decimal | date | None, other: Decimal | date | None) -> bool:
    return one is not None and one == other


def _narrowed(type_: Type, sign: Sign, other: Type) -> Type:
    match type_, other:
        case ((Number() | Money()), (Number() | Money())):
            step = Decimal(1).scaleb(-type_.scale) if type_.scale is not None else None
            return _clipped(type_, sign, other.low, other.high, step)
        case Date(), Date():
            low, high = other.low, other.high
            if sign == ">" and low is not None and low < date.max:
                low, sign = low + timedelta(days=1), ">="
            if sign == "<" and high is not None and high > date.min:
                high, sign = high - timedelta(days=1), "<="
            return _dated(type_, sign, low, high)
        case Enumeration(codes), Enumeration(others):
            kept = codes
            if sign == "=":
                kept = tuple(c for c in codes if c in others)
            elif sign == "!=" and len(others) == 1:
                kept = tuple(c for c in codes if c not in others)
            return Enumeration(kept) if kept else type_
        case _:
            return type_


def _clipped(type_: Number | Money, sign: Sign, low: Decimal | None, high: Decimal | None, step: Decimal | None) -> Number | Money:
    """The strict bound of a grid of values is the next point; without a grid it is kept as closed, which is wider and safe."""
    if sign == ">" and low is not None and step is not None:
        low = _WIDE.add(_floor(low, step), step)
    if sign == "<" and high is not None and step is not None:
        high = _WIDE.subtract(_ceiling(high, step), step)
    new_low, new_high = type_.low, type_.high
    if sign in {">", ">=", "="} and low is not None:
        new_low = low if new_low is None else max(new_low, low)
    if sign in {"<", "<=", "="} and high is not None:
        new_high = high if new_high is None else min(new_high, high)
    if new_low is not None and new_high is not None and new_low > new_high:
        return type_
    return replace(type_, low=new_low, high=new_high)


def _floor(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step, ROUND_FLOOR, _WIDE)


def _ceiling(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step, ROUND_CEILING, _WIDE)


def _dated(type_: Date, sign: Sign, low: date | None, high: date | None) -> Date:
    new_low, new_high = type_.low, type_.high
    if sign in {">", ">=", "="} and low is not None:
        new_low = low if new_low is None else max(new_low, low)
    if sign in {"<", "<=", "="} and high is not None:
        new_high = high if new_high is None else min(new_high, high)
    if new_low is not None and new_high is not None and new_low > new_high:
        return type_
    return replace(type_, low=new_low, high=new_high)


def _excludes_zero(sign: Sign, other: Type) -> bool:
    if not isinstance(other, Number | Money):
        return False
    match sign:
        case "!=":
            return other.low == other.high == 0 and other.low is not None
        case ">":
            return other.low is not None and other.low >= 0
        case "<":
            return other.high is not None and other.high <= 0
        case _:
            return False
