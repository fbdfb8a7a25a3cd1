"""A real PostgreSQL server for the tests that need one: in a folder of its own, behind a socket that nobody else can reach."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urlencode

REQUIRED = "VIGUEUR_TEST_POSTGRES"
"""Where this variable says `required`, a server that cannot be had fails the tests that need it. Elsewhere they are skipped."""

DEBIAN = Path("/usr/lib/postgresql")
WAIT = 60
LONGEST_SOCKET = 107
PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"

SETTINGS = {
    "listen_addresses": "",
    "fsync": "on",
    "full_page_writes": "on",
    "shared_buffers": "16MB",
    "max_connections": "40",
    "logging_collector": "off",
    "log_min_messages": "warning",
}

# Only who made the server comes in without a password: what a wrong one does is tested too.
WHO_MAY = "local all owner trust\nlocal all all scram-sha-256\n"


class Missing(Exception):  # noqa: N818 - it says why there is no server
    """Why no server can be had here."""


class Server:
    """A server, running from the moment it is made. It can be killed and started again; its data stay."""

    def __init__(self) -> None:
        self._bin = _binaries()
        self._as = _another_user()
        self._base = Path(tempfile.mkdtemp(prefix="vg-pg-", dir=_short_folder()))
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)
        try:
            self._create()
            self.start()
        except BaseException:
            self.close()
            raise

    def url(self, database: str = "postgres", user: str = "owner", password: str = "", **query: str) -> str:
        """Where a database is, as a person writes it."""
        who = f"{user}:{quote(password, safe='')}" if password else user
        return f"postgresql://{who}@/{database}?{urlencode({'host': str(self._base), **query})}"

    def new_database(self, **options: str) -> str:
        """The name of a database that was made now and holds nothing."""
        name = f"d{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} " + " ".join(f"{key} {value}" for key, value in options.items()))
        return name

    def sql(self, statements: str, database: str = "postgres") -> str:
        """What the owner's statements give, a row a line; a statement that is refused is an error."""
        command = [self._bin / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", self._base, "-U", "owner", "-d", database, "-c", statements]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=_environment(), timeout=WAIT)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()

    def start(self) -> None:
        """Start, and return when connections are answered."""
        settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
        command = [self._bin / "postgres", "-D", self._data, "-k", self._base, f"--port={PORT}", *settings]
        with (self._base / "log").open("ab") as log:
            self._process = self._run(command, log)
        self._until_ready(self._process)

    def only_follow(self) -> None:
        """Start again as a server that follows another one does: it answers, and refuses to write."""
        self.stop()
        (self._data / "standby.signal").touch()
        self.start()

    def files_with(self, content: bytes) -> list[str]:
        """The files of tables and indexes in which a content stands, once all is written to them."""
        self.sql("CHECKPOINT")
        return [str(f) for f in sorted(self._data.glob("base/*/*")) if f.is_file() and content in f.read_bytes()]

    def flip_a_bit(self, table: str, database: str, at: int) -> None:
        """Change one bit of a table's file while the server does not run, as a failing disk does."""
        self.sql("CHECKPOINT")
        path = self._data / self.sql(f"SELECT pg_relation_filepath('{table}')", database)
        self.stop()
        content = bytearray(path.read_bytes())
        content[at] ^= 1
        path.write_bytes(content)
        self.start()

    def stop(self) -> None:
        """Stop in order: connections are closed, all is written."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Kill every process of the server at once, as a machine does that loses its power."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGSTOP)  # so that it starts no other while its children are counted
        children = _children(self._process.pid)
        self._process.kill()
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        self._end(signal.SIGKILL)
        _until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))

    def close(self) -> None:
        """Stop, and leave nothing behind."""
        try:
            self.stop()
        finally:
            shutil.rmtree(self._base, ignore_errors=True)

    @property
    def _data(self) -> Path:
        return self._base / "data"

    def _create(self) -> None:
        if self._as:
            shutil.chown(self._base, *self._as.values())
        command = [self._bin / "initdb", "-D", self._data, "-U", "owner", "--data-checksums", "--encoding=UTF8", "--locale=C", "--no-sync"]
        with (self._base / "log").open("ab") as log:
            if self._run(command, log).wait(WAIT):
                raise RuntimeError(self._log())
        (self._data / "pg_hba.conf").write_text(WHO_MAY, encoding="utf-8")

    def _run(self, command: list[str | Path], log: object) -> subprocess.Popen[bytes]:
        who: dict[str, object] = {"user": self._as["user"], "group": self._as["group"], "extra_groups": []} if self._as else {}
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self._base, env=_environment(), start_new_session=True, **who
        )

    def _until_ready(self, process: subprocess.Popen[bytes]) -> None:
        state = self._data / "postmaster.pid"

        def ready() -> bool:
            if process.poll() is not None:
                raise RuntimeError(self._log())
            lines = state.read_text(encoding="utf-8").splitlines() if state.exists() else []
            return lines[:1] == [str(process.pid)] and lines[-1].strip() in {"ready", "standby"}

        _until(ready)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(how)
        try:
            process.wait(WAIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _log(self) -> str:
        return (self._base / "log").read_text(encoding="utf-8", errors="replace")[-4000:]


def _binaries() -> Path:
    """The folder of the newest server's programs: on the path, or where Debian puts them."""
    folders = sorted(DEBIAN.glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    if found := shutil.which("initdb"):
        folders.insert(0, Path(found).resolve().parent)
    for folder in folders:
        if all((folder / program).exists() for program in ("initdb", "postgres", "psql")):
            return folder
    where = f"`initdb` is neither on the path nor under {DEBIAN}"
    message = f"there is no PostgreSQL server here: {where} (Debian: apt install postgresql)"
    raise Missing(message)


def _another_user() -> dict[str, int]:
    """Who runs the server where we are root, whom it refuses to serve."""
    import pwd  # noqa: PLC0415 - not everywhere, and the tests of everything else run there too

    if os.geteuid():
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid}
    message = "PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody` to run it"
    raise Missing(message)


def _short_folder() -> Path:
    """A folder for temporary ones, with a path that leaves room for a socket's."""
    for folder in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108 - mkdtemp makes our own in it
        if len(os.fsencode(folder / "vg-pg-12345678" / SOCKET)) <= LONGEST_SOCKET:
            return folder
    message = "no folder for temporary files has a path short enough for a socket"
    raise Missing(message)


def _environment() -> Mapping[str, str]:
    """Nothing of what the person who runs the tests has said to other servers."""
    return {**{key: value for key, value in os.environ.items() if not key.startswith("PG")}, "LC_ALL": "C", "TZ": "UTC"}


def _children(parent: int) -> list[int]:
    found = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(child) for child in found.read_text(encoding="ascii").split()] if found.exists() else []


def _until(holds: Callable[[], bool]) -> None:
    last = time.monotonic() + WAIT
    while not holds():
        if time.monotonic() > last:
            message = f"nothing came in {WAIT} seconds"
            raise TimeoutError(message)
        time.sleep(0.02)


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """A server while it is needed."""
    server = Server()
    try:
        yield server
    finally:
        server.close()
