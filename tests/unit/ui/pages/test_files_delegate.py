"""One entry of the cloud, painted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fakes.cloud import entry
from fakes.desk import NOW_MS
from megadesk.ui.models.files import FilesModel
from megadesk.ui.pages.files_views import EntryView, FilesGrid, FilesList


@pytest.mark.parametrize("kind", [FilesList, FilesGrid])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_states_and_choices_can_be_seen(kind: type[EntryView], direction: Qt.LayoutDirection, qtbot: QtBot) -> None:
    """Another state, another name or a choice is another picture; in both directions."""
    model = FilesModel(lambda: NOW_MS)
    view = kind(model)
    model.setParent(view)
    qtbot.addWidget(view)
    view.setLayoutDirection(direction)
    view.resize(500, 300)
    view.show()
    pictures = []
    for state in ("synced", "unreadable", "waiting"):
        model.replace([entry("/a name that is long enough for two lines.txt", 1, state=state), entry("/b")])
        pictures.append(view.grab().toImage())
    view.choose([0])
    pictures.append(view.grab().toImage())
    model.begin(is_found=True)
    model.add([entry("/Photos/deep/down/a.txt")])
    pictures.append(view.grab().toImage())
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[at + 1 :])
