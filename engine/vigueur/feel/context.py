"""The values of a file as the calculator takes them: typed by how they are written, for there is no vocabulary to say so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from vigueur.feel.wire import Json
from vigueur.rulebook.documents import GivenFact, Placed

_KINDS: Final = (
    (re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"), "number"),
    (re.compile(r"\d{4,}-\d\d-\d\d"), "date"),
    (re.compile(r"-?P(\d+Y)?(\d+M)?"), "years and months duration"),
    (re.compile(r"-?P(\d+D)?(T.*)?"), "days and time duration"),
)


def context_of(facts: Iterable[GivenFact]) -> dict[str, Json]:
    """The values by name; a dotted name (`medecin.secteur`) is a record in a record."""
    context: dict[str, Json] = {}
    for given in facts:
        *path, name = given.id.text.split(".")
        level = context
        for part in path:
            inner = level.setdefault(part, {})
            level = inner if isinstance(inner, dict) else {}
        level[name] = _typed(given.value)
    return context


def _typed(value: Placed | tuple[Placed, ...] | tuple[tuple[GivenFact, ...], ...]) -> Json:
    if not isinstance(value, Placed):
        return [{f.id.text: _typed(f.value) for f in item} if isinstance(item, tuple) else _typed(item) for item in value]
    text = value.text
    if value.quoted:
        return text
    if text in {"true", "false"}:
        return text == "true"
    return next(({kind: text} for pattern, kind in _KINDS if pattern.fullmatch(text)), text)
