"""VG501-VG599: effects, transitions, gaps in time."""

from vigueur.diagnostics.problems import Message

MESSAGES: dict[str, Message] = {
    "VG501": Message(
        "`{text}` does not say what becomes of open cases for `{provision}`",
        "`{text}` ne dit pas ce que deviennent les cas en cours pour `{provision}`",
        help=(
            (
                "add `cases: {dated_by: …, open: …}` to the text or to this provision: keep, at once, at anniversary, every …, on …; `{open: at once}` needs no date",
                "ajoutez `cases: {dated_by: …, open: …}` au texte ou à cette disposition : keep, at once, at anniversary, every …, on … ; `{open: at once}` se passe de date",
            ),
        ),
    ),
    "VG502": Message(
        "`{provision}` would lapse on {until}, before it begins on {start}",
        "`{provision}` cesserait le {until}, avant de commencer le {start}",
        help=(("`until` is the first day on which it no longer holds", "`until` est le premier jour où elle ne vaut plus"),),
    ),
    "VG503": Message(
        "`{text}` and `{other}` both change `{provision}` from {day}, published on the same day: neither is the newer",
        "`{text}` et `{other}` modifient tous deux `{provision}` à compter du {day} et sont publiés le même jour : aucun n'est le plus récent",
        help=(
            (
                "write `replaces: {other}` under the one that corrects the other, or give one of them its own `from`",
                "écrivez `replaces: {other}` sous celui qui corrige l'autre, ou donnez à l'un d'eux son propre `from`",
            ),
        ),
    ),
    "VG504": Message(
        "`{text}` withdraws what `{other}` made of `{provision}`, but by then `{other}` had made nothing of it",
        "`{text}` retire ce que `{other}` a fait de `{provision}`, mais `{other}` n'en avait alors rien fait",
        help=(
            (
                "name the text that sets or repeals `{provision}`; to end what is in force, use `repeal`",
                "nommez le texte qui établit ou abroge `{provision}` ; pour mettre fin à ce qui est en vigueur, utilisez `repeal`",
            ),
        ),
    ),
    "VG505": Message(
        "what `{text}` makes of `{provision}` is overtaken from {day} by `{other}`, which was published earlier",
        "ce que `{text}` fait de `{provision}` est dépassé à compter du {day} par `{other}`, pourtant publié plus tôt",
        help=(
            (
                "write `replaces: {other}` if the earlier text shall no longer count, or `beside: {other}` if it shall take over then",
                "écrivez `replaces: {other}` si le texte antérieur ne doit plus compter, ou `beside: {other}` s'il doit alors prendre le relais",
            ),
        ),
    ),
    "VG506": Message(
        "`{text}` repeals `{provision}`, which no text in force by then had set",
        "`{text}` abroge `{provision}`, qu'aucun texte alors en vigueur n'avait établie",
        help=(
            (
                "remove the repeal, or correct its `from`, so that it comes after what it repeals",
                "supprimez l'abrogation, ou corrigez son `from` pour qu'elle suive ce qu'elle abroge",
            ),
        ),
    ),
    "VG508": Message(
        "`{other}` changes `{provision}` on several days, so `replaces: {other}` does not say which is meant",
        "`{other}` modifie `{provision}` à plusieurs dates : `replaces: {other}` ne dit pas laquelle est visée",
        help=(("add the `from` of the one that is replaced", "ajoutez le `from` de celle qui est remplacée"),),
    ),
    "VG509": Message(
        "texts published on the same day withdraw each other for `{provision}`",
        "des textes publiés le même jour se retirent l'un l'autre pour `{provision}`",
        help=(("keep the withdrawal that counts", "gardez le retrait qui compte"),),
    ),
    "VG510": Message(
        "the days of `{text}` and `{other}` are not known well enough to say which is the newer for `{provision}`",
        "les dates de `{text}` et de `{other}` ne sont pas assez connues pour dire lequel est le plus récent pour `{provision}`",
        help=(
            (
                "narrow the days (`between`), or write `replaces: {other}` if only one of them shall count",
                "resserrez les dates (`between`), ou écrivez `replaces: {other}` si un seul doit compter",
            ),
        ),
    ),
    "VG511": Message(
        "`{provision}` reads `{operand}`, which is not in force there: case {case}, on {day}, as published by {known}",
        "`{provision}` lit `{operand}`, qui n'y est pas en vigueur : cas {case}, le {day}, d'après ce qui était publié le {known}",
        help=(
            (
                "ask `present({operand})` first, or set `{operand}` as early and for the same cases as `{provision}`;"
                " if there are no such cases, give the fact its bounds (`min`, `max`)",
                "demandez d'abord `present({operand})`, ou établissez `{operand}` aussi tôt et pour les mêmes cas que `{provision}` ;"
                " si de tels cas n'existent pas, donnez au fait ses bornes (`min`, `max`)",
            ),
        ),
    ),
    "VG512": Message(
        "what `{text}` makes of `{provision}` never governs any case on any day",
        "ce que `{text}` fait de `{provision}` ne régit aucun cas, aucun jour",
        help=(
            (
                "see whether a newer text begins with it, whether its `until` comes too early, or whether `cases` lets it reach anybody",
                "voyez si un texte plus récent commence en même temps, si son `until` vient trop tôt, ou si `cases` lui laisse atteindre quelqu'un",
            ),
        ),
        severity="warning",
    ),
    "VG513": Message(
        "no condition of `{composition}` is in force: case {case}, on {day}, as published by {known}; the answer is then absent, never false",
        "aucune condition de `{composition}` n'est en vigueur : cas {case}, le {day}, d'après ce qui était publié le {known} ;"
        " la réponse est alors absente, jamais fausse",
        help=(
            (
                "that is right where all conditions were lifted; use `present({composition})` where it is read",
                "c'est juste si toutes les conditions ont été levées ; utilisez `present({composition})` là où elle est lue",
            ),
        ),
        severity="warning",
    ),
}
