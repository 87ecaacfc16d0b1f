"""The manager: what sync wants moved, kept moving by the workers, told back in batches.

    sync/runner --want, settle--> TransferManager --> Board (decides) <--> Workers (move)
    a person    --move, pause, cancel, rest, figures, lines-->  |
    deliver     <--TransferResults, at most 20 times a second---+
    Book        <--what is over, what was decided---------------'

A ContentMover for sync. Every method may be called from any thread and returns at once, but ``close``, which waits for
blocks under way. Read next: ``board.py``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from megadesk.model.ids import NodeId, PairId
from megadesk.model.transfer import (
    ContentKey,
    Direction,
    DownloadJob,
    Rest,
    Step,
    Subject,
    TransferFigures,
    TransferLine,
    TransferResult,
    TransferState,
    UploadJob,
    Wish,
    Wished,
)
from megadesk.transfers import listing, steering
from megadesk.transfers.batch import Keys
from megadesk.transfers.board import Board
from megadesk.transfers.hands import Doors, forget
from megadesk.transfers.ports import BlockStore, Book, NoBook, SourceFiles, StagingArea
from megadesk.transfers.throttle import Throttle
from megadesk.transfers.workers import Workers

CLOSE_S: Final = 5.0
"""A block takes a second on a slow line; what hangs in a request is left to hang."""


class TransferManager:
    """All transfers of one engine.

    keys: the block root key of a pair's space. clock: seconds that never go back. jitter: numbers from 0 to 1.
    deliver: takes results, in a thread of this room; it must not block, and may call any method but ``close``.
    book: where it is written down what people decided, and what is over. throttle: sees all content go by.
    """

    def __init__(
        self,
        *,
        sources: SourceFiles,
        staging: StagingArea,
        blocks: BlockStore,
        keys: Keys,
        clock: Callable[[], float],
        jitter: Callable[[], float],
        deliver: Callable[[Sequence[TransferResult]], None],
        book: Book | None = None,
        throttle: Throttle | None = None,
    ) -> None:
        self._clock = clock
        self._staging = staging
        self._book = book or NoBook()
        self._board = Board(jitter, self._book.wishes())
        throttle = throttle or Throttle(clock)
        self._board.floor.limit = throttle.limit
        self._changed = threading.Condition()
        doors = Doors(sources=sources, staging=staging, blocks=blocks, keys=keys, new_turn=threading.Lock)
        self._workers = Workers(
            self._board, self._changed, doors, clock=clock, deliver=deliver, book=self._book, throttle=throttle
        )

    def want(
        self, pair: PairId, uploads: Iterable[UploadJob], downloads: Iterable[DownloadJob], later_bytes: int = 0
    ) -> None:
        """Say everything that is wanted now for a pair: new ones start, those no longer named are cancelled.

        A key that runs or waits goes on, with the path and fingerprint named last. One that has ended stays as it
        is, also a failed one: settle it first to have it tried again. Of a cancelled one no result comes. What it
        left in staging serves the next try of the same content (a pause names nothing, too), and is removed if
        another content of its node is named instead; the rest is for the sweep of the stage. later_bytes: how much will
        be wanted afterwards, for the figures.
        """
        with self._changed:
            self._board.want(pair, chain(uploads, downloads), later_bytes)
            self._changed.notify_all()

    def settle(self, keys: Iterable[ContentKey], *, used: bool = True) -> None:
        """Say that results were used, or are of no use: they and their staged files are forgotten.

        What was shelved may be settled later. Only what was used is written down as completed.
        """
        with self._changed:
            self._board.settle(keys, used=used)
            self._changed.notify_all()
            litter = self._board.over.take_litter()
        forget(litter, self._staging)

    def shelve(self, keys: Iterable[ContentKey]) -> None:
        """Say that results cannot be used yet: they are forgotten, and their staged files stay as they are."""
        with self._changed:
            self._board.shelve(keys)
            self._changed.notify_all()

    def leave(self, pair: PairId) -> None:
        """Say that who asked for a pair's transfers is gone, perhaps before it used their results: all are forgotten.

        Whoever asks next for the same gets results of its own. What is in staging stays.
        """
        with self._changed:
            self._board.leave(pair)
            self._changed.notify_all()

    def sweep(self, pair: PairId, kept: Collection[tuple[NodeId, bytes]]) -> None:
        """Remove what is staged of contents that are neither wanted nor under way nor ``kept``. Called as ``want`` is."""
        with self._changed:
            known = self._board.register.contents(pair)
        self._staging.sweep(pair, known.union(kept))

    def rest(self, ways: Collection[Direction], who: Rest) -> None:
        """Move nothing more these ways, once the blocks and batches under way are done."""
        with self._changed:
            self._board.floor.rest(ways, who)
            self._changed.notify_all()

    def go_on(self, ways: Collection[Direction], who: Rest) -> None:
        """Go on; if that was what they waited for, at once also with what waits for another try after an error."""
        with self._changed:
            self._board.floor.go_on(ways, who)
            self._changed.notify_all()

    def rests(self) -> Mapping[Direction, frozenset[Rest]]:
        """Return who lets each direction rest."""
        with self._changed:
            return {way: frozenset(self._board.floor.rests(way)) for way in Direction}

    def hurry(self) -> None:
        """Try what waits after an error now, without ending a pause."""
        with self._changed:
            self._board.floor.hurry()
            self._changed.notify_all()

    # -- what people decide -------------------------------------------------------------------------------------------

    def move(self, subjects: Sequence[Subject], step: Step) -> None:
        """Move transfers in their queues; what is not asked for yet gets its place when it is. Durable on return."""
        self._steer(lambda: steering.move(self._board, subjects, step))

    def put_behind(self, subjects: Sequence[Subject], anchor: Subject) -> None:
        """Put transfers right behind another one. Durable on return."""
        self._steer(lambda: steering.put_behind(self._board, subjects, anchor))

    def pause(self, subjects: Iterable[Subject]) -> None:
        """Let single transfers rest, until somebody resumes them. Durable on return."""
        self._steer(lambda: steering.pause(self._board, subjects))

    def resume(self, subjects: Iterable[Subject]) -> None:
        """Let single transfers go on: paused, cancelled, or waiting after an error. Durable on return."""
        self._steer(lambda: steering.resume(self._board, subjects))

    def cancel(self, contents: Iterable[ContentKey]) -> None:
        """Do not move these; sync hears that each was cancelled. Durable on return."""

        def cancel() -> None:
            for key in contents:
                steering.cancel(self._board, key.subject, key.content)

        self._steer(cancel)

    def _steer(self, action: Callable[[], None]) -> None:
        with self._workers.pen:
            with self._changed:
                action()
                self._changed.notify_all()
            self._workers.write_wishes()

    def wishes(self) -> Mapping[Subject, Wish]:
        """Return what people decided, also about what is not asked for now."""
        with self._changed:
            return dict(self._board.wishes.items())

    def wished(self, pair: PairId, way: Direction) -> Wished:
        """Return what people decided about a pair's nodes; the same object until that is something else."""
        with self._changed:
            return self._board.wishes.wished(pair, way)

    # -- what others want to know -------------------------------------------------------------------------------------

    def write_down(self) -> None:
        """Have what is over written down now, for who wants to read it; if there is no room for it, later."""
        self._workers.write_history()

    def figures(self) -> TransferFigures:
        """Return what is going on, in sums, and how many have failed, as the list of those shows; cheap."""
        with self._changed:
            figures = self._board.figures(self._clock())
        return replace(figures, failed=figures.failed + self._book.failed_count)

    @property
    def version(self) -> int:
        """A number that grows with each change of what there is and in which order, not with progress."""
        return self._board.register.version

    def lines(self) -> list[TransferLine]:
        """Return every transfer that has not been settled: what moves, then what waits, in the order it will be taken."""
        with self._changed:
            return listing.lines(self._board, self._clock())

    def moving(self) -> list[TransferLine]:
        """Return what moves just now."""
        with self._changed:
            return listing.moving(self._board, self._clock())

    def stands_still(self, pair: PairId) -> bool:
        """Whether all that a pair waits for is paused by a person; what rests by the schedule goes on by itself.

        Asked whenever anything changes while somebody waits: told from the first that is not, mostly the very first.
        """
        with self._changed:
            now_s, known = self._clock(), self._board.register.of(pair).values()
            lines = (listing.line(self._board, one, now_s) for one in known)
            return bool(known) and all(
                one.state is TransferState.PAUSED and one.reason != Rest.SCHEDULE.value for one in lines
            )

    def end_soon(self) -> None:
        """Stop after the blocks and batches under way, and return at once."""
        with self._changed:
            self._board.floor.stop()
            self._changed.notify_all()

    def close(self, timeout_s: float = CLOSE_S) -> None:
        """Stop after the blocks and batches under way; what is in staging stays for the next run.

        Results not delivered by then are not delivered: sync asks again after a start, and finds it done.
        """
        self.end_soon()
        self._workers.join(timeout_s)
