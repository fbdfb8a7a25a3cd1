"""What the entries of each kind must hold: the published schema as the verifier applies it."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, TypeAlias

from vigueur.journal.canonical import Json
from vigueur.journal.identifiers import is_id, read_time

Holds: TypeAlias = "Callable[[Json], bool]"

_HEX: Final = re.compile(r"[0-9a-f]{64}")


def _text(value: Json) -> bool:
    return isinstance(value, str)


def _whole(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _hash(value: Json) -> bool:
    return isinstance(value, str) and _HEX.fullmatch(value) is not None


def _day(value: Json) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _time(value: Json) -> bool:
    try:
        return isinstance(value, str) and bool(read_time(value))
    except ValueError:
        return False


def _id(value: Json) -> bool:
    return isinstance(value, str) and is_id(value)


def _sealed(value: Json) -> bool:
    try:
        return isinstance(value, str) and bool(base64.b64decode(value, validate=True))
    except ValueError:
        return False


def _maybe(holds: Holds) -> Holds:
    return lambda value: value is None or holds(value)


def _object(members: Mapping[str, Holds]) -> Holds:
    return lambda value: isinstance(value, dict) and not any(True for _ in _wrong(value, members))


def _list(holds: Holds) -> Holds:
    return lambda value: isinstance(value, list) and all(map(holds, value))


def _any_object(value: Json) -> bool:
    return isinstance(value, dict)


_EVERY: Final[Mapping[str, Holds]] = {"format": _text, "kind": _text, "sequence": _whole, "id": _id, "at": _time, "actor": _text}
_EDITION: Final = _object({"content": _hash, "meaning": _hash})
_ENGINE: Final = _object({"name": _text, "version": _text, "language": _text})
_KINDS: Final[Mapping[str, Mapping[str, Holds]]] = {
    "genesis": {"store": _text, "public_key": _hash, "program": _text},
    "writer": {"program": _text},
    "edition": {"rulebook": _text, "edition": _EDITION, "engine": _ENGINE},
    "decision": {
        "subject": _hash,
        "purpose": _text,
        "edition": _EDITION,
        "engine": _ENGINE,
        "as_of": _day,
        "known_at": _day,
        "supersedes": _maybe(_id),
        "content": _hash,
        "key": _whole,
        "sealed": _sealed,
    },
    "access": {"command": _text, "asked": _any_object, "count": _whole},
    "erasure": {"subject": _hash, "reason": _text, "count": _whole, "keys": _list(_whole)},
}
KINDS: Final = tuple(_KINDS)
"""The kinds of entries."""


def flaws(body: Mapping[str, Json]) -> list[str]:
    """The members of an entry that are missing, unknown or not of their kind; `kind` where the kind is none that we write."""
    kind = _KINDS.get(str(body.get("kind")))
    return ["kind"] if kind is None else sorted(_wrong(body, {**_EVERY, **kind}))


def _wrong(value: Mapping[str, Json], members: Mapping[str, Holds]) -> Iterator[str]:
    for name, holds in members.items():
        if name not in value or not holds(value[name]):
            yield name
    yield from (name for name in value if name not in members)
