"""What a fact of some type looks like, in the words of the person who gives it."""

from __future__ import annotations

from typing import assert_never

from vigueur.plain import dataclass
from vigueur.types import (
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


@dataclass(frozen=True, slots=True)
class Expected:
    """In English and in French, with an example."""

    en: str
    fr: str
    example: str


def expected(type_: Type) -> Expected:
    """What is expected where a fact has a type."""
    match type_:
        case Boolean():
            return Expected("yes or no", "oui ou non", "true")
        case Number():
            return _number(type_)
        case Money():
            return Expected(f"an amount in {type_.currency}", f"un montant en {type_.currency}", "1300.50")
        case Date(event=True):
            return Expected("a date written YYYY-MM-DD, or `never`", "une date écrite AAAA-MM-JJ, ou `jamais`", "2023-09-01")
        case Date():
            return Expected("a date written YYYY-MM-DD", "une date écrite AAAA-MM-JJ", "2023-09-01")
        case MonthsDuration():
            return Expected("a duration in years and months", "une durée en années et en mois", "18 months")
        case DaysDuration():
            return Expected("a duration in days", "une durée en jours", "15 days")
        case Text() | Anything():
            return Expected("a text", "un texte", "…")
        case Enumeration(codes):
            return Expected("one of its codes", "l'un de ses codes", codes[0] if codes else "")
        case ListOf(item):
            inner = expected(item)
            return Expected(f"a list, each item {inner.en}", f"une liste dont chaque élément est {inner.fr}", f"[{inner.example}]")
        case RangeOf():
            return Expected("a range", "un intervalle", "[1..5]")
        case RecordOf(fields):
            first = fields[0][0] if fields else "…"
            return Expected("a record (`column: value` lines)", "une fiche (des lignes `colonne: valeur`)", f"{{{first}: …}}")
        case _:
            assert_never(type_)


def _number(type_: Number) -> Expected:
    if not type_.unit and type_.low == 0 and type_.high == 1:
        return Expected("a share between 0 and 1, or a percentage", "une part entre 0 et 1, ou un pourcentage", "80 %")
    whole = type_.scale == 0
    en = f"a {'whole ' if whole else ''}number" + (f" of {type_.unit}" if type_.unit else "")
    of = " d'" if type_.unit[:1].lower() in tuple("aeiouyhéèêà") else " de "
    fr = f"un nombre{' entier' if whole else ''}" + (f"{of}{type_.unit}" if type_.unit else "")
    return Expected(en, fr, "1300" if whole else "12.5")
