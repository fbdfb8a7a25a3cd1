"""VG101-VG199: names, types, units and bounds."""

from vigueur.diagnostics.problems import Message

MESSAGES: dict[str, Message] = {
    "VG101": Message(
        "unknown name `{name}`",
        "nom inconnu : `{name}`",
        help=(
            ('codes are quoted: `"{code}"`', 'les codes s\'écrivent entre guillemets : `"{code}"`'),
            ("did you mean `{near}`?", "vouliez-vous dire `{near}` ?"),
            ("declare it in facts.yaml, or set it as a provision", "déclarez-le dans facts.yaml, ou posez-le comme disposition"),
        ),
    ),
    "VG102": Message(
        "nothing here has the property `{name}`",
        "rien ici n'a la propriété `{name}`",
        help=(
            ("did you mean `{near}`?", "vouliez-vous dire `{near}` ?"),
            ("there are: {names}", "il y a : {names}"),
            ("it is a {of_en}", "c'est : {of_fr}"),
        ),
    ),
    "VG104": Message(
        "`{name}` takes {counts_en} arguments, here {given}",
        "`{name}` prend {counts_fr} arguments, ici {given}",
        help=(("give as many as it takes", "donnez-en le nombre voulu"),),
    ),
    "VG105": Message(
        "`{name}` wants here: {expected}; it gets: {given_en}",
        "`{name}` attend ici : {attendu} ; il reçoit : {given_fr}",
        help=(
            ('write the day `@"{day}"`, or `date("{day}")`', 'écrivez le jour `@"{day}"`, ou `date("{day}")`'),
            ("give it a value of that kind", "donnez-lui une valeur de cette sorte"),
        ),
    ),
    "VG106": Message(
        "`{function}` has no parameter `{name}` left",
        "`{function}` n'a pas ou plus de paramètre `{name}`",
        help=(
            ("did you mean `{near}`?", "vouliez-vous dire `{near}` ?"),
            ("its parameters are {names}", "ses paramètres sont {names}"),
            ("name each parameter once, or none", "nommez chaque paramètre une fois, ou aucun"),
        ),
    ),
    "VG107": Message(
        "units differ: {left_en} and {right_en}",
        "les unités diffèrent : {left_fr} et {right_fr}",
        help=(("compare and add quantities of one unit", "comparez et additionnez des grandeurs de même unité"),),
    ),
    "VG108": Message(
        "{left_en} and {right_en} cannot be multiplied or divided",
        "{left_fr} et {right_fr} ne peuvent être multipliés ni divisés",
        help=(
            (
                "one of the two must be a number without unit, or both of one unit under `/`",
                "l'un des deux doit être un nombre sans unité, ou les deux de même unité sous `/`",
            ),
        ),
    ),
    "VG109": Message(
        "currencies differ: {left_en} and {right_en}",
        "les monnaies diffèrent : {left_fr} et {right_fr}",
        help=(
            ("convert one of them in a provision that cites the rate", "convertissez l'un des deux dans une disposition qui cite le taux"),
        ),
    ),
    "VG110": Message(
        "`{name}` cannot join {left_en} and {right_en}",
        "`{name}` ne peut réunir {left_fr} et {right_fr}",
        help=(
            ('write the day `@"{day}"`, or `date("{day}")`', 'écrivez le jour `@"{day}"`, ou `date("{day}")`'),
            ('a code stands between quotes: `"{code}"`', 'un code se met entre guillemets : `"{code}"`'),
            ("both sides must be of one kind", "les deux côtés doivent être de même sorte"),
        ),
    ),
    "VG111": Message(
        "`null` does not exist in this language",
        "`null` n'existe pas dans cette langue",
        help=(
            (
                "say `unknown` or `not applicable` in the file, or ask `present(…)` of a provision",
                "dites `unknown` ou `not applicable` dans le fichier, ou demandez `present(…)` d'une disposition",
            ),
        ),
    ),
    "VG112": Message(
        "`{code}` is not one of the codes",
        "`{code}` n'est pas l'un des codes",
        help=(
            ("did you mean `{near}`?", "vouliez-vous dire `{near}` ?"),
            ("the codes are: {codes}", "les codes sont : {codes}"),
        ),
    ),
    "VG113": Message(
        "this condition is always {always_en}",
        "cette condition est toujours {always_fr}",
        help=(
            ("for a percentage, write `{percent}`", "pour un pourcentage, écrivez `{percent}`"),
            (
                "the bounds or the conditions around it decide it already: correct or remove it",
                "les bornes ou les conditions qui l'entourent la décident déjà : corrigez-la ou retirez-la",
            ),
        ),
    ),
    "VG114": Message(
        "expected here: {expected}; found: {given_en}",
        "attendu ici : {attendu} ; trouvé : {given_fr}",
        help=(("write a value of that kind", "écrivez une valeur de cette sorte"),),
    ),
    "VG115": Message(
        "this divisor may be zero",
        "ce diviseur peut être nul",
        help=(
            (
                "give it a minimum above 0 in facts.yaml, or divide under `if … > 0`",
                "donnez-lui un minimum au-dessus de 0 dans facts.yaml, ou divisez sous `if … > 0`",
            ),
        ),
    ),
    "VG116": Message(
        "`{name}` gives endless decimals and is not rounded",
        "`{name}` donne des décimales sans fin et n'est pas arrondi",
        help=(
            (
                "say how the law rounds it: `round half up(…, 2)`, `floor(…)`",
                "dites comment le droit l'arrondit : `round half up(…, 2)`, `floor(…)`",
            ),
        ),
    ),
    "VG117": Message(
        "`{name}` may have no result for some values",
        "`{name}` peut n'avoir pas de résultat pour certaines valeurs",
        help=(
            (
                "use it on values that are written out, or bound its arguments",
                "employez-le sur des valeurs écrites, ou bornez ses arguments",
            ),
        ),
    ),
    "VG118": Message(
        "this number may exceed 34 digits",
        "ce nombre peut dépasser 34 chiffres",
        help=(
            (
                "give the facts in it `min`, `max` and `decimals` in facts.yaml, or round in between",
                "donnez aux faits `min`, `max` et `decimals` dans facts.yaml, ou arrondissez en chemin",
            ),
        ),
    ),
    "VG119": Message(
        "`day` cannot stand here",
        "`day` ne peut se trouver ici",
        help=(
            (
                "compare it, move it by a duration, or count `anniversaries(…, day)`",
                "comparez-le, déplacez-le d'une durée, ou comptez `anniversaries(…, day)`",
            ),
        ),
    ),
    "VG120": Message(
        "`{name}` is a sensitive fact: no rule may decide on it",
        "`{name}` est un fait sensible : aucune règle ne peut en décider",
        help=(("use it in an outcome `to_be_examined` only", "ne l'employez que dans une issue `to_be_examined`"),),
    ),
    "VG121": Message(
        "`present({name})` hides that a fact is not known",
        "`present({name})` cache qu'un fait n'est pas connu",
        help=(
            (
                "a fact is never absent: leave it unknown, or give it `if_omitted` in facts.yaml",
                "un fait n'est jamais absent : laissez-le inconnu, ou donnez-lui `if_omitted` dans facts.yaml",
            ),
        ),
    ),
    "VG122": Message(
        "`present` asks whether a provision is in force; this is none",
        "`present` demande si une disposition est en vigueur ; ceci n'en est pas une",
        help=(("name the provision", "nommez la disposition"),),
    ),
    "VG123": Message(
        "the branches differ: {left_en} and {right_en}",
        "les branches diffèrent : {left_fr} et {right_fr}",
        help=(("both must be of one kind", "les deux doivent être de même sorte"),),
    ),
    "VG124": Message(
        "the items of this list differ: {left_en} and {right_en}",
        "les éléments de cette liste diffèrent : {left_fr} et {right_fr}",
        help=(("all must be of one kind", "tous doivent être de même sorte"),),
    ),
    "VG125": Message(
        "no range goes from {left_en} to {right_en}",
        "aucun intervalle ne va de {left_fr} à {right_fr}",
        help=(
            ("both ends must be numbers, dates, durations or texts", "les deux bornes doivent être des nombres, dates, durées ou textes"),
        ),
    ),
    "VG126": Message(
        "this range is empty",
        "cet intervalle est vide",
        help=(
            (
                "its lower end comes first, and one value at least must lie in it",
                "la borne basse vient d'abord, et il doit contenir au moins une valeur",
            ),
        ),
    ),
    "VG127": Message(
        "records are not written in rules",
        "les fiches ne s'écrivent pas dans les règles",
        help=(("declare a fact with `record:` in facts.yaml", "déclarez un fait avec `record:` dans facts.yaml"),),
    ),
    "VG128": Message(
        "`?` stands for the value tested, and only in a cell",
        "`?` désigne la valeur testée, et seulement dans une case",
        help=(("name the value", "nommez la valeur"),),
    ),
    "VG129": Message(
        "a loop over several lists cannot give lists of lists",
        "une boucle sur plusieurs listes ne peut donner des listes de listes",
        help=(("nest two loops", "imbriquez deux boucles"),),
    ),
    "VG130": Message(
        "this expression is too large",
        "cette expression est trop grande",
        help=(("cut it into provisions, or name the list", "découpez-la en dispositions, ou nommez la liste"),),
    ),
    "VG132": Message(
        "a record names a field twice",
        "une fiche nomme deux fois un champ",
        help=(("keep one of them", "gardez-en un"),),
    ),
    "VG133": Message(
        "`{name}` wants here a text that is written out",
        "`{name}` veut ici un texte écrit en toutes lettres",
        help=(("write the text itself", "écrivez le texte lui-même"),),
    ),
    "VG134": Message(
        "a list is asked about its ranges one by one only where it is written out",
        "une liste d'intervalles ne s'interroge qu'écrite en toutes lettres",
        help=(("write the ranges in the list", "écrivez les intervalles dans la liste"),),
    ),
    "VG136": Message(
        "this value may lie outside {low} to {high}",
        "cette valeur peut sortir de {low} à {high}",
        help=(
            (
                "narrow the bounds of what it is made of, or widen its own",
                "resserrez les bornes de ce qui la compose, ou élargissez les siennes",
            ),
        ),
    ),
    "VG150": Message(
        "the calculator takes no value of this kind: {kind}",
        "la calculette ne prend pas de valeur de cette sorte : {kind}",
        help=(
            (
                "it knows booleans, numbers, texts, dates, durations, lists and records",
                "elle connaît booléens, nombres, textes, dates, durées, listes et fiches",
            ),
        ),
    ),
    "VG151": Message(
        "no row of the table matches, and it has no default",
        "aucune ligne du tableau ne convient, et il n'a pas de valeur par défaut",
        help=(("add a row, or a default", "ajoutez une ligne, ou une valeur par défaut"),),
    ),
    "VG152": Message(
        "several rows of the table match",
        "plusieurs lignes du tableau conviennent",
        help=(("correct the rows, or choose another hit policy", "corrigez les lignes, ou choisissez une autre règle de sélection"),),
    ),
    "VG153": Message(
        "there is no result",
        "il n'y a pas de résultat",
        help=(
            (
                "the values given are missing, or outside what the operation allows",
                "les valeurs données manquent, ou sortent de ce que l'opération permet",
            ),
        ),
    ),
    "VG154": Message(
        "the result is not of the kind that was asked for: {expected}",
        "le résultat n'est pas de la sorte demandée : {attendu}",
        help=(("ask for the kind that it has, or change the expression", "demandez la sorte qui est la sienne, ou changez l'expression"),),
    ),
    "VG155": Message(
        "`{value}` is not allowed here",
        "`{value}` n'est pas permis ici",
        help=(("allowed: {allowed}", "permis : {allowed}"),),
    ),
    "VG156": Message(
        "this request is not understood: {why}",
        "cette demande n'est pas comprise : {why}",
        help=(
            (
                "one JSON object a line: `id`, `kind`, `expression` or `table`, `context`",
                "un objet JSON par ligne : `id`, `kind`, `expression` ou `table`, `context`",
            ),
        ),
    ),
    "VG157": Message(
        "this takes too much work",
        "c'est trop de travail",
        help=(("ask for less, or give shorter lists", "demandez moins, ou donnez des listes plus courtes"),),
    ),
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
