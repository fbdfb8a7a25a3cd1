"""The first turn of a period that brings a text to an open case; counted from the anchor, with the calendar's one rounding."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from vigueur.builtins.calendar import passed, recur
from vigueur.values import NEVER, Months


def first_turn(anchor: date, period: Months | timedelta, from_: date, rounding: Literal["down", "up"]) -> date:
    """The first anchor + k periods on or after `from_`, k at least 1; `NEVER` where there is no case."""
    if NEVER in {anchor, from_}:
        return NEVER
    k = max(1, passed(anchor, period, from_, rounding))
    turn = recur(anchor, period, k, rounding)
    return turn if turn >= from_ else recur(anchor, period, k + 1, rounding)
