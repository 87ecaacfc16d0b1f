"""What the app knows of everything, as one frozen value: a fold of what the engine says. No Qt, no clock.

AppState --connected | lost(error) | status(body) | transfers(body)--> AppState
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from msgspec import structs

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError


class LinkState(Enum):
    """How the app stands with its engine."""

    SEEKING = "seeking"
    CONNECTED = "connected"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppState:
    """status is the last one that came, also while the engine is away. trouble: why it is away.

    The figures of all transfers are in both messages; both hold the last ones that came in either, so that whoever
    shows a speed shows the same.
    """

    link: LinkState = LinkState.SEEKING
    trouble: MegadeskError | None = None
    status: m.Status | None = None
    transfers: m.TransfersChanged | None = None

    @property
    def is_signed_in(self) -> bool:
        """Whether this device is signed in, as far as is known."""
        return self.status is not None and self.status.account is not None

    @property
    def is_paused(self) -> bool:
        """Whether a person paused everything, as far as is known."""
        return self.status is not None and self.status.paused

    @property
    def is_fresh(self) -> bool:
        """Whether nobody has ever signed in here: then the first run is shown."""
        return self.status is not None and self.status.account is None and self.link is LinkState.CONNECTED


def connected(state: AppState) -> AppState:
    """The engine is there."""
    return replace(state, link=LinkState.CONNECTED, trouble=None)


def lost(state: AppState, error: MegadeskError) -> AppState:
    """The engine is away."""
    return replace(state, link=LinkState.LOST, trouble=error)


def with_status(state: AppState, status: m.Status) -> AppState:
    """The engine said how everything stands."""
    moving = state.transfers
    if moving is not None:
        moving = structs.replace(moving, transfers=status.transfers)
    return replace(state, status=status, transfers=moving)


def with_transfers(state: AppState, transfers: m.TransfersChanged) -> AppState:
    """The engine said what moves."""
    status = state.status
    if status is not None:
        status = structs.replace(status, transfers=transfers.transfers)
    return replace(state, status=status, transfers=transfers)
