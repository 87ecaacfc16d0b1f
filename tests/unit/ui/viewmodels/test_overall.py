"""How everything stands."""

from __future__ import annotations

import msgspec
import pytest

from fakes.desk import QUIET, status
from megadesk.ipc.messages import PairStatus
from megadesk.model.errors import AlreadyRunning, EngineUnavailable
from megadesk.model.wording import words_for
from megadesk.ui.app_state import AppState, connected, lost, with_status
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.overall import SHAPES, overall

PAIR = PairStatus(
    id="p1",
    name="Photos",
    local="/home/anna/Photos",
    remote="/Photos",
    direction="both",
    state="synced",
    pending=0,
    files=12_408,
    bytes=1,
    issues=0,
)


def of(state: str, **changed: object) -> AppState:
    """Return the state of an app whose engine says so."""
    return with_status(connected(AppState()), status(state, **changed))


def test_all_is_safe() -> None:
    """The sentence that everybody hopes for."""
    shown = overall(of("synced", pairs=[PAIR]))
    assert (plainly(shown.title), plainly(shown.sentence), shown.tone) == (
        "Up to date",
        "All 12,408 files are safe.",
        "ok",
    )


def test_nothing_is_set_up_yet() -> None:
    """Then that is the first thing to do."""
    assert overall(of("synced")).action == "add"
    assert overall(of("signed_out", account=None)).action == "first-run"
    assert overall(of("signed_out")).action == "unlock"


def test_what_moves_is_counted() -> None:
    """With speed and time left."""
    moving = msgspec.structs.replace(QUIET, up_bps=2048, seconds_left=240)
    pair = msgspec.structs.replace(PAIR, pending=3)
    shown = overall(of("syncing", pairs=[pair], transfers=moving))
    assert (plainly(shown.title), plainly(shown.sentence)) == ("Syncing 3 changes", "2.0 KiB/s · 4 minutes left")


def test_a_reason_is_said_first() -> None:
    """It says more than a count."""
    pair = msgspec.structs.replace(PAIR, state="waiting", reason="…", code="disk_full")
    assert plainly(overall(of("waiting", pairs=[pair])).sentence) == words_for("disk_full").sentence
    assert plainly(overall(of("attention", issues=2)).sentence) == "2 problems need your decision."


def test_what_waits_for_a_decision_is_counted_alone() -> None:
    """Beside a conflict, what is held back and a folder that waits for room are no decisions."""
    full = msgspec.structs.replace(PAIR, state="waiting", reason="…", code="disk_full")
    shown = overall(of("attention", pairs=[full], issues=7, asked=1))
    assert plainly(shown.sentence) == "1 problem needs your decision."


def test_an_engine_that_is_away_is_said() -> None:
    """Whatever was known before."""
    state = lost(of("synced", pairs=[PAIR]), EngineUnavailable("gone", reason="gone"))
    assert overall(state).state == "away"
    assert overall(AppState()).state == "starting"


@pytest.mark.parametrize(
    "word", ["damaged", "attention", "signed_out", "offline", "paused", "waiting", "scanning", "syncing", "synced"]
)
def test_every_state_has_its_words_and_its_shape(word: str) -> None:
    """Shapes differ: colour alone says nothing."""
    shown = overall(of(word))
    assert shown.state == word
    assert plainly(shown.title)
    assert plainly(shown.sentence)
    assert len({icon for icon, _ in SHAPES.values()}) == len(SHAPES)


def test_an_engine_of_another_version_is_a_choice() -> None:
    """It is not “not running”; while megadesk is upgraded there is nothing to choose."""
    other = AlreadyRunning(reason="other_version", engine="0.9", version="1.0")
    shown = overall(lost(of("synced"), other))
    assert (shown.action, plainly(shown.sentence)) == (
        "other-version",
        "megadesk 0.9 syncs your files now; this is 1.0.",
    )
    shown = overall(lost(of("synced"), AlreadyRunning(reason="upgraded", engine="0.9", version="1.0")))
    assert (shown.state, shown.action) == ("starting", "")
    assert "was just upgraded" in plainly(shown.sentence)
