"""A connection to a database: what it waits for at most, how one adds alone, and what a lost connection means."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Executable, Row, create_engine, text
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from vigueur.diagnostics.problems import Refused, problem
from vigueur.journal.postgres.address import told
from vigueur.journal.postgres.refusals import is_lost, refusing, unreachable
from vigueur.journal.postgres.schema import LOCK

CONNECTING: Final = 10
"""Seconds to wait for each host that a URL names."""
WAITING: Final = 60
"""Seconds to wait for another writer."""
ANSWERING: Final = 120
"""Seconds that one statement may take; it is more than it may wait."""
IDLE: Final = 60
"""Seconds after which the server ends a transaction whose program has stopped: others wait for it."""
SILENT: Final = 30
"""Seconds without a sign of life after which a connection over a network is lost."""

Given = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None

_NETWORK: Final = {
    "connect_timeout": CONNECTING,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 4,
    "tcp_user_timeout": SILENT * 1000,
    "application_name": "vigueur",
    "client_encoding": "UTF8",
}
_SETTINGS: Final = text(
    "SELECT set_config('lock_timeout', :waiting, false), set_config('statement_timeout', :answering, false), "
    "set_config('idle_in_transaction_session_timeout', :idle, false), set_config('search_path', '', false)"
)
# A database may be set to acknowledge before it has written: not what is recorded here. `remote_apply` is more than `on`, and stays.
_DURABLE: Final = text(
    "SELECT set_config('synchronous_commit', "
    "CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true)"
)
_ALONE: Final = text("SELECT pg_advisory_xact_lock(:lock)")


class Session:
    """What is asked of a database, one thing after another. What was lost between two things is connected anew."""

    def __init__(self, url: URL) -> None:
        self.place = told(url)
        wanted = {name: value for name, value in _NETWORK.items() if name not in url.query}
        # Statements are sent as they are: a pool that stands between may give each to another server process.
        arguments = {**wanted, "prepare_threshold": None}
        self._engine = create_engine(url, poolclass=NullPool, hide_parameters=True, use_native_hstore=False, connect_args=arguments)
        self._connection: Connection | None = None
        self._within = False

    def run(self, statement: Executable, given: Given = None) -> Sequence[Row[Any]]:
        """Ask, and give the rows of the answer. Reading is asked again where the connection was lost before. Raises Refused."""
        with refusing(self.place):
            if self._within:
                return _rows(self._connected(), statement, given)
            try:
                return _rows(self._connected(), statement, given)
            except SQLAlchemyError as error:
                if not is_lost(error):
                    raise
                self._leave()
                return _rows(self._connected(), statement, given)

    def write(self, statement: Executable, given: Given = None) -> Sequence[Row[Any]]:
        """Ask for a change: in the transaction that there is, or in one of its own. Raises Refused."""
        if self._within:
            return self.run(statement, given)
        with self.transaction():
            return self.run(statement, given)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written within it is written as one, durably, and by nobody else meanwhile. Raises Refused."""
        if self._within:
            message = "a transaction stands in no other"
            raise RuntimeError(message)
        self._begin()
        try:
            yield
            self._commit()
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._within = False

    def close(self) -> None:
        """Leave the database."""
        self._leave()
        self._engine.dispose()

    def _begin(self) -> None:
        # Each statement sees what was committed before it: what is last is read after the wait for the lock, not before.
        self.run(text("BEGIN ISOLATION LEVEL READ COMMITTED"))
        self._within = True
        try:
            self.run(_DURABLE)
            self.run(_ALONE, {"lock": LOCK})
        except BaseException:
            self._roll_back()
            self._within = False
            raise

    def _commit(self) -> None:
        """Commit. A connection that is lost meanwhile leaves open whether it was done. Raises Refused."""
        if _failed(self._connected()):
            # The server would answer a COMMIT, and roll back.
            raise Refused((problem("VG812", None, message="a part of the transaction was refused"),))
        with refusing(self.place):
            try:
                _rows(self._connected(), text("COMMIT"), None)
            except SQLAlchemyError as error:
                if is_lost(error):
                    self._leave()
                    raise Refused((problem("VG866", None, place=self.place),)) from None
                raise

    def _roll_back(self) -> None:
        """Undo. Where that cannot be said any more, the server undoes it when the connection ends."""
        try:
            if self._connection is not None:
                _rows(self._connection, text("ROLLBACK"), None)
        except SQLAlchemyError:
            self._leave()

    def _connected(self) -> Connection:
        if self._connection is None:
            if self._within:
                raise Refused((problem("VG865", None, place=self.place),))
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> Connection:
        try:
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        except (SQLAlchemyError, TypeError, ValueError) as error:
            raise Refused((unreachable(error, self.place),)) from None
        _rows(connection, _SETTINGS, {"waiting": f"{WAITING}s", "answering": f"{ANSWERING}s", "idle": f"{IDLE}s"})
        return connection

    def _leave(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(SQLAlchemyError):
                connection.invalidate()
            with contextlib.suppress(SQLAlchemyError):
                connection.close()


def _rows(connection: Connection, statement: Executable, given: Given) -> Sequence[Row[Any]]:
    result = connection.execute(statement, given)
    return result.all() if result.returns_rows else ()


def _failed(connection: Connection) -> bool:
    """Whether a statement of the transaction was refused, so that nothing of it can be committed."""
    from psycopg.pq import TransactionStatus  # noqa: PLC0415

    driver = connection.connection.driver_connection
    return driver is None or driver.info.transaction_status != TransactionStatus.INTRANS
