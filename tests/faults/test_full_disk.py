"""A disk that is full, a store that cannot be written, a writer that holds it too long: nothing is half recorded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.journals import begin, draft, errors, inspected, listed, opened, whole

from vigueur import Refused
from vigueur.journal import sqlite
from vigueur.journal.sqlite import SqliteStorage

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")

LIMITED = """
import resource, signal, sys
from tests.faults.journals import draft, opened
from vigueur import Refused
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
journal = opened(Path(sys.argv[1]))
drafts = [draft(journal, f"person {n}") for n in range(20)]
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
done = 0
try:
    for _ in range(10_000):
        journal.record(drafts)
        done += len(drafts)
except Refused as refused:
    print(done, *[p.code for p in refused.problems])
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte, mounted for the test: for that one must be root, and allowed to mount."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)], check=False, capture_output=True)  # noqa: S607
    if mounted.returncode:
        pytest.skip(f"no disk may be mounted here: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False)  # noqa: S607


def decisions(folder: Path) -> int:
    journal = opened(folder)
    count = sum(1 for _ in journal.decisions())
    journal.close()
    return count


def test_on_a_full_disk_nothing_is_half_recorded_and_with_room_it_goes_on(small_disk: Path):
    folder = small_disk / "journal"
    begin(folder).close()
    journal = opened(folder)
    done = 0

    def fill() -> None:
        nonlocal done
        for number in range(10_000):
            journal.record([draft(journal, f"person {number}")])
            done += 1

    with pytest.raises(Refused) as refused:
        fill()
    assert [p.code for p in refused.value.problems] == ["VG810"]
    assert done > 20
    journal.close()
    assert decisions(folder) == done
    assert errors(inspected(folder)) == [], listed(inspected(folder).problems)
    subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)  # noqa: S607
    journal = opened(folder)
    journal.record([draft(journal, "with room")])
    journal.close()
    assert decisions(folder) == done + 1
    assert inspected(folder).problems == []


@pytest.mark.skipif(sys.platform != "linux", reason="limits of the system are asked as Linux has them")
def test_where_a_file_may_not_grow_nothing_is_half_recorded(tmp_path: Path):
    folder = tmp_path / "journal"
    begin(folder).close()
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (root, root / "engine", root / "cli")))}
    command = [sys.executable, "-c", LIMITED, str(folder), str(600_000)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, cwd=root).stdout.split()
    assert told[1:] == ["VG810"]
    assert int(told[0]) >= 20
    assert decisions(folder) == int(told[0])
    assert inspected(folder).problems == []


def test_a_writer_that_holds_the_store_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "journal"
    begin(folder).close()
    monkeypatch.setattr(sqlite, "WAIT", 0)
    holds, waits = opened(folder), opened(folder)
    assert isinstance(holds.storage, SqliteStorage)
    with holds.storage.transaction(), pytest.raises(Refused) as refused:
        waits.record([draft(waits, "Ada")])
    assert [p.code for p in refused.value.problems] == ["VG811"]
    assert len(waits.record([draft(waits, "Ada")])) == 1
    waits.close()
    holds.close()


def test_a_store_on_a_disk_that_is_read_only_is_verified_and_not_written(small_disk: Path):
    folder = Path(shutil.copytree(whole(), small_disk / "journal"))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)  # noqa: S607
    assert inspected(folder).problems == []
    with pytest.raises(Refused) as refused:
        opened(folder)
    assert [p.code for p in refused.value.problems] == ["VG809"]
