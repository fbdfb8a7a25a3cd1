"""The values that an answer used: what they are, who supplied them, and which were only supposed."""

from __future__ import annotations

from vigueur.explanation.document import FactEntry
from vigueur.explanation.view import View
from vigueur.explanation.writing import kind_of, plain
from vigueur.ir import nodes as ir
from vigueur.types import Text
from vigueur.values import Undetermined


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
            "written": view.writer.state(known[name], spec.type),
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


def _used(view: View) -> frozenset[str]:
    steps = (fact for step in view.evaluation.steps for fact in step.facts)
    outcomes = (fact for raised in view.evaluation.outcomes for fact in raised.facts)
    return frozenset((*steps, *outcomes))
