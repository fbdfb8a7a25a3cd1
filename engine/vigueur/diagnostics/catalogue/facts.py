"""VG601-VG699: facts and cases."""

from vigueur.diagnostics.problems import Message

MESSAGES: dict[str, Message] = {}
