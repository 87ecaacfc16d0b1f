"""What every page is given: the link, the state, what the app remembers, and ways to show something to a person.

desk.link.ask(...)        desk.state.now, desk.state.changed        desk.prefs        desk.now_ms()
desk.asides                          copies of cloud files that are looked at or handed on
desk.go(Place("problems", id))       another page, at something in it
desk.notices.done(text, undo=...)    a line at the foot of the window, with “Undo” where that is possible
desk.notices.failed(error)           the same for what did not work
desk.notices.goes_on(work)           a line above it while something takes long, with “Cancel”; over(work) takes it away
desk.notices.overtaken(about)        what was done since to the same things says nothing itself: what was said of them goes
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from megadesk.host.paths import Profile
from megadesk.ipc import messages as m
from megadesk.ipc.protocol import LAGGED
from megadesk.model.errors import MegadeskError
from megadesk.ui import app_state
from megadesk.ui.app_state import AppState, LinkState
from megadesk.ui.aside import Asides
from megadesk.ui.engine_link import EngineLink, Link
from megadesk.ui.prefs import Prefs
from megadesk.ui.text import NOTHING, Text
from megadesk.ui.viewmodels.errors import words_of_error


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is shown: a page (files, transfers, sync, problems, backups, rewind, activity, settings) and what on it."""

    page: str
    what: str = ""


class StateStore(QObject):
    """The app's state. Signals: changed(AppState), activity_came() when something was done in the cloud.

    lagged() when lists should be read again: events were dropped, or the engine or its server was away. pause_turned() when
    everything was paused, or goes on, whoever wanted that.
    """

    changed = Signal(object)
    activity_came = Signal()
    lagged = Signal()
    pause_turned = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = AppState()

    def follow(self, link: EngineLink) -> None:
        """Take in what the engine says from now on."""
        link.connected.connect(self._on_connected)
        link.lost.connect(lambda error: self.put(app_state.lost(self.now, error)))
        link.told.connect(self._on_event)

    def _on_connected(self) -> None:
        was_away = self.now.link is LinkState.LOST
        self.put(app_state.connected(self.now))
        if was_away:
            self.lagged.emit()

    def put(self, state: AppState) -> None:
        """Take another state."""
        if state != self.now:
            before, self.now = self.now, state
            self.changed.emit(state)
            if state.is_paused is not before.is_paused:
                self.pause_turned.emit()
            if _is_online(before) is False and _is_online(state):
                self.lagged.emit()

    def take(self, status: m.Status) -> None:
        """Take in a status that was the answer to something: what was done shows at once."""
        self.put(app_state.with_status(self.now, status))

    def _on_event(self, topic: str, body: object) -> None:
        if isinstance(body, m.Status):
            self.put(app_state.with_status(self.now, body))
        elif isinstance(body, m.TransfersChanged):
            self.put(app_state.with_transfers(self.now, body))
        elif isinstance(body, m.ActivityChanged):
            self.activity_came.emit()
        elif topic == LAGGED:
            self.lagged.emit()


def _is_online(state: AppState) -> bool | None:
    """Return whether the server is reached; None where nothing is known of one."""
    return state.status.online if state.status is not None and state.status.account is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One line for a person. tone: ok, warn or error. undo: what takes it back, if that is possible.

    about: the things it speaks of, in words of ours; once something else is done to one of them, it holds no longer.
    """

    words: Text
    tone: str = "ok"
    undo: Callable[[], None] | None = None
    about: frozenset[str] = frozenset()


class Work:
    """What takes a while: words and part are how far it is, ``cancel`` stops it as soon as it can."""

    def __init__(self) -> None:
        self.words: Text = NOTHING
        self.part = 0.0
        self.is_ending = False

    def cancel(self) -> None:
        """Want no more of it."""
        self.is_ending = True


EVERYTHING: Final = frozenset({"everything"})
"""What a notice is about that everything is paused, or goes on."""


class Notices(QObject):
    """Signals: came(Notice), gone() when the last one holds no longer. The last undo is also Ctrl+Z.

    worked(Work): how far it is now of what takes long, or None once nothing does.
    """

    came = Signal(object)
    gone = Signal()
    worked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._said: Notice | None = None
        self._undo: Callable[[], None] | None = None
        self._undoes: frozenset[str] = frozenset()
        self._works: list[Work] = []

    def done(self, words: Text, undo: Callable[[], None] | None = None, *, about: frozenset[str] = frozenset()) -> None:
        """Say what was done, and offer to take it back."""
        if undo is not None:
            self._undo, self._undoes = undo, about
        self._say(Notice(words=words, undo=undo, about=about))

    def can_undo(self, undo: Callable[[], None]) -> None:
        """Let Ctrl+Z take something back of which the page itself says that it was done."""
        self._undo, self._undoes = undo, frozenset()

    def failed(self, error: MegadeskError, *, about: frozenset[str] = frozenset()) -> None:
        """Say what did not work."""
        self._say(Notice(words=words_of_error(error), tone="error", about=about))

    def goes_on(self, work: Work) -> None:
        """Say how far something is; of several that take long the last one is shown."""
        if work not in self._works:
            self._works.append(work)
        if work is self._works[-1]:
            self.worked.emit(work)

    def over(self, work: Work) -> None:
        """Say no more of it."""
        if work in self._works:
            self._works.remove(work)
            self.worked.emit(self._works[-1] if self._works else None)

    def overtaken(self, about: frozenset[str]) -> None:
        """Take away what was said of these things, and its undo: something else was done to them since."""
        if about & self._undoes:
            self._undo, self._undoes = None, frozenset()
        if self._said is not None and about & self._said.about:
            self._end()

    def undo(self) -> bool:
        """Take back what was done last; return whether there was anything."""
        undo, self._undo = self._undo, None
        if undo is None:
            return False
        if self._said is not None and self._said.undo is undo:
            self._end()
        undo()
        return True

    def _say(self, notice: Notice) -> None:
        self._said = notice
        self.came.emit(notice)

    def _end(self) -> None:
        self._said = None
        self.gone.emit()


class Desk(QObject):
    """All of it together. Signals: went(Place) when another page is asked for, popup() when the tray's popup is."""

    went = Signal(object)

    def __init__(
        self,
        *,
        profile: Profile,
        link: Link,
        prefs: Prefs,
        now_ms: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.profile = profile
        self.link = link
        self.prefs = prefs
        self.now_ms = now_ms
        self.asides = Asides(profile.state_dir / "aside", now_s=lambda: now_ms() / 1000)
        self.state = StateStore(self)
        self.notices = Notices(self)
        self.state.pause_turned.connect(self._on_pause_turned)

    def _on_pause_turned(self) -> None:
        self.notices.overtaken(EVERYTHING)

    def go(self, place: Place) -> None:
        """Show a page, and something on it."""
        self.went.emit(place)
