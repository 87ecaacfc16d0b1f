"""Names and paths: what may be one, and that printing one is safe."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from megadesk.model.errors import BadName, BadUsage
from megadesk.model.relpath import (
    ROOT,
    CloudPath,
    RelPath,
    check_name,
    cloud_name,
    is_under,
    join,
    name_fault,
    name_of,
    parent_of,
    parse_cloud_path,
    printable,
    sayable,
    unsaid,
)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("a.txt", None), ("…", None), ("🎂", None), ("...", None), (" a", None), ("CON", None), ("a" * 255, None),
        ("", "empty"), ("a" * 256, "too_long"), ("ü" * 128, "too_long"), (".", "dots"), ("..", "dots"),
        ("a/b", "separator"), ("a\\b", "separator"), ("a\0b", "control_character"), ("a\x7f", "control_character"),
        ("a\x85", "control_character"), ("u\u0308", "not_normalized"), ("a\udcff", "not_unicode"),
    ],
)  # fmt: skip
def test_a_name_is_refused_for_one_reason(name: str, fault: str | None) -> None:
    """Every rule has its word, and what breaks none may be a name."""
    assert name_fault(name) == fault
    if fault is None:
        assert check_name(name) == name
    else:
        with pytest.raises(BadName) as caught:
            check_name(name)
        assert caught.value.arguments["reason"] == fault


def test_a_disk_s_spelling_becomes_the_cloud_s() -> None:
    """NFD of a disk and NFC of another are one name."""
    assert cloud_name("u\u0308") == "ü"


@given(st.text())
def test_a_good_name_cannot_leave_its_folder(name: str) -> None:
    """Whatever passes has no part that a path could be built from."""
    if name_fault(name) is None:
        assert "/" not in name
        assert "\\" not in name
        assert name not in {"", ".", ".."}
        assert unicodedata.normalize("NFC", name) == name


@given(st.text(alphabet=st.characters()))
def test_what_is_printed_is_printable(text: str) -> None:
    """No control character, no undecodable byte reaches a terminal or JSON."""
    assert all(char.isprintable() for char in printable(text))
    printable(text).encode("utf-8")


def test_undecodable_bytes_are_shown_in_hex() -> None:
    """A name that is no text can still be told from others."""
    assert printable("a\udcffb\n") == "a\\xffb\\x0a"


def test_paths_are_put_together_and_taken_apart() -> None:
    """join, parent_of and name_of fit each other, at the top too."""
    path = join(join(ROOT, "a"), "b")
    assert path == "a/b"
    assert parent_of(path) == "a"
    assert name_of(path) == "b"
    assert parent_of(RelPath("a")) == ROOT
    assert name_of(RelPath("a")) == "a"


def test_under_is_by_whole_names() -> None:
    """A folder holds itself and what is below it, not what begins with the same letters."""
    assert is_under(RelPath("a/b"), RelPath("a"))
    assert is_under(RelPath("a"), RelPath("a"))
    assert is_under(RelPath("a"), ROOT)
    assert not is_under(RelPath("ab"), RelPath("a"))


@pytest.mark.parametrize(
    ("text", "area", "names", "shown"),
    [
        ("/", "drive", (), "/"), ("/Photos/a.jpg", "drive", ("Photos", "a.jpg"), "/Photos/a.jpg"),
        ("//Photos//", "drive", ("Photos",), "/Photos"), ("bin:/x", "bin", ("x",), "bin:/x"),
        ("backups:/laptop/docs", "backups", ("laptop", "docs"), "backups:/laptop/docs"),
        ("/a:b/c", "drive", ("a:b", "c"), "/a:b/c"), ("drive:/x", "drive", ("x",), "/x"),
    ],
)  # fmt: skip
def test_a_cloud_path_is_read_and_shown(text: str, area: str, names: tuple[str, ...], shown: str) -> None:
    """What people type has one meaning and one spelling."""
    path = parse_cloud_path(text)
    assert (path.area, path.names) == (area, names)
    assert str(path) == shown
    assert parse_cloud_path(str(path)) == path


@pytest.mark.parametrize("text", ["", "Photos", "zork:/x", "bin:x", "./a", ":/x"])
def test_what_is_no_cloud_path_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(BadUsage):
        parse_cloud_path(text)


@pytest.mark.parametrize("text", ["/..", "/a/../b", "/.", "/a\0"])
def test_a_cloud_path_of_bad_names_is_refused(text: str) -> None:
    """There are no relative steps in the cloud."""
    with pytest.raises(BadName):
        parse_cloud_path(text)


def test_a_cloud_path_knows_its_neighbours() -> None:
    """Parent, child and name; the root is its own parent."""
    path = CloudPath("bin", ("a", "b"))
    assert path.name == "b"
    assert path.parent == CloudPath("bin", ("a",))
    assert path.parent.child("b") == path
    root = CloudPath("drive", ())
    assert root.parent == root
    assert not root.name


@pytest.mark.parametrize(
    ("raw", "shown"),
    [("a\udcff.txt", "a\\xff.txt"), ("\udc80/ü\udcfe", "\\x80/ü\\xfe"), ("plain", "plain"), ("a\\b", "a\\b")],
)
def test_name_that_is_no_text_is_said_and_understood(raw: str, shown: str) -> None:
    """Undecodable bytes are told by their hex digits, as people are shown them, and found by these."""
    assert sayable(raw) == shown
    assert shown.encode()
    assert unsaid(shown) == raw
    assert sayable(raw) == printable(raw)


def test_control_characters_can_be_said_as_they_are() -> None:
    """They are text, if no name of ours: only what cannot be sent is written otherwise."""
    assert sayable("a\x1bb\n") == "a\x1bb\n"
    assert unsaid("a\\x1bb\\xzz") == "a\x1bb\\xzz"
