"""Everything that can be held against a journal: hashes, tree, signatures, sequence, archived editions, keys, shapes, files.

Nothing is believed that is not computed anew. Each thing wrong is a problem that names where; what is only worth knowing is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.journal.archive import NoArchive, files_of_content
from vigueur.journal.canonical import as_list
from vigueur.journal.checkpoints import Checkpoint, read_checkpoint
from vigueur.journal.entries import Body, content_of, said_by
from vigueur.journal.findings import finding
from vigueur.journal.identifiers import is_behind, read_time
from vigueur.journal.keys import Closed, Keys
from vigueur.journal.log import Journal
from vigueur.journal.merkle import GrowingTree, leaf_hash
from vigueur.journal.shapes import content_flaws, flaws
from vigueur.journal.storage import Row, Storage, SubjectKey
from vigueur.plain import dataclass, field

MOST_TOLD: Final = 1000
"""Problems told; a journal that is not one has as many as entries."""


@dataclass(slots=True)
class Verified:
    """What was verified, and what is wrong. `place`: without a password; `signed`: entries that the newest good checkpoint covers."""

    place: str = ""
    entries: int = 0
    decisions: int = 0
    erased: int = 0
    editions: int = 0
    checkpoints: int = 0
    signed: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, found: Problem) -> None:
        if len(self.problems) < MOST_TOLD:
            self.problems.append(found)


def verify(journal: Journal, kept: Sequence[tuple[str, Checkpoint]] = ()) -> Verified:
    """Verify a journal. `kept`: checkpoints that somebody has kept elsewhere, with what they are called; it must continue them."""
    return _Verifying(journal.storage, journal.keys, kept).all()


class _Verifying:
    """One walk over a journal."""

    def __init__(self, storage: Storage, keys: Keys, kept: Sequence[tuple[str, Checkpoint]]) -> None:
        self.storage = storage
        self.keys = keys
        self.found = Verified(storage.place)
        self.tree = GrowingTree()
        self.wanted = _by_size([*self._checkpoints(), *self._ours(kept)])
        self.subjects: dict[int, SubjectKey] = {}
        self.opened: dict[int, bytes | None] = {}
        self.decided: dict[str, bytes | None] = {}
        self.superseded: set[str] = set()
        self.editions: dict[str, str] = {}
        """The rule books, by the hash of their content."""
        self.readable = True
        """Whether every entry could be read: else nobody knows what it names."""
        self.sealing: set[int] = set()
        """The keys under which an entry is sealed."""
        self.erased: dict[int, str] = {}
        """The keys that an entry says were erased, with whose they are."""
        self.walked = False

    def _of(self, name: str, which: object, **details: object) -> None:
        self.found.add(replace(finding(name, which, **details), file=self.storage.place))

    def _refused(self, refused: Refused) -> None:
        """What could not be read is a finding, and the rest is looked at all the same."""
        for one in refused.problems:
            self.found.add(one if one.file else replace(one, file=self.storage.place))

    def all(self) -> Verified:
        for look in (self._file, self._keys, self._entries, self._archives, self._erasures):
            try:
                look()
            except Refused as refused:
                self._refused(refused)
        for size, waiting in self.wanted.items() if self.walked else ():
            for number, _ in waiting:
                self._of("checkpoint_size", number, signed=size, size=self.tree.size)
        return self.found

    def _file(self) -> None:
        for flaw in self.storage.flaws():
            self.found.add(problem("VG838", None, file=self.storage.place, what_en=flaw, what_fr=flaw))

    # Checkpoints

    def _checkpoints(self) -> Iterator[tuple[int | str, Checkpoint]]:
        """The checkpoints of the store, with their numbers."""
        before = 0
        try:
            for number, text in enumerate(self.storage.checkpoints(), 1):
                self.found.checkpoints += 1
                try:
                    one = read_checkpoint(text)
                except Refused:
                    self._of("checkpoint_form", number)
                    continue
                if one.said["store"] != self.keys.store or one.size < before:
                    self._of("checkpoint_place", number)
                before = one.size
                yield number, one
        except Refused as refused:
            self._refused(refused)

    def _ours(self, kept: Sequence[tuple[str, Checkpoint]]) -> Iterator[tuple[str, Checkpoint]]:
        """The checkpoints kept elsewhere that are of this journal."""
        for name, one in kept:
            if one.said["store"] == self.keys.store:
                yield name, one
            else:
                self._of("checkpoint_other", name)

    def _compare(self) -> None:
        """Hold the tree as it is now against the checkpoints of its size."""
        for number, one in self.wanted.pop(self.tree.size, ()):
            if not one.is_signed_by(self.keys.public):
                self._of("checkpoint_signature", number)
            elif one.root != self.tree.root():
                self._of("checkpoint_root", number, size=one.size)
            else:
                self.found.signed = max(self.found.signed, one.size)

    # Entries

    def _entries(self) -> None:
        before: Body | None = None
        self._compare()
        for row in self.storage.rows():
            if row.sequence != self.found.entries:
                self._of("entry_gap", row.sequence, missing=self.found.entries)
                self.found.entries = row.sequence
            self.found.entries += 1
            if leaf_hash(row.body) != row.leaf:
                self._of("entry_hash", row.sequence)
            self.tree.add(leaf_hash(row.body))
            self._compare()
            body = self._entry(row, before)
            self.readable = self.readable and body is not None
            before = body or before
        self.walked = True

    def _entry(self, row: Row, before: Body | None) -> Body | None:
        """One entry: what it says, and how it stands to those before it."""
        try:
            body = said_by(row)
        except Refused:
            if leaf_hash(row.body) == row.leaf:
                self._of("entry_form", row.sequence)
            return None
        wrong = flaws(body)
        if wrong:
            listed = ", ".join(wrong)
            self._of("entry_members", row.sequence, members=listed)
            return None
        if (row.sequence == 0) != (row.kind == "genesis") or (row.kind == "genesis" and not self._is_ours(body)):
            self._of("entry_beginning", row.sequence)
        if before is not None and str(before["id"]) >= row.id:
            self._of("entry_order", row.sequence)
        if before is not None and is_behind(read_time(str(body["at"])), read_time(str(before["at"]))):
            self.found.add(problem("VG839", None, file=self.storage.place, entry=row.sequence, at=body["at"]))
        self._by_kind(row, body)
        return body

    def _is_ours(self, body: Body) -> bool:
        return body["store"] == self.keys.store and body["public_key"] == self.keys.public.hex()

    def _by_kind(self, row: Row, body: Body) -> None:
        if row.kind == "decision":
            self.found.decisions += 1
            self._decision(row, body)
        elif row.kind == "edition":
            self.found.editions += 1
            self.editions.setdefault(str(_part(body, "edition", "content")), str(body["rulebook"]))
        elif row.kind == "erasure":
            self.erased |= {int(str(number)): str(body["subject"]) for number in as_list(body["keys"])}

    def _decision(self, row: Row, body: Body) -> None:
        if self.editions.get(str(_part(body, "edition", "content"))) != body["purpose"]:
            self._of("entry_edition", row.sequence)
        for earlier in row.superseded:
            if self.decided.get(earlier, b"") != row.subject or earlier in self.superseded:
                self._of("entry_supersedes", row.sequence)
            self.superseded.add(earlier)
        if date.fromisoformat(str(body["known_at"])).toordinal() > read_time(str(body["at"])).toordinal() + 1:
            self._of("entry_members", row.sequence, members="known_at")  # nowhere is it later than a day ahead of UTC
        self.decided[row.id] = row.subject
        self._content(row, body)

    def _content(self, row: Row, body: Body) -> None:
        """That what is sealed opens to what was logged, or was erased."""
        number = int(str(body["key"]))
        self.sealing.add(number)
        kept = self.subjects.get(number)
        if kept is None or kept.subject != row.subject:
            self._of("entry_key", row.sequence)
            return
        if kept.erased:
            self.found.erased += 1
            return
        key = self.opened[number]
        if key is None:
            return
        try:
            content, _ = content_of(row, body, key)
        except Refused:
            self._of("entry_sealed", row.sequence)
            return
        wrong = content_flaws(content)
        if wrong:
            self._of("entry_content", row.sequence, members=", ".join(wrong))

    # Beside the entries

    def _keys(self) -> None:
        """That every key opens under the journal's own, or was erased."""
        for place, kept in enumerate(self.storage.keys(), 1):
            self.subjects[kept.number] = kept
            self.opened[kept.number] = None
            if kept.number != place:
                self._of("key_place", kept.number)
            if kept.erased:
                continue
            try:
                self.opened[kept.number] = self.keys.unwrap(kept.wrapped, kept.subject)
            except Closed:
                self._of("key_closed", kept.number)

    def _erasures(self) -> None:
        """That a key is erased where an entry says so, and nowhere else."""
        if not self.walked:
            return
        for number, kept in self.subjects.items():
            if number not in self.sealing and self.readable:
                self._of("key_stray", number)
            if kept.erased and self.erased.get(number) != kept.subject.hex():
                self._of("key_silent", number)
            elif not kept.erased and number in self.erased:
                self._of("key_back", number)
        for number, subject in self.erased.items():
            if number not in self.subjects:
                self._of("key_gone", number, subject=subject[:16])

    def _archives(self) -> None:
        """That every archive is what its hash says, and that there is one for each edition."""
        seen = set()
        for content, files in self.storage.archives():
            seen.add(content.hex())
            try:
                files_of_content(files, content.hex())
            except NoArchive:
                self._of("archive_files", content.hex())
        for content_ in self.editions.keys() - seen:
            self._of("archive_missing", content_)
        for content_ in seen - self.editions.keys():
            self._of("archive_stray", content_)


def _by_size(checkpoints: Sequence[tuple[int | str, Checkpoint]]) -> dict[int, list[tuple[int | str, Checkpoint]]]:
    found: dict[int, list[tuple[int | str, Checkpoint]]] = {}
    for number, one in checkpoints:
        found.setdefault(one.size, []).append((number, one))
    return found


def _part(body: Body, name: str, member: str) -> object:
    whole = body[name]
    return whole[member] if isinstance(whole, dict) else None
