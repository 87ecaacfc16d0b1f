"""Words on a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from megadesk.ui.text import joined, text, verbatim
from megadesk.ui.widgets.labels import Elided, Label, Parts, read_from


def test_words_are_plain_text(qtbot: QtBot) -> None:
    """A file may be called <b>."""
    label = Label(verbatim("<b>x</b> &amp;"))
    qtbot.addWidget(label)
    assert label.text() == "<b>x</b> &amp;"
    label.show_words(text("Bad"), "error")
    assert (label.text(), label.property("tone")) == ("Bad", "error")


def test_a_long_name_is_shortened_and_its_whole_is_a_tooltip(qtbot: QtBot) -> None:
    """Only where it does not fit."""
    label = Elided(verbatim("a very long name of a file that ends in.jpg"))
    qtbot.addWidget(label)
    label.resize(90, 20)
    label.grab()
    assert label.toolTip() == label.text()
    label.resize(900, 20)
    label.grab()
    assert label.toolTip() == ""


def test_facts_in_a_line_go_whole_from_its_end(qtbot: QtBot) -> None:
    """No number is cut in two; all of it is the tooltip."""
    label = Parts(joined([text("2 running"), text("3 waiting"), text("879 KiB/s down")]))
    qtbot.addWidget(label)
    for words in ("2 running · 3 waiting · 879 KiB/s down", "2 running · 3 waiting", "2 running"):
        label.resize(label.fontMetrics().horizontalAdvance(words) + 2, 20)
        assert label.shown == words
    label.grab()
    assert label.toolTip() == "2 running · 3 waiting · 879 KiB/s down"


def test_words_are_read_from_the_side_of_their_letters() -> None:
    """A path stays as it is where everything else is mirrored."""
    assert read_from("/home/anna") is Qt.LayoutDirection.LeftToRight
    assert read_from("42 %") is Qt.LayoutDirection.LeftToRight
    assert read_from("2: \N{HEBREW LETTER ALEF} a") is Qt.LayoutDirection.RightToLeft
    name = "\N{FIRST STRONG ISOLATE}\N{HEBREW LETTER ALEF}\N{POP DIRECTIONAL ISOLATE}"
    assert read_from(f"{name} is safe") is Qt.LayoutDirection.LeftToRight
