"""The application."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from fakes.desk import NOW_MS, status
from megadesk.host.paths import find_profile, prepare_profile
from megadesk.host.prefill import Prefill, leave_prefill, take_prefill
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyRunning
from megadesk.ui.app_state import AppState, connected, lost, with_status
from megadesk.ui.application import Application, place_of
from megadesk.ui.desk import Notice, Place
from megadesk.ui.dialogs.other_version import OtherVersionSheet
from megadesk.ui.dialogs.unlock import UnlockSheet
from megadesk.ui.settings.general import GeneralPart
from megadesk.ui.text import plainly


@pytest.fixture
def app(qapp: QApplication, tmp_path: Path) -> Iterator[Application]:
    """The application of a fresh profile, whose engine has not been looked for."""
    profile = find_profile(str(tmp_path), {})
    prepare_profile(profile)
    leave_prefill(profile, Prefill(server="https://files.example.org"))
    made = Application(qapp, profile, now_ms=lambda: NOW_MS)
    yield made
    made.end()


def say(app: Application, said: m.Status) -> None:
    """Let the engine say how everything stands; the link hands that on before it says that the engine is there."""
    app._desk.state.put(with_status(AppState(), said))
    app._desk.state.put(connected(app._desk.state.now))


def test_who_never_signed_in_is_led_through_the_first_run(app: Application) -> None:
    """With what was filled in for them, in place of the window; once they signed in, the window is theirs."""
    app.take_words([])
    say(app, status("signed_out", account=None))
    assert app._first_run is not None
    assert app._first_run.isVisible()
    assert app._first_run.journey.typed.server == "https://files.example.org"
    assert not app.window().isVisible()
    app.take_words([])
    assert not app.window().isVisible()
    app._first_run.finished_by_person.emit()
    assert app.window().isVisible()


def test_who_signed_in_before_sees_the_window(app: Application) -> None:
    """Also where a password is still to be given."""
    app.take_words(["megadesk://settings/about"])
    say(app, status("signed_out"))
    assert app._first_run is None
    assert app.window().isVisible()


def test_words_lead_to_places(app: Application) -> None:
    """Those of menus, rail and popup."""
    went: list[Place] = []
    app._desk.went.connect(went.append)
    for word in ("page:transfers", "add", "something else"):
        app.do(word)
    assert went == [Place("transfers"), Place("sync", "add")]
    assert app.window().isVisible()


def test_a_locked_account_is_opened_from_the_rail_and_the_tray(app: Application) -> None:
    """Their button says “Enter password”; it leads to where it is given."""
    say(app, status("signed_out"))
    app.do("unlock")
    sheet = app.window().findChild(UnlockSheet)
    assert sheet is not None
    assert sheet.isVisible()
    sheet.close()


def test_low_rows_are_followed(app: Application) -> None:
    """As soon as they are chosen in the settings."""
    app._prefs.keep("dense_rows", value=True)
    assert app._look.is_dense
    app._prefs.keep("dense_rows", value=False)
    assert not app._look.is_dense


def test_another_language_leaves_the_keyboard_at_its_field(app: Application) -> None:
    """The window is made anew, since its words are of the other language."""
    app.window().open("settings")
    old = app.window()
    app._prefs.keep("language", "de")
    assert app.window() is not old
    (part,) = app.window().findChildren(GeneralPart)
    assert app.window().focusWidget() is part.language
    app._prefs.keep("language", "en")


def test_who_logs_out_and_in_again_types_no_address(app: Application) -> None:
    """Server and e-mail address stand there, as long as the app runs."""
    take_prefill(app._profile)
    say(app, status())
    say(app, status("signed_out", account=None, server=None))
    app.show_first_run()
    assert app._first_run is not None
    typed = app._first_run.journey.typed
    assert (typed.server, typed.email, typed.password) == ("https://cloud.example.org", "anna@example.org", "")


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("megadesk://problems/abc", Place("problems", "abc")),
        ("megadesk://files/Photos/2026%20s", Place("files", "/Photos/2026 s")),
        ("megadesk://files/%2FPhotos", Place("files", "/Photos")),
        ("megadesk://files/backups:/laptop", Place("files", "backups:/laptop")),
        ("megadesk://files/", Place("files")),
        ("megadesk://settings", Place("settings")),
        ("megadesk:files", Place("files")),
        ("megadesk:files/Photos", Place("files", "/Photos")),
        ("megadesk:/files", None),
        ("https://problems/abc", None),
        ("--background", None),
        ("megadesk://a.b/c", None),
        ("megadesk://[/c", None),
        ("megadesk://[::1]x/c", None),
    ],
)
def test_an_address_leads_to_a_place(word: str, place: Place | None) -> None:
    """Those that are ours, and no others."""
    assert place_of(word) == place


def test_a_desktop_without_a_tray_is_told_once(app: Application) -> None:
    """And that nothing depends on the window."""
    notices: list[Notice] = []
    app._desk.notices.came.connect(notices.append)
    app._make_tray()
    say(app, status())
    app.take_words([])
    app.take_words([])
    assert len(notices) == 1


def test_copies_that_were_edited_are_told_of_once(app: Application) -> None:
    """And where they are; what is old and was not edited is gone when the app begins and ends (test_aside)."""
    say(app, status())
    folder = app._desk.asides.make()
    (folder / "Letter.txt").write_text("as fetched")
    app._desk.asides.note(folder)
    (folder / "Letter.txt").write_text("edited")
    told: list[Notice] = []
    app._desk.notices.came.connect(told.append)
    app.take_words([])
    app.take_words([])
    edits = [plainly(notice.words) for notice in told if notice.tone == "warn"]
    assert edits == [f"You edited a copy of Letter.txt. The edit is not in the cloud; it is kept here: {folder}"]
    app.end()
    assert (folder / "Letter.txt").read_text() == "edited"


def test_an_engine_of_another_version_is_asked_about_once(app: Application) -> None:
    """Where a person is looking; who said “not now” finds it in the rail and the tray."""

    def meet() -> None:
        app._desk.state.put(lost(AppState(), AlreadyRunning(reason="other_version", engine="0.9", version="1.0")))

    meet()
    assert not open_sheets(app)  # nobody is looking
    app.take_words([])
    meet()
    (sheet,) = open_sheets(app)
    sheet.close()
    meet()
    assert not open_sheets(app)
    app.do("other-version")
    (sheet,) = open_sheets(app)
    sheet.close()
    app._desk.state.put(connected(AppState()))
    app.do("other-version")
    assert not open_sheets(app)


def open_sheets(app: Application) -> list[OtherVersionSheet]:
    """Return the sheets that ask about it."""
    return [sheet for sheet in app.window().findChildren(OtherVersionSheet) if sheet.isVisible()]
