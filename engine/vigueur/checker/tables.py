"""Decision tables, maps and cross tables: cells and results lowered, gaps and overlaps found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, cast

from vigueur.builtins import Mismatch
from vigueur.builtins.quantities import join
from vigueur.checker.cells import CheckedCell, check_cell
from vigueur.checker.domains import Domain, domain_of, example
from vigueur.checker.fits import fitted
from vigueur.checker.names import Scope
from vigueur.checker.proof import Box, Cells, Proof, TooLarge
from vigueur.checker.words import type_words, value_words
from vigueur.diagnostics.problems import Problem, problem
from vigueur.ir import nodes as ir
from vigueur.ir.typing import UNTYPED
from vigueur.source import Fragment, Span
from vigueur.suggestion import nearest
from vigueur.types import Anything, DaysDuration, Enumeration, ListOf, Money, MonthsDuration, Number, Type


HITS: Final = ("unique", "any", "first", "collect", "sum", "min", "max", "count")
_EVERY_ROW: Final = frozenset({"collect", "sum", "min", "max", "count", "rule order", "output order"})


@dataclass(frozen=True, slots=True)
class Input:
    """A column: what it tests, its type, its place, and its words (`medecin.secteur`) for the case that shows a gap."""

    expr: ir.Expr
    type: Type
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row before its cells are checked; its result is checked already. `cells` are texts; a Fragment that is None is a wildcard."""

    cells: tuple[Fragment | None, ...]
    output: ir.Expr
    type: Type
    span: Span
    cite: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """A table as lowered. `complete`: some row matches every case, so that `otherwise` is not needed. `type`: of what a hit gives."""

    rows: tuple[ir.Row, ...] = ()
    type: Type = UNTYPED
    complete: bool = False
    refused: bool = False
    cells: tuple[tuple[CheckedCell, ...], ...] = field(default=(), compare=False)


def written_hit(text: str, span: Span, problems: list[Problem]) -> ir.Hit:
    """A hit policy by its name; `unique` where it is none."""
    if text in HITS:
        return cast("ir.Hit", text)
    problems.append(problem("VG210", span, hit=text, near=nearest(text, HITS)))
    return "unique"


def check_table(  # noqa: PLR0913, PLR0917 - a table and what is around it
    inputs: Sequence[Input],
    rows: Sequence[TableRow],
    hit: ir.Hit,
    otherwise: Span | None,
    place: Span,
    scope: Scope,
    problems: list[Problem],
) -> CheckedTable:
    """Check the cells of a table and prove what its hit policy asks. `otherwise`: its place where there is one."""
    before = len(problems)
    if not rows:
        problems.append(problem("VG214", place))
        return CheckedTable(refused=True)
    domains = _domains(inputs, problems)
    checked = [_cells(row, inputs, scope, problems) for row in rows]
    type_ = _results(rows, hit, problems)
    lowered = tuple(
        ir.Row(tuple(c.cell for c in cells), fitted(row.output, type_), row.cite, row.place)
        for row, cells in zip(rows, checked, strict=True)
    )
    given = _given(type_, hit)
    if len(problems) > before or any(len(c) != len(inputs) for c in checked):
        return CheckedTable(lowered, given, refused=True)
    complete = _proved(inputs, domains, rows, checked, hit, otherwise, place, problems)
    return CheckedTable(lowered, given, complete, len(problems) > before, tuple(checked))


def _domains(inputs: Sequence[Input], problems: list[Problem]) -> list[Domain]:
    domains = []
    for column in inputs:
        domain = domain_of(column.type)
        if domain is None and column.type is not UNTYPED:
            en, fr = type_words(column.type)
            problems.append(problem("VG215", column.span, given=en, donne=fr))
        if domain is not None:
            domains.append(domain)
    return domains


def _cells(row: TableRow, inputs: Sequence[Input], scope: Scope, problems: list[Problem]) -> tuple[CheckedCell, ...]:
    if len(row.cells) != len(inputs):
        problems.append(problem("VG208", row.span, given=len(row.cells), expected=len(inputs)))
        return ()
    return tuple(
        CheckedCell(None, None, row.span) if text is None else check_cell(text, column.type, scope, problems)
        for text, column in zip(row.cells, inputs, strict=True)
    )


def _results(rows: Sequence[TableRow], hit: ir.Hit, problems: list[Problem]) -> Type:
    """The one type of all results."""
    joined: Type = Anything()
    for row in rows:
        if row.type is UNTYPED:
            continue
        found = join(joined, row.type)
        if isinstance(found, Mismatch):
            (en, fr), (other_en, other_fr) = type_words(joined), type_words(row.type)
            problems.append(problem("VG212", row.span, left=en, gauche=fr, right=other_en, droite=other_fr))
            return UNTYPED
        joined = found
    summed = isinstance(joined, Number | Money | MonthsDuration | DaysDuration | Anything)
    if hit == "sum" and not summed:
        en, fr = type_words(joined)
        problems.append(problem("VG211", rows[0].span, hit=hit, given=en, donne=fr))
    return joined


def _given(type_: Type, hit: ir.Hit) -> Type:
    match hit:
        case "collect" | "rule order" | "output order":
            return ListOf(type_)
        case "count":
            return Number("", scale=0)
        case _:
            return type_


def _proved(  # noqa: PLR0913, PLR0917 - a table and what is around it
    inputs: Sequence[Input],
    domains: Sequence[Domain],
    rows: Sequence[TableRow],
    checked: Sequence[tuple[CheckedCell, ...]],
    hit: ir.Hit,
    otherwise: Span | None,
    place: Span,
    problems: list[Problem],
) -> bool:
    proof = Proof(domains, [_sets(cells) for cells in checked])
    try:
        if hit in {"unique", "any"}:
            _parted(proof, inputs, rows, checked, hit, problems)
        if hit == "first":
            problems.extend(problem("VG205", rows[i].span) for i in range(1, len(rows)) if proof.unreached(i))
        gap = proof.gap()
    except TooLarge:
        problems.append(problem("VG207", place))
        return False
    if gap is None:
        if otherwise is not None:
            problems.append(problem("VG213", otherwise))
        return True
    if otherwise is None and hit not in _EVERY_ROW:
        problems.append(problem("VG202", place, case=_case(gap, inputs)))
    return False


def _sets(cells: Sequence[CheckedCell]) -> Cells:
    return Cells(
        tuple(None if cell.any else cell.values for cell in cells),
        frozenset(i for i, cell in enumerate(cells) if cell.values is None and not cell.any),
    )


def _parted(  # noqa: PLR0913, PLR0917 - a table and what is around it
    proof: Proof,
    inputs: Sequence[Input],
    rows: Sequence[TableRow],
    checked: Sequence[tuple[CheckedCell, ...]],
    hit: ir.Hit,
    problems: list[Problem],
) -> None:
    """No two rows match one case, or under `any` they agree."""
    for index, row in enumerate(rows):
        for other, shared in proof.overlaps(index):
            if hit == "any" and row.output == rows[other].output:
                continue
            doubtful = proof.rows[index].doubtful or proof.rows[other].doubtful
            if doubtful:
                which = index if proof.rows[index].doubtful else other
                problems.append(problem("VG206", checked[which][min(proof.rows[which].doubtful)].span))
            else:
                code = "VG203" if hit == "unique" else "VG204"
                also = ((rows[other].span, "this row matches too", "cette ligne convient aussi"),)
                problems.append(problem(code, row.span, also=also, case=_case(shared, inputs)))
            break


def _case(box: Box, inputs: Sequence[Input]) -> str:
    """A case in words: `medecin.secteur = "2" and patients = 774`."""
    shown = []
    for values, column in zip(box, inputs, strict=True):
        if values is not None:
            value = example(values, column.type)
            if value is not None:
                shown.append(f"{column.text} = {value_words(value)}")
    return " and ".join(shown) or "any case"


__all__ = ["HITS", "CheckedTable", "Enumeration", "Input", "TableRow", "check_table", "written_hit"]
