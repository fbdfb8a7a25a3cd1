"""What a program knows of its book beside the rules: words, citations, facts, texts, sources, questions, the calendar."""

from __future__ import annotations

from datetime import date
from typing import Literal

from vigueur.plain import dataclass, field
from vigueur.types import Type


@dataclass(frozen=True, slots=True)
class Words:
    """A text in the languages of the rule book: (language, text) pairs, the book's own language first."""

    texts: tuple[tuple[str, str], ...] = ()

    def in_(self, language: str) -> str:
        """The text in a language, or in the book's own."""
        for key, text in self.texts:
            if key == language:
                return text
        return self.texts[0][1] if self.texts else ""


@dataclass(frozen=True, slots=True)
class Citation:
    """`source` is the key of a registered source; `detail` what stands behind it (`l. 22`, `art. 9-2`)."""

    source: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A value of an enumeration, its label and accepted synonyms."""

    code: str
    label: Words
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactSpec:
    """A fact of the vocabulary. `if_omitted`: "never", "day", "none" (an empty list) or "" (unknown).

    `observed_at`: the date fact at which it is measured.
    """

    id: str
    type: Type
    label: Words
    ask: Words
    supplied_by: str = ""
    if_omitted: Literal["", "never", "day", "none"] = ""
    optional: bool = False
    sensitive: bool = False
    observed_at: str = ""
    codes: tuple[Code, ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fields: tuple[FactSpec, ...] = ()
    """For a list of records: its columns."""
    named_by: str = ""
    """For a list of records: the column that names a record in sentences."""
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class TextSpec:
    """A legal text. `short` is used in sentences with its article (« le règlement arbitral »)."""

    id: str
    title: Words
    short: Words
    nature: str
    published: tuple[date, date]
    in_force: tuple[date, date]
    cites: tuple[Citation, ...]
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class SourceSpec:
    id: str
    title: str
    publisher: str
    date: str
    url: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of interpretation: the first option is the default, with its reason."""

    id: str
    label: Words
    options: tuple[tuple[str, Words], ...]
    default: str
    why: Words
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """`month_end`: how 29 February turns in other years: `down` 28 February, `up` 1 March. Days outside [first, last] are refused."""

    first: date
    last: date
    month_end: Literal["down", "up"]
