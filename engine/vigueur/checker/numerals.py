"""Numbers, amounts, shares and durations as people write them: `1 300`, `0,75`, `80 %`, `36 000 €`, `18 mois`."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from vigueur.plain import dataclass
from vigueur.suggestion import fold
from vigueur.values import Months

LONGEST: Final = 60
"""Characters that a number may have."""

LARGEST: Final = Decimal(10) ** 15
"""Numbers of facts and provisions lie within ± this, unless their own bounds are narrower."""

_SPACES: Final = " \u00a0\u202f\u2009"
_DIGITS: Final = rf"(?P<sign>[-+\u2212]?)(?P<whole>[0-9]+|[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+)(?:(?P<mark>[.,])(?P<part>[0-9]+))?"
_BEFORE: Final = rf"(?:(?P<before>[€$£])[{_SPACES}]*)?"
_NUMERAL: Final = rf"{_BEFORE}(?P<number>{_DIGITS})(?:[{_SPACES}]*(?P<unit>[^\W\d_](?:[^\W\d]|[' -])*|[%€$£]))?"
_THOUSANDTHS: Final = re.compile(r"(?:[€$£]\s*)?([-+\u2212]?[1-9][0-9]{0,2})[.,]([0-9]{3})(?:\s*[^\W\d].*|\s*[%€$£])?")
_YEARS_AND_MONTHS: Final = r"(?:([0-9]{1,3})\s*(?:years?|ans?))?(?:\s*(?:and|et)?\s*([0-9]{1,4})\s*(?:months?|mois))?"
_MONTHS: Final = _YEARS_AND_MONTHS + r"|P(?:([0-9]{1,3})Y)?(?:([0-9]{1,4})M)?"
_DAYS: Final = r"([0-9]{1,5})\s*(?:days?|jours?)|P([0-9]{1,5})D"
_CURRENCIES: Final = {"€": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "£": "GBP"}

Fault: TypeAlias = Literal["long", "ambiguous", "shape"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it was written. `decimals`: how many it has, trailing zeros aside. `unit`: what stands behind it, or before it."""

    value: Decimal
    decimals: int
    unit: str


def numeral(text: str) -> Numeral | Fault:
    """Read a number with its unit; else what is wrong with it."""
    stripped = text.strip()
    if len(stripped) > LONGEST:
        return "long"
    if stripped.isascii() and stripped.isdigit():
        return Numeral(Decimal(stripped), 0, "")
    match = re.fullmatch(_NUMERAL, stripped)
    if match is None or (match["before"] and match["unit"]):
        return "shape"
    whole = re.sub(f"[{_SPACES}]", "", match["whole"])
    part = match["part"] or ""
    if match["mark"] == "," and len(part) == 3 and match["whole"] != "0":  # noqa: PLR2004 - thousands, or thousandths?
        return "ambiguous"
    part = part.rstrip("0")
    sign = "-" if match["sign"] in ("-", "\u2212") and (whole + part).strip("0") else ""
    unit = (match["before"] or match["unit"] or "").strip()
    return Numeral(Decimal(f"{sign}{whole}.{part}" if part else f"{sign}{whole}"), len(part), unit)


def thousandths(text: str) -> tuple[str, str] | None:
    """The two readings of a sum of money with three decimals, `1.380`: thousands with a point between them, or thousandths."""
    match = _THOUSANDTHS.fullmatch(text.strip()[: LONGEST + 1])
    if match is None:
        return None
    whole, part = match.groups()
    return f"{whole}{part}", f"{whole}.{part[:2] if part.endswith('0') else part + '0'}"


def share(found: Numeral) -> Numeral:
    """A percentage as a share of one: `80 %` is 0.8."""
    digits = f"{found.value:f}"
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, _, part = digits.partition(".")
    padded = whole.rjust(3, "0")
    moved = (padded[-2:] + part).rstrip("0")
    return Numeral(Decimal(f"{sign}{padded[:-2]}.{moved}" if moved else f"{sign}{padded[:-2]}"), len(moved), "")


def currency(unit: str) -> str:
    """The code of a currency, however it is written; empty where there is none."""
    return _CURRENCIES.get(unit.casefold(), unit.upper()) if unit else ""


def same_unit(written: str, unit: str) -> bool:
    """Whether a word behind a number is its unit, in the singular or the plural."""
    return fold(written).rstrip("s") == fold(unit).rstrip("s")


def months(text: str) -> Months | None:
    """A duration in years and months."""
    match = re.fullmatch(_MONTHS, text.strip()) if text.strip() not in ("", "P") and len(text) <= LONGEST else None
    if match is None:
        return None
    years, count, iso_years, iso_count = (int(group) if group else 0 for group in match.groups())
    return Months((years + iso_years) * 12 + count + iso_count)


def days(text: str) -> timedelta | None:
    """A duration in days."""
    match = re.fullmatch(_DAYS, text.strip()) if len(text) <= LONGEST else None
    return timedelta(days=int(match[1] or match[2])) if match else None
