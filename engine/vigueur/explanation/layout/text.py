"""Text in 80 columns, without colour. Spaces that hold a line together are written as plain ones: people search for them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from vigueur.diagnostics.problems import Language
from vigueur.explanation.screen import Line, Mark, Section, Table

WIDTH: Final = 80
_FRENCH: Final = re.compile(r"(?<=[^\s]) (?=[:;?!»])|(?<=«) ")
_MARGIN: Final = "  "
_GAP: Final = "  "
_NARROWEST: Final = 12
_WIDEST: Final = WIDTH - len(_MARGIN) - _NARROWEST - 3 * len(_GAP)
"""What columns beside the first may take together; wider ones are told in lines."""
SIGNS: Final[dict[Mark, str]] = {"yes": "✔", "no": "✗", "unknown": "?", "": "·"}
SPELLED: Final[dict[Language, dict[Mark, str]]] = {
    "fr": {"yes": "[oui]", "no": "[non]", "unknown": "[?]", "": "-"},
    "en": {"yes": "[yes]", "no": "[no]", "unknown": "[?]", "": "-"},
}


def text(sections: Sequence[Section], language: Language, *, signs: bool = True) -> str:
    """All sections, one under the other."""
    marks = SIGNS if signs else SPELLED[language]
    return "\n".join(line for section in sections for line in _section(section, marks)).rstrip() + "\n"


def _section(section: Section, marks: dict[Mark, str]) -> Iterator[str]:
    if section.key == "verdict":
        yield from _heading(section.lines[0], marks)
        return
    if section.title:
        yield from wrapped(printable(section.title), "", "")
    if section.table is not None:
        yield from _table(section.table)
        yield ""
    for line in section.lines:
        yield from _line(line, marks, bullets=section.bullets)
    if section.lines or section.table is None:
        yield ""


def _heading(line: Line, marks: dict[Mark, str]) -> Iterator[str]:
    sign = f"{marks[line.mark]} " if line.mark else ""
    yield from wrapped(printable(line.text), sign, " " * len(sign))
    for under in line.under:
        yield from wrapped(printable(under), " " * len(sign), " " * len(sign))
    yield ""


def _line(line: Line, marks: dict[Mark, str], *, bullets: bool) -> Iterator[str]:
    margin = "  " + "    " * line.depth
    sign = f"{marks[line.mark]} " if bullets else ""
    inner = margin + " " * len(sign)
    yield from wrapped(printable(line.text), margin + sign, inner)
    for under in line.under:
        yield from wrapped(printable(under), inner + "  ", inner + "  ")


def _table(table: Table) -> Iterator[str]:
    """Columns side by side: the first takes what the others leave of the screen's width, and goes on below itself."""
    rows = [[_flat(cell) for cell in row] for row in (table.head, *table.rows)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.head))]
    if sum(widths[1:]) > _WIDEST:
        yield from (
            line for row in table.rows for line in wrapped(" — ".join(printable(cell) for cell in row if cell), _MARGIN, _MARGIN * 2)
        )
        return
    widths[0] = max(_NARROWEST, min(widths[0], WIDTH - len(_MARGIN) - sum(widths[1:]) - len(_GAP) * (len(widths) - 1)))
    for place, row in enumerate(rows):
        first = textwrap.wrap(row[0], widths[0], break_long_words=False, break_on_hyphens=False) or [""]
        for part, words in enumerate(first):
            cells = [words.ljust(widths[0])]
            if part == 0:
                cells += [_set(cell, widths[n], right=n in table.right) for n, cell in enumerate(row[1:], start=1)]
            yield (_MARGIN + _GAP.join(cells)).rstrip()
        if place == 0:
            yield _MARGIN + _GAP.join("─" * width for width in widths)


def _set(cell: str, width: int, *, right: bool) -> str:
    return cell.rjust(width) if right else cell.ljust(width)


def _flat(cell: str) -> str:
    return " ".join(printable(cell).replace("\u202f", " ").replace("\u00a0", " ").split())


def wrapped(words: str, first: str, rest: str) -> list[str]:
    """A text in lines no wider than the screen. What cannot be broken stays whole; so does French punctuation with its word."""
    held = _FRENCH.sub("\u00a0", words)
    lines = [
        line.replace("\u00a0", " ").replace("\u202f", " ")
        for paragraph in held.split("\n")
        for line in textwrap.wrap(
            paragraph, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
        )
    ]
    return lines or [first.rstrip()]


def printable(words: str) -> str:
    """Text that may come from a case: control characters shown, not sent to the terminal."""
    return "".join(c if c.isprintable() or c in "\n\u00a0\u202f" else f"\\x{ord(c):02x}" for c in words)
