"""What a value waits for: facts and law that are still open in it, or within its items and fields."""

from __future__ import annotations

from collections.abc import Iterator

from vigueur.explanation.view import View
from vigueur.interpreter.states import combined
from vigueur.ir.case import cell_of, fact_of
from vigueur.values import Lack, Record, State, Undetermined

_NOTHING = Undetermined()


def waits(state: State) -> Undetermined:
    """What a state waits for; nothing where it is determined, to the last item of a list and the last field of a record."""
    if isinstance(state, Undetermined):
        return state
    return combined(_within(state)) if isinstance(state, tuple | Record) else _NOTHING


def _within(state: State) -> Iterator[Undetermined]:
    match state:
        case Undetermined():
            yield state
        case tuple():
            for item in state:
                yield from _within(item)
        case Record(fields):
            for _, value in fields:
                if not isinstance(value, Record):  # what a round of things due stands for, whatever else is open in it
                    yield from _within(value)
        case _:
            return


def ordered_lacks(lacks: frozenset[Lack]) -> list[Lack]:
    """Lacks of the law in a fixed order."""
    return sorted(lacks, key=lambda lack: (lack.provision, lack.kind, lack.why, lack.who))


_MOST_FACTS = 3
"""As many as a sentence bears; `waits_for` names them all."""


def first_of(view: View, facts: frozenset[str], *, quoted: bool = True) -> str:
    """The first facts of some in a sentence, in the order of the vocabulary: those that a person is asked for before the rest."""
    order = {name: place for place, name in enumerate(view.program.facts)}

    def rank(fact: str) -> tuple[bool, int, int, str]:
        spec, cell = view.program.facts.get(fact), cell_of(fact)
        return spec is not None and spec.optional, order.get(fact_of(fact), len(order)), cell.row if cell else 0, fact

    told = [view.say("words_quoted", words=view.fact(f)) if quoted else view.fact(f) for f in sorted(facts, key=rank)[: _MOST_FACTS + 1]]
    return f"{', '.join(told[:_MOST_FACTS])}…" if len(told) > _MOST_FACTS else view.writer.words.listed(told)


def open_in_words(view: View, state: State, what: str) -> tuple[str, str]:
    """What is not determined, and why: the law does not say (`what`: the phrases for it), or facts are missing that it depends on."""
    waiting = waits(state)
    if _lacks_decide(waiting):
        lack = ordered_lacks(waiting.lacks)[0]
        return view.say(f"{what}_{lack.kind}", who=view.writer.phrase(lack.who)), view.writer.phrase(lack.why)
    if waiting.facts:
        return view.say(f"{what}_open"), view.say("depends_on", facts=first_of(view, waiting.facts))
    return "", ""


def why_open(view: View, state: State, what: str) -> str:
    """Why something is not determined, in one sentence."""
    said, why = open_in_words(view, state, what)
    if not _lacks_decide(waits(state)):
        return why
    return view.say("why_after", what=said, why=why) if why else said


def _lacks_decide(waiting: Undetermined) -> bool:
    """Whether it is the law that is not known, and no facts are missing but those that could stand in for it."""
    supplied = frozenset(fact for lack in waiting.lacks for fact in lack.supplied_by)
    return bool(waiting.lacks) and waiting.facts <= supplied
