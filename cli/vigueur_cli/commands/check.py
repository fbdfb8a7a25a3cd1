"""`vigueur check`: every mistake of a rule book, each at its place with a way out."""

from __future__ import annotations

from pathlib import Path

import click

from vigueur import check, render_all, severity
from vigueur_cli import options
from vigueur_cli.language import language, said
from vigueur_cli.opening import folder_of
from vigueur_cli.terminal import tell


@click.command(
    "check",
    short_help=said("Find every mistake of a rule book.", "Trouve toutes les erreurs d'un livre de règles."),
    help=said(
        "Read and check every file of a rule book: language, types, tables, time, citations. FOLDER is the rule book's.\n\n"
        "Exit codes: 0 nothing found, or only warnings; 1 errors.",
        "Lit et vérifie tous les fichiers d'un livre de règles : langue, types, tables, temps, citations. DOSSIER est celui du livre.\n\n"
        "Codes de retour : 0 rien, ou seulement des avertissements ; 1 des erreurs.",
    ),
)
@click.argument("folder", metavar=said("[FOLDER]", "[DOSSIER]"), required=False, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help=said("Warnings count as errors.", "Les avertissements comptent comme des erreurs."))
@options.lang()
@options.rules()
def command(folder: Path | None, strict: bool, lang: str | None, rules: Path | None) -> int:
    """Check a rule book."""
    del lang  # the language of messages is read from the arguments before anything is
    place = folder_of(folder or rules)
    problems = check(place)
    errors = [p for p in problems if severity(p) == "error"]
    if problems:
        tell(render_all(problems, language()))
        tell()
    tell(_summary(str(place), len(errors), len(problems) - len(errors)))
    return 1 if errors or (strict and problems) else 0


def _summary(place: str, errors: int, warnings: int) -> str:
    if not errors and not warnings:
        return said(f"{place}: no mistake found", f"{place} : aucune erreur")
    en = f"{place}: {errors} error{'' if errors == 1 else 's'}, {warnings} warning{'' if warnings == 1 else 's'}"
    fr = f"{place} : {errors} erreur{'s' if errors > 1 else ''}, {warnings} avertissement{'s' if warnings > 1 else ''}"
    return said(en, fr)
