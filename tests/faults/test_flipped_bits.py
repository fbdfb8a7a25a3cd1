"""One bit of a store, flipped: whichever it is, and in whichever file, it is found and the file or entry is named."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.faults.journals import copied, draft, errors, inspected, listed, moment, opened, whole

from vigueur import Problem, Refused, checkpoint
from vigueur.journal.keys import read_keys
from vigueur.journal.verification import Verified

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

PAGE, HEADER, LOG_HEADER, FRAME_HEADER = 4096, 100, 32, 24
NAMING = {"entry", "number", "content"}
ANYWHERE, ANYWHERE_IN_THE_LOG = 2000, 500


@cache
def left_behind() -> Path:
    """A journal whose last writer was killed: what it wrote is still in the write-ahead log."""
    with copied() as folder:
        process = os.fork()
        if not process:
            journal = opened(folder)
            journal.record([draft(journal, f"person {n}", at=moment(9)) for n in range(3)])
            checkpoint(journal, moment(10))
            os.kill(os.getpid(), signal.SIGKILL)
        os.waitpid(process, 0)
        kept = whole().parent / "left-behind"
        folder.rename(kept)
    return kept


class Broken:
    """A journal that is broken again and again, each time from what it was."""

    def __init__(self, folder: Path, source: Path) -> None:
        self.folder = folder
        self.files = {path.name: path.read_bytes() for path in source.iterdir() if not path.name.endswith("-shm")}

    def with_(self, name: str, changed: bytes) -> Verified:
        """What is found where one file holds something else."""
        for path in self.folder.iterdir():
            if path.name not in self.files:
                path.unlink()
        for kept, data in self.files.items():
            (self.folder / kept).write_bytes(changed if kept == name else data)
        return inspected(self.folder)

    def flipped(self, name: str, bit: int) -> Verified:
        return self.with_(name, flipped(self.files[name], bit))


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def names(found: Verified, file: str) -> bool:
    """Whether an error says which file, or which entry, checkpoint, key or archive in the store, is damaged."""
    return any(_names(one, file) for one in errors(found))


def _names(one: Problem, file: str) -> bool:
    return one.file.endswith(file) or (file.startswith("journal.db") and bool(NAMING & dict(one.details).keys()))


def unfound(source: Path, file: str, bits: Iterable[int]) -> list[str]:
    """The flipped bits that nothing is said of."""
    with copied(source) as folder:
        broken = Broken(folder, source)
        assert errors(broken.with_("", b"")) == [], "whole before it is broken"
        return [where(bit, found) for bit in bits if not names(found := broken.flipped(file, bit), file)]


def where(bit: int, found: Verified) -> str:
    return f"byte {bit // 8} (page {bit // 8 // PAGE + 1}, {bit // 8 % PAGE}), bit {bit % 8}: {listed(found.problems)}"


def sampled(seed: int, size: int, count: int) -> list[int]:
    return random.Random(seed).sample(range(size * 8), min(count, size * 8))  # noqa: S311 - chance, not a secret


def bits_of(*spans: tuple[int, int]) -> Iterator[int]:
    for first, end in spans:
        yield from range(first * 8, end * 8)


def test_any_bit_of_the_database_is_found():
    size = (whole() / "journal.db").stat().st_size
    assert unfound(whole(), "journal.db", sampled(1, size, ANYWHERE)) == []


def test_every_bit_of_the_header_of_the_database_is_found():
    assert unfound(whole(), "journal.db", bits_of((0, HEADER))) == []


def test_every_bit_that_says_how_a_page_is_built_is_found():
    """The header of each page, and where its first two cells are."""
    size = (whole() / "journal.db").stat().st_size
    spans = [(HEADER, HEADER + 12), *((page, page + 12) for page in range(PAGE, size, PAGE))]
    assert unfound(whole(), "journal.db", bits_of(*spans)) == []


def test_any_bit_of_a_write_ahead_log_that_was_left_behind_is_found():
    data = (left_behind() / "journal.db-wal").read_bytes()
    assert len(data) > PAGE
    assert unfound(left_behind(), "journal.db-wal", sampled(2, len(data), ANYWHERE_IN_THE_LOG)) == []
    last = LOG_HEADER + (len(data) - LOG_HEADER) // (PAGE + FRAME_HEADER) * (PAGE + FRAME_HEADER) - PAGE - FRAME_HEADER
    assert unfound(left_behind(), "journal.db-wal", bits_of((0, LOG_HEADER), (last, last + FRAME_HEADER))) == []


def test_any_bit_of_the_database_is_found_beside_a_log_that_was_left_behind_or_is_overwritten_by_it():
    """A page that the log holds anew is read by nobody: when the log has been brought in, the file is what it would have been."""
    source = left_behind()
    size = (source / "journal.db").stat().st_size
    with copied(source) as folder:
        broken = Broken(folder, source)
        broken.with_("", b"")
        opened(folder).close()
        whole_again = (folder / "journal.db").read_bytes()
        found = 0
        for bit in sampled(3, size, 300):
            if names(broken.flipped("journal.db", bit), "journal.db"):
                found += 1
                continue
            opened(folder).close()
            assert (folder / "journal.db").read_bytes() == whole_again, bit
    assert found > 100


def test_every_bit_of_the_public_key_is_found():
    size = (whole() / "journal.pub").stat().st_size
    assert unfound(whole(), "journal.pub", bits_of((0, size))) == []


def test_every_bit_of_the_key_file_is_found():
    with copied() as folder:
        path = folder / "journal.key"
        data = path.read_bytes()
        taken = []
        for bit in range(len(data) * 8):
            path.write_bytes(flipped(data, bit))
            try:
                read_keys(path)
            except Refused as refused:
                assert [(one.code, one.file) for one in refused.problems] == [("VG804", str(path))]
            else:
                taken.append(bit)
    assert taken == []
    assert unfound(whole(), "journal.key", sampled(4, len(data), 100)) == []


@pytest.mark.parametrize("file", ["journal.db", "journal.key", "journal.pub"])
def test_a_file_that_was_cut_anywhere_is_found(file: str):
    data = (whole() / file).read_bytes()
    edges = {0, 1, 15, 16, 99, 100, 101, len(data) - 1, len(data) - PAGE, *range(0, len(data), PAGE)}
    lengths = {n for n in edges if 0 <= n < len(data)} | set(random.Random(5).sample(range(len(data)), 60))  # noqa: S311 - chance
    with copied() as folder:
        broken = Broken(folder, whole())
        assert [n for n in sorted(lengths) if not names(broken.with_(file, data[:n]), file)] == []


@pytest.mark.parametrize("file", ["journal.db", "journal.key", "journal.pub"])
def test_a_file_of_zeros_or_of_nonsense_or_with_something_behind_it_is_found(file: str):
    data = (whole() / file).read_bytes()
    noise = random.Random(6).randbytes(len(data))  # noqa: S311 - chance, not a secret
    with copied() as folder:
        broken = Broken(folder, whole())
        for changed in (bytes(len(data)), noise, b"", data + b"\0", data + data, data + bytes(PAGE), b"the accounts of the garden\n"):
            found = broken.with_(file, changed)
            assert names(found, file), (changed[:40], listed(found.problems))


def test_a_log_that_was_cut_in_a_frame_or_lost_bytes_at_its_beginning_is_found():
    """Cut between two transactions it cannot be told from one in which less was written: a kept checkpoint tells."""
    data = (left_behind() / "journal.db-wal").read_bytes()
    with copied(left_behind()) as folder:
        broken = Broken(folder, left_behind())
        for cut in (data[1:], data[LOG_HEADER:], bytes(len(data)), bytes(LOG_HEADER) + data[LOG_HEADER:]):
            assert names(broken.with_("journal.db-wal", cut), "journal.db-wal")


def test_two_pages_that_changed_places_are_found():
    data = (whole() / "journal.db").read_bytes()
    pages = [data[n : n + PAGE] for n in range(0, len(data), PAGE)]
    with copied() as folder:
        broken = Broken(folder, whole())
        for one in range(len(pages)):
            for other in range(one):
                if pages[one] == pages[other]:
                    continue
                changed = list(pages)
                changed[one], changed[other] = pages[other], pages[one]
                assert names(broken.with_("journal.db", b"".join(changed)), "journal.db"), (one, other)
