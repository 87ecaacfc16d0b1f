"""The icon in the panel, its menu, and what a click does.

Where a panel tells of a click, it opens the popup; where it opens only the menu (the AppIndicator of GNOME), the menu
has everything. Where there is no tray the window takes its place: ``is_there`` says so.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QCursor, QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from megadesk.ui.desk import Desk
from megadesk.ui.language import say
from megadesk.ui.text import joined
from megadesk.ui.tray.icon import Style, tray_icon
from megadesk.ui.tray.place import popup_place
from megadesk.ui.tray.popup import Popup
from megadesk.ui.viewmodels.menu import MenuLine, tray_menu
from megadesk.ui.viewmodels.overall import overall

STYLE_KEY = "tray_style"
PLACES_ITSELF = ("xcb", "windows", "cocoa")
"""Platforms on which a window may say where it wants to be; a Wayland compositor decides for itself."""


class Tray(QObject):
    """Signals: wanted(str) with the word of a line of the menu."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._popup: Popup | None = None
        self._lines: tuple[MenuLine, ...] = ()
        self._shown: tuple[str, Style] | None = None
        self._menu = QMenu()
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self._menu)
        self.icon.activated.connect(self._on_click)
        desk.state.changed.connect(self._show)
        desk.prefs.changed.connect(self._show)
        self._show()

    @property
    def is_there(self) -> bool:
        """Whether this desktop has a tray now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def begin(self) -> None:
        """Be in the panel; the icon comes by itself when a panel comes later. The popup is made, so that it opens at once."""
        self.icon.show()
        self.popup()

    def end(self) -> None:
        """Be there no more."""
        self.icon.hide()
        if self._popup is not None:
            self._popup.close()
            self._popup.deleteLater()
            self._popup = None
        self._menu.deleteLater()

    def speak(self) -> None:
        """Say everything anew, in another language."""
        if self._popup is not None:
            self._popup.close()
            self._popup.deleteLater()
            self._popup = None
        self._lines = ()
        self._show()
        self.popup()

    def popup(self) -> Popup:
        """Return the popup, made once."""
        if self._popup is None:
            self._popup = Popup(self._desk)
            self._popup.wanted.connect(self.wanted)
        return self._popup

    def toggle_popup(self) -> None:
        """Show the popup at the icon, or hide it."""
        popup = self.popup()
        if popup.isVisible():
            popup.hide()
            return
        if QGuiApplication.platformName() in PLACES_ITSELF:
            screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
            popup.move(popup_place(self.icon.geometry(), QCursor.pos(), screen.availableGeometry(), popup.size()))
        popup.present()

    def _on_click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.MiddleClick}:
            self.toggle_popup()
        elif reason is QSystemTrayIcon.ActivationReason.DoubleClick:
            self.wanted.emit("window")

    def _show(self) -> None:
        now_ms = self._desk.now_ms()
        shown = overall(self._desk.state.now, now_ms)
        look = (shown.state, self._style())
        if look != self._shown:  # a panel redraws the icon each time it is set: it would flicker
            self._shown = look
            self.icon.setIcon(tray_icon(*look))
        self.icon.setToolTip(say(joined([shown.title, shown.sentence], "\n")))
        lines = tray_menu(self._desk.state.now, now_ms)
        if lines != self._lines:
            self._lines = lines
            self._fill(lines)

    def _style(self) -> Style:
        try:
            return Style(self._desk.prefs.text(STYLE_KEY))
        except ValueError:
            return Style.COLOUR

    def _fill(self, lines: tuple[MenuLine, ...]) -> None:
        """Put the lines into the menu. Actions that stay are kept: a menu that is open must not lose them."""
        old = self._menu.actions()
        changes = SequenceMatcher(
            None, [action.data() for action in old], [_key(line) for line in lines], autojunk=False
        )
        for kind, first, last, start, end in changes.get_opcodes():
            if kind == "equal":
                for action, line in zip(old[first:last], lines[start:end], strict=True):
                    action.setText(_shown(line))
                continue
            for action in old[first:last]:
                self._menu.removeAction(action)
                action.deleteLater()
            behind = old[last] if last < len(old) else None
            self._menu.insertActions(behind, [self._action(line) for line in lines[start:end]])  # type: ignore[arg-type]

    def _action(self, line: MenuLine) -> QAction:
        action = QAction(_shown(line), self._menu)
        action.setData(_key(line))
        action.setSeparator(not line.words)
        action.setEnabled(bool(line.word))
        action.triggered.connect(lambda _=False: self.wanted.emit(line.word))
        return action


def _key(line: MenuLine) -> str:
    """Return by what a line is known again: its word; for a divider what is no word."""
    return line.word if line.words else "-"


def _shown(line: MenuLine) -> str:
    return say(line.words).replace("&", "&&")
