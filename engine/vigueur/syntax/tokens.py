"""The tokens of an expression, and the mistakes that show in them: quotes, foreign signs, numbers, names of functions."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Final

from vigueur.diagnostics.problems import Problem, Refused, problem
from vigueur.plain import dataclass
from vigueur.source import Fragment, Span
from vigueur.suggestion import nearest
from vigueur.syntax import names
from vigueur.syntax.strings import read_string
from vigueur.syntax.temporal import is_clock_time, read_temporal
from vigueur.values import Months

LONGEST: Final = 20_000
"""Characters of an expression."""
MOST_DIGITS: Final = 34
LARGEST_EXPONENT: Final = 6144
LONGEST_DURATIONS: Final = {"year": 10_000, "month": 120_000, "day": 1_000_000}


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A token: its name in the grammar, what was written, its place, and what it stands for where that differs."""

    kind: str
    text: str
    start: int
    end: int
    span: Span
    value: object = None


_WORD: Final = r"[^\W\d][\w]*"
_MASTER: Final = re.compile(
    rf"""
    (?P<SPACE>\s+|//[^\n]*|/\*.*?\*/)
  | (?P<TEMPORAL>@"[^"\n]*")
  | (?P<STRING>"(?:[^"\\\n]|\\[^\n])*")
  | (?P<NUMBER>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+(?!\w))?)
  | (?P<WORD>{_WORD})
  | (?P<FOREIGN>===|!==|==|&&|\|\||=>|=<|<>|:=|[&|^≤≥≠×÷−–—;…]|!(?!=))
  | (?P<SIGN>\.\.|\*\*|!=|<=|>=|/(?!\*)|[-+*=<>?,.:()\[\]{{}}])
    """,
    re.VERBOSE | re.DOTALL,
)
_SIGNS: Final = {
    "..": "DOTS", "**": "POWER", "!=": "EQUAL", "=": "EQUAL", "<=": "ORDER", ">=": "ORDER", "<": "ORDER", ">": "ORDER", "?": "TESTED",
    ",": "COMMA", "(": "LPAR", ")": "RPAR", "+": "PLUS", "-": "MINUS", "*": "STAR", "/": "SLASH", ".": "DOT", "[": "LSQB", "]": "RSQB",
    "{": "LBRACE", "}": "RBRACE", ":": "COLON",
}  # fmt: skip
_ENDS_OPERAND: Final = frozenset(
    {"NUMBER", "QUANTITY", "STRING", "TEMPORAL", "NAME", "TRUE", "FALSE", "NULL", "TESTED", "RPAR", "RSQB", "RBRACE", "CLOSE"}
)
_UNIT: Final = re.compile(r"\s*%|\s*(?:years?|months?|days?)(?!\w)|\s*[A-Z]{3}(?!\w)")
_KEY: Final = re.compile(rf"(?:{_WORD})(?:[ \t]+{_WORD})*(?=\s*:)")
_SPACED_PROPERTY: Final = re.compile(r"(?:start|end) included(?!\w)")
_CALLED: Final = re.compile(r"\s*\(")
_AFTER_RANGE: Final = re.compile(r"\s*(?:$|[)\],}=!<>+*/]|(?:and|or|then|else|return|satisfies|in|between|on)\b)")
_CURLY: Final = "“”„«»‘’‹›"


@cache
def _functions() -> re.Pattern[str]:
    spaced = sorted((n for n in names.FUNCTIONS | names.LEFT_OUT if " " in n), key=len, reverse=True)
    return re.compile("|".join(re.escape(n).replace(r"\ ", r"\s+") for n in spaced))


def tokenize(fragment: Fragment) -> tuple[list[Lexeme], list[Problem]]:
    """The tokens, and the mistakes that leave the rest readable. Raises Refused where the rest would be guesswork."""
    if len(fragment.text) > LONGEST:
        raise Refused((problem("VG003", fragment.span(0, 1), length=len(fragment.text), most=LONGEST),))
    scanner = _Scanner(fragment)
    scanner.run()
    return scanner.lexemes, scanner.problems


class _Scanner:
    def __init__(self, fragment: Fragment) -> None:
        self.fragment = fragment
        self.text = fragment.text
        self.at = 0
        self.lexemes: list[Lexeme] = []
        self.problems: list[Problem] = []

    def run(self) -> None:
        """Cut the whole text."""
        while self.at < len(self.text):
            found = _MASTER.match(self.text, self.at)
            if found is None:
                raise self.refusal()
            kind, end = found.lastgroup or "", found.end()
            if kind == "SPACE":
                self.at = end
            elif kind == "FOREIGN":
                raise self.foreign(found.group())
            elif kind == "WORD":
                self.word(found.group())
            elif kind == "NUMBER":
                self.number(found.group())
            elif kind == "STRING":
                self.string(found.group())
            elif kind == "TEMPORAL":
                self.temporal(found.group())
            else:
                self.sign(found.group())

    def add(self, kind: str, end: int, value: object = None) -> None:
        start, self.at = self.at, end
        self.lexemes.append(Lexeme(kind, self.text[start:end], start, end, self.fragment.span(start, end), value))

    def report(self, code: str, start: int, end: int, **details: str | int | None) -> None:
        given = tuple((key, str(value)) for key, value in details.items() if value is not None)
        self.problems.append(Problem(code, self.fragment.span(start, end), given))

    def refused(self, code: str, start: int, end: int, **details: str | int | None) -> Refused:
        self.report(code, start, end, **details)
        return Refused(tuple(self.problems))

    def previous(self) -> str:
        return self.lexemes[-1].kind if self.lexemes else ""

    def refusal(self) -> Refused:
        """What no token begins with."""
        char, rest = self.text[self.at], self.text[self.at :]
        if rest.startswith("/*"):
            return self.refused("VG008", self.at, self.at + 2)
        if char == '"' or rest.startswith('@"'):
            return self.refused("VG006", self.at, self.at + (2 if char == "@" else 1))
        if char == "'" or char in _CURLY:
            return self.refused("VG013", self.at, self.at + 1, found=char)
        if char in "€$£":
            code = {"€": "EUR", "$": "USD", "£": "GBP"}[char]
            return self.refused("VG026", self.at, self.at + 1, found=char, write=code)
        return self.refused("VG009", self.at, self.at + 1, found=char)

    def foreign(self, sign: str) -> Refused:
        return self.refused("VG010", self.at, self.at + len(sign), found=sign, write=names.SIGNS[sign])

    def word(self, word: str) -> None:
        property_ = _SPACED_PROPERTY.match(self.text, self.at) if self.previous() == "DOT" else None
        if property_:
            self.add("NAME", property_.end(), property_.group())
            return
        if self.previous() == "DOT":
            self.add("NAME", self.at + len(word), word)
            return
        if self.previous() in {"LPAR", "COMMA", "LBRACE"}:
            key = _KEY.match(self.text, self.at)
            if key:
                self.add("KEY", key.end(), " ".join(key.group().split()))
                return
        if self.spaced_function() or self.plain_function(word):
            return
        if word in names.KEYWORDS:
            self.add(word.upper(), self.at + len(word))
        else:
            self.left_out_word(word)
            self.add("NAME", self.at + len(word), word)

    def left_out_word(self, word: str) -> None:
        rest = self.text[self.at + len(word) :].split(None, 1)
        if word == "instance" and self.previous() in _ENDS_OPERAND and rest and rest[0] == "of":
            raise self.refused("VG016", self.at, self.at + len(word), what="instance of", types="types")

    def spaced_function(self) -> bool:
        found = _functions().match(self.text, self.at)
        if not found or not _CALLED.match(self.text, found.end()):
            return False
        self.function(" ".join(found.group().split()), found.end())
        return True

    def plain_function(self, word: str) -> bool:
        end = self.at + len(word)
        if word in names.KEYWORDS or self.previous() in _ENDS_OPERAND or not _CALLED.match(self.text, end):
            return False
        if word == "not":
            self.add("NOT", end, word)
        elif word == "function":
            raise self.refused("VG016", self.at, end, what="function", functions="function")
        elif names.FRENCH.get(word):
            raise self.refused("VG021", self.at, end, found=word, write=names.FRENCH[word])
        else:
            self.function(word, end)
        return True

    def function(self, name: str, end: int) -> None:
        if name in names.LEFT_OUT:
            self.report("VG016", self.at, end, what=name, **{_LEFT_OUT_WHY.get(name, "contexts"): name})
        elif name not in names.FUNCTIONS:
            self.report("VG015", self.at, end, name=name, nearest=nearest(name, names.FUNCTIONS))
        self.add("FUNCTION", end, name)

    def number(self, digits: str) -> None:
        start, end = self.at, self.at + len(digits)
        following = self.text[end : end + 1]
        value = self.exact(digits)
        unit = _UNIT.match(self.text, end)
        if unit and value is not None:
            self.quantity(value, unit)
            return
        if following.isalpha() or following == "_":
            word = re.compile(r"\w+").match(self.text, end)
            raise self.refused("VG027", start, word.end() if word else end, found=self.text[start : word.end() if word else end])
        self.add("NUMBER", end, value if value is not None else Decimal(0))

    def exact(self, digits: str) -> Decimal | None:
        mantissa, _, exponent = digits.lower().partition("e")
        significant = mantissa.replace(".", "").lstrip("0")
        too_far = len(exponent.lstrip("+-0")) > 4 or (exponent and abs(int(exponent)) + len(mantissa) > LARGEST_EXPONENT)
        if len(significant) > MOST_DIGITS or len(mantissa) > LARGEST_EXPONENT or too_far:
            self.report("VG019", self.at, self.at + len(digits), most=MOST_DIGITS)
            return None
        return Decimal(digits)

    def quantity(self, value: Decimal, found: re.Match[str]) -> None:
        written = found.group().strip()
        unit = names.UNITS.get(written, written)
        most = LONGEST_DURATIONS.get(unit)
        if most is not None and (value != value.to_integral_value() or value > most):
            self.report("VG025", self.at, found.end(), most=most, unit=written)
        self.add("QUANTITY", found.end(), (value, unit))

    def string(self, quoted: str) -> None:
        value, bad = read_string(quoted[1:-1])
        if bad is not None:
            self.report("VG028", self.at + 1 + bad, self.at + 3 + bad, found=quoted[1 + bad : 3 + bad])
        self.add("STRING", self.at + len(quoted), value)

    def temporal(self, quoted: str) -> None:
        value = read_temporal(quoted[2:-1])
        end = self.at + len(quoted)
        if value is None and is_clock_time(quoted[2:-1]):
            self.report("VG016", self.at, end, what=quoted, clock=quoted)
        elif value is None:
            self.report("VG018", self.at, end, found=quoted)
        self.add("TEMPORAL", end, value if value is not None else Months(0))

    def sign(self, sign: str) -> None:
        kind, end = _SIGNS[sign], self.at + len(sign)
        after_operand = self.previous() in _ENDS_OPERAND
        if sign == "]" and not after_operand and self.previous() != "LSQB":
            kind = "OPEN"
        elif sign == "[" and after_operand and _AFTER_RANGE.match(self.text, end):
            kind = "CLOSE"
        elif sign == ":" and self.previous() == "STRING":
            self.key()
        self.add(kind, end)

    def key(self) -> None:
        """A text before a colon is a key."""
        last = self.lexemes[-1]
        self.lexemes[-1] = Lexeme("KEY", last.text, last.start, last.end, last.span, last.value)


_LEFT_OUT_WHY: Final = {
    "time": "clock", "date and time": "clock", "now": "today", "today": "today", "is": "same", "sort": "functions",
}  # fmt: skip
