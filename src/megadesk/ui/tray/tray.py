"""The icon in the panel, its menu, and what a click does.

Where a panel tells of a click, it opens the popup; where it opens only the menu (the AppIndicator of GNOME), the menu
has everything. Where there is no tray the window takes its place: ``is_there`` says so.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCursor, QGuiApplication
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
        actions = self._menu.actions()
        if len(actions) == len(lines) and all(
            action.data() == line.word for action, line in zip(actions, lines, strict=True)
        ):
            for action, line in zip(actions, lines, strict=True):
                action.setText(say(line.words).replace("&", "&&"))
            return
        self._menu.clear()
        for line in lines:
            if not line.words:
                self._menu.addSeparator().setData("")
                continue
            action = self._menu.addAction(say(line.words).replace("&", "&&"))
            action.setData(line.word)
            action.setEnabled(bool(line.word))
            action.triggered.connect(lambda _=False, word=line.word: self.wanted.emit(word))
