"""What storage is used for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from megadesk.ipc.messages import Quota
from megadesk.ui.theme.tokens import LIGHT
from megadesk.ui.viewmodels.usage import usage
from megadesk.ui.widgets.usage import UsageView


def test_the_bar_is_in_parts_and_the_legend_names_them(qtbot: QtBot) -> None:
    """From the side that is read first."""
    view = UsageView(is_long=True)
    qtbot.addWidget(view)
    found = usage(Quota(used=50 << 20, total=100 << 20, files=25 << 20, backups=25 << 20))
    assert found is not None
    view.show_usage(found)
    view.resize(400, 80)
    view.show()
    image = view._bar.grab().toImage()
    assert [image.pixelColor(x, 4).name().upper() for x in (20, 150, 350)] == [
        LIGHT.accent,
        LIGHT.document,
        LIGHT.track,
    ]
    assert {label.text() for label in view.findChildren(QLabel)} >= {
        "Files 25.0 MiB",
        "Backups 25.0 MiB",
        "50.0 MiB of 100 MiB",
    }
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert view._bar.grab().toImage().pixelColor(390, 4).name().upper() == LIGHT.accent
    assert view.accessibleName() == "Storage: 50.0 MiB of 100 MiB"
