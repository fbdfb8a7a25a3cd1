"""What time it is: asked here and nowhere else, for what is recorded says when. The engine is told."""

from __future__ import annotations

from datetime import datetime


def now() -> datetime:
    """This moment, with the time zone of this machine."""
    return datetime.now().astimezone()
