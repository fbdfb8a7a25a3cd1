"""`vigueur journal init`: begin a journal."""

from __future__ import annotations

from pathlib import Path

import click

from vigueur import create_journal
from vigueur_cli import journal_options, options
from vigueur_cli.clock import now
from vigueur_cli.journals import keep_the_key, place_of
from vigueur_cli.language import said
from vigueur_cli.terminal import one_line, tell


@click.command(
    "init",
    short_help=said("Begin a journal.", "Commencer un journal."),
    help=said(
        "Begin a journal: a folder with its store and its key file, or tables in a PostgreSQL database with a key file of its own.\n\n"
        "Keep a copy of the key file elsewhere: without it nothing recorded can be read, and with it everything can.",
        "Commence un journal : un dossier avec ses données et son fichier de clés, ou des tables dans une base PostgreSQL avec un "
        "fichier de clés à part.\n\nGardez ailleurs une copie du fichier de clés : sans lui, rien de ce qui est consigné ne se lit ; avec "
        "lui, tout.",
    ),
)
@journal_options.store()
@journal_options.key()
@journal_options.reader()
@options.lang()
def command(store: str | None, key: Path | None, by: str | None, lang: str | None) -> int:
    """Begin a journal."""
    del lang  # `said` reads it
    place = place_of(store)
    journal = create_journal(place, at=now(), actor=journal_options.agent(by), key_file=key)
    where = one_line(journal.place)
    tell(said(f"A journal begins: {where}", f"Un journal commence : {where}"))
    tell(said(f"  its public key: {journal.public_key}", f"  sa clé publique : {journal.public_key}"))
    tell(keep_the_key(journal, key))
    journal.close()
    return 0
