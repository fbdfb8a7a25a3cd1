"""Cells of an enumeration: bare codes such as `a, b`, `not P95+`, `any`."""

from __future__ import annotations

import re
from typing import Final

from vigueur.diagnostics.problems import Refused, problem
from vigueur.source import Fragment
from vigueur.syntax.strings import read_string

_WILDCARDS: Final = frozenset({"-", "any"})
_NOT: Final = re.compile(r"\s*not(?:\s+|\s*(?=\())")
_PART: Final = re.compile(r'\s*("(?:[^"\\\n]|\\.)*"|[^,"()\[\]]*?)\s*(,|$)')


def is_wildcard(fragment: Fragment) -> bool:
    """Whether a cell is `-` or `any`."""
    return fragment.text.strip() in _WILDCARDS


def split_codes(fragment: Fragment) -> tuple[bool, tuple[Fragment, ...]]:
    """Whether the cell begins with `not`, and its codes, each with its place. Quotes are taken off. Raises Refused.

    Wildcards are not split: ask `is_wildcard` first.
    """
    start, end, negated = _inside(fragment.text)
    codes: list[Fragment] = []
    at = start
    while True:
        found = _PART.match(fragment.text[:end], at)
        if found is None or not found.group(1) or found.group(1) in _WILDCARDS:
            raise _refusal(fragment, at, end, found)
        codes.append(_code(fragment, *found.span(1)))
        at = found.end()
        if found.group(2) != ",":
            return negated, tuple(codes)


def _inside(text: str) -> tuple[int, int, bool]:
    end = len(text.rstrip())
    negation = _NOT.match(text)
    if not negation:
        return 0, end, False
    start = negation.end()
    if text[start : start + 1] == "(" and text[end - 1] == ")":
        return start + 1, end - 1, True
    return start, end, True


def _code(fragment: Fragment, start: int, end: int) -> Fragment:
    """One code as a fragment of its own; what stands between quotes is read."""
    text = fragment.text[start:end]
    quoted = text.startswith('"')
    if quoted:
        start, end, text = start + 1, end - 1, read_string(text[1:-1])[0]
    if fragment.offsets is None and len(text) == end - start:
        return Fragment(text, fragment.source, fragment.start + start)
    offsets = fragment.offsets or tuple(range(fragment.start, fragment.start + len(fragment.text) + 1))
    # An escape is shorter than it was written: its characters all stand where it ends.
    kept = offsets[start : end + 1]
    return Fragment(text, fragment.source, kept[0], kept[: len(text)] + kept[-1:])


def _refusal(fragment: Fragment, at: int, end: int, found: re.Match[str] | None) -> Refused:
    if not fragment.text[:end].strip():
        return Refused((problem("VG002", fragment.span(0, len(fragment.text))),))
    start, stop = found.span(1) if found else (min(at, end), end)
    text = fragment.text[start:stop].strip()
    code = "VG033" if text in _WILDCARDS else "VG032"
    shown = text or fragment.text.strip()
    return Refused((problem(code, fragment.span(start, stop), found=shown),))
