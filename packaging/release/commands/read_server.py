"""The server's commands, from argparse."""

from __future__ import annotations

import argparse
from typing import Final

from megadesk.server.main import _parser
from release.commands.tree import HELP, Argument, Command, Option, sentence, shown_choices

SWITCHES: Final = (argparse._StoreTrueAction, argparse._StoreFalseAction, argparse._CountAction)  # noqa: SLF001


def read_server() -> Command:
    """Return the tree of the server's commands."""
    parser = _parser()
    return _command(parser, tuple(parser.prog.split()), parser.description)


def _command(parser: argparse.ArgumentParser, path: tuple[str, ...], text: str | None) -> Command:
    actions = [action for action in parser._actions if action.help != argparse.SUPPRESS]  # noqa: SLF001
    below = [action for action in actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001
    values = [action for action in actions if action not in below]
    return Command(
        path=path,
        summary=sentence(text),
        arguments=tuple(_argument(action) for action in values if not action.option_strings),
        options=tuple(_option(action) for action in values if action.option_strings and not _is_help(action)),
        everywhere=(HELP,),
        commands=tuple(
            _command(parser, (*path, name), text) for action in below for name, parser, text in _subcommands(action)
        ),
    )


def _subcommands(
    action: argparse._SubParsersAction[argparse.ArgumentParser],
) -> list[tuple[str, argparse.ArgumentParser, str | None]]:
    texts = {choice.dest: choice.help for choice in action._choices_actions}  # noqa: SLF001
    return [(name, parser, texts.get(name)) for name, parser in action.choices.items()]


def _is_help(action: argparse.Action) -> bool:
    return isinstance(action, argparse._HelpAction)  # noqa: SLF001


def _argument(action: argparse.Action) -> Argument:
    return Argument(
        shown=_shown(action),
        help=_help(action),
        is_required=action.nargs not in {"?", "*"},
        is_many=action.nargs in {"+", "*"},
        choices=_choices(action),
    )


def _option(action: argparse.Action) -> Option:
    return Option(
        names=tuple(sorted(action.option_strings, key=len)),
        shown="" if isinstance(action, SWITCHES) else _shown(action),
        help=_help(action),
        default="" if action.default in {None, False} else str(action.default),
        is_required=action.required,
        is_many=isinstance(action, argparse._AppendAction),  # noqa: SLF001
        choices=_choices(action),
    )


def _help(action: argparse.Action) -> str:
    """Return the help with what argparse puts into it: ``%(default)s``."""
    return sentence((action.help or "") % {**vars(action), "prog": ""})


def _shown(action: argparse.Action) -> str:
    metavar = action.metavar if isinstance(action.metavar, str) else ""
    return metavar or shown_choices(_choices(action), action.dest)


def _choices(action: argparse.Action) -> tuple[str, ...]:
    return tuple(str(choice) for choice in action.choices or ())
