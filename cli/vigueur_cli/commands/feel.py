"""`vigueur feel`: a calculator for expressions, line by line too, and its conformance."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from vigueur import calculate, feel_answers, feel_figures
from vigueur_cli import options
from vigueur_cli.language import language, said
from vigueur_cli.terminal import tell
from vigueur_cli.wrong_use import refuse

_NEGATIVE: Final = re.compile(r"-[\d\s(@.]")


class Calculation(click.Command):
    """A command whose argument may begin with a minus."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        negative = [arg for arg in args if _NEGATIVE.match(arg)]
        others = [arg for arg in args if arg not in negative]
        return super().parse_args(ctx, [*others, "--", *negative] if negative and "--" not in args else args)


@click.command(
    "feel",
    cls=Calculation,
    short_help=said("Calculate a FEEL expression.", "Calcule une expression FEEL."),
    help=said(
        "Calculate EXPRESSION with the values of a file. With --jsonl: one JSON object a line on standard input, one answer a line on "
        "standard output. With --conformance: the published figures over a file of cases.",
        "Calcule EXPRESSION avec les valeurs d'un fichier. Avec --jsonl : un objet JSON par ligne en entrée, une réponse par ligne en "
        "sortie. Avec --conformance : les chiffres publiés, sur un fichier de cas.",
    ),
)
@click.argument("expression", metavar="[EXPRESSION]", required=False)
@click.option(
    "--facts",
    "--faits",
    "facts",
    type=click.Path(path_type=Path),
    help=said("A YAML or JSON file of values, by name.", "Un fichier YAML ou JSON de valeurs, par nom."),
)
@click.option("--jsonl", is_flag=True, help=said("Answer line by line.", "Répond ligne par ligne."))
@click.option(
    "--conformance",
    type=click.Path(path_type=Path),
    help=said("Measure conformance on a file of cases.", "Mesure la conformité sur un fichier de cas."),
)
@options.lang()
def command(expression: str | None, facts: Path | None, jsonl: bool, conformance: Path | None, lang: str | None) -> int:
    """Calculate."""
    del lang
    if conformance is not None:
        with conformance.open(encoding="utf-8") as lines:
            tell(feel_figures(lines))
        return 0
    if jsonl:
        for answer in feel_answers(_lines(), language()):
            tell(answer)
            sys.stdout.flush()
        return 0
    if expression is None:
        refuse("VG705", argument="EXPRESSION", command="vigueur feel")
    tell(calculate(expression, facts))
    return 0


def _lines() -> Iterator[str]:
    """Standard input, a line at a time, as soon as it comes."""
    while line := sys.stdin.buffer.readline():
        yield line.decode("utf-8", errors="replace")
