"""Where the rule books and the schemas are that come with the project: in the wheel, or in the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_ENGINE: Final = Path(__file__).resolve().parent
_CHECKOUT: Final = _ENGINE.parent.parent


def rules_folder() -> Path:
    """The folder that holds the shipped rule books, one a folder."""
    return _carried("rules")


def shipped_books() -> tuple[Path, ...]:
    """The folders of the rule books that come with the project, by name."""
    return tuple(sorted(p.parent for p in rules_folder().glob("*/rulebook.yaml")))


def default_book() -> Path | None:
    """The shipped rule book that is meant where none is named: the one that the file `default` beside them names, else the first."""
    named = rules_folder() / "default"
    chosen = rules_folder() / named.read_text(encoding="utf-8").strip() if named.is_file() else None
    return chosen if chosen in shipped_books() else next(iter(shipped_books()), None)


def schemas_folder() -> Path:
    """The folder of the JSON Schemas of a rule book's files and of the answers."""
    return _carried("schemas")


def _carried(name: str) -> Path:
    installed = _ENGINE / f"_{name}"
    return installed if installed.is_dir() else _CHECKOUT / name
