"""What many replayed decisions come to: for each cause how many differ, by how much, and where they part first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TypeAlias

from vigueur.comparison.replayed import STEPS, Amount, Cause, Difference, Extrapolated, Guess, Provision, Replayed, Sample, Sum, Total
from vigueur.comparison.sampling import CONFIDENCE, ENOUGH, added, rule_of_three, says_something, share, total
from vigueur.explanation.writing import exact

About: TypeAlias = "tuple[str, str, str]"
"""Rule book, decision, currency: what may be added up. Two amounts of one case are never added: one may be part of the other."""


def totals(replayed: Iterable[Replayed]) -> dict[str, Total]:
    """What each cause comes to."""
    found = list(replayed)
    return {cause: _total(found, cause) for cause in STEPS if any(_is_compared(r, cause) for r in found)}


def guesses(replayed: Iterable[Replayed], seed: str, population: int) -> Sample:
    """What a sample tells of all, for each cause; nothing for corrected facts, for which were corrected was not drawn at random."""
    found = list(replayed)
    drawn = [cause for cause in STEPS if cause != "data" and any(_is_compared(r, cause) for r in found)]
    causes: dict[str, Guess] = {cause: _guess(found, cause, population) for cause in drawn}
    return {"size": len(found), "seed": seed, "population": population, "confidence": exact(CONFIDENCE), "causes": causes}


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


def _is_compared(replayed: Replayed, cause: Cause) -> bool:
    """Whether the two steps were taken that a cause may part."""
    if STEPS[cause] not in replayed["verdicts"]:
        return False
    return STEPS[cause] != STEPS["encoding"] or cause == cause_of_r2(replayed)


def cause_of_r2(replayed: Replayed) -> Cause:
    """Why R2 may part from the step before it: that is the record where R1 could not be taken."""
    incident = replayed["incident"]
    made_by_another = incident is not None and incident["engine"]
    return "engine_or_encoding" if made_by_another and STEPS["engine"] not in replayed["verdicts"] else "encoding"


def _of(replayed: Iterable[Replayed], cause: Cause) -> Iterator[tuple[str, Difference]]:
    return ((r["rulebook"], d) for r in replayed for d in r["differences"] if d["cause"] == cause)


def _total(replayed: list[Replayed], cause: Cause) -> Total:
    found = list(_of(replayed, cause))
    answers = sum(1 for _, d in found if d["answers"])
    return {
        "compared": sum(1 for r in replayed if _is_compared(r, cause)),
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
        "total": exact(added(known)),
        "rising": sum(1 for value in known if value > 0),
        "falling": sum(1 for value in known if value < 0),
        "undetermined": len(amounts) - len(known),
    }


def _guess(replayed: list[Replayed], cause: Cause, population: int) -> Guess:
    """What all come to. A decision that could not be compared may differ or not: it widens what may be."""
    size, compared = len(replayed), sum(1 for r in replayed if _is_compared(r, cause))
    seen = sum(1 for _, d in _of(replayed, cause) if d["answers"])
    low, high = share(population, size, seen, size - compared)
    bound = rule_of_three(population, size) if seen == 0 and compared == size else None
    return {
        "share": {
            "seen": seen,
            "of": compared,
            "unknown": size - compared,
            "low": low,
            "high": high,
            "usable": says_something(population, low, high),
            "rule_of_three": None if bound is None else exact(round(bound, 6)),
        },
        "amounts": [_extrapolated(replayed, cause, population, about) for about in _abouts(replayed, cause)],
    }


def _abouts(replayed: list[Replayed], cause: Cause) -> list[About]:
    return sorted({(rulebook, a["decision"], a["currency"]) for rulebook, d in _of(replayed, cause) for a in d["amounts"]})


def _extrapolated(replayed: list[Replayed], cause: Cause, population: int, about: About) -> Extrapolated:
    """What an amount's differences come to over all; those that are not known are not in it, and keep it from being believed."""
    values = [_value(r, cause, about) for r in replayed]
    known = [value for value in values if value is not None]
    estimate, interval = total(population, [value or Decimal(0) for value in values])
    nonzero = sum(1 for value in known if value)
    label = next(a["label"] for d in _differences(replayed, cause, about) for a in d)
    return {
        "rulebook": about[0],
        "decision": about[1],
        "label": label,
        "currency": about[2],
        "total": _cents(estimate),
        "low": None if interval is None else _cents(interval.low),
        "high": None if interval is None else _cents(interval.high),
        "known": len(known),
        "unknown": len(values) - len(known),
        "nonzero": nonzero,
        "reliable": len(known) == len(values) and (len(values) == population or nonzero >= ENOUGH),
    }


def _differences(replayed: Iterable[Replayed], cause: Cause, about: About) -> Iterator[list[Amount]]:
    """For each decision the amounts of that kind by which it differs."""
    for r in replayed:
        mine = (a for d in r["differences"] if d["cause"] == cause for a in d["amounts"])
        yield [a for a in mine if (r["rulebook"], a["decision"], a["currency"]) == about]


def _value(replayed: Replayed, cause: Cause, about: About) -> Decimal | None:
    """By how much a decision differs in an amount; None where that is not known."""
    if replayed["rulebook"] in {about[0], ""} and not _is_compared(replayed, cause):
        return None
    (amounts,) = _differences([replayed], cause, about)
    if any(a["difference"] is None for a in amounts):
        return None
    return added(Decimal(str(a["difference"])) for a in amounts)


def _cents(value: Decimal) -> str:
    return exact(round(value, 2))
