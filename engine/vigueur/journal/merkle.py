"""The tree over the log: hashes as RFC 9162 makes them."""

from __future__ import annotations

import hashlib


def leaf_hash(body: bytes) -> bytes:
    """The hash of an entry (RFC 9162 §2.1.1)."""
    return hashlib.sha256(b"\x00" + body).digest()
