"""The puts and gets that are under way, as they go on: watched while somebody looks, and not otherwise.

look() --errands.list--> watch each --progress--> changed()      --> ended(status), asking(status)          rest()
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from megadesk.ipc import messages as m
from megadesk.ipc.protocol import to_typed
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.viewmodels.errands import OVER, ErrandShow, shown, with_progress


class ErrandWatch(QObject):
    """Signals: changed() when rows are others, ended(ErrandStatus), asking(ErrandStatus) when one begins to ask."""

    changed = Signal()
    ended = Signal(object)
    asking = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: dict[str, m.ErrandStatus] = {}
        self._progress: dict[str, m.Progress] = {}
        self._watches: dict[str, Asking] = {}
        self._is_looking = False

    @property
    def rows(self) -> list[ErrandShow]:
        """All that are under way, those that ask first."""
        now = [with_progress(status, self._progress.get(status.id)) for status in self._known.values()]
        now.sort(key=lambda status: status.questions == 0)
        return [show for status in now if (show := shown(status)) is not None]

    def status(self, errand: str) -> m.ErrandStatus | None:
        """Return how one stands, as far as is known."""
        return self._known.get(errand)

    def look(self) -> None:
        """Find out what is under way, and watch it from now on."""
        self._is_looking = True
        self._desk.link.ask(m.LIST_ERRANDS, m.ListErrands(), then=self._take_all, failed=_quietly, owner=self)

    def rest(self) -> None:
        """Watch nothing any more."""
        self._is_looking = False
        for asking in self._watches.values():
            asking.cancel()
        self._watches.clear()

    def add(self, status: m.ErrandStatus) -> None:
        """Take in one that was begun, answered or heard of."""
        is_new_question = status.state == "asking" and not self._asks(status.id)
        if status.state in OVER:
            self._forget(status.id)
            self.ended.emit(status)
            return
        self._known[status.id] = status
        if status.state == "asking":
            self._progress.pop(status.id, None)
        else:
            self._watch(status.id)
        self.changed.emit()
        if is_new_question:
            self.asking.emit(status)

    def cancel(self, errand: str) -> None:
        """End one."""
        self._desk.link.ask(
            m.CANCEL_ERRAND, m.ErrandName(id=errand), then=self.add, failed=self._desk.notices.failed, owner=self
        )

    def _asks(self, errand: str) -> bool:
        known = self._known.get(errand)
        return known is not None and known.state == "asking"

    def _take_all(self, found: m.ErrandList) -> None:
        now = {status.id for status in found.errands}
        for errand in [errand for errand in self._known if errand not in now and errand not in self._watches]:
            self._forget(errand)
        for status in found.errands:
            if status.id not in self._watches:
                self.add(status)

    def _watch(self, errand: str) -> None:
        if not self._is_looking or errand in self._watches:
            return

        def told(plain: Any) -> None:
            self._progress[errand] = to_typed(m.Progress, plain)
            self.changed.emit()

        def over(status: m.ErrandStatus) -> None:
            self._watches.pop(errand, None)
            self._progress.pop(errand, None)
            self.add(status)

        def failed(_: object) -> None:
            self._forget(errand)

        asking = Asking()
        self._watches[errand] = asking  # before it is asked: an answer may come at once
        begun = self._desk.link.ask(
            m.WATCH_ERRAND, m.ErrandName(id=errand), then=over, failed=failed, progress=told, owner=self
        )
        if self._watches.get(errand) is asking:
            self._watches[errand] = begun

    def _forget(self, errand: str) -> None:
        self._watches.pop(errand, None)
        self._progress.pop(errand, None)
        if self._known.pop(errand, None) is not None:
            self.changed.emit()


def _quietly(_: object) -> None:
    """Say nothing: the page itself says what does not work."""
