"""Bringing the past back, and taking that back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from fakes import past
from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError, ServerUnavailable
from megadesk.model.values import replace
from megadesk.ui.actions.rewind import (
    Wanted,
    changes,
    fetch_here,
    offer_undo,
    restore,
    restored_words,
    show_in_files,
    undo,
)
from megadesk.ui.text import plainly

WANTED = Wanted(paths=("/a.txt", "/b.txt"), seq=5)


class Told(QObject):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.progress: list[tuple[int, Any]] = []
        self.done: list[Any] = []
        self.failed: list[tuple[MegadeskError, int]] = []

    def begin(self, desk: FakeDesk, wanted: Wanted = WANTED) -> Any:
        """Bring it back."""
        return restore(
            desk, wanted, owner=self, progress=lambda number, piece: self.progress.append((number, piece)),
            done=self.done.extend, failed=lambda error, done: self.failed.append((error, len(done))),
        )  # fmt: skip


def test_paths_come_back_one_after_the_other(desk: FakeDesk) -> None:
    """Each by a restore of its own, of the same moment."""
    desk.link.answer(m.REWIND_RESTORE, lambda body: [m.Progress(phase="restore", done_files=1), past.restored(body)])
    told = Told()
    told.begin(desk)
    assert [(body.path, body.seq) for body in desk.link.asked(m.REWIND_RESTORE)] == [("/a.txt", 5), ("/b.txt", 5)]
    assert [one.path for one in told.done] == ["/a.txt", "/b.txt"]
    assert [number for number, piece in told.progress if piece] == [0, 1]


def test_an_error_leaves_the_rest(desk: FakeDesk) -> None:
    """And says how many came back before it."""

    def answer(body: m.RewindRestore) -> Any:
        return past.restored(body) if body.path == "/a.txt" else ServerUnavailable("gone")

    desk.link.answer(m.REWIND_RESTORE, answer)
    told = Told()
    told.begin(desk)
    assert [count for _, count in told.failed] == [1]
    assert told.done == []


def test_what_is_cancelled_begins_nothing_more(desk: FakeDesk) -> None:
    """The one under way is left, too."""
    desk.link.answer(m.REWIND_RESTORE, past.restored)
    desk.link.hold()
    told = Told()
    going = told.begin(desk)
    going.cancel()
    desk.link.release()
    assert len(desk.link.asked(m.REWIND_RESTORE)) == 1
    assert told.done == []


def test_undo_goes_to_the_moment_before_once(desk: FakeDesk) -> None:
    """The last restore first; Ctrl+Z and the button are the same."""
    desk.link.answer(m.REWIND_RESTORE, past.restored)
    done = [past.restored(m.RewindRestore(path=path, seq=5)) for path in WANTED.paths]
    finished: list[int] = []
    take_back = offer_undo(desk, done, begun=lambda: None, finished=lambda: finished.append(1))
    assert take_back is not None
    desk.notices.undo()
    take_back()
    asked = desk.link.asked(m.REWIND_RESTORE)
    assert [(body.path, body.seq, body.exact) for body in asked] == [
        ("/b.txt", past.NEWEST_SEQ, True),
        ("/a.txt", past.NEWEST_SEQ, True),
    ]
    assert finished == [1]


def test_what_was_not_there_before_goes_to_the_bin(desk: FakeDesk) -> None:
    """Unless it was moved there from beside it: then its folder goes back."""
    desk.link.answer(m.REWIND_RESTORE, past.restored)
    desk.link.answer(m.REMOVE_FILES, m.Nothing())
    made = replace(past.restored(m.RewindRestore(path="/new/a.txt", seq=5)), existed=False)
    undo(desk, [made])
    assert desk.link.asked(m.REMOVE_FILES) == [m.Remove(paths=["/new/a.txt"])]
    moved = replace(made, summary=replace(past.SUMMARY, counts={"move": 1}))
    undo(desk, [moved])
    assert [body.path for body in desk.link.asked(m.REWIND_RESTORE)] == ["/new"]


def test_nothing_to_undo_is_offered_where_nothing_was_done(desk: FakeDesk) -> None:
    """And that is said."""
    nothing = replace(
        past.restored(m.RewindRestore(path="/a", seq=5)), summary=replace(past.SUMMARY, counts={"keep": 2})
    )
    assert not changes(nothing)
    assert offer_undo(desk, [nothing], begun=lambda: None, finished=lambda: None) is None
    assert "Nothing to restore" in plainly(restored_words([nothing]))
    some = past.restored(m.RewindRestore(path="/a", seq=5))
    assert plainly(restored_words([some])) == "“a” is as it was then. 3 items were changed."
    assert plainly(restored_words([some], is_copy=True)) == "3 items were copied to /a."
    assert plainly(restored_words([some, some])) == "6 items were restored."


def test_a_download_of_then_asks_about_taken_names(desk: FakeDesk) -> None:
    """It writes nothing over."""
    errand = m.ErrandStatus(id="1", way="get", sources=[], target="/home", state="queued")
    desk.link.answer(m.START_GET, errand)
    told = Told()
    begun: list[int] = []
    fetch_here(desk, WANTED, "/home/anna", then=lambda: begun.append(1), failed=told.done.append, owner=told)
    (body,) = desk.link.asked(m.START_GET)
    assert (body.remotes, body.local, body.seq, body.on_conflict) == (["/a.txt", "/b.txt"], "/home/anna", 5, "ask")
    assert begun == [1]


def test_where_it_is_now_is_shown_in_files(desk: FakeDesk) -> None:
    """On that page."""
    went: list[Any] = []
    desk.went.connect(went.append)
    show_in_files(desk, "/a")
    assert [(place.page, place.what) for place in went] == [("files", "/a")]
