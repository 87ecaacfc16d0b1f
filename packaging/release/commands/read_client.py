"""The client's commands, from typer. Typer's own library of commands is private to it, so its values are read by shape."""

from __future__ import annotations

import inspect
from enum import Enum
from typing import Any, Final

import typer.main

from megadesk.cli.config import SHOWN
from megadesk.cli.main import build_app
from release.commands.tree import HELP, Argument, Command, Option, sentence, shown_choices

PROGRAM: Final = "megadesk"
SERVER: Final = "server"
"""The one word whose commands are another program's: read_server.py has them."""

EVERYWHERE: Final = (
    Option(names=("--json",), help="Print one JSON document on standard output, and nothing else there."),
    Option(names=("--home",), shown="DIR", help="The folder of the profile, as MEGADESK_HOME names it."),
    HELP,
)
"""Taken out of the line by megadesk.cli.arguments, wherever they stand."""

NAMED: Final = {"SETTING": tuple(SHOWN)}
"""What an argument can be where the command itself, and not its parser, knows the choices."""

ALONE: Final = (
    Option(names=("--version",), help="Print the version of megadesk, and end."),
    Option(names=("--background",), help="Start the app without opening its window."),
    Option(names=("--quit",), help="End the app that runs."),
    Option(names=("--all",), help="With --quit: its engine, too."),
)
"""Options of the program without a command."""


def read_client() -> Command:
    """Return the tree of the client, without the server's commands."""
    root = _command(typer.main.get_command(build_app("")), (PROGRAM,))
    return Command(
        path=root.path,
        summary=root.summary,
        description=root.description,
        options=ALONE,
        everywhere=EVERYWHERE,
        commands=tuple(command for command in root.commands if command.path[-1] != SERVER),
    )


def _command(found: Any, path: tuple[str, ...]) -> Command:
    summary, *description = inspect.cleandoc(found.help or "").split("\n\n")
    below = getattr(found, "commands", {})
    return Command(
        path=path,
        summary=sentence(summary),
        description=tuple(sentence(paragraph) for paragraph in description),
        arguments=tuple(_argument(each) for each in found.params if each.param_type_name == "argument"),
        options=tuple(_option(each) for each in found.params if each.param_type_name == "option"),
        everywhere=EVERYWHERE,
        commands=tuple(_command(command, (*path, name)) for name, command in below.items()),
    )


def _argument(found: Any) -> Argument:
    choices = _choices(found)
    shown = "|".join(choices) or found.human_readable_name.removeprefix("[").removesuffix("]")
    return Argument(
        shown=shown,
        help=sentence(found.help),
        is_required=found.required,
        is_many=found.nargs == -1,
        choices=choices or NAMED.get(shown, ()),
    )


def _option(found: Any) -> Option:
    choices = _choices(found)
    shown = "" if found.is_flag else found.metavar or shown_choices(choices, found.name)
    return Option(
        names=tuple(sorted(found.opts, key=len)),
        shown=shown,
        help=sentence(found.help),
        default="" if found.is_flag else _text(found.default),
        is_required=found.required,
        is_many=found.multiple,
        choices=choices,
    )


def _choices(found: Any) -> tuple[str, ...]:
    return tuple(_text(choice) for choice in getattr(found.type, "choices", ()))


def _text(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value is None else str(value)
