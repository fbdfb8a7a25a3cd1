"""Options that the commands of the journal share, with their French names."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from vigueur_cli.language import said

F = TypeVar("F", bound=Callable[..., Any])


def store() -> Callable[[F], F]:
    """Where the journal is."""
    help_ = said(
        "The journal: a folder, or the URL of a PostgreSQL database (default: VIGUEUR_JOURNAL, else a folder of your data).",
        "Le journal : un dossier, ou l'URL d'une base PostgreSQL (sinon : VIGUEUR_JOURNAL, ou un dossier de vos données).",
    )
    return click.option("--store", "--journal", "store", metavar=said("PLACE", "LIEU"), help=help_)


def key() -> Callable[[F], F]:
    """The key file."""
    help_ = said("The key file, where it is not in the journal's folder.", "Le fichier de clés, s'il n'est pas dans le dossier du journal.")
    return click.option("--key", "--cle", "key", type=click.Path(path_type=Path), help=help_)


def reader() -> Callable[[F], F]:
    """Who reads: reading is logged."""
    help_ = said("Who you are, for the log (default: your login).", "Qui vous êtes, pour le journal (sinon : votre compte).")
    return click.option("--by", "--par", "by", metavar=said("AGENT", "AGENT"), help=help_)


def agent(by: str | None) -> str:
    """Who reads: as said, else VIGUEUR_AGENT, else the account of the machine."""
    if by is not None:
        return by
    try:
        return os.environ.get("VIGUEUR_AGENT") or getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
