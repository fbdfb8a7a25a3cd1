"""Help in the language that is spoken: the words that click brings along are French in French."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import click

from vigueur_cli.language import language
from vigueur_cli.terminal import tell

WRONG_USE: Final = 2
_HEADINGS: Final = {"Options": "Options", "Commands": "Commandes", "Positional arguments": "Arguments"}
_TEXTS: Final = {"Show this message and exit.": "Affiche cette aide et s'arrête."}
_VALUES: Final = {
    "INTEGER RANGE": "ENTIER",
    "INTEGER": "ENTIER",
    "PATH": "CHEMIN",
    "FILE": "FICHIER",
    "DIRECTORY": "DOSSIER",
    "TEXT": "TEXTE",
    "YYYY-MM-DD": "AAAA-MM-JJ",
}
_EXTRAS: Final = (
    (re.compile(r"\brequired\b"), "obligatoire"),
    (re.compile(r"\bdefault: "), "par défaut\u00a0: "),
    (re.compile(r"\benv var: "), "variable\u00a0: "),
    (re.compile(r"\b(\d+)<=x<=(\d+)"), r"de \1 à \2"),
)
_ENDLESS: Final = re.compile(r"  \[1<=x<=1000000000\]$")
"""A bound that nobody meets is not told."""
_EXTRA: Final = re.compile(r"\[[^\[\]]*\]$")
"""What click tells of an option behind its help."""
_VALUE: Final = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, _VALUES))})(?![\w-])")


class SpokenFormatter(click.HelpFormatter):
    """Lays out help; in French, click's own words are told in French."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How a command is called."""
        if language() != "fr":
            return super().write_usage(prog, args, prefix)
        return super().write_usage(prog, _term(args), "Utilisation\u00a0: ")

    def write_heading(self, heading: str) -> None:
        """The name of a section."""
        if language() != "fr":
            return super().write_heading(heading)
        return self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}\u00a0:\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands, each with what it does."""
        bounded = [(term, _ENDLESS.sub("", text)) for term, text in rows]
        told = [(_term(term), _text(text)) for term, text in bounded] if language() == "fr" else bounded
        super().write_dl(told, col_max, col_spacing)


class SpokenContext(click.Context):
    """A call whose help is in the language that is spoken."""

    formatter_class: type[click.HelpFormatter] = SpokenFormatter


def spoken(command: click.Command) -> click.Command:
    """A command whose help is in the language that is spoken."""
    command.context_class = SpokenContext
    return command


def told_its_commands(context: click.Context) -> None:
    """Where a group is called without a command: it tells which there are, and leaves as for any wrong use."""
    if context.invoked_subcommand is None:
        tell(context.get_help())
        context.exit(WRONG_USE)


def _term(term: str) -> str:
    """An option and what it takes."""
    return _VALUE.sub(lambda found: _VALUES[found[0]], term)


def _text(text: str) -> str:
    """What an option does, and whether it must be given."""
    if text in _TEXTS:
        return _TEXTS[text]
    return _EXTRA.sub(lambda found: _french(found[0]), text)


def _french(extra: str) -> str:
    for english, french in _EXTRAS:
        extra = english.sub(french, extra)
    return extra
