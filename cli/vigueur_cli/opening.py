"""The rule book and the case that a command speaks of."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from vigueur import (
    Case,
    Journal,
    RuleBook,
    create_journal,
    default_place,
    default_rules,
    is_journal,
    load,
    open_journal,
    read_case,
    shipped_rules,
)
from vigueur_cli.language import Language, asked, environment, said
from vigueur_cli.terminal import warn
from vigueur_cli.wrong_use import refuse

_MOST_READ: Final = 1 << 25
"""Bytes taken from standard input: more than the engine takes for a case, so that it may say so."""


def folder_of(rules: Path | None) -> Path:
    """The folder of the rule book: the one named, by its folder or as one that comes with the project; else the project's first."""
    folder = default_rules() if rules is None else rules
    if (folder / "rulebook.yaml").is_file():
        return folder
    shipped = {path.name: path for path in shipped_rules()}
    if folder.exists() or str(folder) not in shipped:
        refuse("VG715", folder=str(folder), known=", ".join(shipped))
    return shipped[str(folder)]


def rulebook_of(rules: Path | None) -> RuleBook:
    """The rule book, checked."""
    return load(folder_of(rules))


def case_of(rulebook: RuleBook, case: str, settings: Iterable[tuple[str, str]] = ()) -> Case:
    """A case from a file, or from standard input where the name is `-`, with facts of the command line in place of its own."""
    found = read_case(rulebook, sys.stdin.buffer.read(_MOST_READ) if case == "-" else Path(case))
    given = {name: rulebook.fact(name, value) for name, value in settings}
    return Case(found.name, {**found.facts, **given}) if given else found


def place_of(store: str | None) -> str:
    """Where the journal is: as named, as the environment says, else among the data of this user."""
    return default_place() if store is None else store


def journal_for_deciding(store: str | None, key: Path | None, at: datetime, by: str) -> Journal:
    """The journal in which decisions are recorded. Where none is named and there is none yet, it begins, and that is said."""
    place = place_of(store)
    if store is None and "VIGUEUR_JOURNAL" not in os.environ and not is_journal(place):
        begun = create_journal(place, at=at, actor=by, key_file=key)
        warn(said(f"a journal begins: {begun.storage.place}", f"un journal commence : {begun.storage.place}"))
        return begun
    return open_journal(place, key_file=key)


def language_of(lang: str | None, rulebook: RuleBook) -> Language:
    """The language of an answer: as asked, as the environment says, else the rule book's own."""
    if lang is not None:
        return "fr" if lang == "fr" else "en"
    return asked(_arguments()) or environment() or ("en" if rulebook.program.language == "en" else "fr")


def _arguments() -> list[str]:
    context = click.get_current_context(silent=True)
    return [context.info_name] if context is not None and context.info_name else []
