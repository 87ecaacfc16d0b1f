"""The timeline with its fields."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from fakes import past
from fakes.desk import NOW_MS, FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, ServerUnavailable
from megadesk.model.values import replace
from megadesk.ui.pages.rewind_time import COARSE_S, COARSER_S, FINE_S, TimePart
from megadesk.ui.text import text
from megadesk.ui.viewmodels.moments import When
from megadesk.ui.viewmodels.timeline import Mark


@pytest.fixture
def time(desk: FakeDesk, qtbot: QtBot) -> TimePart:
    """Return it, read and shown."""
    past.answer_past(desk.link)
    made = TimePart(desk)
    qtbot.addWidget(made)
    made.resize(880, 180)
    made.show()
    made.read()
    return made


def picked(time: TimePart) -> list[When]:
    """Return where what is picked will stand."""
    found: list[When] = []
    time.picked.connect(found.append)
    return found


def test_a_moment_is_shown_everywhere(time: TimePart) -> None:
    """On the timeline, in the fields and in words; a clock that was wrong is said."""
    time.show_moment(When(time_ms=NOW_MS - 5_000_000), past.MOMENT)
    assert time.timeline.at_ms == NOW_MS - 5_000_000
    assert "Anna laptop" in time.words.text()
    time.show_moment(When(seq=3), replace(past.MOMENT, disputed=True))
    assert time.words.property("tone") == "warn"
    time.show_moment(When(), past.MOMENT)
    assert time.timeline.at_ms == NOW_MS
    assert not time.now.isEnabled()


def test_a_close_look_is_read_minute_by_minute(time: TimePart, desk: FakeDesk) -> None:
    """Of what is seen only, and once it was seen for a moment."""
    time.timeline.zoom(0.01)
    assert time._fine.isActive()
    time._fine.timeout.emit()
    body = desk.link.asked(m.REWIND_TIMELINE)[-1]
    assert body.step_s == FINE_S
    assert body.since < body.until
    assert len(desk.link.asked(m.REWIND_TIMELINE)) == 2


def test_years_are_read_day_by_day(desk: FakeDesk, qtbot: QtBot) -> None:
    """Where there are too many hours; another error is said."""
    desk.link.answer(
        m.REWIND_TIMELINE,
        lambda body: BadUsage(what="steps", value=body.step_s) if body.step_s == COARSE_S else past.timeline(COARSER_S),
    )
    time = TimePart(desk)
    qtbot.addWidget(time)
    time.read()
    assert [body.step_s for body in desk.link.asked(m.REWIND_TIMELINE)] == [COARSE_S, COARSER_S]
    assert time.found is not None
    desk.link.answer(m.REWIND_TIMELINE, ServerUnavailable("gone"))
    time.read()
    assert time.words.property("tone") == "error"


def test_steps_lead_from_moment_to_moment(time: TimePart) -> None:
    """By bars, by single changes, by runs of a backup, and never out of what is kept."""
    found = picked(time)
    time.step_one(1)
    assert found == []
    time.show_moment(When(seq=855), past.MOMENT)
    time.step_one(-1)
    assert found == [When(seq=past.MOMENT.seq - 1)]
    time.show_moment(When(seq=1), replace(past.MOMENT, seq=1))
    time.step_one(-1)
    assert found[-1] == When(seq=1)
    time.show_marks([Mark(time_ms=NOW_MS, seq=seq, words=text("Run")) for seq in (10, 20, 30)])
    time.show_moment(When(seq=20), replace(past.MOMENT, seq=20))
    time.step_run(-1)
    time.step_run(1)
    assert found[-2:] == [When(seq=10), When(seq=30)]
    time.back.click()
    time.now.click()
    assert found[-1] == When()
    assert 1 <= found[-2].seq < 20


def test_a_time_before_all_that_is_kept_is_the_oldest_moment(time: TimePart) -> None:
    """It would be refused otherwise."""
    found = picked(time)
    time.when.chosen.emit(past.OLDEST_MS - 1)
    time.when.chosen.emit(NOW_MS - 1)
    assert found == [When(seq=1), When(time_ms=NOW_MS - 1)]


def test_where_there_is_no_room_the_keys_remain(time: TimePart) -> None:
    """Date and time stay readable."""
    assert time.words.isVisible()
    time.resize(480, 180)
    assert not time.words.isVisible()
    assert time.when.isVisible()
