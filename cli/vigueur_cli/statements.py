"""How a rule book accounts for the statements of its sources, as it is read."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Final

from vigueur import Account
from vigueur_cli.language import said

_WIDTH: Final = 80
_KINDS: Final = {
    "composition": ("composition", "composition"),
    "reading": ("reading", "lecture"),
    "outcome": ("outcome", "issue"),
}


def told(account: Account) -> Iterator[str]:
    """Every statement, those that are red last, then how many there are of each."""
    parts = (
        ("encoded", said("Encoded", "Encodés")),
        ("out_of_scope", said("Out of scope", "Hors champ")),
        (
            "red",
            said("Red: nothing encodes them, and no reason leaves them out", "En rouge : rien ne les encode, aucune raison ne les écarte"),
        ),
    )
    for standing, title in parts:
        found = [s for s in account["statements"] if s["standing"] == standing]
        if not found:
            continue
        yield title
        for statement in found:
            yield f"  {statement['id']} · {' '.join((statement['source'], statement['detail'])).strip()}"
            for encoding in statement["encoded_by"]:
                yield from _wrapped(_named(encoding["kind"], encoding["label"], encoding["id"], encoding["detail"], encoding["text_short"]))
            if statement["why"]:
                yield from _wrapped(statement["why"])
        yield ""
    yield counted(account)


def counted(account: Account) -> str:
    """How many statements there are, and how many of each standing."""
    every = [s["standing"] for s in account["statements"]]
    encoded, out, red = (every.count(standing) for standing in ("encoded", "out_of_scope", "red"))
    return said(
        f"{len(every)} statements: {encoded} encoded, {out} out of scope, {red} red",
        f"{len(every)} énoncés : {encoded} encodés, {out} hors champ, {red} en rouge",
    )


def _named(kind: str, label: str, id_: str, detail: str, text: str) -> str:
    """What encodes a statement, by its label and its id."""
    parts = [f"{label} [{id_}]" if label else f"[{id_}]", detail, text]
    if kind in _KINDS:
        parts.append(said(*_KINDS[kind]))
    return " · ".join(part for part in parts if part)


def _wrapped(words: str) -> list[str]:
    return wrap(words, _WIDTH, initial_indent="      ", subsequent_indent="      ", break_long_words=False, break_on_hyphens=False)
