"""Keys: what they seal opens under them alone and where it stands; their file is its owner's, and says when it is damaged."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import pytest

from vigueur import Refused
from vigueur.journal.keys import (
    KEY,
    LARGEST_CONTENT,
    NONCE,
    WRAPPED,
    Closed,
    Keys,
    is_signed,
    new_keys,
    read_keys,
    seal,
    unseal,
    write_keys,
)

crypto = pytest.importorskip("cryptography", reason="the journal needs the extra `journal`")


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [p.code for p in refused.value.problems]


@pytest.fixture
def keys() -> Keys:
    return new_keys()


def test_a_content_opens_under_its_key_and_in_its_place(keys: Keys):
    sealed = seal(keys.wrapping, b"content", b"entry 1")
    assert unseal(keys.wrapping, sealed, b"entry 1") == b"content"
    for key, text, about in (
        (keys.signing, sealed, b"entry 1"),
        (keys.wrapping, sealed, b"entry 2"),
        (keys.wrapping, sealed[:-1], b"entry 1"),
    ):
        with pytest.raises(Closed):
            unseal(key, text, about)


def test_no_two_things_are_sealed_with_the_same_nonce(keys: Keys):
    """Under one key a nonce that comes back tells what two contents have in common, and lets anybody forge a third (AES-GCM)."""
    sealed = [seal(keys.wrapping, b"content", b"entry 1") for _ in range(100)]
    assert len({one[:NONCE] for one in sealed}) == len(sealed)
    wrapped = [keys.wrap(b"k" * 32, b"s" * 32) for _ in range(100)]
    assert len({one[:NONCE] for one in wrapped}) == len(wrapped)


def test_every_bit_of_what_is_sealed_counts(keys: Keys):
    sealed = seal(keys.wrapping, b"content", b"1")
    for bit in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Closed):
            unseal(keys.wrapping, bytes(changed), b"1")


@pytest.mark.parametrize("sealed", [b"", b"x", b"x" * 12, b"x" * 27, b"x" * 100])
def test_what_was_never_sealed_does_not_open(keys: Keys, sealed: bytes):
    with pytest.raises(Closed):
        unseal(keys.wrapping, sealed, b"1")
    with pytest.raises(Closed):
        keys.unwrap(sealed, b"s" * 32)


def test_a_content_that_unpacks_to_too_much_does_not_open(keys: Keys):
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - may be missing

    bomb = zlib.compress(bytes(LARGEST_CONTENT + 1))
    with pytest.raises(Closed):
        unseal(keys.wrapping, b"n" * 12 + AESGCM(keys.wrapping).encrypt(b"n" * 12, bomb, b"1"), b"1")


def test_a_wrapped_key_belongs_to_its_subject(keys: Keys):
    wrapped = keys.wrap(b"k" * KEY, b"a" * 32)
    assert len(wrapped) == WRAPPED
    assert keys.unwrap(wrapped, b"a" * 32) == b"k" * KEY
    with pytest.raises(Closed):
        keys.unwrap(wrapped, b"b" * 32)


def test_a_signature_is_checked_by_the_public_key(keys: Keys):
    signature = keys.sign(b"said")
    assert is_signed(b"said", signature, keys.public)
    assert not is_signed(b"else", signature, keys.public)
    assert not is_signed(b"said", signature, new_keys().public)
    assert not is_signed(b"said", b"", keys.public)
    assert not is_signed(b"said", signature, b"short")


def test_a_key_file_is_its_owners_and_is_never_overwritten(tmp_path: Path, keys: Keys):
    write_keys(keys, tmp_path / "k")
    assert read_keys(tmp_path / "k") == keys
    assert (tmp_path / "k").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        write_keys(new_keys(), tmp_path / "k")
    assert read_keys(tmp_path / "k") == keys


def test_keys_are_not_shown(keys: Keys):
    assert keys.store in repr(keys)
    assert not any(repr(key) in repr(keys) for key in (keys.pseudonym, keys.wrapping, keys.signing))


def test_every_bit_of_a_key_file_counts(tmp_path: Path, keys: Keys):
    write_keys(keys, tmp_path / "k")
    text = (tmp_path / "k").read_bytes()
    for bit in range(len(text) * 8):
        changed = bytearray(text)
        changed[bit // 8] ^= 1 << bit % 8
        (tmp_path / "k").write_bytes(bytes(changed))
        with pytest.raises(Refused) as refused:
            read_keys(tmp_path / "k")
        assert codes(refused) == ["VG804"]


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b"null", b"x" * 5000, b'{"format":"vigueur-keys/1"}', b"\xff\xfe"])
def test_another_file_is_no_key_file(tmp_path: Path, text: bytes):
    (tmp_path / "k").write_bytes(text)
    (tmp_path / "k").chmod(0o600)
    with pytest.raises(Refused) as refused:
        read_keys(tmp_path / "k")
    assert codes(refused) == ["VG804"]


@pytest.mark.skipif(sys.platform == "win32", reason="no modes on Windows")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path, keys: Keys, mode: int):
    write_keys(keys, tmp_path / "k")
    (tmp_path / "k").chmod(mode)
    with pytest.raises(Refused) as refused:
        read_keys(tmp_path / "k")
    assert codes(refused) == ["VG805"]


def test_without_the_package_one_line_names_the_extra(monkeypatch: pytest.MonkeyPatch, keys: Keys):
    for name in [name for name in sys.modules if name.partition(".")[0] == "cryptography"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    for call in (lambda: keys.sign(b"x"), lambda: keys.wrap(b"k" * KEY, b"s" * 32), lambda: keys.public):
        with pytest.raises(Refused) as refused:
            call()
        assert [(p.code, dict(p.details)["package"], dict(p.details)["extra"]) for p in refused.value.problems] == [
            ("VG800", "cryptography", "journal")
        ]
