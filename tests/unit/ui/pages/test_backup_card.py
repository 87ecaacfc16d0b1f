"""A backup as a card."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fakes import backups as fake
from fakes.desk import NOW_MS
from megadesk.ui.pages.backup_card import BackupCardView, OtherCardView
from megadesk.ui.viewmodels.backups import backup_card, other_card


def test_keys_on_a_card_do_what_its_buttons_do(qtbot: QtBot) -> None:
    """And the card is one sentence to a screen reader."""
    card = BackupCardView()
    qtbot.addWidget(card)
    card.show_card(backup_card(fake.backup(), 12, NOW_MS))
    card.show()
    wanted: list[str] = []
    card.wanted.connect(wanted.append)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Delete):
        QTest.keyClick(card, key)
    for button in (card.now, card.pause, card.runs, card.restore):
        button.click()
    assert wanted == ["pause", "runs", "stop", "now", "pause", "runs", "restore"]
    assert card.accessibleName().startswith("Documents, Everything is backed up")


def test_what_cannot_be_done_rests(qtbot: QtBot) -> None:
    """Nothing to go back to before the first run; no run while paused."""
    card = BackupCardView()
    qtbot.addWidget(card)
    card.show_card(backup_card(fake.backup(run=None, state="paused"), None, NOW_MS))
    assert not card.runs.isEnabled()
    assert not card.restore.isEnabled()
    assert not card.now.isEnabled()
    assert card.pause.accessibleName() == "Resume"


def test_the_facts_stand_in_as_many_columns_as_there_is_room_for(qtbot: QtBot) -> None:
    """Five, or two."""
    card = BackupCardView()
    qtbot.addWidget(card)
    card.show()
    card.resize(900, 200)
    assert card._columns == 5
    card.resize(420, 300)
    assert card._columns == 2


def test_another_computers_backup_can_be_restored_and_taken_over(qtbot: QtBot) -> None:
    """By buttons beside its name."""
    card = OtherCardView()
    qtbot.addWidget(card)
    card.show_card(other_card(fake.elsewhere(), NOW_MS))
    wanted: list[str] = []
    card.wanted.connect(wanted.append)
    card.restore.click()
    card.take_over.click()
    assert wanted == ["restore", "takeover"]
    assert "of Old PC" in card.accessibleName()
