"""Read every stored blob and hold it to its name, also while a server runs; what is damaged is set aside.

    rows by id, a page at a time --> in the order in which they lie --> bytes, of the disk itself --> hash
        as its name says           on to the next
        else, read once more       still so, and still there? then place QUARANTINED, and bytes to quarantine
        QUARANTINED already        whole by now (somebody put the file back)? then it has its place again
        lost, and a backup has it  written anew from there; else missing until a device brings it
    how far it is --> settings, page by page: a run that was ended goes on there

A blob without a whole place counts as missing: nobody is given it, and the next device that uploads it mends it
(``blobs``). What cannot be read is damaged, too; if the folder is not there at all, nothing is touched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Final, TypeAlias

from megadesk.model.errors import DiskFull, MissingBlock
from megadesk.model.ids import BlockId
from megadesk.server import metadata as md
from megadesk.server.blobstore import BlobStore, Stored, stored
from megadesk.server.handover import check_recent
from megadesk.server.mending import fault_of, set_aside
from megadesk.server.pace import Pace

SETTING: Final = "scrub"
PAGE: Final = 256
"""At most a GiB: what a run that is killed reads again."""

SMALL_BYTES: Final = 64 << 10
"""Smaller blobs go into a pack, as uploads do by default."""


Source: TypeAlias = Callable[[BlockId], "bytes | None"]
"""Returns a blob's bytes if it has them whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A blob that is not whole. ``accounts``: whose spaces refer to it; none if it is an upload that no commit names."""

    blob: str
    size_bytes: int
    why: str
    accounts: Sequence[str]


@dataclass(slots=True, kw_only=True)
class Scrubbed:
    """What a round has come to; it may take several runs."""

    begun_ms: int
    after: bytes = b""
    blobs: int = 0
    size_bytes: int = 0
    damaged: list[Damage] = field(default_factory=list)
    """Found in this run, and lost."""
    missing: list[Damage] = field(default_factory=list)
    """Found before, and not whole yet."""
    mended: list[str] = field(default_factory=list)
    is_done: bool = False


class Scrub:
    """One run over one server's stores."""

    def __init__(
        self, metadata: md.MetadataStore, blobs: BlobStore, *, pace: Pace, now_ms: Callable[[], int],
        found: Callable[[Damage], None] = lambda _: None, source: Source = lambda _: None,
    ) -> None:  # fmt: skip
        """``found`` hears of damage at once. ``source``: another place where blobs may be, a backup say."""
        self._metadata, self._blobs = metadata, blobs
        self._pace, self._now_ms, self._found, self._source = pace, now_ms, found, source

    def run(self, *, anew: bool = False) -> Scrubbed:
        """Go on where the last run ended, or begin, and return when all is read. MissingBlock if the folder is gone."""
        round_ = self._begin(anew=anew)
        while True:
            self._blobs.check_ready()
            with self._metadata.read() as tx:
                rows = tx.all_blobs(round_.after, PAGE)
            if not rows:
                round_.is_done = True
                self._keep(round_)
                return round_
            for row in sorted(rows, key=lambda row: row.place):
                self._look(row, round_)
            round_.after = rows[-1].id
            self._keep(round_)

    def _begin(self, *, anew: bool) -> Scrubbed:
        with self._metadata.read() as tx:
            kept = json.loads(tx.setting(SETTING) or b"{}")
        if anew or not kept:
            return Scrubbed(begun_ms=self._now_ms())
        return Scrubbed(**{**kept, "after": bytes.fromhex(kept["after"])})

    def _keep(self, round_: Scrubbed) -> None:
        """Note how far it is. A disk that is full does not keep anybody from reading it."""
        told = {
            "begun_ms": round_.begun_ms,
            "after": round_.after.hex(),
            "blobs": round_.blobs,
            "size_bytes": round_.size_bytes,
        }
        with suppress(DiskFull), self._metadata.write(durable=False) as tx:
            tx.put_setting(SETTING, b"" if round_.is_done else json.dumps(told).encode())

    # -- one blob -----------------------------------------------------------------------------------------------------

    def _look(self, row: md.BlobRow, round_: Scrubbed) -> None:
        round_.blobs += 1
        round_.size_bytes += row.size_bytes
        if row.place.is_lost:
            self._look_again(row, round_)
            return
        fault = self._fault(stored(row))
        self._pace.spend(row.size_bytes)
        if fault:
            self._set_aside(row, round_)

    def _fault(self, blob: Stored) -> str:
        return fault_of(blob, self._blobs.read_anew)

    def _set_aside(self, row: md.BlobRow, round_: Scrubbed) -> None:
        """Let a blob count as missing, if it is still where it was and still not whole."""
        fault = set_aside(self._metadata, self._blobs, row, self._blobs.read_anew)
        if not fault:
            return
        with self._metadata.read() as tx:
            damage = damage_of(tx, row, fault)
        self._found(damage)
        if not self._mend(row._replace(place=row.place.lost), round_):
            round_.damaged.append(damage)

    def _look_again(self, row: md.BlobRow, round_: Scrubbed) -> None:
        """Give a lost blob its place back if somebody put its file there, or write it anew if there is a source for it."""
        if self._mend(row, round_):
            return
        place = md.Place(md.OWN_FILE, row.place.offset)
        back = Stored(row.id, place, row.size_bytes)
        if not self._fault(back) and not self._blobs.flush([back], doubted=True):
            with self._metadata.write() as tx:
                if tx.move_blob(row.id, row.place, place):  # else a device has brought it meanwhile
                    round_.mended.append(row.id.hex())
            return
        with self._metadata.read() as tx:
            if tx.blobs([row.id]).get(row.id, row).place.is_lost:
                round_.missing.append(damage_of(tx, row, "not brought again yet"))

    def _mend(self, row: md.BlobRow, round_: Scrubbed) -> bool:
        """Write a lost blob anew from the other source; whether that has it whole."""
        data = self._source(row.id)
        if data is None:
            return False
        if self._write_anew(row, data):  # else somebody brought it meanwhile, or nobody needs it any more
            round_.mended.append(row.id.hex())
        return True

    def _write_anew(self, row: md.BlobRow, data: bytes) -> bool:
        """Write a blob and let its row name that, if it is still lost; whether it was."""
        if not self._blobs.reuses_names:  # what no row names stays for a day: nobody has to wait while it is written
            began_ms = self._now_ms()
            place = self._write(row.id, data)
            with self._metadata.write() as tx:
                check_recent(began_ms, self._now_ms())
                return tx.move_blob(row.id, row.place, place)
        with self._metadata.write() as tx:
            if tx.blobs([row.id]).get(row.id) != row:
                return False
            # Here, because what no row names may be collected at any other time.
            return tx.move_blob(row.id, row.place, self._write(row.id, data))

    def _write(self, blob: BlockId, data: bytes) -> md.Place:
        """Return where a blob lies from now on, on the disk for sure."""
        if len(data) < SMALL_BYTES:
            return self._blobs.put_many([(blob, data)])[0]
        upload = self._blobs.begin(blob)
        try:
            upload.write([data])
            place = upload.finish()
        finally:
            upload.abort()
        if self._blobs.flush([Stored(blob, place, len(data))], doubted=True):
            raise MissingBlock("the disk does not keep what is written to it", reason="lost")
        return place


def damage_of(tx: md.Reading, row: md.BlobRow, why: str) -> Damage:
    """Return what is to be said of a blob that is not whole."""
    return Damage(blob=row.id.hex(), size_bytes=row.size_bytes, why=why, accounts=tx.named_by(BlockId(row.id)))


def as_json(round_: Scrubbed) -> dict[str, object]:
    """Return what ``server scrub --json`` prints."""
    return {
        "blobs": round_.blobs, "bytes": round_.size_bytes, "damaged": [asdict(one) for one in round_.damaged],
        "missing": [asdict(one) for one in round_.missing], "mended": round_.mended,
    }  # fmt: skip
