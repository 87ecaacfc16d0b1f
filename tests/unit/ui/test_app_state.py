"""The fold of what the engine says."""

from __future__ import annotations

from fakes.desk import status
from megadesk.model.errors import EngineUnavailable
from megadesk.ui.app_state import AppState, LinkState, connected, lost, with_status


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
