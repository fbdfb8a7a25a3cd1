"""Hostile input through the command line: a coded problem and an exit code, in bounded time, and nothing that steers a terminal."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from vigueur_cli.main import run

BOOK = Path(__file__).parents[2] / "docs" / "examples" / "bicycle"
ADDED = "2023-05-20-reform/added.yaml"
GOOD = "applicant.income: 28000\napplicant.household: 2\nbicycle.kind: electric\nagreement.signed: 2022-09-01\n"
SECONDS = 20
"""Far more than any of them takes, on a slow machine."""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Runs a command in a folder with the small rule book; gives its exit code and what it printed, held against what is always so."""
    shutil.copytree(BOOK, tmp_path / "book")
    (tmp_path / "good.yaml").write_text(GOOD, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def call(*arguments: str) -> tuple[int, str]:
        begun = time.monotonic()
        code = run(arguments)
        captured = capsys.readouterr()
        printed = captured.out + captured.err
        assert time.monotonic() - begun < SECONDS
        assert code in {0, 1, 2}
        assert "Traceback" not in printed
        assert "VG799" not in printed
        assert len(printed) < 200_000
        assert [c for c in printed if not (c.isprintable() or c in "\n\xa0\u202f")] == []
        return code, printed

    return call


Told = Callable[..., tuple[int, str]]
AS_OF = ("--rules", "book", "--as-of", "2024-07-01")

CASES: list[tuple[str, bytes, str]] = [
    ("empty", b"", "VG305"),
    ("truncated", b"facts: {applicant.born: 19", "VG314"),
    ("enormous", b"a" * 5_000_000, "VG302"),
    ("UTF-16", GOOD.encode("utf-16"), "VG303"),
    ("Latin-1", "applicant.income: é".encode("latin-1"), "VG303"),
    ("NUL", b"a: \0", "VG304"),
    ("deep YAML", b"[" * 100_000, "VG319"),
    ("deep mappings", b"a: " + b"{a: " * 50_000, "VG319"),
    ("deep JSON", b'{"a":' * 100_000, "VG319"),
    ("alias bomb", b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "VG315"),
    ("tag", b"a: !!python/object/apply:os.system ['echo hi']\n", "VG316"),
    ("merge key", b"<<: {a: 1}\n", "VG317"),
    ("day that does not exist", b"applicant.born: 1990-02-30\n", "VG340"),
    ("wrong type", b"applicant.income: [1, 2]\n", "VG610"),
    ("not a number", b"applicant.income: .nan\n", "VG602"),
    ("infinity", b"applicant.income: -.inf\n", "VG602"),
    ("huge exponent", b"applicant.income: 1e999999999\n", "VG602"),
    ("huge power", b"applicant.income: 10**1000000\n", "VG602"),
    ("huge literal", b"applicant.income: " + b"9" * 5_000, "VG613"),
    ("JSON not a number", b'{"applicant.income": NaN}', "VG602"),
    ("JSON infinity", b'{"applicant.income": Infinity}', "VG602"),
    ("JSON twice", b'{"applicant.income": 1, "applicant.income": 2}', "VG320"),
    ("JSON half a character", b'{"applicant.income": "\\ud800"}', "VG602"),
    ("JSON list", b"[1, 2]", "VG333"),
    ("many facts", b"".join(b"x.f%d: 1\n" % i for i in range(20_000)), "VG601"),
    ("many facts on a line", json.dumps({f"x.f{i}": 1 for i in range(20_000)}).encode(), "VG601"),
    ("escape in a key", b'"a\\e[31mb": 1\n', "VG601"),
    ("escape as it is", b"a\x1b[31m: 1\n", "VG304"),
    ("bidirectional control", "applicant.income: \u202eabc\n".encode(), "VG602"),
    ("control of one byte more", "applicant.income: a\x9b31m\n".encode(), "VG304"),
]


@pytest.mark.parametrize(("data", "code"), [c[1:] for c in CASES], ids=[c[0].replace(" ", "_") for c in CASES])
def test_a_hostile_case_is_a_coded_problem(told: Told, data: bytes, code: str) -> None:
    Path("case.yaml").write_bytes(data)
    exit_code, printed = told("explain", "case.yaml", *AS_OF)
    assert exit_code == 2
    assert f"[{code}]" in printed


@pytest.mark.parametrize("file", ["rulebook.yaml", "facts.yaml", "fr.yaml", "2023-05-20-reform/text.yaml", ADDED])
@pytest.mark.parametrize(("data", "code"), [c[1:] for c in CASES[:12]], ids=[c[0].replace(" ", "_") for c in CASES[:12]])
def test_a_hostile_file_of_rules_is_a_coded_problem(told: Told, file: str, data: bytes, code: str) -> None:
    Path("book", file).write_bytes(data)
    exit_code, printed = told("check", "book")
    assert exit_code == 1
    assert f"[{code}]" in printed or "[VG311]" in printed


FORMULAS: list[tuple[str, str]] = [
    ("power", "10**1000000 > applicant.household"),
    ("power of powers", "10**(10**(10**10)) > 1"),
    ("exponent", "1e999999999 > applicant.household"),
    ("digits", "9" * 3_000 + " > applicant.household"),
    ("not within not", "not(" * 3_000 + "applicant.employee_of_city" + ")" * 3_000),
    ("sum", "+".join(["applicant.household"] * 3_000) + " > 1"),
    ("ifs", "if applicant.employee_of_city then true else " * 1_500 + "true"),
    ("comments", "/*" * 10_000),
    ("loops over ranges", "count(for i in 1..10000, j in 1..10000 return i) > applicant.household"),
    ("loop over a large range", "count(for i in 1..1000000000 return i) > applicant.household"),
    ("loops within loops", "sum(for i in 1..1000 return sum(for j in 1..1000 return sum(for k in 1..1000 return k))) > 1"),
    ("quantifiers", "some i in 1..10000, j in 1..10000 satisfies i + j = applicant.household"),
    ("pattern", 'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")'),
    ("text that grows", 'string length(replace("' + "a" * 5_000 + '", "a", "' + "b" * 5_000 + '")) > applicant.household'),
    ("joined text", 'string length(string join(for i in 1..1000 return "' + "b" * 5_000 + '")) > applicant.household'),
    ("day", 'date("2024-06-31") < agreement.signed'),
    ("far year", "date(99999999, 1, 1) < agreement.signed"),
    ("long duration", "agreement.signed + 99999999 years > day"),
    ("bidirectional control", "a\u202eb > 1"),
]


@pytest.mark.parametrize("formula", [f[1] for f in FORMULAS], ids=[f[0].replace(" ", "_") for f in FORMULAS])
def test_a_hostile_condition_is_refused_on_load(told: Told, formula: str) -> None:
    body = {"part_of": "grant", "label": "X", "met": "a", "not_met": "b", "cite": "reform", "condition": formula}
    Path("book", ADDED).write_text(json.dumps({"set": {"grant.x": body}}, ensure_ascii=False), "utf-8")
    exit_code, printed = told("check", "book")
    assert exit_code == 1
    assert "[VG" in printed
    exit_code, _ = told("explain", "good.yaml", *AS_OF)
    assert exit_code == 2


@pytest.mark.parametrize(
    "condition",
    [
        "some i in p.many, j in p.many, k in p.many satisfies i + j + k = 0",
        "count(for i in p.many, j in p.many, k in p.many return i) > 3",
        "every i in p.many satisfies count(p.many[item > i or count(p.many[item < i]) > 3]) > 3",
    ],
)
def test_loops_over_the_lists_of_a_case_stop_in_time(told: Told, condition: str) -> None:
    with Path("book", "facts.yaml").open("a", encoding="utf-8") as facts:
        facts.write("p.many: {label: Many, ask: Which?, from: x, type: list of number}\n")
    body = {"part_of": "grant", "label": "X", "met": "a", "not_met": "b", "cite": "reform", "condition": condition}
    Path("book", ADDED).write_text(json.dumps({"set": {"grant.x": body}}), "utf-8")
    assert told("check", "book")[0] == 0
    assert told("explain", "good.yaml", *AS_OF, "--set", "p.many=1,2,3")[0] == 0
    exit_code, printed = told("explain", "good.yaml", *AS_OF, "--set", "p.many=" + ",".join(["1"] * 900))
    assert exit_code == 2
    assert "[VG157]" in printed


def chain(length: int) -> str:
    lines = (f"  c.p{i}: {{label: X, type: number, formula: c.p{i + 1} + 1, cite: reform}}\n" for i in range(length))
    return "set:\n" + "".join(lines) + f"  c.p{length}: {{label: X, type: number, value: 1, cite: reform}}\n"


def table(rows: int) -> str:
    head = "set:\n  c.t:\n    label: X\n    type: number\n    cite: reform\n    otherwise: not applicable\n    table: [applicant.income]\n"
    return head + "    rows:\n" + "".join(f"      - [{i}, {i}]\n" for i in range(rows))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (chain(500), "VG431"),
        ("set:\n  c.a: {label: A, formula: c.b, type: number, cite: reform}\n  c.b: {label: B, formula: c.a, type: number}\n", "VG430"),
        (table(100_000), "VG326"),
        (table(5_000), "VG207"),
        ("set:\n" + "".join(f"  c.p{i}: {{label: X, type: number, formula: strange{i} + 1, cite: reform}}\n" for i in range(500)), "VG101"),
        ("repeal: [" + ", ".join(f"c.p{i}" for i in range(3_000)) + "]\n", "VG420"),
    ],
    ids=["long chain", "circle", "100000 rows", "5000 rows", "500 unknown names", "3000 repeals of nothing"],
)
def test_a_rule_book_that_is_too_much_is_refused_in_time(told: Told, text: str, code: str) -> None:
    Path("book", ADDED).write_text(text, "utf-8")
    exit_code, printed = told("check", "book")
    assert exit_code == 1
    assert f"[{code}]" in printed


def test_the_longest_chain_that_is_allowed_is_decided_and_told(told: Told) -> None:
    Path("book", ADDED).write_text(chain(190), "utf-8")
    exit_code, printed = told("explain", "good.yaml", *AS_OF, "--decision", "c.p0", "--detail", "3")
    assert exit_code == 0
    assert "191" in printed


def test_a_sentence_of_thousands_of_values_is_told_or_refused(told: Told) -> None:
    body = {"part_of": "grant", "label": "X", "met": "{applicant.household}" * 900, "not_met": "b", "cite": "reform", "condition": "true"}
    Path("book", ADDED).write_text(json.dumps({"set": {"grant.x": body}}), "utf-8")
    assert told("explain", "good.yaml", *AS_OF)[0] in {0, 2}


def test_cases_that_are_like_each_other_are_a_problem(told: Told) -> None:
    Path("book", "cases", "circle.yaml").write_text("- {case: a, like: b, facts: {}}\n- {case: b, like: a, facts: {}}\n", "utf-8")
    exit_code, printed = told("test", "--rules", "book")
    assert exit_code == 2
    assert "[VG363]" in printed


def test_compositions_that_are_part_of_each_other_are_a_problem(told: Told) -> None:
    path = Path("book", "rulebook.yaml")
    more = "compositions:\n  c1: {any_of: conditions, label: a, part_of: c2}\n  c2: {any_of: conditions, label: a, part_of: c1}\n"
    path.write_text(path.read_text("utf-8").replace("compositions:\n", more), "utf-8")
    assert "[VG430]" in told("check", "book")[1]


def test_pipes_folders_and_circles_of_links_are_not_read(told: Told) -> None:
    os.mkfifo("pipe.yaml")
    assert "[VG301]" in told("explain", "pipe.yaml", *AS_OF)[1]
    assert "[VG301]" in told("explain", "book", *AS_OF)[1]
    assert "[VG301]" in told("explain", "nothing.yaml", *AS_OF)[1]
    os.mkfifo(Path("book", ADDED))
    assert "[VG301]" in told("check", "book")[1]
    Path("book", ADDED).unlink()
    Path("book", "2023-05-20-reform", "one.yaml").symlink_to("two.yaml")
    Path("book", "2023-05-20-reform", "two.yaml").symlink_to("one.yaml")
    Path("book", "around").symlink_to(".")
    exit_code, printed = told("check", "book")
    assert exit_code == 1
    assert "[VG301]" in printed


def test_standard_input_is_read_no_further_than_needed(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a" * 50_000_000), "utf-8"))
    exit_code, printed = told("explain", "-", *AS_OF)
    assert exit_code == 2
    assert "[VG302]" in printed
    assert sys.stdin.buffer.tell() < 50_000_000


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), FileNotFoundError(2, "No such file"), OSError(5, "I/O error")])
def test_files_that_vanish_or_may_not_be_read_are_a_problem(told: Told, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    real_open, real_list = os.open, os.listdir

    def open_(path: str, flags: int, *more: int) -> int:
        if str(path).endswith("amounts.yaml"):
            raise error
        return real_open(path, flags, *more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", open_)
        exit_code, printed = told("check", "book")
    assert (exit_code, "[VG301]" in printed) == (1, True)

    def listdir(path: str) -> list[str]:
        if str(path).endswith("reform"):
            raise error
        return real_list(path)

    monkeypatch.setattr(os, "listdir", listdir)
    exit_code, printed = told("check", "book")
    assert (exit_code, "[VG301]" in printed) == (1, True)


def test_a_name_of_a_file_does_not_steer_the_terminal(told: Told) -> None:
    for name in ("a\x1b[31m\u202e.yaml", "a\nb.yaml", os.fsdecode(b"\xff\xfe.yaml")):
        Path("book", "2023-05-20-reform", name).write_text("sett: {}\n", "utf-8")
    exit_code, printed = told("check", "book")
    assert exit_code == 1
    assert printed.count("[VG331]") == 3
    for arguments in (("check", "x\x1b[31m"), ("explain", "x\x1b[31m.yaml", *AS_OF), ("ch\x1b[31meck",), ("check", "--\x1b[31m")):
        assert told(*arguments)[0] == 2


def test_words_of_the_rules_and_of_cases_do_not_steer_the_terminal(told: Told) -> None:
    steer = "\x1b[31m\u202e"
    body = {"part_of": "grant", "label": steer, "met": steer, "not_met": steer, "cite": "reform " + steer}
    body |= {"condition": "applicant.household >= 1"}
    Path("book", ADDED).write_text(json.dumps({"set": {"grant.x": body}}), "utf-8")
    Path("case.yaml").write_text(json.dumps({"name": steer, "facts": {"applicant.household": {"value": 2, "source": steer}}}), "utf-8")
    Path("book", "cases", "steer.yaml").write_text(
        json.dumps([{"case": steer, "facts": {}, "expect": [{"as_of": "2024-07-01", "grant": "eligible"}]}]), "utf-8"
    )
    for layout in ("text", "markdown", "html"):
        assert told("explain", "case.yaml", *AS_OF, "--format", layout)[0] == 0
    assert told("law", "--rules", "book", "--on", "2024-07-01")[0] in {0, 2}
    assert told("test", "--rules", "book")[0] == 1


@pytest.mark.parametrize("value", ["9" * 100_000, "1e999999999999", "\x1b[31m", "\u202e1", "\udcff", "10**1000000", "NaN", "", "٣"])
def test_a_hostile_value_of_the_command_line_is_a_coded_problem(told: Told, value: str) -> None:
    exit_code, printed = told("explain", "good.yaml", *AS_OF, "--set", f"applicant.income={value}")
    assert exit_code == (0 if value == "" else 2), printed
    assert value == "" or "[VG6" in printed


@pytest.mark.parametrize("day", ["0000-01-01", "9999-12-31", "10000-01-01", "2024-02-30", "٢٠٢٤-01-01", "2024-1-1", "", "-1", "\x1b[2J"])
def test_a_hostile_day_is_a_coded_problem(told: Told, day: str) -> None:
    exit_code, printed = told("explain", "good.yaml", "--rules", "book", "--as-of", day)
    assert exit_code == 2
    assert "[VG7" in printed
    assert told("explain", "good.yaml", *AS_OF, "--known-at", day)[0] == 2


@pytest.mark.parametrize(
    "expression",
    ["1+" * 50_000 + "1", "(" * 100_000, "10**1000000", "for i in 1..10**9 return i", "2**0.5**1000000", "exp(100000000)",
     "\x1b[31m", "\u202e",
     'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")', "not(" * 900, "a." * 1_500 + "a", "[[" * 1_000, '"\\ud800"',
     "some x in (for i in 1..9999 return i), y in (for i in 1..9999 return i) satisfies x + y < 0"],
)  # fmt: skip
def test_a_hostile_expression_is_a_coded_problem(told: Told, expression: str) -> None:
    exit_code, printed = told("feel", expression)
    assert exit_code == 2
    assert "[VG" in printed
