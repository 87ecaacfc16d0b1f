"""The application: the look and language a person chose, one link, one desk, and the windows that are open.

begin(words)       look for the engine, show what was asked for
take_words(words)  a second start: its window, or the place of an address
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from megadesk.host.paths import Profile
from megadesk.ui.actions.control import pause_all, resume_all, turn_all
from megadesk.ui.actions.local import open_local
from megadesk.ui.desk import Desk, Place
from megadesk.ui.engine_link import EngineLink
from megadesk.ui.language import language
from megadesk.ui.prefs import Prefs
from megadesk.ui.theme.focus import FocusRing
from megadesk.ui.theme.look import Look
from megadesk.ui.tray.bus import DesktopBus
from megadesk.ui.tray.notify import Notifier
from megadesk.ui.tray.tray import Tray
from megadesk.ui.window import Window

SCHEME = "megadesk"
BACKGROUND = "--background"


class Application(QObject):
    """Owns everything that lives as long as the app."""

    def __init__(self, application: QApplication, profile: Profile, *, now_ms: Callable[[], int]) -> None:
        super().__init__(application)
        self._application = application
        self._window: Window | None = None
        self._tray: Tray | None = None
        self._notifier: Notifier | None = None
        self._prefs = Prefs(profile.config_dir, self)
        self._look = Look(application)
        self._ring = FocusRing(application)
        self._follow_prefs("")
        self._link = EngineLink(profile, parent=self)
        self._desk = Desk(profile=profile, link=self._link, prefs=self._prefs, now_ms=now_ms, parent=self)
        self._desk.state.follow(self._link)
        self._bus: DesktopBus | None = None
        self._prefs.changed.connect(self._follow_prefs)

    def begin(self, words: Sequence[str]) -> None:
        """Look for the engine, be in the tray, and show what was asked for."""
        self._link.begin()
        self._make_tray()
        if BACKGROUND not in words or not self._tray_is_there():
            self.take_words(words)

    def take_words(self, words: Sequence[str]) -> None:
        """Show the window, at the place that an address names."""
        place = next((found for found in map(place_of, words) if found is not None), None)
        if place is not None:
            self.window().go(place)
        self.window().present()

    def window(self) -> Window:
        """Return the window, made now if there is none."""
        if self._window is None:
            self._window = Window(self._desk)
            self._window.wanted.connect(self.do)
            self._window.closed_by_person.connect(self._on_closed)
        return self._window

    def end(self) -> None:
        """Close what is open."""
        if self._tray is not None:
            self._tray.end()
        if self._bus is not None:
            self._bus.end()
        self._link.close()

    def do(self, word: str) -> None:
        """Do what a menu, the rail or the popup asks for: a word, maybe with what it is about after a colon."""
        verb, _, what = word.partition(":")
        match verb:
            case "quit":
                self._application.quit()
            case "pause" if what:
                pause_all(self._desk, int(what))
            case "pause":
                turn_all(self._desk)
            case "resume":
                resume_all(self._desk)
            case "folder":
                open_local(self._desk, what)
            case "add":
                self._desk.go(Place("sync", "add"))
            case "page":
                self._desk.go(Place(what))
            case _:
                self.window().present()

    # -- the tray ---------------------------------------------------------------------------------------------------

    def _make_tray(self) -> None:
        self._tray = Tray(self._desk, self)
        self._tray.wanted.connect(self.do)
        self._tray.begin()
        self._bus = DesktopBus(self) if DesktopBus.is_possible() else None
        self._notifier = Notifier(self._desk, self._tray.icon, self._bus, self)
        self._desk.went.connect(self._on_went)

    def _tray_is_there(self) -> bool:
        return self._tray is not None and self._tray.is_there

    def _on_went(self, place: Place) -> None:
        """Show a place in the window, also if there is none yet."""
        if self._window is None:
            self.window().go(place)

    def _on_closed(self) -> None:
        """Go on in the tray; where there is none, an app without a window could not be reached any more."""
        if not self._tray_is_there():
            self._application.quit()

    def _follow_prefs(self, key: str) -> None:
        if key in {"", "appearance", "text_scale", "dense_rows"}:
            is_dense = self._prefs.flag("dense_rows")
            self._look.choose(self._prefs.appearance, self._prefs.text_scale, is_dense=is_dense)
        if key in {"", "language"}:
            language().choose(self._prefs.language)
            if self._window is not None:
                self._remake_window()
            if self._tray is not None:
                self._tray.speak()

    def _remake_window(self) -> None:
        """Make the window anew: its words were made in another language."""
        old, self._window = self._window, None
        assert old is not None, "it was asked for"
        place = self._prefs.text("page")
        old.blockSignals(True)
        old.close()
        old.deleteLater()
        self.window().open(place)
        self.window().present()


def place_of(word: str) -> Place | None:
    """Return the place that an address names: ``megadesk://problems/ID``; None if it is no address of ours."""
    parts = urlsplit(word)
    if parts.scheme != SCHEME or not parts.netloc.isalpha():
        return None
    return Place(parts.netloc, unquote(parts.path.lstrip("/")))
