"""How the costs grow: loading and checking with the number of provisions, a decision with what it does not use."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter

from bench.generated import decisions, facts, write_rule_book
from bench.measure import duration, interleaved
from vigueur import Case, RuleBook, load

SIZES = (10, 100, 1_000, 10_000)
HISTORIES = (1, 2, 5, 10, 20)
HISTORY_OF = 100
"""Provisions of the rule books whose history grows."""


def report() -> str:
    """Two tables: by the number of provisions, and by the number of texts that set each of them anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return f"{_by_size(folder / 'size')}\n\n{_by_history(folder / 'history')}"


def _by_size(folder: Path) -> str:
    folder.mkdir()
    lines = ["### Load and check, by number of provisions (each set by two texts)", ""]
    lines += ["| provisions | load and check | per provision | one decision | ratio |", "|---:|---:|---:|---:|---:|"]
    load(write_rule_book(folder / "warm", 10), cached=False)  # the grammar and the schemas are made once
    loaded = {}
    for provisions in SIZES:
        rules = write_rule_book(folder / str(provisions), provisions)
        start = perf_counter()
        book = load(rules, cached=False)
        loaded[provisions] = (book, perf_counter() - start)
    rows = interleaved([(str(n), _decision(book)) for n, (book, _) in loaded.items()], rounds=15, repeat=50)
    for provisions, row in zip(SIZES, rows, strict=True):
        seconds = loaded[provisions][1]
        each, decided = duration(seconds / provisions), duration(row.seconds)
        lines.append(f"| {provisions} | {duration(seconds)} | {each} | {decided} | {row.ratio:.2f} |")
    return "\n".join(lines)


def _by_history(folder: Path) -> str:
    folder.mkdir()
    lines = [f"### One decision, by length of history ({HISTORY_OF} provisions)", ""]
    lines += ["| texts | one decision on the last text's law | ratio | on the first text's law | ratio |", "|---:|---:|---:|---:|---:|"]
    books = {n: load(write_rule_book(folder / str(n), HISTORY_OF, texts=n), cached=False) for n in HISTORIES}
    last = interleaved([(str(n), _decision(book, date(2001 + n, 12, 1))) for n, book in books.items()], rounds=15, repeat=50)
    first = interleaved([(str(n), _decision(book, date(2001, 12, 1))) for n, book in books.items()], rounds=15, repeat=50)
    for n, new, old in zip(HISTORIES, last, first, strict=True):
        lines.append(f"| {n} | {duration(new.seconds)} | {new.ratio:.2f} | {duration(old.seconds)} | {old.ratio:.2f} |")
    return "\n".join(lines)


def _decision(book: RuleBook, day: date = date(2002, 12, 1)) -> Callable[[], object]:
    case = Case("bench", {name: book.fact(name, value) for name, value in facts().items()})
    return partial(book.evaluate, case, as_of=day, decisions=decisions(0))
