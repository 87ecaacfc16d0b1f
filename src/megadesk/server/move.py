"""A server moves into other stores: from its folder to PostgreSQL and an object store, or back.

    blobs     page by page, each held to its name, written, read back     while the server works; again what came meanwhile
    frozen    the old database refuses every write, devices come again    from here on for as long as the rows take
    rows      every table into the new database, in one transaction
    proof     both are read anew: the same rows, the same head of every space, each blob in its place
    moved     the old one stays frozen, and says where everything has gone

Ended anywhere it can be begun again, and goes on with the blobs that are not there yet; given up, the old store takes writes
again as if nothing had been. What the old store has lost the new one asks devices for. See docs/operations/moving.md and ADR 62.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import msgspec
import sqlalchemy as sa

from megadesk.crypto.public import block_id
from megadesk.model.errors import BadUsage, Damaged
from megadesk.model.ids import BlockId
from megadesk.server import metadata as md
from megadesk.server import metadata_tables as t
from megadesk.server.blobstore import BlobStore, stored
from megadesk.server.care import DONE, WANTED
from megadesk.server.config import ServerConfig
from megadesk.server.every_blob import PORTION_BYTES, by_place, pages_of, portions, whole_bytes, whole_many
from megadesk.server.fencing import TOKENS, refuse_taken
from megadesk.server.hold import HOLD_UNTIL, hold_collection
from megadesk.server.metadata_move import FROZEN, why_frozen
from megadesk.server.pace import Pace
from megadesk.server.scrub import SETTING as SCRUB
from megadesk.server.scrub import Damage, damage_of
from megadesk.server.services import SERVER_KEY
from megadesk.server.stores import server_of

MOVING: Final = "moving"
"""While the new database has this setting, it is no server's: whose it will be."""
HOLD_MS: Final = 30 * 60_000
BATCH_BLOBS: Final = 8192
OWN_SETTINGS: Final = frozenset({MOVING, FROZEN, HOLD_UNTIL, WANTED, DONE, SCRUB, TOKENS})
"""What a database says of itself, and not of the server."""
PLACES: Final = frozenset({t.blobs.name, t.packs.name, t.orphans.name})
"""Tables that say where bytes lie: each store has its own."""
_SPACES: Final = 500
_MODULUS: Final = 1 << 256
_GOING: Final = "moves to "
_GONE: Final = "has moved to "


class House(NamedTuple):
    """Where a server lives."""

    metadata: md.MetadataStore
    blobs: BlobStore
    name: str
    """As people are told it."""


@dataclass(slots=True, kw_only=True)
class Moved:
    """What a move came to."""

    blobs: int = 0
    blob_bytes: int = 0
    copied: int = 0
    """By this run: what an earlier one had brought is not copied again."""
    rows: int = 0
    spaces: int = 0
    lost: list[Damage] = field(default_factory=list)


class Move:
    """One server's move from one house to another. ``told`` hears what is being done."""

    def __init__(
        self, before: House, after: House, config: ServerConfig, *, pace: Pace, now_ms: Callable[[], int],
        told: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._before, self._after, self._config = before, after, config
        self._pace, self._now_ms, self._told = pace, now_ms, told
        self._held_until_ms = 0
        self.done = Moved()

    def run(self) -> Moved:
        """Return once the server lives in the other house. BadUsage if somebody lives there; Damaged if the proof fails."""
        if not self._begin():
            return self.done
        self._told("blobs are copied; the server may go on meanwhile")
        self._copy_blobs()
        with self._frozen():
            self._told("nobody can write now; the rest follows")
            self._copy_blobs()
            self._let_go_what_is_gone()
            self._copy_rows()
            self._prove()
            self._leave()
        return self.done

    # -- the beginning ------------------------------------------------------------------------------------------------

    def _begin(self) -> bool:
        """Mark an empty house as taken by this server, or find our own mark there; False if only the mark was left."""
        server = server_of(self._before.metadata)
        with self._before.metadata.read() as tx:
            why = why_frozen(tx)
        if why and not why.startswith((_GOING, _GONE)):
            raise BadUsage(f"this server {why}", what="data")
        with self._after.metadata.write() as tx:
            mark = (tx.setting(MOVING) or b"").decode()
            if mark not in {"", server}:
                raise BadUsage("another server was about to move there", what="to", value=self._after.name)
            if why.startswith(_GONE) and not (mark and why == f"{_GONE}{self._after.name}"):
                raise BadUsage(f"this server {why}", what="data")
            if not mark and (tx.setting(SERVER_KEY) is not None or tx.accounts("", 1)):
                raise BadUsage("a server lives there already", what="to", value=self._after.name)
            tx.put_setting(MOVING, server.encode())
        self._after.blobs.claim(server, anew=True)
        refuse_taken(self._after.blobs, "to")
        self._after.blobs.check_ready()
        if why.startswith(_GONE):
            self._move_in()
            return False
        return True

    # -- blobs --------------------------------------------------------------------------------------------------------

    def _copy_blobs(self) -> None:
        """Copy what is not there yet, in the order in which it lies here: what was uploaded together stays together."""
        self.done.blobs = self.done.blob_bytes = 0
        batch: list[tuple[md.BlobRow, bytes]] = []
        self._hold()
        for page in by_place(self._not_there()):
            for some in portions(page):
                self._collect(some, batch)
        self._bring(batch)

    def _not_there(self) -> Iterator[md.BlobRow]:
        for page in pages_of(self._before.metadata):
            self._hold()
            self.done.blobs += len(page)
            self.done.blob_bytes += sum(row.size_bytes for row in page)
            with self._after.metadata.read() as tx:
                there = tx.blobs([row.id for row in page])
            yield from (row for row in page if row.id not in there or there[row.id].place.is_lost)

    def _collect(self, rows: Sequence[md.BlobRow], batch: list[tuple[md.BlobRow, bytes]]) -> None:
        """Read blobs into the batch, and bring it over when it is large enough."""
        self._hold()
        for row, data in zip(rows, whole_many(self._before.blobs, rows), strict=True):
            now = row if data is not None else self._looked_up(row)
            if now is None:
                continue  # collected since it was looked for
            found = data if now == row else whole_bytes(self._before.blobs, now)
            if found is None:
                self._lose(now)
            else:
                batch.append((now, found))
        if len(batch) >= BATCH_BLOBS or sum(len(data) for _, data in batch) >= PORTION_BYTES:
            self._bring(batch)
            batch.clear()

    def _hold(self) -> None:
        """Have nobody remove or move stored bytes for a while."""
        now_ms = self._now_ms()
        if now_ms >= self._held_until_ms - HOLD_MS // 2:
            with self._before.metadata.read() as tx:
                if why_frozen(tx):
                    return  # nobody writes, so nobody collects
            with self._before.metadata.write() as tx:
                hold_collection(tx, now_ms + HOLD_MS)
            self._held_until_ms = now_ms + HOLD_MS

    def _looked_up(self, row: md.BlobRow) -> md.BlobRow | None:
        """Return the row of a blob as it is now: it may have been moved since, or be gone."""
        with self._before.metadata.read() as tx:
            return tx.blobs([row.id]).get(row.id)

    def _lose(self, row: md.BlobRow) -> None:
        """Note a blob that is not whole: in the new house it counts as missing, and devices are asked for it."""
        with self._before.metadata.read() as tx:
            self.done.lost = [one for one in self.done.lost if one.blob != row.id.hex()]
            self.done.lost.append(damage_of(tx, row, "not whole"))
        with self._after.metadata.write() as tx:
            tx.add_blobs([row._replace(place=md.Place(md.QUARANTINED, 0))], self._now_ms())

    def _bring(self, batch: Sequence[tuple[md.BlobRow, bytes]]) -> None:
        """Write blobs, read them back, and note where they are."""
        if not batch:
            return
        below = self._config.pack_below_bytes
        small = [(row, data) for row, data in batch if len(data) < below]
        places = self._after.blobs.put_many([(row.id, data) for row, data in small])
        rows = [row._replace(place=place) for (row, _), place in zip(small, places, strict=True)]
        rows += [row._replace(place=self._put(row, data)) for row, data in batch if len(data) >= below]
        if self._after.blobs.flush([stored(row) for row in rows]):
            raise Damaged("the new store has lost what was just written to it")
        for row, data in zip(rows, self._after.blobs.read_many_anew([stored(row) for row in rows]), strict=True):
            if data is None or block_id(data) != row.id:
                raise Damaged(f"the new store does not give back what it was given: blob {row.id.hex()[:16]}")
        with self._after.metadata.write() as tx:
            tx.add_blobs(rows, self._now_ms())
        self.done.copied += len(rows)
        self._pace.spend(sum(row.size_bytes for row in rows))

    def _put(self, row: md.BlobRow, data: bytes) -> md.Place:
        upload = self._after.blobs.begin(row.id)
        try:
            upload.write([data])
            return upload.finish()
        finally:
            upload.abort()

    def _let_go_what_is_gone(self) -> None:
        """Leave to collection what was copied, and has been taken away here since."""
        for page in pages_of(self._after.metadata):
            ids = [row.id for row in page]
            with self._before.metadata.read() as tx:
                gone = set(ids) - tx.blobs(ids).keys()
            if gone:
                with self._after.metadata.write() as tx:
                    tx.add_orphans(gone, self._now_ms())

    # -- rows ---------------------------------------------------------------------------------------------------------

    @contextmanager
    def _frozen(self) -> Iterator[None]:
        """Let nobody write into the old store for the block, and after it if all went well."""
        with self._before.metadata.write() as tx:
            _refuse_other_reasons(tx)  # it may have been frozen while blobs were copied
            tx.freeze(f"{_GOING}{self._after.name}")
        try:
            yield
        except BaseException:
            with self._before.metadata.write() as tx:
                if not has_moved(tx):
                    _thaw(tx)
            raise

    def _copy_rows(self) -> None:
        """Fill every table but those that say where bytes lie; of those only what waits to be collected."""
        self.done.rows = 0
        with self._before.metadata.read() as source, self._after.metadata.write() as target:
            for table in _tables():
                target.empty(table)
                target.fill(table, self._counted(source.rows(table)))
                self._told(f"{table.name}: copied")
            for name, value in _settings(source).items():
                target.put_setting(name, value)
            waiting = [BlockId(blob) for blob, is_dying in _orphans(source) if not is_dying]
            target.add_orphans(target.blobs(waiting).keys(), self._now_ms())
            target.count_on()

    def _counted(self, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        for row in rows:
            self.done.rows += 1
            yield row

    # -- the proof ----------------------------------------------------------------------------------------------------

    def _prove(self) -> None:
        """Read both houses anew; Damaged unless they hold the same."""
        self._told("everything is read again, here and there")
        with self._before.metadata.read() as source, self._after.metadata.read() as target:
            self._prove_heads(source, target)
            for table in _tables():
                if digest_of(source.rows(table)) != digest_of(target.rows(table)):
                    raise Damaged(f"the new store does not give back what it was given: {table.name}")
            self._prove_blobs(target)

    def _prove_heads(self, source: md.Reading, target: md.Reading) -> None:
        self.done.spaces = after = 0
        while page := source.all_spaces(after, _SPACES):
            for row in page:
                if target.space(row.id) != row:
                    raise Damaged(f"a space has another head in the new store: {row.id.hex()[:16]}")
            self.done.spaces += len(page)
            after = page[-1].key

    def _prove_blobs(self, target: md.Reading) -> None:
        """Each blob has a row that is alike but for its place. Its bytes were read back when they were written."""
        lost = {one.blob for one in self.done.lost}
        for page in pages_of(self._before.metadata):
            there = target.blobs([row.id for row in page])
            for row in page:
                found = there.get(row.id)
                if found is None or found._replace(place=row.place) != row:
                    raise Damaged(f"the new store lacks a blob: {row.id.hex()[:16]}")
                if found.place.is_lost and row.id.hex() not in lost:
                    raise Damaged(f"the new store has lost a blob: {row.id.hex()[:16]}")

    # -- the end ------------------------------------------------------------------------------------------------------

    def _leave(self) -> None:
        """Leave the old house for good, and then take the mark from the new one."""
        with self._before.metadata.write() as tx:
            if why_frozen(tx) != f"{_GOING}{self._after.name}":
                raise BadUsage("the move was given up meanwhile, so that others may have written since", what="data")
            tx.freeze(f"{_GONE}{self._after.name}")
        self._move_in()

    def _move_in(self) -> None:
        with self._after.metadata.write() as tx:
            tx.put_setting(MOVING, b"")


def has_moved(tx: md.Reading) -> bool:
    """Whether a server has left these stores for good."""
    return why_frozen(tx).startswith(_GONE)


def refuse_moved(tx: md.Reading) -> None:
    """Raise BadUsage if a server has left these stores for good, or is about to move into them."""
    if has_moved(tx) or tx.setting(MOVING):
        refuse_frozen(tx)


def give_up(metadata: md.MetadataStore) -> None:
    """Let stores that a move has frozen take writes again; BadUsage if it came to its end, or others have frozen them."""
    with metadata.write() as tx:
        _refuse_other_reasons(tx)
        _thaw(tx)


def _refuse_other_reasons(tx: md.Reading) -> None:
    """Raise BadUsage if stores are frozen, and not because they are to be moved."""
    why = why_frozen(tx)
    if why and not why.startswith(_GOING):
        raise BadUsage(f"this server {why}", what="data")


def _thaw(tx: md.Writing) -> None:
    """Take writes again. What was wished for meanwhile was refused."""
    tx.thaw()
    tx.put_setting(WANTED, b"")


def refuse_frozen(tx: md.Reading) -> None:
    """Raise BadUsage if the stores are no server's: it has moved away, is about to, has not moved in yet, or gave way to a copy."""
    why = why_frozen(tx)
    if why:
        raise BadUsage(f"this server {why}", what="data")
    if tx.setting(MOVING):
        raise BadUsage("a server is about to move into these stores: let “migrate-store” come to its end", what="data")


def digest_of(rows: Iterable[Sequence[Any]]) -> tuple[int, int]:
    """Return how many rows there are and a sum over the BLAKE3 of each: databases differ in how they order texts."""
    count = total = 0
    for row in rows:
        count += 1
        hashed = block_id(msgspec.msgpack.encode([bytes(one) if isinstance(one, memoryview) else one for one in row]))
        total = (total + int.from_bytes(hashed, "big")) % _MODULUS
    return count, total


def _tables() -> list[sa.Table]:
    return [table for table in t.metadata.sorted_tables if table.name not in PLACES and table is not t.settings]


def _settings(tx: md.Reading) -> dict[str, bytes]:
    return {name: bytes(value) for name, value in tx.rows(t.settings) if name not in OWN_SETTINGS}


def _orphans(tx: md.Reading) -> Iterator[tuple[bytes, bool]]:
    """Yield what nothing refers to any more, and whether its row is gone."""
    names = [column.name for column in t.orphans.columns]
    blob, is_dying = names.index("blob"), names.index("is_dying")
    return ((bytes(row[blob]), bool(row[is_dying])) for row in tx.rows(t.orphans))
