"""VG701-VG799: calls of the API and the command line."""

from vigueur.diagnostics.problems import Message

MESSAGES: dict[str, Message] = {}
