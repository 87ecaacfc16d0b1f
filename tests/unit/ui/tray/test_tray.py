"""The icon in the panel."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk, status
from megadesk.ipc import messages as m
from megadesk.ui.tray.tray import STYLE_KEY, Tray


def test_icon_tooltip_and_menu_follow_the_state(desk: FakeDesk, qtbot: QtBot) -> None:
    """The icon is set only when it is another one: panels flicker."""
    tray = Tray(desk)
    first = tray.icon.icon().cacheKey()
    desk.link.tell(m.STATUS_TOPIC, status(issues=1))
    assert tray.icon.icon().cacheKey() == first
    desk.link.tell(m.STATUS_TOPIC, status("paused", paused=True))
    assert tray.icon.icon().cacheKey() != first
    assert tray.icon.toolTip().startswith("Paused\n")
    desk.prefs.keep(STYLE_KEY, "light")
    desk.prefs.keep(STYLE_KEY, "no such style")
    tray.end()


def test_the_menu_says_its_words(desk: FakeDesk, qtbot: QtBot) -> None:
    """Lines that only say something cannot be chosen; the same actions stay while it is open."""
    tray = Tray(desk)
    wanted: list[str] = []
    tray.wanted.connect(wanted.append)
    menu = tray.icon.contextMenu()
    actions = menu.actions()
    assert not actions[0].isEnabled()
    actions[1].trigger()
    assert wanted == ["window"]
    desk.link.tell(m.STATUS_TOPIC, status("scanning"))
    assert menu.actions()[0].text().startswith("Checking for changes")
    tray.end()


def test_lines_that_stay_are_the_same_lines(desk: FakeDesk, qtbot: QtBot) -> None:
    """Whatever comes and goes around them: a menu that is open keeps what a person is about to choose."""
    tray = Tray(desk)
    menu = tray.icon.contextMenu()

    def shown() -> dict[str, QAction]:
        return {action.data(): action for action in menu.actions() if action.data() not in ("", "-")}

    before, n_dividers = shown(), sum(action.isSeparator() for action in menu.actions())
    desk.link.tell(m.STATUS_TOPIC, status("paused", paused=True))
    paused = shown()
    assert set(before) - set(paused) == {"add", "pause", "pause:600", "pause:3600"}
    assert set(paused) - set(before) == {"resume"}
    assert all(paused[word] is action for word, action in before.items() if word in paused)
    assert sum(action.isSeparator() for action in menu.actions()) == n_dividers
    wanted: list[str] = []
    tray.wanted.connect(wanted.append)
    paused["resume"].trigger()
    desk.link.tell(m.STATUS_TOPIC, status())
    assert list(shown()) == list(before)
    assert shown()["quit"] is before["quit"]
    assert wanted == ["resume"]
    tray.end()


def test_a_click_opens_the_popup_and_another_hides_it(desk: FakeDesk, qtbot: QtBot) -> None:
    """A double click opens the window."""
    tray = Tray(desk)
    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert tray.popup().isVisible()
    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert not tray.popup().isVisible()
    wanted: list[str] = []
    tray.wanted.connect(wanted.append)
    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.DoubleClick)
    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert wanted == ["window"]
    tray.speak()
    tray.end()
