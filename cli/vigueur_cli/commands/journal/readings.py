"""`vigueur journal readings`: who read what was recorded, and who was erased."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from vigueur import open_journal, read_accesses
from vigueur_cli import journal_options, options
from vigueur_cli.clock import now
from vigueur_cli.entry_screen import in_two_lines
from vigueur_cli.journals import place_of
from vigueur_cli.language import said
from vigueur_cli.terminal import as_json, tell


@click.command(
    "readings",
    short_help=said("Who read what, and who was erased.", "Qui a lu quoi, et qui a été effacé."),
    help=said(
        "List who read what was recorded, and when, the newest last; and the persons erased. With ID, a decision: only the readings that "
        "named it, and the erasure of its person; it may have been shown to others who asked by a day or a text. Your reading is logged.",
        "Énumère qui a lu ce qui est consigné, et quand, la lecture la plus récente en dernier ; et les personnes effacées. Avec ID, une "
        "décision : seulement les lectures qui l'ont désignée, et l'effacement de sa personne ; elle a pu être montrée à d'autres, qui "
        "demandaient un jour ou un texte. Votre lecture est consignée.",
    ),
)
@click.argument("id_", metavar="ID", required=False)
@click.option("--limit", "--limite", "limit", type=options.Count(), help=said("Only the newest so many.", "Seulement les plus récentes."))
@click.option("--since", "--depuis", type=options.Day(), help=said("Read on this day or later.", "Lu ce jour-là ou après."))
@click.option("--until", "--jusqu-au", type=options.Day(), help=said("Read on this day or earlier.", "Lu ce jour-là ou avant."))
@click.option("--agent", metavar="AGENT", help=said("Read by this agent.", "Lu par cet agent."))
@journal_options.store()
@journal_options.key()
@journal_options.reader()
@options.lang()
@options.layout("json")
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    id_: str | None,
    limit: int | None,
    since: date | None,
    until: date | None,
    agent: str | None,
    store: str | None,
    key: Path | None,
    by: str | None,
    lang: str | None,
    layout: str,
) -> int:
    """List who read."""
    del lang  # `said` reads it
    journal = open_journal(place_of(store), key_file=key)
    reader = journal_options.agent(by)
    found = read_accesses(journal, at=now(), by=reader, since=since, until=until, actor=agent, decision=id_, newest=limit)
    journal.close()
    if layout == "json":
        tell(as_json([dict(record.body) for record in found]))
        return 0
    readings = sum(1 for record in found if record.row.kind == "access")
    erased = len(found) - readings
    lines = [in_two_lines(record) for record in found]
    count = said(f"Readings: {readings} · persons erased: {erased}", f"Lectures : {readings} · personnes effacées : {erased}")
    tell("\n".join([*lines, "", count] if lines else [said("No reading.", "Aucune lecture.")]))
    return 0
