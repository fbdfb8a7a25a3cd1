"""Packages that only the journal needs: loaded when they are used, and one clear line where they are missing."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from vigueur.diagnostics.problems import Refused, problem


def extra(module: str, name: str) -> ModuleType:
    """A module of an optional dependency. Raises Refused, naming the extra that brings it."""
    try:
        return import_module(module)
    except ImportError as missing:
        raise Refused((problem("VG800", None, package=module.partition(".")[0], extra=name),)) from missing
