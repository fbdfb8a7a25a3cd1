"""VG801-VG899: the journal of decisions, its store and what may be proved of it."""

from vigueur.diagnostics.problems import Message
from vigueur.diagnostics.system import REASONS

_INIT = (
    "`vigueur journal init` begins one; `--store` names another place",
    "`vigueur journal init` en commence un ; `--journal` désigne un autre endroit",
)

MESSAGES: dict[str, Message] = {
    "VG800": Message(
        "the package `{package}` is missing",
        "il manque le paquet `{package}`",
        help=(("install it: pip install 'vigueur[{extra}]'", "installez-le : pip install 'vigueur[{extra}]'"),),
    ),
    "VG801": Message("there is no journal in `{place}`", "il n'y a pas de journal dans `{place}`", help=(_INIT,)),
    "VG802": Message(
        "there is something already in `{place}`: a journal is never overwritten",
        "il y a déjà quelque chose dans `{place}` : un journal n'est jamais écrasé",
        help=(
            ("name another place, or use the journal that is there", "désignez un autre endroit, ou utilisez le journal qui s'y trouve"),
        ),
    ),
    "VG803": Message(
        "the key file is missing",
        "il manque le fichier de clés",
        help=(
            (
                "put it back from where it is kept, or name it with `--key`: without it nothing recorded can be read",
                "remettez-le depuis l'endroit où il est gardé, ou désignez-le avec `--cle` : sans lui, rien de ce qui est consigné ne se lit",
            ),
        ),
    ),
    "VG804": Message(
        "this is no key file, or it is damaged",
        "ce n'est pas un fichier de clés, ou il est abîmé",
        help=(("put it back from a copy", "remettez-en une copie"),),
    ),
    "VG805": Message(
        "the key file can be read by others",
        "le fichier de clés peut être lu par d'autres",
        help=(("keep it to yourself: chmod 600", "gardez-le pour vous : chmod 600"),),
    ),
    "VG806": Message(
        "the keys are not those of the journal `{place}`",
        "les clés ne sont pas celles du journal `{place}`",
        help=(("name the key file that was made with it, with `--key`", "désignez le fichier de clés créé avec lui, avec `--cle`"),),
    ),
    "VG807": Message(
        "the journal is of version {version}, and this Vigueur knows versions up to {known}",
        "le journal est de version {version}, et ce Vigueur connaît les versions jusqu'à {known}",
        help=(("open it with the Vigueur that wrote it, or a newer one", "ouvrez-le avec le Vigueur qui l'a écrit, ou un plus récent"),),
    ),
    "VG808": Message("this is no store of a journal", "ce n'est pas le fichier d'un journal", help=(_INIT,)),
    "VG809": Message(
        "the journal cannot be written: it, or its folder, is read-only",
        "le journal ne peut pas être écrit : lui ou son dossier est en lecture seule",
        help=(
            (
                "recording writes, and reading is logged too: use a place that may be written, or a copy of it",
                "consigner écrit, et lire est consigné aussi : utilisez un endroit où l'on peut écrire, ou une copie",
            ),
        ),
    ),
    "VG810": Message(
        "there is no room left on the disk: nothing was recorded",
        "il n'y a plus de place sur le disque : rien n'a été consigné",
        help=(("make room and do it again", "faites de la place et recommencez"),),
    ),
    "VG811": Message(
        "others have been writing for too long: nothing was recorded",
        "d'autres écrivent depuis trop longtemps : rien n'a été consigné",
        help=(("do it again later", "recommencez plus tard"),),
    ),
    "VG812": Message(
        "the store does not answer as it should: {message}",
        "le journal ne répond pas comme il devrait : {message}",
        help=(("`vigueur journal verify` tells what is damaged", "`vigueur journal verify` dit ce qui est abîmé"),),
        terms=(*REASONS, ("its file was replaced by another", "son fichier a été remplacé par un autre")),
    ),
    "VG813": Message(
        "the journal holds no decision `{id}`",
        "le journal ne contient pas de décision `{id}`",
        help=(
            ("did you mean `{near}`?", "vouliez-vous dire `{near}` ?"),
            (
                "`vigueur journal list` tells the ids; their first 8 signs are enough where no other begins so",
                "`vigueur journal list` donne les identifiants ; les 8 premiers signes suffisent si aucun autre ne commence ainsi",
            ),
        ),
    ),
    "VG814": Message(
        "several entries begin with `{id}`",
        "plusieurs entrées commencent par `{id}`",
        help=(("write more of the id: {known}", "écrivez-en davantage : {known}"),),
    ),
    "VG815": Message(
        "the decision `{id}` is about somebody else",
        "la décision `{id}` concerne quelqu'un d'autre",
        help=(
            (
                "a decision supersedes one about the same person: give the same `--subject`",
                "une décision en remplace une autre sur la même personne : donnez le même `--sujet`",
            ),
        ),
    ),
    "VG816": Message(
        "the decision `{id}` was superseded already",
        "la décision `{id}` a déjà été remplacée",
        help=(("supersede the newest: {newer}", "remplacez la plus récente : {newer}"),),
    ),
    "VG817": Message(
        "`{given}` is given without `{missing}`",
        "`{given}` est donné sans `{missing}`",
        help=(
            (
                "a person who decides otherwise says what and why: --override VERDICT --reason WORDS",
                "qui décide autrement dit quoi et pourquoi : --verdict VERDICT --motif MOTS",
            ),
        ),
    ),
    "VG818": Message(
        "there is no verdict to decide otherwise: only other decisions were asked for",
        "il n'y a pas de verdict à remplacer : seules d'autres décisions ont été demandées",
        help=(("leave `--decision` out", "laissez `--decision` de côté"),),
    ),
    "VG819": Message(
        "an agent has a name of 1 to {most} characters, on one line",
        "un agent a un nom de 1 à {most} caractères, sur une ligne",
        help=(("say who decides: --by NAME", "dites qui décide : --par NOM"),),
    ),
    "VG820": Message(
        "what was published by {known_at} cannot be known on {day}",
        "ce qui est publié au {known_at} ne peut pas être connu le {day}",
        help=(
            (
                "leave `--known-at` out: the day of the decision is recorded",
                "laissez `--connu-au` de côté : le jour de la décision est consigné",
            ),
        ),
    ),
    "VG821": Message(
        "the person of the decision `{id}` was erased: its content cannot be read any more",
        "la personne de la décision `{id}` a été effacée : le contenu ne peut plus être lu",
        help=(("what remains can be proved: `vigueur journal prove`", "ce qui reste se prouve : `vigueur journal prove`"),),
    ),
    "VG822": Message(
        "entry {entry} of the journal is not what was recorded",
        "l'entrée {entry} du journal n'est pas ce qui a été consigné",
        help=(("`vigueur journal verify` tells all that is damaged", "`vigueur journal verify` dit tout ce qui est abîmé"),),
    ),
    "VG823": Message(
        "the rules give this verdict already: there is nothing to decide otherwise",
        "les règles donnent déjà ce verdict : il n'y a rien à décider autrement",
        help=(
            (
                "leave `--override` and `--reason` out: the answer of the rules is recorded as the decision",
                "laissez `--verdict` et `--motif` de côté : la réponse des règles est consignée comme décision",
            ),
        ),
    ),
    "VG824": Message(
        "the journal knows no such person, or has erased them already",
        "le journal ne connaît pas cette personne, ou l'a déjà effacée",
        help=(
            (
                "give the identifier with which the decisions were recorded",
                "donnez l'identifiant avec lequel les décisions ont été consignées",
            ),
        ),
    ),
    "VG825": Message(
        "the key of the person {subject} is damaged",
        "la clé de la personne {subject} est abîmée",
        help=(("put the store back from a copy", "remettez une copie du journal"),),
    ),
    "VG826": Message(
        "the key file of a journal in a database must be named",
        "il faut désigner le fichier de clés d'un journal en base de données",
        help=(("with `--key FILE`, or VIGUEUR_KEY", "avec `--cle FICHIER`, ou VIGUEUR_KEY"),),
    ),
    "VG827": Message(
        "the archive of the edition {content} is missing or damaged",
        "l'archive de l'édition {content} manque ou est abîmée",
        help=(("`vigueur journal verify` tells what is wrong", "`vigueur journal verify` dit ce qui ne va pas"),),
    ),
    "VG829": Message(
        "a process was stopped while it wrote: {what_en}",
        "un processus a été arrêté pendant qu'il écrivait : {what_fr}",
        help=(("nothing that was recorded is lost", "rien de ce qui a été consigné n'est perdu"),),
        severity="warning",
    ),
    "VG830": Message(
        "no checkpoint covers entry {entry} yet",
        "aucun point de contrôle ne couvre encore l'entrée {entry}",
        help=(("sign one: `vigueur journal checkpoint`", "signez-en un : `vigueur journal checkpoint`"),),
    ),
    "VG831": Message(
        "`{name}` is no checkpoint of a journal",
        "`{name}` n'est pas un point de contrôle d'un journal",
        help=(
            (
                "give a file that `vigueur journal checkpoint --out FILE` wrote",
                "donnez un fichier écrit par `vigueur journal checkpoint --sortie FICHIER`",
            ),
        ),
    ),
    "VG832": Message(
        "the journal is not a continuation of the checkpoint of its first {size} entries",
        "le journal ne continue pas le point de contrôle de ses {size} premières entrées",
        help=(
            (
                "either the checkpoint is of another journal, or entries were changed or removed: keep both and look for a copy of the journal",
                "ou bien le point de contrôle vient d'un autre journal, ou bien des entrées ont été changées ou retirées : gardez les deux et cherchez une copie du journal",
            ),
        ),
    ),
    "VG833": Message(
        "the first {size} entries are not those that were signed",
        "les {size} premières entrées ne sont pas celles qui ont été signées",
        help=(("`vigueur journal verify` tells where", "`vigueur journal verify` dit où"),),
    ),
    "VG834": Message(
        "entry {entry}: {what_en}",
        "entrée {entry} : {what_fr}",
        help=(
            (
                "keep this journal as it is: it is evidence; work on with a copy",
                "gardez ce journal tel quel : c'est une preuve ; continuez avec une copie",
            ),
        ),
    ),
    "VG835": Message(
        "checkpoint {number}: {what_en}",
        "point de contrôle {number} : {what_fr}",
        help=(
            (
                "keep this journal as it is: it is evidence; work on with a copy",
                "gardez ce journal tel quel : c'est une preuve ; continuez avec une copie",
            ),
        ),
    ),
    "VG836": Message(
        "the archive of edition {content}: {what_en}",
        "l'archive de l'édition {content} : {what_fr}",
        help=(
            (
                "keep this journal as it is: it is evidence; work on with a copy",
                "gardez ce journal tel quel : c'est une preuve ; continuez avec une copie",
            ),
        ),
    ),
    "VG837": Message(
        "key {number} of a person: {what_en}",
        "clé {number} d'une personne : {what_fr}",
        help=(
            (
                "keep this journal as it is: it is evidence; work on with a copy",
                "gardez ce journal tel quel : c'est une preuve ; continuez avec une copie",
            ),
        ),
    ),
    "VG838": Message(
        "damage in the file: {what_en}",
        "le fichier est abîmé : {what_fr}",
        help=(
            (
                "keep this journal as it is: it is evidence; work on with a copy",
                "gardez ce journal tel quel : c'est une preuve ; continuez avec une copie",
            ),
        ),
    ),
    "VG839": Message(
        "entry {entry} is dated {at}, before the entry ahead of it: the clock of a machine was behind",
        "l'entrée {entry} est datée du {at}, avant celle qui la précède : l'horloge d'une machine retardait",
        help=(("nothing is lost; look at the clock of that machine", "rien n'est perdu ; vérifiez l'horloge de cette machine"),),
        severity="warning",
    ),
    "VG880": Message(
        "the ending of `{name}` does not say how to write it",
        "la fin de `{name}` ne dit pas comment l'écrire",
        help=(("name a file with one of these endings: {known}", "nommez un fichier avec une de ces fins : {known}"),),
    ),
    "VG881": Message(
        "there is already a `{name}`",
        "il y a déjà un `{name}`",
        help=(("name another file: nothing is overwritten", "nommez un autre fichier : rien n'est écrasé"),),
    ),
}
