"""Why an answer is what it is: each condition, whether it holds, the failing ones first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vigueur.explanation.absences import absence
from vigueur.explanation.comparisons import compared, holds, shown
from vigueur.explanation.document import Comparison, ReasonEntry, ReasonState
from vigueur.explanation.members import members, told_together
from vigueur.explanation.missing import lack_words
from vigueur.explanation.regimes import regime_of
from vigueur.explanation.view import View
from vigueur.explanation.waits import first_of, ordered_lacks
from vigueur.interpreter.outcome import Step
from vigueur.ir import nodes as ir
from vigueur.types import Boolean
from vigueur.values import Absent, State, Undetermined

_RANK: Final[dict[ReasonState, int]] = {"failed": 0, "undetermined": 1, "met": 2, "absent": 3}


def reasons(view: View, decisions: dict[str, Step]) -> list[ReasonEntry]:
    """The reasons of every decision that conditions decide."""
    return [entry for name, step in decisions.items() for entry in _of_decision(view, name, step)]


def _of_decision(view: View, decision: str, step: Step) -> list[ReasonEntry]:
    if not isinstance(step.state, bool | Undetermined | Absent) or not _is_condition(view, step):
        return []
    if _is_composition(view, step):
        return list(_members(view, decision, step, 0, against=_joins(view, step) == "none_of"))
    return list(_reason(view, decision, step, 0, against=False))


def _members(view: View, decision: str, step: Step, depth: int, *, against: bool) -> Iterator[ReasonEntry]:
    """The members of a composition, those that decide first. A choice that is met is told by what meets it alone."""
    members = [s for s in step.steps if s.id in view.program.provisions[step.id].members]
    told = sorted(members, key=lambda s: _RANK[state_of(s.state, against=against)])
    if _joins(view, step) == "any_of" and step.state is True:
        told = [s for s in told if s.state is True]
    for member in told:
        yield from _reason(view, decision, member, depth, against=against)


def _reason(view: View, decision: str, step: Step, depth: int, *, against: bool) -> Iterator[ReasonEntry]:
    provision = view.program.provisions[step.id]
    state = state_of(step.state, against=against)
    regime = regime_of(view, step)
    unsure = step.state if isinstance(step.state, Undetermined) else Undetermined()
    of_list = list(members(view, step))
    yield {
        "provision": step.id,
        "label": view.writer.provision(step.id),
        "decision": decision,
        "part_of": provision.part_of,
        "depth": depth,
        "state": state,
        "sentence": told_together(view, step, of_list) or sentence_of(view, step, state),
        "values": [] if _is_composition(view, step) else list(_values(view, step)),
        "citations": regime["citations"] if regime else [],
        "text": regime["text"] if regime else None,
        "short": regime["short"] if regime else "",
        "since": regime["begin"] or regime["applies_from"] if regime else None,
        "regime": regime,
        "facts": view.facts_of(step),
        "waits_for": sorted(unsure.facts),
        "lacks": [lack.provision for lack in ordered_lacks(unsure.lacks)],
        "members": of_list,
    }
    if _is_composition(view, step):
        yield from _members(view, decision, step, depth + 1, against=against != (provision.joins == "none_of"))


def state_of(state: State, *, against: bool = False) -> ReasonState:
    """How a condition stands; `against`: its being true counts against the case."""
    if isinstance(state, Absent):
        return "absent"
    if isinstance(state, bool):
        return "met" if state is not against else "failed"
    return "undetermined"


def sentence_of(view: View, step: Step, state: ReasonState | None = None) -> str:
    """What a condition says of a case: its own sentence, or what it waits for, or why it is absent. `state`: as it counts for the whole."""
    if step.effect is not None and step.effect.each:
        together = told_together(view, step, list(members(view, step)))
        if together:
            return together
    label = view.writer.provision(step.id)
    if isinstance(step.state, Absent):
        return absence(view, step)[0]
    if isinstance(step.state, Undetermined):
        if step.state.facts:
            return view.say("condition_undetermined_for", label=label, facts=first_of(view, step.state.facts))
        told = [lack_words(view, lack) for lack in ordered_lacks(step.state.lacks)]
        return told[0] if len(told) == 1 else view.say("condition_undetermined", label=label)
    parts = (step.effect.met if step.state else step.effect.not_met) if step.effect else _words_of(view, step)
    return view.sentence(parts, step.day) or view.say(f"condition_{state or state_of(step.state)}", label=label)


def _words_of(view: View, step: Step) -> ir.Sentence:
    """The sentence of a composition, which no text set."""
    provision = view.program.provisions[step.id]
    return provision.met if step.state else provision.not_met


def _values(view: View, step: Step) -> Iterator[Comparison]:
    """The comparisons that made the condition what it is."""
    if not isinstance(step.state, bool):
        return
    for comparison in dict.fromkeys(compared(view, step)):
        if holds(view, comparison) is step.state:
            told = shown(view, comparison)
            if told["type"] != "date" or (told["what"] and told["value"] != "never"):
                yield told


def _is_condition(view: View, step: Step) -> bool:
    return step.id in view.program.provisions and isinstance(view.type_of(step.id), Boolean)


def _is_composition(view: View, step: Step) -> bool:
    return step.id in view.program.provisions and view.program.provisions[step.id].kind == "composition"


def _joins(view: View, step: Step) -> str:
    return view.program.provisions[step.id].joins
