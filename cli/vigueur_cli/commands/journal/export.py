"""`vigueur journal export`: recorded decisions as a table for other programs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from vigueur import Record, open_journal, read_decisions, rows_of, write_bundle, write_csv, write_parquet
from vigueur_cli import journal_options, options
from vigueur_cli.clock import now
from vigueur_cli.files import new_file
from vigueur_cli.journals import place_of
from vigueur_cli.language import said
from vigueur_cli.recording import as_data
from vigueur_cli.selecting import Asked, selection
from vigueur_cli.terminal import one_line, tell
from vigueur_cli.wrong_use import refuse

TABLES = ("csv", "parquet")
ENDINGS = {".csv": "csv", ".parquet": "parquet", ".jsonl": "jsonl", ".zip": "zip"}


@click.command(
    "export",
    short_help=said("Decisions as CSV, Parquet or JSON lines.", "Les décisions en CSV, Parquet ou lignes JSON."),
    help=said(
        "Write recorded decisions to FILE, whose ending says how: .csv (a line an answer), .parquet (the same with types; needs the extra "
        "`data`), .jsonl (a record a line, facts and all), .zip (an evidence bundle: records, rules, proofs and a verifier). What is "
        "exported is no longer sealed. Your reading is logged.",
        "Écrit les décisions consignées dans FICHIER, dont la fin dit comment : .csv (une ligne par réponse), .parquet (de même, typé ; "
        "demande l'extra `data`), .jsonl (une décision par ligne, faits compris), .zip (un dossier de preuve : décisions, règles, preuves "
        "et vérificateur). Ce qui est exporté n'est plus scellé. Votre lecture est consignée.",
    ),
)
@click.argument("file", metavar=said("FILE", "FICHIER"), type=click.Path(path_type=Path))
@click.option("--id", "ids", multiple=True, metavar="ID", help=said("Only this decision. Repeatable.", "Cette décision seule. Répétable."))
@selection
@journal_options.store()
@journal_options.key()
@journal_options.reader()
@options.lang()
def command(
    *, file: Path, ids: tuple[str, ...], asked: Asked, store: str | None, key: Path | None, by: str | None, lang: str | None
) -> int:
    """Export recorded decisions."""
    del lang  # `said` reads it
    layout = ENDINGS.get(file.suffix.lower())
    if layout is None:
        refuse("VG880", name=file.name, known=", ".join(ENDINGS))
    with new_file(file):
        journal = open_journal(place_of(store), key_file=key)
        meant = replace(asked.of(journal), ids=frozenset(ids)) if ids else asked.of(journal)
        found = read_decisions(journal, meant, at=now(), by=journal_options.agent(by), command="export")
        if layout == "zip":
            lines = write_bundle(journal, [record.id for record in found], file)
        else:
            lines = _write(found, journal.superseded(), file, layout)
        journal.close()
    tell(_told(file, found, lines if layout in TABLES else None))
    return 0


def _told(file: Path, found: list[Record], lines: int | None) -> str:
    """What was written: how many decisions; in how many lines, where a decision has several; and of how many nothing is left."""
    name, count = one_line(file), len(found)
    told = said(f"{name}: decisions: {count}", f"{name} : décisions : {count}")
    erased = sum(1 for record in found if record.content is None)
    if erased:
        told += said(f" (of which erased: {erased})", f" (dont effacées : {erased})")
    return told if lines is None else told + said(f", lines: {lines}", f", lignes : {lines}")


def _write(found: list[Record], superseded: frozenset[str], file: Path, layout: str) -> int:
    rows = (row for record in found for row in rows_of(record, superseded))
    if layout == "parquet":
        return write_parquet(rows, file)
    with file.open("x", encoding="utf-8", newline="") as out:
        if layout == "csv":
            return write_csv(rows, out)
        out.writelines(f"{json.dumps(as_data(record), ensure_ascii=False)}\n" for record in found)
    return len(found)
