"""What moves a space forward: ops, the signed header over them, and every check between two heads.

    ops --encode--+
    state root ---+--> header (222 bytes) --sign--> commit --verify_commit--> next Head, changed records, tree update
    head before --+

Client and server run the same ``verify_commit`` over the same bytes; only the client then opens the records. The
room knows no storage: what is current comes from a CurrentRecords. Source: docs/formats/spaces.md, "Commits".
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from megadesk.crypto.acl import Acl, Role, verify_next
from megadesk.crypto.identity import Signer
from megadesk.crypto.primitives import SIGNATURE_BYTES, digest, verify
from megadesk.crypto.statetree import EMPTY_ROOT, Bucket, StateTree, TreeUpdate, bucket_of, element
from megadesk.crypto.structure import RECORD_MAX_BYTES, SUITE, TYPE_COMMIT, check_lead, parse_record
from megadesk.model.commit import ChangeAcl, Delete, Head, Op, Put
from megadesk.model.errors import Damaged, Forged, Forked, LimitExceeded, Malformed, OurBug
from megadesk.model.ids import NO_COMMIT, AccountId, AclHash, CommitId, DeviceId, NodeId, SpaceId
from megadesk.model.moment import Moment

OPS_MAX: Final = 1000
OPS_MAX_BYTES: Final = 4 << 20
COMMIT_BLOCKS_MAX: Final = 1 << 20
"""So many blocks the manifests of a commit may list in all, those of the versions that it ends as well: a server goes through
them in the one transaction that writes, half a second a million. Twice what the largest file has, so one op always fits."""

_HEADER: Final = struct.Struct(">BB32sQ32s32s32sQ32sI16s16sQ")
HEADER_BYTES: Final = _HEADER.size
SIGNED_HEADER_BYTES: Final = HEADER_BYTES + SIGNATURE_BYTES

_OP_PUT: Final = 1
_OP_DELETE: Final = 2
_OP_ACL: Final = 3
_U32: Final = struct.Struct(">I")
_DELETE_BODY: Final = struct.Struct(">16sI")
_ACL_MAX_BYTES: Final = 65_536


class CurrentRecords(Protocol):
    """What is current in a space at the head before; the state a commit is checked against."""

    def in_buckets(self, buckets: Collection[Bucket]) -> Iterable[tuple[NodeId, int, bytes]]:
        """Yield (id, version, element) of every current record in these buckets, in any order. Called once."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitHeader:
    """What a device signs. ``acl_hash``, ``state_root`` and ``n_records`` hold after the commit."""

    space: SpaceId
    seq: int
    previous: CommitId
    acl_hash: AclHash
    state_root: bytes
    n_records: int
    ops_hash: bytes
    n_ops: int
    author: AccountId
    device: DeviceId
    time_ms: int

    def encode(self) -> bytes:
        """Return the 222 bytes that are signed and hashed."""
        return _HEADER.pack(
            SUITE, TYPE_COMMIT, self.space, self.seq, self.previous, self.acl_hash, self.state_root, self.n_records,
            self.ops_hash, self.n_ops, self.author, self.device, self.time_ms,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedCommit:
    """Everything a store needs to move from one head to the next, in one transaction.

    ``elements`` maps each changed record to (version, element), or to None where it is removed.
    """

    head: Head
    acl: Acl
    header: CommitHeader
    ops: tuple[Op, ...] = field(repr=False)
    elements: Mapping[NodeId, tuple[int, bytes] | None] = field(repr=False)
    tree: TreeUpdate = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedCommit:
    """A commit as it travels, and what it does."""

    signed_header: bytes = field(repr=False)
    ops: bytes = field(repr=False)
    verified: VerifiedCommit


# ---- ops ------------------------------------------------------------------------------------------------------


def put_op(record: bytes) -> Put:
    """Return the op that makes a record current; Malformed, LimitExceeded or TooNew if it is not a record."""
    parts = parse_record(record)
    return Put(parts.id, parts.version, parts.epoch, parts.refs, record)


def _encode_op(op: Op) -> bytes:
    match op:
        case Put():
            return bytes((_OP_PUT,)) + _U32.pack(len(op.record)) + op.record
        case Delete():
            return bytes((_OP_DELETE,)) + _DELETE_BODY.pack(op.id, op.version)
        case ChangeAcl():
            return bytes((_OP_ACL,)) + _U32.pack(len(op.body)) + op.body + op.signature


def encode_ops(ops: Sequence[Op]) -> bytes:
    """Return the ops as they travel; LimitExceeded above 1000 of them or 4 MiB."""
    raw = b"".join([_encode_op(op) for op in ops])
    _check_ops_size(len(ops), len(raw))
    return raw


def _check_ops_size(n_ops: int, size_bytes: int) -> None:
    if n_ops > OPS_MAX or size_bytes > OPS_MAX_BYTES:
        raise LimitExceeded("commit", n_ops=n_ops, size_bytes=size_bytes)


def parse_ops(raw: bytes) -> tuple[Op, ...]:
    """Return the ops of a commit.

    Raises LimitExceeded, TooNew for a record of a later suite, Malformed for anything else: an unknown op, a node
    named twice, a change of members beside other ops, no op at all.
    """
    _check_ops_size(0, len(raw))
    ops: list[Op] = []
    at = 0
    while at < len(raw):
        op, at = _parse_op(raw, at)
        ops.append(op)
        _check_ops_size(len(ops), len(raw))
    nodes = [op.id for op in ops if not isinstance(op, ChangeAcl)]
    if len(set(nodes)) != len(nodes):
        raise Malformed("commit: a node twice")
    if not ops or (len(nodes) < len(ops) and len(ops) > 1):
        raise Malformed("commit: empty, or a change of members with company")
    return tuple(ops)


def _parse_op(raw: bytes, at: int) -> tuple[Op, int]:
    kind = raw[at]
    if kind == _OP_DELETE:
        end = at + 1 + _DELETE_BODY.size
        if end > len(raw):
            raise Malformed("commit: cut short")
        node, version = _DELETE_BODY.unpack_from(raw, at + 1)
        return Delete(NodeId(node), version), end
    if kind == _OP_PUT:
        start, end = _sized(raw, at + 1, RECORD_MAX_BYTES)
        return put_op(raw[start:end]), end
    if kind == _OP_ACL:
        start, end = _sized(raw, at + 1, _ACL_MAX_BYTES)
        signed_end = end + SIGNATURE_BYTES
        if signed_end > len(raw):
            raise Malformed("commit: cut short")
        return ChangeAcl(raw[start:end], raw[end:signed_end]), signed_end
    raise Malformed("commit: unknown op", op=kind)


def _sized(raw: bytes, at: int, limit_bytes: int) -> tuple[int, int]:
    """Return where the bytes behind a u32 length start and end."""
    start = at + _U32.size
    if start > len(raw):
        raise Malformed("commit: cut short")
    size: int = _U32.unpack_from(raw, at)[0]
    if size > limit_bytes:
        raise LimitExceeded("commit", size_bytes=size)
    if start + size > len(raw):
        raise Malformed("commit: cut short")
    return start, start + size


# ---- headers --------------------------------------------------------------------------------------------------


def commit_id(header: bytes) -> CommitId:
    """Return the id of a commit: the hash of its 222 header bytes, without the signature."""
    return CommitId(digest("commit", header))


def moment_of(header: CommitHeader) -> Moment:
    """Return what a header tells of its commit, whose id is that of exactly these bytes."""
    return Moment(header.seq, commit_id(header.encode()), header.time_ms, header.device, header.n_ops)


def verify_ops(header: CommitHeader, ops: bytes) -> tuple[Op, ...]:
    """Return the ops of a commit whose header was verified before; Forged if they are not those it is signed for."""
    parsed = parse_ops(ops)
    if _ops_hash(ops) != header.ops_hash or len(parsed) != header.n_ops:
        raise Forged("ops that a commit is not signed for", seq=header.seq)
    return parsed


def _ops_hash(ops: bytes) -> bytes:
    return digest("ops", ops)


def parse_signed_header(signed: bytes) -> CommitHeader:
    """Return the header in 286 signed bytes; the signature is not checked here. Malformed or TooNew."""
    if len(signed) != SIGNED_HEADER_BYTES:
        raise Malformed("commit header: length")
    suite, kind, space, seq, previous, acl, root, n_records, ops_hash, n_ops, author, device, ms = _HEADER.unpack_from(
        signed
    )
    check_lead(suite, kind, TYPE_COMMIT, "commit header")
    if seq < 1:
        raise Malformed("commit header: sequence")
    return CommitHeader(
        space=SpaceId(space), seq=seq, previous=CommitId(previous), acl_hash=AclHash(acl), state_root=root,
        n_records=n_records, ops_hash=ops_hash, n_ops=n_ops, author=AccountId(author), device=DeviceId(device),
        time_ms=ms,
    )  # fmt: skip


def sign_commit(signer: Signer, header: CommitHeader) -> bytes:
    """Return the 286 bytes of a signed header."""
    raw = header.encode()
    return raw + signer.sign("commit", raw)


def _verify_signature(public: bytes, signed: bytes) -> None:
    verify(public, "commit", signed[:HEADER_BYTES], signed[HEADER_BYTES:])


def first_head(acl: Acl) -> Head:
    """Return the head of a space that has its genesis and no commit yet."""
    return Head(
        space=acl.space, seq=0, commit_id=NO_COMMIT, acl_seq=acl.seq, acl_hash=acl.hash, state_root=EMPTY_ROOT,
        n_records=0, time_ms=acl.body.time_ms,
    )  # fmt: skip


def _head_after(header: CommitHeader, header_id: CommitId, acl: Acl) -> Head:
    return Head(
        space=header.space, seq=header.seq, commit_id=header_id, acl_seq=acl.seq, acl_hash=acl.hash,
        state_root=header.state_root, n_records=header.n_records, time_ms=header.time_ms,
    )  # fmt: skip


def verify_head(signed: bytes, chain: Sequence[Acl]) -> Head:
    """Return the head a server claims, checked against a verified ACL chain that ends in its ACL.

    For a device without history: the records come next and must give its state root. Raises Forged, Malformed or
    TooNew. That it is the newest head only a device with a pin can know.
    """
    header = parse_signed_header(signed)
    acl = chain[-1]
    if header.space != acl.space or header.acl_hash != acl.hash:
        raise Forged("the head names another space or list of members")
    # The commit that brought this list in was signed under the one before: its author may have given up his role. Where
    # it is one of his later ones, the list before says the same of him: who may change the list may write, and keys stay.
    is_change = header.author == acl.body.author and header.n_ops == 1 and len(chain) > 1
    under = chain[-2] if is_change else acl
    _verify_signature(under.require(header.author, Role.WRITE).identity_public, signed)
    return _head_after(header, commit_id(signed[:HEADER_BYTES]), acl)


def verify_headers(signed: Sequence[bytes], head: Head) -> tuple[CommitHeader, ...]:
    """Return older headers in their order, checked to be the commits that led to ``head``; its own comes last.

    Each names the one before by hash and the last one is the head's, so no signature needs checking. Raises Forked
    if they are not that chain, Malformed or TooNew.
    """
    headers = tuple(parse_signed_header(one) for one in signed)
    ids = [commit_id(one[:HEADER_BYTES]) for one in signed]
    if not ids or ids[-1] != head.commit_id:
        raise Forked("the headers do not end in the verified head")
    for before, header in zip(ids, headers[1:], strict=False):
        if header.previous != before:
            raise Forked("a header does not follow the one before", seq=header.seq)
    numbers = [header.seq for header in headers]
    if numbers != list(range(head.seq - len(ids) + 1, head.seq + 1)) or any(h.space != head.space for h in headers):
        raise Forked("the headers are numbered otherwise")
    return headers


# ---- the checks between two heads -----------------------------------------------------------------------------


def verify_commit(
    signed: bytes, ops: bytes, *, head: Head, acl: Acl, current: CurrentRecords, tree: StateTree
) -> VerifiedCommit:
    """Return what a commit does, after every check that needs no content key, in the order of the format.

    ``head`` and ``acl`` are the verified ones it must follow, ``tree`` the digests at that head. Nothing is altered:
    apply ``tree``, ``elements`` and ``head`` of the result together. Raises LimitExceeded, Malformed, TooNew, Forked
    if it does not follow, Forged for a wrong author, signature, version, epoch or state.
    """
    _check_ops_size(0, len(ops))
    header = parse_signed_header(signed)
    _check_follows(header, head)
    changes_members = header.acl_hash != acl.hash
    least = Role.FULL if changes_members else Role.WRITE
    _verify_signature(acl.require(header.author, least).identity_public, signed)
    if _ops_hash(ops) != header.ops_hash:
        raise Forged("the ops are not those that were signed")
    parsed = parse_ops(ops)
    if len(parsed) != header.n_ops:
        raise Malformed("commit: number of ops")
    acl_after = _acl_after(parsed, header, acl)
    elements, n_records, update = _effect(parsed, acl=acl, n_records=head.n_records, current=current, tree=tree)
    if n_records != header.n_records or update.root != header.state_root:
        raise Forged("the commit leads to another state than it says", seq=header.seq)
    head_after = _head_after(header, commit_id(signed[:HEADER_BYTES]), acl_after)
    return VerifiedCommit(head=head_after, acl=acl_after, header=header, ops=parsed, elements=elements, tree=update)


def _check_follows(header: CommitHeader, head: Head) -> None:
    if header.space != head.space:
        raise Forged("a commit of another space")
    if header.seq != head.seq + 1 or header.previous != head.commit_id:
        raise Forked("a commit that does not follow the head", seq=header.seq)


def _acl_after(ops: Sequence[Op], header: CommitHeader, acl: Acl) -> Acl:
    """Return the list of members after the commit; Forged unless the header names just that."""
    op = ops[0]
    after = verify_next(acl, op.body, op.signature) if isinstance(op, ChangeAcl) else acl
    if after.hash != header.acl_hash:
        raise Forged("the commit names another list of members")
    if after is not acl and after.body.author != header.author:
        raise Forged("a list of members committed by somebody else than its author")
    return after


def _effect(
    ops: Sequence[Op], *, acl: Acl, n_records: int, current: CurrentRecords, tree: StateTree
) -> tuple[dict[NodeId, tuple[int, bytes] | None], int, TreeUpdate]:
    """Return changed elements, the new count and the tree update; Forged for a wrong version or epoch."""
    nodes = [op.id for op in ops if not isinstance(op, ChangeAcl)]
    content: dict[Bucket, dict[NodeId, bytes]] = {bucket_of(node): {} for node in nodes}
    versions: dict[NodeId, int] = {}
    if content:
        for node, version, value in current.in_buckets(content.keys()):
            content[bucket_of(node)][node] = value
            versions[node] = version
    changed: dict[NodeId, tuple[int, bytes] | None] = {}
    for op in ops:
        match op:
            case Put():
                _check_put(op, versions.get(op.id, 0), acl.epoch)
                value = element(op.record)
                content[bucket_of(op.id)][op.id] = value
                changed[op.id] = (op.version, value)
                n_records += op.id not in versions
            case Delete():
                if versions.get(op.id) != op.version:
                    raise Forged("a removal names another version than the current one", node=op.id.hex())
                del content[bucket_of(op.id)][op.id]
                changed[op.id] = None
                n_records -= 1
            case ChangeAcl():
                pass
    return changed, n_records, tree.plan(content)


def _check_put(op: Put, current_version: int, epoch: int) -> None:
    if op.version != current_version + 1:
        raise Forged("a record does not follow its current version", node=op.id.hex(), version=op.version)
    if op.epoch != epoch:
        raise Forged("a record under another key epoch", node=op.id.hex(), epoch=op.epoch)


def make_commit(
    signer: Signer,
    ops: Sequence[Op],
    *,
    author: AccountId,
    device: DeviceId,
    now_ms: int,
    head: Head,
    acl: Acl,
    current: CurrentRecords,
    tree: StateTree,
) -> SealedCommit:
    """Return a signed commit of ops on top of ``head``; it passes verify_commit by construction.

    Raises LimitExceeded for too many ops or bytes, OurBug for ops that do not fit what is current.
    """
    raw = encode_ops(ops)
    try:
        parsed = parse_ops(raw)
        op = parsed[0]
        acl_after = verify_next(acl, op.body, op.signature) if isinstance(op, ChangeAcl) else acl
        acl.require(author, Role.WRITE if acl_after is acl else Role.FULL)
        elements, n_records, update = _effect(parsed, acl=acl, n_records=head.n_records, current=current, tree=tree)
    except LimitExceeded:
        raise
    except (Damaged, Forked) as error:
        raise OurBug("a commit that no other device would take") from error
    header = CommitHeader(
        space=head.space, seq=head.seq + 1, previous=head.commit_id, acl_hash=acl_after.hash, state_root=update.root,
        n_records=n_records, ops_hash=_ops_hash(raw), n_ops=len(parsed), author=author, device=device, time_ms=now_ms,
    )  # fmt: skip
    signed = sign_commit(signer, header)
    after = _head_after(header, commit_id(signed[:HEADER_BYTES]), acl_after)
    verified = VerifiedCommit(head=after, acl=acl_after, header=header, ops=parsed, elements=elements, tree=update)
    return SealedCommit(signed_header=signed, ops=raw, verified=verified)
