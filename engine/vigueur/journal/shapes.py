"""What the entries of each kind must hold, and what a decision seals: the published schemas as the verifier applies them."""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, TypeAlias

from vigueur.journal.canonical import Json
from vigueur.journal.identifiers import is_id, read_time

Holds: TypeAlias = "Callable[[Json], bool]"

_HEX: Final = re.compile(r"[0-9a-f]{64}")
_NUMBER: Final = re.compile(r"-?[0-9]{1,100}([.][0-9]{1,100})?")
_SALT: Final = re.compile(r"[0-9a-f]{32}")


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
        return isinstance(value, str) and bool(binascii.a2b_base64(value, strict_mode=True))
    except ValueError:
        return False


def _maybe(holds: Holds) -> Holds:
    return lambda value: value is None or holds(value)


def _one_of(*known: Json) -> Holds:
    texts, missing = frozenset(one for one in known if isinstance(one, str)), None in known
    return lambda value: value in texts if isinstance(value, str) else missing and value is None


def _each(holds: Holds) -> Holds:
    return lambda value: isinstance(value, dict) and all(map(holds, value.values()))


def _value(value: Json) -> bool:
    """A value of the law: numbers, amounts and dates are texts."""
    if isinstance(value, str):
        return True
    waiting: list[Json] = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict | list):
            waiting.extend(one.values() if isinstance(one, dict) else one)
        elif not (one is None or isinstance(one, str | bool)):
            return False
    return True


def _object(members: Mapping[str, Holds]) -> Holds:
    return lambda value: isinstance(value, dict) and _holds(value, members)


def _list(holds: Holds) -> Holds:
    return lambda value: isinstance(value, list) and all(map(holds, value))


def _any_object(value: Json) -> bool:
    return isinstance(value, dict)


_EVERY: Final[Mapping[str, Holds]] = {"format": _text, "kind": _text, "sequence": _whole, "id": _id, "at": _time, "actor": _text}
_EDITION: Final = _object({"content": _hash, "meaning": _hash})
_ENGINE: Final = _object({"name": _text, "version": _text, "language": _text})
_OF_KIND: Final[Mapping[str, Mapping[str, Holds]]] = {
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
        "supersedes": _list(_id),
        "content": _hash,
        "key": _whole,
        "sealed": _sealed,
    },
    "access": {"command": _text, "asked": _any_object, "count": _whole},
    "erasure": {"subject": _hash, "reason": _text, "count": _whole, "keys": _list(_whole)},
}
_KINDS: Final = {kind: {**_EVERY, **own} for kind, own in _OF_KIND.items()}
KINDS: Final = tuple(_KINDS)
"""The kinds of entries."""


_VERDICT: Final = _one_of("eligible", "ineligible", "undetermined", "out_of_scope", "to_be_examined", None)
_ANSWER: Final = _object({
    "kind": _text, "status": _one_of("determined", "undetermined", "absent"), "value": _value, "type": _text, "unit": _text,
    "currency": _text, "day": _day, "text": _maybe(_text), "waits_for": _list(_text),
})  # fmt: skip
_CONTENT: Final[Mapping[str, Holds]] = {
    "salt": lambda value: isinstance(value, str) and _SALT.fullmatch(value) is not None,
    "case": _text,
    "facts": _each(_object({"value": _value, "source": _text, "observed": _maybe(_day)})),
    "decisions": _list(_text),
    "readings": _each(_text),
    "chosen": _each(_text),
    "language": _one_of("en", "fr", None),
    "computed": _VERDICT,
    "verdict": _VERDICT,
    "answers": _each(_ANSWER),
    "rests_on": _each(_list(_text)),
    "explanation": _hash,
    "document": _maybe(_hash),
    "override": _maybe(_object({"verdict": _VERDICT, "reason": _text})),
}


def content_flaws(content: Mapping[str, Json]) -> list[str]:
    """The members of what a decision seals that are missing, unknown or not of their kind; else those that contradict each other."""
    return contradictions(content) if _holds(content, _CONTENT) else sorted(_wrong(content, _CONTENT))


def contradictions(content: Mapping[str, Json]) -> list[str]:
    """The members of a content of the right shape that contradict each other, or hold an amount that is none."""
    override = content["override"]
    decided = override["verdict"] if isinstance(override, Mapping) else content["computed"]
    answers = content["answers"]
    assert isinstance(answers, Mapping)  # noqa: S101 - its shape was asked before
    asked = content["decisions"]
    found = {
        "verdict": content["verdict"] == decided,
        "decisions": isinstance(asked, list) and all(name in answers for name in asked),
        "answers": all(map(_is_exact, answers.values())),
    }
    return sorted(name for name, holds in found.items() if not holds)


def _is_exact(answer: Json) -> bool:
    """Whether a numeric answer is a number."""
    if not isinstance(answer, Mapping) or answer["type"] not in {"number", "money"} or answer["value"] is None:
        return True
    return isinstance(answer["value"], str) and _NUMBER.fullmatch(answer["value"]) is not None


def flaws(body: Mapping[str, Json]) -> list[str]:
    """The members of an entry that are missing, unknown or not of their kind; `kind` where the kind is none that we write."""
    kind = _KINDS.get(str(body.get("kind")))
    if kind is None:
        return ["kind"]
    return [] if _holds(body, kind) else sorted(_wrong(body, kind))


def _holds(value: Mapping[str, Json], members: Mapping[str, Holds]) -> bool:
    """Whether an object has these members, each of its kind, and no others."""
    return value.keys() == members.keys() and all(holds(value[name]) for name, holds in members.items())


def _wrong(value: Mapping[str, Json], members: Mapping[str, Holds]) -> Iterator[str]:
    for name, holds in members.items():
        if name not in value or not holds(value[name]):
            yield name
    yield from (name for name in value if name not in members)
