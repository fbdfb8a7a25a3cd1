"""The calendar of a case, held against a look at every day: on the real law, with cases drawn at random."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.real_law import rulebook
from tests.strategies.cases import values

from vigueur import Case, Held, timeline
from vigueur.explanation.timeline_moves import governing
from vigueur.explanation.verdict import verdict_of
from vigueur.explanation.view import View

ONE = timedelta(days=1)
SCANNED = 40
"""Days looked at on each side of a day that is drawn."""
EVENTS = [date(2019, 9, 1), date(2022, 3, 15), date(2023, 4, 30), date(2023, 9, 1), date(2024, 2, 29), date(2024, 6, 22), date(2024, 9, 2)]
TURNS = [date(2023, 5, 1), date(2024, 6, 22), *(date(2024 + n, month, 1) for n in range(3) for month in (3, 9)), date(2028, 9, 1)]
GIVEN = ("medecin.specialite", "medecin.secteur", "medecin.patientele_mt", "medecin.zone_sous_dense", "cabinet.groupe", "contrat.option")
DATED = ("contrat.date_signature", "contrat.date_bascule", "assistant.date_embauche")


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case of the real law, dated where the law turns."""
    specs = rulebook().program.facts
    facts = {name: draw(values(specs[name].type)) for name in draw(st.sets(st.sampled_from(GIVEN)))}
    facts |= {name: draw(st.sampled_from(EVENTS)) for name in draw(st.sets(st.sampled_from(DATED)))}
    return Case("", {name: Held(value) for name, value in facts.items()})


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(case=cases(), around=st.sampled_from(TURNS))
def test_the_calendar_tells_every_day_on_which_an_answer_or_its_law_changes(case: Case, around: date):
    first, last = around - SCANNED * ONE, around + SCANNED * ONE
    told = timeline(rulebook(), case, first=first, last=last)
    seen = [View(rulebook().evaluate(case, as_of=first + n * ONE), "fr") for n in range((last - first).days + 1)]
    turns = [b.evaluation.as_of.isoformat() for a, b in pairwise(seen) if _differ(a, b)]
    assert [e["day"] for e in told["entries"][1:] if e["turns"] or e["texts"]] == turns
    for view in seen:
        entry = next(e for e in told["entries"] if e["day"] <= view.evaluation.as_of.isoformat() <= e["until"])
        assert entry["verdict"] == verdict_of(view.evaluation)
        assert entry["answers"] == _answers(view)


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(case=cases())
def test_no_day_of_the_calendar_is_without_a_change_and_no_change_has_equal_sides(case: Case):
    for entry in timeline(rulebook(), case)["entries"][1:]:
        assert entry["turns"] or entry["texts"] or entry["why"]
        assert all(turn["before"] != turn["after"] for turn in entry["turns"])
        assert all(text["before"] != text["after"] for text in entry["texts"])


def _answers(view: View) -> dict[str, str]:
    kinds = view.program.decisions
    return {n: view.written(s) for n, s in view.evaluation.answers.items() if kinds[n].kind != "verdict"}


def _differ(before: View, after: View) -> bool:
    """Whether the verdict, an answer, or the text behind a rule read on both days is another one."""
    old, new = governing(before), governing(after)
    return (
        verdict_of(before.evaluation) != verdict_of(after.evaluation)
        or _answers(before) != _answers(after)
        or any(old[name] != new[name] for name in old.keys() & new.keys())
    )
