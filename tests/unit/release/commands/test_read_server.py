"""The server's tree is what its parser takes."""

from __future__ import annotations

import pytest

from megadesk.server.main import _parser
from release.commands.read_server import read_server
from release.commands.tree import Command, Takes


def test_commands_and_their_options_are_those_of_the_parser() -> None:
    """Every leaf of the tree is understood: with ``--help`` its parser ends in peace."""
    leaves = [command for command in read_server().walk() if not command.commands]
    assert ("megadesk", "server", "user", "quota") in [leaf.path for leaf in leaves]
    for leaf in leaves:
        with pytest.raises(SystemExit) as ended:
            _parser().parse_args([*leaf.path[2:], "--help"])
        assert ended.value.code == 0


def test_what_help_prints_has_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    """And each under the name that stands for its value."""
    run = _found("megadesk server run")
    with pytest.raises(SystemExit):
        _parser().parse_args(["run", "--help"])
    printed = capsys.readouterr().out
    assert [option for option in run.options if option.names[-1] not in printed] == []
    assert {option.shown for option in run.options if "|" not in option.shown and option.shown not in printed} == set()


def test_paths_choices_and_switches_are_told_apart() -> None:
    """A folder, one of a few words, and what has no value."""
    by_name = {option.names[-1]: option for option in _found("megadesk server run").options}
    assert by_name["--data"].takes is Takes.FOLDER
    assert by_name["--sign-up"].choices == ("open", "closed", "invitation")
    assert by_name["--behind-proxy"].shown == ""
    assert by_name["--origin"].is_many
    assert [argument.shown for argument in _found("megadesk server user quota").arguments] == ["LOGIN", "SIZE"]


def test_what_argparse_fills_in_is_filled_in() -> None:
    """``%(default)s`` is the default."""
    days = next(option for option in _found("megadesk server user add").options if option.names == ("--days",))
    assert days.default in days.help
    texts = [option.help for command in read_server().walk() for option in command.options]
    assert [text for text in texts if "%(" in text] == []


def test_everything_is_explained() -> None:
    """No command, argument or option without a word about it."""
    for command in read_server().walk():
        assert command.summary, command.name
        assert [each for each in command.arguments if not each.help] == [], command.name
        assert [each for each in command.options if not each.help] == [], command.name


def _found(name: str) -> Command:
    return next(command for command in read_server().walk() if command.name == name)
