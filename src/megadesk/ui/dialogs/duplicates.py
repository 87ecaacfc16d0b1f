"""Names that are taken: both sides with their facts, what can be done and what that means; one by one or all alike.

sheet = DuplicatesSheet(desk, errand_status, parent=self)
sheet.answered.connect(...)      the errand as it stands after an answer
sheet.show()
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from megadesk.ipc import messages as m
from megadesk.ui.desk import Desk
from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import words_of_error
from megadesk.ui.viewmodels.file_errands import Asked, SideCard, asked
from megadesk.ui.widgets.cards import Surface, card
from megadesk.ui.widgets.inputs import Switch
from megadesk.ui.widgets.kind_tile import Tile
from megadesk.ui.widgets.labels import Label, small
from megadesk.ui.widgets.layout import clear, column, row
from megadesk.ui.widgets.sheet import Sheet

PAGE: Final = 50


class DuplicatesSheet(Sheet):
    """Signals: answered(ErrandStatus). It closes itself once nothing is open; closed before, the questions wait."""

    answered = Signal(object)

    def __init__(self, desk: Desk, errand: m.ErrandStatus, parent: QWidget | None = None) -> None:
        self._desk, self._errand = desk, errand.id
        self._is_up = errand.way == "put"
        self._open: list[m.Question] = []
        self._shown: Asked | None = None
        self._cards = row(spacing=12)
        self._choices = column(spacing=2)
        self._group = QButtonGroup()
        self._alike = Switch(text("Do the same for all"))
        self._alike_words = Label()
        self._alike_words.setBuddy(self._alike)
        content = column(self._cards, 10, self._choices, 8, row(self._alike, self._alike_words, None), spacing=0)
        super().__init__(
            text("Name already in use"), content, primary=text("Continue"), cancel=text("Decide later"),
            width=look().px(560), parent=parent,
        )  # fmt: skip
        self.accepted_by_person.connect(self._answer)
        self.primary.setEnabled(False)
        self._read()

    @property
    def shown(self) -> Asked | None:
        """The question that is shown."""
        return self._shown

    def choose(self, word: str) -> None:
        """Choose an answer."""
        for button in self._group.buttons():
            if button.property("word") == word:
                button.setChecked(True)

    # -- asking -------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        self._desk.link.ask(
            m.ERRAND_QUESTIONS, m.AskErrand(id=self._errand, limit=PAGE), then=self._take,
            failed=lambda error: self.show_fault(words_of_error(error)), owner=self,
        )  # fmt: skip

    def _take(self, page: m.QuestionPage) -> None:
        self._open = list(page.questions)
        if not self._open:
            self.close()
            return
        last = self._chosen_word()
        self._shown = asked(self._open[0], page.total, is_up=self._is_up, now_ms=self._desk.now_ms())
        self._show(self._shown, last)

    def _show(self, shown: Asked, last: str) -> None:
        self.heading.show_words(shown.heading)
        self.context.show_words(shown.context)
        self.context.setVisible(bool(shown.context))
        clear(self._cards)
        for side in (shown.there, shown.new):
            self._cards.addWidget(_side(side), 1)
        clear(self._choices)
        self._group = QButtonGroup(self)
        for choice in shown.choices:
            button = QRadioButton(say(choice.words))
            button.setProperty("word", choice.word)
            button.setAccessibleDescription(say(choice.means))
            self._group.addButton(button)
            self._choices.addWidget(button)
            means = Label(choice.means, "small", wrap=True)
            means.setContentsMargins(look().px(26), 0, 0, 6)
            means.setBuddy(button)
            self._choices.addWidget(means)
        self._group.buttonToggled.connect(lambda: self.primary.setEnabled(True))
        self.choose(last)
        first = self._group.checkedButton() or self._group.buttons()[0]
        first.show()  # what is hidden takes no keyboard, and it would come only with the next event
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._alike_words.show_words(shown.alike)
        self._alike.setAccessibleName(say(shown.alike))
        self.show_fault(NOTHING)
        self.primary.setEnabled(bool(self._chosen_word()))

    def _chosen_word(self) -> str:
        button = self._group.checkedButton()
        return str(button.property("word")) if isinstance(button, QRadioButton) else ""

    # -- answering ----------------------------------------------------------------------------------------------------

    def _answer(self) -> None:
        word, shown = self._chosen_word(), self._shown
        if not word or shown is None:
            return
        self.show_busy(is_busy=True)
        answer = (
            m.AnswerErrand(id=self._errand, answer=word, case=shown.case, to_all=True)
            if self._alike.isChecked()
            else m.AnswerErrand(id=self._errand, answer=word, questions=[shown.number])
        )
        self._desk.link.ask(
            m.ANSWER_ERRAND, answer, then=self._is_answered,
            failed=lambda error: self.show_fault(words_of_error(error)), owner=self,
        )  # fmt: skip

    def _is_answered(self, status: m.ErrandStatus) -> None:
        self._alike.setChecked(False)
        self.answered.emit(status)
        if status.questions:
            self._read()
        else:
            self.close()


def _side(side: SideCard) -> Surface:
    """Return the card of one side."""
    facts = Label(side.facts, "strong", wrap=True)
    marks = Label(side.marks, "small", "accent")
    marks.setVisible(bool(side.marks))
    words = column(small(side.heading), facts, marks, None, spacing=2)
    lead = column(Tile(side.kind), None)
    made = card(row(lead, words, margins=(12, 12, 12, 12), spacing=12))
    made.setToolTip(say(side.exact))
    return made
