"""`vigueur journal erase`: erase a person; the log stays provable."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from vigueur import Journal, open_journal
from vigueur_cli import journal_options, options
from vigueur_cli.clock import now
from vigueur_cli.journals import place_of
from vigueur_cli.language import said
from vigueur_cli.opening import rulebook_of
from vigueur_cli.terminal import tell
from vigueur_cli.wrong_use import refuse

_YES: Final = ("y", "yes", "o", "oui")


@click.command(
    "erase",
    short_help=said("Erase a person.", "Effacer une personne."),
    help=said(
        "Erase a person: their key is overwritten, and nothing that was recorded of them can be read by anybody any more. The entries "
        "stay, and with them the proof that they were made. This cannot be undone.\n\n"
        "Name the person by --subject, as when the decisions were recorded; or by ID, a decision about them.",
        "Efface une personne : sa clé est écrasée, et rien de ce qui a été consigné sur elle ne peut plus être lu par quiconque. Les "
        "entrées restent, et avec elles la preuve qu'elles ont été faites. C'est sans retour.\n\n"
        "Désignez la personne par --sujet, comme quand les décisions ont été consignées ; ou par ID, une décision qui la concerne.",
    ),
)
@click.argument("id_", metavar="ID", required=False)
@click.option(
    "--subject",
    "--sujet",
    "subject",
    metavar="ID",
    help=said("The person's identifier, as it was given to decide.", "L'identifiant de la personne, tel que donné à decide."),
)
@click.option("--by", "--par", "by", required=True, metavar="AGENT", help=said("Who erases.", "Qui efface."))
@click.option(
    "--reason",
    "--motif",
    "reason",
    required=True,
    metavar=said("WORDS", "MOTS"),
    help=said("Why; it is logged in clear, and must not name the person.", "Pourquoi ; consigné en clair, ne doit pas nommer la personne."),
)
@click.option("--yes", "--oui", "sure", is_flag=True, help=said("Do not ask.", "Ne pas demander."))
@journal_options.store()
@journal_options.key()
@options.rules()
@options.lang()
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    id_: str | None,
    subject: str | None,
    by: str,
    reason: str,
    sure: bool,
    store: str | None,
    key: Path | None,
    rules: Path | None,
    lang: str | None,
) -> int:
    """Erase a person."""
    del lang  # `said` reads it
    if (id_ is None) == (subject is None):
        refuse("VG705" if id_ is None else "VG724", argument="ID", command="vigueur journal erase", first="ID", second="--subject")
    journal = open_journal(place_of(store), key_file=key)
    pseudonym = _pseudonym(journal, id_, subject, rules)
    many = journal.count(pseudonym)
    question = said(
        f"Decisions about this person: {many}. Erase for ever what they hold? [y/N]",
        f"Décisions sur cette personne : {many}. Effacer pour toujours ce qu'elles contiennent ? [o/N]",
    )
    if not sure and click.prompt(question, default="n", show_default=False, prompt_suffix=" ", err=True).strip().lower() not in _YES:
        raise click.Abort
    erased = journal.erase(pseudonym, now(), by, reason)
    journal.close()
    tell(said(f"Erased: decisions about this person: {erased}", f"Effacé : décisions sur cette personne : {erased}"))
    return 0


def _pseudonym(journal: Journal, id_: str | None, subject: str | None, rules: Path | None) -> bytes:
    """Under which pseudonym the person stands in the journal."""
    if subject is not None:
        return journal.keys.subject(rulebook_of(rules).program.id, subject)
    return journal.find(str(id_)).subject or b""
