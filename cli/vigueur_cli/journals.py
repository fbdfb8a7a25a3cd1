"""The journal that a command speaks of."""

from __future__ import annotations

import os
import shlex
from datetime import datetime
from pathlib import Path

from vigueur import Journal, create_journal, default_place, is_journal, open_journal
from vigueur_cli.language import said
from vigueur_cli.terminal import one_line, plain, warn, wrapped


def place_of(store: str | None) -> str:
    """Where the journal is: as named, as the environment says, else among the data of this user."""
    return default_place() if store is None else store


def to_see(journal: Journal, id_: str, store: str | None, key: Path | None, *more: str) -> str:
    """The command that shows an entry of a journal, to be pasted into a shell. INVARIANT: a database is named without its password."""
    where = journal.place
    place = where if store is not None and where.startswith("postgresql://") else store
    options = [*(["--store", place] if place is not None else []), *(["--key", str(key)] if key is not None else [])]
    return plain(shlex.join(["vigueur", "journal", "show", id_, *options, *more]))


def journal_for_deciding(store: str | None, key: Path | None, at: datetime, by: str) -> Journal:
    """The journal in which decisions are recorded. Where none is named and there is none yet, it begins, and that is said."""
    place = place_of(store)
    if store is None and not os.environ.get("VIGUEUR_JOURNAL") and not is_journal(place):
        begun = create_journal(place, at=at, actor=by, key_file=key)
        where = one_line(begun.storage.place)
        warn(said(f"a journal begins: {where}", f"un journal commence : {where}"))
        warn(keep_the_key(begun, key))
        return begun
    return open_journal(place, key_file=key)


def keep_the_key(begun: Journal, key: Path | None) -> str:
    """Where the key file of a journal that begins is, and what is lost with it."""
    place = Path(begun.storage.place)
    file = key or (place.with_name("journal.key") if place.name == "journal.db" else Path(os.environ.get("VIGUEUR_KEY", "")))
    where = said(f"  its key file: {one_line(file)}", f"  son fichier de clés : {one_line(file)}")
    lost = said(
        "  Back it up, apart from the store. Without it, what is sealed (facts, answers, reasons) can never be read again, nobody is "
        "found by their identifier, and nothing can be recorded or signed any more.",
        "  Sauvegardez-le, ailleurs que le journal. Sans lui, ce qui est scellé (faits, réponses, motifs) ne se lit plus jamais, personne "
        "ne se retrouve par son identifiant, et plus rien ne se consigne ni ne se signe.",
    )
    return f"{where}\n{wrapped(lost, hanging=0)}"
