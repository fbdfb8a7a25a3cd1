"""The tree over the log: hashes, proofs that an entry is in it and that it only grew, and how they are checked (RFC 9162 §2.1)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

EMPTY: Final = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(body: bytes) -> bytes:
    """The hash of an entry."""
    return hashlib.sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class GrowingTree:
    """A tree that leaves are added to: it keeps the roots of its full subtrees, the largest first."""

    def __init__(self) -> None:
        self.size = 0
        self._subtrees: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Add the hash of an entry."""
        whole, filled = leaf, self.size
        while filled & 1:
            whole = node_hash(self._subtrees.pop(), whole)
            filled >>= 1
        self._subtrees.append(whole)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree as it is now."""
        if not self._subtrees:
            return EMPTY
        whole = self._subtrees[-1]
        for left in reversed(self._subtrees[:-1]):
            whole = node_hash(left, whole)
        return whole


class Tree:
    """The tree over the hashes of entries, with all its full subtrees, so that many proofs may be had of it."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.size = len(leaves)
        self._full = [list(leaves)]
        while len(self._full[-1]) > 1:
            below = self._full[-1]
            self._full.append([node_hash(below[left], below[left + 1]) for left in range(0, len(below) - 1, 2)])

    def root(self, size: int | None = None) -> bytes:
        """The root of the tree of the first leaves, of all by default."""
        end = self.size if size is None else size
        return self._root(0, end) if end else EMPTY

    def inclusion(self, index: int) -> tuple[bytes, ...]:
        """The roots beside the way from a leaf to the root, the lowest first (§2.1.3.1)."""
        first, end, proof = 0, self.size, []
        while end - first > 1:
            middle = first + _split(end - first)
            if index < middle:
                proof.append(self._root(middle, end))
                end = middle
            else:
                proof.append(self._root(first, middle))
                first = middle
        return tuple(reversed(proof))

    def consistency(self, first_size: int) -> tuple[bytes, ...]:
        """What shows that the tree of the first leaves is the beginning of the tree of all (§2.1.4.1)."""
        first, end, proof, whole = 0, self.size, [], True
        if not 0 < first_size < end:
            return ()
        while first_size - first != end - first:
            middle = first + _split(end - first)
            if first_size <= middle:
                proof.append(self._root(middle, end))
                end = middle
            else:
                proof.append(self._root(first, middle))
                first, whole = middle, False
        if not whole:
            proof.append(self._root(first, end))
        return tuple(reversed(proof))

    def _root(self, first: int, end: int) -> bytes:
        """The root over some leaves; they begin where a full subtree of their size would."""
        size = end - first
        if size & (size - 1) == 0:
            return self._full[size.bit_length() - 1][first // size]
        middle = first + _split(size)
        return node_hash(self._root(first, middle), self._root(middle, end))


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root_: bytes) -> bool:
    """Whether a proof leads from a leaf to a root (§2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, whole = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            whole = node_hash(beside, whole)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            whole = node_hash(whole, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and whole == root_


def verify_consistency(first_size: int, second_size: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that the first tree is the beginning of the second (§2.1.4.2)."""
    if first_size == second_size:
        return not proof and first_root == second_root
    if first_size == 0:
        return not proof and first_root == EMPTY
    if not 0 < first_size < second_size or not proof:
        return False
    path = list(proof) if first_size & (first_size - 1) else [first_root, *proof]
    place, last = first_size - 1, second_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = path[0]
    for beside in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            first, second = node_hash(beside, first), node_hash(beside, second)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and first == first_root and second == second_root


def _split(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << (size - 1).bit_length() - 1
