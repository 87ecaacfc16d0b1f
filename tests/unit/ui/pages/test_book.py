"""The pages there are."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ui.pages.book import Entry, book


@pytest.mark.parametrize("entry", book(), ids=lambda entry: entry.word)
def test_each_page_can_be_made_and_looked_at(entry: Entry, desk: FakeDesk, qtbot: QtBot) -> None:
    """With an engine that answers nothing of what it asks."""
    page = entry.make(desk)
    qtbot.addWidget(page)
    page.show()
    page.entered()
    page.refresh()
    page.left()
    assert page.accessibleName()
