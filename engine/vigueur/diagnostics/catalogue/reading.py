"""VG301-VG399: reading files: YAML, JSON, encodings, sizes, schemas."""

from vigueur.diagnostics.problems import Message

MESSAGES: dict[str, Message] = {}
