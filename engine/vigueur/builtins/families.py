"""Which family holds an operation: a program finds the few that it calls without loading all of them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from vigueur.builtins.operations import Function, Overload

KEYS: Final[dict[str, str]] = {
    "aggregates": (
        "max, max items, mean, mean items, median, median items, min, min items, mode, mode items, product, product items, "
        "stddev, stddev items, sum, sum items"
    ),
    "arithmetic": (
        "add date days, add date months, add days date, add days days, add months date, add months months, add number number, "
        "add text text, divide days days, divide days number, divide months months, divide months number, divide number number, "
        "multiply days number, multiply months number, multiply number days, multiply number months, multiply number number, "
        "negate days, negate months, negate number, power, subtract date date, subtract date days, subtract date months, "
        "subtract days days, subtract months months, subtract number number"
    ),
    "comparison": (
        "at least date, at least days, at least months, at least number, at least text, at most date, at most days, at most "
        "months, at most number, at most text, equal, greater date, greater days, greater months, greater number, greater text, "
        "less date, less days, less months, less number, less text, not equal"
    ),
    "conversion": "number, number separators, string",
    "dates": (
        "anniversaries, anniversary, date, date of date, date of parts, day of week, day of year, days between, "
        "first day of month, last hinge days, last hinge months, month of year, months between, property day, "
        "property month, property weekday, property year, week of year, years between"
    ),
    "durations": (
        "duration in days, duration in months, property days, property hours, property minutes, property months, property "
        "seconds, property years, years and months duration"
    ),
    "lists": (
        "all, all items, any, any items, append, concatenate, count, distinct values, duplicate values, flatten, in one, index of, "
        "insert before, list contains, list replace, remove, reverse, sublist, sublist from, union"
    ),
    "numbers": "abs, abs days, abs months, even, exp, log, modulo, odd, sqrt",
    "positions": "item at, run, run of days",
    "ranges": (
        "after point range, after points, after range point, after ranges, before point range, before points, before range "
        "point, before ranges, coincides points, coincides ranges, during point range, during ranges, finished by range point, "
        "finished by ranges, finishes point range, finishes ranges, in range point range, includes range point, includes "
        "ranges, meets ranges, met by ranges, overlaps after ranges, overlaps before ranges, overlaps ranges, property end, "
        "property end included, property start, property start included, range of dates, range of days, range of months, range "
        "of numbers, range of texts, started by range point, started by ranges, starts point range, starts ranges"
    ),
    "rounding": (
        "ceiling, ceiling mean, ceiling quotient, ceiling scale, decimal, decimal mean, decimal quotient, floor, floor mean, "
        "floor quotient, floor scale, round down, round down mean, round down quotient, round half down, round half down mean, "
        "round half down quotient, round half up, round half up mean, round half up quotient, round up, round up mean, round up "
        "quotient"
    ),
    "strings": (
        "contains, ends with, lower case, matches, matches flags, replace, replace flags, split, starts with, string join, "
        "string join delimiter, string length, substring, substring after, substring before, substring from, upper case"
    ),
}
"""The keys of each family's operations, sorted. The registry knows the same; a test holds the two against each other."""

_FAMILY: Final = {key: family for family, keys in KEYS.items() for key in keys.split(", ")}


def operation(key: str) -> Overload:
    """The operation that an `ir.Call` names. Raises KeyError where there is none."""
    return _operations(_FAMILY[key])[key]


@cache
def _operations(family: str) -> dict[str, Overload]:
    functions: tuple[Function, ...] = import_module(f"vigueur.builtins.{family}").FUNCTIONS
    return {overload.key: overload for function in functions for overload in function.overloads}
