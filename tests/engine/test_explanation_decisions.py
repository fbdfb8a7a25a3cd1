"""Every decision of the rule books that come with the project, as its people read it, in both languages: tests/cases/decisions/.

`pytest --snapshot-update` writes the screens anew; read them as code.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import pytest
import yaml
from pytest_snapshot.plugin import Snapshot
from tests.engine.real_law import ROOT
from tests.engine.test_explanation_screens import BOTH, without_edition

from vigueur import RuleBook, explain, lay_out, load, read_case
from vigueur.diagnostics.problems import Language

BOOKS = ("allocations-familiales", "assistants-medicaux")
KEPT = ROOT / "tests" / "engine" / "snapshots" / "decisions"

# Where the name of a fact or of a decision may stand, and what only looks like one.
NAMES_ALLOWED = re.compile(
    r"--(?:set|decision) \S+|vigueur (?:facts|faits) \S+|(?:fichier|file), [\w.]+,|\b[\w-]+\.(?:org|fr|net|com)\b", re.IGNORECASE
)
NAME = re.compile(r"\b[a-z_]{3,}\.[a-z_]{3,}\b")
ENGINE = re.compile(r"\b(?:undetermined|None|True|False|Decimal|inapplicable|Absent|Unknown|provision)\b")
ENGLISH = re.compile(r"\b(?:the|and|with|from|since|until|under|your|yes|not|depends|answer)\b", re.IGNORECASE)
FRENCH = re.compile(r"\b(?:depuis|selon|cela|dépend|vous|votre|oui|jusqu|manque|réponse|était|être)\b", re.IGNORECASE)
FOREIGN: dict[Language, re.Pattern[str]] = {"fr": ENGLISH, "en": FRENCH}


@lru_cache(maxsize=2)
def book(name: str) -> RuleBook:
    """One of the rule books, checked."""
    return load(ROOT / "rules" / name, cached=False)


@lru_cache(maxsize=2)
def reviewed(name: str) -> dict[str, list[dict[str, Any]]]:
    """The reviewed cases of a rule book, by decision."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((ROOT / "tests" / "cases" / "decisions" / name).glob("*.yaml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8")):
            found.setdefault(item["decision"], []).append(item)
    return found


@lru_cache(maxsize=1024)
def screens(name: str, decision: str, language: Language) -> tuple[str, ...]:
    """What a decision's cases show, without the names of the cases, which are French everywhere."""
    return tuple(_screen(name, item, language) for item in reviewed(name)[decision])


def _screen(name: str, item: dict[str, Any], language: Language) -> str:
    case = read_case(book(name), yaml.safe_dump({"facts": item["facts"]}, allow_unicode=True).encode())
    answer = explain(book(name), case, as_of=item["as_of"], readings=item.get("readings"), decisions=[item["decision"]], language=language)
    return without_edition(lay_out(answer, "text", detail=1), (answer["rulebook"]["content"], answer["rulebook"]["meaning"]))


ALL = [(name, decision) for name in BOOKS for decision in reviewed(name)]


@pytest.mark.parametrize("name", BOOKS)
def test_every_decision_has_cases_that_were_read(name: str):
    assert set(reviewed(name)) == set(book(name).program.decisions)


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(("name", "decision"), ALL)
def test_a_decision_reads_as_it_was_reviewed(snapshot: Snapshot, name: str, decision: str, language: Language):
    snapshot.snapshot_dir = KEPT / name
    told = (
        f"=== {item['name']}\n{screen}" for item, screen in zip(reviewed(name)[decision], screens(name, decision, language), strict=True)
    )
    snapshot.assert_match("\n".join(told), f"{decision}.{language}.txt")


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(("name", "decision"), ALL)
def test_a_screen_is_written_for_people(name: str, decision: str, language: Language):
    for screen in screens(name, decision, language):
        assert [line for line in screen.splitlines() if len(line) > 80] == []
        flat = " ".join(screen.split())
        assert NAME.findall(NAMES_ALLOWED.sub("", flat)) == []
        assert ENGINE.findall(flat) == []
        assert FOREIGN[language].findall(flat) == []
