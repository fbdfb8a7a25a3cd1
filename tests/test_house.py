"""What holds for the whole house, whatever is built in it."""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from vigueur.diagnostics.catalogue import MESSAGES

ROOT = Path(__file__).resolve().parent.parent
ENGINE = ROOT / "engine" / "vigueur"
CLI = ROOT / "cli" / "vigueur_cli"
CATALOGUE = ENGINE / "diagnostics" / "catalogue"
DOCS = ROOT / "docs"
CODES = sorted(MESSAGES)
MODULES = sorted([*ENGINE.rglob("*.py"), *CLI.rglob("*.py")])
WRITTEN = sorted([*MODULES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")])
LONGEST = 500

ROOMS_OF_CODES = {
    "syntax": 0,
    "typing": 1,
    "tables": 2,
    "reading": 3,
    "law": 4,
    "time": 5,
    "facts": 6,
    "calls": 7,
    "journal": 8,
    "databases": 8,
    "replays": 8,
}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


# Files


@pytest.mark.parametrize("path", WRITTEN, ids=named)
def test_no_file_is_longer_than_a_person_reads(path: Path):
    length = len(path.read_text(encoding="utf-8").splitlines())
    assert length <= LONGEST, f"{named(path)} has {length} lines: split it by what it knows"


@pytest.mark.parametrize("path", [m for m in MODULES if m.stat().st_size], ids=named)
def test_a_file_says_in_its_first_line_what_it_knows(path: Path):
    assert path.read_text(encoding="utf-8").startswith('"""'), named(path)


def test_no_file_is_named_after_a_drawer():
    drawers = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}
    assert [named(p) for p in WRITTEN if p.stem in drawers] == []


# How alike two words are is no number of the law.
COUNTED = [p for p in sorted(ENGINE.rglob("*.py")) if p.name != "suggestion.py"]


@pytest.mark.parametrize("path", COUNTED, ids=named)
def test_no_number_of_the_engine_is_a_float(path: Path):
    literals = [n.lineno for n in nodes(path) if isinstance(n, ast.Constant) and isinstance(n.value, float)]
    names = [n.lineno for n in nodes(path) if isinstance(n, ast.Name) and n.id == "float" and not tells_floats_apart(path, n.lineno)]
    assert literals + names == [], f"{named(path)}: a float at these lines"


def tells_floats_apart(path: Path, line: int) -> bool:
    """`isinstance(x, float)` refuses floats that come from outside; it makes none."""
    return "isinstance(" in path.read_text(encoding="utf-8").splitlines()[line - 1]


@pytest.mark.parametrize("path", sorted(ENGINE.rglob("*.py")), ids=named)
def test_the_engine_never_asks_the_clock(path: Path):
    clocks = {"now", "today", "utcnow", "time_ns", "localtime", "gmtime"}
    asked = [n.lineno for n in nodes(path) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr in clocks]
    assert asked == [], f"{named(path)}: the day comes from outside"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_nothing_that_was_stored_is_run(path: Path):
    runners = {"pickle", "marshal", "shelve", "dill"}
    imported = {a.name.split(".")[0] for n in nodes(path) if isinstance(n, ast.Import) for a in n.names}
    imported |= {(n.module or "").split(".")[0] for n in nodes(path) if isinstance(n, ast.ImportFrom)}
    called = {n.func.id for n in nodes(path) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    assert imported & runners == set()
    assert called & {"eval", "exec", "compile"} == set()


# Codes


@pytest.mark.parametrize("room", ROOMS_OF_CODES)
def test_the_codes_of_a_room_are_in_its_hundred(room: str):
    messages = importlib.import_module(f"vigueur.diagnostics.catalogue.{room}").MESSAGES
    assert [c for c in messages if not re.fullmatch(rf"VG{ROOMS_OF_CODES[room]}\d\d", c)] == []


def test_no_code_is_given_twice():
    given = [c for room in ROOMS_OF_CODES for c in importlib.import_module(f"vigueur.diagnostics.catalogue.{room}").MESSAGES]
    assert sorted(given) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_message_is_one_clause_without_a_capital_or_a_period(code: str):
    entry = MESSAGES[code]
    for text in (entry.en, entry.fr, *(words for pair in entry.help for words in pair)):
        assert text, "a message has words in both languages"
        assert not text.endswith("."), text
        assert not text[0].isupper() or text.split()[0].rstrip(",:").isupper() or text.startswith(("CPAM", "YAML", "JSON", "FEEL")), text


@pytest.mark.parametrize("code", CODES)
def test_a_message_says_the_same_in_both_languages(code: str):
    entry = MESSAGES[code]
    for en, fr in ((entry.en, entry.fr), *entry.help):
        assert details(en) == details(fr), f"{en} / {fr}"


def details(text: str) -> set[str]:
    """What fills the braces; a detail that is itself in words comes once a language (`found_en`, `found_fr`)."""
    return {re.sub(r"_(en|fr)$", "", name).replace("attendu", "expected") for name in re.findall(r"\{(\w+)\}", text)}


@pytest.mark.parametrize("code", CODES)
def test_a_message_uses_no_word_of_ours(code: str):
    ours = re.compile(r"\b(Decimal|str|dict|NoneType|Placed|Fragment|datetime|Refused|KeyError|TypeError|AST)\b")
    entry = MESSAGES[code]
    for text in (entry.en, entry.fr, *(words for pair in entry.help for words in pair)):
        assert not ours.search(text), text


def engine_text() -> str:
    return "\n".join(p.read_text(encoding="utf-8") for p in MODULES if CATALOGUE not in p.parents)


def test_every_code_that_is_raised_has_its_words():
    raised = set(re.findall(r"\"(VG\d{3})\"", engine_text()))
    assert sorted(raised - set(CODES)) == []


def test_every_code_that_has_words_is_raised():
    raised = set(re.findall(r"\"(VG\d{3})\"", engine_text()))
    assert sorted(set(CODES) - raised) == []


@pytest.mark.parametrize("code", CODES)
def test_a_code_has_its_page(code: str):
    page = (DOCS / "errors" / f"{code}.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert headings == ["Summary", "Avoid", "Prefer", "Why"]
    assert page.startswith(f"# {code}")
    bodies = re.split(r"^## .+$", page, flags=re.MULTILINE)[1:]
    assert all(body.strip() for body in bodies), "an empty section explains nothing"


def test_no_page_speaks_of_a_code_that_does_not_exist():
    assert sorted({p.stem for p in (DOCS / "errors").glob("VG*.md")} - set(CODES)) == []


def codes_in_tests() -> set[str]:
    files = [p for p in (ROOT / "tests").rglob("*") if p.suffix in {".py", ".yaml", ".txt", ".md", ".json"} and p.parent.name != "docs"]
    return {code for p in files for code in re.findall(r"VG\d{3}", f"{named(p)}\n{p.read_text(encoding='utf-8', errors='replace')}")}


def codes_shown() -> set[str]:
    """The codes whose pages have an example under Avoid that is executed, and must yield the code (tests/docs/test_docs.py)."""
    executed = re.compile(r"^## Avoid\n+(?:(?!^## )[\s\S])*?^```(?:feel|console|yaml title|diff title)", re.MULTILINE)
    return {p.stem for p in (DOCS / "errors").glob("VG*.md") if executed.search(p.read_text(encoding="utf-8"))}


def test_every_code_is_met_by_a_test():
    assert sorted(set(CODES) - codes_in_tests() - codes_shown()) == []


# The doors


def test_the_public_names_are_sorted_and_documented():
    vigueur = importlib.import_module("vigueur")
    page = (DOCS / "python-api.md").read_text(encoding="utf-8")
    assert vigueur.__all__ == sorted(vigueur.__all__)
    assert [n for n in vigueur.__all__ if f"`{n}`" not in page and f"`{n}(" not in page] == []


def test_every_public_name_that_can_has_a_docstring():
    vigueur = importlib.import_module("vigueur")
    things = {n: getattr(vigueur, n) for n in vigueur.__all__}
    spoken = {n: t for n, t in things.items() if inspect.isclass(t) or inspect.isfunction(t)}
    assert [n for n, t in spoken.items() if not own_docstring(t)] == []
    assert spoken, "a door with nothing behind it"


def own_docstring(thing: object) -> str:
    """The docstring somebody wrote: a dataclass without one is given its signature instead."""
    text = inspect.getdoc(thing) or ""
    return "" if text.startswith(f"{getattr(thing, '__name__', '')}(") else text


def leaves(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with how it is called."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from leaves(command, f"{path}{name} ")
        else:
            yield f"{path}{name}", command


def test_every_command_and_option_is_documented():
    commands = dict(leaves(importlib.import_module("vigueur_cli.main").vigueur))
    page = (DOCS / "command-line.md").read_text(encoding="utf-8")
    sections = {part.partition("\n")[0]: part for part in re.split(r"^## ", page, flags=re.MULTILINE)[1:]}
    assert sorted(commands.keys() - sections.keys()) == []
    undocumented = [
        f"{name} {option}"
        for name, command in commands.items()
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("--") and not getattr(parameter, "hidden", False) and f"`{option}`" not in sections[name]
    ]
    assert undocumented == []
    assert len(commands) > 10


@pytest.mark.parametrize("module", ["vigueur", "vigueur_cli.main"])
def test_starting_does_not_load_what_a_cached_rule_book_does_not_need(module: str):
    heavy = "{'lark', 'interegular', 'jsonschema', 'referencing', 'asyncio', 'unittest'}"
    script = f"import sys, {module}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


NOT_FOR_A_KEPT_PROGRAM = {
    *("lark", "interegular", "jsonschema", "referencing", "asyncio", "unittest", "difflib", "tempfile", "fractions"),
    *("vigueur.syntax", "vigueur.checker.program", "vigueur.regime.gaps", "vigueur.builtins.registry", "vigueur.builtins.strings"),
    *("vigueur.rulebook.reading", "vigueur.rulebook.documents", "vigueur.diagnostics.render", "vigueur.diagnostics.catalogue"),
}


def test_an_answer_from_a_kept_program_loads_what_it_needs_alone(tmp_path: Path):
    """The first call checks and keeps; the second finds the program, and nothing is wrong: no message, no parser, no registry."""
    case = tmp_path / "case.yaml"
    case.write_text("medecin.secteur: '1'\nmedecin.patientele_mt: 1300\ncontrat.date_signature: 2023-09-01\n", encoding="utf-8")
    command = ["explain", str(case), "--as-of", "2024-09-01", "--rules", str(ROOT / "rules" / "assistants-medicaux")]
    script = "import sys; from vigueur_cli.main import run; assert run(sys.argv[1:]) == 0; print(*sys.modules, file=sys.stderr)"
    environment = {**os.environ, "VIGUEUR_CACHE": str(tmp_path / "cache")}
    for loaded in (True, False):
        done = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, text=True, check=True, env=environment)
        modules = set(done.stderr.split())
        assert ("vigueur.checker.program" in modules) is loaded
    assert sorted(NOT_FOR_A_KEPT_PROGRAM & modules) == []
