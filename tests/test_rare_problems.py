"""Problems that no small example can show: each is met here, with limits lowered or trees made by hand."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from pathlib import Path

import click
import pytest

from bench.generated import write_rule_book
from vigueur import Refused, load, read_case, timeline
from vigueur.checker import facts as binding
from vigueur.checker import graph, tables, walk
from vigueur.checker.expressions import check_expression
from vigueur.checker.names import Scope
from vigueur.diagnostics.problems import Problem
from vigueur.explanation import timeline as calendar
from vigueur.feel import answer
from vigueur.rulebook import files, yaml_text
from vigueur.source import Fragment, Span
from vigueur.syntax import ast
from vigueur.syntax.parser import parse_expression
from vigueur_cli.wrong_use import as_problem

GARDEN = Path(__file__).resolve().parent / "cases" / "rulebooks" / "good" / "garden"
BICYCLE = Path(__file__).resolve().parent.parent / "docs" / "examples" / "bicycle"
PLACE: Span = Fragment.of("summ(1)").span(0, 4)


def found(tree: ast.Expr) -> set[str]:
    problems: list[Problem] = []
    check_expression(tree, Scope(), None, problems)
    return {p.code for p in problems}


def refused(folder: Path) -> set[str]:
    with pytest.raises(Refused) as caught:
        load(folder, cached=False)
    return {p.code for p in caught.value.problems}


def test_a_function_that_only_the_checker_meets_is_unknown():
    assert found(ast.Call("summ", (), function_span=PLACE, span=PLACE)) == {"VG015"}


def test_an_expression_may_not_grow_without_end(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(walk, "MOST_NODES", 4)
    tree = parse_expression(Fragment.of("1 + 2 + 3 + 4 in (1, 2, 3, 4, 5, 6, 7, 8)"))
    assert "VG130" in found(tree)


def test_the_calculator_takes_no_table_of_ten_thousand_rules():
    table = {"inputs": [{"expression": "1"}], "outputs": [{}], "rules": [{"when": ["-"], "then": ["1"]}] * 10_001, "hit_policy": "FIRST"}
    assert "VG157" in json.dumps(answer(json.dumps({"id": 1, "kind": "table", "table": table, "context": {}})))


def test_a_table_that_cannot_be_proved_is_told(monkeypatch: pytest.MonkeyPatch):
    def too_large(*_: object) -> None:
        raise tables.TooLarge

    monkeypatch.setattr(tables.Proof, "gap", too_large)
    assert refused(BICYCLE) == {"VG207"}


def test_a_rule_book_of_too_many_files_is_not_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(files, "_Reading", partial(files._Reading, files_left=3))
    assert "VG309" in refused(BICYCLE)


def test_a_file_of_too_many_values_is_not_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(yaml_text, "MOST_NODES", 10)
    assert "VG326" in refused(BICYCLE)


def test_a_chain_of_provisions_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(graph, "DEEPEST", 2)
    assert refused(write_rule_book(tmp_path / "deep", 10)) == {"VG431"}


def test_a_list_of_a_case_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(binding, "MOST_ITEMS", 2)
    rules = write_rule_book(tmp_path / "rules", 10)
    with (rules / "facts.yaml").open("a", encoding="utf-8") as written:
        written.write("person.cities: {label: Cities, ask: Which cities?, type: list of text, optional: true}\n")
    book = load(rules, cached=False)
    with pytest.raises(Refused) as caught:
        read_case(book, b"facts: {person.cities: [a, b, c]}")
    assert {p.code for p in caught.value.problems} == {"VG614"}


def test_a_calendar_of_too_many_things_is_not_drawn(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(calendar, "MOST_TOLD", 10)
    book = load(GARDEN)
    case = read_case(book, b"facts: {club.signed: 2023-03-01, club.open: true}")
    with pytest.raises(Refused) as caught:
        timeline(book, case, first=date(2023, 1, 1), last=date(2026, 1, 1), decisions=["garden.payments"])
    assert {p.code for p in caught.value.problems} == {"VG157"}


def test_an_option_that_must_be_given_is_asked_for():
    command = click.Command("law", params=[click.Option(["--day"], required=True)])
    error = click.MissingParameter(ctx=click.Context(command), param=command.params[0])
    assert as_problem(error, ["law"]).code == "VG703"
