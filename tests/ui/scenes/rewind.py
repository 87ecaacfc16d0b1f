"""Rewind: a past of three weeks, with little and with much that differs; and what opens beside it."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QWidget

from fakes import past
from fakes.desk import NOW_MS, FakeDesk
from fakes.pictures import picture
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.actions.rewind import Wanted
from megadesk.ui.dialogs.compare import Compared, CompareSheet
from megadesk.ui.dialogs.restore import RestoreSheet
from megadesk.ui.pages.rewind import RewindPage
from megadesk.ui.viewmodels.moments import When
from megadesk.ui.viewmodels.rewind import whole
from megadesk.ui.window import Window
from ui.gallery import Scene


def scenes() -> list[Scene]:
    """Return the page in its states, and its sheets."""
    return [
        Scene(name="rewind-full", build=_full, also=("large", "german", "mirrored", "contrast", "small")),
        Scene(name="rewind-huge", build=_huge),
        Scene(name="rewind-empty", build=_now),
        Scene(name="rewind-loading", build=_loading),
        Scene(name="rewind-error", build=_error),
        Scene(name="rewind-busy", build=_busy),
        Scene(name="rewind-done", build=_done),
        Scene(name="rewind-restore", build=_restore, size=(640, 640), also=("large", "german", "mirrored")),
        Scene(name="rewind-compare-text", build=_compare_text, size=(880, 560), also=("mirrored",)),
        Scene(name="rewind-compare-picture", build=_compare_picture, size=(880, 560)),
    ]


def _window(desk: FakeDesk) -> tuple[Window, RewindPage]:
    window = Window(desk)
    window.open("rewind")
    page = window.page
    assert isinstance(page, RewindPage)
    return window, page


def _full(desk: FakeDesk) -> QWidget:
    past.answer_past(desk.link)
    window, page = _window(desk)
    page.tree.view.expand(page.tree.model.index_of("/Documents"))
    page.tree.view.expand(page.tree.model.index_of("/Photos"))
    page.changes.view.selectRow(2)
    model, flags = page.changes.view.selectionModel(), QItemSelectionModel.SelectionFlag
    model.select(page.changes.model.index(4, 0), flags.Select | flags.Rows)
    return window


def _huge(desk: FakeDesk) -> QWidget:
    past.answer_past(desk.link, 100_000)
    window, page = _window(desk)
    page.changes.view.selectAll()
    return window


def _now(desk: FakeDesk) -> QWidget:
    past.answer_past(desk.link)
    window, page = _window(desk)
    page.show_when(When())
    return window


def _loading(desk: FakeDesk) -> QWidget:
    desk.link.hold()
    window, page = _window(desk)
    page.show_when(When(seq=3))
    for part in (page.tree, page.changes):
        part.states.show_loading()
        part.states._timer.timeout.emit()
    return window


def _error(desk: FakeDesk) -> QWidget:
    for method in (m.REWIND_TIMELINE, m.REWIND_SHOW, m.REWIND_DIFF):
        desk.link.answer(method, ServerUnavailable("no route"))
    window, page = _window(desk)
    page.show_when(When(seq=3))
    return window


def _busy(desk: FakeDesk) -> QWidget:
    window = _full(desk)
    assert isinstance(window, Window)
    page = window.page
    assert isinstance(page, RewindPage)
    desk.link.hold()
    page.foot.begin(past_wanted())
    page.foot._show_progress(1, {"done_files": 40, "total_files": 100})
    return window


def _done(desk: FakeDesk) -> QWidget:
    window = _full(desk)
    assert isinstance(window, Window)
    page = window.page
    assert isinstance(page, RewindPage)
    page.foot.begin(past_wanted())
    return window


def past_wanted() -> Wanted:
    """Return three files to be brought back."""
    return Wanted(paths=("/Documents/Contract.pdf", "/Notes.txt", "/Old plans.zip"), seq=855)


def _restore(desk: FakeDesk) -> QWidget:
    past.answer_past(desk.link)
    return RestoreSheet(desk, whole("/Documents"), 855, NOW_MS - 24 * past.HOUR_MS, in_place=True, parent=None)


THEN = "# Bread\n\n500 g flour\n300 g water\n10 g salt\n5 g yeast\n\nKnead for ten minutes.\nLeave it for two hours.\n"
NOW = (
    "# Bread\n\n500 g rye flour\n300 g water\n10 g salt\n\nKnead for ten minutes.\nLeave it overnight.\nBake at 240.\n"
)


def _compare_text(desk: FakeDesk) -> QWidget:
    desk.link.answer(m.CAT_FILE, lambda body: [m.Chunk(data=(THEN if body.seq else NOW).encode()), m.Nothing()])
    return CompareSheet(desk, _compared("/Recipes/Bread.md"), parent=None)


def _compare_picture(desk: FakeDesk) -> QWidget:
    desk.link.answer(
        m.CAT_FILE, lambda body: [m.Chunk(data=picture("#2F6FB0" if body.seq else "#B0642F")), m.Nothing()]
    )
    return CompareSheet(desk, _compared("/Photos/2026 Norway/IMG_1804.jpg"), parent=None)


def _compared(path: str) -> Compared:
    entry = next(one for one in past.differing() if one.path == path)
    return Compared.of(entry, 855)
