"""A problem is a value: a code, a place, what it is about. Its words are in the catalogue, in English and French."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from vigueur.plain import dataclass
from vigueur.source import Span

Language = Literal["en", "fr"]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Message:
    """The words of a code. A help is shown where all that it names in braces is given; the first that can be is taken.

    `terms`: (English, French) pairs; a detail that is the one, whatever its capitals, is the other in French.
    """

    en: str
    fr: str
    help: tuple[tuple[str, str], ...] = ()
    severity: Severity = "error"
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """`details` fill the braces of the message. `also`: further places, each with a word of what stands there (en, fr)."""

    code: str
    place: Span | None
    details: tuple[tuple[str, str], ...] = ()
    also: tuple[tuple[Span, str, str], ...] = ()
    file: str = ""
    """The file, where there is no place in it (it could not be read)."""


class Refused(Exception):  # noqa: N818 - it carries problems, it is not one
    """What was given has problems: all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(sorted({p.code for p in problems})))
        self.problems = problems


def problem(
    code: str, place: Span | None, /, *, also: tuple[tuple[Span, str, str], ...] = (), file: str = "", **details: object
) -> Problem:
    """A problem with its details as they will be read."""
    return Problem(code, place, worded(details), also, file)


def worded(details: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Details as they will be read. One that is None or empty is not given."""
    return tuple((key, str(value)) for key, value in details.items() if value is not None and value != "")
