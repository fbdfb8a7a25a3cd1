"""Where the rule books and the schemas are that come with the project: in the wheel, or in the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_ENGINE: Final = Path(__file__).resolve().parent
_CHECKOUT: Final = _ENGINE.parent.parent


def rules_folder() -> Path:
    """The folder that holds the shipped rule books, one a folder."""
    return _carried("rules")


def schemas_folder() -> Path:
    """The folder of the JSON Schemas of a rule book's files and of the answers."""
    return _carried("schemas")


def _carried(name: str) -> Path:
    installed = _ENGINE / f"_{name}"
    return installed if installed.is_dir() else _CHECKOUT / name
