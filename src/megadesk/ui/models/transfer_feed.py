"""What keeps the list of transfers filled and fresh while somebody looks at it, and costs nothing while nobody does.

    in view --> a page around it, if something of it is missing        TransfersChanged --> what moves, ten times a second
                                                                                        `-> other versions: the page again

One question is on its way at a time. A list that keeps changing is asked for once a second at most, and never more often
than leaves the engine nine tenths of its time: of a hundred thousand, making one page takes it a while.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.models.transfers import TransferModel
from megadesk.ui.viewmodels.transfers import Wanted, which_of

MARGIN: Final = 100
"""So many rows before and behind those in view are fetched with them."""

LIMIT: Final = 300
TICK_MS: Final = 100
SCROLL_MS: Final = 40
REFRESH_MS: Final = 1000
SHARE: Final = 10
AGE_MS: Final = 30_000


class TransferFeed(QObject):
    """Signals: about_to_take(), taken() around each page that comes in; failed(MegadeskError) if none does."""

    about_to_take = Signal()
    taken = Signal()
    failed = Signal(object)

    def __init__(
        self, desk: Desk, model: TransferModel, in_view: Callable[[], tuple[int, int]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._model, self._in_view = desk, model, in_view
        self._wanted = Wanted()
        self._is_on = False
        self._asking: Asking | None = None
        self._took = QElapsedTimer()
        self._versions = (-1, -1)
        self._moving: Sequence[m.TransferRow] = ()
        self._tick = _timer(self, TICK_MS, self._on_tick)
        self._scroll = _timer(self, SCROLL_MS, self.fill)
        self._refresh = _timer(self, REFRESH_MS, self._ask)
        self._age = _timer(self, AGE_MS, model.age)
        self._age.setSingleShot(False)

    @property
    def wanted(self) -> Wanted:
        """What is shown."""
        return self._wanted

    def start(self) -> None:
        """Somebody looks."""
        if not self._is_on:
            self._is_on = True
            self._desk.state.changed.connect(self._on_state)
            self._desk.state.lagged.connect(self.again)
            self._age.start()
            self.again()

    def stop(self) -> None:
        """Nobody looks any more."""
        if self._is_on:
            self._is_on = False
            self._desk.state.changed.disconnect(self._on_state)
            self._desk.state.lagged.disconnect(self.again)
            for timer in (self._tick, self._scroll, self._refresh, self._age):
                timer.stop()
            self._drop()

    def want(self, wanted: Wanted) -> None:
        """Show something else."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._drop()
            self._model.forget()
            self.again()

    def again(self) -> None:
        """Ask for what is in view, now."""
        if self._is_on:
            self._drop()
            self._ask()

    def scrolled(self) -> None:
        """Fill what came into view, in a moment."""
        self._model.look_at(*self._in_view())
        if self._is_on and not self._scroll.isActive():
            self._scroll.start()

    def fill(self) -> None:
        """Ask for what is in view, if something of it is missing."""
        self._model.look_at(*self._in_view())
        if self._is_on and self._asking is None and self._model.missing(*self._in_view()):
            self._ask()

    def rows_of(
        self, ranges: Sequence[tuple[int, int]], then: Callable[[list[m.TransferRow]], None], owner: QObject
    ) -> None:
        """Give the rows of (first, last) ranges to ``then``, those that are not here fetched."""
        parts = [
            (at, min(last, at + m.TRANSFER_PAGE_MAX - 1))
            for first, last in ranges
            for at in range(first, last + 1, m.TRANSFER_PAGE_MAX)
        ]
        self._collect(parts, [], then, owner)

    # -- inside -------------------------------------------------------------------------------------------------------

    def _collect(
        self,
        parts: list[tuple[int, int]],
        found: list[m.TransferRow],
        then: Callable[[list[m.TransferRow]], None],
        owner: QObject,
    ) -> None:
        while parts and not self._model.missing(parts[0][0], parts[0][1] + 1):
            first, last = parts.pop(0)
            found += [row for number in range(first, last + 1) if (row := self._model.row(number)) is not None]
        if not parts:
            then(found)
            return
        first, last = parts[0]

        def take(page: m.Transfers) -> None:
            self._collect(parts[1:], [*found, *page.transfers], then, owner)

        self._desk.link.ask(
            m.LIST_TRANSFERS, self._request(first, last - first + 1), then=take, failed=self._desk.notices.failed,
            owner=owner,
        )  # fmt: skip

    def _request(self, offset: int, limit: int) -> m.ListTransfers:
        wanted = self._wanted
        return m.ListTransfers(
            which=which_of(wanted), offset=offset, limit=limit, sort=wanted.sort, descending=wanted.descending
        )

    def _drop(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    def _ask(self) -> None:
        if not self._is_on or self._asking is not None:
            return
        self._refresh.stop()
        first, _ = self._in_view()
        offset = max(0, first - MARGIN)
        self._took.start()
        self._asking = Asking()  # an answer may come before ``ask`` returns
        asking = self._desk.link.ask(
            m.LIST_TRANSFERS, self._request(offset, LIMIT), then=partial(self._take, offset), failed=self._on_failed,
            owner=self,
        )  # fmt: skip
        if self._asking is not None:
            self._asking = asking

    def _take(self, offset: int, page: m.Transfers) -> None:
        self._asking = None
        self.about_to_take.emit()
        self._model.take(offset, page)
        self.taken.emit()
        self._model.look_at(*self._in_view())
        self._refresh.setInterval(max(REFRESH_MS, SHARE * self._took.elapsed()))
        if any(told > known for told, known in zip(self._versions, self._model.versions, strict=True)):
            self._refresh.start()
        elif self._model.missing(*self._in_view()):
            self._scroll.start()

    def _on_failed(self, error: MegadeskError) -> None:
        self._asking = None
        self.failed.emit(error)

    def _on_state(self) -> None:
        told = self._desk.state.now.transfers
        if told is None:
            return
        self._moving = told.moving
        if not self._tick.isActive():
            self._tick.start()
        self._versions = told.queue_version, told.history_version
        if self._versions != self._model.versions and self._asking is None and not self._refresh.isActive():
            self._refresh.start()

    def _on_tick(self) -> None:
        self._model.move(self._moving)


def _timer(parent: QObject, interval_ms: int, do: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval_ms)
    timer.timeout.connect(do)
    return timer
