"""`vigueur rectify`: which recorded decisions a text published later changes, by how much, and which it reopens."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from vigueur import open_journal, rectify
from vigueur_cli import journal_options, options
from vigueur_cli.clock import now
from vigueur_cli.journals import place_of
from vigueur_cli.language import language, said
from vigueur_cli.opening import rulebook_of
from vigueur_cli.rectify_layout import as_csv, in_words
from vigueur_cli.terminal import as_json, in_a_table, progress, tell


@click.command(
    "rectify",
    short_help=said("What a late text changes of decisions made.", "Ce qu'un texte tardif change aux décisions prises."),
    help=said(
        "Which recorded decisions TEXT changes, by how much, and which it reopens by its own terms. TEXT is the id of a text of the rule "
        "book: the name of its folder.\n\nEach decision that still stands is decided for its own day as known the day before TEXT was "
        "published, on that day, and today.\n\nExit codes: 0, whatever is found; 2 wrong use.",
        "Quelles décisions consignées TEXTE change, de combien, et lesquelles il rouvre par lui-même. TEXTE est l'identifiant d'un texte "
        "du livre : le nom de son dossier.\n\nChaque décision qui tient encore est jugée à son propre jour selon ce qui était connu la "
        "veille de la publication, ce jour-là, et aujourd'hui.\n\nCodes de retour : 0, quoi qu'il soit trouvé ; 2 mauvais appel.",
    ),
)
@click.argument("text", metavar=said("TEXT", "TEXTE"))
@click.option(
    "--since", "--depuis", "since", type=options.Day(), help=said("Those made on this day or later.", "Celles prises ce jour-là ou après.")
)
@click.option(
    "--decision",
    "decision",
    metavar="ID",
    help=said("Those with an answer to this, or below it.", "Celles qui ont une réponse à cela, ou en dessous."),
)
@options.rules()
@click.option(
    "--jobs",
    "--taches",
    "jobs",
    type=options.Count(1000),
    help=said("Processes (default: one a core).", "Processus (sinon : un par cœur)."),
)
@journal_options.store()
@journal_options.key()
@journal_options.reader()
@options.lang()
@options.layout("json", "csv", help_=said("How the answer is written.", "Comment la réponse est écrite."))
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    text: str,
    since: date | None,
    decision: str | None,
    rules: Path | None,
    jobs: int | None,
    store: str | None,
    key: Path | None,
    by: str | None,
    lang: str | None,
    layout: str,
) -> int:
    """Tell what a text changes of recorded decisions."""
    del lang  # `language` reads it
    rulebook = rulebook_of(rules)
    at = now()
    journal = open_journal(place_of(store), key_file=key)
    told = rectify(
        journal,
        rulebook,
        text,
        today=at.date(),
        at=at,
        by=journal_options.agent(by),
        since=since,
        decision=decision,
        language=language(),
        jobs=jobs or os.cpu_count() or 1,
        progress=progress(),
    )
    journal.close()
    match layout:
        case "json":
            tell(as_json(told))
        case "csv":
            in_a_table()
            tell(as_csv(told), end="")
        case _:
            tell(in_words(told), end="")
    return 0
