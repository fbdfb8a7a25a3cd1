"""The statements of the sources that a rule book answers for: where each is encoded, or why it is left out. No answer depends on them."""

from __future__ import annotations

from typing import Literal, TypeAlias

from vigueur.ir.book import Citation, Words
from vigueur.plain import dataclass

EncodingKind: TypeAlias = Literal["provision", "composition", "reading", "outcome"]
Standing: TypeAlias = Literal["encoded", "out_of_scope", "red"]


@dataclass(frozen=True, slots=True)
class Encoding:
    """What names a statement: `id` of a provision, composition or question of interpretation, or an outcome's verdict.

    `text`: the legal text in whose folder it stands; empty for what belongs to no text. `detail`: the row or the thing due that names it;
    empty where the whole does.
    """

    kind: EncodingKind
    id: str
    text: str
    detail: str
    label: Words
    place: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement by its id. `why`: the reason for which it is out of scope; without one and without an encoding it is red."""

    id: str
    cite: Citation
    encodings: tuple[Encoding, ...]
    why: Words

    @property
    def standing(self) -> Standing:
        """Whether something encodes it, it is left out with a reason, or neither."""
        if self.encodings:
            return "encoded"
        return "out_of_scope" if self.why.texts else "red"
