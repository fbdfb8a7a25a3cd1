"""What an operation is: its parameters, static signature, meaning on plain values, and documentation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from vigueur.plain import dataclass
from vigueur.types import (
    ANY_UNIT,
    Anything,
    Boolean,
    Date,
    DaysDuration,
    Enumeration,
    ListOf,
    Money,
    MonthsDuration,
    Number,
    RangeOf,
    Text,
    Type,
)
from vigueur.values import State

Types: TypeAlias = tuple[Type, ...]


class Undefined(Exception):  # noqa: N818 - a result that does not exist, as FEEL's null after an error
    """The operation has no result on these arguments. `code` is a problem of the catalogue, `details` fill its words."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = {key: str(value) for key, value in details.items()}


@dataclass(frozen=True, slots=True)
class Kind:
    """A set of types that a parameter takes, with its name in English and French (`number`, `nombre`)."""

    en: str
    fr: str
    holds: Callable[[Type], bool]


@dataclass(frozen=True, slots=True)
class Parameter:
    """`name` is FEEL's name of the parameter, for named calls."""

    name: str
    accepts: Kind


Fault: TypeAlias = Literal[
    "unknown_function",
    "arity",
    "argument",
    "unknown_parameter",
    "repeated_parameter",
    "units",
    "unit_product",
    "currencies",
    "codes",
    "unlike",
    "not_constant",
]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Why a call fits no overload.

    unknown_function: `names` are all functions · arity: `counts` are the numbers of arguments that would do, the last being -1
    where more are welcome · argument: the one at `position` (from 0) is `given`, and `expected` would do · unknown_parameter,
    repeated_parameter: `name`, where `names` would do · units, unit_product, currencies, codes, unlike: the arguments at `positions`
    (their types in `types`) do not go together · not_constant: the type of the result depends on the text, which must be written out.
    """

    fault: Fault
    function: str = ""
    name: str = ""
    names: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    position: int = 0
    expected: tuple[Kind, ...] = ()
    given: Type | None = None
    positions: tuple[int, int] = (0, 1)
    types: Types = ()


def always(_types: Types) -> bool:
    """Defined on all arguments of these types."""
    return True


def seldom(_types: Types) -> bool:
    """May be undefined on arguments of these types."""
    return False


@dataclass(frozen=True, slots=True)
class Overload:
    """One operation. `key` is what `ir.Call.op` holds.

    `result` computes the type of the result (bounds, unit, currency, scale) or says why the arguments do not go together.
    `meaning` is called with plain values, one a parameter (the last one repeats where `variadic`); it raises Undefined.
    `total`: whether it is defined on all arguments of these types. `rounding`: its calls in the ir carry a further last argument,
    the calendar's month_end, `down` or `up`.
    """

    key: str
    parameters: tuple[Parameter, ...]
    result: Callable[[Types], Type | Mismatch]
    meaning: Callable[..., State]
    variadic: bool = False
    total: Callable[[Types], bool] = always
    rounding: bool = False
    when: Callable[[State], bool] | None = None
    """Where the type of the result depends on the first argument's value: whether this overload takes it (`duration("P1Y")`)."""

    def takes(self, count: int) -> bool:
        """Whether it may be called with so many arguments."""
        return count >= len(self.parameters) if self.variadic else count == len(self.parameters)

    def parameter(self, position: int) -> Parameter:
        """The parameter of an argument."""
        return self.parameters[min(position, len(self.parameters) - 1)]


@dataclass(frozen=True, slots=True)
class Doc:
    """One line in each language, and an example: an expression and its value as text."""

    en: str
    fr: str
    example: str
    gives: str


@dataclass(frozen=True, slots=True)
class Function:
    """A name of the language with its overloads, in the order in which they are tried.

    `internal`: not to be written; the checker lowers to it.
    """

    name: str
    overloads: tuple[Overload, ...]
    doc: Doc
    internal: bool = False


def _is(*classes: type) -> Callable[[Type], bool]:
    return lambda given: isinstance(given, classes)


def list_of(item: Kind) -> Kind:
    """Lists of one kind; the empty list is one of each."""
    return Kind(
        f"list of {item.en}s",
        f"liste de {item.fr}s",
        lambda t: isinstance(t, ListOf) and (isinstance(t.item, Anything) or item.holds(t.item)),
    )


def _is_pure(given: Type) -> bool:
    return isinstance(given, Number) and given.unit in {"", ANY_UNIT}


BOOLEAN = Kind("boolean", "booléen", _is(Boolean))
NUMBER = Kind("number", "nombre", _is(Number))
PURE = Kind("number without unit", "nombre sans unité", _is_pure)
DATE = Kind("date", "date", _is(Date))
MONTHS = Kind("years and months duration", "durée en années et mois", _is(MonthsDuration))
DAYS = Kind("days duration", "durée en jours", _is(DaysDuration))
TEXT = Kind("text", "texte", _is(Text, Enumeration))
QUANTITY = Kind("number or amount of money", "nombre ou montant", _is(Number, Money))
LIST = Kind("list", "liste", _is(ListOf))
RANGE = Kind("range", "intervalle", _is(RangeOf))
ANY = Kind("value", "valeur", lambda _type: True)
