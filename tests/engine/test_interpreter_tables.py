"""Tables and bands: what rows that can still match agree on."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.engine.small_programs import OPTION, PATIENTS, call, fact, number, state, step

from vigueur.ir import nodes as ir
from vigueur.types import Enumeration
from vigueur.values import Absent, State, Undetermined

D = Decimal
TESTED = ir.Local("?", PATIENTS)


def by_option(hit: ir.Hit = "unique", otherwise: ir.Expr | None = None) -> ir.Table:
    rows = (
        ir.Row((ir.OneOf(("1/3",)), None), number(12)),
        ir.Row((ir.OneOf(("1/2", "1")), ir.Test(call("less number", TESTED, number(775)))), number(18)),
        ir.Row((ir.OneOf(("1/3",), negated=True), ir.Test(call("at least number", TESTED, number(775)))), number(36)),
    )
    return ir.Table((fact("option"), fact("patients")), rows, hit, otherwise, PATIENTS)


@pytest.mark.parametrize(
    ("facts", "gives"),
    [
        ({"option": "1/3", "patients": D(1)}, 12),
        ({"option": "1", "patients": D(774)}, 18),
        ({"option": "1/2", "patients": D(775)}, 36),
    ],
)
def test_the_row_that_matches_gives_its_output(facts: dict[str, State], gives: int) -> None:
    assert state(facts, p=by_option()) == gives


def test_a_wildcard_cell_does_not_read_its_input() -> None:
    read = step({"option": "1/3"}, p=by_option())
    assert read.state == 12
    assert read.facts == ("option",)


def test_an_input_that_still_decides_is_waited_for_and_narrows_the_values() -> None:
    waiting = state({"option": "1"}, p=by_option())
    assert isinstance(waiting, Undetermined)
    assert waiting.facts == {"patients"}
    assert waiting.possible == {D(18), D(36)}


def test_rows_that_agree_make_the_answer_known_without_the_fact() -> None:
    rows = (
        ir.Row((ir.OneOf(("1/3",)),), number(1)),
        ir.Row((ir.OneOf(("1/2",)),), number(7)),
        ir.Row((ir.OneOf(("1",)),), number(7)),
    )
    table = ir.Table((fact("option"),), rows, "unique", None, PATIENTS)
    outer = ir.If(call("greater number", ir.Reference("t", PATIENTS), number(0)), number(1), number(2), PATIENTS)
    assert isinstance(state({}, p=table), Undetermined)
    assert state({}, p=outer, t=table) == 1, "every value still possible is above 0"


def test_first_hit_must_prove_that_no_earlier_row_could_match() -> None:
    rows = (
        ir.Row((ir.Test(call("at least number", TESTED, number(775))),), number(1)),
        ir.Row((None,), number(2)),
    )
    table = ir.Table((fact("patients"),), rows, "first", None, PATIENTS)
    assert state({"patients": D(775)}, p=table) == 1
    assert state({"patients": D(774)}, p=table) == 2
    waiting = state({}, p=table)
    assert isinstance(waiting, Undetermined)
    assert waiting.possible == {D(1), D(2)}


def test_where_no_row_matches_the_rest_holds() -> None:
    rows = (ir.Row((ir.OneOf(("1",)),), number(1)),)
    table = ir.Table((fact("option"),), rows, "unique", ir.NotApplicable(PATIENTS), PATIENTS)
    assert state({"option": "1/3"}, p=table) == Absent("not_applicable", "p")


@pytest.mark.parametrize(("hit", "gives"), [("sum", D(3)), ("min", D(1)), ("max", D(2)), ("count", D(2)), ("collect", (D(1), D(2)))])
def test_collecting_policies_take_every_row(hit: ir.Hit, gives: State) -> None:
    rows = (ir.Row((ir.OneOf(("1",)),), number(1)), ir.Row((None,), number(2)))
    assert state({"option": "1"}, p=ir.Table((fact("option"),), rows, hit, None, PATIENTS)) == gives


def bands(p90: ir.Expr) -> ir.Bands:
    codes = Enumeration(("low", "P30", "P90", "P95"))
    return ir.Bands(fact("patients"), (("low", number(0)), ("P30", number(775)), ("P90", p90), ("P95", number(1721))), codes)


@pytest.mark.parametrize(
    ("patients", "band"), [(774, "low"), (775, "P30"), (1502, "P30"), (1503, "P90"), (1720, "P90"), (1721, "P95"), (9999, "P95")]
)
def test_a_band_reaches_from_its_edge_to_the_next(patients: int, band: str) -> None:
    assert state({"patients": D(patients)}, p=bands(number(1503))) == band


def test_an_unknown_edge_blocks_only_its_neighbours() -> None:
    unknown = ir.Unknown("unknown", "not found", (), PATIENTS, "p")
    assert state({"patients": D(700)}, p=bands(unknown)) == "low"
    assert state({"patients": D(1721)}, p=bands(unknown)) == "P95"
    between = state({"patients": D(1600)}, p=bands(unknown))
    assert isinstance(between, Undetermined)
    assert between.possible == {"P30", "P90"}
    assert {lack.why for lack in between.lacks} == {"not found"}


def test_a_band_of_an_unknown_number_may_be_any() -> None:
    waiting = state({}, p=bands(number(1503)))
    assert isinstance(waiting, Undetermined)
    assert waiting.possible == {"low", "P30", "P90", "P95"}


def test_an_absent_input_spreads() -> None:
    rows = (ir.Row((ir.OneOf(("1",)),), number(1)), ir.Row((ir.OneOf(("1",), negated=True),), number(2)))
    table = ir.Table((ir.Reference("gone", OPTION),), rows, "unique", None, PATIENTS)
    assert state({}, p=table, gone=ir.NotApplicable(OPTION)) == Absent("not_applicable", "gone")
