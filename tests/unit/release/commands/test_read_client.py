"""The client's tree is what its parser takes."""

from __future__ import annotations

import typer.main

from megadesk.cli.main import build_app
from release.commands.read_client import read_client
from release.commands.tree import Option, Takes


def test_every_command_of_the_client_is_read() -> None:
    """But for the one word that is another program's."""
    found = {command.path[1:] for command in read_client().walk() if not command.commands}
    assert found == set(_leaves(typer.main.get_command(build_app("")), ())) - {("server",)}


def _leaves(command: object, above: tuple[str, ...]) -> list[tuple[str, ...]]:
    below: dict[str, object] | None = getattr(command, "commands", None)
    if below is None:
        return [above]
    return [path for word, one in below.items() for path in _leaves(one, (*above, word))]


def test_command_is_read_whole() -> None:
    """Its arguments in order, its options with choices and defaults."""
    add = next(command for command in read_client().walk() if command.name == "megadesk sync add")
    assert add.summary == "Sync a folder on this computer with one in the cloud."
    assert add.usage == "megadesk sync add [OPTIONS] LOCAL REMOTE"
    assert [argument.takes for argument in add.arguments] == [Takes.FOLDER, Takes.TEXT]
    assert add.options[1] == Option(
        names=("--direction",),
        shown="both|up|down",
        help="Both ways, only up to the cloud, or only down to here.",
        default="both",
        choices=("both", "up", "down"),
    )


def test_switches_take_no_value_and_short_names_come_first() -> None:
    """``-f, --follow``."""
    logs = next(command for command in read_client().walk() if command.name == "megadesk logs")
    assert [(option.names, option.shown, option.default) for option in logs.options] == [
        (("-f", "--follow"), "", ""),
        (("-n", "--lines"), "N", "200"),
    ]


def test_everything_is_explained() -> None:
    """No command, argument or option without a word about it."""
    for command in read_client().walk():
        assert command.summary, command.name
        assert [each for each in command.arguments if not each.help] == [], command.name
        assert [each for each in command.options if not each.help] == [], command.name


def test_what_is_parsed_as_a_path_is_offered_as_one() -> None:
    """Whoever adds an option that takes a file names it FILE or DIR, and Tab works."""
    tree = {command.path[1:]: command for command in read_client().walk()}
    for path, command in _commands(typer.main.get_command(build_app("")), ()):
        paths = {str(p.name) for p in command.params if p.type.name in {"path", "file", "directory"}}
        read = tree.get(path)
        if read is None:
            continue
        names = [argument.takes for argument in read.arguments] + [option.takes for option in read.options]
        assert sum(takes is not Takes.TEXT for takes in names) >= len(paths), path


def _commands(command: object, above: tuple[str, ...]) -> list[tuple[tuple[str, ...], typer.core.TyperCommand]]:
    below: dict[str, object] = getattr(command, "commands", {})
    found = [each for word, one in below.items() for each in _commands(one, (*above, word))]
    return found if below else [(above, command)]  # type: ignore[list-item]  # leaves are commands
