"""What the server has lost, offered again from what this device still holds.

    Faulty --copies--> a block's plain bytes --hash as the record says--> sealed again: the same bytes, the same id
           --> put --> fetched and opened once more                                  whole again, for all devices

Nothing is believed of a copy, nothing new is made, and nothing at all is sent while the space is frozen (invariant I2).
A list of blocks that is lost can be made again from a whole copy of the file, if the file was sealed under its own node.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from megadesk.crypto.content import BlockBuffers, open_into, reseal_into, seal_into, seal_manifest
from megadesk.engine.content_check import Faulty, patiently
from megadesk.model.errors import Damaged, MegadeskError, RetryLater
from megadesk.model.manifest import BlockRef, Manifest, block_count, block_length
from megadesk.transfers.blocks import block_offset
from megadesk.transfers.ports import SourceFile

if TYPE_CHECKING:
    from megadesk.engine.copies import Copies
    from megadesk.engine.wiring import World

log = logging.getLogger(__name__)


class Healing:
    """Mends files of one account. Not for two threads at once: it has the buffers of one."""

    def __init__(self, world: World, copies: Copies, *, jitter: Callable[[], float], check: Callable[[], None]) -> None:
        self._world = world
        self._copies = copies
        self._jitter = jitter
        self._check = check
        self._buffers = BlockBuffers()
        self.trouble: MegadeskError | None = None
        """Why the last file could not be mended though there was a copy."""

    def mend(self, file: Faulty) -> None:
        """Offer again what is wrong with a file; what is whole by then is no fault of it any more.

        Errors of the way to the server that last are raised.
        """
        self.trouble = None
        if file.node is None:
            return
        try:
            for source in self._copies.candidates(file.node):
                try:
                    self._from(source, file)
                finally:
                    source.close()
                if not file.faults and not file.listing:
                    return
        except RetryLater:
            raise
        except MegadeskError as error:  # no room, or refused
            log.warning("a block could not be offered again: %s", error.code)
            self.trouble = error

    def _from(self, source: SourceFile, file: Faulty) -> None:
        if file.listing:
            self._list_from(source, file)
        for index in sorted(file.faults):
            self._check()
            if self._block_from(source, index, file.refs[index]):
                del file.faults[index], file.refs[index]

    def _block_from(self, source: SourceFile, index: int, ref: BlockRef) -> bool:
        """Whether a block could be taken from a copy, and is whole on the server now."""
        try:
            length = source.read(block_offset(index), self._buffers.plain[: ref.length_bytes])
            stored = reseal_into(ref, self._buffers, length)
        except MegadeskError:  # the copy cannot be read, or the record lies: another may be better
            return False
        return stored is not None and self._offered(ref, stored)

    def _offered(self, ref: BlockRef, stored: memoryview) -> bool:
        self._refuse_if_frozen()
        patiently(lambda: self._world.blobs.put(ref.id, stored), self._check, self._jitter)
        try:
            got = patiently(lambda: self._world.blobs.get_into(ref.id, self._buffers.stored), self._check, self._jitter)
            open_into(ref, got, self._buffers, is_named=True)
        except Damaged:
            return False
        return True

    def _refuse_if_frozen(self) -> None:
        frozen = self._world.space.frozen
        if frozen is not None:
            raise frozen

    # -- the list of a large file ---------------------------------------------------------------------------------------

    def _list_from(self, source: SourceFile, file: Faulty) -> None:
        record, node = file.record, file.node
        if record is None or node is None or record.meta.manifest is None or node.content is None:
            return
        keys = self._world.space.keys.blocks
        refs: list[BlockRef] = []
        for index in range(block_count(node.size_bytes)):
            self._check()
            wanted = block_length(node.size_bytes, index)
            if source.read(block_offset(index), self._buffers.plain[:wanted]) != wanted:
                return
            refs.append(seal_into(keys, node.id, index, self._buffers, wanted).ref)
        sealed = seal_manifest(keys, node.id, Manifest(node.size_bytes, node.content, tuple(refs)))
        if sealed.ref.id != record.meta.manifest.id:
            return
        self._refuse_if_frozen()
        patiently(lambda: self._world.blobs.put(sealed.ref.id, sealed.stored), self._check, self._jitter)
        try:
            patiently(lambda: self._world.blobs.get(sealed.ref.id), self._check, self._jitter)
        except Damaged:
            return
        file.listing = ""
