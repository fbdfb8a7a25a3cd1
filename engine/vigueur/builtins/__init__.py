"""The operations of the language: names, signatures, meanings on plain values, documentation; and values as FEEL text."""

from vigueur.builtins.operations import Doc, Function, Kind, Mismatch, Overload, Parameter, Undefined
from vigueur.builtins.registry import FUNCTIONS, OPERATIONS, Resolved, operation, resolve, resolve_named

__all__ = [
    "FUNCTIONS",
    "OPERATIONS",
    "Doc",
    "Function",
    "Kind",
    "Mismatch",
    "Overload",
    "Parameter",
    "Resolved",
    "Undefined",
    "operation",
    "resolve",
    "resolve_named",
]
