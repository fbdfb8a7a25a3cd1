"""What a terminal can show: signs that its encoding lacks are spelled out, never refused and never turned into question marks."""

from __future__ import annotations

import codecs
import json
import os
import sys
import unicodedata
from collections.abc import Callable
from textwrap import wrap
from typing import Final

_SPELLED: Final = {
    "—": "-",
    "–": "-",
    "€": "EUR",
    "£": "GBP",
    "\u202f": " ",
    "\u00a0": " ",
    "…": "...",
    "’": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "→": "->",
    "·": "-",
    "œ": "oe",
    "Œ": "OE",
    "─": "-",
    "✔": "[oui]",
    "✗": "[non]",
}


def spell_out() -> None:
    """Let the standard streams spell what they cannot encode."""
    codecs.register_error("vigueur.spelled", _spelled)
    if sys.stdout is None:  # closed by whoever called
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as long as the process
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="vigueur.spelled")


def in_a_table() -> None:
    """Let standard output spell nothing any more: a sign that is spelled with a quotation mark would end a field of a table."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def can_show(text: str) -> bool:
    """Whether the terminal's encoding has these signs."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeError, LookupError):
        return False
    return True


def _spelled(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_ascii(char) for char in error.object[error.start : error.end]), error.end


def _ascii(char: str) -> str:
    known = _SPELLED.get(char)
    if known is not None:
        return known
    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if c.isascii())
    return bare or "?"


def plain(text: str) -> str:
    """Text that may come from a hostile file: signs that steer a terminal are shown, not sent."""
    return "".join(c if c.isprintable() or c in "\n\u00a0\u202f" else f"\\x{ord(c):02x}" for c in text)


def one_line(text: object) -> str:
    """What a person wrote, on one line: it can neither forge another nor steer the terminal."""
    return plain(" ".join(str(text).split()))


def wrapped(line: str, *, hanging: int = 2) -> str:
    """A line in 80 columns, what goes on below it indented."""
    indent = " " * (len(line) - len(line.lstrip()))
    return "\n".join(wrap(plain(line), 80, subsequent_indent=indent + " " * hanging, break_long_words=False)) or ""


def as_json(value: object) -> str:
    """A value as JSON, in which signs that steer a terminal, or that its encoding lacks, are escaped: it says the same."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    if not can_show(text):
        return json.dumps(value, indent=2)
    return text if text.replace("\n", "").isprintable() else "".join(_escaped(c) for c in text)


def _escaped(char: str) -> str:
    if char.isprintable() or char in "\n\u00a0\u202f":
        return char
    return json.dumps(char)[1:-1]


def tell(text: str = "", *, end: str = "\n") -> None:
    """Write to standard output, in its own encoding: click would take ASCII for a mistake and write UTF-8."""
    sys.stdout.write(text + end)


def warn(text: str = "") -> None:
    """Write to standard error."""
    sys.stdout.flush()
    sys.stderr.write(text + "\n")


def progress() -> Callable[[int, int], None] | None:
    """Tells how far a long work is, where somebody is watching."""
    if not sys.stderr.isatty():
        return None

    def tell_progress(done: int, of: int) -> None:
        sys.stderr.write(f"\r{done} / {of}" if done < of else "\r" + " " * 30 + "\r")
        sys.stderr.flush()

    return tell_progress
