"""What a new pair is called, and what its folder has to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from megadesk.engine.new_pairs import check_folder, make_folder, pair_name
from megadesk.model.errors import AlreadyExists, BadUsage

PHOTOS = Path("/home/ada/photos")


def test_the_folder_gives_the_name_with_a_number_if_it_is_taken() -> None:
    """Nobody has to think of one."""
    assert pair_name("", PHOTOS, {"docs"}) == "photos"
    assert pair_name("", PHOTOS, {"photos", "photos 2"}) == "photos 3"
    assert pair_name("", Path("/home/ada/a\nb"), ()) == "a\\x0ab"


def test_a_name_that_was_asked_for_is_taken_as_it_is_or_refused() -> None:
    """Two pairs of one name could not be told apart, nor could one that is blank be typed."""
    assert pair_name("My photos", PHOTOS, {"photos"}) == "My photos"
    with pytest.raises(AlreadyExists):
        pair_name("photos", PHOTOS, {"photos"})
    for name in (" ", " a", "evil\x1b[31m", "two\nlines", "x" * 101):
        with pytest.raises(BadUsage):
            pair_name(name, PHOTOS, ())


def test_a_place_is_judged_before_anything_is_made(tmp_path: Path) -> None:
    """A folder that is there, or that can be; not a file, nor below one; and nothing is made by asking."""
    (tmp_path / "file").write_text("x")
    for at in (tmp_path, tmp_path / "a", tmp_path / "a" / "b"):
        check_folder(at)
    for at in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(BadUsage):
            check_folder(at)
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_a_folder_is_made_where_one_can_be(tmp_path: Path) -> None:
    """With those above it; one that is there is left as it is."""
    for _ in range(2):
        make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").write_text("x")
    for at in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(BadUsage):
            make_folder(at)
