"""`vigueur schema`: the JSON Schemas of a rule book's files and of the answers."""

from __future__ import annotations

import click

from vigueur import schema, schemas
from vigueur_cli import options
from vigueur_cli.language import said
from vigueur_cli.terminal import tell
from vigueur_cli.wrong_use import unknown


@click.command(
    "schema",
    short_help=said("The JSON Schemas of files and answers.", "Les schémas JSON des fichiers et des réponses."),
    help=said("Write the JSON Schema NAME; without a name, list them.", "Écrit le schéma JSON NOM ; sans nom, les énumère."),
)
@click.argument("name", metavar=said("[NAME]", "[NOM]"), required=False)
@options.lang()
def command(name: str | None, lang: str | None) -> int:
    """Show a schema."""
    del lang
    known = schemas()
    if name is None:
        tell("\n".join(known))
        return 0
    wanted = name.removesuffix(".json").removesuffix(".schema")
    if wanted not in known:
        unknown("VG717", name, known, "schema", known=", ".join(known))
    tell(schema(wanted), end="")
    return 0
