"""Keys, chance and a whole small space for tests: real cryptography, fixed entropy, state in dictionaries.

seeded_entropy    the same bytes in each run
MemorySpace       an owner, a member list, records by id; commits what it is given and keeps the tree in step
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence

from megadesk.crypto import acl, commits, content, records, statetree
from megadesk.crypto.keys import EpochKey, IdentityKey
from megadesk.model.commit import Op, Put
from megadesk.model.ids import AccountId, DeviceId, Entropy, NodeId

NOW_MS = 1_700_000_000_000


def seeded_entropy(seed: str = "") -> Entropy:
    """Return an endless stream of bytes that depends on the seed only."""
    calls = 0

    def entropy(size_bytes: int) -> bytes:
        nonlocal calls
        calls += 1
        return hashlib.shake_256(f"{seed}/{calls}".encode()).digest(size_bytes)

    return entropy


def quick_stretch(password: bytes, salt: bytes, *, memory_kib: int, passes: int, lanes: int) -> bytes:
    """Stand in for Argon2id where stretching itself is not the subject: 32 bytes that depend on all of it."""
    return hashlib.sha256(b"/".join((password, salt, b"%d %d %d" % (memory_kib, passes, lanes)))).digest()


def node_id(name: str) -> NodeId:
    """Return the same id for the same name."""
    return NodeId(hashlib.sha256(name.encode()).digest()[:16])


class MemorySpace:
    """A space with one owner whose current records live in a dictionary."""

    def __init__(self, seed: str = "space") -> None:
        self.entropy = seeded_entropy(seed)
        self.account = AccountId(self.entropy(16))
        self.device = DeviceId(self.entropy(16))
        self.identity = IdentityKey.fresh(self.entropy)
        self.key = EpochKey.fresh(self.entropy)
        body = acl.genesis_body(
            account=self.account,
            identity_public=self.identity.public,
            key_commit=self.key.commitment(),
            now_ms=NOW_MS,
        )
        self.genesis = body.encode()
        self.genesis_signature = acl.sign_acl(self.identity, body)
        self.acl = acl.verify_genesis(self.genesis, self.genesis_signature)
        self.head = commits.first_head(self.acl)
        self.tree = statetree.StateTree.empty()
        self.current: dict[NodeId, tuple[int, bytes]] = {}

    def in_buckets(self, buckets: Collection[statetree.Bucket]) -> Iterable[tuple[NodeId, int, bytes]]:
        """Return what is current in these buckets."""
        for node, (version, value) in self.current.items():
            if statetree.bucket_of(node) in buckets:
                yield node, version, value

    def record(self, name: str, *, version: int = 1, text: bytes = b"text") -> bytes:
        """Return the record of a file of one block in the top folder."""
        node = node_id(name)
        block = content.seal_block(self.key.blocks(), node, 0, text).ref
        meta = records.RecordMeta(
            parent=NodeId(bytes(16)),
            kind=records.RecordKind.FILE,
            name=name,
            size_bytes=len(text),
            blocks=(block,),
            file_hash=content.file_hash(len(text), [block.plain_hash]),
            author=self.account,
        )
        return records.seal_record(
            self.key.meta(),
            space=self.acl.space,
            node=node,
            version=version,
            epoch=self.acl.epoch,
            meta=meta,
            salt=self.entropy(16),
        )

    def put(self, name: str, *, version: int = 1, text: bytes = b"text") -> Put:
        """Return the op that makes such a file current."""
        return commits.put_op(self.record(name, version=version, text=text))

    def make(self, ops: Sequence[Op]) -> commits.SealedCommit:
        """Return a commit of the owner on top of the head; nothing moves yet."""
        return commits.make_commit(
            self.identity,
            ops,
            author=self.account,
            device=self.device,
            now_ms=NOW_MS,
            head=self.head,
            acl=self.acl,
            current=self,
            tree=self.tree,
        )

    def verify(self, signed_header: bytes, ops: bytes) -> commits.VerifiedCommit:
        """Return what a commit does on top of the head; nothing moves yet."""
        return commits.verify_commit(signed_header, ops, head=self.head, acl=self.acl, current=self, tree=self.tree)

    def apply(self, verified: commits.VerifiedCommit) -> None:
        """Move to the head after a verified commit."""
        self.head, self.acl = verified.head, verified.acl
        self.tree.apply(verified.tree)
        for node, now in verified.elements.items():
            if now is None:
                del self.current[node]
            else:
                self.current[node] = now

    def commit(self, *ops: Op) -> commits.SealedCommit:
        """Return a commit of these ops after moving to it."""
        made = self.make(ops)
        self.apply(self.verify(made.signed_header, made.ops))
        return made
