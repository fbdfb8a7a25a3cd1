"""Decision tables and bands: which rows can match, and what those that can agree on.

Constant cells become a mask of rows for each value, so that a table costs a look-up a column.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Final

from vigueur.builtins.families import operation
from vigueur.interpreter.compiling import Compiling
from vigueur.interpreter.run import Closure, Point, Run
from vigueur.interpreter.states import agreed, combined
from vigueur.ir import nodes as ir
from vigueur.values import Absent, Bounds, State, Undetermined, Value

_MOST_COMBINATIONS: Final = 512


class _Column:
    """The cells of one input. `masks` gives the rows that a value matches; rows with a condition are asked one by one."""

    __slots__ = ("conditions", "default", "masks", "wild")

    def __init__(self, cells: list[ir.Cell], compiler: Compiling) -> None:
        self.wild = 0
        self.default = 0
        self.conditions: dict[int, Closure] = {}
        values = dict.fromkeys(v for cell in cells if isinstance(cell, ir.OneOf) for v in cell.values)
        self.masks: dict[Value, int] = dict.fromkeys(values, 0)
        for index, cell in enumerate(cells):
            bit = 1 << index
            match cell:
                case None:
                    self.wild |= bit
                case ir.OneOf(held, negated):
                    if negated:
                        self.default |= bit
                    for value in values:
                        if (value in held) != negated:
                            self.masks[value] |= bit
                case ir.Test(condition):
                    self.conditions[index] = compiler.compile(condition)

    def matches(self, value: State, rows: int, run: Run) -> tuple[int, int]:
        """Of some rows, those that match a state, and those that may."""
        surely = rows & self.wild
        maybe = 0
        if isinstance(value, Undetermined):
            if isinstance(value.possible, frozenset):
                masks = [self.masks.get(v, self.default) for v in value.possible]
                every, some = -1, 0
                for mask in masks:
                    every &= mask
                    some |= mask
                surely |= rows & every if masks else 0
                maybe |= rows & some & ~surely
            else:
                maybe |= rows & ~self.wild & ~self._conditional()
        elif not isinstance(value, Absent):
            surely |= rows & self.masks.get(value, self.default)
        for index, condition in self.conditions.items():
            bit = 1 << index
            if rows & bit:
                run.locals["?"] = value
                state = condition(run)
                if state is True:
                    surely |= bit
                elif isinstance(state, Undetermined):
                    maybe |= bit
        return surely, maybe & ~surely

    def _conditional(self) -> int:
        return sum(1 << index for index in self.conditions)


class _Table:
    """A decision table ready to be asked."""

    def __init__(self, expr: ir.Table, compiler: Compiling) -> None:
        self.hit = expr.hit
        self.inputs = tuple(compiler.compile(i) for i in expr.inputs)
        self.columns = tuple(_Column([row.cells[i] for row in expr.rows], compiler) for i in range(len(expr.inputs)))
        self.outputs = tuple(compiler.compile(row.output) for row in expr.rows)
        self.cites = tuple(row.cites for row in expr.rows)
        self.otherwise_cites = expr.otherwise_cites
        self.otherwise = compiler.compile(expr.otherwise) if expr.otherwise is not None else None
        self.all_rows = (1 << len(expr.rows)) - 1
        compiler.tables += 1
        self.points = tuple(compiler.point("row", f"{compiler.tables}.{i + 1}", row.place) for i, row in enumerate(expr.rows))
        self.left: Point | None = compiler.point("otherwise", str(compiler.tables)) if expr.otherwise is not None else None
        self.provision = compiler.provision

    def __call__(self, run: Run) -> State:
        values: list[State | None] = [None] * len(self.inputs)
        surely = possible = self.all_rows
        waiting: list[Undetermined] = []
        for position, column in enumerate(self.columns):
            if not possible & ~column.wild:
                continue
            value = self.inputs[position](run)
            if isinstance(value, Absent):
                return value
            values[position] = value
            if isinstance(value, Undetermined):
                waiting.append(value)
            sure, maybe = column.matches(value, possible, run)
            surely &= sure
            possible &= sure | maybe
            if not possible:
                break
        if waiting:
            return self._undetermined(run, values, surely, possible, waiting)
        return self._decide(run, surely, possible)

    def _decide(self, run: Run, surely: int, possible: int) -> State:
        """The answer where each row matches or doesn't, unless a cell's own condition is undetermined."""
        if possible != surely:
            return self._agreed(run, surely, possible, [])
        if not surely:
            return self._else(run)
        if self.hit in {"unique", "any", "first"}:
            return self._output((surely & -surely).bit_length() - 1, run)
        return self._many(run, surely)

    def _undetermined(self, run: Run, values: list[State | None], surely: int, possible: int, waiting: list[Undetermined]) -> State:
        """Try each combination of values still possible where they are few; else judge row by row."""
        choices: list[list[State | None]] = []
        size = 1
        for value in values:
            if isinstance(value, Undetermined):
                if not isinstance(value.possible, frozenset):
                    return self._agreed(run, surely, possible, waiting)
                choices.append(sorted(value.possible, key=repr))
            else:
                choices.append([value])
            size *= len(choices[-1])
            if size > _MOST_COMBINATIONS:
                return self._agreed(run, surely, possible, waiting)
        found: dict[tuple[int, int], None] = {}
        for combination in product(*choices):
            sure = rows = self.all_rows
            for column, value in zip(self.columns, combination, strict=True):
                if rows & ~column.wild:
                    if value is None:
                        return self._agreed(run, surely, possible, waiting)
                    one, maybe = column.matches(value, rows, run)
                    sure &= one
                    rows &= one | maybe
            found[sure, rows] = None
        return agreed([self._decide(run, sure, rows) for sure, rows in found], waiting)

    def _agreed(self, run: Run, surely: int, possible: int, waiting: list[Undetermined]) -> State:
        if self.hit not in {"unique", "any", "first"}:
            return combined(waiting)
        if surely and self.hit != "first":
            return self._output((surely & -surely).bit_length() - 1, run)
        outcomes: list[State] = []
        rows = possible
        while rows:
            bit = rows & -rows
            outcomes.append(self._output(bit.bit_length() - 1, run))
            if surely & bit:
                return agreed(outcomes, waiting)
            rows ^= bit
        if self.otherwise is not None or not outcomes:
            outcomes.append(self._else(run))
        return agreed(outcomes, waiting)

    def _output(self, index: int, run: Run) -> State:
        if run.seen is not None:
            run.seen.add(self.points[index])
        state = self.outputs[index](run)
        run.cites = self.cites[index]
        return state

    def _else(self, run: Run) -> State:
        if self.otherwise is None:
            return () if self.hit == "collect" else Absent("empty", self.provision)
        if run.seen is not None and self.left is not None:
            run.seen.add(self.left)
        state = self.otherwise(run)
        run.cites = self.otherwise_cites
        return state

    def _many(self, run: Run, rows: int) -> State:
        """Hit policies that take every row that matches."""
        states = [self._output(i, run) for i in range(len(self.outputs)) if rows >> i & 1]
        unknown = [s for s in states if isinstance(s, Undetermined)]
        if self.hit == "count":
            return Decimal(len(states))
        if unknown:
            return combined(unknown)
        values = [s for s in states if not isinstance(s, Absent)]
        if self.hit == "collect":
            return tuple(values)
        return operation(self.hit).meaning(tuple(values))


def table(expr: ir.Table, compiler: Compiling) -> Closure:
    """A decision table as a closure."""
    return _Table(expr, compiler)


def bands(expr: ir.Bands, compiler: Compiling) -> Closure:
    """Bands as a closure: an unknown edge leaves only its neighbours possible."""
    of = compiler.compile(expr.of)
    codes = tuple(code for code, _ in expr.edges)
    edges = tuple(compiler.compile(edge) for _, edge in expr.edges)
    points = tuple(compiler.point("row", code) for code in codes)

    def band(run: Run) -> State:
        value = of(run)
        if isinstance(value, Absent):
            return value
        lowest, highest = 0, len(codes) - 1
        waiting: list[Undetermined] = [value] if isinstance(value, Undetermined) else []
        unknown: list[tuple[int, Undetermined]] = []
        for index, edge in enumerate(edges):
            limit = edge(run)
            if isinstance(limit, Absent):
                return limit
            reached = _reaches(value, limit)
            if reached is True:
                lowest = index
            elif reached is False:
                highest = min(highest, index - 1)
                break
            elif isinstance(limit, Undetermined):
                unknown.append((index, limit))
        if highest < lowest:
            return Absent("empty", compiler.provision)
        if highest == lowest:
            if run.seen is not None:
                run.seen.add(points[lowest])
            return codes[lowest]
        waiting += [limit for index, limit in unknown if lowest < index <= highest]
        return combined(waiting, frozenset(codes[lowest : highest + 1]))

    return band


def _reaches(value: State, edge: State) -> bool | None:
    """Whether a value is at or above an edge; None where either is not known well enough."""
    low, high = _ends(value)
    edge_low, edge_high = _ends(edge)
    if low is not None and edge_high is not None and low >= edge_high:
        return True
    if high is not None and edge_low is not None and high < edge_low:
        return False
    return None


def _ends(state: State) -> tuple[Decimal | None, Decimal | None]:
    if isinstance(state, Decimal):
        return state, state
    if isinstance(state, Undetermined) and isinstance(state.possible, Bounds):
        low, high = state.possible.low, state.possible.high
        return (low if isinstance(low, Decimal) else None), (high if isinstance(high, Decimal) else None)
    return None, None
