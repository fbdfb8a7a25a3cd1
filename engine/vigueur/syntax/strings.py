"""Texts between quotes, and the escapes in them."""

from __future__ import annotations

import re
from typing import Final

_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))", re.DOTALL)
_PLAIN: Final = {'"': '"', "\\": "\\", "'": "'", "n": "\n", "t": "\t", "r": "\r"}
_WRITTEN: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_LAST: Final = 0x10FFFF


def read_string(inside: str) -> tuple[str, int | None]:
    """What stands between the quotes, and where an escape is not a character (None: nowhere)."""
    parts: list[str] = []
    done = 0
    bad: int | None = None
    for found in _ESCAPE.finditer(inside):
        parts.append(inside[done : found.start()])
        char = _character(found)
        if char is None and bad is None:
            bad = found.start()
        parts.append(char or "")
        done = found.end()
    parts.append(inside[done:])
    text = "".join(parts)
    if "\\" in inside:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if _paired(text) else text
        if _SURROGATES.search(text) and bad is None:
            bad = max(inside.find("\\u"), 0)
    return text, bad


def _character(found: re.Match[str]) -> str | None:
    short, long, plain = found.groups()
    if plain is not None:
        # What is no escape stands for itself, backslash and all: FEEL's regular expressions need it.
        return None if plain in "uU" else _PLAIN.get(plain, "\\" + plain)
    code = int(short or long, 16)
    return chr(code) if code <= _LAST else None


def _paired(text: str) -> bool:
    """Whether all surrogates stand in pairs, so that each pair is one character."""
    return not re.search("[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]", text)


def write_string(text: str) -> str:
    """A text between quotes, which reads back to it."""
    return '"' + "".join(_WRITTEN.get(c) or (c if c.isprintable() else _escaped(c)) for c in text) + '"'


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:06x}"
