"""The screen of an entry that is no decision: what was logged, by whom, and that it is what was logged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from vigueur import Record
from vigueur_cli.language import said
from vigueur_cli.recording import moment
from vigueur_cli.terminal import one_line, wrapped

_WHAT: Final = {
    "genesis": ("the journal begins", "le journal commence"),
    "writer": ("another version of the database writes", "une autre version de la base de données écrit"),
    "edition": ("a rule book is archived", "un livre est archivé"),
    "access": ("somebody read", "quelqu'un a lu"),
    "erasure": ("a person is erased", "une personne est effacée"),
}
_NAMES: Final = {
    "store": ("journal", "journal"),
    "public_key": ("public key", "clé publique"),
    "program": ("database", "base de données"),
    "rulebook": ("rule book", "livre"),
    "edition": ("edition", "édition"),
    "engine": ("engine", "moteur"),
    "command": ("command", "commande"),
    "asked": ("asked for", "demande"),
    "subject": ("person", "personne"),
    "reason": ("reason", "motif"),
    "keys": ("numbers of the keys overwritten", "numéros des clés écrasées"),
    "count": ("decisions", "décisions"),
}
"""What the members of an entry are called, in the order in which they are told."""
_COMMANDS: Final = {
    **{name: f"vigueur {name}" for name in ("replay", "rectify")},
    **{name: f"vigueur journal {name}" for name in ("list", "show", "readings", "export", "receipt")},
}
_PARTS: Final = {"content": ("its content", "son contenu"), "meaning": ("its meaning", "son sens")}
_ASKED: Final = {
    "since": ("since", "depuis"),
    "until": ("until", "jusqu'au"),
    "as_of": ("about", "sur le"),
    "decision": ("decision", "décision"),
    "text": ("text", "texte"),
    "provision": ("provision", "disposition"),
    "verdict": ("verdict", "verdict"),
    "actor": ("agent", "agent"),
    "standing": ("standing", "état"),
    "id": ("id", "id"),
    "ids": ("ids", "id"),
    "subject": ("person", "personne"),
    "overridden": ("decided otherwise", "décidé autrement"),
    "superseded": ("superseded ones too", "remplacées aussi"),
    "sample": ("sample", "échantillon"),
    "seed": ("seed", "graine"),
    "today": ("today", "aujourd'hui"),
    "withheld": ("without its content", "sans son contenu"),
}
"""What may be asked of recorded decisions. A name that is not here is told as it is logged."""


def entry_screen(record: Record) -> str:
    """An entry as a person reads it."""
    return "\n".join(wrapped(line) for line in _lines(record))


def in_two_lines(record: Record) -> str:
    """A reading or an erasure in a list: when and by whom, and what was read or why the person was erased."""
    body = record.body
    first = f"{record.id}  {moment(record, to_the_second=False)}  {said('by', 'par')} {one_line(record.text('actor'))}"
    names = ("reason", "count") if record.row.kind == "erasure" else ("asked", "count")
    what = said(*_WHAT["erasure"]) if record.row.kind == "erasure" else _COMMANDS.get(str(body["command"]), str(body["command"]))
    told = [line.strip() for name in names for line in _member(record.row.kind, name, body[name])]
    return "\n".join((wrapped(first), wrapped("    " + " · ".join((one_line(what), *told)))))


def _lines(record: Record) -> Iterator[str]:
    number, at = record.row.sequence, moment(record)
    what, who = said(*_WHAT[record.row.kind]), one_line(record.text("actor"))
    yield said(f"Entry {number}: {what}", f"Entrée {number} : {what}")
    yield f"  {record.id}"
    yield said(f"  by {who}, {at}", f"  par {who}, le {at}")
    for name in _NAMES:
        if name in record.body:
            yield from _member(record.row.kind, name, record.body[name])
    leaf = record.row.leaf.hex()[:16]
    yield said(
        f"Entry checked: its hash {leaf}… is the one that was logged.",
        f"Entrée vérifiée : son empreinte {leaf}… est celle qui a été consignée.",
    )


def _member(kind: str, name: str, value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    match name:
        case "edition":
            yield from (_line(_PARTS[part], value[part]) for part in _PARTS)
        case "engine":
            yield _line(_NAMES[name], f"{value['name']} {value['version']}")
        case "asked":
            given = [_asked(one, held) for one, held in value.items() if held not in (None, False, [])]
            yield _line(_NAMES[name], ", ".join(given) or said("everything", "tout"))
        case "command":
            yield _line(_NAMES[name], _COMMANDS.get(value, value))
        case "keys":
            yield _line(_NAMES[name], ", ".join(map(str, value)))
        case "count" if kind == "access":
            yield _line(("decisions shown", "décisions montrées"), value)
        case _:
            yield _line(_NAMES[name], value)


def _asked(name: str, value: object) -> str:
    """One thing that was asked of the journal, and what for."""
    word = said(*_ASKED.get(name, (name, name)))
    if value is True:
        return word
    return f"{word} {' '.join(map(str, value)) if isinstance(value, list) else value}"


def _line(name: tuple[str, str], value: object) -> str:
    return f"  {said(*name)}{said(': ', ' : ')}{one_line(value)}"
