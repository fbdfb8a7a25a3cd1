"""What a store must do: one log of numbered entries, the rule books archived, the keys of subjects, the signed checkpoints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Final, Protocol

from vigueur.plain import dataclass

VERSION: Final = 1
"""The version of a store's shape. A store of a newer one is refused."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry of the log as it is kept. What stands beside the body is in it too, and is there to be found quickly.

    `sequence` counts from 0 and is the index of its leaf in the tree; `leaf` is the hash of the body; `subject` is a pseudonym;
    `supersedes` the ids of entries with spaces between them.
    """

    sequence: int
    leaf: bytes
    id: str
    kind: str
    subject: bytes | None
    supersedes: str | None
    body: bytes

    @property
    def superseded(self) -> tuple[str, ...]:
        """The ids of the entries that it supersedes."""
        return tuple(self.supersedes.split(" ")) if self.supersedes else ()


@dataclass(frozen=True, slots=True)
class SubjectKey:
    """The wrapped key of a subject; zeros where it was erased."""

    number: int
    subject: bytes
    wrapped: bytes

    @property
    def erased(self) -> bool:
        return not any(self.wrapped)


class Storage(Protocol):
    """Where a journal is kept. Every method raises Refused where the store cannot be read or written, with what is wrong."""

    @property
    def place(self) -> str:
        """How the store is named to a person; without a password."""

    @property
    def writable(self) -> bool:
        """Whether entries may be added."""

    @property
    def program(self) -> str:
        """The database that keeps it, and its version."""

    def is_first_write(self) -> bool:
        """Whether this version of the database writes for the first time, as far as the store itself can tell."""

    def transaction(self) -> AbstractContextManager[None]:
        """Adds what is added within it as one, durably, and alone: nobody else writes meanwhile. Nothing is added where it fails."""

    def last(self) -> Row | None:
        """The newest entry, or None."""

    def append(self, rows: Sequence[Row]) -> None:
        """Add entries, numbered on from the last."""

    def row(self, sequence: int) -> Row | None:
        """One entry by its number."""

    def rows(self, first: int = 0, end: int | None = None, *, kind: str | None = None, subject: bytes | None = None) -> Iterator[Row]:
        """Entries in order, of `[first, end)`, of a kind or a subject."""

    def leaves(self, size: int | None = None) -> list[bytes]:
        """The hashes of the first entries, of all by default, as they are kept."""

    def superseders(self) -> Iterator[Row]:
        """The entries that supersede others, in order."""

    def superseding(self, id_: str) -> str | None:
        """The id of the entry that supersedes another."""

    def put_archive(self, content: bytes, files: bytes) -> None:
        """Keep the files of a rule book by the hash of their content."""

    def archived(self, content: bytes) -> bool:
        """Whether the files of a content are kept."""

    def archive(self, content: bytes) -> bytes | None:
        """The files kept for a content."""

    def archives(self) -> Iterator[tuple[bytes, bytes]]:
        """Every archive: content hash, files."""

    def put_key(self, subject: bytes, wrapped: bytes) -> SubjectKey:
        """Keep a new key of a subject."""

    def newest_key(self, subject: bytes) -> SubjectKey | None:
        """The newest key of a subject, or None where there never was one. A subject has several where one was erased."""

    def key(self, number: int) -> SubjectKey | None:
        """A key by its number."""

    def keys(self, subject: bytes | None = None) -> Iterator[SubjectKey]:
        """The keys of all subjects, or of one."""

    def erase_keys(self, subject: bytes) -> None:
        """Overwrite the keys of a subject with zeros, for ever."""

    def put_checkpoint(self, body: bytes) -> None:
        """Keep a signed checkpoint."""

    def checkpoints(self) -> Iterator[bytes]:
        """Every checkpoint, in order."""

    def last_checkpoint(self) -> bytes | None:
        """The newest checkpoint, or None."""

    def flush(self) -> bool:
        """Let nothing of what was overwritten remain in what the store keeps beside its data. False where that is not done yet."""

    def flaws(self) -> list[str]:
        """What the database itself finds wrong, in its words."""

    def close(self) -> None:
        """Leave the store as it is best kept."""
