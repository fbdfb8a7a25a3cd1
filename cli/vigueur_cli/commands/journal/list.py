"""`vigueur journal list`: the decisions recorded."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vigueur import Record, open_journal, read_decisions, rows_of, write_csv
from vigueur_cli import journal_options, options
from vigueur_cli.clock import now
from vigueur_cli.journals import place_of
from vigueur_cli.language import said
from vigueur_cli.recording import as_data, in_two_lines
from vigueur_cli.selecting import Asked, selection
from vigueur_cli.terminal import as_json, in_a_table, tell


@click.command(
    "list",
    short_help=said("The decisions recorded.", "Les décisions consignées."),
    help=said(
        "List recorded decisions, the newest last. That you read them is logged.",
        "Énumère les décisions consignées, la plus récente en dernier. Votre lecture est consignée.",
    ),
)
@click.option("--limit", "--limite", "limit", type=options.Count(), help=said("Only the newest so many.", "Seulement les plus récentes."))
@selection
@journal_options.store()
@journal_options.key()
@journal_options.reader()
@options.lang()
@options.layout("json", "csv")
def command(*, asked: Asked, limit: int | None, store: str | None, key: Path | None, by: str | None, lang: str | None, layout: str) -> int:
    """List recorded decisions."""
    del lang  # `said` reads it
    journal = open_journal(place_of(store), key_file=key)
    found = read_decisions(journal, asked.of(journal), at=now(), by=journal_options.agent(by), command="list", newest=limit)
    superseded = journal.superseded()
    journal.close()
    match layout:
        case "json":
            tell(as_json([as_data(record) for record in found]))
        case "csv":
            in_a_table()
            write_csv((row for record in found for row in rows_of(record, superseded)), sys.stdout)
        case _:
            tell(_listed(found, superseded))
    return 0


def _listed(found: list[Record], superseded: frozenset[str]) -> str:
    if not found:
        return said("No decision.", "Aucune décision.")
    lines = ["\n".join(in_two_lines(record, superseded=record.id in superseded)) for record in found]
    count = len(found)
    return "\n".join([*lines, "", said(f"Decisions: {count}", f"Décisions : {count}")])
