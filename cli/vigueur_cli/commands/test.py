"""`vigueur test`: the cases of a rule book, and which of its rules no case reaches."""

from __future__ import annotations

import json
from pathlib import Path

import click

from vigueur import Failure, Reach, RuleBook, Trial, account, render_all, try_cases
from vigueur_cli import options
from vigueur_cli.language import language, said
from vigueur_cli.opening import language_of, rulebook_of
from vigueur_cli.statements import counted, told
from vigueur_cli.terminal import plain, tell
from vigueur_cli.wrong_use import refuse

_FEW = 10
_KINDS = {
    "provision": ("provisions", "dispositions"),
    "text": ("effects of texts", "effets de textes"),
    "row": ("rows of tables", "lignes de tables"),
    "branch": ("branches", "branches"),
    "band": ("bands", "tranches"),
    "otherwise": ("other cases of tables", "autres cas des tables"),
    "due": ("things due", "choses dues"),
    "option": ("options of readings", "options de lectures"),
}


@click.command(
    "test",
    short_help=said("Try the cases of a rule book.", "Essaie les cas d'un livre de règles."),
    help=said(
        "Evaluate every case of the rule book (or of CASES, a folder) and hold it against what it expects; then say which provisions, "
        "rows and branches no case reached, and which statements of the sources nothing accounts for.\n\nExit codes: 0 all as expected "
        "and no statement red; 1 not.",
        "Évalue chaque cas du livre (ou de CAS, un dossier) et le compare à ce qu'il attend ; dit ensuite quelles dispositions, lignes et "
        "branches aucun cas n'atteint, et quels énoncés des sources restent sans réponse.\n\nCodes de retour : 0 tout est comme attendu "
        "et aucun énoncé n'est en rouge ; 1 non.",
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
@click.option(
    "--statements",
    "--énoncés",
    "statements",
    is_flag=True,
    help=said(
        "List the statements of the sources instead: encoded, out of scope, red.",
        "Énumère plutôt les énoncés des sources : encodés, hors champ, en rouge.",
    ),
)
@click.option(
    "--format",
    "layout",
    type=click.Choice(["text", "json"]),
    help=said("How the statements are written.", "Comment les énoncés sont écrits."),
)
@options.lang()
@options.rules()
def command(
    cases: Path | None, only: str, everything: bool, statements: bool, layout: str | None, lang: str | None, rules: Path | None
) -> int:
    """Try the cases."""
    rulebook = rulebook_of(rules)
    if statements:
        return _accounted(rulebook, lang, layout)
    if layout:
        refuse("VG703", option="--statements", command="vigueur test")
    trial = try_cases(rulebook, cases, only=only)
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
    red = 0
    if not only:
        _coverage(trial.reach, everything)
        red = _statements(rulebook, everything) if rulebook.program.statements else 0
    return 1 if trial.failures or trial.problems or red else 0


def _accounted(rulebook: RuleBook, lang: str | None, layout: str | None) -> int:
    """The statements of the sources, one by one."""
    found = account(rulebook, language=language_of(lang, rulebook))
    tell(json.dumps(found, ensure_ascii=False, indent=2) if layout == "json" else plain("\n".join(told(found))))
    return 1 if any(s["standing"] == "red" for s in found["statements"]) else 0


def _statements(rulebook: RuleBook, everything: bool) -> int:
    """The statements of the sources in a line, and those that are red."""
    found = account(rulebook)
    tell()
    tell(counted(found))
    red = [f"  {s['id']} · {s['source']} {s['detail']}".rstrip() for s in found["statements"] if s["standing"] == "red"]
    if red:
        tell()
        tell(said("Nothing accounts for these statements:", "Rien ne répond de ces énoncés :"))
        _listed(red, everything)
    return len(red)


def _failure(failure: Failure) -> str:
    head = said(
        f"{failure.place}: {failure.case}, as of {failure.as_of}",
        f"{failure.place} : {failure.case}, au {failure.as_of}",
    )
    found = said(
        f"  {failure.what}: expected {failure.expected}, found {failure.found}",
        f"  {failure.what} : attendu {failure.expected}, trouvé {failure.found}",
    )
    why = f"  {failure.why}\n" if failure.why else ""
    return f"{head}\n{found}\n{why}"


def _summary(trial: Trial) -> str:
    wrong = len(trial.failures) + len(trial.problems)
    one_case, one = trial.cases == 1, trial.expectations == 1
    en = f"{trial.cases} case{'' if one_case else 's'}, {trial.expectations} expectation{'' if one else 's'}"
    fr = f"{trial.cases} cas, {trial.expectations} attente{'' if trial.expectations < 2 else 's'}"  # noqa: PLR2004 - French counts 0 with 1
    if wrong:
        return said(f"{en}, {wrong} not as expected", f"{fr}, {wrong} en défaut")
    return said(f"{en}: all as expected", f"{fr} : tout est comme attendu")


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
        _listed(["  " + " · ".join(part for part in (p.provision, p.detail, p.place) if part) for p in kind.missed], everything)


def _listed(lines: list[str], everything: bool) -> None:
    """Lines, or the first few of them and how many more there are."""
    shown = lines if everything else lines[:_FEW]
    for line in shown:
        tell(plain(line))
    if len(shown) < len(lines):
        rest = len(lines) - len(shown)
        tell(said(f"  and {rest} more (--all lists them)", f"  et {rest} autres (--tout les énumère)"))
