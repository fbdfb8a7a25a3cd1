"""What is missing: facts that can still change an answer, as questions, and apart from them what the law does not say."""

from __future__ import annotations

from vigueur.explanation.document import LackEntry, MissingEntry, PlaceEntry
from vigueur.explanation.verdict import kind_of_answer
from vigueur.explanation.view import View
from vigueur.explanation.waits import ordered_lacks, waits
from vigueur.explanation.writing import kind_of
from vigueur.interpreter.outcome import Step
from vigueur.ir import nodes as ir
from vigueur.ir.case import Cell, cell_of, fact_of
from vigueur.plain import dataclass
from vigueur.types import Text
from vigueur.values import Lack, Undetermined


@dataclass(frozen=True, slots=True)
class _Reader:
    """A step that is open, with the facts it reads."""

    provision: str
    reads: frozenset[str]
    within: frozenset[str] | None
    """What is open within its value; nothing where the value as a whole is."""


def missing(view: View, decisions: dict[str, Step]) -> list[MissingEntry]:
    """The facts that undetermined answers wait for: those that decide which rule applies first, then those that decide most."""
    waiting = {name: facts for name, step in decisions.items() if (facts := waits(step.state).facts)}
    wanted = frozenset().union(*waiting.values()) if waiting else frozenset()
    if not wanted:
        return []
    verdicts = [facts for name, facts in waiting.items() if kind_of_answer(view.evaluation, name) == "verdict"]
    deciding = wanted & _regime_facts(view)
    readers = _readers(view)
    return [
        _entry(view, fact, fact in deciding, [n for n, facts in waiting.items() if fact in facts], readers)
        for fact in _ranked(view, wanted, deciding, frozenset().union(*verdicts) if verdicts else frozenset())
    ]


def _ranked(view: View, wanted: frozenset[str], deciding: frozenset[str], for_verdict: frozenset[str]) -> list[str]:
    """Facts in the order in which they are worth asking: what counts only for some answers to another question comes after it."""
    open_ = [(step, facts) for step in view.evaluation.steps if (facts := waits(step.state).facts) and not _handed_on(view, step)]
    behind_by: dict[str, set[int]] = {fact: set() for fact in wanted}
    behind: dict[str, frozenset[str] | None] = dict.fromkeys(wanted)
    for place, (step, facts) in enumerate(open_):
        for fact in facts & wanted:
            behind_by[fact].add(place)
        read = _read(view, step)
        for number, fact in enumerate(read):
            if fact in wanted:
                others = facts - frozenset(read[number:])
                known = behind[fact]
                behind[fact] = others if known is None else known & others
    order = {name: place for place, name in enumerate(view.program.facts)}
    asked = {fact for step in view.evaluation.answers.values() for fact in step.facts}

    def rank(fact: str) -> tuple[bool, bool, bool, bool, int, int, int, str]:
        spec, cell = view.program.facts.get(fact), cell_of(fact)
        after = any(behind_by[fact] <= behind_by[other] for other in (behind[fact] or frozenset()) & wanted)
        optional = spec is not None and spec.optional and fact not in asked
        placed = order.get(fact_of(fact), len(order)), cell.row if cell else 0, fact
        return (fact not in deciding, optional, after, fact not in for_verdict, -len(behind_by[fact]), *placed)

    return sorted(wanted, key=rank)


def _read(view: View, step: Step) -> list[str]:
    """The facts that a step reads, itself or by a rule that hands on a single fact."""
    return list(dict.fromkeys((*step.facts, *(fact for below in step.steps for fact in _handed_on(view, below)))))


def _handed_on(view: View, step: Step) -> frozenset[str]:
    """The fact that a rule, not a condition, waits for alone."""
    provision = view.program.provisions.get(step.id)
    if provision is None or provision.kind in {"condition", "composition"} or not isinstance(step.state, Undetermined):
        return frozenset()
    return step.state.facts if len(step.state.facts) == 1 else frozenset()


def _readers(view: View) -> list[_Reader]:
    """The steps that are open, each looked through once, however many facts are missing."""
    return [
        _Reader(step.id, frozenset(step.facts), None if isinstance(step.state, Undetermined) else facts)
        for step in view.evaluation.steps
        if (facts := waits(step.state).facts) or isinstance(step.state, Undetermined)
    ]


def _entry(view: View, fact: str, regime: bool, decisions: list[str], readers: list[_Reader]) -> MissingEntry:  # noqa: FBT001
    cell = cell_of(fact)
    spec = (_column(view, cell) if cell else view.program.facts.get(fact)) or ir.FactSpec(fact, Text(), ir.Words(), ir.Words())
    kind, unit, currency = kind_of(spec.type)
    needed = view.writer.words.listed([view.writer.provision(d) for d in decisions])
    return {
        "fact": fact,
        "label": view.fact(fact),
        "question": _question(view, fact, spec, cell),
        "supplied_by": view.writer.phrase(spec.supplied_by),
        "why": view.say("missing_regime" if regime else "missing_why", decisions=needed),
        "regime": regime,
        "decisions": decisions,
        "provisions": [r.provision for r in readers if fact_of(fact) in r.reads and (r.within is None or fact in r.within)],
        "type": kind,
        "unit": unit,
        "currency": currency,
        "choices": [{"code": c.code, "label": c.label.in_(view.language) or c.code} for c in spec.codes],
        "within": _place(view, cell) if cell else None,
    }


def _question(view: View, fact: str, spec: ir.FactSpec, cell: Cell | None) -> str:
    """The question for a fact; for a value within a list, of which record it is asked."""
    ask = spec.ask.in_(view.language)
    if cell is None:
        return ask or f"{view.writer.fact(fact)} ?"
    return view.say("cell_question", record=view.record(cell.fact, cell.row), question=ask) if ask else f"{view.fact(fact)} ?"


def _column(view: View, cell: Cell) -> ir.FactSpec | None:
    """The column of a list of records."""
    spec = view.program.facts.get(cell.fact)
    return next((c for c in spec.fields if c.id == cell.column), None) if spec else None


def _place(view: View, cell: Cell) -> PlaceEntry | None:
    """Where in a list a value is missing."""
    if cell.fact not in view.program.facts:
        return None
    return {"fact": cell.fact, "row": cell.row, "record": view.record(cell.fact, cell.row), "column": cell.column}


def _regime_facts(view: View) -> frozenset[str]:
    """Facts that decide which text governs some provision whose regime is still open."""
    open_ = (effect.transition for step in view.evaluation.steps for effect in step.candidates)
    return frozenset(fact for transition in open_ for fact in (transition.anchor, *transition.hinges))


def lacks(view: View, decisions: dict[str, Step]) -> list[LackEntry]:
    """What the law does not say, or we have not found, where an answer waits for it."""
    waiting = {name: lacks for name, step in decisions.items() if (lacks := waits(step.state).lacks)}
    found = ordered_lacks(frozenset().union(*waiting.values()) if waiting else frozenset())
    return [_lack(view, lack, [name for name, wanted in waiting.items() if lack in wanted]) for lack in found]


def lack_words(view: View, lack: Lack) -> str:
    """What the law does not say, in a sentence."""
    label = view.writer.provision(lack.provision) if lack.provision else ""
    words = view.say(lack.kind, label=label, why=_closed(view.writer.phrase(lack.why)), who=view.writer.phrase(lack.who)).strip()
    return words.removeprefix(" : ").removeprefix(": ")


def _lack(view: View, lack: Lack, decisions: list[str]) -> LackEntry:
    label = view.writer.provision(lack.provision) if lack.provision else ""
    words = lack_words(view, lack)
    if lack.supplied_by:
        words += " " + view.say("supplied_by", facts=view.writer.words.listed([view.writer.fact(f) for f in lack.supplied_by], "or"))
    return {
        "provision": lack.provision,
        "label": label,
        "kind": lack.kind,
        "why": view.writer.phrase(lack.why),
        "who": view.writer.phrase(lack.who),
        "text": lack.text,
        "supplied_by": list(lack.supplied_by),
        "sentence": words,
        "decisions": decisions,
    }


def _closed(text: str) -> str:
    """A text that ends as a sentence does."""
    return text if not text or text[-1] in ".!?…" else f"{text}."
