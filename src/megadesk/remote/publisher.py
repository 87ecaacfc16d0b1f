"""Move a space forward: changes of records, sealed, signed, appended, in as few commits as possible.

    Change --seal_record--> op --make_commit--> header, ops --append--> 200: Space.apply
                                                              409: verify and apply what came first, check, offer again

A change was decided looking at some state. If others moved the space since, every change is held against what they
did: unrelated ones are offered again as they are, related ones are stale and decided anew by whoever asked.
Source: docs/formats/spaces.md, "Appending".
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, TypeVar

from megadesk.crypto.commits import COMMIT_BLOCKS_MAX, OPS_MAX, OPS_MAX_BYTES, SealedCommit, make_commit, put_op
from megadesk.crypto.keys import IdentityKey
from megadesk.crypto.primitives import SALT_BYTES
from megadesk.crypto.records import RecordMeta, seal_record
from megadesk.model.commit import Delete, Op, Put
from megadesk.model.errors import Malformed, MissingBlock, OurBug, ServerRefused, ServerUnavailable, Stale
from megadesk.model.ids import TOP, AccountId, DeviceId, Entropy, NodeId
from megadesk.model.manifest import INLINE_BLOCKS, block_count
from megadesk.model.values import Value
from megadesk.remote.ahead import Ahead
from megadesk.remote.api import Answer, Api
from megadesk.remote.journal import Journal
from megadesk.remote.space import Move, Space
from megadesk.remote.twin import Twin
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import decode, encode

log = logging.getLogger(__name__)

M = TypeVar("M", m.Appended, m.HeadMoved)

RACES_MAX: Final = 64
DEPTH_MAX: Final = 4096
SALTS_AT_ONCE: Final = 64
_ROOM_BYTES: Final = OPS_MAX_BYTES - (64 << 10)


class Change(Value, frozen=True, kw_only=True):
    """One record as it should become. ``version`` is the one it replaces (0: new); ``meta`` None removes it."""

    unshown: ClassVar = frozenset({"meta"})

    id: NodeId
    version: int
    meta: RecordMeta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who signs, and from which device."""

    key: IdentityKey
    account: AccountId
    device: DeviceId


class Publisher:
    """Appends to one space. One publish at a time."""

    def __init__(
        self, api: Api, space: Space, journal: Journal, author: Author, *, wall_ms: Callable[[], int], entropy: Entropy,
        twin: Twin | None = None,
    ) -> None:  # fmt: skip
        self._api = api
        self._space = space
        self._journal = journal
        self._author = author
        self._wall_ms = wall_ms
        self._entropy = entropy
        self._twin = twin

    def publish(
        self, changes: Iterable[Change], *, owner: object, since: int, holds: Callable[[], bool] = lambda: True
    ) -> tuple[set[NodeId], set[NodeId]]:
        """Append changes in order; return the ids that were done and those that were stale.

        owner: whose moves need no second look. since: the sequence number the changes were decided at. holds: asked of
        the very state that a commit is to follow; where it says no, nothing of it is appended, and all is stale.
        Raises what froze the space, ServerUnavailable and its kin (then a fetch tells what was taken), Waiting errors; Stale
        if the server lost what was uploaded.
        """
        done: set[NodeId] = set()
        stale: set[NodeId] = set()
        with self._space.moving:
            self._check_frozen()
            fitting = self._fitting(list(changes), stale)
            # A commit waits for the server about as long as it takes to seal the records of the next.
            with Ahead(self._batches(fitting), worthwhile=len(fitting) > OPS_MAX) as batches:
                for batch in batches:
                    done |= self._append(batch, stale, owner=owner, since=since, holds=holds)
        return done, stale

    def _check_frozen(self) -> None:
        if self._space.frozen is not None:
            raise self._space.frozen

    def sealed(self, change: Change, salt: bytes) -> bytes:
        """Return the record of a change; ``salt``: 16 fresh random bytes."""
        if change.meta is None:
            raise OurBug("a removal has no record")
        keys = self._space.keys
        return seal_record(
            keys.meta, space=self._space.id, node=change.id, version=change.version + 1, epoch=keys.epoch,
            meta=change.meta, salt=salt,
        )  # fmt: skip

    def _batches(self, changes: Iterable[Change]) -> Iterator[list[tuple[Change, Op]]]:
        """Yield the changes with their ops, as many at a time as fit into one commit; each sealed when its turn comes."""
        batch: list[tuple[Change, Op]] = []
        size = blocks = 0
        for change, salt in zip(changes, self._salts(), strict=False):
            op = self._op(change, salt)
            op_bytes = 5 + (len(op.record) if isinstance(op, Put) else 16)
            n_blocks = self._listed(change)
            is_full = size + op_bytes > _ROOM_BYTES or blocks + n_blocks > COMMIT_BLOCKS_MAX
            if len(batch) == OPS_MAX or (batch and is_full):
                yield batch
                batch, size, blocks = [], 0, 0
            batch.append((change, op))
            size += op_bytes
            blocks += n_blocks
        if batch:
            yield batch

    def _listed(self, change: Change) -> int:
        """Return how many blocks the server goes through for a change: those listed by what comes and by what it ends."""
        was = self._space.node(change.id)
        n_old = block_count(was.size_bytes) if was is not None else 0
        listed = change.meta.manifest if change.meta is not None else None
        return (n_old if n_old > INLINE_BLOCKS else 0) + (listed.n_blocks if listed is not None else 0)

    def _op(self, change: Change, salt: bytes) -> Op:
        return Delete(change.id, change.version) if change.meta is None else put_op(self.sealed(change, salt))

    def _salts(self) -> Iterator[bytes]:
        """Yield salts without end, many drawn at a time: a call of the system for each takes longer than sealing does."""
        while True:
            drawn = self._entropy(SALT_BYTES * SALTS_AT_ONCE)
            for at in range(0, len(drawn), SALT_BYTES):
                yield drawn[at : at + SALT_BYTES]

    def _fitting(self, changes: list[Change], stale: set[NodeId]) -> list[Change]:
        """Return the changes whose records are still those that they replace."""
        versions = self._space.versions(change.id for change in changes)
        fitting = [change for change in changes if versions.get(change.id, 0) == change.version]
        stale.update(change.id for change in changes if versions.get(change.id, 0) != change.version)
        return fitting

    def _append(
        self,
        batch: list[tuple[Change, Op]],
        stale: set[NodeId],
        *,
        owner: object,
        since: int,
        holds: Callable[[], bool],
    ) -> set[NodeId]:
        turn = b""
        for _ in range(RACES_MAX):
            self._check_frozen()  # a lie about the past is found by other threads, at any time
            batch = self._still_good(batch, stale, owner=owner, since=since)
            if batch and not holds():
                stale.update(change.id for change, _ in batch)
                batch = []
            if not batch:
                return set()
            sealed = self._commit([op for _, op in batch])
            if self._twin is not None:
                self._twin.offered(sealed.verified.head.commit_id)
            answer = self._offer(m.Append(header=sealed.signed_header, ops=sealed.ops, turn=turn))
            if answer.status != 409:
                self._check_taken(_answered(m.Appended, answer), sealed)
                return self._taken(batch, sealed, owner)
            moved = _answered(m.HeadMoved, answer)
            if moved.commits and moved.commits[0].header == sealed.signed_header:
                # What came first is this very commit: it was asked twice, since the first answer was lost.
                return self._taken(batch, sealed, owner)
            turn = moved.turn
            self._give_way(moved)
        raise ServerUnavailable("others are always quicker")

    def _taken(self, batch: list[tuple[Change, Op]], sealed: SealedCommit, owner: object) -> set[NodeId]:
        """Move by our own commit, which the server has; return the ids of what it changed."""
        name = sealed.verified.head.commit_id.hex()[:16]  # as in the server's log
        log.info("space %s: commit %d is %s", self._space.id.hex()[:8], sealed.verified.head.seq, name)
        ours = {change.id: change.meta for change, _ in batch if change.meta is not None}
        self._space.apply(sealed.verified, owner=owner, ours=ours)
        return {change.id for change, _ in batch}

    def _offer(self, append: m.Append) -> Answer:
        """Return what the server says to a commit; Stale if it does not have what was uploaded for it any more.

        A power cut takes from a server what no commit names yet. Who looks again asks what is missing, and sends that.
        """
        body = encode(append, routes.APPEND.request_encoding)
        try:
            return self._api.raw(routes.APPEND, body, accept=(409,), space=self._space.id.hex())
        except ServerRefused as error:
            if error.arguments.get("server_code") != MissingBlock.code:
                raise
            raise Stale("the server lost uploads", reason="uploads_lost") from error

    @staticmethod
    def _check_taken(answer: m.Appended, sealed: SealedCommit) -> None:
        """Pass if the server says that it has this commit: with the pin ahead of it, it would look rolled back."""
        if answer.seq != sealed.verified.head.seq:
            raise ServerUnavailable("an append was answered with another number", seq=answer.seq)

    def _give_way(self, moved: m.HeadMoved) -> None:
        """Take in the commits that came first."""
        log.info("space %s: %d commits came first", self._space.id.hex()[:8], len(moved.commits))
        if moved.more or not moved.commits:
            self._journal.fetch()
        else:
            self._journal.take_in(moved.commits)

    def _commit(self, ops: Sequence[Op]) -> SealedCommit:
        head = self._space.head
        if head is None:
            raise OurBug("a space was written to before it was read")
        return make_commit(
            self._author.key, ops, author=self._author.account, device=self._author.device, now_ms=self._wall_ms(),
            head=head, acl=self._space.acl, current=self._space, tree=self._space.state,
        )  # fmt: skip

    # -- what others did meanwhile ------------------------------------------------------------------------------------

    def _still_good(
        self, batch: list[tuple[Change, Op]], stale: set[NodeId], *, owner: object, since: int
    ) -> list[tuple[Change, Op]]:
        moves = self._space.moves_since(since, but=owner)
        others = _Others(self._space, moves) if moves is not None else None
        good: list[tuple[Change, Op]] = []
        for change, op in batch:
            if others is None or others.bear_on(change):
                stale.add(change.id)
            else:
                good.append((change, op))
                others.allow(change)
        return good


class _Others:
    """What other devices (and other parts of this one) did since a change was decided."""

    def __init__(self, space: Space, moves: Sequence[Move]) -> None:
        self._space = space
        self._fresh: dict[NodeId, NodeId] = {}
        self._changed = {node for move in moves for node in move.changed}
        now = [node for node in map(space.node, self._changed) if node is not None]
        self._places = {node.place for node in now}
        self._folders = {folder for move in moves for folder in move.left}
        for node in now:
            self._folders.update(self._above(node.parent))

    def allow(self, change: Change) -> None:
        """Note that a new folder of ours will be there, for changes below it."""
        if change.meta is not None and change.version == 0:
            self._fresh[change.id] = change.meta.parent

    def bear_on(self, change: Change) -> bool:
        """Whether they touched the node itself, anything above or below it, or its new name.

        A parent without a record counts too: a new folder of ours that is stale itself. Nobody would see its children.
        """
        if change.id in self._changed or change.id in self._folders:
            return True
        if change.meta is None:
            return False
        parent = change.meta.parent
        if not self._changed:
            return not self._is_there(parent)
        if (parent, change.meta.name) in self._places or not self._is_there(parent):
            return True
        return any(folder in self._changed for folder in self._above(parent))

    def _is_there(self, folder: NodeId) -> bool:
        return folder == TOP or folder in self._fresh or self._space.node(folder) is not None

    def _above(self, folder: NodeId) -> Iterator[NodeId]:
        """Yield a folder and those above it."""
        for _ in range(DEPTH_MAX):
            yield folder
            node = self._space.node(folder)
            if folder in self._fresh:
                folder = self._fresh[folder]
            elif node is not None:
                folder = node.parent
            else:
                return


def _answered(kind: type[M], answer: Answer) -> M:
    """Return the answer to an append; ServerUnavailable if it is none of ours: some gateways say 200 to everything."""
    try:
        return decode(kind, answer.body, routes.APPEND.response_encoding)
    except Malformed as error:
        raise ServerUnavailable("an answer that does not parse", reason=error.code) from error
