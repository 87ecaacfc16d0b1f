"""The four states of every list: something to show, nothing yet, not here yet, and an error.

Loading shows a skeleton, and only after a while: what comes at once does not flash.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import ROW_PX
from megadesk.ui.tips import tip
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Icon
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import EDGE_PX, column, row

SKELETON_AFTER_MS: Final = 150
WORDS_MIN_PX: Final = 120
WORDS_MAX_PX: Final = 440
SIDE_PX: Final = 4
GAPS_PX: Final = 38
"""Between picture, words and button, and a little air."""


class Message(QWidget):
    """An icon, a title, a sentence and what to do, in the middle. Signals: acted()."""

    acted = Signal()

    def __init__(
        self,
        icon_name: str,
        heading: Text,
        sentence: Text = NOTHING,
        action: Text = NOTHING,
        tone: str = "muted",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = Icon(icon_name, tone, 40)
        self._heading = Label(heading, "section", wrap=True)
        self._sentence = Label(sentence, "muted", wrap=True)
        self._button = Button(action)
        self._button.clicked.connect(self.acted)
        self._button.setVisible(bool(action))
        self._sentence.setVisible(bool(sentence))
        for label in (self._heading, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self._whole = column(
                None, row(None, self._icon, None), 12, row(None, self._heading, None), 6,
                row(None, self._sentence, None), 14, row(None, self._button, None), None, margins=(24, 24, 24, 24),
        )  # fmt: skip
        self.setLayout(self._whole)

    def show_message(
        self, icon_name: str, heading: Text, sentence: Text = NOTHING, action: Text = NOTHING, tone: str = "muted"
    ) -> None:
        """Say something else."""
        self._icon.show_icon(icon_name, tone)
        self._heading.show_words(heading)
        self._sentence.show_words(sentence)
        self._sentence.setVisible(bool(sentence))
        self._button.show_words(action)
        self._button.setVisible(bool(action))
        self._fit()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be as small as need be: words take more lines then, and what has no room is left out."""
        return QSize(
            self._least_px + 2 * SIDE_PX, self._heading.heightForWidth(self._words_px) + self._button_px + GAPS_PX
        )

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Ask for the room that all of it needs."""
        width = self._words_px
        words = self._sentence.heightForWidth(width) if self._sentence.text() else 0
        height = self._icon.height() + self._heading.heightForWidth(width) + words + self._button_px
        return QSize(look().px(WORDS_MAX_PX) + 2 * EDGE_PX, height + GAPS_PX + 2 * EDGE_PX)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        """Ask by sizeHint alone: the layout inside counts only what is not left out."""
        return False

    @property
    def _words_px(self) -> int:
        """How wide the words are."""
        room = self.width() - 2 * self._side_px
        return max(self._least_px, min(look().px(WORDS_MAX_PX), room))

    @property
    def _least_px(self) -> int:
        """How narrow what it says may be."""
        return max(look().px(WORDS_MIN_PX), 0 if self._button.isHidden() else self._button.sizeHint().width())

    @property
    def _side_px(self) -> int:
        """How far what it says is from the sides."""
        return EDGE_PX if self.width() >= self._least_px + 2 * EDGE_PX else SIDE_PX

    @property
    def _button_px(self) -> int:
        """How much room the button takes, if there is one."""
        return 0 if self._button.isHidden() else self._button.sizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Give the words the width there is, and leave the picture out where it would take their height."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self._words_px
        for label in (self._heading, self._sentence):
            label.setFixedWidth(width)
        room = self.height() - GAPS_PX - self._heading.heightForWidth(width) - self._button_px
        words = self._sentence.text()
        has_room = self._sentence.heightForWidth(width) <= room
        self._sentence.setVisible(bool(words) and has_room)
        self._heading.setToolTip("" if has_room else tip(words))
        room -= self._sentence.heightForWidth(width) if words and has_room else 0
        self._icon.setVisible(self._icon.height() <= room)
        air = EDGE_PX if room >= self._icon.height() + 2 * EDGE_PX else 2
        self._whole.setContentsMargins(self._side_px, air, self._side_px, air)


class Skeleton(QWidget):
    """Grey shapes where rows will be."""

    def __init__(self, row_px: int = ROW_PX, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row_px = row_px
        self.setAccessibleName(say(text("Loading")))

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Take what there is."""
        return QSize(200, 200)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint a few rows that fade out downwards."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colour = QColor(tokens().track)
        rows = min(8, self.height() // self._row_px)
        for number in range(rows):
            colour.setAlphaF(1 - number / max(1, rows))
            painter.setBrush(colour)
            top = number * self._row_px + self._row_px / 2
            painter.drawRoundedRect(QRectF(EDGE_PX, top - 14, 28, 28), 7, 7)
            width = (self.width() - 120) * (0.62, 0.44, 0.53)[number % 3]
            painter.drawRoundedRect(QRectF(EDGE_PX + 44, top - 11, width, 8), 4, 4)
            painter.drawRoundedRect(QRectF(EDGE_PX + 44, top + 4, width * 0.6, 7), 3.5, 3.5)


class States(QStackedWidget):
    """A list and what stands in its place. Signals: acted() for the action of empty, retried() for that of an error."""

    acted = Signal()
    retried = Signal()

    def __init__(self, content: QWidget, empty: Message, row_px: int = ROW_PX, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content, self._empty = content, empty
        self._error = Message("circle-alert", NOTHING, tone="error")
        self._blank, self._skeleton = QWidget(), Skeleton(row_px)
        for each in (content, empty, self._error, self._blank, self._skeleton):
            self.addWidget(each)
        empty.acted.connect(self.acted)
        self._error.acted.connect(self.retried)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SKELETON_AFTER_MS)
        self._timer.timeout.connect(lambda: self.setCurrentWidget(self._skeleton))
        self.setCurrentWidget(self._blank)

    def show_content(self) -> None:
        """There is something."""
        self._timer.stop()
        self.setCurrentWidget(self._content)

    def show_empty(self, message: tuple[str, Text, Text, Text] | None = None) -> None:
        """There is nothing; ``message``: icon, heading, sentence and action, if they depend on why."""
        self._timer.stop()
        if message is not None:
            self._empty.show_message(*message)
        self.setCurrentWidget(self._empty)

    def show_loading(self) -> None:
        """It is on its way: after a while that shows, unless something stands there already."""
        if self.currentWidget() is not self._content and not self._timer.isActive():
            self._timer.start()

    def show_error(self, sentence: Text) -> None:
        """It did not come."""
        self._timer.stop()
        self._error.show_message("circle-alert", text("Could not be shown"), sentence, text("Try again"), "error")
        self.setCurrentWidget(self._error)

    @property
    def shows(self) -> str:
        """Which one is shown: content, empty, loading or error."""
        current = self.currentWidget()
        return (
            "content"
            if current is self._content
            else "empty"
            if current is self._empty
            else "error"
            if current is self._error
            else "loading"
        )
