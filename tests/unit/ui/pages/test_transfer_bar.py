"""What can be done about what is chosen."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from megadesk.ui.pages.transfer_bar import TransferBar


def test_it_is_there_while_something_is_chosen(qtbot: QtBot) -> None:
    """With what can be done about it."""
    bar = TransferBar()
    qtbot.addWidget(bar)
    bar.show_chosen(0, frozenset())
    assert not bar.isVisible()
    bar.show_chosen(3, frozenset({"pause", "cancel"}))
    assert bar.isVisible()
    assert bar._buttons["pause"].isEnabled()
    assert not bar._buttons["top"].isEnabled()
    assert not bar._buttons["retry"].isVisible()
    with qtbot.waitSignal(bar.wanted) as wanted:
        bar._buttons["cancel"].click()
    assert wanted.args == ["cancel"]
