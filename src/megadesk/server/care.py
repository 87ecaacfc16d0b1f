"""Retention and collection from time to time, in a thread of the server, and whenever an operator asks for it.

    Care.start --a minute later, then every ``care_every_s``--> retention, collection: step by step, with pauses
               <--setting ``gc_wanted``-- ``server gc`` in another process     --``gc_done``-->
         .stop: within a step, or ten seconds

Between two steps it waits several times as long as the step took, so that it never has more than a small part of the one
connection that writes; an operator waits less. Of several processes the one with the ``lease`` does it, and of several
copies of a database over one object store the one that is not fenced off (``fencing``). What goes wrong is
logged, and tried again the next time.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Final

from megadesk.model.errors import BadUsage, DiskFull
from megadesk.server import metadata as md
from megadesk.server.blobs import BLOCKS_KEPT, Manifests
from megadesk.server.blobstore import BlobStore
from megadesk.server.collection import Collected, Collecting
from megadesk.server.config import ServerConfig
from megadesk.server.fencing import fence_of
from megadesk.server.handover import Handover
from megadesk.server.logs import EXTRA, LOGGER
from megadesk.server.metadata_move import why_frozen
from megadesk.server.metrics import Metrics
from megadesk.server.retention import Ahead, Pruned, Retention
from megadesk.server.services import Services

log = logging.getLogger(LOGGER)

FIRST_AFTER_S: Final = 60.0
LOOK_EVERY_S: Final = 1.0
STOP_S: Final = 10.0
"""So long a stop waits for a step: all packs of an object store are listed in one, a second for ten thousand of them."""
REST: Final = 4.0
"""So many times as long as a step took nothing is done after it; for an operator who waits, as long."""
REST_MAX_S: Final = 0.5
ATTEMPTS: Final = 1000
"""So many rows are removed in a step."""
WANTED: Final = "gc_wanted"
DONE: Final = "gc_done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an operator asks a running server for. ``id`` names it in the answer."""

    id: str
    at_once: bool

    def encode(self) -> bytes:
        """Return it as a setting."""
        return json.dumps(asdict(self)).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cared:
    """What one run of both has done."""

    pruned: Pruned
    collected: Collected

    def as_json(self) -> dict[str, object]:
        """Return it as ``server gc --json`` prints it."""
        return {"retention": asdict(self.pruned), "collection": asdict(self.collected)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """What care is taken of."""

    config: ServerConfig
    metadata: md.MetadataStore
    blobs: BlobStore
    handover: Handover
    now_ms: Callable[[], int]


def stores_of(services: Services) -> Stores:
    """Return what a server takes care of."""
    return Stores(
        config=services.config, metadata=services.metadata, blobs=services.blobs, handover=services.handover,
        now_ms=services.clock_ms,
    )  # fmt: skip


def run_once(stores: Stores, *, at_once: bool) -> Iterator[Cared]:
    """Yield after each step what was done so far; the last is all of it."""
    manifests = Manifests(stores.blobs)
    ahead = None if stores.blobs.reuses_names else Ahead(manifests.read_ahead, BLOCKS_KEPT)
    retention = Retention(stores.metadata, stores.config, manifests.blocks, now_ms=stores.now_ms, ahead=ahead)
    collecting = Collecting(
        stores.metadata, stores.blobs, stores.config, stores.handover, now_ms=stores.now_ms, at_once=at_once
    )
    cared = Cared(pruned=retention.done, collected=collecting.done)
    for steps in (retention.steps(), collecting.steps(), _forget_attempts(stores.metadata)):
        try:
            for _ in steps:
                yield cared
        except DiskFull:  # collection makes room even so: removing a file needs none
            log.warning("no room to go on with retention")
    yield cared


def _forget_attempts(metadata: md.MetadataStore) -> Iterator[None]:
    """Remove what is noted of attempts so long ago that it limits nobody, step by step."""
    n_forgotten = ATTEMPTS
    while n_forgotten == ATTEMPTS:
        with metadata.write(durable=False) as tx:
            n_forgotten = tx.forget_attempts(ATTEMPTS)
        yield


class Care:
    """The thread. ``start`` and ``stop`` once each."""

    def __init__(self, stores: Stores, metrics: Metrics | None = None, *, first_after_s: float = FIRST_AFTER_S) -> None:
        self._stores = stores
        self._metrics = metrics or Metrics()
        self._lease = stores.metadata.lease()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="care", daemon=True)
        self._fence = fence_of(stores.metadata, stores.blobs, first_after_s=first_after_s)
        self._due_s = time.monotonic() + first_after_s

    def start(self) -> None:
        """Begin to look after things."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the step that is being done, or in it if that takes too long: it may end at any point, as by a crash."""
        self._stopped.set()
        if self._thread.ident is not None:
            self._thread.join(STOP_S)
            if self._thread.is_alive():
                log.warning("care was cut off")
        self._lease.close()

    def _run(self) -> None:
        while not self._stopped.wait(LOOK_EVERY_S):
            try:
                self._look()
            except Exception:  # the next time may be better, and nobody else would hear of it
                log.exception("taking care failed")

    def _look(self) -> None:
        """Do what is due or wanted, if that is ours to do."""
        if not self._lease.is_held():
            return
        with self._stores.metadata.read() as tx:
            if why_frozen(tx):
                return  # nothing can be written, and nothing goes away
            wish = wish_in(tx)
        if wish is not None and self._fence is not None:
            self._fence.hurry()
        if not self._may_take_away():
            return
        every_s = self._stores.config.care_every_s
        if wish is not None:
            done = self._go_through(at_once=wish.at_once, rest=1.0)
            if done is not None:
                with self._stores.metadata.write() as tx:
                    forget(tx, wish)
                    tx.put_setting(DONE, json.dumps({"id": wish.id, "done": done.as_json()}).encode())
        elif every_s and time.monotonic() >= self._due_s:
            self._due_s = time.monotonic() + every_s
            done = self._go_through(at_once=False, rest=REST)
            if done is not None:
                log.info("taken care", extra={EXTRA: done.as_json()})

    def _may_take_away(self) -> bool:
        """Whether no other copy of this database takes care of the same blobs."""
        return self._fence is None or self._fence.keep()

    def _go_through(self, *, at_once: bool, rest: float) -> Cared | None:
        """Do everything once, with pauses; None if it was stopped, or another process has taken over."""
        began_s = time.monotonic()
        cared: Cared | None = None
        for so_far in self._run_once(at_once=at_once):
            cared = so_far
            took_s = time.monotonic() - began_s
            if self._stopped.wait(min(REST_MAX_S, took_s * rest)) or not self._lease.is_held():
                return None
            if not self._may_take_away():
                return None
            began_s = time.monotonic()
        if cared is None or not self._may_take_away():
            return None
        self._count(cared)
        return cared

    def _run_once(self, *, at_once: bool) -> Iterator[Cared]:
        """Do everything once, until another's token is seen right before a removal: then it is looked who takes care."""
        try:
            yield from run_once(self._stores, at_once=at_once)
        except BadUsage:
            assert self._fence is not None, "a store without tokens is nobody else's"
            self._fence.doubt()

    def _count(self, done: Cared) -> None:
        """Have a run shown among the figures."""
        pruned, collected = done.pruned, done.collected
        self._metrics.cared(
            self._stores.now_ms() // 1000, commits=pruned.commits, records=pruned.records, blobs=collected.blobs,
            blob_bytes=collected.size_bytes,
        )  # fmt: skip


def forget(tx: md.Writing, wish: Wish) -> None:
    """Want nothing any more, if it was this."""
    if wish_in(tx) == wish:
        tx.put_setting(WANTED, b"")


def wish_in(tx: md.Reading) -> Wish | None:
    """Return what an operator wants done, if anything."""
    said = tx.setting(WANTED)
    return Wish(**json.loads(said)) if said else None


def answer_in(tx: md.Reading, wish: Wish) -> dict[str, object] | None:
    """Return what was done for a wish, if it was."""
    said = json.loads(tx.setting(DONE) or b"{}")
    done: dict[str, object] | None = said.get("done")
    return done if said.get("id") == wish.id else None
