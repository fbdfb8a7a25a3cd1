"""Wrong use of the command line, as coded problems with a way out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NoReturn

import click
from click.exceptions import NoSuchOption

from vigueur import Problem, Refused, nearest, problem
from vigueur_cli.language import said

_ROOM: Final = {True: 28, False: 51}
"""Signs that are left for the choices in a line of 80, with the nearest of them told, and without."""


def refuse(code: str, **details: str | None) -> NoReturn:
    """Stop with one problem of the call."""
    raise Refused((problem(code, None, also=(), file="", **details),))


def unknown(code: str, given: str, names: Iterable[str], detail: str, **details: str | None) -> NoReturn:
    """Stop at a name that is not known, with the nearest that is."""
    refuse(code, **{detail: given, "near": nearest(given, names), **details})


def no_choice(parameter: click.Parameter | None, context: click.Context | None, given: str, choices: Sequence[str]) -> NoReturn:
    """Stop at a value that is none of those that may be chosen."""
    raise Refused((_no_choice(parameter, context.command_path if context else "vigueur", given, choices),))


def _no_choice(parameter: click.Parameter | None, command: str, given: str, choices: Sequence[str]) -> Problem:
    option = _name(parameter) if parameter is not None else ""
    known, near = ", ".join(choices), nearest(given, choices)
    if len(known) + len(near or "") > _ROOM[near is not None]:
        known = f"\n     {known}"
    return problem("VG707", None, option=option, value=given, near=near, known=known, command=command)


def as_problem(error: click.UsageError, arguments: Sequence[str]) -> Problem:
    """What click finds wrong, in our words."""
    called = [argument for argument in arguments[:1] if not argument.startswith("-")]
    command = error.ctx.command_path if error.ctx else " ".join(("vigueur", *called))
    match error:
        case NoSuchOption():
            near = nearest(error.option_name, _options(error))
            return problem("VG702", None, option=error.option_name, near=near, command=command)
        case click.MissingParameter() if isinstance(error.param, click.Option):
            name = _name(error.param)
            return problem("VG704" if "--as-of" in error.param.opts else "VG703", None, option=name, command=command)
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            return problem("VG705", None, argument=name, command=command)
        case click.BadOptionUsage():
            return problem("VG706", None, option=error.option_name, command=command)
        case click.BadParameter() if error.param is not None and isinstance(error.param.type, click.Choice):
            return _no_choice(error.param, command, _quoted(error.message), [str(choice) for choice in error.param.type.choices])
        case click.BadParameter() if error.param is not None and isinstance(error.param.type, click.IntRange):
            given = error.message.partition(" is not ")[0].strip("'")
            known = said(f"1 to {error.param.type.max}", f"1 à {error.param.type.max}")
            return problem("VG707", None, option=_name(error.param), value=given, known=known, command=command)
        case _:
            return problem("VG708", None, argument=_in_brackets(error.format_message()), command=command)


def _name(parameter: click.Parameter) -> str:
    """What an option is called in the language that is spoken."""
    names = [name for name in parameter.opts if name.startswith("--")]
    return (said(names[0], names[-1]) if names else parameter.human_readable_name) or ""


def _quoted(message: str) -> str:
    """The value that click names in its message."""
    return message.split("'")[1] if message.count("'") > 1 else ""


def _in_brackets(message: str) -> str:
    """The argument that click names in its message, or the message itself."""
    inside = message.partition("(")[2].rpartition(")")[0]
    return inside or message.rstrip(".")


def _options(error: NoSuchOption) -> list[str]:
    parameters = error.ctx.command.params if error.ctx else []
    return [name for parameter in parameters for name in (*parameter.opts, *parameter.secondary_opts) if name.startswith("--")]
