"""Where a journal is: a folder with its store and key file, or a database with a key file beside it."""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from vigueur.diagnostics.problems import Refused, problem
from vigueur.journal.keys import Keys, new_keys, read_keys, write_keys
from vigueur.journal.log import Journal
from vigueur.journal.sqlite import create_sqlite, open_sqlite
from vigueur.journal.storage import Storage

STORE: Final = "journal.db"
KEY_FILE: Final = "journal.key"
PUBLIC_KEY: Final = "journal.pub"
_DATABASE: Final = re.compile(r"://|^\s*postgres\w*(\+\w+)?:|\bpassword\s*=", re.IGNORECASE)
"""What is meant as a database, also where it is mistyped: a folder of that name would tell its password to everybody."""


def is_database(place: str) -> bool:
    """Whether a journal is named by a URL of a database."""
    return _DATABASE.search(place) is not None


def named(place: str) -> str:
    """How a place is named to a person: without a password. Raises Refused where a URL is none."""
    if not is_database(place):
        return place
    from vigueur.journal.postgres import named_postgres  # noqa: PLC0415 - an extra

    return named_postgres(place)


def create_journal(place: str, *, at: datetime, actor: str, key_file: Path | None = None) -> Journal:
    """Begin a journal in a folder, or in a database with a key file. Raises Refused where there is something already.

    The keys are made here, once: whoever loses them loses what is sealed, and whoever copies them can read it.
    """
    if is_database(place):
        return _begin_in_database(place, at, actor, _named(key_file))
    folder = Path(place)
    if os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused((problem("VG802", None, place=place),))
    _begin_in(folder, at, actor, key_file)
    return open_journal(place, key_file=key_file)


def _begin_in_database(url: str, at: datetime, actor: str, key_file: Path) -> Journal:
    """Make a journal in a database, with keys of its own: two journals of one key file would sign as one. Raises Refused."""
    from vigueur.journal.postgres import create_postgres  # noqa: PLC0415 - an extra

    storage, keys = create_postgres(url), new_keys()
    _write_new(keys, key_file)
    try:
        return _begun(Journal(storage, keys), at, actor)
    except BaseException:
        key_file.unlink(missing_ok=True)  # they are nobody's
        raise


def _begin_in(folder: Path, at: datetime, actor: str, key_file: Path | None) -> None:
    """Make a journal beside its place and move it there when it is whole: one that was interrupted is never found half made."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=".journal-") as temporary:
        made = Path(temporary) / "made"
        made.mkdir(mode=0o700)
        keys = new_keys()
        (made / PUBLIC_KEY).write_text(f"{keys.public.hex()}\n", encoding="ascii")
        _begun(Journal(create_sqlite(made / STORE), keys), at, actor).close()
        if key_file is None:
            write_keys(keys, made / KEY_FILE)
        else:
            _write_new(keys, key_file)
        if folder.is_dir():
            folder.rmdir()
        made.rename(folder)


def _begun(journal: Journal, at: datetime, actor: str) -> Journal:
    journal.begin(at, actor)
    journal.storage.flush()
    return journal


def open_journal(place: str, *, key_file: Path | None = None, writing: bool = True) -> Journal:
    """The journal of a place. `writing`: entries will be added. Raises Refused with what is wrong."""
    if is_database(place):
        from vigueur.journal.postgres import open_postgres  # noqa: PLC0415 - an extra

        keys = read_keys(_named(key_file))
        storage: Storage = open_postgres(place, writing=writing)
    else:
        folder = Path(place)
        if not (folder / STORE).is_file():
            raise Refused((problem("VG801", None, place=place),))
        keys = read_keys(key_file or folder / KEY_FILE)
        storage = open_sqlite(folder / STORE, writing=writing)
    journal = Journal(storage, keys)
    _same(journal, place)
    return journal


def is_journal(place: str) -> bool:
    """Whether there is a journal in a folder."""
    return (Path(place) / STORE).is_file()


def default_place() -> str:
    """Where the journal is where none is named: VIGUEUR_JOURNAL, else a folder of the user's data."""
    named = os.environ.get("VIGUEUR_JOURNAL")
    if named:
        return named
    data = os.environ.get("XDG_DATA_HOME") or str(Path("~/.local/share").expanduser())
    return str(Path(data) / "vigueur" / "journal")


def _same(journal: Journal, place: str) -> None:
    """Refuse keys of another journal: what they seal could not be read by its own. Raises Refused."""
    try:
        # The journal of a folder is there when it has begun: one without a beginning has lost it.
        begun = not is_database(place) or journal.storage.row(0) is not None
        body = journal.body(0) if begun else {}
    except Refused:
        journal.close()
        raise
    if body.get("store") != journal.keys.store or body.get("public_key") != journal.keys.public.hex():
        journal.close()
        raise Refused((problem("VG806" if begun else "VG801", None, place=journal.storage.place),))


def _named(key_file: Path | None) -> Path:
    """The key file of a journal in a database: it is never kept there."""
    named = key_file or (Path(value) if (value := os.environ.get("VIGUEUR_KEY")) else None)
    if named is None:
        raise Refused((problem("VG826", None),))
    return named


def _write_new(keys: Keys, path: Path) -> None:
    """Write a key file where there is none. Raises Refused where there is one."""
    try:
        write_keys(keys, path)
    except FileExistsError as error:
        raise Refused((problem("VG802", None, place=str(path)),)) from error
