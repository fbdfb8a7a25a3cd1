"""`vigueur journal checkpoint`: sign the log as it is now."""

from __future__ import annotations

from pathlib import Path

import click

from vigueur import Checkpoint, checkpoint, open_journal
from vigueur_cli import journal_options, options
from vigueur_cli.clock import now
from vigueur_cli.files import new_file
from vigueur_cli.journals import place_of
from vigueur_cli.language import said
from vigueur_cli.terminal import one_line, tell


@click.command(
    "checkpoint",
    short_help=said("Sign the log as it is now.", "Signer le journal tel qu'il est."),
    help=said(
        "Sign the log as it is now: how many entries it has, and the root of their tree.\n\n"
        "Keep a copy where whoever can write the journal cannot: nothing before it can be changed any more without being seen.",
        "Signe le journal tel qu'il est : combien d'entrées, et la racine de leur arbre.\n\n"
        "Gardez-en une copie là où qui peut écrire le journal ne peut pas : rien d'antérieur ne change plus sans que cela se voie.",
    ),
)
@click.option(
    "--out",
    "--sortie",
    "out",
    type=click.Path(path_type=Path),
    help=said("Where to write it (default: standard output).", "Où l'écrire (sinon : la sortie standard)."),
)
@journal_options.store()
@journal_options.key()
@options.lang()
def command(out: Path | None, store: str | None, key: Path | None, lang: str | None) -> int:
    """Sign the log."""
    del lang  # `said` reads it
    if out is None:
        tell(_signed(store, key).text)
        return 0
    with new_file(out, private=False):
        signed = _signed(store, key)
        with out.open("x", encoding="utf-8") as file:
            file.write(f"{signed.text}\n")
    name = one_line(out)
    tell(said(f"{name}: the first {signed.size} entries, signed", f"{name} : les {signed.size} premières entrées, signées"))
    return 0


def _signed(store: str | None, key: Path | None) -> Checkpoint:
    journal = open_journal(place_of(store), key_file=key)
    signed = checkpoint(journal, now())
    journal.close()
    return signed
