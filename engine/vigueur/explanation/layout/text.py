"""Text in 80 columns, without colour. Spaces that hold a line together are written as plain ones: people search for them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from vigueur.diagnostics.problems import Language
from vigueur.explanation.sections import Line, Mark, Section

WIDTH: Final = 80
_FRENCH: Final = re.compile(r"(?<=[^\s]) (?=[:;?!»])|(?<=«) ")
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
    for line in section.lines:
        yield from _line(line, marks, bullets=section.bullets)
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
