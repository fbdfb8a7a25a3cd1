"""VG001-VG099: the text of an expression."""

from vigueur.diagnostics.problems import Message

MESSAGES: dict[str, Message] = {
    "VG001": Message(
        "unexpected `{found}`",
        "`{found}` n'est pas attendu ici",
        help=(("expected {expected}", "attendu : {expected}"),),
    ),
}
