"""The versions of one file: every content it had that is still kept, and how one of them becomes current again.

    path --> node --Past.versions--> its records --> those with other bytes than the one before --> VersionEntry

A version is named by the number of the first record that held its bytes; renames and moves make records, not versions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.rewind import Rewind
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, NotFound, Stale
from megadesk.model.ids import NodeId, new_node_id
from megadesk.model.relpath import CloudPath, RelPath, parse_cloud_path
from megadesk.model.tree import Kind, Node, Tree
from megadesk.model.values import replace
from megadesk.remote.past import Version
from megadesk.remote.publisher import Change
from megadesk.remote.remote_side import CloudFolder
from megadesk.sync.conflict import numbered_name

_WITHOUT_CONTENT: Final = frozenset({Kind.FOLDER})


@dataclass(frozen=True, slots=True)
class Content:
    """One content that a file had: the record that brought it, and whether the current record still holds it."""

    version: Version
    is_current: bool


def contents(versions: Sequence[Version], node: Node) -> list[Content]:
    """Return the contents that records held, newest first; records that only moved the file are left out.

    node: the file as it was verified; which content is current it says, and not who shows the versions.
    """
    found: list[Version] = []
    last: object = None
    for one in versions:
        if one.record.meta.file_hash != last:
            found.append(one)
        last = one.record.meta.file_hash
    is_current = bool(versions) and versions[-1].record.version == node.version and last == node.content
    return [Content(one, is_current and one is found[-1]) for one in reversed(found)]


class FileVersions:
    """Versions of files of the main space. Each call stands for itself; safe from any thread."""

    def __init__(self, files: CloudFiles, rewind: Rewind) -> None:
        self._files = files
        self._world = files.world
        self._rewind = rewind

    def entries(self, body: m.VersionsOf) -> m.VersionEntries:
        """Return a page of the versions of a file, the newest first."""
        self._files.refresh()
        where, node = self._file(body.path)
        found = contents(self._rewind.past.versions(node.id), node)
        page = found[body.after : body.after + body.limit]
        return m.VersionEntries(
            path=str(where), versions=[self._entry(one) for one in page], total=len(found),
            more=body.after + len(page) < len(found),
        )  # fmt: skip

    def known(self, path: str) -> tuple[int, Version | None]:
        """Return how many versions of a file are kept, and its current record if its commit is seen to have made it."""
        _, node = self._file(path)
        versions = self._rewind.past.versions(node.id)
        last = versions[-1] if versions else None
        is_current = last is not None and last.until_seq is None and last.record.version == node.version
        current = last if is_current and last is not None and self._rewind.past.is_confirmed(last) else None
        return len(contents(versions, node)), current

    def _file(self, path: str) -> tuple[CloudPath, Node]:
        where = parse_cloud_path(path)
        _, node = self._files.existing(where)
        if node.kind in _WITHOUT_CONTENT:
            raise BadUsage(what="versions", path=str(where), reason="folder")
        return where, node

    def _entry(self, one: Content) -> m.VersionEntry:
        told = self._rewind.moments.told(one.version.moment)
        return m.VersionEntry(
            version=one.version.record.version, time=told.time, size=one.version.record.meta.size_bytes or 0,
            device=told.device, current=one.is_current, seq=told.seq, path=one.version.record.meta.name,
            confirmed=self._rewind.past.is_confirmed(one.version),
        )  # fmt: skip

    def restore(self, body: m.RestoreVersion) -> m.VersionRestored:
        """Make an earlier version current again, or make a copy of it elsewhere."""
        self._world.journal.fetch()
        where, node = self._file(body.path)
        before = self._rewind.moments.told(self._rewind.moments.newest())
        chosen = self._chosen(node, body.version)
        if chosen is None:
            raise NotFound(what="version", value=body.version, path=str(where))
        size = chosen.version.record.meta.size_bytes or 0
        if not body.to and where.area != "drive":
            raise BadUsage(what="versions", path=str(where), reason=where.area)
        is_needed = bool(body.to) or not chosen.is_current
        path, version = str(where), node.version + is_needed
        if body.to:
            path, version = self._copied(chosen.version, node, body.to, dry_run=body.dry_run)
        elif is_needed and not body.dry_run:
            version = self._made_current(chosen.version, node.id)
        return m.VersionRestored(path=path, version=version, size=size, changed=is_needed, before=before)

    def _chosen(self, node: Node, number: int) -> Content | None:
        """Return the content of a number, the newest: a file that was gone for good counts anew when it is made again.

        Forged if its commit did not make it.
        """
        found = contents(self._rewind.past.versions(node.id), node)
        chosen = next((one for one in found if one.version.record.version == number), None)
        if chosen is not None:
            self._rewind.past.is_confirmed(chosen.version)
        return chosen

    def _made_current(self, chosen: Version, node: NodeId) -> int:
        """Put the record of then again, where the file is now; return its number."""

        def attempt(folder: CloudFolder, _tree: Tree) -> int:
            current = self._world.space.opened(node)
            if current is None:
                raise NotFound(what="path", path=chosen.record.meta.name)
            meta = replace(
                chosen.record.meta, parent=current.meta.parent, name=current.meta.name, origin=current.meta.origin,
                trashed_ms=current.meta.trashed_ms, author=self._world.unlocked.facts.account,
            )  # fmt: skip
            self._publish(folder, Change(id=node, version=current.version, meta=meta))
            return current.version + 1

        return self._files.retried(attempt)

    def _copied(self, chosen: Version, node: Node, to: str, *, dry_run: bool) -> tuple[str, int]:
        """Make a new file of the same blocks: in ``to`` if it is a folder, else under that name; a taken one gets a number."""
        target = parse_cloud_path(to)
        if target.area != "drive":
            raise BadUsage(what="cloud_path", value=to, reason="not_in_the_drive")
        there = self._rewind.now("drive").at(RelPath("/".join(target.names))) if target.names else None
        if not target.names or to.endswith("/") or (there is not None and there.is_folder):
            target = target.child(node.name)
        if dry_run:
            return str(target), 1
        parent = self._files.make_folders(target.parent)
        key = new_node_id(self._world.entropy)

        def attempt(folder: CloudFolder, tree: Tree) -> tuple[str, int]:
            name = target.name
            if tree.child_named(parent, name) is not None:
                name = numbered_name(
                    name, folder=False, is_taken=lambda other: tree.child_named(parent, other) is not None
                )
            meta = replace(
                chosen.record.meta, parent=parent, name=name, origin=None, trashed_ms=None,
                author=self._world.unlocked.facts.account,
            )  # fmt: skip
            self._publish(folder, Change(id=key, version=0, meta=meta))
            return str(target.parent.child(name)), 1

        return self._files.retried(attempt)

    def _publish(self, folder: CloudFolder, change: Change) -> None:
        _, stale = self._world.publisher.publish([change], owner=folder, since=folder.seen)
        if stale:
            raise Stale("another device was quicker")
