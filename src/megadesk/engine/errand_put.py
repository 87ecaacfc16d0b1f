"""put: local files and folders into the account's tree, from anywhere on this computer, outside sync pairs.

    PutRun: scan (errand_scan.py) --> plan --> folders published --> hash a piece --> upload jobs --> one publish per batch

Nothing is hashed before its turn comes. What was published is known again by its node id, which was written down before.
A file that cannot be taken is a problem of its own, and the others travel.
"""

from __future__ import annotations

import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from megadesk.disk.faults import disk_error
from megadesk.disk.fingerprint import fingerprint
from megadesk.disk.hashing import digests
from megadesk.disk.loose import LooseRoot
from megadesk.engine.errand_plan import Verdict
from megadesk.engine.errand_run import Away, ErrandRun, Flight
from megadesk.engine.errand_scan import is_folder, scan_put
from megadesk.model.errand import Item, ItemState, Phase, There
from megadesk.model.errors import AlreadyExists, BadUsage, Damaged, FileBusy, MegadeskError, NotFound, Stale
from megadesk.model.ids import NodeId, new_node_id
from megadesk.model.listing import Digest, Entry
from megadesk.model.manifest import Manifest
from megadesk.model.relpath import RelPath, parse_cloud_path, printable
from megadesk.model.transfer import ContentKey, Direction, TransferFailed, TransferResult, Uploaded, UploadJob
from megadesk.model.tree import Kind, Node, Tree
from megadesk.model.values import replace
from megadesk.remote.remote_side import CloudFolder
from megadesk.store.errands import AT_ONCE
from megadesk.sync.ports import PutNode


@dataclass(frozen=True, slots=True)
class _View:
    """The drive as it was looked at last: what is named how, folder by folder."""

    tree: Tree
    names: dict[NodeId, dict[str, Node]]

    def named(self, folder: NodeId, name: str) -> Node | None:
        known = self.names.get(folder)
        if known is None:
            known = self.names[folder] = {one.name: one for one in self.tree.children(folder)}
        return known.get(name)

    def has(self, folder: NodeId) -> bool:
        return folder == self.tree.root or folder in self.tree


class PutRun(ErrandRun):
    """A put being run."""

    way = Direction.UPLOAD
    _folder: CloudFolder
    _view: _View
    _base: NodeId | None = None
    _root: int | None = None

    # -- scan ---------------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        if not self._flying:
            self._root = None
        self._world.journal.fetch()
        self._folder = self._files.folder()
        self._look()

    def _scan(self) -> Iterator[Item]:
        return scan_put(self.errand, self.halt.check)

    # -- plan ---------------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """See the drive as it is now; what is published next is held against this."""
        self._folder = getattr(self, "_folder", None) or self._files.folder()
        tree = self._folder.tree()
        self._view = _View(tree, {})
        if self._base is not None and self._view.has(self._base):
            return  # also if somebody moved it
        names = parse_cloud_path(self.errand.target).names
        node = tree.at(RelPath("/".join(names))) if names else None
        self._base = tree.root if not names else (node.id if node is not None and node.is_folder else None)

    def _look_again(self) -> None:
        """Look if anybody else moved the drive since the last look."""
        if self._world.space.moves_since(self._folder.seen, but=self._folder) != []:
            self._look()

    def _parent(self, item: Item) -> NodeId | None:
        """Return the folder that an item goes into; None if it is not there (yet)."""
        above = self._folders.get(item.above)
        return above.node if above is not None else self._base

    def _there(self, item: Item) -> There | None:
        parent = self._parent(item)
        node = self._view.named(parent, item.name) if parent is not None else None
        return None if node is None else _shown(node)

    def _has(self, above: int, name: str) -> bool:
        folder = self._folders.get(above)
        parent = folder.node if folder is not None else self._base
        return parent is not None and self._view.named(parent, name) is not None

    def _taken(self, item: Item) -> AlreadyExists:
        return AlreadyExists(what="path", path=self._target(item))

    def _target(self, item: Item) -> str:
        """Return where an item goes, for people."""
        names: list[str] = []
        at: Item | None = item
        while at is not None:
            names.append(at.goal)
            at = self._folders.get(at.above)
        return "/".join((self.errand.target.rstrip("/"), *reversed(names)))

    def _ready(self, item: Item, there: There | None, verdict: Verdict) -> Item:
        parent = self._parent(item)
        node = self._view.named(parent, item.name) if parent is not None and there is not None else None
        if node is not None and verdict is Verdict.MERGE:
            return replace(item, there=there, node=node.id, state=ItemState.DONE)
        if node is not None and verdict is Verdict.REPLACE:
            return replace(item, there=there, node=node.id, state=ItemState.READY)
        is_ours = item.node is not None and _is_new(item)
        made = item.node if is_ours else new_node_id(self._world.entropy)
        return replace(item, there=there if item.renamed else None, node=made, state=ItemState.READY)

    # -- folders ------------------------------------------------------------------------------------------------------

    def _create(self) -> None:
        pair = self.errand.pair
        if (
            self._base is None
            and self.errand.phase is Phase.CREATE
            and self._book.items(pair, ItemState.READY, limit=1)
        ):
            # Only now: if others take it away later, what is left to come goes nowhere else.
            self._files.make_folders(parse_cloud_path(self.errand.target))
            self._look()
        while page := self._book.items(pair, ItemState.READY, kind=Kind.FOLDER, limit=AT_ONCE):
            self.halt.check()
            self._look_again()
            self._make(page)

    def _make(self, page: Sequence[Item]) -> None:
        """Publish new folders, each after its own."""
        ops: list[PutNode] = []
        done, again = list[Item](), list[Item]()
        made: set[NodeId] = set()
        for item in page:
            assert item.node is not None
            parent = self._parent(item)
            if self._world.space.node(item.node) is not None:
                done.append(replace(item, state=ItemState.DONE))  # published before we were ended
            elif parent is None or not (self._view.has(parent) or parent in made):
                done.append(self._failed(item, _gone(self._target(item))))
            elif self._view.named(parent, item.goal) is not None:
                again.append(item)
            else:
                made.add(item.node)
                ops.append(PutNode(node=Node(item.node, parent, Kind.FOLDER, item.goal)))
        stale = self._folder.publish(ops).stale if ops else frozenset[NodeId]()
        for item in page:
            if item.node in made:
                (again if item.node in stale else done).append(replace(item, state=ItemState.DONE))
        self._note(done)
        folders = sum(one.state is ItemState.DONE for one in done)
        self._progress.counts = replace(self._progress.counts, folders=self._progress.counts.folders + folders)
        self._look()
        if again:
            self._again(again)
            self._plan()

    # -- files --------------------------------------------------------------------------------------------------------

    def _is_next(self, item: Item) -> bool:
        """Files below one of the folders at a time: the manager reads a pair's files below one."""
        if self._root is None or (not self._flying and self._root != item.root):
            self._open_root(item.root)
        return item.root == self._root

    def _open_root(self, number: int) -> None:
        root = LooseRoot(self.errand.roots[number])
        try:
            root.check()
        except NotFound as error:
            raise Away(error) from error
        self._world.roots.add(self.errand.pair, root)
        top = Path(self.errand.sources[0]).name
        renamed = (top, self.errand.name) if self.errand.name and self.errand.name != top else None
        self._world.ends.add(self.errand.pair, local=root.path, cloud=lambda: self.errand.target, renamed=renamed)
        self._root = number

    def _flights(self, piece: Sequence[Item]) -> list[Flight]:
        self._look_again()
        settled, again, ready = list[Item](), list[Item](), list[Item]()
        for item in piece:
            state = self._standing_of(item)
            if state is ItemState.READY:
                ready.append(item)
            elif state is ItemState.NEW:
                again.append(item)
            elif state is ItemState.DONE:
                settled.append(replace(item, state=state))
            else:
                settled.append(self._failed(item, _gone(self._target(item))))
        flights = []
        for item, digest in self._hashed(ready):
            if isinstance(digest, MegadeskError):
                failed = self._went_wrong(digest, item)
                settled += [failed] if failed is not None else []
            elif (now := self._replaced(item)) is not None and now.content == digest.file_hash:
                # The same bytes as before need not be sent; those of before we were ended are what we sent then.
                is_ours = item.there is not None and now.version > item.there.version
                settled.append(replace(item, state=ItemState.DONE if is_ours else ItemState.SKIPPED))
            elif now is not None and item.there is not None and now.version != item.there.version:
                again.append(item)
            else:
                flights.append(Flight(item, self._job(item, digest)))
        self._note(settled)
        self._again(again)
        return flights

    def _standing_of(self, item: Item) -> ItemState:
        """Return READY if an item is still as it was decided, NEW if its name is another's by now, FAILED if nowhere."""
        parent = self._parent(item)
        assert item.node is not None
        if _is_new(item) and self._world.space.node(item.node) is not None:
            return ItemState.DONE
        if parent is None or not self._view.has(parent):
            return ItemState.FAILED
        there = self._view.named(parent, item.goal)
        if _is_new(item):
            return ItemState.READY if there is None else ItemState.NEW
        return ItemState.READY if there is not None and there.id == item.node else ItemState.NEW

    def _replaced(self, item: Item) -> Node | None:
        """Return what an item becomes the next version of; None for a new one."""
        return None if _is_new(item) or item.node is None else self._view.tree.nodes.get(item.node)

    def _hashed(self, items: Sequence[Item]) -> Iterator[tuple[Item, Digest | MegadeskError]]:
        """Yield what files hold, each with the item as the file is by now."""
        if not items or self._root is None:
            return
        root = self._world.roots.get(self.errand.pair)
        found = digests(root, [_entry_of(item) for item in items], self.halt.check)
        for item in items:
            digest = found[item.path]
            if not isinstance(digest, FileBusy):
                yield item, digest
                continue
            fresh = self._stat_again(item)
            if isinstance(fresh, MegadeskError):
                yield item, fresh
            else:
                yield fresh, digests(root, [_entry_of(fresh)], self.halt.check)[item.path]

    def _stat_again(self, item: Item) -> Item | MegadeskError:
        """Return an item with its file as it is now; NotFound if that is gone."""
        root = Path(self.errand.roots[item.root])
        path = root / item.path
        try:
            found = path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            if not is_folder(root):
                raise Away(NotFound(what="path", path=printable(str(root)))) from None
            return NotFound(what="path", path=printable(str(path)))
        except OSError as error:
            return disk_error(error, str(path))
        if not stat.S_ISREG(found.st_mode):
            return BadUsage(what="put", reason="special_file", path=printable(str(path)))
        fresh = replace(item, found=fingerprint(found))
        if fresh.found.size_bytes != item.found.size_bytes:
            counts = self._progress.counts
            grown = fresh.found.size_bytes - item.found.size_bytes
            self._progress.counts = replace(counts, total_bytes=counts.total_bytes + grown)
        self._book.note_items(self.errand.pair, [fresh])
        return fresh

    def _job(self, item: Item, digest: Digest) -> UploadJob:
        assert item.node is not None
        return UploadJob(
            pair=self.errand.pair, node=item.node, path=item.path, fingerprint=item.found, digest=digest,
            previous=None if _is_new(item) else self._manifest(item.node),
        )  # fmt: skip

    def _manifest(self, node: NodeId) -> Manifest | None:
        try:
            return self._folder.manifest(node)
        except Damaged:
            return None  # then all of it is sent

    def _use(self, results: Sequence[TransferResult]) -> tuple[Collection[Item], Collection[ContentKey]]:
        self._look_again()
        ops: list[PutNode] = []
        settled, again = list[Item](), list[Item]()
        sent: dict[NodeId, Item] = {}
        for result in results:
            flight = self._flying[result.key]
            item = flight.item
            if isinstance(result, TransferFailed):
                failed = self._went_wrong(result.error, item)
                settled += [failed] if failed is not None else []
            elif isinstance(result, Uploaded) and isinstance(flight.job, UploadJob):
                match self._standing_of(item):
                    case ItemState.READY if self._is_same_version(item):
                        sent[result.key.node] = item
                        ops.append(PutNode(node=self._node(item, flight.job.digest), manifest=result.manifest))
                    case ItemState.READY | ItemState.NEW:
                        again.append(item)
                    case ItemState.DONE:
                        settled.append(replace(item, state=ItemState.DONE))
                    case _:
                        settled.append(self._failed(item, _gone(self._target(item))))
        try:
            stale = self._folder.publish(ops).stale if ops else frozenset[NodeId]()
        except Stale as error:  # the server lost what was sent, so it is sent again
            settled += [failed for item in sent.values() if (failed := self._went_wrong(error, item)) is not None]
            sent, stale = {}, frozenset()
        for node, item in sent.items():
            if node in stale:
                again.append(item)
            else:
                settled.append(replace(item, state=ItemState.DONE))
        self._note(settled)
        self._again(again)
        return settled, ()

    def clear_away(self) -> None:
        """Nothing here is half: what was sent and not published is removed by the server in time."""

    def _is_same_version(self, item: Item) -> bool:
        now = self._replaced(item)
        return now is None or item.there is None or now.version == item.there.version

    def _node(self, item: Item, digest: Digest) -> Node:
        parent = self._parent(item)
        assert item.node is not None
        assert parent is not None
        now = self._replaced(item)
        return Node(
            item.node, parent, Kind.FILE, item.goal, digest.file_hash, digest.size_bytes, item.found.mtime_ns,
            item.found.executable, now.version if now is not None else 0,
        )  # fmt: skip


def _is_new(item: Item) -> bool:
    """Whether an item becomes a node of its own, rather than the next version of one."""
    return item.there is None or item.renamed is not None


def _shown(node: Node) -> There:
    return There(node.kind, node.size_bytes, node.mtime_ns, version=node.version)


def _gone(path: str) -> Stale:
    return Stale("another device took the folder away", path=path)


def _entry_of(item: Item) -> Entry:
    return Entry(item.path, Kind.FILE, item.found)
