"""`vigueur decide`: decide a case and record it."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Final, cast

import click

from vigueur import Decided, Override, Verdict, decide, still_standing
from vigueur_cli import journal_options, options
from vigueur_cli.clock import now
from vigueur_cli.commands.explain import written
from vigueur_cli.journals import journal_for_deciding, to_see
from vigueur_cli.language import said
from vigueur_cli.opening import case_of, language_of, rulebook_of
from vigueur_cli.recording import as_data, in_words
from vigueur_cli.terminal import as_json, tell, warn
from vigueur_cli.verdicts import OneVerdict
from vigueur_cli.wrong_use import refuse

VERDICTS = ("eligible", "ineligible", "out_of_scope", "to_be_examined")
UNTOLD: Final = 1
_MOST = 3
"""Decisions that a notice names."""


@click.command(
    "decide",
    short_help=said("Decide a case, and record it.", "Décider d'un cas, et le consigner."),
    help=said(
        "Decide CASE (a YAML or JSON file of facts, or - for standard input) as of a day, say why, and record the decision.\n\n"
        "What is recorded: the facts, the law as known, the edition of the rules, the answers, the hash of the explanation, who decided. "
        "The person's identifier is not. Facts are sealed under a key of the person.\n\n"
        "Exit codes: 0 recorded, whatever the verdict; 1 recorded, and the answer could not be written; 2 wrong use or invalid input, and "
        "nothing was recorded.",
        "Juge CAS (un fichier de faits, YAML ou JSON, ou - pour l'entrée standard) à un jour donné, dit pourquoi, et consigne la décision "
        "dans le journal.\n\nCe qui est consigné : les faits, le droit connu, l'édition des règles, les réponses, l'empreinte de "
        "l'explication, qui a décidé. L'identifiant de la personne ne l'est pas. Les faits sont scellés sous une clé de la personne.\n\n"
        "Codes de retour : 0 consigné, quel que soit le verdict ; 1 consigné, et réponse impossible à écrire ; 2 mauvais appel ou entrée "
        "invalide, et rien n'est consigné.",
    ),
)
@click.argument("case", metavar=said("CASE", "CAS"))
@options.as_of()
@click.option("--by", "--par", "by", required=True, metavar="AGENT", help=said("Who decides.", "Qui décide."))
@click.option(
    "--subject",
    "--sujet",
    "subject",
    metavar="ID",
    help=said(
        "The person's identifier, of which only a pseudonym is recorded (default: the name of the case).",
        "L'identifiant de la personne, dont seul un pseudonyme est consigné (sinon : le nom du cas).",
    ),
)
@click.option(
    "--override",
    "--verdict",
    "verdict",
    type=OneVerdict(VERDICTS),
    help=said(
        "What you decide instead; the rules' answer stays beside it.", "Ce que vous décidez à la place ; la réponse des règles reste."
    ),
)
@click.option(
    "--reason",
    "--motif",
    "reason",
    metavar=said("WORDS", "MOTS"),
    help=said("Why you decide otherwise.", "Pourquoi vous décidez autrement."),
)
@click.option(
    "--supersedes",
    "--remplace",
    "supersedes",
    multiple=True,
    metavar="ID",
    help=said(
        "The recorded decision that this one takes the place of. Repeatable.", "La décision consignée que celle-ci remplace. Répétable."
    ),
)
@options.known_at(deciding=True)
@click.option(
    "--decision",
    "decisions",
    multiple=True,
    metavar="ID",
    help=said(
        "Only this decision or provision; the beginning of an id asks for all decisions below it; `all` for all. Repeatable.",
        "Cette décision seule, ou une disposition ; le début d'un identifiant, pour tout ce qui en dépend ; `all` pour tout. Répétable.",
    ),
)
@options.settings()
@options.readings()
@journal_options.store()
@journal_options.key()
@options.lang()
@options.layout("json", help_=said("How the answer is written.", "Comment la réponse est écrite."))
@click.option(
    "--detail",
    type=click.Choice(["1", "2", "3"]),
    default="1",
    help=said("How much is told: 1, 2 or 3.", "Combien en dire : 1, 2 ou 3."),
)
@options.rules()
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    case: str,
    as_of: date,
    by: str,
    subject: str | None,
    verdict: str | None,
    reason: str | None,
    supersedes: tuple[str, ...],
    known_at: date | None,
    decisions: tuple[str, ...],
    settings: tuple[tuple[str, str], ...],
    readings: tuple[tuple[str, str], ...],
    store: str | None,
    key: Path | None,
    lang: str | None,
    layout: str,
    detail: str,
    rules: Path | None,
) -> int:
    """Decide a case and record it."""
    if subject is not None and not subject.strip():
        refuse("VG706", option=said("--subject", "--sujet"), command="vigueur decide")
    override = _override(verdict, reason)
    rulebook = rulebook_of(rules)
    given = case_of(rulebook, case, settings)
    at = now()
    journal = journal_for_deciding(store, key, at, by)
    language = language_of(lang, rulebook)
    decided = decide(
        journal,
        rulebook,
        given,
        as_of=as_of,
        at=at,
        by=by,
        subject=subject,
        known_at=known_at,
        decisions=decisions or None,
        readings=dict(readings),
        override=override,
        supersedes=supersedes,
        language=language,
    )
    standing = still_standing(journal, decided.record)
    if decided.behind:
        warn(_behind(decided))
    if standing:
        warn(_beside(standing))
    told = _written(decided, standing, layout, int(detail))
    if layout == "text":
        told += in_words(decided.record, language, journal.place, to_see(journal, decided.record.id, store, key)) + "\n"
    journal.close()
    return _tell(told, decided.record.id)


def _tell(told: str, id_: str) -> int:
    """Tell what was recorded; where that cannot be written, say that it was recorded all the same."""
    try:
        tell(told, end="")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as long as the process
        why = error.strerror or str(error)
        warn(said(f"recorded: {id_}; the answer could not be written: {why}", f"consigné : {id_} ; réponse impossible à écrire : {why}"))
        return UNTOLD
    return 0


def _override(verdict: str | None, reason: str | None) -> Override | None:
    """What a person decides otherwise. Raises Refused where half of it is missing."""
    if verdict is None and reason is None:
        return None
    if verdict is None or reason is None or not reason.strip():
        given, missing = ("--override", "--reason") if verdict is not None else ("--reason", "--override")
        refuse("VG817", given=given, missing=missing)
    return Override(cast("Verdict", verdict), reason.strip())


def _written(decided: Decided, standing: tuple[str, ...], layout: str, detail: int) -> str:
    if layout == "json":
        said_ = {"record": as_data(decided.record), "still_standing": standing, "explanation": decided.explanation}
        return as_json(said_) + "\n"
    return written(decided.explanation, layout, detail)


def _behind(decided: Decided) -> str:
    """That the clock of this machine is behind what was recorded last."""
    at = decided.record.text("at")
    return said(
        f"note: the clock of this machine ({at}) is behind the last entry ({decided.behind}): it is recorded as it is",
        f"remarque : l'horloge de cette machine ({at}) retarde sur la dernière entrée ({decided.behind}) : consigné tel quel",
    )


def _beside(standing: tuple[str, ...]) -> str:
    """That what was recorded stands beside other decisions about the same person and day, and how one is replaced."""
    count, told = len(standing), "".join(f"\n  {id_}" for id_ in standing[-_MOST:])
    if count == 1:
        return said(
            f"note: a decision about this person and day still stands beside this one:{told}\n  to replace it: --supersedes {standing[0]}",
            "remarque : une décision sur cette personne et ce jour vaut toujours, à côté de\n"
            f"celle-ci :{told}\n  pour la remplacer : --remplace {standing[0]}",
        )
    last, fin = ("; the last:", "\u00a0; les dernières :") if count > _MOST else (":", " :")
    return said(
        f"note: {count} decisions about this person and day still stand beside this one{last}{told}\n"
        "  to replace them: --supersedes ID for each",
        f"remarque : {count} décisions sur cette personne et ce jour valent toujours, à côté de\n"
        f"celle-ci{fin}{told}\n  pour les remplacer : --remplace ID pour chacune",
    )
