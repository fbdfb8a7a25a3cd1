"""The one order of a provision's effects, and who is withdrawn by whom. Whatever cannot be ordered is a problem."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from vigueur.diagnostics.problems import Problem, problem
from vigueur.plain import dataclass
from vigueur.regime.made import UNDATED, AtOnce, Choice, ClockSpec, Dated, From, Interval, Made
from vigueur.values import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Ranked:
    """An effect in its place in the order. `index` is its place among what was made.

    An effect whose `from` is open to interpretation stands in the order once for each option.
    """

    index: int
    made: Made
    from_: Interval
    until: date
    cases: Dated
    option: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """The effects on one provision. `ranked`: newest first. `withdrawers`: for each made effect, those that withdraw it.

    `bases`: for each made effect, the one from which it takes all that it does not restate, or None.
    """

    provision: str
    made: tuple[Made, ...]
    ranked: tuple[Ranked, ...]
    withdrawers: tuple[tuple[int, ...], ...]
    bases: tuple[int | None, ...]

    def base_of(self, index: int) -> int | None:
        """The made effect from which this one takes all that it does not restate (`replaces`)."""
        return self.bases[index]

    def visible(self, index: int, known_at: date) -> bool | None:
        """Whether an effect had been published by a day and not withdrawn; None where the publication days leave it open."""
        published = self.made[index].published
        if known_at < published[0]:
            return False
        hidden = [self.visible(w, known_at) for w in self.withdrawers[index]]
        if any(hidden):
            return False
        return None if known_at < published[1] or None in hidden else True

    def publications(self) -> list[date]:
        """The days after which something more is known, in order."""
        return sorted({day for made in self.made for day in made.published})


def ordered(provision: str, made: Sequence[Made]) -> tuple[Order | None, tuple[Problem, ...]]:
    """The order of what texts make of a provision, and all that is wrong with it. None where there can be no order."""
    effects = tuple(sorted(made, key=lambda m: (m.published, m.text, _first(m.from_ or m.in_force))))
    found: list[Problem] = []
    bases = tuple(_base(provision, effects, i, found) for i in range(len(effects)))
    withdrawers = _withdrawers(provision, effects, bases, found)
    if found:
        return None, tuple(found)
    ranked: list[Ranked] = []
    for index, effect in enumerate(effects):
        if effect.verb != "withdraw":
            ranked += _ranks(provision, effects, bases, index, found)
    if found:
        return None, tuple(found)
    ranked.sort(key=lambda r: (r.from_, r.made.published, r.made.text, r.option or ("", "")), reverse=True)
    order = Order(provision, effects, tuple(ranked), withdrawers, bases)
    found += _ties(order)
    if not found:
        found += [*_overtaken(order), *_repeals_of_nothing(order)]
    return order, tuple(found)


def _first(day: From) -> date:
    return min(d[0] for _, d in day.options) if isinstance(day, Choice) else day[0]


# -- withdrawals -------------------------------------------------------------------------------------------------------------------


def _targets(effects: tuple[Made, ...], index: int) -> list[tuple[str, list[int]]]:
    """The texts that an effect withdraws or replaces, each with its effects on this provision that are meant."""
    effect = effects[index]
    named = dict.fromkeys((*effect.replaces, *effect.withdraws))
    return [(text, [i for i, e in enumerate(effects) if e.text == text and i != index]) for text in named]


def _base(provision: str, effects: tuple[Made, ...], index: int, found: list[Problem]) -> int | None:
    """The effect that a `replaces` restates. Where the text has several, the one with the same `from`."""
    effect = effects[index]
    if effect.verb == "withdraw" or not effect.replaces:
        return None
    candidates = [i for i, e in enumerate(effects) if e.text == effect.replaces[0] and e.verb != "withdraw" and i != index]
    if len(candidates) > 1 and effect.from_ is not None:
        same = [i for i in candidates if (effects[i].from_ or effects[i].in_force) == effect.from_]
        candidates = same or candidates
    if len(candidates) > 1:
        also = tuple((effects[i].place, "one of them", "l'une d'elles") for i in candidates)
        found.append(problem("VG508", effect.place, also=also, provision=provision, text=effect.text, other=effect.replaces[0]))
    return candidates[0] if candidates else None


def _withdrawers(
    provision: str, effects: tuple[Made, ...], bases: tuple[int | None, ...], found: list[Problem]
) -> tuple[tuple[int, ...], ...]:
    """For each effect, those that withdraw it. What replaces a correction also takes over what that correction withdrew."""
    withdrawn: list[list[int]] = []
    for index, effect in enumerate(effects):
        own: list[int] = []
        for text, targets in _targets(effects, index):
            meant = [bases[index]] if text in effect.replaces[:1] and bases[index] is not None else targets
            known = [i for i in meant if i is not None and effects[i].published[0] <= effect.published[1]]
            if not known:
                late = effects[meant[0]] if meant and meant[0] is not None else None
                also = ((late.place, "published later", "publié plus tard"),) if late else ()
                found.append(problem("VG504", effect.place, also=also, provision=provision, text=effect.text, other=text))
            own += known
        withdrawn.append(own)
    if _circular(withdrawn):
        place = next(effects[i].place for i, own in enumerate(withdrawn) if own)
        found.append(problem("VG509", place, provision=provision))
        return tuple(() for _ in effects)
    closed = [_taken_over(index, withdrawn, bases) for index in range(len(effects))]
    return tuple(tuple(w for w in range(len(effects)) if index in closed[w]) for index in range(len(effects)))


def _taken_over(index: int, withdrawn: list[list[int]], bases: tuple[int | None, ...]) -> frozenset[int]:
    taken: set[int] = set()
    current: int | None = index
    while current is not None:
        taken.update(withdrawn[current])
        current = bases[current]
    return frozenset(taken)


def _circular(withdrawn: list[list[int]]) -> bool:
    """Whether some effects withdraw each other, on one day of publication."""
    left = {i: set(own) for i, own in enumerate(withdrawn)}
    while left:
        free = [i for i, own in left.items() if not own & left.keys()]
        if not free:
            return True
        for i in free:
            del left[i]
    return False


# -- days and clocks, own or taken over ----------------------------------------------------------------------------------------------


def _lineage(bases: tuple[int | None, ...], index: int) -> list[int]:
    line = [index]
    while (base := bases[line[-1]]) is not None:
        line.append(base)
    return line


def _ranks(provision: str, effects: tuple[Made, ...], bases: tuple[int | None, ...], index: int, found: list[Problem]) -> list[Ranked]:
    """An effect with its days and clock: stated for the provision, else taken from what it replaces, else its text's."""
    effect = effects[index]
    line = [effects[i] for i in _lineage(bases, index)]
    from_: From = next((e.from_ for e in line if e.from_ is not None), line[-1].in_force)
    until = next((e.until for e in line if e.until is not None), NEVER)
    cases = _cases(line)
    if cases is None:
        found.append(problem("VG501", effect.place, provision=provision, text=effect.text))
        return []
    options: list[tuple[tuple[str, str] | None, Interval]] = (
        [(None, from_)] if not isinstance(from_, Choice) else [((from_.question, code), day) for code, day in from_.options]
    )
    for _, day in options:
        if day[0] >= until:
            found.append(problem("VG502", effect.place, provision=provision, start=day[0], until=until))
    return [Ranked(index, effect, day, until, cases, option) for option, day in options]


def _cases(line: list[Made]) -> Dated | None:
    stated: Iterable[ClockSpec | None] = [*(e.cases for e in line), *(e.cases_of_text for e in reversed(line))]
    given = [spec for spec in stated if spec is not None]
    anchor = next((spec.anchor for spec in given if spec.anchor is not None), None)
    opening = next((spec.open for spec in given if spec.open is not None), None)
    if anchor is None and opening == AtOnce():
        anchor = UNDATED
    return Dated(anchor, opening) if anchor is not None and opening is not None else None


# -- what the order must not hold ----------------------------------------------------------------------------------------------------


def _exclusive(one: Ranked, other: Ranked) -> bool:
    """Whether two entries answer one question differently, so that they are never there together."""
    return one.index == other.index or (
        one.option is not None and other.option is not None and one.option[0] == other.option[0] and one.option != other.option
    )


def _seen_together(order: Order, one: Ranked, other: Ranked, since: date = date.min) -> bool:
    """Whether a day of publication exists after which both are there."""
    days = [day for day in order.publications() if day >= since]
    return any(order.visible(one.index, day) is not False and order.visible(other.index, day) is not False for day in days)


def _uncertain(one: Ranked, other: Ranked) -> bool:
    """Whether an undated text leaves open which of two is newer."""
    return one.from_ != other.from_ and one.from_[0] <= other.from_[1] and other.from_[0] <= one.from_[1]


def _ties(order: Order) -> list[Problem]:
    found: list[Problem] = []
    for place, newer in enumerate(order.ranked):
        for older in order.ranked[place + 1 :]:
            if newer.from_[0] > older.from_[1]:
                continue
            if _exclusive(newer, older):
                continue
            code = (
                "VG503"
                if (newer.from_, newer.made.published) == (older.from_, older.made.published)
                else ("VG510" if _uncertain(newer, older) or _published_unsurely(newer, older) else "")
            )
            if code and _seen_together(order, newer, older):
                also = ((older.made.place, "the other", "l'autre"),)
                texts = {"text": newer.made.text, "other": older.made.text}
                details = (("provision", order.provision), *texts.items(), ("day", str(newer.from_[0])))
                found.append(Problem(code, newer.made.place, details, also))
    return found


def _published_unsurely(one: Ranked, other: Ranked) -> bool:
    a, b = one.made.published, other.made.published
    return one.from_ == other.from_ and a != b and a[0] <= b[1] and b[0] <= a[1]


def _overtaken(order: Order) -> list[Problem]:
    """A later-published effect behind an earlier-published one must say that it knows of it."""
    found: list[Problem] = []
    for place, newer in enumerate(order.ranked):
        for older in order.ranked[place + 1 :]:
            if older.made.published[0] <= newer.made.published[1] or older.from_[1] >= newer.from_[0] or _exclusive(newer, older):
                continue
            if newer.made.text in _beside(order, older.index) or _in_its_bases_place(order, older, newer):
                continue
            if _seen_together(order, newer, older, older.made.published[0]):
                also = ((newer.made.place, "this governs instead", "c'est ceci qui s'applique"),)
                found.append(
                    problem(
                        "VG505", older.made.place, also=also, provision=order.provision, text=older.made.text,
                        other=newer.made.text, day=newer.from_[0],
                    )
                )  # fmt: skip
    return list(dict.fromkeys(found))


def _beside(order: Order, index: int) -> set[str]:
    return {text for i in _lineage(order.bases, index) for text in order.made[i].beside}


def _in_its_bases_place(order: Order, older: Ranked, newer: Ranked) -> bool:
    """Whether a correction keeps the day of what it replaces, which was published before the one that overtakes it."""
    base = order.base_of(older.index)
    return any(r.index == base and r.from_ == older.from_ and r.made.published <= newer.made.published for r in order.ranked)


def _repeals_of_nothing(order: Order) -> list[Problem]:
    found: list[Problem] = []
    for place, repeal in enumerate(order.ranked):
        if repeal.made.verb != "repeal":
            continue
        former = [r for r in order.ranked[place + 1 :] if r.made.verb == "set" and not _exclusive(repeal, r)]
        if not any(_seen_together(order, repeal, r) for r in former):
            later = next((r for r in reversed(order.ranked[:place]) if r.made.verb == "set"), None)
            also = ((later.made.place, "set only later", "établie plus tard seulement"),) if later else ()
            found.append(problem("VG506", repeal.made.place, also=also, provision=order.provision, text=repeal.made.text))
    return list(dict.fromkeys(found))
