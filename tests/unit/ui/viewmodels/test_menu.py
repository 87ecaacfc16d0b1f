"""The menu of the tray."""

from __future__ import annotations

from fakes.desk import NOW_MS, status
from megadesk.ipc.messages import PairStatus
from megadesk.ui.app_state import AppState, connected, with_status
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.menu import tray_menu

PAIR = PairStatus(
    id="p1",
    name="Photos",
    local="/home/anna/Photos",
    remote="/Photos",
    direction="both",
    state="synced",
    pending=0,
    files=3,
    bytes=1,
    issues=0,
)


def words(state: AppState) -> dict[str, str]:
    """Return its lines by word."""
    return {line.word: plainly(line.words) for line in tray_menu(state, NOW_MS)}


def test_the_state_stands_first_and_the_window_second() -> None:
    """Where only the menu opens, that is what people see of it."""
    lines = tray_menu(with_status(connected(AppState()), status(pairs=[PAIR])), NOW_MS)
    assert plainly(lines[0].words) == "Up to date: All 3 files are safe."
    assert (lines[0].word, lines[1].word) == ("", "window")


def test_it_leads_everywhere() -> None:
    """Folders, pauses, problems with their number."""
    found = words(with_status(connected(AppState()), status(pairs=[PAIR], issues=2)))
    assert found["folder:/home/anna/Photos"] == "Open “Photos”"
    assert found["page:problems"] == "Problems (2)"
    assert found["pause:600"] == "Pause for 10 minutes"
    assert "resume" not in found


def test_what_is_paused_is_resumed() -> None:
    """And nothing of it is there before anybody signed in."""
    found = words(with_status(connected(AppState()), status("paused", paused=True)))
    assert "pause" not in found
    assert found["resume"] == "Resume"
    fresh = words(with_status(connected(AppState()), status("signed_out", account=None)))
    assert "pause" not in fresh
    assert {"first-run", "quit", "window"} <= fresh.keys()
