"""The signed history of the account: how far it is verified, and what to do about a fork."""

from __future__ import annotations

from typing import Final

from megadesk.ipc.messages.base import Body, Method, Nothing
from megadesk.model.errors import Argument


class SpaceHead(Body, frozen=True, kw_only=True):
    """One state of a space: the last of ``seq`` commits, its hash, when it was signed, how many records it has."""

    seq: int
    hash: str
    time: str
    records: int


class SpaceStatus(Body, frozen=True, kw_only=True):
    """How far this device has verified the account's space, and what the server shows (None if it cannot be asked).

    ``frozen`` is the code of what stopped it, ``message`` the sentence for people, made from it and ``arguments``; ``restored``: when
    the server then says that it was restored from a backup.
    """

    id: str
    verified: SpaceHead | None
    server: SpaceHead | None
    server_error: str | None = None
    frozen: str | None = None
    message: str | None = None
    arguments: dict[str, Argument] = {}
    restored: str | None = None


class AcceptFork(Body, frozen=True, kw_only=True):
    """Go on with the history whose head has this hash (8 characters of it or more)."""

    head: str


SHOW_SPACE: Final = Method("space.show", Nothing, SpaceStatus)
ACCEPT_FORK: Final = Method("space.accept_fork", AcceptFork, SpaceStatus)
