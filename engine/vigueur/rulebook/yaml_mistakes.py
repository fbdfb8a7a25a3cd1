"""A YAML parser's complaint as a problem in the words of somebody who writes rules."""

from __future__ import annotations

import re
from typing import Final

import yaml

from vigueur.diagnostics.problems import Problem, problem
from vigueur.source import Source, Span

_CODES: Final[tuple[tuple[str, str], ...]] = (
    (r"maximum nesting depth", "VG319"),  # libyaml may give up before the first of so many brackets is told
    (r"tab character|character '\\t'", "VG312"),
    (r"mapping values are not allowed", "VG313"),
    (r"unexpected end of stream|expected ',' or '[\]}]'|flow (?:sequence|mapping)", "VG314"),
    (r"cannot start any token|unknown escape", "VG322"),
    (r"could not find expected ':'", "VG324"),
)
_WIDE_SPACES: Final = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_WIDELY_INDENTED: Final = re.compile(rf"[ \t]*[{_WIDE_SPACES}]")
_NO_SPACE_BEHIND: Final = re.compile(r"(?:^|[\s{,\[])[\w.-]+(:)[\[{\"']")
"""A key whose colon touches what the key holds."""
_MARKS: Final = frozenset("[]{}'\"@`%,:|>&*!?")


def syntax_problem(source: Source, error: yaml.YAMLError, deepest: int) -> Problem:
    """What is wrong with a file that is not YAML, at the place where the parser gave up or where the mistake began.

    `deepest`: how deep lists and mappings may stand in each other.
    """
    words = " ".join(str(getattr(error, part, None) or "") for part in ("context", "problem"))
    begun_at = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or begun_at
    offset = min(mark.index, len(source.text)) if mark else 0
    code = next((code for pattern, code in _CODES if re.search(pattern, words)), "VG311")
    if code == "VG311" and source.text[offset - 1 : offset] == "\t":
        code = "VG312"
    if code in ("VG314", "VG324") and begun_at is not None:
        offset = min(begun_at.index, len(source.text))
    if code == "VG311" and (quote := _runaway_quote(source.text, offset)) is not None:
        code, offset = "VG314", quote
    if code == "VG313" and not _follows_a_colon(source.text, offset):
        code, offset = "VG311", _first_of_line(source.text, offset)
    if code in ("VG311", "VG322"):
        code, offset = _unseen(source.text, code, offset)
    if code == "VG319":
        return problem(code, Span(source, offset, offset + 1), deepest=deepest)
    found = _word(source.text, offset)
    return problem(code, Span(source, offset, offset + 1), found=found, quote=found if found in {'"', "'"} else None)


def indented_with_wide_space(text: str, offset: int) -> bool:
    """Whether the line of a place begins with a space that YAML does not take for one."""
    return _WIDELY_INDENTED.match(text, text.rfind("\n", 0, offset) + 1) is not None


def _unseen(text: str, code: str, offset: int) -> tuple[str, int]:
    """The mistake of a line that nobody sees: a tab or a wide space in front, no space behind a colon; else what was found."""
    begin = text.rfind("\n", 0, offset) + 1
    indent = text[begin : _first_of_line(text, max(offset, begin)) if text[begin:offset].strip() else offset + 1]
    if "\t" in indent:
        return "VG312", begin + indent.index("\t")
    if indented_with_wide_space(text, offset):
        return "VG327", begin
    touching = colon_that_touches(text[begin : offset + 2])
    return ("VG328", begin + touching) if touching is not None else (code, offset)


def colon_that_touches(text: str) -> int | None:
    """Where a key's colon stands that has no space behind it."""
    found = _NO_SPACE_BEHIND.search(text)
    return found.start(1) if found else None


def _runaway_quote(text: str, offset: int) -> int | None:
    """Where a quote stands that ends only where a sentence of a later line begins; None where the last one closes what it should."""
    quote = text[offset - 1 : offset]
    opened = text.rfind(quote, 0, max(0, offset - 1)) if quote in {'"', "'"} else -1
    return opened if opened >= 0 and re.search(r"\n\s*[\w.-]+:\s", text[opened:offset]) else None


def _follows_a_colon(text: str, offset: int) -> bool:
    """Whether the line has a `: ` already, so that a second one belongs to a sentence."""
    return ": " in text[text.rfind("\n", 0, offset) + 1 : offset]


def _first_of_line(text: str, offset: int) -> int:
    begin = text.rfind("\n", 0, offset) + 1
    return begin + len(text[begin:offset]) - len(text[begin:offset].lstrip())


def _word(text: str, offset: int) -> str:
    """What stands at a place, or next after it."""
    rest = text[offset : offset + 200]
    if rest[:1] in _MARKS:
        return rest[0]
    word = rest.split(maxsplit=1)
    return word[0][:40] if word else text[max(0, offset - 40) : offset].strip() or "…"
