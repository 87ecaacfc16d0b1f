"""Look whether all that a server has noted is so, while it may run. What is read is one moment; nothing is changed.

    the database's own file      sound?
    each space                   digests, head, chain of commits, every kept state against its signed root   check_states
    who refers to which blob     counted anew, and the bytes that accounts are charged                       check_refs
    uploads, packs               their sums
    second factors               each has its account
    each blob                    its size is there; with content: all of it is what its name says

A blob that no commit names may be gone after a power cut: that is said, and is no fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

from megadesk.crypto.public import manifest_refs
from megadesk.model.errors import Malformed
from megadesk.model.ids import BlockId
from megadesk.server import metadata as md
from megadesk.server.blobstore import BlobStore, stored
from megadesk.server.check_refs import Tally, spaces_of
from megadesk.server.check_states import head_faults, state_faults
from megadesk.server.config import ServerConfig
from megadesk.server.every_blob import by_place, pages_of, portions, whole_bytes, whole_many
from megadesk.server.mending import fault_of
from megadesk.server.stores import stores_beside


class Check:
    """One look at one server's stores. ``told`` hears of every fault, ``noted`` of what is none."""

    def __init__(
        self, metadata: md.MetadataStore, blobs: BlobStore, *, told: Callable[[str], None],
        noted: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._metadata, self._blobs = metadata, blobs
        self._told, self._noted = told, noted

    def run(self, *, reads_blobs: bool) -> None:
        """Return when all was looked at."""
        with self._metadata.read() as tx:
            faults = tx.check()
            for fault in faults:
                self._told(f"database: {fault}")
        if not faults:  # else every answer may be another
            with self._metadata.read() as tx:
                self._look_at_rows(tx)
            self._look_at_blobs(reads_all=reads_blobs)

    def _look_at_rows(self, tx: md.Reading) -> None:
        names: dict[int, str] = {}
        with closing(Tally()) as tally:
            for row in spaces_of(tx):
                names[row.key] = row.id.hex()[:16]
                for fault in self._space(tx, row, tally):
                    self._told(f"space {names[row.key]}: {fault}")
            for space_key, fault in tally.faults(tx, self._listing):
                self._told(f"space {names.get(space_key, f'{space_key} (there is none)')}: {fault}")
        for one in tx.differing_uploads():
            self._told(f"account {one.of}: bytes of uploads: noted {one.noted}, counted {one.counted}")
        for one in tx.differing_packs():
            self._told(f"pack {one.of}: noted {one.noted}, counted {one.counted}")
        for account in tx.stray_factors():
            self._told(f"account {account}: there is a second factor, or a code of one, that belongs to nobody")

    @staticmethod
    def _space(tx: md.Reading, row: md.SpaceRow, tally: Tally) -> Iterator[str]:
        yield from head_faults(tx, row)
        yield from state_faults(tx, row, lambda record, parts: tally.add(row.key, record, parts))

    def _listing(self, row: md.BlobRow) -> Sequence[BlockId] | None:
        """Return the blocks that a manifest lists; None if it is lost."""
        data = whole_bytes(self._blobs, row)
        if data is None:
            return None
        try:
            return manifest_refs(data)
        except Malformed:
            return ()

    # -- blobs --------------------------------------------------------------------------------------------------------

    def _look_at_blobs(self, *, reads_all: bool) -> None:
        all_of_them = (row for page in pages_of(self._metadata) for row in page)
        for page in by_place(all_of_them):
            for some in portions(page) if reads_all else [page]:
                faults = self._faults_read(some) if reads_all else self._blobs.hindrances([stored(row) for row in some])
                found = {row.id: (row, fault) for row, fault in zip(some, faults, strict=True) if fault}
                if found:
                    self._tell_of(found)

    def _faults_read(self, rows: Sequence[md.BlobRow]) -> list[str]:
        """Return what is wrong with each, once all of it is read."""
        read = whole_many(self._blobs, rows)
        return [
            "" if data is not None else fault_of(stored(row), self._blobs.read)
            for row, data in zip(rows, read, strict=True)
        ]

    def _tell_of(self, found: dict[BlockId, tuple[md.BlobRow, str]]) -> None:
        """Tell of blobs that are not whole, if they are still where they were."""
        with self._metadata.read() as tx:
            now, named = tx.blobs(found.keys()), tx.referred(found.keys())
        for blob, (row, fault) in found.items():
            if now.get(blob) != row:
                continue  # collected, moved or brought again meanwhile
            if blob in named:
                self._told(f"blob {blob.hex()[:16]}: {fault}")
            else:
                self._noted(
                    f"upload {blob.hex()[:16]}: {fault}; no commit names it, it will be asked for again if one does"
                )


def faults_in(config: ServerConfig, *, reads_blobs: bool) -> tuple[list[str], list[str]]:
    """Return what is wrong in a data folder, and what was noted besides."""
    faults: list[str] = []
    notes: list[str] = []
    with stores_beside(config) as (metadata, blobs):
        Check(metadata, blobs, told=faults.append, noted=notes.append).run(reads_blobs=reads_blobs)
    return faults, notes
