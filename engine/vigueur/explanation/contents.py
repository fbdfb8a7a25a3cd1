"""What a text says of a provision, in words: its value, its rows, its list, its condition."""

from __future__ import annotations

from collections.abc import Iterator

from vigueur.explanation.law_words import in_words
from vigueur.explanation.writing import Writer
from vigueur.ir import nodes as ir
from vigueur.ir.typing import type_of


def contents(writer: Writer, body: ir.Expr | None, effect: ir.Effect) -> list[str]:
    """The lines that tell the content of an effect."""
    if effect.verb == "repeal" or body is None:
        return []
    note = effect.note.in_(writer.language)
    if note:
        return [note]
    if effect.limit is not None:
        return list(_deadline(writer, effect))
    return list(_Lines(writer, dict(effect.summary)).of(body))


def template(writer: Writer, parts: ir.Sentence) -> str:
    """A sentence of the rule book with, in brackets, the name of what is filled in for a case."""
    if not parts:
        return ""
    chosen = dict(parts).get(writer.language, parts[0][1])
    return "".join(part if isinstance(part, str) else f"[{in_words(writer, part) or '…'}]" for part in chosen)


def cited_within(body: ir.Expr | None) -> Iterator[ir.Citation]:
    """The citations that things due have of their own."""
    match body:
        case ir.Dues(items=items):
            for item in items:
                yield from item.cites
        case ir.If(_, then, otherwise):
            yield from cited_within(then)
            yield from cited_within(otherwise)
        case _:
            return


def _deadline(writer: Writer, effect: ir.Effect) -> Iterator[str]:
    """The last day of a deadline, and the day on which it was done."""
    for key, expr in (("law_limit", effect.limit), ("law_done", effect.done)):
        if expr is not None:
            yield writer.say(key, day=in_words(writer, expr) or "…")


class _Lines:
    """The lines of one content. `summary`: what was written, by option of a reading, for what has no words."""

    def __init__(self, writer: Writer, summary: dict[str, str]) -> None:
        self.writer = writer
        self.summary = summary

    def of(self, body: ir.Expr, option: str = "") -> Iterator[str]:
        """The lines that tell a content, as one option of a reading has it."""
        say = self.writer.say
        match body:
            case ir.If(condition, then, ir.NotApplicable()):
                scope = in_words(self.writer, condition)
                if scope:
                    yield say("law_applies_if", condition=scope)
                yield from self.of(then, option)
            case ir.If(ir.Call("equal", (ir.Reading(question), ir.Const(str() as chosen))), then, otherwise):
                yield self._reading(question, chosen, then)
                if isinstance(otherwise, ir.If):
                    yield from self.of(otherwise, option)
                else:
                    yield self._reading(question, self._other(question, chosen), otherwise)
            case ir.Supplied(fact, computed):
                yield say("law_supplied", fact=in_words(self.writer, fact))
                yield from self.of(computed, option)
            case ir.On(ir.Bands() | ir.Table() as value, day):
                yield say("law_on_day", day=in_words(self.writer, day) or "…")
                yield from self.of(value, option)
            case ir.Table():
                yield from (self._row(body, row) for row in body.rows)
                if body.otherwise is not None:
                    yield say("law_otherwise", value=in_words(self.writer, body.otherwise) or "…")
            case ir.Dues():
                yield from self._rounds(body)
                yield from (self._due(item, body) for item in body.items)
            case ir.Bands(of, edges, type_):
                yield say("law_bands_of", what=in_words(self.writer, of) or "…")
                for code, edge in edges:
                    yield say("law_from", code=self.writer.value(code, type_), edge=in_words(self.writer, edge) or "…")
            case _:
                words = in_words(self.writer, body) or self.summary.get(option, "")
                if words:
                    yield words

    def _rounds(self, body: ir.Dues) -> Iterator[str]:
        """What a list of things due runs over, and the day of each round."""
        for name, domain in body.loops:
            yield self.writer.say("law_each", name=name, of=in_words(self.writer, domain) or "…")
        if body.day is not None:
            yield self.writer.say("law_dues_day", day=in_words(self.writer, body.day) or "…")

    def _due(self, item: ir.Due, body: ir.Dues) -> str:
        """One thing due: what, in which case, how much, by when, when it is done, why."""
        say, writer = self.writer.say, self.writer
        what, who = template(writer, item.item), item.may.in_(writer.language)
        told = [say("law_due_may", item=what, who=who) if who else say("law_due", item=what)]
        if not isinstance(item.condition, ir.Const):
            told.append(say("law_due_if", condition=self._read(item.condition, body)))
        keys = {"amount": "amount", "by": "day", "done": "done"}
        told += [say(f"law_due_{name}", **{keys[name]: self._read(expr, body)}) for name, expr in item.fields]
        because = template(writer, item.because)
        if because:
            told.append(say("law_due_because", because=because))
        return writer.words.parted(told)

    def _read(self, expr: ir.Expr, body: ir.Dues) -> str:
        """An expression of a thing due, without the day on which all of them are read."""
        inner = expr.value if isinstance(expr, ir.On) and expr.day == body.day else expr
        return in_words(self.writer, inner) or "…"

    def _reading(self, question: str, option: str, content: ir.Expr) -> str:
        """What one option of a question of interpretation says."""
        words = dict(self.writer.program.questions[question].options).get(option, ir.Words()).in_(self.writer.language) or option
        return self.writer.say("law_option", option=words, content=self.writer.words.parted(list(self.of(content, option))) or "…")

    def _other(self, question: str, option: str) -> str:
        return [code for code, _ in self.writer.program.questions[question].options if code != option][-1]

    def _row(self, table: ir.Table, row: ir.Row) -> str:
        cells = [words for source, cell in zip(table.inputs, row.cells, strict=True) if (words := self._cell(source, cell))]
        output = in_words(self.writer, row.output) or "…"
        return f"{', '.join(cells)} → {output}" if cells else f"→ {output}"

    def _cell(self, source: ir.Expr, cell: ir.Cell) -> str:
        match cell:
            case ir.OneOf(values, negated):
                told = [self.writer.value(v, type_of(source)) for v in values]
                listed = self.writer.words.listed(told, "or")
                return self.writer.say("law_except", value=listed) if negated else listed
            case ir.Test(condition):
                return in_words(self.writer, condition)
            case None:
                return ""
