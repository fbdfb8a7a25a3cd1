"""Wrong use of the command line, as coded problems with a way out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import click
from click.exceptions import NoArgsIsHelpError, NoSuchOption

from vigueur import Problem, Refused, nearest, problem


def refuse(code: str, **details: str | None) -> NoReturn:
    """Stop with one problem of the call."""
    raise Refused((problem(code, None, also=(), file="", **details),))


def unknown(code: str, given: str, names: Iterable[str], detail: str, **details: str | None) -> NoReturn:
    """Stop at a name that is not known, with the nearest that is."""
    refuse(code, **{detail: given, "near": nearest(given, names), **details})


def as_problem(error: click.UsageError) -> Problem:
    """What click finds wrong, in our words."""
    command = error.ctx.command_path if error.ctx else "vigueur"
    match error:
        case NoSuchOption():
            near = nearest(error.option_name, _options(error))
            return problem("VG702", None, option=error.option_name, near=near, command=command)
        case click.MissingParameter() if isinstance(error.param, click.Option):
            name = max(error.param.opts, key=len)
            return problem("VG704" if "--as-of" in error.param.opts else "VG703", None, option=name, command=command)
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            return problem("VG705", None, argument=name, command=command)
        case click.BadOptionUsage():
            return problem("VG706", None, option=error.option_name, command=command)
        case click.BadParameter():
            return _bad_value(error, command)
        case _:
            return problem("VG708", None, message=error.format_message(), command=command)


def _bad_value(error: click.BadParameter, command: str) -> Problem:
    option = (
        max(error.param.opts, key=len) if isinstance(error.param, click.Option) else error.param.human_readable_name if error.param else ""
    )
    given = getattr(error, "given", None)
    if error.param is not None and isinstance(error.param.type, click.Choice):
        choices = [str(choice) for choice in error.param.type.choices]
        word = error.message.split("'")[1] if error.message.count("'") > 1 else ""
        return problem(
            "VG707", None, option=option, value=given or word, near=nearest(word, choices), known=", ".join(choices), command=command
        )
    return problem("VG709", None, option=option, message=error.message, command=command)


def _options(error: NoSuchOption) -> list[str]:
    parameters = error.ctx.command.params if error.ctx else []
    return [name for parameter in parameters for name in (*parameter.opts, *parameter.secondary_opts) if name.startswith("--")]


__all__ = ["NoArgsIsHelpError", "as_problem", "refuse", "unknown"]
