"""Where a database is: its URL as it is connected to, and as it is told, which is without a password."""

from __future__ import annotations

from typing import Final

from psycopg.conninfo import make_conninfo
from psycopg.errors import ProgrammingError
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from vigueur.diagnostics.problems import Refused, problem

DRIVER: Final = "postgresql+psycopg"
_SCHEMES: Final = ("postgresql", "postgres", DRIVER)
_TOLD: Final = ("host", "port", "service")
"""What of a URL's options is told: of the rest, some are secrets."""


def address(url: str) -> URL:
    """The URL of a database. Raises Refused, without a word of what stands in it: it may be a part of a password."""
    try:
        written = make_url(url)
        parsed = written.set(drivername=DRIVER)
        make_conninfo("", **{name: _text(value) for name, value in parsed.query.items()})
    except (ArgumentError, ProgrammingError, ValueError, TypeError) as error:
        raise Refused((problem("VG868", None),)) from error
    if written.drivername not in _SCHEMES:
        raise Refused((problem("VG868", None),))
    # A password that holds an @ or a / and is not percent-encoded ends early, and its rest is taken for a host.
    if any(sign in (parsed.host or "") for sign in "@/?#") or any(sign in (parsed.database or "") for sign in "@/"):
        raise Refused((problem("VG868", None),))
    return parsed


def told(url: URL) -> str:
    """A database as it is named to a person."""
    shown = {name: value for name, value in url.query.items() if name in _TOLD}
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, shown)
    return plain.render_as_string().replace("%2F", "/")


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ",".join(value)
