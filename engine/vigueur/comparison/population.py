"""Which recorded decisions are made again: some, all that stand, those since a day, or a sample of them."""

from __future__ import annotations

from datetime import date

from vigueur.comparison.sampling import sampled
from vigueur.diagnostics.problems import Refused
from vigueur.journal.canonical import Json
from vigueur.journal.entries import body_of
from vigueur.journal.log import Journal
from vigueur.journal.selection import Selection, is_meant
from vigueur.journal.storage import Row
from vigueur.plain import dataclass


@dataclass(frozen=True, slots=True)
class Population:
    """Which decisions are made again. `ids`: these; else all, without those that were superseded unless `superseded`.

    `since`: made on that day (UTC) or later. `rulebook`: by that one. `sample`: only so many of those that can be opened, drawn by `seed`.
    """

    ids: tuple[str, ...] = ()
    since: date | None = None
    superseded: bool = False
    sample: int | None = None
    seed: str = "0"
    rulebook: str | None = None

    @property
    def asked(self) -> dict[str, Json]:
        """What is asked, as it is logged."""
        return {
            "ids": list(self.ids),
            "since": self.since.isoformat() if self.since else None,
            "superseded": self.superseded,
            "sample": self.sample,
            "seed": self.seed if self.sample is not None else None,
        }


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: all of it, and what of it can be opened. `replaced`: ids that another decision supersedes.

    `population`: decisions that can be opened, from which a sample is drawn; `erased`: decisions whose persons were erased; `superseded`:
    decisions left out because another supersedes them.
    """

    rows: tuple[Row, ...]
    readable: tuple[Row, ...]
    replaced: frozenset[str]
    population: int
    erased: int
    superseded: int


def choose(journal: Journal, asked: Population) -> Chosen:
    """The entries of the decisions that are made again, in the order of the log; named ones in the order given.

    A damaged entry is among them where nothing that stands beside it says otherwise: it is told as one. Raises Refused for ids of no
    decision.
    """
    erased, replaced = Erased(journal), journal.superseded()
    every = [journal.find(id_) for id_ in dict.fromkeys(asked.ids)] if asked.ids else journal.storage.rows(kind="decision")
    meant = [row for row in every if _is_asked(asked, row)]
    counted = [row for row in meant if asked.ids or asked.superseded or row.id not in replaced]
    readable = [row for row in counted if row not in erased]
    population, gone, left_out = len(readable), len(counted) - len(readable), len(meant) - len(counted)
    if asked.sample is not None:
        drawn = set(sampled((row.id for row in readable), asked.sample, asked.seed))
        counted = readable = [row for row in readable if row.id in drawn]
    return Chosen(tuple(counted), tuple(readable), replaced, population, gone, left_out)


def _is_asked(asked: Population, row: Row) -> bool:
    """Whether a decision is meant by what it says in clear; a damaged entry says nothing."""
    if asked.since is None and asked.rulebook is None:
        return True
    try:
        return is_meant(Selection(since=asked.since), row) and asked.rulebook in {None, body_of(row)["purpose"]}
    except Refused:
        return True


class Erased:
    """Tells what cannot be opened any more: `row in Erased(journal)`. A person who came back has another key."""

    def __init__(self, journal: Journal) -> None:
        self._numbers: dict[bytes, set[int]] = {}
        for key in journal.storage.keys():  # noqa: SIM118 - no mapping
            if key.erased:
                self._numbers.setdefault(key.subject, set()).add(key.number)

    def __contains__(self, row: Row) -> bool:
        numbers = self._numbers.get(row.subject or b"")
        if numbers is None:
            return False
        try:
            return int(str(body_of(row)["key"])) in numbers
        except Refused:
            return False
