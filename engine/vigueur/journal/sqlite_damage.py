"""What may be wrong with the files of a store, in words: each finding with its file, its offset and its page."""

from __future__ import annotations

from typing import Final

from vigueur.plain import dataclass

WORDS: Final[dict[str, tuple[str, str]]] = {
    "header": ("a field of the file's header is not what it must be", "un champ de l'en-tête du fichier n'est pas ce qu'il doit être"),
    "size": ("the file is longer or shorter than it says", "le fichier est plus long ou plus court qu'il ne le dit"),
    "schema": ("a table or trigger is not as it was made", "une table ou un déclencheur n'est pas tel qu'il a été créé"),
    "reference": ("a page refers to a page that is none of its own", "une page renvoie à une page qui n'est pas à elle"),
    "lost": ("no page refers to this page", "aucune page ne renvoie à cette page"),
    "kind": ("the page is of another kind than its place", "la page n'est pas du type que veut sa place"),
    "cells": ("what the page holds overlaps, or leaves a gap", "ce que contient la page se recouvre, ou laisse un trou"),
    "order": ("the numbers of the rows do not follow each other", "les numéros des lignes ne se suivent pas"),
    "row": ("the row is not of the shape of its table", "la ligne n'a pas la forme de sa table"),
    "unused": ("there is something where nothing is kept", "il y a quelque chose là où rien n'est gardé"),
    "unreadable": ("the page cannot be read", "la page ne se lit pas"),
    "left": (
        "SQLite left bytes behind when it divided the page, and the writer was stopped before it cleared them; they mean nothing",
        "SQLite a laissé des octets en divisant la page, et l'écriture s'est arrêtée avant de les effacer ; ils ne veulent rien dire",
    ),
    "wal-header": ("the header of the write-ahead log is damaged", "l'en-tête du journal d'écriture est abîmé"),
    "wal-bit": ("a bit of the write-ahead log has changed", "un bit du journal d'écriture a changé"),
    "wal-lost": (
        "the write-ahead log is damaged: what was recorded after this place is cut off",
        "le journal d'écriture est abîmé : ce qui a été consigné après cet endroit est coupé",
    ),
    "wal-unfinished": (
        "a write was stopped before it was complete; nothing of it was recorded",
        "une écriture s'est arrêtée avant la fin ; rien n'en a été consigné",
    ),
    "wal-stray": (
        "pages follow that continue nothing: left by a writer that was stopped, or by a failure of power, or damaged",
        "des pages suivent qui ne continuent rien : laissées par une écriture arrêtée, ou par une coupure de courant, ou abîmées",
    ),
}
NOTICES: Final = frozenset({"left", "wal-unfinished", "wal-stray"})
"""Findings that a stopped process leaves too. Everything else is damage."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A finding. `page` counts from 1, as SQLite does; None where the place is in no page."""

    file: str
    offset: int
    what: str
    page: int | None = None

    @property
    def certain(self) -> bool:
        """Whether it is damage; otherwise it is what a stopped process leaves behind, and nothing recorded is missing."""
        return self.what not in NOTICES

    def said(self, french: bool) -> str:  # noqa: FBT001 - the language is all that is asked
        return WORDS[self.what][french]
