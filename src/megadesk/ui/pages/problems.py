"""All problems, grouped by what to do, and the one that is chosen in full beside them. ``open_at``: the id of one.

status says that something is another --> issues.list --> list        a row --> issues.show --> pane
a choice --> problem_deeds --> the list is read again; what is gone then stands below “Solved”
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QElapsedTimer, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QSplitter, QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.model.reasons import Remedy
from megadesk.ui.actions.problems import read_problem, read_problems
from megadesk.ui.app_state import AppState
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.language import say
from megadesk.ui.pages.page import Page, command
from megadesk.ui.pages.problem_deeds import ProblemDeeds
from megadesk.ui.pages.problem_pane import ProblemPane
from megadesk.ui.pages.problems_list import ProblemsList
from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.choices import Choice
from megadesk.ui.viewmodels.errors import words_of_error
from megadesk.ui.viewmodels.problem import Problem, problem_of
from megadesk.ui.viewmodels.problems import ProblemRow, Solved, arranged, context_of, newly_solved, signature
from megadesk.ui.viewmodels.when import ago
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.inputs import Combo, Search
from megadesk.ui.widgets.layout import EDGE_PX, column, row
from megadesk.ui.widgets.states import Message, States

READ_AFTER_MS: Final = 300
"""After the status said that something is another: it says so up to ten times a second."""

SHARE: Final = 10
"""Reading takes a tenth of the time at most."""

BESIDE_PX: Final = 740
"""With less room than this the list and the problem are shown one after the other."""


class ProblemsPage(Page):
    """The list at the left, one problem at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Problems"))
        self._found = m.Issues(issues=[])
        self._issues: list[m.IssueRow] = []
        self._is_cut = False
        self._narrowed = ("", "")
        self._solved: list[Solved] = []
        self._answers: dict[str, Text] = {}
        self._seen: object = None
        self._is_shown = self._is_known = self._is_narrow = self._is_opened = False
        self._wanted = ""
        self._asking: Asking | None = None
        self.list = ProblemsList(desk.now_ms)
        self.list.picked.connect(self._pick)
        self.list.opened.connect(self._open)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.pane = ProblemPane(desk)
        self.pane.chosen.connect(self._do)
        self.pane.went_back.connect(self._go_back)
        self.deeds = ProblemDeeds(desk, self)
        self.deeds.began.connect(self._rest)
        self.deeds.decided.connect(self._decided)
        self._search = Search(text("Search problems"))
        self._search.searched.connect(lambda _: self._narrow())
        self._pairs = Combo(text("Folder"), [("", text("All folders"))])
        self._pairs.chosen.connect(lambda _: self._narrow())
        self._all = Button(text("Retry all"), icon_name="rotate-cw")
        self._all.clicked.connect(self._retry_all)
        self.header_actions.addWidget(self._all)
        self._states = States(self._split(), Message("circle-check", NOTHING, tone="ok"))
        self._states.retried.connect(self.refresh)
        self.put(self._states)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(READ_AFTER_MS)
        self._timer.timeout.connect(self._read)
        self._took = QElapsedTimer()
        self._commands = self._make_commands()
        desk.state.changed.connect(self._on_state)
        desk.state.lagged.connect(self._read_if_shown)

    def _split(self) -> QWidget:
        tools = row(self._search, self._pairs, margins=(EDGE_PX, 0, EDGE_PX, 8), spacing=8)
        tools.setStretch(0, 1)
        self._left = QWidget()
        self._left.setLayout(column(tools, self.list))
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(self.pane)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.setStretchFactor(1, 1)
        self._left.setMinimumWidth(look().px(240))
        self._splitter.setSizes([look().px(350), look().px(520)])
        return self._splitter

    # -- reading ------------------------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Read what there is, and follow it."""
        self._is_shown = True
        self._read()

    def left(self) -> None:
        """Follow nothing while nobody looks."""
        self._is_shown = False
        self._timer.stop()

    def refresh(self) -> None:
        """Look again."""
        self._read()

    def search(self) -> None:
        """Search in paths and folders."""
        self._search.setFocus()

    def open_at(self, what: str) -> None:
        """Show one by its id, as soon as it is known."""
        self._wanted = what
        self._show_wanted()

    def _on_state(self, state: AppState) -> None:
        seen = signature(state.status)
        if seen != self._seen:
            self._seen = seen
            if self._is_shown:
                self._timer.start()

    def _read_if_shown(self) -> None:
        if self._is_shown:
            self._read()

    def _read(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
        if not self._is_known:
            self._states.show_loading()
        self._seen = signature(self.desk.state.now.status)
        self._took.start()
        pair, words = self._narrowed = self._wishes() if self._is_cut else ("", "")
        self._asking = read_problems(
            self.desk, pair=pair, text=words, then=self._take, failed=self._show_error, owner=self
        )

    def _wishes(self) -> tuple[str, str]:
        return self._pairs.value(), self._search.text().strip()

    def _narrow(self) -> None:
        """Show less; where not all is here the engine looks for it."""
        if self._is_cut and self._wishes() != self._narrowed:
            self._read()
        else:
            self._arrange()

    def _take(self, found: m.Issues) -> None:
        self._asking = None
        # A list that makes the engine and the app work for a while is read less often.
        self._timer.setInterval(max(READ_AFTER_MS, SHARE * self._took.elapsed()))
        was_whole, is_whole = not self._is_cut, self._narrowed == ("", "") and len(found.issues) == found.total
        self._is_cut = not is_whole
        # What is not in a part of the list need not be solved: only what was decided here is known to be.
        before = [issue for issue in self._issues if (was_whole and is_whole) or issue.id in self._answers]
        self._solved = newly_solved(before, found.issues, self._solved, self._answers, self.desk.now_ms())
        self._found, self._issues, self._is_known = found, found.issues, True
        self.pane.setEnabled(not self.deeds.is_busy)
        self._answers = {}
        self.context.show_words(context_of(found))
        self._show_pairs()
        self._all.setVisible(any(Remedy.RETRY in issue.remedies for issue in found.issues))
        self._arrange()
        self._show_wanted()
        if found.looking and self._is_shown:
            self._timer.setInterval(max(READ_AFTER_MS * 10, self._timer.interval()))
            self._timer.start()

    def _show_error(self, error: MegadeskError) -> None:
        self._asking = None
        self.pane.setEnabled(not self.deeds.is_busy)
        if not self._is_known:
            self._states.show_error(words_of_error(error))

    # -- showing ------------------------------------------------------------------------------------------------------

    def _show_pairs(self) -> None:
        names = sorted({issue.pair for issue in self._issues} | self._folders())
        shown = [str(self._pairs.itemData(number)) for number in range(1, self._pairs.count())]
        if names != shown:
            value = self._pairs.value()
            self._pairs.clear()
            self._pairs.addItem(say(text("All folders")), "")
            for name in names:
                self._pairs.addItem(name, name)
            self._pairs.show_value(value)
        self._pairs.setVisible(len(names) > 1)

    def _folders(self) -> set[str]:
        """Return the folders with problems that a part of the list may not name."""
        status = self.desk.state.now.status
        if status is None or not self._is_cut:
            return set()
        return {each.name for each in (*status.pairs, *status.backups) if each.issues}

    def _arrange(self) -> None:
        if not self._is_known:
            return
        entries = arranged(self._issues, self._solved, wanted=self._search.text().strip(), pair=self._pairs.value())
        self.list.show_entries(entries)
        if not self._issues and not self._solved and not self._is_cut:
            self._states.show_empty(("circle-check", text("No problems"), _all_well(), NOTHING))
            return
        self._states.show_content()
        if not self.list.chosen and not self._is_narrow:
            self.list.step(1)
        self._show_again()

    def _show_wanted(self) -> None:
        if self._wanted and self._is_known:
            if self.list.choose(self._wanted):
                self._open(self.list.chosen)
            self._wanted = ""

    def _show_again(self) -> None:
        """Show the chosen problem anew if it is another than before, or solved by now."""
        chosen = self._chosen()
        shown = self.pane.problem
        if chosen is None:
            if shown is not None:
                self.pane.show_nothing()
        elif shown is None or shown.id != chosen.key or shown != self._problem(chosen) or chosen.solved is not None:
            self._pick(chosen.key)

    def _chosen(self) -> ProblemRow | None:
        return self.list.entries.problem(self.list.entries.row_of(self.list.chosen)) if self.list.chosen else None

    def _problem(self, row_: ProblemRow) -> Problem:
        return problem_of(row_.issue, self._issues, self.desk.state.now.status, self._found.alike)

    def _pick(self, issue: str) -> None:
        chosen = self.list.entries.problem(self.list.entries.row_of(issue)) if issue else None
        if chosen is None:
            self.pane.show_nothing()
            self._is_opened = False
            self._show_room()
        elif chosen.solved is not None:
            when = ago(chosen.solved.at_ms, self.desk.now_ms())
            self.pane.show_solved(self._problem(chosen), chosen.solved.answer, when)
        else:
            self.pane.show_problem(self._problem(chosen))
            read_problem(self.desk, issue, then=self.pane.show_detail, owner=self)
        self._tell_commands()

    def _open(self, issue: str) -> None:
        """Go to the choices of a problem; where there is no room beside the list, in its place."""
        self._is_opened = bool(issue)
        self._show_room()
        if self.pane.rows:
            self.pane.rows[0].button.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_back(self) -> None:
        self._is_opened = False
        self._show_room()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Show list and problem beside each other, or one after the other."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < look().px(BESIDE_PX)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.pane.show_back(is_shown=is_narrow)
            self._show_room()
            if not is_narrow:
                self._splitter.setSizes([look().px(350), max(1, event.size().width() - look().px(350))])

    def _show_room(self) -> None:
        self.pane.setVisible(not self._is_narrow or self._is_opened)
        self._left.setVisible(not self._is_narrow or not self._is_opened)
        self._to_list.setEnabled(self._is_narrow and self._is_opened)  # else Escape is the search field's

    # -- what a person does -------------------------------------------------------------------------------------------

    def _make_commands(self) -> list[QAction | None]:
        self._retry = command(self, text("Try again"), lambda: self._do_word(Remedy.RETRY), "Ctrl+R")
        self._first = command(self, text("Keep the first version"), lambda: self._keep(0), "Alt+1")
        self._second = command(self, text("Keep the second version"), lambda: self._keep(1), "Alt+2")
        self._both = command(self, text("Keep both"), lambda: self._do_word(Remedy.KEEP_BOTH), "Alt+3")
        self._show = command(self, text("Show on this computer"), lambda: self._do_word("show"), "Ctrl+O")
        self._files = command(self, text("Show in Files"), lambda: self._do_word("files"), "Ctrl+Return")
        self._to_list = command(self, text("Back to the list"), self._go_back, "Esc")
        made: list[QAction | None] = [
            command(self, text("Next problem"), lambda: self.list.step(1), "Alt+Down"),
            command(self, text("Previous problem"), lambda: self.list.step(-1), "Alt+Up"),
            self._to_list,
            None,
            self._retry,
            command(self, text("Retry all"), self._retry_all, "Ctrl+Shift+R"),
            None,
            self._first,
            self._second,
            self._both,
            None,
            self._show,
            self._files,
        ]
        self._menu = QMenu(self)
        self._menu.addActions([self._retry, self._first, self._second, self._both, self._show, self._files])
        self._tell_commands()
        return made

    def commands(self) -> list[QAction | None]:
        """Return what stands in the page's menu."""
        return self._commands

    def _tell_commands(self) -> None:
        problem = self.pane.problem
        chosen = self._chosen()
        is_open = problem is not None and chosen is not None and chosen.solved is None
        words = {choice.word for choice in problem.choices} if problem is not None and is_open else set()
        self._retry.setEnabled(Remedy.RETRY in words)
        self._both.setEnabled(Remedy.KEEP_BOTH in words)
        for action in (self._first, self._second):
            action.setEnabled(problem is not None and is_open and problem.code == "conflict")
        self._show.setEnabled(problem is not None and bool(problem.local))
        self._files.setEnabled(problem is not None and bool(problem.cloud))

    def _open_menu(self, at: QPoint) -> None:
        self._menu.popup(self.list.viewport().mapToGlobal(at))

    def _keep(self, number: int) -> None:
        if number < len(self.pane.sides):
            choice = self.pane.sides[number].card.choice
            if choice is not None:
                self._do(choice, self.pane.is_for_all)

    def _do_word(self, word: str) -> None:
        problem = self.pane.problem
        if problem is not None:
            found = next((choice for choice in problem.choices if choice.word == word), None)
            self._do(found or Choice(word=word, label=NOTHING, meaning=NOTHING), self.pane.is_for_all)

    def _do(self, choice: Choice, for_all: bool) -> None:
        problem = self.pane.problem
        if problem is not None and self.pane.isEnabled():
            self.deeds.do(problem, choice, for_all=for_all)

    def _rest(self) -> None:
        """Take no other answer while one is on its way; a keyboard that was at its choices goes to the list."""
        focused = QApplication.focusWidget()
        if focused is not None and self.pane.isAncestorOf(focused) and not self._is_narrow:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.pane.setEnabled(False)
        self._all.setEnabled(False)

    def _decided(self, answers: dict[str, Text]) -> None:
        """Look again, and only then take another answer: until it is there the pane shows what was decided just now."""
        self._answers |= answers
        self._all.setEnabled(True)
        self._read()

    def _retry_all(self) -> None:
        if not self.deeds.is_busy:
            self.deeds.retry_all(self._pair_id())

    def _pair_id(self) -> str:
        """Return the folder that the list is narrowed to."""
        name = self._pairs.value()
        found = next((issue for issue in self._issues if name and issue.pair == name), None)
        return str(found.arguments.get("pair") or found.pair) if found is not None else ""


def _all_well() -> Text:
    return text(
        "Nothing needs your attention. Files that cannot be synced and decisions for you are listed here, with what you can do."
    )
