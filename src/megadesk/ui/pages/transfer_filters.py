"""Which transfers are shown, and in which order: tabs, a search, kinds of files, and the order.

“Apply to queue” on: choosing an order does not only show it, it becomes the order in which what waits is taken.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QLayout, QMenu, QSizePolicy, QWidget

from megadesk.model.filekind import FileKind
from megadesk.ui.language import say
from megadesk.ui.prefs import Prefs
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.transfers import KIND_LABELS, Tab, Wanted, tab_words, tabs
from megadesk.ui.widgets.buttons import Button, IconButton
from megadesk.ui.widgets.inputs import Combo, Search, Switch
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import EDGE_PX, column, row

FOLLOWS: Final = "transfers_queue_follows"
WIDE: Final = 800
MEDIUM: Final = 500
TAB_PX: Final = 2
"""What a tab has beside its words: those are to begin at the edge."""

SEARCH_PX: Final = 130
"""From these widths on (at a text scale of 1) kinds are chips, and tabs are tabs."""

BUSY_AFTER_MS: Final = 150
"""What is quicker is not said: it would flash."""


class TransferFilters(QWidget):
    """Signals: changed(Wanted); queued(sort, descending) when the queue is to be in another order."""

    changed = Signal(object)
    queued = Signal(str, bool)

    def __init__(self, prefs: Prefs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prefs = prefs
        self.wanted = Wanted()
        self.tabs = {tab.word: Button(tab_words(tab), "tab") for tab in tabs({}, {})}
        self.tab = Combo(text("Which transfers"), [(tab.word, tab_words(tab)) for tab in tabs({}, {})])
        self.kinds = {kind.value: Button(label, "chip") for kind, label in KIND_LABELS.items()}
        self.search = Search(text("Search transfers"))
        self.search.setMaximumWidth(look().px(260))
        self.search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._busy = Label(text("Sorting…"), "small")
        self._busy.hide()
        self._is_sorting = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(BUSY_AFTER_MS)
        self._soon.timeout.connect(self._show_busy)
        self._kind_actions: dict[str, QAction] = {}
        self.kinds_button = Button(text("File types"), icon_name="list-filter")
        self.kinds_button.setMenu(self._kinds_menu())
        self.order = Combo(
            text("Sort by"),
            [("", text("Queue order")), ("name", text("By name")), ("size", text("By size"))],
        )
        self.way = IconButton("arrow-up-down", text("Reverse order"))
        self.follows = Switch(text("Apply to queue"), is_on=prefs.flag(FOLLOWS))
        self._make_layout()
        self._connect()
        self._show()

    # -- what a person chose ------------------------------------------------------------------------------------------

    def show_tab(self, word: str) -> None:
        """Show another tab; a word that is none changes nothing."""
        if word in self.tabs:
            self._want(replace(self.wanted, tab=word))

    def sort_by(self, word: str) -> None:
        """Sort by a column; once more: the other way round; a third time: in the order of the queue again."""
        if self._is_sorting:
            return
        if word != self.wanted.sort:
            self._order(word, descending=False)
        elif word and not self.wanted.descending:
            self._order(word, descending=True)
        else:
            self._order("", descending=False)

    def show_sorting(self, *, is_sorting: bool) -> None:
        """Say that the queue is put into another order, if that takes a while; another order has to wait for it."""
        self._is_sorting = is_sorting
        if is_sorting:
            self._soon.start()
        else:
            self._soon.stop()
            self._busy.hide()
            self._fit()
        for part in (self.order, self.follows):
            part.setEnabled(not is_sorting)
        self.way.setEnabled(not is_sorting and bool(self.wanted.sort))

    def _show_busy(self) -> None:
        self._label.hide()
        self._busy.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._busy, self._busy.text()))

    def reset(self) -> None:
        """Leave out nothing."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._want(replace(self.wanted, kinds=frozenset(), text=""))

    # -- what there is ------------------------------------------------------------------------------------------------

    def show_tabs(self, found: list[Tab]) -> None:
        """Show how many are in each tab."""
        for number, tab in enumerate(found):
            self.tabs[tab.word].show_words(tab_words(tab))
            self.tab.setItemText(number, say(tab_words(tab)))

    # -- inside -------------------------------------------------------------------------------------------------------

    def _make_layout(self) -> None:
        group = QButtonGroup(self)
        for button in self.tabs.values():
            group.addButton(button)
        self._tab_row = QWidget()
        self._tab_row.setLayout(row(*self.tabs.values(), spacing=14))
        self._first = first = row(self._tab_row, self.tab, None, self.search, spacing=16)
        self._label = Label(text("Apply to queue"), "small")
        self._label.setBuddy(self.follows)
        tip = say(text("When on, waiting transfers run in the order you choose here."))
        self._label.setToolTip(tip)
        self.follows.setToolTip(tip)
        self._chips = QWidget()
        self._chips.setLayout(row(*self.kinds.values(), spacing=6))
        order = row(self.order, self.way, 4, self.follows, self._label, self._busy, spacing=4)
        second = row(self._chips, self.kinds_button, None, order, spacing=12)
        second.setContentsMargins(EDGE_PX, 0, EDGE_PX, 0)
        whole = column(first, second, margins=(0, 0, 0, 8), spacing=8)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(whole)

    def _fit(self) -> None:
        """Let what has no room be a menu or a choice instead."""
        width = self.width() / look().scale
        self._chips.setVisible(width >= WIDE)
        self.kinds_button.setVisible(width < WIDE)
        tabs = sum(tab.sizeHint().width() + 14 for tab in self.tabs.values())
        has_tabs = width >= MEDIUM and tabs + look().px(SEARCH_PX) + 2 * EDGE_PX <= self.width()
        self._tab_row.setVisible(has_tabs)
        self.tab.setVisible(not has_tabs)
        near, far = EDGE_PX - TAB_PX * has_tabs, EDGE_PX
        self._first.setContentsMargins(
            far if self.isRightToLeft() else near, 0, near if self.isRightToLeft() else far, 0
        )
        self._label.setVisible(width >= MEDIUM and self._busy.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Look what there is room for."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Need little: what does not fit is shown in another way."""
        return QSize(look().px(240), super().minimumSizeHint().height())

    def _kinds_menu(self) -> QMenu:
        menu = QMenu(self)
        for word, chip in self.kinds.items():
            action = menu.addAction(chip.text())
            action.setCheckable(True)
            action.toggled.connect(chip.setChecked)
            action.triggered.connect(self._on_kinds)
            self._kind_actions[word] = action
        return menu

    def _connect(self) -> None:
        for word, tab in self.tabs.items():
            tab.clicked.connect(lambda _=False, word=word: self.show_tab(word))
        self.tab.chosen.connect(self.show_tab)
        for chip in self.kinds.values():
            chip.clicked.connect(self._on_kinds)
        self.search.searched.connect(lambda words: self._want(replace(self.wanted, text=words)))
        self.order.chosen.connect(lambda word: self._order(word, descending=False))
        self.way.clicked.connect(lambda: self._order(self.wanted.sort, descending=not self.wanted.descending))
        self.follows.toggled.connect(self._on_follows)

    def _on_kinds(self) -> None:
        chosen = frozenset(word for word, chip in self.kinds.items() if chip.isChecked())
        self._want(replace(self.wanted, kinds=chosen))

    def _on_follows(self, is_on: bool) -> None:
        self._prefs.keep(FOLLOWS, is_on)
        if is_on and self.wanted.sort:
            self._order(self.wanted.sort, descending=self.wanted.descending)

    def _order(self, sort: str, *, descending: bool) -> None:
        if sort and self.follows.isChecked():
            self.queued.emit(sort, descending)
            sort, descending = "", False
        self._want(replace(self.wanted, sort=sort, descending=descending))

    def _want(self, wanted: Wanted) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self._show()
            self.changed.emit(wanted)
        else:
            self._show()

    def _show(self) -> None:
        wanted = self.wanted
        self.tabs[wanted.tab].setChecked(True)
        self.tab.show_value(wanted.tab)
        for word, chip in self.kinds.items():
            chip.setChecked(word in wanted.kinds)
            self._kind_actions[word].setChecked(word in wanted.kinds)
        count = len(wanted.kinds)
        self.kinds_button.show_words(text("File types: {n}", n=count) if count else text("File types"))
        self.order.show_value(wanted.sort)
        self.way.setEnabled(bool(wanted.sort) and not self._is_sorting)


assert set(KIND_LABELS) == set(FileKind)
