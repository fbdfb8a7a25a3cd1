"""Ids in the order of time (UUID version 7, RFC 9562), and times as they are written."""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime, timedelta
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
_RANDOM: Final = 74
"""Random bits of an id, beside its time, version and variant."""
WAITED: Final = timedelta(minutes=2)
"""How much earlier than the entry before it an entry may be dated: writers look at the clock, and then wait for each other."""
_STEP: Final = 32
"""Bits by which an id may exceed the one before it within a millisecond."""


def next_id(previous: str | None, at: datetime) -> str:
    """An id of a time that is greater than the one before it, also where the clock was set back or a millisecond gives several.

    Raises TypeError where `at` does not know its time zone: that of the machine is not asked.
    """
    milliseconds = (at - _EPOCH) // _MILLISECOND
    low = secrets.randbits(_RANDOM - 1)
    if previous is not None:
        before, random = _parts(previous)
        if milliseconds <= before:
            milliseconds, low = before, random + 1 + secrets.randbits(_STEP)
            if low >> _RANDOM:
                milliseconds, low = before + 1, secrets.randbits(_RANDOM - 1)
    high, rest = low >> 62, low & ((1 << 62) - 1)
    return str(uuid.UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | rest))


def time_of(id_: str) -> datetime:
    """The time that an id holds: that of its entry, or of an earlier entry where that is later."""
    return _EPOCH + _parts(id_)[0] * _MILLISECOND


def is_behind(at: datetime, before: datetime) -> bool:
    """Whether a clock that says `at` was set back, or is behind the clock that said `before` earlier in the log."""
    return before - at > WAITED


def is_id(text: str) -> bool:
    """Whether a text is an id as we write it."""
    try:
        found = uuid.UUID(text)
    except ValueError:
        return False
    return str(found) == text and found.version == 7  # noqa: PLR2004 - the version of RFC 9562


def written(at: datetime) -> str:
    """A time as it is written: UTC, to the millisecond (`2026-11-24T14:05:06.123Z`). `at` must know its time zone."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_time(text: str) -> datetime:
    """The time that a text tells. Raises ValueError where it is not as `written` writes it."""
    found = datetime.fromisoformat(text)
    if written(found) != text:
        raise ValueError(text)
    return found


def _parts(id_: str) -> tuple[int, int]:
    """The milliseconds and the random bits of an id."""
    number = uuid.UUID(id_).int
    return number >> 80, (number >> 64 & 0xFFF) << 62 | number & ((1 << 62) - 1)
