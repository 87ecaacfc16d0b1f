"""get and cat: bytes of the account's tree to anywhere on this computer, outside sync pairs.

    get   nodes --> folders on disk --> download jobs --> manager --> Landing gives them their names
    cat   blocks in order, each verified before it is passed on

What is there already stays, unless replacing was asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from megadesk.crypto.content import open_block
from megadesk.disk.faults import disk_error
from megadesk.disk.loose import Landing
from megadesk.engine.cloud_errand import Errand, absolute, check_choice, numbered
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyExists, BadUsage, Damaged, MegadeskError, NotFound, OurBug
from megadesk.model.ids import NodeId
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.relpath import RelPath, join, parse_cloud_path, printable
from megadesk.model.transfer import DownloadJob, Staged, TransferFailed
from megadesk.model.tree import Kind, Node, Tree

WORD_BYTES: Final = 16


class Downloads:
    """Downloads for one request."""

    def __init__(self, errand: Errand) -> None:
        self._errand = errand
        self._files = errand.files
        self._world = errand.files.world

    def get(self, remotes: Sequence[str], local: str, *, recursive: bool, on_conflict: str) -> m.Moved:
        """Download nodes into a local folder, or one file to a name that is free."""
        check_choice(on_conflict)
        self._files.refresh()
        wheres = [parse_cloud_path(text) for text in remotes]
        to = absolute(local)
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
        return self._errand.tally.moved()

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
            self._errand.check()
            target = folder / path
            if node.is_folder:
                self._make_local_folder(target)
                continue
            if node.kind is Kind.SYMLINK:
                # Whoever downloads by hand gets files: a link would lead somewhere on this computer.
                self._errand.problem(path, BadUsage(what="get", reason="symlink", path=printable(path)))
                continue
            chosen = self._free_target(folder, path, on_conflict)
            if chosen is not None:
                files[node.id] = (chosen, node, on_conflict == "replace")
        self._errand.tally.total_files = len(files)
        self._errand.tally.total_bytes = sum(node.size_bytes for _, node, _ in files.values())
        self._errand.report(self._errand.tally.progress("scan"))
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
        self._errand.tally.folders += 1

    def _free_target(self, folder: Path, path: RelPath, on_conflict: str) -> RelPath | None:
        if not os.path.lexists(folder / path) or on_conflict == "replace":
            return path
        match on_conflict:
            case "skip":
                self._errand.tally.skipped += 1
                return None
            case "rename":
                number = 2
                while os.path.lexists(folder / numbered(path, number)):
                    number += 1
                return RelPath(numbered(path, number))
            case _:
                raise AlreadyExists(what="file", path=printable(str(folder / path)))

    def _move_down(self, landing: Landing, files: Mapping[NodeId, tuple[RelPath, Node, bool]]) -> None:
        cloud = self._files.folder()
        with self._errand.mover(landing.root) as (pair, results):
            jobs = []
            for node_id, (path, node, _) in files.items():
                try:
                    manifest = cloud.manifest(node_id)
                except Damaged as e:
                    self._errand.problem(path, e)
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
            for batch in self._errand.batches(results, len(jobs)):
                for result in batch:
                    path, node, over = files[result.key.node]
                    if isinstance(result, Staged):
                        self._land(landing, result, path, node, over=over)
                    elif isinstance(result, TransferFailed):
                        self._errand.problem(path, result.error)
                self._world.transfers.settle([result.key for result in batch])
                self._errand.report(self._errand.tally.progress("download"))

    def _land(self, landing: Landing, result: Staged, path: RelPath, node: Node, *, over: bool) -> None:
        try:
            landing.land(result.file, path, replace=over)
        except MegadeskError as e:
            self._errand.problem(path, e)
        else:
            self._errand.tally.files += 1
            self._errand.tally.bytes += node.size_bytes

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
            self._errand.check()
            ref = manifest.blocks[index]
            plain = open_block(ref, self._world.blobs.get(ref.id))
            at = index * BLOCK_BYTES
            yield plain[max(0, start - at) : stop - at]
