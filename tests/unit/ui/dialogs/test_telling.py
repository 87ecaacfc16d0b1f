"""Where the outcome of what a sheet began is told."""

from __future__ import annotations

import shiboken6
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.dialogs.telling import faults_to, while_open
from megadesk.ui.text import text
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.sheet import Sheet


def test_in_the_sheet_while_it_is_open(desk: FakeDesk, qtbot: QtBot) -> None:
    """And at the foot of the window once it is gone."""
    sheet = Sheet(text("Sheet"), Label(), primary=text("Do"))
    sheet.show()
    said: list[object] = []
    desk.notices.came.connect(said.append)
    tell, done = faults_to(sheet, desk), while_open(sheet, lambda: said.append("done"))
    tell(ServerUnavailable())
    done()
    assert (said, sheet._fault.isVisible()) == (["done"], True)
    with qtbot.waitSignal(sheet.destroyed):
        sheet.close()
    assert not shiboken6.isValid(sheet)
    tell(ServerUnavailable())
    done()
    assert len(said) == 2
