"""The log of a store: entries added in order, decisions recorded and read, editions archived, persons erased."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from vigueur.diagnostics.problems import Refused, problem
from vigueur.journal.archive import archived
from vigueur.journal.canonical import LARGEST_WHOLE, Json
from vigueur.journal.entries import Body, Draft, Record, body_of, damaged, decision_body, is_sound, opening, row_of, salted
from vigueur.journal.finding import found
from vigueur.journal.identifiers import next_id
from vigueur.journal.keys import KEY, Keys
from vigueur.journal.reading import opened, unwrapped
from vigueur.journal.shapes import KINDS, content_flaws
from vigueur.journal.storage import Row, Storage
from vigueur.plain import dataclass

LONGEST_NAME: Final = 200
"""Characters of an agent's name."""


@dataclass(frozen=True, slots=True)
class Tail:
    """Where the log ends: what the next entry is numbered and named on."""

    sequence: int
    id: str | None


@dataclass(frozen=True, slots=True)
class Erasure:
    """What erasing a person came to. `count`: decisions that can no longer be read.

    `gone`: whether the keys have left the store's files already; somebody who reads meanwhile holds up what is overwritten.
    """

    count: int
    gone: bool


class Journal:
    """A journal: its store and its keys."""

    def __init__(self, storage: Storage, keys: Keys) -> None:
        self.storage = storage
        self.keys = keys
        self._archived: set[str] = set()
        self._writes = ""
        """The program that the log names already."""

    @property
    def place(self) -> str:
        """How the store is named to a person; without a password."""
        return self.storage.place

    @property
    def public_key(self) -> str:
        """The key by which its checkpoints are checked (Ed25519, 32 bytes, hex)."""
        return self.keys.public.hex()

    def subject(self, rulebook: str, identifier: str) -> bytes:
        """The pseudonym of a person among the decisions of a rule book."""
        return self.keys.subject(rulebook, identifier)

    def rulebooks(self) -> tuple[str, ...]:
        """The ids of the rule books that decided. Raises Refused where the entry of an edition is damaged."""
        return tuple(dict.fromkeys(str(body_of(row)["rulebook"]) for row in self.storage.rows(kind="edition")))

    # Adding

    def begin(self, at: datetime, actor: str) -> None:
        """Write the entry that begins the log: whose it is, and by which key it is signed."""
        _name(actor)
        said: dict[str, Json] = {"store": self.keys.store, "public_key": self.keys.public.hex(), "program": self.storage.program}
        with self.storage.transaction():
            if self.storage.last() is not None:
                raise Refused((problem("VG802", None, place=self.storage.place),))
            self._add("genesis", at, actor, said)

    def record(self, drafts: Sequence[Draft]) -> list[Record]:
        """Record decisions, all or none, durably before it returns. Raises Refused.

        What a decision supersedes must be decisions about the same subject that nothing supersedes yet.
        """
        for draft in drafts:
            _name(draft.actor)
        try:
            with self.storage.transaction():
                return self._recorded(drafts)
        except BaseException:
            # What was archived on the way was not kept.
            self._archived.clear()
            raise

    def _recorded(self, drafts: Sequence[Draft]) -> list[Record]:
        tail = self._tail()
        if drafts:
            tail = self._program(tail, drafts[0].at, drafts[0].actor)
        recorded = []
        for draft in drafts:
            tail = self._archive(draft, tail)
            record = self._decision(draft, tail)
            self.storage.append([record.row])
            recorded.append(record)
            tail = Tail(record.row.sequence, record.id)
        return recorded

    def note_access(self, at: datetime, actor: str, command: str, asked: dict[str, Json], count: int) -> None:
        """Log that somebody read: what was asked, and of how many entries the content was shown."""
        _name(actor)
        with self.storage.transaction():
            self._add("access", at, actor, {"command": command, "asked": asked, "count": count})

    def erase(self, subject: bytes, at: datetime, actor: str, reason: str) -> Erasure:
        """Erase a person: the keys of a subject are overwritten, so that nothing sealed under them opens again.

        The entries stay, and all that was proved of them. Raises Refused where the journal knows no such subject.
        """
        _name(actor)
        with self.storage.transaction():
            numbers = self._kept(subject)
            if not numbers:
                raise Refused((problem("VG824", None),))
            count = self.count(subject)
            said: dict[str, Json] = {"subject": subject.hex(), "reason": reason, "count": count, "keys": numbers}
            self._add("erasure", at, actor, said)
            self.storage.erase_keys(subject)
        return Erasure(count, self.storage.flush())

    def knows(self, subject: bytes) -> bool:
        """Whether anything is sealed under a key of a person that is not erased."""
        return bool(self._kept(subject))

    def _kept(self, subject: bytes) -> list[int]:
        """The numbers of the keys of a subject that are not erased."""
        return [key.number for key in self.storage.keys(subject) if not key.erased]

    def _add(self, kind: str, at: datetime, actor: str, said: dict[str, Json]) -> None:
        """Add an entry, within a transaction."""
        tail = self._tail()
        if kind != "genesis":
            tail = self._program(tail, at, actor)
        self.storage.append([row_of({**opening(kind, tail.sequence + 1, next_id(tail.id, at), at, actor), **said})])

    def _tail(self) -> Tail:
        last = self.storage.last()
        if last is not None and last.sequence > LARGEST_WHOLE // 2:
            raise damaged(last.sequence)  # nobody gets there by adding, and no entry could be numbered on from it
        return Tail(last.sequence, last.id) if last else Tail(-1, None)

    def _program(self, tail: Tail, at: datetime, actor: str) -> Tail:
        """Log that another version of the database writes: the file names the last, and only one that is known may stand there."""
        program = self.storage.program
        if program == self._writes or not self.storage.is_first_write() or program in programs(self.storage):
            self._writes = program
            return tail
        row = row_of({**opening("writer", tail.sequence + 1, next_id(tail.id, at), at, actor), "program": program})
        self.storage.append([row])
        return Tail(row.sequence, row.id)

    def _archive(self, draft: Draft, tail: Tail) -> Tail:
        """Archive the edition of a decision, once, with an entry of its own."""
        edition = draft.edition
        if edition.content in self._archived:
            return tail
        content = bytes.fromhex(edition.content)
        if not self.storage.archived(content):
            said: dict[str, Json] = {
                "rulebook": edition.rulebook,
                "edition": {"content": edition.content, "meaning": edition.meaning},
                "engine": {"name": "vigueur", "version": draft.engine.version, "language": draft.engine.language},
            }
            id_ = next_id(tail.id, draft.at)
            row = row_of({**opening("edition", tail.sequence + 1, id_, draft.at, draft.actor), **said})
            self.storage.put_archive(content, archived(draft.files))
            self.storage.append([row])
            tail = Tail(row.sequence, row.id)
        self._archived.add(edition.content)
        return tail

    def _decision(self, draft: Draft, tail: Tail) -> Record:
        id_ = next_id(tail.id, draft.at)
        subject = draft.subject or self.keys.subject("vigueur-record/1", id_)
        superseded = tuple(dict.fromkeys(self._superseded(earlier, subject) for earlier in draft.supersedes))
        draft = replace(draft, content=salted(draft.content), supersedes=superseded)
        wrong = content_flaws(draft.content)
        if wrong:
            raise TypeError(*wrong)
        kept = self.storage.newest_key(subject)
        if kept is None or kept.erased:
            from secrets import token_bytes  # noqa: PLC0415 - most decisions are about somebody known

            kept = self.storage.put_key(subject, self.keys.wrap(token_bytes(KEY), subject))
        body = decision_body(draft, tail.sequence + 1, id_, subject, (kept.number, unwrapped(kept, self.keys)))
        return Record(row_of(body), body, draft.content)

    def _superseded(self, id_: str, subject: bytes) -> str:
        """The id of a decision that one about a subject may supersede. Raises Refused."""
        row = self.find(id_)
        if row.subject != subject:
            raise Refused((problem("VG815", None, id=row.id),))
        newer = self.storage.superseding(row.id)
        if newer is not None:
            raise Refused((problem("VG816", None, id=row.id, newer=newer),))
        return row.id

    # Reading

    def find(self, id_: str) -> Row:
        """The entry of a decision by its id, or a beginning of it that is no other decision's. Raises Refused."""
        return found(self.storage, id_, ("decision",))

    def entry(self, id_: str) -> Row:
        """An entry of any kind by its id, or a beginning of it that is no other's. Raises Refused."""
        return found(self.storage, id_, KINDS)

    def count(self, subject: bytes) -> int:
        """How many decisions about a person can be read; damaged ones cannot."""
        kept = set(self._kept(subject))
        sound = (row for row in self.storage.rows(kind="decision", subject=subject) if is_sound(row))
        return sum(1 for row in sound if body_of(row)["key"] in kept)

    def superseded(self) -> frozenset[str]:
        """The ids of all decisions that another supersedes. A damaged entry supersedes nothing."""
        return frozenset(id_ for row in self.storage.superseders() if is_sound(row) for id_ in row.superseded)

    def superseded_by(self, id_: str) -> str | None:
        """The id of the decision that supersedes another."""
        return self.storage.superseding(id_)

    def read(self, row: Row) -> Record:
        """A recorded decision, its content opened. Raises Refused where it is not what was logged."""
        return opened(row, self.storage.key, self.keys)[0]

    def sealed_text(self, row: Row) -> bytes | None:
        """What an entry seals, byte for byte as it was hashed; None where the person was erased. Raises Refused."""
        return opened(row, self.storage.key, self.keys)[1]

    def decisions(self, rows: Iterable[Row] | None = None) -> Iterator[Record]:
        """Recorded decisions, opened: all, or those of some entries."""
        for row in self.storage.rows(kind="decision") if rows is None else rows:
            yield self.read(row)

    def numbered(self, sequence: int) -> Row:
        """An entry by its number. Raises Refused."""
        row = self.storage.row(sequence)
        if row is None:
            raise damaged(sequence)
        return row

    def body(self, sequence: int) -> Body:
        """What an entry says, by its number. Raises Refused."""
        return body_of(self.numbered(sequence))

    def close(self) -> None:
        """Leave the store."""
        self.storage.close()


def programs(storage: Storage) -> set[str]:
    """The versions of the database that ever wrote a log, as it says."""
    rows = (*storage.rows(end=1), *storage.rows(kind="writer"))
    return {str(body_of(row)["program"]) for row in rows}


def _name(actor: str) -> None:
    """Refuse an agent without a name, or with one that is none. Raises Refused."""
    if not actor.strip() or len(actor) > LONGEST_NAME or not actor.isprintable():
        raise Refused((problem("VG819", None, most=LONGEST_NAME),))
