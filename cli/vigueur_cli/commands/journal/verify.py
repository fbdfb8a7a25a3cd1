"""`vigueur journal verify`: hold everything in a journal against what it must be."""

from __future__ import annotations

import json
from pathlib import Path

import click

from vigueur import Verified, inspect, read_checkpoint, render, render_all, severity
from vigueur_cli import journal_options, options
from vigueur_cli.files import LARGEST_CHECKPOINT, beginning
from vigueur_cli.journals import place_of
from vigueur_cli.language import language, said
from vigueur_cli.terminal import one_line, tell

FOUND = 1


@click.command(
    "verify",
    short_help=said("Find whatever is damaged or changed.", "Trouver tout ce qui est abîmé ou changé."),
    help=said(
        "Hold everything in the journal against what it must be: the files, the hash of each entry, their order, the tree, the signatures, "
        "the archived rule books, the keys, what is sealed. Shows nothing of what is recorded.\n\n"
        "Exit codes: 0 all holds; 1 something does not; 2 wrong use.",
        "Compare tout ce que contient le journal à ce qu'il doit être : les fichiers, l'empreinte de chaque entrée, leur ordre, l'arbre, "
        "les signatures, les livres de règles archivés, les clés, ce qui est scellé. Ne montre rien de ce qui est consigné.\n\n"
        "Codes de retour : 0 tout est bon ; 1 quelque chose ne l'est pas ; 2 mauvais appel.",
    ),
)
@click.option(
    "--checkpoint",
    "--point",
    "kept",
    type=click.Path(path_type=Path),
    multiple=True,
    help=said(
        "A checkpoint kept elsewhere, which the journal must continue. Repeatable.",
        "Un point gardé ailleurs, que le journal doit continuer. Répétable.",
    ),
)
@journal_options.store()
@journal_options.key()
@options.lang()
@options.layout("json")
def command(kept: tuple[Path, ...], store: str | None, key: Path | None, lang: str | None, layout: str) -> int:
    """Verify a journal."""
    del lang  # `language` reads it
    continued = [(str(path), read_checkpoint(beginning(path, LARGEST_CHECKPOINT), str(path))) for path in kept]
    found = inspect(place_of(store), key_file=key, kept=continued)
    tell(_data(found) if layout == "json" else _words(found))
    return FOUND if any(severity(one) == "error" for one in found.problems) else 0


def _data(found: Verified) -> str:
    counts = {name: getattr(found, name) for name in ("entries", "decisions", "erased", "editions", "checkpoints", "signed")}
    problems = [
        {"code": p.code, "severity": severity(p), "file": p.file, "said": render(p, language(), width=0).splitlines()[0]}
        for p in found.problems
    ]
    holds = not any(p["severity"] == "error" for p in problems)
    return json.dumps({"holds": holds, **counts, "problems": problems}, ensure_ascii=False, indent=2)


def _words(found: Verified) -> str:
    errors = [one for one in found.problems if severity(one) == "error"]
    told = [render_all(found.problems, language()), ""] if found.problems else []
    rest = found.entries - found.signed
    told += [
        said(f"Journal: {one_line(found.place)}", f"Journal : {one_line(found.place)}"),
        said(
            f"  entries: {found.entries} · decisions: {found.decisions} (of which erased: {found.erased}) · editions: {found.editions}",
            f"  entrées : {found.entries} · décisions : {found.decisions} (dont effacées : {found.erased}) · éditions : {found.editions}",
        ),
        said(
            f"  checkpoints: {found.checkpoints} · entries signed: {found.signed} · not signed yet: {rest}",
            f"  points de contrôle : {found.checkpoints} · entrées signées : {found.signed} · pas encore signées : {rest}",
        ),
    ]
    if not found.checkpoints:
        told.append(
            said(
                "  Nothing is signed: who may write the file could write all of it anew, unseen.\n  Sign it: vigueur journal checkpoint",
                "  Rien n'est signé : qui peut écrire le fichier pourrait tout récrire sans trace.\n"
                "  À signer : vigueur journal checkpoint",
            )
        )
    told.append(said(f"Problems: {len(errors)}", f"Problèmes : {len(errors)}") if errors else said("Everything holds.", "Tout est bon."))
    return "\n".join(told)
