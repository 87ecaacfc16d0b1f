"""The parts of one problem: a choice with what it does, a version beside another, and the tree of what would go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Size, Text, joined, text
from megadesk.ui.theme.icons import icon
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import BODY_PX, ICON_PX
from megadesk.ui.tips import tip
from megadesk.ui.viewmodels.choices import Choice
from megadesk.ui.viewmodels.losses import LossBranch, LossNode, node_files, node_name
from megadesk.ui.viewmodels.rowlook import kind_icon, kind_word
from megadesk.ui.viewmodels.sides import VersionCard
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Surface
from megadesk.ui.widgets.labels import Elided, Label
from megadesk.ui.widgets.layout import column, row
from megadesk.ui.widgets.preview import Preview
from megadesk.ui.widgets.rows import sized
from megadesk.ui.widgets.trees import paint_arrow, paint_tree_ground

TREE_ROWS_SHOWN: Final = 9
WORDS_PX: Final = 240
"""What the words of a choice need beside its button."""


class ChoiceRow(QWidget):
    """What can be chosen: what it does, and the button. Signals: chosen(Choice)."""

    chosen = Signal(object)

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self.button = Button(choice.label, choice.kind, tip=choice.meaning)
        self.button.setToolTip("")  # it stands beside it
        self.button.clicked.connect(lambda: self.chosen.emit(choice))
        words = Label(choice.meaning, wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        words.setMinimumWidth(look().px(80))  # not that of its longest word, which may be a command
        self._row = row(words, self.button, spacing=16)
        self.setLayout(self._row)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Put the button below its words where there is no room for both."""
        super().resizeEvent(event)
        is_narrow = self.width() < self.button.sizeHint().width() + look().px(WORDS_PX)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        self._row.setSpacing(8 if is_narrow else 16)


class SideCard(Surface):
    """One of two versions: whose it is, when and how large, what is in it, and the button that keeps it."""

    chosen = Signal(object)

    def __init__(self, card: VersionCard, parent: QWidget | None = None) -> None:
        super().__init__("card", parent=parent)
        self.card = card
        facts = Label(card.facts, "muted", wrap=True)
        facts.setToolTip(tip(say(card.exact)))
        badge = Label(card.badge, "strong", "accent")
        self.preview = Preview()
        self.preview.setMinimumHeight(look().px(150))
        self.preview.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        title = row(Elided(card.title, "strong"), badge, spacing=8)
        title.setStretch(0, 1)
        lines = column(title, facts, Elided(card.note, "small"), 4, self.preview, spacing=2)
        if card.choice is not None:
            choice = card.choice
            self.button: Button | None = Button(choice.label, tip=choice.meaning)
            self.button.clicked.connect(lambda: self.chosen.emit(choice))
            self.button.setAccessibleName(say(joined([choice.label, card.title], ": ")))
            lines.addSpacing(8)
            lines.addWidget(self.button)
        else:
            self.button = None
        lines.setContentsMargins(14, 12, 14, 14)
        self.setLayout(lines)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(say(joined([card.title, card.facts, card.badge], ", ")))


class LossTree(QTreeView):
    """What would go, folders that can be opened, with counts and sizes."""

    def __init__(self, branches: Sequence[LossBranch], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        model = QStandardItemModel(self)
        model.setColumnCount(3)
        for branch in branches:
            top = _items(branch.title, NOTHING, NOTHING, "")
            for node in branch.nodes:
                top[0].appendRow(_node(node))
            model.appendRow(top)
        self.setModel(model)
        self.setHeaderHidden(True)
        self.setAccessibleName(say(text("What would be deleted")))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAnimated(False)
        self.setIndentation(look().px(20))
        self.setIconSize(QSize(look().px(ICON_PX), look().px(ICON_PX)))
        for number in range(model.rowCount()):
            self.setFirstColumnSpanned(number, model.invisibleRootItem().index(), True)
        self.expandToDepth(0)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column_number in (1, 2):
            header.setSectionResizeMode(column_number, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(
                column_number, max(look().px(64), self._room_for(model.invisibleRootItem(), column_number))
            )
        self._show_height(branches)

    def drawRow(  # noqa: N802 -- Qt's name
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a row on its ground."""
        paint_tree_ground(self, painter, option, index)
        super().drawRow(painter, option, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802 -- Qt's name
        """Paint an arrow where something can be opened."""
        paint_arrow(self, painter, rect, index)

    def _room_for(self, item: QStandardItem, column_number: int) -> int:
        """Return how wide the words in a column are, also in folders that are not opened yet."""
        rows = [(item.child(number), item.child(number, column_number)) for number in range(item.rowCount())]
        metrics = QFontMetrics(sized(self.font(), look().px(BODY_PX), QFont.Weight.Normal))
        return max(
            (
                max(metrics.horizontalAdvance(words.text()) + 24, self._room_for(first, column_number))
                for first, words in rows
            ),
            default=0,
        )

    def _show_height(self, branches: Sequence[LossBranch]) -> None:
        rows = sum(1 + len(branch.nodes) for branch in branches)
        self.setFixedHeight(look().px(34) * max(2, min(rows, TREE_ROWS_SHOWN)) + 8)


def _node(node: LossNode) -> list[QStandardItem]:
    kind = "folder" if node.kind != "file" else kind_word(node.name)
    made = _items(node_name(node), node_files(node), text("{size}", size=Size(node.size_bytes)), kind)
    for below in node.below:
        made[0].appendRow(_node(below))
    return made


def _items(name: Text, files: Text, size: Text, kind: str) -> list[QStandardItem]:
    made = [QStandardItem(say(words)) for words in (name, files, size)]
    if kind:
        made[0].setIcon(icon(kind_icon(kind), look().tokens, kind, look().px(ICON_PX)))
    spoken = say(joined([name, files, size], ", "))
    made[0].setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
    made[0].setToolTip(tip(say(name)))
    for item in made[1:]:
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
