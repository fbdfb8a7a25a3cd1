"""`vigueur journal show` of entries that are no decisions, and that what is shown is what was logged."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import jsonschema
import pytest
from referencing import Registry, Resource
from tests.cli.transcripts import ROOT, Call

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

BOOK = ("--rules", "docs/examples/bicycle")
CASE = "docs/examples/bicycle-case.yaml"


@pytest.fixture
def store(tmp_path: Path, vigueur: Call, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal with an entry of each kind: a decision, erased; one that stands; a reading."""
    folder = tmp_path / "journal"
    monkeypatch.setenv("VIGUEUR_JOURNAL", str(folder))
    assert vigueur("journal", "init", "--by", "the keeper").code == 0
    for subject in ("Eve", "Ada"):
        assert vigueur("decide", CASE, *BOOK, "--as-of", "2023-09-01", "--by", "clerk", "--subject", subject).code == 0
    assert vigueur("journal", "erase", *BOOK, "--subject", "Eve", "--by", "chief", "--reason", "she\tasked", "--yes").code == 0
    assert vigueur("journal", "list", "--agent", "clerk", "--overridden", "--by", "auditor").code == 0
    return folder


def ids(store: Path) -> list[str]:
    with sqlite3.connect(store / "journal.db") as connection:
        found = [id_ for (id_,) in connection.execute("SELECT id FROM entries ORDER BY sequence")]
    connection.close()
    return found


def bodies(store: Path) -> list[dict[str, object]]:
    with sqlite3.connect(store / "journal.db") as connection:
        found = [json.loads(body) for (body,) in connection.execute("SELECT body FROM entries ORDER BY sequence")]
    connection.close()
    return found


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (
            0,
            ("Entry 0: the journal begins\n", "  by the keeper, ", "\n  public key: ", "\n  database: sqlite "),
            ("Entrée 0 : le journal commence", "\n  base de données : "),
        ),
        (
            1,
            ("Entry 1: a rule book is archived\n", "\n  rule book: bicycle\n  its content: ", "\n  engine: vigueur "),
            ("Entrée 1 : un livre est archivé", "\n  livre : bicycle\n  son contenu : "),
        ),
        (
            4,
            (
                "Entry 4: a person is erased\n",
                "\n  person: ",
                "\n  reason: she asked\n  numbers of the keys overwritten: 1\n  decisions: 1\n",
            ),
            ("Entrée 4 : une personne est effacée", "\n  motif : she asked\n  numéros des clés écrasées : 1\n  décisions : 1\n"),
        ),
        (
            5,
            (
                "Entry 5: somebody read\n",
                "by auditor",
                "\n  command: vigueur journal list\n  asked for: agent clerk, decided otherwise\n  decisions shown: 0\n",
            ),
            ("Entrée 5 : quelqu'un a lu", "\n  commande : vigueur journal list\n  demande : agent clerk, décidé autrement\n"),
        ),
    ],
)
def test_an_entry_says_what_was_logged(store: Path, vigueur: Call, number: int, english: tuple[str, ...], french: tuple[str, ...]):
    id_ = ids(store)[number]
    for arguments, words, checked in (
        ((), english, "Entry checked: its hash "),
        (("--lang", "fr"), french, "Entrée vérifiée : son empreinte "),
    ):
        said = vigueur("journal", "show", id_, *arguments)
        assert (said.code, said.err) == (0, "")
        assert all(word in said.out for word in (id_, *words, checked)), said.out
        assert max(map(len, said.out.splitlines())) <= 80
    assert json.loads(vigueur("journal", "show", id_, "--format", "json").out) == bodies(store)[number]
    last = bodies(store)[-1]
    assert (last["kind"], last["asked"], last["count"]) == ("access", {"id": id_}, 0), "that it was read is logged"


def test_an_entry_follows_its_schema(store: Path, vigueur: Call):
    schema = json.loads((ROOT / "schemas" / "entry.schema.json").read_text(encoding="utf-8"))
    registry = Registry().with_resource("entry.schema.json", Resource.from_contents(schema))
    for number in (0, 1, 4, 5):
        told = json.loads(vigueur("journal", "show", ids(store)[number], "--format", "json").out)
        jsonschema.Draft202012Validator(schema, registry=registry).validate(told)


def test_a_decision_says_that_its_content_is_what_the_entry_fixed(store: Path, vigueur: Call):
    erased, ada = (ids(store)[n] for n in (2, 3))
    fixed = str(bodies(store)[3]["content"])[:16]
    assert f"\nContent checked: its hash {fixed}… is the one that the entry fixed.\n" in vigueur("journal", "show", ada).out
    assert f"\nContenu vérifié : son empreinte {fixed}… est celle de l'entrée.\n" in vigueur("journal", "show", ada, "--lang", "fr").out
    assert "\nEntry checked: its hash " in vigueur("journal", "show", erased).out


def test_an_entry_that_is_no_decision_is_not_explained(store: Path, vigueur: Call):
    said = vigueur("journal", "show", ids(store)[0], "--explain")
    assert said.code == 2
    assert "[VG813]" in said.err


def test_a_beginning_of_a_decision_and_its_edition_means_the_decision(store: Path, vigueur: Call):
    first = ids(store)[2]
    assert ids(store)[1][:13] == first[:13]
    assert vigueur("journal", "show", first[:13]).out.startswith(f"Decision {first}\n")


def test_an_entry_that_was_changed_is_not_shown(store: Path, vigueur: Call):
    genesis = ids(store)[0]
    with sqlite3.connect(store / "journal.db") as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE entries SET body = replace(body, 'the keeper', 'the sweeper') WHERE sequence = 0")
    connection.close()
    said = vigueur("journal", "show", genesis)
    assert said.code == 2
    assert "[VG822]" in said.err
    assert "sweeper" not in said.out + said.err
