"""A case as it was recorded, read back as a person would have written it: values are typed by the vocabulary that reads them."""

from __future__ import annotations

from datetime import date
from typing import cast

from vigueur.journal.canonical import Json
from vigueur.journal.entries import Content
from vigueur.rulebook.case_documents import CaseDocument, GivenFact, Placed
from vigueur.source import Fragment


def recorded_case(content: Content) -> CaseDocument:
    """The case of a recorded decision."""
    facts = cast("dict[str, dict[str, Json]]", content["facts"])
    return CaseDocument(_placed("case", str(content["case"])), None, tuple(_given(name, held) for name, held in facts.items()), ())


def _given(name: str, held: dict[str, Json]) -> GivenFact:
    observed = held["observed"]
    return GivenFact(
        _placed(name, name), _value(name, held["value"]), str(held["source"]), date.fromisoformat(str(observed)) if observed else None
    )


def _value(name: str, value: Json) -> Placed | tuple[Placed, ...] | tuple[tuple[GivenFact, ...], ...]:
    if not isinstance(value, list):
        return _scalar(name, value)
    if any(isinstance(item, dict) for item in value):
        return tuple(_record(name, cast("dict[str, Json]", item)) for item in value)
    return tuple(_scalar(name, item) for item in value)


def _record(name: str, record: dict[str, Json]) -> tuple[GivenFact, ...]:
    """The columns of a record that were given: one that is null was not."""
    return tuple(GivenFact(_placed(name, column), _value(name, item)) for column, item in record.items() if item is not None)


def _scalar(name: str, value: Json) -> Placed:
    text = ("true" if value else "false") if isinstance(value, bool) else "unknown" if value is None else str(value)
    return _placed(name, text)


def _placed(name: str, text: str) -> Placed:
    return Placed(text, Fragment.of(text, name))
