"""`vigueur replay`: recorded decisions made again, and where they come out otherwise, and why."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from vigueur import Population, open_journal, replay
from vigueur_cli import journal_options, options
from vigueur_cli.clock import now
from vigueur_cli.corrections import by_whole_ids, corrections_of
from vigueur_cli.journals import place_of
from vigueur_cli.language import language, said
from vigueur_cli.opening import rules_by_id
from vigueur_cli.replay_layout import as_csv, in_words
from vigueur_cli.terminal import as_json, in_a_table, progress, tell
from vigueur_cli.wrong_use import refuse

FOUND = 1


@click.command(
    "replay",
    short_help=said("Make recorded decisions again.", "Refaire les décisions consignées."),
    help=said(
        "Make recorded decisions again, and say where they come out otherwise and why: by today's encoding of the rules, by the law as "
        "known today, with corrected facts, by the law of today.\n\n"
        "Each is first made again as it was made, from the archived rule book and the recorded facts, byte for byte; else it is an "
        "incident.\n\nExit codes: 0 all was made again as it was made; 1 incidents; 2 wrong use.",
        "Refait des décisions consignées, et dit où le résultat change et pourquoi : selon l'écriture actuelle des règles, le droit connu "
        "aujourd'hui, des faits corrigés, le droit d'aujourd'hui.\n\n"
        "Chacune est d'abord refaite telle quelle, avec le livre archivé et les faits consignés, à l'octet près ; sinon, c'est un "
        "incident.\n\nCodes de retour : 0 tout a été refait à l'identique ; 1 des incidents ; 2 mauvais appel.",
    ),
)
@click.argument("ids", metavar=said("[ID]…", "[ID]…"), nargs=-1)
@click.option("--all", "--tout", "everything", is_flag=True, help=said("All that still stand.", "Toutes celles qui tiennent encore."))
@click.option(
    "--since", "--depuis", "since", type=options.Day(), help=said("Those made on this day or later.", "Celles prises ce jour-là ou après.")
)
@click.option(
    "--sample",
    "--echantillon",
    "sample",
    type=options.Count(),
    metavar="N",
    help=said("Only N of them, drawn at random; says how sure that is.", "N d'entre elles, tirées au sort ; dit avec quelle certitude."),
)
@click.option(
    "--seed", "--graine", "seed", default="0", metavar="S", help=said("Draws the same sample again.", "Retire le même échantillon.")
)
@click.option("--superseded", "--remplacees", "superseded", is_flag=True, help=said("Superseded ones too.", "Les remplacées aussi."))
@click.option(
    "--as-made", "--tel-quel", "as_made", is_flag=True, help=said("Only as they were made.", "Seulement telles qu'elles ont été prises.")
)
@click.option(
    "--documents",
    is_flag=True,
    help=said("The explanations as told, too (slow; always for a single ID).", "Aussi les explications (lent ; toujours pour un seul ID)."),
)
@click.option(
    "--facts",
    "--faits",
    "facts",
    type=click.Path(path_type=Path),
    help=said("Corrected facts, for one ID.", "Des faits corrigés, pour un ID."),
)
@options.settings(
    said(
        "A fact, in place of the recorded one, for one ID. Repeatable.",
        "Un fait, à la place de celui qui est consigné, pour un ID. Répétable.",
    )
)
@click.option(
    "--corrections",
    type=click.Path(path_type=Path),
    help=said(
        'Corrected facts for many: a folder of files ID.yaml, or lines {"id": …, "facts": {…}}.',
        'Des faits corrigés pour plusieurs : un dossier de fichiers ID.yaml, ou des lignes {"id": …, "facts": {…}}.',
    ),
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
    ids: tuple[str, ...],
    everything: bool,
    since: date | None,
    sample: int | None,
    seed: str,
    superseded: bool,
    as_made: bool,
    documents: bool,
    facts: Path | None,
    settings: tuple[tuple[str, str], ...],
    corrections: Path | None,
    rules: Path | None,
    jobs: int | None,
    store: str | None,
    key: Path | None,
    by: str | None,
    lang: str | None,
    layout: str,
) -> int:
    """Make recorded decisions again."""
    del lang  # `language` reads it
    many = everything or since is not None or sample is not None or superseded
    if bool(ids) == many:
        refuse("VG842")
    if as_made and (facts or settings or corrections):
        given = "--facts" if facts else "--set" if settings else "--corrections"
        refuse("VG724", first="--as-made", second=given)
    corrected = corrections_of(ids, facts, settings, corrections)
    at = now()
    journal = open_journal(place_of(store), key_file=key)
    whole = {id_: journal.find(id_).id for id_ in ids}
    told = replay(
        journal,
        Population(tuple(whole.values()), since, superseded, sample, seed),
        today=at.date(),
        rules=rules_by_id(rules),
        at=at,
        by=journal_options.agent(by),
        corrections=by_whole_ids(corrected, whole),
        language=language(),
        as_made=as_made,
        documents=documents or len(set(whole.values())) == 1,
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
    return FOUND if told["incidents"] else 0
