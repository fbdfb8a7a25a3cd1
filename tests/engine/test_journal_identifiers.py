"""Ids in the order of time, also where the clock is not."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigueur.journal.identifiers import is_id, next_id, read_time, time_of, written

NOON = datetime(2026, 11, 24, 12, 0, 0, 123456, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(1980, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy adds the zone


@given(st.lists(MOMENTS, min_size=2, max_size=30))
def test_ids_strictly_increase_whatever_the_clock_does(moments: list[datetime]):
    made: list[str] = []
    for at in moments:
        made.append(next_id(made[-1] if made else None, at))
    assert made == sorted(set(made))
    assert all(is_id(one) for one in made)


def test_an_id_is_of_version_7_and_holds_its_millisecond():
    made = uuid.UUID(next_id(None, NOON))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == int(NOON.timestamp() * 1000)


def test_a_thousand_ids_of_one_millisecond_are_in_order_and_hard_to_guess():
    made = [next_id(None, NOON)]
    for _ in range(1000):
        made.append(next_id(made[-1], NOON))
    assert made == sorted(set(made))
    steps = {uuid.UUID(b).int - uuid.UUID(a).int for a, b in pairwise(made)}
    assert len(steps) > 990


def test_an_id_after_the_last_of_a_millisecond_takes_the_next():
    last = str(uuid.UUID(int=int(NOON.timestamp() * 1000) << 80 | 7 << 76 | 0xFFF << 64 | 2 << 62 | (1 << 62) - 1))
    assert is_id(last)
    following = next_id(last, NOON)
    assert following > last
    assert uuid.UUID(following).int >> 80 == (uuid.UUID(last).int >> 80) + 1


AN_ID = "01a20e25-8862-7182-b50a-7265f39b488a"


@pytest.mark.parametrize("text", ["", "x", str(uuid.UUID(int=0)), AN_ID.replace("-7", "-4"), AN_ID.upper(), f"{AN_ID}0", "../../etc"])
def test_what_is_no_id_of_ours_is_told_apart(text: str):
    assert is_id(AN_ID)
    assert not is_id(text)


def test_a_time_is_written_in_utc_to_the_millisecond():
    assert written(NOON) == "2026-11-24T12:00:00.123Z"
    assert written(NOON.astimezone(timezone(timedelta(hours=1)))) == "2026-11-24T12:00:00.123Z"
    assert read_time("2026-11-24T12:00:00.123Z") == NOON.replace(microsecond=123000)


@pytest.mark.parametrize(
    "text", ["2026-11-24", "2026-11-24T12:00:00Z", "2026-11-24T12:00:00.123+01:00", "2026-13-01T00:00:00.000Z", "", "x"]
)
def test_a_time_in_another_shape_is_refused(text: str):
    with pytest.raises(ValueError, match=r".*"):
        read_time(text)


@given(MOMENTS)
def test_an_id_tells_its_time_exactly(at: datetime):
    assert time_of(next_id(None, at)) == at.replace(microsecond=at.microsecond // 1000 * 1000)


def test_a_time_without_its_zone_names_nothing():
    with pytest.raises(TypeError):
        next_id(None, NOON.replace(tzinfo=None))
