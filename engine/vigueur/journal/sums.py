"""What many replayed decisions come to: for each cause how many differ, by how much, and where they part first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

from vigueur.explanation.writing import exact
from vigueur.journal.replayed import CAUSES, Amount, Cause, Difference, Extrapolated, Guess, Provision, Replayed, Sample, Sum, Total
from vigueur.journal.sampling import CONFIDENCE, ENOUGH, rule_of_three, says_something, share, total

_STEP: Mapping[Cause, str] = {"engine": "R1", "encoding": "R2", "text": "R3", "data": "R4", "time": "R5"}
"""The step that a cause leads to."""

About: TypeAlias = "tuple[str, str, str]"
"""Rule book, decision, currency: what may be added up. Two amounts of one case are never added: one may be part of the other."""


def totals(replayed: Iterable[Replayed]) -> dict[str, Total]:
    """What each cause comes to."""
    found = list(replayed)
    return {cause: _total(found, cause) for cause in CAUSES if any(_STEP[cause] in r["verdicts"] for r in found)}


def guesses(replayed: Iterable[Replayed], size: int, seed: str, population: int) -> Sample:
    """What a sample tells of all, for each cause."""
    found = list(replayed)
    causes: dict[str, Guess] = {
        cause: _guess(found, cause, population) for cause in CAUSES if any(_STEP[cause] in r["verdicts"] for r in found)
    }
    return {"size": size, "seed": seed, "population": population, "confidence": exact(CONFIDENCE), "causes": causes}


def amounts_of(differences: Iterable[tuple[str, Difference]]) -> list[Sum]:
    """The amounts of differences, each with its rule book, added up by what they are about."""
    sums: dict[About, list[Amount]] = {}
    for rulebook, found in differences:
        for amount in found["amounts"]:
            sums.setdefault((rulebook, amount["decision"], amount["currency"]), []).append(amount)
    return [_sum(about, amounts) for about, amounts in sorted(sums.items())]


def verdicts_of(differences: Iterable[Difference]) -> list[list[str | int | None]]:
    """Verdicts that changed: from, to, how often."""
    counted = Counter((d["verdict"][0], d["verdict"][1]) for d in differences if d["verdict"][0] != d["verdict"][1])
    return [[before, after, count] for (before, after), count in sorted(counted.items(), key=lambda item: (-item[1], str(item[0])))]


def provisions_of(differences: Iterable[tuple[str, Difference]]) -> list[Provision]:
    """The provisions at which decisions part first, the most frequent first."""
    labels: dict[tuple[str, str], str] = {}
    counted: Counter[tuple[str, str]] = Counter()
    for rulebook, found in differences:
        first = found["first"]
        if first is not None:
            counted[rulebook, first["provision"]] += 1
            labels[rulebook, first["provision"]] = first["label"]
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [
        {"rulebook": rulebook, "provision": provision, "label": labels[rulebook, provision], "count": count}
        for (rulebook, provision), count in ordered
    ]


def _of(replayed: Iterable[Replayed], cause: Cause) -> Iterator[tuple[str, Difference]]:
    return ((r["rulebook"], d) for r in replayed for d in r["differences"] if d["cause"] == cause)


def _total(replayed: list[Replayed], cause: Cause) -> Total:
    found = list(_of(replayed, cause))
    answers = sum(1 for _, d in found if d["answers"])
    return {
        "compared": sum(1 for r in replayed if _STEP[cause] in r["verdicts"]),
        "answers": answers,
        "explanations": len(found) - answers,
        "amounts": amounts_of(found),
        "verdicts": verdicts_of(d for _, d in found),
        "provisions": provisions_of(found),
    }


def _sum(about: About, amounts: list[Amount]) -> Sum:
    known = [Decimal(a["difference"]) for a in amounts if a["difference"] is not None]
    rulebook, decision, currency = about
    return {
        "rulebook": rulebook,
        "decision": decision,
        "label": amounts[-1]["label"],
        "currency": currency,
        "total": exact(sum(known, Decimal(0))),
        "rising": sum(1 for value in known if value > 0),
        "falling": sum(1 for value in known if value < 0),
        "undetermined": len(amounts) - len(known),
    }


def _guess(replayed: list[Replayed], cause: Cause, population: int) -> Guess:
    compared = [r for r in replayed if _STEP[cause] in r["verdicts"]]
    seen = sum(1 for _, d in _of(compared, cause) if d["answers"])
    low, high = share(population, len(compared), seen)
    bound = rule_of_three(population, len(compared)) if seen == 0 else None
    return {
        "share": {
            "seen": seen,
            "of": len(compared),
            "low": low,
            "high": high,
            "usable": says_something(population, low, high),
            "rule_of_three": None if bound is None else exact(round(bound, 6)),
        },
        "amounts": [_extrapolated(compared, cause, population, about) for about in _abouts(compared, cause)],
    }


def _abouts(replayed: list[Replayed], cause: Cause) -> list[About]:
    return sorted({(rulebook, a["decision"], a["currency"]) for rulebook, d in _of(replayed, cause) for a in d["amounts"]})


def _extrapolated(replayed: list[Replayed], cause: Cause, population: int, about: About) -> Extrapolated:
    values = [value for r in replayed if (value := _value(r, cause, about)) is not None]
    estimate, interval = total(population, values)
    nonzero = sum(1 for value in values if value)
    return {
        "rulebook": about[0],
        "decision": about[1],
        "currency": about[2],
        "total": _cents(estimate),
        "low": None if interval is None else _cents(interval.low),
        "high": None if interval is None else _cents(interval.high),
        "known": len(values),
        "nonzero": nonzero,
        "reliable": len(values) == population or nonzero >= ENOUGH,
    }


def _value(replayed: Replayed, cause: Cause, about: About) -> Decimal | None:
    """By how much a decision differs in an amount; None where that is not known."""
    if replayed["rulebook"] != about[0]:
        return Decimal(0)
    amounts = [
        a for d in replayed["differences"] if d["cause"] == cause for a in d["amounts"] if (a["decision"], a["currency"]) == about[1:]
    ]
    if any(a["difference"] is None for a in amounts):
        return None
    return sum((Decimal(str(a["difference"])) for a in amounts), Decimal(0))


def _cents(value: Decimal) -> str:
    return exact(round(value, 2))
