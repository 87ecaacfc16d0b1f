"""Versions of a file: what is asked for, what is said, what can be taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fakes.cloud import FakeCloud
from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.versions import copy_version, restore_version, save_version
from megadesk.ui.desk import Notice
from megadesk.ui.text import plainly

PATH = "/Photos/a.jpg"


def said(desk: FakeDesk) -> list[str]:
    """Return what is said from now on."""
    found: list[str] = []

    def take(notice: Notice) -> None:
        found.append(f"{plainly(notice.words)}{' [undo]' if notice.undo else ''}")

    desk.notices.came.connect(take)
    return found


def errand(state: str, **changed: Any) -> m.ErrandStatus:
    """Return how a get stands."""
    return m.ErrandStatus(id="e1", way="get", sources=[PATH], target="/home/anna", state=state, **changed)


def test_a_version_comes_back_and_can_be_taken_back(desk: FakeDesk) -> None:
    """The one that was current is current again then."""
    FakeCloud(desk.link)
    words, done = said(desk), [0]
    restore_version(desk, PATH, 3, 2, current=7, then=lambda: done.append(1), failed=desk.notices.failed)
    assert (words, done) == (["a.jpg was restored to version 2. [undo]"], [0, 1])
    assert desk.notices.undo()
    assert [one.version for one in desk.link.asked(m.RESTORE_VERSION)] == [3, 7]
    assert words[1] == "a.jpg is back to its previous version."


def test_a_copy_leaves_the_file_alone(desk: FakeDesk) -> None:
    """And is named where it is."""
    FakeCloud(desk.link)
    words = said(desk)
    copy_version(desk, PATH, 3, "/Documents/a (v2).jpg", failed=desk.notices.failed)
    assert desk.link.asked(m.RESTORE_VERSION) == [m.RestoreVersion(path=PATH, version=3, to="/Documents/a (v2).jpg")]
    assert words == ["A copy was saved in Documents as a (v2).jpg."]


def test_saving_is_said_when_it_is_done(desk: FakeDesk) -> None:
    """Or why it is not."""
    faults: list[MegadeskError] = []
    words = said(desk)
    desk.link.answer(m.START_GET, errand("queued"))
    desk.link.answer(m.WATCH_ERRAND, errand("done"))
    save_version(desk, PATH, 3, Path("/home/anna/b.jpg"), failed=faults.append)
    assert desk.link.asked(m.START_GET) == [
        m.GetFiles(remotes=[PATH], local="/home/anna/b.jpg", version=3, on_conflict="replace")
    ]
    assert words == ["b.jpg was saved."]
    desk.link.answer(m.WATCH_ERRAND, errand("failed", reason="server_unavailable"))
    save_version(desk, PATH, 3, Path("/home/anna/b.jpg"), failed=faults.append)
    assert [fault.code for fault in faults] == ["server_unavailable"]
