"""`vigueur test`: the cases of a rule book, and which of its rules no case reaches."""

from __future__ import annotations

from pathlib import Path

import click

from vigueur import Failure, Reach, Trial, render_all, try_cases
from vigueur_cli import options
from vigueur_cli.language import language, said
from vigueur_cli.opening import rulebook_of
from vigueur_cli.terminal import plain, tell
from vigueur_cli.wrong_use import refuse

_FEW = 10
_KINDS = {
    "provision": ("provisions", "dispositions"),
    "text": ("effects of texts", "effets de textes"),
    "row": ("rows of tables", "lignes de tables"),
    "branch": ("branches", "branches"),
    "band": ("bands", "tranches"),
}


@click.command(
    "test",
    short_help=said("Try the cases of a rule book.", "Essaie les cas d'un livre de règles."),
    help=said(
        "Evaluate every case of the rule book (or of CASES, a folder) and hold it against what it expects; then say which provisions, "
        "rows and branches no case reached.\n\nExit codes: 0 all as expected; 1 not.",
        "Évalue chaque cas du livre (ou de CAS, un dossier) et le compare à ce qu'il attend ; dit ensuite quelles dispositions, lignes et "
        "branches aucun cas n'atteint.\n\nCodes de retour : 0 tout est comme attendu ; 1 non.",
    ),
)
@click.argument("cases", metavar=said("[CASES]", "[CAS]"), required=False, type=click.Path(path_type=Path))
@click.option(
    "--only",
    "--seulement",
    "only",
    default="",
    metavar=said("WORDS", "MOTS"),
    help=said("Only cases whose name has these words.", "Seulement les cas dont le nom a ces mots."),
)
@click.option(
    "--all",
    "--tout",
    "everything",
    is_flag=True,
    help=said("List everything that no case reached.", "Énumère tout ce qu'aucun cas n'atteint."),
)
@options.lang()
@options.rules()
def command(cases: Path | None, only: str, everything: bool, lang: str | None, rules: Path | None) -> int:
    """Try the cases."""
    del lang
    trial = try_cases(rulebook_of(rules), cases, only=only)
    if not trial.cases:
        if only:
            refuse("VG723", case=only)
        refuse("VG720")
    for failure in trial.failures:
        tell(plain(_failure(failure)))
    if trial.problems:
        tell(render_all(trial.problems, language()))
        tell()
    tell(_summary(trial))
    if not only:
        _coverage(trial.reach, everything)
    return 1 if trial.failures or trial.problems else 0


def _failure(failure: Failure) -> str:
    head = said(
        f"{failure.place}: {failure.case}, as of {failure.as_of}",
        f"{failure.place} : {failure.case}, au {failure.as_of}",
    )
    found = said(
        f"  {failure.what}: expected {failure.expected}, found {failure.found}",
        f"  {failure.what} : attendu {failure.expected}, trouvé {failure.found}",
    )
    return f"{head}\n{found}\n"


def _summary(trial: Trial) -> str:
    wrong = len(trial.failures) + len(trial.problems)
    if wrong:
        return said(
            f"{trial.cases} cases, {trial.expectations} expectations, {wrong} not as expected",
            f"{trial.cases} cas, {trial.expectations} attentes, {wrong} en défaut",
        )
    return said(
        f"{trial.cases} cases, {trial.expectations} expectations: all as expected",
        f"{trial.cases} cas, {trial.expectations} attentes : tout est comme attendu",
    )


def _coverage(reach: list[Reach], everything: bool) -> None:
    tell()
    tell(said("Reached by the cases:", "Atteint par les cas :"))
    for kind in reach:
        tell(f"  {said(*_KINDS.get(kind.kind, (kind.kind, kind.kind)))}: {kind.reached}/{kind.total}")
    for kind in reach:
        if not kind.missed:
            continue
        tell()
        name = said(*_KINDS.get(kind.kind, (kind.kind, kind.kind)))
        tell(said(f"No case reaches these {name}:", f"Aucun cas n'atteint ces {name} :"))
        shown = kind.missed if everything else kind.missed[:_FEW]
        for point in shown:
            tell(plain("  " + " · ".join(part for part in (point.provision, point.detail, point.place) if part)))
        if len(shown) < len(kind.missed):
            rest = len(kind.missed) - len(shown)
            tell(said(f"  and {rest} more (--all lists them)", f"  et {rest} autres (--tout les énumère)"))
