"""The statements of a rule book: whatever may name one is found, and what names one that there is not is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vigueur import Refused, load

BICYCLE = Path(__file__).parents[2] / "docs" / "examples" / "bicycle"
EXTRA = """\
set:
  grant.lock:
    label: Lock
    type: money EUR
    by: bicycle.kind
    rows: {city: {then: 10, cite: reform art. 6, statements: [A-3, A-4]}, cargo: 20}
    otherwise: not applicable
    cite: reform art. 6
  grant.basket:
    label: Basket
    type: money EUR
    across: {bicycle.kind: [city, cargo, electric, racing]}
    down: applicant.employee_of_city
    rows: {"true": [1, 2, 3, 4], "false": {then: [4, 3, 2, 1], statements: A-4}}
    cite: reform art. 7
    statements: A-1
  grant.papers:
    label: Papers
    dues: {proof: {item: Proof of income, statements: A-6}, photo: {item: A photograph}}
    cite: reform art. 9
confirm:
  grant.age: {cite: reform art. 10, statements: [A-4]}
amend:
  grant.excluded: {add: [electric], cite: reform art. 8, statements: A-1}
"""
REGISTRY = "".join(f"A-{n}: act l. {n}\n" for n in range(1, 8))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = shutil.copytree(BICYCLE, tmp_path / "bicycle")
    write(folder, "2023-05-20-reform/extra.yaml", EXTRA)
    write(folder, "statements.yaml", REGISTRY)
    write(folder, "out_of_scope.yaml", "A-5: {why: Advice only}\n")
    root = (folder / "rulebook.yaml").read_text(encoding="utf-8")
    root = root.replace("label: Right to the grant}", "label: Right to the grant, statements: A-6}").replace(
        "cite: act art. 9}", "cite: act art. 9, statements: A-1}"
    )
    write(folder, "rulebook.yaml", root)
    return folder


def write(book: Path, name: str, text: str) -> None:
    (book / name).write_text(text, encoding="utf-8")


def codes(book: Path) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        load(book, cached=False)
    return [(p.code, str(p.place).partition("/")[2]) for p in caught.value.problems]


def test_whatever_names_a_statement_encodes_it(book: Path) -> None:
    known = load(book, cached=False).program.statements
    told = {s.id: [(e.kind, e.id, e.text, e.detail) for e in s.encodings] for s in known.values()}
    reform = "2023-05-20-reform"
    assert told["A-1"] == [
        ("outcome", "out_of_scope", "", ""),
        ("provision", "grant.basket", reform, ""),
        ("provision", "grant.excluded", reform, ""),
    ]
    assert told["A-3"] == [("provision", "grant.lock", reform, "city")]
    assert told["A-4"] == [
        ("provision", "grant.lock", reform, "city"),
        ("provision", "grant.basket", reform, "false"),
        ("provision", "grant.age", reform, ""),
    ]
    assert told["A-6"] == [("composition", "grant", "", ""), ("provision", "grant.papers", reform, "proof")]
    assert known["A-1"].encodings[0].label.in_("en") == "The city's staff have a scheme of their own"
    assert known["A-3"].encodings[0].place == "bicycle/2023-05-20-reform/extra.yaml:6"


def test_a_statement_is_encoded_out_of_scope_or_red(book: Path) -> None:
    known = load(book, cached=False).program.statements
    assert {s.id: s.standing for s in known.values()} == {
        "A-1": "encoded", "A-2": "red", "A-3": "encoded", "A-4": "encoded", "A-5": "out_of_scope", "A-6": "encoded", "A-7": "red",
    }  # fmt: skip
    assert known["A-5"].why.in_("en") == "Advice only"
    assert (known["A-2"].cite.source, known["A-2"].cite.detail) == ("act", "l. 2")


def test_a_kept_program_knows_its_statements(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGUEUR_CACHE", str(tmp_path / "cache"))
    fresh, kept = load(book), load(book)
    assert kept.program.statements == fresh.program.statements != {}


def test_the_meaning_of_a_rule_book_does_not_depend_on_its_statements(book: Path) -> None:
    before = load(book, cached=False)
    write(book, "statements.yaml", REGISTRY.replace("A-7: act l. 7", "A-8: reform l. 7"))
    after = load(book, cached=False)
    assert (before.meaning_hash, before.content_hash == after.content_hash) == (after.meaning_hash, False)


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("out_of_scope.yaml", "A-9: {why: Advice}\n", [("VG470", "out_of_scope.yaml:1:1")]),
        ("out_of_scope.yaml", "A-3: {why: Advice}\n", [("VG471", "out_of_scope.yaml:1:1")]),
        ("out_of_scope.yaml", "A-5: Advice\n", [("VG333", "out_of_scope.yaml:1:6")]),
        ("out_of_scope.yaml", "A-5: {wy: Advice}\n", [("VG332", "out_of_scope.yaml:1:6"), ("VG331", "out_of_scope.yaml:1:7")]),
        ("statements.yaml", REGISTRY.replace("act l. 2", "code l. 2"), [("VG440", "statements.yaml:2:6")]),
        ("statements.yaml", REGISTRY.replace("A-3", "A-33"), [("VG470", "2023-05-20-reform/extra.yaml:6:63")]),
        ("statements.yaml", REGISTRY + "A-1: act l. 9\n", [("VG320", "statements.yaml:8:1")]),
    ],
)
def test_what_the_registry_does_not_bear_is_refused_at_its_place(book: Path, file: str, text: str, expected: list[tuple[str, str]]) -> None:
    write(book, file, text)
    assert codes(book) == expected


def test_without_a_registry_ids_are_free_but_nothing_can_be_left_out(book: Path) -> None:
    (book / "statements.yaml").unlink()
    assert codes(book) == [("VG470", "out_of_scope.yaml:1:1")]
    (book / "out_of_scope.yaml").unlink()
    assert load(book, cached=False).program.statements == {}


def test_a_reason_is_told_in_the_other_language(book: Path) -> None:
    write(book, "fr.yaml", 'why: {"Advice only": "Simple conseil"}\n')
    assert load(book, cached=False).program.statements["A-5"].why.in_("fr") == "Simple conseil"


@pytest.mark.parametrize(
    ("old", "new"),
    [("then: 10, cite: reform", "then: 10, cite: reforn"), ("otherwise: not applicable", "otherwise: {value: 0, cite: reforn art. 1}")],
)
def test_a_row_cites_a_registered_source_like_all_else(book: Path, old: str, new: str) -> None:
    write(book, "2023-05-20-reform/extra.yaml", EXTRA.replace(old, new))
    assert [code for code, _ in codes(book)] == ["VG440"]


def test_a_row_that_is_changed_has_its_own_citation_and_value(book: Path) -> None:
    extra = "then:\n  - from: 2024-01-01\n    amend:\n      grant.lock: {rows: {city: {then: 12, statements: A-7}}, cite: reform art. 6}\n"
    write(book, "2023-05-20-reform/extra.yaml", EXTRA + extra)
    known = load(book, cached=False).program.statements["A-7"]
    assert [(e.id, e.detail) for e in known.encodings] == [("grant.lock", "city")]
