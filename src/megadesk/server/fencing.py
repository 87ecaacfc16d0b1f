"""Which copy of a database takes bytes away from an object store: one, which says so in both every half minute. See ADR 63.

    store: the token that was put last     database: the tokens that it has put there, newest at the end
        renew  that of the store is among them, or there is none --> a new one, in the database, then in the store
               it is another's                                   --> False: nothing goes away, this database gives way

A database that was copied, or brought back to an earlier moment, does not know what was uploaded since: all of that it would
take for left over. But its tokens are old then, as long as the other one lives.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Final, TypeVar

from megadesk.model.errors import BadUsage, DiskFull, ServerUnavailable
from megadesk.server import metadata as md
from megadesk.server.blobstore import BlobStore, TokenStore
from megadesk.server.logs import EXTRA, LOGGER
from megadesk.server.metadata_move import why_frozen

T = TypeVar("T")

log = logging.getLogger(LOGGER)

EVERY_S: Final = 30.0
"""A copy that is younger than this, and takes bytes away at once, is not noticed: a server waits longer before it does."""
TOKENS: Final = "fencing_tokens"
TOKEN_BYTES: Final = 16
REMEMBERED: Final = 256
"""Two hours of them: a process that was suspended puts its last one late, over newer ones of ours."""
_NOT_OURS: Final = (
    "is not the one that took care of its blobs last: there is another copy of its database, or it was brought back to an earlier"
    " moment. A copy needs blobs of its own; if this one stays, end all processes of both, then say “megadesk server restored”"
)


class Fence:
    """One process' part in it. It takes no token before ``first_after_s``."""

    def __init__(self, metadata: md.MetadataStore, tokens: TokenStore, *, first_after_s: float = 0.0) -> None:
        self._metadata, self._tokens = metadata, tokens
        self._due_s = time.monotonic() + first_after_s
        self._is_ours: bool | None = None
        self._is_away = False

    def hurry(self) -> None:
        """Do not wait for the first time."""
        if self._is_ours is None and not self._is_away:
            self._due_s = time.monotonic()

    def doubt(self) -> None:
        """Look again the next time: somebody saw another's token."""
        self._due_s = time.monotonic()

    def renew(self) -> bool:
        """Take a new token if it is time; whether bytes may be taken away. ServerUnavailable or DiskFull if nobody can tell."""
        self._look()
        return bool(self._is_ours)

    def keep(self) -> bool:
        """Renew, in a server. One that gives way refuses every write from then on: what came now, another would take away."""
        try:
            if self._look() and not self._is_ours:
                self._give_way()
        except (ServerUnavailable, DiskFull) as fault:
            if not self._is_away:
                log.warning("care waits for its stores", extra={EXTRA: {"why": fault.detail or fault.code}})
            self._is_away = True
        return bool(self._is_ours)

    def _look(self) -> bool:
        """Take a new token if it is time; whether it was."""
        now_s = time.monotonic()
        if now_s < self._due_s:
            return False
        self._due_s, self._is_ours = now_s + EVERY_S, None
        self._is_ours = self._take() or self._take()  # whoever was suspended after the first look has an old answer
        self._is_away = False
        return True

    def _take(self) -> bool:
        there = self._tokens.token()  # before the transaction: nobody waits for the store
        with self._metadata.write() as tx:
            if not _is_known(tx, there):
                return False
            token = _add(tx, there)
        with suppress(DiskFull):  # then one of ours is there still, and what is taken away makes room
            self._tokens.put_token(token)
        return True

    def _give_way(self) -> None:
        log.error("another copy of this database takes care of its blobs: nothing is written here any more")
        with self._metadata.write() as tx:
            if not why_frozen(tx):  # else a move was first
                tx.freeze(_NOT_OURS)


def fence_of(metadata: md.MetadataStore, blobs: BlobStore, *, first_after_s: float = 0.0) -> Fence | None:
    """Return the fence of a store; None of one that no other database can have."""
    return None if blobs.tokens is None else Fence(metadata, blobs.tokens, first_after_s=first_after_s)


def guarded(metadata: md.MetadataStore, blobs: BlobStore, steps: Iterator[T]) -> Iterator[T]:
    """Yield from steps that take bytes away, as long as a command may; BadUsage once they are another's."""
    fence = fence_of(metadata, blobs)
    while True:
        if fence is not None and not fence.renew():
            raise _refused()
        try:
            yield next(steps)
        except StopIteration:
            return


def take_over(metadata: md.MetadataStore, blobs: BlobStore) -> None:
    """Have a database take care of its blobs from now on, whoever did before."""
    if blobs.tokens is not None:
        there = blobs.tokens.token()
        with metadata.write() as tx:
            token = _add(tx, there)
        try:
            blobs.tokens.put_token(token)
        except DiskFull:  # removing needs no room, and where none is there the first who comes puts one
            blobs.tokens.drop_token()


def refuse_copy(metadata: md.MetadataStore, blobs: BlobStore) -> None:
    """Raise BadUsage if another copy of this database takes care of its blobs."""
    if blobs.tokens is not None:
        there = blobs.tokens.token()
        with metadata.read() as tx:
            if not _is_known(tx, there):
                raise _refused()


def refuse_taken(blobs: BlobStore, what: str) -> None:
    """Raise BadUsage if any database takes care of these blobs: nobody moves to where one lives, or has lived."""
    if blobs.tokens is not None and blobs.tokens.token():
        raise BadUsage("a server takes care of the blobs there, or did so: choose a place of its own", what=what)


def _refused() -> BadUsage:
    return BadUsage(f"this server {_NOT_OURS}", what="blocks")


def _tokens_in(tx: md.Reading) -> list[bytes]:
    told = tx.setting(TOKENS) or b""
    return [told[at : at + TOKEN_BYTES] for at in range(0, len(told), TOKEN_BYTES)]


def _is_known(tx: md.Reading, token: bytes) -> bool:
    """Whether a token of the store was put by this database, or by nobody."""
    return not token or token in _tokens_in(tx)


def _add(tx: md.Writing, there: bytes) -> bytes:
    """Return a new token, which the database has from now on. That of the store is not forgotten over those that never arrive."""
    token = os.urandom(TOKEN_BYTES)
    others = [one for one in _tokens_in(tx) if one != there]
    tx.put_setting(TOKENS, b"".join([*others, there, token][-REMEMBERED:]))
    return token
