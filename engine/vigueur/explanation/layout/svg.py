"""A timeline as a drawing: time to the right, the amount upwards, the verdict as a strip below. Readable without colour, or by ear."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from vigueur.diagnostics.problems import Language
from vigueur.explanation.edition import edition_line
from vigueur.explanation.layout.dues_svg import drawing
from vigueur.explanation.layout.html import safe
from vigueur.explanation.layout.text import SIGNS
from vigueur.explanation.screen import VERDICT_MARKS, Dated, Mark, Picture
from vigueur.explanation.timeline import Timeline, TimelineEntry
from vigueur.explanation.words import say, vocabulary

WIDTH: Final = 960
LEFT: Final = 130
RIGHT: Final = 20
HIGH: Final = 180
STRIP: Final = 22
DATES: Final = 118
"""How far the dates, written aslant, reach down from the axis."""
ROW: Final = 18
_APART: Final = 18
_LINE: Final = 118
"""Characters that a line of the list holds."""
_INK: Final = "#1a1a1a"
_FILLS: Final = {"yes": "#bfe3cb", "no": "#f2c1bc", "unknown": "#f3e2a9", "": "#d9dee4"}
_REFUSED: Final = {"ineligible", "out_of_scope"}


def svg(told: Timeline) -> str:
    """The drawing, with its title, a description for those who cannot see it, and the edition. Things due alone are drawn as bars."""
    picture = _of_things(told)
    return f"{drawing(picture)}\n" if picture is not None else _Drawing(told).whole()


def _of_things(told: Timeline) -> Picture | None:
    """What is due and by when, where nothing but that was asked for."""
    kinds = {turn["kind"] for turn in told["entries"][0]["turns"]}
    falling = [(date.fromisoformat(entry["day"]), due) for entry in told["entries"] for due in entry["due"]]
    if not falling or told["entries"][0]["verdict"] or not kinds <= {"dues", "deadline"}:
        return None
    things = tuple(
        Dated(
            day,
            due["item"],
            amount_of(due["amount"]),
            due["amount_written"],
            "unknown" if due["status"] == "undetermined" else "",
            certain=due["status"] not in {"possible", "undetermined"},
        )
        for day, due in falling
    )
    language: Language = "fr" if told["language"] == "fr" else "en"
    title = " — ".join(part for part in (told["rulebook"]["title"], told["case"]) if part)
    return Picture(title, language, things, edition=edition_line(language, told["rulebook"], told["engine"]))


def amount_of(value: object) -> Decimal | None:
    """An amount written as text, if it is one."""
    try:
        return Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None


class _Drawing:
    """The parts of one drawing, from top to bottom."""

    def __init__(self, told: Timeline) -> None:
        self.told = told
        self.entries = told["entries"]
        self.language: Language = "fr" if told["language"] == "fr" else "en"
        self.first, self.last = (date.fromisoformat(told[key]) for key in ("first", "last"))
        self.name = next((turn["decision"] for turn in self.entries[0]["turns"] if turn["kind"] == "amount"), "")
        self.amounts = [self._amount(entry) for entry in self.entries]
        self.largest = max((a for a in self.amounts if a is not None), default=Decimal(0))
        self.heading = [told["rulebook"]["title"], *textwrap.wrap(told["case"], _LINE)]
        self.top = 34 + ROW * len(self.heading)
        self.axis = self.top + (HIGH if self.largest else 0)

    def whole(self) -> str:
        """The whole document."""
        told = self.told
        listed = [line for number, entry in enumerate(self.entries, start=1) for line in self._listed(number, entry)]
        edition = edition_line(self.language, told["rulebook"], told["engine"])
        begin = self.axis + STRIP + DATES
        height = begin + ROW * (len(listed) + 2)
        title = " — ".join(part for part in (told["rulebook"]["title"], told["case"]) if part)
        description = vocabulary(self.language).parted([self._said(entry) for entry in self.entries])
        lines = [f'<text x="{RIGHT}" y="{begin + ROW * n}" fill="{_INK}">{safe(line)}</text>' for n, line in enumerate(listed)]
        foot = f'<text x="{RIGHT}" y="{begin + ROW * (len(listed) + 1)}" font-size="11" fill="#4a4a4a">{safe(edition)}</text>'
        hashes = f"{told['rulebook']['id']} content={told['rulebook']['content']} meaning={told['rulebook']['meaning']}"
        engine = f"{told['engine']['name']} {told['engine']['version']}"
        opening = (
            f'<svg xmlns="http://www.w3.org/2000/svg" lang="{self.language}" xml:lang="{self.language}" role="img" '
            f'aria-labelledby="title description" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            'font-family="system-ui,sans-serif" font-size="13">'
        )
        return "\n".join(
            (
                opening,
                f'<title id="title">{safe(title)}</title>',
                f'<desc id="description">{safe(description)}</desc>',
                f"<metadata>{safe(hashes)} {safe(engine)}</metadata>",
                f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
                *self._title(),
                *self._scale(),
                *self._stretches(),
                *self._dates(),
                *lines,
                foot,
                "</svg>\n",
            )
        )

    def _title(self) -> Iterator[str]:
        for n, line in enumerate(self.heading):
            size = 17 if n == 0 else 13
            yield f'<text x="{RIGHT}" y="{30 + 20 * n}" font-size="{size}" fill="{_INK}">{safe(line)}</text>'

    # -- the amounts -----------------------------------------------------------------------------------------------------------------

    def _amount(self, entry: TimelineEntry) -> Decimal | None:
        """The amount of a stretch; none where it is absent or not yet determined."""
        return amount_of(entry["values"].get(self.name))

    def _tall(self, amount: Decimal) -> int:
        return int(amount * (HIGH - 20) / self.largest) if self.largest else 0

    def _scale(self) -> Iterator[str]:
        """A line at each amount, those too close to another one left out."""
        written = {amount: entry["answers"][self.name] for entry, amount in zip(self.entries, self.amounts, strict=True) if amount}
        taken: list[int] = []
        for amount in sorted(written, reverse=True):
            y = self.axis - self._tall(amount)
            if all(abs(y - other) >= _APART for other in taken):
                taken.append(y)
                yield f'<line x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="#c8c8c8" stroke-dasharray="2 3"/>'
                yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end" fill="{_INK}">{safe(written[amount])}</text>'

    def _stretches(self) -> Iterator[str]:
        """For each stretch of time its amount, if there is one, and its verdict with its number."""
        for number, (entry, amount) in enumerate(zip(self.entries, self.amounts, strict=True), start=1):
            left, wide = self._span(entry)
            mark = self._mark(entry)
            if amount:
                tall = self._tall(amount)
                look = (
                    'fill="none" stroke="#4a4a4a" stroke-dasharray="4 3"'
                    if self._refused(entry)
                    else f'fill="{_FILLS[mark]}" stroke="#4a4a4a" stroke-width="0.5"'
                )
                yield f'<rect x="{left}" y="{self.axis - tall}" width="{wide}" height="{tall}" {look}/>'
            box = f'x="{left}" y="{self.axis}" width="{wide}" height="{STRIP}"'
            yield f'<rect {box} fill="{_FILLS[mark]}" stroke="#4a4a4a" stroke-width="0.5"/>'
            if entry["due"]:
                yield f'<path d="M{left - 6} {self.axis - 10}h12l-6 10z" fill="{_INK}"/>'
            label = f"{number} {SIGNS[mark]}" if entry["verdict"] else str(number)
            if wide >= 8 * len(label):
                yield f'<text x="{left + wide // 2}" y="{self.axis + 15}" text-anchor="middle" fill="{_INK}">{label}</text>'

    # -- time ------------------------------------------------------------------------------------------------------------------------

    def _x(self, days: int) -> int:
        return LEFT + days * (WIDTH - LEFT - RIGHT) // max(1, (self.last - self.first).days + 1)

    def _span(self, entry: TimelineEntry) -> tuple[int, int]:
        left = self._x((date.fromisoformat(entry["day"]) - self.first).days)
        right = self._x((date.fromisoformat(entry["until"]) - self.first).days + 1)
        return left, max(1, right - left)

    def _dates(self) -> Iterator[str]:
        """The days on which something changes, and the last; where they crowd, the first of them."""
        days = [*(date.fromisoformat(entry["day"]) for entry in self.entries), self.last]
        end = self._x((self.last - self.first).days + 1)
        y, free = self.axis + STRIP, -_APART
        for place, day in enumerate(days):
            x = end if place == len(days) - 1 else self._x((day - self.first).days)
            yield f'<line x1="{x}" y1="{y}" x2="{x}" y2="{y + 5}" stroke="{_INK}"/>'
            if x - free >= _APART:
                free = x
                words = safe(vocabulary(self.language).date_(day))
                yield f'<text x="{x}" y="{y + 14}" text-anchor="end" fill="{_INK}" transform="rotate(-40 {x} {y + 14})">{words}</text>'

    def _refused(self, entry: TimelineEntry) -> bool:
        """Whether nothing is paid: where only no condition is left, the amount is."""
        return entry["verdict"] in _REFUSED and entry["headline"] != say(self.language, "unconditioned")

    def _mark(self, entry: TimelineEntry) -> Mark:
        return "" if entry["headline"] == say(self.language, "unconditioned") else VERDICT_MARKS.get(entry["verdict"], "")

    # -- words -----------------------------------------------------------------------------------------------------------------------

    def _listed(self, number: int, entry: TimelineEntry) -> list[str]:
        return textwrap.wrap(f"{number}. {self._said(entry)}", _LINE, subsequent_indent="\u2003", break_on_hyphens=False)

    def _said(self, entry: TimelineEntry) -> str:
        """A stretch in a line: since when, the verdict, the amount; else what changed."""
        day = vocabulary(self.language).date_(date.fromisoformat(entry["day"]))
        headline = f"{SIGNS[self._mark(entry)]} {entry['headline']}" if entry["verdict"] else ""
        amount = entry["answers"].get(self.name) or next(iter(entry["answers"].values()), "")
        if self._refused(entry) and entry["values"].get(self.name) is not None:
            amount += f" ({say(self.language, 'unless_refused')})"
        due = [words[:1].lower() + words[1:] for words in (e["sentence"] for e in entry["due"])]
        return " · ".join(part for part in (day, headline, amount, *due) if part)
