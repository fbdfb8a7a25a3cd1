"""The one order of effects, withdrawals, and what cannot be ordered."""

from __future__ import annotations

from datetime import date

import pytest

from vigueur.ir import nodes as ir
from vigueur.regime.made import AtOnce, ClockSpec, Dating, Every, Interval, Keep, Made
from vigueur.regime.order import Order, ordered
from vigueur.source import Source, Span
from vigueur.types import Date
from vigueur.values import Months

PLACE = Span(Source("text.yaml", "set:"), 0, 3)
SIGNED = Dating("signed", ir.Fact("signed", Date(event=True)))


def day(text: str) -> date:
    return date.fromisoformat(text)


def made(text: str, published: str, from_: str | Interval | None = None, verb: str = "set", **more: object) -> Made:
    on = (day(published), day(published))
    begins = (day(from_), day(from_)) if isinstance(from_, str) else from_
    details = {"cases_of_text": ClockSpec(SIGNED, Keep()), **more}
    return Made(text, verb, on, on, PLACE, from_=begins, **details)  # type: ignore[arg-type]


def order(*deeds: Made) -> Order:
    found, problems = ordered("p", deeds)
    assert found is not None
    assert not problems
    return found


def codes(*deeds: Made) -> set[str]:
    return {p.code for p in ordered("p", deeds)[1]}


def test_the_newest_comes_first_by_its_from_and_then_by_its_publication() -> None:
    found = order(made("c", "2020-01-01", "2023-01-01"), made("a", "2020-06-01", "2023-01-01"), made("b", "2019-01-01", "2020-01-01"))
    assert [r.made.text for r in found.ranked] == ["a", "c", "b"]


def test_two_texts_of_one_day_tie() -> None:
    assert codes(made("a", "2020-01-01"), made("b", "2020-01-01")) == {"VG503"}


def test_a_correction_of_the_same_day_does_not_tie_with_what_it_replaces() -> None:
    found = order(made("a", "2020-01-01"), made("b", "2020-01-01", replaces=("a",)))
    assert [found.visible(r.index, date.max) for r in found.ranked if r.made.text == "a"] == [False]


def test_a_correction_takes_over_what_it_does_not_restate() -> None:
    base = made("a", "2020-01-01", "2020-02-01", until=day("2030-01-01"), cases=ClockSpec(None, Every(Months(12))))
    found = order(base, made("b", "2021-01-01", replaces=("a",), cases_of_text=ClockSpec(SIGNED, AtOnce())))
    correction = next(r for r in found.ranked if r.made.text == "b")
    assert correction.from_ == (day("2020-02-01"), day("2020-02-01"))
    assert correction.until == day("2030-01-01")
    assert correction.cases.open == Every(Months(12))
    assert found.base_of(correction.index) == 0


def test_a_correction_of_a_correction_does_not_revive_the_first() -> None:
    found = order(made("a", "2020-01-01"), made("b", "2021-01-01", replaces=("a",)), made("c", "2022-01-01", replaces=("b",)))
    assert [found.made[i].text for i in range(3) if found.visible(i, date.max)] == ["c"]


def test_a_withdrawn_withdrawal_gives_the_text_back() -> None:
    found = order(
        made("a", "2020-01-01"),
        made("b", "2021-01-01", verb="withdraw", withdraws=("a",)),
        made("c", "2022-01-01", verb="withdraw", withdraws=("b",)),
    )
    known = [found.visible(0, day(d)) for d in ("2019-12-31", "2020-01-01", "2021-01-01", "2022-01-01")]
    assert known == [False, True, False, True]


def test_a_text_of_uncertain_day_is_perhaps_visible() -> None:
    half_year = (day("2020-01-01"), day("2020-06-30"))
    found = order(Made("a", "set", half_year, half_year, PLACE, cases_of_text=ClockSpec(SIGNED, Keep())))
    assert [found.visible(0, day(d)) for d in ("2019-12-31", "2020-03-01", "2020-06-30")] == [False, None, True]


@pytest.mark.parametrize(
    ("expected", "deeds"),
    [
        ("VG501", [made("a", "2020-01-01", cases_of_text=None)]),
        ("VG502", [made("a", "2020-01-01", "2020-02-01", until=date(2020, 2, 1))]),
        ("VG504", [made("a", "2020-01-01"), made("b", "2021-01-01", verb="withdraw", withdraws=("c",))]),
        ("VG504", [made("a", "2020-01-01", verb="withdraw", withdraws=("b",)), made("b", "2021-01-01")]),
        ("VG505", [made("a", "2020-01-01", "2024-01-01"), made("b", "2021-01-01", "2022-01-01")]),
        ("VG506", [made("a", "2020-01-01", verb="repeal")]),
        ("VG506", [made("a", "2020-01-01", verb="repeal"), made("b", "2021-01-01")]),
        ("VG508", [made("a", "2020-01-01"), made("a", "2020-01-01", "2021-01-01"), made("b", "2022-01-01", replaces=("a",))]),
        ("VG509", [made("a", "2020-01-01", replaces=("b",)), made("b", "2020-01-01", replaces=("a",))]),
        ("VG510", [made("a", "2020-01-01", (date(2021, 1, 1), date(2021, 12, 31))), made("b", "2020-02-01", "2021-06-01")]),
    ],
)
def test_what_cannot_be_ordered_is_refused(expected: str, deeds: list[Made]) -> None:
    assert codes(*deeds) == {expected}


@pytest.mark.parametrize("word", ["beside", "replaces"])
def test_an_overtaken_text_may_say_that_it_knows(word: str) -> None:
    later = made("b", "2021-01-01", "2022-01-01", **{word: ("a",)})
    assert codes(made("a", "2020-01-01", "2024-01-01"), later) == set()
