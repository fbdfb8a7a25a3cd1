"""Every code and its words, one room a file. A code is for ever: it has a page in docs/errors and a case in the tests."""

from vigueur.diagnostics.catalogue import calls, databases, facts, journal, law, reading, replays, syntax, tables, time, typing
from vigueur.diagnostics.problems import Message

MESSAGES: dict[str, Message] = {
    **syntax.MESSAGES,
    **typing.MESSAGES,
    **tables.MESSAGES,
    **reading.MESSAGES,
    **law.MESSAGES,
    **time.MESSAGES,
    **facts.MESSAGES,
    **calls.MESSAGES,
    **journal.MESSAGES,
    **databases.MESSAGES,
    **replays.MESSAGES,
}
