"""The seam between rules and database for invitations. A part of ``metadata``.

    Invitation   a name that waits for its owner, and what the account gets: one row a name, or none

Who is let in is a rule: ``invitations``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Invitation(NamedTuple):
    """An account that may be made once, by who has the code. The code itself is nowhere."""

    login: str
    code_sha256: bytes
    quota_bytes: int | None
    """Of its own; None: as the plan says, or the server's settings."""
    plan: str
    created_ms: int
    expires_ms: int


class InvitationReading(Protocol):
    """What can be asked."""

    def invitation(self, login: str) -> Invitation | None:
        """Return the invitation for a name, past its time too."""

    def invitations(self) -> Sequence[Invitation]:
        """Return all of them by name, past their time too."""

    def is_anybody_invited(self, now_ms: int) -> bool:
        """Whether there is an invitation that is not past its time."""


class InvitationWriting(Protocol):
    """What can be changed."""

    def put_invitation(self, invitation: Invitation) -> None:
        """Add the invitation for a name, or replace it."""

    def drop_invitation(self, login: str) -> bool:
        """Take the invitation for a name away; whether there was one."""

    def expire_invitations(self, now_ms: int) -> None:
        """Forget invitations that are past their time."""
