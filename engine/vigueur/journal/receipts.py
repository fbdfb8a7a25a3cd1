"""A receipt: a recorded decision with the proof that it is in the signed log, for somebody who trusts neither us nor our program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from vigueur.diagnostics.problems import Refused, problem
from vigueur.journal.canonical import Json, as_object
from vigueur.journal.checkpoints import SignedLog, signed_log
from vigueur.journal.entries import body_of
from vigueur.journal.log import Journal
from vigueur.journal.storage import Row

FORMAT = "vigueur-receipt/1"
_MANY: Final = 50
"""Decisions from which on reading the whole log is quicker than looking for each."""


def receipt(journal: Journal, id_: str, *, withheld: bool = False) -> dict[str, Json]:
    """The receipt of a recorded decision: its entry, what it seals, the entry of its edition, and the proofs for both.

    `withheld`: without what is sealed; so too where the person was erased. Raises Refused, also where no checkpoint covers the decision.
    """
    ((_, made),) = receipts(journal, [id_], withheld=withheld)
    return made


def receipts(journal: Journal, ids: Iterable[str], *, withheld: bool = False) -> Iterator[tuple[str, dict[str, Json]]]:
    """The receipts of recorded decisions, by id, all from one signed log. Raises Refused before the first where one cannot be had."""
    rows = _rows(journal, list(ids))
    if not rows:
        return
    signed = signed_log(journal, max(row.sequence for row in rows))
    editions = _editions(journal)
    for row in rows:
        content = _content_of(row)
        edition = editions.get(content)
        if edition is None or edition.sequence > row.sequence:
            raise Refused((problem("VG827", None, content=content[:16]),))
        yield row.id, _receipt(journal, signed, row, (content, edition), withheld=withheld)


def _rows(journal: Journal, ids: Sequence[str]) -> list[Row]:
    """The entries of decisions by their ids. Where there are many, the log is gone through once."""
    if len(ids) < _MANY:
        return [journal.find(id_) for id_ in ids]
    wanted = frozenset(ids)
    found = {row.id: row for row in journal.storage.rows(kind="decision") if row.id in wanted}
    return [found.get(id_) or journal.find(id_) for id_ in ids]


def _receipt(journal: Journal, signed: SignedLog, row: Row, by: tuple[str, Row], *, withheld: bool) -> dict[str, Json]:
    content, edition = by
    text = None if withheld else journal.sealed_text(row)
    return {
        "format": FORMAT,
        "body": row.body.decode(),
        "content": None if text is None else text.decode(),
        "index": row.sequence,
        "proof": signed.inclusion(row.sequence),
        "checkpoint": dict(signed.checkpoint.said),
        "public_key": journal.public_key,
        "edition": {
            "content": content,
            "index": edition.sequence,
            "body": edition.body.decode(),
            "proof": signed.inclusion(edition.sequence),
        },
    }


def _editions(journal: Journal) -> dict[str, Row]:
    """The entry that archived each edition, by the hash of its content; the first, where a log has several."""
    found: dict[str, Row] = {}
    for row in journal.storage.rows(kind="edition"):
        found.setdefault(_content_of(row), row)
    return found


def _content_of(row: Row) -> str:
    """The hash of the content of an edition, as an entry names it. Raises Refused."""
    return str(as_object(body_of(row)["edition"])["content"])
