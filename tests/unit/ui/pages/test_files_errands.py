"""The strip of what is under way."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fakes.moving import errand
from megadesk.ui.pages.files_errands import SHOWN_MAX, ErrandLine, ErrandStrip
from megadesk.ui.viewmodels.errands import ErrandShow, shown
from megadesk.ui.widgets.buttons import Button, IconButton


def row(name: str, *, asks: int = 0) -> ErrandShow:
    """Return one errand."""
    made = shown(errand(name, questions=asks))
    assert made is not None
    return made


def test_each_is_one_line_that_stays(qtbot: QtBot) -> None:
    """It changes in place, and goes when it is over; with nothing the strip is gone."""
    strip = ErrandStrip()
    qtbot.addWidget(strip)
    strip.show_rows([row("a"), row("b")])
    assert not strip.isHidden()
    lines = strip.findChildren(ErrandLine)
    strip.show_rows([row("b", asks=2)])
    assert [line for line in strip.findChildren(ErrandLine) if not line.isHidden()] == [lines[1]]
    strip.show_rows([])
    assert strip.isHidden()


def test_it_is_cancelled_and_answered(qtbot: QtBot) -> None:
    """And more than fit lead to the page of all."""
    strip = ErrandStrip()
    qtbot.addWidget(strip)
    told: list[str] = []
    strip.cancelled.connect(lambda name: told.append(f"cancel {name}"))
    strip.answered.connect(lambda name: told.append(f"answer {name}"))
    strip.more_wanted.connect(lambda: told.append("more"))
    strip.show_rows([row("a", asks=1), *(row(str(number)) for number in range(SHOWN_MAX + 1))])
    line = strip.findChild(ErrandLine)
    assert isinstance(line, ErrandLine)
    for button in (*line.findChildren(Button), *line.findChildren(IconButton)):
        button.click()
    assert strip._more.text() == "2 more"
    strip._more.click()
    assert told == ["answer a", "cancel a", "more"]
