"""The day on which a period brings a text to an open case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from vigueur.regime.begun import first_turn
from vigueur.values import NEVER, Months

YEAR = Months(12)


@pytest.mark.parametrize(
    ("anchor", "period", "from_", "turn"),
    [
        (date(2023, 9, 1), YEAR, date(2024, 6, 22), date(2024, 9, 1)),
        (date(2023, 6, 22), YEAR, date(2024, 6, 22), date(2024, 6, 22)),
        (date(2024, 2, 29), YEAR, date(2025, 1, 1), date(2025, 2, 28)),
        (date(2019, 9, 1), Months(60), date(2024, 6, 22), date(2024, 9, 1)),
        (date(2024, 1, 1), timedelta(days=15), date(2024, 1, 20), date(2024, 1, 31)),
        (date(2024, 7, 1), YEAR, date(2024, 6, 22), date(2025, 7, 1)),
        (NEVER, YEAR, date(2024, 6, 22), NEVER),
    ],
)
def test_an_open_case_follows_on_its_first_turn(anchor: date, period: Months | timedelta, from_: date, turn: date) -> None:
    assert first_turn(anchor, period, from_, "down") == turn
