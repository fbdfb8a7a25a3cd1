"""Times, taken in turns: what is compared runs under the same load, so that the ratio holds where the times do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what was measured, its time in seconds, and its ratio to the first line of its block."""

    what: str
    seconds: float
    ratio: float


def interleaved(runs: Sequence[tuple[str, Callable[[], object]]], *, rounds: int, repeat: int = 1) -> list[Row]:
    """The median time of each, `rounds` rounds in turns, `repeat` calls a round; ratios to the first."""
    times: dict[str, list[float]] = {name: [] for name, _ in runs}
    for name, run in runs:
        run()
        times[name].clear()
    for _ in range(rounds):
        for name, run in runs:
            start = perf_counter()
            for _ in range(repeat):
                run()
            times[name].append((perf_counter() - start) / repeat)
    medians = {name: median(taken) for name, taken in times.items()}
    first = medians[runs[0][0]]
    return [Row(name, medians[name], medians[name] / first) for name, _ in runs]


def table(title: str, rows: Sequence[Row]) -> str:
    """A block of the report, as Markdown."""
    lines = [f"### {title}", "", "| what | time | ratio |", "|---|---:|---:|"]
    lines += [f"| {row.what} | {duration(row.seconds)} | {row.ratio:.2f} |" for row in rows]
    return "\n".join(lines)


def duration(seconds: float) -> str:
    """Seconds in the unit in which they are read."""
    for factor, unit in ((1, "s"), (1e3, "ms")):
        if seconds * factor >= 1:
            return f"{seconds * factor:.2f} {unit}"
    return f"{seconds * 1e6:.1f} µs"
