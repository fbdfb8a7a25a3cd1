"""What a decision grants of an amount: that of the rules where the verdict is for it, and nothing where it is against it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

_REFUSED: Final = frozenset(("ineligible", "out_of_scope"))
_OPEN: Final = frozenset(("undetermined", "to_be_examined"))


def granted(answer: Mapping[str, object] | None, verdict: str | None) -> Decimal | None:
    """The amount that is granted: nothing where the verdict is against it or no rule is in force; None where that is not known."""
    if verdict in _REFUSED:
        return Decimal(0)
    if answer is None or verdict in _OPEN or answer["status"] == "undetermined":
        return None
    if answer["status"] == "absent":
        return Decimal(0)
    try:
        return Decimal(str(answer["value"]))
    except InvalidOperation:
        return None


def is_amount(answer: Mapping[str, object]) -> bool:
    """Whether an answer is an amount of money."""
    return answer["kind"] == "amount" and bool(answer["currency"])
