"""The model of time read off its description, word for word, with neither orders of arms nor expressions."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

NEVER = date.max


@dataclass(frozen=True)
class Deed:
    """What a text does to the provision. `from_`, `until`, `open`: None where it restates nothing of what it replaces.

    `open`: "keep", "at once", ("months", n), ("days", n), ("on", event, …) or ("both", one, other).
    """

    text: str
    verb: str
    published: date
    in_force: date
    anchor: str
    from_: date | None = None
    until: date | None = None
    open: object = None
    open_of_text: object = "at once"
    replaces: str | None = None
    withdraws: str | None = None


def governing(deeds: list[Deed], dates: dict[str, date], day: date, known_at: date, month_end: str) -> Deed | None:
    """The newest visible effect, by (`from`, publication), that has begun and not lapsed."""
    candidates = [d for d in deeds if d.verb != "withdraw" and visible(deeds, d, known_at)]
    candidates.sort(key=lambda d: (begins(deeds, d), d.published))
    for deed in reversed(candidates):
        if begins(deeds, deed) <= lived_under(deeds, deed, dates, day, month_end) < lapses(deeds, deed):
            return deed
    return None


def visible(deeds: list[Deed], deed: Deed, known_at: date) -> bool:
    """Published by then, and not withdrawn by a visible effect."""
    return deed.published <= known_at and not any(w is not deed and hides(deeds, w, deed) and visible(deeds, w, known_at) for w in deeds)


def hides(deeds: list[Deed], one: Deed, other: Deed) -> bool:
    """A correction takes from what it replaces all that it does not restate: also what that withdrew."""
    if other.text in {one.withdraws, one.replaces}:
        return True
    base = replaced(deeds, one)
    return base is not None and base is not other and hides(deeds, base, other)


def replaced(deeds: list[Deed], deed: Deed) -> Deed | None:
    return next((d for d in deeds if d.text == deed.replaces and d.verb != "withdraw"), None)


def begins(deeds: list[Deed], deed: Deed) -> date:
    if deed.from_ is not None:
        return deed.from_
    base = replaced(deeds, deed)
    return begins(deeds, base) if base else deed.in_force


def lapses(deeds: list[Deed], deed: Deed) -> date:
    if deed.until is not None:
        return deed.until
    base = replaced(deeds, deed)
    return lapses(deeds, base) if base else NEVER


def transition(deeds: list[Deed], deed: Deed) -> tuple[str, object]:
    """The anchor and what becomes of open cases."""
    base = replaced(deeds, deed)
    if base is None:
        return deed.anchor, deed.open if deed.open is not None else deed.open_of_text
    anchor, opening = transition(deeds, base)
    return anchor, deed.open if deed.open is not None else opening


def lived_under(deeds: list[Deed], deed: Deed, dates: dict[str, date], day: date, month_end: str) -> date:
    """The day itself while there is no case yet; then the latest hinge ≤ t, the anchor being the first."""
    name, opening = transition(deeds, deed)
    anchor = dates[name]
    if anchor > day:
        return day
    return max(h for h in (anchor, *hinges(opening, anchor, dates, day, month_end)) if h <= day)


def hinges(opening: object, anchor: date, dates: dict[str, date], day: date, month_end: str) -> Iterator[date]:
    """The days on which an open case follows the law, as far as they may matter on a day."""
    match opening:
        case "keep":
            return
        case "at once":
            yield day
        case ("months", int(n)):
            for k in range(1, 2000):
                if (hinge := months_later(anchor, n * k, month_end)) > day:
                    return
                yield hinge
        case ("days", int(n)):
            for k in range(1, 20000):
                if (hinge := anchor + timedelta(days=n * k)) > day:
                    return
                yield hinge
        case ("on", *events):
            for event in events:
                if dates[str(event)] > anchor:
                    yield dates[str(event)]
        case ("both", one, other):
            yield from hinges(one, anchor, dates, day, month_end)
            yield from hinges(other, anchor, dates, day, month_end)


def months_later(anchor: date, months: int, month_end: str) -> date:
    """Counted from the anchor; a day that the month has not is its last, or the first of the next."""
    years, month = divmod(anchor.month - 1 + months, 12)
    year, month = anchor.year + years, month + 1
    last = calendar.monthrange(year, month)[1]
    if anchor.day <= last:
        return date(year, month, anchor.day)
    return date(year, month, last) if month_end == "down" else date(year, month, last) + timedelta(days=1)
