"""Activity: full, a line chosen, narrowed, empty, on its way, with an error, and partly unknown."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from fakes.desk import FakeDesk
from fakes.doing import page_of, week
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.pages.activity import ActivityPage
from megadesk.ui.viewmodels.activity import Asked
from megadesk.ui.window import Window
from ui.gallery import Scene


def scenes() -> list[Scene]:
    """Return the page in its states."""
    return [
        Scene(name="activity", build=_full, also=("large", "german", "mirrored", "contrast", "small")),
        Scene(name="activity-chosen", build=_chosen, also=("small",)),
        Scene(name="activity-narrowed", build=_narrowed),
        Scene(name="activity-empty", build=lambda desk: _window(desk, [])),
        Scene(name="activity-nothing-fits", build=lambda desk: _window(desk, [], lambda page: page.open_at("/Music"))),
        Scene(name="activity-loading", build=_loading),
        Scene(name="activity-error", build=_error),
    ]


def _window(
    desk: FakeDesk, lines: list[m.ActivityLine], then: Callable[[ActivityPage], object] | None = None, **more: bool
) -> Window:
    desk.link.answer(m.LIST_ACTIVITY, lambda body: replace(page_of(lines, body), **more))
    window = Window(desk)
    window.resize(1080, 720)
    window.open("activity")
    page = window.page
    assert isinstance(page, ActivityPage)
    if then is not None:
        then(page)
    return window


def _full(desk: FakeDesk) -> QWidget:
    return _window(desk, week())


def _chosen(desk: FakeDesk) -> QWidget:
    return _window(desk, week(), lambda page: page.table.selectRow(1))


def _narrowed(desk: FakeDesk) -> QWidget:
    return _window(desk, week(), lambda page: page.filters.want(Asked(kind="added", path="/Photos")), incomplete=True)


def _loading(desk: FakeDesk) -> QWidget:
    return _window(desk, [], lambda page: page.states.setCurrentWidget(page.states._skeleton))


def _error(desk: FakeDesk) -> QWidget:
    desk.link.answer(m.LIST_ACTIVITY, ServerUnavailable())
    window = Window(desk)
    window.open("activity")
    return window
