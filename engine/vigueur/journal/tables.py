"""Recorded decisions as rows of a table: one row an answer, all values as they were recorded."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, TextIO

from vigueur.journal.canonical import Json, as_object, canonical
from vigueur.journal.entries import Record
from vigueur.journal.granted import granted, is_amount

COLUMNS: Final = (
    *("id", "sequence", "at", "actor", "subject", "rulebook", "edition", "engine", "as_of", "known_at", "supersedes", "erased"),
    *("computed", "verdict", "override_reason", "decision", "kind", "status"),
    *("value", "type", "unit", "currency", "day", "text", "waits_for", "granted", "standing"),
)
"""What a row says. `value` of a list or record is its JSON; `granted`: of an amount what the verdict grants; `standing`: `current`, or
`superseded` by another."""
_FORMULA: Final = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""Signs by which a spreadsheet takes a text for a formula; some programs take the wide ones of East Asian writing, too."""
_STEERING: Final = dict.fromkeys(
    (*range(1, 9), 11, 12, *range(14, 32), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"
)
"""Signs that move a cursor, change a terminal, or turn the direction of writing."""
_NUMBER: Final = re.compile(r"[-+]?[0-9]+([.][0-9]+)?")


def rows_of(record: Record, superseded: Collection[str] = ()) -> Iterator[dict[str, str]]:
    """The rows of a recorded decision; one without an answer where the person was erased. What is not there is empty.

    `superseded`: the ids of decisions that others supersede.
    """
    body, content = record.body, record.content
    edition, engine = as_object(body["edition"]), as_object(body["engine"])
    shared = {
        **{name: _text(body[name]) for name in ("id", "sequence", "at", "actor", "subject", "as_of", "known_at", "supersedes")},
        "rulebook": _text(body["purpose"]),
        "edition": _text(edition["content"]),
        "engine": _text(engine["version"]),
        "erased": "true" if content is None else "false",
        "standing": "superseded" if record.id in superseded else "current",
    }
    if content is None:
        yield {name: shared.get(name, "") for name in COLUMNS}
        return
    shared |= {"computed": _text(content["computed"]), "verdict": _text(content["verdict"])}
    shared["override_reason"] = _text(as_object(content["override"]).get("reason"))
    for decision, answer in as_object(content["answers"]).items():
        told = {name: _text(value) for name, value in as_object(answer).items()}
        value, amount = as_object(answer)["value"], _granted(as_object(answer), content["verdict"])
        told |= {"granted": "" if amount is None else f"{amount:f}"}
        told["value"] = canonical(value).decode() if isinstance(value, list | dict) else told["value"]
        yield {name: {**shared, **told, "decision": decision}.get(name, "") for name in COLUMNS}


def _granted(answer: Mapping[str, Json], verdict: Json) -> Decimal | None:
    return granted(answer, None if verdict is None else str(verdict)) if is_amount(answer) else None


def write_csv(rows: Iterable[dict[str, str]], file: TextIO) -> int:
    """Rows as CSV (RFC 4180), with a line of names. A text that a spreadsheet would run begins with an apostrophe. Gives their number."""
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow({name: _harmless(value) for name, value in row.items()})
        count += 1
    return count


def _harmless(value: str) -> str:
    """A number may begin with its sign; whatever else begins like a formula is told to be a text. What steers a terminal is taken out."""
    shown = value.translate(_STEERING)
    if _NUMBER.fullmatch(value) or not (value.startswith(("\t", "\r", "\n")) or _first(value) in _FORMULA):
        return shown
    return f"'{shown}"


def _first(value: str) -> str:
    """The first sign of a text that can be seen: spreadsheets pass over what comes before it."""
    return next((char for char in value if char.isprintable() and not char.isspace()), "")


def _text(value: Json) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() if all(isinstance(item, str) for item in value):
            return " ".join(str(item) for item in value)
        case list() | dict():
            return canonical(value).decode()
        case _:
            return str(value)
