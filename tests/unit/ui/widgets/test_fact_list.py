"""Facts below each other."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from megadesk.ui.text import text
from megadesk.ui.viewmodels.facts import Fact
from megadesk.ui.widgets.fact_list import FactList
from megadesk.ui.widgets.labels import Label


def test_facts_are_shown_and_changed(qtbot: QtBot) -> None:
    """The same ones again build nothing anew; none hide it."""
    facts = [Fact("info", "ok", text("One")), Fact("info", "warn", text("Two"))]
    shown = FactList(facts)
    qtbot.addWidget(shown)
    labels = shown.findChildren(Label)
    assert [label.text() for label in labels] == ["One", "Two"]
    shown.show_facts(list(facts))
    assert shown.findChildren(Label) == labels
    shown.show_facts([])
    assert shown.isHidden()
