"""Rule books read from a journal's archive: by them a recorded decision was made, whatever has become of the folder since."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from vigueur.api.books import RuleBook, load
from vigueur.diagnostics.problems import Refused, problem
from vigueur.journal.archive import NoArchive, files_of_content, unpacked
from vigueur.journal.canonical import as_object
from vigueur.journal.entries import Record
from vigueur.journal.log import Journal

_READ: WeakKeyDictionary[Journal, dict[str, RuleBook]] = WeakKeyDictionary()
"""What was read of the journals that are in use."""


def archived_book(journal: Journal, record: Record) -> RuleBook:
    """The rule book by which a decision was made. Raises Refused where it is missing or damaged."""
    content = str(as_object(record.body["edition"])["content"])
    read = _READ.setdefault(journal, {})
    if content not in read:
        read[content] = _found(journal, content)
    return read[content]


def _found(journal: Journal, content: str) -> RuleBook:
    try:
        return load_archived(journal.storage.archive(bytes.fromhex(content)), content)
    except NoArchive as error:
        raise Refused((problem("VG827", None, content=content[:16]),)) from error


def load_archived(archive: bytes | None, content: str) -> RuleBook:
    """A rule book from its archive, if its files are those of a content. Raises NoArchive, and Refused where the book has errors."""
    with unpacked(files_of_content(archive, content)) as folder:
        return load(folder)
