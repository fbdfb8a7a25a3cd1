"""The registry of statements held against what names them: what is encoded, what is out of scope, and what is neither."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from vigueur.checker.citations import citation
from vigueur.checker.vocabulary import words
from vigueur.diagnostics.problems import Problem, problem
from vigueur.ir import nodes as ir
from vigueur.ir.statements import Encoding, EncodingKind, Statement
from vigueur.plain import dataclass
from vigueur.rulebook.documents import CodedRow, DueSpec, Placed, RowSpec, RuleBookDocument
from vigueur.source import Span
from vigueur.suggestion import nearest


@dataclass(frozen=True, slots=True)
class Naming:
    """A statement's id where it is written, and what names it. `own`: the words of an outcome, which has no id."""

    statement: Placed
    kind: EncodingKind
    id: str
    text: str = ""
    detail: str = ""
    own: str = ""


def statements(
    document: RuleBookDocument, sources: Mapping[str, ir.SourceSpec], phrases: Mapping[str, ir.Words], problems: list[Problem]
) -> dict[str, Statement]:
    """Every statement of the registry, in its order. Nothing is known, and nothing refused, where the rule book has none."""
    cites = {s.id.text: citation(s.cite, sources, problems) for s in document.statements}
    named: dict[str, list[Naming]] = {}
    for naming in namings(document):
        named.setdefault(naming.statement.text, []).append(naming)
        if cites and naming.statement.text not in cites:
            problems.append(_unknown(naming.statement, cites))
    why: dict[str, ir.Words] = {}
    for left_out in document.out_of_scope:
        id_ = left_out.id.text
        why[id_] = phrases.get(left_out.why.text) or words(left_out.why.text, document.language)
        if id_ not in cites:
            problems.append(_unknown(left_out.id, cites))
        elif id_ in named:
            also = ((named[id_][0].statement.span, "encoded here", "encodé ici"),)
            problems.append(problem("VG471", left_out.id.span, also=also, id=id_))
    return {
        id_: Statement(id_, cite, tuple(dict.fromkeys(_encoding(n, document) for n in named.get(id_, ()))), why.get(id_, ir.Words()))
        for id_, cite in cites.items()
    }


def _unknown(written: Placed, known: Mapping[str, object]) -> Problem:
    return problem("VG470", written.span, id=written.text, near=nearest(written.text, known))


def _encoding(naming: Naming, document: RuleBookDocument) -> Encoding:
    span = naming.statement.span
    label = ir.Words()
    if naming.kind == "outcome":
        outcome = next(o for o in document.outcomes if o.say.text == naming.own)
        label = words(outcome.say.text, document.language, outcome.translations)
    return Encoding(naming.kind, naming.id, naming.text, naming.detail, label, f"{span.source.name}:{span.line}")


def namings(document: RuleBookDocument) -> Iterator[Naming]:
    """Whatever names a statement, in the order of the files."""
    for composition in document.compositions:
        yield from (Naming(s, "composition", composition.id.text) for s in composition.statements)
    for question in document.questions:
        yield from (Naming(s, "reading", question.id.text) for s in question.statements)
    for outcome in document.outcomes:
        yield from (Naming(s, "outcome", outcome.verdict, own=outcome.say.text) for s in outcome.statements)
    for text in document.texts:
        for effect in text.effects:
            for statement, detail in _within(effect, ""):
                yield Naming(statement, "provision", effect.provision.text, text.id, detail)


def _within(node: object, detail: str) -> Iterator[tuple[Placed, str]]:
    """The statements that a part of an effect names, whatever parts it has: each with what stands for the part."""
    if isinstance(node, tuple):
        for item in node:
            yield from _within(item, detail)
    elif is_dataclass(node) and not isinstance(node, Placed | Span):
        detail = _detail(node) or detail
        for part in fields(node):
            value = getattr(node, part.name)
            if part.name == "statements":
                yield from ((statement, detail) for statement in value)
            else:
                yield from _within(value, detail)


def _detail(node: object) -> str:
    match node:
        case RowSpec(cells=cells):
            return ", ".join(cell.text for cell in cells)
        case CodedRow(code=code) | DueSpec(code=code):
            return code.text
        case _:
            return ""
