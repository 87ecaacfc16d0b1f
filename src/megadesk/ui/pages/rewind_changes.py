"""The right half of Rewind: what differs from now in the folder that is chosen at the left, filtered and searched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError, NotFound
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.models.differences import PAGE, Differences
from megadesk.ui.text import NOTHING, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import words_of_error
from megadesk.ui.viewmodels.moments import When
from megadesk.ui.viewmodels.rewind import KINDS, Chosen, chips, chosen_of, whole
from megadesk.ui.widgets.filters import Filters
from megadesk.ui.widgets.inputs import Search
from megadesk.ui.widgets.labels import small
from megadesk.ui.widgets.layout import EDGE_PX, column, row
from megadesk.ui.widgets.past_view import RowsView
from megadesk.ui.widgets.states import Message, States

NARROW_PX: Final = 400
COLLECT: Final = 10_000
"""So many paths at a time are read when rows are chosen that nobody has looked at."""


class ChangesPart(QWidget):
    """Signals: counted(total), chosen_changed(), looked(DiffEntry), menu_wanted(QPoint)."""

    counted = Signal(int)
    chosen_changed = Signal()
    looked = Signal(object)
    menu_wanted = Signal(QPoint)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._scope, self._when, self._until = "/", When(), 0
        self._asking: Asking | None = None
        self._only: tuple[str, ...] = ()
        self._generation = 0
        self.model = Differences(parent=self)
        self.model.wanted.connect(self._fetch)
        self.view = RowsView(text("Changes since then"))
        self.view.setModel(self.model)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.view.viewport().mapToGlobal(at))
        )
        self.view.selectionModel().selectionChanged.connect(self._on_chosen)
        self.view.looked.connect(self._look)
        self.states = States(self.view, Message("circle-check", text("Nothing has changed since")))
        self.states.retried.connect(self.read)
        self.states.acted.connect(self._show_every)
        self.search = Search(text("Search changes"))
        self.search.searched.connect(lambda _: self.read())
        self.filters = Filters(text("Show"), list(KINDS))
        self.filters.chosen.connect(self._filter)
        self._show_counts({})
        self.heading = small(text("Different now"))
        self._first_line = row(self.heading, None, self.search, spacing=12)
        self._head = column(self._first_line, self.filters, margins=(EDGE_PX, 0, EDGE_PX, 0), spacing=8)
        self.setLayout(column(self._head, self.states, margins=(0, 8, 0, 0), spacing=8))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Be content with one line above the list where there is little room: each line there is a row less to see."""
        super().resizeEvent(event)
        is_narrow = self.width() < look().px(NARROW_PX)
        if is_narrow is self.heading.isHidden():
            return
        self.heading.setHidden(is_narrow)
        if is_narrow:
            self._first_line.insertWidget(0, self.filters, 8)
        else:
            self._head.addWidget(self.filters)

    # -- what it shows ----------------------------------------------------------------------------------------------

    def show_changes(self, scope: str, when: When) -> None:
        """Show what has changed in a folder since a moment."""
        if scope != self._scope:
            self.view.clearSelection()
        self._scope, self._when = scope, when
        self.read()

    def read(self) -> None:
        """Read it, or read it again."""
        if self._asking is not None:
            self._asking.cancel()
        self._generation += 1
        if self._when.is_now:
            self._show_now()
            return
        self.states.show_loading()
        self._asking = self._desk.link.ask(
            m.REWIND_DIFF, self._body(0, 0, PAGE), then=self._take_first, failed=self._fail, owner=self
        )

    @property
    def scope(self) -> str:
        """The folder that it tells of."""
        return self._scope

    @property
    def is_filtered(self) -> bool:
        """Whether some are left out."""
        return bool(self._only or self.search.text())

    @property
    def chosen(self) -> Chosen:
        """What is chosen; all of an unfiltered list is the folder itself."""
        rows = self._chosen_rows()
        total = self.model.rowCount()
        if not rows:
            return Chosen()
        if len(rows) == total and not self.is_filtered:
            return whole(self._scope)
        found = [self.model.entry(number) for number in rows]
        known = [entry for entry in found if entry is not None]
        back = [entry for entry in known if entry.change != "added"]
        return chosen_of(
            ((entry.path, entry.kind == "folder") for entry in back),
            added=len(known) - len(back),
            unread=len(found) - len(known),
        )

    def collect(self, then: Callable[[Chosen], None], failed: Callable[[MegadeskError], None]) -> None:
        """Say what is chosen with all its paths, also of rows that nobody has looked at."""
        chosen = self.chosen
        if not chosen.unread:
            then(chosen)
            return
        rows = set(self._chosen_rows())
        found: list[m.DiffEntry] = []

        def take(page: m.DiffEntries) -> None:
            found.extend(page.entries)
            if page.more:
                read()
                return
            picked = [entry for number, entry in enumerate(found) if number in rows]
            back = [(entry.path, entry.kind == "folder") for entry in picked if entry.change != "added"]
            then(chosen_of(back, added=len(picked) - len(back)))

        def read() -> None:
            body = self._body(len(found), self._until, COLLECT)
            self._desk.link.ask(m.REWIND_DIFF, body, then=take, failed=failed, owner=self)

        read()

    def select_path(self, path: str) -> bool:
        """Choose a row by its path; return whether it is here."""
        number = self.model.row_of(path)
        if number >= 0:
            self.view.selectRow(number)
            self.view.scrollTo(self.model.index(number, 0))
        return number >= 0

    # -- answers ----------------------------------------------------------------------------------------------------

    def _body(self, after: int, until: int, limit: int) -> m.RewindDiff:
        return m.RewindDiff(
            path=self._scope, time=self._when.time, seq=self._when.seq, to_seq=until, only=list(self._only),
            find=self.search.text(), after=after, limit=limit,
        )  # fmt: skip

    def _take_first(self, page: m.DiffEntries) -> None:
        kept = [entry.path for entry in self._chosen_entries()]
        has_all = bool(kept) and len(self._chosen_rows()) == self.model.rowCount()
        # The next pages are of the very same two moments, whatever comes meanwhile.
        self._when, self._until = When(seq=page.since.seq), page.until.seq
        self.model.start(page.total, page.entries)
        self._show_counts(page.counts)
        self.counted.emit(sum(page.counts.values()))
        if page.total:
            self.states.show_content()
            self._choose_again(kept, has_all=has_all)
        elif self.is_filtered and page.counts:
            message = (
                text("No matches"),
                text("There are other changes that your filter hides."),
                text("Show all changes"),
            )
            self.states.show_empty(("list-filter", *message))
        else:
            words = text("Everything in this folder is as it was then.")
            self.states.show_empty(("circle-check", text("Nothing has changed since"), words, NOTHING))
        self.chosen_changed.emit()

    def _fail(self, error: MegadeskError) -> None:
        self.counted.emit(-1)
        self.model.start(0, [])
        if isinstance(error, NotFound):
            words = text("This folder does not exist now and did not exist then.")
            self.states.show_empty(("history", text("Nothing to compare"), words, NOTHING))
        else:
            self.states.show_error(words_of_error(error))
        self.chosen_changed.emit()

    def _show_now(self) -> None:
        self.model.start(0, [])
        self._show_counts({})
        self.counted.emit(-1)
        words = text("Go back on the timeline. What has changed since then is listed here and can be restored.")
        self.states.show_empty(("history", text("This is the present"), words, NOTHING))
        self.chosen_changed.emit()

    def _fetch(self, page: int) -> None:
        generation = self._generation

        def take(found: m.DiffEntries) -> None:
            if generation == self._generation:
                self.model.put(page, found.entries)

        body = self._body(page * PAGE, self._until, PAGE)
        self._desk.link.ask(m.REWIND_DIFF, body, then=take, failed=lambda _: self.model.forget(page), owner=self)

    # -- what a person does -----------------------------------------------------------------------------------------

    def _filter(self, word: str) -> None:
        self._only = KINDS[word]
        self.view.clearSelection()
        self.read()

    def _show_every(self) -> None:
        self.filters.show_chosen("all")
        self.search.clear()
        self._filter("all")

    def _show_counts(self, counts: dict[str, int]) -> None:
        for chip in chips(counts):
            is_offered = chip.count > 0 or chip.word in {"all", self.filters.word}
            self.filters.show_label(chip.word, chip.label, is_offered=is_offered)

    def _on_chosen(self, _new: QItemSelection, _old: QItemSelection) -> None:
        self.chosen_changed.emit()

    def _look(self) -> None:
        entry = self.current
        if entry is not None:
            self.looked.emit(entry)

    @property
    def current(self) -> m.DiffEntry | None:
        """The row that the keyboard is at."""
        return self.model.entry(self.view.currentIndex().row()) if self.view.currentIndex().isValid() else None

    def _chosen_rows(self) -> list[int]:
        # Ranges, since a list of 100,000 indexes takes a second (PySide6 6.11).
        chosen = self.view.selectionModel().selection()
        spans = (chosen.at(number) for number in range(chosen.count()))
        return [number for span in spans for number in range(span.top(), span.bottom() + 1)]

    def _chosen_entries(self) -> list[m.DiffEntry]:
        rows = self._chosen_rows()
        found = [self.model.entry(number) for number in rows[:PAGE]]
        return [entry for entry in found if entry is not None]

    def _choose_again(self, paths: list[str], *, has_all: bool) -> None:
        """Choose what was chosen, in one go: each choice tells the whole page."""
        if has_all:
            self.view.selectAll()
            return
        chosen = QItemSelection()
        for number in self.model.rows_of(paths):
            chosen.select(self.model.index(number, 0), self.model.index(number, 0))
        if not chosen.isEmpty():
            flags = QItemSelectionModel.SelectionFlag
            self.view.selectionModel().select(chosen, flags.Select | flags.Rows)
