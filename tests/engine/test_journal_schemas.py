"""The published schemas of entries and records, and the shapes that verification applies: both say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from tests.engine.journals import AT, DAY, ROOT, applicant, bicycle, journal_in

from vigueur import Journal, Override, Refused, checkpoint, decide, decide_all, load, receipt, shipped_rules
from vigueur.journal.entries import body_of
from vigueur.journal.shapes import content_flaws, contradictions, flaws
from vigueur.rulebook.cases import read_cases
from vigueur_cli.recording import as_data

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

SCHEMAS = {
    name: json.loads((ROOT / "schemas" / name).read_text(encoding="utf-8"))
    for name in ("entry.schema.json", "record.schema.json", "receipt.schema.json", "checkpoint.schema.json")
}
REGISTRY: Registry[Any] = Registry().with_resources((name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items())
ENTRY = Draft202012Validator(SCHEMAS["entry.schema.json"], registry=REGISTRY, format_checker=Draft202012Validator.FORMAT_CHECKER)
RECORD = Draft202012Validator(SCHEMAS["record.schema.json"], registry=REGISTRY, format_checker=Draft202012Validator.FORMAT_CHECKER)
CONTENT = RECORD.evolve(schema={"$ref": "record.schema.json#/$defs/content"})


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    """Every kind of entry, and the cases of every rule book."""
    journal = journal_in(tmp_path_factory.mktemp("schemas") / "journal")
    first = decide(journal, bicycle(), applicant("Ada"), as_of=DAY, at=AT, by="a").record
    decide(journal, bicycle(), applicant("Ada"), as_of=DAY, at=AT, by="a", supersedes=first.id, override=Override("ineligible", "so"))
    decide(journal, bicycle(), applicant("Eve"), as_of=DAY, at=AT, by="a")
    journal.erase(journal.keys.subject("bicycle", "Eve"), AT, "a", "asked for it")
    journal.note_access(AT, "a", "list", {"since": "2026-01-01"}, 2)
    for folder in shipped_rules():
        book = load(folder)
        decide_all(journal, book, ((case, date(2024, 9, 1)) for case in cases(folder)), at=AT, by="a")
    return journal


def cases(folder: Path) -> Iterator[Any]:
    book = load(folder)
    for document in read_cases(folder / "cases")[::3]:
        try:
            yield book.case(document)
        except Refused:
            continue


def test_every_entry_is_as_the_schema_says(journal: Journal):
    kinds = set()
    for row in journal.storage.rows():
        body = json.loads(row.body)
        kinds.add(row.kind)
        assert [error.message for error in ENTRY.iter_errors(body)] == []
        assert flaws(body_of(row)) == []
    assert kinds == {"genesis", "edition", "decision", "access", "erasure"}


def test_every_record_is_as_the_schema_says(journal: Journal):
    records = [json.loads(json.dumps(as_data(record))) for record in journal.decisions()]
    assert [error.message for record in records for error in RECORD.iter_errors(record)] == []
    assert len(records) > 250
    assert sum(record["content"] is None for record in records) == 1


SLIPS: dict[str, Any] = {"none": None, "number": 1, "text": "x", "list": [], "object": {}, "negative": -1, "yes": True, "empty": ""}


@pytest.mark.parametrize("kind", ["genesis", "edition", "decision", "access", "erasure"])
def test_what_the_schema_refuses_verification_refuses(journal: Journal, kind: str):
    body = json.loads(next(row.body for row in journal.storage.rows(kind=kind)))
    tried = [{name: value for name, value in body.items() if name != gone} for gone in body]
    tried += [{**body, "another": 1}]
    tried += [{**body, name: slip} for name in body for slip in SLIPS.values()]
    for changed in tried:
        refused = not ENTRY.is_valid(changed) and changed.get("format") == body["format"]
        if refused:
            assert flaws(changed) != [], changed


def test_what_the_schema_refuses_of_a_content_verification_refuses(journal: Journal):
    record = next(r for r in journal.decisions() if r.content is not None and r.content["answers"])
    content = json.loads(json.dumps(record.content))
    assert content_flaws(content) == []
    tried = [{name: value for name, value in content.items() if name != gone} for gone in content] + [{**content, "another": 1}]
    tried += [{**content, name: slip} for name in content for slip in SLIPS.values()]
    for name in ("facts", "answers"):
        first = next(iter(content[name]))
        inside = content[name][first]
        tried += [{**content, name: {first: {**inside, member: slip}}} for member in inside for slip in SLIPS.values()]
        tried += [{**content, name: {first: {m: v for m, v in inside.items() if m != gone}}} for gone in inside]
    seen = set()
    for changed in tried:
        refused = [*CONTENT.iter_errors(changed)] != []
        seen.add(refused)
        assert (content_flaws(changed) != []) if refused else (content_flaws(changed) == contradictions(changed)), changed
    assert seen == {True, False}


def test_the_schemas_are_schemas():
    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)


def test_receipts_and_checkpoints_are_as_their_schemas_say(journal: Journal):
    signed = checkpoint(journal, AT)
    assert validator("checkpoint").is_valid(json.loads(signed.text))
    rows = list(journal.storage.rows(kind="decision"))[:40]
    assert [error.message for row in rows for error in validator("receipt").iter_errors(receipt(journal, row.id))] == []
    assert len(rows) == 40


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(SCHEMAS[f"{name}.schema.json"], registry=REGISTRY)
