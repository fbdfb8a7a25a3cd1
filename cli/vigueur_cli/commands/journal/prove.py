"""`vigueur journal prove`: that an entry is in the signed log, or that the log only grew since a checkpoint."""

from __future__ import annotations

import json
from pathlib import Path

import click

from vigueur import open_journal, prove_consistency, prove_inclusion, read_checkpoint
from vigueur_cli import journal_options, options
from vigueur_cli.files import LARGEST_CHECKPOINT, beginning
from vigueur_cli.journals import place_of
from vigueur_cli.language import said
from vigueur_cli.terminal import tell
from vigueur_cli.wrong_use import refuse


@click.command(
    "prove",
    short_help=said("Prove an entry, or that the log only grew.", "Prouver une entrée, ou que le journal n'a fait que croître."),
    help=said(
        "Prove that the entry ID is in the log that the newest checkpoint signs; or, with --since, that this log begins with the log that "
        "an earlier checkpoint signed. The proof is JSON; it tells nothing of what is recorded.",
        "Prouve que l'entrée ID est dans le journal signé par le dernier point de contrôle ; ou, avec --depuis, que ce journal commence "
        "par celui qu'un point de contrôle antérieur a signé. La preuve est en JSON ; elle ne dit rien de ce qui est consigné.",
    ),
)
@click.argument("id_", metavar="ID", required=False)
@click.option(
    "--since",
    "--depuis",
    "since",
    type=click.Path(path_type=Path, exists=False),
    metavar=said("CHECKPOINT", "POINT"),
    help=said("A file that `journal checkpoint` wrote.", "Un fichier écrit par `journal checkpoint`."),
)
@journal_options.store()
@journal_options.key()
@options.lang()
def command(id_: str | None, since: Path | None, store: str | None, key: Path | None, lang: str | None) -> int:
    """Prove an entry or the growth of the log."""
    del lang  # `said` reads it
    if id_ is not None and since is not None:
        refuse("VG724", first="ID", second="--since")
    if id_ is None and since is None:
        refuse("VG705", argument="ID", command="vigueur journal prove")
    earlier = read_checkpoint(beginning(since, LARGEST_CHECKPOINT), str(since)) if since is not None else None
    journal = open_journal(place_of(store), key_file=key, writing=False)
    proof = prove_consistency(journal, earlier) if earlier is not None else prove_inclusion(journal, str(id_))
    journal.close()
    tell(json.dumps(proof, ensure_ascii=False, indent=2))
    return 0
