"""VG101-VG199: names, types, units and bounds."""

from vigueur.diagnostics.problems import Message

MESSAGES: dict[str, Message] = {}
