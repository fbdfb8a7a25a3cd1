"""An expression of the law in words: labels in place of ids, values as a person reads them, signs that everybody knows."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from vigueur.explanation.writing import Writer
from vigueur.ir import nodes as ir
from vigueur.ir.typing import type_of
from vigueur.types import Boolean, Date, ListOf, Money, Type
from vigueur.values import NEVER

SIGNS: Final = {"less": "<", "at most": "≤", "greater": ">", "at least": "≥", "equal": "=", "not equal": "≠"}
_ARITHMETIC: Final = {"add": "+", "subtract": "−", "multiply": "×", "divide": "/", "power": "^"}
_CHOOSING: Final = {"max": "words_max", "max items": "words_max", "min": "words_min", "min items": "words_min"}
_BETWEEN: Final = {"months between": "words_months_between", "days between": "words_days_between"}
_ROUNDED: Final = {"round half up": "words_rounded", "round down": "words_rounded_down", "round up": "words_rounded_up"}
_COUNTED: Final = {"count": "words_count", "sum": "words_sum", "sum items": "words_sum", "mean": "words_mean", "mean items": "words_mean"}


def in_words(writer: Writer, expr: ir.Expr) -> str:
    """An expression in words, or nothing where that is not possible. What stands alone is not quoted."""
    match expr:
        case ir.Fact(id):
            return writer.fact(id)
        case ir.Reference(id):
            return writer.provision(id)
        case _:
            return _words(writer, expr)


def _words(writer: Writer, expr: ir.Expr) -> str:  # noqa: C901, PLR0912 - one a kind of expression
    match expr:
        case ir.Const(value, type_):
            return writer.value(value, type_)
        case ir.Fact(id):
            return writer.say("words_quoted", words=writer.fact(id))
        case ir.Reference(id):
            return writer.say("words_quoted", words=writer.provision(id))
        case ir.Day():
            return writer.say("words_day")
        case ir.Local(name):
            return name
        case ir.Unknown(kind, why):
            return writer.say(f"law_{kind}", why=writer.phrase(why))
        case ir.NotApplicable():
            return writer.say("law_not_applicable")
        case ir.Present(operand):
            key = "words_given" if isinstance(operand, ir.Fact) else "words_in_force"
            return _around(writer, key, operand)
        case ir.Items(items):
            parts = [_words(writer, i) for i in items]
            return writer.words.listed(parts) if all(parts) else ""
        case ir.RangeOf(low, high) if low is not None and high is not None:
            return _both(writer, "words_range", low, high)
        case ir.Call():
            return _call(writer, expr)
        case ir.All(members):
            return _joined(writer, members, "and")
        case ir.Any():
            return _alternatives(writer, expr)
        case ir.Not():
            return _negated(writer, expr)
        case ir.If():
            return _choice(writer, expr)
        case ir.On(value, day):
            return _both(writer, "words_on", value, day)
        case ir.Supplied(fact, computed):
            return _both(writer, "words_supplied", fact, computed)
        case ir.Quantified(quantifier, _, domain, condition):
            return _both(writer, f"words_{quantifier}", domain, condition)
        case ir.For(_, domain, body):
            return _both(writer, "words_for", body, domain)
        case ir.Filter(_, domain, condition):
            return _both(writer, "words_such", domain, condition)
        case ir.Field(base, name):
            return _column(writer, base, name)
        case _:
            return ""


def _column(writer: Writer, base: ir.Expr, name: str) -> str:
    """A column of a record, or of all records of a list."""
    type_ = type_of(base)
    record = type_.item if isinstance(type_, ListOf) else type_
    specs = [s for s in writer.program.facts.values() if isinstance(s.type, ListOf) and s.type.item == record]
    label = next((c.label.in_(writer.language) for s in specs for c in s.fields if c.id == name), "") or name
    if isinstance(base, ir.Local):
        return writer.say("words_quoted", words=label)
    around = _words(writer, base)
    return writer.say("words_field", name=label, base=around) if around else ""


def _around(writer: Writer, key: str, operand: ir.Expr) -> str:
    words = _words(writer, operand)
    return writer.say(key, words=words) if words else ""


def _both(writer: Writer, key: str, first: ir.Expr, second: ir.Expr) -> str:
    one, other = _words(writer, first), _words(writer, second)
    return writer.say(key, first=one, second=other) if one and other else ""


def _call(writer: Writer, call: ir.Call) -> str:
    args = [a for a in call.args if not (isinstance(a, ir.Const) and a.value in {"down", "up"})]
    name = call.op.partition(" ")[0]
    match args:
        case [left, right] if sign := SIGNS.get(call.op) or SIGNS.get(call.op.rpartition(" ")[0]):
            return _compared(writer, left, sign, right)
        case [left, right] if name in _ARITHMETIC and call.op != name:
            one, other = _operand(writer, left), _operand(writer, right, like=left)
            return f"{one} {_ARITHMETIC[name]} {other}" if one and other else ""
        case [several, one] if call.op == "list contains":
            return _both(writer, "words_among", one, several)
        case [anchor, ir.Day()] if call.op == "anniversaries":
            return _around(writer, "words_anniversaries", anchor)
        case [anchor, day] if call.op == "anniversaries":
            return _both(writer, "words_anniversaries_on", anchor, day)
        case [start, end] if call.op in _BETWEEN:
            return _both(writer, _BETWEEN[call.op], start, end)
        case _ if call.op in _CHOOSING:
            return _of_several(writer, _CHOOSING[call.op], args)
        case _ if call.op in _COUNTED:
            return _of_several(writer, _COUNTED[call.op], args)
        case [*what, ir.Const(Decimal() as places)] if key := _ROUNDED.get(call.op.removesuffix(" quotient").removesuffix(" mean")):
            return _rounded(writer, key, call, what, int(places))
        case _:
            parts = [_words(writer, a) for a in args]
            return f"{_named(call.op)} ({writer.words.parted(parts)})" if all(parts) else ""


def _rounded(writer: Writer, key: str, call: ir.Call, what: list[ir.Expr], places: int) -> str:
    """What is rounded, and to how many decimals."""
    match what:
        case [dividend, divisor]:
            parts = [_operand(writer, dividend), _operand(writer, divisor)]
            value = " / ".join(parts) if all(parts) else ""
        case [several] if call.op.endswith(" mean"):
            value = _around(writer, "words_mean", several)
        case _:
            value = _words(writer, what[0])
    decimals = "words_cents" if places == 2 and isinstance(call.type, Money) else "words_decimals" if places else "words_units"  # noqa: PLR2004 - cents
    return writer.say(key, value=value, places=writer.say(decimals, places=str(places))) if value else ""


def _named(op: str) -> str:
    """The name of the function behind an operation."""
    from vigueur.builtins.registry import FUNCTIONS  # noqa: PLC0415 - only for operations without words of their own

    return next((name for name, function in FUNCTIONS.items() if any(o.key == op for o in function.overloads)), op)


def _of_several(writer: Writer, key: str, args: list[ir.Expr]) -> str:
    parts = [_words(writer, a) for a in args]
    return writer.say(key, words=writer.words.listed(parts)) if all(parts) else ""


def _operand(writer: Writer, expr: ir.Expr, like: ir.Expr | None = None) -> str:
    """A part of a sum or a product; in brackets where it is one itself."""
    type_ = type_of(like) if like is not None else None
    if isinstance(expr, ir.Const) and type_ is not None and type(type_) is type(expr.type):
        return writer.value(expr.value, type_)
    words = _words(writer, expr)
    compound = isinstance(expr, ir.Call) and expr.op.partition(" ")[0] in {*_ARITHMETIC, "round"}
    return f"({words})" if words and (compound or isinstance(expr, ir.If | ir.On | ir.Supplied)) else words


def _compared(writer: Writer, left: ir.Expr, sign: str, right: ir.Expr) -> str:
    """A comparison; days in the order of time, the day asked and an event in a sentence of their own."""
    type_ = type_of(left)
    cell = isinstance(left, ir.Local) and left.name == "?"
    one = "" if cell else _side(writer, left, type_of(right))
    other = _side(writer, right, type_)
    if not other or (not one and not cell):
        return ""
    if sign == "=" and isinstance(type_, Boolean) and isinstance(right, ir.Const):
        return one if right.value is True else writer.say("law_not", value=one)
    if sign in {"≤", "<"} and isinstance(right, ir.Day) and isinstance(left, ir.Fact | ir.Reference) and isinstance(type_, Date):
        return writer.say("words_happened" if sign == "≤" else "words_past", words=one)
    return f"{one} {sign} {other}".strip()


def _side(writer: Writer, expr: ir.Expr, like: Type) -> str:
    if isinstance(expr, ir.Const):
        return writer.say("words_never") if expr.value == NEVER else writer.value(expr.value, like)
    words = _words(writer, expr)
    return f"({words})" if words and isinstance(expr, ir.If | ir.On | ir.Supplied | ir.All | ir.Any) else words


def _choice(writer: Writer, expr: ir.If) -> str:
    match expr:
        case ir.If(condition, then, ir.NotApplicable()):
            return _both(writer, "words_only_if", then, condition)
        case ir.If(ir.Call("equal", (ir.Reading(question), ir.Const(str() as option))), then, otherwise):
            words = dict(writer.program.questions[question].options).get(option, ir.Words()).in_(writer.language) or option
            one, other = _words(writer, then), _words(writer, otherwise)
            told = writer.say("law_option", option=words, content=one)
            return writer.say("words_otherwise", first=told, second=other) if one and other else ""
        case _:
            parts = [_words(writer, e) for e in (expr.condition, expr.then, expr.otherwise)]
            return writer.say("words_if", condition=parts[0], first=parts[1], second=parts[2]) if all(parts) else ""


def _negated(writer: Writer, expr: ir.Not) -> str:
    match expr.operand:
        case ir.Call("list contains", (several, one)):
            return _both(writer, "words_not_among", one, several)
        case operand:
            return _around_value(writer, operand)


def _around_value(writer: Writer, operand: ir.Expr) -> str:
    words = _words(writer, operand)
    return writer.say("law_not", value=words) if words else ""


def _alternatives(writer: Writer, expr: ir.Any) -> str:
    """A choice; where one thing may have several values, they are told together."""
    values: dict[ir.Expr, list[str]] = {}
    rest: list[str] = []
    for member in _flat(expr):
        match member:
            case ir.Call("equal", (left, ir.Const(value))) if isinstance(left, ir.Fact | ir.Reference):
                values.setdefault(left, []).append(writer.value(value, type_of(left)))
            case _:
                rest.append(_inside(writer, member))
    told = [
        writer.say("law_one_of", what=_words(writer, left), values=writer.words.listed(some, "or"))
        if len(some) > 1
        else f"{_words(writer, left)} = {some[0]}"
        for left, some in values.items()
    ]
    return writer.words.listed([*told, *rest], "or") if all(rest) else ""


def _flat(expr: ir.Any) -> list[ir.Expr]:
    return [inner for m in expr.members for inner in (_flat(m) if isinstance(m, ir.Any) else [m])]


def _inside(writer: Writer, expr: ir.Expr) -> str:
    """A part of a longer condition; in brackets where it is joined otherwise."""
    words = _words(writer, expr)
    return f"({words})" if words and isinstance(expr, ir.All | ir.Any | ir.If) else words


def _joined(writer: Writer, members: tuple[ir.Expr, ...], conjunction: str) -> str:
    parts = [_inside(writer, m) for m in members]
    return writer.words.listed(parts, conjunction) if all(parts) else ""
