"""Content: which blobs are missing, uploads, downloads, proof of possession.

    upload --hash while it streams--> BlobStore --then--> rows in one transaction --then--> the answer
                                          a commit that names it: flushed, then accepted (durability)

What was found damaged and set aside (``scrub``) counts as missing; whoever uploads it mends it, and is charged only if it
was not in reach. An upload of what is stored is held against what lies there, and mends that if it is damaged (``mending``). A caller sees only blobs that a space of its own refers to, or that it has uploaded itself: nobody can ask what others
store. Uploads are idempotent; one that nothing refers to is charged as pending, until a record does or a week is over.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from threading import Lock
from typing import Final, NamedTuple

from megadesk.crypto.public import block_id, manifest_refs, possession_proof
from megadesk.model.errors import Forged, Malformed, MissingBlock, NotFound, QuotaExceeded
from megadesk.model.ids import AccountId, BlockId
from megadesk.server import metadata as md
from megadesk.server.blobstore import BlobStore, Stored, Upload, stored
from megadesk.server.call import Answer, Call
from megadesk.server.durability import Durability, NotOnDisk
from megadesk.server.handover import check_recent
from megadesk.server.mending import doubt
from megadesk.server.metadata_move import check_not_frozen
from megadesk.server.refusals import busy
from megadesk.server.services import Services
from megadesk.wire import messages as m
from megadesk.wire.codec import Encoding, encode
from megadesk.wire.frames import BATCH_BYTES_MAX, pack, unpack

_PIECE_BYTES: Final = 1 << 20
BLOCKS_KEPT: Final = 1 << 16
"""Manifests of so many blocks are kept in memory, some 6 MB; one at least."""
_LEAD: Final = b"\x01\x12"
_LEAD_BYTES: Final = 6
_PER_BLOCK_BYTES: Final = 32 + 68
_TAG_BYTES: Final = 16
_RANGE: Final = re.compile(rb"bytes=(\d{1,15})-(\d{0,15})")
_DAY_MS: Final = 86_400_000


def manifest_blocks(lead: bytes | memoryview, size_bytes: int) -> int:
    """Return how many blocks a blob lists if its first bytes and size are those of a manifest, else 0.

    A sealed block looks so by chance once in 2**48; then it is only asked for what it does not list, and refused.
    """
    if bytes(lead[:2]) != _LEAD or len(lead) < _LEAD_BYTES:
        return 0
    n_blocks = int.from_bytes(lead[2:_LEAD_BYTES], "big")
    return n_blocks if size_bytes == _LEAD_BYTES + n_blocks * _PER_BLOCK_BYTES + _TAG_BYTES else 0


class Manifests:
    """The blocks that manifests list. Manifests never change, so the last ones are kept."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs
        self._kept: OrderedDict[BlockId, tuple[BlockId, ...]] = OrderedDict()
        self._n_blocks = 0
        self._lock = Lock()

    def blocks(self, row: md.BlobRow) -> Sequence[BlockId]:
        """Return the blocks a manifest lists; NotOnDisk if that is not what is there.

        One that was set aside lists none: counts of its blocks then stay too high, which loses nothing, while a file
        whose manifest is lost could else never be changed or removed.
        """
        with self._lock:
            kept = self._kept.get(row.id)
        if kept is not None:
            return kept
        if row.place.is_lost:
            return ()
        found = self._read(row)
        self._keep(row.id, found)
        return found

    def _keep(self, blob: BlockId, found: tuple[BlockId, ...]) -> None:
        with self._lock:
            self._n_blocks += len(found) - len(self._kept.get(blob, ()))
            self._kept[blob] = found
            while self._n_blocks > BLOCKS_KEPT and len(self._kept) > 1:
                _, gone = self._kept.popitem(last=False)
                self._n_blocks -= len(gone)

    def read_ahead(self, rows: Iterable[md.BlobRow]) -> None:
        """Read manifests together, as many as are kept, so that nobody has to wait for each of them later."""
        wanted: list[md.BlobRow] = []
        n_blocks = 0
        with self._lock:
            for row in rows:
                n_blocks += row.n_blocks
                if row.n_blocks and not row.place.is_lost and row.id not in self._kept and n_blocks <= BLOCKS_KEPT:
                    wanted.append(row)
        found = self._blobs.read_many([stored(row) for row in wanted]) if wanted else ()
        for row, data in zip(wanted, found, strict=True):
            if data is not None and block_id(data) == row.id:  # what is not whole, ``blocks`` finds once more
                with suppress(Malformed):
                    self._keep(row.id, manifest_refs(data))

    def _read(self, row: md.BlobRow) -> tuple[BlockId, ...]:
        """Read a manifest. Half of one would be believed for ever, and nobody would bring the other half."""
        try:
            data = self._blobs.read(stored(row))
        except MissingBlock:
            data = b""
        if block_id(data) != row.id:
            raise NotOnDisk([stored(row)], doubted=True)
        try:
            return manifest_refs(data)
        except Malformed:
            return ()


class News(NamedTuple):
    """What an upload brings."""

    charged: Mapping[BlockId, int]
    """Sizes of what was not in the account's reach."""
    wanted: Collection[BlockId]
    """What is to be written: it is not stored, or lost."""
    lost: Collection[BlockId]
    """Those of the latter that were stored."""
    there: Mapping[BlockId, md.BlobRow]
    expiring: Mapping[BlockId, int]
    """What was in the account's reach, and until when as its own uploads."""


class Blobs:
    """Handlers under /v1/blobs."""

    def __init__(self, services: Services, durability: Durability) -> None:
        self._services = services
        self._durability = durability

    # -- asking -------------------------------------------------------------------------------------------------------

    def missing(self, call: Call) -> m.MissingBlobs:
        """Return which of the asked blobs the caller must upload."""
        account, ids = call.session.account, _ids(call.message)
        with self._services.metadata.read() as tx:
            there = _whole(tx.blobs_in_reach(account, ids))
            expiring = tx.pending(account, there.keys())
        self._keep_longer(account, there, expiring)
        return m.MissingBlobs(ids=[one for one in ids if one not in there])

    def _keep_longer(
        self, account: AccountId, there: Mapping[BlockId, md.BlobRow], expiring: Mapping[BlockId, int]
    ) -> None:
        """Let uploads that were just counted on live as long as if they had been sent now."""
        until_ms = self._pending_until_ms()
        old = {one: there[one].size_bytes for one, expires_ms in expiring.items() if expires_ms < until_ms - _DAY_MS}
        if old:
            with self._services.metadata.write(beside=True) as tx:
                tx.lock_accounts({account})
                tx.add_pending(account, old, until_ms)

    def _pending_until_ms(self) -> int:
        return self._services.clock_ms() + self._services.config.pending_s * 1000

    def possess(self, call: Call) -> m.PossessAnswer:
        """Return BLAKE3(nonce, blob)."""
        body: m.PossessQuery = call.message
        data = self._read(call)
        return m.PossessAnswer(digest=possession_proof(body.nonce, data))

    def _read(self, call: Call, start: int = 0, length: int | None = None) -> bytes:
        """Return a blob's bytes, from wherever it was moved to since it was looked for."""
        row = self._row(call)
        try:
            return self._services.blobs.read(stored(row), start, length)
        except MissingBlock:
            moved = self._row(call)
            if moved.place == row.place:
                raise
            return self._services.blobs.read(stored(moved), start, length)

    def _row(self, call: Call) -> md.BlobRow:
        blob = BlockId(call.ids["blob"])
        with self._services.metadata.read() as tx:
            row = _whole(tx.blobs_in_reach(call.session.account, [blob])).get(blob)
        if row is None:
            raise NotFound(what="blob")
        return row

    # -- downloads ----------------------------------------------------------------------------------------------------

    def get(self, call: Call) -> Answer:
        """Return a blob, or the part of it that a Range header names."""
        wanted = call.headers.get(b"range")
        part = None if wanted is None else _RANGE.fullmatch(wanted)
        if part is None:
            return Answer(self._read(call), 200, Encoding.RAW)
        row = self._row(call)
        first = int(part[1])
        last = min(int(part[2] or row.size_bytes - 1), row.size_bytes - 1)
        if first > last:
            headers = ((b"content-range", b"bytes */%d" % row.size_bytes),)
            refused = m.ErrorBody(code="bad_range", message="no byte of the blob lies in the range")
            return Answer(encode(refused, Encoding.JSON), 416, Encoding.JSON, headers)
        data = self._read(call, first, last - first + 1)
        headers = ((b"content-range", b"bytes %d-%d/%d" % (first, last, row.size_bytes)),)
        return Answer(data, 206, Encoding.RAW, headers)

    def get_many(self, call: Call) -> Answer:
        """Return blobs in the order asked, as many as fit; absent ones are left out."""
        ids = _ids(call.message)
        with self._services.metadata.read() as tx:
            rows = _whole(tx.blobs_in_reach(call.session.account, ids))
        wanted: list[Stored] = []
        size = 0
        for one in dict.fromkeys(ids):
            row = rows.get(one)
            if row is None:
                continue
            size += row.size_bytes
            if wanted and size > BATCH_BYTES_MAX:
                break
            wanted.append(stored(row))
        found = dict(zip(wanted, self._services.blobs.read_many(wanted), strict=True))
        absent = [one for one, data in found.items() if data is None]
        if absent:  # or moved since they were looked for
            with self._services.metadata.read() as tx:
                now = tx.blobs([one.id for one in absent])
            again = [one._replace(place=now[one.id].place) for one in absent if one.id in now]
            found.update(zip(again, self._services.blobs.read_many(again), strict=True))
        return Answer(pack([(one.id, data) for one, data in found.items() if data is not None]), 200, Encoding.FRAMES)

    # -- uploads ------------------------------------------------------------------------------------------------------

    async def put_many(self, call: Call) -> Answer:
        """Store many blobs."""
        call.body.check_length()
        async with self._services.uploads.one():
            body = await call.body.read()
            return await self._services.writing(self._store_frames, call, body)

    def _store_frames(self, call: Call, body: bytes) -> Answer:
        return self._store(call, list(unpack(body)))

    async def put(self, call: Call) -> Answer:
        """Store one blob; a large one is written and hashed while it comes in."""
        blob = BlockId(call.ids["blob"])
        call.body.check_length()
        async with self._services.uploads.one():
            is_small = call.body.length is not None and call.body.length < self._services.config.pack_below_bytes
            if is_small:
                body = await call.body.read()
                return await self._services.writing(self._store, call, [(blob, memoryview(body))])
            await self._services.reading(self._check_quota_for, call.session.account, blob, call.body.length or 0)
            upload = await self._services.writing(self._services.blobs.begin, blob)
            try:
                return await self._grow(call, blob, upload)
            finally:
                await self._services.writing(upload.abort)

    async def _grow(self, call: Call, blob: BlockId, upload: Upload) -> Answer:
        """Hand pieces to a worker thread while the next ones come in; then keep the blob."""
        under_way: asyncio.Future[None] | None = None
        held: list[bytes] = []
        held_bytes, size_bytes, lead = 0, 0, b""
        try:
            async for piece in call.body.pieces():
                held.append(piece)
                held_bytes += len(piece)
                if len(lead) < _LEAD_BYTES:
                    lead += piece[: _LEAD_BYTES - len(lead)]
                if held_bytes >= _PIECE_BYTES:
                    if under_way is not None:
                        await under_way
                    under_way = asyncio.ensure_future(self._services.writing(upload.write, held))
                    size_bytes += held_bytes
                    held, held_bytes = [], 0
        finally:
            if under_way is not None:
                await under_way
        size_bytes += held_bytes
        n_blocks = manifest_blocks(lead, size_bytes)
        return await self._services.writing(self._keep, call, blob, upload, held, size_bytes, n_blocks)

    def _keep(
        self, call: Call, blob: BlockId, upload: Upload, last: Sequence[bytes], size_bytes: int, n_blocks: int
    ) -> Answer:
        """Write the last pieces, check the hash, give the blob its name and note it."""
        if last:
            upload.write(last)
        if not size_bytes or upload.digest() != blob:
            raise Forged("the blob is not the one its id names")
        account = call.session.account
        with self._services.handover.uploading():
            news = self._news(account, {blob: size_bytes})
            rows: list[md.BlobRow] = []
            began_ms = self._services.clock_ms()
            if blob in news.wanted:
                rows.append(md.BlobRow(blob, size_bytes, upload.finish(), n_blocks))
            self._note(account, rows, news, began_ms)
        return _stored_answer(news)

    def _store(self, call: Call, blobs: Sequence[tuple[BlockId, memoryview]]) -> Answer:
        """Check and store blobs that are in memory."""
        for blob, data in blobs:
            if not data or block_id(data) != blob:
                raise Forged("a blob is not the one its id names")
        account, by_id = call.session.account, dict(blobs)
        with self._services.handover.uploading():
            news = self._news(account, {blob: len(data) for blob, data in by_id.items()})
            began_ms = self._services.clock_ms()
            rows = self._write([(blob, by_id[blob]) for blob in by_id if blob in news.wanted])
            self._note(account, rows, news, began_ms)
        return _stored_answer(news)

    def _news(self, account: AccountId, sizes: Mapping[BlockId, int]) -> News:
        """Return what is new in an upload; QuotaExceeded if the account has no room for it."""
        with self._services.metadata.read() as tx:
            there = tx.blobs_in_reach(account, sizes.keys())
            new = {blob: size for blob, size in sizes.items() if blob not in there}
            if new:
                check_not_frozen(tx)  # before bytes are put where nobody may note them
                self._check_quota(tx, account, sum(new.values()))
            known = {**tx.blobs(new.keys()), **there}
            expiring = tx.pending(account, there.keys())
        if doubt(self._services.metadata, self._services.blobs, _whole(known).values()):
            return self._news(account, sizes)  # who sends what is stored may be mending it
        lost = known.keys() - _whole(known).keys()
        return News(new, (new.keys() - known.keys()) | lost, lost, there, expiring)

    def _check_quota_for(self, account: AccountId, blob: BlockId, more_bytes: int) -> None:
        if more_bytes:
            with self._services.metadata.read() as tx:
                if blob not in tx.blobs_in_reach(account, [blob]):
                    check_not_frozen(tx)
                    self._check_quota(tx, account, more_bytes)

    def _check_quota(self, tx: md.Reading, account: AccountId, more_bytes: int) -> None:
        usage = tx.usage(account)
        if usage.used_bytes + more_bytes > usage.quota_bytes:
            self._services.notifier.quota_reached(account)
            raise QuotaExceeded(used_bytes=usage.used_bytes, quota_bytes=usage.quota_bytes)

    def _write(self, blobs: Sequence[tuple[BlockId, memoryview]]) -> list[md.BlobRow]:
        """Write blobs: small ones together and durable, large ones on their own."""
        below = self._services.config.pack_below_bytes
        small = [(blob, data) for blob, data in blobs if len(data) < below]
        places = dict(zip((blob for blob, _ in small), self._services.blobs.put_many(small), strict=True))
        for blob, data in blobs:
            if blob not in places:
                places[blob] = self._write_one(blob, data)
        return [md.BlobRow(blob, len(data), places[blob], manifest_blocks(data, len(data))) for blob, data in blobs]

    def _write_one(self, blob: BlockId, data: memoryview) -> md.Place:
        upload = self._services.blobs.begin(blob)
        try:
            upload.write([bytes(data)])
            return upload.finish()
        finally:
            upload.abort()

    def _note(self, account: AccountId, rows: Sequence[md.BlobRow], news: News, began_ms: int) -> None:
        """Note stored blobs and whose uploads they are, within the quota; a power cut may undo it until a commit names them.

        Bytes whose row is refused stay where they are: another upload of the same blob may be about to name them.
        began_ms: before they were written.
        """
        self._keep_longer(account, news.there, news.expiring)
        if not rows and not news.charged:
            return
        self._flush_mended([row for row in rows if row.id in news.lost])
        # Beside others: of two accounts that bring the same blob, one adds its row and the other finds it. What was lost is
        # named by commits already: none will come that makes its row durable.
        with self._services.metadata.write(durable=bool(news.lost), beside=True) as tx:
            tx.lock_accounts({account})
            if news.charged:
                self._check_quota(tx, account, sum(news.charged.values()))
            others = news.charged.keys() - {row.id for row in rows}
            if len(_whole(tx.blobs(others))) < len(others):
                raise busy(1.0)  # one that was stored already has just been found to be lost
            check_recent(began_ms, self._services.clock_ms())
            tx.add_blobs(rows, self._services.clock_ms())
            tx.add_pending(account, news.charged, self._pending_until_ms())
        if any(row.place.pack == md.OWN_FILE for row in rows):
            self._services.later(self._durability.follow)

    def _flush_mended(self, rows: Sequence[md.BlobRow]) -> None:
        """Get what was lost onto the disk at once: commits name it already, and no other will ask whether it is there."""
        if rows and self._services.blobs.flush([stored(row) for row in rows], doubted=True):
            self._services.blobs.discard([row.id for row in rows])
            raise busy(1.0)


def _whole(rows: Mapping[BlockId, md.BlobRow]) -> Mapping[BlockId, md.BlobRow]:
    """Return those blobs whose bytes were not found to be lost."""
    return {blob: row for blob, row in rows.items() if not row.place.is_lost}


def _ids(query: m.BlobQuery) -> list[BlockId]:
    return [BlockId(one) for one in query.ids]


def _stored_answer(news: News) -> Answer:
    return Answer(encode(m.Stored(new=len(news.charged.keys() | news.wanted)), Encoding.JSON), 200, Encoding.JSON)
