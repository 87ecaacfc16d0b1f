"""What is older than an account's terms say goes, step by step; what was promised is never touched.

    horizon --moved first, so that nobody asks for what is about to be incomplete-->  kept_from_seq
    ops     --of commits before it--> forgotten; headers stay for ever
    records --that ended by then--> gone,  or VERSION: one of the last few contents of a node that is there,
                                           or HELD: a manifest it names cannot be read; next time, perhaps

A state is kept as long as it was current at some moment within the retention, by when the server stored the commit after
it. Each step is one transaction that leaves everything right and exact, so it may end after any of them, also with the
process, and goes on from what it finds: what is not judged stands in an index, what is leaves it. It locks its space and
goes on beside what others do: a step more or less in between is all that they may see. See ADR 25, ADR 60.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final, NamedTuple

from megadesk.crypto.public import COMMIT_BLOCKS_MAX, parse_record
from megadesk.model.errors import DiskFull, ServerUnavailable
from megadesk.model.ids import BlockId, NodeId, SpaceId
from megadesk.server import metadata as md
from megadesk.server.config import ServerConfig
from megadesk.server.durability import NotOnDisk
from megadesk.server.logs import EXTRA, LOGGER
from megadesk.server.metadata_care import HELD, VERSION, EndedRow
from megadesk.server.plans import DAY_MS, Terms, terms_of
from megadesk.server.references import ManifestReader, effect_of_removal

log = logging.getLogger(LOGGER)

STEP_RECORDS: Final = 500
"""So many records go in one transaction: some ten milliseconds."""
STEP_OPS_BYTES: Final = 16 << 20
SPACES: Final = 100
LEAP_MS: Final = 7 * DAY_MS
"""After a leap of the clock by more than this nothing becomes old until the next run: perhaps it is set right till then."""
AHEAD_MS: Final = 3_600_000
"""A commit that was stored so far in the future was stored while the clock was wrong."""
SEEN: Final = "retention_seen_ms"


@dataclass(slots=True)
class Pruned:
    """What a run has done so far."""

    spaces: int = 0
    """Whose oldest kept state is a later one now."""
    commits: int = 0
    records: int = 0
    versions: int = 0
    """Records that were judged and stay."""
    held: int = 0


class Ahead(NamedTuple):
    """How manifests are read before a transaction asks for them, where that takes long; of how many blocks at once."""

    read: Callable[[Iterable[md.BlobRow]], None]
    most_blocks: int


class Work(NamedTuple):
    """A space that has something to do, and the terms of its owner."""

    space: SpaceId
    terms: Terms


@dataclass(slots=True)
class _Verdict:
    """What is to become of records: rows to go with their bodies, and keys of rows that stay."""

    going: list[EndedRow] = field(default_factory=list)
    staying: list[int] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    n_blocks: int = 0
    """How many the manifests of what goes list: each is looked at in the same transaction."""
    most_blocks: int = COMMIT_BLOCKS_MAX

    @property
    def count(self) -> int:
        """How many rows this will write."""
        return len(self.going) + len(self.staying) + len(self.held)

    def is_full(self, n_rows: int) -> bool:
        """Whether this is enough for one transaction."""
        return self.count >= n_rows or self.n_blocks >= min(COMMIT_BLOCKS_MAX, self.most_blocks)


class Retention:
    """One run over all spaces. ``steps`` does one transaction between any two of its values."""

    def __init__(
        self, metadata: md.MetadataStore, config: ServerConfig, manifest: ManifestReader, *, now_ms: Callable[[], int],
        ahead: Ahead | None = None,
    ) -> None:  # fmt: skip
        self._metadata, self._config, self._manifest, self._now_ms = metadata, config, manifest, now_ms
        self._ahead = ahead
        self.done = Pruned()

    def steps(self) -> Iterator[None]:
        """Yield after each step, until there is nothing more to do."""
        moves_horizons = self._see_time()
        yield
        after = 0
        while True:
            with self._metadata.read() as tx:
                rows = tx.all_spaces(after, SPACES)
                found = [work for row in rows if (work := self._work_of(tx, row, moves_horizons=moves_horizons))]
            if not rows:
                return
            after = rows[-1].key
            for work in found:
                try:
                    yield from self._space(work, moves_horizons=moves_horizons)
                except DiskFull:
                    raise
                except ServerUnavailable as e:
                    log.warning("a space waits until its stores are there", extra={EXTRA: {"why": e.detail}})
                except Exception:  # of one space: all others have their turn
                    log.exception("a space could not be gone over")

    def _see_time(self) -> bool:
        """Whether the clock can be believed that so much time has passed since the last run."""
        now_ms = self._now_ms()
        with self._metadata.write() as tx:
            seen_ms = int.from_bytes(tx.setting(SEEN) or now_ms.to_bytes(8, "big"), "big")
            tx.put_setting(SEEN, now_ms.to_bytes(8, "big"))
        if now_ms - seen_ms > LEAP_MS:
            log.warning("the clock is far ahead of the last run; nothing becomes old yet")
            return False
        return True

    # -- one space ----------------------------------------------------------------------------------------------------

    def _work_of(self, tx: md.Reading, row: md.SpaceRow, *, moves_horizons: bool) -> Work | None:
        owner = tx.account(row.owner)
        if owner is None:
            return None
        terms = terms_of(self._config, owner)
        has_work = (
            (moves_horizons and self._horizon(tx, row, terms) > row.kept_from_seq)
            or row.ops_from_seq < row.kept_from_seq
            or terms.versions_min != row.versions_min
            or bool(tx.ended_until(row.key, row.kept_from_seq, 1))
            or tx.has_standing(row.key, HELD)
        )
        return Work(row.id, terms) if has_work else None

    def _horizon(self, tx: md.Reading, row: md.SpaceRow, terms: Terms) -> int:
        """Return the oldest state that is to be kept: that which the first commit within the retention has changed."""
        until_ms = self._now_ms() - terms.retention_days * DAY_MS
        first = tx.first_stored_after(row.key, row.kept_from_seq, until_ms)
        return max(row.kept_from_seq, row.seq if first is None else first[0] - 1)

    def _space(self, work: Work, *, moves_horizons: bool) -> Iterator[None]:
        if moves_horizons:
            self._move_horizon(work)
            yield
        while self._forget_ops(work):
            yield
        while self._judge_again(work):
            yield
        while self._judge(work):
            yield

    def _move_horizon(self, work: Work) -> None:
        with self._metadata.write(beside=True) as tx:
            row = _locked(tx, work)
            now_ms = self._now_ms()
            first = tx.first_stored_after(row.key, row.kept_from_seq, now_ms + AHEAD_MS)
            if first is not None:
                tx.pull_forward(row.key, first[0] - 1, now_ms)
            horizon = self._horizon(tx, row, work.terms)
            if horizon > row.kept_from_seq:
                tx.move_horizon(row.key, horizon)
                self.done.spaces += 1

    def _forget_ops(self, work: Work) -> bool:
        """Forget ops of some commits before the horizon; whether there were any."""
        with self._metadata.write(beside=True) as tx:
            row = _locked(tx, work)
            first, end = row.ops_from_seq, row.kept_from_seq
            if first >= end:
                return False
            last = tx.last_ops(row.key, first, min(end - 1, first + STEP_RECORDS - 1), STEP_OPS_BYTES)
            tx.forget_ops(row.key, first, last)
            self.done.commits += last - first + 1
            return True

    def _judge_again(self, work: Work) -> bool:
        """Take back some verdicts that may be others now; whether there were any."""
        with self._metadata.write(beside=True) as tx:
            row = _locked(tx, work)
            versions_min = work.terms.versions_min
            if row.versions_min is not None and versions_min < row.versions_min:
                # Noted only when the last is taken back, so that a run that ends before does not leave the rest.
                count = tx.judge_again(row.key, VERSION, STEP_RECORDS)
                if count == STEP_RECORDS:
                    return True
            if versions_min != row.versions_min:
                tx.note_versions(row.key, versions_min)
            tx.judge_again(row.key, HELD, STEP_RECORDS)
            return False

    def _judge(self, work: Work) -> bool:
        """Judge some records that have ended by the horizon; whether there were any."""
        if self._ahead is not None:
            self._ahead.read(self._soon_asked(work))
        with self._metadata.write(beside=True) as tx:
            row = _locked(tx, work)
            nodes = tx.ended_until(row.key, row.kept_from_seq, STEP_RECORDS)
            verdict = _Verdict() if self._ahead is None else _Verdict(most_blocks=self._ahead.most_blocks)
            for node in nodes:
                if verdict.is_full(STEP_RECORDS):
                    break
                self._add_verdict(tx, row, node, work.terms.versions_min, verdict)
            self._carry_out(tx, row, verdict)
            return bool(nodes)

    def _soon_asked(self, work: Work) -> Sequence[md.BlobRow]:
        """Return what the records name that are to be judged next, in the order in which they will be."""
        with self._metadata.read() as tx:
            row = tx.space(work.space)
            assert row is not None, "spaces are never removed"
            nodes = tx.ended_until(row.key, row.kept_from_seq, STEP_RECORDS)
            ended = chain.from_iterable(tx.ended_rows(row.key, node) for node in nodes)
            bodies = [one.body for one in islice(ended, 2 * STEP_RECORDS)]
            refs = dict.fromkeys(ref for body in bodies for ref in parse_record(body).refs)
            rows = tx.blobs(refs.keys())
        return [rows[ref] for ref in refs if ref in rows]

    def _add_verdict(
        self, tx: md.Reading, row: md.SpaceRow, node: NodeId, versions_min: int, verdict: _Verdict
    ) -> None:
        """Judge the records of one node that have ended by the horizon, newest first: as many as fit a step.

        Those that stay do so for what comes after them, and that is not among those that go: the order does not matter.
        """
        current = tx.current_bodies(row.key, [node]).get(node)
        after = None if current is None else parse_record(current).refs
        n_contents = 0
        for one in tx.ended_rows(row.key, node):
            refs = parse_record(one.body).refs
            is_content = refs != after  # else it was renamed, moved, touched
            after = refs
            n_contents += is_content
            if one.to_seq > row.kept_from_seq:
                continue
            if current is not None and is_content and n_contents <= versions_min:
                if one.standing != VERSION:
                    verdict.staying.append(one.key)
            elif (n_blocks := self._listed(tx, refs)) is None:
                if one.standing != HELD:
                    verdict.held.append(one.key)
            else:
                verdict.going.append(one)
                verdict.n_blocks += n_blocks
            if verdict.is_full(2 * STEP_RECORDS):
                return

    def _listed(self, tx: md.Reading, refs: Sequence[BlockId]) -> int | None:
        """Return how many blocks the manifests among these list; None if it is not known which: one that is lost does not say."""
        n_blocks = 0
        for row in tx.blobs(refs).values():
            if row.n_blocks:
                try:
                    self._manifest(row)
                except NotOnDisk:
                    return None
                if row.place.is_lost:
                    return None
                n_blocks += row.n_blocks
        return n_blocks

    def _carry_out(self, tx: md.Writing, row: md.SpaceRow, verdict: _Verdict) -> None:
        effect = effect_of_removal(
            tx, space_key=row.key, bodies=[one.body for one in verdict.going], manifest=self._manifest
        )
        gone = [blob for blob, count in effect.counts.items() if not count.n_total]
        tx.change_refs(row.key, {blob: count for blob, count in effect.counts.items() if count.n_total})
        tx.drop_refs(row.key, gone)
        tx.add_orphans(gone, self._now_ms())
        tx.remove_records([one.key for one in verdict.going])
        tx.set_standing(verdict.staying, VERSION)
        tx.set_standing(verdict.held, HELD)
        tx.add_kept_bytes(row.key, effect.bytes_kept)
        self.done.records += len(verdict.going)
        self.done.versions += len(verdict.staying)
        self.done.held += len(verdict.held)
        if verdict.held:
            log.warning("records stay: a manifest cannot be read", extra={EXTRA: {"count": len(verdict.held)}})


def _locked(tx: md.Writing, work: Work) -> md.SpaceRow:
    row = tx.space(work.space, lock=True)
    assert row is not None, "spaces are never removed"
    return row
