"""Many recorded decisions made again: which ones, in how many processes, and what they come to together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from vigueur.api.books import RuleBook, load
from vigueur.api.corrections import Corrections, corrected
from vigueur.api.replaying import Replaying, Terms, is_serious, opening
from vigueur.api.sharing import each
from vigueur.comparison.population import Chosen, Erased, Population, choose
from vigueur.comparison.replayed import FORMAT, Replay, Replayed
from vigueur.comparison.sums import guesses, totals
from vigueur.diagnostics.problems import Language, Problem, Refused, problem
from vigueur.ir.case import Case
from vigueur.journal.canonical import Json
from vigueur.journal.entries import Record, body_of
from vigueur.journal.log import Journal
from vigueur.journal.storage import Row
from vigueur.version import LANGUAGE, VERSION


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
    selection = replace(selection, ids=tuple(dict.fromkeys(journal.find(id_).id for id_ in selection.ids)))
    chosen = choose(journal, selection)
    rows = {row.id: row for row in chosen.rows}
    for id_ in corrections or {}:
        if id_ not in rows:
            raise Refused((problem("VG841", None, id=id_),))
    _check(rows, corrections or {}, rules)
    terms = Terms(today, language, {name: str(folder) for name, folder in rules.items()}, as_made, documents)
    law: dict[str, Json] = {"today": None if as_made else today.isoformat()}
    journal.note_access(at, by, "replay", {**selection.asked, **law}, len(chosen.readable))
    begin = partial(Replaying, terms, archives_of(journal), dict(corrections or {}))
    found = list(each(journal, chosen.rows, chosen.replaced, begin, jobs=jobs, progress=progress))
    found = list(_without_erased(journal, chosen.rows, found))
    return _summed(found, chosen, selection, terms)


def _check(rows: Mapping[str, Row], corrections: Corrections, rules: Mapping[str, Path]) -> None:
    """Refuse corrected facts that today's rule books do not take, before anything is made again. Raises Refused with all problems."""
    books: dict[str, RuleBook] = {}
    problems: list[Problem] = []
    for id_, correction in corrections.items():
        purpose = str(body_of(rows[id_])["purpose"])
        if purpose in rules:
            book = books.get(purpose) or books.setdefault(purpose, load(rules[purpose]))
            try:
                corrected(book, Case("", {}), correction)
            except Refused as refused:
                problems += refused.problems
    if problems:
        raise Refused(tuple(problems))


def _without_erased(journal: Journal, rows: Iterable[Row], found: Iterable[Replayed]) -> Iterator[Replayed]:
    """What was made again, less of those who were erased meanwhile: nothing is told any more of what they decided."""
    erased = Erased(journal)
    for row, replayed in zip(rows, found, strict=True):
        yield opening(Record(row, body_of(row), None), superseded=replayed["superseded"]) if row in erased else replayed


def archives_of(journal: Journal) -> dict[str, bytes | None]:
    """Every archived rule book by its content."""
    return {content.hex(): files for content, files in journal.storage.archives()}


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
        "erased": sum(1 for r in found if r["erased"]) + (0 if sample is None else chosen.erased),
        "overridden": sum(1 for r in made if r["override"] is not None),
        "superseded": chosen.superseded,
        "engine_notes": len(flawed) - len(serious),
        "incidents": serious,
        "blocked": blocked,
        "causes": totals(made),
        "sample": None if sample is None else guesses(made, selection.seed, chosen.population),
        "decisions": list(found),
    }
