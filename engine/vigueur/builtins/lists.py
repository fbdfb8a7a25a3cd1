"""Functions of lists: membership, aggregates, parts, order. Positions count from 1, from the end where negative."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cmp_to_key
from typing import Final, cast

from vigueur.builtins.comparison import equal, ordered
from vigueur.builtins.operations import (
    ANY,
    BOOLEAN,
    LIST,
    PURE,
    Doc,
    Function,
    Kind,
    Mismatch,
    Overload,
    Parameter,
    Types,
    Undefined,
    list_of,
    seldom,
)
from vigueur.builtins.problems import NO_SUCH_POSITION, TOO_MUCH_WORK
from vigueur.builtins.quantities import join, whole
from vigueur.types import Boolean, ListOf, Number, Type
from vigueur.values import State

MOST_ITEMS: Final = 100_000
"""No list is longer."""
_MOST_COMPARED: Final = 2000
"""No list whose items are all compared with each other is longer."""

Items = tuple[State, ...]
_LIST = Parameter("list", LIST)
_POSITION = Parameter("position", PURE)


def item_of(given: Type) -> Type:
    """The type of a list's items."""
    return given.item if isinstance(given, ListOf) else given


def _same_list(types: Types) -> Type:
    return types[0]


def _with_item(types: Types) -> Type | Mismatch:
    """A list and the items put in: the list of both."""
    result: Type | Mismatch = item_of(types[0])
    for position, given in enumerate(types[1:], 1):
        if not isinstance(result, Mismatch):
            result = join(result, given, (0, position))
    return result if isinstance(result, Mismatch) else ListOf(result)


def _joined_lists(types: Types) -> Type | Mismatch:
    return _with_item((types[0], *(item_of(t) for t in types[1:])))


def _placed(types: Types) -> Type | Mismatch:
    joined = join(item_of(types[0]), types[2], (0, 2))
    return joined if isinstance(joined, Mismatch) else ListOf(joined)


def _sought(result: Type) -> Callable[[Types], Type | Mismatch]:
    def typed(types: Types) -> Type | Mismatch:
        joined = join(item_of(types[0]), types[1])
        return joined if isinstance(joined, Mismatch) else result

    return typed


def _flat(types: Types) -> Type | Mismatch:
    def leaf(given: Type) -> Type:
        return leaf(given.item) if isinstance(given, ListOf) else given

    return ListOf(leaf(types[0]))


def index(items: Items, position: Decimal, *, end: int) -> int:
    """The index from 0 of a position from 1, or from the end where negative. Raises Undefined outside the list."""
    place = whole(position)
    if place == 0 or place > end or -place > len(items):
        raise Undefined(NO_SUCH_POSITION, position=place, length=len(items))
    return place - 1 if place > 0 else len(items) + place


def _sublist(items: Items, start: Decimal, length: Decimal | None = None) -> State:
    first = index(items, start, end=len(items))
    if length is None:
        return items[first:]
    count = whole(length)
    if count < 1 or first + count > len(items):
        raise Undefined(NO_SUCH_POSITION, position=count, length=len(items))
    return items[first : first + count]


def _inserted(items: Items, position: Decimal, new: State) -> State:
    at = index(items, position, end=len(items))
    return _bounded((*items[:at], new, *items[at:]))


def _removed(items: Items, position: Decimal) -> State:
    at = index(items, position, end=len(items))
    return (*items[:at], *items[at + 1 :])


def _replaced(items: Items, position: Decimal, new: State) -> State:
    at = index(items, position, end=len(items))
    return (*items[:at], new, *items[at + 1 :])


def _bounded(items: Items) -> Items:
    if len(items) > MOST_ITEMS:
        raise Undefined(TOO_MUCH_WORK, limit=MOST_ITEMS)
    return items


def _distinct(items: Iterable[State]) -> Items:
    kept: list[State] = []
    for item in items:
        if not any(equal(item, other) for other in kept):
            kept.append(item)
            if len(kept) > _MOST_COMPARED:
                raise Undefined(TOO_MUCH_WORK, limit=_MOST_COMPARED)
    return tuple(kept)


def _duplicates(items: Items) -> State:
    if len(items) > _MOST_COMPARED:
        raise Undefined(TOO_MUCH_WORK, limit=_MOST_COMPARED)
    return _distinct(x for i, x in enumerate(items) if any(equal(x, y) for y in items[:i]))


def _flattened(items: Items) -> State:
    flat: list[State] = []
    for item in items:
        flat.extend(cast("Items", _flattened(item)) if isinstance(item, tuple) else (item,))
    return _bounded(tuple(flat))


def in_order(items: Iterable[State]) -> list[State]:
    """The items from least to greatest."""
    return sorted(items, key=cmp_to_key(ordered))


def _all(truths: tuple[bool, ...]) -> State:
    return all(truths)


def _any(truths: tuple[bool, ...]) -> State:
    return any(truths)


def _truth(_types: Types) -> Type:
    return Boolean()


def _joined(*lists: Items) -> State:
    return _bounded(tuple(item for items in lists for item in items))


def several(
    name: str, kind: Kind, result: Callable[[Types], Type | Mismatch], meaning: Callable[[Items], State], parameter: str = "list"
) -> tuple[Overload, Overload]:
    """A function of a list that may be called with the items themselves."""
    return (
        Overload(name, (Parameter(parameter, list_of(kind)),), lambda types: result((types[0],)), meaning),
        Overload(
            f"{name} items",
            (Parameter("item", kind),),
            lambda types: _gathered(types, result),
            lambda *items: meaning(items),
            variadic=True,
        ),
    )


def _gathered(types: Types, result: Callable[[Types], Type | Mismatch]) -> Type | Mismatch:
    items = _with_item((ListOf(types[0]), *types[1:]))
    return items if isinstance(items, Mismatch) else result((items,))


_COUNT = Number("", Decimal(0), Decimal(MOST_ITEMS), 0)

FUNCTIONS = (
    Function(
        "count",
        (Overload("count", (_LIST,), lambda _: _COUNT, lambda items: Decimal(len(items))),),
        Doc("The number of items.", "Le nombre d'éléments.", "count([1, 2, 3])", "3"),
    ),
    Function(
        "list contains",
        (
            Overload(
                "list contains", (_LIST, Parameter("element", ANY)), _sought(Boolean()), lambda items, e: any(equal(x, e) for x in items)
            ),
        ),
        Doc("Whether an item is in the list.", "Si un élément est dans la liste.", "list contains([1, 2, 3], 2)", "true"),
    ),
    Function(
        "all",
        several("all", BOOLEAN, _truth, cast("Callable[[Items], State]", _all)),
        Doc("Whether no item is false.", "Si aucun élément n'est faux.", "all([true, false])", "false"),
    ),
    Function(
        "any",
        several("any", BOOLEAN, _truth, cast("Callable[[Items], State]", _any)),
        Doc("Whether an item is true.", "Si un élément est vrai.", "any([true, false])", "true"),
    ),
    Function(
        "sublist",
        (
            Overload("sublist from", (_LIST, Parameter("start position", PURE)), _same_list, _sublist, total=seldom),
            Overload("sublist", (_LIST, Parameter("start position", PURE), Parameter("length", PURE)), _same_list, _sublist, total=seldom),
        ),
        Doc(
            "The part of a list from a position, of a length.",
            "La partie d'une liste à partir d'une position, d'une longueur.",
            "sublist([4, 5, 6], 1, 2)",
            "[4, 5]",
        ),
    ),
    Function(
        "append",
        (Overload("append", (_LIST, Parameter("item", ANY)), _with_item, lambda items, *new: _bounded((*items, *new)), variadic=True),),
        Doc("The list with items added at its end.", "La liste augmentée d'éléments à la fin.", "append([1], 2, 3)", "[1, 2, 3]"),
    ),
    Function(
        "concatenate",
        (Overload("concatenate", (_LIST,), _joined_lists, _joined, variadic=True),),
        Doc("The lists one after another.", "Les listes l'une après l'autre.", "concatenate([1, 2], [3])", "[1, 2, 3]"),
    ),
    Function(
        "union",
        (Overload("union", (_LIST,), _joined_lists, lambda *lists: _distinct(item for items in lists for item in items), variadic=True),),
        Doc(
            "The lists one after another, each value once.",
            "Les listes réunies, chaque valeur une fois.",
            "union([1, 2], [2, 3])",
            "[1, 2, 3]",
        ),
    ),
    Function(
        "insert before",
        (Overload("insert before", (_LIST, _POSITION, Parameter("newItem", ANY)), _placed, _inserted, total=seldom),),
        Doc(
            "The list with an item inserted before a position.",
            "La liste avec un élément inséré avant une position.",
            "insert before([1, 3], 1, 2)",
            "[2, 1, 3]",
        ),
    ),
    Function(
        "remove",
        (Overload("remove", (_LIST, _POSITION), _same_list, _removed, total=seldom),),
        Doc("The list without the item at a position.", "La liste sans l'élément à une position.", "remove([1, 2, 3], 2)", "[1, 3]"),
    ),
    Function(
        "list replace",
        (Overload("list replace", (_LIST, _POSITION, Parameter("newItem", ANY)), _placed, _replaced, total=seldom),),
        Doc(
            "The list with the item at a position replaced.",
            "La liste où l'élément d'une position est remplacé.",
            "list replace([2, 4, 7], 3, 6)",
            "[2, 4, 6]",
        ),
    ),
    Function(
        "reverse",
        (Overload("reverse", (_LIST,), _same_list, lambda items: items[::-1]),),
        Doc("The list from its end.", "La liste à rebours.", "reverse([1, 2, 3])", "[3, 2, 1]"),
    ),
    Function(
        "index of",
        (
            Overload(
                "index of",
                (_LIST, Parameter("match", ANY)),
                _sought(ListOf(Number("", Decimal(1), Decimal(MOST_ITEMS), 0))),
                lambda items, match: tuple(Decimal(i) for i, x in enumerate(items, 1) if equal(x, match)),
            ),
        ),
        Doc("The positions at which a value stands.", "Les positions où se trouve une valeur.", "index of([1, 2, 3, 2], 2)", "[2, 4]"),
    ),
    Function(
        "distinct values",
        (Overload("distinct values", (_LIST,), _same_list, _distinct),),
        Doc("Each value once, in order.", "Chaque valeur une fois, dans l'ordre.", "distinct values([1, 2, 1])", "[1, 2]"),
    ),
    Function(
        "duplicate values",
        (Overload("duplicate values", (_LIST,), _same_list, _duplicates),),
        Doc("The values that stand more than once.", "Les valeurs présentes plus d'une fois.", "duplicate values([1, 2, 1])", "[1]"),
    ),
    Function(
        "in one",
        (
            Overload(
                "in one",
                (Parameter("lists", list_of(LIST)),),
                lambda types: item_of(types[0]),
                lambda lists: _joined(*lists),
            ),
        ),
        Doc("The items of lists in one list.", "Les éléments de listes en une seule.", "concatenate([1], [2])", "[1, 2]"),
        internal=True,
    ),
    Function(
        "flatten",
        (Overload("flatten", (_LIST,), _flat, _flattened),),
        Doc(
            "The items of nested lists in one list.",
            "Les éléments de listes imbriquées en une seule.",
            "flatten([[1, 2], [3]])",
            "[1, 2, 3]",
        ),
    ),
)
