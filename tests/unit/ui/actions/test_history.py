"""Going on with the history that the server shows."""

from __future__ import annotations

from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, MegadeskError
from megadesk.ui.actions.history import accept_history, ask_history
from megadesk.ui.desk import Notice

HEAD = m.SpaceHead(seq=3, hash="b2" * 32, time="2026-11-20T09:00:00Z", records=30)


def space(frozen: str | None = "fork", server: m.SpaceHead | None = HEAD) -> m.SpaceStatus:
    """Return what is verified."""
    return m.SpaceStatus(id="s", verified=HEAD, server=server, frozen=frozen)


def test_only_another_history_is_asked_about(desk: FakeDesk) -> None:
    """Not while the server cannot be asked, nor once all is well."""
    told: list[m.SpaceHead] = []
    notices: list[Notice] = []
    desk.notices.came.connect(notices.append)
    for answer in (space(frozen=None), space(server=None), space()):
        desk.link.answer(m.SHOW_SPACE, answer)
        ask_history(desk, then=lambda _, head: told.append(head), owner=desk)
    assert told == [HEAD]
    assert [notice.tone for notice in notices] == ["ok", "error"]


def test_what_was_shown_is_accepted_and_nothing_else(desk: FakeDesk) -> None:
    """A head that is another by now is refused by the engine, and that is said where it was asked."""
    done: list[bool] = []
    faults: list[MegadeskError] = []
    desk.link.answer(m.ACCEPT_FORK, space(frozen=None))
    accept_history(desk, HEAD, then=lambda: done.append(True), failed=faults.append, owner=desk)
    desk.link.answer(m.ACCEPT_FORK, BadUsage(what="head", value="b2"))
    accept_history(desk, HEAD, then=lambda: done.append(True), failed=faults.append, owner=desk)
    assert desk.link.asked(m.ACCEPT_FORK) == [m.AcceptFork(head=HEAD.hash)] * 2
    assert (done, [fault.code for fault in faults]) == ([True], ["bad_usage"])
