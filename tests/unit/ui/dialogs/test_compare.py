"""A file then and now."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fakes import past
from fakes.desk import FakeDesk
from fakes.pictures import picture
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.dialogs.compare import Compared, CompareSheet
from megadesk.ui.viewmodels.compare import TEXT_MAX_BYTES

BY_PATH = {entry.path: entry for entry in past.differing()}


def sheet_of(desk: FakeDesk, qtbot: QtBot, path: str) -> CompareSheet:
    """Return a sheet for a file of the past."""
    sheet = CompareSheet(desk, Compared.of(BY_PATH[path], 855), parent=None)
    qtbot.addWidget(sheet)
    sheet.show()
    return sheet


def test_a_text_is_read_at_both_moments_and_only_as_far_as_is_shown(desk: FakeDesk, qtbot: QtBot) -> None:
    """Its differences are marked, and both sides scroll together."""
    desk.link.answer(
        m.CAT_FILE, lambda body: [m.Chunk(data=b"same\nold\n" if body.seq else b"same\nnew\n"), m.Nothing()]
    )
    sheet = sheet_of(desk, qtbot, "/Recipes/Bread.md")
    assert [(body.seq, body.max_bytes) for body in desk.link.asked(m.CAT_FILE)] == [
        (855, TEXT_MAX_BYTES),
        (0, TEXT_MAX_BYTES),
    ]
    assert sheet._then.view.lines.toPlainText().splitlines()[1].endswith("old")
    assert sheet._now.view.lines.toPlainText().splitlines()[1].startswith("+")
    wanted: list[str] = []
    sheet.restore_wanted.connect(wanted.append)
    sheet.primary.click()
    assert wanted == ["/Recipes/Bread.md"]


def test_pictures_are_shown(desk: FakeDesk, qtbot: QtBot) -> None:
    """Then and now."""
    desk.link.answer(m.CAT_FILE, [m.Chunk(data=picture("#336699")), m.Nothing()])
    sheet = sheet_of(desk, qtbot, "/Photos/2026 Norway/IMG_1804.jpg")
    assert (sheet._then.view.shows, sheet._now.view.shows) == ("picture", "picture")


def test_what_is_gone_shows_what_it_was(desk: FakeDesk, qtbot: QtBot) -> None:
    """Now there is nothing, and that is said; what was added has nothing of then, and nothing to restore."""
    desk.link.answer(m.CAT_FILE, [m.Chunk(data=b"Dear landlord\n"), m.Nothing()])
    gone = sheet_of(desk, qtbot, "/Documents/Letter to the landlord.odt")
    assert (gone._then.view.shows, gone._now.view.shows) == ("lines", "message")
    added = sheet_of(desk, qtbot, "/Documents/Draft.odt")
    assert not added.primary.isVisible()
    assert added._then.view.shows == "message"


def test_what_cannot_be_shown_is_said(desk: FakeDesk, qtbot: QtBot) -> None:
    """An archive is not even read."""
    sheet_of(desk, qtbot, "/Old plans.zip")
    assert desk.link.asked(m.CAT_FILE) == []
    desk.link.answer(m.CAT_FILE, ServerUnavailable("gone"))
    sheet = sheet_of(desk, qtbot, "/Notes.txt")
    assert (sheet._then.view.shows, sheet._now.view.shows) == ("message", "message")


def test_reading_ends_with_the_sheet(desk: FakeDesk, qtbot: QtBot) -> None:
    """Nobody waits for a preview that nobody sees."""
    desk.link.hold()
    sheet = sheet_of(desk, qtbot, "/Notes.txt")
    asking = sheet._then.asking
    assert asking is not None
    sheet.close()
    assert asking.is_over
    desk.link.release()
