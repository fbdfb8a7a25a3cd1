"""VG601-VG699: facts and cases."""

from vigueur.diagnostics.problems import Message

MESSAGES: dict[str, Message] = {
    "VG601": Message(
        "unknown fact `{fact}`",
        "fait inconnu : `{fact}`",
        help=(
            (
                "`{beside}` can stand beside `facts:`; put the facts under `facts:`",
                "`{beside}` se met à côté de `facts:` ; mettez les faits sous `facts:`",
            ),
            ("did you mean `{nearest}`?", "vouliez-vous dire `{nearest}` ?"),
            ("the facts of this rule book are in its facts.yaml", "les faits de ce recueil sont dans son facts.yaml"),
        ),
    ),
    "VG602": Message(
        "`{found}` is not {expected_en}, as `{fact}` wants",
        "`{found}` ne convient pas : `{fact}` attend {expected_fr}",
        help=(("did you mean `{near}`?", "vouliez-vous dire `{near}` ?"), ("for instance `{example}`", "par exemple `{example}`")),
    ),
    "VG603": Message(
        "`{found}` is out of bounds for `{fact}`",
        "`{found}` est hors limites pour `{fact}`",
        help=(
            (
                "did you mean `{near}`? it lies between {low} and {high}",
                "vouliez-vous dire `{near}` ? c'est une valeur entre {low} et {high}",
            ),
            ("it lies between {low} and {high}", "la valeur est entre {low} et {high}"),
            ("it is {low} at least", "la valeur est d'au moins {low}"),
            ("it is {high} at most", "la valeur est d'au plus {high}"),
        ),
    ),
    "VG604": Message(
        "`{found}` has too many decimals for `{fact}`",
        "`{found}` a trop de décimales pour `{fact}`",
        help=(("it has {most} decimals at most (0: a whole number)", "il en a {most} au plus (0 : un nombre entier)"),),
    ),
    "VG605": Message(
        "`{found}` is not among what `{fact}` may be",
        "`{found}` n'est pas une valeur admise pour `{fact}`",
        help=(("did you mean `{nearest}`?", "vouliez-vous dire `{nearest}` ?"), ("one of {known}", "au choix : {known}")),
    ),
    "VG606": Message(
        "`{found}` can be read in two ways",
        "`{found}` peut se lire de deux façons",
        help=(
            ("write `{thousands}` or `{decimal}`", "écrivez `{thousands}` ou `{decimal}`"),
            ("write `{thousands}`, or two decimals at most", "écrivez `{thousands}`, ou deux décimales au plus"),
        ),
    ),
    "VG607": Message(
        "`{fact}` is given twice",
        "`{fact}` est donné deux fois",
        help=(("keep one of the two", "gardez l'un des deux"),),
    ),
    "VG608": Message(
        "`{found}` cannot be said of `{fact}`: it is a day, not something that may not happen",
        "`{found}` ne peut pas se dire de `{fact}` : c'est un jour, pas un événement qui peut ne pas avoir lieu",
        help=(("write the day, or `unknown`", "écrivez le jour, ou `inconnu`"),),
    ),
    "VG609": Message(
        "`{fact}` wants {expected_en}",
        "`{fact}` attend {expected_fr}",
        help=(("put it in brackets: `{example}`", "mettez la valeur entre crochets : `{example}`"),),
    ),
    "VG610": Message(
        "`{fact}` wants one value: {expected_en}",
        "`{fact}` attend une seule valeur : {expected_fr}",
        help=(("for instance `{example}`", "par exemple `{example}`"),),
    ),
    "VG611": Message(
        "`{fact}` is counted in {unit}, not in {found}",
        "`{fact}` se compte en {unit}, pas en {found}",
        help=(("write the number alone, counted in {unit}", "écrivez le nombre seul, compté en {unit}"),),
    ),
    "VG612": Message(
        "a record of `{fact}` has no `{column}`",
        "une fiche de `{fact}` n'a pas de `{column}`",
        help=(("did you mean `{nearest}`?", "vouliez-vous dire `{nearest}` ?"), ("it has {known}", "elle a {known}")),
    ),
    "VG613": Message(
        "the value of `{fact}` is too long: {size} characters, the most is {most}",
        "la valeur de `{fact}` est trop longue : {size} caractères, le maximum est {most}",
        help=(("is this really its value?", "est-ce bien sa valeur ?"),),
    ),
    "VG614": Message(
        "`{fact}` has {count} items; the most is {most}",
        "`{fact}` a {count} éléments ; le maximum est {most}",
        help=(("shorten the list", "raccourcissez la liste"),),
    ),
    "VG615": Message(
        "`{provision}` is not a list: nothing can be expected of its items",
        "`{provision}` n'est pas une liste : on ne peut rien attendre de ses éléments",
        help=(("write the value itself: `{provision}: VALUE`", "écrivez la valeur elle-même : `{provision}: VALEUR`"),),
    ),
    "VG616": Message(
        "`{provision}` has no fields to compare",
        "`{provision}` n'a pas de champs à comparer",
        help=(("write the value alone, without `field:`", "écrivez la valeur seule, sans `champ:`"),),
    ),
}
