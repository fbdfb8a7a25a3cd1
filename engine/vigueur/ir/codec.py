"""A program as JSON text and back: data only. Its cache, its archive and its hash of meaning are made of it.

A node is `[name, field, …]` in the order of its fields. Provisions are texts of their own within the text, so
that reading one does not read the others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias, TypeVar, cast

from vigueur import types, values
from vigueur.ir import book, nodes, statements

T = TypeVar("T")
Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

_CLASSES: Final[dict[str, type]] = {
    f"{prefix}{name}": cls
    for prefix, module in (("", nodes), ("", book), ("s:", statements), ("t:", types), ("v:", values))
    for name, cls in vars(module).items()
    if isinstance(cls, type) and hasattr(cls, "__dataclass_fields__") and cls.__module__ == module.__name__
}
_NAMES: Final = {cls: name for name, cls in _CLASSES.items()}
_FIELDS: Final = {cls: tuple((f.name, f.compare) for f in fields(cls)) for cls in _NAMES}


_PLAIN: Final = frozenset({str, int, bool, type(None)})


class Corrupt(ValueError):  # noqa: N818 - what it is, not what went wrong
    """A text that is not an encoded program."""


def encode(node: object, *, places: bool = True) -> Json:
    """Data of the ir as JSON. `places=False` leaves out what does not count for the meaning."""
    match node:
        case None | bool() | str():
            return node
        case int():
            return node
        case Decimal():
            return ["#", str(node)]
        case date():
            return ["@", node.isoformat()]
        case timedelta():
            return ["~", node.days, node.seconds]
        case tuple():
            return ["(", *(encode(item, places=places) for item in node)]
        case frozenset():
            return ["<", *sorted((encode(item, places=places) for item in node), key=json.dumps)]
        case Mapping():
            return ["{", *([key, encode(value, places=places)] for key, value in node.items())]
        case _:
            cls = type(node)
            kept: list[Json] = [encode(getattr(node, f), places=places) if compared or places else None for f, compared in _FIELDS[cls]]
            return [_NAMES[cls], *kept]


def decode(data: Json) -> object:
    """What `encode` encoded. Raises Corrupt for anything else."""
    if not isinstance(data, list):
        if isinstance(data, dict):
            raise Corrupt
        return data
    if not data or not isinstance(data[0], str):
        raise Corrupt
    head = data[0]
    special = _SPECIAL.get(head)
    if special is not None:
        return special(data)
    cls = _CLASSES.get(head)
    if cls is None or len(data) != len(_FIELDS[cls]) + 1:
        raise Corrupt
    return cls(*[item if item.__class__ in _PLAIN else decode(item) for item in data[1:]])


def _decimal(data: list[Json]) -> object:
    try:
        return Decimal(cast("str", data[1]))
    except InvalidOperation as error:
        raise Corrupt from error


def _entries(data: list[Json]) -> object:
    pairs = cast("list[list[Json]]", data[1:])
    return {cast("str", key): decode(value) for key, value in pairs}


_SPECIAL: Final[dict[str, Callable[[list[Json]], object]]] = {
    "#": _decimal,
    "@": lambda data: date.fromisoformat(cast("str", data[1])),
    "~": lambda data: timedelta(cast("int", data[1]), cast("int", data[2])),
    "(": lambda data: tuple([item if item.__class__ in _PLAIN else decode(item) for item in data[1:]]),
    "<": lambda data: frozenset(map(decode, data[1:])),
    "{": _entries,
}


class Deferred(Mapping[str, T]):
    """Entries that are decoded when they are first read: most decisions read few of them."""

    def __init__(self, encoded: Mapping[str, Json], kind: type[T]) -> None:
        self._encoded = encoded
        self._kind = kind
        self._read: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        entry = self._read.get(key)
        if entry is None:
            entry = self._read[key] = self._decoded(self._encoded[key])
        return entry

    def _decoded(self, data: Json) -> T:
        entry = decode(data)
        if not isinstance(entry, self._kind):
            raise Corrupt
        return entry

    def __iter__(self) -> Iterator[str]:
        return iter(self._encoded)

    def __len__(self) -> int:
        return len(self._encoded)

    def __contains__(self, key: object) -> bool:
        return key in self._encoded


class Provisions(Deferred[nodes.Provision]):
    """Provisions, each a text of its own within the text."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__(texts, nodes.Provision)

    def _decoded(self, data: Json) -> nodes.Provision:
        return super()._decoded(json.loads(cast("str", data)))


def dump(program: nodes.Program) -> str:
    """A program as one text."""
    head = encode(replace(program, provisions={}))
    provisions = {key: _text(encode(p)) for key, p in program.provisions.items()}
    return _text({"head": head, "provisions": cast("Json", provisions)})


def load(text: str) -> nodes.Program:
    """The program of a text that `dump` wrote. Raises Corrupt for anything else."""
    try:
        data = json.loads(text)
        provisions, head = data["provisions"], data["head"]
        # What a head holds many of is decoded when it is read.
        facts = Deferred(_entries_of(head, "facts"), nodes.FactSpec)
        questions = Deferred(_entries_of(head, "questions"), nodes.Question)
        sources = Deferred(_entries_of(head, "sources"), nodes.SourceSpec)
        phrases = Deferred(_entries_of(head, "phrases"), nodes.Words)
        named = Deferred(_entries_of(head, "statements"), statements.Statement)
        program = decode(head)
        if not isinstance(program, nodes.Program) or not all(isinstance(p, str) for p in provisions.values()):
            raise Corrupt
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        raise Corrupt from error
    rules = Provisions(provisions)
    return replace(program, provisions=rules, facts=facts, questions=questions, sources=sources, phrases=phrases, statements=named)


def _entries_of(head: list[Json], name: str) -> dict[str, Json]:
    """Take the entries of one field out of an encoded head."""
    place = 1 + [field for field, _ in _FIELDS[nodes.Program]].index(name)
    marker, *entries = cast("list[Json]", head[place])
    if marker != "{":
        raise Corrupt
    head[place] = ["{"]
    return {cast("str", key): value for key, value in cast("list[list[Json]]", entries)}


def meaning(program: nodes.Program) -> str:
    """The hash of what a program means: the same for files that differ in comments, order and layout (SHA-256, hex)."""
    digest = hashlib.sha256()
    head = replace(
        program,
        provisions={},
        facts=dict(sorted(program.facts.items())),
        texts=dict(sorted(program.texts.items())),
        clocks=dict(sorted(program.clocks.items())),
        questions=dict(sorted(program.questions.items())),
        sources=dict(sorted(program.sources.items())),
        decisions=dict(sorted(program.decisions.items())),
    )
    digest.update(_text(encode(head, places=False)).encode())
    for key in sorted(program.provisions):
        digest.update(b"\n")
        digest.update(_text(encode(program.provisions[key], places=False)).encode())
    return digest.hexdigest()


def _text(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
