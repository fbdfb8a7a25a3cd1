"""A problem as it is read: place, code, message, source line with a caret, way out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from textwrap import wrap

from vigueur.diagnostics.catalogue import MESSAGES
from vigueur.diagnostics.problems import Language, Problem, Severity
from vigueur.source import Span

_WORDS: dict[Severity, dict[Language, str]] = {
    "error": {"en": "error", "fr": "erreur"},
    "warning": {"en": "warning", "fr": "avertissement"},
}
_BRACES = re.compile(r"\{(\w+)\}")
_WIDEST = 160
_TOGETHER = re.compile(r"`[^`\n]+`(?: [:;?!])?| [:;?!»]|« ")
"""What no line is broken in: what stands in backticks, and a sign with the space before it that French has."""
_GLUE = "\ue000"
"""Stands for a space at which no line is broken: a sign for private use, which no problem tells."""
_BELOW = 5
"""How far the lines below a way out are indented."""
MOST_TOLD = 200
"""Problems told at once: nobody reads more, and a hostile file has as many as it likes."""
_SPACES = str.maketrans("\t\u00a0\u202f", "   ")


def message(problem: Problem, language: Language = "en") -> str:
    """The message of a problem in a language."""
    entry = MESSAGES[problem.code]
    if language == "en":
        return _fill(entry.en, dict(problem.details))
    french = dict(entry.terms)
    return _fill(entry.fr, {key: french.get(value.lower(), value) for key, value in problem.details})


def help_(problem: Problem, language: Language = "en") -> str:
    """The way out, or an empty text where the message says it all."""
    details = dict(problem.details)
    for en, fr in MESSAGES[problem.code].help:
        if set(_BRACES.findall(en)) <= details.keys():
            return _fill(fr if language == "fr" else en, details)
    return ""


def severity(problem: Problem) -> Severity:
    """Whether the problem stops the work (`error`) or not (`warning`)."""
    return MESSAGES[problem.code].severity


def render(problem: Problem, language: Language = "en", *, width: int = 80) -> str:
    """A problem as a person reads it, over several lines of a width in columns; 0 for lines as long as they come.

    The line that names a place in a file is never broken: editors read it.
    """
    where = f"{_printable(str(problem.place or problem.file))}: " if problem.place or problem.file else ""
    colon = " :" if language == "fr" else ":"
    head = f"{where}{_WORDS[severity(problem)][language]}[{problem.code}]{colon} {message(problem, language)}"
    lines = [head] if problem.place else _within(head, width, hanging=2)
    if problem.place:
        lines += _excerpt(problem.place, "")
    for span, en, fr in problem.also:
        lines += [f"  --> {_printable(str(span))}: {fr if language == 'fr' else en}", *_excerpt(span, "")]
    way_out = help_(problem, language)
    if way_out:
        lines += _within(f"   = {'aide' if language == 'fr' else 'help'}{colon} {way_out}", width, hanging=_BELOW)
    return "\n".join(lines)


def render_all(problems: Iterable[Problem], language: Language = "en") -> str:
    """All problems, in the order of their places; of very many, the first."""
    found = in_order(problems)
    told = [render(p, language) for p in found[:MOST_TOLD]]
    rest = len(found) - len(told)
    if rest:
        french = language == "fr"
        told.append(f"… et {rest} autres, dits une fois ceux-ci corrigés" if french else f"… and {rest} more, told once these are mended")
    return "\n\n".join(told)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, line and column; the same problem once."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.place.source.name if p.place else p.file, p.place.start if p.place else -1, p.code))


def _within(text: str, width: int, *, hanging: int) -> list[str]:
    """Lines of a width. What stands in backticks is there to be copied, and stays on one line where it fits on one."""
    if not width:
        return [text]
    found = []
    for number, line in enumerate(text.split("\n")):
        kept = _TOGETHER.sub(lambda one: one[0].replace(" ", _GLUE) if len(one[0]) <= width - _BELOW else one[0], line)
        indent = " " * (hanging if number == 0 else len(line) - len(line.lstrip()))
        parts = wrap(kept, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
        found += [part.replace(_GLUE, " ") for part in parts or [""]]
    return found


def _fill(template: str, details: dict[str, str]) -> str:
    return _BRACES.sub(lambda m: _printable(details.get(m.group(1), "")), template).replace(" \n", "\n")


def _printable(text: str) -> str:
    """Text that may come from a hostile file: control characters shown, not sent to the terminal."""
    shown = "".join(c if c.isprintable() or c in "\n\u00a0\u202f" else f"\\x{ord(c):02x}" for c in text)
    return shown if len(shown) <= _WIDEST * 4 else shown[: _WIDEST * 4] + "…"


def _excerpt(span: Span, mark: str) -> list[str]:
    number, column = span.line, span.column
    text = span.source.line(number)
    first = max(0, column - 1 - _WIDEST // 2) if column > _WIDEST else 0
    line = text[first : first + _WIDEST].translate(_SPACES)
    shown = "".join(c if c.isprintable() else "\ufffd" for c in line)  # one sign for one, so that the caret stands where it should
    length = max(1, min(span.end, span.start + len(text) - column + 1) - span.start)
    margin = " " * len(str(number))
    return [
        f"{margin} |",
        f"{number} | {shown}",
        f"{margin} | {' ' * (column - 1 - first)}{'^' * min(length, _WIDEST)}{mark}",
    ]
