"""VG301-VG399: reading files: YAML, JSON, encodings, sizes, schemas."""

from vigueur.diagnostics.problems import Message
from vigueur.diagnostics.system import REASONS

MESSAGES: dict[str, Message] = {
    "VG301": Message(
        "this cannot be read: {why}",
        "lecture impossible : {why}",
        help=(("see that it is there and that you may read it", "vérifiez que le chemin existe et que vous avez le droit de le lire"),),
        terms=REASONS,
    ),
    "VG302": Message(
        "the file is too large: {size} bytes, the most is {most}",
        "le fichier est trop grand : {size} octets, le maximum est {most}",
        help=(("split it into several files of the same folder", "répartissez-le en plusieurs fichiers du même dossier"),),
    ),
    "VG303": Message(
        "the file is not UTF-8 text; it looks like {encoding}",
        "le fichier n'est pas en UTF-8 ; il semble être en {encoding}",
        help=(("save it again as UTF-8", "enregistrez-le à nouveau en UTF-8"),),
    ),
    "VG304": Message(
        "a character that no text holds: {char}",
        "un caractère qu'aucun texte ne contient : {char}",
        help=(("delete it; is this really a text file?", "supprimez-le ; est-ce bien un fichier de texte ?"),),
    ),
    "VG305": Message(
        "the file is empty",
        "le fichier est vide",
        help=(("write its content, or delete it", "écrivez son contenu, ou supprimez-le"),),
    ),
    "VG306": Message(
        "a link that leads out of the rule book",
        "un lien qui mène hors du recueil de règles",
        help=(("copy the file into the folder", "copiez le fichier dans le dossier"),),
    ),
    "VG307": Message(
        "`{name}` is not part of a rule book, and is not read",
        "`{name}` ne fait pas partie d'un recueil de règles et n'est pas lu",
        help=(
            ("did you mean `{nearest}`?", "vouliez-vous dire `{nearest}` ?"),
            (
                "move it elsewhere; rules are `*.yaml` files in the folder of a text",
                "déplacez-le ; les règles sont des fichiers `*.yaml` dans le dossier d'un texte",
            ),
        ),
        severity="warning",
    ),
    "VG308": Message(
        "`{name}` is missing",
        "`{name}` manque",
        help=(("write it; `vigueur new` shows one", "écrivez-le ; `vigueur nouveau` en donne un exemple"),),
    ),
    "VG309": Message(
        "the rule book is too large: more than {most} {what}",
        "le recueil de règles est trop grand : plus de {most} {what}",
        help=(("split it into several rule books", "répartissez-le en plusieurs recueils"),),
    ),
    "VG311": Message(
        "this is not YAML from `{found}` on",
        "à partir de `{found}`, ce n'est pas du YAML",
        help=(
            (
                "look at the indentation of this line and the one before; put sentences in quotes",
                "regardez le retrait de cette ligne et de la précédente ; mettez les phrases entre guillemets",
            ),
        ),
    ),
    "VG312": Message(
        "a tab where YAML wants spaces",
        "une tabulation là où YAML attend des espaces",
        help=(("indent with spaces", "mettez des espaces en début de ligne"),),
    ),
    "VG313": Message(
        "a second `: ` on the line",
        "un second `: ` sur la ligne",
        help=(('put the whole sentence in quotes: `key: "one: two"`', 'mettez toute la phrase entre guillemets : `clé: "un : deux"`'),),
    ),
    "VG314": Message(
        "`{found}` is opened here and never closed",
        "`{found}` est ouvert ici et n'est jamais fermé",
        help=(
            ("close it with `{quote}` where the sentence ends", "fermez-le par `{quote}` là où la phrase finit"),
            ("close it, and look for a missing comma", "fermez-le, et cherchez une virgule oubliée"),
        ),
    ),
    "VG315": Message(
        "`{word}`: anchors and aliases are not allowed here",
        "`{word}` : les ancres et les alias ne sont pas admis ici",
        help=(
            (
                "write the content out; put a sentence that begins with `&` or `*` in quotes",
                "écrivez le contenu en entier ; mettez entre guillemets une phrase qui commence par `&` ou `*`",
            ),
        ),
    ),
    "VG316": Message(
        "`{word}`: tags are not allowed here",
        "`{word}` : les étiquettes de type ne sont pas admises ici",
        help=(
            (
                "delete it; put a text that begins with `!` in quotes",
                "supprimez-la ; mettez entre guillemets un texte qui commence par `!`",
            ),
        ),
    ),
    "VG317": Message(
        "`<<` (merge) is not allowed here",
        "`<<` (fusion) n'est pas admis ici",
        help=(("write the content out", "écrivez le contenu en entier"),),
    ),
    "VG318": Message(
        "a second document begins here; a file holds one",
        "un second document commence ici ; un fichier n'en contient qu'un",
        help=(("delete the line `---`, or split the file", "supprimez la ligne `---`, ou coupez le fichier en deux"),),
    ),
    "VG319": Message(
        "more than {deepest} levels of nesting",
        "plus de {deepest} niveaux d'imbrication",
        help=(("write it flatter", "écrivez-le plus à plat"),),
    ),
    "VG320": Message(
        "`{key}` stands here twice",
        "la clé `{key}` est là deux fois",
        help=(("keep one of the two", "gardez l'une des deux"),),
    ),
    "VG321": Message(
        "YAML does not read this key as a text",
        "YAML ne lit pas cette clé comme un texte",
        help=(
            ('put it in quotes: `"{found}":`', 'mettez-la entre guillemets : `"{found}":`'),
            ("a key is a single word", "une clé est un simple mot"),
        ),
    ),
    "VG322": Message(
        "`{found}` cannot stand here without quotes",
        "`{found}` ne peut pas figurer ici sans guillemets",
        help=(("put the text in single quotes", "mettez le texte entre apostrophes ('…')"),),
    ),
    "VG323": Message(
        "this is not JSON: {why}",
        "ce n'est pas du JSON : {why}",
        help=(("look for a missing quote, comma or bracket", "cherchez un guillemet, une virgule ou un crochet oublié"),),
    ),
    "VG324": Message(
        "a `:` followed by a space is missing after the key",
        "il manque un `:` suivi d'une espace après la clé",
        help=(("write `key: value`", "écrivez `clé: valeur`"),),
    ),
    "VG325": Message(
        "a text of {size} characters; the most is {most}",
        "un texte de {size} caractères ; le maximum est {most}",
        help=(("split it", "coupez-le en plusieurs"),),
    ),
    "VG326": Message(
        "the file holds more than {most} values",
        "le fichier contient plus de {most} valeurs",
        help=(("split it into several files", "répartissez-le en plusieurs fichiers"),),
    ),
    "VG327": Message(
        "a non-breaking space where YAML wants plain spaces",
        "une espace insécable là où YAML attend des espaces simples",
        help=(
            (
                "delete what stands in front of the line and type its spaces again",
                "effacez ce qui précède le premier mot de la ligne et retapez ses espaces",
            ),
        ),
    ),
    "VG328": Message(
        "a space is missing after the `:` of the key",
        "il manque une espace après le `:` de la clé",
        help=(("write `key: value`, with a space after the colon", "écrivez `clé: valeur`, avec une espace après les deux-points"),),
    ),
    "VG331": Message(
        "unknown key `{key}` in {where_en}",
        "clé inconnue `{key}` dans {where_fr}",
        help=(
            ("did you mean `{nearest}`?", "vouliez-vous dire `{nearest}` ?"),
            ("known here: {known}", "connues ici : {known}"),
        ),
    ),
    "VG332": Message(
        "`{key}` is missing in {where_en}",
        "il manque `{key}` dans {where_fr}",
        help=(("add a line `{key}: …`", "ajoutez une ligne `{key}: …`"),),
    ),
    "VG333": Message(
        "expected {expected_en}, found {found_en}",
        "attendu : {expected_fr} ; trouvé : {found_fr}",
        help=(("for instance `{example}`", "par exemple `{example}`"),),
    ),
    "VG334": Message(
        "`{found}` is not allowed for `{key}`",
        "`{found}` n'est pas admis pour `{key}`",
        help=(
            ("did you mean `{nearest}`?", "vouliez-vous dire `{nearest}` ?"),
            ("one of {allowed}", "au choix : {allowed}"),
        ),
    ),
    "VG335": Message(
        "a provision says one thing, this one says {kinds}",
        "une disposition dit une seule chose, celle-ci en dit plusieurs : {kinds}",
        help=(
            (
                "keep one of them, and give the others a provision of their own",
                "gardez-en une, et donnez aux autres leur propre disposition",
            ),
        ),
    ),
    "VG336": Message(
        "provision `{provision}` has no content",
        "la disposition `{provision}` n'a pas de contenu",
        help=(
            (
                "to change some `{changed}` only, put it under `amend` instead of `set`; a new table also says what it reads: `by`, `table` or `across`",
                "pour ne changer que certains `{changed}`, mettez-la sous `amend` et non `set` ; un nouveau tableau dit aussi ce qu'il lit : `by`, `table` ou `across`",
            ),
            ("give it one of {allowed}", "donnez-lui l'un de : {allowed}"),
        ),
    ),
    "VG337": Message(
        "YAML does not read `{found}` as a text",
        "YAML ne lit pas `{found}` comme un texte",
        help=(('put it in quotes: `"{found}"`', 'mettez-le entre guillemets : `"{found}"`'),),
    ),
    "VG338": Message(
        "what follows ` #` is a comment, and lost to this sentence",
        "ce qui suit ` #` est un commentaire, perdu pour cette phrase",
        help=(
            (
                "put the sentence in quotes; or, for a comment, leave two spaces before `#`",
                "mettez la phrase entre guillemets ; ou, pour un commentaire, laissez deux espaces avant `#`",
            ),
        ),
    ),
    "VG340": Message(
        "`{found}` is not a day of the calendar",
        "`{found}` n'est pas un jour du calendrier",
        help=(("the last day of that month is {last}", "le dernier jour de ce mois est le {last}"),),
    ),
    "VG341": Message(
        "`{found}` is not a date",
        "`{found}` n'est pas une date",
        help=(("write it YYYY-MM-DD, such as `2023-05-01`", "écrivez-la AAAA-MM-JJ, par exemple `2023-05-01`"),),
    ),
    "VG342": Message(
        "`{found}` is not {expected_en}",
        "`{found}` n'est pas {expected_fr}",
        help=(("write it in digits, such as `{example}`", "écrivez-le en chiffres, par exemple `{example}`"),),
    ),
    "VG343": Message(
        "`{found}` is not `true` or `false`",
        "`{found}` n'est ni `true` ni `false`",
        help=(("write `{nearest}`", "écrivez `{nearest}`"), ("write `true` or `false`", "écrivez `true` ou `false`")),
    ),
    "VG344": Message(
        "{what_en} is empty",
        "{what_fr} : vide",
        help=(("write its content, or delete the key", "écrivez son contenu, ou supprimez la clé"),),
    ),
    "VG345": Message(
        "the interval ends before it begins",
        "l'intervalle finit avant de commencer",
        help=(("write the earlier day first", "écrivez d'abord le jour le plus ancien"),),
    ),
    "VG346": Message(
        "`{found}` is not a name",
        "`{found}` n'est pas un nom",
        help=(
            (
                "letters, digits and `_`, in parts joined by `.`, such as `aide.montant`",
                "des lettres, des chiffres et `_`, en parties jointes par `.`, par exemple `aide.montant`",
            ),
        ),
    ),
    "VG347": Message(
        "this row has {found} cells, the table wants {wanted}",
        "cette ligne a {found} cases, le tableau en veut {wanted}",
        help=(
            (
                "one cell for each column, the value last; `unknown` where the law's is not known",
                "une case par colonne, la valeur en dernier ; `unknown` là où celle de la loi n'est pas connue",
            ),
        ),
    ),
    "VG348": Message(
        "`{provision}` is touched twice by this text from the same day",
        "`{provision}` est touchée deux fois par ce texte à partir du même jour",
        help=(("say it once, or give one of them its own `from`", "dites-le une fois, ou donnez à l'une son propre `from`"),),
    ),
    "VG349": Message(
        "`{first}` and `{second}` exclude each other",
        "`{first}` et `{second}` s'excluent",
        help=(("keep one of them", "gardez l'un des deux"),),
    ),
    "VG351": Message(
        "no {language} words for {key} of `{id}`",
        "pas de texte ({language}) pour {key} de `{id}`",
        help=(("add them to `{name}`", "ajoutez-le à `{name}`"),),
        severity="warning",
    ),
    "VG352": Message(
        "`{id}` is not in what this file translates",
        "`{id}` n'est pas dans ce que ce fichier traduit",
        help=(("did you mean `{nearest}`?", "vouliez-vous dire `{nearest}` ?"), ("delete it", "supprimez-le")),
        severity="warning",
    ),
    "VG353": Message(
        "`{name}` translates a rule book into the language it is written in",
        "`{name}` traduit le recueil dans la langue où il est écrit",
        help=(("the book is in `{language}`: rename the file", "le recueil est en `{language}` : renommez le fichier"),),
    ),
    "VG354": Message(
        "`each` runs over more than {most} lists",
        "`each` parcourt plus de {most} listes",
        help=(("set the inner list as a provision of its own", "posez la liste intérieure comme une disposition à part"),),
    ),
    "VG361": Message(
        "there is no case `{name}`",
        "il n'y a pas de cas `{name}`",
        help=(("did you mean `{nearest}`?", "vouliez-vous dire `{nearest}` ?"), ("`like` names another case", "`like` nomme un autre cas")),
    ),
    "VG362": Message(
        "two cases are named `{name}`",
        "deux cas se nomment `{name}`",
        help=(("give one of them another name", "donnez un autre nom à l'un des deux"),),
    ),
    "VG363": Message(
        "the case `{name}` is like itself",
        "le cas `{name}` se ressemble à lui-même",
        help=(("take `like` out of one case of the circle", "retirez `like` d'un cas du cercle"),),
    ),
}
