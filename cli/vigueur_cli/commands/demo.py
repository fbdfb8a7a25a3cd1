"""`vigueur demo`: three stories, from the rule book's own folder."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from vigueur import demonstrations, explain, lay_out
from vigueur_cli import options
from vigueur_cli.language import said
from vigueur_cli.opening import rulebook_of
from vigueur_cli.wrong_use import refuse


@click.command(
    "demo",
    short_help=said("Three stories: eligible, refused, incomplete.", "Trois histoires : éligible, refusé, à compléter."),
    help=said(
        "Explain the rule book's demonstration cases, in French unless --lang says otherwise.",
        "Explique les cas de démonstration du livre, en français sauf si --lang en dit autrement.",
    ),
)
@options.as_of(required=False)
@options.lang()
@click.option("--detail", type=click.IntRange(1, 3), default=1, help=said("How much is told: 1, 2 or 3.", "Combien en dire : 1, 2 ou 3."))
@options.rules()
def command(as_of: date | None, lang: str | None, detail: int, rules: Path | None) -> int:
    """Tell the demonstration."""
    rulebook = rulebook_of(rules)
    stories = demonstrations(rulebook)
    if not stories:
        refuse("VG721")
    for place, (path, case, day) in enumerate(stories):
        if place:
            click.echo("\n" + "─" * 80 + "\n" if options.can_show("─") else "\n" + "-" * 80 + "\n")
        decided = as_of or day
        explanation = explain(rulebook, case, as_of=decided, language="en" if lang == "en" else "fr")
        shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
        click.echo(f"$ vigueur expliquer {json.dumps(str(shown), ensure_ascii=False) if ' ' in str(shown) else shown} --au {decided}\n")
        click.echo(lay_out(explanation, "text", detail=detail, signs=options.can_show("✔✗·")), nl=False)
    return 0
