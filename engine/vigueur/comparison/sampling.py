"""Samples of recorded decisions, and how sure one may be of what they show. Exact or in decimals, never in floats."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from decimal import Context, Decimal, localcontext
from typing import Final

from vigueur.plain import dataclass

CONFIDENCE: Final = Decimal("0.95")
"""How often an interval holds what is true."""
_TAIL: Final = (1 - CONFIDENCE) / 2
ENOUGH: Final = 30
"""Differences that must be in a sample for the interval of their sum to be believed: below, their mean is far from normal."""
_DEVIATIONS: Final = Decimal("2.3638")
"""How many standard errors hold a mean of 30 values 97.5 times in 100 (Student, 29 degrees of freedom)."""
_EXACT: Final = Context(prec=40, Emax=10**9, Emin=-(10**9))
_ALL_DIGITS: Final = Context(prec=400)
_NEGLIGIBLE: Final = Decimal("1e-25")


@dataclass(frozen=True, slots=True)
class Interval:
    """What lies between two bounds, both of them possible."""

    low: Decimal
    high: Decimal


def sampled(ids: Iterable[str], size: int, seed: str) -> list[str]:
    """A simple random sample without replacement, the same wherever and whenever it is drawn.

    The ids whose SHA-256 of seed, line feed and id are smallest, in the order of the ids.
    """
    drawn = sorted(ids, key=lambda id_: hashlib.sha256(f"{seed}\n{id_}".encode()).digest())[:size]
    return sorted(drawn)


def share(population: int, size: int, seen: int, unknown: int = 0, tail: Decimal = _TAIL) -> tuple[int, int]:
    """How many of a population have what `seen` of a sample have: the least and the most, with 95 % confidence.

    The exact interval of Clopper and Pearson for samples without replacement (hypergeometric): every number for which neither `seen` or
    more nor `seen` or fewer would be rarer than `tail`. The whole population seen leaves nothing open. `unknown`: how many of the sample
    may have it or not: for the least none of them has, for the most all.
    """
    with localcontext(_EXACT):
        return _least(population, size, seen, tail), population - _least(population, size, size - seen - unknown, tail)


def says_something(population: int, low: int, high: int) -> bool:
    """Whether an interval may be quoted: one that leaves half of the population open, or more, cannot tell the rare from the usual."""
    return low == high or 2 * (high - low) < population


def added(values: Iterable[Decimal]) -> Decimal:
    """A sum with all its digits."""
    with localcontext(_ALL_DIGITS):
        return sum(values, Decimal(0))


def rule_of_three(population: int, size: int) -> Decimal | None:
    """Where a sample shows nothing: the share that is exceeded once in twenty times at most. None where all were seen."""
    return min(Decimal(1), Decimal(3) / size) if 0 < size < population else None


def total(population: int, values: Sequence[Decimal]) -> tuple[Decimal, Interval | None]:
    """What a sample's values come to over the population, and between what bounds that lies; None where too few are not zero.

    How many of the population are not zero is bounded exactly, and their mean by its standard error, each 97.5 times in 100: so both hold
    95 times. Believe it only where `ENOUGH` values are not zero; a rare value of another size altogether may be in no sample.
    """
    size, different = len(values), [value for value in values if value]
    if size == 0:
        return Decimal(0), None
    with localcontext(_EXACT):
        summed = sum(values, Decimal(0))
        if size == population:
            return +summed, Interval(+summed, +summed)
        estimate, many = summed / size * population, len(different)
        if many < 2:  # noqa: PLR2004 - one value has no spread
            return estimate, None
        counts = share(population, size, many, tail=_TAIL / 2)
        mean = summed / many
        variance = sum(((value - mean) ** 2 for value in different), Decimal(0)) / (many - 1)
        error = _DEVIATIONS * (variance / many * (1 - Decimal(many) / counts[1])).sqrt()
        ends = [count * end for count in counts for end in (mean - error, mean + error)]
        return estimate, Interval(min(ends), max(ends))


def _least(population: int, size: int, seen: int, tail: Decimal) -> int:
    """The smallest number of marked ones of which `seen` or more would be drawn at least that often."""
    if seen == 0:
        return 0
    low, high = seen, population - (size - seen)
    while low < high:
        middle = (low + high) // 2
        if _at_least(population, middle, size, seen) >= tail:
            high = middle
        else:
            low = middle + 1
    return low


def _at_least(population: int, marked: int, size: int, seen: int) -> Decimal:
    """How likely a sample holds `seen` or more of the marked ones."""
    most, least = min(marked, size), max(0, size - (population - marked))
    if seen <= least:
        return Decimal(1)
    if seen > most:
        return Decimal(0)
    if seen * population > size * marked:  # beyond the mean the terms fall: few of them are needed
        return _rising(population, marked, size, seen)
    return 1 - _falling(population, marked, size, seen - 1)


def _rising(population: int, marked: int, size: int, first: int) -> Decimal:
    term = summed = _exactly(population, marked, size, first)
    for k in range(first, min(marked, size)):
        term *= Decimal((marked - k) * (size - k)) / ((k + 1) * (population - marked - size + k + 1))
        summed += term
        if term < summed * _NEGLIGIBLE:
            break
    return summed


def _falling(population: int, marked: int, size: int, last: int) -> Decimal:
    term = summed = _exactly(population, marked, size, last)
    for k in range(last, max(0, size - (population - marked)), -1):
        term *= Decimal(k * (population - marked - size + k)) / ((marked - k + 1) * (size - k + 1))
        summed += term
        if term < summed * _NEGLIGIBLE:
            break
    return summed


def _exactly(population: int, marked: int, size: int, seen: int) -> Decimal:
    """How likely a sample holds exactly `seen` of the marked ones."""
    return _choices(marked, seen) * _choices(population - marked, size - seen) / _choices(population, size)


def _choices(of: int, chosen: int) -> Decimal:
    product = Decimal(1)
    for k in range(min(chosen, of - chosen)):
        product *= Decimal(of - k) / (k + 1)
    return product
