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
from vigueur_cli.terminal import tell, warn
from vigueur_cli.wrong_use import refuse

_YES: Final = ("y", "yes", "o", "oui")


def _not_yet() -> str:
    return said(
        "note: somebody reads the journal just now: the old key leaves its files when they are done, with the next command",
        "remarque : quelqu'un lit le journal en ce moment : l'ancienne clé quittera ses fichiers quand il aura fini, à la prochaine "
        "commande",
    )


@click.command(
    "erase",
    short_help=said("Erase a person.", "Effacer une personne."),
    help=said(
        "Erase a person: their key is overwritten, and nothing that was recorded of them can be read by anybody any more. The entries "
        "stay, and with them the proof that they were made. This cannot be undone.\n\n"
        "Name the person by --subject, as when the decisions were recorded: they are erased of all rule books, or of the one of --rules. "
        "Or by ID, a decision about them: then of its rule book alone, for only the identifier joins them.",
        "Efface une personne : sa clé est écrasée, et rien de ce qui a été consigné sur elle ne peut plus être lu par quiconque. Les "
        "entrées restent, et avec elles la preuve qu'elles ont été faites. C'est sans retour.\n\n"
        "Désignez la personne par --sujet, comme quand les décisions ont été consignées : elle est effacée de tous les livres de règles, "
        "ou de celui de --regles. Ou par ID, une décision qui la concerne : alors de son seul livre, car seul l'identifiant les relie.",
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
    if not reason.strip():
        refuse("VG706", option=said("--reason", "--motif"), command="vigueur journal erase")
    if (id_ is None) == (subject is None):
        refuse("VG705" if id_ is None else "VG724", argument="ID", command="vigueur journal erase", first="ID", second="--subject")
    journal = open_journal(place_of(store), key_file=key)
    pseudonyms = _pseudonyms(journal, id_, subject, rules)
    many = sum(journal.count(pseudonym) for pseudonym in pseudonyms)
    question = said(
        f"Decisions about this person: {many}. Erase for ever what they hold? [y/N]",
        f"Décisions sur cette personne : {many}. Effacer pour toujours ce qu'elles contiennent ? [o/N]",
    )
    if not sure and click.prompt(question, default="n", show_default=False, prompt_suffix=" ", err=True).strip().lower() not in _YES:
        warn(said("Nothing was erased.", "Rien n'a été effacé."))
        raise click.Abort
    erased = [journal.erase(pseudonym, now(), by, reason) for pseudonym in pseudonyms]
    journal.close()
    count = sum(one.count for one in erased)
    tell(said(f"Erased: decisions about this person: {count}", f"Effacé : décisions sur cette personne : {count}"))
    warn(
        said(
            "note: receipts, exports and copies made before hold it still",
            "remarque : les reçus, exports et copies faits auparavant le contiennent encore",
        )
    )
    if not all(one.gone for one in erased):
        warn(_not_yet())
    return 0


def _pseudonyms(journal: Journal, id_: str | None, subject: str | None, rules: Path | None) -> list[bytes]:
    """Under which pseudonyms the person stands in the journal: one a rule book, and not erased yet; one alone where none is left."""
    if subject is None:
        return [journal.find(str(id_)).subject or b""]
    books = journal.rulebooks() if rules is None else (rulebook_of(rules).program.id,)
    every = [journal.subject(book, subject) for book in books]
    return [pseudonym for pseudonym in every if journal.knows(pseudonym)] or every[:1] or [b""]
