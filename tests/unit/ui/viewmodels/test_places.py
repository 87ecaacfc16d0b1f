"""Places in the cloud, for people."""

from __future__ import annotations

import pytest

from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.places import (
    child_of,
    crumbs,
    free_name,
    is_within,
    name_of,
    name_words,
    parent_of,
    place_name,
    shortened,
    split,
    with_recent,
)


def test_the_way_to_a_place() -> None:
    """Begins with its area."""
    assert [(plainly(one.label), one.path) for one in crumbs("/Photos/2026")] == [
        ("Cloud drive", "/"),
        ("Photos", "/Photos"),
        ("2026", "/Photos/2026"),
    ]
    assert [(plainly(one.label), one.path) for one in crumbs("bin:/a")] == [("Bin", "bin:/"), ("a", "bin:/a")]


def test_parts_of_a_path() -> None:
    """A colon in a name is no area."""
    assert split("/a: b/c").names == ("a: b", "c")
    assert (name_of("/a/b"), parent_of("/a/b"), parent_of("/"), child_of("/", "a")) == ("b", "/a", "/", "/a")
    assert (child_of("bin:/", "a"), plainly(place_name("/")), plainly(place_name("/a"))) == (
        "bin:/a",
        "Cloud drive",
        "a",
    )


@pytest.mark.parametrize(
    ("path", "folder", "is_in"),
    [("/a/b", "/a", True), ("/a", "/a", True), ("/ab", "/a", False), ("bin:/a", "/", False), ("/a", "/", True)],
)
def test_within(path: str, folder: str, is_in: bool) -> None:
    """Names are compared, not letters."""
    assert is_within(path, folder) is is_in


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a", ""),
        ("b", "b already exists."),
        ("", "Give it a name."),
        ("a/b", "A name cannot contain a slash or backslash."),
        ("x" * 300, "This name is too long."),
        ("..", "This name is not allowed."),
    ],
)
def test_what_is_wrong_with_a_name(name: str, words: str) -> None:
    """Is said before the engine is asked."""
    assert plainly(name_words(name, ["b"])) == words


def test_a_free_name() -> None:
    """Gets a number only where it must."""
    assert [free_name("New folder", taken) for taken in ([], ["New folder"], ["New folder", "New folder 2"])] == [
        "New folder",
        "New folder 2",
        "New folder 3",
    ]


def test_names_are_shortened_in_the_middle() -> None:
    """So that the ending stays."""
    assert shortened("short.txt", 22) == "short.txt"
    assert shortened("a very long name of a file.txt", 22) == "a very long na…ile.txt"
    assert len(shortened("x" * 60, 22)) == 22


def test_places_used_last() -> None:
    """The newest first, each once, a few."""
    assert with_recent(["/a", "/b", "/c", "/d"], "/b") == ["/b", "/a", "/c", "/d"]
    assert with_recent(["/a", "/b", "/c", "/d"], "/e") == ["/e", "/a", "/b", "/c"]
