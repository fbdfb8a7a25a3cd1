"""What is wrong where a token cannot stand: the typical mistakes first, else what could stand there."""

from __future__ import annotations

import re
from typing import Final

from vigueur.diagnostics.problems import Problem, problem
from vigueur.source import Fragment
from vigueur.syntax.names import FRENCH
from vigueur.syntax.tokens import Lexeme

_CLOSES: Final = {"RPAR": "LPAR", "RSQB": "LSQB", "RBRACE": "LBRACE"}
_PARTNER: Final = {"(": ")", "[": "]", "{": "}", ")": "(", "]": "[", "}": "{"}
_OPENS: Final = frozenset({"LPAR", "LSQB", "LBRACE", "OPEN"})
_OPERANDS: Final = frozenset({"NUMBER", "STRING", "NAME", "LPAR"})
_OPERATORS: Final = frozenset({"PLUS", "AND", "ORDER"})
_WORDS: Final = {
    "NAME": ("a name", "un nom"), "KEY": ("a name and `:`", "un nom et `:`"), "EQUAL": ("`=`", "`=`"), "ORDER": ("`<`", "`<`"),
    "COMMA": ("`,`", "`,`"), "RPAR": ("`)`", "`)`"), "RSQB": ("`]`", "`]`"), "RBRACE": ("`}`", "`}`"), "COLON": ("`:`", "`:`"),
    "DOTS": ("`..`", "`..`"), "LPAR": ("`(`", "`(`"), "DOT": ("`.`", "`.`"),
}  # fmt: skip
_KEYWORDS: Final = frozenset({"THEN", "ELSE", "IN", "AND", "RETURN", "SATISFIES"})


def unexpected(fragment: Fragment, lexemes: list[Lexeme], position: int, expected: frozenset[str]) -> Problem:
    """The problem of the token at a position (the end of the text, where the position is past the last)."""
    found = lexemes[position] if position < len(lexemes) else None
    before = lexemes[position - 1] if position else None
    typical = _french(fragment, lexemes, position) or _brackets(lexemes, found, position)
    if typical is None and "ELSE" in expected and (found is None or found.kind in {"RPAR", "RSQB", "RBRACE", "COMMA"}):
        typical = problem("VG014", next((x for x in reversed(lexemes[:position]) if x.kind == "IF"), lexemes[0]).span)
    if typical is None and found and before:
        typical = _neighbours(fragment, before, found, expected) or _chained(fragment, lexemes, position)
    if typical is not None:
        return typical
    english, french = _listed(expected, 0), _listed(expected, 1)
    if found is None:
        # At the end of the text the parser gives the place of the last token instead.
        end = lexemes[-1].end
        return problem("VG005", fragment.span(end, end), expected=english, attendu=french)
    return problem("VG001", found.span, found=found.text, expected=english, attendu=french)


def decimal_commas(fragment: Fragment, lexemes: list[Lexeme]) -> list[Problem]:
    """A cell that is `0,8` or `>= 0,8`: a list of two numbers to FEEL, one number to whoever wrote it."""
    kinds = [lexeme.kind for lexeme in lexemes]
    if kinds[-3:] != ["NUMBER", "COMMA", "NUMBER"] or len(kinds) > 4 or (len(kinds) == 4 and kinds[0] not in {"ORDER", "EQUAL", "MINUS"}):
        return []
    first, last = lexemes[-3], lexemes[-1]
    text = fragment.text[first.start : last.end]
    if any(c.isspace() for c in text) or "." in text:
        return []
    return [problem("VG020", fragment.span(first.start, last.end), found=text, write=text.replace(",", "."))]


def _french(fragment: Fragment, lexemes: list[Lexeme], position: int) -> Problem | None:
    """`et` for `and`: the word itself cannot stand here, or what follows it cannot."""
    for at in (position, position - 1):
        if not 0 <= at < len(lexemes) or lexemes[at].kind != "NAME":
            continue
        word = lexemes[at]
        after_dot = at > 0 and lexemes[at - 1].kind == "DOT"
        if word.text in FRENCH and not after_dot:
            return problem("VG021", fragment.span(word.start, word.end), found=word.text, write=FRENCH[word.text])
    return None


def _brackets(lexemes: list[Lexeme], found: Lexeme | None, position: int) -> Problem | None:
    """A bracket that closes nothing here, or one that the end of the text finds open."""
    opened: list[Lexeme] = []
    for lexeme in lexemes[:position]:
        if lexeme.kind in _OPENS:
            opened.append(lexeme)
        elif (lexeme.kind in _CLOSES or lexeme.kind == "CLOSE") and opened:
            opened.pop()
    if found is None and opened:
        return problem("VG007", opened[-1].span, found=opened[-1].text, write=_PARTNER[opened[-1].text])
    if found is None or found.kind not in _CLOSES:
        return None
    if not opened:
        return problem("VG011", found.span, found=found.text)
    if opened[-1].kind not in {_CLOSES[found.kind], "OPEN"}:
        also = ((opened[-1].span, f"`{opened[-1].text}` is open here", f"`{opened[-1].text}` est ouvert ici"),)
        return problem("VG011", found.span, also=also, found=found.text, opened=opened[-1].text, write=_PARTNER[opened[-1].text])
    return None


def _neighbours(fragment: Fragment, before: Lexeme, found: Lexeme, expected: frozenset[str]) -> Problem | None:
    """Two tokens that mean something together in another language."""
    both = fragment.span(before.start, found.end)
    text = fragment.text[before.start : found.end]
    if before.kind == found.kind == "NAME" and found.text == "not":
        return problem("VG023", found.span, subject=before.text)
    if before.kind == found.kind == "NAME" and before.text == "not":
        return problem("VG034", before.span, subject=found.text)
    if before.kind == "NAME" and before.text == "not" and found.kind == "IN":
        return problem("VG023", both, subject="x")
    if before.kind == found.kind == "NAME" and found.text in {"is", "est"}:
        value = re.match(r"\s*(?!not\b)(\w+)", fragment.text[found.end :])
        subject = re.search(r"[\w.]+$", fragment.text[: before.end])
        compared = subject[0] if subject else before.text
        return problem("VG022", both, found=" ".join(text.split()), value=value[1] if value else "…", subject=compared)
    if before.kind == found.kind == "NAME":
        return problem("VG022", both, found=" ".join(text.split()), write="_".join(text.split()))
    if before.kind == found.kind == "NUMBER":
        return problem("VG024", both, found=" ".join(text.split()), write="".join(text.split()))
    if before.kind == "NUMBER" and found.kind == "COMMA" and fragment.text[found.end : found.end + 1].isdigit() and "COMMA" not in expected:
        end = found.end + len(fragment.text[found.end :]) - len(fragment.text[found.end :].lstrip("0123456789"))
        comma = fragment.text[before.start : end]
        return problem("VG020", fragment.span(before.start, end), found=comma, write=comma.replace(",", "."))
    return None


def _chained(fragment: Fragment, lexemes: list[Lexeme], position: int) -> Problem | None:
    """`1 < x < 3`: a comparison where one has just been made."""
    if lexemes[position].kind not in {"ORDER", "EQUAL"}:
        return None
    for lexeme in reversed(lexemes[:position]):
        if lexeme.kind in {"ORDER", "EQUAL"}:
            start, end = lexeme.start, lexemes[position].end
            return problem("VG030", lexemes[position].span, found=fragment.text[start:end])
        if lexeme.kind not in {"NAME", "NUMBER", "DOT", "QUANTITY", "STRING", "TEMPORAL", "PLUS", "STAR", "SLASH", "MINUS"}:
            return None
    return None


def _listed(expected: frozenset[str], language: int) -> str:
    """What could stand there, in a few words."""
    words: list[str] = []
    if expected >= _OPERANDS:
        words.append(("a value, a name or `(`", "une valeur, un nom ou `(`")[language])
    elif expected >= _OPERATORS:
        words.append(("an operator such as `+`, `=` or `and`", "un opérateur comme `+`, `=` ou `and`")[language])
    alone = expected - {"DOT", "LPAR", "LSQB"} if words else expected
    hidden = {"NAME", "EQUAL", "ORDER", "IN", "AND", "LPAR"} if words else set()
    words += [_WORDS[kind][language] for kind in sorted(alone & _WORDS.keys()) if kind not in hidden]
    words += [f"`{kind.lower()}`" for kind in sorted(alone & _KEYWORDS) if kind not in hidden]
    if "$END" in expected:
        words.append(("the end", "la fin")[language])
    return ", ".join(words)
