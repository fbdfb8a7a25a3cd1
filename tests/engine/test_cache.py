"""Checked programs kept between runs: believed only where nobody else could have written them."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from vigueur import api, cache
from vigueur.ir import codec
from vigueur.ir.case import Case

BOOK = Path(__file__).parents[2] / "rules" / "assistants-medicaux"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    kept = tmp_path / "kept"
    monkeypatch.setenv("VIGUEUR_CACHE", str(kept))
    return kept


def kept_file(folder: Path) -> Path:
    (found,) = folder.glob("*.program")
    return found


def test_a_kept_program_means_what_was_checked(folder: Path) -> None:
    first = api.load(BOOK)
    second = api.load(BOOK)
    assert kept_file(folder).exists()
    assert isinstance(second.program.provisions, codec.Provisions), "it was read back, not checked"
    assert (first.content_hash, first.meaning_hash) == (second.content_hash, second.meaning_hash)
    assert codec.meaning(second.program) == first.meaning_hash


@pytest.mark.parametrize("spoil", ["truncate", "flip", "empty", "binary"])
def test_a_spoiled_file_is_not_believed(folder: Path, spoil: str) -> None:
    meaning = api.load(BOOK).meaning_hash
    path = kept_file(folder)
    data = path.read_bytes()
    middle = len(data) // 2
    path.write_bytes(
        {
            "truncate": data[:middle],
            "flip": data[:middle] + bytes((data[middle] ^ 1,)) + data[middle + 1 :],
            "empty": b"",
            "binary": bytes(range(256)),
        }[spoil]
    )
    again = api.load(BOOK)
    assert not isinstance(again.program.provisions, codec.Provisions)
    assert again.meaning_hash == meaning


def test_a_file_of_another_content_is_not_believed(folder: Path) -> None:
    rulebook = api.load(BOOK)
    path = kept_file(folder)
    path.rename(folder / f"{'0' * 64}.program")
    assert cache.recall("0" * 64) is None
    assert cache.recall(rulebook.content_hash) is None


def test_a_folder_that_others_may_write_is_not_used(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    folder.chmod(0o777)
    api.load(BOOK)
    assert not list(folder.iterdir())


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    content = api.load(BOOK).content_hash
    path = kept_file(folder)
    elsewhere = tmp_path / "elsewhere"
    shutil.move(path, elsewhere)
    path.symlink_to(elsewhere)
    assert cache.recall(content) is None


def test_where_nothing_can_be_kept_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("VIGUEUR_CACHE", str(blocked / "below"))
    assert api.load(BOOK).program.id == "assistants-medicaux"
    monkeypatch.setenv("VIGUEUR_CACHE", "")
    assert api.load(BOOK).program.id == "assistants-medicaux"


def test_the_content_hash_is_that_of_the_files_wherever_they_lie(tmp_path: Path) -> None:
    copy = tmp_path / "another name"
    shutil.copytree(BOOK, copy)
    one, other = api.load(BOOK, cached=False), api.load(copy, cached=False)
    assert one.content_hash == other.content_hash
    assert one.meaning_hash == other.meaning_hash


def test_comments_and_layout_change_the_content_and_not_the_meaning(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(BOOK, copy)
    for path in copy.glob("*/*.yaml"):
        if path.parent.name not in {"cases", "demo"}:
            path.write_text("# a comment more\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    one, other = api.load(BOOK, cached=False), api.load(copy, cached=False)
    assert one.content_hash != other.content_hash
    assert one.meaning_hash == other.meaning_hash


def test_provisions_may_move_between_the_files_of_a_text(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(BOOK, copy)
    for text in [p.parent for p in copy.glob("*/text.yaml")]:
        for path in text.glob("[a-d]*.yaml"):
            path.rename(path.with_name(f"z_{path.name}"))
    assert api.load(copy, cached=False).meaning_hash == api.load(BOOK, cached=False).meaning_hash


def test_a_cached_program_decides_as_the_checked_one(folder: Path) -> None:
    del folder
    api.load(BOOK)
    kept, checked = api.load(BOOK), api.load(BOOK, cached=False)
    for day in (date(2020, 1, 1), date(2023, 6, 1), date(2025, 1, 1)):
        one, other = kept.evaluate(Case(), as_of=day), checked.evaluate(Case(), as_of=day)
        assert {k: s.state for k, s in one.answers.items()} == {k: s.state for k, s in other.answers.items()}
    assert os.environ["VIGUEUR_CACHE"]
