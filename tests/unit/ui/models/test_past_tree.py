"""A tree of then, read folder by folder."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from fakes import past
from megadesk.ipc.messages import RewindShow
from megadesk.ui.models.past_tree import PATH, PastTree


def filled() -> PastTree:
    """Return a tree of which the top was read."""
    model = PastTree()
    model.start("/", "All files")
    model.put("/", past.show(RewindShow(path="/")).entries, more=False)
    return model


def test_a_folder_is_read_when_it_is_opened(qtbot: QtBot) -> None:
    """Once, and again if it did not come; a file has nothing in it."""
    model = filled()
    wanted: list[tuple[str, str]] = []
    model.wanted.connect(lambda path, after: wanted.append((path, after)))
    documents = model.index_of("/Documents")
    assert model.hasChildren(documents)
    model.fetchMore(documents)
    model.fetchMore(documents)
    assert wanted == [("/Documents", "")]
    model.fail("/Documents")
    assert model.canFetchMore(documents)
    entries = past.show(RewindShow(path="/Documents")).entries
    model.put("/Documents", entries, more=True)
    model.fetchMore(documents)
    assert wanted[-1] == ("/Documents", entries[-1].path)
    assert not model.hasChildren(model.index_of("/Notes.txt"))


def test_it_is_a_sound_model(qtbot: QtBot) -> None:
    """As Qt checks it; paths lead to rows and back."""
    model = PastTree()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.start("/", "All files")
    model.put("/", past.show(RewindShow(path="/")).entries, more=False)
    model.put("/Documents", past.show(RewindShow(path="/Documents")).entries, more=False)
    model.put("/nowhere", [], more=False)
    contract = model.index_of("/Documents/Contract.pdf")
    assert contract.data(PATH) == "/Documents/Contract.pdf"
    assert model.parent(contract) == model.index_of("/Documents")
    assert "Changed since" in contract.data(Qt.ItemDataRole.AccessibleTextRole)
    top = model.index(0, 0)
    assert top.data() == "All files"
    assert model.parent(top) == QModelIndex()
    model.start("backups:/l/d", "Backup")
    assert model.index(0, 0).data() == "Backup"
    assert tester.model() is model
