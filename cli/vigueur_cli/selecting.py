"""Options that say which recorded decisions are meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, Literal, cast

import click

from vigueur import Journal, Selection
from vigueur_cli import options
from vigueur_cli.choices import OneOf
from vigueur_cli.language import said
from vigueur_cli.opening import rulebook_of
from vigueur_cli.verdicts import OneVerdict

VERDICTS = ("eligible", "ineligible", "undetermined", "out_of_scope", "to_be_examined")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which decisions are meant, as it was said on the command line. `subject`: an identifier, not yet a pseudonym."""

    selection: dict[str, Any]
    subject: str | None
    rules: Path | None

    def of(self, journal: Journal) -> Selection:
        """What is asked of a journal: only it makes pseudonyms."""
        if self.subject is None:
            return Selection(**self.selection)
        return Selection(**self.selection, subject=journal.subject(rulebook_of(self.rules).program.id, self.subject))


_OPTIONS = (
    click.option("--since", "--depuis", type=options.Day(), help=said("Decided on this day or later.", "Décidé ce jour-là ou après.")),
    click.option("--until", "--jusqu-au", type=options.Day(), help=said("Decided on this day or earlier.", "Décidé ce jour-là ou avant.")),
    click.option("--as-of", "--au", "as_of", type=options.Day(), help=said("About this day.", "Sur ce jour-là.")),
    click.option("--decision", metavar="ID", help=said("With an answer to this, or below it.", "Avec une réponse à cela, ou en dessous.")),
    click.option("--text", "--texte", metavar="ID", help=said("That rest on this text.", "Qui reposent sur ce texte.")),
    click.option("--provision", "--disposition", metavar="ID", help=said("That read this provision.", "Qui ont lu cette disposition.")),
    click.option("--verdict", type=OneVerdict(VERDICTS), help=said("So decided.", "Ainsi décidées.")),
    click.option("--agent", metavar="AGENT", help=said("Decided by this agent.", "Décidées par cet agent.")),
    click.option("--subject", "--sujet", metavar="ID", help=said("About this person.", "Sur cette personne.")),
    click.option(
        "--overridden", "--autrement", is_flag=True, help=said("Where a person decided otherwise.", "Où une personne a décidé autrement.")
    ),
    click.option(
        "--standing",
        "--etat",
        type=OneOf({"current": ("current", "valable"), "superseded": ("superseded", "remplacée")}),
        help=said("Only what stands, or only what was superseded.", "Seulement ce qui vaut, ou ce qui a été remplacé."),
    ),
    options.rules(),
)


def selection(command: Callable[..., int]) -> Callable[..., int]:
    """Gives a command `asked`: which decisions are meant."""

    @wraps(command)
    def with_selection(  # noqa: PLR0913 - one parameter an option
        *,
        since: date | None,
        until: date | None,
        as_of: date | None,
        decision: str | None,
        text: str | None,
        provision: str | None,
        verdict: str | None,
        agent: str | None,
        subject: str | None,
        overridden: bool,
        standing: str | None,
        rules: Path | None,
        **others: object,
    ) -> int:
        chosen = {
            "since": since, "until": until, "as_of": as_of, "decision": decision, "text": text, "provision": provision,
            "verdict": verdict, "actor": agent, "overridden": overridden,
            "standing": cast("Literal['current', 'superseded'] | None", standing),
        }  # fmt: skip
        return command(asked=Asked(chosen, subject, rules), **others)

    decorated: Callable[..., int] = with_selection
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated
