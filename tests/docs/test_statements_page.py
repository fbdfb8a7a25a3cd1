"""docs/statements.md says what the files say: `pytest tests/docs/test_statements_page.py --snapshot-update` writes it anew."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from pytest_snapshot.plugin import Snapshot

from vigueur import Account, account, default_rules, load

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"

HEAD = """\
# Statements

Every statement of the source documents, and what answers for it in the rule book that comes with Vigueur: the provisions that encode
it, each with its label, its id and the text in which it stands, or the reason why nothing does. This page is written from the files
(`statements.yaml`, `out_of_scope.yaml` and what is named under `statements`); [the rule book](rulebook.md#statements) tells how they
work, and `vigueur test --statements` lists the same.
"""


def counted(standings: Iterable[str]) -> str:
    every = list(standings)
    words = {"encoded": "encoded", "out_of_scope": "out of scope", "red": "red"}
    return f"{len(every)} statements: " + ", ".join(f"{every.count(key)} {word}" for key, word in words.items()) + "."


def cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def answer(statement: object) -> str:
    assert isinstance(statement, dict)
    if statement["standing"] == "red":
        return "**red**"
    if statement["standing"] == "out_of_scope":
        return f"*out of scope:* {cell(statement['why'])}"
    told = []
    for encoding in statement["encoded_by"]:
        label = f"{cell(encoding['label'])} (`{encoding['id']}`)" if encoding["label"] else f"`{encoding['id']}`"
        kind = "" if encoding["kind"] in {"provision", "composition"} else encoding["kind"]
        told.append(", ".join(part for part in (label, cell(encoding["detail"]), encoding["text_short"], kind) if part))
    return "; ".join(told)


def page(found: Account | None) -> str:
    if found is None:
        return f"{HEAD}\nThe rule book has no registry of statements yet.\n"
    parts = [HEAD, counted(s["standing"] for s in found["statements"]) + "\n"]
    for source, group in groupby(found["statements"], key=lambda s: s["source"]):
        rows = list(group)
        lines = [f"| {s['id']} | {cell(s['detail'])} | {answer(s)} |" for s in rows]
        head = f"## {source}: {cell(rows[0]['title'])}\n\n{counted(s['standing'] for s in rows)}\n"
        parts.append("\n".join([head, "| id | where | what answers for it |", "|---|---|---|", *lines]) + "\n")
    return "\n".join(parts)


def test_the_page_of_statements_is_what_the_files_say(snapshot: Snapshot):
    snapshot.snapshot_dir = DOCS
    rulebook = load(default_rules())
    found = account(rulebook, language="en") if rulebook.program.statements else None
    snapshot.assert_match(page(found), "statements.md")


def test_no_statement_of_the_rule_book_is_red():
    assert [s.id for s in load(default_rules()).program.statements.values() if s.standing == "red"] == []
