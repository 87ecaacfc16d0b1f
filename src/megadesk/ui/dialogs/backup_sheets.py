"""What can be changed about a backup, each in a full sentence: when it runs, and that it ends.

ScheduleSheet   other times           StopBackupSheet   move or delete what is in the cloud, after it was said what that is
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions import backups as actions
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.choose_cloud_folder import ChooseCloudFolder
from megadesk.ui.engine_link import Asking
from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.backups import BackupCard, intervals, schedule_meaning, stop_sentences
from megadesk.ui.viewmodels.remedies import helpful_words
from megadesk.ui.widgets.cards import Icon, inset
from megadesk.ui.widgets.choices import Choices
from megadesk.ui.widgets.inputs import Combo
from megadesk.ui.widgets.labels import Label, strong
from megadesk.ui.widgets.layout import clear, column, row
from megadesk.ui.widgets.pathfield import PathField
from megadesk.ui.widgets.sheet import Sheet

WIDTH_PX: Final = 500


class ScheduleField(QWidget):
    """How often a backup runs, and below it what that means."""

    def __init__(self, every: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = strong(text("Schedule"))
        self._combo = Combo(text("Schedule"), intervals(every), every)
        label.setBuddy(self._combo)
        self._meaning = Label(schedule_meaning(every), "small", wrap=True)
        self._meaning.setMinimumHeight(look().px(52))
        self._meaning.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._combo.chosen.connect(lambda word: self._meaning.show_words(schedule_meaning(word)))
        self.setLayout(column(label, self._combo, self._meaning, spacing=4))

    def value(self) -> str:
        """Return what is chosen."""
        return self._combo.value()

    def choose(self, every: str) -> None:
        """Choose, as a person does."""
        self._combo.show_value(every)
        self._combo.chosen.emit(every)


class ScheduleSheet(Sheet):
    """When a backup runs."""

    def __init__(self, desk: Desk, card: BackupCard, parent: QWidget | None = None) -> None:
        self.schedule = ScheduleField(card.every)
        super().__init__(
            text("When is “{name}” backed up?", name=card.name),
            column(self.schedule, None),
            primary=text("Change schedule"),
            width=look().px(WIDTH_PX),
            parent=parent,
        )
        self._desk, self._card = desk, card
        self.accepted_by_person.connect(self._accept)

    def _accept(self) -> None:
        if self.schedule.value() != self._card.every:
            actions.change_schedule(self._desk, self._card, self.schedule.value())
        self.close()


class StopBackupSheet(Sheet):
    """Says exactly what becomes of what, before a backup ends. The folder here stays as it is in any case."""

    def __init__(self, desk: Desk, card: BackupCard, parent: QWidget | None = None) -> None:
        self._desk, self._card = desk, card
        self._asking: Asking | None = None
        self.ways = Choices(text("What happens to the backup in the cloud"), _ways(), "move")
        self.ways.chosen.connect(lambda _: self._look())
        self.place = PathField(text("Folder in the cloud"), f"/{card.name}")
        self.place.edit.editingFinished.connect(self._look)
        self.place.asked.connect(self._choose)
        self._lines = column(spacing=10)
        facts = inset(column(self._lines, margins=(14, 12, 14, 12)))
        super().__init__(
            text("Stop backing up “{name}”?", name=card.name),
            column(self.ways, 10, self.place, 12, facts, None),
            primary=text("Stop backup"),
            kind="danger",
            context=text("Changes in this folder are no longer backed up."),
            width=look().px(WIDTH_PX),
            parent=parent,
        )
        self.resize(look().px(WIDTH_PX + 40), look().px(520))  # the sentences come later, and need their room
        self.accepted_by_person.connect(self._accept)
        self._look()

    @property
    def _move(self) -> str:
        return self.place.text().strip() if self.ways.value() == "move" else ""

    def _look(self) -> None:
        """Find out what it would concern, as it is chosen now."""
        self.place.setVisible(self.ways.value() == "move")
        self.place.show_fault(NOTHING)
        if self._asking is not None:
            self._asking.cancel()
        if self.ways.value() == "move" and not self._move:
            self.place.show_fault(text("Choose where to move it."))
            self.primary.setEnabled(False)
            return
        self.show_busy(is_busy=True)
        self._asking = actions.ask_stop(
            self._desk, self._card.id, self._move, then=self._take, failed=self._fail, owner=self
        )

    def _take(self, told: m.StoppedBackup) -> None:
        clear(self._lines)
        for icon_name, words in stop_sentences(told):
            self._lines.addWidget(_line(icon_name, words))
        self.show_fault(NOTHING)

    def _fail(self, error: MegadeskError) -> None:
        self.show_fault(helpful_words(error))
        self.primary.setEnabled(False)

    def _choose(self) -> None:
        sheet = ChooseCloudFolder(self._desk, context=text("The backup is moved into it."), parent=self)
        sheet.chosen.connect(self._put)
        sheet.show()

    def _put(self, path: str) -> None:
        self.place.put(path)
        self._look()

    def _accept(self) -> None:
        self.show_busy(is_busy=True)
        actions.stop(
            self._desk, self._card, self._move, then=self._end,
            failed=lambda error: self.show_fault(helpful_words(error)), owner=self,
        )  # fmt: skip

    def _end(self) -> None:
        self.close()


def _ways() -> list[tuple[str, Text, Text]]:
    return [
        (
            "move",
            text("Keep it: move it to my files"),
            text("Everything that was backed up stays in the cloud, in a folder you choose."),
        ),
        (
            "delete",
            text("Delete it: move it to the bin"),
            text("It is permanently deleted once the bin is emptied."),
        ),
    ]


def _line(icon_name: str, words: Text) -> QWidget:
    made = QWidget()
    line = row(Icon(icon_name), Label(words, wrap=True), spacing=10)
    line.setStretch(1, 1)
    made.setLayout(line)
    return made
