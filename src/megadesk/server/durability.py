"""No commit is accepted that names what is not on the disk for sure.

    append --check, in its transaction--> flushed by us, or another commit names it --> goes on, is accepted
       ^                                  else NotOnDisk: rolled back, so that nobody waits for our disk
       `---------- again -----------------flush: on the disk now
                                            lost: row, uploads and file go, MissingBlock --> the client sends it again

An upload is answered when its bytes are whole, not when they are durable: a GiB would wait for 770 syncs, one after the
other. After a power cut uploads that no commit names may be gone, and rows of them may be there; who names them hears
of it here. What a commit names was on the disk when it was accepted, and is never judged again. See ADR 23.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Final, TypeAlias, TypeVar

from megadesk.model.errors import MissingBlock
from megadesk.model.ids import BlockId
from megadesk.server import metadata as md
from megadesk.server.blobstore import BlobStore, Stored, stored
from megadesk.server.refusals import busy

T = TypeVar("T")

AT_ONCE: Final = 32
"""So many are flushed before others have their turn."""

BEHIND: Final = 32
"""Once twice as many uploads wait to be flushed, the older half is, before any commit has to wait for it."""

PATIENCE_S: Final = 45.0
"""Half of what clients wait for an answer. What was flushed by then need not be again when they come back."""

_COME_BACK_S: Final = 1.0


class NotOnDisk(Exception):  # noqa: N818 -- named for what is the case, and never seen by a client
    """Something that a commit relies on has to be flushed first; doubted: its bytes do not seem to be what they must."""

    def __init__(self, blobs: Sequence[Stored], *, doubted: bool = False) -> None:
        super().__init__()
        self.blobs = blobs
        self.doubted = doubted


Check: TypeAlias = Callable[[md.Reading, Collection[md.BlobRow]], None]
"""Passes if all these blobs are on the disk for sure; NotOnDisk if not."""


class Durability:
    """What stands between a commit and what it names."""

    def __init__(
        self, metadata: md.MetadataStore, blobs: BlobStore, *, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._metadata = metadata
        self._blobs = blobs
        self._now_s = now_s
        self._is_behind = threading.Lock()

    def assured(self, work: Callable[[Check], T]) -> T:
        """Return what ``work`` returns. It checks what it relies on and is undone and done again if that is to be flushed.

        MissingBlock if something is lost; ``busy`` if it takes too long, and the next time will take less.
        """
        until_s = self._now_s() + PATIENCE_S
        flushed: set[BlockId] = set()
        while True:
            try:
                return work(partial(self._check, flushed))
            except NotOnDisk as found:
                news = {blob.id for blob in found.blobs} - flushed
                if not news:
                    raise MissingBlock(reason="corrupt", first=found.blobs[0].id.hex()) from found
                self._flush(found, until_s)
                flushed |= news

    def follow(self) -> None:
        """Flush what was uploaded a while ago, if it is much: the disk is done with most of it by now.

        One does so at a time. Who finds somebody at it leaves it to them: they look again once they are through.
        """
        while len(waiting := self._blobs.waiting(BEHIND)) >= BEHIND and self._is_behind.acquire(blocking=False):
            try:
                self._give_up(self._blobs.flush(waiting[:AT_ONCE]))
            finally:
                self._is_behind.release()

    def _check(self, flushed: Collection[BlockId], tx: md.Reading, rows: Collection[md.BlobRow]) -> None:
        unsure = self._blobs.unflushed([stored(row) for row in rows if row.id not in flushed])
        referred = tx.referred([blob.id for blob in unsure]) if unsure else ()
        unsure = [blob for blob in unsure if blob.id not in referred]
        if unsure:
            raise NotOnDisk(unsure)

    def _flush(self, found: NotOnDisk, until_s: float) -> None:
        lost: set[BlockId] = set()
        for at in range(0, len(found.blobs), AT_ONCE):
            if self._now_s() > until_s:
                raise busy(_COME_BACK_S)
            gone = self._blobs.flush(found.blobs[at : at + AT_ONCE], doubted=found.doubted)
            self._give_up(gone)
            lost |= gone
        if lost:
            raise MissingBlock("uploads were lost", count=len(lost), first=min(lost).hex(), reason="lost")

    def _give_up(self, lost: set[BlockId]) -> None:
        """Forget what is lost, so that it is missing, unless a commit names it: then nobody could bring it again.

        At once: to the next process the disk would seem to have what it had refused.
        """
        if not lost:
            return
        with self._metadata.write() as tx:
            gone = lost - tx.referred(lost)
            tx.drop_blobs(gone)
            # Here, because nothing can be accepted meanwhile that names them.
            self._blobs.discard(gone)
