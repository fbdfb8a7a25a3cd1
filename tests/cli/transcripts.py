"""What a command wrote, and the streams that remember it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Said:
    """What a command wrote and the code it left with."""

    code: int
    out: str
    err: str


class Terminal(io.TextIOWrapper):
    """A stream that remembers, in an encoding of its own."""

    def __init__(self, encoding: str, given: bytes = b"") -> None:
        super().__init__(io.BytesIO(given), encoding=encoding, errors="replace", newline="\n")

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)  # type: ignore[attr-defined]


Call: TypeAlias = Callable[..., Said]
