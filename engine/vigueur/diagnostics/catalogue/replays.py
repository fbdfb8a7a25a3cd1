"""Messages of decisions made again: which ones, and with which facts (VG84x, VG85x)."""

from vigueur.diagnostics.problems import Message

_RIGHTS = (
    "recording needs the role `vigueur_writer`, erasing `vigueur_eraser`; beginning a journal, the right to create in the database",
    "consigner demande le rôle `vigueur_writer`, effacer `vigueur_eraser` ; commencer un journal, le droit de créer dans la base",
)

MESSAGES: dict[str, Message] = {
    "VG840": Message(
        "there is no rule book `{rulebook}` today",
        "il n'y a pas de livre `{rulebook}` aujourd'hui",
        help=(("name its folder: --rules FOLDER", "désignez son dossier : --regles DOSSIER"),),
    ),
    "VG841": Message(
        "facts are corrected of the decision `{id}`, which is not made again",
        "des faits sont corrigés pour la décision `{id}`, qui n'est pas refaite",
        help=(
            (
                "a correction names a decision that was asked for, by its id",
                "une correction désigne, par son identifiant, une décision demandée",
            ),
        ),
    ),
    "VG842": Message(
        "which decisions are to be made again is not said, or said twice",
        "on ne sait pas quelles décisions refaire, ou c'est dit deux fois",
        help=(
            (
                "name them, or ask for many: --all, --since DAY, --sample N",
                "nommez-les, ou demandez-en plusieurs : --tout, --depuis JOUR, --echantillon N",
            ),
        ),
    ),
    "VG843": Message(
        "`--facts` and `--set` correct the facts of one decision, which must be named",
        "`--faits` et `--avec` corrigent les faits d'une seule décision, à nommer",
        help=(("for many decisions: --corrections FILE", "pour plusieurs décisions : --corrections FICHIER"),),
    ),
    "VG844": Message(
        "{name}, line {line}: not a correction",
        "{name}, ligne {line} : ce n'est pas une correction",
        help=(
            (
                "each line is a JSON object with the `id` of a decision and its `facts`",
                "chaque ligne est un objet JSON avec l'`id` d'une décision et ses `facts`",
            ),
        ),
    ),
    "VG845": Message(
        "the decision `{id}` is corrected twice",
        "la décision `{id}` est corrigée deux fois",
        help=(("give all its corrected facts in one place", "donnez tous ses faits corrigés au même endroit"),),
    ),
    "VG846": Message(
        "a process that made decisions again was stopped from outside",
        "un processus qui refaisait des décisions a été arrêté de l'extérieur",
        help=(
            (
                "often memory ran out: take fewer processes, with `--jobs 1`",
                "souvent la mémoire a manqué : prenez moins de processus, avec `--taches 1`",
            ),
        ),
    ),
}
