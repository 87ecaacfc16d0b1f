"""The top of Rewind: the timeline, the date and time, and how close it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, MegadeskError
from megadesk.ui.desk import Desk
from megadesk.ui.text import NOTHING, Exactly, joined, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import words_of_error
from megadesk.ui.viewmodels.moments import When, moment_ms, written
from megadesk.ui.viewmodels.rewind import moment_words
from megadesk.ui.viewmodels.timeline import Mark, Stretch, merged, stretches
from megadesk.ui.viewmodels.when import DAY_MS, HOUR_MS, MINUTE_MS
from megadesk.ui.widgets.buttons import Button, IconButton
from megadesk.ui.widgets.cards import inset
from megadesk.ui.widgets.labels import Elided
from megadesk.ui.widgets.layout import EDGE_PX, column, row
from megadesk.ui.widgets.timeline import ZOOM, Timeline
from megadesk.ui.widgets.when import WhenField

COARSE_S: Final = 3600
COARSER_S: Final = 86_400
FINE_S: Final = 60
FINE_BELOW_MS: Final = 2 * DAY_MS
"""A span that is shorter is read minute by minute."""

FINE_AFTER_MS: Final = 200
GAP_PX: Final = 4
WORDS_PX: Final = 160
FIRST_LOOK_MS: Final = DAY_MS
"""Where somebody begins who said no moment: a day ago, or at the oldest there is."""


class TimePart(QWidget):
    """Signals: picked(When) when a person chose a moment; came() when the timeline is there, failed(MegadeskError)."""

    picked = Signal(object)
    came = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._coarse: list[Stretch] = []
        self._found: m.Timeline | None = None
        self._marks: Sequence[Mark] = ()
        self._moment: m.MomentInfo | None = None
        self._step_s = COARSE_S
        self.timeline = Timeline()
        self.timeline.picked.connect(self._pick)
        self.timeline.seen.connect(self._on_seen)
        self.when = WhenField()
        self.when.chosen.connect(lambda at_ms: self._pick(at_ms, 0))
        self.back = IconButton("chevron-left", text("Go to before the previous changes"), keys="Left")
        self.back.clicked.connect(self.timeline.step_back)
        self.on = IconButton("chevron-right", text("Go to after the next changes"), keys="Right")
        self.on.clicked.connect(self.timeline.step_on)
        self.now = Button(text("Now"), "quiet", tip=text("Back to now"))
        self.now.clicked.connect(lambda: self.picked.emit(When()))
        closer = IconButton("zoom-in", text("Zoom in"))
        closer.clicked.connect(lambda: self.timeline.zoom(1 / ZOOM**2))
        wider = IconButton("zoom-out", text("Zoom out"))
        wider.clicked.connect(lambda: self.timeline.zoom(ZOOM**2))
        whole = IconButton("maximize-2", text("Show the whole timeline"))
        whole.clicked.connect(self.timeline.show_all)
        self.when.show_limits(desk.now_ms() - DAY_MS, desk.now_ms())
        self.when.show_moment(desk.now_ms())
        self.words = Elided(NOTHING, "small")
        self._if_room: tuple[QWidget, ...] = (self.now, whole, closer, wider, self.words)
        self._fine = QTimer(self)
        self._fine.setSingleShot(True)
        self._fine.setInterval(FINE_AFTER_MS)
        self._fine.timeout.connect(self._read_fine)
        whole_row = (self.back, self.on, self.when, self.now, self.words, None, closer, wider, whole)
        top = row(*whole_row, margins=(8, 8, 8, 0), spacing=GAP_PX)
        top.setStretch(4, 1000)
        self._card = inset(column(top, self.timeline, margins=(0, 0, 0, 0), spacing=4))
        self.setLayout(row(self._card, margins=(EDGE_PX, 0, EDGE_PX, 0)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Leave out what keys and wheel do, too, where text is large and the window small."""
        super().resizeEvent(event)
        always = (self.back, self.on, self.when)
        room = self._card.width() - 16 - sum(part.sizeHint().width() + GAP_PX for part in always)
        for part in self._if_room:
            room -= (look().px(WORDS_PX) if part is self.words else part.sizeHint().width()) + GAP_PX
            part.setVisible(room >= 0)

    # -- reading ----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read when how much was changed."""
        self._desk.link.ask(
            m.REWIND_TIMELINE, m.RewindTimeline(step_s=self._step_s), then=self._take, failed=self._fail, owner=self
        )

    def _take(self, found: m.Timeline) -> None:
        self._found, self._coarse = found, stretches(found)
        now_ms = self._desk.now_ms()
        oldest_ms = moment_ms(found.oldest.time)
        self.when.show_limits(oldest_ms, now_ms)
        self.timeline.show_changes(self._coarse, oldest_ms, now_ms)
        self.came.emit()

    def _fail(self, error: MegadeskError) -> None:
        if isinstance(error, BadUsage) and self._step_s < COARSER_S:  # years are kept: too many hours
            self._step_s = COARSER_S
            self.read()
            return
        self.words.show_words(words_of_error(error), "error")
        self.failed.emit(error)

    def _on_seen(self, start_ms: int, end_ms: int, _width: int) -> None:
        if end_ms - start_ms < FINE_BELOW_MS and self._coarse:
            self._fine.start()

    def _read_fine(self) -> None:
        """Read minute by minute what is seen, to the full hours around it."""
        if self._found is None:
            return
        view = self.timeline.view
        start = view.start_ms // HOUR_MS * HOUR_MS
        end = (view.end_ms // HOUR_MS + 1) * HOUR_MS
        body = m.RewindTimeline(since=written(start), until=written(end - 1), step_s=FINE_S)

        def take(found: m.Timeline) -> None:
            fine = [one for one in stretches(found) if start <= one.start_ms < end]
            both = merged(self._coarse, fine, start, end)
            if both != list(self.timeline.stretches):
                self.timeline.show_stretches(both)

        self._desk.link.ask(m.REWIND_TIMELINE, body, then=take, owner=self)

    # -- moments ----------------------------------------------------------------------------------------------------

    @property
    def found(self) -> m.Timeline | None:
        """What was read last."""
        return self._found

    def first_look(self) -> When:
        """Return where to begin."""
        if self._found is None:
            return When()
        at = self._desk.now_ms() - FIRST_LOOK_MS
        return self._kept(at)

    def show_moment(self, when: When, moment: m.MomentInfo) -> None:
        """Show which moment is looked at."""
        self._moment = moment
        at_ms = self._desk.now_ms() if when.is_now else when.time_ms or max(moment_ms(moment.time), 0)
        words = moment_words(moment)
        self.words.show_words(words, "warn" if moment.disputed else "")
        self.when.show_moment(at_ms)
        told = joined([text("{when}", when=Exactly(at_ms)), words], ". ")
        self.timeline.show_moment(at_ms, 0 if when.is_now else moment.seq, told)
        self.now.setEnabled(not when.is_now)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show the runs of a backup."""
        self._marks = marks
        self.timeline.show_marks(marks)

    def step_one(self, by: int) -> None:
        """Go one commit back or on."""
        if self._moment is None or self._found is None:
            return
        seq = min(max(self._moment.seq + by, self._found.oldest.seq), self._found.newest.seq)
        self.picked.emit(When(seq=seq))

    def step_run(self, by: int) -> None:
        """Go to the run before or after."""
        if self._moment is None:
            return
        seqs = [mark.seq for mark in self._marks]
        later = [seq for seq in seqs if seq > self._moment.seq]
        earlier = [seq for seq in seqs if seq < self._moment.seq]
        if by > 0 and later:
            self.picked.emit(When(seq=later[0]))
        elif by < 0 and earlier:
            self.picked.emit(When(seq=earlier[-1]))

    def _pick(self, at_ms: int, seq: int) -> None:
        self.picked.emit(When(seq=seq) if seq else self._kept(at_ms) if at_ms else When())

    def _kept(self, at_ms: int) -> When:
        """Return a time, or the oldest moment for one that lies before it."""
        if self._found is not None and at_ms < moment_ms(self._found.oldest.time) + MINUTE_MS // 60:
            return When(seq=self._found.oldest.seq)
        return When(time_ms=at_ms)
