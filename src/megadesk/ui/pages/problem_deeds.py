"""What follows from a choice: an answer to the engine, a place on disk, another page, a dialog.

do(problem, choice) --> began() while an answer is on its way --> decided({id: what was chosen})
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.model.reasons import Remedy
from megadesk.ui.actions.history import accept_history, ask_history
from megadesk.ui.actions.local import open_local, show_local
from megadesk.ui.actions.problems import Answer, decide
from megadesk.ui.actions.sync import pause_pair, resume_pair
from megadesk.ui.desk import Desk, Place
from megadesk.ui.dialogs.confirm import ConfirmSheet
from megadesk.ui.dialogs.pair_sheets import LinksSheet
from megadesk.ui.dialogs.verify import VerifySheet
from megadesk.ui.language import say
from megadesk.ui.text import Text, text
from megadesk.ui.viewmodels.choices import RESOLVING, Choice
from megadesk.ui.viewmodels.history import accept_facts
from megadesk.ui.viewmodels.problem import Problem
from megadesk.ui.viewmodels.sync import PairCard, pair_card


class ProblemDeeds(QObject):
    """Signals: began() when an answer is on its way, decided({id: what was chosen}) when it has come back, empty if it failed."""

    began = Signal()
    decided = Signal(dict)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.is_busy = False

    def do(self, problem: Problem, choice: Choice, *, for_all: bool = False) -> None:
        """Do what was chosen, for one problem or for all of its kind in its folder."""
        if choice.word in RESOLVING:
            one = Answer(action=choice.word, id=problem.id)
            alike = Answer(action=choice.word, pair=problem.pair, code=problem.code)
            self._decide(alike if for_all else one, choice.label)
            return
        card = self._card(problem)
        match choice.word:
            case "show" | Remedy.RENAME | Remedy.ALLOW | Remedy.SAVE_AGAIN:
                (show_local if problem.is_below else open_local)(self._desk, problem.local)
            case Remedy.LOCATE | Remedy.RELINK:
                self._locate(problem, relink=choice.word == Remedy.RELINK)
            case "copy":
                QGuiApplication.clipboard().setText(choice.payload)
                self._desk.notices.done(text("Command copied."))
            case "pause" if card is not None:
                pause_pair(self._desk, card)
            case Remedy.RESUME if card is not None:
                resume_pair(self._desk, card)
            case Remedy.MOVE if card is not None:
                LinksSheet(self._desk, card, parent=self._page).show()
            case Remedy.HEAL:
                VerifySheet(self._desk, self._page.window()).show()
            case Remedy.ACCEPT_FORK:
                ask_history(self._desk, then=self._show_history, owner=self)
            case _:
                self._desk.go(_place_of(problem, choice))

    def retry_all(self, pair: str) -> None:
        """Try everything again, of one folder or of all; thousands take a while, so it is said at once that it is asked."""
        self._desk.notices.done(text("Trying all of them again."))
        self._decide(Answer(action=Remedy.RETRY, pair=pair), text("Try again"))

    def _decide(self, answer: Answer, label: Text) -> None:
        def done(body: m.ResolvedIssues | None) -> None:
            self.is_busy = False
            self.decided.emit({issue.id: label for issue in body.resolved} if body is not None else {})

        self.is_busy = True
        self.began.emit()
        decide(self._desk, answer, then=done, owner=self)

    def _show_history(self, found: m.SpaceStatus, server: m.SpaceHead) -> None:
        def accept(then: Callable[[], None], failed: Callable[[MegadeskError], None], owner: QWidget) -> None:
            accept_history(self._desk, server, then=then, failed=failed, owner=owner)

        ConfirmSheet(
            text("Continue with the server's history?"),
            accept_facts(found, server),
            text("Continue"),
            accept,
            parent=self._page.window(),
        ).show()

    def _card(self, problem: Problem) -> PairCard | None:
        status = self._desk.state.now.status
        folders: Sequence[m.PairStatus] = status.pairs if status is not None else []
        found = next((pair for pair in folders if pair.id == problem.pair), None)
        return pair_card(found, self._desk.now_ms()) if found is not None else None

    def _locate(self, problem: Problem, *, relink: bool) -> None:
        title = text("Where is “{name}” now?", name=problem.pair_name)
        above = str(Path(problem.local).parent) if problem.local else str(Path.home())
        chooser = QFileDialog(self._page, say(title), above)
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.fileSelected.connect(lambda folder: self._take_folder(problem, folder, relink=relink))
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def _take_folder(self, problem: Problem, folder: str, *, relink: bool) -> None:
        answer = Answer(action=Remedy.LOCATE, id=problem.id, folder=folder, relink=relink)
        self._decide(answer, text("Now using {folder}", folder=folder))


def _place_of(problem: Problem, choice: Choice) -> Place:
    """Return the page where a problem can be mended."""
    match choice.word:
        case "files":
            return Place("files", problem.cloud)
        case "rewind":
            return Place("rewind", choice.payload)
        case Remedy.ADD_PAIR:
            return Place("sync", f"add {problem.local}")
        case Remedy.CHANGE_RULE:
            return Place("sync", f"ignore {problem.pair}")
        case Remedy.MORE_QUOTA:
            return Place("settings", "account")
        case Remedy.REPORT:
            return Place("settings", "advanced")
        case _:
            return Place("backups" if problem.is_backup else "sync", problem.pair)
