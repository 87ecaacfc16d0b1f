"""Where the nodes on disk are, kept from scan to scan.

    of(node)   one, found when it is asked for; forgotten when anything moves       <--+
    every()    all of them, for identity; kept true, or made anew once a folder moved  <--+-- note, as nodes change

Where it can be, a path is the listing's own string: one for all. Used from the pair's own thread only.
"""

from __future__ import annotations

from collections.abc import Mapping

from megadesk.model.errors import OurBug
from megadesk.model.ids import NodeId
from megadesk.model.listing import Listing, LocalNode
from megadesk.model.relpath import ROOT, RelPath, join
from megadesk.sync import identity


class Paths:
    """The paths of one pair's nodes. ``local``: a view of them, changed before each ``note``."""

    def __init__(self, root: NodeId, local: Mapping[NodeId, LocalNode]) -> None:
        self._root = root
        self._local = local
        self._listing: Listing | None = None
        self._paths: dict[NodeId, RelPath] = {root: ROOT}
        self._every: dict[NodeId, RelPath] | None = None

    def seen(self, listing: Listing) -> None:
        """Take strings from another listing from now on."""
        self._listing = listing
        self._paths = {self._root: ROOT}

    def of(self, node: NodeId) -> RelPath:
        """Return where a node is on disk now, in the disk's spelling."""
        found = self._paths.get(node)
        if found is None:
            found = self.last(node)
        if found is None:
            known = self._local.get(node)
            if known is None:
                raise OurBug("a path was asked for a node that is not on disk", node=node.hex())
            found = join(self.of(known.node.parent), known.spelling)
            seen = self._listing.entries.get(found) if self._listing is not None else None
            found = self._paths[node] = found if seen is None else seen.path  # the listing's string: one for all
        return found

    def every(self) -> Mapping[NodeId, RelPath]:
        """Return where every node on disk is: kept from scan to scan until a folder moves, which moves all in it.

        Made anew for each scan they were 20 MiB and 40 ms with 100,000 files.
        """
        if self._every is None:
            seen = self._listing.entries if self._listing is not None else {}
            self._every = identity.known_paths(self._local, self._root)
            for key, path in self._every.items():
                if path in seen:
                    self._every[key] = seen[path].path  # the listing's own string: one for all
        return self._every

    @property
    def are_known(self) -> bool:
        """Whether ``every`` is at hand."""
        return self._every is not None

    def last(self, node: NodeId) -> RelPath | None:
        """Return where a node is, if that is at hand."""
        return self._every.get(node) if self._every is not None else None

    def share(self, node: NodeId, path: RelPath) -> None:
        """Take the listing's own string for the path of a node."""
        if self._every is not None and self._every.get(node) == path:
            self._every[node] = path

    def note(self, node: NodeId, before: LocalNode | None, known: LocalNode | None) -> None:
        """Keep true what is known of paths."""
        if before is not None:
            if known is not None and before.spelling == known.spelling and before.node.same_place(known.node):
                return
            self._paths = {self._root: ROOT}
        paths = self._every
        if paths is None:
            return
        parent = ROOT if known is None or known.node.parent == self._root else paths.get(known.node.parent)
        if parent is None or (before is not None and before.node.is_folder):
            self._every = None
        elif known is None:
            paths.pop(node, None)
        else:
            path = join(parent, known.spelling)
            seen = self._listing.entries.get(path) if self._listing is not None else None
            paths[node] = path if seen is None else seen.path
        if len(paths) != len(self._local):
            self._every = None  # a node without a path has one as soon as its folder is there
