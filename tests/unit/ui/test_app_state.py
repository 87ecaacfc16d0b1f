"""The fold of what the engine says."""

from __future__ import annotations

import msgspec

from fakes.desk import QUIET, status
from megadesk.ipc import messages as m
from megadesk.model.errors import EngineUnavailable
from megadesk.ui.app_state import AppState, LinkState, connected, lost, with_status, with_transfers
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.overall import overall
from megadesk.ui.viewmodels.popup import popup


def test_a_status_outlives_the_engine() -> None:
    """What was known is still shown while the engine is away, and so is why it is."""
    error = EngineUnavailable("gone", reason="gone")
    state = lost(with_status(connected(AppState()), status()), error)
    assert (state.link, state.trouble, state.is_signed_in) == (LinkState.LOST, error, True)
    assert connected(state).trouble is None


def test_nobody_ever_signed_in_is_fresh() -> None:
    """But only once the engine has said so."""
    assert not AppState().is_fresh
    assert with_status(connected(AppState()), status("signed_out", account=None)).is_fresh
    assert not with_status(connected(AppState()), status("signed_out")).is_fresh


def test_speeds_are_the_same_wherever_they_are_shown() -> None:
    """The last that came, in whichever message: the rail, the popup and the page of transfers do not disagree."""
    slow, fast = (msgspec.structs.replace(QUIET, active=1, up_bps=bps) for bps in (1024, 4096))
    state = with_status(connected(AppState()), status("syncing", transfers=slow))
    state = with_transfers(state, m.TransfersChanged(transfers=fast, moving=[], queue_version=1, history_version=1))
    assert (plainly(overall(state).sentence), plainly(popup(state, [], 0).speeds)) == ("4.0 KiB/s", "Up 4.0 KiB/s")
    state = with_status(state, status("syncing", transfers=slow))
    assert state.transfers is not None
    assert state.transfers.transfers == slow
