"""What the app knows of everything, as one frozen value: a fold of what the engine says. No Qt, no clock.

AppState --connected | lost(error) | status(body) | transfers(body)--> AppState
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError


class LinkState(Enum):
    """How the app stands with its engine."""

    SEEKING = "seeking"
    CONNECTED = "connected"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppState:
    """status is the last one that came, also while the engine is away. trouble: why it is away."""

    link: LinkState = LinkState.SEEKING
    trouble: MegadeskError | None = None
    status: m.Status | None = None
    transfers: m.TransfersChanged | None = None

    @property
    def is_signed_in(self) -> bool:
        """Whether this device is signed in, as far as is known."""
        return self.status is not None and self.status.account is not None

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
    return replace(state, status=status)


def with_transfers(state: AppState, transfers: m.TransfersChanged) -> AppState:
    """The engine said what moves."""
    return replace(state, transfers=transfers)
