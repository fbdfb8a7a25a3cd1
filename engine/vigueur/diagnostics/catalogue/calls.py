"""VG701-VG799: calls of the API and the command line."""

from vigueur.diagnostics.problems import Message
from vigueur.diagnostics.system import REASONS

_NEAR = ("did you mean `{near}`?", "vouliez-vous dire `{near}` ?")

MESSAGES: dict[str, Message] = {
    "VG701": Message(
        "unknown command `{command}`",
        "commande inconnue `{command}`",
        help=(_NEAR, ("the commands are: {known}", "les commandes sont : {known}")),
    ),
    "VG702": Message(
        "unknown option `{option}`",
        "option inconnue `{option}`",
        help=(_NEAR, ("`{command} --help` shows the options", "`{command} --help` montre les options")),
    ),
    "VG703": Message(
        "the option `{option}` is missing",
        "il manque l'option `{option}`",
        help=(("`{command} --help` shows what it takes", "`{command} --help` montre ce qu'elle attend"),),
    ),
    "VG704": Message(
        "the day to decide is missing: the law is never asked without a date",
        "il manque le jour à juger : le droit ne s'interroge jamais sans date",
        help=(
            (
                "add `--as-of YYYY-MM-DD`; for today, `--as-of $(date +%F)`",
                "ajoutez `--au AAAA-MM-JJ` ; pour aujourd'hui, `--au $(date +%F)`",
            ),
        ),
    ),
    "VG705": Message(
        "the argument `{argument}` is missing",
        "il manque l'argument `{argument}`",
        help=(("`{command} --help` shows how to call it", "`{command} --help` montre comment l'appeler"),),
    ),
    "VG706": Message(
        "the option `{option}` needs a value",
        "l'option `{option}` attend une valeur",
        help=(("`{command} --help` shows what it takes", "`{command} --help` montre ce qu'elle attend"),),
    ),
    "VG707": Message(
        "`{value}` is no choice of `{option}`",
        "`{value}` n'est pas un choix de `{option}`",
        help=(
            ("did you mean `{near}`? The choices are: {known}", "vouliez-vous dire `{near}` ? Les choix sont : {known}"),
            ("the choices are: {known}", "les choix sont : {known}"),
        ),
    ),
    "VG708": Message(
        "`{argument}` is not expected here",
        "`{argument}` n'est pas attendu ici",
        help=(("`{command} --help` shows how to call it", "`{command} --help` montre comment l'appeler"),),
    ),
    "VG710": Message(
        "this cannot be read or written: {message}",
        "lecture ou écriture impossible : {message}",
        help=(("check the path and your rights on it", "vérifiez le chemin et vos droits"),),
        terms=REASONS,
    ),
    "VG711": Message(
        "the input is not text in UTF-8",
        "l'entrée n'est pas un texte en UTF-8",
        help=(("save the file in UTF-8", "enregistrez le fichier en UTF-8"),),
    ),
    "VG712": Message(
        "the input is too large or too deeply nested",
        "l'entrée est trop grande ou trop imbriquée",
        help=(("give a smaller one", "donnez-en une plus petite"),),
    ),
    "VG713": Message(
        "`{value}` is not a day",
        "`{value}` n'est pas un jour",
        help=(("write it as `2024-06-22`: year, month, day", "écrivez-le `2024-06-22` : année, mois, jour"),),
    ),
    "VG714": Message(
        "`{value}` is not of the form `{form}`",
        "`{value}` n'est pas de la forme `{form}`",
        help=(("put an equals sign between the name and the value", "mettez un signe égal entre le nom et la valeur"),),
    ),
    "VG715": Message(
        "there is no rule book in `{folder}`",
        "il n'y a pas de livre de règles dans `{folder}`",
        help=(
            (
                "name a folder that holds a `rulebook.yaml`, or a rule book that comes with Vigueur: {known}; `vigueur new FOLDER` starts one",
                "indiquez un dossier qui contient un `rulebook.yaml`, ou un livre fourni avec Vigueur : {known} ; `vigueur nouveau DOSSIER` en commence un",
            ),
            (
                "name a folder that holds a `rulebook.yaml` with `--rules FOLDER`; `vigueur new FOLDER` starts one",
                "indiquez un dossier qui contient un `rulebook.yaml` avec `--rules DOSSIER` ; `vigueur nouveau DOSSIER` en commence un",
            ),
        ),
    ),
    "VG716": Message(
        "the folder `{folder}` is not empty",
        "le dossier `{folder}` n'est pas vide",
        help=(("name a new folder: nothing is overwritten", "indiquez un nouveau dossier : rien n'est écrasé"),),
    ),
    "VG717": Message(
        "unknown schema `{schema}`",
        "schéma inconnu `{schema}`",
        help=(
            ("did you mean `{near}`? There are: {known}", "vouliez-vous dire `{near}` ? Il y a : {known}"),
            ("there are: {known}", "il y a : {known}"),
        ),
    ),
    "VG718": Message(
        "`{provision}` is not a provision of this rule book",
        "`{provision}` n'est pas une disposition de ce livre de règles",
        help=(_NEAR, ("`vigueur law --on DAY` lists those in force", "`vigueur droit --le JOUR` énumère celles en vigueur")),
    ),
    "VG719": Message(
        "`{text}` is not a text of this rule book",
        "`{text}` n'est pas un texte de ce livre de règles",
        help=(_NEAR, ("the texts are: {known}", "les textes sont : {known}")),
    ),
    "VG720": Message(
        "there are no cases in this rule book",
        "ce livre de règles n'a pas de cas",
        help=(("put some into its folder `cases/`", "mettez-en dans son dossier `cases/`"),),
    ),
    "VG721": Message(
        "there is no demonstration in this rule book",
        "ce livre de règles n'a pas de démonstration",
        help=(("put cases into its folder `demo/`", "mettez des cas dans son dossier `demo/`"),),
    ),
    "VG723": Message(
        "no case is named `{case}`",
        "aucun cas ne s'appelle `{case}`",
        help=(_NEAR,),
    ),
    "VG724": Message(
        "`{first}` and `{second}` cannot be used together",
        "`{first}` et `{second}` ne vont pas ensemble",
        help=(("use one of them", "utilisez l'une des deux"),),
    ),
    "VG725": Message(
        "the first day {first} comes after the last, {last}",
        "le premier jour {first} vient après le dernier, {last}",
        help=(("exchange the two days", "inversez les deux jours"),),
    ),
    "VG726": Message(
        "which law: on which day, of which provision, by which text?",
        "quel droit : à quel jour, de quelle disposition, par quel texte ?",
        help=(
            (
                "name a day, a provision or a text, or add `--on DAY`, `--between DAY DAY`, `--provision ID` or `--text ID`",
                "nommez un jour, une disposition ou un texte, ou ajoutez `--le JOUR`, `--entre JOUR JOUR`, `--disposition ID` ou `--texte ID`",
            ),
        ),
    ),
    "VG727": Message(
        "`{name}` had not been published by {known_at}",
        "`{name}` n'était pas encore publié au {known_at}",
        help=(
            (
                "leave `--known-at` out, or give it a day from {published} on",
                "laissez `--connu-au` de côté, ou donnez-lui un jour à partir du {published}",
            ),
        ),
    ),
    "VG728": Message(
        "this rule book has no registry of statements",
        "ce livre de règles n'a pas de registre d'énoncés",
        help=(
            (
                "write statements.yaml beside rulebook.yaml: each statement's id with its citation",
                "écrivez statements.yaml à côté de rulebook.yaml : l'identifiant de chaque énoncé avec sa référence",
            ),
        ),
    ),
    "VG751": Message(
        "`{fact}` is not a fact of this rule book",
        "`{fact}` n'est pas un fait de ce livre de règles",
        help=(_NEAR, ("`vigueur facts` lists them", "`vigueur faits` les énumère")),
    ),
    "VG752": Message(
        "{day} lies outside the calendar of this rule book",
        "{day} est hors du calendrier de ce livre de règles",
        help=(("choose a day from {first} to {last}", "choisissez un jour du {first} au {last}"),),
    ),
    "VG753": Message(
        "{day} is not a day on which a text could be known",
        "{day} n'est pas un jour où un texte pouvait être connu",
        help=(("write the day as YYYY-MM-DD", "écrivez le jour sous la forme AAAA-MM-JJ"),),
    ),
    "VG754": Message(
        "`{decision}` is neither a decision nor a provision of this rule book",
        "`{decision}` n'est ni une décision ni une disposition de ce livre de règles",
        help=(_NEAR, ("list them with `vigueur law --on DAY`", "listez-les avec `vigueur droit --le JOUR`")),
    ),
    "VG755": Message(
        "this rule book has no question of interpretation `{question}`",
        "ce livre de règles n'a pas de question d'interprétation `{question}`",
        help=(_NEAR, ("the questions stand under `readings` in rulebook.yaml", "les questions sont sous `readings` dans rulebook.yaml")),
    ),
    "VG756": Message(
        "`{option}` is not an answer to `{question}`",
        "`{option}` n'est pas une réponse à `{question}`",
        help=(_NEAR, ("the answers are {known}", "les réponses sont {known}")),
    ),
    "VG799": Message(
        "an internal error, {kind}: {message}",
        "une erreur interne, {kind} : {message}",
        help=(
            (
                "this is a defect of Vigueur: please report it with the command; VIGUEUR_TRACEBACK=1 shows more",
                "c'est un défaut de Vigueur : signalez-le avec la commande ; VIGUEUR_TRACEBACK=1 en montre plus",
            ),
        ),
    ),
}
