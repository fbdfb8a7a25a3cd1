"""`vigueur journal show`: one recorded decision, or any entry, as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from vigueur import Journal, Record, open_journal, read_decision, read_entry, told_again
from vigueur_cli import journal_options, options
from vigueur_cli.clock import now
from vigueur_cli.commands.explain import written
from vigueur_cli.entry_screen import entry_screen
from vigueur_cli.journals import place_of, to_see
from vigueur_cli.language import Language, language, said
from vigueur_cli.recorded_screen import screen
from vigueur_cli.recording import as_data
from vigueur_cli.terminal import as_json, one_line, tell, wrapped
from vigueur_cli.verdicts import verdict_in_words


@click.command(
    "show",
    short_help=said("One decision, as it was recorded.", "Une décision, telle qu'elle a été consignée."),
    help=said(
        "Show the decision ID: who decided what, on which facts, under which law, by which edition of the rules. An ID of another entry "
        "shows what was logged. Your reading is logged.",
        "Montre la décision ID : qui a décidé quoi, sur quels faits, selon quel droit, par quelle édition des règles. L'ID d'une autre "
        "entrée montre ce qui a été consigné. Votre lecture est consignée.",
    ),
)
@click.argument("id_", metavar="ID")
@click.option(
    "--explain",
    "--expliquer",
    "explained",
    is_flag=True,
    help=said("Explain it again, from the archived rules.", "L'expliquer à nouveau, avec les règles archivées."),
)
@journal_options.store()
@journal_options.key()
@journal_options.reader()
@options.lang()
@options.layout("json")
def command(id_: str, explained: bool, store: str | None, key: Path | None, by: str | None, lang: str | None, layout: str) -> int:
    """Show one decision."""
    journal = open_journal(place_of(store), key_file=key)
    read = read_decision if explained else read_entry
    record = read(journal, id_, at=now(), by=journal_options.agent(by), command="show")
    spoken: Language | None = None if lang is None else language()
    told = _explained(journal, record, spoken, layout) if explained else None
    if layout == "json":
        tell(as_json({**as_data(record), "explanation": told} if explained else as_data(record)))
    elif isinstance(told, str):
        tell(told, end="")
    else:
        why = to_see(journal, record.id, store, key, said("--explain", "--expliquer"))
        tell(screen(journal, record, language(), why) if record.row.kind == "decision" else entry_screen(record))
    journal.close()
    return 0


def _explained(journal: Journal, record: Record, spoken: Language | None, layout: str) -> object:
    """The explanation of a decision made again, and whether it is the one that was given."""
    again = told_again(journal, record, language=spoken)
    if layout == "json":
        return again.explanation
    same = {
        True: said("This is the explanation that was given, byte for byte.", "C'est l'explication qui a été donnée, à l'octet près."),
        False: said(
            "This is NOT the explanation that was given: see vigueur replay.", "Ce n'est PAS l'explication donnée : voir vigueur rejouer."
        ),
        None: said("It was not told in this language then.", "Elle n'a pas été dite dans cette langue alors."),
    }[again.same]
    return f"{_what_stands(journal, record)}{written(again.explanation, 'text', 2)}\n{same}\n"


def _what_stands(journal: Journal, record: Record) -> str:
    """What stands in the place of what is explained: another decision, or a person's; the explanation tells only what the rules answer."""
    newer = journal.superseded_by(record.id)
    replaced = said(f"Superseded by {newer}", f"Remplacée par {newer}") + "\n" if newer is not None else ""
    told = replaced + _by_a_person(record)
    return f"{told}\n" if told else ""


def _by_a_person(record: Record) -> str:
    content: Mapping[str, Any] = record.content or {}
    if not content.get("override"):
        return ""
    verdict = verdict_in_words(content["verdict"], language())
    reason = one_line(content["override"]["reason"])
    lines = (
        said(
            f"A person decided: {verdict}. What follows is what the rules answer.",
            f"Une personne a décidé : {verdict}. Ce qui suit est ce que répondent les règles.",
        ),
        said(f"  reason: {reason}", f"  motif : {reason}"),
    )
    return "".join(f"{wrapped(line)}\n" for line in lines)
