"""What the entries of the log say: their shapes, how they are written, and how they are read back."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, TypeAlias

from vigueur.diagnostics.problems import Refused, problem
from vigueur.journal.canonical import LARGEST_TEXT, Json, NotCanonical, as_list, canonical, parse
from vigueur.journal.identifiers import is_id, read_time, written
from vigueur.journal.keys import LARGEST_CONTENT, seal, unseal
from vigueur.journal.merkle import leaf_hash
from vigueur.journal.shapes import flaws
from vigueur.journal.storage import Row
from vigueur.plain import dataclass, field
from vigueur.source import Source

FORMAT: Final = "vigueur-entry/1"
"""The version of the entries' shape; it is part of what is hashed."""
SALT: Final = 16
"""Bytes that keep the hash of a content from being guessed, also when its key is erased."""

Body: TypeAlias = "Mapping[str, Json]"
Content: TypeAlias = "dict[str, Json]"


@dataclass(frozen=True, slots=True)
class Edition:
    """The rule book that decided. `content`: of its files; `meaning`: of what they mean; both SHA-256, hex."""

    rulebook: str
    content: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Engine:
    """The program that decided, and the edition of its language."""

    version: str
    language: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision that is ready to be recorded.

    `subject`: the pseudonym of the person; None where nobody said whose case it is: the record then stands for itself. `files`: of the
    rule book, to be archived with the first decision that it makes. `content` is all that is sealed.
    """

    at: datetime
    actor: str
    subject: bytes | None
    edition: Edition
    engine: Engine
    files: tuple[Source, ...]
    as_of: date
    known_at: date
    content: Content = field(repr=False)
    supersedes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A recorded decision as it is read. `content` is None where the subject's key was erased."""

    row: Row
    body: Body
    content: Content | None = field(repr=False)

    @property
    def id(self) -> str:
        return self.row.id

    def text(self, name: str) -> str:
        """A member of the body that is a text."""
        return str(self.body[name])


def opening(kind: str, sequence: int, id_: str, at: datetime, actor: str) -> dict[str, Json]:
    """What every entry begins with."""
    return {"format": FORMAT, "kind": kind, "sequence": sequence, "id": id_, "at": written(at), "actor": actor}


def row_of(body: Body) -> Row:
    """An entry as it is kept. Raises TypeError for one that no reader would take, and Refused for one that is too large to be read again.

    Such an entry would hold up every reading of the log.
    """
    wrong = flaws(body)
    if wrong:
        raise TypeError(*wrong)
    text = _read_again(canonical(body), LARGEST_TEXT)
    subject = body.get("subject")
    return Row(
        sequence=int(str(body["sequence"])),
        leaf=leaf_hash(text),
        id=str(body["id"]),
        kind=str(body["kind"]),
        subject=bytes.fromhex(str(subject)) if subject is not None else None,
        supersedes=_superseded(body),
        body=text,
    )


def salted(content: Content) -> Content:
    """A content as it is sealed: its hash cannot be guessed."""
    return {**content, "salt": secrets.token_hex(SALT)}


def decision_body(draft: Draft, sequence: int, id_: str, subject: bytes, key: tuple[int, bytes]) -> Body:
    """The entry of a decision. `key`: the number of the subject's key, and the key. Raises Refused for one that is too large."""
    content = _read_again(canonical(draft.content), LARGEST_CONTENT)
    edition, engine = draft.edition, draft.engine
    return {
        **opening("decision", sequence, id_, draft.at, draft.actor),
        "subject": subject.hex(),
        "purpose": edition.rulebook,
        "edition": {"content": edition.content, "meaning": edition.meaning},
        "engine": {"name": "vigueur", "version": engine.version, "language": engine.language},
        "as_of": draft.as_of.isoformat(),
        "known_at": draft.known_at.isoformat(),
        "supersedes": list(draft.supersedes),
        "content": hashlib.sha256(content).hexdigest(),
        "key": key[0],
        "sealed": base64.b64encode(seal(key[1], content, id_.encode())).decode(),
    }


def _read_again(text: bytes, most: int) -> bytes:
    """A text that is not larger than its readers take: what is recorded and then refused would hold up every reading of the log."""
    if len(text) >= most:
        raise Refused((problem("VG712", None),))
    return text


def body_of(row: Row) -> Body:
    """What an entry says, which has all that its kind must have. Raises Refused where it is not what was logged."""
    body = said_by(row)
    if flaws(body):
        raise damaged(row.sequence)
    return body


def is_sound(row: Row) -> bool:
    """Whether an entry is what was logged."""
    try:
        body_of(row)
    except Refused:
        return False
    return True


def said_by(row: Row) -> Body:
    """What an entry says, whatever that is. Raises Refused where it is not what was logged."""
    try:
        body = parse(row.body)
    except NotCanonical as error:
        raise damaged(row.sequence) from error
    if not isinstance(body, dict) or leaf_hash(row.body) != row.leaf or not _agrees(body, row):
        raise damaged(row.sequence)
    return body


def content_of(row: Row, body: Body, key: bytes) -> tuple[Content, bytes]:
    """What an entry seals, and its bytes. Raises Refused where it does not open to what was logged."""
    try:
        text = unseal(key, base64.b64decode(str(body["sealed"]), validate=True), row.id.encode())
        content = parse(text)
    except ValueError as error:
        raise damaged(row.sequence) from error
    if not isinstance(content, dict) or hashlib.sha256(text).hexdigest() != body["content"]:
        raise damaged(row.sequence)
    return content, text


def damaged(sequence: int) -> Refused:
    """The refusal of an entry that is not what was logged."""
    return Refused((problem("VG822", None, entry=sequence),))


def _agrees(body: dict[str, Json], row: Row) -> bool:
    """Whether what stands beside the body is what the body says."""
    subject = body.get("subject")
    try:
        read_time(str(body.get("at")))
    except ValueError:
        return False
    return (
        body.get("format") == FORMAT
        and body.get("sequence") == row.sequence
        and body.get("id") == row.id
        and is_id(row.id)
        and body.get("kind") == row.kind
        and subject == (row.subject.hex() if row.subject is not None else None)
        and _superseded(body) == row.supersedes
    )


def _superseded(body: Body) -> str | None:
    """The ids of what an entry supersedes, as they stand beside it."""
    return " ".join(map(str, as_list(body.get("supersedes")))) or None
