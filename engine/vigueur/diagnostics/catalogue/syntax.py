"""VG001-VG099: the text of an expression."""

from vigueur.diagnostics.problems import Message

MESSAGES: dict[str, Message] = {
    "VG001": Message(
        "unexpected `{found}`",
        "`{found}` n'est pas attendu ici",
        help=(("expected {expected}", "attendu : {attendu}"),),
    ),
    "VG002": Message(
        "nothing is written here",
        "rien n'est écrit ici",
        help=(("write an expression, such as `medecin.age >= 18`", "écrivez une expression, par exemple `medecin.age >= 18`"),),
    ),
    "VG003": Message(
        "the expression is too long: {length} characters, at most {most}",
        "l'expression est trop longue : {length} caractères, au plus {most}",
        help=(("split it into several provisions", "répartissez-la entre plusieurs dispositions"),),
    ),
    "VG004": Message(
        "too many things inside one another, or too long a chain of signs",
        "trop d'éléments imbriqués, ou une suite de signes trop longue",
        help=(
            (
                "name a part of it as a provision of its own, or use a list: `sum([a, b, c])`",
                "faites d'une partie une disposition à part, ou utilisez une liste : `sum([a, b, c])`",
            ),
        ),
    ),
    "VG005": Message(
        "the expression stops too early",
        "l'expression s'arrête trop tôt",
        help=(("expected {expected}", "attendu : {attendu}"),),
    ),
    "VG006": Message(
        "this quote is never closed",
        "ce guillemet n'est jamais fermé",
        help=(
            (
                'close it with `"` on the same line; a quote inside a text is written `\\"`',
                'fermez-le par `"` sur la même ligne ; dans un texte, un guillemet s\'écrit `\\"`',
            ),
        ),
    ),
    "VG007": Message(
        "`{found}` is never closed",
        "`{found}` n'est jamais fermé",
        help=(("add `{write}`", "ajoutez `{write}`"),),
    ),
    "VG008": Message(
        "this comment is never closed",
        "ce commentaire n'est jamais fermé",
        help=(("close it with `*/`", "fermez-le par `*/`"),),
    ),
    "VG009": Message(
        "the sign `{found}` means nothing in an expression",
        "le signe `{found}` n'a pas de sens dans une expression",
        help=(
            (
                "delete it, or put it between quotes if it belongs to a text",
                "supprimez-le, ou mettez-le entre guillemets s'il fait partie d'un texte",
            ),
        ),
    ),
    "VG010": Message(
        "`{found}` is no sign of this language",
        "`{found}` n'est pas un signe de ce langage",
        help=(("write `{write}`", "écrivez `{write}`"),),
    ),
    "VG011": Message(
        "`{found}` closes nothing",
        "`{found}` ne ferme rien",
        help=(
            ("delete it, or close `{opened}` with `{write}` first", "supprimez-le, ou fermez d'abord `{opened}` par `{write}`"),
            ("delete `{found}`, or open it before", "supprimez `{found}`, ou ouvrez-le avant"),
        ),
    ),
    "VG013": Message(
        "a text does not stand between `{found}`",
        "un texte ne se met pas entre `{found}`",
        help=(('write straight double quotes: `"text"`', 'écrivez des guillemets droits doubles : `"texte"`'),),
    ),
    "VG014": Message(
        "an `if` needs an `else`",
        "un `if` demande un `else`",
        help=(
            (
                "add `else` and the value when the condition is not true: `if … then … else …`",
                "ajoutez `else` et la valeur quand la condition n'est pas vraie : `if … then … else …`",
            ),
        ),
    ),
    "VG015": Message(
        "unknown function `{name}`",
        "fonction inconnue `{name}`",
        help=(("did you mean `{nearest}`?", "vouliez-vous dire `{nearest}` ?"),),
    ),
    "VG016": Message(
        "`{what}` is left out of the language",
        "`{what}` ne fait pas partie du langage",
        help=(
            (
                'law counts in days: write a date such as `@"2024-06-22"` instead of `{clock}`',
                'le droit compte en jours : écrivez une date comme `@"2024-06-22"` au lieu de `{clock}`',
            ),
            (
                "the day comes from outside: use `day` instead of `{today}`",
                "le jour vient du dehors : utilisez `day` au lieu de `{today}`",
            ),
            ("compare with `=` instead of `{same}`", "comparez avec `=` au lieu de `{same}`"),
            (
                "each value has one type, known beforehand: `{types}` has nothing to ask",
                "chaque valeur a un seul type, connu d'avance : `{types}` n'a rien à demander",
            ),
            (
                "use `for`, `some`, `every` or a filter `list[condition]` instead of `{functions}`",
                "utilisez `for`, `some`, `every` ou un filtre `liste[condition]` au lieu de `{functions}`",
            ),
            (
                "read the fields by their names, `record.field`, instead of `{contexts}`",
                "lisez les champs par leur nom, `fiche.champ`, au lieu de `{contexts}`",
            ),
            (
                "ask with `present(…)` whether there is a value, instead of `{null}`",
                "demandez avec `present(…)` s'il y a une valeur, au lieu de `{null}`",
            ),
        ),
    ),
    "VG018": Message(
        "`{found}` is neither a day of the calendar nor a duration",
        "`{found}` n'est ni un jour du calendrier ni une durée",
        help=(
            (
                'write a date `@"2024-06-22"`, months `@"P1Y6M"` or days `@"P15D"`',
                'écrivez une date `@"2024-06-22"`, des mois `@"P1Y6M"` ou des jours `@"P15D"`',
            ),
        ),
    ),
    "VG019": Message(
        "this number has too many digits: at most {most}",
        "ce nombre a trop de chiffres : au plus {most}",
        help=(("no law counts that far: look for a slip", "aucune loi ne compte si loin : cherchez une faute de frappe"),),
    ),
    "VG020": Message(
        "is `{found}` one number or two? Decimals follow a point",
        "`{found}` : un nombre ou deux ? Les décimales suivent un point",
        help=(
            (
                "write `{write}` for one number; for two, put a space after the comma",
                "écrivez `{write}` pour un seul nombre ; pour deux, mettez une espace après la virgule",
            ),
        ),
    ),
    "VG021": Message(
        "`{found}` is no word of this language",
        "`{found}` n'est pas un mot de ce langage",
        help=(("write `{write}`", "écrivez `{write}`"),),
    ),
    "VG022": Message(
        "two names stand side by side: `{found}`",
        "deux noms se suivent : `{found}`",
        help=(
            (
                'compare with `=`, a code or text between quotes: `{subject} = "{value}"`',
                'comparez avec `=`, le code ou le texte entre guillemets : `{subject} = "{value}"`',
            ),
            (
                'a name has no space: write `{write}`; a text stands between quotes: `"{found}"`',
                "un nom n'a pas d'espace : écrivez `{write}` ; un texte se met entre guillemets : `\"{found}\"`",
            ),
        ),
    ),
    "VG023": Message(
        "`not in` is not written this way",
        "`not in` ne s'écrit pas ainsi",
        help=(("put `not` around the whole: `not({subject} in …)`", "mettez `not` autour du tout : `not({subject} in …)`"),),
    ),
    "VG024": Message(
        "two numbers stand side by side: `{found}`",
        "deux nombres se suivent : `{found}`",
        help=(("write `{write}`: no space inside a number", "écrivez `{write}` : pas d'espace dans un nombre"),),
    ),
    "VG025": Message(
        "a duration in `{unit}` is a whole number, at most {most}",
        "une durée en `{unit}` est un nombre entier, au plus {most}",
        help=(("write smaller units, such as `18 months`", "écrivez des unités plus petites, comme `18 months`"),),
    ),
    "VG026": Message(
        "a currency is written by its code, not `{found}`",
        "une monnaie s'écrit par son code, pas `{found}`",
        help=(("write `{write}` after the number: `38000 {write}`", "écrivez `{write}` après le nombre : `38000 {write}`"),),
    ),
    "VG027": Message(
        "`{found}` is neither a number nor a name",
        "`{found}` n'est ni un nombre ni un nom",
        help=(
            (
                'a name does not begin with a digit; a code stands between quotes: `"{found}"`',
                'un nom ne commence pas par un chiffre ; un code se met entre guillemets : `"{found}"`',
            ),
        ),
    ),
    "VG028": Message(
        "`{found}` begins no character",
        "`{found}` ne commence aucun caractère",
        help=(
            (
                "write `\\u` with four or `\\U` with six hexadecimal digits, or `\\\\` for a backslash",
                "écrivez `\\u` avec quatre ou `\\U` avec six chiffres hexadécimaux, ou `\\\\` pour une barre oblique inverse",
            ),
        ),
    ),
    "VG029": Message(
        "`?` stands for the tested value, and only in a cell of a table",
        "`?` désigne la valeur testée, et seulement dans une case de tableau",
        help=(("write the name of the value instead", "écrivez plutôt le nom de la valeur"),),
    ),
    "VG030": Message(
        "comparisons are not chained: `{found}`",
        "les comparaisons ne s'enchaînent pas : `{found}`",
        help=(
            (
                "write `x between 1 and 3`, `x in (1..3)`, or join two comparisons with `and`",
                "écrivez `x between 1 and 3`, `x in (1..3)`, ou joignez deux comparaisons par `and`",
            ),
        ),
    ),
    "VG031": Message(
        "`not` stands twice",
        "`not` est écrit deux fois",
        help=(("delete both", "supprimez les deux"),),
    ),
    "VG032": Message(
        "`{found}` is no code",
        "`{found}` n'est pas un code",
        help=(
            (
                "write codes as they are declared, separated by commas: `a, b`, `not a`, `any`",
                "écrivez les codes comme ils sont déclarés, séparés par des virgules : `a, b`, `not a`, `any`",
            ),
        ),
    ),
    "VG033": Message(
        "a wildcard stands alone in its cell",
        "un joker est seul dans sa case",
        help=(("write only `{found}`, or delete it", "écrivez seulement `{found}`, ou supprimez-le"),),
    ),
    "VG034": Message(
        "`not` needs parentheses",
        "`not` demande des parenthèses",
        help=(("write `not({subject} …)`", "écrivez `not({subject} …)`"),),
    ),
}
