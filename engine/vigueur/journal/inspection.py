"""The verification of a journal as it lies there: its files as bytes, then all that they hold. What cannot be opened is a finding."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.diagnostics.system import REASONS
from vigueur.journal.checkpoints import Checkpoint
from vigueur.journal.keys import Keys, read_keys, read_small
from vigueur.journal.log import Journal, programs
from vigueur.journal.places import KEY_FILE, PUBLIC_KEY, STORE, is_database, named, open_journal
from vigueur.journal.sqlite import SqliteStorage, as_made, written_by
from vigueur.journal.sqlite_damage import WORDS, Damage
from vigueur.journal.sqlite_file import damage, log_damage
from vigueur.journal.storage import VERSION
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
        why = [one if one.file else replace(one, file=named(place)) for one in refused.problems]
        if any(_newer(one) for one in why):
            return Verified(named(place), problems=why)  # what its bytes must be only the Vigueur that wrote it knows
        if not is_database(place):
            store = Path(place) / STORE
            found += [_told(store, one) for one in damage(store, as_made())]
        return Verified(named(place), problems=_once([*found, *why]))
    verified = verify(journal, kept)
    if not is_database(place):
        found += _bytes(Path(place) / STORE, journal)
    verified.place = named(place)
    journal.close()
    verified.problems = _once([*found, *verified.problems])
    return verified


def _newer(found: Problem) -> bool:
    """Whether a journal cannot be read because it is of a version still to come when this was written."""
    return found.code == "VG807" and int(dict(found.details)["version"]) > VERSION


def _files(folder: Path, key_file: Path | None) -> Iterator[Problem]:
    """What is wrong with the files of a journal, read as bytes."""
    store = folder / STORE
    try:
        yield from (_told(store, one) for one in log_damage(store))
    except OSError as error:
        yield _unreadable(store, error)
    keys: Keys | None = None
    try:
        keys = read_keys(key_file or folder / KEY_FILE)
    except Refused as refused:
        yield from refused.problems
    public = folder / PUBLIC_KEY
    try:
        _, text = read_small(public)
    except OSError as error:
        yield _unreadable(public, error)
        return
    if keys is not None and text != f"{keys.public.hex()}\n".encode():
        en, fr = "it is not the public key of this journal", "ce n'est pas la clé publique de ce journal"
        yield problem("VG838", None, file=str(public), what_en=en, what_fr=fr)


def _told(store: Path, one: Damage) -> Problem:
    """A finding about the bytes of a store's file: damage, or what a process leaves behind that was stopped."""
    page = (f" (page {one.page}, byte {one.offset})", f" (page {one.page}, octet {one.offset})")
    if one.page is None:
        page = (f" (byte {one.offset})", f" (octet {one.offset})")
    (en, fr), code = WORDS[one.what], "VG838" if one.certain else "VG829"
    return problem(code, None, file=str(store.with_name(one.file)), what_en=en + page[0], what_fr=fr + page[1])


def _unreadable(path: Path, error: OSError) -> Problem:
    why = os.strerror(error.errno or 0).lower()
    return problem("VG838", None, file=str(path), what_en=why, what_fr=dict(REASONS).get(why, why))


def _bytes(store: Path, journal: Journal) -> Iterator[Problem]:
    """What is wrong with the bytes of a store that is open; and a version of SQLite in its header that never wrote it, as the log says."""
    if isinstance(journal.storage, SqliteStorage):
        try:
            yield from (_told(store, one) for one in journal.storage.damage())
        except Refused as refused:
            yield from refused.problems
    with contextlib.suppress(Refused, OSError, KeyError):
        version = ".".join(map(str, written_by(store)))
        if f"sqlite {version}" not in programs(journal.storage):
            en, fr = f"it names SQLite {version}, which never wrote it", f"il nomme SQLite {version}, qui ne l'a jamais écrit"
            yield problem("VG838", None, file=str(store), what_en=en, what_fr=fr)


def _once(problems: Sequence[Problem]) -> list[Problem]:
    return list(dict.fromkeys(problems))
