"""Where the account is open: one line a device, each but this one can be signed out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions import account as actions
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.confirm import ConfirmSheet
from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, text
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import ROW_PX
from megadesk.ui.viewmodels.account import SessionLine, ending_facts, session_lines
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Icon, Surface
from megadesk.ui.widgets.labels import Elided, Parts, section
from megadesk.ui.widgets.layout import clear, column, row
from megadesk.ui.widgets.states import Message, States

LINE_PX: Final = 44
GAP_PX: Final = 4
QWIDGETSIZE_MAX: Final = 16_777_215
"""Qt's word for: as high as it likes."""


class SessionsCard(Surface):
    """Reads them when it is told to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("card")
        self._desk = desk
        self._lines = column(spacing=GAP_PX)
        content = QWidget()
        content.setLayout(self._lines)
        self.states = States(content, Message("laptop", NOTHING))
        self.states.setMinimumHeight(look().px(ROW_PX))
        self.states.retried.connect(self.read)
        self.setLayout(
            column(section(text("Where you are signed in")), self.states, margins=(16, 14, 16, 16), spacing=8)
        )

    def read(self) -> None:
        """Read where the account is open."""
        self.states.show_loading()
        actions.sessions(
            self._desk,
            then=self._show_sessions,
            failed=self._fail,
            owner=self,
        )

    def _fail(self, error: MegadeskError) -> None:
        self.states.setMinimumHeight(look().px(ROW_PX))
        self.states.setMaximumHeight(QWIDGETSIZE_MAX)
        self.states.show_error(app_words_of_error(error))

    def _show_sessions(self, found: Sequence[m.Session]) -> None:
        clear(self._lines)
        for line in session_lines(found, self._desk.now_ms()):
            self._lines.addWidget(self._line(line))
        self.states.show_content()
        self.states.setFixedHeight(len(found) * (look().px(LINE_PX) + GAP_PX))  # higher or lower than before

    def _line(self, line: SessionLine) -> QWidget:
        below = Parts(line.below, "small")
        below.setToolTip(say(line.exact))
        words = column(Elided(line.name, "strong"), below, spacing=1)
        made = QWidget()
        made.setFixedHeight(look().px(LINE_PX))
        pieces = row(Icon("laptop", "accent" if line.is_here else "muted"), words, spacing=12)
        pieces.setStretch(1, 1)
        if not line.is_here:
            end = Button(text("End session…"))
            end.setAccessibleName(say(text("End the session of {name}", name=line.name)))
            end.clicked.connect(lambda: self._end(line))
            pieces.addWidget(end)
        made.setLayout(pieces)
        return made

    def _end(self, line: SessionLine) -> None:
        def do(then: Callable[[], None], failed: Callable[[MegadeskError], None], owner: QWidget) -> None:
            def ended() -> None:
                then()
                self.read()

            actions.end_session(self._desk, line.id, then=ended, failed=failed, owner=owner)

        heading = text("End the session of {name}?", name=line.name)
        ConfirmSheet(heading, ending_facts(line), text("End session"), do, parent=self.window()).show()
