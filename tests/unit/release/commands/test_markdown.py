"""The page of all commands."""

from __future__ import annotations

import re

from release.commands.chapters import whole_tree
from release.commands.markdown import command_reference


def test_every_command_has_a_heading_as_deep_as_it_is() -> None:
    """In the order of the tree."""
    headings = re.findall(r"^(#{3,}) (megadesk .+)$", command_reference(), re.MULTILINE)
    wanted = [("#" * (len(each.path) + 1), each.name) for each in whole_tree().walk() if len(each.path) > 1]
    assert headings == wanted


def test_rows_of_tables_have_two_cells() -> None:
    """A bar in what is typed, or in a sentence, ends no cell."""
    rows = [line for line in command_reference().splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {3}


def test_patterns_in_a_help_are_text() -> None:
    """A star is a star."""
    assert "Part of a name, or with \\* and ? a whole one; in any case." in command_reference()
