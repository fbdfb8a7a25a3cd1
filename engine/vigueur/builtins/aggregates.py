"""What a list amounts to: least, greatest, sum, mean, median. Of no item there is none, save for `count`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import cast

from vigueur.builtins.arithmetic import exact
from vigueur.builtins.lists import MOST_ITEMS, Items, in_order, item_of, several
from vigueur.builtins.operations import DATE, DAYS, MONTHS, PURE, QUANTITY, TEXT, Doc, Function, Kind, Overload, Types, Undefined, seldom
from vigueur.builtins.problems import NOT_DEFINED
from vigueur.builtins.quantities import CONTEXT, Quantity, bounds, hull, multiply, within
from vigueur.types import Anything, Enumeration, ListOf, Number, Text, Type
from vigueur.values import Absent, State

_EMPTY = Absent("empty")
_ORDERED = Kind(
    "number, amount, date, duration or text",
    "nombre, montant, date, durée ou texte",
    lambda t: any(k.holds(t) for k in (QUANTITY, DATE, MONTHS, DAYS, TEXT)),
)


def _item(types: Types) -> Type:
    item = item_of(types[0])
    if isinstance(item, Enumeration):
        return Text()
    return Number() if isinstance(item, Anything) else item


def _sum_type(types: Types) -> Type:
    quantity = cast("Quantity", _item(types))
    one = bounds(quantity)
    return within(quantity, hull(one, multiply(one, (Decimal(MOST_ITEMS), Decimal(MOST_ITEMS)))), quantity.scale)


def _mean_type(types: Types) -> Type:
    quantity = cast("Quantity", _item(types))
    return within(quantity, bounds(quantity), None)


def _median_type(types: Types) -> Type:
    quantity = cast("Quantity", _item(types))
    return within(quantity, bounds(quantity), None if quantity.scale is None else quantity.scale + 1)


def _plus(a: Decimal, b: Decimal) -> Decimal:
    return exact(CONTEXT.add)(a, b)


def _sum(numbers: tuple[Decimal, ...]) -> Decimal:
    total = Decimal(0)
    for number in numbers:
        total = _plus(total, number)
    return total


def _mean(numbers: tuple[Decimal, ...]) -> Decimal:
    return exact(CONTEXT.divide)(_sum(numbers), Decimal(len(numbers)))


def _product(numbers: tuple[Decimal, ...]) -> Decimal:
    product = Decimal(1)
    for number in numbers:
        product = exact(CONTEXT.multiply)(product, number)
    return product


def _median(numbers: tuple[Decimal, ...]) -> Decimal:
    rising, half = sorted(numbers), len(numbers) // 2
    return rising[half] if len(numbers) % 2 else exact(CONTEXT.divide)(_plus(rising[half - 1], rising[half]), Decimal(2))


def _deviation(numbers: tuple[Decimal, ...]) -> Decimal:
    """The deviation of a sample."""
    if len(numbers) == 1:
        raise Undefined(NOT_DEFINED, value=numbers[0])
    mean = _mean(numbers)
    squares = tuple(exact(CONTEXT.multiply)(d, d) for d in (exact(CONTEXT.subtract)(n, mean) for n in numbers))
    return exact(CONTEXT.sqrt)(exact(CONTEXT.divide)(_sum(squares), Decimal(len(numbers) - 1)))


def _modes(numbers: tuple[Decimal, ...]) -> State:
    """The most frequent numbers, rising."""
    counts = Counter(numbers)
    most = max(counts.values(), default=0)
    return tuple(sorted(n for n, count in counts.items() if count == most))


def _of_some(meaning: Callable[[tuple[Decimal, ...]], Decimal]) -> Callable[[Items], State]:
    return lambda items: meaning(cast("tuple[Decimal, ...]", items)) if items else _EMPTY


def _partial(overload: Overload) -> Overload:
    return replace(overload, total=seldom)


FUNCTIONS = (
    Function(
        "min",
        several("min", _ORDERED, _item, lambda items: in_order(items)[0] if items else _EMPTY),
        Doc("The least.", "Le plus petit.", "min([3, 1, 2])", "1"),
    ),
    Function(
        "max",
        several("max", _ORDERED, _item, lambda items: in_order(items)[-1] if items else _EMPTY),
        Doc("The greatest.", "Le plus grand.", "max(1, 3, 2)", "3"),
    ),
    Function("sum", several("sum", QUANTITY, _sum_type, _of_some(_sum)), Doc("The sum.", "La somme.", "sum([1, 2, 3])", "6")),
    Function(
        "mean",
        several("mean", QUANTITY, _mean_type, _of_some(_mean)),
        Doc("The arithmetic mean.", "La moyenne arithmétique.", "mean([1, 2, 3])", "2"),
    ),
    Function(
        "median",
        several("median", QUANTITY, _median_type, _of_some(_median)),
        Doc(
            "The middle one, or the mean of the two in the middle.",
            "La valeur du milieu, ou la moyenne des deux du milieu.",
            "median(8, 2, 5, 3, 4)",
            "4",
        ),
    ),
    Function(
        "mode",
        several("mode", QUANTITY, lambda types: ListOf(_item(types)), lambda items: _modes(cast("tuple[Decimal, ...]", items))),
        Doc("The most frequent values, rising.", "Les valeurs les plus fréquentes, en ordre croissant.", "mode([6, 1, 9, 6, 1])", "[1, 6]"),
    ),
    Function(
        "stddev",
        tuple(_partial(o) for o in several("stddev", PURE, lambda _: Number(low=Decimal(0)), _of_some(_deviation))),
        Doc("The standard deviation of a sample.", "L'écart type d'un échantillon.", "stddev([2, 4, 6])", "2"),
    ),
    Function(
        "product",
        tuple(_partial(o) for o in several("product", PURE, lambda _: Number(), _of_some(_product))),
        Doc("The product.", "Le produit.", "product([2, 3, 4])", "24"),
    ),
)
