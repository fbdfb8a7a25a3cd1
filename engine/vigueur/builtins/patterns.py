"""Regular expressions as XPath has them (flags s, m, i, x), on bounded texts; what could backtrack without end is refused."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from typing import Final

from vigueur.builtins.operations import Undefined
from vigueur.builtins.problems import NO_SUCH_PATTERN, TOO_MUCH_WORK
from vigueur.plain import dataclass, field
from vigueur.values import State

_LONGEST_PATTERN: Final = 1000
_LONGEST_TEXT: Final = 10_000
_LONGEST_RESULT: Final = 1_000_000
_MOST_WORK: Final = 10**9
_FLAGS: Final = {"s": re.DOTALL, "m": re.MULTILINE, "i": re.IGNORECASE, "x": re.NOFLAG}
_TOKEN: Final = re.compile(r"-\[[A-Za-z0-9-]+\]\]|\\[pP]\{[^}]*\}|\\.|\{[0-9]+(?:,[0-9]*)?\}|.", re.DOTALL)
_SAME_ESCAPES: Final = frozenset("nrt\\|.?*+(){}-[]^$dDwW123456789")
_FIRST_OF_NAME: Final = (
    r":A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    r"\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
# What stands for a class, without its brackets.
_CLASSES: Final = {
    "\\i": _FIRST_OF_NAME,
    "\\c": rf"\-.0-9\xb7\u0300-\u036f\u203f\u2040{_FIRST_OF_NAME}",
    "\\s": r" \t\n\r",
    "\\S": r"\x00-\x08\x0b\x0c\x0e-\x1f!-\U0010ffff",
}
_CATEGORY: Final = re.compile(r"L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfon]?")


def matched(text: str, pattern: str, flags: str = "") -> State:
    """Whether the pattern is found somewhere in the text."""
    return _compiled(text, pattern, flags).search(text) is not None


def split(text: str, delimiter: str) -> State:
    """The pieces of the text between matches of the delimiter."""
    pieces: list[str] = []
    start = 0
    for found in _unempty(_compiled(text, delimiter, ""), delimiter).finditer(text):
        pieces.append(text[start : found.start()])
        start = found.end()
    return (*pieces, text[start:])


def substituted(text: str, pattern: str, replacement: str, flags: str = "") -> State:
    r"""The text with every match replaced; `$1` stands for a group, `$0` for the match, `\$` for a dollar."""
    compiled = _unempty(_compiled(text, pattern, flags), pattern)
    if (len(text) + 1) * (len(replacement) + 1) > _LONGEST_RESULT:
        raise Undefined(TOO_MUCH_WORK, limit=_LONGEST_RESULT)
    result = compiled.sub(lambda found: _filled(found, replacement), text)
    if len(result) > _LONGEST_RESULT:
        raise Undefined(TOO_MUCH_WORK, limit=_LONGEST_RESULT)
    return result


def _filled(found: re.Match[str], replacement: str) -> str:
    def piece(token: re.Match[str]) -> str:
        if token.group(1):
            digits, rest = token.group(1), ""
            while len(digits) > 1 and int(digits) > len(found.groups()):
                digits, rest = digits[:-1], digits[-1] + rest
            group = int(digits)
            return ((found.group(group) or "") if group <= len(found.groups()) else "") + rest
        if token.group(2):
            return token.group(2)
        raise Undefined(NO_SUCH_PATTERN, pattern=replacement)

    return re.sub(r"\$([0-9]{1,4})|\\([\\$])|[$\\]", piece, replacement)


def _unempty(compiled: re.Pattern[str], pattern: str) -> re.Pattern[str]:
    """XPath refuses to replace or split by what matches the empty text."""
    if compiled.search(""):
        raise Undefined(NO_SUCH_PATTERN, pattern=pattern)
    return compiled


def _compiled(text: str, pattern: str, flags: str) -> re.Pattern[str]:
    """The pattern for Python. Raises Undefined where it is no pattern, or could take too long."""
    if len(pattern) > _LONGEST_PATTERN or len(text) > _LONGEST_TEXT:
        raise Undefined(TOO_MUCH_WORK, limit=_LONGEST_PATTERN if len(pattern) > _LONGEST_PATTERN else _LONGEST_TEXT)
    if not set(flags) <= _FLAGS.keys():
        raise Undefined(NO_SUCH_PATTERN, pattern=flags)
    chosen = re.NOFLAG
    for flag in flags:
        chosen |= _FLAGS[flag]
    translation = _Translation(pattern, chosen)
    for token in _TOKEN.findall(_squeezed(pattern) if "x" in flags else pattern):
        translation.take(token)
    if translation.words and not all(map(_plainly_word_or_not, text)):
        raise Undefined(NO_SUCH_PATTERN, pattern=pattern)
    if translation.work(len(text) + 1) > _MOST_WORK:
        raise Undefined(TOO_MUCH_WORK, limit=_MOST_WORK)
    try:
        return re.compile("".join(translation.parts), chosen)
    except (re.error, OverflowError, RecursionError):
        raise Undefined(NO_SUCH_PATTERN, pattern=pattern) from None


def _squeezed(pattern: str) -> str:
    """The pattern without the white space outside its classes: the flag x."""
    kept: list[str] = []
    in_class = escaped = False
    for char in pattern:
        if char in " \t\n\r" and not in_class:
            continue
        kept.append(char)
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char in "[]":
            in_class = char == "["
    return "".join(kept)


@cache
def _plainly_word_or_not(char: str) -> bool:
    r"""Whether all agree that a character is one of `\w`, or none: XPath counts signs such as `+` in and `_` out, others the reverse."""
    return (char.isascii() and char.isalnum()) or (char != "_" and unicodedata.category(char)[0] in "PZC")


@cache
def _members(category: str, *, inside: bool) -> str:
    """The characters of a Unicode category, or all others, as what stands within the brackets of a class."""
    parts: list[str] = []
    first = None
    for code in range(sys.maxunicode + 2):
        held = code <= sys.maxunicode and unicodedata.category(chr(code)).startswith(category) == inside
        if held and first is None:
            first = code
        elif not held and first is not None:
            parts.append(f"\\U{first:08x}-\\U{code - 1:08x}")
            first = None
    return "".join(parts)


@dataclass(slots=True)
class _Translation:
    """A pattern on its way to Python, token by token, and what it could cost.

    `groups` has an entry for each open group: whether what stands in it may match in more than one way.
    """

    pattern: str
    flags: re.RegexFlag
    parts: list[str] = field(default_factory=list)
    groups: list[bool] = field(default_factory=lambda: [False])
    closed: bool | None = None
    """Of the group that has just been closed: whether it may match in more than one way."""
    last: str = ""
    in_class: bool = False
    class_at: int = 0
    """Where the class that is open, or was last, begins among the parts."""
    words: bool = False
    """Whether the pattern speaks of letters of words."""
    repeats: int = 0
    options: int = 0

    def take(self, token: str) -> None:
        """Translate one token."""
        if token.startswith("\\"):
            self._escape(token)
        elif self.in_class:
            self._member(token)
        else:
            self._plain(token)
        if token != ")" or self.in_class:
            self.closed = None
        self.last = token

    def work(self, length: int) -> int:
        """How many steps the search could take."""
        return int(length ** (self.repeats + 1) if self.repeats > 1 else length) << self.options

    def _refuse(self) -> Undefined:
        return Undefined(NO_SUCH_PATTERN, pattern=self.pattern)

    def _escape(self, token: str) -> None:
        if token in _CLASSES:
            self.parts.append(_CLASSES[token] if self.in_class else f"[{_CLASSES[token]}]")
        elif len(token) > 2:  # noqa: PLR2004 - of a category
            self._category(token)
        elif token[1] in _SAME_ESCAPES and not (self.in_class and token[1].isdigit()):
            self.words = self.words or token[1] in "wW"
            self.parts.append(token)
        else:
            raise self._refuse()

    def _category(self, token: str) -> None:
        name = token[3:-1]
        if not _CATEGORY.fullmatch(name) or self.flags & re.IGNORECASE:  # Python would fold the case of its members
            raise self._refuse()
        members = _members(name, inside=token[1] == "p")
        self.parts.append(members if self.in_class else f"[{members}]")

    def _member(self, token: str) -> None:
        """A token within `[…]`."""
        if token.startswith("-["):  # a class less another
            self.parts.insert(self.class_at, f"(?:(?!{token[1:-1]})")
            self.parts.append("])")
            self.in_class = False
            return
        if "[" in token:
            raise self._refuse()
        if token == "]":
            self.in_class = False
        elif token in "&|~#" or (token == "-" and self.last == "-"):
            token = f"\\{token}"
        self.parts.append(token)

    def _plain(self, token: str) -> None:
        if token == "?" and self.last == "(":
            self.parts.append(token)
            return
        if self.last == "?" and self.parts[-2:-1] == ["("] and token != ":":  # `(?:` is the only one of its kind
            raise self._refuse()
        if token in "{}]" or token.startswith("-[") or (token.isdigit() and self.last[:1] == "\\" and self.last[1:].isdigit()):
            raise self._refuse()  # what must be escaped, and `\10`, which could mean two things
        match token:
            case "[":
                self.in_class, self.class_at = True, len(self.parts)
            case ".":
                token = token if self.flags & re.DOTALL else r"[^\n\r]"
            case "$":
                token = token if self.flags & re.MULTILINE else r"\Z"
            case "#":
                token = r"\#"
            case "(":
                self.groups.append(False)
            case ")":
                self._close()
            case "|":
                self.groups[-1] = True
            case _ if token in "?*+" or (token.startswith("{") and len(token) > 1):
                self._repeat(token)
        self.parts.append(token)

    def _close(self) -> None:
        if len(self.groups) == 1:
            raise self._refuse()
        self.closed = self.groups.pop()
        self.groups[-1] = self.groups[-1] or self.closed

    def _repeat(self, token: str) -> None:
        """A quantifier; a repeated group that may match in several ways can take exponential time."""
        if (token == "+" and self.last in {"*", "+", "?"}) or (token == "+" and self.last.startswith("{")):  # possessive, not XPath's
            raise self._refuse()
        if token == "?" and (self.last in {"*", "+", "?"} or self.last.startswith("{")):  # as few as possible
            return
        if token.startswith("{") and "," not in token:
            if self.closed:
                raise Undefined(TOO_MUCH_WORK, limit=1)
            return
        if token == "?":
            self.options += 1
        elif self.closed:
            raise Undefined(TOO_MUCH_WORK, limit=1)
        else:
            self.repeats += 1
        self.groups[-1] = True
