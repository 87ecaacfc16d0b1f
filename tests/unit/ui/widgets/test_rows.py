"""One row of a list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyle, QTableView, QWidget
from pytestqt.qtbot import QtBot

from megadesk.ui.text import text, verbatim
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import ROW_PX, Appearance
from megadesk.ui.viewmodels.rowlook import RowLook
from megadesk.ui.widgets.rows import GROUND_PX, ROW, RowDelegate, paint_ground, paint_row


def test_a_row_is_painted_as_it_is_given(qtbot: QtBot) -> None:
    """Name, line below, bar and mark all make a difference."""

    def picture(row: RowLook | None) -> object:
        model = QStandardItemModel(1, 1)
        item = QStandardItem("plain")
        item.setData(row, ROW)
        model.setItem(0, 0, item)
        view = QTableView()
        qtbot.addWidget(view)
        view.resize(460, 140)
        view.setModel(model)
        view.setItemDelegate(RowDelegate(view))
        view.setColumnWidth(0, 400)
        view.setRowHeight(0, 56)
        return view.grab().toImage().copy(0, 0, 400, 90)

    plain = RowLook(name="a.jpg", kind="image")
    pictures = [
        picture(each)
        for each in (
            None,
            plain,
            RowLook(name="a.jpg", kind="image", below=text("Uploading")),
            RowLook(name="a.jpg", kind="image", part=0.5),
            RowLook(name="a.jpg", kind="image", mark="check"),
        )
    ]
    assert all(one != other for number, one in enumerate(pictures) for other in pictures[:number])


def test_rows_are_as_high_as_their_text(qtbot: QtBot) -> None:
    """At twice the text, twice as high."""
    delegate = RowDelegate()
    index: QModelIndex | QPersistentModelIndex = QModelIndex()
    from PySide6.QtWidgets import QStyleOptionViewItem

    assert delegate.sizeHint(QStyleOptionViewItem(), index).height() == ROW_PX
    look().choose(Appearance.LIGHT, 2.0)
    assert delegate.sizeHint(QStyleOptionViewItem(), index).height() == 2 * ROW_PX
    assert Qt.ItemDataRole.UserRole < ROW


def test_a_low_row_has_one_line(qtbot: QtBot) -> None:
    """The second one would not fit; a table says it in its columns."""

    def picture(row: RowLook, height: int) -> QImage:
        image = QImage(400, height, QImage.Format.Format_RGB32)
        image.fill(0)
        view = QWidget()
        qtbot.addWidget(view)
        painter = QPainter(image)
        paint_row(painter, QRect(0, 0, 400, height), row, view, is_mirrored=False)
        painter.end()
        return image

    one, two = RowLook(name="a.jpg", kind="image"), RowLook(name="a.jpg", kind="image", below=text("Uploading"))
    assert picture(one, 40) == picture(two, 40)
    assert picture(one, 56) != picture(two, 56)


def test_what_is_chosen_has_an_edge_in_high_contrast(qtbot: QtBot) -> None:
    """There its soft ground alone is hardly seen."""
    found: list[bool] = []
    for appearance in (Appearance.LIGHT, Appearance.HIGH_CONTRAST):
        look().choose(appearance)
        image = QImage(100, 40, QImage.Format.Format_RGB32)
        image.fill(tokens().bg)
        painter = QPainter(image)
        paint_ground(painter, QRect(0, 0, 100, 40), QStyle.StateFlag.State_Selected, has_focus=False)
        painter.end()
        found.append(image.pixelColor(GROUND_PX, 20).name().upper() == tokens().accent_soft)
    assert found == [True, False]
    look().choose(Appearance.LIGHT)


def test_the_line_below_loses_whole_facts(qtbot: QtBot) -> None:
    """What is painted is the same as a line with fewer facts."""

    def picture(below: str, width: int) -> QImage:
        view = QWidget()
        qtbot.addWidget(view)
        image = QImage(width, 56, QImage.Format.Format_RGB32)
        image.fill(tokens().bg)
        painter = QPainter(image)
        row = RowLook(name="a.jpg", kind="image", below=verbatim(below))
        paint_row(painter, QRect(0, 0, width, 56), row, view, is_mirrored=False)
        painter.end()
        return image

    whole = "Uploading · 4.2 MiB/s · 12 seconds left"
    assert picture(whole, 240) == picture("Uploading · 4.2 MiB/s", 240)
    assert picture(whole, 600) != picture("Uploading · 4.2 MiB/s", 600)
