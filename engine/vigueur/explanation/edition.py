"""Which rules and which engine answered: what every answer says of its own origin."""

from __future__ import annotations

from vigueur.diagnostics.problems import Language
from vigueur.explanation.document import EngineEntry, RuleBookEntry
from vigueur.explanation.words import say
from vigueur.ir.nodes import Program
from vigueur.plain import dataclass


@dataclass(frozen=True, slots=True)
class Edition:
    """The hash of the rule book's files, the hash of what they mean, and the engine's version."""

    content: str
    meaning: str
    engine: str

    def rulebook(self, program: Program, language: Language) -> RuleBookEntry:
        """The rule book as an answer names it."""
        return {"id": program.id, "title": program.title.in_(language), "content": self.content, "meaning": self.meaning}

    def program(self) -> EngineEntry:
        """The engine as an answer names it."""
        return {"name": "vigueur", "version": self.engine}


def edition_line(language: Language, rulebook: RuleBookEntry, engine: EngineEntry) -> str:
    """The edition in a line, its hashes shortened."""
    return say(
        language,
        "edition",
        rulebook=rulebook["id"],
        content=rulebook["content"][:12],
        meaning=rulebook["meaning"][:12],
        engine=engine["version"],
    )
