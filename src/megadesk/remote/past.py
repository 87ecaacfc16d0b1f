"""A space as it was: taken back from how it is, verified against the header that was signed then.

    what commits changed since --+--> records of then, nodes that came later
    the state at the pin       --+--> state root of then?  as signed --> PastState: a tree for each area
                                                           not so    --> Forged

What a moment costs is what has changed since, not what there is. When the space moves on, a state that is kept is only told
what ended meanwhile. Where more was changed since than there was then, the whole of then is fetched instead, as at a first
login. Nothing is shown before its root fits, and a server that shows another past freezes the space (``doubt.py``). Source: docs/formats/spaces.md, "The past".
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import RLock
from typing import ClassVar, Final

from megadesk.crypto.commits import CommitHeader, moment_of, parse_signed_header, verify_ops
from megadesk.crypto.records import OpenRecord, open_record
from megadesk.crypto.statetree import Bucket, StateTree, bucket_of, element
from megadesk.crypto.structure import parse_record
from megadesk.model.commit import Put
from megadesk.model.errors import (
    Forged,
    Malformed,
    PastGone,
    Quarantined,
    ServerUnavailable,
    Stale,
    TooNew,
)
from megadesk.model.ids import BlockId, NodeId
from megadesk.model.manifest import Manifest
from megadesk.model.moment import Moment
from megadesk.model.relpath import AREAS
from megadesk.model.tree import Node, Tree
from megadesk.model.values import Value
from megadesk.remote.api import Api
from megadesk.remote.chain import Chain
from megadesk.remote.journal import records_at
from megadesk.remote.space import Space, manifest_of, node_of
from megadesk.sync.resolve import resolve
from megadesk.wire import messages as m
from megadesk.wire import routes

log = logging.getLogger(__name__)

STATES_KEPT: Final = 6
RECORDS_KEPT: Final = 300_000
"""Of all states together, about 150 MiB; the one that was asked for last is kept whatever it takes."""

MOVED_TRIES: Final = 16
CONFIRMED_KEPT: Final = 10_000
VERSIONS_MAX: Final = 50_000
"""The newest are shown: a file that is saved every few seconds has a million in two months, and nobody reads on so far."""

WHOLE_FROM_OPS: Final = 10_000
WHOLE_SHARE: Final = 4
"""The whole of then is fetched if so many times more nodes have changed since, and some."""


@dataclass(slots=True)
class _Taken:
    """What has to be taken back from the state at the commit that was reached."""

    reached: int
    commit: bytes
    counted: int
    allowed: int = 0
    """So many ops were signed from then up to the commit ``counted``: no more nodes can have ended or begun."""
    records: dict[NodeId, bytes] = field(default_factory=dict)
    newer: set[NodeId] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastState:
    """A space at one moment, verified. ``faults``: how many records did not open."""

    moment: Moment
    trees: Mapping[str, Tree]
    faults: int = 0

    def tree(self, area: str) -> Tree:
        """Return what was in an area: drive, bin or backups."""
        return self.trees[area]

    def node(self, node: NodeId) -> Node | None:
        """Return a file or folder of then, wherever it was."""
        return next((tree.nodes[node] for tree in self.trees.values() if node in tree), None)


class Version(Value, frozen=True):
    """A record of one node: from which commit on it was current, until before which (None: it is), and what it says.

    That a member made it for this node its seal says; that it was in this commit, ``Past.is_confirmed`` finds out.
    """

    unshown: ClassVar = frozenset({"raw"})

    moment: Moment
    until_seq: int | None
    record: OpenRecord
    raw: bytes


@dataclass(slots=True)
class _Kept:
    state: PastState
    taken: _Taken
    is_whole: bool


class Past:
    """The past of one space. Safe from any thread; one state is fetched at a time."""

    def __init__(self, api: Api, space: Space, chain: Chain) -> None:
        self.chain = chain
        self._api = api
        self._space = space
        self._kept: dict[int, _Kept] = {}
        self._lock = RLock()
        self._confirmed: dict[tuple[bytes, bytes], bool] = {}

    def oldest_seq(self) -> int:
        """Return the oldest moment that the server says it keeps in full; the pin's if it says anything beyond it."""
        answer = self._api.call(routes.HEAD, want=m.HeadAnswer, space=self._space.id.hex())
        head = self._space.head
        return max(1, min(answer.oldest_seq, head.seq if head is not None else 1))

    # -- states -------------------------------------------------------------------------------------------------------

    def state(self, moment: Moment) -> PastState:
        """Return the space at a moment, verified.

        Raises PastGone; Forged, Forked, Malformed if the server shows anything else; ServerUnavailable and its kin.
        """
        return self._brought_up(moment).state

    def _again(self, moment: Moment) -> None:
        """Ask for a state that was lied about once more, if it is still of this history."""
        if self.chain.holds(moment.seq, moment.commit_id):
            self._brought_up(moment)

    def opened(self, moment: Moment, node: NodeId) -> OpenRecord | None:
        """Return the record of a node at a moment, open; None if it had none. Quarantined, and as ``state``."""
        for _ in range(MOVED_TRIES):
            with self._lock:
                kept = self._brought_up(moment)
                raw = self._raw(kept, node)
            if raw is not None:
                return open_record(self._space.keys.meta, space=self._space.id, record=raw)
            if kept.is_whole or self._is_at(kept.taken):
                return None
        raise ServerUnavailable("the space moves faster than its past can be read")

    def manifest(self, moment: Moment, node: NodeId, get_blob: Callable[[BlockId], bytes]) -> Manifest | None:
        """Return the blocks of a file at a moment; None if it is none. As ``opened``."""
        record = self.opened(moment, node)
        return None if record is None else manifest_of(record, get_blob)

    def _is_at(self, taken: _Taken) -> bool:
        head = self._space.head
        return head is not None and head.commit_id == taken.commit

    def _raw(self, kept: _Kept, node: NodeId) -> bytes | None:
        """Return a record of then: one that has ended, or one that is still current if nothing has moved since."""
        raw = kept.taken.records.get(node)
        if raw is not None or kept.is_whole or node in kept.taken.newer:
            return raw
        with self._space.lock:
            stored = self._space.stored(node) if self._is_at(kept.taken) else None
        return None if stored is None else stored.raw

    def _brought_up(self, moment: Moment) -> _Kept:
        with self._lock, self.chain.doubt.held_to(lambda: self._again(moment)):
            kept = self._kept.pop(moment.seq, None)
            if kept is None or kept.state.moment != moment or not self._goes_on(kept):
                kept = self._fetched(moment)
            elif not kept.is_whole and not self._is_at(kept.taken):
                with self._caught_up(moment, kept.taken):
                    pass
            self._kept[moment.seq] = kept
            self._let_go()
            return kept

    def _goes_on(self, kept: _Kept) -> bool:
        """Whether the space has only moved on since, and not over to another history that a person accepted."""
        return kept.is_whole or self.chain.holds(kept.taken.reached, kept.taken.commit)

    def _let_go(self) -> None:
        """Forget the states that were asked for longest ago."""
        while len(self._kept) > 1 and (
            len(self._kept) > STATES_KEPT or sum(len(one.taken.records) for one in self._kept.values()) > RECORDS_KEPT
        ):
            del self._kept[next(iter(self._kept))]

    def _fetched(self, moment: Moment) -> _Kept:
        header = self.chain.header(moment)
        head = self._space.head
        taken = _Taken(moment.seq, moment.commit_id, moment.seq)
        self._count(taken, moment.seq if head is None else head.seq)
        if taken.allowed > WHOLE_FROM_OPS + WHOLE_SHARE * header.n_records:
            return self._whole(moment, header)
        with self._caught_up(moment, taken):
            return _Kept(self._shown(moment, taken), taken, is_whole=False)

    def _count(self, taken: _Taken, last: int) -> None:
        """Count the ops that were signed up to a commit."""
        taken.allowed += sum(one.n_ops for one in self.chain.walk(taken.counted + 1, last))
        taken.counted = max(taken.counted, last)

    # -- taking back --------------------------------------------------------------------------------------------------

    @contextmanager
    def _caught_up(self, moment: Moment, taken: _Taken) -> Iterator[None]:
        """Take back what was changed up to the pin and check the root; the space stands still for the block."""
        header = self.chain.header(moment)
        for _ in range(MOVED_TRIES):
            self._download(moment.seq, taken, header)
            with self._space.lock:
                if self._is_at(taken):
                    self._check(taken, header)
                    yield
                    return
        raise ServerUnavailable("the space moves faster than its past can be read")

    def _download(self, seq: int, taken: _Taken, header: CommitHeader) -> None:
        head = self._space.head
        if head is None or not self.chain.holds(taken.reached, taken.commit):
            raise Stale("the history was changed meanwhile")
        self._count(taken, head.seq)
        while taken.reached < head.seq:
            page = self._api.call(
                routes.PAST, want=m.PastPage, space=self._space.id.hex(),
                query={"seq": seq, "head": head.seq, "after": taken.reached},
            )  # fmt: skip
            following = head.seq if page.next_after is None else page.next_after
            if not taken.reached < following <= head.seq:
                raise Malformed("pages of the past go round in circles")
            taken.records.update((parse_record(raw).id, raw) for raw in page.records)
            taken.newer.update(NodeId(node) for node in page.newer)
            taken.reached = following
            if len(taken.records) > min(header.n_records, taken.allowed):
                raise Forged("more records than the state is signed for", n_records=header.n_records)
            if len(taken.newer) > taken.allowed:
                raise Forged("more nodes that came later than were ever put", n_ops=taken.allowed)
        taken.commit = head.commit_id

    def _check(self, taken: _Taken, header: CommitHeader) -> None:
        """Pass if what was taken back gives the state that the header is signed for. Under the lock of the space."""
        buckets: dict[Bucket, dict[NodeId, bytes]] = {}
        for node in (*taken.records, *taken.newer):
            buckets.setdefault(bucket_of(node), {})
        head, before = self._space.head, 0
        for node, _, value in self._space.in_buckets(buckets):
            before += 1
            if node not in taken.newer:
                buckets[bucket_of(node)][node] = value
        for node, raw in taken.records.items():
            buckets[bucket_of(node)][node] = element(raw)
        root = self._space.state.plan(buckets).root if buckets else self._space.state.root
        n_records = (head.n_records if head else 0) - before + sum(map(len, buckets.values()))
        if root != header.state_root or n_records != header.n_records:
            raise Forged("the past is not the one that was signed", seq=header.seq)

    def _shown(self, moment: Moment, taken: _Taken) -> PastState:
        """Return the trees of a state that was checked. Under the lock of the space."""
        changes: dict[NodeId, Node | None] = dict.fromkeys(taken.newer)
        faults = 0
        for key, raw in taken.records.items():
            changes[key], is_fault = self._node(raw)
            faults += is_fault
        roots = {area: self._space.root(area) for area in AREAS}
        trees = self._space.trees_with(changes, roots.values())
        return PastState(moment=moment, trees={area: trees[root] for area, root in roots.items()}, faults=faults)

    def _node(self, raw: bytes) -> tuple[Node | None, bool]:
        """Return the node of a record, and whether it did not open."""
        try:
            return node_of(open_record(self._space.keys.meta, space=self._space.id, record=raw)), False
        except (Quarantined, TooNew):
            return None, True

    # -- a whole state ------------------------------------------------------------------------------------------------

    def _whole(self, moment: Moment, header: CommitHeader) -> _Kept:
        """Download all records of then: it was much smaller than what has happened since."""
        taken = _Taken(moment.seq, moment.commit_id, moment.seq)
        elements: list[tuple[NodeId, bytes]] = []
        for raw in records_at(self._api, self._space, moment.seq):
            node = parse_record(raw).id
            elements.append((node, element(raw)))
            taken.records[node] = raw
            if len(elements) > header.n_records:
                raise Forged("more records than the state is signed for", n_records=header.n_records)
        if StateTree.of_sorted(elements).root != header.state_root or len(elements) != header.n_records:
            raise Forged("the past is not the one that was signed", seq=header.seq)
        opened = [self._node(raw) for raw in taken.records.values()]
        nodes = [node for node, _ in opened if node is not None]
        top = self._space.root("drive")
        trees = {area: resolve(nodes, self._space.root(area), top=top) for area in AREAS}
        state = PastState(moment=moment, trees=trees, faults=sum(is_fault for _, is_fault in opened))
        return _Kept(state, taken, is_whole=True)

    # -- versions of one node -----------------------------------------------------------------------------------------

    def versions(self, node: NodeId) -> list[Version]:
        """Return the records of a node that are kept, oldest first, the newest VERSIONS_MAX; not those that do not open.

        Raises Malformed and Forged for what cannot be, NotFound if the server knows nothing of the node; else as ``state``.
        """
        with self.chain.doubt.held_to(lambda: self._versions(node)):
            return self._versions(node)

    def _versions(self, node: NodeId) -> list[Version]:
        kept: deque[m.RecordVersion] = deque(maxlen=VERSIONS_MAX)
        head, last = self._space.head, 0
        for one in self._version_pages(node):
            if parse_record(one.record).id != node or one.from_seq <= last or 0 < one.to_seq <= one.from_seq:
                raise Malformed("versions that cannot follow one another")
            last = one.from_seq
            if head is None or one.from_seq > head.seq:
                break  # newer than what this device has verified
            kept.append(one)
        return [] if head is None else list(self._opened_versions(kept, head.seq))

    def _opened_versions(self, kept: Iterable[m.RecordVersion], head_seq: int) -> Iterator[Version]:
        """Yield those that open; what ended after the pin is current yet."""
        for one in kept:
            moment = self.chain.at(one.from_seq)
            try:
                record = open_record(self._space.keys.meta, space=self._space.id, record=one.record)
            except (Quarantined, TooNew):
                continue
            yield Version(moment, one.to_seq if 0 < one.to_seq <= head_seq else None, record, one.record)

    def _version_pages(self, node: NodeId) -> Iterator[m.RecordVersion]:
        after, has_more = 0, True
        while has_more:
            page = self._api.call(
                routes.VERSIONS, want=m.RecordVersions, space=self._space.id.hex(), node=node.hex(),
                query={"after": after},
            )  # fmt: skip
            yield from page.versions  # whoever takes them holds them to their order
            if page.more and not page.versions:
                raise Malformed("pages of versions lead nowhere")
            after, has_more = (page.versions[-1].from_seq if page.versions else after), page.more

    def is_confirmed(self, version: Version) -> bool:
        """Whether its commit put this record; False if the commit's ops are no longer kept.

        Raises Forged if it did not, else as ``state``. One request each, once.
        """
        key = (version.moment.commit_id, element(version.raw))
        known = self._confirmed.get(key)
        if known is None:
            with self.chain.doubt.held_to(lambda: self._confirm_again(version.record.id, version.moment)):
                known = self._looked_up(version.moment, version.record.id, version.raw)
            while len(self._confirmed) >= CONFIRMED_KEPT:
                self._confirmed.pop(next(iter(self._confirmed)), None)
            self._confirmed[key] = known
        return known

    def _confirm_again(self, node: NodeId, moment: Moment) -> None:
        """Ask for the version of a node that a commit is said to have made, and whether it has; each may have been the lie."""
        if self.chain.holds(moment.seq, moment.commit_id):
            for one in self._versions(node):
                if one.moment.seq == moment.seq:
                    self._looked_up(one.moment, node, one.raw)

    def _looked_up(self, moment: Moment, node: NodeId, raw: bytes) -> bool:
        query = {"after": moment.seq - 1, "limit": 1}
        try:
            answer = self._api.call(routes.COMMITS, want=m.Commits, space=self._space.id.hex(), query=query)
        except PastGone:
            return False
        for one in answer.commits[:1]:
            header = parse_signed_header(one.header)
            if header.seq > moment.seq:
                return False
            if moment_of(header).commit_id != moment.commit_id:
                raise Forged("a commit that is not on the chain", seq=moment.seq)
            puts = (op for op in verify_ops(header, one.ops) if isinstance(op, Put) and op.id == node)
            if [op.record for op in puts] != [raw]:
                raise Forged("a version that its commit did not make", seq=moment.seq)
            return True
        return False
