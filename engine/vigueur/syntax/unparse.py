"""Tree to text, with no more parentheses than needed: what it writes parses back to an equal tree."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import IntEnum
from typing import Final, assert_never

from vigueur.syntax import ast
from vigueur.syntax.strings import write_string
from vigueur.syntax.temporal import write_temporal

_PLAIN_KEY: Final = re.compile(r"[^\W\d]\w*")
_WIDEST_PLAIN: Final = 40
"""Digits that a number may have before it is written with an exponent."""


class _Level(IntEnum):
    """How tightly a form binds, loosest first. A tail reaches to the end of what encloses it."""

    TAIL = 0
    OR = 1
    AND = 2
    COMPARE = 3
    ADD = 4
    MULTIPLY = 5
    POWER = 6
    UNARY = 7
    ON = 8
    PRIMARY = 9


def unparse(expr: ast.Expr) -> str:
    """The text of a tree, which parses back to an equal tree."""
    return _write(expr)


def unparse_cell(cell: ast.UnaryTests | ast.Wildcard) -> str:
    """The text of a cell, which parses back to an equal cell."""
    match cell:
        case ast.Wildcard():
            return "-"
        case ast.UnaryTests(tests, negated=True):
            return f"not({_tests(tests)})"
        case ast.UnaryTests((ast.Call("not", (ast.Argument("", _),)) as only,)):
            return f"({_write(only)})"
        case ast.UnaryTests((ast.Name("any"),)):
            return "(any)"
        case ast.UnaryTests(tests):
            return _tests(tests)
        case _:
            assert_never(cell)


def _write(expr: ast.Expr) -> str:  # noqa: C901, PLR0912 - one case a form
    match expr:
        case ast.Number(value):
            return _number(value)
        case ast.Quantity():
            return _quantity(expr)
        case ast.Text(value):
            return write_string(value)
        case ast.Boolean(value):
            return "true" if value else "false"
        case ast.Null():
            return "null"
        case ast.Temporal(value):
            return f'@"{write_temporal(value)}"'
        case ast.Name(name):
            return name
        case ast.Tested():
            return "?"
        case ast.Path(base, name):
            return f"{_at(base, _Level.PRIMARY)}.{name}"
        case ast.Filter(base, condition):
            return f"{_at(base, _Level.PRIMARY)}[{_write(condition)}]"
        case ast.On(value, day):
            return f"{_at(value, _Level.ON)} on {_at(day, _Level.PRIMARY)}"
        case ast.Negate(operand):
            return f"-{_last(operand, _Level.UNARY)}"
        case ast.Arithmetic():
            return _arithmetic(expr)
        case ast.Compare(op, left, right):
            return f"{_at(left, _Level.ADD)} {op} {_last(right, _Level.ADD)}"
        case ast.Between(operand, low, high):
            return f"{_at(operand, _Level.ADD)} between {_at(low, _Level.ADD)} and {_last(high, _Level.ADD)}"
        case ast.In(operand, tests):
            return f"{_at(operand, _Level.ADD)} in {_targets(tests)}"
        case ast.Logic():
            return _logic(expr)
        case ast.If(condition, then, otherwise):
            return f"if {_write(condition)} then {_write(then)} else {_write(otherwise)}"
        case ast.For(iterators, body):
            return f"for {_iterators(iterators)} return {_write(body)}"
        case ast.Quantified(quantifier, iterators, condition):
            return f"{quantifier} {_iterators(iterators)} satisfies {_write(condition)}"
        case ast.Range():
            return _range(expr)
        case ast.Items(items):
            return f"[{', '.join(_write(i) for i in items)}]"
        case ast.Context(entries):
            return "{" + ", ".join(f"{_key(e.key)}: {_write(e.value)}" for e in entries) + "}"
        case ast.Call(function, arguments):
            return f"{function}({', '.join(_argument(a) for a in arguments)})"
        case _:
            assert_never(expr)


def _level(expr: ast.Expr) -> _Level:
    match expr:
        case ast.If() | ast.For() | ast.Quantified():
            return _Level.TAIL
        case ast.Logic(op):
            return _Level.OR if op == "or" else _Level.AND
        case ast.Compare() | ast.Between() | ast.In():
            return _Level.COMPARE
        case ast.Arithmetic(op):
            return {"+": _Level.ADD, "-": _Level.ADD, "*": _Level.MULTIPLY, "/": _Level.MULTIPLY, "**": _Level.POWER}[op]
        case ast.Negate():
            return _Level.UNARY
        case ast.On():
            return _Level.ON
        case _:
            return _Level.PRIMARY


def _at(expr: ast.Expr, level: _Level) -> str:
    """An operand that something follows: a tail in it would swallow what follows."""
    text = _write(expr)
    return text if _level(expr) >= level and not _ends_in_tail(expr) else f"({text})"


def _last(expr: ast.Expr, level: _Level) -> str:
    """An operand at the end: a tail may stand there as it is."""
    text = _write(expr)
    return text if _level(expr) >= level or _level(expr) is _Level.TAIL else f"({text})"


def _ends_in_tail(expr: ast.Expr) -> bool:
    """Whether the last words of a text are those of an `if`, `for`, `some` or `every`, not in brackets."""
    last: ast.Expr | None = expr
    while last is not None:
        if _level(last) is _Level.TAIL:
            return True
        last = _rightmost(last)
    return False


def _rightmost(expr: ast.Expr) -> ast.Expr | None:
    """The operand that ends a text and is written without parentheses, if one does."""
    match expr:
        case ast.Negate(operand):
            last, level = operand, _Level.UNARY
        case ast.Arithmetic(_, _, right):
            last, level = right, _Level(_level(expr) + 1)
        case ast.Compare(_, _, right) | ast.Between(_, _, right):
            last, level = right, _Level.ADD
        case ast.In(_, (ast.Comparison(_, value),)):
            last, level = value, _Level.ADD
        case ast.In(_, (only,)) if not isinstance(only, ast.Comparison):
            last, level = only, _Level.ADD
        case ast.Logic(_, members):
            last, level = members[-1], _Level(_level(expr) + 1)
        case _:
            return None
    return last if _level(last) >= level or _level(last) is _Level.TAIL else None


def _arithmetic(expr: ast.Arithmetic) -> str:
    level = _level(expr)
    return f"{_at(expr.left, level)} {expr.op} {_last(expr.right, _Level(level + 1))}"


def _logic(expr: ast.Logic) -> str:
    inner = _Level(_level(expr) + 1)
    *first, last = expr.members
    return f" {expr.op} ".join([*(_at(m, inner) for m in first), _last(last, inner)])


def _targets(tests: tuple[ast.Test, ...]) -> str:
    if len(tests) != 1:
        return f"({_tests(tests)})"
    only = tests[0]
    if isinstance(only, ast.Comparison):
        return _test(only)
    return _last(only, _Level.ADD)


def _tests(tests: tuple[ast.Test, ...]) -> str:
    return ", ".join(_test(t) for t in tests)


def _test(test: ast.Test) -> str:
    if isinstance(test, ast.Comparison):
        return f"{test.op} {_last(test.value, _Level.ADD)}"
    return _write(test)


def _iterators(iterators: tuple[ast.Iterator, ...]) -> str:
    return ", ".join(_iterator(i) for i in iterators)


def _iterator(iterator: ast.Iterator) -> str:
    if iterator.until is None:
        return f"{iterator.name} in {_write(iterator.domain)}"
    return f"{iterator.name} in {_at(iterator.domain, _Level.ADD)}..{_at(iterator.until, _Level.ADD)}"


def _range(expr: ast.Range) -> str:
    if expr.low is None or expr.high is None:
        return _half_range(expr)
    opening, closing = "[" if expr.low_closed else "(", "]" if expr.high_closed else ")"
    return f"{opening}{_at(expr.low, _Level.ADD)}..{_at(expr.high, _Level.ADD)}{closing}"


def _half_range(expr: ast.Range) -> str:
    if expr.high is not None:
        return f"({'<=' if expr.high_closed else '<'} {_at(expr.high, _Level.ADD)})"
    if expr.low is not None:
        return f"({'>=' if expr.low_closed else '>'} {_at(expr.low, _Level.ADD)})"
    message = "a range without ends has no text"
    raise ValueError(message)


def _argument(argument: ast.Argument) -> str:
    return f"{argument.name}: {_write(argument.value)}" if argument.name else _write(argument.value)


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) else write_string(key)


def _quantity(expr: ast.Quantity) -> str:
    unit = f"{expr.unit}s" if expr.unit in {"year", "month", "day"} and expr.value != 1 else expr.unit
    return f"{_number(expr.value)} {unit}"


def _number(value: Decimal) -> str:
    sign, digits, exponent = value.as_tuple()
    if isinstance(exponent, int) and (exponent > 0 or exponent < -_WIDEST_PLAIN) and abs(exponent) + len(digits) > _WIDEST_PLAIN:
        return f"{'-' if sign else ''}{''.join(map(str, digits))}e{exponent}"
    return f"{value:f}"
