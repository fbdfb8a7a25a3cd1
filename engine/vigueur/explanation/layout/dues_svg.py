"""Things due as a drawing: time to the right, a bar on each day, as high as the amount; a list below says each. Readable by ear too."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from vigueur.explanation.layout.html import safe
from vigueur.explanation.layout.text import SIGNS
from vigueur.explanation.screen import Dated, Picture
from vigueur.explanation.words import say, vocabulary

WIDTH: Final = 960
LEFT: Final = 100
RIGHT: Final = 40
HIGH: Final = 150
STEM: Final = 30
ROW: Final = 18
DATES: Final = 96
_APART: Final = 18
_LINE: Final = 118
_INK: Final = "#1a1a1a"
_GREY: Final = "#4a4a4a"
_FILLS: Final = {"yes": "#bfe3cb", "no": "#f2c1bc", "unknown": "#f3e2a9", "": "#c9d6ea"}


def drawing(picture: Picture, name: str = "dues") -> str:
    """The drawing, with its title and a description for those who cannot see it. `name` sets its ids apart from others on a page."""
    return _Drawing(picture, name).whole()


class _Drawing:
    """The parts of one drawing, from top to bottom."""

    def __init__(self, picture: Picture, name: str) -> None:
        self.picture = picture
        self.name = name
        self.words = vocabulary(picture.language)
        days = [thing.day for thing in picture.things] + ([picture.today] if picture.today else [])
        self.first, self.last = min(days), max(days)
        self.largest = max((t.amount for t in picture.things if t.amount is not None), default=Decimal(0))
        self.axis = 40 + ROW + (HIGH if self.largest else STEM)

    def whole(self) -> str:
        """The whole document."""
        picture = self.picture
        listed = [line for number, thing in enumerate(picture.things, start=1) for line in self._listed(number, thing)]
        begin = self.axis + DATES
        height = begin + ROW * (len(listed) + bool(picture.edition)) + 10
        said = self.words.parted([self._said(thing) for thing in picture.things])
        lines = [f'<text x="20" y="{begin + ROW * n}" fill="{_INK}">{safe(line)}</text>' for n, line in enumerate(listed)]
        title, description = f"{self.name}-title", f"{self.name}-description"
        opening = (
            f'<svg xmlns="http://www.w3.org/2000/svg" lang="{picture.language}" xml:lang="{picture.language}" role="img" '
            f'aria-labelledby="{title} {description}" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            'font-family="system-ui,sans-serif" font-size="13">'
        )
        return "\n".join(
            (
                opening,
                f'<title id="{title}">{safe(picture.title)}</title>',
                f'<desc id="{description}">{safe(said)}</desc>',
                f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
                f'<text x="20" y="26" font-size="15" fill="{_INK}">{safe(picture.title)}</text>',
                f'<line x1="{LEFT - 20}" y1="{self.axis}" x2="{WIDTH - RIGHT + 20}" y2="{self.axis}" stroke="{_INK}"/>',
                *self._today(),
                *self._bars(),
                *self._dates(),
                *lines,
                *self._edition(height),
                "</svg>",
            )
        )

    def _edition(self, height: int) -> Iterator[str]:
        if self.picture.edition:
            yield f'<text x="20" y="{height - 8}" font-size="11" fill="{_GREY}">{safe(self.picture.edition)}</text>'

    def _x(self, day: date) -> int:
        return LEFT + (day - self.first).days * (WIDTH - LEFT - RIGHT) // max(1, (self.last - self.first).days)

    def _today(self) -> Iterator[str]:
        """The day decided, between what is past and what is to come."""
        if self.picture.today is not None:
            x = self._x(self.picture.today)
            yield f'<line x1="{x}" y1="{40}" x2="{x}" y2="{self.axis}" stroke="{_GREY}" stroke-dasharray="2 3"/>'
            words = safe(say(self.picture.language, "picture_today"))
            yield f'<text x="{x}" y="38" text-anchor="middle" font-size="11" fill="{_GREY}">{words}</text>'

    def _bars(self) -> Iterator[str]:
        """A bar for each amount, a pin for what has none; those of one day side by side, each with its number."""
        beside: dict[date, int] = {}
        for number, thing in enumerate(self.picture.things, start=1):
            place = beside.get(thing.day, 0)
            beside[thing.day] = place + 1
            x = self._x(thing.day) + place * 20
            tall = int(thing.amount * HIGH / self.largest) if thing.amount is not None and self.largest else STEM - ROW
            top = self.axis - max(2, tall)
            dashes = "" if thing.certain else ' stroke-dasharray="3 2"'
            fill = _FILLS[thing.mark] if thing.certain else "none"
            wide, left = (16, x - 8) if thing.amount is not None else (6, x - 3)
            yield f'<rect x="{left}" y="{top}" width="{wide}" height="{self.axis - top}" fill="{fill}" stroke="{_GREY}"{dashes}/>'
            yield f'<text x="{x}" y="{top - 4}" text-anchor="middle" font-size="11" fill="{_INK}">{number}</text>'

    def _dates(self) -> Iterator[str]:
        """The days; where they crowd, the first of them."""
        free = -_APART
        for day in sorted({thing.day for thing in self.picture.things}):
            x = self._x(day)
            yield f'<line x1="{x}" y1="{self.axis}" x2="{x}" y2="{self.axis + 5}" stroke="{_INK}"/>'
            if x - free >= _APART:
                free = x
                y = self.axis + 14
                words = safe(self.words.date_(day))
                yield f'<text x="{x}" y="{y}" text-anchor="end" font-size="12" fill="{_INK}" transform="rotate(-35 {x} {y})">{words}</text>'

    def _listed(self, number: int, thing: Dated) -> list[str]:
        return textwrap.wrap(f"{number}. {self._said(thing)}", _LINE, subsequent_indent="\u2003", break_on_hyphens=False)

    def _said(self, thing: Dated) -> str:
        """A thing in a line: its day, what, how much, how it stands."""
        sign = SIGNS[thing.mark] if thing.mark else ""
        only = "" if thing.certain or thing.mark else say(self.picture.language, "picture_possible")
        return " · ".join(part for part in (self.words.date_(thing.day), f"{sign} {thing.words}".strip(), thing.written, only) if part)
