"""What would change the result: other values of single facts, each verified by evaluating it. The smallest change first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from vigueur.explanation.candidates import Candidate, candidates, scale_of, stand_ins, within
from vigueur.explanation.document import ChangeEntry, SettingEntry
from vigueur.explanation.readings import Again, result_beside
from vigueur.explanation.results import answers_in_words, result_in_words
from vigueur.explanation.verdict import kind_of_answer, verdict_of, verdict_step
from vigueur.explanation.view import View
from vigueur.explanation.writing import plain
from vigueur.interpreter.outcome import Evaluation, Step
from vigueur.ir.case import Case, Held
from vigueur.types import Date, Money, Number
from vigueur.values import NEVER, Absent, State, Undetermined, Value

_MOST_EVALUATIONS: Final = 160
_MOST_CHANGES: Final = 24
_FARTHEST: Final = 24
_BOOLEAN, _CODE, _DAY = 300, 400, 2000
"""Days come last: nobody can move what has happened."""

Goal = Callable[[Evaluation], bool]


class _Search:
    """Evaluates changed cases, a bounded number of them."""

    def __init__(self, view: View, again: Again) -> None:
        self.view = view
        self.again = again
        self.left = _MOST_EVALUATIONS
        self.untouched = stand_ins(view, view.evaluation.steps)

    def facts(self, steps: Iterable[Step]) -> list[str]:
        """The facts behind some steps that may be tried with other values."""
        return [fact for fact in _facts(steps) if fact not in self.untouched]

    def with_(self, *settings: Candidate) -> Evaluation | None:
        """The evaluation of the case with other values; None where enough has been tried."""
        if self.left <= 0:
            return None
        self.left -= 1
        now = self.view.evaluation
        held = {s.fact: Held(s.value) for s in settings}
        case = Case(now.case.name, {**now.case.facts, **held})
        return self.again(case, now.as_of, now.readings)

    def first(self, options: Iterable[Candidate], goal: Goal) -> Iterator[Candidate]:
        """Of the values of one fact in rising distance, the nearest in each direction that reaches the goal, and every code that does."""
        reached: set[str] = set()
        for option in options:
            if option.direction in {"at least", "at most"} and option.direction in reached:
                continue
            found = self.with_(option)
            if found is not None and goal(found):
                reached.add(option.direction)
                yield option

    def bisected(self, fact: str, goal: Goal) -> Iterator[Candidate]:
        """The nearest number on each side that reaches the goal, where no threshold names it."""
        spec = self.view.program.facts[fact]
        held = self.view.evaluation.case.facts.get(fact)
        if held is None or not isinstance(held.value, Decimal) or not isinstance(spec.type, Number | Money) or spec.sensitive:
            return
        unit = scale_of(spec)
        for direction, sign in (("at least", 1), ("at most", -1)):
            far = self._far(fact, held.value, sign * unit, goal)
            if far is not None:
                yield Candidate(fact, self._nearest(fact, held.value, far, unit, goal), direction)

    def _far(self, fact: str, start: Decimal, step: Decimal, goal: Goal) -> Decimal | None:
        spec = self.view.program.facts[fact]
        assert isinstance(spec.type, Number | Money)  # noqa: S101 - the caller has looked
        bound = spec.type.high if step > 0 else spec.type.low
        for _ in range(_FARTHEST):
            value = start + step
            if not within(spec, value):
                value = bound if bound is not None else value
            found = self.with_(Candidate(fact, value))
            if found is None:
                return None
            if goal(found):
                return value
            if value == bound:
                return None
            step *= 2
        return None

    def _nearest(self, fact: str, near: Decimal, far: Decimal, unit: Decimal, goal: Goal) -> Decimal:
        while abs(far - near) > unit:
            middle = ((near + far) / 2 / unit).to_integral_value() * unit
            if middle in {near, far}:
                break
            found = self.with_(Candidate(fact, middle))
            if found is None:
                break
            near, far = (near, middle) if goal(found) else (middle, far)
        return far


def changes(view: View, again: Again) -> list[ChangeEntry]:
    """What would turn a refusal into an acceptance, or move an amount. Only what evaluation has confirmed."""
    search = _Search(view, again)
    if any(raised.state is True for raised in view.evaluation.outcomes):
        return []  # another scheme, or a person, decides
    now = result_beside(view, view)
    refused = verdict_of(view.evaluation) in {"ineligible", "undetermined"}
    asked = list(view.evaluation.answers)
    alone = asked[0] if len(asked) == 1 and kind_of_answer(view.evaluation, asked[0]) == "condition" else ""
    tried = _towards(search) if refused else _condition(search, alone) if alone else _amounts(search)
    found = [c for c in tried if c["result"] != now]
    found.sort(key=lambda c: (c["size"], [s["fact"] for s in c["sets"]], c["words"]))
    return _distinct(found, _days(view))[:_MOST_CHANGES]


def _days(view: View) -> frozenset[str]:
    """The facts that are days."""
    return frozenset(name for name, spec in view.program.facts.items() if isinstance(spec.type, Date))


def _distinct(found: list[ChangeEntry], days: frozenset[str]) -> list[ChangeEntry]:
    """For each number and each result the smallest change on each side, for each day the smallest; every code."""
    kept: dict[tuple[object, ...], ChangeEntry] = {}
    for change in found:
        told = tuple((s["fact"], "" if s["fact"] in days else s["direction"] or str(s["to_value"])) for s in change["sets"])
        kept.setdefault((told, change["result"]), change)
    return list(kept.values())


def _towards(search: _Search) -> Iterator[ChangeEntry]:
    """Changes that make the case eligible: of one fact, or, where several conditions fail, one for each together."""
    view = search.view
    step = verdict_step(view.evaluation)
    failing = _failing(view, step) if step is not None else []
    if not failing:
        return
    for wanted in ("eligible", "undetermined"):
        if wanted == verdict_of(view.evaluation):
            break
        goal = _reaches(wanted)
        single = [_change(search, option) for fact in search.facts(failing) for option in _reaching(search, fact, failing, goal)]
        if single:
            yield from single
            return
    parts = [next(_for_one(search, reason), None) for reason in failing]
    together = {p.fact: p for p in parts if p is not None}
    if len(failing) > 1 and all(parts):
        found = search.with_(*together.values())
        if found is not None and verdict_of(found) in {"eligible", "undetermined"}:
            yield _entry(view, tuple(together.values()), found)


def _condition(search: _Search, name: str) -> Iterator[ChangeEntry]:
    """Changes of one fact after which what several conditions decide, and that was asked for alone, holds."""
    view = search.view
    step = view.evaluation.answers[name]
    failing = _failing(view, step) if view.program.provisions[step.id].kind == "composition" else []

    def holds(evaluation: Evaluation) -> bool:
        return evaluation.answers[name].state is True

    for fact in search.facts(failing):
        for option in _reaching(search, fact, failing, holds):
            yield _change(search, option)


def _reaches(verdict: str) -> Goal:
    return lambda evaluation: verdict_of(evaluation) == verdict


def _for_one(search: _Search, reason: Step) -> Iterator[Candidate]:
    """Changes after which one condition no longer fails."""

    def holds(evaluation: Evaluation) -> bool:
        return any(
            s.id == reason.id and s.day == reason.day and s.state != reason.state and not isinstance(s.state, Undetermined)
            for s in evaluation.steps
        )

    days = _days(search.view)
    for fact in sorted(search.facts([reason]), key=lambda f: f in days):
        yield from _reaching(search, fact, [reason], holds)


def _reaching(search: _Search, fact: str, steps: list[Step], goal: Goal) -> Iterator[Candidate]:
    below = [s for step in steps for s in search.view.below(step)]
    found = list(search.first(candidates(search.view, fact, below), goal))
    yield from found or search.bisected(fact, goal)


def _failing(view: View, step: Step) -> list[Step]:
    """The conditions that make a composition fail, as far down as they can be told apart."""
    provision = view.program.provisions.get(step.id)
    if provision is None or step.state is not False:
        return []
    members = [s for s in step.steps if s.id in provision.members]
    if provision.joins == "all_of":
        return [inner for m in members if m.state is False for inner in (_failing(view, m) or [m])]
    if provision.joins == "none_of":
        return [m for m in members if m.state is True]
    return [step]


def _facts(steps: Iterable[Step]) -> list[str]:
    """The facts behind some steps, each once."""
    seen: dict[str, None] = {}
    waiting = list(steps)
    done: set[Step] = set()
    while waiting:
        step = waiting.pop(0)
        if step not in done:
            done.add(step)
            seen |= dict.fromkeys(step.facts)
            waiting += step.steps
    return list(seen)


def _amounts(search: _Search) -> Iterator[ChangeEntry]:
    """Changes of one fact that move an amount and leave the verdict as it is."""
    view, now = search.view, search.view.evaluation
    decided = [s for name, s in now.answers.items() if kind_of_answer(now, name) == "amount" and not isinstance(s.state, Undetermined)]
    before = [s.state for s in decided]

    def moved(evaluation: Evaluation) -> bool:
        after = [s.state for name, s in evaluation.answers.items() if any(d.id == s.id for d in decided) and name in now.answers]
        settled = not any(isinstance(s, Undetermined | Absent) for s in after)
        return settled and after != before and verdict_of(evaluation) == verdict_of(now)

    for fact in search.facts(decided):
        below = [s for step in decided for s in view.below(step)]
        for option in search.first(candidates(view, fact, below), moved):
            yield _change(search, option)


def _change(search: _Search, option: Candidate) -> ChangeEntry:
    now = search.view.evaluation
    case = Case(now.case.name, {**now.case.facts, option.fact: Held(option.value)})
    found = search.again(case, now.as_of, now.readings)
    return _entry(search.view, (_bounded(search, option, found),), found)


def _bounded(search: _Search, option: Candidate, found: Evaluation) -> Candidate:
    """A day with what evaluation shows of the days beside it: whether it is the first or the last of those that give the same."""
    if not isinstance(option.value, date):
        return option

    def same(days: int) -> bool:
        assert isinstance(option.value, date)  # noqa: S101 - looked at above
        day = option.value + timedelta(days=days)
        if day > search.view.evaluation.as_of:
            return True  # what has not happened yet bounds nothing
        beside = search.with_(Candidate(option.fact, day))
        return beside is not None and _told(search.view, beside) == _told(search.view, found)

    before, after = same(-1), same(1)
    return Candidate(option.fact, option.value, "at most" if before and not after else "at least" if after and not before else "")


def _told(view: View, evaluation: Evaluation) -> str:
    return result_in_words(view.beside(evaluation))


def _entry(view: View, options: tuple[Candidate, ...], found: Evaluation) -> ChangeEntry:
    parts, beside = [_words(view, option) for option in options], view.beside(found)
    return {
        "sets": [_setting(view, option) for option in options],
        "as_of": None,
        "words": view.writer.words.listed(parts),
        "verdict": verdict_of(found),
        "answers": answers_in_words(beside),
        "result": result_beside(view, beside),
        "size": sum(_size(_current(view, o.fact), o.value) for o in options) + 10_000 * (len(options) - 1),
    }


def _current(view: View, fact: str) -> State | None:
    held = view.evaluation.case.facts.get(fact)
    return held.value if held else view.evaluation.supposed.get(fact)


def _setting(view: View, option: Candidate) -> SettingEntry:
    current = _current(view, option.fact)
    return {
        "fact": option.fact,
        "label": view.writer.fact(option.fact),
        "from_value": None if current is None else plain(current),
        "to_value": plain(option.value),
        "direction": option.direction,
    }


def _words(view: View, option: Candidate) -> str:
    type_ = view.program.facts[option.fact].type
    current = _current(view, option.fact)
    key = {"at least": "change_at_least", "at most": "change_at_most"}.get(option.direction, "change_to")
    if isinstance(type_, Date):
        key = {"at least": "day_at_least", "at most": "day_at_most"}.get(option.direction, "day")
        day = view.say(f"{key}_near" if _keeps(current, option) else key, day=view.writer.value(option.value, type_))
        label = view.writer.fact(option.fact)
        if current is None or current == NEVER:
            return view.say("change_day_given", label=label, to=day)
        return view.say("change_day", label=label, to=day, from_=view.writer.state(current, type_))
    details = {"label": view.writer.fact(option.fact), "to": view.writer.value(option.value, type_)}
    if current is None or isinstance(current, bool):
        return view.say("change_given" if key == "change_to" else f"{key}_given", **details)
    return view.say(key, from_=view.writer.state(current, type_), **details)


def _keeps(current: State | None, option: Candidate) -> bool:
    """Whether the day of the case lies on the same side of a bound: then only the days near it give the other result."""
    if current == NEVER or not isinstance(current, date) or not isinstance(option.value, date):
        return False
    return {"at least": current >= option.value, "at most": current <= option.value}.get(option.direction, False)


def _size(before: State | None, after: Value) -> int:
    """How far a change goes, in thousandths: an order for reading, without a meaning of its own."""
    match before, after:
        case bool(), bool():
            return _BOOLEAN
        case Decimal(), Decimal():
            largest = max(abs(before), abs(after))
            return int(abs(after - before) * 1000 / largest) if largest else 0
        case date(), date() if before != NEVER:
            return _DAY + min(1000, abs((after - before).days))
        case _:
            return _CODE
