"""The main window: the rail, the page that is shown, what was done, and the menus. It remembers its size and its page.

    Rail (goes) --> Window.open --> Page.entered, Page.left        Desk.went(Place) --> Window.open
    Notices.came --> Toast        StateStore.changed --> rail foot, banner

Closing it leaves the app in the tray; where there is none the app ends, and the engine goes on (application).
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QHideEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMainWindow, QStackedWidget, QWidget

from megadesk.ui.app_state import AppState
from megadesk.ui.desk import Desk, Place
from megadesk.ui.language import say
from megadesk.ui.pages.book import Entry, book
from megadesk.ui.pages.page import Page, command, fill
from megadesk.ui.rail import Rail
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.overall import overall
from megadesk.ui.widgets.layout import EDGE_PX, column, row
from megadesk.ui.widgets.toast import Toast, WorkLine

SIZE: Final = QSize(1080, 720)
SIZE_MIN: Final = QSize(760, 520)
MORE: Final = QSize(320, 200)
"""So much more at twice the text."""

NARROW_PX: Final = 520


class Window(QMainWindow):
    """Signals: wanted(str) for what the application does: quit, first-run, unlock, pause, resume, add; closed_by_person()."""

    wanted = Signal(str)
    closed_by_person = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._entries = {entry.word: entry for entry in book()}
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._is_looked_at = False
        self.setWindowTitle("megadesk")
        look().changed.connect(self._fit)
        self.resize(SIZE)
        self.rail = Rail(list(self._entries.values()))
        self.rail.goes.connect(self.open)
        self.rail.acted.connect(self._act)
        self._stack = QStackedWidget()
        self.work = WorkLine()
        self.toast = Toast()
        self.toast.undone.connect(desk.notices.undo)
        body = QWidget()
        right = column(self._stack, row(column(self.work, self.toast, spacing=6), margins=(EDGE_PX, 0, EDGE_PX, 12)))
        right.setStretch(0, 1)
        body.setLayout(row(self.rail, right, spacing=0))
        self.setCentralWidget(body)
        self._make_menus()
        QShortcut(QKeySequence("Shift+F10"), self, self._open_context_menu)
        self._fit()
        desk.notices.came.connect(self.toast.show_notice)
        desk.notices.gone.connect(self.toast.hide)
        desk.notices.worked.connect(self.work.show_work)
        desk.went.connect(self.go)
        desk.state.changed.connect(self._show_state)
        self._show_state(desk.state.now)
        self._restore()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Give a page the room of the rail's words where large text needs it."""
        super().resizeEvent(event)
        self.rail.show_narrow(is_narrow=self.width() < look().px(NARROW_PX))

    def _fit(self) -> None:
        """Be no smaller than the text allows, as far as the screen does."""
        room, more = self.screen().availableSize(), max(0.0, look().scale - 1)
        width, height = SIZE_MIN.width() + round(MORE.width() * more), SIZE_MIN.height() + round(MORE.height() * more)
        self.setMinimumSize(
            max(SIZE_MIN.width(), min(width, room.width())), max(SIZE_MIN.height(), min(height, room.height() - 60))
        )

    # -- pages ------------------------------------------------------------------------------------------------------

    def open(self, word: str, what: str = "") -> None:
        """Show a page, made now if this is the first time; ``what``: something on it."""
        if word not in self._entries:
            word = next(iter(self._entries))
        page = self._page(word)
        if word != self._current:
            focused: object = self.focusWidget()
            was_on_page = isinstance(focused, QWidget) and self._stack.isAncestorOf(focused)
            self._leave()
            self._current = word
            self._stack.setCurrentWidget(page)
            if was_on_page and (home := page.home()) is not None:
                home.setFocus(Qt.FocusReason.OtherFocusReason)
            self.rail.show_page(word)
            self._show_page_menu(self._entries[word], page)
            self._desk.prefs.keep("page", word)
            self._enter()
        if what:
            page.open_at(what)

    def go(self, place: Place) -> None:
        """Show a place, and the window if it is hidden; what opens beside the page comes last, and has the keyboard."""
        self.open(place.page)
        self.present()
        self.open(place.page, place.what)

    def present(self) -> None:
        """Come to the front."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._pages[self._current]

    def _page(self, word: str) -> Page:
        if word not in self._pages:
            made = self._entries[word].make(self._desk)
            self._pages[word] = made
            self._stack.addWidget(made)
        return self._pages[word]

    # -- menus ------------------------------------------------------------------------------------------------------

    def _make_menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu(say(text("&File", note="menu")))
        file.addAction(command(self, text("Pause or resume everything"), lambda: self.wanted.emit("pause"), "Ctrl+P"))
        self._add = command(self, text("Add a folder…"), self._add_folder, "Ctrl+N")
        file.addAction(self._add)
        file.addSeparator()
        file.addAction(command(self, text("Close window"), self.close, QKeySequence.StandardKey.Close))
        file.addAction(command(self, text("Quit megadesk"), lambda: self.wanted.emit("quit"), "Ctrl+Q"))
        edit = bar.addMenu(say(text("&Edit", note="menu")))
        edit.addAction(command(self, text("Undo"), self._desk.notices.undo, QKeySequence.StandardKey.Undo))
        edit.addAction(
            command(self, text("Search on this page"), lambda: self.page.search(), QKeySequence.StandardKey.Find)
        )
        self._page_menu = bar.addMenu("")
        go = bar.addMenu(say(text("&Go", note="menu")))
        for number, entry in enumerate(self._entries.values(), 1):
            go.addAction(command(self, entry.title, lambda word=entry.word: self.open(word), f"Ctrl+{number}"))  # type: ignore[misc]  # bound now
        go.addSeparator()
        go.addAction(command(self, text("Refresh"), lambda: self.page.refresh(), "F5"))
        help_menu = bar.addMenu(say(text("&Help", note="menu")))
        help_menu.addAction(command(self, text("About megadesk"), lambda: self.open("settings", "about"), "F1"))

    def _add_folder(self) -> None:
        """Add a folder of the kind that the page is about."""
        if self._current == "backups":
            self.page.open_at("add")
        else:
            self.wanted.emit("add")

    def _open_context_menu(self) -> None:
        """Do what the Menu key does, for keyboards that have none: Qt knows that key only, on X11."""
        widget: object = self.focusWidget()
        if not isinstance(widget, QWidget):
            return
        at = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center()
        target = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        QApplication.sendEvent(target, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, widget.mapToGlobal(at)))

    def _show_page_menu(self, entry: Entry, page: Page) -> None:
        self._add.setText(say(text("Back up a folder…") if entry.word == "backups" else text("Add a folder…")))
        self._page_menu.clear()
        self._page_menu.setTitle(say(entry.title))
        fill(self._page_menu, page.commands())
        self._page_menu.menuAction().setVisible(not self._page_menu.isEmpty())

    # -- state ------------------------------------------------------------------------------------------------------

    def _show_state(self, state: AppState) -> None:
        shown = overall(state, self._desk.now_ms())
        self.rail.show_state(shown, problems=state.status.issues if state.status else 0)
        self.setWindowTitle(say(shown.title))  # Qt adds the name of the program

    def _act(self, word: str) -> None:
        if word in self._entries:
            self.open(word)
        else:
            self.wanted.emit(word)

    def _restore(self) -> None:
        prefs = self._desk.prefs
        geometry = prefs.blob("window")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        self.open(prefs.text("page"))

    def _enter(self) -> None:
        if not self._is_looked_at:
            self._is_looked_at = True
            self.page.entered()

    def _leave(self) -> None:
        if self._is_looked_at:
            self._is_looked_at = False
            self.page.left()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        """Let the page look again that was left when the window was hidden."""
        super().showEvent(event)
        self._enter()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        """Let the page rest while nobody can see it."""
        super().hideEvent(event)
        self._leave()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        """Hide; the application decides whether it goes on without a window."""
        self._desk.prefs.keep("window", self.saveGeometry())
        self._leave()
        super().closeEvent(event)
        self.closed_by_person.emit()
