"""Commands that are loaded when they are called, known by an English and a French name, and found when mistyped."""

from __future__ import annotations

from importlib import import_module
from typing import Final, cast

import click

from vigueur_cli.helping import SpokenContext, spoken
from vigueur_cli.language import FRENCH_NAMES, said

COMMANDS: Final = (
    "explain",
    "decide",
    "journal",
    "replay",
    "rectify",
    "check",
    "test",
    "law",
    "timeline",
    "facts",
    "feel",
    "schema",
    "demo",
    "new",
)


class Group(click.Group):
    """The commands, each in its file of `vigueur_cli.commands`."""

    context_class: type[click.Context] = SpokenContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order in which one meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command, by its English or French name."""
        del ctx
        name = FRENCH_NAMES.get(cmd_name, cmd_name)
        if name not in COMMANDS:
            return None
        return spoken(cast("click.Command", import_module(f"vigueur_cli.commands.{name}").command))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """A command by its name; a mistyped one is met with the nearest."""
        name = args[0]
        found = self.get_command(ctx, name)
        if found is None:
            from vigueur_cli.wrong_use import unknown

            unknown("VG701", name, (*COMMANDS, *FRENCH_NAMES), "command", known=", ".join(COMMANDS))
        return name, found, args[1:]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The French names, under the English ones."""
        del ctx
        names = ", ".join(f"{fr} = {en}" for fr, en in FRENCH_NAMES.items() if fr.isascii())
        formatter.write_paragraph()
        formatter.write_text(said("French names: ", "Noms français : ") + names)
