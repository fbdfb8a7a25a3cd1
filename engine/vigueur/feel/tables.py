"""One decision table of the standard, worked out with every hit policy, several outputs, defaults and allowed values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, NoReturn

from vigueur.builtins import operation
from vigueur.builtins.comparison import equal
from vigueur.checker.expressions import Checker
from vigueur.checker.membership import any_test
from vigueur.checker.walk import Checked, Here
from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.feel.calculator import Desk, compiled, desk, evaluated, refuse, working
from vigueur.feel.wire import Json, as_asked
from vigueur.interpreter.run import Run
from vigueur.ir import nodes as ir
from vigueur.plain import dataclass
from vigueur.source import Fragment
from vigueur.syntax import ast
from vigueur.syntax.parser import parse_cell
from vigueur.types import ListOf, Type
from vigueur.values import Record, State

_MOST_RULES: Final = 10_000


@dataclass(frozen=True, slots=True)
class _Output:
    name: str
    allowed: str | None
    default: str | None


class _Bench:
    """A table with its values at hand."""

    def __init__(self, table: Mapping[str, Json], at: Desk) -> None:
        self.at = at
        self.run = at.run()
        self.table = table
        self.outputs = [_output(o) for o in _list(table.get("outputs"))]
        if not self.outputs:
            _misshapen("a table has outputs")

    def rules(self) -> list[tuple[State, ...]]:
        """The outputs of each rule that matches, in their order."""
        inputs = [self._input(i) for i in _list(self.table.get("inputs"))]
        rules = _list(self.table.get("rules"))
        if len(rules) > _MOST_RULES:
            raise Refused((problem("VG157", None),))
        matching = []
        for rule in rules:
            if not isinstance(rule, Mapping):
                _misshapen("a rule is an object with `when` and `then`")
            when, then = _texts(rule.get("when")), _texts(rule.get("then"))
            if len(when) != len(inputs) or len(then) != len(self.outputs):
                _misshapen("a rule has one cell for each input and each output")
            cells = [self._matches(text, *given) for text, given in zip(when, inputs, strict=True)]
            outputs = [self.at.checked(text) for text in then]
            if all(cells):
                values = tuple(evaluated(expr, self.run, span) for expr, _, span in outputs)
                self._allow(values, [type_ for _, type_, _ in outputs])
                matching.append(values)
        return matching

    def _input(self, given: Json) -> tuple[Type, State]:
        if not isinstance(given, Mapping) or not isinstance(given.get("expression"), str):
            _misshapen("an input has an expression")
        expr, type_, span = self.at.checked(str(given["expression"]))
        state = evaluated(expr, self.run, span)
        kind = given.get("type")
        state = as_asked(state, kind) if isinstance(kind, str) else state
        type_ = type_.item if isinstance(type_, ListOf) and not isinstance(state, tuple) else type_
        allowed = given.get("allowed")
        if isinstance(allowed, str) and not self._matches(allowed, type_, state):
            raise Refused((problem("VG155", span, value=str(given["expression"]), allowed=allowed),))
        return type_, state

    def _matches(self, text: str, type_: Type, value: State) -> bool:
        tests = parse_cell(Fragment.of(text), dense=True)
        if isinstance(tests, ast.Wildcard):
            return True
        problems: list[Problem] = []
        checker = Checker(self.at.scope, problems)
        tested = ir.Local("?", type_)
        found = any_test(checker, Checked(tested, type_, tests.span), tests.tests, tests.span, Here(variables={"?": tested}))
        refuse(problems, self.at.untaken)
        run: Run = self.at.run()
        run.locals["?"] = value
        with working(tests.span):
            state = compiled(found.expr)(run)
        if not isinstance(state, bool):
            raise Refused((problem("VG153", tests.span),))
        return state != tests.negated

    def _allow(self, values: Sequence[State], types: Sequence[Type]) -> None:
        for output, value, type_ in zip(self.outputs, values, types, strict=True):
            if output.allowed and not self._matches(output.allowed, type_, value):
                raise Refused((problem("VG155", None, value=value, allowed=output.allowed),))

    def _order(self, output: _Output) -> list[State]:
        """The values allowed for an output, the highest first; none where any value is."""
        if not output.allowed:
            return []
        tests = parse_cell(Fragment.of(output.allowed), dense=True)
        problems: list[Problem] = []
        checker = Checker(self.at.scope, problems)
        if isinstance(tests, ast.Wildcard) or tests.negated or any(isinstance(t, ast.Comparison | ast.Range) for t in tests.tests):
            _misshapen("the values of an output have no order")
        written = [checker.check(t, Here()).expr for t in tests.tests if not isinstance(t, ast.Comparison)]
        refuse(problems, self.at.untaken)
        return [evaluated(expr, self.run, tests.span) for expr in written]

    def ranked(self, rules: Sequence[tuple[State, ...]]) -> list[tuple[State, ...]]:
        """Rules by the order of the values allowed for their outputs."""
        orders = [self._order(o) for o in self.outputs]
        if not any(orders) and len(rules) > 1:
            _misshapen("the values of an output have no order")
        return sorted(rules, key=lambda values: [_place(v, order) for v, order in zip(values, orders, strict=True)])

    def value(self, values: Sequence[State]) -> State:
        """One rule's outputs: a value, or a record where there are several."""
        if len(self.outputs) == 1:
            return values[0]
        return Record(tuple((o.name, v) for o, v in zip(self.outputs, values, strict=True)))

    def default(self) -> State:
        """What is given where no rule matches."""
        if any(o.default is None for o in self.outputs):
            raise Refused((problem("VG151", None),))
        checked = [self.at.checked(o.default or "") for o in self.outputs]
        return self.value([evaluated(expr, self.run, span) for expr, _, span in checked])


def _place(value: State, order: Sequence[State]) -> int:
    return next((place for place, other in enumerate(order) if equal(value, other)), len(order))


def decide(
    table: Mapping[str, Json], context: Mapping[str, Json] | None, input_types: Mapping[str, Json] | None, result_type: Json
) -> State:
    """What a decision table gives. Raises Refused."""
    bench = _Bench(table, desk(context, input_types))
    rules = bench.rules()
    hit = str(table.get("hit_policy") or "UNIQUE").upper()
    state = _chosen(bench, hit, str(table.get("aggregation") or "").upper(), rules) if rules else bench.default()
    return as_asked(state, result_type if result_type is not None else table.get("type"))


def _chosen(bench: _Bench, hit: str, aggregation: str, rules: list[tuple[State, ...]]) -> State:  # noqa: RET503 - `_misshapen` never returns
    match hit:
        case "UNIQUE":
            if len(rules) > 1:
                raise Refused((problem("VG152", None),))
            return bench.value(rules[0])
        case "ANY":
            if any(not equal(a, b) for rule in rules for a, b in zip(rule, rules[0], strict=True)):
                raise Refused((problem("VG152", None),))
            return bench.value(rules[0])
        case "FIRST":
            return bench.value(rules[0])
        case "PRIORITY":
            return bench.value(bench.ranked(rules)[0])
        case "OUTPUT ORDER":
            return tuple(bench.value(r) for r in bench.ranked(rules))
        case "RULE ORDER":
            return tuple(bench.value(r) for r in rules)
        case "COLLECT":
            return _aggregated(aggregation, tuple(bench.value(r) for r in rules))
        case _:
            _misshapen(f"hit policy {hit[:40]}")


def _aggregated(aggregation: str, values: tuple[State, ...]) -> State:  # noqa: RET503 - `_misshapen` never returns
    match aggregation:
        case "":
            return values
        case "COUNT":
            return Decimal(len(values))
        case "SUM" | "MIN" | "MAX":
            numbers = [v for v in values if isinstance(v, Decimal)]
            if len(numbers) < len(values):
                raise Refused((problem("VG154", None, expected="number", attendu="nombre"),))
            with working(None):
                return operation(aggregation.lower()).meaning(tuple(numbers))
        case _:
            _misshapen(f"aggregation {aggregation[:40]}")


def _output(given: Json) -> _Output:
    if not isinstance(given, Mapping):
        _misshapen("an output is an object")
    allowed, default, name = given.get("allowed"), given.get("default"), given.get("name")
    return _Output(
        name if isinstance(name, str) else "", allowed if isinstance(allowed, str) else None, default if isinstance(default, str) else None
    )


def _list(given: Json) -> Sequence[Json]:  # noqa: RET503 - `_misshapen` never returns
    if isinstance(given, Sequence) and not isinstance(given, str):
        return given
    _misshapen("a table has inputs, outputs and rules")


def _texts(given: Json) -> list[str]:
    texts = [t for t in _list(given) if isinstance(t, str)]
    if len(texts) < len(_list(given)):
        _misshapen("a cell is a text")
    return texts


def _misshapen(why: str) -> NoReturn:
    raise Refused((problem("VG156", None, why=why),))
