"""What a person can do about what was done: look at more of it, and go to where it leads."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk, Place
from megadesk.ui.engine_link import Asking
from megadesk.ui.viewmodels.activity import ActivityShow, Asked

PAGE = 100


def list_activity(
    desk: Desk,
    asked: Asked,
    before_seq: int,
    *,
    known: bool = False,
    then: Callable[[m.ActivityPage], None],
    failed: Callable[[MegadeskError], None],
    owner: QObject,
) -> Asking:
    """Ask for the newest lines, or for those before a commit; ``known``: without asking the server for what is new."""
    body = m.ListActivity(
        before_seq=before_seq, limit=PAGE, device=asked.device, path=asked.path, kind=asked.kind, known=known
    )
    return desk.link.ask(m.LIST_ACTIVITY, body, then=then, failed=failed, owner=owner)


def show_in_files(desk: Desk, show: ActivityShow) -> None:
    """Go to the file or folder it is about."""
    desk.go(Place("files", show.path))


def show_moment(desk: Desk, show: ActivityShow) -> None:
    """Go to how everything was right after it."""
    desk.go(Place("rewind", f"#{show.seq}"))


def follow(desk: Desk, show: ActivityShow) -> None:
    """Go where it leads first: to the one file or folder that is there, else to its moment."""
    if show.path:
        show_in_files(desk, show)
    else:
        show_moment(desk, show)
