"""The editor of ignore rules."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import AccessDenied, NotFound, Stale
from megadesk.ui.dialogs.ignore_editor import IgnoreEditor
from megadesk.ui.widgets.cards import Banner

NONE = m.IgnoreEffect(files=0, bytes=0, examples=[])
IN_FORCE = m.IgnoreTried(
    pair="p1", folder="", changed=False, version="v1", faults=[], taken_out=NONE, let_in=NONE, fetched=NONE
)
OTHER = msgspec.structs.replace(IN_FORCE, changed=True, taken_out=m.IgnoreEffect(files=2, bytes=9, examples=["a.log"]))
READ = m.IgnoreText(
    pair="p1", folder="", text="*.tmp\n", exists=True, version="v1", here="/cache/\n", here_version="h1"
)


@pytest.fixture
def editor(desk: FakeDesk, qtbot: QtBot) -> IgnoreEditor:
    """Return the editor of a folder that has rules of both kinds."""
    desk.link.answer(m.IGNORE_READ, READ)
    desk.link.answer(m.IGNORE_TRY, lambda asked: IN_FORCE if asked.text in {READ.text, READ.here} else OTHER)
    desk.link.answer(m.IGNORE_WRITE, OTHER)
    made = IgnoreEditor(desk, "p1", "Work", "/home/anna/Work")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


def said(editor: IgnoreEditor) -> str:
    """Return what stands at the right."""
    items = [editor._effects.itemAt(number) for number in range(editor._effects.count())]
    widgets = [item.widget() for item in items if item is not None]
    found = [each for widget in widgets if widget is not None for each in (widget, *widget.findChildren(QLabel))]
    return "\n".join(each.text() for each in found if isinstance(each, QLabel))


def test_what_it_would_do_is_shown_as_it_is_typed(editor: IgnoreEditor, desk: FakeDesk, qtbot: QtBot) -> None:
    """A moment after the last key, not at each."""
    assert editor.edit.toPlainText() == READ.text
    assert "in effect" in said(editor)
    assert not editor.primary.isEnabled()
    tries = len(desk.link.asked(m.IGNORE_TRY))
    qtbot.keyClicks(editor.edit, "*.log")
    assert len(desk.link.asked(m.IGNORE_TRY)) == tries
    editor._timer.timeout.emit()
    assert "2 files will no longer be synced" in said(editor)
    assert "a.log" in said(editor)
    assert editor.primary.isEnabled()


def test_return_belongs_to_the_text(editor: IgnoreEditor, desk: FakeDesk, qtbot: QtBot) -> None:
    """It is a new line, and saves nothing."""
    qtbot.keyClick(editor.edit, Qt.Key.Key_Return)
    assert editor.edit.toPlainText() == "\n*.tmp\n"
    assert desk.link.asked(m.IGNORE_WRITE) == []


def test_escape_does_not_throw_away_what_was_typed(editor: IgnoreEditor, qtbot: QtBot) -> None:
    """The first says so, the second does it; where nothing was typed the first does."""
    qtbot.keyClicks(editor.edit, "*.log")
    qtbot.keyClick(editor.edit, Qt.Key.Key_Escape)
    assert editor.isVisible()
    assert not editor._fault.isHidden()
    qtbot.keyClicks(editor.edit, "x")
    qtbot.keyClick(editor.edit, Qt.Key.Key_Escape)
    assert editor.isVisible()
    qtbot.keyClick(editor.edit, Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_it_is_saved_for_who_it_is_meant(editor: IgnoreEditor, desk: FakeDesk) -> None:
    """With the version that it was made from; then the editor is gone."""
    editor.edit.setPlainText("*.log\n")
    editor._timer.timeout.emit()
    editor.primary.click()
    assert desk.link.asked(m.IGNORE_WRITE) == [m.IgnoreDraft(pair="p1", text="*.log\n", version="v1")]
    assert not editor.isVisible()


def test_each_of_the_two_texts_is_kept_while_the_other_is_shown(editor: IgnoreEditor, desk: FakeDesk) -> None:
    """And what is typed in the other is not lost by saving one."""
    editor.edit.setPlainText("*.log\n")
    editor._here.click()
    assert editor.edit.toPlainText() == READ.here
    editor.edit.setPlainText("/big/\n")
    editor._timer.timeout.emit()
    editor.primary.click()
    assert desk.link.asked(m.IGNORE_WRITE)[-1] == m.IgnoreDraft(pair="p1", text="/big/\n", here_only=True, version="h1")
    assert editor.isVisible()
    assert (editor.edit.toPlainText(), editor._all.isChecked()) == ("*.log\n", True)
    editor.primary.click()
    assert not editor.isVisible()


def test_lines_at_fault_are_marked_and_explained(editor: IgnoreEditor, desk: FakeDesk) -> None:
    """Beside the text, with their number."""
    fault = m.IgnoreFault(
        source=".deskignore", line=1, text="x", message="…", code="ignore_line", arguments={"line": 1}
    )
    desk.link.answer(m.IGNORE_TRY, msgspec.structs.replace(OTHER, faults=[fault]))
    editor._timer.timeout.emit()
    assert "Line 1" in said(editor)
    assert len(editor.edit.extraSelections()) == 1


def test_what_others_saved_meanwhile_is_not_written_over(editor: IgnoreEditor, desk: FakeDesk) -> None:
    """What was typed stays, and can be saved on top of it."""
    desk.link.answer(m.IGNORE_WRITE, Stale(path=".deskignore"))
    editor.edit.setPlainText("*.log\n")
    editor._timer.timeout.emit()
    desk.link.answer(m.IGNORE_READ, msgspec.structs.replace(READ, text="*.bak\n", version="v7"))
    editor.primary.click()
    assert editor.isVisible()
    banner = editor.findChild(Banner)
    assert isinstance(banner, Banner)
    assert banner.isVisibleTo(editor)
    assert editor.edit.toPlainText() == "*.log\n"
    desk.link.answer(m.IGNORE_WRITE, OTHER)
    editor.primary.click()
    assert desk.link.asked(m.IGNORE_WRITE)[-1].version == "v7"
    assert not editor.isVisible()


def test_what_goes_wrong_is_said_in_it(editor: IgnoreEditor, desk: FakeDesk, qtbot: QtBot) -> None:
    """The folder is not there, or cannot be written."""
    desk.link.answer(m.IGNORE_WRITE, AccessDenied(path=".deskignore"))
    editor.edit.setPlainText("*.log\n")
    editor._timer.timeout.emit()
    editor.primary.click()
    banner = editor.findChild(Banner)
    assert isinstance(banner, Banner)
    assert banner.isVisibleTo(editor)
    assert editor.isVisible()
    desk.link.answer(m.IGNORE_READ, NotFound(what="folder", path="x"))
    other = IgnoreEditor(desk, "p1", "Work", "/home/anna/Work")
    assert other.edit.isReadOnly()
    other._timer.timeout.emit()
    assert not other.primary.isEnabled()
