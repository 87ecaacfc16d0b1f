"""What is chosen, how far its restore is, and “Undo”."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fakes import past
from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.actions.rewind import Wanted
from megadesk.ui.pages.rewind_foot import FootPart
from megadesk.ui.text import text
from megadesk.ui.viewmodels.rewind import Chosen, whole
from megadesk.ui.widgets.layout import column

WANTED = Wanted(paths=("/a", "/b"), seq=5)


@pytest.fixture
def foot(desk: FakeDesk, qtbot: QtBot) -> FootPart:
    """Return the foot of the page, shown."""
    made = FootPart(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_button_rests_while_nothing_is_chosen(foot: FootPart) -> None:
    """And says what it would do."""
    foot.show_chosen(Chosen())
    assert not foot.restore.isEnabled()
    foot.show_chosen(whole("/Photos"))
    assert foot.restore.isEnabled()
    assert foot.words.text() == "All of “Photos” selected."


def test_how_far_it_is_shows(foot: FootPart, desk: FakeDesk) -> None:
    """Over all paths; afterwards what came back, and what stays."""
    finished: list[int] = []
    foot.finished.connect(lambda: finished.append(1))
    desk.link.answer(m.REWIND_RESTORE, past.restored)
    desk.link.hold()
    foot.begin(WANTED)
    foot._show_progress(1, {"done_files": 1, "total_files": 2})
    assert foot.shows == "busy"
    assert foot.bar.value() == 750
    assert not foot.restore.isEnabled()
    desk.link.release()
    assert foot.shows == "done"
    assert "restored" in foot.done_words.text()
    assert finished == [1]


def test_cancelled_half_way_what_came_back_can_be_undone(foot: FootPart, desk: FakeDesk) -> None:
    """And the rest does not come."""
    desk.link.answer(m.REWIND_RESTORE, past.restored)
    desk.link.hold()
    foot.begin(WANTED)
    going = foot._going
    assert going is not None
    going.done.append(past.restored(m.RewindRestore(path="/a", seq=5)))
    foot.cancel()
    assert foot.undo_button.isVisible()
    desk.link.release()
    assert len(desk.link.asked(m.REWIND_RESTORE)) == 1
    foot.undo_button.click()
    assert desk.link.asked(m.REWIND_RESTORE)[-1].seq == past.NEWEST_SEQ
    assert foot.shows == "chosen"


def test_undone_by_a_key_it_is_not_said_any_longer(foot: FootPart, desk: FakeDesk) -> None:
    """Its button would take back what is back already."""
    desk.link.answer(m.REWIND_RESTORE, past.restored)
    foot.begin(WANTED)
    assert foot.shows == "done"
    assert desk.notices.undo()
    assert foot.shows == "chosen"


def test_an_error_is_said(foot: FootPart, desk: FakeDesk) -> None:
    """With nothing to undo if nothing came back."""
    desk.link.answer(m.REWIND_RESTORE, ServerUnavailable("gone"))
    foot.begin(WANTED)
    assert foot.shows == "done"
    assert not foot.undo_button.isVisible()
    foot.close_button.click()
    assert foot.shows == "chosen"


def test_all_lines_of_what_was_done_are_seen(foot: FootPart) -> None:
    """Where it is narrow it is higher, as long as that is shown."""
    around = QWidget()
    around.setLayout(column(foot))
    foot._over(
        [], text("All 12 items of this folder were restored, and 30 that came since then stay."), "circle-check", "ok"
    )
    around.resize(300, 400)
    around.show()
    QApplication.processEvents()
    assert foot.done_words.height() >= foot.done_words.heightForWidth(foot.done_words.width())
    high = foot.height()
    foot.show_idle()
    QApplication.processEvents()
    assert foot.sizeHint().height() < high
    foot.setParent(None)
