"""A server of one space in memory, behind the client's own Api, and a device that reads it. It can be told to lie.

JournalServer        a MemorySpace that others write to, its commits, records and blobs; answers wire messages
    .lies[route]     bytes of the honest answer -> bytes of another one
    .before[route]   runs first: somebody else may be quicker, a line may break
    .refusals[route] status and body instead of an answer;   .deaf: routes that do it and lose the answer
FakeApi              remote.api.Api without a network: messages are really encoded, refusals really mapped
Reader               one device: store, Space, Journal, Publisher and CloudFolder over a FakeApi
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from fakes.crypto import NOW_MS, MemorySpace, node_id, seeded_entropy
from fakes.fetching import FetchByRaw
from fakes.space_store import MemorySpaceStore
from megadesk.crypto.commits import parse_ops, parse_signed_header, put_op
from megadesk.crypto.content import file_hash, seal_block
from megadesk.crypto.records import RecordKind, RecordMeta, root_node_id, seal_record
from megadesk.crypto.statetree import StateTree, bucket_of, element
from megadesk.crypto.structure import encode_record, encode_record_header, encode_tlv, parse_record, possession_proof
from megadesk.model.commit import Delete, Op, Put
from megadesk.model.ids import TOP, BlockId, DeviceId, NodeId
from megadesk.model.relpath import AREAS
from megadesk.remote.api import Answer
from megadesk.remote.blobs import RemoteBlobs
from megadesk.remote.journal import Journal
from megadesk.remote.ports import SpaceStore
from megadesk.remote.publisher import Author, Publisher
from megadesk.remote.remote_side import CloudFolder
from megadesk.remote.space import Space, SpaceKeys
from megadesk.remote.twin import Twin
from megadesk.wire import messages as m
from megadesk.wire.codec import Encoding, decode, encode
from megadesk.wire.frames import pack, unpack
from megadesk.wire.routes import ROUTES, Route

Query = Mapping[str, str | int]


class JournalServer:
    """One space. The same seed gives the same space with the same first commit, so that two histories can part."""

    def __init__(self, seed: str = "space") -> None:
        self.writer = MemorySpace(seed)
        self.space = self.writer.acl.space
        self.acls = [(self.writer.genesis, self.writer.genesis_signature)]
        self.commits: list[m.CommitPair] = []
        self.records: dict[NodeId, bytes] = {}
        self.history: list[m.RecordVersion] = []
        self.oldest_seq = 1
        self.blobs: dict[BlockId, bytes] = {}
        self.asked: list[str] = []
        self.sent: list[tuple[str, bytes]] = []
        self.before: dict[str, Callable[[], None]] = {}
        self.lies: dict[str, Callable[[bytes], bytes]] = {}
        self.refusals: dict[str, tuple[int, bytes]] = {}
        self.deaf: set[str] = set()
        self.page_commits = 1000
        self.page_records = 1000
        self.commit(*(self.folder(area, TOP, node=root_node_id(self.space, area)) for area in AREAS))

    # -- what other devices do ----------------------------------------------------------------------------------------

    @property
    def drive(self) -> NodeId:
        """The root that people see."""
        return root_node_id(self.space, "drive")

    def record(self, node: NodeId, meta: RecordMeta, *, version: int = 0) -> bytes:
        """Return a record, one version up from what is there unless said otherwise."""
        up = version or self.writer.current.get(node, (0, b""))[0] + 1
        return seal_record(
            self.writer.key.meta(), space=self.space, node=node, version=up, epoch=self.writer.acl.epoch, meta=meta,
            salt=self.writer.entropy(16),
        )  # fmt: skip

    def folder(self, name: str, parent: NodeId | None = None, *, node: NodeId | None = None) -> Put:
        """Return the op that makes a folder current; its name is its id unless said otherwise."""
        meta = RecordMeta(parent=self.drive if parent is None else parent, kind=RecordKind.FOLDER, name=name)
        return put_op(self.record(node or node_id(name), meta))

    def file(
        self, name: str, text: bytes = b"text", parent: NodeId | None = None, *, node: NodeId | None = None,
        **more: Any,
    ) -> Put:  # fmt: skip
        """Return the op that makes a file of one block current, its block stored."""
        which = node or node_id(name)
        sealed = seal_block(self.writer.key.blocks(), which, 0, text)
        self.blobs[sealed.ref.id] = bytes(sealed.stored)
        meta = RecordMeta(
            parent=self.drive if parent is None else parent, kind=RecordKind.FILE, name=name, size_bytes=len(text),
            blocks=(sealed.ref,), file_hash=file_hash(len(text), [sealed.ref.plain_hash]), mtime_ns=1, **more,
        )  # fmt: skip
        return put_op(self.record(which, meta))

    def noise(self, name: str) -> Put:
        """Return the op that makes a record current that does not open: its last bit is another one."""
        raw = self.folder(name).record
        return put_op(raw[:-1] + bytes((raw[-1] ^ 1,)))

    def later(self, name: str) -> Put:
        """Return the op that makes a record of a kind current that no version knows yet."""
        header = encode_record_header(node_id(name), self.writer.current.get(node_id(name), (0, b""))[0] + 1, 0, ())
        fields = encode_tlv([(1, self.drive), (2, b"\4"), (3, name.encode())])
        sealed = self.writer.key.meta().seal(self.space + header, fields, salt=self.writer.entropy(16))
        return put_op(encode_record(header, sealed))

    def delete(self, name: str) -> Delete:
        """Return the op that removes what is current."""
        return Delete(node_id(name), self.writer.current[node_id(name)][0])

    def commit(self, *ops: Op) -> m.CommitPair:
        """Append a commit of another device."""
        made = self.writer.commit(*ops)
        return self._kept(made.signed_header, made.ops, ops)

    def _kept(self, header: bytes, raw: bytes, ops: Sequence[Op]) -> m.CommitPair:
        pair = m.CommitPair(header=header, ops=raw)
        self.commits.append(pair)
        self._date(ops)
        for op in ops:
            if isinstance(op, Put):
                self.records[op.id] = op.record
            elif isinstance(op, Delete):
                del self.records[op.id]
        return pair

    def _date(self, ops: Sequence[Op]) -> None:
        """Let records end and begin with the newest commit."""
        seq, over = len(self.commits), {op.id for op in ops if isinstance(op, Put | Delete)}
        for at, one in enumerate(self.history):
            if not one.to_seq and parse_record(one.record).id in over:
                self.history[at] = msgspec.structs.replace(one, to_seq=seq)
        self.history += [m.RecordVersion(from_seq=seq, to_seq=0, record=op.record) for op in ops if isinstance(op, Put)]

    def at(self, seq: int) -> dict[NodeId, bytes]:
        """Return what was current after a commit."""
        found = [one for one in self.history if one.from_seq <= seq and (not one.to_seq or one.to_seq > seq)]
        return {parse_record(one.record).id: one.record for one in found}

    def _past_gone(self, seq: int) -> tuple[int, Any] | None:
        if seq >= self.oldest_seq:
            return None
        detail: dict[str, Any] = {"oldest_seq": self.oldest_seq, "oldest_ms": self._time_ms(self.oldest_seq)}
        return 410, m.ErrorBody(code="past_gone", message="no longer kept", detail=detail)

    def _time_ms(self, seq: int) -> int:
        return parse_signed_header(self.commits[seq - 1].header).time_ms

    def refuse(self, route: Route, status: int, code: str = "refused") -> None:
        """Answer a route with an error from now on."""
        self.refusals[route.name] = (status, encode(m.ErrorBody(code=code, message="said the server"), Encoding.JSON))

    def lie(self, route: Route, **changes: Any) -> None:
        """Answer a route with these fields changed; a callable gets the honest value."""

        def altered(body: bytes) -> bytes:
            assert route.response is not None
            message = decode(route.response, body, route.response_encoding)
            now = {name: new(getattr(message, name)) if callable(new) else new for name, new in changes.items()}
            return encode(msgspec.structs.replace(message, **now), route.response_encoding)

        self.lies[route.name] = altered

    def be_honest(self) -> None:
        """Lie no more."""
        self.lies.clear()
        self.refusals.clear()
        self.before.clear()
        self.deaf.clear()

    # -- answers ------------------------------------------------------------------------------------------------------

    def answer(self, route: Route, body: bytes, query: Query) -> tuple[int, bytes]:
        """Return status and body."""
        self.asked.append(route.name)
        self.sent.append((route.name, body))
        if route.name in self.before:
            self.before[route.name]()
        if route.name in self.refusals:
            return self.refusals[route.name]
        message = decode(route.request, body, route.request_encoding) if route.request is not None else body
        status, made = getattr(self, f"_{route.name}")(message, query)
        if isinstance(made, m.ErrorBody):
            return status, encode(made, Encoding.JSON)
        content = made if isinstance(made, bytes) else encode(made, route.response_encoding)
        lie = self.lies.get(route.name)
        return status, lie(content) if lie else content

    def _head(self, _body: object, _query: Query) -> tuple[int, Any]:
        return 200, m.HeadAnswer(
            header=self.commits[-1].header, incarnation=1, oldest_seq=self.oldest_seq,
            oldest_ms=self._time_ms(self.oldest_seq),
        )  # fmt: skip

    def _acl(self, _body: object, _query: Query) -> tuple[int, Any]:
        return 200, m.AclChain(acls=[m.AclEntry(body=body, signature=signature) for body, signature in self.acls])

    def _headers(self, _body: object, query: Query) -> tuple[int, Any]:
        first, last = int(query["from"]), int(query["to"])
        found = [pair.header for pair in self.commits[first - 1 : last]][: self.page_commits]
        return 200, m.Headers(first_seq=first, headers=found)

    def _commits(self, _body: object, query: Query) -> tuple[int, Any]:
        after, limit = int(query["after"]), min(int(query["limit"]), self.page_commits)
        if gone := self._past_gone(after + 1):
            return gone
        found = self.commits[after : after + limit]
        more = bool(found) and after + len(found) < len(self.commits)
        return 200, m.Commits(commits=found, head_seq=len(self.commits), more=more)

    def _state(self, _body: object, query: Query) -> tuple[int, Any]:
        seq = int(query.get("seq", len(self.commits)))
        if gone := self._past_gone(seq):
            return gone
        row = bytes(self.writer.tree.groups)
        if seq < len(self.commits):
            row = StateTree.of_sorted((node, element(raw)) for node, raw in sorted(self.at(seq).items())).groups
        groups = [row[at : at + 32] for at in range(0, len(row), 32)]
        return 200, m.StateSummary(header=self.commits[seq - 1].header, groups=groups)

    def _records(self, _body: object, query: Query) -> tuple[int, Any]:
        seq = int(query["seq"])
        if seq > len(self.commits):
            return 409, m.ErrorBody(code="head_moved", message="the head is another")
        if gone := self._past_gone(seq):
            return gone
        records = self.at(seq) if seq < len(self.commits) else self.records
        left = sorted(node for node in records if bucket_of(node) >= int(query["bucket"]))
        page = left[: self.page_records]
        page += [node for node in left[len(page) :] if page and bucket_of(node) == bucket_of(page[-1])]
        rest = left[len(page) :]
        return 200, m.RecordPage(
            records=[records[node] for node in page], next_bucket=bucket_of(rest[0]) if rest else None
        )

    def _past(self, _body: object, query: Query) -> tuple[int, Any]:
        seq, head, after = int(query["seq"]), int(query["head"]), int(query["after"])
        if gone := self._past_gone(seq):
            return gone
        to = min(head, after + self.page_commits)
        ended = [one for one in self.history if one.from_seq <= seq and after < one.to_seq <= to]
        begun = [one for one in self.history if after < one.from_seq <= to and (not one.to_seq or one.to_seq > head)]
        return 200, m.PastPage(
            records=[one.record for one in sorted(ended, key=lambda one: one.to_seq)],
            newer=[parse_record(one.record).id for one in begun], next_after=to if to < head else None,
        )  # fmt: skip

    def _versions(self, _body: object, query: Query) -> tuple[int, Any]:
        node, after = bytes.fromhex(str(query["node"])), int(query.get("after", 0))
        found = [one for one in self.history if parse_record(one.record).id == node and one.from_seq > after]
        page = found[: self.page_records]
        return 200, m.RecordVersions(versions=page, more=len(page) < len(found))

    def _append(self, body: m.Append, _query: Query) -> tuple[int, Any]:
        header = parse_signed_header(body.header)
        head = self.writer.head
        if (header.seq, header.previous) != (head.seq + 1, head.commit_id):
            missing = self.commits[header.seq - 1 :][: self.page_commits] if header.seq >= self.oldest_seq else []
            more = header.seq - 1 + len(missing) < len(self.commits)
            return 409, m.HeadMoved(commits=missing, head_seq=head.seq, more=more, turn=b"turn", turn_ms=2000)
        self.writer.apply(self.writer.verify(body.header, body.ops))
        self._kept(body.header, body.ops, parse_ops(body.ops))
        return 200, m.Appended(seq=header.seq)

    # -- blobs --------------------------------------------------------------------------------------------------------

    def _blobs_missing(self, body: m.BlobQuery, _query: Query) -> tuple[int, Any]:
        return 200, m.MissingBlobs(ids=[one for one in body.ids if BlockId(one) not in self.blobs])

    def _blob_put(self, body: bytes, query: Query) -> tuple[int, Any]:
        self.blobs[BlockId(bytes.fromhex(str(query["blob"])))] = bytes(body)
        return 200, m.Stored(new=1)

    def _blobs_put(self, body: bytes, _query: Query) -> tuple[int, Any]:
        found = {block: bytes(data) for block, data in unpack(body)}
        self.blobs.update(found)
        return 200, m.Stored(new=len(found))

    def _blob_get(self, _body: bytes, query: Query) -> tuple[int, Any]:
        found = self.blobs.get(BlockId(bytes.fromhex(str(query["blob"]))))
        if found is None:
            return 404, encode(m.ErrorBody(code="not_found", message=""), Encoding.JSON)
        return 200, found

    def _blob_possess(self, body: m.PossessQuery, query: Query) -> tuple[int, Any]:
        status, found = self._blob_get(b"", query)
        return (status, found) if status != 200 else (200, m.PossessAnswer(digest=possession_proof(body.nonce, found)))

    def _blobs_get(self, body: m.BlobQuery, _query: Query) -> tuple[int, Any]:
        asked = [BlockId(one) for one in body.ids]
        return 200, pack([(one, self.blobs[one]) for one in asked if one in self.blobs])


class FakeApi(FetchByRaw):
    """An Api whose requests go straight to a JournalServer."""

    def __init__(self, server: JournalServer) -> None:
        super().__init__("http://127.0.0.1:1")
        self._server = server

    def raw(
        self, route: Route, body: bytes | memoryview | None = None, *, query: Query | None = None,
        accept: tuple[int, ...] = (), held_back: bool = False, **arguments: str,
    ) -> Answer:  # fmt: skip
        """Answer as the real one does, errors mapped by the real table."""
        assert route in ROUTES
        status, content = self._server.answer(route, bytes(body or b""), {**(query or {}), **arguments})
        if route.name in self._server.deaf:
            raise self._error(route, 502, {}, b"the answer was lost")
        if status == 200 or status in accept:
            return Answer(status, content)
        raise self._error(route, status, {}, content)


class Reader:
    """One device of the owner of a JournalServer's space."""

    def __init__(self, server: JournalServer, store: SpaceStore | None = None, name: str = "reader") -> None:
        self.server = server
        self.store = store or MemorySpaceStore()
        self.api = FakeApi(server)
        self.evidence: list[tuple[str, bytes]] = []
        self.moves = 0
        self.space = Space(server.space, SpaceKeys.of(server.writer.key, server.writer.acl.epoch), self.store)
        self.space.on_move = self._moved
        entropy = seeded_entropy(name)
        self.device = DeviceId(entropy(16))
        self.twin = Twin(self.device)
        self.journal = Journal(
            self.api, self.space, evidence=lambda kind, data: self.evidence.append((kind, data)), twin=self.twin
        )
        author = Author(key=server.writer.identity, account=server.writer.account, device=self.device)
        self.publisher = Publisher(
            self.api, self.space, self.journal, author, wall_ms=lambda: NOW_MS, entropy=entropy, twin=self.twin
        )  # fmt: skip
        self.blobs = RemoteBlobs(self.api)

    def _moved(self) -> None:
        self.moves += 1

    def folder(self, root: NodeId | None = None) -> CloudFolder:
        """Return a user of one folder, the drive unless said otherwise."""
        return CloudFolder(
            root=self.server.drive if root is None else root, space=self.space, journal=self.journal,
            publisher=self.publisher, blobs=self.blobs, account=self.server.writer.account, wall_ms=lambda: NOW_MS,
        )  # fmt: skip

    def names(self) -> set[str]:
        """Return every path of the drive."""
        return {str(path) for path in self.space.tree(self.server.drive).paths()}

    @property
    def seq(self) -> int:
        """How far this device has verified."""
        return self.space.head.seq if self.space.head else 0


def wrecked(at: int = 0) -> Callable[[bytes], bytes]:
    """Return what flips one bit of an answer."""
    return lambda body: body[:at] + bytes((body[at] ^ 1,)) + body[at + 1 :]
