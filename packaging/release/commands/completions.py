"""Completions for bash, zsh and fish: scripts that know every command, and start nothing when Tab is pressed.

    Command --> an ArgumentParser that parses nothing --> shtab --> a script for each shell

shtab is kept by people who know these shells (ADR 51); what it reads is argparse.
"""

from __future__ import annotations

import argparse
from typing import Any, Final

import shtab

from release.commands.chapters import whole_tree
from release.commands.tree import Argument, Command, Option, Takes

FILES: Final = {"bash": "megadesk.bash", "zsh": "_megadesk", "fish": "megadesk.fish"}
"""The shell, and the name its script is looked for by."""

OFFERS: Final = {Takes.FILE: shtab.FILE, Takes.FOLDER: shtab.DIRECTORY}


def completions() -> dict[str, str]:
    """Return the scripts by the names of their files."""
    tree = whole_tree()
    return {name: shtab.complete(as_parser(tree), shell=shell).rstrip() + "\n" for shell, name in FILES.items()}


def as_parser(command: Command) -> argparse.ArgumentParser:
    """Return a parser that has the words of a command, for those who read parsers."""
    parser = argparse.ArgumentParser(prog=command.path[0], add_help=False, description=_help(command.summary))
    _fill(parser, command)
    return parser


def _fill(parser: argparse.ArgumentParser, command: Command) -> None:
    for option in (*command.options, *command.everywhere):
        _add_option(parser, option)
    for argument in command.arguments:
        _add_argument(parser, argument)
    if not command.commands:
        return
    below = parser.add_subparsers(metavar="COMMAND")
    for each in command.commands:
        summary = _help(each.summary)
        _fill(below.add_parser(each.path[-1], add_help=False, help=summary, description=summary), each)


def _add_option(parser: argparse.ArgumentParser, option: Option) -> None:
    if not option.shown:
        parser.add_argument(*option.names, action="store_true", help=_help(option.help))
        return
    action = parser.add_argument(
        *option.names,
        action="append" if option.is_many else "store",
        metavar=option.shown,
        choices=option.choices or None,
        help=_help(option.help),
    )
    _offer(action, option.takes)


def _add_argument(parser: argparse.ArgumentParser, argument: Argument) -> None:
    few, many = ("1", "+") if argument.is_required else ("?", "*")
    action = parser.add_argument(
        argument.shown,
        nargs=many if argument.is_many else None if few == "1" else "?",
        choices=argument.choices or None,
        help=_help(argument.help),
    )
    _offer(action, argument.takes)


def _offer(action: Any, takes: Takes) -> None:
    if takes in OFFERS:
        action.complete = OFFERS[takes]


def _help(text: str) -> str:
    return text.replace("%", "%%")
