"""The pages of a file of SQLite, walked without SQLite: every page is reached once, every byte has its meaning or is zero.

https://www.sqlite.org/fileformat2.html, for what a store is: tables of rows that are added in the order of their numbers, and nothing else.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from typing import Final, TypeAlias

from vigueur.journal.sqlite_damage import Damage
from vigueur.plain import dataclass

PAGE: Final = 4096
FIRST: Final = 100
"""Bytes of the file's header, before the first page's own."""
INTERIOR: Final = 5
LEAF: Final = 13
ENOUGH: Final = 100
"""Findings of damage after which a file is not read on."""
_LOCAL: Final = PAGE - 35
_LEAST: Final = (PAGE - 12) * 32 // 255 - 23
_SHORT: Final = (*([-1] * 12), *((n - 12) // 2 for n in range(12, 128)))
"""Bytes of a value by a serial type of one byte: text and blobs."""
_LENGTHS: Final = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, -1, -1, *_SHORT[12:])

Value: TypeAlias = "int | str | bytes | None"


class Enough(Exception):  # noqa: N818 - nothing went wrong: there is only too much to tell
    """So much is wrong that there is no use in reading on."""


@dataclass(frozen=True, slots=True)
class View:
    """The pages as a reader of the database sees them: from the log where it has them, else from the file."""

    file: str
    log_file: str
    handle: int
    log: bytes
    logged: dict[int, int]
    count: int

    def page(self, number: int) -> bytes:
        at = self.logged.get(number)
        if at is not None:
            return self.log[at : at + PAGE]
        return os.pread(self.handle, PAGE, (number - 1) * PAGE)

    def finding(self, number: int, offset: int, what: str) -> Damage:
        at = self.logged.get(number)
        if at is not None:
            return Damage(self.log_file, at + offset, what, number)
        return Damage(self.file, (number - 1) * PAGE + offset, what, number)


class Walk:
    """A walk over all tables. What is wrong is in `findings`; the schema, read on the way, in `schema`."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.findings: list[Damage] = []
        self.schema: list[tuple[Value, ...]] = []
        self._seen = bytearray(view.count + 1)
        self._last = 0
        self._certain = 0
        self._decoded: list[tuple[Value, ...]] | None = None

    def rows(self, root: int, first: int, *, decode: bool = False) -> list[tuple[Value, ...]]:
        """Walk the table of a root, whose rows are numbered from `first`; its rows where they are to be decoded."""
        self._last = first - 1
        self._decoded = [] if decode else None
        self._tree(root, None, 0)
        return self._decoded or []

    def unreached(self) -> None:
        for number in range(1, self.view.count + 1):
            if not self._seen[number]:
                self._find(number, 0, "lost")

    def _find(self, number: int, offset: int, what: str) -> None:
        self.findings.append(self.view.finding(number, offset, what))
        self._certain += self.findings[-1].certain
        if self._certain >= ENOUGH:
            raise Enough

    def _reached(self, number: int, parent: int, offset: int) -> bool:
        if not 1 <= number <= self.view.count or self._seen[number]:
            self._find(parent, offset, "reference")
            return False
        self._seen[number] = 1
        return True

    def _tree(self, number: int, parent: tuple[int, int] | None, level: int) -> int | None:
        """Walk what hangs on a page; the levels below it, or None where it cannot be read."""
        if not self._reached(number, *(parent or (1, 0))):
            return None
        page = self.view.page(number)
        try:
            head = FIRST if number == 1 else 0
            kind = page[head]
            if kind == LEAF:
                self._leaf(number, page, head)
                return 0
            if kind == INTERIOR and level < 20:  # noqa: PLR2004 - SQLite's own limit of depth
                return self._interior(number, page, head, level)
            self._find(number, head, "kind")
        except (IndexError, struct.error):
            self._find(number, 0, "unreadable")
        return None

    def _leaf(self, number: int, page: bytes, head: int) -> None:
        free, count, start, fragments = struct.unpack_from(">HHHB", page, head + 1)
        pointers = struct.unpack_from(f">{count}H", page, head + 8)
        end = head + 8 + 2 * count
        if page[end:start].strip(b"\0") or start < end:
            self._find(number, _first(page, end, start), "unused")
        if free or fragments:
            self._find(number, head + 1, "cells")
        below = PAGE
        for at, pointer in enumerate(pointers):
            size = self._cell(number, page, pointer)
            if pointer + size != below and number != 1:
                self._find(number, head + 8 + 2 * at, "cells")
            below = pointer
        if below != start:
            self._find(number, head + 5, "cells")

    def _cell(self, number: int, page: bytes, at: int) -> int:
        """Check the cell of a row; its size on the page."""
        length, payload = _varint(page, at)
        row, payload = _varint(page, payload)
        if row != self._last + 1:
            self._find(number, at, "order")
        self._last = row
        rest = None
        local = length
        if length > _LOCAL:
            spilled = _LEAST + (length - _LEAST) % (PAGE - 4)
            local = spilled if spilled <= _LOCAL else _LEAST
            (after,) = struct.unpack_from(">I", page, payload + local)
            rest = self._overflow(number, payload + local, after, length - local)
        if self._decoded is not None:
            self._decoded.append(_record(page[payload : payload + local] + (rest or b"")))
        elif not _is_row(page, payload, length):
            self._find(number, payload, "row")
        return payload - at + local + (4 if length > _LOCAL else 0)

    def _overflow(self, parent: int, offset: int, number: int, length: int) -> bytes:
        """Walk the pages that hold the rest of a row; what is read of it."""
        read = []
        while length > 0:
            if not self._reached(number, parent, offset):
                return b""
            page = self.view.page(number)
            parent, offset = number, 0
            (number,) = struct.unpack_from(">I", page)
            if length < PAGE - 4 and page[4 + length :].strip(b"\0"):
                self._find(parent, _first(page, 4 + length, PAGE), "unused")
            if self._decoded is not None:
                read.append(page[4 : 4 + length])
            length -= PAGE - 4
        if number:
            self._find(parent, 0, "reference")
        return b"".join(read)

    def _interior(self, number: int, page: bytes, head: int, level: int) -> int | None:
        free, count, start, fragments, right = struct.unpack_from(">HHHBI", page, head + 1)
        pointers = struct.unpack_from(f">{count}H", page, head + 12)
        end = head + 12 + 2 * count
        levels = set()
        spans = list(self._free(number, page, free))
        for at, pointer in enumerate(pointers):
            (child,) = struct.unpack_from(">I", page, pointer)
            key, after = _varint(page, pointer + 4)
            spans.append((pointer, after))
            levels.add(self._tree(child, (number, pointer), level + 1))
            if key != self._last:
                self._find(number, pointer + 4, "order")
            if after - pointer < 5:  # noqa: PLR2004 - a child and a number
                self._find(number, head + 12 + 2 * at, "cells")
        levels.add(self._tree(right, (number, head + 8), level + 1))
        if len(levels) != 1:
            self._find(number, 0, "kind")
            return None
        self._spans(number, page, sorted(spans), (start, fragments))
        self._gap(number, page[end:start], end)
        if start < end:
            self._find(number, head + 5, "cells")
        below = levels.pop()
        return None if below is None else below + 1

    def sound(self, number: int, page: bytes, head: int) -> bool:
        """Whether the cells and free blocks of an interior page fill its end: what is before them is then nobody's."""
        try:
            free, count, start, fragments = struct.unpack_from(">HHHB", page, head + 1)
            pointers = struct.unpack_from(f">{count}H", page, head + 12)
            cells = [(pointer, _varint(page, pointer + 4)[1]) for pointer in pointers]
            self._spans(number, page, sorted([*self._free(number, page, free), *cells]), (start, fragments))
        except (IndexError, struct.error):
            return False
        return not self.findings and head + 12 + 2 * count <= start

    def _free(self, number: int, page: bytes, at: int) -> Iterator[tuple[int, int]]:
        """The free blocks of a page: they hold the place of the next, their size, and zeros."""
        while at:
            after, size = struct.unpack_from(">HH", page, at)
            if size < 4 or at + size > PAGE or (after and after <= at + size + 3):  # noqa: PLR2004 - its own head
                self._find(number, at, "cells")
                return
            if page[at + 4 : at + size].strip(b"\0"):
                self._find(number, _first(page, at + 4, at + size), "unused")
            yield at, at + size
            at = after

    def _spans(self, number: int, page: bytes, spans: list[tuple[int, int]], told: tuple[int, int]) -> None:
        """Check that cells and free blocks fill the end of the page but for the fragments told, which are zero."""
        start, fragments = told
        last, lost = start, 0
        for begin, end in [*spans, (PAGE, PAGE)]:
            gap = begin - last
            if not 0 <= gap < 4 or (last == start and gap):  # noqa: PLR2004 - what is as long is a free block
                self._find(number, min(begin, PAGE - 1), "cells")
                return
            if page[last:begin].strip(b"\0"):
                self._find(number, last, "unused")
            last, lost = end, lost + gap
        if lost != fragments:
            self._find(number, 7, "cells")

    def _gap(self, number: int, gap: bytes, at: int) -> None:
        """Check the space between an interior page's pointers and cells.

        SQLite clears it everywhere but here: dividing an interior page leaves pointers behind the pointers, and cells before the cells.
        In the log the checksums cover it; in the file `clear` empties it, so that one bit in it is damage. More bits are not told from
        what was left: 8,482 remainders looked at had all kinds of shapes, but none was of one bit.
        """
        if number in self.view.logged or not gap.strip(b"\0"):
            return
        one_bit = int.from_bytes(gap).bit_count() == 1
        self._find(number, at + _first(gap, 0, len(gap)), "unused" if one_bit else "left")


def _first(page: bytes, start: int, end: int) -> int:
    """Where the first byte is that is not zero."""
    rest = page[start:end]
    return start + len(rest) - len(rest.lstrip(b"\0"))


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """A number of SQLite's, and where it ends."""
    value = page[at]
    if value < 128:  # noqa: PLR2004 - the most of numbers
        return value, at + 1
    value &= 127
    for end in range(at + 1, at + 8):
        byte = page[end]
        value = value << 7 | byte & 127
        if byte < 128:  # noqa: PLR2004
            return value, end + 1
    return value << 8 | page[at + 8], at + 9


def _is_row(page: bytes, at: int, length: int) -> bool:
    """Whether a record's header says of which length it is, and its first value is none: it is the row's number."""
    size, position = _varint(page, at)
    total, end = size, at + size
    if page[position] != 0 or end > PAGE:
        return False
    while position < end:
        kind = page[position]
        if kind < 128:  # noqa: PLR2004 - the most of types
            position += 1
            more = _LENGTHS[kind]
        else:
            kind, position = _varint(page, position)
            more = (kind - 12) // 2
        if more < 0:
            return False
        total += more
    return position == end and total == length


def _record(payload: bytes) -> tuple[Value, ...]:
    """The values of a record."""
    size, position = _varint(payload, 0)
    values: list[Value] = []
    at = size
    while position < size:
        kind, position = _varint(payload, position)
        length = _LENGTHS[kind] if kind < 12 else (kind - 12) // 2  # noqa: PLR2004 - text and blobs
        values.append(_value(kind, payload[at : at + max(length, 0)]))
        at += max(length, 0)
    return tuple(values) if position == size and at == len(payload) else ()


def _value(kind: int, raw: bytes) -> Value:
    if kind == 0:
        return None
    if kind in {8, 9}:
        return kind - 8
    if kind < 7:  # noqa: PLR2004 - whole numbers
        return int.from_bytes(raw, signed=True)
    return raw.decode(errors="replace") if kind % 2 else raw
