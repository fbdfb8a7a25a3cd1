"""New files that hold what is sealed in a journal, or what opens it: their owner alone may read them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO


def new_private(path: Path) -> BinaryIO:
    """A new file, to be written. Raises FileExistsError where there is one, and OSError in the system's words."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")
