"""A store in PostgreSQL, for any number of machines. What it needs is an extra, and is loaded when such a store is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vigueur.journal.extras import extra

if TYPE_CHECKING:
    from vigueur.journal.postgres.storage import PostgresStorage


def create_postgres(url: str) -> PostgresStorage:
    """A new store in a database that holds none. Raises Refused.

    The tables belong to who creates them; who records is given the role `vigueur_writer`, who erases too `vigueur_eraser`.
    """
    _needed()
    from vigueur.journal.postgres import opening  # noqa: PLC0415 - an extra

    return opening.create(url)


def open_postgres(url: str, *, writing: bool = True) -> PostgresStorage:
    """The store of a database. Raises Refused where there is none, it is of a newer version, or for `writing` cannot be written."""
    _needed()
    from vigueur.journal.postgres import opening  # noqa: PLC0415 - an extra

    return opening.open_(url, writing=writing)


def named_postgres(url: str) -> str:
    """How a database is named to a person: without a password. Raises Refused."""
    _needed()
    from vigueur.journal.postgres import address  # noqa: PLC0415 - an extra

    return address.told(address.address(url))


def _needed() -> None:
    """Refuse to go on where a package is missing. Raises Refused."""
    for package in ("sqlalchemy", "psycopg"):
        extra(package, "db")
