"""The holes in time that the check reports, held against cases tried at random: none is missed, and each one shown is real."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.properties.test_time import FACTS, PLACE, arranged, days, few_days, histories, leap_days
from tests.reference.time import Deed

from vigueur.ir import nodes as ir
from vigueur.regime.concrete import Moment, governing, in_force
from vigueur.regime.gaps import Subject, gaps
from vigueur.values import NEVER

CALENDAR = ir.Calendar(date(2019, 12, 1), date(2024, 12, 31), "down")
tries = st.lists(
    st.tuples(
        st.fixed_dictionaries({name: st.one_of(days, few_days, leap_days, st.just(NEVER)) for name in FACTS}),
        st.one_of(days, few_days, leap_days),
        st.one_of(st.just(NEVER), few_days),
    ),
    min_size=20,
    max_size=60,
)


def plain(deeds: list[Deed], period: object) -> list[Deed]:
    """Fewer dates and one period, so that more classes of cases are reached by chance."""
    return [Deed(**{**vars(d), "anchor": "signed", "open": d.open if d.open in {"keep", "at once", None} else period}) for d in deeds[:3]]


@settings(max_examples=40, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(histories(), histories(), st.sampled_from([("months", 12), ("months", 24), ("days", 100), ("on", "switch")]), tries)
def test_no_hole_is_missed(
    reader: list[Deed], operand: list[Deed], period: object, moments: list[tuple[dict[str, date], date, date]]
) -> None:
    a, b = arranged(plain(reader, period)), arranged(plain(operand, period))
    places = {i: {"b": PLACE} for i in range(len(a.made))}
    found = [dict(p.details) for p in gaps({"a": Subject(a, places), "b": Subject(b)}, {}, CALENDAR) if p.code == "VG511"]
    told = {details["text"] for details in found}
    for dates, day, known_at in moments:
        at = Moment(dates, day, known_at, {}, "down")
        place = governing(a, at)
        if place is not None and a.ranked[place].made.verb == "set" and not in_force(b, at):
            assert a.ranked[place].made.text in told
    for details in found:
        named = dict(part.split(" = ") for part in details["case"].split(", ") if " = " in part)
        dates = {name: NEVER if day == "never" else date.fromisoformat(day) for name, day in named.items()}
        at = Moment(dates, date.fromisoformat(details["day"]), date.fromisoformat(details["known"]), {}, "down")
        place = governing(a, at)
        assert place is not None
        assert a.ranked[place].made.text == details["text"]
        assert not in_force(b, at)
