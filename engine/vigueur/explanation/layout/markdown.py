"""Markdown: headings and lists; what comes from a case or a rule book is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from vigueur.diagnostics.problems import Language
from vigueur.explanation.layout.text import SIGNS, printable
from vigueur.explanation.screen import Line, Section, Table

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~$])|(?m:^(\s*)([-+=]|\d+[.)])(?=\s))")


def markdown(sections: Sequence[Section], language: Language) -> str:
    """All sections. The language is that of the words; Markdown has no place to say so."""
    del language
    return "\n".join(line for section in sections for line in _section(section)).rstrip() + "\n"


def _section(section: Section) -> Iterator[str]:
    if section.key == "verdict":
        line = section.lines[0]
        yield f"# {SIGNS[line.mark] + ' ' if line.mark else ''}{escaped(line.text)}"
        yield ""
        for under in line.under:
            yield escaped(under)
            yield ""
        return
    if section.title:
        yield f"## {escaped(section.title)}"
        yield ""
    if section.table is not None:
        yield from _table(section.table)
        yield ""
    for line in section.lines:
        yield from _line(line, bullets=section.bullets)
    yield ""


def _table(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(escaped(cell) for cell in table.head)} |"
    yield f"| {' | '.join('---:' if n in table.right else '---' for n in range(len(table.head)))} |"
    yield from (f"| {' | '.join(escaped(cell) for cell in row)} |" for row in table.rows)


def _line(line: Line, *, bullets: bool) -> Iterator[str]:
    if not bullets:
        yield escaped(line.text)
        yield ""
        return
    margin = "  " * line.depth
    sign = f"{SIGNS[line.mark]} " if line.mark else ""
    yield f"{margin}- {sign}{escaped(line.text)}"
    for under in line.under:
        yield f"{margin}  - {escaped(under)}"


def escaped(words: str) -> str:
    """A text without a meaning of its own in Markdown, on one line."""
    flat = " ".join(printable(words).split("\n"))
    return _SPECIAL.sub(_escape, flat)


def _escape(found: re.Match[str]) -> str:
    special, margin, opening = found.groups()
    return f"\\{special}" if special else f"{margin}{opening[:-1]}\\{opening[-1]}"
