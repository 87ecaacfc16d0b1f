"""The letters that stand for an account."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from megadesk.ui.widgets.avatar import Avatar


def test_letters_or_a_figure(qtbot: QtBot) -> None:
    """Each another picture."""
    avatar = Avatar()
    qtbot.addWidget(avatar)
    pictures = [avatar.grab().toImage()]
    for letters in ("A", "AM"):
        avatar.show_initials(letters)
        pictures.append(avatar.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]
