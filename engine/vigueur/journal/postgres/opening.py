"""How a store in a database begins, and what is looked at before one is used."""

from __future__ import annotations

from typing import Final

from sqlalchemy import insert, select, text
from sqlalchemy.schema import CreateIndex, CreateTable

from vigueur.diagnostics.problems import Refused, problem
from vigueur.journal.postgres.address import address
from vigueur.journal.postgres.schema import ENTRIES, ERASER, METADATA, SCHEMA, STORE, WRITER, functions_and_triggers, grants, roles
from vigueur.journal.postgres.session import Session
from vigueur.journal.postgres.storage import PostgresStorage
from vigueur.journal.storage import VERSION

_ENCODING: Final = text("SELECT current_setting('server_encoding')")
_SCHEMAS: Final = text(f"SELECT FROM pg_catalog.pg_namespace WHERE nspname = '{SCHEMA}'")
_STORES: Final = text(
    "SELECT FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace "
    f"WHERE nspname = '{SCHEMA}' AND relname = '{STORE.name}'"
)
_USABLE: Final = text(f"SELECT has_schema_privilege('{SCHEMA}', 'USAGE')")
_READ_ONLY: Final = text("SELECT current_setting('transaction_read_only') = 'on'")
_MAY_ADD: Final = text(f"SELECT has_table_privilege('{SCHEMA}.entries', 'INSERT')")
_ROLES: Final = text(f"SELECT count(*) FROM pg_catalog.pg_roles WHERE rolname IN ('{WRITER}', '{ERASER}')")
_MAY_MAKE_ROLES: Final = text("SELECT rolcreaterole OR rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user")


def create(url: str) -> PostgresStorage:
    """A new store. One that was begun and holds no entry yet is taken as it is. Raises Refused."""
    session = Session(address(url))
    try:
        with session.transaction():
            if session.run(_SCHEMAS):
                _is_unused(session)
            else:
                _build(session)
    except BaseException:
        session.close()
        raise
    return PostgresStorage(session, writable=True)


def open_(url: str, *, writing: bool) -> PostgresStorage:
    """The store of a database. Raises Refused."""
    session = Session(address(url))
    try:
        _is_known(session)
        refusal = _not_writable(session)
        _unless(refusal if writing else None)
    except BaseException:
        session.close()
        raise
    return PostgresStorage(session, writable=refusal is None)


def _is_unused(session: Session) -> None:
    """Refuse what is already there: another's schema, or a journal with entries. Raises Refused."""
    if not session.run(_STORES):
        raise Refused((problem("VG802", None, place=session.place),))
    _is_known(session)
    if session.run(select(ENTRIES.c.sequence).limit(1)):
        raise Refused((problem("VG802", None, place=session.place),))


def _build(session: Session) -> None:
    encoding = session.run(_ENCODING)[0][0]
    if encoding != "UTF8":
        raise Refused((problem("VG867", None, encoding=encoding, place=session.place),))
    if session.run(_ROLES)[0][0] != len((WRITER, ERASER)) and not session.run(_MAY_MAKE_ROLES)[0][0]:
        raise Refused((problem("VG869", None, roles=f"{WRITER}, {ERASER}"),))
    session.run(text(f"CREATE SCHEMA {SCHEMA}"))
    for table in METADATA.sorted_tables:
        session.run(CreateTable(table))
        for index in sorted(table.indexes, key=lambda i: str(i.name)):
            session.run(CreateIndex(index))
    session.run(insert(STORE).values(version=VERSION))
    for statement in (*roles(), *functions_and_triggers(), *grants()):
        session.run(text(statement))


def _is_known(session: Session) -> None:
    """Refuse what is no store, or one of a newer version. Raises Refused."""
    if not session.run(_STORES):
        raise Refused((problem("VG801", None, place=session.place),))
    if not session.run(_USABLE)[0][0]:
        raise Refused((problem("VG863", None, place=session.place, message=f"permission denied for schema {SCHEMA}"),))
    found = session.run(select(STORE.c.version))
    if len(found) != 1:
        raise Refused((problem("VG808", None),))
    if found[0].version != VERSION:
        raise Refused((problem("VG807", None, version=found[0].version, known=VERSION),))


def _unless(refusal: Refused | None) -> None:
    if refusal is not None:
        raise refusal


def _not_writable(session: Session) -> Refused | None:
    if session.run(_READ_ONLY)[0][0]:
        return Refused((problem("VG864", None, place=session.place),))
    if not session.run(_MAY_ADD)[0][0]:
        return Refused((problem("VG863", None, place=session.place, message="permission denied for table entries"),))
    return None
