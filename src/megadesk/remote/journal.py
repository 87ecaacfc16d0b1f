"""Catch up with a space: fetch, verify everything, then move. What does not verify moves nothing.

    no pin yet     ACL chain -> signed head -> all records by bucket -> one state root -> Space.replace
    only a pin     (the local copy was damaged) likewise, and the head must contain the pin
    a little back  commits after the pin, each checked against the one before -> Space.apply
    far back       the headers from the pin to the head (they must be one chain), then as without a pin; also if the
                   server no longer keeps the commits after the pin

A state older than the pin is a Rollback, one that does not contain it a fork: both freeze the space, and so do damaged
answers. The first fetch that verifies, and extends the pin, thaws it: nothing was touched meanwhile; if it was a lie about
the past that froze it, that past has to be shown truly as well (remote/doubt.py). Else only a person can: ``offered`` is what the server shows, ``accept`` takes over exactly that and gives the pin up (ADR 17).
Source: docs/formats/spaces.md, "Catching up".
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from megadesk.crypto.acl import Acl, verify_chain
from megadesk.crypto.commits import (
    HEADER_BYTES,
    commit_id,
    moment_of,
    parse_signed_header,
    verify_commit,
    verify_head,
)
from megadesk.crypto.statetree import StateTree, element
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
    OurBug,
    PastGone,
    Rollback,
    ServerRefused,
    ServerUnavailable,
    Stale,
    TooNew,
)
from megadesk.model.ids import NO_COMMIT, NodeId
from megadesk.model.moment import Moment
from megadesk.remote.api import Api
from megadesk.remote.space import Space
from megadesk.remote.twin import Twin
from megadesk.wire import messages as m
from megadesk.wire import routes

log = logging.getLogger(__name__)

FAR_BEHIND: Final = 5000
PAGE: Final = 1000
RESTORED_FROM: Final = 1_000_000_000
"""A smaller incarnation is a count; a restore makes it the time in seconds, docs/operations/backup.md."""
MALFORMED_TRIES: Final = 3
MOVED_TRIES: Final = 8


class Journal:
    """Moves one Space to the server's head. One fetch at a time."""

    def __init__(
        self, api: Api, space: Space, *, evidence: Callable[[str, bytes], None], twin: Twin | None = None
    ) -> None:
        self._api = api
        self._space = space
        self._evidence = evidence
        self._twin = twin
        self._malformed = 0

    def fetch(self, at_least: int | None = None) -> None:
        """Return when the space is at the server's head of now; with ``at_least`` also if it is that far already.

        That is for news of commits, most of which tell a device of its own. A frozen space is always fetched.

        Raises ServerUnavailable and its kin, Rollback, Forked or Damaged errors; after the latter three the space is
        frozen: nothing is published until a fetch succeeds.
        """
        head = self._space.head
        if at_least is None or head is None or head.seq < at_least or self._space.frozen is not None:
            self._guarded(self._catch_up)
            if self._twin is not None:
                self._twin.listen()

    def take_in(self, commits: Sequence[m.CommitPair]) -> None:
        """Move by commits that the server sent unasked; raises and freezes as ``fetch``."""
        self._guarded(lambda: self.apply(commits))

    def offered(self) -> Head:
        """Return the head that the server shows, verified by itself and not against the pin. Moves nothing.

        Raises as ``fetch``, but freezes nothing.
        """
        where = self._space.id.hex()
        acls = self._api.call(routes.ACL, want=m.AclChain, space=where).acls
        chain = verify_chain([(entry.body, entry.signature) for entry in acls], expected=self._space.id)
        return verify_head(self._api.call(routes.HEAD, want=m.HeadAnswer, space=where).header, chain)

    def restored_s(self) -> int | None:
        """Return when the server says that it was restored from a backup (seconds since 1970), None if it does not.

        That is its word alone, for people to weigh: nothing is decided by it. Errors as the server's.
        """
        answer = self._api.call(routes.HEAD, want=m.HeadAnswer, space=self._space.id.hex())
        return answer.incarnation if answer.incarnation >= RESTORED_FROM else None

    def accept(self, offered: Head) -> None:
        """Take over the state of this head, whether or not it contains the pin: a person has said so.

        Everything is verified as at a first login, and the chain of headers from the first commit on. Stale if the
        server shows another head by now; errors and freezing else as ``fetch``.
        """
        self._guarded(lambda: self._take_snapshot(None, only=offered))

    def _guarded(self, move: Callable[[], None]) -> None:
        with self._space.moving:
            unproven = self._space.unproven
            try:
                move()
                if unproven is not None:
                    unproven()
            except (Malformed, LimitExceeded) as error:
                self._note_malformed(error)
            except NotFound as error:
                # Absence is never a value: a server that does not know our space is not an empty space.
                raise ServerUnavailable("the server does not know the space") from error
            except (Damaged, Forked, Rollback, TooNew) as error:
                self._freeze(error)
                raise
            else:
                self._malformed = 0
                self._thaw(unproven)

    def _thaw(self, proven: Callable[[], None] | None) -> None:
        """Let the space go on, unless another lie about the past was found meanwhile."""
        with self._space.lock:
            if self._space.unproven is proven:
                if self._space.frozen is not None:
                    log.warning("space %s: verified again", self._space.id.hex()[:8])
                self._space.frozen = self._space.unproven = None

    def _note_malformed(self, error: Damaged) -> None:
        """Three answers that do not parse are a fault of the server's; before, it may be the line."""
        self._malformed += 1
        if self._malformed >= MALFORMED_TRIES:
            self._freeze(error)
            raise error
        raise ServerUnavailable("an answer that does not parse", reason=error.code) from error

    def _freeze(self, error: MegadeskError) -> None:
        log.error("space %s: frozen, %s", self._space.id.hex()[:8], error.code)
        self._space.frozen = error

    # -- commits ----------------------------------------------------------------------------------------------------

    def _catch_up(self) -> None:
        if self._space.head is None:
            self._take_all(self._space.pin)
            return
        while True:
            head = self._space.head
            try:
                answer = self._api.call(
                    routes.COMMITS, want=m.Commits, query={"after": head.seq, "limit": PAGE}, space=self._space.id.hex()
                )
            except PastGone:
                self._take_all(head)  # the headers in between are kept, so the pin is still held to
                return
            if answer.head_seq < head.seq:
                raise Rollback("the server is behind this device", seq=answer.head_seq, verified_seq=head.seq)
            if answer.head_seq - head.seq > FAR_BEHIND:
                self._take_all(head)
                return
            self.apply(answer.commits)
            if not answer.commits:
                self._check_standing(head, answer.head_seq)
                return
            if not answer.more:
                self._check_reached(answer.head_seq)
                return

    def _check_reached(self, server_seq: int) -> None:
        """Commits without more to come end at the head that the same answer names."""
        if self._space.head is None or self._space.head.seq != server_seq:
            raise Malformed("commits are kept back")

    def _check_standing(self, head: Head, server_seq: int) -> None:
        """Nothing new: then the server's head is ours, byte for byte, or it shows us another history."""
        if server_seq != head.seq:
            raise Malformed("commits are kept back")
        answer = self._api.call(routes.HEAD, want=m.HeadAnswer, space=self._space.id.hex())
        header = parse_signed_header(answer.header)
        if header.seq == head.seq and commit_id(answer.header[:HEADER_BYTES]) != head.commit_id:
            raise Forked("the server shows another history", seq=head.seq)
        if header.seq < head.seq:
            raise Rollback("the server is behind this device", seq=header.seq, verified_seq=head.seq)

    def apply(self, commits: Sequence[m.CommitPair]) -> None:
        """Verify commits one by one and move by each. Raises as verify_commit; what came before stays applied."""
        space = self._space
        with space.moving:
            for one in commits:
                head = space.head
                if head is None:
                    raise OurBug("commits for a space without a pin")
                try:
                    verified = verify_commit(
                        one.header, one.ops, head=head, acl=space.acl, current=space, tree=space.state
                    )
                except (Damaged, Forked):
                    self._evidence("commit", one.header + one.ops)
                    raise
                space.apply(verified)
                if self._twin is not None:
                    self._twin.look(moment_of(verified.header))

    # -- whole states -----------------------------------------------------------------------------------------------

    def _take_all(self, pin: Head | None) -> None:
        """Download and verify the whole current state; with a pin, first that the new head contains it."""
        for _ in range(MOVED_TRIES):
            try:
                self._take_snapshot(pin)
            except (ServerRefused, PastGone) as error:
                if isinstance(error, ServerRefused) and error.arguments.get("server_code") != "head_moved":
                    raise
                log.info("space %s: moved while it was downloaded", self._space.id.hex()[:8])
            else:
                return
        raise ServerUnavailable("the space moves faster than it can be downloaded")

    def _take_snapshot(self, pin: Head | None, *, only: Head | None = None) -> None:
        space = self._space
        where = space.id.hex()
        acls = self._api.call(routes.ACL, want=m.AclChain, space=where).acls
        chain = [(entry.body, entry.signature) for entry in acls]
        acls_verified = verify_chain(chain, expected=space.id)
        if pin is not None:
            check_members(pin, acls_verified)
        summary = self._api.call(routes.STATE, want=m.StateSummary, space=where)
        head = verify_head(summary.header, acls_verified)
        if only is not None:
            if head.commit_id != only.commit_id:
                raise Stale("the server shows another head by now")
            passed = self._chain_to(head)
        else:
            passed = [_moment(summary.header)] if pin is None else self._passed(pin, head)
        elements: list[tuple[NodeId, bytes]] = []

        def records() -> Iterator[bytes]:
            for raw in records_at(self._api, space, head.seq):
                if len(elements) >= head.n_records:
                    raise Forged("more records than the head is signed for", n_records=head.n_records)
                elements.append((parse_record(raw).id, element(raw)))
                yield raw

        def check() -> StateTree:
            tree = StateTree.of_sorted(elements)
            if tree.root != head.state_root or len(elements) != head.n_records:
                differing = tree.differing_groups(b"".join(summary.groups))
                raise Forged("the records do not give the signed state", groups=len(differing))
            return tree

        space.replace(head, chain, records(), passed, check)

    def _passed(self, pin: Head, head: Head) -> list[Moment]:
        """Return the chain from the pin to the head; Forked if it does not start there, Rollback if it is shorter."""
        if head.seq < pin.seq:
            raise Rollback("the server is behind this device", seq=head.seq, verified_seq=pin.seq)
        return self._chain_to(head, after=pin)

    def _chain_to(self, head: Head, after: Head | None = None) -> list[Moment]:
        """Return every commit from the first, or after one, up to the head, each naming the one before it."""
        passed: list[Moment] = []
        previous, seq = (NO_COMMIT, 0) if after is None else (after.commit_id, after.seq)
        while seq < head.seq:
            answer = self._api.call(
                routes.HEADERS, want=m.Headers, space=self._space.id.hex(),
                query={"from": seq + 1, "to": min(head.seq, seq + FAR_BEHIND)},
            )  # fmt: skip
            if not answer.headers:
                raise Malformed("headers are kept back")
            for signed in answer.headers:
                header = parse_signed_header(signed)
                if header.seq != seq + 1 or header.previous != previous:
                    raise Forked("the server's history does not contain what this device has verified", seq=seq)
                passed.append(moment_of(header))
                previous, seq = passed[-1].commit_id, header.seq
        if previous != head.commit_id:
            raise Forked("the server's headers lead to another head", seq=seq)
        return passed


def _moment(signed: bytes) -> Moment:
    return moment_of(parse_signed_header(signed))


def records_at(api: Api, space: Space, seq: int) -> Iterator[bytes]:
    """Yield all records of a state as they come; whether their ids ascend the state tree finds out."""
    bucket: int | None = 0
    while bucket is not None:
        page = api.call(routes.RECORDS, want=m.RecordPage, space=space.id.hex(), query={"seq": seq, "bucket": bucket})
        if page.next_bucket is not None and page.next_bucket <= bucket:
            raise Malformed("pages of records go round in circles")
        yield from page.records
        bucket = page.next_bucket


def check_members(pin: Head, chain: Sequence[Acl]) -> None:
    """Pass if a membership chain goes on from the pinned list.

    The headers between pin and head are checked by hash, only the head's by signature: without this a member who was
    removed could sign a list and a head of his own. Rollback for a shorter chain, Forked for another one.
    """
    if len(chain) <= pin.acl_seq:
        raise Rollback("the list of members is older than the verified one", seq=len(chain) - 1)
    if chain[pin.acl_seq].hash != pin.acl_hash:
        raise Forked("another list of members than the verified one", seq=pin.acl_seq)
