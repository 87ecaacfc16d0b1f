"""What nothing refers to is taken away after a while, step by step, beside a server that works.

    uploads whose time is over      --> given up, orphans
    orphans, after some days        --> looked at again: row gone --> dying --> object gone
    packs of which nothing is used  --> after an hour, so that who reads from them is done: pack gone
    packs used by less than half    --> what is used is copied to where small blobs go now, its rows moved
    objects without a row           --> left by a crash or a refused upload: object gone (once a day)

No bytes are removed but after a write transaction that has found no row for them, while collection is not held (hold). In a
folder, where a blob's file may be taken up again, in that transaction, while no upload is between its bytes and its row
(handover); in an object store, where no row will ever come to name them any more, after it: nobody waits for the store. A
crash between any two steps leaves only what the next run finds. See ADR 26 and 59.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from megadesk.crypto.public import block_id
from megadesk.model.errors import DiskFull
from megadesk.model.ids import AccountId, BlockId
from megadesk.server import metadata as md
from megadesk.server.blobstore import ONLY, PARTS, BlobStore, stored
from megadesk.server.config import ServerConfig
from megadesk.server.fencing import refuse_copy
from megadesk.server.handover import Handover, check_recent
from megadesk.server.hold import is_held
from megadesk.server.logs import EXTRA, LOGGER
from megadesk.server.metadata_care import Object
from megadesk.server.plans import DAY_MS
from megadesk.wire.frames import FRAME_HEAD_BYTES

T = TypeVar("T")

log = logging.getLogger(LOGGER)

STEP_ROWS: Final = 500
STEP_FILES: Final = 50
"""A file is taken away while uploads wait, so these are few."""
COPY_BLOBS: Final = 500
COPY_BYTES: Final = 8 << 20
THINNED_BYTES: Final = 4 << 30
"""Packs of so many bytes are thinned out a run: to find what is used of them costs one look at all blobs."""
PAGE: Final = 2000
GRACE_MS: Final = 3_600_000
"""So long an empty pack stays: requests end within minutes."""
STRAYS_EVERY_MS: Final = DAY_MS
STRAYS_SEEN: Final = "strays_seen_ms"


@dataclass(slots=True)
class Collected:
    """What a run has done so far."""

    uploads: int = 0
    blobs: int = 0
    size_bytes: int = 0
    """Of blobs whose rows are gone."""
    files: int = 0
    packs: int = 0
    copied_bytes: int = 0
    is_held: bool = False


class Collecting:
    """One run. ``steps`` does one transaction at most between any two of its values. at_once: without any days of grace."""

    def __init__(
        self, metadata: md.MetadataStore, blobs: BlobStore, config: ServerConfig, handover: Handover, *,
        now_ms: Callable[[], int], at_once: bool = False,
    ) -> None:  # fmt: skip
        self._metadata, self._blobs, self._handover = metadata, blobs, handover
        self._now_ms, self._at_once = now_ms, at_once
        self._after_ms = 0 if at_once else config.collect_after_days * DAY_MS
        self.done = Collected()

    def steps(self) -> Iterator[None]:
        """Yield after each step, until there is nothing more to do, or collection is held."""
        parts = [self._give_up, self._take_rows, self._take_files, self._take_packs, self._thin_packs, self._strays]
        for part in (*parts, self._take_packs) if self._at_once else parts:
            if self._is_held():
                self.done.is_held = True
                return
            try:
                yield from part()
            except DiskFull:  # what is copied needs room first
                log.warning("no room to thin out packs")

    def _is_held(self) -> bool:
        with self._metadata.read() as tx:
            return is_held(tx, self._now_ms())

    # -- rows ---------------------------------------------------------------------------------------------------------

    def _give_up(self) -> Iterator[None]:
        """Give up uploads that nothing came to refer to."""
        after = (AccountId(b""), BlockId(b""))
        while True:
            with self._metadata.read() as tx:
                found = tx.expired_uploads(self._now_ms(), after, STEP_ROWS)
            if not found:
                return
            after = (found[-1].account, found[-1].blob)
            with self._metadata.write() as tx:
                dropped = tx.drop_uploads(found, self._now_ms())
                tx.add_orphans(dropped, self._now_ms())
            self.done.uploads += len(dropped)
            yield

    def _take_rows(self) -> Iterator[None]:
        """Take the rows of what has been nobody's for long enough."""
        while self._take_some():
            yield

    def _take_some(self) -> bool:
        with self._metadata.write() as tx:
            if is_held(tx, self._now_ms()):
                return False
            orphans = tx.orphans(self._now_ms() - self._after_ms, STEP_ROWS)
            used = tx.referred(orphans) | tx.uploaded(orphans)
            rows = tx.blobs([blob for blob in orphans if blob not in used])
            own = [Object(blob, row.place.offset) for blob, row in rows.items() if row.place.pack == md.OWN_FILE]
            tx.drop_blobs(rows.keys())
            tx.let_die(own)
            tx.drop_orphans(orphans)
            self.done.blobs += len(rows)
            self.done.size_bytes += sum(row.size_bytes for row in rows.values())
            return bool(orphans)

    # -- objects ------------------------------------------------------------------------------------------------------

    def _take_files(self) -> Iterator[None]:
        """Take the objects of blobs without rows."""
        while True:
            with self._metadata.read() as tx:
                dying = tx.dying(self._at_a_time)
            if not dying or not self._remove(dying):
                return
            yield

    @property
    def _at_a_time(self) -> int:
        return STEP_FILES if self._blobs.reuses_names else STEP_ROWS

    def _remove(self, objects: Collection[Object]) -> bool:
        """Remove those of these objects that no row names, whether or not it is known why; False if that is held."""

        def choose(tx: md.Reading) -> list[Object]:
            rows = tx.blobs({one.blob for one in objects})
            return [one for one in objects if not _is_named(one, rows.get(one.blob))]

        def forget(tx: md.Writing) -> None:
            tx.drop_dying(objects)  # those that are named again were uploaded again

        gone = self._take(choose, self._blobs.remove, forget)
        self.done.files += len(gone or ())
        return gone is not None

    def _take(
        self, choose: Callable[[md.Reading], list[T]], remove: Callable[[list[T]], None],
        forget: Callable[[md.Writing], None],
    ) -> list[T] | None:  # fmt: skip
        """Choose what no row names, remove it, forget it; return what was chosen, None if collection is held.

        Where names are not reused, what is chosen stays so for ever: who might still have named it was waited for by the
        transaction, and whoever comes later is not recent.
        """
        if not self._blobs.reuses_names:
            with self._metadata.write() as tx:
                chosen = None if is_held(tx, self._now_ms()) else choose(tx)
            if chosen is not None:
                refuse_copy(self._metadata, self._blobs)  # this machine may have stood still since it was known
                remove(chosen)
                with self._metadata.write(durable=False) as tx:
                    forget(tx)
            return chosen
        with self._handover.alone(), self._metadata.write() as tx:
            if is_held(tx, self._now_ms()):
                return None
            chosen = choose(tx)
            remove(chosen)
            forget(tx)
            return chosen

    def _strays(self) -> Iterator[None]:
        """Look for objects that no row names. A process that ended between the two, or a refused upload, leaves some."""
        with self._metadata.read() as tx:
            seen_ms = int.from_bytes(tx.setting(STRAYS_SEEN) or b"", "big")
        if not self._at_once and 0 <= self._now_ms() - seen_ms < STRAYS_EVERY_MS:
            return
        for part in range(PARTS):
            there = self._blobs.objects(part)
            for at in range(0, len(there), PAGE):
                some = there[at : at + PAGE]
                with self._metadata.read() as tx:
                    rows = tx.blobs({one.blob for one in some})
                strays = [one for one in some if not _is_named(one, rows.get(one.blob))]
                for first in range(0, len(strays), self._at_a_time):
                    if not self._remove(strays[first : first + self._at_a_time]):
                        return
                    yield
            yield
        with self._metadata.write(durable=False) as tx:
            tx.put_setting(STRAYS_SEEN, self._now_ms().to_bytes(8, "big"))

    # -- packs --------------------------------------------------------------------------------------------------------

    def _take_packs(self) -> Iterator[None]:
        """Note which packs are empty, and take those that have been so for a while."""
        there = self._blobs.packs().keys()
        with self._metadata.read() as tx:
            unknown = sorted(there - {one.number for one in tx.packs()})
        for at in range(0, len(unknown) + 1, PAGE):
            with self._metadata.write(durable=False) as tx:
                tx.note_packs(unknown[at : at + PAGE], self._now_ms())
            yield
        grace_ms = 0 if self._at_once else GRACE_MS
        with self._metadata.read() as tx:
            empty = [one.number for one in tx.packs() if one.emptied_ms and one.emptied_ms <= self._now_ms() - grace_ms]
        at_a_time = 1 if self._blobs.reuses_names else STEP_ROWS
        for at in range(0, len(empty), at_a_time):
            if not self._remove_packs(empty[at : at + at_a_time]):
                return
            yield

    def _remove_packs(self, numbers: Collection[int]) -> bool:
        """Remove those of these packs that are empty yet; False if that is held. One that grows stays, and is noted again later."""

        def choose(tx: md.Reading) -> list[int]:
            used = {one.number for one in tx.packs(numbers) if one.live_blobs}
            return [number for number in numbers if number not in used]

        def forget(tx: md.Writing) -> None:
            for one in tx.packs(numbers):
                if not one.live_blobs:
                    tx.drop_pack(one.number)

        gone = self._take(choose, self._blobs.remove_packs, forget)
        self.done.packs += len(gone or ())
        return gone is not None

    def _thin_packs(self) -> Iterator[None]:
        """Copy what is used of packs that are more than half unused to where small blobs go now."""
        sizes = self._blobs.packs()
        with self._metadata.read() as tx:
            used = {
                one.number: one.live_bytes + one.live_blobs * FRAME_HEAD_BYTES for one in tx.packs() if one.live_blobs
            }
        thin = {number for number, size in used.items() if 2 * size < sizes.get(number, 0)}
        chosen, size_bytes = set[int](), 0
        for number in sorted(thin, key=lambda number: used[number] - sizes[number]):
            if size_bytes >= THINNED_BYTES:
                break
            chosen.add(number)
            size_bytes += sizes[number]
        if not chosen:
            return
        some: list[md.BlobRow] = []
        for row in self._rows_in(chosen):
            some.append(row)
            if len(some) >= COPY_BLOBS or sum(one.size_bytes for one in some) >= COPY_BYTES:
                self._copy(some)
                some = []
                yield
        if some:
            self._copy(some)
            yield

    def _rows_in(self, packs: Collection[int]) -> Iterator[md.BlobRow]:
        after = b""
        while True:
            with self._metadata.read() as tx:
                rows = tx.all_blobs(after, PAGE)
            if not rows:
                return
            after = rows[-1].id
            yield from (row for row in rows if row.place.pack in packs)

    def _copy(self, rows: Sequence[md.BlobRow]) -> None:
        """Copy blobs and let their rows name the copies. What is damaged stays where it is: that is for a scrub."""
        found = zip(rows, self._blobs.read_many([stored(row) for row in rows]), strict=True)
        whole = [(row, data) for row, data in found if data is not None and block_id(data) == row.id]
        if len(whole) < len(rows):
            log.warning("blobs in a pack are damaged; run a scrub", extra={EXTRA: {"count": len(rows) - len(whole)}})
        began_ms = self._now_ms()
        places = self._blobs.put_many([(row.id, data) for row, data in whole])
        with self._metadata.write() as tx:
            check_recent(began_ms, self._now_ms())
            for (row, _), place in zip(whole, places, strict=True):
                if tx.move_blob(row.id, row.place, place):
                    self.done.copied_bytes += row.size_bytes


def _is_named(one: Object, row: md.BlobRow | None) -> bool:
    """Whether a row means this object. Where a blob has but one, any row may, and what is lost may be put back."""
    if row is None:
        return False
    return one.generation == ONLY or row.place.is_lost or row.place == md.Place(md.OWN_FILE, one.generation)
