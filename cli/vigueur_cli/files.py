"""Files that a command is given: read without waiting and no further than needed, written where there is nothing yet."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vigueur import Refused, problem
from vigueur_cli.wrong_use import refuse

LARGEST_CHECKPOINT = 1 << 16
"""Bytes taken of a checkpoint: many times what one has."""


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file, to be read. Raises Refused for a pipe or a device: they could hold the command for ever, or give bytes without end."""
    with open(path, "rb", opener=_at_once) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Refused((problem("VG301", None, file=str(path), why="not a file"),))
        yield file


def beginning(path: Path, most: int) -> bytes:
    """The first bytes of a file, so that whoever reads them may say that they are too many. Raises Refused."""
    with opened(path) as file:
        return file.read(most)


@contextmanager
def new_file(path: Path, *, private: bool = True) -> Iterator[None]:
    """A file that is about to be written: tried before anything is recorded, and not left half written. Raises Refused.

    `private`: its owner alone may read it, for it holds what the journal seals.
    """
    if os.path.lexists(path):
        refuse("VG881", name=str(path))
    path.open("xb").close()
    path.unlink()
    before = os.umask(0o077) if private else None
    try:
        yield
    except FileExistsError:
        raise  # somebody else's, made meanwhile
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        if before is not None:
            os.umask(before)


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
