"""The timeline: bars, a handle, zoom, keys, and what it says to who does not see it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fakes import past
from fakes.desk import NOW_MS
from megadesk.ui.text import plainly, text
from megadesk.ui.viewmodels.timeline import Mark, stretches
from megadesk.ui.viewmodels.when import DAY_MS
from megadesk.ui.widgets.timeline import Timeline

COUNTED = stretches(past.timeline())


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    """Return a timeline of three weeks, 800 pixels wide, at a day ago."""
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(800, 130)
    made.show()
    made.show_changes(COUNTED, past.OLDEST_MS, NOW_MS)
    made.show_moment(NOW_MS - DAY_MS, past.MOMENT.seq, text("a day ago"))
    return made


def picked(timeline: Timeline) -> list[tuple[int, int]]:
    """Return where what is picked will stand."""
    found: list[tuple[int, int]] = []
    timeline.picked.connect(lambda at_ms, seq: found.append((at_ms, seq)))
    return found


def test_all_that_is_kept_is_seen_at_first(timeline: Timeline) -> None:
    """In bars that have room, none of which is lost."""
    assert timeline.view.start_ms == past.OLDEST_MS
    assert timeline.view.end_ms == NOW_MS
    assert sum(bar.changes for bar in timeline.bars) == sum(one.changes for one in COUNTED)
    assert [bar.changes > 1000 for bar in timeline.bars if bar.is_mass] == [True]
    assert timeline.x_of(past.OLDEST_MS) < 20
    assert timeline.x_of(NOW_MS) > 780
    assert abs(timeline.time_at(timeline.x_of(NOW_MS - DAY_MS)) - (NOW_MS - DAY_MS)) < 3_600_000


def test_the_wheel_zooms_around_what_is_pointed_at(timeline: Timeline) -> None:
    """It stays below the pointer; nothing outside of what is kept is seen."""
    at = QPointF(600, 60)
    there = timeline.time_at(600)
    for _ in range(6):
        event = QWheelEvent(
            at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        timeline.wheelEvent(event)
    assert timeline.view.span_ms < 4 * DAY_MS
    assert abs(timeline.x_of(there) - 600) < 2
    timeline.zoom(1e-9)
    assert timeline.view.span_ms == 30 * 60_000
    timeline.pan(-1e6)
    assert timeline.view.start_ms == past.OLDEST_MS
    timeline.zoom(1e9)
    assert (timeline.view.start_ms, timeline.view.end_ms) == (past.OLDEST_MS, NOW_MS)


def test_keys_step_between_changes(timeline: Timeline) -> None:
    """Left leads to the end of the last bar before, Right to the end of the next; after the last is now."""
    found = picked(timeline)
    QTest.keyClick(timeline, Qt.Key.Key_Left)
    before = max(bar.last_seq for bar in timeline.bars if bar.last_seq < past.MOMENT.seq)
    assert found == [(0, before)]
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    assert found[-1] == (0, min(bar.last_seq for bar in timeline.bars if bar.last_seq > past.MOMENT.seq))
    QTest.keyClick(timeline, Qt.Key.Key_Home)
    assert found[-1] == (past.OLDEST_MS, 0)
    QTest.keyClick(timeline, Qt.Key.Key_End)
    assert found[-1] == (0, 0)
    timeline.show_moment(NOW_MS - 1, COUNTED[-1].last_seq - 1, text("nearly now"))
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    assert found[-1] == (0, 0)
    timeline.show_moment(NOW_MS, 0, text("now"))
    QTest.keyClick(timeline, Qt.Key.Key_Left)
    assert found[-1] == (0, timeline.bars[-2].last_seq)
    timeline.show_moment(past.OLDEST_MS, 1, text("the oldest"))
    QTest.keyClick(timeline, Qt.Key.Key_Left)
    assert found[-1] == (past.OLDEST_MS, 0)


def test_keys_zoom_and_pan(timeline: Timeline) -> None:
    """Plus and minus, Page Up and Page Down, and all of it with 0."""
    span = timeline.view.span_ms
    QTest.keyClick(timeline, Qt.Key.Key_Plus)
    QTest.keyClick(timeline, Qt.Key.Key_Plus)
    assert timeline.view.span_ms < span * 0.6
    start = timeline.view.start_ms
    QTest.keyClick(timeline, Qt.Key.Key_PageUp)
    assert timeline.view.start_ms < start
    QTest.keyClick(timeline, Qt.Key.Key_PageDown)
    QTest.keyClick(timeline, Qt.Key.Key_Minus)
    QTest.keyClick(timeline, Qt.Key.Key_0)
    assert timeline.view.span_ms == span


def test_a_drag_moves_the_handle_and_tells_once(timeline: Timeline) -> None:
    """When it is let go; at the right end that is now."""
    found = picked(timeline)
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=QPoint(300, 50))
    QTest.mouseMove(timeline, QPoint(400, 50))
    assert found == []
    assert abs(timeline.at_ms - timeline.time_at(400)) < 1000
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=QPoint(400, 50))
    assert found == [(timeline.time_at(400), 0)]
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(round(timeline.x_of(NOW_MS)) - 1, 50))
    assert found[-1] == (0, 0)


def test_the_dates_can_be_dragged(timeline: Timeline) -> None:
    """To and fro, once not all is seen."""
    timeline.zoom(0.25)
    start = timeline.view.start_ms
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=QPoint(300, 126))
    QTest.mouseMove(timeline, QPoint(400, 126))
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=QPoint(400, 126))
    assert timeline.view.start_ms < start


def test_a_run_of_a_backup_can_be_clicked(timeline: Timeline) -> None:
    """It leads to exactly that moment."""
    found = picked(timeline)
    timeline.show_marks([Mark(time_ms=NOW_MS - 5 * DAY_MS, seq=321, words=text("Backup run 5"))])
    x = round(timeline.x_of(NOW_MS - 5 * DAY_MS))
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(x, timeline._floor + 4))
    assert found == [(0, 321)]
    assert plainly(timeline._words_at(QPoint(x, timeline._floor + 4))) == "Backup run 5"
    assert "changes" in plainly(timeline._words_at(QPoint(round(timeline.x_of(timeline.bars[3].start_ms)) + 3, 50)))


def test_it_is_a_slider_that_says_where_it_is(timeline: Timeline) -> None:
    """To assistive technology: a role, a name, a value, and the moment in words."""
    interface = QAccessible.queryAccessibleInterface(timeline)
    assert interface.role() is QAccessible.Role.Slider
    assert interface.text(QAccessible.Text.Name) == "Timeline of changes"
    assert interface.text(QAccessible.Text.Description) == "a day ago"
    assert 0 < timeline.value() < timeline.maximum()


def test_the_handle_is_brought_into_view(timeline: Timeline) -> None:
    """Where a moment is chosen that lies outside of what is seen; who looked closer goes on to when there is more."""
    timeline.zoom(0.1)
    timeline.show_moment(past.OLDEST_MS + DAY_MS, 9, text("long ago"))
    assert timeline.view.start_ms <= past.OLDEST_MS + DAY_MS <= timeline.view.end_ms
    seen = timeline.view
    timeline.show_changes(COUNTED, past.OLDEST_MS, NOW_MS + 60_000)
    assert timeline.view == seen
    fine = COUNTED[:3]
    timeline.show_stretches(fine)
    assert timeline.stretches == fine


def test_time_runs_to_the_left_where_that_is_read(timeline: Timeline) -> None:
    """And the keys with it."""
    timeline.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert timeline.x_of(NOW_MS) < 20
    assert timeline.time_at(timeline.x_of(NOW_MS - DAY_MS)) == pytest.approx(NOW_MS - DAY_MS, abs=3_600_000)
    found = picked(timeline)
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    assert found[0][1] < past.MOMENT.seq
    assert not timeline.grab().isNull()


def test_it_is_lower_where_there_is_little_room(timeline: Timeline) -> None:
    """And as high as before once there is more."""
    usual = timeline.sizeHint().height()
    timeline.show_low(is_low=True)
    assert timeline.sizeHint().height() == timeline.minimumSizeHint().height() < usual
    timeline.show_low(is_low=False)
    assert timeline.sizeHint().height() == usual
