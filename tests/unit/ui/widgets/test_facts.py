"""Facts, line by line."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from megadesk.ui.text import text, verbatim
from megadesk.ui.viewmodels.file_facts import Fact
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.facts import Facts
from megadesk.ui.widgets.labels import Label


def test_some_lead_somewhere(qtbot: QtBot) -> None:
    """And are shortened; the others wrap."""
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
    assert len(button.text()) < len(path)
    with qtbot.waitSignal(facts.pressed) as told:
        button.click()
    assert told.args == ["local"]
    assert "5,242,880 bytes" in [label.toolTip() for label in facts.findChildren(Label)]
    facts.show_facts([])
    assert not any(label.isVisible() for label in facts.findChildren(Label))
