"""A timeline as a drawing: one bar a stretch of time, its height the amount, its colour the verdict. Readable without colour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from vigueur.diagnostics.problems import Language
from vigueur.explanation.layout.html import safe
from vigueur.explanation.layout.text import SIGNS
from vigueur.explanation.sections import VERDICT_MARKS
from vigueur.explanation.timeline import Timeline, TimelineEntry
from vigueur.explanation.words import vocabulary

WIDTH: Final = 960
LEFT: Final = 20
TOP: Final = 60
HIGH: Final = 180
ROW: Final = 20
_FILLS: Final = {"yes": "#bfe3cb", "no": "#f2c1bc", "unknown": "#f3e2a9", "": "#d9dee4"}


def svg(told: Timeline) -> str:
    """The drawing, with its title and a description for those who cannot see it."""
    language: Language = "fr" if told["language"] == "fr" else "en"
    entries = told["entries"]
    height = TOP + HIGH + 40 + ROW * len(entries) + 20
    title = " — ".join(part for part in (told["rulebook"]["title"], told["case"]) if part)
    body = "\n".join((*_bars(told), *_legend(told, language)))
    description = "; ".join(_said(entry, language) for entry in entries)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" lang="{language}" role="img" aria-labelledby="title description" '
        f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" font-family="system-ui,sans-serif" font-size="13">\n'
        f'<title id="title">{safe(title)}</title>\n<desc id="description">{safe(description)}</desc>\n'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n'
        f'<text x="{LEFT}" y="28" font-size="16" fill="#1a1a1a">{safe(title)}</text>\n{body}\n</svg>\n'
    )


def _bars(told: Timeline) -> Iterator[str]:
    first, last = date.fromisoformat(told["first"]), date.fromisoformat(told["last"])
    days = max(1, (last - first).days + 1)
    amounts = [_amount(entry) for entry in told["entries"]]
    largest = max((a for a in amounts if a is not None), default=Decimal(0))
    for number, (entry, amount) in enumerate(zip(told["entries"], amounts, strict=True), start=1):
        left = LEFT + (date.fromisoformat(entry["day"]) - first).days * (WIDTH - 2 * LEFT) // days
        right = LEFT + ((date.fromisoformat(entry["until"]) - first).days + 1) * (WIDTH - 2 * LEFT) // days
        tall = int(amount * HIGH / largest) if amount and largest else 12
        top = TOP + HIGH - tall
        fill = _FILLS[VERDICT_MARKS.get(entry["verdict"], "")]
        size = f'width="{max(1, right - left)}" height="{tall}"'
        yield f'<rect x="{left}" y="{top}" {size} fill="{fill}" stroke="#4a4a4a" stroke-width="0.5"/>'
        yield f'<text x="{left + 2}" y="{TOP + HIGH + 16}" fill="#1a1a1a">{number}</text>'


def _legend(told: Timeline, language: Language) -> Iterator[str]:
    for number, entry in enumerate(told["entries"], start=1):
        y = TOP + HIGH + 40 + ROW * (number - 1)
        yield f'<text x="{LEFT}" y="{y}" fill="#1a1a1a">{number}. {safe(_said(entry, language))}</text>'


def _said(entry: TimelineEntry, language: Language) -> str:
    mark = SIGNS[VERDICT_MARKS.get(entry["verdict"], "")]
    day = vocabulary(language).date_(date.fromisoformat(entry["day"]))
    amount = next((turn["after"] for turn in entry["turns"] if turn["kind"] == "amount"), "")
    shown = amount or next(iter(entry["answers"].values()), "")
    return " · ".join(part for part in (day, f"{mark} {entry['headline']}" if entry["verdict"] else "", shown) if part)


def _amount(entry: TimelineEntry) -> Decimal | None:
    """The first answer that is a number."""
    for value in entry["values"].values():
        if isinstance(value, str):
            try:
                return Decimal(value)
            except InvalidOperation:
                continue
    return None
