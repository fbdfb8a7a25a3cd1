"""VG701-VG799: calls of the API and the command line."""

from vigueur.diagnostics.problems import Message

_NEAR = ("did you mean `{near}`?", "vouliez-vous dire `{near}` ?")

MESSAGES: dict[str, Message] = {
    "VG751": Message(
        "`{fact}` is not a fact of this rule book",
        "`{fact}` n'est pas un fait de ce livre de règles",
        help=(_NEAR, ("the facts are listed in facts.yaml", "les faits sont décrits dans facts.yaml")),
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
        help=(_NEAR, ("list them with `vigueur law`", "listez-les avec `vigueur law`")),
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
}
