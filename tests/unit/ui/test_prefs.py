"""What the app remembers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray

from megadesk.ui.prefs import Prefs
from megadesk.ui.theme.tokens import Appearance


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    """Each kind of value, also after the app was ended."""
    prefs = Prefs(tmp_path)
    prefs.keep("a", "text")
    prefs.keep("b", value=True)
    prefs.keep("c", 1.5)
    prefs.keep("d", ["x", "y z"])
    prefs.keep("e", QByteArray(b"\0\1"))
    del prefs
    again = Prefs(tmp_path)
    assert (again.text("a"), again.flag("b"), again.number("c", 0), again.words("d"), again.blob("e")) == (
        "text",
        True,
        1.5,
        ["x", "y z"],
        QByteArray(b"\0\1"),
    )


def test_what_makes_no_sense_is_as_if_never_set(tmp_path: Path) -> None:
    """A hand may have written the file."""
    prefs = Prefs(tmp_path)
    prefs.keep("appearance", "purple")
    prefs.keep("text_scale", "huge")
    assert (prefs.appearance, prefs.text_scale, prefs.flag("x", default=True)) == (Appearance.SYSTEM, 1.0, True)
    prefs.keep("text_scale", 99.0)
    assert prefs.text_scale == 2.0


def test_a_change_is_told_once(tmp_path: Path) -> None:
    """The same again is no change."""
    prefs = Prefs(tmp_path)
    told: list[str] = []
    prefs.changed.connect(told.append)
    prefs.keep("page", "sync")
    prefs.keep("page", "sync")
    assert told == ["page"]


def test_new_folders_are_as_a_person_chose(tmp_path: Path) -> None:
    """What makes no sense is as if it had never been set."""
    prefs = Prefs(tmp_path)
    assert (prefs.new_direction, prefs.new_symlinks) == ("both", "skip")
    prefs.keep("sync.direction", "up")
    prefs.keep("sync.symlinks", "keep")
    assert (prefs.new_direction, prefs.new_symlinks) == ("up", "keep")
    prefs.keep("sync.direction", "sideways")
    prefs.keep("sync.symlinks", "eat")
    assert (prefs.new_direction, prefs.new_symlinks) == ("both", "skip")
