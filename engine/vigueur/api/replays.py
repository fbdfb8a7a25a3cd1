"""Many recorded decisions made again: which ones, in how many processes, and what they come to together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from vigueur.api.replaying import Corrections, Terms, is_serious, replaying
from vigueur.api.sharing import each
from vigueur.diagnostics.problems import Language, Refused, problem
from vigueur.journal.canonical import Json
from vigueur.journal.entries import body_of
from vigueur.journal.identifiers import read_time
from vigueur.journal.log import Journal
from vigueur.journal.replayed import FORMAT, Replay, Replayed
from vigueur.journal.sampling import sampled
from vigueur.journal.storage import Row
from vigueur.journal.sums import guesses, totals
from vigueur.plain import dataclass
from vigueur.version import LANGUAGE, VERSION


@dataclass(frozen=True, slots=True)
class Population:
    """Which decisions are made again. `ids`: these; else all, without those that were superseded unless `superseded`.

    `since`: made on that day or later. `sample`: only so many of them, drawn by `seed`.
    """

    ids: tuple[str, ...] = ()
    since: date | None = None
    superseded: bool = False
    sample: int | None = None
    seed: str = "0"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was selected. `population`: what the sample was drawn from; `erased`: whose persons were erased."""

    rows: tuple[Row, ...]
    replaced: frozenset[str]
    population: int
    erased: int
    superseded: int


def replay(  # noqa: PLR0913 - what is asked, by whom, and how
    journal: Journal,
    selection: Population,
    *,
    today: date,
    rules: Mapping[str, Path],
    at: datetime,
    by: str,
    corrections: Corrections | None = None,
    language: Language = "en",
    as_made: bool = False,
    documents: bool = False,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Replay:
    """Make recorded decisions again, and say where they come out otherwise, and why.

    `rules`: the folders of today's rule books, by id. `today`: the day up to which texts are known, and the day of today's law.
    `documents`: also the explanations as they were told. The reading is logged, by whom and when. Raises Refused for unknown ids.
    """
    chosen = choose(journal, selection)
    known = set(selection.ids) | {row.id for row in chosen.rows}
    for id_ in corrections or {}:
        if id_ not in known:
            raise Refused((problem("VG841", None, id=id_),))
    terms = Terms(today, language, {name: str(folder) for name, folder in rules.items()}, as_made, documents)
    journal.note_access(at, by, "replay", asked(selection, today, by_law=not as_made), len(chosen.rows))
    told = (today, language, dict(terms.rules), as_made, documents)
    begin = partial(replaying, told, archives_of(journal), dict(corrections or {}))
    found = list(each(journal, chosen.rows, chosen.replaced, begin, jobs=jobs, progress=progress))
    return _summed(found, chosen, selection, terms)


def choose(journal: Journal, selection: Population) -> Chosen:
    """The entries of the decisions that were selected. Raises Refused for ids of no decision."""
    erased = _erased(journal)
    if selection.ids:
        rows = tuple(journal.find(id_) for id_ in dict.fromkeys(selection.ids))
        replaced = frozenset(row.id for row in rows if journal.storage.superseding(row.id) is not None)
        return Chosen(rows, replaced, len(rows), sum(1 for row in rows if _is_erased(row, erased)), 0)
    replaced = frozenset(row.supersedes for row in journal.storage.rows(kind="decision") if row.supersedes is not None)
    all_ = [row for row in journal.storage.rows(kind="decision") if selection.since is None or _made(row) >= selection.since]
    counted = [row for row in all_ if selection.superseded or row.id not in replaced]
    readable = [row for row in counted if not _is_erased(row, erased)]
    if selection.sample is None:
        rows = tuple(counted)
    else:
        drawn = set(sampled((row.id for row in readable), selection.sample, selection.seed))
        rows = tuple(row for row in readable if row.id in drawn)
    return Chosen(rows, replaced, len(readable), len(counted) - len(readable), len(all_) - len(counted))


def asked(selection: Population, today: date, *, by_law: bool) -> dict[str, Json]:
    """What was asked, for the log."""
    return {
        "ids": list(selection.ids[:100]),
        "since": selection.since.isoformat() if selection.since else None,
        "superseded": selection.superseded,
        "sample": selection.sample,
        "seed": selection.seed if selection.sample is not None else None,
        "today": today.isoformat() if by_law else None,
    }


def archives_of(journal: Journal) -> dict[str, bytes | None]:
    """Every archived rule book by its content."""
    return {content.hex(): files for content, files in journal.storage.archives()}


def is_erased_in(journal: Journal) -> Callable[[Row], bool]:
    """Tells whether what a decision seals cannot be opened any more."""
    erased = _erased(journal)
    return lambda row: _is_erased(row, erased)


def _erased(journal: Journal) -> dict[bytes, set[int]]:
    """The numbers of the keys that were erased, by subject."""
    found: dict[bytes, set[int]] = {}
    for key in journal.storage.keys():  # noqa: SIM118 - no mapping
        if key.erased:
            found.setdefault(key.subject, set()).add(key.number)
    return found


def _is_erased(row: Row, erased: Mapping[bytes, set[int]]) -> bool:
    """Whether what a decision seals cannot be opened any more. A person who came back has another key."""
    numbers = erased.get(row.subject or b"")
    if numbers is None:
        return False
    try:
        return int(str(body_of(row)["key"])) in numbers
    except Refused:
        return False


def _made(row: Row) -> date:
    """The day on which a decision was made."""
    try:
        return read_time(str(body_of(row)["at"])).date()
    except Refused:
        return date.max


# What they come to


def _summed(found: Sequence[Replayed], chosen: Chosen, selection: Population, terms: Terms) -> Replay:
    made = [r for r in found if not r["erased"]]
    flawed = [r["incident"] for r in made if r["incident"] is not None]
    serious = [i for i in flawed if is_serious(i["flaws"], engine=i["engine"])]
    blocked: dict[str, int] = {}
    for replayed in made:
        for stopped in replayed["blocked"]:
            blocked[stopped["step"]] = blocked.get(stopped["step"], 0) + 1
    sample = selection.sample
    return {
        "format": FORMAT,
        "language": terms.language,
        "engine": {"version": VERSION, "language": LANGUAGE},
        "today": terms.today.isoformat(),
        "population": chosen.population,
        "replayed": len(made),
        "erased": chosen.erased,
        "overridden": sum(1 for r in made if r["override"] is not None),
        "superseded": chosen.superseded,
        "engine_notes": len(flawed) - len(serious),
        "incidents": serious,
        "blocked": blocked,
        "causes": totals(made),
        "sample": None if sample is None else guesses(made, len(made), selection.seed, chosen.population),
        "decisions": list(found),
    }
