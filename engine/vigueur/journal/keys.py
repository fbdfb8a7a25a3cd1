"""What keeps persons apart from the log: pseudonyms, the key of each subject, the signature. All keys come from one file."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import stat
import unicodedata
import uuid
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from vigueur.diagnostics.problems import Refused, problem
from vigueur.journal.canonical import NotCanonical, canonical, parse
from vigueur.journal.extras import extra
from vigueur.journal.private import new_private
from vigueur.plain import dataclass, field

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT: Final = "vigueur-keys/1"
KEY: Final = 32
"""Bytes of every key."""
NONCE: Final = 12
WRAPPED: Final = NONCE + KEY + 16
"""Bytes of a subject's key as it is kept: nonce, key, tag."""
LARGEST_CONTENT: Final = 16 * 1024 * 1024
"""Bytes that a content may have once opened."""
_LARGEST_FILE: Final = 4096


class Closed(ValueError):  # noqa: N818 - what it is
    """What was sealed does not open: another key, or other bytes."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a journal. `store`: the journal they belong to."""

    store: str
    pseudonym: bytes = field(repr=False)
    wrapping: bytes = field(repr=False)
    signing: bytes = field(repr=False)

    def subject(self, purpose: str, identifier: str) -> bytes:
        """The pseudonym of a person for a purpose: HMAC-SHA-256, so that two purposes cannot be joined and none can be guessed.

        An identifier is the same however its accents are encoded, and whatever spaces stand around it.
        """
        said = canonical(["vigueur-subject/1", purpose, unicodedata.normalize("NFC", identifier).strip()])
        return hmac.new(self.pseudonym, said, hashlib.sha256).digest()

    def wrap(self, key: bytes, subject: bytes) -> bytes:
        """The key of a subject as it is kept."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + _aead(self.wrapping).encrypt(nonce, key, subject)

    def unwrap(self, wrapped: bytes, subject: bytes) -> bytes:
        """The key of a subject. Raises Closed."""
        return _opened(self.wrapping, wrapped, subject)

    @property
    def public(self) -> bytes:
        """The public key by which signatures are checked: 32 bytes (RFC 8032)."""
        return self._signer().public_key().public_bytes_raw()

    def sign(self, said: bytes) -> bytes:
        """An Ed25519 signature: 64 bytes."""
        return self._signer().sign(said)

    def _signer(self) -> Ed25519PrivateKey:
        ed25519 = extra("cryptography.hazmat.primitives.asymmetric.ed25519", "journal")
        return cast("Ed25519PrivateKey", ed25519.Ed25519PrivateKey.from_private_bytes(self.signing))


def is_signed(said: bytes, signature: bytes, public: bytes) -> bool:
    """Whether a signature is that of a public key."""
    ed25519 = extra("cryptography.hazmat.primitives.asymmetric.ed25519", "journal")
    exceptions = extra("cryptography.exceptions", "journal")
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(public).verify(signature, said)
    except (exceptions.InvalidSignature, ValueError):
        return False
    return True


def seal(key: bytes, content: bytes, about: bytes) -> bytes:
    """A content that only its key opens, and only where it stands (`about`: the id of its entry)."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + _aead(key).encrypt(nonce, zlib.compress(content), about)


def unseal(key: bytes, sealed: bytes, about: bytes) -> bytes:
    """The content that was sealed. Raises Closed."""
    reading = zlib.decompressobj()
    try:
        content = reading.decompress(_opened(key, sealed, about), LARGEST_CONTENT)
    except zlib.error as error:
        raise Closed from error
    if not reading.eof:
        raise Closed
    return content


def _opened(key: bytes, sealed: bytes, about: bytes) -> bytes:
    exceptions = extra("cryptography.exceptions", "journal")
    try:
        return _aead(key).decrypt(sealed[:NONCE], sealed[NONCE:], about)
    except (exceptions.InvalidTag, ValueError) as error:
        raise Closed from error


def _aead(key: bytes) -> AESGCM:
    return cast("AESGCM", extra("cryptography.hazmat.primitives.ciphers.aead", "journal").AESGCM(key))


# The key file


def new_keys() -> Keys:
    """Fresh keys for a new journal."""
    return Keys(str(uuid.uuid4()), *(secrets.token_bytes(KEY) for _ in range(3)))


def write_keys(keys: Keys, path: Path) -> None:
    """Write a key file that its owner alone may read. Raises FileExistsError where there is one: keys are never overwritten."""
    said = {
        "format": FORMAT,
        "store": keys.store,
        "pseudonym": _text(keys.pseudonym),
        "wrapping": _text(keys.wrapping),
        "signing": _text(keys.signing),
    }
    text = canonical({**said, "check": _check(said)})
    with new_private(path) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def read_keys(path: Path) -> Keys:
    """The keys of a file. Raises Refused where it is missing, damaged, or readable by others."""
    try:
        mode, text = read_small(path)
    except FileNotFoundError as missing:
        raise Refused((problem("VG803", None, file=str(path)),)) from missing
    if not stat.S_ISREG(mode):
        raise Refused((problem("VG804", None, file=str(path)),))
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise Refused((problem("VG805", None, file=str(path)),))
    found = _keys(text)
    if found is None:
        raise Refused((problem("VG804", None, file=str(path)),))
    return found


def read_small(path: Path) -> tuple[int, bytes]:
    """The mode of a small file and what it holds; nothing where it is none: a pipe would be waited for. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        mode = os.fstat(handle).st_mode
        return mode, os.read(handle, _LARGEST_FILE + 1) if stat.S_ISREG(mode) else b""
    finally:
        os.close(handle)


def _keys(text: bytes) -> Keys | None:
    try:
        said = parse(text)
    except NotCanonical:
        return None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        return None
    rest = {name: value for name, value in said.items() if name != "check"}
    if said.get("check") != _check(rest):
        return None
    parts = [_bytes(rest.get(name)) for name in ("pseudonym", "wrapping", "signing")]
    return Keys(str(rest.get("store")), *(p for p in parts if p is not None)) if all(parts) else None


def _check(said: dict[str, str]) -> str:
    """Tells a file whose bytes have changed."""
    return hashlib.sha256(canonical(said)).hexdigest()


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _bytes(text: object) -> bytes | None:
    try:
        key = base64.b64decode(str(text), validate=True)
    except ValueError:
        return None
    return key if len(key) == KEY else None
