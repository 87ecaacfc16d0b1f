"""A look into a file: a picture, text, or a sentence why there is none."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.theme.look import tokens
from megadesk.ui.viewmodels.preview import NO_PREVIEW, Shape, readable
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column, row
from megadesk.ui.widgets.states import Skeleton

PICTURE_SIDE_MAX = 2048
"""Larger pictures are read smaller: sharp enough for a pane, a tenth of the memory."""


class Picture(QWidget):
    """A picture as large as there is room, never larger than it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setAccessibleName(say(text("Preview")))

    def show_image(self, image: QImage) -> None:
        """Show another one."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Take what there is."""
        return QSize(200, 160)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint it in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = self.rect()
        if self._image.isNull():
            return
        size = self._image.size()
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRect(0, 0, size.width(), size.height())
        box.moveCenter(room.center())
        painter.drawImage(box, self._image)
        painter.setPen(QColor(tokens().border))
        painter.drawRect(box.adjusted(0, 0, -1, -1))


class Preview(QStackedWidget):
    """Shows one of: nothing yet, a sentence, a picture, text. Signals: looked(bool) whether there is something to look at."""

    looked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label(NOTHING, "muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said = QWidget()
        self._said.setLayout(column(None, row(self._words, margins=(16, 16, 16, 16)), None))
        self._loading = Skeleton()
        self._picture = Picture()
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(say(text("Preview")))
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._cut = Label(text("Only the beginning is shown."), "small")
        self._page = QWidget()
        self._page.setLayout(column(self._text, self._cut, spacing=4))
        for each in (self._said, self._loading, self._picture, self._page):
            self.addWidget(each)

    def show_words(self, words: Text) -> None:
        """Say why there is nothing to see."""
        self._words.show_words(words)
        self.setCurrentWidget(self._said)
        self.looked.emit(False)

    def show_nothing(self) -> None:
        """Show nothing yet."""
        self._words.show_words(NOTHING)
        self.setCurrentWidget(self._said)

    @property
    def words(self) -> str:
        """Why there is nothing to see."""
        return self._words.text()

    def show_loading(self) -> None:
        """Show that something is on its way."""
        self.setCurrentWidget(self._loading)
        self.looked.emit(True)

    def show_bytes(self, shape: Shape, data: bytes, *, is_whole: bool) -> None:
        """Show what was fetched; ``is_whole``: it is all of the file."""
        if shape is Shape.PICTURE:
            self._show_picture(data)
        else:
            self._show_text(readable(data, is_whole=is_whole), is_whole=is_whole)

    def _show_picture(self, data: bytes) -> None:
        image = read_image(data)
        if image is None:
            self.show_words(NO_PREVIEW)
            return
        self._picture.show_image(image)
        self.setCurrentWidget(self._picture)

    def _show_text(self, found: str | None, *, is_whole: bool) -> None:
        if found is None:
            self.show_words(NO_PREVIEW)
            return
        self._text.setPlainText(found)
        self._cut.setVisible(not is_whole)
        self.setCurrentWidget(self._page)


def read_image(data: bytes) -> QImage | None:
    """Return a picture, turned as its camera was held, and not much larger than a pane; None if it is none."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    if reader.format().data() in {b"svg", b"svgz"}:
        return None
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > PICTURE_SIDE_MAX:
        reader.setScaledSize(size.scaled(PICTURE_SIDE_MAX, PICTURE_SIDE_MAX, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image
