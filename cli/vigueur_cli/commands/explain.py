"""`vigueur explain`: one case, one day: the answer, and why."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Final

import click

from vigueur import Explanation, explain, lay_out
from vigueur_cli import options
from vigueur_cli.language import said
from vigueur_cli.opening import case_of, language_of, rulebook_of
from vigueur_cli.terminal import can_show, tell

INCOMPLETE: Final = 3
EXIT_CODES: Final = {"eligible": 0, "ineligible": 10, "undetermined": 11, "out_of_scope": 12, "to_be_examined": 13, None: 0}
"""What `--exit-code` gives for each verdict."""


@click.command(
    "explain",
    short_help=said("One case, one day: the answer, and why.", "Un cas, un jour : la réponse, et pourquoi."),
    help=said(
        "Decide CASE (a YAML or JSON file of facts, or - for standard input) as of a day, and say why.\n\n"
        "Exit codes: 0 answered, whatever the verdict; 2 wrong use or invalid input; 3 with --strict where facts are missing. "
        "With --exit-code: 0 eligible, 10 not eligible, 11 undetermined, 12 out of scope, 13 to be examined.",
        "Juge CAS (un fichier de faits, YAML ou JSON, ou - pour l'entrée standard) à un jour donné, et dit pourquoi.\n\n"
        "Codes de retour : 0 réponse donnée, quel que soit le verdict ; 2 mauvais appel ou entrée invalide ; 3 avec --strict quand il "
        "manque des faits. Avec --exit-code : 0 éligible, 10 non éligible, 11 indéterminé, 12 hors du champ, 13 à examiner.",
    ),
)
@click.argument("case", metavar=said("CASE", "CAS"))
@options.as_of()
@options.known_at()
@click.option(
    "--decision",
    "decisions",
    multiple=True,
    metavar="ID",
    help=said(
        "Only this decision or provision; the beginning of an id asks for all decisions below it; `all` for all. Repeatable.",
        "Cette décision seule, ou une disposition ; le début d'un identifiant, pour tout ce qui en dépend ; `all` pour tout. Répétable.",
    ),
)
@options.settings()
@options.readings()
@options.lang()
@options.layout("json", "markdown", "html", help_=said("How the answer is written.", "Comment la réponse est écrite."))
@click.option(
    "--detail",
    type=click.Choice(["1", "2", "3"]),
    default="1",
    help=said("How much is told: 1, 2 or 3.", "Combien en dire : 1, 2 ou 3."),
)
@click.option("--strict", is_flag=True, help=said("Leave with 3 where facts are missing.", "Sort avec 3 quand il manque des faits."))
@click.option(
    "--exit-code", "--code-retour", "verdict_as_code", is_flag=True, help=said("The verdict as exit code.", "Le verdict en code de retour.")
)
@options.rules()
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    case: str,
    as_of: date,
    known_at: date | None,
    decisions: tuple[str, ...],
    settings: tuple[tuple[str, str], ...],
    readings: tuple[tuple[str, str], ...],
    lang: str | None,
    layout: str,
    detail: str,
    strict: bool,
    verdict_as_code: bool,
    rules: Path | None,
) -> int:
    """Explain a case."""
    rulebook = rulebook_of(rules)
    explanation = explain(
        rulebook,
        case_of(rulebook, case, settings),
        as_of=as_of,
        known_at=known_at,
        decisions=decisions or None,
        readings=dict(readings),
        language=language_of(lang, rulebook),
    )
    tell(written(explanation, layout, int(detail)), end="")
    if strict and explanation["missing"]:
        return INCOMPLETE
    return EXIT_CODES[explanation["verdict"]] if verdict_as_code else 0


def written(explanation: Explanation, layout: str, detail: int) -> str:
    """An explanation in one of its layouts."""
    match layout:
        case "json":
            return json.dumps(explanation, ensure_ascii=False, indent=2) + "\n"
        case "markdown":
            return lay_out(explanation, "markdown", detail=detail)
        case "html":
            return lay_out(explanation, "html", detail=detail)
        case _:
            return lay_out(explanation, "text", detail=detail, signs=can_show("✔✗·"))
