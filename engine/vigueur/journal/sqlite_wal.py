"""The write-ahead log of SQLite, read without SQLite, which forgets in silence what follows a damaged bit.

A log is a header of 32 bytes and frames of 24 + 4096: a page's number, the size of the database where a transaction ends, the two salts of
the header, two checksums, the page. A frame's checksums continue those of the frame before. They are linear: a changed bit changes
them by its own weight, so that *one* changed bit is told, and told where, from a frame that was never written whole.

What is found is damage, or what a stopped process may leave (the findings of `NOTICES`):

- The log ends within a frame, or without the frame that ends a transaction: the write was stopped. Nothing of it was recorded.
- Frames carry the salts of an earlier log, which counted one less: a log is begun anew at the head of its file, when all of it is in the
  database. They have no meaning, and every log that was ever begun anew ends so: nothing is said, but of a bit that their checksums tell.
- A frame does not continue the one before, and no single bit explains it. A writer that is killed beside others leaves its frames behind,
  and the next writer covers the first of them only; a failure of power leaves a last transaction of which pages are missing. Two
  changed bits look the same, where they are in the last transaction. It is damage for certain where transactions follow that follow
  *each other*: killed writers leave one each.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import Final

from vigueur.journal.sqlite_damage import Damage
from vigueur.plain import dataclass

PAGE: Final = 4096
HEADER: Final = 32
FRAME: Final = 24
_MAGIC: Final = {0x377F0682: "<", 0x377F0683: ">"}
_VERSION: Final = 3_007_000
_MASK: Final = 0xFFFFFFFF
_RESETS: Final = 1 << 16
"""Logs back to which the salt of a frame is believed to be an earlier log's: it counts up by one."""

Sums = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Log:
    """What SQLite will read of a log: where each page stands in it, and how many pages the database has. None: the log says nothing."""

    pages: dict[int, int]
    size: int | None
    findings: tuple[Damage, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    at: int
    page: int
    size: int
    salts: bytes
    sums: Sums
    words: tuple[int, ...]

    @property
    def commits(self) -> bool:
        return self.size != 0


def read_log(raw: bytes, file: str) -> Log:
    """The log of a database, and what is wrong with it."""
    if len(raw) < HEADER:
        return Log({}, None, (Damage(file, 0, "wal-unfinished"),) if raw else ())
    magic, version, page, _ = struct.unpack_from(">4I", raw)
    order = _MAGIC.get(magic)
    if order is None or version != _VERSION or page != PAGE or _summed(order, raw[:24], (0, 0)) != struct.unpack_from(">2I", raw, 24):
        return Log({}, None, (Damage(file, 0, "wal-header"),))
    return _Reading(raw, file, order).read()


class _Reading:
    def __init__(self, raw: bytes, file: str, order: str) -> None:
        self.raw = raw
        self.file = file
        self.order = order
        self.salts = raw[16:24]
        self.findings: list[Damage] = []
        self.pages: dict[int, int] = {}
        self.size: int | None = None

    def read(self) -> Log:
        sums: Sums = struct.unpack_from(">2I", self.raw, 24)
        open_: dict[int, int] = {}
        end = HEADER
        for frame in self._frames():
            follows = self._follows(frame, sums)
            if follows is None:
                break
            sums = follows
            end = frame.at + FRAME + PAGE
            if self.findings:  # SQLite reads no further than the first changed bit: only what else is wrong is looked for
                continue
            open_[frame.page] = frame.at + FRAME
            if frame.commits:
                self.pages |= open_
                open_, self.size = {}, frame.size
        if open_ and not self.findings:
            self._find(end, "wal-unfinished")
        self._rest(end)
        return Log(self.pages, self.size, tuple(self.findings))

    def _frames(self, start: int = HEADER) -> Iterator[_Frame]:
        for at in range(start, len(self.raw) - FRAME - PAGE + 1, FRAME + PAGE):
            page, size = struct.unpack_from(">2I", self.raw, at)
            words = struct.unpack_from(f"{self.order}2I", self.raw, at)
            words += struct.unpack_from(f"{self.order}{PAGE // 4}I", self.raw, at + FRAME)
            yield _Frame(at, page, size, self.raw[at + 8 : at + 16], struct.unpack_from(">2I", self.raw, at + 16), words)

    def _follows(self, frame: _Frame, before: Sums) -> Sums | None:
        """The checksums that the next frame continues; None where the frame does not continue those before."""
        sums = _sum(frame.words, before)
        if frame.salts == self.salts:
            return sums if sums == frame.sums else self._repaired(frame, sums)
        if sums != frame.sums:
            return None
        self._find(frame.at + 8 + _differs(frame.salts, self.salts), "wal-bit")  # the salts alone are not summed
        return sums

    def _repaired(self, frame: _Frame, sums: Sums) -> Sums | None:
        """The same, where one changed bit explains a frame's checksums: a bit of what is summed, or of the checksums themselves.

        Some bits of what is summed change one bit of the checksums: then the next frame tells which it was.
        """
        places = [
            frame.at + 4 * word + (FRAME - 8 if word > 1 else 0) for word in _changed_words(_less(frame.sums, sums), len(frame.words))
        ]
        told, due = struct.pack(">2I", *frame.sums), struct.pack(">2I", *sums)
        in_sums = (int.from_bytes(told) ^ int.from_bytes(due)).bit_count() == 1
        if in_sums and places:
            after = next(self._frames(frame.at + FRAME + PAGE), None)
            if after is not None and _sum(after.words, sums) == after.sums:
                places = []
            elif after is not None:
                in_sums = False
        if in_sums:
            places.append(frame.at + 16 + _differs(told, due))
        if not places:
            return None
        self._find(places[0] if len(places) == 1 else frame.at, "wal-bit")
        return sums if in_sums and len(places) == 1 else frame.sums

    def _rest(self, end: int) -> None:
        """What stands behind the last frame that continues the log."""
        first = next(self._frames(end), None)
        if first is None:
            if end < len(self.raw) and not self.findings:
                self._find(end, "wal-unfinished")
        elif first.salts == self.salts:
            self._find(end, "wal-lost" if self._recorded(end) else "wal-stray")
        else:
            self._older(end)

    def _older(self, end: int) -> None:
        """What is left of earlier logs: their salts count down, and their frames continue each other but where one log covers another."""
        salts, sums = self.salts, None
        for frame in self._frames(end):
            if frame.salts != salts:
                gone = (int.from_bytes(salts[:4]) - int.from_bytes(frame.salts[:4])) & _MASK
                if not 0 < gone < _RESETS:
                    self._find(frame.at, "wal-lost" if frame.at == end else "wal-bit")
                    return
            elif sums is not None and _sum(frame.words, sums) != frame.sums and self._repaired(frame, _sum(frame.words, sums)):
                return
            salts, sums = frame.salts, frame.sums

    def _recorded(self, end: int) -> bool:
        """Whether a transaction ended here that another followed: a killed writer leaves one, unfinished to all others."""
        frames = takewhile(lambda frame: frame.salts == self.salts, self._frames(end))
        return any(a.commits and _sum(b.words, a.sums) == b.sums for a, b in pairwise(frames))

    def _find(self, offset: int, what: str) -> None:
        self.findings.append(Damage(self.file, offset, what))


def _summed(order: str, raw: bytes, before: Sums) -> Sums:
    return _sum(struct.unpack(f"{order}{len(raw) // 4}I", raw), before)


def _sum(words: tuple[int, ...], before: Sums) -> Sums:
    """The checksums of SQLite's file format (section 4.2) over words, continued."""
    one, two = before
    pairs = iter(words)
    for even, odd in zip(pairs, pairs, strict=True):
        one = (one + even + two) & _MASK
        two = (two + odd + one) & _MASK
    return one, two


def _changed_words(difference: Sums, count: int) -> list[int]:
    """The words of which one changed bit explains a difference of the checksums. A word's weights are numbers of Fibonacci.

    Several for one of a word's nine highest bits: these numbers repeat themselves, modulo a power of two.
    """
    found = []
    w1, w2 = 0, 1  # of the last word
    for word in range(count - 1, -1, -1):
        # Of two neighbours among the numbers of Fibonacci one is odd: its difference tells the bit.
        differs = difference[0 if w1 & 1 else 1]
        bit = differs & -differs
        if bit and _weighs(bit, (w1, w2), difference):
            found.append(word)
        w1, w2 = w2, (w1 + w2) & _MASK
    return found


def _weighs(bit: int, weights: Sums, difference: Sums) -> bool:
    by = tuple(bit * weight & _MASK for weight in weights)
    return by == difference or tuple(-weight & _MASK for weight in by) == difference


def _less(one: Sums, other: Sums) -> Sums:
    return (one[0] - other[0]) & _MASK, (one[1] - other[1]) & _MASK


def _differs(one: bytes, other: bytes) -> int:
    return next(at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
