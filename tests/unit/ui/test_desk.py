"""What pages are given."""

from __future__ import annotations

from fakes.desk import FakeDesk, status
from megadesk.ipc import messages as m
from megadesk.ipc.protocol import LAGGED
from megadesk.model.errors import EngineUnavailable, NotFound
from megadesk.ui.desk import EVERYTHING, Notice, Place
from megadesk.ui.text import text


def test_the_state_follows_the_engine(desk: FakeDesk) -> None:
    """And is told only when it is another one."""
    told: list[object] = []
    desk.state.changed.connect(told.append)
    desk.link.tell(m.STATUS_TOPIC, status("paused"))
    desk.link.tell(m.STATUS_TOPIC, status("paused"))
    assert len(told) == 1
    assert desk.state.now.status == status("paused")


def test_dropped_events_are_told(desk: FakeDesk) -> None:
    """Then lists are read again."""
    lagged: list[bool] = []
    desk.state.lagged.connect(lambda: lagged.append(True))
    desk.link.tell(LAGGED, None)
    assert lagged == [True]


def test_an_engine_that_was_away_may_be_another(desk: FakeDesk) -> None:
    """Then lists are read again, too; the first time there is nothing to read again."""
    lagged: list[bool] = []
    desk.state.lagged.connect(lambda: lagged.append(True))
    desk.link.connected.emit()
    assert lagged == []
    desk.link.lost.emit(EngineUnavailable("gone", reason="gone"))
    desk.link.connected.emit()
    assert lagged == [True]


def test_a_server_that_was_away_is_asked_again(desk: FakeDesk) -> None:
    """What could not be shown without it comes by itself; that it goes away is nothing to read for."""
    lagged: list[bool] = []
    desk.state.lagged.connect(lambda: lagged.append(True))
    desk.link.tell(m.STATUS_TOPIC, status("offline", online=False))
    assert lagged == []
    desk.link.tell(m.STATUS_TOPIC, status())
    desk.link.tell(m.STATUS_TOPIC, status("syncing"))
    assert lagged == [True]


def test_what_was_done_can_be_undone_once(desk: FakeDesk) -> None:
    """The last thing that can be; a failure in between takes nothing away."""
    notices: list[Notice] = []
    undone: list[str] = []
    desk.notices.came.connect(notices.append)
    desk.notices.done(text("Moved"), undo=lambda: undone.append("move"))
    desk.notices.failed(NotFound(path="/a"))
    assert [notice.tone for notice in notices] == ["ok", "error"]
    assert (desk.notices.undo(), desk.notices.undo(), undone) == (True, False, ["move"])


def test_what_is_overtaken_goes(desk: FakeDesk) -> None:
    """With its undo, once something else was done to one of the things it spoke of, and not before."""
    ended: list[bool] = []
    undone: list[str] = []
    desk.notices.gone.connect(lambda: ended.append(True))
    desk.notices.done(text("Cancelled"), undo=lambda: undone.append("cancel"), about=frozenset({"t1", "t2"}))
    desk.notices.overtaken(frozenset({"t3"}))
    assert ended == []
    desk.notices.overtaken(frozenset({"t2"}))
    assert (ended, desk.notices.undo(), undone) == ([True], False, [])


def test_what_is_undone_by_a_key_is_not_said_any_longer(desk: FakeDesk) -> None:
    """Whatever else was said in between stays."""
    ended: list[bool] = []
    desk.notices.gone.connect(lambda: ended.append(True))
    desk.notices.done(text("Moved"), undo=lambda: None)
    desk.notices.undo()
    assert ended == [True]
    desk.notices.done(text("Moved"), undo=lambda: None)
    desk.notices.failed(NotFound(path="/a"))
    desk.notices.undo()
    assert ended == [True]


def test_a_pause_that_is_over_is_not_said_any_longer(desk: FakeDesk) -> None:
    """Whoever ended it: the command line, or the time that was set."""
    ended: list[bool] = []
    desk.link.tell(m.STATUS_TOPIC, status("paused", paused=True))
    desk.notices.gone.connect(lambda: ended.append(True))
    desk.notices.done(text("Paused"), undo=lambda: None, about=EVERYTHING)
    desk.link.tell(m.STATUS_TOPIC, status("paused", paused=True, issues=1))
    assert ended == []
    desk.link.tell(m.STATUS_TOPIC, status("synced"))
    assert (ended, desk.notices.undo()) == ([True], False)


def test_a_place_is_asked_for(desk: FakeDesk) -> None:
    """Who shows it is the window."""
    went: list[Place] = []
    desk.went.connect(went.append)
    desk.go(Place("problems", "abc"))
    assert went == [Place("problems", "abc")]
