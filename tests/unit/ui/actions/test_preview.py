"""Look into a file of the cloud."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.actions.preview import look_into
from megadesk.ui.viewmodels.preview import TEXT_BYTES
from megadesk.ui.widgets.preview import Preview


def test_no_more_is_fetched_than_is_shown(desk: FakeDesk, qtbot: QtBot) -> None:
    """And the pieces are put together."""
    pane = Preview()
    qtbot.addWidget(pane)
    desk.link.answer(m.CAT_FILE, [m.Chunk(data=b"hel"), m.Chunk(data=b"lo"), m.Nothing()])
    look_into(desk, m.Cat(path="/a.txt", version=3), "a.txt", 10 << 20, pane)
    assert desk.link.asked(m.CAT_FILE) == [m.Cat(path="/a.txt", version=3, max_bytes=TEXT_BYTES)]
    assert pane._text.toPlainText() == "hello"


def test_what_cannot_be_shown_is_not_fetched(desk: FakeDesk, qtbot: QtBot) -> None:
    """And an error is a sentence in the pane."""
    pane = Preview()
    qtbot.addWidget(pane)
    assert look_into(desk, m.Cat(path="/a.mp4"), "a.mp4", 5, pane) is None
    assert desk.link.asked(m.CAT_FILE) == []
    desk.link.answer(m.CAT_FILE, ServerUnavailable())
    look_into(desk, m.Cat(path="/a.txt"), "a.txt", 5, pane)
    assert pane.currentWidget() is pane._said
    assert pane._words.text()
