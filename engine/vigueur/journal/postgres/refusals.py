"""What a database says when it refuses, as problems: by its code of SQL's standard where it gives one, else by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from vigueur.diagnostics.problems import Problem, Refused, problem

_BY_STATE: Final = {
    "3D000": "VG862",
    "28P01": "VG861",
    "28000": "VG861",
    "42501": "VG863",
    "25006": "VG864",
    "53100": "VG810",
    "55P03": "VG811",
    "40001": "VG811",
    "40P01": "VG811",
    "57014": "VG870",
    "53300": "VG860",
    "57P03": "VG860",
}
_LOST: Final = ("08", "57P01", "57P02", "25P03", "57P05")
"""Codes, or their beginnings, with which a server ends a connection."""

# A server that refuses a connection gives no code to it, but words: in the language it was set to.
_BY_WORDS: Final = (
    (re.compile(r"password authentication failed|no password supplied|authentification"), "VG861"),
    (re.compile(r"no pg_hba\.conf entry|role .* (does not exist|is not permitted to log in)|permission denied for database"), "VG861"),
    (re.compile(r"database .* does not exist|base de données .* n'existe pas"), "VG862"),
)


@contextmanager
def refusing(place: str) -> Iterator[None]:
    """Whatever a database refuses within it is Refused, in one line that says nothing of what was to be recorded."""
    try:
        yield
    except SQLAlchemyError as error:
        raise Refused((told(error, place),)) from None


def told(error: SQLAlchemyError, place: str) -> Problem:
    """What a database says, as a problem."""
    said = error.orig if isinstance(error, DBAPIError) else None
    if is_lost(error):
        return problem("VG865", None, place=place)
    state = said.sqlstate if isinstance(said, psycopg.Error) else None
    message = _message(said or error)
    code = _BY_STATE.get(state or "") or ("VG812" if state else _by_words(message))
    return problem(code, None, place=place, message=message)


def unreachable(error: Exception, place: str) -> Problem:
    """Why a connection could not be made, as a problem."""
    message = _message((error.orig or error) if isinstance(error, DBAPIError) else error)
    return problem(_by_words(message), None, place=place, message=message)


def is_lost(error: SQLAlchemyError) -> bool:
    """Whether the connection is gone."""
    if not isinstance(error, DBAPIError):
        return False
    state = error.orig.sqlstate if isinstance(error.orig, psycopg.Error) else None
    return error.connection_invalidated or (state or "").startswith(_LOST)


def _by_words(message: str) -> str:
    return next((code for words, code in _BY_WORDS if words.search(message)), "VG860")


def _message(error: BaseException) -> str:
    """Its first line: further ones tell rows and values, which are nobody's business."""
    if isinstance(error, psycopg.Error) and error.diag.message_primary:
        return error.diag.message_primary
    first = (str(error).strip() or "no answer").splitlines()[0]
    return re.sub(r"^.*(?:failed|is bad): (?:FATAL: *)?", "", first).strip()
