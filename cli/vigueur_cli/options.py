"""Options that several commands share, with their French names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from vigueur import Refused, problem
from vigueur_cli.language import said

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A day of the calendar: `2024-06-22`."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401 - click's own signature
        """The day that a text names. Raises Refused."""
        del param, ctx
        if isinstance(value, date):
            return value
        text = str(value)
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or day.isoformat() != text:
            raise Refused((problem("VG713", None, value=text),))
        return day


class Count(click.IntRange):
    """A whole number from 1 on."""

    def __init__(self, most: int = 10**9) -> None:
        super().__init__(min=1, max=most)


class Setting(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A name and a value with an equals sign between them."""

    def __init__(self, form: str) -> None:
        self.name = form

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:  # noqa: ANN401 - click's own signature
        """The name and the value. Raises Refused."""
        del param, ctx
        if isinstance(value, tuple):
            return str(value[0]), str(value[1])
        name, equals, given = str(value).partition("=")
        if not equals or not name.strip():
            raise Refused((problem("VG714", None, value=value, form=self.name),))
        return name.strip(), given.strip()


def as_of(*, required: bool = True) -> Callable[[F], F]:
    """The day that is decided."""
    help_ = said("The day to decide: the engine never asks the clock.", "Le jour à juger : le moteur ne lit jamais l'horloge.")
    return click.option("--as-of", "--au", "as_of", type=Day(), required=required, help=help_)


def known_at(*, deciding: bool = False) -> Callable[[F], F]:
    """The day up to which publications count. A decision is made on what its own day knows."""
    help_ = said("Only what had been published by then (default: everything).", "Seulement ce qui était publié ce jour-là (sinon : tout).")
    if deciding:
        help_ = said(
            "Only what had been published by then (default: by today).", "Seulement ce qui était publié ce jour-là (sinon : aujourd'hui)."
        )
    return click.option("--known-at", "--connu-au", "known_at", type=Day(), help=help_)


def lang() -> Callable[[F], F]:
    """The language of the answer."""
    help_ = said("The language of the answer.", "La langue de la réponse.")
    return click.option("--lang", "--langue", "lang", type=click.Choice(["fr", "en"]), default=_of_the_group, help=help_)


def _of_the_group() -> str | None:
    """The language that was asked for before the command's own name: `vigueur --lang fr journal list`."""
    context = click.get_current_context(silent=True)
    while context is not None and context.parent is not None:
        context = context.parent
        if context.params.get("lang"):
            return str(context.params["lang"])
    return None


def rules() -> Callable[[F], F]:
    """The folder of the rule book."""
    help_ = said(
        "The rule book's folder, or the name of one that comes with Vigueur.",
        "Le dossier du livre, ou le nom d'un livre fourni avec Vigueur.",
    )
    return click.option("--rules", "--regles", "rules", type=click.Path(path_type=Path), help=help_)


def settings(help_: str = "") -> Callable[[F], F]:
    """Facts given on the command line."""
    help_ = help_ or said("A fact, in place of the file's. Repeatable.", "Un fait, à la place de celui du fichier. Répétable.")
    form = said("FACT=VALUE", "FAIT=VALEUR")
    return click.option("--set", "--avec", "settings", type=Setting(form), multiple=True, help=help_)


def readings() -> Callable[[F], F]:
    """Options chosen for questions of interpretation."""
    help_ = said("A reading, in place of the default. Repeatable.", "Une lecture, à la place de celle par défaut. Répétable.")
    return click.option("--reading", "--lecture", "readings", type=Setting("QUESTION=OPTION"), multiple=True, help=help_)


def layout(*kinds: str, help_: str = "") -> Callable[[F], F]:
    """How the answer is written; text by default."""
    help_ = help_ or said("How it is written.", "Comment c'est écrit.")
    return click.option("--format", "layout", type=click.Choice(["text", *kinds]), default="text", help=help_)
