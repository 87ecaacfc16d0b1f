"""Which copy of a database takes bytes away from an object store: one, which says so in both every half minute. See ADR 63.

    store: the token that was put last     database: the tokens that it put there last, newest at the end
        take   that of the store is among them, or there is none --> a new one, in the database, then in the store
               it is another's                                   --> False, and nothing goes away

A database that was copied, or brought back to an earlier moment, does not know what was uploaded since: all of that it would
take for left over. But its tokens are old then, as long as the other one lives.
"""

from __future__ import annotations

import logging
import os
import time
from typing import Final

from megadesk.model.errors import BadUsage, ServerUnavailable
from megadesk.server import metadata as md
from megadesk.server.blobstore import BlobStore, TokenStore
from megadesk.server.logs import EXTRA, LOGGER

log = logging.getLogger(LOGGER)

EVERY_S: Final = 30.0
"""A copy that is younger than this, and takes bytes away at once, is not noticed: a server waits longer before it does."""
TOKENS: Final = "fencing_tokens"
TOKEN_BYTES: Final = 16
KEPT: Final = 16
"""A put whose answer was lost may arrive late, over a newer one: so old it is none of another's yet."""
_NOT_OURS: Final = (
    "is not the one that took care of these blobs last: its database is a copy, or was brought back to an earlier moment."
    " A copy needs blobs of its own; if this one stays, end the other, then say “megadesk server restored”"
)


class Fence:
    """One process' part in it. Nothing is taken before ``first_after_s``, unless at once."""

    def __init__(self, metadata: md.MetadataStore, tokens: TokenStore, *, first_after_s: float = 0.0) -> None:
        self._metadata, self._tokens = metadata, tokens
        self._due_s = time.monotonic() + first_after_s
        self._is_ours: bool | None = None

    def keep(self, *, at_once: bool = False) -> bool:
        """Take a new token if it is time; whether bytes may be taken away. at_once: do not wait for the first time.

        If they are another's our database refuses every write from then on: what came now, the other one would take away.
        """
        now_s = time.monotonic()
        if now_s >= self._due_s or (at_once and self._is_ours is None):
            self._due_s, self._is_ours = now_s + EVERY_S, False
            try:
                self._is_ours = self.take()
            except ServerUnavailable as fault:
                log.warning("care waits for its stores", extra={EXTRA: {"why": fault.detail}})
            else:
                if not self._is_ours:
                    self._give_way()
        return bool(self._is_ours)

    def take(self) -> bool:
        """Take a new token; False if the store has another's."""
        there = self._tokens.token()  # before the transaction: nobody waits for the store
        with self._metadata.write(beside=True) as tx:
            if not _is_known(tx, there):
                return False
            token = _add(tx)
        self._tokens.put_token(token)
        return True

    def _give_way(self) -> None:
        log.error("another copy of this database takes care of its blobs: nothing is written here any more")
        with self._metadata.write() as tx:
            tx.freeze(_NOT_OURS)


def fence_of(metadata: md.MetadataStore, blobs: BlobStore, *, first_after_s: float = 0.0) -> Fence | None:
    """Return the fence of a store; None of one that no other database can have."""
    return None if blobs.tokens is None else Fence(metadata, blobs.tokens, first_after_s=first_after_s)


def take_at_once(metadata: md.MetadataStore, blobs: BlobStore) -> None:
    """Have a command take bytes away; BadUsage if they are another's."""
    fence = fence_of(metadata, blobs)
    if fence is not None and not fence.take():
        raise _refused()


def take_over(metadata: md.MetadataStore, blobs: BlobStore) -> None:
    """Have a database take care of its blobs from now on, whoever did before."""
    if blobs.tokens is not None:
        with metadata.write(beside=True) as tx:
            token = _add(tx)
        blobs.tokens.put_token(token)


def refuse_copy(metadata: md.MetadataStore, blobs: BlobStore) -> None:
    """Raise BadUsage if another copy of this database takes care of its blobs."""
    if blobs.tokens is not None:
        there = blobs.tokens.token()
        with metadata.read() as tx:
            if not _is_known(tx, there):
                raise _refused()


def _refused() -> BadUsage:
    return BadUsage(f"this server {_NOT_OURS}", what="blocks")


def _tokens_in(tx: md.Reading) -> list[bytes]:
    kept = tx.setting(TOKENS) or b""
    return [kept[at : at + TOKEN_BYTES] for at in range(0, len(kept), TOKEN_BYTES)]


def _is_known(tx: md.Reading, token: bytes) -> bool:
    """Whether a token of the store was put by this database, or by nobody."""
    return not token or token in _tokens_in(tx)


def _add(tx: md.Writing) -> bytes:
    """Return a new token, which the database has from now on."""
    token = os.urandom(TOKEN_BYTES)
    tx.put_setting(TOKENS, b"".join([*_tokens_in(tx), token][-KEPT:]))
    return token
