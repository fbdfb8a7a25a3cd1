"""Decision tables, maps and cross tables: cells and results lowered, gaps and overlaps found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vigueur.builtins import expression_of
from vigueur.checker.cells import CheckedCell, check_cell
from vigueur.checker.domains import Domain, domain_of, example
from vigueur.checker.names import Scope
from vigueur.checker.proof import Box, Cells, Proof, TooLarge
from vigueur.checker.words import type_words
from vigueur.diagnostics.problems import Problem, problem
from vigueur.diagnostics.render import severity
from vigueur.ir import nodes as ir
from vigueur.ir.typing import UNTYPED
from vigueur.plain import dataclass
from vigueur.rulebook.documents import Placed
from vigueur.source import Span
from vigueur.types import Anything, DaysDuration, Money, MonthsDuration, Number, Type

_EVERY_ROW: Final = frozenset({"collect", "sum", "min", "max", "count"})


@dataclass(frozen=True, slots=True)
class Input:
    """A column: what it tests, its type, its place, and its words (`medecin.secteur`) for the case that shows a gap."""

    expr: ir.Expr
    type: Type
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row before its cells are checked; its result is checked already."""

    cells: tuple[Placed, ...]
    output: ir.Expr
    span: Span
    cites: tuple[ir.Citation, ...] = ()


def check_table(  # noqa: PLR0913, PLR0917 - what a table is made of
    inputs: Sequence[Input],
    lines: Sequence[Line],
    hit: ir.Hit,
    otherwise: ir.Expr | None,
    type_: Type,
    scope: Scope,
    place: Span,
    problems: list[Problem],
) -> ir.Expr:
    """A table, its cells checked, with what its hit policy asks proved: at most one row, or agreement, and some row for every case."""
    untyped = ir.Const(value=False, type=UNTYPED)
    before = len(problems)
    domains = _domains(inputs, problems)
    checked = [_cells(line, inputs, scope, problems) for line in lines]
    _summable(lines, hit, type_, problems)
    if len(problems) > before or len(domains) < len(inputs) or any(len(c) != len(inputs) for c in checked):
        return untyped
    table = _Table(inputs, lines, checked, hit, place)
    found = table.proved(domains, otherwise=otherwise is not None)
    problems.extend(found)
    if any(severity(p) == "error" for p in found):
        return untyped
    rows = tuple(
        ir.Row(tuple(c.cell for c in cells), line.output, line.cites, _place(line.span)) for line, cells in zip(lines, checked, strict=True)
    )
    return ir.Table(tuple(i.expr for i in inputs), rows, hit, otherwise, type_)


def _place(span: Span) -> str:
    return f"{span.source.name}:{span.line}"


def _summable(lines: Sequence[Line], hit: ir.Hit, type_: Type, problems: list[Problem]) -> None:
    if hit == "sum" and not isinstance(type_, Number | Money | MonthsDuration | DaysDuration | Anything):
        en, fr = type_words(type_)
        problems.append(problem("VG211", lines[0].span, hit=hit, given_en=en, given_fr=fr))


def _domains(inputs: Sequence[Input], problems: list[Problem]) -> list[Domain]:
    domains = []
    for column in inputs:
        domain = domain_of(column.type)
        if domain is None and column.type is not UNTYPED:
            en, fr = type_words(column.type)
            problems.append(problem("VG215", column.span, given_en=en, given_fr=fr))
        if domain is not None:
            domains.append(domain)
    return domains


def _cells(line: Line, inputs: Sequence[Input], scope: Scope, problems: list[Problem]) -> tuple[CheckedCell, ...]:
    if len(line.cells) != len(inputs):
        problems.append(problem("VG347", line.span, found=len(line.cells), wanted=len(inputs)))
        return ()
    return tuple(check_cell(written.fragment, column.type, scope, problems) for written, column in zip(line.cells, inputs, strict=True))


@dataclass(frozen=True, slots=True)
class _Table:
    """A table whose cells are checked, to be proved."""

    inputs: Sequence[Input]
    lines: Sequence[Line]
    checked: Sequence[tuple[CheckedCell, ...]]
    hit: ir.Hit
    place: Span

    def proved(self, domains: Sequence[Domain], *, otherwise: bool) -> list[Problem]:
        """What is wrong with the table as a whole."""
        proof = Proof(domains, [_sets(cells) for cells in self.checked])
        found: list[Problem] = []
        try:
            if self.hit in {"unique", "any"}:
                found += self._clashes(proof)
            if self.hit == "first":
                found += [problem("VG205", self.lines[i].span) for i in range(1, len(self.lines)) if proof.unreached(i)]
            gap = proof.gap()
        except TooLarge:
            return [problem("VG207", self.place)]
        if gap is None and otherwise:
            found.append(problem("VG213", self.place))
        if gap is not None and not otherwise and self.hit not in _EVERY_ROW:
            found.append(problem("VG202", self.place, case=_case(gap, self.inputs)))
        return found

    def _clashes(self, proof: Proof) -> list[Problem]:
        """Two rows for one case: under `unique` always wrong, under `any` where they disagree."""
        found = []
        told: set[int] = set()
        for index in range(len(self.lines)):
            for other, shared in proof.overlaps(index):
                if other in told:  # a row that is too wide meets many: once is enough
                    continue
                if self.hit == "any" and self.lines[index].output == self.lines[other].output:
                    continue
                found.append(self._clash(proof, index, other, shared))
                told.add(other)
                break
        return found

    def _clash(self, proof: Proof, index: int, other: int, shared: Box) -> Problem:
        for row in (index, other):
            if proof.rows[row].doubtful:
                return problem("VG206", self.checked[row][min(proof.rows[row].doubtful)].span)
        also = ((self.lines[other].span, "this row matches too", "cette ligne convient aussi"),)
        return problem("VG203" if self.hit == "unique" else "VG204", self.lines[index].span, also=also, case=_case(shared, self.inputs))


def _sets(cells: Sequence[CheckedCell]) -> Cells:
    return Cells(
        tuple(None if cell.any else cell.values for cell in cells),
        frozenset(i for i, cell in enumerate(cells) if cell.values is None and not cell.any),
    )


def _case(box: Box, inputs: Sequence[Input]) -> str:
    """A case in words: `medecin.secteur = "2" and patients = 774`."""
    shown = []
    for values, column in zip(box, inputs, strict=True):
        if values is not None:
            value = example(values, column.type)
            if value is not None:
                shown.append(f"{column.text} = {expression_of(value)}")
    return " and ".join(shown) or "any case"
