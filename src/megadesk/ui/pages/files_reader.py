"""Reads a folder of the cloud, or a search, page by page; what is read anew comes as a whole.

open(path) | find(path, words) --> page(entries)... --> done(has_more)        again() --> fresh(entries)        failed(error)

What this device knows is shown at once, and the server is asked after it: if there is more since, the state says so, and
whoever hears that reads again. Only the last question counts: what comes late of one before is dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError, RetryLater
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking

FIRST_PAGE: Final = 500
"""So that something stands there at once, also of a folder with 100,000."""
NEXT_PAGE: Final = 5000
"""A page is taken in within a frame or two."""
FOUND_MAX: Final = 5000
"""Nobody looks through more than this; they type another letter."""


class FilesReader(QObject):
    """Signals: page(list), done(has_more), fresh(list), failed(MegadeskError)."""

    page = Signal(list)
    done = Signal(bool)
    fresh = Signal(list)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asking: Asking | None = None
        self._path, self._words = "/", ""
        self._known = False
        self._anew: Callable[[], None] | None = None
        self._turn = 0
        self.is_reading = False
        self._is_stale = False

    def open(self, path: str) -> None:
        """Read a folder."""
        self._path, self._words = path, ""
        self._open()

    def find(self, path: str, words: str) -> None:
        """Read what has these words in its name, below a folder."""
        self._path, self._words = path, words
        self._open()

    def again(self, *, known: bool = False) -> None:
        """Read the same once more, without a word before all of it is there; ``known``: what this device knows is enough."""
        if self.is_reading:
            self._is_stale = True
            return
        found: list[m.CloudEntry] = []
        self._begin(found.extend, lambda _: self.fresh.emit(found), NEXT_PAGE, known=known)

    def stop(self) -> None:
        """Read nothing any more."""
        if self._asking is not None:
            self._asking.cancel()
        self._asking, self.is_reading = None, False
        self._turn += 1

    def _open(self) -> None:
        self._begin(self.page.emit, self._on_opened, FIRST_PAGE, known=True)

    def _on_opened(self, has_more: bool) -> None:
        """Have the engine ask the server, too; what it answers comes with the state."""
        turn = self._turn
        self.done.emit(has_more)
        if turn == self._turn and not self.is_reading:
            look = m.List(path=self._path, limit=1)
            self._asking = self._desk.link.ask(m.LIST_FILES, look, failed=self._on_look_failed, owner=self)

    def _on_look_failed(self, error: MegadeskError) -> None:
        """Say it only if the folder is gone; that nobody can be asked is known."""
        if not isinstance(error, RetryLater):
            self._fail(error)

    def _begin(
        self,
        take: Callable[[list[m.CloudEntry]], object],
        end: Callable[[bool], object],
        first: int,
        *,
        known: bool,
    ) -> None:
        self.stop()
        self.is_reading, self._known, self._is_stale = True, known, False
        self._anew = (lambda: self._begin(take, end, first, known=False)) if known else None
        self._turn += 1
        turn, count = self._turn, 0

        def on_page(page: m.CloudEntries) -> None:
            nonlocal count
            self._anew = None
            count += len(page.entries)
            is_last = not page.more or not page.entries or (bool(self._words) and count >= FOUND_MAX)
            self.is_reading = not is_last
            take(page.entries)
            if is_last and turn == self._turn:
                end(page.more)
                self._catch_up(turn)
            elif not is_last and turn == self._turn:  # else whoever took it has gone elsewhere
                self._ask(page.entries[-1].path, NEXT_PAGE, on_page)

        self._ask("", first, on_page)

    def _catch_up(self, turn: int) -> None:
        """Read again if something came while this was read."""
        if turn == self._turn and self._is_stale:
            self.again(known=True)

    def _ask(self, after: str, limit: int, then: Callable[[m.CloudEntries], None]) -> None:
        if self._words:
            body = m.FindFiles(path=self._path, text=self._words, after=after, limit=limit, known=self._known)
            self._asking = self._desk.link.ask(m.FIND_FILES, body, then=then, failed=self._on_failed, owner=self)
        else:
            listing = m.List(path=self._path, after=after, limit=limit, known=self._known)
            self._asking = self._desk.link.ask(m.LIST_FILES, listing, then=then, failed=self._on_failed, owner=self)

    def _on_failed(self, error: MegadeskError) -> None:
        """Have the server asked before it is said that something is not there: it may be news."""
        if self._anew is not None:
            self._anew()
        else:
            self._fail(error)

    def _fail(self, error: MegadeskError) -> None:
        self.is_reading = False
        self.failed.emit(error)
