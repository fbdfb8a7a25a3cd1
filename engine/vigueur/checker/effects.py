"""The effects on one provision in their order, and what each of them says in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vigueur.checker.gathering import Gathered, amended, inherited, questions_of
from vigueur.checker.transitions import Transitions
from vigueur.diagnostics.problems import Problem, problem
from vigueur.plain import dataclass
from vigueur.regime.made import ClockSpec, Made
from vigueur.regime.order import Order
from vigueur.rulebook.documents import (
    ByReading,
    ConditionBody,
    Content,
    DeadlineBody,
    DuesBody,
    EffectSpec,
    FormulaBody,
    ParameterBody,
    Placed,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A provision whose effects have their order; `contents`: what each of those made says in full."""

    gathered: Gathered
    order: Order
    contents: dict[int, EffectSpec]


def made(gathered: Gathered, transitions: Transitions, cases_of_text: Mapping[str, ClockSpec | None]) -> list[Made]:
    """What texts do to a provision, as the order of effects needs it."""
    return [
        Made(
            text=text.id,
            verb="set" if spec.verb in {"set", "amend"} else "repeal" if spec.verb == "repeal" else "withdraw",
            published=(text.published.first, text.published.last),
            in_force=(text.in_force.first, text.in_force.last),
            place=spec.place,
            from_=(spec.from_.first, spec.from_.last) if spec.from_ else None,
            until=spec.until.first if spec.until else None,
            cases=transitions.read(spec.cases),
            cases_of_text=cases_of_text[text.id],
            replaces=tuple(p.text for p in spec.replaces) if spec.verb != "withdraw" else (),
            withdraws=tuple(p.text for p in spec.replaces) if spec.verb == "withdraw" else (),
            beside=tuple(p.text for p in spec.beside),
            undated=(spec.from_.why if spec.from_ else "") or text.in_force.why or text.published.why,
            number=number,
        )
        for number, (text, spec) in enumerate(gathered.specs)
    ]


def in_full(gathered: Gathered, order: Order, problems: list[Problem]) -> dict[int, EffectSpec]:
    """Each effect's content in full: amendments and corrections take over what they do not restate."""
    found: dict[int, EffectSpec] = {}
    for place in reversed(range(len(order.ranked))):
        ranked = order.ranked[place]
        _, spec = gathered.specs[order.made[ranked.index].number]
        base = order.base_of(ranked.index)
        if base is not None:
            _, former = gathered.specs[order.made[base].number]
            spec = inherited(spec, found.get(base, former))
        if spec.verb == "amend":
            older = [r for r in order.ranked[place + 1 :] if order.made[r.index].verb == "set" and r.index != ranked.index]
            if older and older[0].index in found:
                spec = amended(spec, found[older[0].index], problems)
            else:
                problems.append(problem("VG432", spec.place, provision=order.provision))
        found[ranked.index] = spec
    return found


def questions_asked(spec: EffectSpec) -> tuple[str, ...]:
    """The questions of interpretation that an effect's content or transition asks."""
    asked = [question for content in _contents(spec) for question in questions_of(content)]
    if spec.cases is not None and spec.cases.open is not None and not isinstance(spec.cases.open, tuple):
        asked.extend(questions_of(spec.cases.open))
    return tuple(dict.fromkeys(asked))


def summary(spec: EffectSpec) -> tuple[tuple[str, str], ...]:
    """The content of an effect as it was written, where it is an expression or value: by option, or once, under no option."""
    return tuple(_written("", _content(spec)))


def _contents(spec: EffectSpec) -> tuple[Content | None, ...]:
    """Everything in an effect that a reading may decide."""
    match spec.body:
        case DuesBody(items):
            return tuple(content for due in items for content in (due.amount, due.by))
        case DeadlineBody(limit):
            return (limit,)
        case _:
            return (_content(spec),)


def _written(option: str, content: Content | None) -> Iterator[tuple[str, str]]:
    match content:
        case Placed():
            yield option, " ".join(content.text.split())
        case ByReading(options=options):
            for code, inner in options:
                yield from _written(code.text, inner)
        case _:
            pass


def _content(spec: EffectSpec) -> Content | None:
    match spec.body:
        case ConditionBody(content) | FormulaBody(content) | ParameterBody(content):
            return content
        case _:
            return None
