"""How effects reach cases, as written: by which date a case is dated, and what becomes of open ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Final, assert_never

from vigueur.checker.bodies import check_options
from vigueur.checker.expressions import check_expression
from vigueur.checker.names import Scope
from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.ir import nodes as ir
from vigueur.regime.made import AtOnce, Both, Choice, ClockSpec, Dated, Dating, Every, Keep, OnEvents, Opening, Unsettled
from vigueur.rulebook.documents import ByReading, Content, Inapplicable, Lacking, Placed, Transition
from vigueur.source import Fragment
from vigueur.suggestion import nearest
from vigueur.syntax.parser import parse_expression
from vigueur.types import Anything, Date, ListOf
from vigueur.values import Months

_PERIOD: Final = re.compile(r"([1-9]\d{0,3}) (year|month|day)s?")
_WORDS: Final = ("keep", "at once", "at anniversary", "at renewal", "every 1 year", "on EVENT")


class Transitions:
    """Reads transitions. `term`: the length of a term, where the rule book gives one."""

    def __init__(self, scope: Scope, questions: Mapping[str, tuple[str, ...]], term: Placed | None, problems: list[Problem]) -> None:
        self.scope = scope
        self.questions = questions
        self.problems = problems
        self.term = term
        if term is not None and not _PERIOD.fullmatch(term.text):
            problems.append(problem("VG460", term.span, period=term.text))

    def read(self, written: Transition | None) -> ClockSpec | None:
        """A transition as far as it is stated; None where it is not."""
        if written is None:
            return None
        anchor = self._dating(written.dated_by) if written.dated_by is not None else None
        return ClockSpec(anchor, self._open(written.open) if written.open is not None else None)

    def _dating(self, written: Placed) -> Dating:
        expr, list_of = self._date(written)
        return Dating(written.text.strip(), expr, list_of)

    def _date(self, written: Placed) -> tuple[ir.Expr, bool]:
        try:
            tree = parse_expression(written.fragment)
        except Refused as refused:
            self.problems.extend(refused.problems)
            return ir.Const(value=True, type=Anything()), False
        expr, type_ = check_expression(tree, self.scope, None, self.problems)
        if not isinstance(type_, Date | Anything) and not (isinstance(type_, ListOf) and isinstance(type_.item, Date)):
            self.problems.append(problem("VG461", written.span, name=written.text))
        return expr, isinstance(type_, ListOf)

    def _open(self, written: tuple[Placed, ...] | ByReading) -> Opening:
        if isinstance(written, ByReading):
            return self._content(written)
        first, *rest = [self._way(w) for w in written]
        for way in rest:
            first = Both(first, way)
        return first

    def _content(self, content: Content) -> Opening:
        match content:
            case Placed():
                return self._way(content)
            case Lacking(kind=kind, why=why, who=who):
                return Unsettled(kind, why, who)
            case ByReading(question, options):
                known = self.questions.get(question.text)
                if known is None:
                    near = nearest(question.text, self.questions)
                    self.problems.append(problem("VG445", question.span, question=question.text, near=near))
                    return Keep()
                check_options(content, known, self.problems)
                return Choice(question.text, tuple((code.text, self._content(option)) for code, option in options))
            case Inapplicable(place=place):
                self.problems.append(problem("VG463", place, word="not applicable"))
                return Keep()
            case _:
                assert_never(content)

    def _way(self, written: Placed) -> Opening:
        text = " ".join(written.text.split())
        match text:
            case "keep":
                return Keep()
            case "at once":
                return AtOnce()
            case "at anniversary":
                return Every(Months(12))
            case "at renewal":
                if self.term is None:
                    self.problems.append(problem("VG462", written.span))
                    return Keep()
                return self._every(self.term, self.term.text)
            case _ if text.startswith("every "):
                return self._every(written, text.removeprefix("every "))
            case _ if text.startswith("on "):
                return OnEvents(tuple(self._dating(event) for event in _events(written)))
            case _:
                self.problems.append(problem("VG463", written.span, word=text, near=nearest(text, _WORDS)))
                return Keep()

    def _every(self, written: Placed, text: str) -> Opening:
        found = _PERIOD.fullmatch(text)
        if found is None:
            self.problems.append(problem("VG460", written.span, period=text))
            return Keep()
        count, unit = int(found[1]), found[2]
        period = timedelta(days=count) if unit == "day" else Months(count * 12 if unit == "year" else count)
        return Every(period)


def _events(written: Placed) -> list[Placed]:
    """The events of `on E` or `on [E, E]`, each with its place."""
    text = written.fragment.text
    start = text.index("on") + 2
    inner = text[start:]
    if inner.strip().startswith("["):
        start += inner.index("[") + 1
        inner = inner.strip().removeprefix("[").removesuffix("]")
    events = []
    at = start
    for part in inner.split(","):
        lead = len(part) - len(part.lstrip())
        fragment = written.fragment
        offsets = fragment.offsets[at + lead : at + len(part) + 1] if fragment.offsets is not None else None
        events.append(Placed(part.strip(), Fragment(part.strip(), fragment.source, fragment.start + at + lead, offsets)))
        at += len(part) + 1
    return events


def described(cases: Dated, cite: ir.Citation | None) -> ir.Transition:
    """A transition as the explanation tells it."""
    kind, period, hinges = _told(cases.open)
    return ir.Transition(cases.anchor.id, kind, period, hinges, cite)


def _told(opening: Opening) -> tuple[ir.Openness, Months | timedelta | None, tuple[str, ...]]:
    match opening:
        case Keep():
            return "keep", None, ()
        case AtOnce():
            return "at once", None, ()
        case Every(every):
            return "every", every, ()
        case OnEvents(days):
            return "on", None, tuple(d.id for d in days)
        case Both(first, second):
            (_, period, hinges), (_, period_two, hinges_two) = _told(first), _told(second)
            return "both", period or period_two, hinges + hinges_two
        case Choice():
            return "reading", None, ()
        case Unsettled():
            return "unsettled", None, ()
