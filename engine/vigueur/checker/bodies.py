"""The content of an effect as an expression: conditions, formulas, values, tables, bands, lists, notes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final, assert_never, cast

from vigueur.checker.citations import citations
from vigueur.checker.dues import Dues, deadline, record_type
from vigueur.checker.expressions import check_expression
from vigueur.checker.gathering import Gathered
from vigueur.checker.names import Known, Scope
from vigueur.checker.numerals import thousandths
from vigueur.checker.rounds import Rounds, rounds
from vigueur.checker.tables import Input, Line, check_table
from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.ir import nodes as ir
from vigueur.ir.typing import UNTYPED, type_of
from vigueur.plain import dataclass
from vigueur.rulebook.documents import (
    BandsBody,
    Body,
    ByReading,
    ConditionBody,
    Content,
    CrossBody,
    DeadlineBody,
    DuesBody,
    EachSpec,
    FormulaBody,
    Inapplicable,
    Lacking,
    ListBody,
    MapBody,
    NoteBody,
    ParameterBody,
    Placed,
    TableBody,
)
from vigueur.rulebook.shapes import no_day, read_day
from vigueur.source import Span
from vigueur.suggestion import nearest
from vigueur.syntax.parser import parse_expression
from vigueur.types import Anything, Boolean, Date, Enumeration, ListOf, Money, Number, Text, Type

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")

Output = Placed | Lacking | Inapplicable


@dataclass(frozen=True, slots=True)
class Bodies:
    """Lowers the content of one provision's effects. `questions`: the options of each question of interpretation."""

    provision: str
    type: Type
    scope: Scope
    questions: Mapping[str, tuple[str, ...]]
    problems: list[Problem]
    language: str = "en"
    sources: frozenset[str] = frozenset()

    def within(self, scope: Scope) -> Bodies:
        """The same with other names."""
        return replace(self, scope=scope)

    def lower(self, body: Body, place: Span, each: EachSpec | None = None) -> ir.Expr:
        """The expression of a body; `each`: what it is asked of one by one."""
        match body:
            case ConditionBody(content) if each is not None:
                return self._every(content, rounds(each, self.scope, self.problems), each)
            case DuesBody():
                return Dues(self.type, self.language, self.sources, self, self.problems).lower(
                    body, rounds(each, self.scope, self.problems)
                )
            case DeadlineBody():
                return deadline(body, self)
            case ConditionBody(content) | FormulaBody(content):
                if each is not None:
                    self.problems.append(problem("VG458", each.place, provision=self.provision))
                return self.content(content, self.type, computed=True)
            case ParameterBody(content):
                return self.content(content, self.type)
            case TableBody():
                return self._table(body, place)
            case MapBody():
                return self._map(body, place)
            case CrossBody():
                return self._cross(body, place)
            case BandsBody():
                return self._bands(body)
            case ListBody():
                return self._list(body)
            case NoteBody(note):
                return ir.Const(note.text, Text())
            case _:
                assert_never(body)

    def _every(self, content: Content, round_: Rounds, each: EachSpec) -> ir.Expr:
        """A condition that must hold in every round."""
        if len(each.loops) != 1:
            place = each.loops[1][0].span if each.loops else each.place
            self.problems.append(problem("VG459", place, provision=self.provision))
        value = round_.read(self.within(round_.scope).content(content, self.type, computed=True))
        for name, domain in reversed(round_.loops):
            value = ir.Quantified("every", name, domain, value)
        return value

    def content(self, content: Content, expected: Type | None, *, computed: bool = False) -> ir.Expr:
        """What stands where a value may stand, or, `computed`, an expression: there codes and texts are quoted as the language has it."""
        match content:
            case Placed() if computed and not isinstance(expected, Date):
                return self.expression(content, expected)[0]
            case Placed():
                return self.value(content, expected)
            case Lacking():
                return self._lacking(content, expected)
            case Inapplicable():
                return ir.NotApplicable(expected or UNTYPED, self.provision)
            case ByReading():
                return self._by_reading(content, expected, computed=computed)
            case _:
                assert_never(content)

    def expression(self, written: Placed, expected: Type | None) -> tuple[ir.Expr, Type]:
        """A checked expression; what is refused becomes a constant without type, so that nothing follows from it."""
        two = thousandths(written.text) if isinstance(expected, Money) and "." in written.text else None
        if two is not None:
            self.problems.append(problem("VG446", written.span, found=written.text.strip(), thousands=two[0], decimal=two[1]))
            return ir.Const(value=True, type=UNTYPED), UNTYPED
        try:
            tree = parse_expression(written.fragment)
        except Refused as refused:
            self.problems.extend(refused.problems)
            return ir.Const(value=True, type=UNTYPED), UNTYPED
        return check_expression(tree, self.scope, expected, self.problems)

    def value(self, written: Placed, expected: Type | None) -> ir.Expr:
        """A value of a type as the files write it: a code, a day or a text stand bare; all else is an expression."""
        text = written.text.strip()
        match expected:
            case Enumeration(codes) if written.quoted or text in codes or re.fullmatch(r"[\w+/.-]+", text):
                return self._code(written, text, expected)
            case Text():
                return ir.Const(written.text, expected)
            case Date() if _DAY.fullmatch(text):
                day = read_day(text)
                if isinstance(day, date):
                    return ir.Const(day, expected)
                self.problems.append(no_day(text, day, written.span))
                return ir.Const(value=True, type=UNTYPED)
            case _:
                return self.expression(written, expected)[0]

    def _code(self, written: Placed, code: str, expected: Enumeration) -> ir.Expr:
        if code not in expected.codes:
            self.problems.append(problem("VG412", written.span, code=code, provision=self.provision, near=nearest(code, expected.codes)))
        return ir.Const(code, expected)

    def _lacking(self, lacking: Lacking, expected: Type | None) -> ir.Expr:
        supplied = []
        for written in lacking.unless:
            spec = self.scope.facts.get(written.text)
            if spec is None:
                near = nearest(written.text, self.scope.facts)
                self.problems.append(problem("VG402", written.span, name=written.text, near=near))
            elif expected is not None and not _alike(spec.type, expected):
                self.problems.append(problem("VG444", written.span, fact=written.text, provision=self.provision))
            else:
                supplied.append(ir.Fact(spec.id, spec.type))
        return ir.Unknown(lacking.kind, lacking.why, tuple(supplied), expected or UNTYPED, self.provision, lacking.who)

    def _by_reading(self, content: ByReading, expected: Type | None, *, computed: bool) -> ir.Expr:
        options = self.questions.get(content.question.text)
        if options is None:
            near = nearest(content.question.text, self.questions)
            self.problems.append(problem("VG445", content.question.span, question=content.question.text, near=near))
            return ir.Const(value=True, type=UNTYPED)
        given = {code.text: self.content(option, expected, computed=computed) for code, option in content.options}
        check_options(content, options, self.problems)
        known = [code for code in options if code in given]
        if not known:
            return ir.Const(value=True, type=UNTYPED)
        *others, last = known
        chosen = given[last]
        for code in reversed(others):
            is_it = ir.Call("equal", (ir.Reading(content.question.text), ir.Const(code, Enumeration(options))), Boolean())
            chosen = ir.If(is_it, given[code], chosen, expected or UNTYPED)
        return chosen

    # -- tables ----------------------------------------------------------------------------------------------------------------

    def _table(self, body: TableBody, place: Span) -> ir.Expr:
        # INVARIANT: a hit policy is one that there is; the reader has seen to it.
        hit = cast("ir.Hit", body.hit.text) if body.hit else "unique"
        item = self.type.item if hit == "collect" and isinstance(self.type, ListOf) else self.type
        lines = [Line(r.cells, self.content(r.output, item), r.place, self._cited(r.cite)) for r in body.rows]
        return self._checked([self._input(written) for written in body.inputs], lines, hit, body, place)

    def _map(self, body: MapBody, place: Span) -> ir.Expr:
        lines = [Line((r.code,), self.content(r.outputs[0], self.type), r.code.span, self._cited(r.cite)) for r in body.rows]
        return self._checked([self._input(body.by)], lines, "unique", body, place)

    def _cross(self, body: CrossBody, place: Span) -> ir.Expr:
        lines = []
        for row in body.rows:
            if len(row.outputs) != len(body.columns):
                self.problems.append(problem("VG347", row.code.span, found=len(row.outputs), wanted=len(body.columns)))
            for across, value in zip(body.columns, row.outputs, strict=False):
                span = value.span if isinstance(value, Placed) else row.code.span
                lines.append(Line((row.code, across), self.content(value, self.type), span, self._cited(row.cite)))
        return self._checked([self._input(body.down), self._input(body.across)], lines, "unique", body, place)

    def _checked(self, inputs: list[Input], lines: list[Line], hit: ir.Hit, body: TableBody | MapBody | CrossBody, place: Span) -> ir.Expr:
        otherwise = self._otherwise(body.otherwise, body.otherwise_cite)
        table = check_table(inputs, lines, hit, otherwise, self.type, self.scope, place, self.problems)
        cites = self._cited(body.otherwise_cite)
        return replace(table, otherwise_cites=cites) if isinstance(table, ir.Table) else table

    def _cited(self, written: Placed | None) -> tuple[ir.Citation, ...]:
        """The citation of a row of its own."""
        return citations((written,), self.sources, self.problems) if written is not None else ()

    def _input(self, written: Placed) -> Input:
        expr, type_ = self.expression(written, None)
        return Input(expr, type_, written.span, written.text)

    def _otherwise(self, written: Output | None, cite: Placed | None) -> ir.Expr | None:
        if written is None:
            return None
        known = len(self.problems)
        read = self.content(written, self.type)
        if isinstance(written, Placed) and cite is None and len(self.problems) == known:
            self.problems.append(problem("VG449", written.span, value=written.text))
        return read

    def _bands(self, body: BandsBody) -> ir.Expr:
        of, type_ = self.expression(body.of, None)
        if not isinstance(type_, Number | Money | Anything):
            self.problems.append(problem("VG450", body.of.span))
        edges: list[tuple[str, ir.Expr]] = []
        before: ir.Expr | None = None
        for code, written in body.edges:
            edge = self.content(written, type_)
            falls = isinstance(edge, ir.Const) and isinstance(before, ir.Const) and not _rises(before, edge)
            refused = type_of(edge) is UNTYPED
            if not refused and (falls or (edges and _never_above(edge, edges[-1][1]))):
                self.problems.append(problem("VG451", code.span, band=code.text))
            before = edge if isinstance(edge, ir.Const) and type_of(edge) is not UNTYPED else before
            edges.append((code.text, edge))
        first = edges[0][1] if edges else None
        low = type_.low if isinstance(type_, Number | Money) else None
        if isinstance(first, ir.Const) and low is not None and isinstance(first.value, type(low)) and first.value > low:
            self.problems.append(problem("VG452", body.edges[0][0].span, band=body.edges[0][0].text, value=low))
        expr: ir.Expr = ir.Bands(of, tuple(edges), self.type)
        if body.at is not None:
            expr = ir.On(expr, self.expression(body.at, Date())[0])
        if body.unless is not None:
            spec = self.scope.facts.get(body.unless.text)
            if spec is None or not _alike(spec.type, self.type):
                near = nearest(body.unless.text, self.scope.facts)
                self.problems.append(problem("VG402", body.unless.span, name=body.unless.text, near=near))
            else:
                # A fact that the payer gives takes the place of what would be computed; where it is not given, it is not asked.
                expr = ir.Supplied(ir.Fact(spec.id, spec.type), expr, self.type)
        return expr

    def _list(self, body: ListBody) -> ir.Expr:
        item = self.type.item if isinstance(self.type, ListOf) else Text()
        values = []
        for written in body.items:
            value = self.value(written, item)
            if value in values:
                self.problems.append(problem("VG426", written.span, code=written.text, provision=self.provision))
            values.append(value)
        return ir.Items(tuple(values), ListOf(item))


def dues_known(gathered: Mapping[str, Gathered], scope: Scope, questions: Mapping[str, tuple[str, ...]]) -> dict[str, Known]:
    """Things due get their types, what their records hold, once everything else has its own."""
    found: dict[str, Known] = {}
    for name, provision in gathered.items():
        if provision.kind == "dues":
            effects = [(spec.body, spec.each) for _, spec in provision.specs if isinstance(spec.body, DuesBody)]
            provision.type = record_type(effects, provision.declared, scope, Bodies(name, UNTYPED, scope, questions, []))
            found[name] = Known(provision.type, "dues")
    return found


def check_options(content: ByReading, options: Sequence[str], problems: list[Problem]) -> None:
    """Every option of a question must be answered, and no other."""
    given = [code.text for code, _ in content.options]
    problems.extend(
        problem("VG453", code.span, option=code.text, question=content.question.text, near=nearest(code.text, options))
        for code, _ in content.options
        if code.text not in options
    )
    missing = [code for code in options if code not in given]
    if missing and all(code in options for code in given):
        problems.append(problem("VG454", content.question.span, question=content.question.text, missing=", ".join(missing)))


def _alike(one: Type, other: Type) -> bool:
    match one, other:
        case (Number(unit=a), Number(unit=b)):
            return a == b
        case (Money(currency=a), Money(currency=b)):
            return a == b
        case (Enumeration(a), Enumeration(b)):
            return set(a) <= set(b)
        case (Anything(), _) | (_, Anything()):
            return True
        case _:
            return type(one) is type(other)


def _never_above(edge: ir.Expr, before: ir.Expr) -> bool:
    """Whether the bounds say that an edge is never above the one before it."""
    high, low = _bounds(edge)[1], _bounds(before)[0]
    return high is not None and low is not None and high <= low


def _bounds(expr: ir.Expr) -> tuple[Decimal | None, Decimal | None]:
    if isinstance(expr, ir.Const) and isinstance(expr.value, Decimal):
        return expr.value, expr.value
    type_ = type_of(expr)
    return (type_.low, type_.high) if isinstance(type_, Number | Money) else (None, None)


def _rises(before: ir.Const, edge: ir.Const) -> bool:
    """Values of different types are refused elsewhere."""
    return type(before.value) is not type(edge.value) or before.value < edge.value  # type: ignore[operator]
