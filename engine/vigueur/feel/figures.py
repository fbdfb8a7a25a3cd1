"""How the language stands to the public conformance cases: the figures that are published."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from vigueur.feel.protocol import answer
from vigueur.feel.wire import Json
from vigueur.plain import dataclass, field

_NEAR: Final = Decimal("1e-8")
_OUTSIDE: Final = re.compile(
    r'\btime\(|date and time|\dT\d|T\d+[HMS]|"time"|@"\d\d:|\.(hour|minute|second)|\b(now|is)\(|offset|\bcontext\b|\bnull\b'
)
_RECORD: Final = re.compile(r"\{\s*[^}]*\}")
_ASKED: Final = ("id", "kind", "expression", "table", "context", "input_types", "result_type")


@dataclass(slots=True)
class Figures:
    """Counts over some cases. `refused`: value cases refused, by code; `wrong` and `unrefused`: the cases, by id."""

    values: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    refused_cases: list[str] = field(default_factory=list)
    errors: int = 0
    errors_refused: int = 0
    unrefused: list[str] = field(default_factory=list)

    @property
    def right_share(self) -> Decimal:
        """Value cases accepted and right, of all value cases."""
        return Decimal(self.right) / self.values if self.values else Decimal(1)

    @property
    def refused_share(self) -> Decimal:
        """Error cases refused, of all error cases."""
        return Decimal(self.errors_refused) / self.errors if self.errors else Decimal(1)

    def count(self, case: Mapping[str, Json], given: Mapping[str, Json]) -> None:
        """Count one case with the answer that it got."""
        name = str(case["id"])
        if case["error_expected"]:
            self.errors += 1
            self.errors_refused += "code" in given
            if "code" not in given:
                self.unrefused.append(name)
            return
        self.values += 1
        if "code" in given:
            self.refused[str(given["code"])] += 1
            self.refused_cases.append(name)
        elif same(case["expected"], given["value"]):
            self.right += 1
        else:
            self.wrong.append(name)


def measure(lines: Iterable[str]) -> dict[str, Figures]:
    """Figures over conformance cases, one JSON object a line: `all`, `core` (without times of day, contexts, null), each suite."""
    found: dict[str, Figures] = {"all": Figures(), "core": Figures()}
    for line in lines:
        if not line.strip():
            continue
        case = json.loads(line, parse_float=Decimal)
        given = answer(json.dumps({k: case[k] for k in _ASKED if case.get(k) is not None}, default=str))
        names = ["all", str(case["suite"]), *(["core"] if in_subset(case) else [])]
        for name in names:
            found.setdefault(name, Figures()).count(case, given)
    return found


def in_subset(case: Mapping[str, Json]) -> bool:
    """Whether a case is CORE and uses no time of day, date-time, context, `null` or `is`. All error cases of CORE are."""
    if case["tier"] != "CORE":
        return False
    if case["error_expected"]:
        return True
    if case["kind"] == "table":
        return True
    expression = str(case["expression"])
    values = json.dumps(case["context"], default=str) if case["context"] else ""
    expected = json.dumps(case["expected"], default=str)
    return not (_OUTSIDE.search(expression) or _RECORD.search(expression) or _OUTSIDE.search(values) or _OUTSIDE.search(expected))


def same(expected: Json, given: Json) -> bool:
    """Whether two typed values are equal; numbers within 1e-8."""
    match expected, given:
        case {"number": a}, {"number": b}:
            return abs(Decimal(str(a)) - Decimal(str(b))) <= _NEAR
        case {"days and time duration": str() as a}, {"days and time duration": str() as b}:
            return a == b or (_zero(a) and _zero(b))
        case dict(), dict():
            return expected.keys() == given.keys() and all(same(expected[k], given[k]) for k in expected)
        case list(), list():
            return len(expected) == len(given) and all(same(a, b) for a, b in zip(expected, given, strict=True))
        case _:
            return type(expected) is type(given) and expected == given


def _zero(duration: str) -> bool:
    return not re.search(r"[1-9]", duration)


def figures(lines: Iterable[str]) -> str:
    """The figures as a table, as they are published."""
    found = measure(lines)
    rows = [
        "| cases | value cases | accepted and right | accepted and wrong | refused | error cases | refused |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name in ("core", "all", *sorted(n for n in found if n not in {"core", "all"})):
        f = found[name]
        right = f"{f.right} ({100 * f.right_share:.1f} %)" if f.values else "–"
        refused = f"{f.errors_refused} ({100 * f.refused_share:.1f} %)" if f.errors else "–"
        rows.append(f"| {name} | {f.values} | {right} | {len(f.wrong)} | {f.refused.total()} | {f.errors} | {refused} |")
    reasons = ", ".join(f"{code} {count}" for code, count in sorted(found["all"].refused.items()))
    return "\n".join([*rows, "", f"Value cases refused, by code: {reasons}"])
