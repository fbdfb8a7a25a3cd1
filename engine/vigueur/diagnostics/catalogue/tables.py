"""VG201-VG299: decision tables, bands, maps and lists."""

from vigueur.diagnostics.problems import Message

MESSAGES: dict[str, Message] = {}
