"""The rule book of another field: a list of children, each with its own transition, what was known when, and what people read."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from pytest_snapshot.plugin import Snapshot
from tests.engine.real_law import ROOT
from tests.engine.test_explanation_screens import without_edition

from vigueur import Case, RuleBook, draw, explain, lay_out, load, read_case, timeline
from vigueur.diagnostics.problems import Language

LAST = date(2026, 12, 31)
MARTIN = {"Louise": "2005-09-12", "Malo": "2008-02-03", "Nina": "2012-03-01"}


@lru_cache(maxsize=1)
def book() -> RuleBook:
    return load(ROOT / "rules" / "allocations-familiales", cached=False)


def family(children: dict[str, str], resources: str = "42000", **others: str) -> Case:
    """A family in metropolitan France."""
    lines = [
        "facts:",
        f"  famille.enfants: [{', '.join(f'{{prenom: {name}, naissance: {born}}}' for name, born in children.items())}]",
        f"  famille.ressources: {resources}",
        "  famille.reside_en_france: true",
        *(f"  famille.{name}: {value}" for name, value in others.items()),
    ]
    return read_case(book(), "\n".join(lines).encode())


SITUATIONS: dict[str, tuple[Case, dict[str, date]]] = {
    "majoration-acquise-et-majoration-attendue": (family(MARTIN), {"as_of": date(2026, 3, 15)}),
    "juillet-2022-avant-la-parution": (family(MARTIN), {"as_of": date(2022, 7, 15), "known_at": date(2022, 8, 16)}),
    "juillet-2022-apres-la-parution": (family(MARTIN), {"as_of": date(2022, 7, 15), "known_at": date(2022, 8, 17)}),
    "peu-au-dessus-du-plafond": (family(MARTIN, "79000"), {"as_of": date(2025, 10, 1)}),
    "un-seul-enfant": (family({"Ana": "2018-09-10"}), {"as_of": date(2024, 4, 15)}),
    "base-mensuelle-non-trouvee": (family(MARTIN), {"as_of": date(2026, 4, 1)}),
    "jour-de-parution-inconnu": (family(MARTIN), {"as_of": date(2024, 4, 15), "known_at": date(2024, 3, 25)}),
    "outre-mer": (family(MARTIN, outre_mer="true"), {"as_of": date(2025, 4, 1)}),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SITUATIONS)
def test_a_family_reads_what_was_reviewed(snapshot: Snapshot, name: str, language: Language):
    case, days = SITUATIONS[name]
    answer = explain(book(), case, **days, language=language)
    snapshot.snapshot_dir = Path(__file__).parent / "snapshots" / "family_allowances"
    edition = answer["rulebook"]["content"], answer["rulebook"]["meaning"]
    snapshot.assert_match(without_edition(lay_out(answer), edition), f"{name}.{language}.txt")


def test_a_family_reads_its_calendar(snapshot: Snapshot):
    told = timeline(book(), family(MARTIN), first=date(2022, 1, 1), last=date(2026, 12, 31), language="fr")
    snapshot.snapshot_dir = Path(__file__).parent / "snapshots" / "family_allowances"
    edition = told["rulebook"]["content"], told["rulebook"]["meaning"]
    snapshot.assert_match(without_edition(draw(told), edition), "calendrier.fr.txt")


def test_each_child_lives_under_the_law_of_the_day_on_which_it_turned_fourteen():
    answer = book().evaluate(family(MARTIN), as_of=date(2026, 3, 15), decisions=["majoration.enfants"])
    read = {(step.day, str(step.state)) for step in answer.steps if step.id == "majoration.age"}
    assert {day for day, _ in read} == {date(2019, 9, 12), date(2022, 2, 3), date(2026, 3, 1)}
    assert answer.answers["majoration.enfants"].state == ("Malo",)


@pytest.mark.parametrize("known_at", [None, date(2022, 8, 16), date(2026, 2, 27)])
def test_a_calendar_over_a_list_of_children_misses_no_day(known_at: date | None):
    case = family({"Louise": "2005-09-12", "Malo": "2008-02-29", "Nina": "2012-02-28", "Omar": "2012-03-01", "Paul": "2024-12-31"})
    first, wanted = date(2022, 1, 1), ["droit", "versement.mensuel"]
    told = timeline(book(), case, first=first, last=LAST, known_at=known_at)
    days = {date.fromisoformat(entry["day"]) for entry in told["entries"]}
    before = None
    for offset in range((LAST - first).days + 1):
        day = first + timedelta(days=offset)
        answers = book().evaluate(case, as_of=day, known_at=known_at, decisions=wanted).answers
        now = [answers[name].state for name in wanted]
        assert before is None or now == before or day in days, day
        before = now
