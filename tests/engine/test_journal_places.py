"""Where a journal begins: whole or not at all, and never over anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engine.journals import AT, DAY, applicant, bicycle

from vigueur import Refused, create_journal, decide, default_place, open_journal
from vigueur.journal import places
from vigueur.journal.keys import new_keys, write_keys

pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [p.code for p in refused.value.problems]


def begin(folder: Path, key_file: Path | None = None) -> None:
    create_journal(str(folder), at=AT, actor="a", key_file=key_file).close()


def test_a_journal_begins_in_a_new_or_an_empty_folder(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    for name in ("empty", "new", "deep/in/folders"):
        begin(tmp_path / name)
        assert sorted(p.name for p in (tmp_path / name).iterdir()) == ["journal.db", "journal.key", "journal.pub"]
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o700
    assert sorted(p.name for p in tmp_path.iterdir()) == ["deep", "empty", "new"]


@pytest.mark.parametrize("name", ["file", "folder", "journal"])
def test_it_never_begins_over_anything(tmp_path: Path, name: str):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine").write_text("mine", encoding="utf-8")
    begin(tmp_path / "journal")
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(Refused) as refused:
        begin(tmp_path / name)
    assert codes(refused) == ["VG802"]
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_one_that_was_interrupted_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(places, "write_keys", interrupted)
    with pytest.raises(KeyboardInterrupt):
        begin(tmp_path / "journal")
    assert list(tmp_path.iterdir()) == []


def test_the_key_file_may_be_kept_elsewhere(tmp_path: Path):
    begin(tmp_path / "journal", tmp_path / "keys")
    assert sorted(p.name for p in (tmp_path / "journal").iterdir()) == ["journal.db", "journal.pub"]
    journal = open_journal(str(tmp_path / "journal"), key_file=tmp_path / "keys")
    record = decide(journal, bicycle(), applicant("Ada"), as_of=DAY, at=AT, by="a").record
    assert journal.read(record.row).content is not None
    journal.close()
    with pytest.raises(Refused) as refused:
        open_journal(str(tmp_path / "journal"))
    assert codes(refused) == ["VG803"]
    with pytest.raises(Refused) as refused:
        begin(tmp_path / "other", tmp_path / "keys")
    assert codes(refused) == ["VG802"]
    assert not (tmp_path / "other").exists()


def test_the_keys_of_another_journal_are_refused(tmp_path: Path):
    begin(tmp_path / "journal")
    write_keys(new_keys(), tmp_path / "others")
    with pytest.raises(Refused) as refused:
        open_journal(str(tmp_path / "journal"), key_file=tmp_path / "others")
    assert codes(refused) == ["VG806"]


def test_the_default_place_is_named_by_the_environment_or_among_the_users_data(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VIGUEUR_JOURNAL", "/named")
    assert default_place() == "/named"
    monkeypatch.delenv("VIGUEUR_JOURNAL")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert default_place() == "/data/vigueur/journal"
