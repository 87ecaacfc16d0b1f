"""Spaces as their members read them, and the one way to change them.

head, acl, headers, commits    the signed chain          state, records    what is or was current, by bucket
past, versions                 the way back              (-> past)
append                         -> journal, one at a time a space, losers first next time
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final

from megadesk.crypto.public import HEADER_BYTES, commit_id, parse_ops, parse_record, parse_signed_header
from megadesk.model.commit import Put
from megadesk.model.errors import BadUsage, Damaged, MissingBlock, QuotaExceeded
from megadesk.model.ids import NodeId, SpaceId
from megadesk.server import metadata as md
from megadesk.server import past
from megadesk.server.blobs import Manifests
from megadesk.server.call import Answer, Call
from megadesk.server.durability import Check, Durability
from megadesk.server.journal import PAGE_BYTES, PAGE_COMMITS, Moved, append, replaced_by, space_for
from megadesk.server.logs import EXTRA, LOGGER
from megadesk.server.refusals import refused
from megadesk.server.services import Services
from megadesk.wire import messages as m
from megadesk.wire.codec import encode

log = logging.getLogger(LOGGER)

HEADERS_MAX: Final = 5000
COMMIT_NAME_CHARS: Final = 16
"""Of a commit's id in hex: so much stands in the log, here and on devices."""
RECORD_PAGE_BYTES: Final = 4 << 20
_DIGEST: Final = 32
_BUCKETS: Final = 65_536


class Spaces:
    """Handlers under /v1/spaces. All but append run in worker threads."""

    def __init__(self, services: Services, manifests: Manifests, durability: Durability) -> None:
        self._services = services
        self._manifests = manifests
        self._durability = durability
        self._states = past.States()

    def spaces(self, call: Call) -> m.Spaces:
        """Return the spaces the account is a member of."""
        with self._services.metadata.read() as tx:
            found = tx.spaces(call.session.account)
        return m.Spaces(spaces=[m.SpaceInfo(space=space, seq=seq, commit=commit) for space, seq, commit in found])

    def head(self, call: Call) -> m.HeadAnswer:
        """Return the last commit's header."""
        with self._services.metadata.read() as tx:
            row = _space(tx, call)
            oldest = past.oldest(tx, row)
        return m.HeadAnswer(
            header=row.header, incarnation=self._services.incarnation, oldest_seq=oldest.seq, oldest_ms=oldest.time_ms
        )

    def acl(self, call: Call) -> m.AclChain:
        """Return the membership chain."""
        with self._services.metadata.read() as tx:
            chain = tx.acls(_space(tx, call).key)
        return m.AclChain(acls=[m.AclEntry(body=body, signature=signature) for body, signature in chain])

    def headers(self, call: Call) -> m.Headers:
        """Return headers from ``from`` to ``to``."""
        first, last = max(1, call.number("from")), call.number("to")
        with self._services.metadata.read() as tx:
            found = tx.headers(_space(tx, call).key, first, min(last, first + HEADERS_MAX - 1))
        return m.Headers(first_seq=first, headers=list(found))

    def commits(self, call: Call) -> m.Commits:
        """Return commits after ``after``."""
        after, limit = call.number("after"), call.number("limit", PAGE_COMMITS)
        with self._services.metadata.read() as tx:
            row = _space(tx, call)
            past.check_kept(tx, row, after + 1)
            limit = max(1, min(limit, PAGE_COMMITS))
            found = tx.commits(row.key, after, limit=limit, limit_bytes=PAGE_BYTES)
        has_more = bool(found) and found[-1].seq < row.seq
        return m.Commits(commits=_pairs(found), head_seq=row.seq, more=has_more)

    def state(self, call: Call) -> m.StateSummary:
        """Return a state by its digests."""
        with self._services.metadata.read() as tx:
            row = _space(tx, call)
            seq = call.number("seq", row.seq)
            header, digests = (row.header, row.groups) if seq == row.seq else self._states.at(tx, row, seq)
        groups = [digests[at : at + _DIGEST] for at in range(0, len(digests), _DIGEST)]
        return m.StateSummary(header=header, groups=groups)

    def records(self, call: Call) -> m.RecordPage:
        """Return records from ``bucket`` on, of the state after ``seq``."""
        seq, bucket = call.number("seq"), call.number("bucket", 0)
        if bucket >= _BUCKETS:
            raise BadUsage(what="query", value="bucket")
        with self._services.metadata.read() as tx:
            row = _space(tx, call)
            if row.seq == seq:
                page, next_bucket = tx.records_from(row.key, bucket, limit_bytes=RECORD_PAGE_BYTES)
            else:
                past.check_state(tx, row, seq)
                page, next_bucket = tx.records_at(row.key, seq, bucket, limit_bytes=RECORD_PAGE_BYTES)
        return m.RecordPage(records=list(page), next_bucket=next_bucket)

    def past(self, call: Call) -> m.PastPage:
        """Return what leads back from the state after ``head`` to that after ``seq``, from the commit after ``after`` on."""
        seq, head, after = call.number("seq"), call.number("head"), call.number("after")
        if not seq <= after <= head:
            raise BadUsage(what="query", value="after")
        with self._services.metadata.read() as tx:
            row = _space(tx, call)
            past.check_state(tx, row, head)
            past.check_state(tx, row, seq)
            page = past.page_back(tx, row, seq, head, after)
        return m.PastPage(records=page.records, newer=list(page.newer), next_after=page.next_after)

    def versions(self, call: Call) -> m.RecordVersions:
        """Return what is kept of a record's versions that began after ``after``."""
        node, after = NodeId(call.ids["node"]), call.number("after", 0)
        with self._services.metadata.read() as tx:
            found, has_more = past.versions(tx, _space(tx, call), node, after)
        made = [m.RecordVersion(from_seq=one.from_seq, to_seq=one.to_seq, record=one.body) for one in found]
        return m.RecordVersions(versions=made, more=has_more)

    # -- append -------------------------------------------------------------------------------------------------------

    async def append(self, call: Call) -> Answer:
        """Append a commit; 409 with what it misses and a turn if it does not follow the head."""
        body: m.Append = call.message
        services, session = self._services, call.session
        space, whose = SpaceId(call.ids["space"]), session.account + session.device
        await services.turns.wait(space, body.turn, whose)
        try:
            outcome = await services.writing(self._append, space, body, session)
        finally:
            services.turns.done(space)
        encoding = call.route.response_encoding
        if isinstance(outcome, Moved):
            services.metrics.count("appends_lost")
            moved = m.HeadMoved(
                commits=_pairs(outcome.commits), head_seq=outcome.head_seq, more=outcome.has_more,
                turn=services.turns.lost(space, whose), turn_ms=services.turns.turn_ms,
            )  # fmt: skip
            return Answer(encode(moved, encoding), 409, encoding)
        services.notifier.head_moved(space, outcome)
        _say_accepted(call.request, body.header, outcome)
        return Answer(encode(m.Appended(seq=outcome), encoding), 200, encoding)

    def _append(self, space: SpaceId, body: m.Append, session: md.Session) -> int | Moved:
        if not self._services.blobs.reuses_names:  # an object store, which is far away
            self._read_ahead(space, body, session)

        def attempt(check: Check) -> int | Moved:
            # Beside others: all that an append decides by is its space's, its author's and its owner's, and it locks these.
            with self._services.metadata.write(beside=True) as tx:
                return append(
                    tx, space, body.header, body.ops, account=session.account, manifest=self._manifests.blocks,
                    check=check, now_ms=self._services.clock_ms(),
                )  # fmt: skip

        try:
            return self._durability.assured(attempt)
        except MissingBlock as e:
            raise refused(e) from e
        except QuotaExceeded:
            self._services.notifier.quota_reached(session.account)
            raise

    def _read_ahead(self, space: SpaceId, body: m.Append, session: md.Session) -> None:
        """Have at hand the manifests that an append asks for, those that come and those that go, before it locks anything."""
        try:
            ops = parse_ops(body.ops)
        except Damaged:
            return  # the append says what is wrong
        with self._services.metadata.read() as tx:
            row = tx.space(space)
            bodies = tx.current_bodies(row.key, replaced_by(ops)).values() if row is not None else ()
            named = {ref for op in ops if isinstance(op, Put) for ref in op.refs}
            named.update(ref for raw in bodies for ref in parse_record(raw).refs)
            rows = tx.blobs_in_reach(session.account, named)
        self._manifests.read_ahead(rows.values())


def _say_accepted(request: str, signed: bytes, seq: int) -> None:
    """Log which commit came with a request: enough to find its row, and nothing of what it is about."""
    if log.isEnabledFor(logging.INFO):
        name = commit_id(signed[:HEADER_BYTES]).hex()[:COMMIT_NAME_CHARS]
        n_ops = parse_signed_header(signed).n_ops
        fields = {"request": request, "commit": name, "seq": seq, "ops": n_ops}
        log.info("a commit was accepted", extra={EXTRA: fields})


def _space(tx: md.Reading, call: Call) -> md.SpaceRow:
    return space_for(tx, SpaceId(call.ids["space"]), call.session.account)


def _pairs(rows: Sequence[md.CommitRow]) -> list[m.CommitPair]:
    return [m.CommitPair(header=row.header, ops=row.ops) for row in rows]
