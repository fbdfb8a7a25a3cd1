"""Which places of the rules the cases reached, of how many, and those they did not."""

from __future__ import annotations

from collections.abc import Iterator

from vigueur.api.books import RuleBook
from vigueur.interpreter.run import Point
from vigueur.plain import dataclass, field


@dataclass(frozen=True, slots=True)
class Reach:
    """How many places of one kind the cases reached, of how many, and those they did not."""

    kind: str
    reached: int
    total: int
    missed: tuple[Point, ...]


@dataclass(slots=True)
class Seen:
    """What the cases reached: places of the rules, provisions that were read, options of readings that were taken."""

    points: set[Point] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    options: set[tuple[str, str]] = field(default_factory=set)


def reach(rulebook: RuleBook, seen: Seen) -> Iterator[Reach]:
    """Provisions that were read at all, every kind of place inside them, then the options of questions of interpretation."""
    provisions = rulebook.program.provisions
    unread = tuple(Point(name, "provision", "", provisions[name].place) for name in provisions if name not in seen.read)
    judged = [p for p in unread if provisions[p.provision].kind != "note"]
    yield Reach("provision", len(provisions) - len(unread), len(provisions) - len(unread) + len(judged), tuple(judged))
    places: dict[str, list[Point]] = {}
    for name in provisions:
        for point in rulebook.points(name):
            places.setdefault(point.kind, []).append(point)
    for kind, points in sorted(places.items()):
        missed = tuple(p for p in points if p not in seen.points)
        yield Reach(kind, len(points) - len(missed), len(points), missed)
    options = [(q.id, code) for q in rulebook.program.questions.values() for code, _ in q.options]
    if options:
        lacking = tuple(Point(question, "option", code, "") for question, code in options if (question, code) not in seen.options)
        yield Reach("option", len(options) - len(lacking), len(options), lacking)
