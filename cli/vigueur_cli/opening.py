"""The rule book and the case that a command speaks of."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from vigueur import Case, RuleBook, default_rules, load, read_case, shipped_rules
from vigueur_cli.language import Language, asked, environment
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


def rules_by_id(rules: Path | None) -> dict[str, Path]:
    """The folders of today's rule books by their ids: those that come with the project, and the one named in place of its own."""
    found = {path.name: path for path in shipped_rules()}
    if rules is not None:
        folder = folder_of(rules)
        found[load(folder).program.id] = folder.resolve()
    return found


def case_of(rulebook: RuleBook, case: str, settings: Iterable[tuple[str, str]] = ()) -> Case:
    """A case from a file, or from standard input where the name is `-`, with facts of the command line in place of its own."""
    found = read_case(rulebook, sys.stdin.buffer.read(_MOST_READ) if case == "-" else Path(case))
    given = {name: rulebook.fact(name, value) for name, value in settings}
    return Case(found.name, {**found.facts, **given}) if given else found


def language_of(lang: str | None, rulebook: RuleBook) -> Language:
    """The language of an answer: as asked, as the environment says, else the rule book's own."""
    if lang is not None:
        return "fr" if lang == "fr" else "en"
    return asked(_arguments()) or environment() or ("en" if rulebook.program.language == "en" else "fr")


def _arguments() -> list[str]:
    context = click.get_current_context(silent=True)
    return [context.info_name] if context is not None and context.info_name else []
