"""VG401-VG499: what a rule book says of texts, provisions, citations and readings."""

from vigueur.diagnostics.problems import Message

MESSAGES: dict[str, Message] = {}
