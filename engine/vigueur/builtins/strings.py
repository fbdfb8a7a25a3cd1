"""Functions of texts. Positions count from 1, from the end where negative; characters are code points."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from vigueur.builtins import patterns
from vigueur.builtins.arithmetic import MOST_TEXT
from vigueur.builtins.operations import PURE, TEXT, Doc, Function, Overload, Parameter, Types, Undefined, list_of, seldom
from vigueur.builtins.problems import NO_SUCH_POSITION, TOO_MUCH_WORK
from vigueur.builtins.quantities import whole
from vigueur.types import Boolean, ListOf, Number, Text, Type
from vigueur.values import State


def _substring(text: str, start: Decimal, length: Decimal | None = None) -> State:
    position = whole(start)
    if position == 0 or abs(position) > len(text):
        raise Undefined(NO_SUCH_POSITION, position=position, length=len(text))
    first = position - 1 if position > 0 else len(text) + position
    if length is None:
        return text[first:]
    if length < 1 or length != length.to_integral_value():
        raise Undefined(NO_SUCH_POSITION, position=length, length=len(text))
    return text[first : first + int(min(length, Decimal(len(text))))]


def _before(text: str, match: str) -> State:
    return text.partition(match)[0] if match and match in text else ""


def _after(text: str, match: str) -> State:
    return text.partition(match)[2] if match else text


def _join(texts: tuple[str, ...], delimiter: str = "") -> State:
    if sum(map(len, texts)) + len(delimiter) * len(texts) > MOST_TEXT:
        raise Undefined(TOO_MUCH_WORK, limit=MOST_TEXT)
    return delimiter.join(texts)


def _text(_types: Types) -> Type:
    return Text()


def _truth(_types: Types) -> Type:
    return Boolean()


def _texts(_types: Types) -> Type:
    return ListOf(Text())


def _named(*names: str) -> tuple[Parameter, ...]:
    return tuple(Parameter(name, TEXT) for name in names)


def _one(
    name: str, parameters: tuple[Parameter, ...], result: Callable[[Types], Type], meaning: Callable[..., State], doc: Doc
) -> Function:
    return Function(name, (Overload(name, parameters, result, meaning),), doc)


_STRING = Parameter("string", TEXT)
_START = Parameter("start position", PURE)

FUNCTIONS = (
    Function(
        "substring",
        (
            Overload("substring from", (_STRING, _START), _text, _substring, total=seldom),
            Overload("substring", (_STRING, _START, Parameter("length", PURE)), _text, _substring, total=seldom),
        ),
        Doc(
            "The part of a text from a position, of a length.",
            "La partie d'un texte à partir d'une position, d'une longueur.",
            'substring("foobar", 3, 2)',
            '"ob"',
        ),
    ),
    _one(
        "string length",
        (_STRING,),
        lambda _: Number("", Decimal(0), Decimal(MOST_TEXT), 0),
        lambda text: Decimal(len(text)),
        Doc("The number of characters.", "Le nombre de caractères.", 'string length("foo")', "3"),
    ),
    _one(
        "upper case",
        (_STRING,),
        _text,
        lambda text: text.upper(),
        Doc("The text in capitals.", "Le texte en capitales.", 'upper case("été")', '"ÉTÉ"'),
    ),
    _one(
        "lower case",
        (_STRING,),
        _text,
        lambda text: text.lower(),
        Doc("The text in small letters.", "Le texte en minuscules.", 'lower case("OPTAM")', '"optam"'),
    ),
    _one(
        "substring before",
        _named("string", "match"),
        _text,
        _before,
        Doc(
            "What stands before a match; empty where there is none.",
            "Ce qui précède ; vide si rien ne correspond.",
            'substring before("2024-06", "-")',
            '"2024"',
        ),
    ),
    _one(
        "substring after",
        _named("string", "match"),
        _text,
        _after,
        Doc(
            "What stands after a match; empty where there is none.",
            "Ce qui suit ; vide si rien ne correspond.",
            'substring after("2024-06", "-")',
            '"06"',
        ),
    ),
    _one(
        "contains",
        _named("string", "match"),
        _truth,
        lambda text, match: match in text,
        Doc("Whether a text holds another.", "Si un texte en contient un autre.", 'contains("OPTAM-CO", "CO")', "true"),
    ),
    _one(
        "starts with",
        _named("string", "match"),
        _truth,
        lambda text, match: text.startswith(match),
        Doc("Whether a text begins with another.", "Si un texte commence par un autre.", 'starts with("OPTAM", "OP")', "true"),
    ),
    _one(
        "ends with",
        _named("string", "match"),
        _truth,
        lambda text, match: text.endswith(match),
        Doc("Whether a text ends with another.", "Si un texte finit par un autre.", 'ends with("OPTAM", "CO")', "false"),
    ),
    Function(
        "replace",
        (
            Overload("replace", _named("input", "pattern", "replacement"), _text, patterns.substituted, total=seldom),
            Overload("replace flags", _named("input", "pattern", "replacement", "flags"), _text, patterns.substituted, total=seldom),
        ),
        Doc(
            "The text with what a pattern matches replaced.",
            "Le texte où ce que le motif reconnaît est remplacé.",
            'replace("abcd", "(ab)|(a)", "[1=$1]")',
            '"[1=ab]cd"',
        ),
    ),
    Function(
        "matches",
        (
            Overload("matches", _named("input", "pattern"), _truth, patterns.matched, total=seldom),
            Overload("matches flags", _named("input", "pattern", "flags"), _truth, patterns.matched, total=seldom),
        ),
        Doc("Whether a pattern is found in a text.", "Si un motif est reconnu dans un texte.", 'matches("foobar", "^fo*b")', "true"),
    ),
    Function(
        "split",
        (Overload("split", _named("string", "delimiter"), _texts, patterns.split, total=seldom),),
        Doc(
            "The pieces of a text between what a pattern matches.",
            "Les morceaux d'un texte entre ce que le motif reconnaît.",
            'split("a;b;c", ";")',
            '["a", "b", "c"]',
        ),
    ),
    Function(
        "string join",
        (
            Overload("string join", (Parameter("list", list_of(TEXT)),), _text, _join),
            Overload("string join delimiter", (Parameter("list", list_of(TEXT)), Parameter("delimiter", TEXT)), _text, _join),
        ),
        Doc(
            "The texts of a list in one, with a delimiter between.",
            "Les textes d'une liste en un seul, séparés.",
            'string join(["a", "b"], ", ")',
            '"a, b"',
        ),
    ),
)
