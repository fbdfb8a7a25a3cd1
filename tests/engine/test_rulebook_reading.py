"""A folder of files becomes documents; a mistake in it is met at its place with a way out."""

from __future__ import annotations

import os
import re
import shutil
import textwrap
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from vigueur.diagnostics.problems import Problem, Refused
from vigueur.diagnostics.render import help_, render, severity
from vigueur.rulebook.documents import BandsBody, ByReading, ConditionBody, CrossBody, Inapplicable, Lacking, MapBody, Placed, TableBody
from vigueur.rulebook.files import LARGEST_FILE, read_files
from vigueur.rulebook.reading import read_rulebook
from vigueur.rulebook.yaml_text import MapNode, ScalarNode, read_yaml
from vigueur.source import Source

CASES = Path(__file__).parents[1] / "cases" / "reading"
MISTAKES: list[dict[str, Any]] = yaml.safe_load((CASES / "mistakes.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    shutil.copytree(CASES / "book", tmp_path / "book")
    return tmp_path / "book"


def refused(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as caught:
        read_rulebook(folder)
    assert all(severity(p) == "error" for p in caught.value.problems)
    return caught.value.problems


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: f"{m['code']}-{m['file'].split('/')[-1]}-{m['line']}")
def test_a_mistake_is_met_at_its_line_with_a_way_out(book: Path, mistake: dict[str, Any]) -> None:
    path = book / mistake["file"]
    text = path.read_text(encoding="utf-8")
    assert mistake["old"] in text
    path.write_text(text.replace(mistake["old"], mistake["new"], 1), encoding="utf-8")
    found = [(p.code, p.place.line if p.place else 0) for p in refused(book)]
    assert (mistake["code"], mistake["line"]) in found
    problem = next(p for p in refused(book) if p.code == mistake["code"])
    assert mistake.get("help", "") in help_(problem)
    assert "{" not in render(problem, "fr").split("\n")[0].replace("`{", "").replace("{`", "")


def test_every_shape_of_the_book_becomes_a_document() -> None:
    document, _ = read_rulebook(CASES / "book")
    first, second = document.texts
    bodies = {e.provision.text: e.body for e in first.effects if e.from_ is None}
    assert isinstance(bodies["grant.sector"], ConditionBody)
    assert isinstance(bodies["grant.patients"], ConditionBody)
    assert isinstance(bodies["grant.patients"].condition, ByReading)
    assert isinstance(bodies["patients.p30"], MapBody)
    assert bodies["patients.p30"].otherwise_cite is not None
    assert isinstance(bodies["patients.band"], BandsBody)
    assert isinstance(bodies["grant.step"], TableBody)
    assert isinstance(bodies["grant.step"].otherwise, Inapplicable)
    assert isinstance(bodies["grant.amount"], CrossBody)
    kinds = [cell.kind if isinstance(cell, Lacking) else "" for row in bodies["grant.amount"].rows for cell in row.outputs]
    assert kinds == ["", "unknown", "may", "silent"]
    assert [(e.verb, e.provision.text) for e in second.effects] == [
        ("set", "base"), ("repeal", "grant.patients"), ("confirm", "grant.sector"), ("withdraw", "share.most"),
        ("amend", "options.open"), ("amend", "patients.p30"),
    ]  # fmt: skip
    assert first.published.first == date(2019, 11, 1)
    assert [e.from_.first for e in first.effects if e.from_] == [date(2020, 7, 1)]


def test_an_expression_in_a_block_knows_the_place_of_each_character() -> None:
    document, _ = read_rulebook(CASES / "book")
    effect = document.texts[0].effects[0]
    assert isinstance(effect.body, ConditionBody)
    assert isinstance(effect.body.condition, Placed)
    fragment = effect.body.condition.fragment
    start = fragment.text.index("or person")
    place = fragment.span(start, start + 2)
    assert place.source.text[place.start : place.end] == "or"
    assert (place.line, place.column) == (8, 7)


def test_places_run_through_quotes_escapes_and_folds() -> None:
    text = "a: 'it''s é X'\nb: \"\\u00e9\\x41 \\\n   X\"\nc: one\n  two\n\n  X\nd: >\n  one\n  X\ne: |2\n   X\n"
    node = read_yaml(Source("x", text), [])
    assert isinstance(node, MapNode)
    for _, value in node.entries:
        assert isinstance(value, ScalarNode)
        place = value.placed.fragment.span(value.text.index("X"), value.text.index("X") + 1)
        assert text[place.start : place.end] == "X", value.text


def test_all_problems_of_all_files_are_said_at_once(book: Path) -> None:
    (book / "facts.yaml").write_text("a: {label: A}\n", encoding="utf-8")
    (book / "2020-01-01-first" / "text.yaml").write_text("title: [a\n", encoding="utf-8")
    (book / "2021-01-01-second" / "changes.yaml").write_bytes("répeal".encode("latin-1"))
    codes = {p.code for p in refused(book)}
    assert {"VG332", "VG314", "VG303"} <= codes


def test_what_does_not_belong_is_a_warning_and_what_editors_leave_is_ignored(book: Path) -> None:
    for name in (".hidden.yaml", "rules.yaml~", "rules.yaml.swp"):
        (book / "2020-01-01-first" / name).write_text("rubbish: [", encoding="utf-8")
    (book / "2020-01-01-first" / "rules.yml").write_text("set: {}", encoding="utf-8")
    (book / "notes.txt").write_text("x", encoding="utf-8")
    (book / "empty").mkdir()
    _, warnings = read_rulebook(book)
    assert [p.file for p in warnings if p.code == "VG307"] == ["book/2020-01-01-first/rules.yml", "book/empty", "book/notes.txt"]


def test_a_missing_file_is_named(book: Path) -> None:
    (book / "facts.yaml").unlink()
    (book / "2021-01-01-second" / "text.yaml").unlink()
    assert [dict(p.details)["name"] for p in refused(book) if p.code == "VG308"] == ["facts.yaml", "text.yaml"]


def test_a_folder_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    assert [p.code for p in refused(tmp_path / "nowhere")] == ["VG301"]


def test_a_link_out_of_the_book_is_refused(book: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("set: {}", encoding="utf-8")
    (book / "2020-01-01-first" / "more.yaml").symlink_to(tmp_path / "secret.yaml")
    assert [p.code for p in refused(book)] == ["VG306"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_the_right_to_read_is_a_problem(book: Path) -> None:
    (book / "2020-01-01-first").chmod(0)
    assert "VG301" in [p.code for p in refused(book)]
    (book / "2020-01-01-first").chmod(0o755)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "VG305"),
        (b"\xff\xfea\0", "VG303"),
        (b"a: \0", "VG304"),
        (b"a: \x07", "VG304"),
        (b"[" * 100_000, "VG319"),
        (b"{a: " * 100_000, "VG319"),
        (b"- " * 100_000, "VG319"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "VG315"),
        (b"x" * (LARGEST_FILE + 1), "VG302"),
        (b"purpose: " + b"x" * 30_000, "VG325"),
    ],
)
def test_hostile_bytes_are_refused_with_a_code(book: Path, data: bytes, code: str) -> None:
    (book / "rulebook.yaml").write_bytes(data)
    assert code in [p.code for p in refused(book)]


def test_a_file_with_a_mark_of_its_encoding_and_windows_line_ends_is_read(book: Path) -> None:
    path = book / "2020-01-01-first" / "rules.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    document, _ = read_rulebook(book)
    label = document.texts[0].effects[0].label
    assert label is not None
    assert label.span.line == 5


def test_the_contents_come_in_order_of_name_wherever_the_book_lies(book: Path, tmp_path: Path) -> None:
    names = [source.name for source in read_files(book)]
    assert names == sorted(names)
    assert names[0] == "book/2020-01-01-first/fr.yaml"
    assert not any("cases" in name for name in names)
    shutil.copytree(book, tmp_path / "elsewhere" / "book")
    assert [(s.name, s.text) for s in read_files(tmp_path / "elsewhere" / "book")] == [(s.name, s.text) for s in read_files(book)]


def test_a_line_without_translation_is_a_warning_and_one_for_nothing_too(book: Path) -> None:
    (book / "2021-01-01-second" / "fr.yaml").write_text("title: Le second\nshort: le second\nbasse: {label: Base}\n", encoding="utf-8")
    _, warnings = read_rulebook(book)
    assert ("VG352", "basse") in [(p.code, dict(p.details)["id"]) for p in warnings]
    assert ("VG351", "remark") in [(p.code, dict(p.details)["id"]) for p in warnings]


def test_why_the_law_is_silent_is_translated_under_its_own_words(book: Path) -> None:
    folder = book / "2021-01-01-second"
    (folder / "gap.yaml").write_text(
        "set:\n  gap: {label: Gap, type: number, value: {may: the fund, why: Nobody wrote it}, cite: s1}\n", encoding="utf-8"
    )
    (folder / "fr.yaml").write_text('why: {Nobody wrote it: "Nul ne l\'a écrit", Nobody read it: "Nul ne l\'a lu"}\n', encoding="utf-8")
    document, warnings = read_rulebook(book)
    assert [text.phrases for text in document.texts if text.phrases] == [(("Nobody wrote it", "fr", "Nul ne l'a écrit"),)]
    said = [(p.code, dict(p.details)["id"]) for p in warnings]
    assert ("VG351", "the fund") in said
    assert ("VG352", "Nobody read it") in said


def test_readings_sources_and_facts_may_have_files_of_their_own(book: Path) -> None:
    whole, _ = read_rulebook(book)
    lines = (book / "rulebook.yaml").read_text(encoding="utf-8")
    for key in ("readings", "sources"):
        start = lines.index(f"{key}:\n")
        end = next((m.start() + 1 for m in re.finditer(r"\n\S", lines[start:])), None)
        block = lines[start : start + end if end else None]
        lines = lines.replace(block, "")
        (book / f"{key}.yaml").write_text(textwrap.dedent(block.split("\n", 1)[1]), encoding="utf-8")
    (book / "rulebook.yaml").write_text(lines, encoding="utf-8")
    (book / "facts").mkdir()
    (book / "facts.yaml").rename(book / "facts" / "people.yaml")
    split, _ = read_rulebook(book)
    assert [q.id.text for q in split.questions] == [q.id.text for q in whole.questions] != []
    assert [s.id.text for s in split.sources] == [s.id.text for s in whole.sources] != []
    assert [f.id.text for f in split.facts] == [f.id.text for f in whole.facts]


def test_a_fact_stands_in_one_file_only(book: Path) -> None:
    (book / "facts").mkdir()
    (book / "facts" / "again.yaml").write_text((book / "facts.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert {p.code for p in refused(book)} == {"VG320"}


def test_what_has_a_file_of_its_own_does_not_stand_in_rulebook_yaml_too(book: Path) -> None:
    (book / "sources.yaml").write_text("act: {title: The act, publisher: State, date: '2020', confidence: official}\n", encoding="utf-8")
    assert "VG349" in {p.code for p in refused(book)}
