"""One of a few."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from megadesk.ui.text import text
from megadesk.ui.widgets.choices import Choices


def test_a_person_chooses_one(qtbot: QtBot) -> None:
    """Nobody is told of what the program chose."""
    made = Choices(text("Way"), [("both", text("Both"), text("All.")), ("up", text("Up"), text("Some."))], "up")
    qtbot.addWidget(made)
    told: list[str] = []
    made.chosen.connect(told.append)
    assert made.value() == "up"
    made.show_value("both")
    assert (made.value(), told) == ("both", [])
    made._buttons["up"].click()
    assert (made.value(), told) == ("up", ["up"])


def test_each_says_what_it_means(qtbot: QtBot) -> None:
    """Also to a screen reader, and what it means can change."""
    made = Choices(text("Way"), [("both", text("Both"), text("All.")), ("up", text("Up"), text("Some."))])
    qtbot.addWidget(made)
    made.show_meaning("both", text("Everything."))
    assert made._buttons["both"].accessibleDescription() == "Everything."
    assert made._meanings["both"].text() == "Everything."
    assert made._meanings["up"].text() == "Some."
