"""`vigueur demo`: three stories, from the rule book's own folder."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from vigueur import demonstrations, explain, lay_out
from vigueur_cli import options
from vigueur_cli.language import Language, said
from vigueur_cli.opening import rulebook_of
from vigueur_cli.terminal import can_show, tell
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
@click.option(
    "--detail", type=click.Choice(["1", "2", "3"]), default="1", help=said("How much is told: 1, 2 or 3.", "Combien en dire : 1, 2 ou 3.")
)
@options.rules()
def command(as_of: date | None, lang: str | None, detail: str, rules: Path | None) -> int:
    """Tell the demonstration."""
    rulebook = rulebook_of(rules)
    stories = demonstrations(rulebook)
    if not stories:
        refuse("VG721")
    for place, (path, case, day) in enumerate(stories):
        if place:
            tell("\n" + "─" * 80 + "\n" if can_show("─") else "\n" + "-" * 80 + "\n")
        decided = as_of or day
        language: Language = "en" if lang == "en" else "fr"
        explanation = explain(rulebook, case, as_of=decided, language=language)
        shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
        named = json.dumps(str(shown), ensure_ascii=False) if " " in str(shown) else str(shown)
        tell(f"$ {_call(language, named, decided, rules)}\n")
        tell(lay_out(explanation, "text", detail=int(detail), signs=can_show("✔✗·")), end="")
    return 0


def _call(language: Language, case: str, day: date, rules: Path | None) -> str:
    """The command that gives a story's answer."""
    call = f"vigueur explain {case} --as-of {day} --lang en" if language == "en" else f"vigueur expliquer {case} --au {day}"
    if rules is None:
        return call
    return (
        f"{call} --{'rules' if language == 'en' else 'regles'} {json.dumps(str(rules), ensure_ascii=False) if ' ' in str(rules) else rules}"
    )
