"""`vigueur law`: the law itself, in words."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Literal, cast

import click

from vigueur import RuleBook, law, nearest
from vigueur_cli import options
from vigueur_cli.language import said
from vigueur_cli.opening import language_of, rulebook_of
from vigueur_cli.terminal import can_show, tell
from vigueur_cli.wrong_use import refuse


@click.command(
    "law",
    short_help=said("The law on a date, and its history.", "Le droit à une date, et son histoire."),
    help=said(
        "Tell the law in words: all that is in force --on a day; one --provision with its history; what a --text changed; what differs "
        "--between two days. WHAT is a day, the id of a provision or that of a text.",
        "Dit le droit en mots : tout ce qui est en vigueur --le un jour ; une --disposition et son histoire ; ce qu'un --texte a "
        "changé ; ce qui diffère --entre deux jours. QUOI est un jour, l'identifiant d'une disposition ou celui d'un texte.",
    ),
)
@click.argument("what", metavar=said("[WHAT]", "[QUOI]"), required=False)
@click.option("--on", "--le", "on", type=options.Day(), help=said("The law in force on this day.", "Le droit en vigueur ce jour-là."))
@click.option(
    "--between",
    "--entre",
    "between",
    type=options.Day(),
    nargs=2,
    help=said("What differs between two days.", "Ce qui diffère entre deux jours."),
)
@click.option(
    "--provision",
    "--disposition",
    "provision",
    metavar="ID",
    help=said("One provision with its history.", "Une disposition et son histoire."),
)
@click.option("--text", "--texte", "text", metavar="ID", help=said("What a text changed.", "Ce qu'un texte a changé."))
@options.known_at()
@options.lang()
@options.layout("json", "markdown", "html", help_=said("How it is written.", "Comment il est écrit."))
@options.rules()
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    what: str | None,
    on: date | None,
    between: tuple[date, date] | None,
    provision: str | None,
    text: str | None,
    known_at: date | None,
    lang: str | None,
    layout: str,
    rules: Path | None,
) -> int:
    """Tell the law."""
    given = ((what or "", what), ("--on", on), ("--between", between), ("--provision", provision), ("--text", text))
    asked = [name for name, value in given if value]
    if len(asked) > 1:
        refuse("VG724", first=asked[0], second=asked[1])
    if not asked:
        refuse("VG726")
    rulebook = rulebook_of(rules)
    if what:
        on, provision, text = _meant(rulebook, what)
    first, until = between or (on, None)
    told = law(
        rulebook,
        on=first,
        until=until,
        provision=provision or "",
        text=text or "",
        known_at=known_at,
        language=language_of(lang, rulebook),
        layout=cast("Literal['text', 'markdown', 'html', 'json']", layout),
        signs=can_show("✔✗·"),
    )
    tell(told, end="")
    return 0


def _meant(rulebook: RuleBook, what: str) -> tuple[date | None, str, str]:
    """A day, a provision or a text: what it is, or what it is nearest to."""
    program = rulebook.program
    if what in program.provisions:
        return None, what, ""
    if what in program.texts or (what[0].isdigit() and re.search("[^0-9./-]", what)):
        return None, "", what
    if what[0].isdigit():
        return options.Day().convert(what, None, None), "", ""
    return (None, "", what) if nearest(what, program.texts) and not nearest(what, program.provisions) else (None, what, "")
