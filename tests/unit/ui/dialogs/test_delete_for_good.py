"""The question before something is gone for good."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.actions import portions
from megadesk.ui.dialogs import delete_for_good
from megadesk.ui.dialogs.delete_for_good import DeleteForGoodSheet
from megadesk.ui.widgets.labels import Label

ENTRIES = [
    m.BinEntry(id=f"b{n}", side="cloud", path=f"/Photos/{n}.jpg", pair=None, kind="file", size=1024, removed="")
    for n in range(2)
]


def test_it_names_what_goes_and_only_that_goes(desk: FakeDesk, qtbot: QtBot) -> None:
    """Return does not do it: the careful answer has the keyboard."""
    desk.link.answer(m.EMPTY_BIN, ServerUnavailable())
    sheet = DeleteForGoodSheet(desk, ENTRIES, ["b0", "b1", "b2"])
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(sheet)
    sheet.show()
    words = [label.text() for label in sheet.findChildren(Label)]
    assert "Permanently delete 3 items?" in words
    assert "0.jpg · /Photos" in words
    assert "and 1 more" in words
    assert sheet.focusWidget() is sheet.cancel
    assert sheet.cancel.isDefault()
    qtbot.keyClick(sheet.cancel, Qt.Key.Key_Return)
    assert (desk.link.asked(m.EMPTY_BIN), sheet.isVisible()) == ([], False)
    sheet.show()
    sheet.primary.click()
    assert sheet.isVisible()
    desk.link.answer(m.EMPTY_BIN, m.Emptied(local=0, local_bytes=0, cloud=3, cloud_bytes=3072))
    with qtbot.waitSignal(sheet.removed):
        sheet.primary.click()
    assert desk.link.asked(m.EMPTY_BIN)[-1].only == ["b0", "b1", "b2"]
    assert not sheet.isVisible()


def test_very_many_are_not_waited_for(desk: FakeDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window says how far it is; what failed on the way is said there too, and the bin is looked at again."""
    monkeypatch.setattr(portions, "PORTION", 2)
    monkeypatch.setattr(delete_for_good, "PORTION", 2)
    answers = [m.Emptied(local=0, local_bytes=0, cloud=2, cloud_bytes=2), ServerUnavailable()]
    desk.link.answer(m.EMPTY_BIN, lambda _: answers.pop(0))
    sheet = DeleteForGoodSheet(desk, ENTRIES, ["b0", "b1", "b2"])
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(sheet)
    tones: list[str] = []
    desk.notices.came.connect(lambda notice: tones.append(notice.tone))
    sheet.show()
    desk.link.hold()
    sheet.primary.click()
    assert not sheet.isVisible()
    with qtbot.waitSignal(sheet.removed):
        desk.link.release()
    assert [one.only for one in desk.link.asked(m.EMPTY_BIN)] == [["b0", "b1"], ["b2"]]
    assert tones == ["ok", "error"]
