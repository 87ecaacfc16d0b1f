"""The application: the look and language a person chose, one link, one desk, and the windows that are open.

begin(words)       look for the engine, show what was asked for
take_words(words)  a second start: its window, or the place of an address
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from megadesk.host.paths import Profile
from megadesk.host.prefill import take_prefill
from megadesk.host.process import start_program
from megadesk.ui.actions.control import pause_all, resume_all, turn_all
from megadesk.ui.actions.local import open_local
from megadesk.ui.app_state import AppState, LinkState
from megadesk.ui.desk import Desk, Notice, Place
from megadesk.ui.dialogs.other_version import OtherVersionSheet
from megadesk.ui.dialogs.unlock import UnlockSheet
from megadesk.ui.engine_link import EngineLink
from megadesk.ui.first_run.window import FirstRun
from megadesk.ui.language import language
from megadesk.ui.prefs import Prefs
from megadesk.ui.text import plural, text
from megadesk.ui.theme.focus import FocusRing
from megadesk.ui.theme.look import look
from megadesk.ui.tray.bus import DesktopBus
from megadesk.ui.tray.notify import Notifier
from megadesk.ui.tray.tray import Tray
from megadesk.ui.viewmodels.first_run import FirstRunFill
from megadesk.ui.viewmodels.overall import is_other_version
from megadesk.ui.window import Window

SCHEME = "megadesk"
BACKGROUND = "--background"
NO_TRAY_KEY = "told_of_no_tray"


class Application(QObject):
    """Owns everything that lives as long as the app."""

    def __init__(self, application: QApplication, profile: Profile, *, now_ms: Callable[[], int]) -> None:
        super().__init__(application)
        self._application = application
        self._window: Window | None = None
        self._first_run: FirstRun | None = None
        self._last_account: FirstRunFill | None = None
        self._is_greeted = False
        self._has_met_other = False
        self._is_background = False
        self._profile = profile
        self._tray: Tray | None = None
        self._notifier: Notifier | None = None
        self._prefs = Prefs(profile.config_dir, self)
        self._look = look()
        self._ring = FocusRing(application)
        self._follow_prefs("")
        self._link = EngineLink(profile, parent=self)
        self._desk = Desk(profile=profile, link=self._link, prefs=self._prefs, now_ms=now_ms, parent=self)
        self._desk.state.follow(self._link)
        self._desk.state.changed.connect(self._greet)
        self._desk.state.changed.connect(self._remember_account)
        self._desk.state.changed.connect(self._meet_other_version)
        self._bus: DesktopBus | None = None
        self._prefs.changed.connect(self._follow_prefs)

    def begin(self, words: Sequence[str]) -> None:
        """Look for the engine, be in the tray, and show what was asked for."""
        self._is_background = BACKGROUND in words
        self._desk.asides.clear()
        self._link.begin()
        self._make_tray()
        if BACKGROUND not in words or not self._tray_is_there():
            self.take_words(words)

    def take_words(self, words: Sequence[str]) -> None:
        """Show the window, at the place that an address names; the first run, if nobody has signed in yet."""
        if self._first_run is not None:
            self.show_first_run()
            return
        place = next((found for found in map(place_of, words) if found is not None), None)
        if place is not None:
            self.window().go(place)
        self.window().present()
        self._tell_of_missing_tray()
        self._tell_of_edited_copies()

    def window(self) -> Window:
        """Return the window, made now if there is none."""
        if self._window is None:
            self._window = Window(self._desk)
            self._window.wanted.connect(self.do)
            self._window.closed_by_person.connect(self._on_closed)
        return self._window

    @property
    def is_shown(self) -> bool:
        """Whether a person sees one of the windows, or would if they looked."""
        return any(window is not None and window.isVisible() for window in (self._window, self._first_run))

    def end(self) -> None:
        """Close what is open."""
        for window in (self._window, self._first_run):
            if window is not None:
                window.blockSignals(True)
                window.close()
                window.deleteLater()
        self._window, self._first_run = None, None
        if self._tray is not None:
            self._tray.end()
        if self._bus is not None:
            self._bus.end()
        self._link.close()
        self._desk.asides.clear()

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
            case "first-run":
                self.show_first_run()
            case "unlock" | "other-version":
                ask = {"unlock": self._ask_password, "other-version": self._ask_about_other_version}
                ask[verb]()
            case _:
                self.window().present()

    def _ask_password(self) -> None:
        """Let the account be opened: after a restart where its keys are in memory only, or when its session has ended."""
        window = self.window()
        window.present()
        UnlockSheet(self._desk, window).show()

    def _meet_other_version(self, state: AppState) -> None:
        """Ask about an engine of another version once, where a person is looking; the tray and the rail lead there, too."""
        if is_other_version(state) and not self._has_met_other and self.is_shown:
            self._has_met_other = True
            self._ask_about_other_version()

    def _ask_about_other_version(self) -> None:
        state = self._desk.state.now
        if is_other_version(state) and state.trouble is not None:
            window = self.window()
            window.present()
            OtherVersionSheet(self._desk, state.trouble, window).show()

    # -- the first run ----------------------------------------------------------------------------------------------

    def show_first_run(self) -> None:
        """Show the window that leads from nothing to a syncing folder, made now if there is none."""
        if self._first_run is None:
            left = take_prefill(self._profile)
            fill = (
                FirstRunFill(**{name: getattr(left, name) for name in left.__struct_fields__})
                if left
                else self._last_account
            )
            self._first_run = FirstRun(self._desk, fill)
            self._first_run.finished_by_person.connect(lambda: self.window().present())
            self._first_run.try_wanted.connect(self._try)
            self._first_run.closed.connect(self._on_first_run_closed)
        self._first_run.show()
        self._first_run.raise_()
        self._first_run.activateWindow()

    def _remember_account(self, state: AppState) -> None:
        """Know whose account it was and where, for who logs out and in again; nothing of it is written down."""
        if state.status is not None and state.status.account:
            self._last_account = FirstRunFill(server=state.status.server or "", email=state.status.account)

    def _greet(self, state: AppState) -> None:
        """Show the first run in place of the window, once it is known that nobody has ever signed in here."""
        if state.status is None or state.link is not LinkState.CONNECTED or self._is_greeted:
            return  # the first status comes before the word that the engine is there
        self._is_greeted = True
        if state.is_fresh and not self._is_background:
            if self._window is not None:
                self._window.hide()
            self.show_first_run()

    def _on_first_run_closed(self) -> None:
        self._first_run = None
        if self._window is None or not self._window.isVisible():
            self._on_closed()

    def _try(self) -> None:
        """Start a trial beside: a server, an account and an app of its own."""
        start_program(["try"], os.environ)

    # -- the tray ---------------------------------------------------------------------------------------------------

    def _make_tray(self) -> None:
        self._tray = Tray(self._desk, self)
        self._tray.wanted.connect(self.do)
        self._tray.begin()
        self._bus = DesktopBus(self) if DesktopBus.is_possible() else None
        self._notifier = Notifier(self._desk, self._tray.icon, self._bus, self)
        self._desk.went.connect(self._on_went)

    def _tell_of_missing_tray(self) -> None:
        """Say once that the window is all there is of the app on this desktop, and that syncing does not need it."""
        if self._tray is not None and not self._tray.is_there and not self._prefs.flag(NO_TRAY_KEY):
            self._prefs.keep(NO_TRAY_KEY, value=True)
            self._desk.notices.done(
                text(
                    "This desktop has no system tray, so megadesk opens in this window. Your folders keep syncing while it is closed."
                )
            )

    def _tell_of_edited_copies(self) -> None:
        """Say once where what was edited in a copy to look at is: it is not in the cloud, and is not removed."""
        edited = self._desk.asides.changed()
        if edited:
            words = plural(
                "You edited a copy of {name}. The edit is not in the cloud; it is kept here: {folder}",
                "You edited copies of {n} files, {name} is one. The edits are not in the cloud; they are kept here: {folder}",
                len(edited),
                name=edited[0].name,
                folder=str(edited[0].parent if len(edited) == 1 else edited[0].parent.parent),
            )
            self._desk.notices.came.emit(Notice(words=words, tone="warn"))

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
        # who chose the language has the keyboard at that field
        self.window().go(Place(place, "language" if place == "settings" else ""))


def place_of(word: str) -> Place | None:
    """Return the place that an address names: ``megadesk://problems/ID``, or ``megadesk:problems/ID``; None if it is none of ours."""
    scheme, colon, rest = word.partition(":")
    try:
        parts = urlsplit(word if rest.startswith("//") else f"{scheme}{colon}//{rest}")
    except ValueError:  # brackets around what is no IPv6 address
        return None
    if parts.scheme != SCHEME or not parts.netloc.isalpha():
        return None
    what = unquote(parts.path.lstrip("/"))
    if parts.netloc == "files" and what and not what.startswith("/") and ":" not in what.partition("/")[0]:
        what = f"/{what}"  # the slash that begins a path is that of the address, too
    return Place(parts.netloc, what)
