"""Back in time, as a person goes there: from an address, by keys, and back again."""

from __future__ import annotations

import pytest

from fakes.desktop import Desktop
from fakes.pairing import Pairing
from megadesk.ipc import messages as m

pytestmark = pytest.mark.e2e


def test_a_folder_goes_back_and_the_restore_is_undone(desktop: Desktop, pairing: Pairing) -> None:
    """What it would do is read first; the other computer follows, there and back."""
    letter, other = pairing.here / "Letter.txt", pairing.there / "Letter.txt"
    letter.write_text("Dear Anna")
    pairing.settle()
    seq = pairing.one.ask(m.REWIND_TIMELINE, m.RewindTimeline()).newest.seq
    letter.write_text("Dear Berta")
    (pairing.here / "Bill.txt").write_text("42")
    pairing.settle()
    app = desktop.start_app(pairing.one.home, f"megadesk://rewind/%23{seq}")
    desktop.eyes.await_("label", "Everything selected")
    desktop.press("ctrl+r")
    desktop.eyes.await_("label", "1 file gets its earlier content")
    desktop.eyes.await_("label", "1 item added since then stays")
    desktop.press("Return")
    desktop.click(desktop.eyes.await_("push button", "Undo"))
    desktop.eyes.await_("label", "The restore was undone")
    pairing.settle()
    assert other.read_text() == "Dear Berta"
    versions = pairing.one.ask(m.LIST_VERSIONS, m.VersionsOf(path="/Sync/Letter.txt")).versions
    assert [version.size for version in versions][:3] == [10, 9, 10]
    app.terminate()
    assert app.wait(20) == 0
