"""`vigueur journal …`: what was recorded, and what may be proved of it; one file a command."""

from __future__ import annotations

from importlib import import_module
from typing import Final, cast

import click

from vigueur_cli import options
from vigueur_cli.helping import spoken, told_its_commands
from vigueur_cli.language import said

COMMANDS: Final = ("init", "list", "show", "readings", "export", "checkpoint", "prove", "receipt", "verify", "erase")


class JournalGroup(click.Group):
    """The commands of the journal, loaded when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order in which one meets them."""
        del ctx
        return [*COMMANDS]  # `list` is a command here, once it is loaded

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        return spoken(cast("click.Command", import_module(f"vigueur_cli.commands.journal.{cmd_name}").command))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """A command by its name; a mistyped one is met with the nearest."""
        found = self.get_command(ctx, args[0])
        if found is None:
            from vigueur_cli.wrong_use import unknown

            unknown("VG701", f"journal {args[0]}", [f"journal {name}" for name in COMMANDS], "command", known=", ".join(COMMANDS))
        return args[0], found, args[1:]


@click.command(
    "journal",
    cls=JournalGroup,
    invoke_without_command=True,
    no_args_is_help=True,
    subcommand_metavar=said("COMMAND [ARGS]...", "COMMANDE [ARGUMENTS]…"),
    short_help=said("The decisions recorded, and their proof.", "Les décisions consignées, et leur preuve."),
    help=said(
        "The journal of decisions: begin one, read it, prove what it holds. Every reading is logged too.",
        "Le journal des décisions : le commencer, le lire, prouver ce qu'il contient. Toute lecture est consignée aussi.",
    ),
)
@options.lang()
@click.pass_context
def command(context: click.Context, lang: str | None) -> None:
    """The group that the commands of the journal stand in."""
    del lang  # `said` reads it, and so does each command
    told_its_commands(context)
