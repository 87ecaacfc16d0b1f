"""What a restore would do, before it is done: where to, how exactly, and every step of it.

    chosen, moment --rewind.plan per path--> figures and steps        primary --> wanted(Wanted) | fetch_wanted(Wanted, folder)

In place, as a copy in another folder of the cloud, or as a download to this computer. What belongs to a backup comes
back as a copy or a download only.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLayout, QSizePolicy, QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.rewind import Wanted
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.choose_cloud_folder import ChooseCloudFolder
from megadesk.ui.engine_link import Asking
from megadesk.ui.language import say
from megadesk.ui.models.differences import PAGE, Differences
from megadesk.ui.text import NOTHING, Exactly, Text, plural, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import all_words_of_error
from megadesk.ui.viewmodels.restore import Figures, figures_lines, size_words, step_row
from megadesk.ui.viewmodels.rewind import Chosen, chosen_words
from megadesk.ui.widgets.bar import Bar
from megadesk.ui.widgets.cards import Icon, inset
from megadesk.ui.widgets.choices import Choices
from megadesk.ui.widgets.inputs import Switch
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import EDGE_PX, clear, column, row
from megadesk.ui.widgets.past_view import RowsView
from megadesk.ui.widgets.pathfield import PathField
from megadesk.ui.widgets.sheet import Sheet

PLANNED_MAX: Final = 200
"""So many single items are planned one by one; of more the first tell what the others do."""


class RestoreSheet(Sheet):
    """Signals: wanted(Wanted) for a restore in the cloud; fetch_wanted(Wanted, folder) for a download."""

    wanted = Signal(object)
    fetch_wanted = Signal(object, str)

    def __init__(
        self, desk: Desk, chosen: Chosen, seq: int, at_ms: int, *, in_place: bool, parent: QWidget | None
    ) -> None:
        self._desk, self._chosen, self._seq, self._in_place = desk, chosen, seq, in_place
        self._asking: Asking | None = None
        self._pages: list[m.RewindPlanned] = []
        self._make_parts()
        super().__init__(
            text("Restore as of {when}", when=Exactly(at_ms)),
            self._content(),
            primary=text("Restore"),
            context=chosen_words(chosen),
            width=look().px(600),
            is_wide=True,
            parent=parent,
        )
        self.resize(look().px(640), look().px(620))
        self.accepted_by_person.connect(self._go)
        self._choose(self.target)

    def _make_parts(self) -> None:
        self.targets = Choices(text("Restore to"), _targets(in_place=self._in_place))
        self.targets.chosen.connect(self._choose)
        self.cloud = PathField(text("Folder in the cloud"), "/", hint=text("Created if it does not exist."))
        self.cloud.edit.editingFinished.connect(self._plan)
        self.cloud.asked.connect(self._choose_cloud)
        self.here = PathField(text("Folder on this computer"), str(Path.home()))
        self.here.asked.connect(self._choose_here)
        what = text("Also move items added since then to the bin")
        self.exact = Switch(what)
        self._exact_label = Label(what)
        self.exact.clicked.connect(self._plan)
        self._exact_words = Label(
            text("The folder is then exactly as it was, on all your devices. You can restore items from the bin."),
            "small",
            wrap=True,
        )
        self._words = Label(NOTHING, "muted", wrap=True)
        self._lines = column(spacing=6)
        self._bar = Bar(text("Checking what would change"))
        self.model = Differences(step_row)
        self.model.wanted.connect(self._fetch)
        self.view = RowsView(text("All steps"))
        self.view.setModel(self.model)
        self.view.setMinimumHeight(look().px(112))

    def _content(self) -> QLayout:
        words = column(self._exact_label, self._exact_words, spacing=2)
        exact = row(self.exact, words, spacing=10)
        exact.setStretch(1, 1)
        exact.setAlignment(self.exact, Qt.AlignmentFlag.AlignTop)
        self._exact_box = QWidget()
        self._exact_box.setLayout(exact)
        self._figures = inset(column(self._words, self._bar, self._lines, margins=(14, 12, 14, 12), spacing=8))
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        above = column(
            self.targets, 6, self.cloud, self.here, self._exact_box, 8, self._figures,
            margins=(EDGE_PX, 0, EDGE_PX, 0), spacing=4,
        )  # fmt: skip
        return column(above, 8, self.view)

    # -- choices ----------------------------------------------------------------------------------------------------

    @property
    def target(self) -> str:
        """Where to: place, cloud or here."""
        return self.targets.value()

    @property
    def asked(self) -> Wanted:
        """What is wanted, as it stands now."""
        to = self.cloud.text().strip() if self.target == "cloud" else ""
        return Wanted(
            paths=self._chosen.paths,
            seq=self._seq,
            to=f"{to.rstrip('/')}/" if to else "",
            exact=self.target == "place" and self.exact.isChecked(),
        )

    def _choose(self, word: str) -> None:
        self.targets.show_value(word)
        self.cloud.setVisible(word == "cloud")
        self.here.setVisible(word == "here")
        self._exact_box.setVisible(word == "place" and self._chosen.folders > 0 and self._chosen.files == 0)
        labels = {"place": text("Restore"), "cloud": text("Create copy"), "here": text("Download")}
        self.primary.show_words(labels[word])
        self._plan()

    def _choose_cloud(self) -> None:
        sheet = ChooseCloudFolder(self._desk, context=text("The copy is saved in this folder."), parent=self)
        sheet.chosen.connect(self._put_cloud)
        sheet.show()

    def _put_cloud(self, path: str) -> None:
        self.cloud.put(path)
        self._plan()

    def _choose_here(self) -> None:
        chooser = QFileDialog(self, say(text("Download to")), self.here.text() or str(Path.home()))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.fileSelected.connect(self.here.put)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    # -- the plan ---------------------------------------------------------------------------------------------------

    def _plan(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
        self.show_fault(NOTHING)
        self._pages = []
        self.model.start(0, [])
        self._show_lines(Figures())
        if self.target == "here":
            self._bar.hide()
            self.view.hide()
            self._words.show_words(
                text(
                    "Nothing in the cloud is changed. If a name is already in use on this computer, you are asked first."
                )
            )
            return
        self.view.show()
        self.show_busy(is_busy=True)
        self._words.show_words(text("Checking what would change…"))
        self._bar.setVisible(len(self._chosen.paths) > 1)
        self._plan_next()

    def _plan_next(self) -> None:
        count = min(len(self._chosen.paths), PLANNED_MAX)
        self._bar.show_part(len(self._pages) / max(1, count))
        if len(self._pages) == count:
            self._show_plan()
            return
        body = self._body(self._chosen.paths[len(self._pages)], 0)
        self._asking = self._desk.link.ask(m.REWIND_PLAN, body, then=self._take, failed=self._fail, owner=self)

    def _body(self, path: str, after: int) -> m.RewindPlan:
        asked = self.asked
        return m.RewindPlan(path=path, seq=self._seq, to=asked.to, exact=asked.exact, after=after, limit=PAGE)

    def _take(self, page: m.RewindPlanned) -> None:
        self._pages.append(page)
        self._plan_next()

    def _fail(self, error: MegadeskError) -> None:
        self._bar.hide()
        self._words.show_words(text("megadesk could not check what would change."))
        self.show_fault(all_words_of_error(error))
        self.primary.setEnabled(False)

    def _show_plan(self) -> None:
        figures = Figures()
        for page in self._pages:
            figures.add(page.summary)
        self._bar.hide()
        left = len(self._chosen.paths) - len(self._pages)
        words = size_words(figures)
        if left:
            words = plural("{n} more item is not counted here.", "{n} more items are not counted here.", left)
        self._words.show_words(words)
        self._words.setVisible(bool(words))
        self._show_lines(figures)
        if len(self._pages) == 1:
            self.model.start(self._pages[0].total, self._pages[0].steps)
        else:
            steps = [step for page in self._pages for step in page.steps][:PAGE]
            self.model.start(len(steps), steps)
        self.view.setVisible(self.model.rowCount() > 0)
        self.show_busy(is_busy=False)
        self.primary.setEnabled(bool(figures.changes))

    def _show_lines(self, figures: Figures) -> None:
        clear(self._lines)
        for icon_name, tone, words in figures_lines(figures):
            label = Label(words, wrap=True)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self._lines.addLayout(row(Icon(icon_name, tone), label, spacing=10))

    def _fetch(self, page: int) -> None:
        self._desk.link.ask(
            m.REWIND_PLAN,
            self._body(self._chosen.paths[0], page * PAGE),
            then=lambda found: self.model.put(page, found.steps),
            failed=lambda _: self.model.forget(page),
            owner=self,
        )

    def end(self) -> None:
        """Close, when what was wanted has begun."""
        self.close()

    # -- doing it ---------------------------------------------------------------------------------------------------

    def _go(self) -> None:
        if self.target == "here":
            folder = self.here.text().strip()
            if not Path(folder).is_absolute():
                self.here.show_fault(text("Choose a folder on this computer."))
                return
            self.show_busy(is_busy=True)
            self.fetch_wanted.emit(self.asked, folder)
            return
        self.wanted.emit(self.asked)
        self.close()


def _targets(*, in_place: bool) -> list[tuple[str, Text, Text]]:
    place = [
        (
            "place",
            text("Original location"),
            text("Newer content is kept as a version, and you can undo the restore."),
        )
    ]
    copy = (
        text("Everything that is there now stays as it is.")
        if in_place
        else text("Backups are never changed, so their files are restored as a copy.")
    )
    return [
        *(place if in_place else []),
        ("cloud", text("Copy in another cloud folder"), copy),
        ("here", text("Download to this computer"), text("Nothing in the cloud is changed.")),
    ]
