"""How trees look."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView
from pytestqt.qtbot import QtBot

from megadesk.ui.widgets.trees import paint_arrow, paint_tree_ground


class Tree(QTreeView):
    """One that is painted so."""

    def drawRow(  # noqa: N802 -- Qt's name
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a row on its ground."""
        paint_tree_ground(self, painter, option, index)
        super().drawRow(painter, option, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802 -- Qt's name
        """Paint an arrow."""
        paint_arrow(self, painter, rect, index)


def picture_of(view: QTreeView) -> QImage:
    """Return how it looks."""
    return view.grab().toImage()


def test_what_is_chosen_and_what_is_open_can_be_seen(qtbot: QtBot) -> None:
    """Each makes a difference."""
    model = QStandardItemModel()
    top, below = QStandardItem("Photos"), QStandardItem("2026")
    top.appendRow(below)
    model.appendRow(top)
    model.appendRow(QStandardItem("Music"))
    view = Tree()
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(300, 200)
    view.show()
    pictures = [picture_of(view)]
    view.setExpanded(model.index(0, 0), True)
    pictures.append(picture_of(view))
    view.setCurrentIndex(model.index(1, 0))
    pictures.append(picture_of(view))
    assert all(one != other for number, one in enumerate(pictures) for other in pictures[:number])
