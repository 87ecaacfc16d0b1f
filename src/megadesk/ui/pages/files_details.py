"""The pane beside the list: what is chosen, a look into it, what is known of it, and why it is not in step."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from megadesk.ipc import messages as m
from megadesk.ui.actions.preview import look_into
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.text import NOTHING, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.file_facts import facts, many_facts, state_fact
from megadesk.ui.viewmodels.files import is_folder, kind_of_entry, name_in, named
from megadesk.ui.viewmodels.preview import PICTURE_BYTES_MAX, Shape, wanted
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Icon
from megadesk.ui.widgets.facts import Facts
from megadesk.ui.widgets.kind_tile import Tile
from megadesk.ui.widgets.labels import Elided, Label
from megadesk.ui.widgets.layout import EDGE_PX, column, row
from megadesk.ui.widgets.preview import Preview

WAIT_MS: Final = 250
"""Before the engine is asked: with the arrow keys one passes by many."""
LOOK_BYTES_MAX: Final = PICTURE_BYTES_MAX // 3
"""Larger pictures are looked into when a person opens their versions, not in passing."""


class FileFacts(QWidget):
    """All that is known of one entry. Signals: versions_wanted(entry), problem_wanted(entry), local_wanted(entry)."""

    versions_wanted = Signal(object)
    problem_wanted = Signal(object)
    local_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._entry: m.CloudEntry | None = None
        self._asking: Asking | None = None
        self._state_icon = Icon("cloud")
        self._state_words = Label(role="strong")
        self._why = Label(role="muted", wrap=True)
        self._problem = Button(text("Show options"), "link")
        self._problem.clicked.connect(lambda: self.problem_wanted.emit(self._entry))
        self._facts = Facts(links={"versions", "local"})
        self._facts.pressed.connect(self._lead)
        state = row(self._state_icon, self._state_words, None, spacing=8)
        self.setLayout(column(state, self._why, row(self._problem, None, spacing=0), 6, self._facts, spacing=6))

    def show_entry(self, entry: m.CloudEntry) -> None:
        """Show what is known at once, and ask for the rest."""
        self._entry = entry
        self._show(None)
        if self._asking is not None:
            self._asking.cancel()
        self._asking = self._desk.link.ask(
            m.STAT_FILE, m.CloudPathBody(path=entry.path), then=self._show, failed=lambda _: None, owner=self
        )

    def _show(self, stat: m.CloudStat | None) -> None:
        assert self._entry is not None, "one is shown"
        state = state_fact(self._entry, stat)
        self._state_icon.show_icon(state.icon, state.tone)
        self._state_words.show_words(state.words)
        self._why.show_words(state.why)
        self._why.setVisible(bool(state.why))
        self._problem.setVisible(state.is_problem)
        shown = facts(self._entry, stat, self._desk.now_ms())
        self._facts.show_facts(
            [fact for fact in shown if fact.word != "local" or self._entry.local or self._entry.state == "cloud"]
        )

    def _lead(self, word: str) -> None:
        if word == "versions":
            self.versions_wanted.emit(self._entry)
        elif self._entry is not None and self._entry.local:
            self.local_wanted.emit(self._entry)


class DetailsPane(QScrollArea):
    """Shows what is chosen. Signals: those of FileFacts."""

    versions_wanted = Signal(object)
    problem_wanted = Signal(object)
    local_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._entries: list[m.CloudEntry] = []
        self._looking: Asking | None = None
        self._tile = Tile("folder")
        self._name = Elided(NOTHING, "section")
        self._preview = Preview()
        self._preview.setFixedHeight(look().px(170))
        self._preview.looked.connect(self._on_looked)
        self._unseen = Label(NOTHING, "small", wrap=True)
        self._one = FileFacts(desk)
        self._many = Facts()
        self._nothing = Label(text("Select a file to see its details."), "muted", wrap=True)
        for name in ("versions_wanted", "problem_wanted", "local_wanted"):
            getattr(self._one, name).connect(getattr(self, name))
        inner = QWidget()
        inner.setObjectName("scrolled")
        head = row(self._tile, self._name, spacing=12)
        inner.setLayout(
            column(
                head,
                self._nothing,
                self._preview,
                self._unseen,
                self._one,
                self._many,
                None,
                margins=(16, 12, EDGE_PX, 16),
                spacing=14,
            )
        )
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(look().px(240))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._look)
        self.show_entries([])

    def show_entries(self, entries: list[m.CloudEntry]) -> None:
        """Show what is chosen now."""
        if entries == self._entries and entries:
            return
        self._entries = entries
        self._stop()
        is_one = len(entries) == 1
        self._tile.setVisible(is_one)
        self._name.setVisible(bool(entries))
        self._name.show_words(named(entries) if entries else NOTHING)
        self._nothing.setVisible(not entries)
        self._one.setVisible(is_one)
        self._many.setVisible(len(entries) > 1)
        self._preview.setVisible(is_one and _may_be_seen(entries[0]))
        self._unseen.hide()
        if is_one:
            self._tile.show_kind(kind_of_entry(entries[0]))
            self._preview.show_nothing()
            self._timer.start()
        elif entries:
            self._many.show_facts(many_facts(entries))

    def _on_looked(self, is_seen: bool) -> None:
        """Give a preview its room only where there is something to see; else a line says why not."""
        self._preview.setVisible(is_seen)
        self._unseen.setText(self._preview.words)
        self._unseen.setVisible(not is_seen and bool(self._preview.words))

    def _stop(self) -> None:
        self._timer.stop()
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def _look(self) -> None:
        if len(self._entries) != 1:
            return
        entry = self._entries[0]
        self._one.show_entry(entry)
        if is_folder(entry):
            return
        if kind_of_entry(entry) == "image" and entry.size > LOOK_BYTES_MAX:
            self._preview.show_words(text("This picture is too large for a preview. Open it to view it."))
            return
        self._looking = look_into(self._desk, m.Cat(path=entry.path), name_in(entry.path), entry.size, self._preview)


def _may_be_seen(entry: m.CloudEntry) -> bool:
    """Whether room is kept for a look into an entry before it came."""
    return not is_folder(entry) and wanted(name_in(entry.path), entry.size).shape is not Shape.NONE
