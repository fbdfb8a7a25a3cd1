"""An evaluation as the explanation looks at it: its steps by provision, what governs them, and values read in its context."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Final

from vigueur.diagnostics.problems import Language
from vigueur.explanation.citing import cites
from vigueur.explanation.document import CitationEntry
from vigueur.explanation.writing import Writer
from vigueur.interpreter.machine import evaluate_in, trace_in
from vigueur.interpreter.outcome import Evaluation, Step, content_of
from vigueur.ir import nodes as ir
from vigueur.ir.case import cell_of
from vigueur.types import Type
from vigueur.values import NEVER, Record, State, Undetermined

Bound = Mapping[str, State]
"""The variables of the loops around an expression."""

NONE: Final[Bound] = MappingProxyType({})


class View:
    """What all parts of an explanation ask of one evaluation."""

    def __init__(self, evaluation: Evaluation, language: Language, writer: Writer | None = None) -> None:
        self.evaluation = evaluation
        self.program = evaluation.program
        self.language = language
        self.writer = writer or Writer(evaluation.program, language)
        self.say = self.writer.say

    @cached_property
    def steps(self) -> dict[tuple[str, date], Step]:
        """The steps by provision and day."""
        return {(step.id, step.day): step for step in self.evaluation.steps}

    def beside(self, evaluation: Evaluation) -> View:
        """Another evaluation under the same rules, looked at in the same language."""
        return View(evaluation, self.language, self.writer)

    def read(self, expr: ir.Expr, day: date, bound: Bound = NONE) -> State:
        """The state of an expression in this case, on a day."""
        return evaluate_in(self.evaluation, expr, day, bound)

    def trace(self, expr: ir.Expr, day: date, bound: Bound = NONE) -> Step:
        """The state of an expression in this case, on a day, with what it read."""
        return trace_in(self.evaluation, expr, day, bound)

    def fact(self, name: str) -> str:
        """The label of a fact; of a value that a record of a list lacks, with the record's name."""
        cell = cell_of(name)
        spec = self.program.facts.get(cell.fact) if cell else None
        if cell is None or spec is None:
            return self.writer.fact(name)
        label = next((c.label.in_(self.language) for c in spec.fields if c.id == cell.column), "") or cell.column
        return self.say("cell", record=self.record(cell.fact, cell.row), label=label[:1].lower() + label[1:])

    def record(self, fact: str, row: int) -> str:
        """The name of a record of a list, by the column that names it, else by its number, counted from 1."""
        spec, held = self.program.facts[fact], self.evaluation.case.facts.get(fact)
        records = held.value if held is not None and isinstance(held.value, tuple) else ()
        found = records[row - 1] if row <= len(records) else None
        return self.called(spec, found, row)

    def called(self, spec: ir.FactSpec, found: State | None, row: int) -> str:
        """What a record is called."""
        column = next((c for c in spec.fields if c.id == spec.named_by), None)
        name = found.get(column.id) if column is not None and isinstance(found, Record) else None
        if column is None or name is None or isinstance(name, Undetermined):
            return self.say("record_number", label=self.writer.fact(spec.id), number=str(row))
        return self.writer.state(name, column.type)

    def type_of(self, provision: str) -> Type:
        """The type of a provision's value."""
        return self.program.provisions[provision].type

    def written(self, step: Step) -> str:
        """What a step gave, in words."""
        if step.id in self.program.provisions and self.program.provisions[step.id].kind == "dues":
            from vigueur.explanation.dues import summary  # noqa: PLC0415 - it looks at an evaluation through this view

            return summary(self, step)
        return self.writer.state(step.state, self.type_of(step.id)) if step.id in self.program.provisions else ""

    def body(self, step: Step) -> ir.Expr | None:
        """The content that governed a step: of its effect, or of the composition itself."""
        provision = self.program.provisions.get(step.id)
        if provision is None:
            return None
        if not isinstance(provision.value, ir.Govern):
            return provision.value
        if step.effect is None:
            return None
        return content_of(provision, step.effect)

    def sentence(self, parts: ir.Sentence, day: date, bound: Bound = NONE) -> str:
        """A sentence of the rule book in the language, or in the book's own, with its values filled in."""
        if not parts:
            return ""
        chosen = dict(parts).get(self.language, parts[0][1])
        return self.writer.parts(chosen, lambda expr: self.read(expr, day, bound))

    def cited(self, effect: ir.Effect, day: date) -> list[CitationEntry]:
        """The citations of an effect that this evaluation may know of."""
        return self.citations(cites(effect, day, self.evaluation.known_at or NEVER))

    def citations(self, cites: Iterable[ir.Citation]) -> list[CitationEntry]:
        """Citations with what is registered about their sources."""
        return [self._citation(cite) for cite in cites]

    def _citation(self, cite: ir.Citation) -> CitationEntry:
        source = self.program.sources.get(cite.source)
        title, publisher = (source.title, source.publisher) if source else (cite.source, "")
        named = ", ".join(part for part in (publisher, title) if part)
        return {
            "source": cite.source,
            "detail": cite.detail,
            "title": title,
            "publisher": publisher,
            "date": source.date if source else "",
            "url": source.url if source else "",
            "confidence": source.confidence if source else "",
            "words": f"{named}, {unbroken(cite.detail)}" if cite.detail else named,
        }

    def facts_of(self, step: Step) -> list[str]:
        """The facts that a step rests on, its own first, then those of what it read."""
        return list(dict.fromkeys((*step.facts, *(fact for read in self.below(step) for fact in read.facts))))

    def below(self, step: Step) -> Iterator[Step]:
        """A step and all that it read, each once, what was read first before what read it."""
        seen: set[Step] = set()
        waiting: list[tuple[Step, bool]] = [(step, False)]
        while waiting:
            current, done = waiting.pop()
            if done:
                yield current
            elif current not in seen:
                seen.add(current)
                waiting.append((current, True))
                waiting.extend((below, False) for below in reversed(current.steps))


def unbroken(detail: str) -> str:
    """`l. 22` on one line."""
    return detail.replace(" ", "\u00a0")
