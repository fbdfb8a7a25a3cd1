"""Things due: whatever the case, each record of the answer is explained once, and nothing that is not in it is told as due."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from vigueur import RuleBook, explain, load
from vigueur.ir.case import Case, Held
from vigueur.values import Record, State, Undetermined

FIRST = date(2022, 1, 1)
LISTS = ("garden.payments", "garden.documents", "garden.after")
DAYS = st.integers(0, 2000).map(lambda n: FIRST + timedelta(days=n))
EVENTS = st.lists(
    st.builds(lambda kind, day: Record((("type", kind), ("date", day))), st.sampled_from(("flood", "theft")), DAYS), max_size=3
).map(tuple)
FACTS = st.fixed_dictionaries(
    {},
    optional={"club.signed": DAYS, "club.open": st.booleans(), "club.insured": DAYS, "club.events": EVENTS},
)


@cache
def rulebook() -> RuleBook:
    return load(Path(__file__).resolve().parents[2] / "tests/cases/rulebooks/good/garden", cached=False)


def asked(facts: dict[str, State]) -> Case:
    return Case("", {name: Held(value) for name, value in facts.items()})


@given(FACTS, DAYS)
def test_each_record_of_what_is_due_is_told_once_and_all_else_only_as_possible_or_open(facts: dict[str, State], day: date) -> None:
    evaluation = rulebook().evaluate(asked(facts), as_of=day, decisions=LISTS)
    told = explain(rulebook(), asked(facts), as_of=day, decisions=LISTS)
    for name in LISTS:
        state, entries = evaluation.answers[name].state, told["answers"][name]["dues"] or []
        items = state if isinstance(state, tuple) else ()
        certain = [e for e in entries if e["status"] not in {"possible", "undetermined"}]
        assert sorted(e["code"] for e in certain) == sorted(str(i.get("due")) for i in items if isinstance(i, Record))
        assert len(entries) - len(certain) == sum(isinstance(i, Undetermined) for i in items)


@given(FACTS, DAYS)
def test_what_is_late_has_a_last_day_that_has_passed_and_what_is_done_comes_last(facts: dict[str, State], day: date) -> None:
    told = explain(rulebook(), asked(facts), as_of=day, decisions=LISTS)
    for name in LISTS:
        entries = told["answers"][name]["dues"] or []
        assert all(e["by"] is not None and e["by"] < day.isoformat() for e in entries if e["status"] in {"overdue", "past"})
        done = [e["status"] == "done" for e in entries]
        assert done == sorted(done)
