"""Which transfers are shown, and in which order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ui.pages.transfer_filters import TAB_PX, TransferFilters
from megadesk.ui.viewmodels.transfers import Wanted, tabs
from megadesk.ui.widgets.layout import EDGE_PX


@pytest.fixture
def filters(desk: FakeDesk, qtbot: QtBot) -> TransferFilters:
    """Shown wide."""
    made = TransferFilters(desk.prefs)
    qtbot.addWidget(made)
    made.resize(1000, 90)
    made.show()
    return made


def wanted(filters: TransferFilters) -> list[Wanted]:
    """Return what will be wanted from now on."""
    found: list[Wanted] = []
    filters.changed.connect(found.append)
    return found


def test_tabs_kinds_and_words_narrow_what_is_shown(filters: TransferFilters) -> None:
    """Together; “Show all” keeps the tab."""
    found = wanted(filters)
    filters.tabs["down"].click()
    filters.kinds["video"].click()
    filters.kinds["audio"].click()
    filters.search.setText("tour")
    filters.search.returnPressed.emit()
    assert found[-1] == Wanted(tab="down", kinds=frozenset({"video", "audio"}), text="tour")
    filters.reset()
    assert found[-1] == Wanted(tab="down")
    assert filters.search.text() == ""
    filters.show_tab("nonsense")
    assert found[-1] == Wanted(tab="down")


def test_titles_sort_both_ways_and_then_not(filters: TransferFilters) -> None:
    """A title without a sort stands for the queue's own order."""
    found = wanted(filters)
    for _ in range(3):
        filters.sort_by("size")
    assert [(each.sort, each.descending) for each in found] == [("size", False), ("size", True), ("", False)]
    filters.sort_by("")
    assert len(found) == 3
    filters.order.chosen.emit("name")
    filters.way.click()
    assert (found[-1].sort, found[-1].descending) == ("name", True)


def test_a_sort_becomes_the_order_of_the_queue(filters: TransferFilters, desk: FakeDesk, qtbot: QtBot) -> None:
    """At once if one is chosen already, and for each from then on; what is shown is the queue then."""
    filters.sort_by("name")
    with qtbot.waitSignal(filters.queued) as queued:
        filters.follows.setChecked(True)
    assert queued.args == ["name", False]
    assert filters.wanted == Wanted()
    with qtbot.waitSignal(filters.queued) as queued:
        filters.sort_by("size")
    assert queued.args == ["size", False]
    assert TransferFilters(desk.prefs).follows.isChecked()


def test_what_has_no_room_is_a_choice(filters: TransferFilters) -> None:
    """Kinds become a menu, tabs a list; they say the same."""
    assert filters._chips.isVisible()
    filters.resize(600, 90)
    QApplication.processEvents()
    assert filters.kinds_button.isVisible()
    assert filters._tab_row.isVisible()
    filters.resize(400, 90)
    QApplication.processEvents()
    assert filters.tab.isVisible()
    assert not filters._tab_row.isVisible()
    found = wanted(filters)
    filters._kind_actions["image"].trigger()
    assert found[-1].kinds == {"image"}
    assert filters.kinds_button.text() == "File types: 1"
    filters.tab.chosen.emit("failed")
    assert found[-1].tab == "failed"
    filters.show_tabs(tabs({"failed": 3}, {}))
    assert filters.tab.currentText() == "Failed  3"
    assert filters.tabs["failed"].text() == "Failed  3"


def test_the_words_of_tabs_begin_at_the_edge(filters: TransferFilters) -> None:
    """As does what stands below them; a choice in their place does so, too."""
    filters.resize(1200, 100)
    QApplication.processEvents()
    assert filters.tabs["all"].mapTo(filters, QPoint()).x() == EDGE_PX - TAB_PX
    filters.resize(400, 100)
    QApplication.processEvents()
    assert filters.tab.mapTo(filters, QPoint()).x() == EDGE_PX
