"""Where two evaluations part: first in what both read, before what only one did; and what is due, by the verdict."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.engine.journals import DAY, applicant, bicycle

from vigueur import Evaluation
from vigueur.api.decisions import computed_by
from vigueur.comparison.differences import Taken, difference, differing, first_difference, taken
from vigueur.journal.granted import granted

KNOWN = date(2023, 5, 19)


def evaluated(income: int = 28000, day: date = DAY, known_at: date = DAY, household: int = 1) -> Evaluation:
    case = applicant("", income, applicant__household=Decimal(household))
    return bicycle().evaluate(case, as_of=day, known_at=known_at)


def step(name: str, evaluation: Evaluation) -> Taken:
    return taken(name, evaluation, computed_by(evaluation))


def test_the_same_does_not_differ():
    one, other = evaluated(), evaluated()
    assert list(differing(one, other)) == []
    assert difference("encoding", step("R1", one), step("R2", other), "en") is None


def test_the_first_to_differ_rests_on_nothing_that_differs():
    before, after = evaluated(known_at=KNOWN), evaluated()
    found = list(differing(before, after))
    old, _ = found[0]
    assert old is not None
    ids = {a.id for a, b in found if a is not None and b is not None}
    assert ids.isdisjoint(below.id for below in old.steps)
    first = first_difference(before, after, "en")
    assert first is not None
    assert first["provision"] == old.id


def test_what_only_one_read_stands_last():
    kinds = [None not in pair for pair in differing(evaluated(known_at=KNOWN), evaluated())]
    assert kinds == sorted(kinds, reverse=True)


def test_provisions_of_the_day_decided_are_compared_across_days():
    before, after = evaluated(day=date(2023, 10, 1)), evaluated(day=date(2023, 10, 2))
    assert first_difference(before, after, "en") is None


def test_a_record_has_answers_and_no_steps():
    evaluation = evaluated()
    again = step("R1", evaluation)
    record = Taken("record", "ineligible", again.answers, None)
    found = difference("engine", record, again, "en")
    assert found is not None
    assert (found["first"], found["verdict"], [a["difference"] for a in found["amounts"]]) == (None, ["ineligible", "eligible"], ["400"])


def test_an_answer_that_one_step_lacks_is_a_difference():
    again = step("R2", evaluated())
    lacking = Taken("R1", "eligible", {"grant": again.answers["grant"]}, None)
    found = difference("encoding", lacking, again, "fr")
    assert found is not None
    assert [(c["decision"], c["before"], c["before_said"]) for c in found["changed"]] == [("grant.amount", None, "–")]
    assert [(a["before"], a["after"], a["difference"]) for a in found["amounts"]] == [(None, "400", None)]


def test_only_the_reasons_may_differ():
    before, after = evaluated(), evaluated(household=2)
    found = difference("data", step("R3", before), step("R4", after), "en")
    assert found is None or not found["answers"]


@pytest.mark.parametrize(
    ("status", "value", "verdict", "expected"),
    [
        ("determined", "400.50", "eligible", Decimal("400.50")),
        ("determined", "400", None, Decimal(400)),
        ("determined", "400", "ineligible", Decimal(0)),
        ("undetermined", None, "out_of_scope", Decimal(0)),
        ("determined", "400", "undetermined", None),
        ("determined", "400", "to_be_examined", None),
        ("undetermined", None, "eligible", None),
        ("absent", None, "eligible", Decimal(0)),
        ("determined", ["1", "2"], "eligible", None),
    ],
)
def test_what_is_due_follows_the_verdict(status: str, value: object, verdict: str | None, expected: Decimal | None):
    assert granted({"status": status, "value": value, "kind": "amount", "currency": "EUR"}, verdict) == expected
