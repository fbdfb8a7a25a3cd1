"""Which problems follow from others: one mistake is told once, and not again wherever what was refused is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from vigueur.diagnostics.problems import Problem
from vigueur.diagnostics.render import severity
from vigueur.source import Span

PROOFS: Final = frozenset(
    {"VG113", "VG115", "VG117", "VG118", "VG136", "VG202", "VG203", "VG204", "VG205", "VG206", "VG213", "VG451", "VG452"}
)
"""What is concluded from the bounds of what is read: void where that was refused."""


def roots_of(found: Mapping[str, Sequence[Problem]], reads: Mapping[str, Iterable[str]]) -> list[Problem]:
    """The problems of each provision, without what is only concluded from provisions that have problems themselves."""
    refused = {name for name, problems in found.items() if any(severity(p) == "error" and p.code not in PROOFS for p in problems)}
    doubtful: set[str] = set()
    waiting = list(refused)
    readers: dict[str, list[str]] = {}
    for name, others in reads.items():
        for other in others:
            readers.setdefault(other, []).append(name)
    while waiting:
        for reader in readers.get(waiting.pop(), ()):
            if reader not in doubtful:
                doubtful.add(reader)
                waiting.append(reader)
    return [p for name, problems in found.items() for p in problems if name not in doubtful | refused or p.code not in PROOFS]


def once_a_text(problems: Iterable[Problem], places: Mapping[str, Span]) -> list[Problem]:
    """One problem for a text that is silent on open cases, or that two texts of one day have, instead of one a provision.

    `places`: where each text is described.
    """
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    for found in problems:
        details = dict(found.details)
        alike = found.code in {"VG501", "VG503"}
        key = (found.code, details.get("text", ""), details.get("other", "")) if alike else (found.code, str(id(found)), "")
        groups.setdefault(key, []).append(found)
    return [_one(group, places) for group in groups.values()]


def _one(group: Sequence[Problem], places: Mapping[str, Span]) -> Problem:
    first, *others = group
    if not others or others[0].place is None:
        return first
    count = len(others)
    en = f"and {count} more of its provisions, such as this one" if count > 1 else "and this one"
    fr = f"et {count} autres de ses dispositions, comme celle-ci" if count > 1 else "et celle-ci"
    also = (*first.also, (others[0].place, en, fr))
    text = dict(first.details).get("text", "")
    if first.code == "VG501" and text in places and first.place is not None:
        return replace(first, place=places[text], also=((first.place, "for this provision", "pour cette disposition"), *also))
    return replace(first, also=also)
