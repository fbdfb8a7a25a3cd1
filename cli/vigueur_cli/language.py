"""In which language the command line speaks: as asked, as called, as the environment says."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Final, Literal

Language = Literal["en", "fr"]

FRENCH_NAMES: Final = {
    "expliquer": "explain",
    "décider": "decide",
    "decider": "decide",
    "verifier": "check",
    "vérifier": "check",
    "tester": "test",
    "droit": "law",
    "chronologie": "timeline",
    "faits": "facts",
    "calculer": "feel",
    "schéma": "schema",
    "démo": "demo",
    "nouveau": "new",
    "rejouer": "replay",
    "rectifier": "rectify",
}
"""French names of the commands."""


def language(arguments: Sequence[str] | None = None) -> Language:
    """The language of messages: `--lang`, else that of the command's own name, else the environment's, else English."""
    return asked(sys.argv[1:] if arguments is None else arguments) or environment() or "en"


def asked(arguments: Sequence[str]) -> Language | None:
    """The language that the arguments ask for, by `--lang` or by the French name of a command."""
    for place, argument in reversed(tuple(enumerate(arguments))):  # of several the last counts, as with every option
        name, _, value = argument.partition("=")
        if name in {"--lang", "--langue"}:
            chosen = value or next(iter(arguments[place + 1 : place + 2]), "")
            return "fr" if chosen == "fr" else "en"
    return "fr" if any(argument in FRENCH_NAMES for argument in arguments[:1]) else None


def environment() -> Language | None:
    """The language of the environment, where it is one of ours."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "fr" if value.lower().startswith("fr") else "en" if value.lower().startswith("en") else None
    return None


def said(en: str, fr: str) -> str:
    """One of two wordings of the same."""
    return fr if language() == "fr" else en
