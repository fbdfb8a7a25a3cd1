"""Corrected facts of recorded decisions: for one of them, or many from a folder or lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from vigueur import Correction
from vigueur_cli.files import beginning, opened
from vigueur_cli.wrong_use import refuse

Corrections = dict[str, Correction]

_LARGEST = 1 << 25
"""Bytes taken of one file of facts: more than the engine takes, so that it may say so."""


def corrections_of(ids: tuple[str, ...], facts: Path | None, settings: tuple[tuple[str, str], ...], many: Path | None) -> Corrections:
    """Corrected facts by the id of a decision. Raises Refused where it is not clear whose they are."""
    found: Corrections = {}
    for id_, corrected in () if many is None else _of_folder(many) if many.is_dir() else _of_lines(many):
        if id_ in found:
            refuse("VG845", id=id_)
        found[id_] = corrected
    if facts is None and not settings:
        return found
    if len(ids) != 1:
        refuse("VG843")
    if ids[0] in found:
        refuse("VG845", id=ids[0])
    text = beginning(facts, _LARGEST) if facts is not None else None
    return {**found, ids[0]: Correction(text, settings, str(facts))}


def by_whole_ids(corrected: Corrections, whole: Mapping[str, str]) -> Corrections:
    """Corrected facts by the whole ids of decisions that were named by a beginning. Raises Refused where two are of one decision."""
    found: Corrections = {}
    for id_, one in corrected.items():
        full = whole.get(id_, id_)
        if full in found:
            refuse("VG845", id=full)
        found[full] = one
    return found


def _of_folder(folder: Path) -> Iterator[tuple[str, Correction]]:
    for path in sorted(folder.iterdir()):
        if path.suffix in {".yaml", ".yml", ".json"}:
            yield path.stem, Correction(beginning(path, _LARGEST), name=str(path))


def _of_lines(path: Path) -> Iterator[tuple[str, Correction]]:
    with opened(path) as lines:
        for number, line in enumerate(iter(lambda: lines.readline(_LARGEST), b""), 1):
            if not line.strip():
                continue
            try:
                said = json.loads(line, object_pairs_hook=_once, parse_float=_Written, parse_int=_Written, parse_constant=_Written)
            except (ValueError, RecursionError):
                said = None
            if not _is_correction(said):
                refuse("VG844", name=str(path), line=str(number))
            text = f'{{"facts": {_as_written(said["facts"])}}}'
            yield said["id"], Correction(text.encode(), name=f"{path}:{number}")


def _is_correction(said: object) -> bool:
    """Whether a line says whose facts are corrected and how, and nothing else; a fact that is null is neither given nor taken away."""
    if not isinstance(said, dict) or said.keys() != {"id", "facts"}:
        return False
    facts = said["facts"]
    return isinstance(said["id"], str) and isinstance(facts, dict) and not any(value is None for value in facts.values())


class _Written(str):
    """A number as it is written: it keeps all its digits."""

    __slots__ = ()


def _once(members: Sequence[tuple[str, object]]) -> dict[str, object]:
    """The members of an object. Raises ValueError where a name stands twice: which one is meant, nobody said."""
    found = dict(members)
    if len(found) != len(members):
        raise ValueError
    return found


def _as_written(value: object) -> str:
    match value:
        case _Written():
            return str(value)
        case dict():
            return "{" + ", ".join(f"{json.dumps(name)}: {_as_written(inner)}" for name, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_as_written, value)) + "]"
        case _:
            return json.dumps(value)
