"""Checked programs kept between runs: data only, found by content, believed only where nobody else could have written it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from vigueur.ir import codec
from vigueur.ir.nodes import Program
from vigueur.plain import dataclass
from vigueur.source import Source

_LARGEST: Final = 256 * 1024 * 1024
_MOST: Final = 64
"""Programs kept; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A checked program and the hash of its meaning."""

    program: Program
    meaning: str


def content_hash(files: Iterable[Source]) -> str:
    """The hash of files by name and content (SHA-256, hex), wherever their folder lies and whatever it is called."""
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda f: f.name):
        name, text = file.name.partition("/")[2].encode(), file.text.encode()
        digest.update(f"{len(name)}:{len(text)}:".encode() + name + text)
    return digest.hexdigest()


def recall(content: str) -> Kept | None:
    """The program kept for a content, or None."""
    path = _path(content)
    if path is None:
        return None
    try:
        text = _read(path)
    except (OSError, UnicodeDecodeError):
        return None
    checksum, _, body = text.partition("\n")
    if checksum != _checksum(content, body):
        return None
    meaning, _, program = body.partition("\n")
    try:
        return Kept(codec.load(program), meaning)
    except codec.Corrupt:
        return None


def keep(content: str, program: Program, meaning: str) -> None:
    """Keep a program. Where that cannot be done, nothing is lost: it will be checked again."""
    path = _path(content, make=True)
    if path is None:
        return
    body = f"{meaning}\n{codec.dump(program)}"
    try:
        import tempfile  # noqa: PLC0415 - nothing is written where a program is found

        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{_checksum(content, body)}\n{body}")
        Path(name).replace(path)
        _forget_the_oldest(path.parent)
    except (OSError, UnicodeEncodeError):
        return


def _path(content: str, *, make: bool = False) -> Path | None:
    """Where a program is kept: a folder that belongs to this user alone. None where there is no such folder."""
    wanted = os.environ.get("VIGUEUR_CACHE")
    if wanted == "":
        return None
    base = Path(wanted) if wanted else Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "vigueur"
    try:
        if make:
            base.mkdir(mode=0o700, parents=True, exist_ok=True)
        return base / f"{content}.program" if _ours(base.lstat(), folder=True) else None
    except (OSError, RuntimeError):
        return None


def _ours(found: os.stat_result, *, folder: bool) -> bool:
    kind = stat.S_ISDIR(found.st_mode) if folder else stat.S_ISREG(found.st_mode)
    owner = os.getuid() if hasattr(os, "getuid") else found.st_uid
    return kind and found.st_uid == owner and not found.st_mode & 0o022


def _read(path: Path) -> str:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags), encoding="utf-8") as file:
        found = os.fstat(file.fileno())
        if not _ours(found, folder=False) or found.st_size > _LARGEST:
            raise PermissionError
        return file.read()


def _checksum(content: str, body: str) -> str:
    """Tells what another engine wrote, what was cut short, and what was renamed."""
    return hashlib.sha256(f"{_engine()}\n{content}\n{body}".encode()).hexdigest()


def _engine() -> str:
    """The state of the engine's own files: a program checked by another engine is checked again."""
    root = Path(__file__).parent
    seen = []
    for folder in sorted([root, *(d for d in root.iterdir() if d.is_dir())]):
        for entry in sorted(os.scandir(folder), key=lambda e: e.name):
            if entry.name.endswith((".py", ".lark", ".json")):
                found = entry.stat()
                seen.append(f"{folder.name}/{entry.name}:{found.st_size}:{found.st_mtime_ns}")
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()


def _forget_the_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.program"), key=lambda p: p.stat().st_mtime, reverse=True)
    for path in kept[_MOST:]:
        path.unlink(missing_ok=True)
