"""An entry by its id, or by the beginning of its id; the id that was meant where there is none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Final

from vigueur.diagnostics.problems import Refused, problem
from vigueur.journal.entries import body_of, is_sound
from vigueur.journal.storage import Row, Storage

SHORTEST: Final = 8
"""Signs of an id that are enough, where no other entry begins so."""
_ID: Final = re.compile(rf"[0-9a-f-]{{{SHORTEST},36}}")
_NAMED: Final = 3
"""Entries that are named where several begin alike."""
_AROUND: Final = 500
"""Entries before and after the place of a mistaken id among which the one that was meant is looked for."""
_WRONG: Final = 2
"""Signs, one beside the other, that a mistaken id may have otherwise."""


def found(storage: Storage, id_: str, kinds: Collection[str]) -> Row:
    """The entry of some kinds that an id, or the beginning of one, names. Raises Refused for none, several, or a damaged one."""
    given = id_.strip().lower()
    if _ID.fullmatch(given) is None:
        raise _none(storage, id_, given, kinds)
    rows = tuple(islice(_beginning(storage, given, kinds), _NAMED + 1))
    if not rows:
        raise _none(storage, id_, given, kinds)
    if len(rows) > 1:
        more = ", …" if len(rows) > _NAMED else ""
        raise Refused((problem("VG814", None, id=given, known=", ".join(row.id for row in rows[:_NAMED]) + more),))
    body_of(rows[0])
    return rows[0]


def _beginning(storage: Storage, given: str, kinds: Collection[str]) -> Iterator[Row]:
    """The entries of some kinds whose ids begin so: they stand side by side, for ids are in the order of the log."""
    first, end = _place(storage, given), _place(storage, f"{given}~")  # `~` comes after all signs of an id
    rows = storage.rows() if first is None or end is None else storage.rows(first, end)
    return (row for row in rows if row.id.startswith(given) and row.kind in kinds)


def _place(storage: Storage, text: str) -> int | None:
    """The number of the first entry whose id is not before a text, by halving; None where a damaged entry leads nowhere."""
    last = storage.last()
    low, high = 0, last.sequence + 1 if last else 0
    while low < high:
        middle = (low + high) // 2
        row = storage.row(middle)
        if row is None or not is_sound(row):
            return None
        low, high = (middle + 1, high) if row.id < text else (low, middle)
    return low


def _none(storage: Storage, id_: str, given: str, kinds: Collection[str]) -> Refused:
    """The refusal of an id that there is not, with the one that is written almost so, where there is one alone."""
    place = _place(storage, given) or 0
    near = [row.id for row in storage.rows(max(0, place - _AROUND), place + _AROUND) if row.kind in kinds and _is_slip(given, row.id)]
    return Refused((problem("VG813", None, id=id_, near=near[0] if len(near) == 1 else None),))


def _is_slip(given: str, id_: str) -> bool:
    """Whether a text is an id, or its beginning, but for signs at one place: wrong, missing, too many, or swapped."""
    if len(given) < SHORTEST:
        return False
    return any(_wrong(given, id_[: len(given) + more]) <= _WRONG for more in (-1, 0, 1))


def _wrong(given: str, meant: str) -> int:
    """How many signs are left where what two texts begin and end with alike is taken away."""
    begin = _alike(given, meant)
    return max(len(given), len(meant)) - begin - _alike(given[begin:][::-1], meant[begin:][::-1])


def _alike(one: str, other: str) -> int:
    """How many signs two texts begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
