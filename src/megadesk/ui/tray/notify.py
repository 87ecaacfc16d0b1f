"""Messages of the desktop: at most one a minute, what comes meanwhile is gathered into one.

On Linux over the session bus (``bus``), whose server keeps its own quiet hours and tells of a click; elsewhere, and where
nobody listens there, by the tray's icon. A click leads to the place.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QSystemTrayIcon

from megadesk.ipc import messages as m
from megadesk.ui.app_state import AppState
from megadesk.ui.desk import Desk, Place
from megadesk.ui.language import say
from megadesk.ui.tray.bus import DesktopBus
from megadesk.ui.viewmodels.notes import Note, gathered, new_devices, notes

GAP_MS: Final = 60_000
SESSIONS_MS: Final = 3_600_000
"""How often the sessions of the account are looked at."""

KNOWN_KEY: Final = "known_sessions"


class Notifier(QObject):
    """Follows the state, and says what a person should know."""

    def __init__(
        self,
        desk: Desk,
        icon: QSystemTrayIcon | None = None,
        bus: DesktopBus | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._icon = icon
        self._bus = bus
        self._before: m.Status | None = None
        self._told: set[str] = set()
        self._waiting: list[Note] = []
        self._places: dict[int, Place] = {}
        self._last_place: Place | None = None
        self._gap = QTimer(self)
        self._gap.setSingleShot(True)
        self._gap.setInterval(GAP_MS)
        self._gap.timeout.connect(self._flush)
        self._sessions = QTimer(self)
        self._sessions.setInterval(SESSIONS_MS)
        self._sessions.timeout.connect(self.look_at_sessions)
        if bus is not None:
            bus.clicked.connect(self._on_bus_click)
            bus.refused.connect(self._post_by_icon)
        if icon is not None:
            icon.messageClicked.connect(self._on_icon_click)
        desk.state.changed.connect(self._on_state)

    def say_note(self, note: Note) -> None:
        """Say something, now or when the minute is over; nothing if its kind is switched off, or if it was said."""
        if note.key in self._told or not self._desk.prefs.flag(f"notify.{note.kind}", default=True):
            return
        if note.key:
            self._told.add(note.key)
        self._waiting.append(note)
        if not self._gap.isActive():
            self._flush()

    def look_at_sessions(self) -> None:
        """Ask who is signed in to the account."""
        if self._desk.state.now.is_signed_in:
            self._desk.link.ask(m.SESSIONS, m.Nothing(), then=self._take_sessions, owner=self)

    def _take_sessions(self, found: m.Sessions) -> None:
        for note in new_devices(self._desk.prefs.words(KNOWN_KEY), found.sessions):
            self.say_note(note)
        self._desk.prefs.keep(KNOWN_KEY, [session.id for session in found.sessions])

    def _on_state(self, state: AppState) -> None:
        if state.status is None or state.status == self._before:
            return
        if not self._sessions.isActive() and state.is_signed_in:
            self._sessions.start()
            self.look_at_sessions()
        for note in notes(self._before, state.status, self._desk.now_ms()):
            self.say_note(note)
        self._before = state.status

    def _flush(self) -> None:
        if not self._waiting:
            return
        note = gathered(self._waiting)
        self._waiting = []
        self._gap.start()
        self._last_place = Place(note.page, note.what)
        if self._bus is not None:
            self._bus.post(say(note.title), say(note.body), self._last_place)
        else:
            self._post_by_icon(say(note.title), say(note.body))

    def _post_by_icon(self, title: str, body: str) -> None:
        if self._icon is not None and self._icon.isVisible():
            self._icon.showMessage(title, body)  # without an icon of ours: it would take the place of the tray's

    def _on_bus_click(self, place: Place) -> None:
        self._desk.go(place)

    def _on_icon_click(self) -> None:
        if self._last_place is not None:
            self._desk.go(self._last_place)
