"""What opens beside a page: a window with a title, something to fill in, and at its foot what can be done. Not modal.

Escape closes it. What is wrong is said in it, above the buttons. While something goes on the buttons rest, and “Cancel”
ends it. One primary button, which Return presses. Of the same sheet, asked for twice, one is left. What is higher than
the screen scrolls between title and buttons.
"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QLayout, QScrollArea, QSizePolicy, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Banner, line
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import EDGE_PX, column, row


class Sheet(QDialog):
    """Signals: accepted_by_person() when the primary button was pressed, closed() when it is gone.

    is_wide: the content reaches from edge to edge, as a list does: what is in its rows begins where the title does.
    The owner decides what “primary” does, shows faults with ``show_fault`` and ends with ``close``.
    """

    accepted_by_person = Signal()
    closed = Signal()

    keeps_first: ClassVar[bool] = False
    """Whether a person who asks for it again comes back to what they typed; else what it was asked for now counts."""

    def __init__(
        self,
        heading: Text,
        content: QLayout | QWidget,
        *,
        primary: Text = NOTHING,
        kind: str = "primary",
        cancel: Text = NOTHING,
        context: Text = NOTHING,
        width: int = 460,
        is_wide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setWindowTitle(say(heading))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.is_busy = False
        self._sheet_px = width
        self.setMinimumWidth(width)
        self.heading = Label(heading, "section", wrap=True)
        self.context = Label(context, "muted", wrap=True)
        self.context.setVisible(bool(context))
        self._fault = Banner("circle-alert", NOTHING, "error")
        self._fault.hide()
        self.primary = Button(primary, kind)
        self.primary.setVisible(bool(primary))
        self.primary.clicked.connect(self.accepted_by_person)
        self.cancel = Button(cancel or (text("Cancel") if primary else text("Close")))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.close)
        self.extra = row()
        body, edge = QWidget(), 0 if is_wide else EDGE_PX
        if isinstance(content, QWidget):
            body.setLayout(row(content, margins=(edge, 0, edge, 0)))
        else:
            content.setContentsMargins(edge, 0, edge, 0)
            body.setLayout(content)
        body.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._sheet_body = body
        self._sheet_area: QScrollArea | None = None
        self._sheet_foot = foot = row(self.extra, None, self.cancel, self.primary, margins=(EDGE_PX, 12, EDGE_PX, 16))
        head = column(self.heading, self.context, margins=(EDGE_PX, 0, EDGE_PX, 0), spacing=6)
        fault = row(self._fault, margins=(EDGE_PX, 0, EDGE_PX, 0))
        inner = column(head, 8, body, fault, margins=(0, 20, 0, 12), spacing=6)
        inner.setStretchFactor(body, 1)
        self._sheet_parts = inner
        whole = column(inner, line(), foot)
        self.setLayout(whole)
        self.primary.setDefault(True)  # only now: before it has a dialog around it, Qt takes another for the default

    def show(self) -> None:
        """Open, in place of the same sheet where that is open already: a double click asks twice."""
        twin = self._twin()
        if twin is None or not (twin.keeps_first or twin.is_busy):
            super().show()
            if twin is not None:
                twin.close()
            return
        self.close()
        twin.raise_()
        twin.activateWindow()

    def _twin(self) -> Sheet | None:
        for other in QApplication.topLevelWidgets():
            if (
                isinstance(other, Sheet)
                and type(other) is type(self)
                and other is not self
                and other.isVisible()
                and other.parent() is self.parent()
                and other.windowTitle() == self.windowTitle()
            ):
                return other
        return None

    def show_fault(self, words: Text) -> None:
        """Say what is wrong; nothing: it is well."""
        self._fault.show_words("circle-alert", words, "error")
        self._fault.setVisible(bool(words))
        self.show_busy(is_busy=False)

    def show_busy(self, *, is_busy: bool) -> None:
        """Let the primary button rest while something goes on."""
        self.is_busy = is_busy
        self.primary.setEnabled(not is_busy)
        if is_busy:
            self._fault.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Be high enough for words that take more lines at this width: a window does not ask its layout for that."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Be higher as well when what is in it has grown."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        wide = min(self._sheet_foot.minimumSize().width(), self.screen().availableGeometry().width())
        self.setMinimumWidth(max(self._sheet_px, wide))  # the words of no button are cut
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            room = self.screen().availableGeometry().height() - 80
            wanted = layout.totalHeightForWidth(self.width())
            if wanted > room and self._sheet_area is None:
                self._scroll()
                wanted = room
            self.setMinimumHeight(min(wanted, room))

    def _scroll(self) -> None:
        """Let what is between title and buttons scroll: it is higher than the screen, and would be cut."""
        body, area, at = self._sheet_body, QScrollArea(), self.focusWidget()
        self._sheet_area = area
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumWidth(body.minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width())
        self._sheet_parts.replaceWidget(body, area)
        self._sheet_parts.setStretchFactor(area, 1)
        area.setWidget(body)
        body.setObjectName("scrolled")
        body.show()
        if at is not None:
            at.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Close on Escape, as everything does."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        """Say that it is gone."""
        super().closeEvent(event)
        self.closed.emit()
