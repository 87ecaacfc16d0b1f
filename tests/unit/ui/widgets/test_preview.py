"""A look into a file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from megadesk.ui.text import text
from megadesk.ui.viewmodels.preview import Shape
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.preview import PICTURE_SIDE_MAX, Picture, Preview, read_image


def png(width: int, height: int) -> bytes:
    """Return a picture."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


@pytest.fixture
def pane(qtbot: QtBot) -> Preview:
    """Return an empty pane."""
    made = Preview()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    return made


def words(pane: Preview) -> str:
    """Return the sentence that stands there."""
    shown = pane.currentWidget()
    label = shown.findChild(Label) if isinstance(shown, QWidget) else None
    assert isinstance(label, Label)
    return label.text()


def test_text_is_shown_and_said_to_be_cut(pane: Preview) -> None:
    """If it is."""
    pane.show_loading()
    pane.show_bytes(Shape.TEXT, b"hello", is_whole=False)
    edit = pane.findChild(QPlainTextEdit)
    assert isinstance(edit, QPlainTextEdit)
    assert (edit.toPlainText(), edit.isReadOnly(), words(pane)) == ("hello", True, "Only the beginning is shown.")


def test_a_picture_is_shown(pane: Preview) -> None:
    """Painted without a complaint, also a large one."""
    pane.show_bytes(Shape.PICTURE, png(600, 400), is_whole=True)
    assert isinstance(pane.currentWidget(), Picture)
    assert pane.grab().toImage().pixelColor(150, 100).name() == "#336699"


@pytest.mark.parametrize("shape", [Shape.TEXT, Shape.PICTURE])
def test_what_is_neither_gets_a_sentence(pane: Preview, shape: Shape) -> None:
    """Whatever its name promised."""
    pane.show_bytes(shape, b"\0\1\2", is_whole=True)
    assert words(pane) == "There is no preview for this kind of file."
    pane.show_words(text("This file is empty."))
    assert words(pane) == "This file is empty."


def test_large_pictures_are_read_smaller_and_svg_not_at_all(qtbot: QtBot) -> None:
    """An SVG could name files of this computer."""
    image = read_image(png(4 * PICTURE_SIDE_MAX, 10))
    assert image is not None
    assert image.width() == PICTURE_SIDE_MAX
    assert read_image(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>') is None
