"""A state held against what a case expects, both as a case would write them: what cannot be, what is, what was found instead."""

from __future__ import annotations

from typing import Final

from vigueur.checker.facts import LONGEST_SHOWN, parse_fact
from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.explanation.writing import plain
from vigueur.ir.nodes import FactSpec, Words
from vigueur.source import Span
from vigueur.suggestion import nearest
from vigueur.types import Anything, Boolean, RangeOf, RecordOf, Type
from vigueur.values import Absent, Record, State, Undetermined

VERDICTS: Final = ("eligible", "ineligible", "undetermined", "out_of_scope", "to_be_examined")
STATES: Final = ("undetermined", "absent")
"""What may be expected of a provision of any type."""
BEYOND: Final = frozenset({"VG603", "VG604"})
"""A value that its type has no room for: a value all the same, that may be expected and not found."""


def spec_of(name: str, type_: Type) -> FactSpec:
    """A type as the facts of a case are read by it."""
    return FactSpec(name, type_, Words(), Words())


def impossible(spec: FactSpec, text: str, place: Span, *, verdict: bool = False) -> list[Problem]:
    """What is wrong with an expected value that no value of its type can be; one that is only beyond the bounds is a value."""
    words = (*VERDICTS, "absent", "true", "false") if verdict else (*VERDICTS[:2], *STATES, "true", "false")
    allowed = words if isinstance(spec.type, Boolean) else STATES
    if text in allowed or isinstance(spec.type, Anything | RangeOf | RecordOf):
        return []
    try:
        parse_fact(spec, text)
    except Refused as refused:
        if isinstance(spec.type, Boolean):
            known = ", ".join(f"`{word}`" for word in words)
            return [problem("VG605", place, fact=spec.id, found=text[:LONGEST_SHOWN], nearest=nearest(text, words), known=known)]
        state = nearest(text, STATES)
        meant = (("near", state), ("nearest", state)) if state else ()
        return [Problem(p.code, place, (*p.details, *meant)) for p in refused.problems if p.code not in BEYOND]
    return []


def agrees(state: State, text: str, spec: FactSpec) -> bool:
    """Whether a state is what is written."""
    if isinstance(state, Undetermined):
        return text == "undetermined"
    if isinstance(state, Absent):
        return text == "absent"
    if isinstance(state, bool) and text in {"eligible", "ineligible"}:
        return state is (text == "eligible")
    try:
        return parse_fact(spec, text).value == state
    except Refused:
        return False


def shown(state: State) -> str:
    """A state as a case would write it."""
    match state:
        case Undetermined(facts, lacks):
            waits = ", ".join([*sorted(facts), *sorted({f"{lack.kind}: {lack.provision}" for lack in lacks})])
            return f"undetermined ({waits})"
        case Absent(cause):
            return f"absent ({cause})"
        case bool():
            return "true" if state else "false"
        case Record(fields):
            told = (f"{name}: {shown(value)}" for name, value in fields if not isinstance(value, Absent))
            return f"{{{', '.join(told)}}}"
        case tuple():
            return f"[{', '.join(shown(item) for item in state)}]"
        case _:
            return str(plain(state))
