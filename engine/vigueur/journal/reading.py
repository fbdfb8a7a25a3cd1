"""A recorded decision read back: its entry held against what was logged, its content opened with the key of the person."""

from __future__ import annotations

from collections.abc import Callable

from vigueur.diagnostics.problems import Refused, problem
from vigueur.journal.entries import Record, body_of, content_of, damaged
from vigueur.journal.keys import Closed, Keys
from vigueur.journal.shapes import content_flaws
from vigueur.journal.storage import Row, SubjectKey


def opened(row: Row, key: Callable[[int], SubjectKey | None], keys: Keys) -> tuple[Record, bytes | None]:
    """A decision, and what it seals byte for byte as it was hashed; None where the person was erased.

    `key`: the key of a person by its number. Raises Refused where the entry, the key or the content is not what was kept.
    """
    body = body_of(row)
    kept = key(int(str(body["key"])))
    if kept is None or kept.subject != row.subject:
        raise _damaged_key(bytes.fromhex(str(body["subject"])))
    if kept.erased:
        return Record(row, body, None), None
    content, text = content_of(row, body, unwrapped(kept, keys))
    if content_flaws(content):
        raise damaged(row.sequence)  # nobody downstream asks again what it holds
    return Record(row, body, content), text


def unwrapped(kept: SubjectKey, keys: Keys) -> bytes:
    """The key of a person as it seals. Raises Refused where it is damaged."""
    try:
        return keys.unwrap(kept.wrapped, kept.subject)
    except Closed as error:
        raise _damaged_key(kept.subject) from error


def _damaged_key(subject: bytes) -> Refused:
    return Refused((problem("VG825", None, subject=subject.hex()[:16]),))
