"""`vigueur journal receipt`: a decision with its proof, for somebody else to check."""

from __future__ import annotations

from pathlib import Path

import click

from vigueur import Journal, open_journal, read_decision, receipt
from vigueur_cli import journal_options, options
from vigueur_cli.clock import now
from vigueur_cli.files import new_file
from vigueur_cli.journals import place_of
from vigueur_cli.language import said
from vigueur_cli.terminal import as_json, one_line, tell, warn, wrapped


@click.command(
    "receipt",
    short_help=said("A decision with its proof, for others to check.", "Une décision avec sa preuve, à vérifier par d'autres."),
    help=said(
        "Write the receipt of the decision ID: the entry as it was logged, what it seals, and the proof that both are in the signed log. "
        "Whoever gets it can check it without Vigueur (see docs/receipts.md). Your reading is logged.",
        "Écrit le reçu de la décision ID : l'entrée telle que consignée, ce qu'elle scelle, et la preuve que les deux sont dans le journal "
        "signé. Qui le reçoit peut le vérifier sans Vigueur (voir docs/receipts.md). Votre lecture est consignée.",
    ),
)
@click.argument("id_", metavar="ID")
@click.option(
    "--out",
    "--sortie",
    "out",
    type=click.Path(path_type=Path),
    help=said("Where to write it (default: standard output).", "Où l'écrire (sinon : la sortie standard)."),
)
@click.option(
    "--withheld",
    "--sans-contenu",
    "withheld",
    is_flag=True,
    help=said("Without what is sealed: only that the decision is in the log.", "Sans ce qui est scellé : seulement que la décision y est."),
)
@journal_options.store()
@journal_options.key()
@journal_options.reader()
@options.lang()
def command(id_: str, out: Path | None, withheld: bool, store: str | None, key: Path | None, by: str | None, lang: str | None) -> int:
    """Write the receipt of a decision."""
    del lang  # `said` reads it
    journal = open_journal(place_of(store), key_file=key)
    id_ = journal.find(id_).id
    if out is None:
        tell(_made(journal, id_, by, withheld=withheld))
        return 0
    with new_file(out):
        made = _made(journal, id_, by, withheld=withheld)
        with out.open("x", encoding="utf-8") as file:
            file.write(f"{made}\n")
    tell(said(f"{one_line(out)}: the receipt of {id_}", f"{one_line(out)} : le reçu de {id_}"))
    return 0


def _made(journal: Journal, id_: str, by: str | None, *, withheld: bool) -> str:
    made = as_json(receipt(journal, id_, withheld=withheld))
    record = read_decision(journal, id_, at=now(), by=journal_options.agent(by), command="receipt", withheld=withheld)
    newer = journal.superseded_by(record.id)
    journal.close()
    if record.content is None and not withheld:
        warn(_gone())
    if newer is not None:
        warn(said(f"note: this decision was superseded by\n  {newer}", f"remarque : cette décision a été remplacée par\n  {newer}"))
    return made


def _gone() -> str:
    """That a receipt is without a content, and why."""
    told = said(
        "note: the person was erased: what was decided is gone, and is not in the receipt; it still proves that a decision was recorded, "
        "when and by whom",
        "remarque : la personne a été effacée : ce qui a été décidé n'existe plus, et n'est pas dans le reçu ; il prouve encore qu'une "
        "décision a été consignée, quand et par qui",
    )
    return wrapped(told)
