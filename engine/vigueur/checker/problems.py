"""Where the checker notes what it finds, and the problems that calls of builtins make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import assert_never

from vigueur.builtins import Mismatch
from vigueur.checker.words import kind_words, shown, type_words
from vigueur.diagnostics.problems import Problem, problem
from vigueur.source import Span
from vigueur.suggestion import nearest
from vigueur.types import Enumeration, Type


def mismatch(found: Mismatch, call: Span, function: Span, arguments: Sequence[Span], given: Sequence[Type]) -> Problem:
    """The problem that a call which fits no overload is."""
    name = found.function
    at = arguments[found.position] if found.position < len(arguments) else call
    match found.fault:
        case "unknown_function":
            return problem("VG015", function, name=name, nearest=nearest(name, found.names))
        case "arity":
            en, fr = _counts(found.counts)
            return problem("VG104", call, name=name, counts_en=en, counts_fr=fr, given=len(given))
        case "argument":
            en, fr = kind_words(found.expected)
            given_en, given_fr = type_words(found.given) if found.given is not None else ("", "")
            day = _bare_day((at, *arguments))
            return problem("VG105", at, name=name, expected=en, attendu=fr, given_en=given_en, given_fr=given_fr, day=day)
        case "unknown_parameter":
            return problem("VG106", at, name=found.name, function=name, near=nearest(found.name, found.names), names=shown(found.names))
        case "repeated_parameter":
            return problem("VG106", at, name=found.name, function=name)
        case "not_constant":
            return problem("VG133", at, name=name)
        case "units" | "unit_product" | "currencies" | "codes" | "unlike":
            return _unlike(found, call, arguments, given)
        case _:
            assert_never(found.fault)


_CODES = {"units": "VG107", "unit_product": "VG108", "currencies": "VG109", "codes": "VG112", "unlike": "VG110"}


def _unlike(found: Mismatch, call: Span, arguments: Sequence[Span], given: Sequence[Type]) -> Problem:
    left, right = (given[p] if p < len(given) else None for p in found.positions)
    if len(found.types) == 2:  # noqa: PLR2004 - left and right
        left, right = found.types
    if left is None or right is None:
        return problem("VG110", call, left_en="?", right_en="?", left_fr="?", right_fr="?", name=found.function)
    (en, fr), (other_en, other_fr) = type_words(left), type_words(right)
    spans = [arguments[p] for p in found.positions if p < len(arguments)]
    also = tuple((span, f"{words[0]}", f"{words[1]}") for span, words in zip(spans, ((en, fr), (other_en, other_fr)), strict=False))
    different = len(spans) == 2 and spans[0].start != spans[1].start  # noqa: PLR2004 - the same
    return problem(
        _CODES[found.fault],
        call,
        also=also if different else (),
        left_en=en,
        left_fr=fr,
        right_en=other_en,
        right_fr=other_fr,
        name=found.function,
        day=_bare_day(spans) if _CODES[found.fault] == "VG110" else None,
        code=next((code for span, other in zip(spans, (right, left), strict=False) if (code := _bare_code(span, other))), None),
    )


def _bare_code(written: Span, other: Type) -> str | None:
    """A number that is one of the codes on the other side, its quotes forgotten."""
    text = written.source.text[written.start : written.end]
    return text if isinstance(other, Enumeration) and text in other.codes else None


def _bare_day(arguments: Sequence[Span]) -> str | None:
    """A subtraction of numbers that is a day, its quotes forgotten."""
    texts = (written.source.text[written.start : written.end] for written in arguments)
    return next((text for text in texts if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)), None)


def _counts(counts: Sequence[int]) -> tuple[str, str]:
    numbers = [str(c) for c in counts if c >= 0]
    if counts and counts[-1] < 0:
        return f"{numbers[0]} or more", f"{numbers[0]} ou plus"
    return " or ".join(numbers), " ou ".join(numbers)
