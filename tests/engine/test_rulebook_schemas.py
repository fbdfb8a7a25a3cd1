"""The published schemas and the reader say the same: the same keys, and what the reader takes the schema takes."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from vigueur.locations import rules_folder, schemas_folder
from vigueur.rulebook import (
    bodies,
    cases,
    contents,
    dues,
    effects,
    expectations,
    given_facts,
    reading,
    root,
    statements,
    translations,
    vocabulary,
)

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
BOOK = Path(__file__).parents[1] / "cases" / "reading"
KINDS = ("rulebook", "readings", "sources", "facts", "text", "provisions", "cases", "case", "translations", "statements", "out_of_scope")


class PlainLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads what an editor reads: dates are texts."""


PlainLoader.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in found if not tag.endswith("timestamp")]
    for key, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((schemas_folder() / f"{name}.schema.json").read_text(encoding="utf-8"), parse_float=Decimal)
    return found


def kind_of(path: Path) -> str:
    if path.parent.name in ("cases", "demo"):
        return "cases" if path.parent.name == "cases" else "case"
    if path.name in ("en.yaml", "fr.yaml"):
        return "translations"
    if path.parent.name == "facts":
        return "facts"
    own = ("rulebook.yaml", "readings.yaml", "sources.yaml", "statements.yaml", "out_of_scope.yaml", "facts.yaml", "text.yaml")
    return path.stem if path.name in own else "provisions"


def book_files() -> list[Path]:
    books = [p.parent for folder in (rules_folder(), EXAMPLES, BOOK) for p in folder.rglob("rulebook.yaml")]
    return sorted(path for book in books for path in book.rglob("*.yaml"))


@pytest.mark.parametrize("name", KINDS)
def test_a_schema_is_a_valid_schema_with_a_title_and_a_description(name: str) -> None:
    found = schema(name)
    Draft202012Validator.check_schema(found)
    assert found["title"]
    assert found["description"]


@pytest.mark.parametrize("path", book_files(), ids=lambda p: "/".join(p.parts[-3:]))
def test_every_file_of_the_books_that_come_with_the_project_is_valid(path: Path) -> None:
    value = yaml.load(path.read_text(encoding="utf-8"), Loader=PlainLoader)  # noqa: S506 - a safe loader
    errors = Draft202012Validator(schema(kind_of(path))).iter_errors(value)
    assert [f"{'.'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in errors] == []


@pytest.mark.parametrize(
    ("name", "where", "known"),
    [
        ("rulebook", "", root.ROOT_KEYS),
        ("rulebook", "properties/calendar", root.CALENDAR_KEYS),
        ("rulebook", "properties/compositions/additionalProperties", root.COMPOSITION_KEYS),
        ("rulebook", "properties/readings/additionalProperties", root.READING_KEYS),
        ("rulebook", "properties/sources/additionalProperties", root.SOURCE_KEYS),
        ("rulebook", "properties/decisions/additionalProperties/oneOf/1", root.DECISION_KEYS),
        ("readings", "additionalProperties", root.READING_KEYS),
        ("sources", "additionalProperties", root.SOURCE_KEYS),
        ("rulebook", "$defs/outcome", root.OUTCOME_KEYS),
        ("facts", "$defs/fact", vocabulary.FACT_KEYS),
        ("text", "", reading.TEXT_KEYS),
        ("provisions", "", effects.FILE_KEYS),
        ("provisions", "$defs/provision", effects.BODY_KEYS),
        ("provisions", "$defs/amend/additionalProperties", effects.AMEND_KEYS),
        ("provisions", "$defs/transition", contents.TRANSITION_KEYS),
        ("provisions", "$defs/row", bodies.ROW_KEYS),
        ("provisions", "$defs/confirmation", effects.CONFIRM_KEYS),
        ("provisions", "$defs/coded_row", bodies.CODED_ROW_KEYS),
        ("out_of_scope", "$defs/statement", statements.OUT_OF_SCOPE_KEYS),
        ("provisions", "$defs/due", dues.DUE_KEYS),
        ("provisions", "$defs/provision/properties/suspended_if", dues.SUSPENSION_KEYS),
        ("translations", "$defs/entry/properties/dues/additionalProperties", translations.DUE_KEYS),
        ("cases", "items", cases.CASE_KEYS),
        ("cases", "$defs/observed", given_facts.GIVEN_KEYS),
        ("cases", "$defs/items", expectations.ITEMS_KEYS),
        ("translations", "$defs/entry", translations.ENTRY_KEYS),
    ],
)
def test_a_schema_and_the_reader_know_the_same_keys(name: str, where: str, known: tuple[str, ...]) -> None:
    part = schema(name)
    for step in where.split("/") if where else ():
        part = part[int(step)] if isinstance(part, list) else part[step]
    assert set(part["properties"]) == set(known)
    assert part["additionalProperties"] is False


def test_the_schema_of_cases_knows_what_an_expectation_has_of_its_own() -> None:
    assert set(schema("cases")["$defs"]["expectation"]["properties"]) == set(expectations.OWN_KEYS)
