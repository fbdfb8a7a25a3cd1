"""Regular expressions as XPath has them (flags s, m, i, x), on bounded texts; what could backtrack without end is refused."""

from __future__ import annotations

import re
from typing import Final

from vigueur.builtins.operations import Undefined
from vigueur.builtins.problems import NO_SUCH_PATTERN, TOO_MUCH_WORK
from vigueur.values import State

_LONGEST_PATTERN: Final = 1000
_LONGEST_TEXT: Final = 10_000
_MOST_RESULT: Final = 1_000_000
_FLAGS: Final = {"s": re.DOTALL, "m": re.MULTILINE, "i": re.IGNORECASE, "x": re.VERBOSE}
_CLASSES: Final = {
    r"\i": r"[A-Za-z_:]",
    r"\c": r"[-.0-9:A-Z_a-z]",
    r"\p{L}": r"[^\W\d_]",
    r"\p{Lu}": "[A-ZÀ-ÖØ-Þ]",
    r"\p{Ll}": "[a-zß-öø-ÿ]",
    r"\p{N}": r"\d",
    r"\p{Nd}": r"\d",
}
_UNKNOWN: Final = re.compile(r"\\[pPIC]|\[[^\]]*-\[|\(\?(?!:)")
_REPEATED_GROUP: Final = re.compile(r"\)(?:[*+]|\{\d*,\d*\}|\{\d{2,}\})")
_OPEN_REPEAT: Final = re.compile(r"(?<!\\)(?:[*+]|\{\d+,\d*\})")
_MOST_REPEATS: Final = 3


def matched(text: str, pattern: str, flags: str = "") -> State:
    """Whether the pattern is found somewhere in the text."""
    return _compiled(text, pattern, flags).search(text) is not None


def split(text: str, delimiter: str) -> State:
    """The pieces of the text between matches of the delimiter."""
    pieces, start = [], 0
    compiled = _compiled(text, delimiter, "")
    if compiled.search(""):
        raise Undefined(NO_SUCH_PATTERN, pattern=delimiter)
    for found in compiled.finditer(text):
        pieces.append(text[start : found.start()])
        start = found.end()
    return (*pieces, text[start:])


def substituted(text: str, pattern: str, replacement: str, flags: str = "") -> State:
    """The text with every match replaced; `$1` stands for a group, `$0` for the match, `\\$` for a dollar."""
    compiled = _compiled(text, pattern, flags)
    if compiled.search("") or (len(text) + 1) * (len(replacement) + 1) > _MOST_RESULT * 10:
        raise Undefined(NO_SUCH_PATTERN, pattern=pattern)
    return compiled.sub(lambda found: _filled(found, replacement), text)


def _filled(found: re.Match[str], replacement: str) -> str:
    def piece(token: re.Match[str]) -> str:
        if token.group(1):
            group = int(token.group(1))
            return (found.group(group) or "") if group <= len(found.groups()) else ""
        if token.group(2):
            return token.group(2)
        raise Undefined(NO_SUCH_PATTERN, pattern=replacement)

    return re.sub(r"\$(\d)|\\([\\$])|[$\\]", piece, replacement)


def _compiled(text: str, pattern: str, flags: str) -> re.Pattern[str]:
    """The pattern for Python. Raises Undefined where it is no pattern, or could take too long."""
    if len(pattern) > _LONGEST_PATTERN or len(text) > _LONGEST_TEXT:
        raise Undefined(TOO_MUCH_WORK, limit=_LONGEST_PATTERN if len(pattern) > _LONGEST_PATTERN else _LONGEST_TEXT)
    if not set(flags) <= _FLAGS.keys():
        raise Undefined(NO_SUCH_PATTERN, pattern=flags)
    chosen = re.NOFLAG
    for flag in flags:
        chosen |= _FLAGS[flag]
    translated = pattern if chosen & re.VERBOSE == 0 else pattern.replace("#", r"\#")
    for theirs, ours in _CLASSES.items():
        translated = translated.replace(theirs, ours)
    if _UNKNOWN.search(translated):
        raise Undefined(NO_SUCH_PATTERN, pattern=pattern)
    _refuse_blowing_up(pattern, len(text))
    if chosen & re.MULTILINE == 0:
        translated = re.sub(r"(?<!\\)\$$", r"\\Z", translated)  # Python's $ would match before a final newline
    try:
        return re.compile(translated, chosen)
    except (re.error, OverflowError, RecursionError):
        raise Undefined(NO_SUCH_PATTERN, pattern=pattern) from None


def _refuse_blowing_up(pattern: str, length: int) -> None:
    """Repeated groups that repeat or choose inside can take exponential time, many open repeats a high power of the length."""
    for end in _REPEATED_GROUP.finditer(pattern):
        inside = pattern[_opening(pattern, end.start()) : end.start()]
        if length > 30 and re.search(r"[*+?|{]", inside.replace("(?:", "(")):  # noqa: PLR2004 - short texts are soon done
            raise Undefined(TOO_MUCH_WORK, limit=30)
    repeats = len(_OPEN_REPEAT.findall(pattern))
    if repeats > _MOST_REPEATS and length**repeats > 10**10:
        raise Undefined(TOO_MUCH_WORK, limit=_LONGEST_TEXT)


def _opening(pattern: str, end: int) -> int:
    depth = 0
    for i in range(end, -1, -1):
        depth += (pattern[i] == ")") - (pattern[i] == "(")
        if depth == 0:
            return i
    return 0
