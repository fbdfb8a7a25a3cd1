"""The citations of an effect, as far as a day had seen them."""

from __future__ import annotations

from datetime import date

from vigueur.ir.nodes import Citation, Effect


def cites(effect: Effect, day: date, known_at: date) -> tuple[Citation, ...]:
    """Its own, and those of the texts that had confirmed it by the day, of what was published by `known_at`."""
    later = [c for confirmed in effect.confirmed if confirmed.from_ <= day and confirmed.published <= known_at for c in confirmed.cites]
    return tuple(dict.fromkeys((*effect.cites, *later)))
