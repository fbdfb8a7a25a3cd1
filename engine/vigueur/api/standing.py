"""Decisions that stand side by side: about the same person, by the same rule book, about the same day."""

from __future__ import annotations

from contextlib import suppress

from vigueur.diagnostics.problems import Refused
from vigueur.journal.entries import Record, body_of, is_sound
from vigueur.journal.log import Journal


def still_standing(journal: Journal, record: Record) -> tuple[str, ...]:
    """The other decisions about the person and the day of a decision that nothing supersedes, by their ids, in order.

    The whole log is gone through. What is damaged is left out: a decision that is recorded is not refused for what lies beside it.
    """
    replaced, same = set(record.row.superseded), []
    with suppress(Refused):
        for row in journal.storage.rows(kind="decision", subject=record.row.subject):
            if is_sound(row):
                replaced.update(row.superseded)
                if row.id != record.id and body_of(row)["as_of"] == record.body["as_of"]:
                    same.append(row.id)
    return tuple(id_ for id_ in same if id_ not in replaced)
