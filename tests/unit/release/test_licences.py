"""Whose work a program is: its parts are named, and the words of every licence are there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from release import licences
from release.tools import Failed, write


def frozen(folder: Path) -> tuple[Path, Path]:
    """Return a program that was frozen of nothing, and where PyInstaller wrote down what it took."""
    listed = "([('megadesk', '/build/megadesk', 'EXECUTABLE')], False)"
    write(folder / "work" / "megadesk" / "COLLECT-00.toc", listed)
    return folder / "megadesk", folder / "work"


def test_every_text_that_is_named_is_there(tmp_path: Path) -> None:
    """Ours, Python's, and those of Qt, whose wheels bring none."""
    folder = licences.collect(*frozen(tmp_path), headless=False)
    said = (folder / "README.txt").read_text(encoding="utf-8")
    assert "PySide6_Essentials" in said
    for text in ("megadesk/LICENSE.txt", "Python/LICENSE.txt", "Qt, PySide6/LGPL-3.0.txt", "Qt, PySide6/GPL-3.0.txt"):
        assert (folder / text).stat().st_size > 1000, text


def test_qt_is_said_to_be_free_and_where_its_source_is(tmp_path: Path) -> None:
    """The LGPL asks for it; a program without Qt says nothing of it."""
    said = (licences.collect(*frozen(tmp_path / "app"), headless=False) / "README.txt").read_text(encoding="utf-8")
    assert licences.QT in said
    assert licences.PSYCOPG in said
    said = (licences.collect(*frozen(tmp_path / "server"), headless=True) / "README.txt").read_text(encoding="utf-8")
    assert "Qt" not in said
    assert licences.PSYCOPG in said


def test_a_text_that_a_description_points_at_comes_along(tmp_path: Path) -> None:
    """A full stop after the name is none of it; what is not there is not promised."""
    write(
        tmp_path / "libone" / "copyright",
        "see /usr/share/common-licenses/GPL-2, or /usr/share/common-licenses/LGPL-2.1.",
    )
    write(tmp_path / "libtwo" / "copyright", "see /usr/share/common-licenses/Gone")
    for name in ("GPL-2", "LGPL-2.1", "BSD"):
        write(tmp_path / "common" / name, name)
    assert licences.collect_common(tmp_path, tmp_path / "common") == ["GPL-2", "LGPL-2.1"]
    assert (tmp_path / "common-licenses" / "LGPL-2.1").read_text(encoding="utf-8") == "LGPL-2.1"


def test_an_interpreter_without_terms_is_not_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Better no release than one that may not be passed on."""
    monkeypatch.setattr(os, "__file__", str(tmp_path / "os.py"))
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path))
    with pytest.raises(Failed, match="terms of Python"):
        licences.collect(*frozen(tmp_path), headless=False)
