"""VG501-VG599: effects, transitions, gaps in time."""

from vigueur.diagnostics.problems import Message

MESSAGES: dict[str, Message] = {}
