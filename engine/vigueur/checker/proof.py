"""Gaps and overlaps of a decision table, proved over the product of its columns, with a case that shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from vigueur.checker.domains import Domain, Values, union
from vigueur.plain import dataclass

MOST_WORK: Final = 200_000
"""Pieces looked at before a table is refused as too large."""

Box: TypeAlias = "tuple[Values | None, ...]"
"""For each column the values of a case; None where any will do."""


class TooLarge(Exception):  # noqa: N818 - not an error: a table that cannot be proved in bounded time
    """The table has too many cases to look at."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a row: the set of values of each; None for a wildcard. `doubtful`: columns whose test is not written out."""

    sets: Box
    doubtful: frozenset[int] = frozenset()


class Proof:
    """A table's columns and rows, and how much work was spent on them."""

    def __init__(self, domains: Sequence[Domain], rows: Sequence[Cells]) -> None:
        self.domains = tuple(domains)
        self.rows = tuple(rows)
        self.work = 0
        self._seen: set[tuple[int, frozenset[int]]] = set()

    def gap(self) -> Box | None:
        """A case that no row surely matches."""
        self._seen.clear()
        sure = frozenset(i for i, row in enumerate(self.rows) if not row.doubtful)
        return self._gap(0, sure, (), None)

    def unreached(self, index: int) -> bool:
        """Whether the rows above match all cases of a row."""
        self._seen.clear()
        above = frozenset(i for i in range(index) if not self.rows[i].doubtful)
        return bool(above) and self._gap(0, above, (), self.rows[index]) is None

    def _gap(self, column: int, rows: frozenset[int], box: Box, within: Cells | None) -> Box | None:
        if not rows:
            rest = within.sets[column:] if within else (None,) * (len(self.domains) - column)
            return (*box, *rest)
        if column == len(self.domains) or (column, rows) in self._seen:
            return None
        domain = self.domains[column]
        limit = within.sets[column] if within and column not in within.doubtful else None
        written = {i: s for i in rows if (s := self.rows[i].sets[column]) is not None}
        if not written:
            return self._gap(column + 1, rows, (*box, limit), within)
        pieces: dict[frozenset[int], list[Values]] = {}
        for piece in domain.pieces([*written.values(), *([limit] if limit is not None else [])]):
            self._spend(len(written))
            if limit is None or not (piece & limit).empty:
                matching = frozenset(i for i in rows if i not in written or not (written[i] & piece).empty)
                pieces.setdefault(matching, []).append(piece)
        for matching, parts in pieces.items():
            found = self._gap(column + 1, matching, (*box, union(parts)), within)
            if found is not None:
                return found
        self._seen.add((column, rows))
        return None

    def overlaps(self, index: int) -> list[tuple[int, Box]]:
        """The rows above that a row may share a case with, and the cases shared."""
        found = []
        row = self.rows[index]
        for other in range(index):
            shared = self._shared(row, self.rows[other])
            if shared is not None:
                found.append((other, shared))
        return found

    def _shared(self, one: Cells, other: Cells) -> Box | None:
        box: list[Values | None] = []
        for a, b in zip(one.sets, other.sets, strict=True):
            self._spend(1)
            both = a if b is None else b if a is None else a & b
            if both is not None and both.empty:
                return None
            box.append(both)
        return tuple(box)

    def _spend(self, work: int) -> None:
        self.work += work
        if self.work > MOST_WORK:
            raise TooLarge
