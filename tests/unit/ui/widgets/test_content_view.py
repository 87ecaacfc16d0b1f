"""What is in a file, to look at."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fakes.pictures import picture as painted
from megadesk.ui.text import NOTHING, text
from megadesk.ui.viewmodels.compare import Side
from megadesk.ui.widgets.content_view import PIXELS_MAX, ContentView, PictureView, picture


def test_a_picture_is_read_and_no_larger_than_a_screen(qtbot: QtBot) -> None:
    """Anything else is none."""
    image = picture(painted("#2F6FB0"))
    assert image is not None
    assert (image.width(), image.height()) == (640, 420)
    assert max(image.width(), image.height()) <= PIXELS_MAX
    assert picture(b"no picture") is None
    assert picture(painted("#2F6FB0")[:200]) is None
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(200, 200)
    before = view.grab().toImage().pixelColor(100, 80)
    view.show_picture(image, text("Then"))
    assert view.grab().toImage().pixelColor(100, 80) != before
    assert view.accessibleName() == "Then"


def test_lines_that_came_or_went_have_a_sign_and_a_ground(qtbot: QtBot) -> None:
    """Colour alone says nothing."""
    view = ContentView(text("Now"))
    qtbot.addWidget(view)
    view.show_lines([Side("same"), Side("came", "+"), Side("went", "-")])
    assert view.lines.toPlainText().splitlines() == ["  same", "+ came", "\N{MINUS SIGN} went"]
    grounds = [view.lines.document().findBlockByNumber(number).blockFormat().background() for number in range(3)]
    assert len({ground.color().name() for ground in grounds}) == 3
    assert view.shows == "lines"
    view.show_message("file", text("No preview"), NOTHING)
    assert view.shows == "message"
