"""VG201-VG299: decision tables, bands, maps and lists."""

from vigueur.diagnostics.problems import Message

MESSAGES: dict[str, Message] = {
    "VG201": Message(
        "this cell can never match",
        "cette case ne peut jamais convenir",
        help=(
            (
                "`{code}` is not one of the codes; did you mean `{near}`?",
                "`{code}` n'est pas l'un des codes ; vouliez-vous dire `{near}` ?",
            ),
            ("`{code}` is not one of the codes: {codes}", "`{code}` n'est pas l'un des codes : {codes}"),
            ("it lies outside the bounds of its column, or is empty", "elle sort des bornes de sa colonne, ou elle est vide"),
        ),
    ),
    "VG202": Message(
        "no row for {case}",
        "aucune ligne pour {case}",
        help=(("add a row, or `otherwise`", "ajoutez une ligne, ou `otherwise`"),),
    ),
    "VG203": Message(
        "two rows match {case}",
        "deux lignes conviennent pour {case}",
        help=(("part them, or choose `hit: first` or `hit: any`", "séparez-les, ou choisissez `hit: first` ou `hit: any`"),),
    ),
    "VG204": Message(
        "two rows match {case} and give different results",
        "deux lignes conviennent pour {case} et donnent des résultats différents",
        help=(("part them, or give them one result", "séparez-les, ou donnez-leur le même résultat"),),
    ),
    "VG205": Message(
        "this row is never reached",
        "cette ligne n'est jamais atteinte",
        help=(
            (
                "earlier rows match all its cases: move it up or remove it",
                "des lignes précédentes prennent tous ses cas : remontez-la ou retirez-la",
            ),
        ),
    ),
    "VG206": Message(
        "nothing proves that one row at most matches: this cell compares with what is not written out",
        "rien ne prouve qu'une ligne au plus convienne : cette case compare à ce qui n'est pas écrit",
        help=(("choose `hit: first` with `otherwise`, or use bands", "choisissez `hit: first` avec `otherwise`, ou des tranches"),),
    ),
    "VG207": Message(
        "this table is too large to be proved",
        "ce tableau est trop grand pour être prouvé",
        help=(("cut it into several", "découpez-le en plusieurs"),),
    ),
    "VG209": Message(
        "`{code}` stands here twice",
        "`{code}` figure deux fois ici",
        help=(("keep one of them", "gardez-en un"),),
    ),
    "VG211": Message(
        "`hit: {hit}` needs numbers or amounts; the rows give: {given_en}",
        "`hit: {hit}` veut des nombres ou des montants ; les lignes donnent : {given_fr}",
        help=(("use `collect`, or change the results", "employez `collect`, ou changez les résultats"),),
    ),
    "VG213": Message(
        "`otherwise` is never reached: the rows match every case",
        "`otherwise` n'est jamais atteint : les lignes prennent tous les cas",
        help=(("remove it", "retirez-le"),),
        severity="warning",
    ),
    "VG215": Message(
        "a column holds numbers, dates, durations, texts, booleans or codes; this one: {given_en}",
        "une colonne contient nombres, dates, durées, textes, booléens ou codes ; celle-ci : {given_fr}",
        help=(("choose another input", "choisissez une autre entrée"),),
    ),
}
