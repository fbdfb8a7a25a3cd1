"""All operations by key, all functions by name, and the choice of an overload for the types of a call."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from vigueur.builtins import (
    aggregates,
    arithmetic,
    comparison,
    conversion,
    dates,
    durations,
    lists,
    numbers,
    positions,
    ranges,
    rounding,
    strings,
)
from vigueur.builtins.operations import Function, Mismatch, Overload, Types
from vigueur.plain import dataclass
from vigueur.types import Type
from vigueur.values import State

_FAMILIES = (
    aggregates.FUNCTIONS,
    arithmetic.FUNCTIONS,
    comparison.FUNCTIONS,
    conversion.FUNCTIONS,
    dates.FUNCTIONS,
    durations.FUNCTIONS,
    lists.FUNCTIONS,
    numbers.FUNCTIONS,
    positions.FUNCTIONS,
    ranges.FUNCTIONS,
    rounding.FUNCTIONS,
    strings.FUNCTIONS,
)

FUNCTIONS: dict[str, Function] = {f.name: f for f in sorted((f for family in _FAMILIES for f in family), key=lambda f: f.name)}
"""By name, sorted. Operators stand under their sign, the minus in front of a term under `negate`."""

OPERATIONS: dict[str, Overload] = {o.key: o for o in sorted((o for f in FUNCTIONS.values() for o in f.overloads), key=lambda o: o.key)}
"""By key, sorted."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """An overload that fits. `order`: for each parameter, the position of the argument that was named for it."""

    overload: Overload
    type: Type
    order: tuple[int, ...]
    total: bool


Constants: TypeAlias = "tuple[State | None, ...]"
Candidate: TypeAlias = "tuple[Overload, Types, tuple[int, ...]]"


def resolve(name: str, types: Types, constants: Constants = ()) -> Resolved | Mismatch:
    """The overload of a function that takes arguments of these types, or why there is none.

    `constants` are the values of the arguments that are written out, None for the others.
    """
    function = _written(name)
    if isinstance(function, Mismatch):
        return function
    return _choose(
        function, tuple((o, types, tuple(range(len(types)))) for o in function.overloads if o.takes(len(types))), len(types), constants
    )


def resolve_named(name: str, arguments: tuple[tuple[str, Type], ...], constants: Constants = ()) -> Resolved | Mismatch:
    """The same for a call whose arguments are named."""
    function = _written(name)
    if isinstance(function, Mismatch):
        return function
    overloads = [o for o in function.overloads if not o.variadic or len(o.parameters) > 1]  # items given one by one have no names
    known = tuple(dict.fromkeys(p.name for o in overloads for p in o.parameters))
    given = [argument for argument, _ in arguments]
    for i, argument in enumerate(given):
        if argument not in known:
            return Mismatch("unknown_parameter", name, argument, known, position=i)
        if argument in given[:i]:
            return Mismatch("repeated_parameter", name, argument, known, position=i)
    candidates = []
    for overload in overloads:
        names = [p.name for p in overload.parameters]
        if sorted(names) == sorted(given):
            order = tuple(given.index(n) for n in names)
            candidates.append((overload, tuple(arguments[i][1] for i in order), order))
    return _choose(function, tuple(candidates), len(given), constants)


def _written(name: str) -> Function | Mismatch:
    function = FUNCTIONS.get(name)
    if function is None or function.internal:
        return Mismatch(
            "unknown_function", name, name, tuple(n for n, f in FUNCTIONS.items() if n[0].isalpha() and not f.internal and n != "negate")
        )
    return function


def _choose(function: Function, candidates: tuple[Candidate, ...], count: int, constants: Constants) -> Resolved | Mismatch:
    if not candidates:
        return Mismatch("arity", function.name, counts=_counts(function), position=count)
    clash: Mismatch | None = None
    refusals: list[tuple[int, Overload]] = []
    for overload, types, order in candidates:
        wrong = next((i for i, t in enumerate(types) if not overload.parameter(i).accepts.holds(t)), None)
        if wrong is not None:
            refusals.append((wrong, overload))
            continue
        if overload.when is not None:
            value = constants[order[0]] if order[0] < len(constants) else None
            if value is None or not overload.when(value):
                clash = clash or Mismatch("not_constant", function.name, position=order[0], given=types[0])
                continue
        result = overload.result(types)
        if not isinstance(result, Mismatch):
            return Resolved(overload, result, order, overload.total(types))
        a, b = (order[min(i, len(order) - 1)] for i in result.positions)
        clash = clash or replace(result, function=function.name, positions=(a, b), position=order[min(result.position, len(order) - 1)])
    if clash:
        return clash
    return _refused(function, refusals, candidates)


def _refused(function: Function, refusals: list[tuple[int, Overload]], candidates: tuple[Candidate, ...]) -> Mismatch:
    """The argument that got furthest, with all that would have done there."""
    furthest = max(position for position, _ in refusals)
    kinds = {o.parameter(furthest).accepts.en: o.parameter(furthest).accepts for position, o in refusals if position == furthest}
    _, types, order = next(c for c in candidates if any(c[0] is o and position == furthest for position, o in refusals))
    return Mismatch("argument", function.name, position=order[furthest], expected=tuple(kinds.values()), given=types[furthest])


def _counts(function: Function) -> tuple[int, ...]:
    counts = sorted({len(o.parameters) for o in function.overloads})
    return (*counts, -1) if any(o.variadic for o in function.overloads) else tuple(counts)
