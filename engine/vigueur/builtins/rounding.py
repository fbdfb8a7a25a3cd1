"""Rounding: where the law says so, once, and exactly; a quotient or a mean under it is never rounded before."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from fractions import Fraction
from typing import Final, cast

from vigueur.builtins.arithmetic import FUNCTIONS as OPERATORS
from vigueur.builtins.operations import PURE, QUANTITY, Doc, Function, Mismatch, Overload, Parameter, Types, Undefined, list_of
from vigueur.builtins.problems import DIVIDED_BY_ZERO, NO_SUCH_SCALE, TOO_LARGE
from vigueur.builtins.quantities import CONTEXT, Quantity, bounds, constant, includes_zero, within
from vigueur.plain import dataclass
from vigueur.types import Anything, ListOf, Money, Number, Type
from vigueur.values import Absent, State

_LEAST, _MOST = -6111, 6176
_WIDE: Final = Context(prec=100, Emin=-999_999, Emax=999_999)
_FACTOR_LIMIT: Final = 7000


@dataclass(frozen=True, slots=True)
class _Mode:
    name: str
    decimal: str
    whole: bool
    """Whether it may be called without a scale."""
    doc: Doc


def _places(scale: Decimal) -> bool:
    return _LEAST <= scale <= _MOST and scale == scale.to_integral_value()


def _scale(scale: Decimal) -> int:
    if not _places(scale):
        raise Undefined(NO_SUCH_SCALE, scale=scale)
    return int(scale)


def rounded(number: Decimal, scale: Decimal, mode: str) -> Decimal:
    """A number to so many decimals (negative: tens, hundreds …)."""
    places = _scale(scale)
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent <= places:
        return number
    return CONTEXT.plus(number.quantize(Decimal((0, (1,), -places)), rounding=mode, context=_WIDE))


def rounded_fraction(number: Fraction, scale: Decimal, mode: str) -> Decimal:
    """A fraction to so many decimals, in one rounding."""
    places = _scale(scale)
    scaled = number * Fraction(10) ** places
    if abs(scaled) >= Fraction(10) ** _FACTOR_LIMIT:
        raise Undefined(TOO_LARGE)
    sign = -1 if scaled < 0 else 1
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    twice = 2 * rest - scaled.denominator
    up = {
        ROUND_UP: rest > 0,
        ROUND_DOWN: False,
        ROUND_CEILING: rest > 0 and sign > 0,
        ROUND_FLOOR: rest > 0 and sign < 0,
        ROUND_HALF_UP: twice >= 0,
        ROUND_HALF_DOWN: twice > 0,
        ROUND_HALF_EVEN: twice > 0 or (twice == 0 and whole % 2 == 1),
    }[mode]
    return CONTEXT.scaleb(CONTEXT.create_decimal(sign * (whole + up)), -places)


def _result(types: Types, mode: str) -> Type | Mismatch:
    quantity = cast("Quantity", types[0])
    places = constant(types[1]) if len(types) > 1 else Decimal(0)
    if places is None or not _places(places):
        return within(quantity, (None, None), None)
    low, high = bounds(quantity)
    scale = max(int(places), 0) if quantity.scale is None else min(max(int(places), 0), quantity.scale)
    interval = (low if low is None else rounded(low, places, mode), high if high is None else rounded(high, places, mode))
    return within(quantity, interval, scale)


def _scale_known(types: Types) -> bool:
    places = constant(types[-1])
    return places is not None and _places(places)


_QUOTIENT = next(o for f in OPERATORS if f.name == "/" for o in f.overloads)


def _quotient_result(types: Types, mode: str) -> Type | Mismatch:
    quotient = _QUOTIENT.result(types[:2])
    return quotient if isinstance(quotient, Mismatch) else _result((quotient, types[2]), mode)


def _quotient_total(types: Types) -> bool:
    return _scale_known(types) and not includes_zero(bounds(cast("Quantity", types[1])))


def _rounded_quotient(mode: str) -> Callable[..., State]:
    def meaning(a: Decimal, b: Decimal, scale: Decimal) -> State:
        if not b:
            raise Undefined(DIVIDED_BY_ZERO)
        return rounded_fraction(Fraction(a) / Fraction(b), scale, mode)

    return meaning


def _mean_result(types: Types, mode: str) -> Type | Mismatch:
    given = types[0]
    item = given.item if isinstance(given, ListOf) else given
    if isinstance(item, Number | Money):
        return _result((within(item, bounds(item), None), types[1]), mode)
    return Number() if isinstance(item, Anything) else Mismatch("argument", given=given)


def _rounded_mean(mode: str) -> Callable[..., State]:
    def meaning(numbers: tuple[Decimal, ...], scale: Decimal) -> State:
        if not numbers:
            return Absent("empty")
        return rounded_fraction(sum((Fraction(n) for n in numbers), Fraction(0)) / len(numbers), scale, mode)

    return meaning


def _plain(mode: str) -> Callable[..., State]:
    return lambda number, scale=Decimal(0): rounded(number, scale, mode)


def _typed(result: Callable[[Types, str], Type | Mismatch], mode: str) -> Callable[[Types], Type | Mismatch]:
    return lambda types: result(types, mode)


_N, _SCALE = Parameter("n", QUANTITY), Parameter("scale", PURE)
_MODES = (
    _Mode(
        "decimal",
        ROUND_HALF_EVEN,
        whole=False,
        doc=Doc(
            "The number to so many decimals; a tie goes to the even one.",
            "Le nombre à tant de décimales ; à égale distance, vers le pair.",
            "decimal(2.345, 2)",
            "2.34",
        ),
    ),
    _Mode(
        "floor",
        ROUND_FLOOR,
        whole=True,
        doc=Doc(
            "The greatest whole number (or decimal) not above.",
            "Le plus grand entier (ou décimal) qui ne dépasse pas.",
            "floor(-1.5)",
            "-2",
        ),
    ),
    _Mode(
        "ceiling",
        ROUND_CEILING,
        whole=True,
        doc=Doc(
            "The least whole number (or decimal) not below.",
            "Le plus petit entier (ou décimal) qui n'est pas dépassé.",
            "ceiling(1.21, 1)",
            "1.3",
        ),
    ),
    _Mode(
        "round up",
        ROUND_UP,
        whole=False,
        doc=Doc("Rounds away from zero.", "Arrondit en s'éloignant de zéro.", "round up(1.121, 2)", "1.13"),
    ),
    _Mode("round down", ROUND_DOWN, whole=False, doc=Doc("Rounds towards zero.", "Arrondit vers zéro.", "round down(-5.5, 0)", "-5")),
    _Mode(
        "round half up",
        ROUND_HALF_UP,
        whole=False,
        doc=Doc(
            "Rounds to the nearest; a tie goes away from zero.",
            "Arrondit au plus proche ; à égale distance, en s'éloignant de zéro.",
            "round half up(2.5, 0)",
            "3",
        ),
    ),
    _Mode(
        "round half down",
        ROUND_HALF_DOWN,
        whole=False,
        doc=Doc(
            "Rounds to the nearest; a tie goes towards zero.",
            "Arrondit au plus proche ; à égale distance, vers zéro.",
            "round half down(2.5, 0)",
            "2",
        ),
    ),
)


def _function(mode: _Mode) -> Function:
    scaled = Overload(
        f"{mode.name} scale" if mode.whole else mode.name,
        (_N, _SCALE),
        _typed(_result, mode.decimal),
        _plain(mode.decimal),
        total=_scale_known,
    )
    whole = Overload(mode.name, (_N,), _typed(_result, mode.decimal), _plain(mode.decimal))
    return Function(mode.name, (whole, scaled) if mode.whole else (scaled,), mode.doc)


def _fused(mode: _Mode) -> tuple[Function, Function]:
    a, b, numbers = Parameter("dividend", QUANTITY), Parameter("divisor", QUANTITY), Parameter("list", list_of(QUANTITY))
    quotient = Overload(
        f"{mode.name} quotient",
        (a, b, _SCALE),
        _typed(_quotient_result, mode.decimal),
        _rounded_quotient(mode.decimal),
        total=_quotient_total,
    )
    mean = Overload(
        f"{mode.name} mean", (numbers, _SCALE), _typed(_mean_result, mode.decimal), _rounded_mean(mode.decimal), total=_scale_known
    )
    return (
        Function(
            quotient.key,
            (quotient,),
            Doc("A quotient rounded once, exactly.", "Un quotient arrondi une seule fois, exactement.", f"{mode.name}(8 / 4, 0)", "2"),
            internal=True,
        ),
        Function(
            mean.key,
            (mean,),
            Doc("A mean rounded once, exactly.", "Une moyenne arrondie une seule fois, exactement.", f"{mode.name}(mean([1, 3]), 0)", "2"),
            internal=True,
        ),
    )


FUSED: Final = {key: mode.name for mode in _MODES for key in ((mode.name, f"{mode.name} scale") if mode.whole else (mode.name,))}
"""Keys of roundings: `K quotient` (dividend, divisor, scale) and `K mean` (list, scale), K being the value here, round their operand
exactly. A rounding that was called without scale gives 0 for it."""

FUNCTIONS = tuple(_function(mode) for mode in _MODES) + tuple(f for mode in _MODES for f in _fused(mode))
