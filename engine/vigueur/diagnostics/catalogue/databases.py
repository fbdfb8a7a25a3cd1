"""VG860-VG879: a journal kept in a database, and what a database answers instead."""

from vigueur.diagnostics.problems import Message

_RIGHTS = (
    "recording needs the role `vigueur_writer`, erasing `vigueur_eraser`; beginning a journal, the right to create in the database",
    "consigner demande le rôle `vigueur_writer`, effacer `vigueur_eraser` ; commencer un journal, le droit de créer dans la base",
)

MESSAGES: dict[str, Message] = {
    "VG860": Message(
        "the database `{place}` cannot be reached: {message}",
        "la base `{place}` ne peut pas être jointe : {message}",
        help=(("check that the server runs, and its name and port", "vérifiez que le serveur tourne, ainsi que son nom et son port"),),
        terms=(
            ("connection refused", "connexion refusée"),
            ("no such file or directory", "le fichier ou le dossier n'existe pas"),
            ("the database system is starting up", "le serveur démarre"),
            ("the database system is shutting down", "le serveur s'arrête"),
            ("sorry, too many clients already", "trop de connexions sont ouvertes"),
            ("connection timeout expired", "le serveur n'a pas répondu à temps"),
        ),
    ),
    "VG861": Message(
        "the database `{place}` does not admit this user: {message}",
        "la base `{place}` n'admet pas cet utilisateur : {message}",
        help=(
            (
                "check the user and the password: of the URL, of ~/.pgpass or of PGPASSWORD",
                "vérifiez l'utilisateur et le mot de passe : celui de l'URL, de ~/.pgpass ou de PGPASSWORD",
            ),
        ),
    ),
    "VG862": Message(
        "there is no such database: `{place}`",
        "cette base n'existe pas : `{place}`",
        help=(("its owner creates it: createdb NAME", "c'est à son propriétaire de la créer : createdb NOM"),),
    ),
    "VG863": Message(
        "the database `{place}` does not let this user do that: {message}",
        "la base `{place}` n'y autorise pas cet utilisateur : {message}",
        help=(_RIGHTS,),
    ),
    "VG864": Message(
        "the database `{place}` can be read only: nothing is recorded in it",
        "la base `{place}` est en lecture seule : rien ne peut y être consigné",
        help=(
            (
                "name the primary server, not one that follows it, or end its maintenance",
                "désignez le serveur principal, et non un serveur qui le suit, ou attendez la fin de la maintenance",
            ),
        ),
    ),
    "VG865": Message(
        "the connection to the database `{place}` was lost: nothing was recorded",
        "la connexion à la base `{place}` a été perdue : rien n'a été consigné",
        help=(("do it again when the server answers", "recommencez quand le serveur répond"),),
    ),
    "VG866": Message(
        "the connection to the database `{place}` was lost while it confirmed: whether it was recorded is not known",
        "la connexion à la base `{place}` a été perdue pendant la confirmation : on ne sait pas si c'est consigné",
        help=(
            (
                "look at the end of the journal before doing it again: `vigueur journal list`",
                "regardez la fin du journal avant de recommencer : `vigueur journal list`",
            ),
        ),
    ),
    "VG867": Message(
        "the database `{place}` is in {encoding}: a journal needs UTF8",
        "la base `{place}` est en {encoding} : un journal demande UTF8",
        help=(
            (
                "create another: createdb --encoding=UTF8 --template=template0 NAME",
                "créez-en une autre : createdb --encoding=UTF8 --template=template0 NOM",
            ),
        ),
    ),
    "VG868": Message(
        "this is no URL of a PostgreSQL database",
        "ceci n'est pas l'URL d'une base PostgreSQL",
        help=(
            (
                "postgresql://USER:PASSWORD@HOST:PORT/DATABASE, where @ in a password is %40, / is %2F and % is %25",
                "postgresql://UTILISATEUR:MOTDEPASSE@HÔTE:PORT/BASE, où @ s'écrit %40 dans un mot de passe, / %2F et % %25",
            ),
        ),
    ),
    "VG869": Message(
        "the server has no roles {roles}, and this user may not create them",
        "le serveur n'a pas les rôles {roles}, et cet utilisateur ne peut pas les créer",
        help=(
            (
                "have an administrator do it once: CREATE ROLE vigueur_writer; CREATE ROLE vigueur_eraser",
                "demandez-le une fois à un administrateur : CREATE ROLE vigueur_writer ; CREATE ROLE vigueur_eraser",
            ),
        ),
    ),
    "VG870": Message(
        "the database `{place}` took too long to answer, and was told to stop: nothing was recorded",
        "la base `{place}` a mis trop longtemps à répondre et a été interrompue : rien n'a été consigné",
        help=(("do it again later", "recommencez plus tard"),),
    ),
}
