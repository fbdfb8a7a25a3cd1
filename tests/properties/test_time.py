"""The engine's time held against a plain reading of its description, over random texts, cases, days and publications."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.reference.time import Deed, governing

from vigueur.interpreter.machine import Machine
from vigueur.ir import nodes as ir
from vigueur.ir.case import Case, Held
from vigueur.regime.clocks import Clocks
from vigueur.regime.concrete import Moment
from vigueur.regime.concrete import governing as concretely
from vigueur.regime.made import AtOnce, Both, ClockSpec, Dating, Every, Keep, Made, OnEvents, Opening
from vigueur.regime.order import Order, ordered
from vigueur.source import Source, Span
from vigueur.types import Date, Number
from vigueur.values import NEVER, Absent, Months

PLACE = Span(Source("text.yaml", "set:"), 0, 3)
FACTS = ("signed", "hired", "switch", "request")
NUMBER = Number()

days = st.integers(0, 1500).map(lambda n: date(2019, 12, 1) + timedelta(days=n))
few_days = st.sampled_from([date(2020, m, 1) for m in (1, 4, 7, 10)] + [date(2021, m, 1) for m in (1, 3, 9)] + [date(2022, 3, 1)])
leap_days = st.sampled_from([date(2020, 2, 28), date(2020, 2, 29), date(2020, 3, 1), date(2021, 2, 28)])
simple_openings = st.one_of(
    st.sampled_from(
        ["keep", "at once", ("months", 12), ("months", 1), ("months", 24), ("days", 100), ("on", "switch"), ("on", "switch", "request")]
    ),
)
openings = st.one_of(simple_openings, st.tuples(st.just("both"), simple_openings, simple_openings))
dates = st.fixed_dictionaries({name: st.one_of(days, few_days, leap_days, st.just(NEVER)) for name in FACTS})


@st.composite
def histories(draw: st.DrawFn) -> list[Deed]:
    """Texts on one provision, in the order of their publication."""
    deeds: list[Deed] = []
    for number in range(draw(st.integers(1, 6))):
        verb = draw(st.sampled_from(["set", "set", "set", "repeal", "withdraw"])) if deeds else "set"
        earlier = [d.text for d in deeds]
        other = draw(st.sampled_from(earlier)) if earlier else None
        replaces = other if verb == "set" and draw(st.integers(0, 3)) == 0 else None
        from_ = draw(few_days)
        deeds.append(
            Deed(
                text=f"t{number}",
                verb=verb,
                published=draw(few_days),
                in_force=draw(few_days),
                anchor=draw(st.sampled_from(["signed", "hired"])),
                from_=draw(st.sampled_from([from_, None])),
                until=draw(st.sampled_from([None, None, None, from_ + timedelta(days=200)])),
                open=draw(st.one_of(openings, st.none()) if replaces else openings),
                replaces=replaces,
                withdraws=other if verb == "withdraw" else None,
            )
        )
    return deeds


def opening_of(written: object) -> Opening:
    match written:
        case "keep":
            return Keep()
        case "at once":
            return AtOnce()
        case ("months", int(n)):
            return Every(Months(n))
        case ("days", int(n)):
            return Every(timedelta(days=n))
        case ("on", *events):
            return OnEvents(tuple(dating(str(e)) for e in events))
        case ("both", one, other):
            return Both(opening_of(one), opening_of(other))
    raise AssertionError(written)


def dating(name: str) -> Dating:
    return Dating(name, ir.Fact(name, Date(event=True)))


def made(deed: Deed, deeds: list[Deed]) -> Made:
    opening = opening_of(deed.open) if deed.open is not None else None
    return Made(
        text=deed.text,
        verb="set" if deed.verb == "set" else "repeal" if deed.verb == "repeal" else "withdraw",
        published=(deed.published, deed.published),
        in_force=(deed.in_force, deed.in_force),
        place=PLACE,
        from_=(deed.from_, deed.from_) if deed.from_ else None,
        until=deed.until,
        cases=ClockSpec(None, opening),
        cases_of_text=ClockSpec(dating(deed.anchor), None),
        replaces=(deed.replaces,) if deed.replaces else (),
        withdraws=(deed.withdraws,) if deed.withdraws else (),
        beside=tuple(d.text for d in deeds if d.text != deed.replaces),
    )


def arranged(deeds: list[Deed]) -> Order:
    """The order of the texts; histories that would be refused on load are set aside."""
    order, problems = ordered("p", [made(d, deeds) for d in deeds])
    assume(order is not None and not {p.code for p in problems} - {"VG506"})
    assert order is not None
    return order


def program(order: Order, month_end: str) -> ir.Program:
    clocks = Clocks("up" if month_end == "up" else "down")
    numbers = tuple(None if r.made.verb == "repeal" else ir.Const(Decimal(r.index), NUMBER) for r in order.ranked)
    lowered = clocks.lower(order, NUMBER, numbers)
    effects = tuple(
        ir.Effect(
            r.made.text, "repeal" if r.made.verb == "repeal" else "set", r.made.published, r.from_, r.until, clock,
            ir.Transition(r.cases.anchor.id, "keep"), (),
        )
        for r, clock in zip(order.ranked, lowered.clocks, strict=True)
    )  # fmt: skip
    words = ir.Words()
    facts = {name: ir.FactSpec(name, Date(event=True), words, words) for name in FACTS}
    provision = ir.Provision("p", "formula", NUMBER, words, lowered.govern, effects)
    calendar = ir.Calendar(date(2019, 1, 1), date(2030, 1, 1), "up" if month_end == "up" else "down")
    return ir.Program("b", words, "en", calendar, facts, {}, {"p": provision}, clocks.expressions, {}, (), {}, {})


def held(case: dict[str, date]) -> Case:
    return Case(facts={name: Held(day) for name, day in case.items()})


@given(
    histories(),
    st.lists(st.tuples(dates, st.one_of(days, few_days, leap_days), st.one_of(few_days, st.none())), min_size=1, max_size=8),
    st.sampled_from(["down", "up"]),
)
def test_the_lowered_law_is_the_law_as_described(
    deeds: list[Deed], questions: list[tuple[dict[str, date], date, date | None]], month_end: str
) -> None:
    order = arranged(deeds)
    machine = Machine(program(order, month_end))
    for case, day, known_at in questions:
        expected = governing(deeds, case, day, known_at or NEVER, month_end)
        step = machine.evaluate(held(case), as_of=day, known_at=known_at, decisions=["p"]).answers["p"]
        assert (step.effect.text if step.effect else None) == (expected.text if expected else None)
        assert isinstance(step.state, Absent) == (expected is None or expected.verb == "repeal")
        place = concretely(order, Moment(case, day, known_at or NEVER, {}, "up" if month_end == "up" else "down"))
        assert (order.ranked[place].made.text if place is not None else None) == (expected.text if expected else None)


@given(histories(), dates, days, few_days)
def test_an_earlier_state_of_knowledge_never_changes(deeds: list[Deed], case: dict[str, date], day: date, known_at: date) -> None:
    known = [d for d in deeds if d.published <= known_at]
    assume(known)
    now, then = arranged(deeds), arranged(known)
    later = Machine(program(now, "down")).evaluate(held(case), as_of=day, known_at=known_at, decisions=["p"]).answers["p"]
    before = Machine(program(then, "down")).evaluate(held(case), as_of=day, decisions=["p"]).answers["p"]
    assert (later.effect.text if later.effect else None) == (before.effect.text if before.effect else None)


@given(histories(), dates, days, st.sets(st.sampled_from(FACTS), min_size=1))
def test_what_is_decided_without_a_fact_does_not_change_with_it(
    deeds: list[Deed], case: dict[str, date], day: date, hidden: set[str]
) -> None:
    machine = Machine(program(arranged(deeds), "down"))
    partly = machine.evaluate(held({n: d for n, d in case.items() if n not in hidden}), as_of=day, decisions=["p"]).answers["p"]
    fully = machine.evaluate(held(case), as_of=day, decisions=["p"]).answers["p"]
    if partly.effect is not None:
        assert partly.effect == fully.effect
    else:
        assert not partly.candidates or fully.effect is None or fully.effect in partly.candidates
