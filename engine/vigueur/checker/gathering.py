"""What the texts say of each provision, gathered: one line of effects a provision, with what belongs to the provision itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vigueur.checker.dues import STATES
from vigueur.checker.vocabulary import written_type
from vigueur.diagnostics.problems import Problem, problem
from vigueur.ir import nodes as ir
from vigueur.ir.typing import UNTYPED
from vigueur.plain import dataclass, field
from vigueur.rulebook.documents import (
    BandsBody,
    Body,
    ByReading,
    ConditionBody,
    Content,
    CrossBody,
    DeadlineBody,
    DuesBody,
    EffectSpec,
    FormulaBody,
    ListBody,
    MapBody,
    NoteBody,
    ParameterBody,
    Placed,
    TableBody,
    TextDocument,
)
from vigueur.source import Span
from vigueur.suggestion import nearest
from vigueur.types import Anything, Boolean, Enumeration, ListOf, Text, Type


@dataclass(slots=True)
class Gathered:
    """A provision on its way: its effects in the order of texts, and the citations that confirm them."""

    id: str
    place: Span
    specs: list[tuple[TextDocument, EffectSpec]] = field(default_factory=list)
    confirmations: list[tuple[TextDocument, EffectSpec]] = field(default_factory=list)
    type: Type = UNTYPED
    declared: Type = UNTYPED
    """The type as written; of things due, the type of their amounts."""
    kind: ir.Kind = "formula"
    part_of: Placed | None = None
    label: Placed | None = None
    translations: tuple[tuple[str, tuple[tuple[str, Placed], ...]], ...] = ()


def gather(texts: Sequence[TextDocument], problems: list[Problem]) -> dict[str, Gathered]:
    """Every provision that some text touches, by id, in the order in which they first appear."""
    found: dict[str, Gathered] = {}
    for text in texts:
        for spec in text.effects:
            name = spec.provision.text
            if spec.verb == "set" and name not in found:
                found[name] = Gathered(name, spec.provision.span)
    for text in texts:
        for spec in text.effects:
            gathered = found.get(spec.provision.text)
            if gathered is None:
                problems.append(
                    problem(
                        "VG420", spec.provision.span, verb=spec.verb, provision=spec.provision.text,
                        near=nearest(spec.provision.text, found),
                    )
                )  # fmt: skip
            elif spec.verb == "confirm":
                gathered.confirmations.append((text, spec))
            else:
                gathered.specs.append((text, spec))
    for gathered in found.values():
        _take_over(gathered, problems)
    return found


def _take_over(gathered: Gathered, problems: list[Problem]) -> None:
    """Label, kind and composition belong to the provision: a later text takes them over, or restates the same."""
    for _, spec in gathered.specs:
        gathered.label = spec.label or gathered.label
        if any(key == "label" for _, entries in spec.translations for key, _ in entries):
            gathered.translations = spec.translations
        if spec.part_of is not None:
            if gathered.part_of is not None and gathered.part_of.text != spec.part_of.text:
                also = ((gathered.part_of.span, "elsewhere", "ailleurs"),)
                problems.append(
                    problem(
                        "VG421", spec.part_of.span, also=also, provision=gathered.id, one=spec.part_of.text, other=gathered.part_of.text
                    )
                )
            gathered.part_of = gathered.part_of or spec.part_of
    bodies = [spec.body for _, spec in gathered.specs if spec.body is not None]
    if bodies:
        gathered.kind = kind_of(bodies[-1])
        if gathered.label is None and gathered.kind == "condition":
            problems.append(problem("VG456", gathered.place, provision=gathered.id))
        conditions = [isinstance(b, ConditionBody) for b in bodies]
        if any(conditions) and not all(conditions):
            problems.append(problem("VG422", gathered.place, provision=gathered.id))


def kind_of(body: Body) -> ir.Kind:
    """The kind of provision that a body makes."""
    match body:
        case ConditionBody():
            return "condition"
        case FormulaBody():
            return "formula"
        case ParameterBody():
            return "parameter"
        case TableBody() | MapBody() | CrossBody():
            return "table"
        case BandsBody():
            return "bands"
        case ListBody():
            return "list"
        case DuesBody():
            return "dues"
        case DeadlineBody():
            return "deadline"
        case NoteBody():
            return "note"


def settle_types(gathered: Mapping[str, Gathered], facts: Mapping[str, ir.FactSpec], problems: list[Problem]) -> None:
    """Give each provision its one type: as written, or as its content makes plain."""
    for provision in gathered.values():
        written = [(spec.type, written_type(spec.type, facts, problems)) for _, spec in provision.specs if spec.type is not None]
        bodies = [spec.body for _, spec in provision.specs if spec.body is not None]
        if written:
            provision.type = provision.declared = written[0][1]
            for placed, type_ in written[1:]:
                if type_ != provision.type and not isinstance(provision.type, Anything):
                    also = ((written[0][0].span, "here", "ici"),)
                    problems.append(problem("VG423", placed.span, also=also, provision=provision.id))
            if isinstance(provision.type, ListOf) and isinstance(provision.type.item, Text) and provision.kind == "list":
                provision.type = ListOf(Text())
        else:
            inferred = _inferred(provision, bodies, facts)
            if inferred is None:
                problems.append(problem("VG424", provision.place, provision=provision.id))
            else:
                provision.type = inferred


def _inferred(provision: Gathered, bodies: Sequence[Body], facts: Mapping[str, ir.FactSpec]) -> Type | None:
    match provision.kind:
        case "condition":
            return Boolean()
        case "note":
            return Text()
        case "deadline":
            return Enumeration(STATES)
        case "dues":
            return UNTYPED  # what its records hold is known once everything else has its type
        case "bands":
            return Enumeration(tuple(dict.fromkeys(code.text for b in bodies if isinstance(b, BandsBody) for code, _ in b.edges)))
        case "list":
            items = dict.fromkeys(i.text for b in bodies if isinstance(b, ListBody) for i in b.items)
            items |= dict.fromkeys(i.text for _, spec in provision.specs for i in spec.add)
            for fact in facts.values():
                if isinstance(fact.type, Enumeration) and items.keys() <= set(fact.type.codes):
                    return ListOf(fact.type)
            return ListOf(Enumeration(tuple(items)))
        case "table":
            codes = dict.fromkeys(o.text for b in bodies for o in _outputs(b) if isinstance(o, Placed))
            return Enumeration(tuple(codes))
        case _:
            return None


def _outputs(body: Body) -> list[object]:
    match body:
        case TableBody():
            return [*(row.output for row in body.rows), body.otherwise]
        case MapBody() | CrossBody():
            return [*(value for row in body.rows for value in row.outputs), body.otherwise]
        case _:
            return []


def questions_of(content: Content | None) -> tuple[str, ...]:
    """The questions of interpretation that a content asks."""
    if not isinstance(content, ByReading):
        return ()
    inner = [q for _, option in content.options for q in questions_of(option)]
    return tuple(dict.fromkeys([content.question.text, *inner]))


def amended(spec: EffectSpec, base: EffectSpec, problems: list[Problem]) -> EffectSpec:
    """An amendment as a whole: the content before it, with what it adds, removes or replaces."""
    body = base.body
    match body:
        case ListBody(items):
            held = [i.text for i in items]
            problems.extend(
                problem("VG425", gone.span, code=gone.text, provision=spec.provision.text, near=nearest(gone.text, held))
                for gone in spec.remove
                if gone.text not in held
            )
            problems.extend(
                problem("VG426", new.span, code=new.text, provision=spec.provision.text) for new in spec.add if new.text in held
            )
            removed = {i.text for i in spec.remove}
            body = ListBody((*(i for i in items if i.text not in removed), *spec.add))
        case MapBody(rows=rows):
            changed = {row.code.text: row for row in spec.rows}
            held_codes = {row.code.text for row in rows}
            added = tuple(row for row in spec.rows if row.code.text not in held_codes)
            body = replace(body, rows=(*(changed.get(row.code.text, row) for row in rows), *added))
        case _:
            problems.append(problem("VG427", spec.place, provision=spec.provision.text))
    return inherited(replace(spec, verb="set", body=body), base)


def inherited(spec: EffectSpec, base: EffectSpec) -> EffectSpec:
    """An effect that takes from another all that it does not restate."""
    return replace(
        spec,
        body=spec.body or base.body,
        each=spec.each if spec.body is not None else spec.each or base.each,
        met=spec.met or base.met,
        not_met=spec.not_met or base.not_met,
        applies_if=spec.applies_if or base.applies_if,
        cite=spec.cite or base.cite,
        translations=spec.translations or base.translations,
    )
