"""The operations of the language: names, signatures, meanings on plain values, documentation; and values as FEEL text.

Each name is loaded when it is first asked for: a program that was checked before needs few families, and no registry.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from vigueur.builtins.families import operation as operation
    from vigueur.builtins.operations import Doc as Doc
    from vigueur.builtins.operations import Function as Function
    from vigueur.builtins.operations import Kind as Kind
    from vigueur.builtins.operations import Mismatch as Mismatch
    from vigueur.builtins.operations import Overload as Overload
    from vigueur.builtins.operations import Parameter as Parameter
    from vigueur.builtins.operations import Undefined as Undefined
    from vigueur.builtins.registry import FUNCTIONS as FUNCTIONS
    from vigueur.builtins.registry import OPERATIONS as OPERATIONS
    from vigueur.builtins.registry import Resolved as Resolved
    from vigueur.builtins.registry import resolve as resolve
    from vigueur.builtins.registry import resolve_named as resolve_named
    from vigueur.builtins.rounding import FUSED as FUSED
    from vigueur.builtins.writing import expression_of as expression_of
    from vigueur.builtins.writing import text_of as text_of

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

_ROOMS: Final = {
    "families": ("operation",),
    "operations": ("Doc", "Function", "Kind", "Mismatch", "Overload", "Parameter", "Undefined"),
    "registry": ("FUNCTIONS", "OPERATIONS", "Resolved", "resolve", "resolve_named"),
    "rounding": ("FUSED",),
    "writing": ("expression_of", "text_of"),
}
_ROOM: Final = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    room = _ROOM.get(name)
    if room is None:
        message = f"module 'vigueur.builtins' has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(f"vigueur.builtins.{room}"), name)
    globals()[name] = value
    return value
