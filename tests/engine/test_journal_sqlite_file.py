"""Any bit of a store's files: of a page, of the log, of what SQLite never reads."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from vigueur.journal import sqlite
from vigueur.journal.keys import WRAPPED
from vigueur.journal.sqlite_file import PRAGMAS, Damage, clear, damage, log_damage, made, waiting
from vigueur.journal.sqlite_pages import PAGE
from vigueur.journal.sqlite_wal import FRAME, HEADER, read_log

TRIGGERS = [
    *(sqlite._ADDED.format(table=table) for table in sqlite._NUMBERED),
    *(sqlite._KEPT.format(table=table, verb="DELETE") for table in sqlite._TABLES),
    *(sqlite._KEPT.format(table=table, verb="UPDATE") for table in sqlite._TABLES if table != "subject_keys"),
]
SCRIPT = sqlite._SCHEMA + "".join(TRIGGERS)
MADE = made(SCRIPT, sqlite.APPLICATION, 1, {"entries": 0})
WRITERS = {int("{}{:03}{:03}".format(*sqlite3.sqlite_version_info))}

WRITER = """
import random, sqlite3, sys
path, seed, pragmas = sys.argv[1], int(sys.argv[2]), sys.argv[3]
connection = sqlite3.connect(path, isolation_level=None, timeout=30)
for pragma in pragmas.split(";"):
    connection.execute(pragma)
chance = random.Random(seed)
print("ready", flush=True)
while True:
    connection.execute("BEGIN IMMEDIATE")
    first = connection.execute("SELECT coalesce(max(sequence) + 1, 0) FROM entries").fetchone()[0]
    for sequence in range(first, first + chance.choice([1, 1, 2, 30])):
        body = chance.randbytes(chance.randint(250, 10_000)).hex()
        row = (sequence, chance.randbytes(32), f"{sequence:036}", "decision", chance.randbytes(32), None, body)
        connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    connection.execute("COMMIT")
    if chance.random() < 0.02:
        connection.execute("PRAGMA wal_checkpoint(%s)" % chance.choice(["PASSIVE", "FULL", "TRUNCATE"])).fetchall()
"""


def drawing(seed: int) -> random.Random:
    """The same draws each time."""
    return random.Random(seed)  # noqa: S311 - nothing is kept secret by it


def connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=30)
    for pragma in PRAGMAS:
        connection.execute(pragma)
    connection.execute("PRAGMA synchronous = OFF")  # a test waits for no disk; what is written is the same
    return connection


def created(path: Path) -> sqlite3.Connection:
    connection = connected(path)
    connection.execute(f"PRAGMA application_id = {sqlite.APPLICATION}")
    connection.execute("PRAGMA user_version = 1")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(f"BEGIN;{SCRIPT}COMMIT;")
    flush(path, connection)
    return connection


def flush(path: Path, connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    connection.execute("BEGIN IMMEDIATE")
    clear(path)
    connection.execute("ROLLBACK")


def write(connection: sqlite3.Connection, chance: random.Random, rows: int, longest: int) -> None:
    """A transaction as a journal's: entries, keys, a checkpoint, a key erased."""
    connection.execute("BEGIN IMMEDIATE")
    first = connection.execute("SELECT coalesce(max(sequence) + 1, 0) FROM entries").fetchone()[0]
    for sequence in range(first, first + rows):
        body = chance.randbytes(chance.randint(250, longest // 2)).hex()
        row = (sequence, chance.randbytes(32), f"{sequence:036}", "decision", chance.choice([None, chance.randbytes(32)]), None, body)
        connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        key = "INSERT INTO subject_keys SELECT coalesce(max(number) + 1, 1), ?, ? FROM subject_keys"
        connection.execute(key, (chance.randbytes(32), chance.randbytes(WRAPPED)))
    if chance.random() < 0.1:
        number = f"SELECT abs({chance.getrandbits(30)} % max(number)) + 1 FROM subject_keys"
        connection.execute(f"UPDATE subject_keys SET wrapped = zeroblob({WRAPPED}) WHERE number = ({number})")
    if chance.random() < 0.1:
        body = "c" * chance.randint(300, 700)
        connection.execute("INSERT INTO checkpoints SELECT coalesce(max(number) + 1, 1), ? FROM checkpoints", (body,))
    if chance.random() < 0.05:
        archive = "INSERT INTO archives SELECT coalesce(max(number) + 1, 1), ?, ? FROM archives"
        connection.execute(archive, (chance.randbytes(32), chance.randbytes(chance.randint(100, 50_000))))
    connection.execute("ROLLBACK" if chance.random() < 0.1 else "COMMIT")


def history(path: Path, seed: int, transactions: int, longest: int = 20_000) -> list[Damage]:
    """A store by several writers, which look at it on the way; the damage that was found, and what was left in the end."""
    chance = drawing(seed)
    writers = [created(path), connected(path), connected(path)]
    found: list[Damage] = []
    for _ in range(transactions):
        write(chance.choice(writers), chance, chance.choice([1, 1, 1, 2, 12]), longest)
        act = chance.random()
        if act < 0.05:
            mode = chance.choice(["PASSIVE", "FULL", "RESTART"])
            chance.choice(writers).execute(f"PRAGMA wal_checkpoint({mode})").fetchall()
        elif act < 0.1:
            flush(path, chance.choice(writers))
        elif act < 0.15:
            found += (one for one in damage(path, MADE, WRITERS) if one.what != "left")
    flush(path, writers[0])
    for writer in writers:
        writer.close()
    return found + list(damage(path, MADE, WRITERS))


def rows(path: Path) -> object:
    """Everything that is read of a store, or None where SQLite finds it damaged. The log is forgotten: nothing is changed."""
    connection = sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)
    try:
        return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in sqlite._TABLES]
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    finally:
        connection.close()


def flip(path: Path, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(bit // 8)
        (byte,) = file.read(1)
        file.seek(bit // 8)
        file.write(bytes([byte ^ 1 << bit % 8]))


def found_by(path: Path, bits: list[int]) -> Counter[str]:
    """Who finds a flipped bit: the file's own check, or who reads what is kept; and whom each is named to."""
    before, finders = rows(path), Counter[str]()
    for bit in bits:
        flip(path, bit)
        found = damage(path, MADE, WRITERS)
        if any(one.certain for one in found):
            finders["file"] += 1
        else:
            assert rows(path) != before, f"nobody finds bit {bit % 8} of byte {bit // 8 % PAGE} of page {bit // 8 // PAGE + 1}"
            finders["reader"] += 1
        flip(path, bit)
    assert not damage(path, MADE, WRITERS)
    return finders


def bits_of(first: int, count: int) -> list[int]:
    return list(range(first * 8, (first + count) * 8))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "journal.db"
    assert not history(path, 7, 40, 9000)
    return path


@pytest.fixture(scope="module")
def deep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose tree has two levels of interior pages, which were divided."""
    path = tmp_path_factory.mktemp("deep") / "journal.db"
    connection, chance = created(path), drawing(3)
    for _ in range(60):
        write(connection, chance, 25, 3900)
    flush(path, connection)
    connection.close()
    assert not damage(path, MADE, WRITERS)
    return path


@pytest.mark.parametrize("seed", range(8))
def test_in_a_store_that_nothing_happened_to_nothing_is_found(tmp_path: Path, seed: int):
    assert history(tmp_path / "journal.db", seed, 150, 20_000 if seed % 2 else 4000) == []


def test_each_bit_of_the_header_is_found(small: Path):
    assert found_by(small, bits_of(0, 100)) == {"file": 800}


def test_each_bit_of_each_page_s_head_is_found(small: Path):
    pages = small.stat().st_size // PAGE
    heads = [bit for page in range(1, pages) for bit in bits_of(page * PAGE, 12)]
    finders = found_by(small, drawing(1).sample(heads, 1200))
    assert finders["file"] > finders["reader"]  # of pages with the rest of a row, the last 8 bytes are a body's


def test_any_bit_is_found(small: Path):
    chance = drawing(2)
    finders = found_by(small, [chance.randrange(small.stat().st_size * 8) for _ in range(3000)])
    assert finders["file"] > 300, finders
    assert finders["reader"] > 300, finders


def test_any_bit_of_a_divided_interior_page_is_found(deep: Path):
    raw, chance = deep.read_bytes(), drawing(4)
    interior = [at for at in range(PAGE, len(raw), PAGE) if raw[at] == 5 and raw[at + 1 : at + 3] < b"\x10"]
    assert len(interior) >= 3
    assert found_by(deep, [8 * chance.choice(interior) + chance.randrange(8 * PAGE) for _ in range(200)]) == {"file": 200}


def test_what_sqlite_leaves_in_a_divided_page_is_a_notice_until_it_is_cleared(tmp_path: Path):
    path = tmp_path / "journal.db"
    connection, chance = created(path), drawing(5)
    for _ in range(60):
        write(connection, chance, 25, 3900)
    assert damage(path, MADE, WRITERS) == ()  # the log's checksums cover it
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    left = damage(path, MADE, WRITERS)
    assert {one.what for one in left} == {"left"}
    assert not any(one.certain for one in left)
    flush(path, connection)
    assert damage(path, MADE, WRITERS) == ()
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


@pytest.mark.parametrize("seed", range(3))
def test_whatever_sqlite_leaves_on_the_way_is_no_damage(tmp_path: Path, seed: int):
    path = tmp_path / "journal.db"
    connection, chance = created(path), drawing(seed)
    seen = 0
    for _ in range(180):
        write(connection, chance, 12, 3900)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        found = damage(path, MADE, WRITERS)
        seen += len(found)
        assert {one.what for one in found} <= {"left"}
    connection.close()
    assert seen > 50


def test_nothing_is_cleared_while_a_page_of_the_log_waits(tmp_path: Path):
    path = tmp_path / "journal.db"
    connection, chance = created(path), drawing(5)
    for _ in range(60):
        write(connection, chance, 25, 3900)
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    assert waiting(path) == 0
    write(connection, drawing(2), 1, 3000)
    assert waiting(path) > 1
    before = path.read_bytes()
    assert clear(path) == 0
    assert path.read_bytes() == before
    flush(path, connection)
    assert waiting(path) == 0
    assert path.read_bytes() != before
    connection.close()
    assert damage(path, MADE, WRITERS) == ()


def test_pages_wait_while_somebody_reads_what_was_before_them(tmp_path: Path):
    path = tmp_path / "journal.db"
    connection, reader = created(path), connected(path)
    write(connection, drawing(1), 1, 3000)
    reader.execute("BEGIN")
    reader.execute("SELECT max(sequence) FROM entries").fetchall()
    write(connection, drawing(2), 1, 3000)
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    assert waiting(path) > 0
    assert damage(path, MADE, WRITERS) == ()
    reader.close()
    flush(path, connection)
    assert waiting(path) == 0
    connection.close()


@pytest.mark.parametrize("change", [b"\0", bytes(PAGE), None], ids=["a byte longer", "a page longer", "a page shorter"])
def test_a_file_that_is_longer_or_shorter_is_found(small: Path, tmp_path: Path, change: bytes | None):
    path = tmp_path / "journal.db"
    raw = small.read_bytes()
    path.write_bytes(raw + change if change is not None else raw[:-PAGE])
    assert any(one.what == "size" for one in damage(path, MADE, WRITERS))


def test_a_version_that_never_wrote_is_found(small: Path):
    assert [one.offset for one in damage(small, MADE, {3_050_000})] == [96]


@pytest.mark.parametrize("page", range(1, 4))
def test_a_page_of_noise_is_found_without_a_stumble(small: Path, tmp_path: Path, page: int):
    for seed in range(60):
        chance = drawing(seed)
        raw = bytearray(small.read_bytes())
        at = chance.randrange(len(raw) // PAGE) * PAGE if page > 1 else 0
        keep = 1 if page == 3 else 0  # its kind, so that it is read
        raw[at + keep : at + PAGE] = chance.randbytes(PAGE - keep)
        path = tmp_path / f"{seed}.db"
        path.write_bytes(raw)
        assert damage(path, MADE, WRITERS) or rows(path) != rows(small)


# The log


def killed(path: Path, seed: int, writers: int, seconds: float) -> None:
    """Several writers of a store, killed one after the other in the middle of their work."""
    argv = [sys.executable, "-c", WRITER, str(path)]
    pragmas = ";".join(("PRAGMA synchronous = OFF" if "synchronous" in pragma else pragma) for pragma in PRAGMAS)
    running = [subprocess.Popen([*argv, str(seed + i), pragmas], stdout=subprocess.PIPE) for i in range(writers)]
    for process in running:
        assert process.stdout is not None
        process.stdout.readline()
    for process in running:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        assert process.stdout is not None
        process.stdout.close()


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_writer_leaves_nothing_that_is_called_damage(tmp_path: Path, seed: int):
    path = tmp_path / "journal.db"
    created(path).close()
    for again in range(3):
        killed(path, 10 * seed + again, 1 + seed % 2, drawing(seed).uniform(0.01, 0.15))
        found = damage(path, MADE, WRITERS)
        assert not [one for one in found if one.certain], found
        connection = connected(path)
        flush(path, connection)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()
        assert damage(path, MADE, WRITERS) == ()


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a log, as a killed process leaves it: a copy made while it was open."""
    folder = tmp_path_factory.mktemp("logged")
    connection, chance = created(folder / "open.db"), drawing(6)
    for _ in range(3):
        write(connection, chance, 2, 6000)
    for name in ("", "-wal", "-shm"):
        shutil.copy(folder / f"open.db{name}", folder / f"journal.db{name}")
    connection.close()
    return folder / "journal.db"


def log_of(path: Path) -> bytes:
    return path.with_name(path.name + "-wal").read_bytes()


def flipped(raw: bytes, bit: int) -> bytes:
    changed = bytearray(raw)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def places(bit: int) -> set[int]:
    """The words by which a changed bit of a log may be named: its own, or the first of its frame where several explain the checksums."""
    return {0} if bit < 8 * HEADER else {bit // 32, (bit // 8 - HEADER) // (FRAME + PAGE) * (FRAME + PAGE) // 4 + HEADER // 4}


def test_each_bit_of_the_log_is_found_and_named(logged: Path):
    raw, chance = log_of(logged), drawing(8)
    assert read_log(raw, "wal").findings == ()
    frames = range(HEADER, len(raw), FRAME + PAGE)
    bits = bits_of(0, HEADER) + chance.sample([bit for at in frames for bit in bits_of(at, FRAME)], 400)
    bits += bits_of(frames[-1], FRAME) + [chance.randrange(8 * len(raw)) for _ in range(500)]
    bits += [8 * frames[-1] + chance.randrange(8 * PAGE) for _ in range(200)]  # the last frame, which ends a transaction
    for bit in bits:
        found = read_log(flipped(raw, bit), "wal").findings
        assert len(found) == 1, (bit, found)
        assert found[0].certain
        assert found[0].offset // 4 in places(bit), (bit, found)


def test_sqlite_forgets_in_silence_what_follows_a_flipped_bit(logged: Path, tmp_path: Path):
    path = tmp_path / "journal.db"
    shutil.copy(logged, path)
    path.with_name("journal.db-wal").write_bytes(flipped(log_of(logged), 8 * (HEADER + FRAME + 100)))
    (found,) = damage(path, MADE, WRITERS)
    assert log_damage(path) == (found,)
    assert (found.file, found.what, found.offset) == ("journal.db-wal", "wal-bit", HEADER + FRAME + 100)
    connection = connected(path)
    assert connection.execute("SELECT count(*) FROM entries").fetchone() == (0,)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_a_log_cut_anywhere_is_a_write_that_was_stopped(logged: Path):
    raw = log_of(logged)
    for length in [*range(1, 80), *range(0, len(raw), 997)]:
        found = read_log(raw[:length], "wal").findings
        assert {one.what for one in found} <= {"wal-unfinished"}
        assert bool(found) or length in {0, HEADER} or read_log(raw[:length], "wal").size


def test_several_changed_bits_are_damage_where_transactions_follow(logged: Path):
    raw = log_of(logged)
    early, late = bytearray(raw), bytearray(raw)
    early[HEADER + FRAME + 10 : HEADER + FRAME + 30] = bytes(20)
    late[-30:-10] = b"\1" * 20
    assert [one.what for one in read_log(bytes(early), "wal").findings] == ["wal-lost"]
    assert [one.what for one in read_log(bytes(late), "wal").findings] == ["wal-unfinished", "wal-stray"]


def test_frames_of_a_writer_killed_beside_others_are_a_notice(logged: Path, tmp_path: Path):
    logs = []
    for name, count in (("long", 9), ("short", 1)):
        path = tmp_path / f"{name}.db"
        shutil.copy(logged, path)
        path.with_name(path.name + "-wal").write_bytes(log_of(logged))
        connection = connected(path)
        write(connection, drawing(count), count, 9000)
        logs.append(log_of(path))
        connection.close()
    long, short = logs
    assert short[:HEADER] == long[:HEADER]
    log = read_log(short + long[len(short) :], "wal")
    assert [(one.what, one.offset) for one in log.findings] == [("wal-stray", len(short))]
    assert log.pages == read_log(short, "wal").pages


def test_of_frames_of_the_log_before_nothing_is_said_but_of_a_bit(tmp_path: Path):
    path = tmp_path / "journal.db"
    connection, chance = created(path), drawing(1)
    for rows_, longest in ((12, 9000), (4, 9000), (1, 1000)):
        write(connection, chance, rows_, longest)
        connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
    raw = log_of(path)
    connection.close()
    log = read_log(raw, "wal")
    assert log.findings == ()
    ends = [
        at for at in range(HEADER, len(raw), FRAME + PAGE) if raw[at + 8 : at + 16] != raw[at - FRAME - PAGE + 8 : at - FRAME - PAGE + 16]
    ]
    assert len(ends) == 3  # the frames of this log, of the one before, and of the one before it
    newest = raw[: ends[1]]
    assert log == read_log(newest, "wal")
    for bit in [chance.randrange(8 * len(newest)) for _ in range(150)]:
        assert any(one.certain for one in read_log(flipped(raw, bit), "wal").findings)
    for at in ends[1:]:
        for bit in bits_of(at + 8, 8):
            assert read_log(flipped(raw, bit), "wal").findings
    for bit in [chance.randrange(8 * (ends[1] + FRAME + PAGE), 8 * ends[2]) for _ in range(50)]:
        assert read_log(flipped(raw, bit), "wal").findings
    connection.close()


def test_the_index_of_the_log_has_no_meaning(logged: Path, tmp_path: Path):
    path = tmp_path / "journal.db"
    shutil.copy(logged, path)
    path.with_name("journal.db-wal").write_bytes(log_of(logged))
    index = logged.with_name("journal.db-shm").read_bytes()
    read = []
    for noise in (index, drawing(1).randbytes(len(index)), bytes(len(index)), flipped(index, 8 * 16)):
        path.with_name("journal.db-shm").write_bytes(noise)
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        read.append(connection.execute("SELECT * FROM entries").fetchall())
        connection.close()
    assert len(read[0]) > 3
    assert read[1:] == read[:1] * 3


def test_what_reads_the_files_leaves_sqlite_its_locks(tmp_path: Path):
    """A file that is closed loses all locks of its process (POSIX): another one would then think itself the last, and remove the log."""
    path = tmp_path / "journal.db"
    connection = created(path)
    write(connection, drawing(1), 2, 3000)
    assert sqlite.written_by(path) == sqlite3.sqlite_version_info
    assert damage(path, MADE, WRITERS) == log_damage(path) == ()
    assert waiting(path) > 0
    assert clear(path) == 0
    count = f"import sqlite3; print(sqlite3.connect({str(path)!r}).execute('SELECT count(*) FROM entries').fetchone()[0])"
    counted = [subprocess.check_output([sys.executable, "-c", count])]
    assert log_of(path)
    write(connection, drawing(2), 1, 3000)
    counted.append(subprocess.check_output([sys.executable, "-c", count]))
    assert int(counted[1]) == int(counted[0]) + 1
    connection.close()
