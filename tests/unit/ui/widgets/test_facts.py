"""Facts, line by line."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from megadesk.ui.text import text, verbatim
from megadesk.ui.viewmodels.file_facts import Fact
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.facts import Facts, broken
from megadesk.ui.widgets.labels import Label


def test_some_lead_somewhere(qtbot: QtBot) -> None:
    """In as many lines as they need; the others wrap."""
    facts = Facts(links={"local"})
    qtbot.addWidget(facts)
    path = "/home/anna/a long way to go/file.txt"
    facts.show_facts(
        [
            Fact(word="size", label=text("Size"), value=text("5 MiB"), tip=text("5,242,880 bytes")),
            Fact(word="local", label=text("Here"), value=verbatim(path)),
        ]
    )
    facts.resize(220, 80)
    facts.show()
    button = facts.findChild(Button)
    assert isinstance(button, Button)
    assert (button.accessibleName(), button.toolTip()) == (path, path)
    assert "\n" in button.text()
    assert button.text().replace("/\n", "/").replace("\n", " ") == path
    with qtbot.waitSignal(facts.pressed) as told:
        button.click()
    assert told.args == ["local"]
    assert "5,242,880 bytes" in [label.toolTip() for label in facts.findChildren(Label)]
    facts.show_facts([])
    assert not any(label.isVisible() for label in facts.findChildren(Label))


def test_labels_stand_above_where_it_is_narrow(qtbot: QtBot) -> None:
    """And beside their values where there is room."""
    facts = Facts()
    qtbot.addWidget(facts)
    facts.show_facts([Fact(word="size", label=text("Size"), value=text("5 MiB"))])
    facts.show()
    label, value = facts.findChildren(Label)
    facts.resize(500, 80)
    QApplication.processEvents()
    assert label.x() < value.x()
    facts.resize(200, 80)
    QApplication.processEvents()
    assert label.x() == value.x()
    assert label.y() < value.y()


def test_what_is_too_long_for_a_line_is_shortened(qtbot: QtBot) -> None:
    """In the middle, so that its ending stays."""
    label = Label()
    qtbot.addWidget(label)
    lines = broken("/a/" + "long" * 40 + ".txt", label.fontMetrics(), 120)
    assert lines[0] == "/a/"
    assert lines[1].endswith(".txt")
    assert all(label.fontMetrics().horizontalAdvance(line) <= 120 for line in lines)
