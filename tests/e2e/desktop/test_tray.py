"""The tray, its popup and the window, as a person finds them on a desktop."""

from __future__ import annotations

import pytest

from fakes.desktop import Desktop
from fakes.pairing import Pairing
from fakes.tray_host import await_item
from megadesk.ipc import messages as m

pytestmark = pytest.mark.e2e


def test_pause_from_the_popup_and_resume_from_the_menu(desktop: Desktop, pairing: Pairing) -> None:
    """A click on the icon opens the popup; what it pauses is paused, and the menu of the icon resumes it."""
    (pairing.here / "Letter.txt").write_text("Dear Anna")
    pairing.settle()
    app = desktop.start_app(pairing.one.home, "--background")
    item = await_item(desktop)
    item.await_title("Up to date")
    item.activate()
    desktop.eyes.await_("label", "Up to date")
    desktop.click(desktop.eyes.await_("push button", "Pause"))
    desktop.press("Down", "Down", "Down", "Return")
    item.await_title("Paused")
    assert pairing.one.status().paused
    item.choose("Resume")
    item.await_title("Up to date")
    assert not pairing.one.status().paused
    desktop.press("Escape")
    desktop.eyes.await_gone("push button", "Open folder")
    item.choose("Quit megadesk")
    assert app.wait(20) == 0


def test_closing_the_window_leaves_the_tray_and_a_second_start_opens_it(desktop: Desktop, pairing: Pairing) -> None:
    """There is one app; the engine goes on whatever becomes of it."""
    pairing.settle()
    app = desktop.start_app(pairing.one.home)
    desktop.eyes.await_("frame", "Up to date")
    desktop.press("ctrl+w")
    desktop.eyes.await_gone("frame", "Up to date")
    item = await_item(desktop)
    second = desktop.start_app(pairing.one.home, "megadesk://settings/about")
    assert second.wait(20) == 0
    desktop.eyes.await_("frame", "Up to date")
    desktop.eyes.await_("label", "Licences")
    assert app.poll() is None
    item.choose("Quit megadesk")
    assert app.wait(20) == 0
    assert pairing.one.ask(m.ENGINE_STATUS, m.Nothing()).running


def test_an_engine_that_is_killed_is_started_again(desktop: Desktop, pairing: Pairing) -> None:
    """The app says that it is away, starts another, and shows how everything stands."""
    pairing.settle()
    app = desktop.start_app(pairing.one.home)
    desktop.eyes.await_("frame", "Up to date")
    pairing.one.kill()
    desktop.eyes.await_("frame", "Up to date", timeout_s=60)
    desktop.press("ctrl+q")
    assert app.wait(20) == 0
    pairing.one.connect_again()
    assert pairing.one.status().account
    pairing.one.ask(m.ENGINE_STOP, m.Nothing())
