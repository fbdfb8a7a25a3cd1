"""`vigueur new`: a rule book that checks, to start from."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import click

from vigueur_cli import options
from vigueur_cli.language import language, said
from vigueur_cli.terminal import tell
from vigueur_cli.wrong_use import refuse

STARTERS = Path(__file__).resolve().parent.parent / "starters"


@click.command(
    "new",
    short_help=said("Start a rule book.", "Commence un livre de règles."),
    help=said(
        "Write a small rule book into FOLDER: two texts, a condition that is repealed, an amount that rises, cases. It "
        "checks; change it step by step.",
        "Écrit un petit livre de règles dans DOSSIER : deux textes, une condition abrogée, un montant qui monte, des cas. Il est juste ; "
        "changez-le pas à pas.",
    ),
)
@click.argument("folder", metavar=said("FOLDER", "DOSSIER"), type=click.Path(path_type=Path))
@options.lang()
def command(folder: Path, lang: str | None) -> int:
    """Start a rule book."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        refuse("VG716", folder=str(folder))
    spoken = lang or language()
    shutil.copytree(STARTERS / spoken, folder, dirs_exist_ok=True)
    example = "exemple.yaml" if spoken == "fr" else "example.yaml"
    quoted = shlex.quote(str(folder))
    for path in sorted(folder.rglob("*.yaml")):
        tell(f"  {path}")
    tell("\nEnsuite :" if spoken == "fr" else "\nNext:")
    tell(f"  vigueur check {quoted}")
    tell(f"  vigueur test --rules {quoted}")
    tell(f"  vigueur explain {shlex.quote(str(folder / 'demo' / example))} --as-of 2025-08-01 --rules {quoted}")
    return 0
