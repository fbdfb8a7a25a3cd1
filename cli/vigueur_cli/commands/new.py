"""`vigueur new`: a rule book that checks, to start from, with the schemas by which an editor completes its files."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import click

from vigueur import schema
from vigueur_cli import options
from vigueur_cli.language import language, said
from vigueur_cli.terminal import tell
from vigueur_cli.wrong_use import refuse

STARTERS = Path(__file__).resolve().parent.parent / "starters"
SCHEMAS = ("case", "cases", "facts", "provisions", "rulebook", "text", "translations")
"""Those that the first lines of the files name; they are read from the folder's own `schemas/`, without a network."""


@click.command(
    "new",
    short_help=said("Start a rule book.", "Commence un livre de règles."),
    help=said(
        "Write a small rule book into FOLDER: two texts, a condition that is repealed, an amount that rises, cases. It "
        "checks; change it step by step. An editor completes its files by the schemas beside them.",
        "Écrit un petit livre de règles dans DOSSIER : deux textes, une condition abrogée, un montant qui monte, des cas. Il est juste ; "
        "changez-le pas à pas. Un éditeur complète ses fichiers d'après les schémas écrits à côté.",
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
    for name in SCHEMAS:
        target = folder / "schemas" / f"{name}.schema.json"
        target.parent.mkdir(exist_ok=True)
        target.write_text(schema(name), encoding="utf-8")
    example = "exemple.yaml" if spoken == "fr" else "example.yaml"
    quoted = shlex.quote(str(folder))
    for path in sorted(folder.rglob("*.yaml")):
        tell(f"  {path}")
    tell(f"  {folder / 'schemas'}")
    tell("\nEnsuite :" if spoken == "fr" else "\nNext:")
    tell(f"  vigueur check {quoted}")
    tell(f"  vigueur test --rules {quoted}")
    tell(f"  vigueur explain {shlex.quote(str(folder / 'demo' / example))} --as-of 2025-08-01 --rules {quoted}")
    return 0
