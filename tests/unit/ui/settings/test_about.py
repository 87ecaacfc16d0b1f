"""What this is."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ui.settings.about import MADE_OF, AboutPart, licence_text


def test_every_part_is_named_with_its_licence(desk: FakeDesk, qtbot: QtBot) -> None:
    """All that is installed, and the icons."""
    part = AboutPart(desk)
    qtbot.addWidget(part)
    lines = licence_text().splitlines()
    assert all(any(line.startswith(name) and not line.endswith(": ") for line in lines) for name in MADE_OF)
    assert "ISC License" in lines
