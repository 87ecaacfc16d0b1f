"""One problem, opened: what happened, why, and the choices. It asks nobody but for what is in two versions.

show_problem(Problem)  what is known from the list        show_detail(IssueDetail)  versions, losses: when they come
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from megadesk.ipc import messages as m
from megadesk.ipc.protocol import to_typed
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.language import say
from megadesk.ui.pages.problem_parts import ChoiceRow, LossTree, SideCard
from megadesk.ui.text import NOTHING, Text, plural, text, verbatim
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.burst import burst_view
from megadesk.ui.viewmodels.choices import Choice
from megadesk.ui.viewmodels.errors import words_of_error
from megadesk.ui.viewmodels.losses import loss_branches, sum_words
from megadesk.ui.viewmodels.preview import Shape, wanted
from megadesk.ui.viewmodels.problem import Problem
from megadesk.ui.viewmodels.sides import version_cards
from megadesk.ui.widgets.buttons import IconButton
from megadesk.ui.widgets.cards import Banner, Surface, line
from megadesk.ui.widgets.inputs import Switch
from megadesk.ui.widgets.labels import Elided, Label
from megadesk.ui.widgets.layout import EDGE_PX, clear, column, row
from megadesk.ui.widgets.states import Message
from megadesk.ui.widgets.steady import SteadyArea
from megadesk.ui.widgets.tile import StateTile


class ProblemPane(SteadyArea):
    """Signals: chosen(Choice, for_all), went_back() where there is no room for the list beside it."""

    chosen = Signal(object, bool)
    went_back = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._lines = column(margins=(EDGE_PX, 8, EDGE_PX, EDGE_PX), spacing=14)
        super().__init__(self._lines, parent)
        self._desk = desk
        self._previews: list[Asking] = []
        self.problem: Problem | None = None
        self.rows: list[ChoiceRow] = []
        self.sides: list[SideCard] = []
        self.setAccessibleName(say(text("Selected problem")))
        self._has_back = False
        self._back: IconButton | None = None
        self._all = Switch(NOTHING)
        self.show_nothing()

    def show_back(self, *, is_shown: bool) -> None:
        """Offer the way back to the list."""
        self._has_back = is_shown
        if self._back is not None:
            self._back.setVisible(is_shown)

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self._begin()
        self.problem = None
        words = text("Select a problem to see what happened and what you can do.")
        self._lines.addWidget(Message("circle-help", NOTHING, words))

    def show_solved(self, problem: Problem, answer: Text, when: Text) -> None:
        """Show one that is gone."""
        self._begin()
        self.problem = problem
        self._head(problem, "circle-check", "ok")
        self._said(text("What happened"), problem.what)
        self._lines.addWidget(Banner("circle-check", text("Solved {when}.", when=when), "ok"))
        if answer:
            self._said(text("What you chose"), answer)
        self._lines.addStretch(1)

    def show_problem(self, problem: Problem) -> None:
        """Show what the list knows of one; what it knows no more of comes by show_detail."""
        self._begin()
        self.problem = problem
        self._head(problem, problem.icon, problem.tone)
        self._said(text("What happened"), problem.what)
        self._said(text("Why"), problem.why)
        self._middle = column(spacing=10)
        self._lines.addLayout(self._middle)
        self._choices(problem)
        self._lines.addStretch(1)

    def show_detail(self, detail: m.IssueDetail) -> None:
        """Show versions and losses of the problem that is shown."""
        if self.problem is None or detail.issue.id != self.problem.id:
            return
        if detail.versions:
            self._show_sides(detail)
        if detail.change is not None:
            self._show_burst(detail.change, self.problem.cloud)
        if detail.losses:
            total = Label(sum_words(detail), "muted")
            tree = column(LossTree(loss_branches(detail)), line(), row(total, margins=(10, 0, 10, 0)), spacing=8)
            tree.setContentsMargins(4, 6, 4, 10)
            self._middle.addWidget(Surface("card", tree))

    @property
    def is_for_all(self) -> bool:
        """Whether the answer is meant for all alike."""
        return self._all.isVisibleTo(self) and self._all.isChecked()

    # -- parts --------------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        for asking in self._previews:
            asking.cancel()
        self._previews, self.rows, self.sides = [], [], []
        self._back = None
        clear(self._lines)
        self._all = Switch(NOTHING)
        self.verticalScrollBar().setValue(0)

    def _head(self, problem: Problem, icon: str, tone: str) -> None:
        names = column(Elided(verbatim(problem.name), "section"), Elided(problem.where, "muted"), spacing=2)
        show = IconButton("folder-open", text("Show on this computer"))
        show.clicked.connect(lambda: self._choose(Choice(word="show", label=NOTHING, meaning=NOTHING)))
        show.setVisible(bool(problem.local))
        self._back = IconButton("arrow-left", text("All problems"), keys="Esc")
        self._back.clicked.connect(self.went_back)
        if not self._has_back:
            self._back.hide()
        made = row(self._back, StateTile(icon, tone), names, show, spacing=12)
        made.setStretch(2, 1)
        self._lines.addLayout(made)

    def _said(self, title: Text, words: Text) -> None:
        if words:
            label = Label(words, wrap=True)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._lines.addLayout(column(Label(title, "small"), label, spacing=2))

    def _choices(self, problem: Problem) -> None:
        if not problem.choices:
            self._said(text("What you can do"), problem.helps)
            return
        self._lines.addWidget(Label(text("Your options"), "section"))
        if problem.helps:
            self._lines.addWidget(Label(problem.helps, "muted", wrap=True))
        lines = column(margins=(14, 12, 14, 12), spacing=12)
        for number, choice in enumerate(problem.choices):
            if number:
                lines.addWidget(line())
            made = ChoiceRow(choice)
            made.chosen.connect(self._choose)
            self.rows.append(made)
            lines.addWidget(made)
        self._lines.addWidget(Surface("inset", lines))
        if problem.alike > 1 and any(choice.is_for_all for choice in problem.choices):
            self._lines.addLayout(self._alike(problem))

    def _alike(self, problem: Problem) -> QHBoxLayout:
        words = plural(
            "Apply to the {n} problem of this type in “{name}”",
            "Apply to all {n} problems of this type in “{name}”",
            problem.alike,
            name=problem.pair_name,
        )
        self._all = Switch(words)
        label = Label(words, wrap=True)
        label.setBuddy(self._all)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return row(self._all, label, spacing=10)

    def _choose(self, choice: Choice) -> None:
        self.chosen.emit(choice, self.is_for_all and choice.is_for_all)

    def _show_burst(self, change: m.IssueChange, cloud: str) -> None:
        view = burst_view(change, cloud)
        for words in view.lines:
            self._middle.addWidget(Label(words, wrap=True))
        if view.moment:
            banner = Banner("history", view.rewind, "accent", text("Show in Rewind"))
            choice = Choice(word="rewind", label=NOTHING, meaning=NOTHING, payload=view.moment)
            banner.acted.connect(lambda: self._choose(choice))
            self._middle.addWidget(banner)

    def _show_sides(self, detail: m.IssueDetail) -> None:
        cards = version_cards(detail, self._desk.now_ms())
        self.sides = [SideCard(card) for card in cards]
        beside = row(spacing=12)
        for side in self.sides:
            side.chosen.connect(self._choose)
            side.setMinimumHeight(look().px(260))
            beside.addWidget(side, 1)
            self._look_into(detail.issue.id, side)
        self._middle.addLayout(beside)

    def _look_into(self, issue: str, side: SideCard) -> None:
        wish = wanted(side.card.name, side.card.size_bytes)
        if wish.shape is Shape.NONE:
            side.preview.show_words(wish.why)
            return
        side.preview.show_loading()
        max_bytes = min(wish.max_bytes, m.PREVIEW_MAX_BYTES)
        pieces: list[bytes] = []

        def show(_: m.Nothing) -> None:
            is_whole = max_bytes >= side.card.size_bytes
            side.preview.show_bytes(wish.shape, b"".join(pieces), is_whole=is_whole)

        self._previews.append(
            self._desk.link.ask(
                m.PREVIEW_ISSUE,
                m.PreviewIssue(id=issue, keep=side.card.keep, max_bytes=max_bytes),
                then=show,
                failed=lambda error: side.preview.show_words(words_of_error(error)),
                progress=lambda piece: pieces.append(to_typed(m.Chunk, piece).data),
                owner=side,
            )
        )
