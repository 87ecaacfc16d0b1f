"""put: local files and folders into the account's tree, from anywhere on this computer, outside sync pairs.

    scan locals --> which conflict, which folders --> upload jobs --> manager --> one publish per batch

A file that cannot be taken is a problem of its own, and the others travel.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from megadesk.disk.faults import disk_error
from megadesk.disk.fingerprint import fingerprint
from megadesk.disk.hashing import digests
from megadesk.disk.loose import LooseRoot
from megadesk.disk.root import Root
from megadesk.engine.cloud_errand import Errand, absolute, check_choice, numbered
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyExists, BadName, BadUsage, MegadeskError, NotFound, Stale
from megadesk.model.ids import NodeId, new_node_id
from megadesk.model.listing import Digest, Entry
from megadesk.model.relpath import PRIVATE_FOLDER, CloudPath, RelPath, cloud_name, join, parse_cloud_path, printable
from megadesk.model.transfer import TransferFailed, Uploaded, UploadJob
from megadesk.model.tree import Kind, Node, Tree
from megadesk.remote.remote_side import CloudFolder
from megadesk.sync.ports import PutNode


@dataclass(frozen=True, slots=True)
class _Found:
    """A local file or folder to be put: where it is below its root, and where it shall go."""

    path: RelPath
    entry: Entry
    target: CloudPath


class Uploads:
    """Uploads for one request."""

    def __init__(self, errand: Errand) -> None:
        self._errand = errand
        self._files = errand.files
        self._world = errand.files.world

    def put(self, locals_: Sequence[str], remote: str, *, recursive: bool, on_conflict: str) -> m.Moved:
        """Upload local files and folders into a folder of the cloud, or one file to a name that is free."""
        check_choice(on_conflict)
        to = parse_cloud_path(remote)
        self._world.journal.fetch()
        into = self._is_folder(to) or remote.endswith("/") or len(locals_) > 1
        for text in locals_:
            path = absolute(text)
            if not os.path.lexists(path):
                raise NotFound(what="path", path=printable(text))
            target = to.child(cloud_name(path.name)) if into else to
            self._put_one(path, target, recursive=recursive, on_conflict=on_conflict)
        return self._errand.tally.moved()

    def _is_folder(self, where: CloudPath) -> bool:
        if where.area != "drive":
            raise BadUsage(what="cloud_path", value=str(where), reason="not_in_the_drive")
        node = self._files.folder().tree().at(RelPath("/".join(where.names))) if where.names else None
        return not where.names or (node is not None and node.is_folder)

    def _put_one(self, path: Path, target: CloudPath, *, recursive: bool, on_conflict: str) -> None:
        root = LooseRoot(str(path.parent))
        found = list(self._scan(path, target, recursive=recursive))
        files = [one for one in found if one.entry.kind is Kind.FILE]
        self._errand.tally.total_files += len(files)
        self._errand.tally.total_bytes += sum(one.entry.fingerprint.size_bytes for one in files)
        self._errand.report(self._errand.tally.progress("scan"))
        for folder in (one.target for one in found if one.entry.kind is Kind.FOLDER):
            self._errand.check()
            self._files.make_folders(folder)
            self._errand.tally.folders += 1
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
            self._errand.problem(str(folder), BadUsage(type(e).__name__, what="put", reason="unreadable"))
            return
        for name in names:
            self._errand.check()
            if name.casefold() == PRIVATE_FOLDER:
                continue  # a synced folder's own: state of one device, of no use anywhere else
            entry = self._entry(folder / name, join(at, name))
            if entry is None:
                continue
            try:
                where = target.child(cloud_name(name))
            except BadName as e:
                self._errand.problem(str(folder / name), e)
                continue
            yield _Found(entry.path, entry, where)
            if entry.kind is Kind.FOLDER:
                yield from self._scan_below(folder / name, entry.path, where)

    def _entry(self, path: Path, at: RelPath) -> Entry | None:
        """Return what is at a path; None, with a problem noted, for what is neither file nor folder."""
        try:
            found = path.lstat()
        except OSError as e:
            self._errand.problem(str(path), disk_error(e, str(path)))
            return None
        if stat.S_ISDIR(found.st_mode):
            return Entry(at, Kind.FOLDER, fingerprint(found, keeps_executable=True))
        if stat.S_ISREG(found.st_mode):
            return Entry(at, Kind.FILE, fingerprint(found, keeps_executable=True))
        reason = "symlink" if stat.S_ISLNK(found.st_mode) else "special_file"
        self._errand.problem(str(path), BadUsage(what="put", reason=reason))
        return None

    def _upload(self, root: Root, files: Sequence[_Found], on_conflict: str) -> None:
        if not files:
            return
        self._errand.check()
        hashed = digests(root, [one.entry for one in files])
        folder = self._files.folder()
        tree = folder.tree()
        jobs: dict[NodeId, tuple[_Found, Node, Digest]] = {}
        for one in files:
            digest = hashed[one.path]
            if isinstance(digest, MegadeskError):
                self._errand.problem(one.path, digest)
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
            self._errand.problem(str(target), Stale("another device took the folder away"))
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
                self._errand.tally.skipped += 1
                return None
            case "rename":
                return replace(node, name=_free_name(tree, parent_id, target.name))
            case "replace" if not there.is_folder:
                if there.content == digest.file_hash:
                    self._errand.tally.skipped += 1
                    return None
                return replace(node, id=there.id, version=there.version)
            case _:
                raise AlreadyExists(what="path", path=str(target))

    def _move_up(self, root: Root, folder: CloudFolder, jobs: Mapping[NodeId, tuple[_Found, Node, Digest]]) -> None:
        """Upload and publish. ``folder`` is the one whose tree the nodes were decided on."""
        with self._errand.mover(root) as (pair, results):
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
            for batch in self._errand.batches(results, len(jobs)):
                ops = []
                for result in batch:
                    one, node, _ = jobs[result.key.node]
                    if isinstance(result, Uploaded):
                        ops.append(PutNode(node=node, manifest=result.manifest))
                    elif isinstance(result, TransferFailed):
                        self._errand.problem(str(one.target), result.error)
                self._publish(folder, ops)
                self._world.transfers.settle([result.key for result in batch])

    def _publish(self, folder: CloudFolder, ops: Sequence[PutNode]) -> None:
        published = folder.publish(ops)
        for op in ops:
            if op.node.id in published.stale:
                self._errand.problem(op.node.name, Stale("another device was quicker"))
            else:
                self._errand.tally.files += 1
                self._errand.tally.bytes += op.node.size_bytes
        self._errand.report(self._errand.tally.progress("upload"))


def _free_name(tree: Tree, parent: NodeId, name: str) -> str:
    number = 2
    while tree.child_named(parent, numbered(name, number)) is not None:
        number += 1
    return numbered(name, number)
