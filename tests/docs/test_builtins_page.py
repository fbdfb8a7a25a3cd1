"""docs/builtins.md says what the registry says: `pytest tests/docs/test_builtins_page.py --snapshot-update` writes it anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_snapshot.plugin import Snapshot

from vigueur.builtins import FUNCTIONS, Function, Overload

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
WRITTEN = [f for f in FUNCTIONS.values() if not f.internal]
OPERATORS = [f for f in WRITTEN if not f.name[0].isalpha() or f.name == "negate"]
NAMED = [f for f in WRITTEN if f not in OPERATORS]

HEAD = """\
# Builtins

Every operator and function of the language, with its parameters and an example that was run. This page is written from the registry of
builtins; [the language](language.md) introduces them.

"""


def signature(name: str, overload: Overload) -> str:
    parameters = ", ".join(f"{p.name}: {p.accepts.en}" for p in overload.parameters)
    return f"- `{name}({parameters}{', …' if overload.variadic else ''})`"


def entry(function: Function) -> str:
    calls = "\n".join(dict.fromkeys(signature(function.name, o) for o in function.overloads))
    return f"### {function.name}\n\n{function.doc.en}\n\n{calls}\n\n```feel\n{function.doc.example} → {function.doc.gives}\n```\n"


def row(function: Function) -> str:
    sign = "-x" if function.name == "negate" else function.name
    return f"| `{sign}` | {function.doc.en} | `{function.doc.example}` | `{function.doc.gives}` |"


def page() -> str:
    operators = "\n".join(["| sign | meaning | example | gives |", "|---|---|---|---|", *map(row, OPERATORS)])
    functions = "\n".join(map(entry, NAMED))
    return f"{HEAD}## Operators\n\n{operators}\n\n## Functions\n\n{functions}"


def test_the_page_of_builtins_is_what_the_registry_says(snapshot: Snapshot):
    snapshot.snapshot_dir = DOCS
    snapshot.assert_match(page(), "builtins.md")


@pytest.mark.parametrize("function", WRITTEN, ids=lambda f: f.name)
def test_a_builtin_says_what_it_does_in_both_languages(function: Function):
    assert function.doc.en.endswith(".")
    assert function.doc.fr.endswith(".")
    assert function.overloads
