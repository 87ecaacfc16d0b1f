"""Each command stands in one chapter."""

from __future__ import annotations

from release.commands.chapters import CHAPTERS, chapters, whole_tree
from release.commands.read_client import read_client


def test_every_first_word_is_in_one_chapter() -> None:
    """Who adds a command says where it is read about."""
    named = [word for words in CHAPTERS.values() for word in words]
    assert sorted(named) == sorted([*(command.path[-1] for command in read_client().commands), "server"])


def test_the_whole_tree_follows_the_chapters() -> None:
    """So that all that is made of it has the same order."""
    tree = whole_tree()
    assert [command.path[-1] for command in tree.commands] == [word for words in CHAPTERS.values() for word in words]
    assert list(chapters(tree)) == list(CHAPTERS)
