"""What may stand where: nodes read as mappings, sentences, expressions, names, days; every mistake is said, none stops the reading."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Final, TypeAlias, assert_never

from vigueur.diagnostics.problems import Problem, problem
from vigueur.plain import dataclass, field
from vigueur.rulebook.case_documents import Days, Placed
from vigueur.rulebook.yaml_text import ListNode, MapNode, Node, ScalarNode
from vigueur.source import Span
from vigueur.suggestion import nearest

Words: TypeAlias = tuple[str, str]
"""What something is called, in English and in French."""

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 9998
LONGEST_NAME: Final = 200
MOST_GUESSES: Final = 200
MOST_DECIMALS: Final = 10
_PLACES: Final = 2
"""Keys of one mapping for which the nearest known one is looked for: enough for mistakes, cheap for rubbish."""
LONGEST: Final = 20_000
"""Characters that a single text or expression may have."""

A_MAPPING: Final[Words] = ("`key: value` lines", "des lignes `clé: valeur`")
A_LIST: Final[Words] = ("a list", "une liste")
A_TEXT: Final[Words] = ("a text", "un texte")
AN_EXPRESSION: Final[Words] = ("an expression", "une expression")
A_NAME: Final[Words] = ("a name", "un nom")
A_DAY: Final[Words] = ("a day", "un jour")

_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,33})(?:\.[0-9]{1,30})?")
_NAME: Final = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
_LOST: Final = re.compile(r" #\S")
_TRUE: Final = frozenset({"true", "yes", "on", "oui", "vrai", "y"})


@dataclass(slots=True)
class Shapes:
    """Reads nodes and collects the problems of all files."""

    problems: list[Problem] = field(default_factory=list)

    def complain(self, code: str, place: Span | None, *, also: tuple[tuple[Span, str, str], ...] = (), **details: object) -> None:
        self.problems.append(problem(code, place, also=also, file="", **details))

    def unlike(self, node: Node, expected: Words, example: str = "") -> None:
        """Say that a node is not what is expected at its place."""
        found = _described(node)
        self.complain(
            "VG333", _start(node), expected_en=expected[0], expected_fr=expected[1], found_en=found[0], found_fr=found[1], example=example
        )

    def fields(self, node: Node, where: Words, known: Sequence[str], required: Sequence[str] = ()) -> dict[str, Node]:
        """The values of a mapping by key; keys that are not known or missing are said."""
        if not isinstance(node, MapNode):
            self.unlike(node, A_MAPPING)
            return {}
        found = {key.text: value for key, value in node.entries}
        for number, (key, _) in enumerate(node.entries):
            if key.text not in known:
                near = nearest(key.text, known) if number < MOST_GUESSES else None
                self.complain(
                    "VG331", key.place, key=key.text, where_en=where[0], where_fr=where[1],
                    nearest=near, known=", ".join(f"`{k}`" for k in known),
                )  # fmt: skip
        for name in required:
            if name not in found:
                self.complain("VG332", _start(node), key=name, where_en=where[0], where_fr=where[1])
        return found

    def entries(self, node: Node | None, what: Words) -> tuple[tuple[ScalarNode, Node], ...]:
        """The entries of a mapping whose keys are free."""
        if node is None:
            return ()
        if not isinstance(node, MapNode):
            self.unlike(node, A_MAPPING)
            return ()
        if not node.entries:
            self.complain("VG344", node.place, what_en=what[0], what_fr=what[1])
        return node.entries

    def items(self, node: Node | None, what: Words) -> tuple[Node, ...]:
        """The items of a list, which has one at least."""
        if node is None:
            return ()
        if not isinstance(node, ListNode):
            self.unlike(node, A_LIST)
            return ()
        if not node.items:
            self.complain("VG344", node.place, what_en=what[0], what_fr=what[1])
        return node.items

    def text(self, node: Node | None, what: Words = A_TEXT) -> Placed | None:
        """A sentence or a word: what YAML reads as a text."""
        if node is None:
            return None
        if not isinstance(node, ScalarNode):
            self.unlike(node, what)
            return None
        if not node.reads_as_text:
            self._unquoted(node, what)
            return None
        if not node.text.strip():
            self._empty(node, what)
            return None
        if _loses_text(node):
            self.complain("VG338", _after(node))
            return None
        return self._of_some_length(node)

    def plain_text(self, node: Node | None, what: Words = A_TEXT) -> str:
        """A text whose place does not matter; empty where there is none."""
        placed = self.text(node, what)
        return placed.text if placed else ""

    def expression(self, node: Node | None) -> Placed | None:
        """An expression or a cell: any scalar, whatever YAML would take it for."""
        if node is None:
            return None
        if not isinstance(node, ScalarNode):
            self.unlike(node, AN_EXPRESSION)
            return None
        if not node.text.strip():
            self._empty(node, ("the expression", "l'expression"))
            return None
        return self._of_some_length(node)

    def name(self, node: Node | None) -> Placed | None:
        """The id of a fact, a provision, a composition, a question."""
        placed = self.text(node, A_NAME)
        if placed is None:
            return None
        if len(placed.text) > LONGEST_NAME or not _NAME.fullmatch(placed.text):
            self.complain("VG346", placed.span, found=placed.text)
            return None
        return placed

    def names(self, node: Node | None) -> tuple[Placed, ...]:
        """One name or a list of names."""
        return self._several(node, self.name)

    def texts(self, node: Node | None) -> tuple[Placed, ...]:
        """One text or a list of texts."""
        return self._several(node, self.text)

    def words(self, node: Node | None, what: Words) -> tuple[Placed, ...]:
        """A list of texts."""
        return tuple(placed for item in self.items(node, what) if (placed := self.text(item)) is not None)

    def choice(self, node: Node | None, key: str, allowed: Collection[str]) -> Placed | None:
        """One of a few words."""
        if node is None:
            return None
        if not isinstance(node, ScalarNode):
            self.unlike(node, A_TEXT, next(iter(allowed)))
            return None
        if not node.text:
            self._empty(node, (f"`{key}`", f"`{key}`"))
            return None
        if node.text not in allowed:
            self.complain(
                "VG334", node.place, found=node.text, key=key,
                nearest=nearest(node.text, allowed), allowed=", ".join(f"`{word}`" for word in allowed),
            )  # fmt: skip
            return None
        return node.placed

    def boolean(self, node: Node | None) -> bool:
        """`true` or `false`; false where the key is missing."""
        if node is None:
            return False
        if not isinstance(node, ScalarNode):
            self.unlike(node, ("`true` or `false`", "`true` ou `false`"), "true")
            return False
        if not node.text:
            self._empty(node, ("the value", "la valeur"))
            return False
        if node.style or node.text not in ("true", "false"):
            close = "true" if node.text.casefold() in _TRUE else ("false" if len(node.text) < 5 else None)  # noqa: PLR2004 - `non`, `faux`: as long as such words are
            self.complain("VG343", node.place, found=node.text, nearest=close)
            return False
        return node.text == "true"

    def number(self, node: Node | None) -> Placed | None:
        """A number in digits; a literal with a unit (`20 %`, `2 years`, `38000 EUR`) or a day stays as written."""
        placed = self.expression(node)
        if placed is None or not (placed.text[:1].isdigit() or placed.text[:1] in ("-", "+", ".")):
            return placed
        if _NUMBER.fullmatch(placed.text) or re.fullmatch(r"\S+ +\S.*", placed.text) or _ISO.fullmatch(placed.text):
            return placed
        self.complain("VG342", placed.span, found=placed.text, expected_en="a number", expected_fr="un nombre", example="1300.50")
        return None

    def decimals(self, node: Node | None) -> Placed | None:
        """How many decimals a number may have."""
        placed = self.expression(node)
        if placed is None or (placed.text.isdecimal() and len(placed.text) <= _PLACES and int(placed.text) <= MOST_DECIMALS):
            return placed
        en, fr = f"a whole number from 0 to {MOST_DECIMALS}", f"un nombre entier de 0 à {MOST_DECIMALS}"
        self.complain("VG342", placed.span, found=placed.text, expected_en=en, expected_fr=fr, example="2")
        return None

    def value(self, node: ScalarNode) -> Placed | None:
        """A value of the law as a cell or parameter holds it: digits are checked for what YAML would make of them."""
        return self.expression(node) if node.style else self.number(node)

    def day(self, node: Node | None) -> date | None:
        """A day, `YYYY-MM-DD`."""
        if node is None:
            return None
        if not isinstance(node, ScalarNode):
            self.unlike(node, A_DAY, "2023-05-01")
            return None
        if not node.text:
            self._empty(node, A_DAY)
            return None
        found = read_day(node.text)
        if isinstance(found, date):
            return found
        self.problems.append(no_day(node.text, found, node.place))
        return None

    def days(self, node: Node | None) -> Days | None:
        """A day, or `{between: [first, last], why}`."""
        if not isinstance(node, MapNode):
            day = self.day(node)
            return Days(day, day, "", node.place) if day and node else None
        given = self.fields(node, ("an interval", "un intervalle"), ("between", "why"), ("between", "why"))
        bounds = tuple(self.day(item) for item in self.items(given.get("between"), ("the interval", "l'intervalle")))
        why = self.plain_text(given.get("why"))
        match bounds:
            case (date() as first, date() as last) if first <= last:
                return Days(first, last, why, node.place)
            case (date(), date()):
                self.complain("VG345", given["between"].place)
            case _ if "between" in given and isinstance(given["between"], ListNode) and len(bounds) != 2:  # noqa: PLR2004 - the first and the last
                self.unlike(given["between"], ("two days", "deux jours"), "[2023-01-01, 2023-12-31]")
            case _:
                pass
        return None

    def _unquoted(self, node: ScalarNode, what: Words) -> None:
        if node.text:
            self.complain("VG337", node.place, found=node.text)
        else:
            self._empty(node, what)

    def _empty(self, node: Node, what: Words) -> None:
        self.complain("VG344", node.place, what_en=what[0], what_fr=what[1])

    def _of_some_length(self, node: ScalarNode) -> Placed | None:
        if len(node.text) <= LONGEST:
            return node.placed
        self.complain("VG325", _start(node), size=len(node.text), most=LONGEST)
        return None

    def _several(self, node: Node | None, one: Callable[[Node], Placed | None]) -> tuple[Placed, ...]:
        nodes = node.items if isinstance(node, ListNode) else (() if node is None else (node,))
        return tuple(placed for item in nodes if (placed := one(item)) is not None)


def read_day(text: str) -> date | str:
    """A day; else the last day of its month where only the day of the month is wrong, or an empty text."""
    match = _ISO.fullmatch(text)
    if not match or not text.isascii():
        return ""
    year, month, day = (int(part) for part in match.groups())
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):  # noqa: PLR2004 - the months of a year
        return ""
    last = monthrange(year, month)[1]
    return date(year, month, day) if 1 <= day <= last else f"{year:04}-{month:02}-{last:02}"


def no_day(written: str, last: str, place: Span) -> Problem:
    """What is wrong with a day that is none. `last`: the last day of its month, as `read_day` gives it."""
    return problem("VG340" if last else "VG341", place, found=written, last=last)


def _described(node: Node) -> Words:
    match node:
        case ScalarNode():
            shown = node.text if len(node.text) <= 60 else node.text[:59] + "…"  # noqa: PLR2004 - as much as a line bears
            return (f"`{shown}`", f"`{shown}`") if shown else ("nothing", "rien")
        case ListNode():
            return A_LIST
        case MapNode():
            return A_MAPPING
        case _:
            assert_never(node)


def _start(node: Node) -> Span:
    """Where a node begins: a mapping of a hundred lines is not underlined as a whole."""
    place = node.place
    return place if isinstance(node, ScalarNode) else Span(place.source, place.start, place.start + 1)


def _loses_text(node: ScalarNode) -> bool:
    """Whether a plain sentence goes on after one space and `#`: a comment stands two spaces away."""
    if node.style:
        return False
    place = node.place
    return _LOST.match(place.source.text, place.end) is not None


def _after(node: ScalarNode) -> Span:
    place = node.place
    return Span(place.source, place.end + 1, place.end + 2)
