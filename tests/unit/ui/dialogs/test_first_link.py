"""What the first sync of two folders would do."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import AccessDenied
from megadesk.ui.dialogs.first_link import FirstLinkView

NONE = m.Share(files=0, bytes=0)
SEEN = m.PairPreview(
    local="/a", remote="/A", local_exists=True, remote_exists=True, only_here=m.Share(files=312, bytes=9), only_there=NONE,
    same=NONE, differ=m.Share(files=5, bytes=1),
)  # fmt: skip


@pytest.fixture
def view(desk: FakeDesk, qtbot: QtBot) -> FirstLinkView:
    """Return one that rests."""
    made = FirstLinkView(desk)
    qtbot.addWidget(made)
    return made


def said(view: FirstLinkView) -> str:
    """Return its words."""
    items = [view._lines.itemAt(number) for number in range(view._lines.count())]
    widgets = [item.widget() for item in items if item is not None]
    return "\n".join(label.text() for each in widgets if each is not None for label in each.findChildren(QLabel))


def test_what_would_happen_is_said_once_both_were_looked_at(view: FirstLinkView, desk: FakeDesk) -> None:
    """With how far the look is, meanwhile."""
    desk.link.answer(m.PREVIEW_PAIR, [m.Progress(phase="scan", done_files=1204), SEEN])
    changed: list[bool] = []
    view.changed.connect(lambda: changed.append(view.is_well))
    assert "Choose both folders" in said(view)
    view.look("/a", "/A", "both")
    assert "Comparing both folders" in said(view)
    view._timer.timeout.emit()
    assert said(view).splitlines()[0] == "312 files only here, 9 bytes"
    assert changed == [True]


def test_how_far_it_is_can_be_seen(view: FirstLinkView) -> None:
    """In files, as they are counted."""
    view._show_progress({"phase": "hash", "done_files": 1204})
    assert said(view) == "Comparing both folders: 1,204 files so far…"


def test_another_wish_ends_the_look_before(view: FirstLinkView, desk: FakeDesk) -> None:
    """The same one does not begin it anew."""
    desk.link.hold()
    view.look("/a", "/A", "both")
    view._timer.timeout.emit()
    first = view._asking
    view.look("/a", "/A", "both")
    assert view._asking is first
    view.look("/a", "/A", "up")
    assert first is not None
    assert first.is_over
    view.rest()
    assert not view._timer.isActive()


def test_what_is_wrong_is_said_here(view: FirstLinkView, desk: FakeDesk) -> None:
    """And nothing can be started."""
    desk.link.answer(m.PREVIEW_PAIR, AccessDenied(path="/root"))
    view.look("/root", "/A", "both")
    view._timer.timeout.emit()
    assert "No permission to open or change /root." in said(view)
    assert not view.is_well
