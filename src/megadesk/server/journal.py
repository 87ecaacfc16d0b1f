"""Append to a space: every check that needs no content key, then one transaction. Catching up reads it back.

    header, ops --head fits?--+-- no --> Moved: the missing commits
                              +-- yes -> verify_commit (as every client) -> references -> on the disk? -> quota
                                           -> records, buckets, head

The state root is checked from stored bucket digests, so that a buggy client cannot bring a space to a state that no
other device accepts. Source: docs/formats/spaces.md, docs/formats/http.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.crypto.public import (
    Acl,
    Bucket,
    CommitHeader,
    StateTree,
    VerifiedCommit,
    acl_hash,
    first_head,
    parse_acl,
    parse_signed_header,
    verify_commit,
)
from megadesk.model.commit import ChangeAcl, Delete, Head, Op, Put
from megadesk.model.errors import Damaged, Forged, Forked, Malformed, NotFound, QuotaExceeded, TooNew
from megadesk.model.ids import AccountId, AclHash, CommitId, NodeId, SpaceId
from megadesk.server import metadata as md
from megadesk.server.buckets import dense, patched
from megadesk.server.call import NUMBER_MAX
from megadesk.server.durability import Check
from megadesk.server.references import Effect, ManifestReader, effect_of
from megadesk.server.refusals import refused

PAGE_COMMITS: Final = 1000
PAGE_BYTES: Final = 4 << 20
_ALL_ROWS_FROM_OPS: Final = 64
"""A commit of more ops reads all bucket rows of its space at once: it would ask for nearly every group."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The commit does not follow the head; here is what it misses."""

    commits: Sequence[md.CommitRow]
    head_seq: int

    @property
    def has_more(self) -> bool:
        """Whether there are further commits."""
        return bool(self.commits) and self.commits[-1].seq < self.head_seq


def space_for(tx: md.Reading, space: SpaceId, account: AccountId, *, lock: bool = False) -> md.SpaceRow:
    """Return a space the account is a member of; NotFound also if there is one and it is not."""
    row = tx.space(space, lock=lock)
    if row is None or tx.role(row.key, account) is None:
        raise NotFound(what="space")
    return row


def missing_commits(tx: md.Reading, row: md.SpaceRow, after: int) -> Moved:
    """Return a page of the commits after a sequence number; none if those are no longer kept."""
    if after + 1 < row.kept_from_seq:
        return Moved((), row.seq)
    found = tx.commits(row.key, after, limit=PAGE_COMMITS, limit_bytes=PAGE_BYTES) if after < row.seq else ()
    return Moved(found, row.seq)


def append(
    tx: md.Writing, space: SpaceId, signed: bytes, ops: bytes, *, account: AccountId, manifest: ManifestReader,
    check: Check, now_ms: int,
) -> int | Moved:  # fmt: skip
    """Return the new head's sequence number, or what the commit misses.

    Raises NotFound; ServerRefused with the code of the check that failed; QuotaExceeded; what ``check`` raises unless
    all that comes into the space is on the disk. Repeating an append that was taken returns its number again.
    """
    row = space_for(tx, space, account, lock=True)
    tx.lock_accounts({account, row.owner})  # whose uploads are taken, and whose quota is looked at in the end
    try:
        header = parse_signed_header(signed)
        _check_author(header, row.id, account)
        if header.seq != row.seq + 1 or header.previous != row.commit:
            if header.seq <= row.seq and tx.header(row.key, header.seq) == signed:
                return header.seq
            return missing_commits(tx, row, min(header.seq - 1, row.seq))
        extend(tx, row, signed, ops, manifest=manifest, check=check, now_ms=now_ms)
    except (Damaged, TooNew, Forked) as e:
        raise refused(e) from e
    return header.seq


def _check_author(header: CommitHeader, space: SpaceId, account: AccountId) -> None:
    if header.space != space:
        raise Forged("a commit of another space")
    if header.author != account:
        raise Forged("a commit of another account than the session's")


def extend(
    tx: md.Writing, row: md.SpaceRow, signed: bytes, ops: bytes, *, manifest: ManifestReader, check: Check, now_ms: int
) -> None:
    """Check a commit against the head in ``row`` and make it the next. Raises as verify_commit and check; QuotaExceeded."""
    header = parse_signed_header(signed)
    if header.time_ms > NUMBER_MAX:
        raise Malformed("commit header: a time that no answer can name")
    acl = stored_acl(row)
    rows = _Rows(tx, row.key, read_all=header.n_ops > _ALL_ROWS_FROM_OPS)
    tree = StateTree(row.groups, rows.dense)
    verified = verify_commit(
        signed, ops, head=head_of(row, acl), acl=acl, current=_Current(tx, row.key, rows), tree=tree
    )
    replaced = tx.current_bodies(row.key, replaced_by(verified.ops))
    effect = effect_of(
        tx, space_key=row.key, author=header.author, ops=verified.ops, replaced=replaced, manifest=manifest
    )
    check(tx, effect.entered.values())
    tree.apply(verified.tree)
    _write(tx, row, verified, signed, ops, effect, tree.groups, now_ms)
    rows.store(tx, verified.tree.buckets)
    _check_quota(tx, row.owner, effect)


def replaced_by(ops: Iterable[Op]) -> list[NodeId]:
    """Return the nodes whose current record a commit ends."""
    return [op.id for op in ops if isinstance(op, Delete) or (isinstance(op, Put) and op.version > 1)]


def _write(
    tx: md.Writing, row: md.SpaceRow, verified: VerifiedCommit, signed: bytes, ops: bytes, effect: Effect,
    groups: bytes, now_ms: int,
) -> None:  # fmt: skip
    header, seq = verified.header, verified.header.seq
    acl_body = row.acl_body
    for op in verified.ops:
        if isinstance(op, ChangeAcl):
            acl_body = op.body
            tx.add_acl(row.key, verified.acl.seq, op.body, op.signature)
            tx.set_members(row.key, roles_of(verified.acl))
    tx.close_records(row.key, replaced_by(verified.ops), seq)
    tx.add_records(row.key, _new_records(verified), seq)
    tx.change_refs(row.key, effect.counts)
    tx.take_pending(header.author, effect.entered.keys())
    tx.add_commit(
        row.key, md.CommitRow(seq, signed, ops), verified.head.commit_id, acl=verified.acl.hash,
        time_ms=header.time_ms, stored_ms=now_ms,
    )  # fmt: skip
    tx.move_head(
        row.key,
        md.HeadMove(
            seq=seq, commit=verified.head.commit_id, header=signed, acl_seq=verified.acl.seq, acl_body=acl_body,
            n_records=header.n_records, bytes_current=row.bytes_current + effect.bytes_current,
            bytes_kept=row.bytes_kept + effect.bytes_kept, groups=groups,
        ),
    )  # fmt: skip


def _new_records(verified: VerifiedCommit) -> list[md.NewRecord]:
    made: list[md.NewRecord] = []
    for op in verified.ops:
        if isinstance(op, Put):
            now = verified.elements[op.id]
            assert now is not None, "a put leaves a record"
            made.append(md.NewRecord(op.id, op.version, now[1], op.record))
    return made


def _check_quota(tx: md.Reading, owner: AccountId, effect: Effect) -> None:
    """Pass if the owner's figures after the commit are within the quota, or the commit adds nothing to them."""
    usage = tx.usage(owner)
    if usage.used_bytes > usage.quota_bytes and effect.bytes_current + effect.bytes_kept > 0:
        raise QuotaExceeded(used_bytes=usage.used_bytes, quota_bytes=usage.quota_bytes)


def roles_of(acl: Acl) -> dict[AccountId, int]:
    """Return the role of each member."""
    return {account: int(member.role) for account, member in acl.by_account.items()}


def stored_acl(row: md.SpaceRow) -> Acl:
    """Return the current membership list; it was verified when it was stored."""
    body = parse_acl(row.acl_body)
    members = {member.account: member for member in body.members}
    return Acl(space=row.id, hash=AclHash(acl_hash(row.acl_body)), body=body, by_account=members)


def head_of(row: md.SpaceRow, acl: Acl) -> Head:
    """Return the head of a space as its row has it."""
    if not row.seq:
        return first_head(acl)
    header = parse_signed_header(row.header)
    return Head(
        space=row.id, seq=row.seq, commit_id=CommitId(row.commit), acl_seq=acl.seq, acl_hash=acl.hash,
        state_root=header.state_root, n_records=row.n_records, time_ms=header.time_ms,
    )  # fmt: skip


class _Current:
    """What is current in a space, for verify_commit."""

    def __init__(self, tx: md.Reading, space_key: int, rows: _Rows) -> None:
        self._tx = tx
        self._key = space_key
        self._rows = rows

    def in_buckets(self, buckets: Collection[Bucket]) -> Iterable[tuple[NodeId, int, bytes]]:
        """Yield what is current in these buckets, whose digests will be asked for next."""
        self._rows.read({bucket >> 8 for bucket in buckets})
        return self._tx.elements(self._key, buckets)


class _Rows:
    """The stored bucket digests of a space, read once for a commit: those of its groups, or all."""

    def __init__(self, tx: md.Reading, space_key: int, *, read_all: bool) -> None:
        self._tx = tx
        self._key = space_key
        self._all = read_all
        self._rows: dict[int, bytes] = dict(tx.bucket_rows(space_key)) if read_all else {}

    def read(self, groups: Collection[int]) -> None:
        """Read the rows of these groups in one question: a database beyond the network takes longer to ask than to answer."""
        wanted = [group for group in groups if group not in self._rows]
        found = {} if self._all or not wanted else self._tx.bucket_rows(self._key, wanted)
        self._rows.update((group, found.get(group, b"")) for group in wanted)

    def stored(self, group: int) -> bytes:
        """Return a group's row as stored."""
        self.read([group])
        return self._rows[group]

    def dense(self, group: int) -> bytes:
        """Return a group's 256 digests."""
        return dense(self.stored(group))

    def store(self, tx: md.Writing, digests: Mapping[Bucket, bytes]) -> None:
        """Store the rows after these buckets changed."""
        changes: dict[int, dict[int, bytes]] = {}
        for bucket, digest in digests.items():
            changes.setdefault(bucket >> 8, {})[bucket & 0xFF] = digest
        tx.put_bucket_rows(self._key, {group: patched(self.stored(group), new) for group, new in changes.items()})
