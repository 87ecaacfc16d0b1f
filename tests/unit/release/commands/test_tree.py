"""What a command, an argument and an option say of themselves."""

from __future__ import annotations

import pytest

from release.commands.tree import Argument, Command, Option, Takes, sentence, shown_choices


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("serve until told to stop", "Serve until told to stop."),
        ("Is it so?", "Is it so?"),
        ("keyring: the system's", "keyring: the system's."),
        ("", ""),
        (None, ""),
        ("two\n  lines", "Two lines."),
    ],
)
def test_help_is_a_sentence(text: str | None, said: str) -> None:
    """A capital first and a stop last, but for a value that stands first."""
    assert sentence(text) == said


def test_option_says_its_default_once() -> None:
    """A help that speaks of its default is not told it again."""
    assert Option(names=("--n",), shown="N", help="How many.", default="5").remarks == "How many. Default: 5."
    assert Option(names=("--n",), shown="N", help="Default: a few.", default="5").remarks == "Default: a few."
    assert Option(names=("--n",), shown="N", help="How many.", is_required=True).remarks == "How many. Required."


def test_choices_stand_in_the_usage_if_there_is_room() -> None:
    """Else they are listed with the help."""
    few, many = ("up", "down"), tuple(f"choice-{number}" for number in range(9))
    assert shown_choices(few, "direction") == "up|down"
    assert shown_choices(many, "state") == "STATE"
    assert shown_choices(many, "on_conflict") == "WORD"
    assert (
        Option(names=("--state",), shown="STATE", help="Only these.", choices=few).remarks
        == "Only these. One of up, down."
    )


def test_usage_shows_what_may_be_left_out() -> None:
    """In brackets; a group shows that a command follows."""
    path = Argument(shown="PATH", help="", is_required=False, is_many=False)
    option = Option(names=("-l",), help="")
    leaf = Command(path=("m", "ls"), summary="", arguments=(path,), options=(option,))
    assert leaf.usage == "m ls [OPTIONS] [PATH]"
    assert Command(path=("m",), summary="", commands=(leaf,)).usage == "m COMMAND ..."


def test_what_is_offered_follows_from_what_stands_for_a_value() -> None:
    """Files and folders of this computer; nothing for places in the cloud."""
    offered = {name: Option(names=("--x",), shown=name, help="").takes for name in ("FILE", "DIR", "PATH")}
    assert offered == {"FILE": Takes.FILE, "DIR": Takes.FOLDER, "PATH": Takes.TEXT}


def test_walk_meets_every_command_once_and_groups_first() -> None:
    """In the order of the help."""
    leaf = Command(path=("m", "a", "b"), summary="")
    group = Command(path=("m", "a"), summary="", commands=(leaf,))
    assert list(group.walk()) == [group, leaf]
