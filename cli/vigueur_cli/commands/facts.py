"""`vigueur facts`: what may be said of a case."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

import click

from vigueur import vocabulary
from vigueur_cli import options
from vigueur_cli.language import said
from vigueur_cli.opening import language_of, rulebook_of
from vigueur_cli.terminal import can_show, tell


@click.command(
    "facts",
    short_help=said("What may be said of a case.", "Ce que l'on peut dire d'un dossier."),
    help=said(
        "List the facts of the rule book: the name of each, its question, its kind and who supplies it. With FACT: that one, with all "
        "that may be written for it.",
        "Énumère les faits du livre de règles : le nom de chacun, sa question, sa nature et qui le fournit. Avec FAIT : celui-là, avec "
        "tout ce que l'on peut y écrire.",
    ),
)
@click.argument("fact", metavar=said("[FACT]", "[FAIT]"), required=False)
@options.lang()
@options.layout("json", help_=said("How it is written.", "Comment il est écrit."))
@options.rules()
def command(fact: str | None, lang: str | None, layout: str, rules: Path | None) -> int:
    """Tell the facts."""
    rulebook = rulebook_of(rules)
    told = vocabulary(
        rulebook,
        fact=fact or "",
        language=language_of(lang, rulebook),
        layout=cast("Literal['text', 'json']", layout),
        signs=can_show("✔✗·"),
    )
    tell(told, end="")
    return 0
