"""Whatever bytes a file holds, reading it gives documents or problems with words, never anything else."""

from __future__ import annotations

import string
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from vigueur.diagnostics.problems import Problem, Refused
from vigueur.diagnostics.render import render_all
from vigueur.rulebook.cases import read_case_bytes, read_cases
from vigueur.rulebook.reading import read_rulebook

# Small files, so that a change in one of them is likely to hit something.
FILES = {
    "rulebook.yaml": b"id: x\ntitle: X\nlanguage: en\ncalendar: {first: 2019-01-01, last: 2030-01-01, month_end: down}\n"
    b"decisions: {a: verdict}\n",
    "facts.yaml": b"f: {label: F, ask: 'F?', type: number, groups: {g: [a]}}\n"
    b"l: {label: L, ask: 'L?', record: {a: text, b: {type: date}}}\n",
    "fr.yaml": b"title: X\nf: {label: F, ask: 'F ?'}\n",
    "t/text.yaml": b"title: T\nshort: t\nnature: law\npublished: {between: [2019-01-01, 2019-02-01], why: w}\n"
    b"in_force: 2019-01-01\n",
    "t/rules.yaml": b"set:\n  a: {part_of: b, condition: f > 1, met: 'yes {f}', cases: {open: [keep, at once]}}\n"
    b"  b: {by: f, rows: {x: 1, y: unknown}, otherwise: {value: 0, cite: s}}\n"
    b"repeal: [c]\nthen: [{from: 2020-01-01, repeal: {a: {cite: s}}}]\n",
    "t/fr.yaml": b"a: {met: 'oui {f}'}\n",
    "cases/c.yaml": b"- {case: A, facts: {f: {value: 1, source: s}}, expect: [{as_of: 2020-01-01, a: eligible, waits_for: [f]}]}\n"
    b"- {case: B, like: A}\n",
}  # fmt: skip
YAML_PIECES = st.lists(
    st.sampled_from(
        [
            *string.printable,
            "é",
            "\ufeff",
            "\u2028",
            "- ",
            ": ",
            "{",
            "}",
            "[",
            "]",
            "set:",
            "\n  ",
            "'",
            '"',
            "&a",
            "*a",
            "!!x",
            "<<",
            "unknown",
        ]
    ),
    max_size=40,
).map("".join)


def spoken(problems: tuple[Problem, ...]) -> None:
    """Every problem can be rendered in both languages, with all its braces filled."""
    assert problems
    for language in ("en", "fr"):
        assert render_all(problems, language)  # type: ignore[arg-type]


@given(name=st.sampled_from(sorted(FILES)), data=st.binary(max_size=200) | YAML_PIECES.map(str.encode))
def test_any_bytes_in_any_file_are_read_or_refused(name: str, data: bytes) -> None:
    read_with(name, data)


@given(name=st.sampled_from(sorted(FILES)), data=st.data())
def test_a_file_that_was_cut_or_changed_is_read_or_refused(name: str, data: st.DataObject) -> None:
    whole = FILES[name]
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 12)))
    read_with(name, whole[:start] + data.draw(YAML_PIECES).encode() + whole[end:])


@given(data=st.binary(max_size=100) | YAML_PIECES.map(str.encode), name=st.sampled_from(["-", "x.json"]))
def test_any_bytes_are_a_case_or_refused(data: bytes, name: str) -> None:
    try:
        read_case_bytes(data, name)
    except Refused as refused:
        spoken(refused.problems)


def read_with(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "book"
        for file, content in FILES.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_bytes(data if file == name else content)
        for read in (read_rulebook, lambda folder: read_cases(folder / "cases")):
            try:
                read(folder)
            except Refused as refused:
                spoken(refused.problems)
