"""A closer look at what is in a file: its text, with lines that came or went marked; its picture; or a sentence why not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QImage,
    QImageReader,
    QPainter,
    QPaintEvent,
    QPixmap,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QStackedWidget, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import Text, text
from megadesk.ui.theme.look import tokens
from megadesk.ui.viewmodels.compare import Side
from megadesk.ui.widgets.states import Message

PIXELS_MAX: Final = 1600
SIGNS: Final = {"-": "\N{MINUS SIGN} ", "+": "+ ", "": "  ", " ": "  "}
"""Before each line: that it came or went is not told by colour alone."""


def picture(content: bytes) -> QImage | None:
    """Return the picture that some bytes are, turned as it was taken, and not larger than a screen; None if they are none."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > PIXELS_MAX:
        reader.setScaledSize(size.scaled(PIXELS_MAX, PIXELS_MAX, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


class PictureView(QWidget):
    """A picture as large as there is room, never larger than it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, image: QImage, name: Text) -> None:
        """Show one; ``name`` is said for who does not see it."""
        self._pixmap = QPixmap.fromImage(image)
        self.setAccessibleName(say(name))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint it in the middle."""
        if self._pixmap.isNull():
            return
        room = QSize(self.width() - 16, self.height() - 16)
        size = self._pixmap.size()
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        ratio = self.devicePixelRatioF()
        shown = self._pixmap.scaled(
            size * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(ratio)
        QPainter(self).drawPixmap((self.width() - size.width()) // 2, (self.height() - size.height()) // 2, shown)


class ContentView(QStackedWidget):
    """One side of a comparison."""

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = QPlainTextEdit()
        self.lines.setReadOnly(True)
        self.lines.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.lines.setAccessibleName(say(name))
        self.lines.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._picture = PictureView()
        self._message = Message("file", text("Loading…"))
        self._name = name
        for each in (self._message, self.lines, self._picture):
            self.addWidget(each)

    @property
    def shows(self) -> str:
        """What it shows: message, lines or picture."""
        return ("message", "lines", "picture")[self.currentIndex()]

    def show_message(self, icon_name: str, heading: Text, sentence: Text) -> None:
        """Say why there is nothing to see."""
        self._message.show_message(icon_name, heading, sentence)
        self.setCurrentWidget(self._message)

    def show_picture(self, image: QImage) -> None:
        """Show a picture."""
        self._picture.show_picture(image, self._name)
        self.setCurrentWidget(self._picture)

    def show_lines(self, lines: Sequence[Side]) -> None:
        """Show a text, with what came and went marked."""
        self.lines.setPlainText("\n".join(f"{SIGNS[line.mark]}{line.words}" for line in lines))
        theme = tokens()
        grounds = {"-": theme.error_soft, "+": theme.ok_soft, " ": theme.surface}
        cursor = QTextCursor(self.lines.document())
        cursor.beginEditBlock()
        for number, line in enumerate(lines):
            if line.mark:
                cursor.setPosition(self.lines.document().findBlockByNumber(number).position())
                ground = QTextBlockFormat()
                ground.setBackground(QColor(grounds[line.mark]))
                cursor.setBlockFormat(ground)
        cursor.endEditBlock()
        self.lines.moveCursor(QTextCursor.MoveOperation.Start)
        self.setCurrentWidget(self.lines)
