"""VG101-VG199: names, types, units and bounds."""

from vigueur.diagnostics.problems import Message

MESSAGES: dict[str, Message] = {
    "VG161": Message(
        "the result is too large",
        "le résultat est trop grand",
        help=(("numbers have at most 34 digits and lie below 10**6145", "un nombre a au plus 34 chiffres et reste en deçà de 10**6145"),),
    ),
    "VG162": Message(
        "division by zero",
        "division par zéro",
        help=(("test the divisor first: `if d = 0 then … else n / d`", "examinez d'abord le diviseur : `if d = 0 then … else n / d`"),),
    ),
    "VG163": Message(
        "no result for `{value}`",
        "aucun résultat pour `{value}`",
        help=(("the function is not defined there", "la fonction n'y est pas définie"),),
    ),
    "VG164": Message(
        "`{text}` cannot be read as what is asked",
        "`{text}` ne se lit pas comme ce qui est demandé",
        help=(
            (
                "a number is written `1250.50`, a date `2024-06-22`, a duration `P1Y6M` or `P15D`, a range `[1..3]`",
                "un nombre s'écrit `1250.50`, une date `2024-06-22`, une durée `P1Y6M` ou `P15D`, un intervalle `[1..3]`",
            ),
        ),
    ),
    "VG165": Message(
        "there is no date `{date}`",
        "la date `{date}` n'existe pas",
        help=(("years go from 1 to 9999, months from 1 to 12", "les années vont de 1 à 9999, les mois de 1 à 12"),),
    ),
    "VG166": Message(
        "no position or length `{position}` here",
        "pas de position ni de longueur `{position}` ici",
        help=(
            (
                "positions go from 1 to {length}, from -1 to -{length} when counted from the end",
                "les positions vont de 1 à {length}, de -1 à -{length} en partant de la fin",
            ),
            ("a position is a whole number", "une position est un nombre entier"),
        ),
    ),
    "VG167": Message(
        "`{pattern}` is not a pattern that can be used here",
        "`{pattern}` n'est pas un motif utilisable ici",
        help=(
            (
                "patterns are regular expressions with the flags s, m, i and x; those of `replace` and `split` must not match the empty text",
                "les motifs sont des expressions régulières avec les drapeaux s, m, i et x ; ceux de `replace` et `split` ne doivent pas reconnaître le texte vide",
            ),
        ),
    ),
    "VG168": Message(
        "too much work: the limit is {limit}",
        "trop de travail : la limite est {limit}",
        help=(
            (
                "use a shorter text, a shorter list or a simpler pattern",
                "prenez un texte ou une liste plus courts, ou un motif plus simple",
            ),
        ),
    ),
    "VG169": Message(
        "cannot round to `{scale}` decimals",
        "arrondir à `{scale}` décimales est impossible",
        help=(("the number of decimals lies between -6111 and 6176", "le nombre de décimales est compris entre -6111 et 6176"),),
    ),
}
