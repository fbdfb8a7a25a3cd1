"""A condition that each record of a list must meet: the records that fail, and those of which that is not known yet."""

from __future__ import annotations

from collections.abc import Iterator

from vigueur.explanation.document import MemberEntry
from vigueur.explanation.view import View
from vigueur.explanation.waits import first_of, ordered_lacks, waits
from vigueur.interpreter.outcome import Step
from vigueur.ir import nodes as ir
from vigueur.ir.case import cell_of
from vigueur.ir.typing import type_of
from vigueur.types import Type
from vigueur.values import Absent, State, Undetermined


def members(view: View, step: Step) -> Iterator[MemberEntry]:
    """The records that fail, then those that are open, each named; of the order of the list."""
    if step.effect is None or not step.effect.each or step.state is True or isinstance(step.state, Absent):
        return
    each = _each(view.body(step), step.effect.each)
    records = view.read(each.domain, step.day) if each is not None else None
    if each is None or not isinstance(records, tuple):
        return
    found = [(row, record, view.read(each.condition, step.day, {each.variable: record})) for row, record in enumerate(records, start=1)]
    spec = _listed(view, each.domain) or type_of(each.domain)
    for row, record, state in found:
        if state is False:
            yield _entry(view, step, each.variable, (row, record, state), spec)
    for row, record, state in found:
        if isinstance(state, Undetermined):
            yield _entry(view, step, each.variable, (row, record, state), spec)


def _entry(view: View, step: Step, variable: str, found: tuple[int, State, State], spec: ir.FactSpec | Type) -> MemberEntry:
    row, record, state = found
    waiting = waits(state)
    name = view.called(spec, record, row) if isinstance(spec, ir.FactSpec) else view.writer.state(record, spec)
    if state is False:
        assert step.effect is not None  # noqa: S101 - the caller has looked
        words = view.sentence(step.effect.not_met, step.day, {variable: record})
        words = words or view.say("member_failed", record=name, label=_lower(view.writer.provision(step.id)))
    else:
        words = first_of(view, waiting.facts, quoted=False)
        if not any(cell_of(fact) for fact in waiting.facts):
            words = view.say("cell", record=name, label=_lower(words)) if words else view.say("member_open", record=name)
    return {
        "row": row,
        "name": name,
        "state": "failed" if state is False else "undetermined",
        "sentence": words,
        "waits_for": sorted(waiting.facts),
        "lacks": [lack.provision for lack in ordered_lacks(waiting.lacks)],
    }


def _each(body: ir.Expr | None, variable: str) -> ir.Quantified | None:
    """What must hold for each, under whatever says that the whole applies."""
    match body:
        case ir.Quantified("every", name) if name == variable:
            return body
        case ir.If(_, then, otherwise):
            return _each(then, variable) or _each(otherwise, variable)
        case ir.On(value):
            return _each(value, variable)
        case _:
            return None


def _listed(view: View, domain: ir.Expr) -> ir.FactSpec | None:
    """The fact whose records a list has."""
    match domain:
        case ir.Fact(id):
            return view.program.facts.get(id)
        case ir.Filter(domain=inner):
            return _listed(view, inner)
        case _:
            return None


def told_together(view: View, step: Step, told: list[MemberEntry]) -> str:
    """The sentences of all that fail, else what is open for each, as one; nothing where no record is told."""
    failed = [m["sentence"] for m in told if m["state"] == "failed"]
    if failed:
        return view.writer.words.parted(failed)
    if not told:
        return ""
    return view.say("fact_given", label=view.writer.provision(step.id), value=view.writer.words.parted([m["sentence"] for m in told]))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
