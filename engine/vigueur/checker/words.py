"""Types and values in the words of an author, in English and French."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from vigueur.builtins import Kind
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
    RecordOf,
    Text,
    Type,
)

_SHOWN = 6


def type_words(type_: Type) -> tuple[str, str]:
    """A type as an author calls it, in English and French."""
    match type_:
        case Boolean():
            return "boolean", "booléen"
        case Number(unit=unit):
            return ("number", "nombre") if unit in {"", ANY_UNIT} else (f"number of {unit}", f"nombre de {unit}")
        case Money(currency):
            return f"money {currency}", f"montant en {currency}"
        case Date():
            return "date", "date"
        case MonthsDuration():
            return "years and months duration", "durée en années et mois"
        case DaysDuration():
            return "days duration", "durée en jours"
        case Text():
            return "text", "texte"
        case Enumeration(codes):
            shown = ", ".join(codes[:_SHOWN]) + (", …" if len(codes) > _SHOWN else "")
            return (f"code ({shown})",) * 2
        case ListOf(item) | RangeOf(item):
            en, fr = type_words(item)
            return (f"list of {en}", f"liste de {fr}") if isinstance(type_, ListOf) else (f"range of {en}", f"intervalle de {fr}")
        case RecordOf():
            return "record", "fiche"
        case Anything():
            return "value", "valeur"
        case _:
            assert_never(type_)


def kind_words(kinds: Iterable[Kind]) -> tuple[str, str]:
    """What would do, in English and French."""
    kinds = tuple(kinds)
    return " or ".join(k.en for k in kinds), " ou ".join(k.fr for k in kinds)


def shown(items: Iterable[str]) -> str:
    """Some of many, separated by commas."""
    listed = list(items)
    return ", ".join(f"`{i}`" for i in listed[:_SHOWN]) + (", …" if len(listed) > _SHOWN else "")
