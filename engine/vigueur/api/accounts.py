"""How a rule book accounts for the statements of its sources: what encodes each, the reason why nothing does, or neither (red)."""

from __future__ import annotations

from typing import Final, TypedDict

from vigueur.api.books import RuleBook
from vigueur.diagnostics.problems import Language, Refused, problem
from vigueur.explanation.document import EngineEntry, RuleBookEntry
from vigueur.explanation.edition import Edition
from vigueur.ir.nodes import Program
from vigueur.ir.statements import Encoding, EncodingKind, Standing, Statement
from vigueur.version import VERSION

FORMAT: Final = "vigueur-account/1"


class EncodingEntry(TypedDict):
    """What names a statement: a provision (or a row of it) in a text, a composition, a question of interpretation, an outcome."""

    kind: EncodingKind
    id: str
    label: str
    detail: str
    text: str
    text_short: str
    place: str


class StatementEntry(TypedDict):
    """A statement of the sources. `why`: the reason for which it is out of scope."""

    id: str
    source: str
    detail: str
    title: str
    standing: Standing
    encoded_by: list[EncodingEntry]
    why: str


class Account(TypedDict):
    """Every statement of a rule book's registry, in its order."""

    format: str
    language: Language
    rulebook: RuleBookEntry
    engine: EngineEntry
    statements: list[StatementEntry]


def account(rulebook: RuleBook, *, language: Language | None = None) -> Account:
    """How a rule book accounts for the statements of its sources, as plain data. Raises Refused where it has no registry of them."""
    program = rulebook.program
    if not program.statements:
        raise Refused((problem("VG728", None),))
    spoken: Language = language or ("en" if program.language == "en" else "fr")
    edition = Edition(rulebook.content_hash, rulebook.meaning_hash, VERSION)
    return {
        "format": FORMAT,
        "language": spoken,
        "rulebook": edition.rulebook(program, spoken),
        "engine": edition.program(),
        "statements": [_entry(statement, program, spoken) for statement in program.statements.values()],
    }


def _entry(statement: Statement, program: Program, language: Language) -> StatementEntry:
    source = program.sources.get(statement.cite.source)
    return {
        "id": statement.id,
        "source": statement.cite.source,
        "detail": statement.cite.detail,
        "title": source.title if source else "",
        "standing": statement.standing,
        "encoded_by": [_encoding(e, program, language) for e in statement.encodings],
        "why": statement.why.in_(language),
    }


def _encoding(encoding: Encoding, program: Program, language: Language) -> EncodingEntry:
    text = program.texts.get(encoding.text)
    return {
        "kind": encoding.kind,
        "id": encoding.id,
        "label": _label(encoding, program, language),
        "detail": encoding.detail,
        "text": encoding.text,
        "text_short": text.short.in_(language) if text else "",
        "place": encoding.place,
    }


def _label(encoding: Encoding, program: Program, language: Language) -> str:
    match encoding.kind:
        case "provision" | "composition":
            return program.provisions[encoding.id].label.in_(language)
        case "reading":
            return program.questions[encoding.id].label.in_(language)
        case "outcome":
            return encoding.label.in_(language)
