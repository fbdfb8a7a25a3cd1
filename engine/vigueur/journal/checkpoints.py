"""Signed states of the log, and what may be proved from them: that an entry is in it, and that it only ever grew."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from vigueur.diagnostics.problems import Refused, problem
from vigueur.journal.canonical import Json, NotCanonical, canonical, parse
from vigueur.journal.identifiers import written
from vigueur.journal.keys import is_signed
from vigueur.journal.log import Journal
from vigueur.journal.merkle import Tree
from vigueur.plain import dataclass

FORMAT: Final = "vigueur-checkpoint/1"
PROOF: Final = "vigueur-proof/1"
_MEMBERS: Final = frozenset(("format", "store", "size", "root", "at", "key", "signature"))


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed state of the log: how many entries it had, and the root of their tree."""

    said: Mapping[str, Json]

    @property
    def size(self) -> int:
        return int(str(self.said["size"]))

    @property
    def text(self) -> str:
        """As it is kept: canonical JSON."""
        return canonical(self.said).decode()

    @property
    def root(self) -> bytes:
        return bytes.fromhex(str(self.said["root"]))

    def is_signed_by(self, public: bytes) -> bool:
        """Whether it was signed with the key of a public key."""
        unsigned = {name: value for name, value in self.said.items() if name != "signature"}
        signature = base64.b64decode(str(self.said["signature"]))
        return self.said["key"] == key_id(public) and is_signed(canonical(unsigned), signature, public)


def key_id(public: bytes) -> str:
    """How a checkpoint names the key that signed it."""
    return hashlib.sha256(public).hexdigest()


def checkpoint(journal: Journal, at: datetime) -> Checkpoint:
    """Sign the log as it is now, and keep the signature in the store. Copies of it kept elsewhere are what nobody can go behind.

    Raises Refused where it is not the log that was signed before: a new signature would make good what somebody changed.
    """
    with journal.storage.transaction():
        tree = Tree(journal.storage.leaves())
        last = journal.storage.last_checkpoint()
        if last is not None:
            _still_signed(journal, read_checkpoint(last), tree)
        said: dict[str, Json] = {
            "format": FORMAT,
            "store": journal.keys.store,
            "size": tree.size,
            "root": tree.root().hex(),
            "at": written(at),
            "key": key_id(journal.keys.public),
        }
        signed = {**said, "signature": base64.b64encode(journal.keys.sign(canonical(said))).decode()}
        journal.storage.put_checkpoint(canonical(signed))
    return Checkpoint(signed)


def read_checkpoint(text: bytes, name: str = "") -> Checkpoint:
    """A checkpoint from its text: canonical JSON, with or without a line end. Raises Refused where it is none."""
    try:
        said = parse(text.removesuffix(b"\n"))
    except NotCanonical:
        said = None
    if not isinstance(said, dict) or not _is_checkpoint(said):
        raise Refused((problem("VG831", None, file=name, name=name or "checkpoint"),))
    return Checkpoint(said)


def _is_checkpoint(said: dict[str, Json]) -> bool:
    size, texts = said.get("size"), [said.get(name) for name in ("root", "key", "signature", "store", "at")]
    if said.keys() != _MEMBERS or said["format"] != FORMAT or not _whole(size) or not all(isinstance(t, str) for t in texts):
        return False
    try:
        hashes = [bytes.fromhex(str(t)) for t in texts[:2]]
        return all(len(h) == 32 for h in hashes) and len(base64.b64decode(str(texts[2]), validate=True)) == 64  # noqa: PLR2004 - SHA-256, Ed25519
    except ValueError:
        return False


def _whole(size: Json) -> bool:
    """Whether it is a number of entries: a log begins with one."""
    return isinstance(size, int) and not isinstance(size, bool) and size > 0


def newest(journal: Journal, sequence: int = 0) -> Checkpoint:
    """The newest checkpoint of a journal, if it covers an entry. Raises Refused where it does not."""
    last = journal.storage.last_checkpoint()
    if last is None or (found := read_checkpoint(last)).size <= sequence:
        raise Refused((problem("VG830", None, entry=sequence),))
    return found


@dataclass(frozen=True, slots=True)
class SignedLog:
    """The log as far as its newest checkpoint signs it: what is proved is proved from here."""

    checkpoint: Checkpoint
    tree: Tree

    def inclusion(self, sequence: int) -> list[Json]:
        """The proof that an entry is in it: hashes, hex."""
        return [step.hex() for step in self.tree.inclusion(sequence)]


def signed_log(journal: Journal, sequence: int = 0) -> SignedLog:
    """The log of the newest checkpoint. Raises Refused where that does not cover an entry, is not signed, or signs another log."""
    signed = newest(journal, sequence)
    tree = Tree(journal.storage.leaves(signed.size))
    _still_signed(journal, signed, tree)
    return SignedLog(signed, tree)


def _still_signed(journal: Journal, signed: Checkpoint, tree: Tree) -> None:
    """Refuse a log that does not begin as a checkpoint of its own has signed. Raises Refused."""
    if not signed.is_signed_by(journal.keys.public) or tree.size < signed.size or tree.root(signed.size) != signed.root:
        raise Refused((problem("VG833", None, size=signed.size),))


def prove_inclusion(journal: Journal, id_: str) -> dict[str, Json]:
    """The proof that an entry, of whatever kind, is in the log that the newest checkpoint signs. Raises Refused."""
    row = journal.entry(id_)
    signed = signed_log(journal, row.sequence)
    return {
        "format": PROOF,
        "id": row.id,
        "index": row.sequence,
        "leaf": row.leaf.hex(),
        "proof": signed.inclusion(row.sequence),
        "checkpoint": dict(signed.checkpoint.said),
    }


def prove_consistency(journal: Journal, earlier: Checkpoint) -> dict[str, Json]:
    """The proof that the log of the newest checkpoint begins with that of an earlier one. Raises Refused where it does not."""
    signed = signed_log(journal)
    size = signed.checkpoint.size
    if earlier.size > size or not earlier.is_signed_by(journal.keys.public) or signed.tree.root(earlier.size) != earlier.root:
        raise Refused((problem("VG832", None, size=earlier.size),))
    proof = signed.tree.consistency(earlier.size)
    return {
        "format": PROOF,
        "checkpoint": dict(signed.checkpoint.said),
        "consistency": {"first": earlier.size, "second": size, "proof": [step.hex() for step in proof]},
    }
