"""Comparisons: codes held against their enumeration, and what is decided before any value is known."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from vigueur.checker import calls
from vigueur.checker.narrowing import Comparison, Sign, decided
from vigueur.checker.walk import Checked, Here, Walk, untyped
from vigueur.ir import nodes as ir
from vigueur.source import Span
from vigueur.suggestion import nearest
from vigueur.types import Enumeration, Number, Text


def compare(walk: Walk, sign: Sign, left: Checked, right: Checked, span: Span, *, telling: bool = True) -> Checked:
    """A comparison. `telling`: refuse one that is decided before any value is known."""
    if left.refused or right.refused:
        return untyped(span)
    if walk.scope.strict and (wrong := _code_outside(walk, left, right) or _code_outside(walk, right, left)):
        return wrong
    left, right = _as_text(left, right, sign), _as_text(right, left, sign)
    checked = calls.operator(walk, sign, (left, right), span, Here())
    if checked.refused:
        return checked
    if walk.scope.strict and telling and (always := decided(sign, left.type, right.type)) is not None:
        walk.refuse(span, "VG113", **always_words(always=always), percent=_percent(left, right) or _percent(right, left))
    walk.comparisons[checked.expr] = Comparison(sign, left.expr, right.expr, left.type, right.type)
    return checked


def always_words(*, always: bool) -> dict[str, str]:
    """What a condition always is, in the words of a problem."""
    return {"always_en": "true", "always_fr": "vraie"} if always else {"always_en": "false", "always_fr": "fausse"}


def _code_outside(walk: Walk, side: Checked, other: Checked) -> Checked | None:
    """A quoted code that the enumeration on the other side has not."""
    if not (isinstance(side.expr, ir.Const) and isinstance(side.expr.value, str) and isinstance(other.type, Enumeration)):
        return None
    code, codes = side.expr.value, other.type.codes
    declared = (
        other.expr.type.codes
        if isinstance(other.expr, ir.Fact | ir.Reference | ir.Local) and isinstance(other.expr.type, Enumeration)
        else codes
    )
    if code in declared or isinstance(other.expr, ir.Const):
        return None
    return walk.refuse(side.span, "VG112", code=code, near=nearest(code, declared), codes=", ".join(declared[:12]))


def _as_text(side: Checked, other: Checked, sign: Sign) -> Checked:
    """A quoted literal is a code only beside an enumeration; in an order it is text."""
    if isinstance(side.expr, ir.Const) and isinstance(side.type, Enumeration):
        plain = sign not in {"=", "!="} or not isinstance(other.type, Enumeration)
        return replace(side, expr=ir.Const(side.expr.value, Text()), type=Text()) if plain else side
    return side


def _percent(written: Checked, share: Checked) -> str | None:
    """A number of hundredths compared with a share: `80` where `80 %` is meant."""
    number, bounds = written.expr.value if isinstance(written.expr, ir.Const) else None, share.type
    if not isinstance(number, Decimal) or not isinstance(bounds, Number) or bounds.low is None or bounds.high is None:
        return None
    hundred = 100
    return f"{number} %" if 1 < number <= hundred and bounds.low >= 0 and bounds.high <= 1 else None
