"""A text of rules with the numbers of its lines."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from megadesk.ui.text import text
from megadesk.ui.widgets.rule_edit import RuleEdit


def test_lines_at_fault_are_marked(qtbot: QtBot) -> None:
    """Beside the text too, by a sign and not by colour alone; lines that are not there are not."""
    edit = RuleEdit(text("Rules"))
    qtbot.addWidget(edit)
    edit.setPlainText("*.tmp\na*b*c\n*.log")
    edit.resize(400, 200)
    edit.show()
    plain = edit.grab().toImage()
    edit.show_faults([2, 99])
    assert len(edit.extraSelections()) == 1
    assert edit.grab().toImage() != plain
    edit.show_faults([])
    assert edit.extraSelections() == []


def test_the_strip_has_room_for_its_numbers(qtbot: QtBot) -> None:
    """However many lines there are, and where the text is scrolled."""
    edit = RuleEdit(text("Rules"))
    qtbot.addWidget(edit)
    edit.resize(300, 120)
    edit.show()
    narrow = edit._numbers.width()
    edit.setPlainText("\n".join("*.tmp" for _ in range(1500)))
    assert edit._numbers.width() > narrow
    edit.verticalScrollBar().setValue(700)
    edit.grab()


def test_a_number_stands_on_the_line_of_its_text(qtbot: QtBot) -> None:
    """The feet of both are at the same height."""
    edit = RuleEdit(text("Rules"))
    qtbot.addWidget(edit)
    edit.setPlainText("1")
    edit.resize(300, 120)
    edit.setCursorWidth(0)
    edit.show()
    picture = edit.grab().toImage()
    strip = edit._numbers.geometry()
    inner = range(strip.top() + 4, strip.top() + 40)
    ground = picture.pixelColor(strip.center().x(), strip.bottom() - 8)

    def foot(columns: range) -> int:
        return max(y for y in inner for x in columns if picture.pixelColor(x, y) != ground)

    assert foot(range(strip.left() + 4, strip.right() - 4)) == foot(range(strip.right() + 4, strip.right() + 20))
