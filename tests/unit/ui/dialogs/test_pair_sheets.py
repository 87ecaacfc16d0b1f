"""What can be changed about a synced folder."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.pairs import pair
from megadesk.ipc import messages as m
from megadesk.ui.dialogs.pair_sheets import DirectionSheet, LinksSheet, RemovePairSheet
from megadesk.ui.viewmodels.sync import pair_card

CARD = pair_card(pair(), 0)


def test_another_direction_is_asked_for_only_if_it_is_another(desk: FakeDesk, qtbot: QtBot) -> None:
    """To accept what is so already changes nothing."""
    desk.link.answer(m.SET_DIRECTION, pair())
    same = DirectionSheet(desk, CARD)
    same.accepted_by_person.emit()
    other = DirectionSheet(desk, CARD)
    other._ways.show_value("down")
    other.accepted_by_person.emit()
    assert [each.direction for each in desk.link.asked(m.SET_DIRECTION)] == ["down"]


def test_links_are_kept_or_left_out(desk: FakeDesk, qtbot: QtBot) -> None:
    """As was chosen."""
    desk.link.answer(m.SET_SYMLINKS, pair())
    sheet = LinksSheet(desk, CARD)
    sheet._ways.show_value("keep")
    sheet.accepted_by_person.emit()
    assert [each.symlinks for each in desk.link.asked(m.SET_SYMLINKS)] == ["keep"]


def test_what_stays_where_is_said_before_a_folder_is_let_go(desk: FakeDesk, qtbot: QtBot) -> None:
    """With both places by name."""
    desk.link.answer(m.REMOVE_PAIR, m.Nothing())
    sheet = RemovePairSheet(desk, CARD)
    said = " ".join(label.text() for label in sheet.findChildren(QLabel))
    assert "No file is deleted." in said
    assert CARD.local in said
    assert f"stays where it is: {CARD.remote}" in said
    sheet.accepted_by_person.emit()
    assert desk.link.asked(m.REMOVE_PAIR) == [m.Pair(pair=CARD.id)]
