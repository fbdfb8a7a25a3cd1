"""A receipt: a recorded decision with the proof that it is in the signed log, for somebody who trusts neither us nor our program."""

from __future__ import annotations

from vigueur.diagnostics.problems import Refused, problem
from vigueur.journal.canonical import Json
from vigueur.journal.checkpoints import newest, still_signed
from vigueur.journal.log import Journal
from vigueur.journal.merkle import inclusion_proof
from vigueur.journal.storage import Row

FORMAT = "vigueur-receipt/1"


def receipt(journal: Journal, id_: str, *, withheld: bool = False) -> dict[str, Json]:
    """The receipt of a recorded decision: its entry, what it seals, the entry of its edition, and the proofs for both.

    `withheld`: without what is sealed; so too where the person was erased. Raises Refused, also where no checkpoint covers the decision.
    """
    row = journal.find(id_)
    signed = newest(journal, row.sequence)
    leaves = journal.storage.leaves(signed.size)
    still_signed(leaves, signed)
    edition, content = _edition(journal, row)
    text = None if withheld else journal.sealed_text(row)
    return {
        "format": FORMAT,
        "body": row.body.decode(),
        "content": None if text is None else text.decode(),
        "index": row.sequence,
        "proof": [step.hex() for step in inclusion_proof(row.sequence, leaves)],
        "checkpoint": dict(signed.said),
        "public_key": journal.keys.public.hex(),
        "edition": {
            "content": content,
            "index": edition.sequence,
            "body": edition.body.decode(),
            "proof": [step.hex() for step in inclusion_proof(edition.sequence, leaves)],
        },
    }


def _edition(journal: Journal, row: Row) -> tuple[Row, str]:
    """The entry that archived the rule book of a decision, and the hash of its content. Raises Refused where there is none."""
    content = _content_of(journal, row)
    for edition in journal.storage.rows(end=row.sequence, kind="edition"):
        if _content_of(journal, edition) == content:
            return edition, content
    raise Refused((problem("VG827", None, content=content[:16]),))


def _content_of(journal: Journal, row: Row) -> str:
    edition = journal.body(row.sequence)["edition"]
    return str(edition["content"]) if isinstance(edition, dict) else ""
