"""What a get looks at: the account's tree as it is, as it was at a moment, or one earlier version of a file.

    asked: paths, a time or a version --meant--> Then, and where these paths were then     written down with the errand
    Errand.then --source_of--> Present    what is there whenever it is looked at
                               Past       a verified state of then, the same after any restart
                               Earlier    one record of a file, also if the state of then is no longer kept

Read next: errand_get.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.rewind import Rewind
from megadesk.model.errand import Then
from megadesk.model.errors import BadUsage, NotFound
from megadesk.model.ids import NodeId
from megadesk.model.manifest import Manifest
from megadesk.model.moment import Moment
from megadesk.model.relpath import CloudPath, RelPath, parse_cloud_path
from megadesk.model.tree import Node, Tree, empty_tree
from megadesk.model.values import replace
from megadesk.remote.past import PastState, Version
from megadesk.remote.space import manifest_of, node_of


class Source(Protocol):
    """What a get takes its files from. Raises as the server does, and Damaged for what does not open."""

    def existing(self, where: CloudPath) -> tuple[Tree, Node]:
        """Return the node at a place and the tree that it is in; NotFound."""

    def node(self, node: NodeId) -> Node | None:
        """Return a node by its id; None if it is gone."""

    def manifest(self, node: NodeId) -> Manifest | None:
        """Return the blocks of a file; None if it is none, or gone."""


@dataclass(frozen=True, slots=True)
class Present:
    """The tree as it is."""

    files: CloudFiles

    def existing(self, where: CloudPath) -> tuple[Tree, Node]:
        """Return what is there."""
        return self.files.existing(where)

    def node(self, node: NodeId) -> Node | None:
        """Return a node as it is."""
        return self.files.world.space.node(node)

    def manifest(self, node: NodeId) -> Manifest | None:
        """Return the blocks of its current version."""
        world = self.files.world
        return world.space.manifest(node, world.blobs.get)


@dataclass(frozen=True, slots=True)
class Past:
    """The tree as it was."""

    files: CloudFiles
    state: PastState

    def existing(self, where: CloudPath) -> tuple[Tree, Node]:
        """Return what was there."""
        tree = self.state.tree(where.area)
        node = tree.at(RelPath("/".join(where.names)))
        if node is None:
            raise NotFound(what="path", path=str(where), reason="then")
        return tree, node

    def node(self, node: NodeId) -> Node | None:
        """Return a node as it was."""
        return self.state.node(node)

    def manifest(self, node: NodeId) -> Manifest | None:
        """Return the blocks that it had."""
        world = self.files.world
        return world.past.manifest(self.state.moment, node, world.blobs.get)


@dataclass(frozen=True, slots=True)
class Earlier:
    """One version of one file."""

    files: CloudFiles
    version: Version
    name: str

    def existing(self, where: CloudPath) -> tuple[Tree, Node]:
        """Return the file, under the name that it has now."""
        node = self.node(self.version.record.id)
        if node is None:
            raise NotFound(what="path", path=str(where))
        return empty_tree(node.parent), node

    def node(self, node: NodeId) -> Node | None:
        """Return the file as it was."""
        found = node_of(self.version.record) if node == self.version.record.id else None
        return None if found is None else replace(found, name=self.name)

    def manifest(self, node: NodeId) -> Manifest | None:
        """Return the blocks that it had."""
        is_it = node == self.version.record.id
        return manifest_of(self.version.record, self.files.world.blobs.get) if is_it else None


@dataclass(frozen=True, slots=True)
class Meant:
    """What a get is of, and where that was. ``is_many``: a root was named, so it goes into a folder, also if one thing is in it."""

    then: Then | None
    places: Sequence[str]
    is_many: bool = False


def meant(files: CloudFiles, remotes: Sequence[str], *, time: str = "", seq: int = 0, version: int = 0) -> Meant:
    """Return the moment or version that is asked for, and where these paths were then; a root stands for all in it.

    BadUsage, NotFound, PastGone; errors as the server's.
    """
    if not time and not seq and not version:
        return Meant(None, remotes)
    files.refresh()
    if version:
        return Meant(_version_meant(files, remotes, version), remotes)
    rewind = files.supervisor.rewind
    moment = rewind.moments.named(time, seq)
    state = rewind.past.state(moment)
    places = [place for path in remotes for place in _places(rewind, state, path)]
    then = Then(seq=moment.seq, commit=moment.commit_id.hex(), time_ms=moment.time_ms)
    return Meant(then, places, is_many=any(not parse_cloud_path(path).names for path in remotes))


def _places(rewind: Rewind, state: PastState, path: str) -> Sequence[str]:
    found = rewind.found(state, path)
    if found.node is not None:
        return [str(found.path)]
    inside = sorted(node.name for node in found.tree.children(found.tree.root))
    if not inside:
        raise NotFound(what="path", path=str(found.path), reason="then")
    return [str(found.path.child(name)) for name in inside]


def _version_meant(files: CloudFiles, remotes: Sequence[str], version: int) -> Then:
    if len(remotes) != 1:
        raise BadUsage(what="versions", reason="one_file")
    found = earlier(files, remotes[0], version).version
    moment, node = found.moment, found.record.id
    return Then(seq=moment.seq, commit=moment.commit_id.hex(), time_ms=moment.time_ms, version=version, node=node)


def earlier(files: CloudFiles, path: str, version: int) -> Earlier:
    """Return a version of the file at a path by its number, the newest of that number. BadUsage, NotFound, Forged."""
    where = parse_cloud_path(path)
    _, node = files.existing(where)
    if node.is_folder:
        raise BadUsage(what="versions", path=str(where), reason="folder")
    return Earlier(files, _record(files, node.id, version, str(where)), where.name)


def source_then(files: CloudFiles, path: str, *, time: str, seq: int, version: int) -> tuple[Source, NodeId]:
    """Return what a file is to be read from, and which it is there; a version goes before a moment.

    BadUsage for the root of an area; errors as ``meant``.
    """
    files.refresh()
    if version:
        found = earlier(files, path, version)
        return found, found.version.record.id
    where = parse_cloud_path(path)
    if not where.names:
        raise BadUsage(what="cat", path=str(where), reason="folder")
    if not time and not seq:
        return Present(files), files.existing(where)[1].id
    rewind = files.supervisor.rewind
    state = rewind.state(rewind.moments.named(time, seq))
    node = rewind.found(state, path).node
    assert node is not None, "it has a name"
    return Past(files, state), node.id


def _record(files: CloudFiles, node: NodeId, version: int, path: str, commit: str = "") -> Version:
    """Return a version by its number and, if that is known, its commit; else the newest of that number. Forged, NotFound.

    A file that was gone for good counts anew when it is made again.
    """
    for found in reversed(files.world.past.versions(node)):
        if found.record.version == version and commit in ("", found.moment.commit_id.hex()):
            files.world.past.is_confirmed(found)
            return found
    raise NotFound(what="version", value=version, path=path)


def source_of(files: CloudFiles, then: Then | None, sources: Sequence[str]) -> Source:
    """Return what an errand takes its files from. PastGone if it is no longer kept; errors as the server's."""
    if then is None:
        return Present(files)
    if then.node is not None:
        found = _record(files, then.node, then.version, sources[0], then.commit)
        return Earlier(files, found, parse_cloud_path(sources[0]).name)
    return Past(files, files.world.past.state(_moment(files, then)))


def _moment(files: CloudFiles, then: Then) -> Moment:
    moment = files.world.past.chain.at(then.seq)
    if moment.commit_id.hex() != then.commit:
        raise NotFound(what="moment", value=then.seq)  # a person accepted another history since
    return moment
