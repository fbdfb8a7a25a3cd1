"""Decision tables through the checker: cells that cannot match, gaps, overlaps, rows never reached, each with the case that shows it."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from vigueur.checker.names import Known, Scope
from vigueur.checker.tables import Input, Line, check_table
from vigueur.diagnostics.problems import Problem
from vigueur.ir import nodes as ir
from vigueur.rulebook.documents import Placed
from vigueur.source import Fragment
from vigueur.types import Boolean, Date, Enumeration, Number, Type

PATIENTS = Number("patients", Decimal(0), Decimal(10_000), 0)
COLUMNS: dict[str, Type] = {
    "secteur": Enumeration(("1", "2", "3")),
    "patients": PATIENTS,
    "part": Number("", Decimal(0), Decimal(1), 2),
    "jour": Date(),
    "ok": Boolean(),
}
SCOPE = Scope(provisions={"seuil": Known(PATIENTS)})


def _checked(columns: str, rows: list[str], hit: ir.Hit = "unique", *, otherwise: bool = False) -> tuple[ir.Expr, list[Problem]]:
    """A table from rows such as `1 | < 775 | 10`; the last cell is the result."""
    problems: list[Problem] = []
    inputs = [Input(ir.Fact(n, COLUMNS[n]), COLUMNS[n], Fragment.of(n).span(0, len(n)), n) for n in columns.split()]
    lines = []
    for row in rows:
        *cells, output = (c.strip() for c in row.split("|"))
        result = ir.Const(Decimal(output), Number())
        lines.append(Line(tuple(Placed(c, Fragment.of(c)) for c in cells), result, Fragment.of(row).span(0, len(row))))
    left = ir.Const(Decimal(0), Number()) if otherwise else None
    table = check_table(inputs, lines, hit, left, Number(), SCOPE, Fragment.of("table").span(0, 5), problems)
    return table, problems


def _case(problems: list[Problem]) -> str:
    return dict(problems[0].details).get("case", "")


def test_a_complete_table_is_lowered() -> None:
    table, problems = _checked("secteur patients", ["1 | any | 1", "not 1 | < 775 | 2", "2, 3 | >= 775 | 3"])
    assert problems == []
    assert isinstance(table, ir.Table)
    assert table.rows[0].cells == (ir.OneOf(("1",)), None)
    assert table.rows[1].cells[0] == ir.OneOf(("1",), negated=True)


@pytest.mark.parametrize(
    ("columns", "rows", "case"),
    [
        ("secteur patients", ["1 | any | 1", "2 | < 775 | 2", "3 | any | 3"], 'secteur = "2" and patients = 775'),
        ("patients", ["< 775 | 1", "> 775 | 2"], "patients = 775"),
        ("patients", ["<= 774 | 1", ">= 776 | 2"], "patients = 775"),
        ("part", ["< 0.2 | 1", "> 0.2 | 2"], "part = 0.2"),
        ("ok", ["true | 1"], "ok = false"),
        ("jour", ['< date("2024-06-22") | 1', '> date("2024-06-22") | 2'], 'jour = date("2024-06-22")'),
        ("secteur ok", ["1 | true | 1", "not 1 | any | 2"], 'secteur = "1" and ok = false'),
    ],
)
def test_a_gap_is_shown_with_a_case_that_falls_through(columns: str, rows: list[str], case: str) -> None:
    _, problems = _checked(columns, rows)
    assert [p.code for p in problems] == ["VG202"]
    assert _case(problems) == case


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ("patients", ["< 775 | 1", ">= 775 | 2"]),
        ("patients", ["<= 774 | 1", ">= 775 | 2"]),
        ("part", ["< 0.2 | 1", ">= 0.2 | 2"]),
        ("part", ["<= 0.19 | 1", ">= 0.2 | 2"]),
        ("jour", ['< date("2024-06-22") | 1', '>= date("2024-06-22") | 2']),
        ("patients", ["not(>= 775) | 1", "[775..10000] | 2"]),
        ("ok secteur", ["true | any | 1", "false | 1 | 2", "false | not 1 | 3"]),
    ],
)
def test_no_gap_is_seen_where_there_is_none(columns: str, rows: list[str]) -> None:
    assert _checked(columns, rows)[1] == []


def test_an_overlap_is_shown_with_a_case_that_matches_twice() -> None:
    _, problems = _checked("patients", ["<= 775 | 1", ">= 775 | 2"])
    assert [p.code for p in problems] == ["VG203"]
    assert _case(problems) == "patients = 775"
    assert len(problems[0].also) == 1


def test_under_any_rows_that_agree_may_overlap() -> None:
    assert _checked("patients", ["<= 775 | 1", ">= 775 | 1"], "any")[1] == []
    assert [p.code for p in _checked("patients", ["<= 775 | 1", ">= 775 | 2"], "any")[1]] == ["VG204"]


def test_under_first_a_row_that_is_never_reached_is_found() -> None:
    _, problems = _checked("patients", ["< 500 | 1", ">= 400 | 2", "[450..600] | 3"], "first")
    assert [p.code for p in problems] == ["VG205"]


def test_under_collect_gaps_and_overlaps_are_welcome() -> None:
    assert _checked("patients", ["> 10 | 1", "> 20 | 2"], "collect")[1] == []


@pytest.mark.parametrize(
    ("columns", "cell"),
    [("secteur", "4"), ("patients", "> 10000"), ("patients", "< 0"), ("patients", "-1"), ("secteur", "not 1, 2, 3"), ("part", "1.5")],
)
def test_a_cell_that_can_never_match_is_refused(columns: str, cell: str) -> None:
    _, problems = _checked(columns, [f"{cell} | 1"], otherwise=True)
    assert [p.code for p in problems] == ["VG201"]


def test_a_cell_that_reads_a_provision_needs_a_policy_that_needs_no_proof() -> None:
    rows = [">= seuil | 1", "< seuil | 2"]
    assert [p.code for p in _checked("patients", rows, otherwise=True)[1]] == ["VG206"]
    assert [p.code for p in _checked("patients", rows, "first")[1]] == ["VG202"]
    assert _checked("patients", rows, "first", otherwise=True)[1] == []


def test_an_otherwise_that_is_never_reached_is_a_warning() -> None:
    table, problems = _checked("ok", ["true | 1", "false | 2"], otherwise=True)
    assert [p.code for p in problems] == ["VG213"]
    assert isinstance(table, ir.Table)


@pytest.mark.parametrize(("columns", "rows", "code"), [("ok", ["true | false | 1"], "VG347"), ("secteur", ["1, 1 | 1"], "VG209")])
def test_a_misshapen_table_is_refused(columns: str, rows: list[str], code: str) -> None:
    assert code in [p.code for p in _checked(columns, rows)[1]]


def test_a_large_table_is_proved_or_refused_in_bounded_time() -> None:
    rows = [f"[{20 * i}..{20 * i + 9}] | [0.0{i % 10}..0.9] | any | {i}" for i in range(500)]
    before = time.perf_counter()
    _, problems = _checked("patients part secteur", rows)
    assert problems
    assert time.perf_counter() - before < 10
