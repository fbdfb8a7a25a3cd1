"""The tree over the log: the published vectors of certificate transparency, and what no proof may do."""

from __future__ import annotations

import hashlib
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vigueur.journal.merkle import (
    EMPTY,
    GrowingTree,
    Tree,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)

# The eight entries, their roots and proofs that the reference implementation of certificate transparency publishes.
ENTRIES = [bytes.fromhex(e) for e in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
SECOND = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
THIRD_AND_FOURTH = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
LAST_FOUR = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
FIFTH = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
FIFTH_AND_SIXTH = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
LAST_TWO = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"


def logs(least: int = 1) -> st.SearchStrategy[list[bytes]]:
    """Logs of distinct entries: their leaves."""
    return st.lists(st.binary(max_size=8), min_size=least, max_size=40, unique=True).map(lambda found: [leaf_hash(e) for e in found])


def flipped(data: st.DataObject, value: bytes) -> bytes:
    """A value with one bit the other way."""
    bit = data.draw(st.integers(0, 8 * len(value) - 1))
    return value[: bit // 8] + bytes([value[bit // 8] ^ 1 << bit % 8]) + value[bit // 8 + 1 :]


def altered(data: st.DataObject, proof: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """A proof with a step changed, left out, doubled, added or exchanged."""
    place = data.draw(st.integers(0, max(len(proof) - 1, 0)))
    before, step, after = proof[:place], proof[place : place + 1], proof[place + 1 :]
    ways = [(*proof, EMPTY), (EMPTY, *proof)]
    if step:
        ways += [(*before, *after), (*before, *step, *step, *after), (*before, flipped(data, step[0]), *after), tuple(reversed(proof))]
    other = data.draw(st.sampled_from(ways))
    assume(other != proof)
    return other


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_published(size: int):
    assert Tree(LEAVES[:size]).root().hex() == ROOTS[size]


@pytest.mark.parametrize(
    ("index", "size", "proof"),
    [
        (0, 1, ()),
        (0, 8, (SECOND, THIRD_AND_FOURTH, LAST_FOUR)),
        (5, 8, (FIFTH, LAST_TWO, ROOTS[4])),
        (2, 3, (ROOTS[2],)),
        (1, 5, (ROOTS[1], THIRD_AND_FOURTH, FIFTH)),
    ],
)
def test_the_proofs_of_inclusion_are_those_published(index: int, size: int, proof: tuple[str, ...]):
    made = Tree(LEAVES[:size]).inclusion(index)
    assert tuple(step.hex() for step in made) == proof
    assert verify_inclusion(LEAVES[index], index, size, made, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(
    ("first", "second", "proof"),
    [
        (1, 1, ()),
        (1, 8, (SECOND, THIRD_AND_FOURTH, LAST_FOUR)),
        (6, 8, (FIFTH_AND_SIXTH, LAST_TWO, ROOTS[4])),
        (2, 5, (THIRD_AND_FOURTH, FIFTH)),
    ],
)
def test_the_proofs_of_consistency_are_those_published(first: int, second: int, proof: tuple[str, ...]):
    made = Tree(LEAVES[:second]).consistency(first)
    assert tuple(step.hex() for step in made) == proof
    assert verify_consistency(first, second, bytes.fromhex(ROOTS[first]), bytes.fromhex(ROOTS[second]), made)


def test_a_leaf_cannot_be_taken_for_a_node():
    """Leaves and nodes are hashed apart (§2.1.1): the tree of two entries is not that of one entry made of their hashes."""
    assert Tree([leaf_hash(LEAVES[0] + LEAVES[1])]).root() != Tree(LEAVES[:2]).root()
    assert leaf_hash(b"") == hashlib.sha256(b"\x00").digest()


@given(logs(least=0))
def test_a_tree_that_grows_has_the_roots_of_the_trees_it_was(leaves: list[bytes]):
    growing = GrowingTree()
    seen = [growing.root()]
    for leaf in leaves:
        growing.add(leaf)
        seen.append(growing.root())
    assert seen == [Tree(leaves[:size]).root() for size in range(len(leaves) + 1)]
    assert seen == [Tree(leaves).root(size) for size in range(len(leaves) + 1)]
    assert len(set(seen)) == len(seen)


@given(logs())
def test_every_entry_of_every_log_is_proved(leaves: list[bytes]):
    whole = Tree(leaves).root()
    for index, leaf in enumerate(leaves):
        proof = Tree(leaves).inclusion(index)
        assert len(proof) <= (len(leaves) - 1).bit_length()
        assert verify_inclusion(leaf, index, len(leaves), proof, whole)


@given(logs(), st.data())
def test_no_altered_proof_leaf_index_or_root_is_taken(leaves: list[bytes], data: st.DataObject):
    index, size, whole = data.draw(st.integers(0, len(leaves) - 1)), len(leaves), Tree(leaves).root()
    proof = Tree(leaves).inclusion(index)
    other = data.draw(st.integers(-2, size + 2).filter(lambda n: n != index))
    assert not verify_inclusion(leaves[index], index, size, altered(data, proof), whole)
    assert not verify_inclusion(flipped(data, leaves[index]), index, size, proof, whole)
    assert not verify_inclusion(leaves[index], other, size, proof, whole)
    assert not verify_inclusion(leaves[index], index, size, proof, flipped(data, whole))
    assert not verify_inclusion(leaves[index], index, data.draw(st.integers(-2, index)), proof, whole)


def test_a_size_is_bound_to_its_root_by_the_signature_alone():
    """The way up from the first of three is as long as from the first of four: a checkpoint signs the size and the root together."""
    proof = Tree(LEAVES[:3]).inclusion(0)
    assert verify_inclusion(LEAVES[0], 0, 4, proof, Tree(LEAVES[:3]).root())
    assert not verify_inclusion(LEAVES[0], 0, 2, proof, Tree(LEAVES[:3]).root())
    assert not verify_inclusion(LEAVES[0], 0, 5, proof, Tree(LEAVES[:3]).root())


@given(logs())
def test_every_log_continues_each_of_its_beginnings(leaves: list[bytes]):
    size, whole = len(leaves), Tree(leaves).root()
    for first in range(size + 1):
        assert verify_consistency(first, size, Tree(leaves[:first]).root(), whole, Tree(leaves).consistency(first))


@given(logs(least=2), st.data())
def test_no_altered_history_is_taken_for_a_beginning(leaves: list[bytes], data: st.DataObject):
    """Somebody changes, leaves out or exchanges an entry that was signed, and makes the best proofs that the new log gives."""
    size = len(leaves)
    first = data.draw(st.integers(1, size - 1))
    place = data.draw(st.integers(0, first - 1))
    changed = [*leaves[:place], flipped(data, leaves[place]), *leaves[place + 1 :]]
    fewer = [*leaves[:place], *leaves[place + 1 :], EMPTY]
    for history in (changed, fewer, [*leaves[:place], EMPTY, *leaves[place:]]):
        for proof in (Tree(history).consistency(first), Tree(leaves).consistency(first)):
            assert not verify_consistency(first, len(history), Tree(leaves[:first]).root(), Tree(history).root(), proof)
    assert not verify_consistency(size, size, Tree(leaves).root(), Tree(changed).root(), ())
    assert not verify_consistency(size, first, Tree(leaves).root(), Tree(leaves[:first]).root(), ())


@given(logs(least=2), st.data())
def test_no_altered_proof_or_root_is_taken_for_consistency(leaves: list[bytes], data: st.DataObject):
    size, first = len(leaves), data.draw(st.integers(1, len(leaves) - 1))
    proof, before, whole = Tree(leaves).consistency(first), Tree(leaves[:first]).root(), Tree(leaves).root()
    assert not verify_consistency(first, size, before, whole, altered(data, proof))
    assert not verify_consistency(first, size, flipped(data, before), whole, proof)
    assert not verify_consistency(first, size, before, flipped(data, whole), proof)
    assert not verify_consistency(first, size, before, whole, ())


@pytest.mark.parametrize("first", [-1, 9])
def test_sizes_that_cannot_be_are_no_beginning(first: int):
    assert Tree(LEAVES).consistency(first) == ()
    assert not verify_consistency(first, 8, Tree(LEAVES).root(), Tree(LEAVES).root(), ())
    assert not verify_consistency(0, 8, Tree(LEAVES[:1]).root(), Tree(LEAVES).root(), ())


def test_a_hundred_thousand_entries_are_hashed_and_proved_in_a_moment():
    """Well under 0.3 s each on a quiet machine; processor time, and four times as much, where others work beside us."""
    leaves = [leaf_hash(b"%d" % n) for n in range(100_000)]
    started = time.process_time()
    whole = Tree(leaves).root()
    rooted = time.process_time()
    proof = Tree(leaves).inclusion(77_777)
    proved = time.process_time()
    assert verify_inclusion(leaves[77_777], 77_777, 100_000, proof, whole)
    assert max(rooted - started, proved - rooted) < 1.2
