"""The app begins anew as it was."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from megadesk.host.program import Fate, OwnFile
from megadesk.ui import main as main_module
from megadesk.ui.main import begin_anew, look_after_program, words_to_begin_anew
from megadesk.ui.renewal import Renewal


def test_it_begins_anew_as_it_was() -> None:
    """The same profile; with its window if it was open."""
    assert words_to_begin_anew(None, is_shown=True) == []
    assert words_to_begin_anew(None, is_shown=False) == ["--background"]
    assert words_to_begin_anew("/h", is_shown=False) == ["--home", "/h", "--background"]


def test_an_upgrade_ends_the_app(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And it is noted why; an app from a source tree looks after no file."""
    assert look_after_program(qapp) == []
    file = tmp_path / "megadesk"
    file.write_text("one")
    monkeypatch.setattr(main_module, "own_file", lambda: OwnFile(file))
    fates = look_after_program(qapp)
    (renewal,) = qapp.findChildren(Renewal)
    for each in qapp.topLevelWidgets():
        each.hide()
    file.unlink()
    QTimer.singleShot(0, renewal.look)
    QTimer.singleShot(0, renewal.look)
    assert qapp.exec() == 0
    assert fates == [Fate.GONE]
    renewal.deleteLater()


@pytest.mark.parametrize(("platform", "done"), [("linux", "become"), ("darwin", "start"), ("win32", "")])
def test_each_system_has_its_way_to_begin_anew(platform: str, done: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Linux becomes the new program, macOS starts it, and on Windows the installer does."""
    seen = list[tuple[object, ...]]()
    monkeypatch.setattr(main_module, "run_anew", lambda file, words: seen.append(("become", file, words)))
    monkeypatch.setattr(main_module, "start_program", lambda words, _environ: seen.append(("start", words)))
    monkeypatch.setattr(sys, "platform", platform)
    begin_anew(["--background"])
    expected = {
        "become": [("become", Path(sys.executable), ["--background"])],
        "start": [("start", ["--background"])],
        "": [],
    }
    assert seen == expected[done]
