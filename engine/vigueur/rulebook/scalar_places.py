"""Where each character of a YAML scalar stood in its file: through quotes, escapes, folded lines and blocks."""

from __future__ import annotations

import re
from typing import Final

from vigueur.source import Fragment, Source

_FOLD: Final = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t\r\n]*")
_BLANK: Final = re.compile(r"\s*")
_LINE_END: Final = re.compile(r"\r\n?|\n")
_ESCAPE_LENGTHS: Final = {"x": 4, "u": 6, "U": 10}


def fragment(source: Source, value: str, start: int, end: int, style: str) -> Fragment:
    """The value of a scalar that stands at `[start, end)`, each character with its place."""
    inside = start + 1 if style in ("'", '"') else start
    if source.text.startswith(value, inside) and style not in ("|", ">") and (style or "\n" not in value):
        return Fragment(value, source, inside)
    match style:
        case "|":
            offsets = _block(source.text, value, start, end)
        case ">":
            offsets = _folded(source.text, value, _first_line(source.text, start, end), end, style)
        case _:
            offsets = _folded(source.text, value, inside, end, style)
    return Fragment(value, source, start, tuple(offsets))


def _first_line(text: str, start: int, end: int) -> int:
    """Where the first word of a block stands, behind its header."""
    header = _LINE_END.search(text, start, end)
    position = header.end() if header else end
    blank = _BLANK.match(text, position, end)
    return blank.end() if blank else position


def _folded(text: str, value: str, position: int, end: int, style: str) -> list[int]:
    """Plain and quoted scalars: a line break and the blanks around it count as one space."""
    offsets: list[int] = []
    while len(offsets) < len(value) and position < end:
        fold = _FOLD.match(text, position, end)
        if fold:
            breaks = len(_LINE_END.findall(fold.group()))
            offsets.extend([position] * max(1, breaks - 1))
            position = fold.end()
        elif style == '"' and text[position] == "\\":
            position = _escape(text, position, end, offsets)
        else:
            offsets.append(position)
            position += 2 if style == "'" and text[position] == "'" else 1
    return _complete(offsets, len(value), position)


def _escape(text: str, position: int, end: int, offsets: list[int]) -> int:
    joined = _FOLD.match(text, position + 1, end)
    if joined:
        return joined.end()
    offsets.append(position)
    return position + _ESCAPE_LENGTHS.get(text[position + 1 : position + 2], 2)


def _block(text: str, value: str, start: int, end: int) -> list[int]:
    """Blocks: what a line of the file has more than a line of the value is its indentation."""
    header = _LINE_END.search(text, start, end)
    position = header.end() if header else end
    offsets: list[int] = []
    for line in value.split("\n"):
        stop = _LINE_END.search(text, position, end)
        last = stop.start() if stop else end
        first = max(position, last - len(line))
        offsets.extend(min(first + i, end) for i in range(len(line) + 1))
        position = stop.end() if stop else end
    return _complete(offsets[:-1], len(value), end)


def _complete(offsets: list[int], length: int, end: int) -> list[int]:
    """One offset a character and one for the end, whatever the file holds."""
    kept = offsets[:length]
    return kept + [end] * (length + 1 - len(kept))
