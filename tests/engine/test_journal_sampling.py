"""Samples of decisions: drawn the same everywhere, and their intervals hold as often as they say, by exact computation."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import comb
from random import Random

import pytest

from vigueur.comparison.sampling import ENOUGH, rule_of_three, sampled, says_something, share, total

IDS = [f"id-{n}" for n in range(500)]


def likelihood(population: int, marked: int, size: int, seen: int) -> Fraction:
    if seen > marked or size - seen > population - marked:
        return Fraction(0)
    return Fraction(comb(marked, seen) * comb(population - marked, size - seen), comb(population, size))


def test_a_sample_is_the_same_wherever_it_is_drawn():
    assert sampled(IDS, 5, "2026") == ["id-239", "id-311", "id-450", "id-468", "id-59"]
    assert sampled(reversed(IDS), 40, "x") == sampled(IDS, 40, "x")
    assert sampled(IDS, 40, "x") != sampled(IDS, 40, "y")


def test_a_sample_is_without_replacement_and_never_more_than_all():
    assert len(set(sampled(IDS, 120, "s"))) == 120
    assert sampled(IDS, 9999, "s") == sorted(IDS)


def test_every_member_is_drawn_about_as_often():
    counts = dict.fromkeys(IDS[:20], 0)
    for seed in range(2000):
        for id_ in sampled(IDS[:20], 5, str(seed)):
            counts[id_] += 1
    assert all(430 < count < 570 for count in counts.values()), counts


@pytest.mark.parametrize(("population", "size"), [(60, 17), (200, 30), (41, 40), (9, 1)])
def test_the_interval_holds_at_least_95_times_in_100_whatever_is_true(population: int, size: int):
    bounds = [share(population, size, seen) for seen in range(size + 1)]
    for marked in range(population + 1):
        holds = sum(
            (likelihood(population, marked, size, seen) for seen, (low, high) in enumerate(bounds) if low <= marked <= high), Fraction(0)
        )
        assert holds >= Fraction(95, 100), (marked, float(holds))


def test_each_bound_is_the_outermost_that_is_not_rare():
    low, high = share(200, 30, 4)
    tail = Fraction(25, 1000)
    at_least = [sum(likelihood(200, marked, 30, k) for k in range(4, 31)) for marked in (low - 1, low)]
    at_most = [sum(likelihood(200, marked, 30, k) for k in range(5)) for marked in (high, high + 1)]
    assert at_least[0] < tail <= at_least[1]
    assert at_most[1] < tail <= at_most[0]


def test_the_whole_population_leaves_nothing_open():
    assert share(50, 50, 7) == (7, 7)
    assert share(0, 0, 0) == (0, 0)
    assert rule_of_three(50, 50) is None


@pytest.mark.parametrize(
    ("population", "size", "seen", "usable"),
    [
        (2, 1, 0, False), (2, 1, 1, False), (1000, 1, 0, False), (1000, 5, 0, False), (1000, 6, 0, True), (1000, 10, 5, False),
        (1000, 30, 15, True), (100_000, 300, 150, True), (10, 9, 0, True), (1, 1, 1, True), (3, 3, 2, True), (0, 0, 0, True),
        (4, 0, 0, False),
    ],
)  # fmt: skip
def test_an_interval_that_leaves_half_of_all_open_is_not_to_be_quoted(population: int, size: int, seen: int, usable: object):
    low, high = share(population, size, seen)
    assert says_something(population, low, high) is usable
    assert says_something(population, low, high) == (low == high or Fraction(high - low, population) < Fraction(1, 2))


def test_from_thirty_on_every_interval_may_be_quoted():
    for population in (31, 60, 1000, 100_000):
        assert all(says_something(population, *share(population, ENOUGH, seen)) for seen in range(ENOUGH + 1))


def test_nothing_seen_is_told_by_the_rule_of_three():
    assert rule_of_three(1000, 100) == Decimal("0.03")
    assert rule_of_three(1000, 2) == 1
    low, high = share(100_000, 300, 0)
    assert low == 0
    assert 1000 < high < 1300  # two-sided: a little more than three in three hundred


def test_large_samples_have_exact_bounds_too():
    low, high = share(1_000_000, 10_000, 5_000)
    assert low + high == 1_000_000, "half was seen: the bounds lie alike on both sides"
    assert 490_000 < low < 491_000


def test_what_is_not_known_of_a_sample_widens_what_may_be():
    low, high = share(1000, 100, 50, 50)
    assert (low, high) == (share(1000, 100, 50)[0], share(1000, 100, 100)[1])
    assert low <= 500
    assert high == 1000


def test_a_total_is_right_on_average():
    values = [Decimal(v) for v in (0, 0, 3, 5, 8, 1)]
    samples = [[values[i] for i in chosen] for chosen in combinations(range(6), 3)]
    found = [total(6, sample) for sample in samples]
    assert sum(estimate for estimate, _ in found) / len(found) == sum(values)
    for sample, (estimate, interval) in zip(samples, found, strict=True):
        assert (interval is None) is (sum(1 for value in sample if value) < 2), "one difference has no spread"
        assert interval is None or interval.low <= estimate <= interval.high


@pytest.mark.parametrize(
    ("population", "differ", "size"), [(1000, 990, 40), (10_000, 9900, 100), (1000, 950, 35), (300, 60, 200), (500, 250, 80)]
)
def test_where_all_differ_alike_the_bounds_of_the_total_hold_at_least_95_times(population: int, differ: int, size: int):
    """Computed over all samples, of those that have enough differences to be believed."""
    held = believed = Decimal(0)
    for seen in range(max(ENOUGH, size - (population - differ)), min(size, differ) + 1):
        chance = Decimal(comb(differ, seen) * comb(population - differ, size - seen)) / comb(population, size)
        _, interval = total(population, [Decimal(400)] * seen + [Decimal(0)] * (size - seen))
        assert interval is not None
        believed += chance
        held += chance if interval.low <= 400 * differ <= interval.high else 0
    assert believed > Decimal("0.5")
    assert held / believed >= Decimal("0.95")


@pytest.mark.parametrize("amounts", [{0: 500, 400: 300, 1000: 200}, {0: 300, 1000: 350, -6000: 350}, {0: 900, 250: 50, 260: 50}])
def test_where_differences_are_of_several_sizes_the_bounds_hold_too(amounts: dict[int, int]):
    every = [Decimal(value) for value, count in amounts.items() for _ in range(count)]
    draw, held, tried = Random(7), 0, 400  # noqa: S311 - the same draws each time
    for _ in range(tried):
        sample = draw.sample(every, 400 if amounts[0] == 900 else 120)
        _, interval = total(len(every), sample)
        assert interval is not None
        held += interval.low <= sum(every) <= interval.high
    assert held >= 0.95 * tried


def test_a_total_of_all_is_exact_and_of_one_has_no_bounds():
    estimate, interval = total(3, [Decimal("0.1"), Decimal("0.2"), Decimal(0)])
    assert interval is not None
    assert (estimate, interval.low, interval.high) == (Decimal("0.3"), Decimal("0.3"), Decimal("0.3"))
    assert total(9, [Decimal(2)]) == (Decimal(18), None)
    assert total(9, []) == (Decimal(0), None)
