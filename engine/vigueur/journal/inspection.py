"""The verification of a journal as it lies there: its files as bytes, then all that they hold. What cannot be opened is a finding."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.journal.checkpoints import Checkpoint
from vigueur.journal.keys import Keys, read_keys
from vigueur.journal.places import KEY_FILE, PUBLIC_KEY, STORE, is_database, named, open_journal
from vigueur.journal.verification import Verified, verify

_NOT_ASKED: Final = frozenset(("VG801", "VG860", "VG861", "VG862", "VG863", "VG865", "VG870"))
"""Why a database could not be asked: nothing was found out about the journal."""


def inspect(place: str, *, key_file: Path | None = None, kept: Sequence[tuple[str, Checkpoint]] = ()) -> Verified:
    """Verify the journal of a place, whatever state it is in. Raises Refused where there is none.

    `kept`: checkpoints that somebody has kept elsewhere, with what they are called.
    """
    if is_database(place):
        found: list[Problem] = []
    else:
        if not (Path(place) / STORE).is_file():
            raise Refused((problem("VG801", None, place=place),))
        # Opening a database may repair it, and hide what was wrong: its files are read as they are, before.
        found = list(_files(Path(place), key_file))
    try:
        journal = open_journal(place, key_file=key_file, writing=False)
    except Refused as refused:
        if any(one.code in _NOT_ASKED for one in refused.problems):
            raise
        return Verified(named(place), problems=_once([*found, *refused.problems]))
    verified = verify(journal, kept)
    verified.place = named(place)
    journal.close()
    verified.problems[:0] = found
    return verified


def _files(folder: Path, key_file: Path | None) -> Iterator[Problem]:
    """What is wrong with the files of a journal, read as bytes."""
    keys: Keys | None = None
    try:
        keys = read_keys(key_file or folder / KEY_FILE)
    except Refused as refused:
        yield from refused.problems
    public = folder / PUBLIC_KEY
    try:
        text = public.read_bytes()
    except OSError as error:
        text, why = b"", os.strerror(error.errno or 0).lower()
        yield problem("VG838", None, file=str(public), what_en=why, what_fr=why)
    if keys is not None and text and text != f"{keys.public.hex()}\n".encode():
        en, fr = "it is not the public key of this journal", "ce n'est pas la clé publique de ce journal"
        yield problem("VG838", None, file=str(public), what_en=en, what_fr=fr)


def _once(problems: Sequence[Problem]) -> list[Problem]:
    return list(dict.fromkeys(problems))
