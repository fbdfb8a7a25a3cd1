"""The journal that a command speaks of."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from vigueur import Journal, create_journal, default_place, is_journal, open_journal
from vigueur_cli.language import said
from vigueur_cli.terminal import one_line, warn


def place_of(store: str | None) -> str:
    """Where the journal is: as named, as the environment says, else among the data of this user."""
    return default_place() if store is None else store


def journal_for_deciding(store: str | None, key: Path | None, at: datetime, by: str) -> Journal:
    """The journal in which decisions are recorded. Where none is named and there is none yet, it begins, and that is said."""
    place = place_of(store)
    if store is None and not os.environ.get("VIGUEUR_JOURNAL") and not is_journal(place):
        begun = create_journal(place, at=at, actor=by, key_file=key)
        where = one_line(begun.storage.place)
        warn(said(f"a journal begins: {where}", f"un journal commence : {where}"))
        return begun
    return open_journal(place, key_file=key)
