"""A client that was written by hand: it has the keys of an account, and seals and signs what no honest one would.

    Writer(stage) --catch_up--> what is current     record, file, folder --> op --make--> commit --append--> the server

What a real server takes goes to it directly, past the proxy. What it does not take, an evil one would: ``forged_header``
signs anything, and ``behind`` puts such commits behind the true ones.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from fakes.evil import Tamper, rewrite
from fakes.tampering import Stage
from megadesk.crypto.acl import Acl, verify_chain
from megadesk.crypto.commits import (
    CommitHeader,
    SealedCommit,
    encode_ops,
    make_commit,
    parse_signed_header,
    put_op,
    sign_commit,
    verify_head,
)
from megadesk.crypto.content import SealedBlock, file_hash, seal_block
from megadesk.crypto.identity import Signer
from megadesk.crypto.primitives import digest
from megadesk.crypto.records import RecordKind, root_node_id
from megadesk.crypto.statetree import Bucket, StateTree, bucket_of, element
from megadesk.crypto.structure import encode_record, encode_record_header, encode_tlv, parse_record
from megadesk.model.commit import Op, Put
from megadesk.model.ids import AccountId, BlockId, DeviceId, NodeId
from megadesk.model.values import replace
from megadesk.remote.api import Api
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.frames import pack

PARENT, KIND, NAME, MTIME, SIZE, MODE, BLOCKS, MANIFEST, FILE_HASH, AUTHOR = range(1, 11)
"""Fields of a record: docs/formats/records.md."""

DEVICE = DeviceId(b"made by hand ...")

Fields = Mapping[int, bytes]


def fresh() -> NodeId:
    """Return an id that no node has."""
    return NodeId(os.urandom(16))


class Writer:
    """Writes into ada's space. The server has to run."""

    def __init__(self, stage: Stage, device: DeviceId = DEVICE) -> None:
        self.api = Api(f"http://127.0.0.1:{stage.server.port}")
        self.api.sign_in(stage.ada.token)
        self.secrets = stage.ada.secrets
        self.space, self.device = self.secrets.root_space, device
        self.keys = self.secrets.root_key
        self.catch_up()

    def catch_up(self) -> None:
        """Take over what the server has."""
        where = self.space.hex()
        acls = self.api.call(routes.ACL, want=m.AclChain, space=where).acls
        self.acl: Acl = verify_chain([(one.body, one.signature) for one in acls], expected=self.space)[-1]
        chain = verify_chain([(one.body, one.signature) for one in acls], expected=self.space)
        self.head = verify_head(self.api.call(routes.STATE, want=m.StateSummary, space=where).header, chain)
        self.records: dict[NodeId, bytes] = {}
        bucket: int | None = 0
        while bucket is not None:
            query = {"seq": self.head.seq, "bucket": bucket}
            page = self.api.call(routes.RECORDS, want=m.RecordPage, space=where, query=query)
            self.records |= {parse_record(raw).id: raw for raw in page.records}
            bucket = page.next_bucket
        self.tree = StateTree.of_sorted([(node, element(raw)) for node, raw in sorted(self.records.items())])

    def in_buckets(self, buckets: Collection[Bucket]) -> Iterable[tuple[NodeId, int, bytes]]:
        """Yield what is current (crypto.commits.CurrentRecords)."""
        for node, raw in self.records.items():
            if bucket_of(node) in buckets:
                yield node, parse_record(raw).version, element(raw)

    def root(self, area: str = "drive") -> NodeId:
        """Return a root of the space."""
        return root_node_id(self.space, area)

    # -- records ------------------------------------------------------------------------------------------------------

    def put(self, node: NodeId, fields: Fields, refs: Sequence[BlockId] = (), *, epoch: int | None = None) -> Put:
        """Return the op that makes a record of just these fields current, sealed as it should be."""
        known = self.records.get(node)
        version = 1 if known is None else parse_record(known).version + 1
        header = encode_record_header(node, version, self.acl.epoch if epoch is None else epoch, refs)
        sealed = self.keys.meta().seal(self.space + header, encode_tlv(sorted(fields.items())), salt=os.urandom(16))
        return put_op(encode_record(header, sealed))

    def folder(self, name: bytes, *, parent: NodeId, node: NodeId | None = None) -> Put:
        """Return the op that makes a folder."""
        return self.put(node or fresh(), {PARENT: parent, KIND: bytes((RecordKind.FOLDER,)), NAME: name})

    def file(
        self, name: bytes, *, parent: NodeId, content: bytes = b"by hand", node: NodeId | None = None,
        kind: RecordKind = RecordKind.FILE, changed: Fields | None = None, lie: SealedBlock | None = None,
    ) -> Put:  # fmt: skip
        """Return the op that makes a file of one block, which is uploaded. ``changed``: fields that say otherwise.

        lie: another block in the place of its own.
        """
        node = node or fresh()
        block = lie or seal_block(self.keys.blocks(), node, 0, content)
        self.api.raw(routes.BLOBS_PUT, pack([(block.ref.id, bytes(block.stored))]))
        ref = block.ref
        fields = {
            PARENT: parent, KIND: bytes((kind,)), NAME: name, SIZE: ref.length_bytes.to_bytes(8, "big"),
            BLOCKS: ref.key + ref.plain_hash + ref.length_bytes.to_bytes(4, "big"),
            FILE_HASH: file_hash(ref.length_bytes, [ref.plain_hash]), AUTHOR: self.secrets.account,
        }  # fmt: skip
        return self.put(node, fields | dict(changed or {}), [ref.id])

    # -- commits ------------------------------------------------------------------------------------------------------

    def make(self, *ops: Op) -> SealedCommit:
        """Return a commit on top of what is current; nothing moves yet."""
        return make_commit(
            self.secrets.identity, ops, author=self.secrets.account, device=self.device, now_ms=_now_ms(),
            head=self.head, acl=self.acl, current=self, tree=self.tree,
        )  # fmt: skip

    def append(self, *ops: Op) -> SealedCommit:
        """Return a commit that the server has taken."""
        made = self.make(*ops)
        body = m.Append(header=made.signed_header, ops=made.ops)
        self.api.call(routes.APPEND, body, want=m.Appended, space=self.space.hex())
        self._apply(made)
        return made

    def _apply(self, made: SealedCommit) -> None:
        verified = made.verified
        self.head, self.acl = verified.head, verified.acl
        self.tree.apply(verified.tree)
        for op in verified.ops:
            if isinstance(op, Put):
                self.records[op.id] = op.record
        for node, now in verified.elements.items():
            if now is None:
                del self.records[node]

    def header(self, *ops: Op, **changes: Any) -> CommitHeader:
        """Return the header of a commit of these ops, however little they may be allowed, with these fields changed."""
        raw = encode_ops(ops)
        said = CommitHeader(
            space=self.space, seq=self.head.seq + 1, previous=self.head.commit_id, acl_hash=self.acl.hash,
            state_root=self.tree.root, n_records=self.head.n_records, ops_hash=digest("ops", raw), n_ops=len(ops),
            author=self.secrets.account, device=self.device, time_ms=_now_ms(),
        )  # fmt: skip
        return replace(said, **changes) if changes else said

    def forged(
        self, *ops: Op, signer: Signer | None = None, author: AccountId | None = None, **changes: Any
    ) -> m.CommitPair:
        """Return a commit that says whatever it is told to, signed by whom it is told to."""
        header = self.header(*ops, **(changes if author is None else changes | {"author": author}))
        return m.CommitPair(header=sign_commit(signer or self.secrets.identity, header), ops=encode_ops(ops))


def pair_of(made: SealedCommit) -> m.CommitPair:
    """Return a commit as it travels."""
    return m.CommitPair(header=made.signed_header, ops=made.ops)


def behind(*extra: m.CommitPair) -> Tamper:
    """Return a tamper that shows commits behind the true ones, to whoever has got so far."""
    first = parse_signed_header(extra[0].header).seq

    def answer(true: m.Commits) -> m.Commits:
        if true.more or true.head_seq + 1 != first:
            return true
        return m.Commits(commits=[*true.commits, *extra], head_seq=true.head_seq + len(extra), more=False)

    return rewrite(routes.COMMITS, m.Commits, answer)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
