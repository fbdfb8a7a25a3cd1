"""The door of the command line: whatever happens behind it, the user meets words and an exit code, never a traceback."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import Final

import click

from vigueur_cli import options
from vigueur_cli.group import Group
from vigueur_cli.helping import WRONG_USE, told_its_commands
from vigueur_cli.language import language, said
from vigueur_cli.terminal import spell_out, tell, warn

ANSWERED: Final = 0
FOUND: Final = 1
INTERRUPTED: Final = 130

OBJECTS_BETWEEN_COLLECTIONS: Final = 200_000
"""A rule book is many objects and hardly any circles: to look for circles every 700 objects, as Python does, would take its time."""


@click.command(
    cls=Group,
    invoke_without_command=True,
    no_args_is_help=True,
    subcommand_metavar=said("COMMAND [ARGS]...", "COMMANDE [ARGUMENTS]…"),
    help=said(
        "Vigueur: rules as code, in force on a date. Decides a case on a day under the law of that day, and says why.",
        "Vigueur : le droit écrit en règles, en vigueur à une date. Décide d'un cas à un jour donné, et dit pourquoi.",
    ),
    context_settings={"help_option_names": ["-h", "--help", "--aide"], "max_content_width": 80},
)
@click.version_option(
    None, "--version", package_name="vigueur", message="vigueur %(version)s", help=said("Show the version.", "Affiche la version.")
)
@options.lang()
@click.pass_context
def vigueur(context: click.Context, lang: str | None) -> None:
    """The group that all commands stand in."""
    del lang  # `said` reads it, and so does each command
    told_its_commands(context)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    spell_out()
    code = run(sys.argv[1:] if arguments is None else arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _close_the_pipe()
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run a command; gives its exit code."""
    try:
        result = vigueur.main(args=list(arguments), prog_name="vigueur", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as shown:
        tell(shown.format_message())
        return WRONG_USE
    except click.UsageError as error:
        from vigueur_cli.wrong_use import as_problem

        return _refused((as_problem(error, arguments),), arguments)
    except click.exceptions.Exit as left:
        return left.exit_code
    except (KeyboardInterrupt, click.Abort):
        warn()
        return INTERRUPTED
    except BrokenPipeError:
        _close_the_pipe()
        return ANSWERED
    except Exception as error:  # noqa: BLE001 - the last guard: no traceback reaches a user
        return _failed(error, arguments)
    return result if isinstance(result, int) else ANSWERED


def _failed(error: Exception, arguments: Sequence[str]) -> int:
    from vigueur import Refused, problem

    match error:
        case Refused():
            return _refused(error.problems, arguments)
        case UnicodeError():
            return _refused((problem("VG711", None, message=str(error)),), arguments)
        case RecursionError() | MemoryError():
            return _refused((problem("VG712", None),), arguments)
        case OSError():
            name = str(error.filename) if error.filename is not None else ""
            return _refused((problem("VG710", None, file=name, message=error.strerror or str(error)),), arguments)
        case _:
            if os.environ.get("VIGUEUR_TRACEBACK"):
                raise error
            return _refused((problem("VG799", None, kind=type(error).__name__, message=str(error)[:200]),), arguments)


def _refused(problems: Sequence[object], arguments: Sequence[str]) -> int:
    from vigueur import Problem, render_all

    warn(render_all([p for p in problems if isinstance(p, Problem)], language(arguments)))
    return WRONG_USE


def _close_the_pipe() -> None:
    """The reader has left; nothing more can be said, and Python must not try on leaving."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
