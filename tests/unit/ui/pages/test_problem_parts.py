"""The parts of one problem."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fakes.desk import NOW_MS
from fakes.issues import CONFLICT, LOSSES, REMOVAL, VERSIONS
from megadesk.ipc import messages as m
from megadesk.ui.pages.problem_parts import ChoiceRow, LossTree, SideCard
from megadesk.ui.text import text
from megadesk.ui.viewmodels.choices import Choice, choices_of
from megadesk.ui.viewmodels.losses import loss_branches
from megadesk.ui.viewmodels.sides import version_cards
from megadesk.ui.widgets.labels import Label


def test_a_choice_is_taken_by_its_button(qtbot: QtBot) -> None:
    """What it does stands beside it, and is said with it."""
    choice = list(choices_of(REMOVAL))[-1]
    made = ChoiceRow(choice)
    qtbot.addWidget(made)
    taken: list[Choice] = []
    made.chosen.connect(taken.append)
    made.button.click()
    assert taken == [choice]
    assert "312 files" in made.button.accessibleDescription()


def test_a_choice_has_its_button_below_where_it_is_narrow(qtbot: QtBot) -> None:
    """A long command in its words does not make it wider than there is room."""
    command = text("Change it: sudo sysctl fs.inotify.max_user_watches=524288")
    made = ChoiceRow(Choice(word="copy", label=text("Copy the command"), meaning=command))
    qtbot.addWidget(made)
    made.show()
    for width, is_below in ((600, False), (260, True)):
        made.resize(width, 120)
        QApplication.processEvents()
        words = made.findChild(Label)
        assert isinstance(words, Label)
        assert (made.button.y() > words.y() + words.height() - 1) is is_below
        assert made.minimumSizeHint().width() <= width


def test_a_version_is_kept_by_its_button(qtbot: QtBot) -> None:
    """Which one is said to a screen reader."""
    card = version_cards(m.IssueDetail(issue=CONFLICT, versions=VERSIONS), NOW_MS)[0]
    made = SideCard(card)
    qtbot.addWidget(made)
    taken: list[Choice] = []
    made.chosen.connect(taken.append)
    assert made.button is not None
    made.button.click()
    assert [choice.word for choice in taken] == ["keep_local"]
    assert made.button.accessibleName() == "Keep this one: anna-laptop"


def test_the_tree_opens_with_counts_and_sizes(qtbot: QtBot) -> None:
    """A row speaks as one sentence."""
    made = LossTree(loss_branches(m.IssueDetail(issue=REMOVAL, losses=LOSSES, files=312, bytes=1)))
    qtbot.addWidget(made)
    made.resize(480, 200)
    made.grab()
    model = made.model()
    top = model.index(0, 0)
    year = model.index(0, 0, top)
    assert [model.index(0, number, top).data() for number in range(3)] == ["2026", "299 files", "4.7 GiB"]
    assert year.data(Qt.ItemDataRole.AccessibleTextRole) == "2026, 299 files, 4.7 GiB"
    assert model.rowCount(year) == 2
    assert made.isExpanded(top)


def test_counts_in_the_tree_are_not_cut_off(qtbot: QtBot) -> None:
    """However large they are, and also in folders that are not opened yet."""
    lines = [m.IssueLoss(where="change", path="a/b", kind="files", files=1_828_000_123, bytes=900), LOSSES[2]]
    made = LossTree(loss_branches(m.IssueDetail(issue=REMOVAL, losses=lines, files=2, bytes=1)))
    qtbot.addWidget(made)
    made.resize(480, 200)
    assert made.columnWidth(1) > made.fontMetrics().horizontalAdvance("1,828,000,123 files")
