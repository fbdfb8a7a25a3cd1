"""Cases are read from YAML and JSON, in every accepted shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from vigueur.checker.facts import bind
from vigueur.diagnostics.problems import Refused
from vigueur.diagnostics.render import help_
from vigueur.ir.nodes import FactSpec, Words
from vigueur.rulebook.cases import parse_case, read_case, read_case_bytes, read_cases
from vigueur.rulebook.documents import CaseDocument, Placed, SameAs
from vigueur.source import Source
from vigueur.types import Date

BOOK = Path(__file__).parents[1] / "cases" / "reading" / "book"


def given(text: str, name: str = "case.yaml") -> dict[str, str]:
    document = parse_case(Source(name, text))
    return {fact.id.text: fact.value.text for fact in document.facts if isinstance(fact.value, Placed)}


def codes(text: str, name: str = "case.yaml") -> list[str]:
    with pytest.raises(Refused) as caught:
        parse_case(Source(name, text))
    return [p.code for p in caught.value.problems]


@pytest.mark.parametrize(
    "text",
    [
        "a.b: 1\na.c: x\n",
        "facts: {a.b: 1, a.c: x}\n",
        "name: N\nfacts:\n  a: {b: {value: 1, source: me, observed: 2024-01-01}, c: x}\n",
        '{"facts": {"a.b": 1, "a.c": "x"}}',
        '{"a": {"b": 1, "c": "x"}}',
        '{\n\t"a.b": 1,\n\t"a.c": "x"\n}',
    ],
)
def test_every_accepted_shape_gives_the_same_facts(text: str) -> None:
    assert given(text) == {"a.b": "1", "a.c": "x"}


def test_a_number_stays_as_it_was_written() -> None:
    assert given('{"a": 0.10, "b": 1e400, "c": 12345678901234567890.123}') == {"a": "0.10", "b": "1e400", "c": "12345678901234567890.123"}


def test_json_that_yaml_does_not_read_is_read_as_json() -> None:
    assert given('{"a": "\\ud83d\\ude00", "b": 1.50}') == {"a": "\U0001f600", "b": "1.50"}


def test_source_and_day_of_observation_are_kept() -> None:
    fact = parse_case(Source("x", "a: {value: 1, source: CPAM, observed: 2024-01-01}")).facts[0]
    assert (fact.source, str(fact.observed)) == ("CPAM", "2024-01-01")


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("", "x.yaml", ["VG305"]),
        ("- 1", "x.yaml", ["VG333"]),
        ("a: 1\na: 2", "x.yaml", ["VG320"]),
        ('{"a": 1,, }', "x.json", ["VG323"]),
        ("facts: {}\nfact: 1", "x.yaml", ["VG331"]),
        ("a: {value: 1, observed: 2024-13-01}", "x.yaml", ["VG341"]),
        ("a: {value: 1, sources: x}", "x.yaml", ["VG331"]),
        ("a: &x 1", "x.yaml", ["VG315"]),
        ('{"a": "\\ud83d", "a": ' + "[" * 100_000, "x.json", ["VG319"]),
    ],
)
def test_a_case_that_cannot_be_read_is_refused(text: str, name: str, expected: list[str]) -> None:
    assert codes(text, name) == expected


def test_a_file_that_is_not_there_or_not_a_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path, Path("a\0b")):
        with pytest.raises(Refused) as caught:
            read_case(path)
        assert [p.code for p in caught.value.problems] == ["VG301"]


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Refused) as caught:
        read_case_bytes(b"a: \xe9t\xe9", "-")
    assert [p.code for p in caught.value.problems] == ["VG303"]


def test_a_case_takes_over_the_facts_of_the_case_it_is_like() -> None:
    one, two, three = read_cases(BOOK / "cases")
    assert [f.id.text for f in one.facts] == ["person.sector", "contract.signed", "contract.option", "team"]
    assert value_of(two, "person.sector") == "unknown"
    assert value_of(three, "person.patients") == "12"
    assert value_of(three, "person.sector") == "unknown"
    assert value_of(three, "contract.option") == "1/2"
    first, second = one.expect
    assert {k.text: v.text if isinstance(v, Placed) else None for k, v in first.values} == {
        "grant": "eligible", "grant.amount": "100.50", "options.open": None,
    }  # fmt: skip
    assert first.waits_for is None
    assert second.waits_for is not None
    assert isinstance(second.values[0][1], SameAs)


def value_of(case: CaseDocument, fact: str) -> str:
    return next(f.value.text for f in case.facts if f.id.text == fact and isinstance(f.value, Placed))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- {case: A, like: B}", ["VG361"]),
        ("- {case: A, like: B}\n- {case: B, like: A}", ["VG363"]),
        ("- {case: A}\n- {case: A}", ["VG362"]),
        ("- {case: A, expect: [{a: 1}]}", ["VG332"]),
        ("- {cas: A}", ["VG331", "VG332"]),
    ],
)
def test_cases_that_do_not_hold_together_are_refused(tmp_path: Path, text: str, expected: list[str]) -> None:
    (tmp_path / "c.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        read_cases(tmp_path)
    assert [p.code for p in caught.value.problems] == expected


def test_a_long_chain_of_likeness_is_followed(tmp_path: Path) -> None:
    lines = ["- {case: c0, facts: {a: 1}}"] + [f"- {{case: c{i}, like: c{i - 1}}}" for i in range(1, 3000)]
    (tmp_path / "c.yaml").write_text("\n".join(reversed(lines)), encoding="utf-8")
    assert value_of(read_cases(tmp_path)[0], "a") == "1"


@pytest.mark.parametrize(
    ("text", "way_out"),
    [
        ("name: Dr X\napplicant.born: 1990-04-01", "`name` can stand beside `facts:`; put the facts under `facts:`"),
        ("facts: {name: Dr X}", "the facts of this rule book are in its facts.yaml"),
    ],
)
def test_a_name_beside_bare_facts_is_told_where_the_facts_go(text: str, way_out: str) -> None:
    with pytest.raises(Refused) as caught:
        bind(parse_case(Source("case.yaml", text)), {"applicant.born": FactSpec("applicant.born", Date(), Words(), Words())})
    assert [(p.code, help_(p)) for p in caught.value.problems] == [("VG601", way_out)]
