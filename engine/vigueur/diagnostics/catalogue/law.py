"""VG401-VG499: what a rule book says of texts, provisions, citations and readings."""

from vigueur.diagnostics.problems import Message

_NEAR = ("did you mean `{near}`?", "vouliez-vous dire `{near}` ?")

MESSAGES: dict[str, Message] = {
    "VG401": Message(
        "`{type}` is not a type",
        "`{type}` n'est pas un type",
        help=(
            (
                "did you mean `{near}`? types are boolean, date, text, share, number, number of UNIT, money EUR, list of TYPE, one of [codes], like FACT",
                "vouliez-vous dire `{near}` ? les types sont boolean, date, text, share, number, number of UNITÉ, money EUR, list of TYPE, one of [codes], like FAIT",
            ),
            (
                "types are boolean, date, text, share, number, number of UNIT, money EUR, list of TYPE, one of [codes], like FACT",
                "les types sont boolean, date, text, share, number, number of UNITÉ, money EUR, list of TYPE, one of [codes], like FAIT",
            ),
        ),
    ),
    "VG402": Message(
        "`{name}` is not a fact of the vocabulary",
        "`{name}` n'est pas un fait du vocabulaire",
        help=(_NEAR, ("describe it in facts.yaml", "décrivez-le dans facts.yaml")),
    ),
    "VG403": Message(
        "`{name}` is not a date of the vocabulary, so nothing can be observed at it",
        "`{name}` n'est pas une date du vocabulaire : rien ne peut être constaté à cette date",
        help=(_NEAR, ("name a fact of type date", "nommez un fait de type date")),
    ),
    "VG404": Message(
        "`{name}` is not a {kind_en}, so it cannot stand for `{value}` where it is omitted",
        "`{name}` n'est pas une {kind_fr} et ne peut valoir `{value}` quand il est omis",
        help=(("leave out `if_omitted`: an omitted fact is unknown", "retirez `if_omitted` : un fait omis est inconnu"),),
    ),
    "VG405": Message(
        "`{code}` is not a code of `{fact}`",
        "`{code}` n'est pas un code de `{fact}`",
        help=(_NEAR, ("add it to `one_of`", "ajoutez-le à `one_of`")),
    ),
    "VG406": Message(
        "`{value}` is not a bound: a number between -10^15 and 10^15 is expected",
        "`{value}` n'est pas une borne : un nombre entre -10^15 et 10^15 est attendu",
        help=(("write a number such as 0, 1.5 or 20 %", "écrivez un nombre tel que 0, 1.5 ou 20 %"),),
    ),
    "VG407": Message(
        "`{column}` is not a column of `{fact}`, so it cannot name a record",
        "`{column}` n'est pas une colonne de `{fact}` et ne peut nommer une fiche",
        help=(_NEAR, ("name one of the columns under `record`", "nommez une des colonnes de `record`")),
    ),
    "VG412": Message(
        "`{code}` is not a value that `{provision}` may take",
        "`{code}` n'est pas une valeur que `{provision}` peut prendre",
        help=(_NEAR, ("add it to the type of the provision", "ajoutez-la au type de la disposition")),
    ),
    "VG420": Message(
        "{verb}: no text sets `{provision}`",
        "{verb} : aucun texte n'établit `{provision}`",
        help=(
            _NEAR,
            (
                "a provision must be set before it can be amended, repealed, confirmed or withdrawn",
                "une disposition doit être établie avant d'être modifiée, abrogée, confirmée ou retirée",
            ),
        ),
    ),
    "VG421": Message(
        "`{provision}` is part of `{one}` here and of `{other}` elsewhere",
        "`{provision}` fait partie de `{one}` ici et de `{other}` ailleurs",
        help=(
            ("membership belongs to the provision through all texts: keep one", "l'appartenance vaut pour tous les textes : gardez-en une"),
        ),
    ),
    "VG422": Message(
        "`{provision}` is a condition in one text and something else in another",
        "`{provision}` est une condition dans un texte et autre chose dans un autre",
        help=(("give the other one an id of its own", "donnez à l'autre son propre identifiant"),),
    ),
    "VG423": Message(
        "`{provision}` has another type here than in an earlier text",
        "`{provision}` n'a pas le même type ici que dans un texte antérieur",
        help=(("leave the type out: it is taken over", "retirez le type : il est repris du texte antérieur"),),
    ),
    "VG424": Message(
        "the type of `{provision}` is not written and cannot be read off its content",
        "le type de `{provision}` n'est pas écrit et ne se déduit pas de son contenu",
        help=(
            (
                "add `type:`, such as `type: number of patients` or `type: money EUR`",
                "ajoutez `type:`, par exemple `type: number of patients` ou `type: money EUR`",
            ),
        ),
    ),
    "VG425": Message(
        "`{code}` is not in `{provision}`, so it cannot be removed",
        "`{code}` n'est pas dans `{provision}` et ne peut en être retiré",
        help=(_NEAR, ("leave it out", "ôtez cette ligne")),
    ),
    "VG426": Message(
        "`{code}` is in `{provision}` already",
        "`{code}` est déjà dans `{provision}`",
        help=(("leave it out", "ôtez-le"),),
    ),
    "VG427": Message(
        "`{provision}` cannot be amended by rows: it is neither a list nor a table with one input",
        "`{provision}` ne peut être modifiée par lignes : ce n'est ni une liste ni une table à une entrée",
        help=(("restate it whole under `set`", "reprenez-la en entier sous `set`"),),
    ),
    "VG428": Message(
        "`{name}` names two things: a provision, and a fact or composition",
        "`{name}` nomme deux choses : une disposition, et un fait ou une composition",
        help=(("give one of them another id", "donnez à l'une un autre identifiant"),),
    ),
    "VG429": Message(
        "there is no composition `{name}`",
        "il n'y a pas de composition `{name}`",
        help=(_NEAR, ("declare it under `compositions` in rulebook.yaml", "déclarez-la sous `compositions` dans rulebook.yaml")),
    ),
    "VG430": Message(
        "these provisions read each other in a circle: {circle}",
        "ces dispositions se lisent en rond : {circle}",
        help=(("break the circle: one of them must not depend on the others", "rompez le cercle : l'une ne doit pas dépendre des autres"),),
    ),
    "VG431": Message(
        "`{provision}` reads others through {depth} levels; {most} are the limit",
        "`{provision}` en lit d'autres sur {depth} niveaux ; la limite est {most}",
        help=(("shorten the chain", "raccourcissez la chaîne"),),
    ),
    "VG432": Message(
        "there is no earlier content of `{provision}` to amend",
        "il n'y a pas de contenu antérieur de `{provision}` à modifier",
        help=(("use `set` with the whole content", "employez `set` avec le contenu entier"),),
    ),
    "VG434": Message(
        "there is nothing of `{provision}` in force to confirm",
        "rien de `{provision}` n'est en vigueur à confirmer",
        help=(("use `set`", "employez `set`"),),
    ),
    "VG435": Message(
        "`{provision}` cites no source",
        "`{provision}` ne cite aucune source",
        help=(("add `cite:` here or in text.yaml", "ajoutez `cite:` ici ou dans text.yaml"),),
    ),
    "VG436": Message(
        "no condition is part of `{composition}`",
        "aucune condition ne fait partie de `{composition}`",
        help=(("add `part_of: {composition}` to conditions", "ajoutez `part_of: {composition}` à des conditions"),),
    ),
    "VG437": Message(
        "`{provision}` is part of `{composition}` but is not a condition",
        "`{provision}` fait partie de `{composition}` mais n'est pas une condition",
        help=(("write it as `condition:`", "écrivez-la avec `condition:`"),),
    ),
    "VG438": Message(
        "the decision `{name}` is neither a provision nor a composition",
        "la décision `{name}` n'est ni une disposition ni une composition",
        help=(_NEAR, ("name one that some text sets", "nommez-en une qu'un texte établit")),
    ),
    "VG439": Message(
        "`{name}` does not give a `{kind}`",
        "`{name}` ne donne pas un `{kind}`",
        help=(
            (
                "a verdict or condition is a condition or composition, an amount a number or money, dues and deadlines are provisions of that kind; all else is a `value`",
                "verdict et condition : une condition ou une composition ; amount : un nombre ou une somme ; dues et deadline : des dispositions de cette sorte ; tout le reste est `value`",
            ),
        ),
    ),
    "VG440": Message(
        "`{source}` is not a registered source",
        "`{source}` n'est pas une source enregistrée",
        help=(
            (
                "did you mean `{near}`? or register `{source}` under `sources` in rulebook.yaml",
                "vouliez-vous dire `{near}` ? ou enregistrez `{source}` sous `sources` dans rulebook.yaml",
            ),
            ("register it under `sources` in rulebook.yaml", "enregistrez-la sous `sources` dans rulebook.yaml"),
        ),
    ),
    "VG441": Message(
        "this brace is not closed",
        "cette accolade n'est pas fermée",
        help=(("close it with }, or write {{ for a brace itself", "fermez-la avec }, ou écrivez {{ pour l'accolade elle-même"),),
    ),
    "VG442": Message(
        "this brace closes nothing",
        "cette accolade ne ferme rien",
        help=(("write }} for a brace itself", "écrivez }} pour l'accolade elle-même"),),
    ),
    "VG444": Message(
        "`{fact}` has another type than `{provision}`, so it cannot supply it",
        "`{fact}` n'a pas le type de `{provision}` et ne peut la fournir",
        help=(("name a fact of the same type and unit", "nommez un fait du même type et de la même unité"),),
    ),
    "VG445": Message(
        "there is no question of interpretation `{question}`",
        "il n'y a pas de question d'interprétation `{question}`",
        help=(_NEAR, ("declare it under `readings` in rulebook.yaml", "déclarez-la sous `readings` dans rulebook.yaml")),
    ),
    "VG446": Message(
        "three decimals in a sum of money: `{found}`",
        "trois décimales dans une somme d'argent : `{found}`",
        help=(
            (
                "did you mean `{thousands}`? for the smaller sum, write `{decimal}`",
                "vouliez-vous dire `{thousands}` ? pour la petite somme, écrivez `{decimal}`",
            ),
        ),
    ),
    "VG449": Message(
        "`{value}` stands for all other cases without a citation: it may hide an unknown",
        "`{value}` vaut pour tous les autres cas sans citation : cela peut cacher une inconnue",
        help=(
            (
                "write `{value: {value}, cite: SOURCE}`, or `unknown`, `silent`, `not applicable`",
                "écrivez `{value: {value}, cite: SOURCE}`, ou `unknown`, `silent`, `not applicable`",
            ),
        ),
    ),
    "VG450": Message(
        "bands need a number or an amount of money",
        "des tranches portent sur un nombre ou une somme",
        help=(("use a table for anything else", "employez une table pour le reste"),),
    ),
    "VG451": Message(
        "the edge of `{band}` is not above the one before it",
        "le seuil de `{band}` n'est pas au-dessus du précédent",
        help=(("write the bands in rising order", "écrivez les tranches dans l'ordre croissant"),),
    ),
    "VG452": Message(
        "a value below the first band `{band}` is possible: it may be as low as {value}",
        "une valeur sous la première tranche `{band}` est possible : elle peut valoir {value}",
        help=(
            (
                "begin with a band from {value}, or give the fact that is measured its `min`",
                "commencez par une tranche à partir de {value}, ou donnez son `min` au fait mesuré",
            ),
        ),
    ),
    "VG453": Message(
        "`{option}` is not an answer to `{question}`",
        "`{option}` n'est pas une réponse à `{question}`",
        help=(_NEAR, ("use the options declared under `readings`", "employez les options déclarées sous `readings`")),
    ),
    "VG454": Message(
        "`{question}` has answers that are not given here: {missing}",
        "`{question}` a des réponses qui manquent ici : {missing}",
        help=(("say what holds under each answer", "dites ce qui vaut sous chaque réponse"),),
    ),
    "VG455": Message(
        "nothing uses `{provision}`",
        "rien n'emploie `{provision}`",
        help=(
            (
                "let a decision or another provision read it, or remove it",
                "faites-la lire par une décision ou une autre disposition, ou retirez-la",
            ),
        ),
        severity="warning",
    ),
    "VG456": Message(
        "`{provision}` has no label: a person would read its id",
        "`{provision}` n'a pas de libellé : une personne lirait son identifiant",
        help=(
            (
                "where it is first set, give it a `label` in the words of the person",
                "là où elle est d'abord établie, donnez-lui un `label` dans les mots de la personne",
            ),
        ),
        severity="warning",
    ),
    "VG457": Message(
        "`done` is a condition, or the day on which it was done",
        "`done` est une condition, ou le jour où c'est fait",
        help=(("name a fact of type boolean or date", "nommez un fait de type boolean ou date"),),
    ),
    "VG458": Message(
        "`each` goes with a condition or with things due, and `{provision}` is neither",
        "`each` va avec une condition ou des choses dues ; `{provision}` n'est ni l'une ni l'autre",
        help=(("write `for … in … return …` in the formula", "écrivez `for … in … return …` dans la formule"),),
    ),
    "VG459": Message(
        "a condition is asked of the items of one list: `{provision}` names none, or several",
        "une condition est posée à chaque élément d'une liste : `{provision}` n'en nomme aucune, ou plusieurs",
        help=(("write `each: {m: LIST}`, with a name for the item", "écrivez `each: {m: LISTE}`, avec un nom pour l'élément"),),
    ),
    "VG460": Message(
        "`{period}` is not a period",
        "`{period}` n'est pas une période",
        help=(
            (
                "write a whole number and `years`, `months` or `days`: `every 2 years`",
                "écrivez un nombre entier et `years`, `months` ou `days` : `every 2 years`",
            ),
        ),
    ),
    "VG461": Message(
        "`{name}` is not a date, so it cannot date a case",
        "`{name}` n'est pas une date et ne peut dater un cas",
        help=(("name a fact of type date", "nommez un fait de type date"),),
    ),
    "VG462": Message(
        "`at renewal` needs the length of a term",
        "`at renewal` demande la durée d'un terme",
        help=(("add `term: 5 years` under `calendar` in rulebook.yaml", "ajoutez `term: 5 years` sous `calendar` dans rulebook.yaml"),),
    ),
    "VG463": Message(
        "`{word}` does not say what becomes of open cases",
        "`{word}` ne dit pas ce que deviennent les cas en cours",
        help=(
            (
                "did you mean `{near}`? write keep, at once, at anniversary, at renewal, every N years or on EVENT",
                "vouliez-vous dire `{near}` ? écrivez keep, at once, at anniversary, at renewal, every N years ou on ÉVÉNEMENT",
            ),
            (
                "write keep, at once, at anniversary, at renewal, every N years or on EVENT",
                "écrivez keep, at once, at anniversary, at renewal, every N years ou on ÉVÉNEMENT",
            ),
        ),
    ),
    "VG470": Message(
        "`{id}` is not a registered statement",
        "`{id}` n'est pas un énoncé enregistré",
        help=(_NEAR, ("register it in statements.yaml with its citation", "enregistrez-le dans statements.yaml avec sa référence")),
    ),
    "VG471": Message(
        "`{id}` is out of scope here and encoded elsewhere",
        "`{id}` est hors champ ici et encodé ailleurs",
        help=(
            (
                "keep one: take it out of out_of_scope.yaml, or out of `statements` there",
                "gardez l'un des deux : retirez-le d'out_of_scope.yaml, ou de `statements` là-bas",
            ),
        ),
    ),
}
