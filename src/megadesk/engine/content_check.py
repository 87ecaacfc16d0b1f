"""Every block of some files held against its record: asked for by name, or read.

    nodes --a thousand records at a time--> manifests --> blocks --presence--> which are missing? (the server's word)
                                                                 --read-----> transfers/checking: fetched or proven
    --> Faulty, for each file of which something is wrong

Lists of large files are always read: without them nobody knows what blocks there are. A file that somebody saves meanwhile
is for the caller to look at again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from megadesk.crypto.records import OpenRecord
from megadesk.model.errors import Damaged, MegadeskError
from megadesk.model.ids import BlockId, NodeId
from megadesk.model.manifest import BlockRef, Manifest
from megadesk.model.tree import Node
from megadesk.remote.space import manifest_of, node_of
from megadesk.transfers.checking import LOOK_S, TRIES, Checking, Part, Verdict, checks, fault_of
from megadesk.transfers.faults import retries
from megadesk.transfers.pacing import delay_s

if TYPE_CHECKING:
    from megadesk.engine.copies import Copies
    from megadesk.engine.wiring import World

AT_ONCE: Final = 1000
"""Records that are opened at a time."""

T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class Faulty:
    """A file of which something is wrong. ``faults``: what, by the number of the block; ``refs``: those blocks.

    listing: what is wrong with the list of its blocks, or with its record; then nothing is known of the blocks.
    differs: the copy on this computer is another than its record says, though nothing shows that it was changed.
    """

    record: OpenRecord | None
    node: Node | None
    key: NodeId
    faults: dict[int, str] = field(default_factory=dict)
    refs: dict[int, BlockRef] = field(default_factory=dict)
    listing: str = ""
    differs: bool = False
    left: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong after all."""
        return not self.faults and not self.listing and not self.differs


@dataclass(slots=True)
class Sums:
    """What was looked at so far: files, blocks, and their plain bytes; of how many blocks the server gave a proof instead."""

    files: int = 0
    blocks: int = 0
    size_bytes: int = 0
    proven_blocks: int = 0
    proven_bytes: int = 0


def patiently(action: Callable[[], T], check: Callable[[], None], jitter: Callable[[], float]) -> T:
    """Return what an action gives; what fails for now is tried a few times more, ``check`` being called meanwhile."""
    for failures in range(1, TRIES):
        try:
            return action()
        except MegadeskError as error:
            if not retries(error):
                raise
            left_s = delay_s(failures, error, jitter)
        while left_s > 0:
            check()
            threading.Event().wait(min(LOOK_S, left_s))
            left_s -= LOOK_S
    return action()


class ContentCheck:
    """One look at the content of files."""

    def __init__(
        self, world: World, copies: Copies, checking: Callable[[Callable[[NodeId], Node | None]], Checking], *,
        jitter: Callable[[], float], check: Callable[[], None], looked: Callable[[int], None],
    ) -> None:  # fmt: skip
        """``checking``: made with what returns the node of a file under way. ``looked``: told of plain bytes looked at."""
        self._world = world
        self._copies = copies
        self._jitter = jitter
        self._check = check
        self._looked = looked
        self._under_way: dict[NodeId, Faulty] = {}
        self._checking = checking(self._node_under_way)
        self.sums = Sums()
        self.path_of: NodeId | None = None
        """A file that is looked at just now."""

    def _node_under_way(self, key: NodeId) -> Node | None:
        held = self._under_way.get(key)
        return None if held is None else held.node

    # -- which blocks ---------------------------------------------------------------------------------------------------

    def _manifests(self, nodes: Sequence[NodeId]) -> Iterator[tuple[Faulty, Manifest | None]]:
        """Yield every file with its blocks; without them where they cannot be known."""
        rest = iter(nodes)
        while some := list(islice(rest, AT_ONCE)):
            self._check()
            for key, opened in self._world.space.open_many(some):
                self.sums.files += 1
                if isinstance(opened, MegadeskError):
                    yield Faulty(record=None, node=None, key=key, listing=opened.code), None
                    continue
                file = Faulty(record=opened, node=node_of(opened), key=key)
                try:
                    manifest = self._manifest(opened)
                except Damaged as error:
                    file.listing = fault_of(error)
                    yield file, None
                else:
                    if manifest is not None:
                        yield file, manifest

    def _manifest(self, record: OpenRecord) -> Manifest | None:
        def get(block: BlockId) -> bytes:
            return patiently(lambda: self._world.blobs.get(block), self._check, self._jitter)

        return manifest_of(
            record, get
        )  # that the blocks give the file was checked when the record, or the list, was opened

    # -- asked for by name ----------------------------------------------------------------------------------------------

    def presence(self, nodes: Sequence[NodeId]) -> Iterator[Faulty]:
        """Yield the files of which the server says that it has not all blocks."""
        some: list[tuple[Faulty, Manifest]] = []
        n_blocks = 0
        for file, manifest in self._manifests(nodes):
            if manifest is None:
                yield file
                continue
            some.append((file, manifest))
            n_blocks += len(manifest.blocks)
            if n_blocks >= AT_ONCE:
                yield from self._absent(some)
                some, n_blocks = [], 0
        yield from self._absent(some)

    def _absent(self, some: Sequence[tuple[Faulty, Manifest]]) -> Iterator[Faulty]:
        ids = list(dict.fromkeys(ref.id for _, manifest in some for ref in manifest.blocks))
        gone = patiently(lambda: self._world.blobs.missing(ids), self._check, self._jitter) if ids else set()
        for file, manifest in some:
            self.path_of = file.key
            self.sums.blocks += len(manifest.blocks)
            self._count(manifest.size_bytes)
            for index, ref in enumerate(manifest.blocks):
                if ref.id in gone:
                    file.faults[index], file.refs[index] = "absent", ref
            if file.faults:
                yield file

    def _count(self, size_bytes: int) -> None:
        self.sums.size_bytes += size_bytes
        self._looked(size_bytes)

    # -- read -----------------------------------------------------------------------------------------------------------

    def read(self, nodes: Sequence[NodeId], *, by_proof: bool) -> Iterator[Faulty]:
        """Yield the files of which not every block came, or could be proven, as its record says.

        by_proof: of what this device holds unchanged the server has to prove that it has it, and nothing is fetched.
        """
        over: list[Faulty] = []

        def parts() -> Iterator[Part]:
            for file, manifest in self._manifests(nodes):
                if manifest is None:
                    over.append(file)
                    continue
                if not manifest.blocks:
                    continue
                file.left = len(manifest.blocks)
                self._under_way[file.key] = file
                for index, ref in enumerate(manifest.blocks):
                    yield Part(file.key, index, ref)

        for verdict in self._checking.run(checks(parts(), self._is_here if by_proof else _nothing), self._check):
            done = self._taken(verdict)
            if done is not None:
                yield done
            yield from over
            over.clear()
        yield from over

    def _is_here(self, key: NodeId) -> bool:
        node = self._node_under_way(key)
        return node is not None and self._copies.has(node)

    def _taken(self, verdict: Verdict) -> Faulty | None:
        """Take in a verdict; return the file if it was its last and something is wrong."""
        part, file = verdict.part, self._under_way[verdict.part.node]
        self.path_of = part.node
        self.sums.blocks += 1
        self.sums.proven_blocks += verdict.proven
        self.sums.proven_bytes += part.ref.length_bytes * verdict.proven
        self._count(part.ref.length_bytes)
        if verdict.fault:
            file.faults[part.index], file.refs[part.index] = verdict.fault, part.ref
        file.differs |= verdict.differs
        file.left -= 1
        if file.left:
            return None
        del self._under_way[part.node]
        return None if file.is_sound else file


def _nothing(_key: NodeId) -> bool:
    return False
