"""The operations of the language: names, signatures, meanings on plain values, documentation; and values as FEEL text."""

from vigueur.builtins.operations import Doc, Function, Kind, Mismatch, Overload, Parameter, Undefined
from vigueur.builtins.registry import FUNCTIONS, OPERATIONS, Resolved, operation, resolve, resolve_named
from vigueur.builtins.rounding import FUSED
from vigueur.builtins.writing import expression_of, text_of

__all__ = [
    "FUNCTIONS",
    "FUSED",
    "OPERATIONS",
    "Doc",
    "Function",
    "Kind",
    "Mismatch",
    "Overload",
    "Parameter",
    "Resolved",
    "Undefined",
    "expression_of",
    "operation",
    "resolve",
    "resolve_named",
    "text_of",
]
