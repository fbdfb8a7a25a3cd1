"""The values that an answer used: what they are, who supplied them, and which were only supposed."""

from __future__ import annotations

from collections import Counter

from vigueur.explanation.document import FactEntry
from vigueur.explanation.view import View
from vigueur.explanation.writing import kind_of, plain
from vigueur.ir import nodes as ir
from vigueur.types import Text
from vigueur.values import NEVER, Record, State, Undetermined


def facts(view: View) -> dict[str, FactEntry]:
    """Every fact given or supposed, in the order of the vocabulary."""
    evaluation = view.evaluation
    used = _used(view)
    given = {name: held.value for name, held in evaluation.case.facts.items() if not isinstance(held.value, Undetermined)}
    known = given | evaluation.supposed
    order = {name: place for place, name in enumerate(view.program.facts)}
    entries: dict[str, FactEntry] = {}
    for name in sorted(known, key=lambda f: (order.get(f, len(order)), f)):
        spec = view.program.facts.get(name) or ir.FactSpec(name, Text(), ir.Words(), ir.Words())
        held = evaluation.case.facts.get(name)
        kind, unit, currency = kind_of(spec.type)
        entries[name] = {
            "label": view.writer.fact(name),
            "value": plain(known[name]),
            "written": _written(view, spec, known[name]),
            "type": kind,
            "unit": unit,
            "currency": currency,
            "source": held.source if held else "",
            "observed": held.observed.isoformat() if held and held.observed else None,
            "assumed": held is None,
            "used": name in used,
            "sensitive": spec.sensitive,
            "usual_source": view.writer.phrase(spec.supplied_by),
        }
    return entries


def _written(view: View, spec: ir.FactSpec, value: State) -> str:
    """A value; of records, those columns under their names that could not be told apart without."""
    if not (spec.fields and isinstance(value, tuple) and value and all(isinstance(item, Record) for item in value)):
        return view.writer.state(value, spec.type)
    return view.writer.words.parted([_record(view, spec, item) for item in value if isinstance(item, Record)])


def _record(view: View, spec: ir.FactSpec, record: Record) -> str:
    """A record: what stands first in it, and the rest in brackets."""
    columns = {column.id: column for column in spec.fields}
    given = [(columns[key], state) for key, state in record.fields if key in columns and state != NEVER]
    known = [(column, state) for column, state in given if not isinstance(state, Undetermined)]
    if not known:
        return view.say("answer_unknown")
    kinds = Counter(kind_of(column.type) for column, _ in known[1:])

    def told(column: ir.FactSpec, state: State) -> str:
        words = view.writer.state(state, column.type)
        if not isinstance(state, bool) and (column.codes or kinds[kind_of(column.type)] == 1):
            return words
        label = column.label.in_(view.language) or column.id
        return view.say("fact_given", label=label[:1].lower() + label[1:], value=words)

    first, *rest = known
    shown = view.writer.state(first[1], first[0].type)
    return f"{shown} ({', '.join(told(column, state) for column, state in rest)})" if rest else shown


def _used(view: View) -> frozenset[str]:
    steps = (fact for step in view.evaluation.steps for fact in step.facts)
    outcomes = (fact for raised in view.evaluation.outcomes for fact in raised.facts)
    return frozenset((*steps, *outcomes))
