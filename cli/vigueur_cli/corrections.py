"""Corrected facts of recorded decisions: for one of them, or many from a folder or lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from vigueur_cli.wrong_use import refuse

Corrections = dict[str, tuple[bytes | None, tuple[tuple[str, str], ...]]]

_LARGEST = 1 << 25
"""Bytes taken of one file of facts: more than the engine takes, so that it may say so."""


def corrections_of(ids: tuple[str, ...], facts: Path | None, settings: tuple[tuple[str, str], ...], many: Path | None) -> Corrections:
    """Corrected facts by the id of a decision. Raises Refused where it is not clear whose they are."""
    found = dict(_of_folder(many) if many.is_dir() else _of_lines(many)) if many is not None else {}
    if facts is None and not settings:
        return found
    if len(ids) != 1:
        refuse("VG843")
    return {**found, ids[0]: (_read(facts) if facts is not None else None, settings)}


def _of_folder(folder: Path) -> Iterator[tuple[str, tuple[bytes | None, tuple[tuple[str, str], ...]]]]:
    for path in sorted(folder.iterdir()):
        if path.suffix in {".yaml", ".yml", ".json"}:
            yield path.stem, (_read(path), ())


def _of_lines(path: Path) -> Iterator[tuple[str, tuple[bytes | None, tuple[tuple[str, str], ...]]]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                said = json.loads(line)
            except (ValueError, RecursionError):
                said = None
            if not isinstance(said, dict) or not isinstance(said.get("id"), str) or not isinstance(said.get("facts"), dict):
                refuse("VG844", name=str(path), line=str(number))
            yield said["id"], (json.dumps({"facts": said["facts"]}).encode(), ())


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST)
