"""Names that cannot be nodes, or cannot be on this disk."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from megadesk.disk.names import check_target, is_private, scan_fault
from megadesk.model.errors import BadName
from megadesk.model.relpath import RelPath, name_fault

LISTED = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=30).filter(
    lambda name: name not in {".", ".."}
)
"""What a folder can list: the folder itself and the one above are not in it."""


@given(LISTED)
def test_short_way_agrees_with_the_rule(name: str) -> None:
    """The quick first look of the scan never decides otherwise than the whole rule."""
    assume(name not in {".", ".."})  # no listing of a folder has them
    assert scan_fault(name) == name_fault(unicodedata.normalize("NFC", name))


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("a\udcff", "not_unicode"),
        ("a\\b", "separator"),
        ("a\nb", "control_character"),
        ("e\u0301", None),
        ("\U0001f600" * 63 + "abc", None),
        ("\U0001f600" * 64, "too_long"),
        ("x" * 255, None),
        ("dots.", None),
        ("nul", None),
    ],
)
def test_scan_fault(name: str, fault: str | None) -> None:
    """What no node can carry has a reason; what merely another system dislikes has none."""
    assert scan_fault(name) == fault


@pytest.mark.parametrize(
    ("path", "sensitive", "private"),
    [
        (".megadesk", True, True),
        (".megadesk/tmp", True, True),
        (".MEGADESK/x", False, True),
        (".MEGADESK/x", True, False),
        (".megadeskx", True, False),
        ("sub/.megadesk", True, False),
    ],
)
def test_is_private(path: str, *, sensitive: bool, private: bool) -> None:
    """Our own folder is known by any spelling the volume takes for it, at the root only."""
    assert is_private(RelPath(path), case_sensitive=sensitive) is private


def check(path: str, *, windows: bool = False, case_sensitive: bool = True, strips_dots: bool = False) -> RelPath:
    """Return what check_target returns for a disk of 255-byte names."""
    return check_target(
        RelPath(path), case_sensitive=case_sensitive, name_max_bytes=255, strips_dots=strips_dots, windows=windows
    )


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("", "empty"), ("a//b", "empty"), ("..", "dots"), ("a/../b", "dots"), (".", "dots"), ("a\0", "control_character"),
        ("\U0001f600" * 64, "too_long"), ("n" * 256, "too_long"), (".megadesk/tmp/x", "private"),
    ],
)  # fmt: skip
def test_hostile_paths_are_refused_everywhere(path: str, reason: str) -> None:
    """Row 130: nothing leads out of the folder or into our own."""
    with pytest.raises(BadName) as caught:
        check(path)
    assert caught.value.arguments["reason"] == reason


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("CON", "device_name"), ("con.txt", "device_name"), ("sub/Lpt1", "device_name"), ("COM¹", "device_name"),
        ("aux .c", "device_name"), ("a:b", "character"), ("a\\b", "character"), ("what?", "character"),
        ("dots.", "trailing_dot"), ("blank ", "trailing_dot"), ("MEGADE~1/x", "private"), (".megadesk::$DATA", "character"),
    ],
)  # fmt: skip
def test_windows_names_are_refused_there_only(path: str, reason: str) -> None:
    """Row 125: names Windows bends or refuses are held there, and fine elsewhere."""
    with pytest.raises(BadName) as caught:
        check(path, windows=True, case_sensitive=False)
    assert caught.value.arguments["reason"] == reason
    assert check(path) == path


def test_volume_that_strips_dots_refuses_them() -> None:
    """FAT under any system loses a trailing dot in silence, so the name is refused."""
    with pytest.raises(BadName):
        check("a.", strips_dots=True)


@pytest.mark.parametrize("path", ["a", "a/b.c", "\U0001f600" * 63 + "abc", "com10", "Conrad", "nul1", "a..b"])
def test_good_names_pass(path: str) -> None:
    """Ordinary names pass on every system."""
    assert check(path, windows=True, case_sensitive=False) == path
