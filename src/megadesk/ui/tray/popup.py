"""The popup: how everything stands, storage, the first problem, what moves and what was moved last.

A frameless window that hides when it loses the focus; on Wayland the compositor places it. Its edges are straight: round
corners need a compositor, and are black without one. Made once and kept, so that it opens at once.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from megadesk.ipc import messages as m
from megadesk.ui.actions.control import PAUSES, pause_all, resume_all
from megadesk.ui.actions.local import open_local, show_local
from megadesk.ui.desk import Desk, Place
from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, text, verbatim
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.tray.rows import PopupRows
from megadesk.ui.viewmodels.popup import PopupRow, PopupShow, popup
from megadesk.ui.widgets.buttons import Button, IconButton
from megadesk.ui.widgets.cards import Banner, Icon, inset, line
from megadesk.ui.widgets.labels import Elided, Label
from megadesk.ui.widgets.layout import EDGE_PX, column, row
from megadesk.ui.widgets.states import Message, States
from megadesk.ui.widgets.tile import StateTile
from megadesk.ui.widgets.usage import UsageView

WIDTH_PX = 400
HEIGHT_PX = 600
HEIGHT_MIN_PX = 360
AGAIN_MS = 30_000
"""Relative times are said anew this often, while it is shown."""


class Popup(QWidget):
    """Signals: wanted(str) for what the application does (window, first-run, unlock, add, quit)."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("megadesk")
        self.setFixedWidth(look().px(WIDTH_PX))
        self.setMinimumHeight(HEIGHT_MIN_PX)
        self.resize(look().px(WIDTH_PX), look().px(HEIGHT_PX))
        self._desk = desk
        self._recent: list[m.TransferRow] = []
        self._history = -1
        self._folders: tuple[tuple[str, str], ...] = ()
        self._strip_what = ""
        self._action = ""
        self._build()
        self._timer = QTimer(self)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self._show)
        desk.state.changed.connect(self._on_state)

    # -- building ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addLayout(self._header())
        self._usage = UsageView()
        self._usage_card = inset(column(self._usage, margins=(14, 11, 14, 11)))
        whole.addLayout(row(self._usage_card, margins=(EDGE_PX, 0, EDGE_PX, 8)))
        self._strip = Banner("triangle-alert", NOTHING, "warn")
        self._strip.acted.connect(lambda: self._go("problems", self._strip_what))
        whole.addLayout(row(self._strip, margins=(EDGE_PX, 0, EDGE_PX, 8)))
        all_files = Button(text("All transfers"), "quiet")
        all_files.clicked.connect(lambda: self._go("transfers"))
        whole.addLayout(row(Label(text("Files"), "strong"), None, all_files, margins=(EDGE_PX, 2, EDGE_PX - 8, 2)))
        self.rows = PopupRows()
        self.rows.opened.connect(self._open)
        self.rows.shown.connect(self._show_in_folder)
        self.rows.versions.connect(self._versions)
        empty = Message("folder-sync", text("No transfers yet"), text("Your uploads and downloads will appear here."))
        self._states = States(self.rows, empty)
        whole.addWidget(self._states, 1)
        whole.addWidget(line())
        whole.addLayout(self._foot())

    def _header(self) -> QVBoxLayout:
        self._tile = StateTile("loader", "muted")
        self._title = Elided(NOTHING, "section")
        self._account = Elided(NOTHING, "small")
        self._pause = IconButton("pause", text("Pause"))
        self._pause.clicked.connect(self._on_pause)
        self._folder = IconButton("folder-open", text("Open folder"))
        self._folder.clicked.connect(self._on_folder)
        window = IconButton("maximize-2", text("Open megadesk"))
        window.clicked.connect(lambda: self.wanted.emit("window"))
        settings = IconButton("settings", text("Settings"))
        settings.clicked.connect(lambda: self._go("settings"))
        names = column(self._title, self._account, spacing=1)
        self._sentence = Label(NOTHING, "muted", wrap=True)
        self._act = Button(NOTHING, "quiet")
        self._act.clicked.connect(lambda: self._do(self._action))
        first = row(self._tile, 6, names, self._pause, self._folder, window, settings, spacing=2)
        first.setStretch(2, 1)
        said = row(self._tile.width() + 8, self._sentence, self._act, spacing=0)  # below the title
        said.setStretch(1, 1)
        return column(first, said, margins=(EDGE_PX, 16, EDGE_PX - 8, 12), spacing=6)

    def _foot(self) -> QVBoxLayout:
        self._trust = Label(NOTHING, "small")
        self._speeds = Label(NOTHING, "small")
        trust = row(Icon("shield-check", "ok", 16), self._trust, spacing=8)
        self._foot_row = row(trust, None, self._speeds, margins=(EDGE_PX, 9, EDGE_PX, 10), spacing=4)
        return column(self._foot_row)

    def _fit_foot(self) -> None:
        """Put the speeds below, where a language needs the whole line for what it says before."""
        wanted = self._trust.sizeHint().width() + self._speeds.sizeHint().width() + look().px(16) + 24 + 2 * EDGE_PX
        ways = QVBoxLayout.Direction
        self._foot_row.setDirection(ways.TopToBottom if wanted > self.width() else ways.LeftToRight)

    # -- showing ----------------------------------------------------------------------------------------------------

    def present(self) -> None:
        """Show it in front, with what is new."""
        self._show()
        self.show()
        self.raise_()
        self.activateWindow()
        self.rows.setFocus(Qt.FocusReason.PopupFocusReason)
        self._timer.start()
        self._fetch()

    def hideEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Do nothing while nobody looks."""
        self._timer.stop()
        super().hideEvent(event)  # type: ignore[arg-type]  # it is one of hiding

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Hide when the focus goes elsewhere, unless a menu of ours has it."""
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow() and not self._has_menu():
            self.hide()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Hide on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Paint the edge."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens().bg))
        painter.setPen(QPen(QColor(tokens().border), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _has_menu(self) -> bool:
        return any(menu.isVisible() for menu in self.findChildren(QMenu))

    def _on_state(self) -> None:
        if self.isVisible():
            self._show()
            self._fetch()

    def _fetch(self) -> None:
        """Read what was moved last, if there is more of it."""
        transfers = self._desk.state.now.transfers
        version = transfers.history_version if transfers is not None else 0
        if version == self._history:
            return
        self._history = version
        which = m.WhichTransfers(states=["completed", "failed"])
        self._desk.link.ask(m.LIST_TRANSFERS, m.ListTransfers(which=which, limit=20), then=self._take, owner=self)

    def _take(self, found: m.Transfers) -> None:
        self._recent = found.transfers
        self._show()

    def _show(self) -> None:
        self.show_popup(popup(self._desk.state.now, self._recent, self._desk.now_ms()))

    def show_popup(self, shown: PopupShow) -> None:
        """Show all of it."""
        state = shown.state
        self._tile.show_state(state.icon, state.tone)
        self._title.show_words(state.title)
        self._account.show_words(verbatim(shown.account))
        self._account.setVisible(bool(shown.account))
        self._sentence.show_words(state.sentence)
        self._sentence.setVisible(state.sentence != state.title)
        self._action = "" if state.action == "resume" else state.action
        self._act.setVisible(bool(self._action))
        self._act.show_words(state.action_label)
        self._pause.show_name(
            text("Resume") if shown.is_paused else text("Pause"), "play" if shown.is_paused else "pause"
        )
        self._pause.setEnabled(bool(shown.account))
        self._folders = shown.folders
        self._folder.setEnabled(bool(shown.folders))
        self._usage_card.setVisible(shown.usage is not None)
        if shown.usage is not None:
            self._usage.show_usage(shown.usage)
        self._show_strip(shown)
        self.rows.rows.set_rows(shown.rows)
        if shown.rows:
            self._states.show_content()
        else:
            self._states.show_empty()
        self._trust.show_words(shown.trust)
        self._speeds.show_words(shown.speeds)
        self._fit_foot()

    def _show_strip(self, shown: PopupShow) -> None:
        strip = shown.strip
        self._strip.setVisible(strip is not None)
        if strip is not None:
            self._strip_what = strip.what
            self._strip.show_words("triangle-alert", strip.words, strip.tone, strip.more or text("Show"))

    # -- acting -----------------------------------------------------------------------------------------------------

    def _on_pause(self) -> None:
        status = self._desk.state.now.status
        if status is not None and status.paused:
            resume_all(self._desk)
            return
        menu = QMenu(self)
        for seconds, words in PAUSES:
            menu.addAction(say(words)).triggered.connect(
                lambda _=False, seconds=seconds: pause_all(self._desk, seconds)
            )
        menu.addAction(say(text("Until I resume"))).triggered.connect(lambda: pause_all(self._desk))
        menu.popup(self._pause.mapToGlobal(self._pause.rect().bottomLeft()))

    def _on_folder(self) -> None:
        if len(self._folders) == 1:
            open_local(self._desk, self._folders[0][1])
            return
        menu = QMenu(self)
        for name, path in self._folders:
            menu.addAction(name.replace("&", "&&")).triggered.connect(
                lambda _=False, path=path: open_local(self._desk, path)
            )
        menu.popup(self._folder.mapToGlobal(self._folder.rect().bottomLeft()))

    def _do(self, word: str) -> None:
        if word == "problems":
            self._go("problems")
        else:
            self.wanted.emit(word)

    def _go(self, page: str, what: str = "") -> None:
        self.hide()
        self._desk.go(Place(page, what))

    def _open(self, found: PopupRow) -> None:
        open_local(self._desk, found.local)

    def _show_in_folder(self, found: PopupRow) -> None:
        show_local(self._desk, found.local)

    def _versions(self, found: PopupRow) -> None:
        self._go("files", f"versions:{found.path}")
