"""The ignore rules of a synced folder: the text at the left, what it would take out and let in at the right, as it is typed.

    keys --a moment later--> ignore.try --> faults at their lines, effects        “Save” --> ignore.write, with undo

Two texts: that of all devices, which is a file in the folder and is synced itself, and that of this computer alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QScrollArea, QSizePolicy, QSplitter, QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError, Stale
from megadesk.ui.actions.ignore import Draft, read_rules, try_rules, write_rules
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Text, text, verbatim
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.ignore import Effect, FaultLine, tried_view
from megadesk.ui.viewmodels.remedies import helpful_words
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Icon, Surface
from megadesk.ui.widgets.labels import Elided, Label
from megadesk.ui.widgets.layout import clear, column, row
from megadesk.ui.widgets.rule_edit import RuleEdit
from megadesk.ui.widgets.sheet import Sheet

TRY_AFTER_MS: Final = 350
EXAMPLES_SHOWN: Final = 40


@dataclass(slots=True)
class Kept:
    """One of the two texts: as it is in force, its version, and as it stands in the editor."""

    text: str = ""
    version: str = ""
    draft: str = ""


class IgnoreEditor(Sheet):
    """For one synced folder, by its id and name."""

    def __init__(self, desk: Desk, pair: str, name: str, local: str, parent: QWidget | None = None) -> None:
        self._desk, self._pair, self._name = desk, pair, name
        self._kept = {False: Kept(), True: Kept()}
        self._here_only = self._is_read = self._has_asked = False
        self._warning = NOTHING
        self._asking: Asking | None = None
        self.edit = RuleEdit(text("Ignore rules, one per line"))
        self.edit.setPlaceholderText(say(text("For example *.tmp, or /Drafts/ for one folder at the top level")))
        self._effects = column(margins=(16, 4, 0, 12), spacing=14)
        super().__init__(
            text("Ignore rules of “{name}”", name=name),
            self._arranged(),
            primary=text("Save rules"),
            context=text("Each line names files and folders that are not synced. Rules never delete anything."),
            width=look().px(720),
            parent=parent,
        )
        self.setMinimumHeight(look().px(460))
        self.resize(look().px(820), look().px(540))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TRY_AFTER_MS)
        self._timer.timeout.connect(self._try)
        self.edit.textChanged.connect(self._on_typed)
        self.accepted_by_person.connect(self._save)
        self.setAccessibleDescription(local)
        self.primary.setEnabled(False)
        self.primary.setAutoDefault(False)
        self.primary.setDefault(False)  # Return belongs to the text
        self._read()

    def _arranged(self) -> QWidget:
        self._all = Button(text("On all devices"), "chip")
        self._here = Button(text("Only on this computer"), "chip")
        group = QButtonGroup(self.edit)
        for button, here_only in ((self._all, False), (self._here, True)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, here_only=here_only: self._show_text(here_only=here_only))
            group.addButton(button)
        self._all.setChecked(True)
        left = QWidget()
        left.setLayout(column(row(self._all, self._here, None), self.edit, spacing=10))
        inner = QWidget()
        inner.setObjectName("scrolled")
        inner.setLayout(self._effects)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(say(text("Effect of the rules")))
        area.setWidget(inner)
        made = QSplitter(Qt.Orientation.Horizontal)
        made.addWidget(left)
        made.addWidget(area)
        made.setChildrenCollapsible(False)
        made.setHandleWidth(1)
        made.setSizes([look().px(400), look().px(380)])
        return made

    # -- the text -----------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        self.edit.setReadOnly(True)
        read_rules(self._desk, self._pair, then=self._take, failed=self._show_error, owner=self)

    def _take(self, found: m.IgnoreText) -> None:
        self._kept = {
            False: Kept(found.text, found.version, found.text),
            True: Kept(found.here, found.here_version, found.here),
        }
        self._is_read = True
        self.edit.setReadOnly(False)
        self._show_text(here_only=self._here_only)
        self.edit.setFocus()

    def _show_text(self, *, here_only: bool) -> None:
        """Show the rules of all devices, or of this one; what was typed in the other is kept."""
        self._here_only = here_only
        self.edit.setPlainText(self._kept[here_only].draft)
        self._try()

    def _on_typed(self) -> None:
        self._kept[self._here_only].draft = self.edit.toPlainText()
        self._has_asked = False
        self._timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Stay at the first Escape where something is not saved: that key is pressed easily, and a text was long to type."""
        is_unsaved = any(kept.draft != kept.text for kept in self._kept.values())
        if event.key() == Qt.Key.Key_Escape and is_unsaved and not self._has_asked:
            self._has_asked = True
            self.show_fault(text("Your changes are not saved. Press Escape again to discard them."))
            return
        super().keyPressEvent(event)

    # -- what it would do ---------------------------------------------------------------------------------------------

    def _draft(self) -> Draft:
        kept = self._kept[self._here_only]
        return Draft(
            pair=self._pair, pair_name=self._name, text=kept.draft, here_only=self._here_only, version=kept.version
        )

    def _try(self) -> None:
        self._timer.stop()
        if not self._is_read:
            return
        if self._asking is not None:
            self._asking.cancel()
        self._asking = try_rules(self._desk, self._draft(), then=self._show, failed=self._show_error, owner=self)

    def _show(self, tried: m.IgnoreTried) -> None:
        view = tried_view(tried)
        self.show_fault(self._warning)
        self.edit.show_faults([fault.line for fault in view.faults])
        clear(self._effects)
        self._effects.addWidget(
            Label(view.summary, "" if view.faults else "muted", "warn" if view.faults else "", wrap=True)
        )
        for fault in view.faults:
            self._effects.addWidget(_fault(fault))
        for effect in view.effects:
            self._effects.addWidget(_effect(effect))
        self._effects.addStretch(1)
        self.primary.setEnabled(view.is_other)

    def _show_error(self, error: MegadeskError) -> None:
        self.show_fault(helpful_words(error))
        self.primary.setEnabled(False)

    # -- saving -------------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        self.show_busy(is_busy=True)
        kept = self._kept[self._here_only]
        write_rules(self._desk, self._draft(), kept.text, then=self._saved, failed=self._not_saved, owner=self)

    def _not_saved(self, error: MegadeskError) -> None:
        """Say why; if somebody saved other rules meanwhile, go on from those, with what was typed."""
        if isinstance(error, Stale):
            read_rules(self._desk, self._pair, then=self._take_others, failed=self._show_error, owner=self)
        else:
            self._show_error(error)

    def _take_others(self, found: m.IgnoreText) -> None:
        self._kept[False].text, self._kept[False].version = found.text, found.version
        self._kept[True].text, self._kept[True].version = found.here, found.here_version
        self._warning = text(
            "The rules were changed elsewhere meanwhile. Your text is still here: check what it would do now, then save again."
        )
        self._try()

    def _saved(self) -> None:
        """Close, unless there is something typed in the other text."""
        self._warning = NOTHING
        other = self._kept[not self._here_only]
        if other.draft == other.text:
            self.close()
            return
        self._kept[self._here_only].text = self._kept[self._here_only].draft
        (self._all if self._here_only else self._here).setChecked(True)
        self._show_text(here_only=not self._here_only)


def _fault(fault: FaultLine) -> QWidget:
    return _block("circle-alert", "warn", text("Line {n}", n=fault.line), fault.words, ())


def _effect(effect: Effect) -> QWidget:
    shown = [verbatim(path) for path in effect.examples[:EXAMPLES_SHOWN]]
    return _block(effect.icon, effect.tone, effect.title, effect.meaning, [*shown, effect.more])


def _block(icon: str, tone: str, title: Text, words: Text, lines: tuple[Text, ...] | list[Text]) -> QWidget:
    made = column(spacing=3)
    for label in (Label(title, "strong", wrap=True), Label(words, "small", wrap=True)):
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        made.addWidget(label)
    for line in lines:
        if line:
            made.addWidget(Elided(line, "small"))
    sign = Icon(icon, tone)
    box = row(sign, made, spacing=10)
    box.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    box.setStretch(1, 1)
    box.setContentsMargins(12, 10, 12, 10)
    return Surface("inset", box)
