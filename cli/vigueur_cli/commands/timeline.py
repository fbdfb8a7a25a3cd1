"""`vigueur timeline`: every day on which something changes for one case, and why."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from vigueur import Timeline, draw, timeline
from vigueur_cli import options
from vigueur_cli.language import said
from vigueur_cli.opening import case_of, language_of, rulebook_of
from vigueur_cli.terminal import can_show, tell


@click.command(
    "timeline",
    short_help=said("What changes for a case, when and why.", "Ce qui change pour un cas, quand et pourquoi."),
    help=said(
        "Tell every day on which an answer changes for CASE, why, and what holds from then on.",
        "Dit chaque jour où une réponse change pour CAS, pourquoi, et ce qui vaut à partir de là.",
    ),
)
@click.argument("case", metavar=said("CASE", "CAS"))
@click.option(
    "--from",
    "--du",
    "first",
    type=options.Day(),
    help=said("The first day (default: the case's first date).", "Le premier jour (sinon : la première date du cas)."),
)
@click.option(
    "--to",
    "--jusqu-au",
    "last",
    type=options.Day(),
    help=said("The last day (default: the calendar's).", "Le dernier jour (sinon : celui du calendrier)."),
)
@options.known_at()
@click.option(
    "--decision",
    "decisions",
    multiple=True,
    metavar="ID",
    help=said(
        "Only this decision; the beginning of an id asks for all decisions below it; `all` for all. Repeatable.",
        "Cette décision seule ; le début d'un identifiant, pour tout ce qui en dépend ; `all` pour tout. Répétable.",
    ),
)
@options.settings()
@options.readings()
@options.lang()
@options.layout("json", "markdown", "html", "svg", help_=said("How it is written.", "Comment elle est écrite."))
@options.rules()
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    case: str,
    first: date | None,
    last: date | None,
    known_at: date | None,
    decisions: tuple[str, ...],
    settings: tuple[tuple[str, str], ...],
    readings: tuple[tuple[str, str], ...],
    lang: str | None,
    layout: str,
    rules: Path | None,
) -> int:
    """Tell the calendar of a case."""
    rulebook = rulebook_of(rules)
    told = timeline(
        rulebook,
        case_of(rulebook, case, settings),
        first=first,
        last=last,
        known_at=known_at,
        decisions=decisions or None,
        readings=dict(readings),
        language=language_of(lang, rulebook),
    )
    tell(_written(told, layout), end="")
    return 0


def _written(told: Timeline, layout: str) -> str:
    match layout:
        case "json":
            return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        case "svg":
            return draw(told, "svg")
        case "markdown":
            return draw(told, "markdown")
        case "html":
            return draw(told, "html")
        case _:
            return draw(told, "text", signs=can_show("✔✗·"))
