"""The edition of a rule book as it is archived: its files as one text, found by their content, read again where the folder is gone."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory
from typing import Final

from vigueur.cache import content_hash
from vigueur.journal.canonical import NotCanonical, canonical, parse
from vigueur.rulebook.files import LARGEST_BOOK, MOST_FILES
from vigueur.source import Source

_LARGEST: Final = 2 * LARGEST_BOOK
_HASH: Final = 32


class NoArchive(ValueError):  # noqa: N818 - what it is
    """Bytes that are no archive of a rule book."""


def archived(files: Iterable[Source]) -> bytes:
    """The files of a rule book as one text, compressed; before it a hash, for some bits of what is compressed have no meaning."""
    packed = zlib.compress(canonical({file.name: file.text for file in files}), 9)
    return hashlib.sha256(packed).digest() + packed


def files_of(archive: bytes) -> tuple[Source, ...]:
    """The files of an archive, in order of name. Raises NoArchive."""
    reading = zlib.decompressobj()
    digest, packed = archive[:_HASH], archive[_HASH:]
    if hashlib.sha256(packed).digest() != digest:
        raise NoArchive
    try:
        named = parse(reading.decompress(packed, _LARGEST))
    except (zlib.error, NotCanonical) as error:
        raise NoArchive from error
    if not reading.eof or reading.unused_data or not isinstance(named, dict) or len(named) > MOST_FILES:
        raise NoArchive
    if not named or not all(isinstance(text, str) for text in named.values()):
        raise NoArchive
    return tuple(Source(_safe(name), str(text)) for name, text in named.items())


def files_of_content(archive: bytes | None, content: str) -> tuple[Source, ...]:
    """The files of an archive, if their content has this hash (SHA-256, hex). Raises NoArchive, also where there is none."""
    files = files_of(archive) if archive is not None else ()
    if not files or content_hash(files) != content:
        raise NoArchive
    return files


@contextmanager
def unpacked(files: Sequence[Source]) -> Iterator[Path]:
    """The folder of a rule book's files, for the time that it is needed."""
    with TemporaryDirectory(prefix="vigueur-") as temporary:
        root = Path(temporary)
        for file in files:
            path = root / file.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, encoding="utf-8", newline="")
        yield root / PurePosixPath(files[0].name).parts[0]


def _safe(name: str) -> str:
    """A name that stays below its folder. Raises NoArchive."""
    parts = PurePosixPath(name).parts
    if len(parts) < 2 or name.startswith("/") or ".." in parts or "\\" in name or "\0" in name or PureWindowsPath(name).drive:  # noqa: PLR2004 - a book, a file
        raise NoArchive
    return name
