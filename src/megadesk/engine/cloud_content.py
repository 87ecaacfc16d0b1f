"""put, get and cat: bytes between any local folder and the account's tree, outside sync pairs.

    put   scan locals -> which conflict, which folders -> upload jobs -> manager -> one publish per batch
    get   nodes -> folders on disk -> download jobs -> manager -> Landing gives them their names
    cat   blocks in order, each verified before it is passed on

Both use the transfer manager under a pair id of their own, so they share its lanes, retries and figures with sync.
"""

from __future__ import annotations

import os
import queue
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from megadesk.crypto.content import open_block
from megadesk.disk.faults import disk_error
from megadesk.disk.fingerprint import fingerprint
from megadesk.disk.hashing import digests
from megadesk.disk.loose import Landing, LooseRoot
from megadesk.disk.root import Root
from megadesk.engine.clock import rfc3339
from megadesk.engine.cloud_files import CloudFiles
from megadesk.ipc import messages as m
from megadesk.model.errors import (
    AlreadyExists,
    BadName,
    BadUsage,
    Damaged,
    MegadeskError,
    NotFound,
    OurBug,
    Stale,
)
from megadesk.model.ids import NodeId, PairId, new_node_id, new_pair_id
from megadesk.model.listing import Digest, Entry
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.relpath import PRIVATE_FOLDER, CloudPath, RelPath, cloud_name, join, parse_cloud_path, printable
from megadesk.model.transfer import DownloadJob, Staged, TransferFailed, TransferResult, Uploaded, UploadJob
from megadesk.model.tree import Kind, Node, Tree
from megadesk.model.wording import words_of
from megadesk.remote.remote_side import CloudFolder
from megadesk.sync.ports import PutNode

CONFLICTS: Final = ("fail", "replace", "rename", "skip")
WORD_BYTES: Final = 16
POLL_S: Final = 0.5

Report = Callable[[m.Progress], None]
Check = Callable[[], None]


@dataclass(slots=True)
class Tally:
    """What was done so far."""

    files: int = 0
    folders: int = 0
    bytes: int = 0
    skipped: int = 0
    total_files: int = 0
    total_bytes: int = 0
    problems: list[m.Issue] = field(default_factory=list)

    def moved(self) -> m.Moved:
        """Return it as a result."""
        return m.Moved(
            files=self.files, folders=self.folders, bytes=self.bytes, skipped=self.skipped, problems=self.problems
        )

    def progress(self, phase: str) -> m.Progress:
        """Return it as progress."""
        return m.Progress(
            phase=phase, done_bytes=self.bytes, total_bytes=self.total_bytes, done_files=self.files,
            total_files=self.total_files,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """A local file or folder to be put: where it is below its root, and where it shall go."""

    path: RelPath
    entry: Entry
    target: CloudPath


class CloudContent:
    """Moves bytes for one request. Not shared between threads."""

    def __init__(self, files: CloudFiles, *, report: Report, check: Check, wall_ms: Callable[[], int]) -> None:
        self._files = files
        self._supervisor = files.supervisor
        self._world = files.world
        self._report = report
        self._check = check
        self._wall_ms = wall_ms
        self._tally = Tally()

    # -- put ----------------------------------------------------------------------------------------------------------

    def put(self, locals_: Sequence[str], remote: str, *, recursive: bool, on_conflict: str) -> m.Moved:
        """Upload local files and folders into a folder of the cloud, or one file to a name that is free."""
        _check_choice(on_conflict)
        to = parse_cloud_path(remote)
        self._world.journal.fetch()
        into = self._is_folder(to) or remote.endswith("/") or len(locals_) > 1
        for text in locals_:
            path = _absolute(text)
            if not os.path.lexists(path):
                raise NotFound(what="path", path=printable(text))
            target = to.child(_name_for(path)) if into else to
            self._put_one(path, target, recursive=recursive, on_conflict=on_conflict)
        return self._tally.moved()

    def _is_folder(self, where: CloudPath) -> bool:
        if where.area != "drive":
            raise BadUsage(what="cloud_path", value=str(where), reason="not_in_the_drive")
        node = self._files.folder().tree().at(RelPath("/".join(where.names))) if where.names else None
        return not where.names or (node is not None and node.is_folder)

    def _put_one(self, path: Path, target: CloudPath, *, recursive: bool, on_conflict: str) -> None:
        root = LooseRoot(str(path.parent))
        found = list(self._scan(path, target, recursive=recursive))
        files = [one for one in found if one.entry.kind is Kind.FILE]
        self._tally.total_files += len(files)
        self._tally.total_bytes += sum(one.entry.fingerprint.size_bytes for one in files)
        self._report(self._tally.progress("scan"))
        for folder in (one.target for one in found if one.entry.kind is Kind.FOLDER):
            self._check()
            self._files.make_folders(folder)
            self._tally.folders += 1
        if target.parent.names:
            self._files.make_folders(target.parent)
        self._upload(root, files, on_conflict)

    def _scan(self, path: Path, target: CloudPath, *, recursive: bool) -> Iterator[_Found]:
        entry = self._entry(path, RelPath(path.name))
        if entry is None:
            return
        yield _Found(entry.path, entry, target)
        if entry.kind is Kind.FOLDER:
            if not recursive:
                raise BadUsage(what="put", path=printable(str(path)), reason="folder")
            yield from self._scan_below(path, entry.path, target)

    def _scan_below(self, folder: Path, at: RelPath, target: CloudPath) -> Iterator[_Found]:
        try:
            names = sorted(os.listdir(folder))  # noqa: PTH208 -- names are what is asked for
        except OSError as e:
            self._problem(str(folder), BadUsage(type(e).__name__, what="put", reason="unreadable"))
            return
        for name in names:
            self._check()
            if name.casefold() == PRIVATE_FOLDER:
                continue  # a synced folder's own: state of one device, of no use anywhere else
            entry = self._entry(folder / name, join(at, name))
            if entry is None:
                continue
            try:
                where = target.child(cloud_name(name))
            except BadName as e:
                self._problem(str(folder / name), e)
                continue
            yield _Found(entry.path, entry, where)
            if entry.kind is Kind.FOLDER:
                yield from self._scan_below(folder / name, entry.path, where)

    def _entry(self, path: Path, at: RelPath) -> Entry | None:
        """Return what is at a path; None, with a problem noted, for what is neither file nor folder."""
        try:
            found = path.lstat()
        except OSError as e:
            self._problem(str(path), disk_error(e, str(path)))
            return None
        if stat.S_ISDIR(found.st_mode):
            return Entry(at, Kind.FOLDER, fingerprint(found, keeps_executable=True))
        if stat.S_ISREG(found.st_mode):
            return Entry(at, Kind.FILE, fingerprint(found, keeps_executable=True))
        reason = "symlink" if stat.S_ISLNK(found.st_mode) else "special_file"
        self._problem(str(path), BadUsage(what="put", reason=reason))
        return None

    def _upload(self, root: Root, files: Sequence[_Found], on_conflict: str) -> None:
        if not files:
            return
        self._check()
        hashed = digests(root, [one.entry for one in files])
        folder = self._files.folder()
        tree = folder.tree()
        jobs: dict[NodeId, tuple[_Found, Node, Digest]] = {}
        for one in files:
            digest = hashed[one.path]
            if isinstance(digest, MegadeskError):
                self._problem(one.path, digest)
                continue
            node = self._node_for(tree, one, digest, on_conflict)
            if node is not None:
                jobs[node.id] = (one, node, digest)
        self._move_up(root, folder, jobs)

    def _node_for(self, tree: Tree, one: _Found, digest: Digest, on_conflict: str) -> Node | None:
        """Return the node that this file becomes: a new one, or the next version of one that is there."""
        target = one.target
        parent = tree.at(RelPath("/".join(target.parent.names))) if target.parent.names else None
        if target.parent.names and (parent is None or not parent.is_folder):
            self._problem(str(target), Stale("another device took the folder away"))
            return None
        parent_id = parent.id if parent else tree.root
        there = tree.child_named(parent_id, target.name)
        found = one.entry.fingerprint
        node = Node(
            new_node_id(self._world.entropy), parent_id, Kind.FILE, target.name, digest.file_hash, digest.size_bytes,
            found.mtime_ns, found.executable,
        )  # fmt: skip
        if there is None:
            return node
        match on_conflict:
            case "skip":
                self._tally.skipped += 1
                return None
            case "rename":
                return replace(node, name=_free_name(tree, parent_id, target.name))
            case "replace" if not there.is_folder:
                if there.content == digest.file_hash:
                    self._tally.skipped += 1
                    return None
                return replace(node, id=there.id, version=there.version)
            case _:
                raise AlreadyExists(what="path", path=str(target))

    def _move_up(self, root: Root, folder: CloudFolder, jobs: Mapping[NodeId, tuple[_Found, Node, Digest]]) -> None:
        """Upload and publish. ``folder`` is the one whose tree the nodes were decided on."""
        with self._mover(root) as (pair, results):
            self._world.transfers.want(
                pair,
                [
                    UploadJob(
                        pair=pair, node=node.id, path=one.path, fingerprint=one.entry.fingerprint, digest=digest,
                        previous=folder.manifest(node.id) if node.version else None,
                    )
                    for one, node, digest in jobs.values()
                ],
                (),
            )  # fmt: skip
            for batch in self._batches(results, len(jobs)):
                ops = []
                for result in batch:
                    one, node, _ = jobs[result.key.node]
                    if isinstance(result, Uploaded):
                        ops.append(PutNode(node=node, manifest=result.manifest))
                    elif isinstance(result, TransferFailed):
                        self._problem(str(one.target), result.error)
                self._publish(folder, ops)
                self._world.transfers.settle([result.key for result in batch])

    def _publish(self, folder: CloudFolder, ops: Sequence[PutNode]) -> None:
        published = folder.publish(ops)
        for op in ops:
            if op.node.id in published.stale:
                self._problem(op.node.name, Stale("another device was quicker"))
            else:
                self._tally.files += 1
                self._tally.bytes += op.node.size_bytes
        self._report(self._tally.progress("upload"))

    # -- get ----------------------------------------------------------------------------------------------------------

    def get(self, remotes: Sequence[str], local: str, *, recursive: bool, on_conflict: str) -> m.Moved:
        """Download nodes into a local folder, or one file to a name that is free."""
        _check_choice(on_conflict)
        self._files.refresh()
        wheres = [parse_cloud_path(text) for text in remotes]
        to = _absolute(local)
        into = to.is_dir() or local.endswith(os.sep) or len(wheres) > 1
        if into and not to.is_dir():
            if to.exists():
                raise AlreadyExists(what="file", path=printable(str(to)))
            try:
                to.mkdir(parents=True)
            except OSError as e:
                raise disk_error(e, str(to)) from e
        folder = to if into else to.parent
        if not folder.is_dir():
            raise NotFound(what="folder", path=printable(str(folder)))
        wanted: dict[RelPath, Node] = {}
        for where in wheres:
            tree, node = self._files.existing(where)
            self._collect(tree, node, RelPath(where.name if into else to.name), wanted, recursive=recursive)
        self._fetch_all(folder, wanted, on_conflict)
        return self._tally.moved()

    def _collect(self, tree: Tree, node: Node, at: RelPath, wanted: dict[RelPath, Node], *, recursive: bool) -> None:
        if node.is_folder and not recursive:
            raise BadUsage(what="get", path=node.name, reason="folder")
        if wanted.setdefault(at, node).id != node.id:
            raise AlreadyExists("two of one name into one folder", what="path", path=str(at))
        for child in tree.children(node.id):
            self._collect(tree, child, join(at, child.name), wanted, recursive=True)

    def _fetch_all(self, folder: Path, wanted: Mapping[RelPath, Node], on_conflict: str) -> None:
        files: dict[NodeId, tuple[RelPath, Node, bool]] = {}
        for path, node in wanted.items():
            self._check()
            target = folder / path
            if node.is_folder:
                self._make_local_folder(target)
                continue
            if node.kind is Kind.SYMLINK:
                # Whoever downloads by hand gets files: a link would lead somewhere on this computer.
                self._problem(path, BadUsage(what="get", reason="symlink", path=printable(path)))
                continue
            chosen = self._free_target(folder, path, on_conflict)
            if chosen is not None:
                files[node.id] = (chosen, node, on_conflict == "replace")
        self._tally.total_files = len(files)
        self._tally.total_bytes = sum(node.size_bytes for _, node, _ in files.values())
        self._report(self._tally.progress("scan"))
        with Landing(str(folder), self._world.entropy(WORD_BYTES).hex()) as landing:
            self._move_down(landing, files)

    def _make_local_folder(self, target: Path) -> None:
        if target.is_dir():
            return
        if os.path.lexists(target):
            raise AlreadyExists(what="file", path=printable(str(target)))
        try:
            target.mkdir()
        except OSError as e:
            raise disk_error(e, str(target)) from e
        self._tally.folders += 1

    def _free_target(self, folder: Path, path: RelPath, on_conflict: str) -> RelPath | None:
        if not os.path.lexists(folder / path) or on_conflict == "replace":
            return path
        match on_conflict:
            case "skip":
                self._tally.skipped += 1
                return None
            case "rename":
                number = 2
                while os.path.lexists(folder / _numbered(path, number)):
                    number += 1
                return RelPath(_numbered(path, number))
            case _:
                raise AlreadyExists(what="file", path=printable(str(folder / path)))

    def _move_down(self, landing: Landing, files: Mapping[NodeId, tuple[RelPath, Node, bool]]) -> None:
        cloud = self._files.folder()
        with self._mover(landing.root) as (pair, results):
            jobs = []
            for node_id, (path, node, _) in files.items():
                try:
                    manifest = cloud.manifest(node_id)
                except Damaged as e:
                    self._problem(path, e)
                    continue
                if manifest is None:
                    raise OurBug("a file without blocks", node=node_id.hex())
                jobs.append(
                    DownloadJob(
                        pair=pair, node=node_id, path=path, manifest=manifest, mtime_ns=node.mtime_ns,
                        executable=node.executable,
                    )
                )  # fmt: skip
            self._world.transfers.want(pair, (), jobs)
            for batch in self._batches(results, len(jobs)):
                for result in batch:
                    path, node, over = files[result.key.node]
                    if isinstance(result, Staged):
                        self._land(landing, result, path, node, over=over)
                    elif isinstance(result, TransferFailed):
                        self._problem(path, result.error)
                self._world.transfers.settle([result.key for result in batch])
                self._report(self._tally.progress("download"))

    def _land(self, landing: Landing, result: Staged, path: RelPath, node: Node, *, over: bool) -> None:
        try:
            landing.land(result.file, path, replace=over)
        except MegadeskError as e:
            self._problem(path, e)
        else:
            self._tally.files += 1
            self._tally.bytes += node.size_bytes

    # -- cat ----------------------------------------------------------------------------------------------------------

    def cat(self, path: str, start: int, end: int | None) -> Iterator[bytes]:
        """Yield the bytes of a file from ``start`` up to before ``end``, each block verified before it is passed on."""
        self._files.refresh()
        _, node = self._files.existing(parse_cloud_path(path))
        manifest = self._files.folder().manifest(node.id)
        if manifest is None:
            raise BadUsage(what="cat", path=path, reason="folder")
        stop = manifest.size_bytes if end is None else min(end, manifest.size_bytes)
        if start < 0 or (end is not None and end < start):
            raise BadUsage(what="range", value=f"{start}-{end}")
        for index in range(start // BLOCK_BYTES, -(-stop // BLOCK_BYTES)):
            self._check()
            ref = manifest.blocks[index]
            plain = open_block(ref, self._world.blobs.get(ref.id))
            at = index * BLOCK_BYTES
            yield plain[max(0, start - at) : stop - at]

    # -- the manager --------------------------------------------------------------------------------------------------

    @contextmanager
    def _mover(self, root: Root) -> Iterator[tuple[PairId, queue.SimpleQueue[Sequence[TransferResult]]]]:
        """Give this request a pair id of its own with the transfer manager, for as long as the block lasts."""
        pair = new_pair_id(self._world.entropy)
        results: queue.SimpleQueue[Sequence[TransferResult]] = queue.SimpleQueue()
        self._world.roots.add(pair, root)
        self._supervisor.expect(pair, results.put)
        try:
            yield pair, results
        finally:
            self._world.transfers.want(pair, (), ())
            self._supervisor.expect(pair, None)
            self._world.roots.remove(pair)

    def _batches(
        self, results: queue.SimpleQueue[Sequence[TransferResult]], left: int
    ) -> Iterator[Sequence[TransferResult]]:
        """Yield results until there are none left to come; whoever cancels is noticed within half a second."""
        while left > 0:
            self._check()
            try:
                batch = results.get(timeout=POLL_S)
            except queue.Empty:
                continue
            left -= len(batch)
            yield batch

    def _problem(self, path: str, error: MegadeskError) -> None:
        self._tally.problems.append(
            m.Issue(
                pair="", path=printable(path), code=error.code, message=words_of(error).sentence,
                since=rfc3339(self._wall_ms()),
            )
        )  # fmt: skip


def _absolute(text: str) -> Path:
    """Return a local path as it was meant; a front end says it in full, for our own folder is not the person's."""
    if not Path(text).is_absolute():
        raise BadUsage(what="local_path", value=printable(text))
    return Path(os.path.abspath(text))  # noqa: PTH100 -- resolve() would follow links, and people mean the link


def _check_choice(on_conflict: str) -> None:
    if on_conflict not in CONFLICTS:
        raise BadUsage(what="on_conflict", value=on_conflict)


def _name_for(path: Path) -> str:
    return cloud_name(path.name)


def _free_name(tree: Tree, parent: NodeId, name: str) -> str:
    number = 2
    while tree.child_named(parent, _numbered(name, number)) is not None:
        number += 1
    return _numbered(name, number)


def _numbered(path: str, number: int) -> str:
    """Return ``name (2).ext`` for ``name.ext``."""
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    return f"{folder}{slash}{stem} ({number}){dot}{ending}"
