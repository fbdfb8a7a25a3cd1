"""The calculator and its protocol: one line in, one line out, whatever the line holds."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from vigueur.diagnostics.problems import Refused
from vigueur.feel import answer, answers, calculate

_TABLE = {
    "hit_policy": "UNIQUE",
    "inputs": [{"expression": "age", "type": "number"}],
    "outputs": [{"name": None, "allowed": '"minor", "adult"', "default": None}],
    "rules": [{"when": [">= 18"], "then": ['"adult"']}, {"when": ["< 18"], "then": ['"minor"']}],
}


def _ask(**request: object) -> dict[str, object]:
    return dict(answer(json.dumps({"id": "x", **request})))


def test_an_expression_is_answered_with_a_typed_value() -> None:
    assert _ask(kind="feel", expression="a * 2", context={"a": {"number": "1.5"}}) == {"id": "x", "value": {"number": "3"}}


def test_a_table_is_answered() -> None:
    assert _ask(kind="table", table=_TABLE, context={"age": {"number": "17"}})["value"] == "minor"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"hit_policy": "NONE"}, "VG156"),
        ({"rules": [{"when": [">= 18"], "then": ['"adult"']}]}, "VG151"),
        ({"rules": [{"when": ["-"], "then": ['"adult"']}, {"when": ["-"], "then": ['"minor"']}]}, "VG152"),
        ({"rules": [{"when": ["-"], "then": ['"old"']}]}, "VG155"),
        ({"rules": [{"when": [], "then": ['"old"']}]}, "VG156"),
    ],
)
def test_a_table_that_gives_nothing_says_why(changed: dict[str, object], code: str) -> None:
    assert _ask(kind="table", table={**_TABLE, **changed}, context={"age": {"number": "17"}})["code"] == code


def _rules(hit: str, aggregation: str | None = None) -> dict[str, object]:
    rules = [{"when": ["> 1"], "then": ["10"]}, {"when": ["> 2"], "then": ["30"]}, {"when": ["> 100"], "then": ["50"]}]
    output = {"name": None, "allowed": "50, 30, 10", "default": None}
    return {"hit_policy": hit, "aggregation": aggregation, "inputs": [{"expression": "n"}], "outputs": [output], "rules": rules}


@pytest.mark.parametrize(
    ("hit", "aggregation", "value"),
    [
        ("FIRST", None, {"number": "10"}),
        ("PRIORITY", None, {"number": "30"}),
        ("RULE ORDER", None, [{"number": "10"}, {"number": "30"}]),
        ("OUTPUT ORDER", None, [{"number": "30"}, {"number": "10"}]),
        ("COLLECT", None, [{"number": "10"}, {"number": "30"}]),
        ("COLLECT", "SUM", {"number": "40"}),
        ("COLLECT", "MIN", {"number": "10"}),
        ("COLLECT", "MAX", {"number": "30"}),
        ("COLLECT", "COUNT", {"number": "2"}),
    ],
)
def test_each_hit_policy_gives_what_it_promises(hit: str, aggregation: str | None, value: object) -> None:
    assert _ask(kind="table", table=_rules(hit, aggregation), context={"n": {"number": "3"}})["value"] == value


@pytest.mark.parametrize("hit", ["PRIORITY", "OUTPUT ORDER"])
def test_outputs_without_an_order_have_no_priority(hit: str) -> None:
    table = _rules(hit)
    for allowed in (None, "[10..50]"):
        table["outputs"] = [{"name": None, "allowed": allowed, "default": None}]
        assert _ask(kind="table", table=table, context={"n": {"number": "3"}})["code"] == "VG156"


def test_values_allowed_may_be_any_that_are_written_out() -> None:
    rules = [{"when": ["-"], "then": ["-1"]}, {"when": ["-"], "then": ["-2"]}]
    outputs = [{"name": None, "allowed": "-2, -1", "default": None}]
    table = {"hit_policy": "PRIORITY", "inputs": [{"expression": "n"}], "outputs": outputs, "rules": rules}
    assert _ask(kind="table", table=table, context={"n": {"number": "3"}})["value"] == {"number": "-2"}
    table = {**table, "hit_policy": "FIRST", "outputs": [{"name": None, "allowed": "[-1..5]", "default": None}]}
    assert _ask(kind="table", table={**table, "rules": rules[:1]}, context={"n": {"number": "3"}})["value"] == {"number": "-1"}
    assert _ask(kind="table", table={**table, "rules": rules[1:]}, context={"n": {"number": "3"}})["code"] == "VG155"


def test_a_sum_keeps_all_its_digits() -> None:
    table = _rules("COLLECT", "SUM")
    table["outputs"] = [{"name": None, "allowed": None, "default": None}]
    table["rules"] = [{"when": ["-"], "then": ["1234567890123456789012345678901234"]}, {"when": ["-"], "then": ["0"]}]
    assert _ask(kind="table", table=table, context={"n": {"number": "3"}})["value"] == {"number": "1234567890123456789012345678901234"}


def test_an_input_that_is_one_value_in_a_list_is_that_value() -> None:
    table = {**_TABLE, "inputs": [{"expression": "ages[1 = 1]", "type": "number"}]}
    assert _ask(kind="table", table=table, context={"ages": [{"number": "17"}]})["value"] == "minor"


@pytest.mark.parametrize(
    ("cell", "matches"),
    [("1,3", True), ("not(1,2)", True), ("1,2", False), ("some x in [4, 3] satisfies x = ?", True), ("? + 1 in [4]", True)],
)
def test_a_cell_is_read_as_feel_has_it(cell: str, matches: bool) -> None:  # noqa: FBT001 - what the table says
    table = {**_TABLE, "rules": [{"when": [cell], "then": ['"adult"']}]}
    given = _ask(kind="table", table=table, context={"age": {"number": "3"}})
    assert given.get("value", given.get("code")) == ("adult" if matches else "VG151")


@pytest.mark.parametrize(
    ("expression", "value"),
    [("a and false", False), ("a or true", True), ("a and true", "VG153"), ("not(a)", "VG153"), ("a", "VG153"), ("[a]", "VG153")],
)
def test_a_truth_that_is_not_given_may_not_matter(expression: str, value: object) -> None:
    given = _ask(kind="feel", expression=expression, context={"a": None}, input_types={"a": "boolean"})
    assert given.get("value", given.get("code")) == value


def test_half_a_character_is_answered_escaped() -> None:
    line = '{"id": "\\ud83d", "kind": "feel", "expression": "a", "context": {"a": "\\ud83d"}}'
    assert list(answers([line])) == ['{"id": "\\ud83d", "value": "\\ud83d"}']


def test_what_is_known_by_nothing_plain_is_answered_without_a_name() -> None:
    assert list(answers(['{"id": [[]], "kind": "feel", "expression": "1"}'])) == ['{"id": null, "value": {"number": "1"}}']


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "VG156"),
        ("[]", "VG156"),
        ("[" * 100_000, "VG156"),
        ('{"kind": "feel"}', "VG156"),
        ('{"kind": "zen", "expression": "1"}', "VG156"),
        ('{"kind": ["feel"], "expression": "1"}', "VG156"),
        ('{"kind": "feel", "expression": "a", "context": []}', "VG156"),
        ('{"kind": "feel", "expression": "a", "context": {"a": null}}', "VG150"),
        ('{"kind": "feel", "expression": "a", "context": {"a": {"number": "NaN"}}}', "VG150"),
        ('{"kind": "feel", "expression": "10**1000000"}', "VG161"),
        ('{"kind": "feel", "expression": "b"}', "VG101"),
        ('{"kind": "feel", "expression": "[1]", "result_type": "string"}', "VG154"),
        ('{"kind": "feel", "expression": "1 / a", "context": {"a": {"number": "0"}}}', "VG162"),
        ('{"kind": "feel", "expression": "@\\"9999-12-31\\" + @\\"P1D\\""}', "VG153"),
    ],
)
def test_a_line_that_cannot_be_answered_gets_a_code(line: str, code: str) -> None:
    assert answer(line)["code"] == code


def test_lines_are_answered_in_their_order() -> None:
    given = [json.dumps({"id": i, "kind": "feel", "expression": f"{i} + 1"}) for i in range(3)]
    assert [json.loads(a)["value"] for a in answers([*given, "\n"])] == [{"number": "1"}, {"number": "2"}, {"number": "3"}]


def test_a_person_may_give_plain_values() -> None:
    assert calculate("a + b", {"a": 1, "b": Decimal("0.5")}) == Decimal("1.5")


def test_a_mistake_has_its_place() -> None:
    with pytest.raises(Refused) as refused:
        calculate("1 + nothing")
    (found,) = refused.value.problems
    assert found.place is not None
    assert (found.code, found.place.column) == ("VG101", 5)
