"""Things due, as closures: round by round, the items whose conditions hold, each as a record."""

from __future__ import annotations

from collections.abc import Iterator

from vigueur.interpreter.compiling import Compiling
from vigueur.interpreter.run import Closure, Point, Run
from vigueur.ir import nodes as ir
from vigueur.plain import dataclass
from vigueur.values import Absent, Lack, Record, State, Undetermined


@dataclass(frozen=True, slots=True)
class _Item:
    code: str
    condition: Closure
    fields: tuple[tuple[str, Closure], ...]
    point: Point
    left_to: Undetermined | None
    """Where it is left to somebody's discretion, nobody knows whether it is due."""


def dues(expr: ir.Dues, compiler: Compiling) -> Closure:
    """The closure of things due. Where a list that it runs over is not known, nothing else is."""
    loops = tuple((name, compiler.compile(domain)) for name, domain in expr.loops)
    day = compiler.compile(expr.day) if expr.day is not None else None
    own = tuple(dict.fromkeys(name for item in expr.items for name, _ in item.fields))
    items = tuple(
        _Item(
            item.code,
            compiler.compile(item.condition),
            _complete(own, {name: compiler.compile(value) for name, value in item.fields}, compiler.provision),
            compiler.point("due", item.code, item.place),
            _left_to(item, compiler),
        )
        for item in expr.items
    )

    def one_round(run: Run) -> Iterator[State]:
        shared = [(name, run.locals[name]) for name, _ in loops]
        if day is not None:
            shared.append(("day", day(run)))
        for item in items:
            state = item.condition(run)
            if state is True and run.seen is not None:
                run.seen.add(item.point)
            if state is True and item.left_to is not None:
                yield item.left_to
            elif state is True:
                told = ((name, value(run)) for name, value in item.fields)
                yield Record((("due", item.code), *shared, *told))
            elif isinstance(state, Undetermined):
                yield Undetermined(state.facts, state.lacks)

    def all_rounds(run: Run, depth: int = 0) -> list[State] | Undetermined | Absent:
        if depth == len(loops):
            return list(one_round(run))
        name, domain = loops[depth]
        values = domain(run)
        if not isinstance(values, tuple):
            return values if isinstance(values, Undetermined | Absent) else []
        run.spend(len(values))
        found: list[State] = []
        for value in values:
            if isinstance(value, Undetermined):
                found.append(value)
                continue
            run.locals[name] = value
            inner = all_rounds(run, depth + 1)
            if not isinstance(inner, list):
                return inner
            found += inner
        return found

    def closure(run: Run) -> State:
        found = all_rounds(run)
        return tuple(found) if isinstance(found, list) else found

    return closure


def _left_to(item: ir.Due, compiler: Compiling) -> Undetermined | None:
    who = item.may.in_(compiler.linked.program.language)
    return Undetermined(lacks=frozenset((Lack(compiler.provision, "may", "", who=who),))) if who else None


def _complete(names: tuple[str, ...], given: dict[str, Closure], provision: str) -> tuple[tuple[str, Closure], ...]:
    """The fields of an item in the order of all items; what it has no field for is absent."""
    absent = Absent("not_applicable", provision)

    def nothing(_run: Run) -> State:
        return absent

    return tuple((name, given.get(name, nothing)) for name in names)
