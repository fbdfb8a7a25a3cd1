"""One expression, worked out: parsed, checked as the calculator checks, evaluated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Final

from vigueur.builtins import Undefined
from vigueur.checker.expressions import check_expression
from vigueur.checker.names import Scope
from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.feel.wire import Json, Unreadable, as_asked, read
from vigueur.interpreter.closures import Compiler
from vigueur.interpreter.machine import Machine
from vigueur.interpreter.run import Closure, Run
from vigueur.ir import nodes as ir
from vigueur.ir.typing import UNTYPED
from vigueur.plain import dataclass, field
from vigueur.source import Fragment, Span
from vigueur.syntax import ast
from vigueur.syntax.parser import parse_expression
from vigueur.types import Boolean, ListOf, Type
from vigueur.values import NEVER, Absent, Record, State, Undetermined

_EMPTY: Final = ir.Program("", ir.Words(), "en", ir.Calendar(date.min, date.max, "down"), {}, {}, {}, {}, {}, (), {}, {})
_ENDS: Final = frozenset({date.min, NEVER})


@dataclass(frozen=True, slots=True)
class Desk:
    """What the calculator works with: the types and values of the names that it was given."""

    scope: Scope = field(default_factory=lambda: Scope(strict=False, day=False, sensitive=True))
    values: Mapping[str, State] = field(default_factory=dict)
    untaken: Mapping[str, str] = field(default_factory=dict)
    """Names whose value is of a kind that the calculator does not take."""

    def run(self) -> Run:
        """A run with the values at hand."""
        run = Run({}, date(2000, 1, 1), NEVER, {})
        run.locals.update(self.values)
        return run

    def parsed(self, text: str) -> ast.Expr:
        """The tree of an expression."""
        return parse_expression(Fragment.of(text))

    def checked(self, text: str) -> tuple[ir.Expr, Type, Span]:
        """An expression as lowered. Raises Refused."""
        tree = self.parsed(text)
        problems: list[Problem] = []
        expr, type_ = check_expression(tree, self.scope, None, problems)
        refuse(problems, self.untaken)
        return expr, type_, tree.span


def desk(context: Mapping[str, Json] | None, kinds: Mapping[str, Json] | None = None) -> Desk:
    """A desk with the values of a context. A name whose value is of a kind not taken is refused where it is used."""
    types: dict[str, Type] = {}
    values: dict[str, State] = {}
    untaken: dict[str, str] = {}
    for name, given in (context or {}).items():
        if given is None and (kinds or {}).get(name) == "boolean":
            values[name], types[name] = Undetermined(), Boolean()  # `and`, `or` and `not` know what to do without it
            continue
        try:
            values[name], types[name] = _as_declared(*read(given), (kinds or {}).get(name))
        except Unreadable as unreadable:
            untaken[name] = unreadable.kind
    return Desk(Scope(locals=types, strict=False, day=False, sensitive=True), values, untaken)


def _as_declared(value: State, type_: Type, kind: Json) -> tuple[State, Type]:
    if kind is None:
        return value, type_
    try:
        converted = as_asked(value, kind)
    except Refused:
        msg = "another kind than is declared"
        raise Unreadable(msg) from None
    if isinstance(converted, tuple) and not isinstance(type_, ListOf):
        return converted, ListOf(type_)
    if isinstance(type_, ListOf) and not isinstance(converted, tuple):
        return converted, type_.item
    return converted, type_


def refuse(problems: list[Problem], untaken: Mapping[str, str]) -> None:
    """Raise what was found; a name that is not taken is said to be so."""
    if not problems:
        return
    said = []
    for found in problems:
        name = dict(found.details).get("name", "").split(".")[0]
        said.append(problem("VG150", found.place, kind=untaken[name]) if found.code == "VG101" and name in untaken else found)
    raise Refused(tuple(said))


def compiled(expr: ir.Expr) -> Closure:
    """An expression ready to run."""
    return Compiler(Machine(_EMPTY), "").compile(expr)


@contextmanager
def working(span: Span | None) -> Iterator[None]:
    """What has no result, or takes too much, is refused at its place."""
    try:
        yield
    except Undefined as undefined:
        given = tuple(undefined.details.items())
        raise Refused((Problem(undefined.code, span, given),)) from None
    except (RecursionError, MemoryError):
        raise Refused((problem("VG157", span),)) from None


def settled(state: State, span: Span | None) -> State:
    """A value; `?` and `–` are none for the calculator."""
    if isinstance(state, Undetermined | Absent):
        raise Refused((problem("VG153", span),))
    if isinstance(state, tuple):
        for item in state:
            settled(item, span)
    if isinstance(state, Record):
        for _, value in state.fields:
            settled(value, span)
    return state


def evaluated(expr: ir.Expr, run: Run, span: Span | None) -> State:
    """The value of a lowered expression."""
    with working(span):
        state = settled(compiled(expr)(run), span)
    if _reaches_end(state) and any_of(expr, _moves_a_date):
        raise Refused((problem("VG153", span),))
    return state


def _reaches_end(state: State) -> bool:
    return state in _ENDS if isinstance(state, date) else isinstance(state, tuple) and any(_reaches_end(i) for i in state)


def _moves_a_date(expr: ir.Expr) -> bool:
    """The calendar ends: what passes its end has no date, and only the law calls it `never`."""
    return isinstance(expr, ir.Call) and "date" in expr.op and expr.op.startswith(("add", "subtract"))


def any_of(expr: object, holds: Callable[[ir.Expr], bool]) -> bool:
    """Whether something holds of a part of an expression."""
    if isinstance(expr, tuple):
        return any(any_of(e, holds) for e in expr)
    if not hasattr(expr, "__dataclass_fields__"):
        return False
    if holds(expr):  # type: ignore[arg-type]
        return True
    return any(any_of(getattr(expr, name), holds) for name in expr.__dataclass_fields__ if name not in {"type", "value"} or name == "value")


def calculate(
    expression: str,
    context: Mapping[str, Json] | None = None,
    *,
    input_types: Mapping[str, Json] | None = None,
    result_type: Json = None,
) -> State:
    """The value of a FEEL expression, given the values that it names. Raises Refused with what is wrong, at its place."""
    with working(None):
        at = desk(context, input_types)
        expr, type_, span = at.checked(expression)
    state = evaluated(expr, at.run(), span)
    return state if result_type is None or type_ is UNTYPED else as_asked(state, result_type)
