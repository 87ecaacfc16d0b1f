"""Files of this computer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from fakes.desk import FakeDesk
from megadesk.ui.actions import local
from megadesk.ui.actions.local import open_local, show_local
from megadesk.ui.desk import Notice
from megadesk.ui.text import plainly


def test_a_file_is_opened_and_its_folder_shown(desk: FakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what the system has for it, where no file manager answers."""
    opened: list[QUrl] = []

    def take(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    monkeypatch.setattr(local, "_ask_file_manager", lambda _: False)
    file = tmp_path / "a b.txt"
    file.touch()
    open_local(desk, str(file))
    show_local(desk, str(file))
    assert opened == [QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(tmp_path))]


def test_a_file_that_nothing_opens_is_said(desk: FakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system says so."""
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    notices: list[Notice] = []
    desk.notices.came.connect(notices.append)
    (tmp_path / "a.odd").touch()
    open_local(desk, str(tmp_path / "a.odd"))
    assert [plainly(notice.words) for notice in notices] == ["No program on this computer opens “a.odd”."]


def test_what_is_gone_is_said(desk: FakeDesk, tmp_path: Path) -> None:
    """And nothing is opened."""
    notices: list[Notice] = []
    desk.notices.came.connect(notices.append)
    open_local(desk, str(tmp_path / "gone"))
    show_local(desk, str(tmp_path / "gone"))
    assert [notice.tone for notice in notices] == ["error", "error"]
