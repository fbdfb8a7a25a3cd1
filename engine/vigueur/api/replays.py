"""Many recorded decisions made again: which ones, in how many processes, and what they come to together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from vigueur.api.replaying import Corrections, Replaying, Terms, is_serious
from vigueur.diagnostics.problems import Language, Refused, problem
from vigueur.journal.canonical import Json
from vigueur.journal.entries import body_of
from vigueur.journal.identifiers import read_time
from vigueur.journal.keys import Keys
from vigueur.journal.log import Journal
from vigueur.journal.replayed import FORMAT, Replay, Replayed
from vigueur.journal.sampling import sampled
from vigueur.journal.storage import Row, Storage, SubjectKey
from vigueur.journal.sums import guesses, totals
from vigueur.plain import dataclass
from vigueur.version import LANGUAGE, VERSION

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

ENOUGH_TO_SHARE: Final = 400
"""Decisions from which on starting other processes pays."""
_CHUNK: Final = 100
"""Decisions handed over at once."""

Plain: TypeAlias = "tuple[int, bytes, str, str, bytes | None, str | None, bytes]"
"""A row as it is handed to another process."""
Handed: TypeAlias = "list[tuple[Plain, tuple[int, bytes, bytes] | None, bool]]"


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
    found = list(_again(journal, chosen, terms, corrections or {}, jobs, progress))
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


# Making them again, here or in several processes


def _again(
    journal: Journal,
    chosen: Chosen,
    terms: Terms,
    corrections: Corrections,
    jobs: int,
    progress: Callable[[int, int], None] | None,
) -> Iterator[Replayed]:
    """The decisions made again, in the order of the journal."""
    archives = archives_of(journal)
    handed = (_handed(journal, rows, chosen.replaced) for rows in _chunked(chosen.rows))
    if jobs > 1 and len(chosen.rows) >= ENOUGH_TO_SHARE:
        chunks = _shared(journal.keys, terms, archives, corrections, handed, jobs)
    else:
        replaying = Replaying(terms, archives, corrections)
        chunks = (_chunk(replaying, journal.keys, chunk) for chunk in handed)
    done = 0
    for chunk in chunks:
        yield from chunk
        done += len(chunk)
        if progress is not None:
            progress(done, len(chosen.rows))


def _chunked(rows: tuple[Row, ...]) -> Iterator[tuple[Row, ...]]:
    return (rows[first : first + _CHUNK] for first in range(0, len(rows), _CHUNK))


def _handed(journal: Journal, rows: Iterable[Row], replaced: frozenset[str]) -> Handed:
    """Entries with the keys that open them, as plain values."""
    found: Handed = []
    for row in rows:
        key = _key(journal, row)
        plain = (row.sequence, row.leaf, row.id, row.kind, row.subject, row.supersedes, row.body)
        found.append((plain, (key.number, key.subject, key.wrapped) if key else None, row.id in replaced))
    return found


def _key(journal: Journal, row: Row) -> SubjectKey | None:
    try:
        return journal.storage.key(int(str(body_of(row)["key"])))
    except Refused:
        return None


class _OneKey:
    """Where an entry that was handed over finds its key."""

    def __init__(self, key: tuple[int, bytes, bytes] | None) -> None:
        self._key = SubjectKey(*key) if key else None

    def key(self, number: int) -> SubjectKey | None:
        """The key of that number."""
        return self._key if self._key is not None and self._key.number == number else None


def _chunk(replaying: Replaying, keys: Keys, handed: Handed) -> list[Replayed]:
    found = []
    for plain, key, superseded in handed:
        row = Row(*plain)
        try:
            record = Journal(cast("Storage", _OneKey(key)), keys).read(row)
        except Refused as refused:
            found.append(_unreadable(row, refused))
        else:
            found.append(replaying.again(record, superseded=superseded))
    return found


def _unreadable(row: Row, refused: Refused) -> Replayed:
    """A decision whose entry is not what was logged."""
    return {
        "id": row.id,
        "at": "",
        "rulebook": "",
        "as_of": "",
        "known_at": "",
        "verdict": None,
        "override": None,
        "superseded": False,
        "erased": False,
        "identical": False,
        "document": None,
        "incident": {"id": row.id, "flaws": ["entry"], "engine": False, "codes": [p.code for p in refused.problems]},
        "verdicts": {},
        "blocked": [],
        "differences": [],
    }


_WORKER: dict[str, tuple[Replaying, Keys]] = {}
"""What a process keeps from one chunk to the next."""


def _shared(
    keys: Keys, terms: Terms, archives: Mapping[str, bytes | None], corrections: Corrections, handed: Iterable[Handed], jobs: int
) -> Iterator[list[Replayed]]:
    """Chunks made again in other processes, in order; no more of them wait than are soon needed."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    kept = (keys.store, keys.pseudonym, keys.wrapping, keys.signing)
    told = (terms.today, terms.language, dict(terms.rules), terms.as_made, terms.documents)
    with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (kept, told, dict(archives), dict(corrections))) as pool:
        yield from _in_order(pool, handed, jobs)


def _in_order(pool: ProcessPoolExecutor, handed: Iterable[Handed], jobs: int) -> Iterator[list[Replayed]]:
    waiting: list[Future[list[Replayed]]] = []
    for chunk in handed:
        waiting.append(pool.submit(_in_worker, chunk))
        if len(waiting) > 3 * jobs:
            yield waiting.pop(0).result()
    for future in waiting:
        yield future.result()


def _begin(
    kept: tuple[str, bytes, bytes, bytes],
    told: tuple[date, Language, dict[str, str], bool, bool],
    archives: dict[str, bytes | None],
    corrections: Corrections,
) -> None:
    """Begin a process: the rule books are read once, when they are first needed."""
    import gc

    gc.set_threshold(200_000)
    _WORKER["only"] = Replaying(Terms(*told), archives, corrections), Keys(*kept)


def _in_worker(handed: Handed) -> list[Replayed]:
    return _chunk(*_WORKER["only"], handed)


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
