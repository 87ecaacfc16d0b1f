"""What all pages have in common: a title, one line of context, actions at the right, and the content.

A page is made when it is first shown. ``entered`` and ``left`` say when a person looks: what costs something is done in
between only. ``open_at`` shows something on it. Its menu (``commands``) stands in the menu bar while it is shown, with
all its keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from megadesk.ui.desk import Desk
from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Text
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import CONTROL_PX
from megadesk.ui.widgets.labels import Label, Parts
from megadesk.ui.widgets.layout import EDGE_PX, column, row


def command(
    owner: QWidget,
    words: Text,
    do: Callable[[], object],
    keys: str | QKeySequence.StandardKey = "",
    *,
    others: Sequence[str] = (),
) -> QAction:
    """Return an action with its keys, which work wherever the keyboard is in ``owner``."""
    action = QAction(say(words), owner)
    shortcuts = [QKeySequence(keys)] if keys != "" else []
    action.setShortcuts([*shortcuts, *(QKeySequence(other) for other in others)])
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda: do())
    owner.addAction(action)
    return action


def fill(menu: QMenu, actions: Iterable[QAction | None], *, only_possible: bool = False) -> QMenu:
    """Put actions into a menu, None as a line between two; ``only_possible``: leave out what cannot be done now."""
    for action in actions:
        if action is None:
            menu.addSeparator()
        elif action.isEnabled() or not only_possible:
            menu.addAction(action)
    return menu


class Page(QWidget):
    """One page. Give it a title and content; override what it needs."""

    def __init__(self, desk: Desk, heading: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(say(heading))
        self.desk = desk
        self.heading = Label(heading, "title")
        self.heading.setMinimumHeight(look().px(CONTROL_PX))  # with buttons beside it and without: in the same place
        self.context = Parts(NOTHING, "muted")
        self.header_actions = row(spacing=8)
        self.body = column()
        header = row(self.heading, None, self.header_actions, margins=(EDGE_PX, 14, EDGE_PX, 0), spacing=16)
        line = row(self.context, margins=(EDGE_PX, 0, EDGE_PX, 12))
        self.setLayout(column(header, line, self.body))
        self.layout().setStretch(2, 1)  # type: ignore[union-attr]  # it was just set

    def put(self, content: QWidget) -> None:
        """Put the content below the header."""
        content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.body.addWidget(content, 1)

    def entered(self) -> None:
        """A person looks at it now."""

    def left(self) -> None:
        """Nobody looks at it any more."""

    def home(self) -> QWidget | None:
        """Return what the keyboard goes to that was on another page; None: the first there is."""
        return None

    def open_at(self, what: str) -> None:
        """Show something on it; ``what`` is the page's own word for it."""

    def search(self) -> None:
        """Let the person search (Ctrl+F)."""

    def refresh(self) -> None:
        """Look again (F5)."""

    def commands(self) -> list[QAction | None]:
        """Return what stands in the page's menu; None is a line between two."""
        return []
