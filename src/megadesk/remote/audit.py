"""A whole space held against its signed head: what the server would give a new device, and what this device has stored.

    server  list of members, header and digests of the pin's state, every header since the first commit,
            every record, bucket by bucket               against the digests this device has verified
    own     every stored record, opened, and the pin      against the same digests, and the tree in memory

Sync asks for what is new only; whatever rots or is lied about behind that is seen here. A lie goes through the door of all
lies: the space is frozen (``doubt.py``), a copy is kept as evidence, and it thaws once the server shows the same truly.
Nothing is taken over and nothing is sent. Memory: the digests of all buckets (2 MiB), and a page of records.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Final

from megadesk.crypto.acl import Acl, verify_chain
from megadesk.crypto.commits import HEADER_BYTES, commit_id, moment_of, parse_signed_header, verify_head
from megadesk.crypto.primitives import DIGEST_BYTES
from megadesk.crypto.records import open_record
from megadesk.crypto.statetree import EMPTY_DIGEST, Bucket, bucket_digest, bucket_of, element
from megadesk.crypto.structure import parse_record
from megadesk.model.commit import Head
from megadesk.model.errors import (
    Damaged,
    Forged,
    Forked,
    LimitExceeded,
    Malformed,
    MegadeskError,
    NotFound,
    PastGone,
    Quarantined,
    Rollback,
    ServerRefused,
    ServerUnavailable,
    TooNew,
)
from megadesk.model.ids import NO_COMMIT, NodeId
from megadesk.model.space import StoredRecord
from megadesk.model.tree import Node
from megadesk.model.verification import Area, Finding
from megadesk.remote.api import Api
from megadesk.remote.doubt import Doubt
from megadesk.remote.journal import Journal, check_members
from megadesk.remote.ports import SpaceStore
from megadesk.remote.space import Space, node_of
from megadesk.wire import messages as m
from megadesk.wire import routes

log = logging.getLogger(__name__)

HEADERS: Final = 5000
"""A request: 1.4 MiB."""

GROUPS: Final = 256
MOVED_TRIES: Final = 8

Tell = Callable[[Finding], None]
Passed = Callable[[int], None]
"""Told of so many records more that were looked at."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A state as this device has verified it: its head, and the digest of every bucket that is not empty."""

    head: Head
    groups: bytes
    buckets: Mapping[Bucket, bytes]


Step = Callable[[Expected], None]


def differences(bucket: Bucket, verified: Mapping[NodeId, bytes], shown: Mapping[NodeId, bytes]) -> Iterator[Finding]:
    """Yield what is wrong with a bucket's records, given the element of each as verified and as shown."""
    for node in sorted(verified.keys() | shown.keys()):
        if verified.get(node) == shown.get(node):
            continue
        code = "record_missing" if node not in shown else "record_extra" if node not in verified else "record_other"
        yield Finding(area=Area.SPACE, code=code, node=node, bucket=bucket)


class Audit:
    """Looks at one space. Safe from any thread; one look at a time."""

    def __init__(
        self, api: Api, space: Space, store: SpaceStore, journal: Journal, evidence: Callable[[str, bytes], None]
    ) -> None:
        self._api = api
        self._space = space
        self._store = store
        self._journal = journal
        self._doubts = [Doubt(space) for _ in range(3)]
        """One for each step: that one step is answered well says nothing about noise in the next."""
        self._evidence = evidence

    # -- the server -----------------------------------------------------------------------------------------------------

    def server(self, tell: Tell, passed: Passed, check: Callable[[], None]) -> None:
        """Catch up, and hold all that the server shows of the state against what was verified.

        Raises what a fetch raises, also for what is wrong behind the news: then the space is frozen. ``tell`` hears the
        records by name before. ServerUnavailable and its kin if it cannot be asked.
        """
        refused: MegadeskError | None = None
        try:
            self._journal.fetch()
        except (Damaged, Forked, Rollback, TooNew) as error:
            refused = error
        try:
            self._compare_while_it_moves(tell, passed, check)
        except (Damaged, Forked, Rollback, TooNew, ServerRefused, ServerUnavailable, NotFound):
            if refused is None:
                raise
        if refused is not None:
            raise refused

    def _compare_while_it_moves(self, tell: Tell, passed: Passed, check: Callable[[], None]) -> None:
        for _ in range(MOVED_TRIES):
            try:
                self._compare(self._expected(), tell, passed, check)
            except (ServerRefused, PastGone) as error:
                if isinstance(error, ServerRefused) and error.arguments.get("server_code") != "head_moved":
                    raise
                self._journal.fetch()
            else:
                return
        raise ServerUnavailable("the space moves faster than it can be verified")

    def _expected(self) -> Expected:
        with self._space.lock:
            head = self._space.head
            if head is None:
                raise NotFound(what="moment")
            return Expected(head, self._space.state.groups, dict(self._space.state.buckets()))

    def _compare(self, state: Expected, tell: Tell, passed: Passed, check: Callable[[], None]) -> None:
        steps: tuple[Step, ...] = (self._members_and_digests, partial(self._headers, tell, check))
        for step, doubt in zip(steps, self._doubts, strict=False):
            with doubt.held_to(lambda step=step: step(self._expected())):  # type: ignore[misc]  # the default binds it
                step(state)
        wrong: list[Finding] = []
        lied_about: set[Bucket] = set()
        following = 0  # where it goes on, or went no further
        with self._doubts[-1].held_to(lambda: self._records_again({following, *lied_about})):
            for bucket, shown in self._pages(state.head, range(GROUPS * GROUPS), check):
                following = bucket + 1
                passed(len(shown))
                if found := self._wrong_in(state, bucket, shown):
                    lied_about.add(bucket)
                    wrong += found
            for one in wrong:
                tell(one)
            if wrong:
                raise Forged("the server's records do not give the signed state", records=len(wrong))

    def _members_and_digests(self, state: Expected) -> None:
        head, where = state.head, self._space.id.hex()
        chain = self._chain(head)
        summary = self._api.call(routes.STATE, want=m.StateSummary, space=where, query={"seq": head.seq})
        if commit_id(summary.header[:HEADER_BYTES]) != head.commit_id:
            raise Forked("the server shows another history", seq=head.seq)
        verify_head(summary.header, chain[: head.acl_seq + 1])  # the signature is no part of what the pin holds to
        if b"".join(summary.groups) != state.groups:
            raise Forged("the digests are not those of the signed state", seq=head.seq)

    def _chain(self, head: Head) -> tuple[Acl, ...]:
        acls = self._api.call(routes.ACL, want=m.AclChain, space=self._space.id.hex()).acls
        chain = verify_chain([(entry.body, entry.signature) for entry in acls], expected=self._space.id)
        check_members(head, chain)
        return chain

    def _headers(self, tell: Tell, check: Callable[[], None], state: Expected) -> None:
        """Pass if the server's headers are the chain that ends in the head; also say where this device knows another."""
        previous, where, is_other = NO_COMMIT, self._space.id.hex(), False
        for first in range(1, state.head.seq + 1, HEADERS):
            check()
            last = min(state.head.seq, first + HEADERS - 1)
            answer = self._api.call(routes.HEADERS, want=m.Headers, space=where, query={"from": first, "to": last})
            headers = [parse_signed_header(signed) for signed in answer.headers]
            if [header.seq for header in headers] != list(range(first, last + 1)):
                raise Malformed("headers are kept back")
            moments = {header.seq: moment_of(header) for header in headers}
            for header in headers:
                if header.previous != previous:
                    raise Forked("a header does not follow the one before", seq=header.seq)
                previous = moments[header.seq].commit_id
            is_other |= any(moments[one.seq] != one for one in self._store.moments(self._space.id, first, last))
        if previous != state.head.commit_id:
            raise Forked("the server's headers lead to another head", seq=state.head.seq)
        if is_other:
            tell(Finding(area=Area.HERE, code="own_history"))

    def _pages(
        self, head: Head, buckets: Iterable[Bucket], check: Callable[[], None]
    ) -> Iterator[tuple[Bucket, dict[NodeId, bytes]]]:
        """Yield the records that the server shows in each of these buckets (ascending), by id; also of empty ones."""
        where, shown, known = self._space.id.hex(), dict[Bucket, dict[NodeId, bytes]](), 0
        for bucket in buckets:
            if bucket >= known:
                check()
                query = {"seq": head.seq, "bucket": bucket}
                page = self._api.call(routes.RECORDS, want=m.RecordPage, space=where, query=query)
                known = GROUPS * GROUPS if page.next_bucket is None else page.next_bucket
                if known <= bucket:
                    raise Malformed("pages of records go round in circles")
                shown = _by_bucket(page.records)
                if any(not bucket <= one < known for one in shown):
                    raise Malformed("a record on the wrong page")
            yield bucket, shown.get(bucket, {})

    def _wrong_in(self, state: Expected, bucket: Bucket, shown: Mapping[NodeId, bytes]) -> list[Finding]:
        """Return what is wrong with a bucket; by the record where this device's own are still those of the state."""
        elements = {node: element(raw) for node, raw in shown.items()}
        wanted = state.buckets.get(bucket, EMPTY_DIGEST)
        if _digest(bucket, elements) == wanted:
            return []
        verified = {node: value for node, _, value in self._store.in_buckets(self._space.id, [bucket])}
        is_known = _digest(bucket, verified) == wanted
        found = list(differences(bucket, verified, elements)) if is_known else [_of_bucket(bucket)]
        wrong = {one.node for one in found}
        for node, raw in shown.items():
            if node in wrong or not is_known:
                self._evidence("record", raw)
        return found

    def _records_again(self, buckets: Collection[Bucket]) -> None:
        """Ask once more for the buckets that were lied about, those there are; Forged if they still are."""
        state = self._expected()
        asked = sorted(bucket for bucket in buckets if bucket < GROUPS * GROUPS)
        for bucket, shown in self._pages(state.head, asked, lambda: None):
            if self._wrong_in(state, bucket, shown):
                raise Forged("the server's records do not give the signed state", bucket=bucket)

    # -- this device ----------------------------------------------------------------------------------------------------

    def own(self, tell: Tell, passed: Passed, check: Callable[[], None]) -> None:
        """Hold what this device has stored against the verified digests, and say what is not so. Asks nobody."""
        if not self._is_own_pin_whole():
            tell(Finding(area=Area.HERE, code="own_history"))
        for group in range(GROUPS):
            check()
            try:
                passed(self._own_group(group, tell))
            except Damaged:  # not even the database can read it
                tell(Finding(area=Area.HERE, code="own_bucket", bucket=group << 8))

    def _is_own_pin_whole(self) -> bool:
        """Whether the stored pin is the one in memory, and the stored list of members the one it names."""
        with self._space.lock:
            head, stored = self._space.head, self._store.load_head(self._space.id)
            chain = self._store.load_acls(self._space.id)
        try:
            return head == stored and (
                head is None or verify_chain(chain, expected=self._space.id)[-1].hash == head.acl_hash
            )
        except (Damaged, Forked, TooNew):
            return False

    def _own_group(self, group: int, tell: Tell) -> int:
        """Look at the records whose ids begin with a byte; return how many there are."""
        count, wrong = self._look(group)
        if wrong:
            with self._space.moving:  # a whole state is stored before it is taken into memory: that was no damage
                count, wrong = self._look(group)
        for one in wrong:
            tell(one)
        return count

    def _look(self, group: int) -> tuple[int, list[Finding]]:
        with self._space.lock:
            stored = self._store.in_group(self._space.id, group)
            row = self._space.state.row(group)
            held = {one.id: self._space.node(one.id) for one in stored}
        by_bucket = {bucket: list(some) for bucket, some in groupby(stored, key=lambda one: bucket_of(one.id))}
        wrong: list[Finding] = []
        for position in range(GROUPS):
            bucket, wanted = group << 8 | position, row[DIGEST_BYTES * position : DIGEST_BYTES * (position + 1)]
            some = by_bucket.get(bucket, [])
            named = [one.id for one in some if not self._is_as_stored(one, held[one.id])]
            wrong += [Finding(area=Area.HERE, code="own_record", node=node, bucket=bucket) for node in named]
            if not named and _digest(bucket, {one.id: element(one.raw) for one in some}) != wanted:
                wrong.append(Finding(area=Area.HERE, code="own_bucket", bucket=bucket))
        return len(stored), wrong

    def _is_as_stored(self, one: StoredRecord, held: Node | None) -> bool:
        """Whether a stored record gives what is stored, and held in memory, as its meaning."""
        if element(one.raw) != one.element:
            return False
        try:
            opened = node_of(open_record(self._space.keys.meta, space=self._space.id, record=one.raw))
        except (Quarantined, TooNew):
            return one.fault is not None and one.node is None
        except Damaged:
            return False
        return (
            one.fault is None
            and opened == one.node
            and held == one.node
            and one.version == parse_record(one.raw).version
        )


def _by_bucket(records: Iterable[bytes]) -> dict[Bucket, dict[NodeId, bytes]]:
    found: dict[Bucket, dict[NodeId, bytes]] = {}
    for raw in records:
        node = parse_record(raw).id
        bucket = found.setdefault(bucket_of(node), {})
        if node in bucket:
            raise Malformed("a record twice")
        bucket[node] = raw
    return found


def _of_bucket(bucket: Bucket) -> Finding:
    return Finding(area=Area.SPACE, code="record_bucket", bucket=bucket)


def _digest(bucket: Bucket, elements: Mapping[NodeId, bytes]) -> bytes | None:
    """Return the digest of a bucket; None for what cannot be one."""
    try:
        return bucket_digest(bucket, elements)
    except (LimitExceeded, Malformed):
        return None
