"""What of a pair's disk may not be as it was last seen: all that a look has to compare, though it scans a large folder.

    put_local ----note----> Doubts --about(listing)--> identity.match    only these nodes, only these entries
    a look, at its end --looked--> Doubts                                what stands as it was seen is beyond doubt

A node is beyond doubt while it stands in the listing where it was known to be, looking as it did. Whatever was put
since, whatever a scan found changed, and what could not be told then (held, unread, refused) is in doubt. After a
whole scan, when very many were put, and when a folder moved, which moves all in it, everything is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from megadesk.model.ids import NodeId
from megadesk.model.listing import Entry, Listing, LocalNode
from megadesk.model.relpath import RelPath, parent_of
from megadesk.model.tree import Node
from megadesk.sync import apart
from megadesk.sync.identity import Among, Match
from megadesk.sync.paths import Paths
from megadesk.sync.spots import Spots


class Doubts:
    """Of one pair. ``spots``: who stands where. ``inside``: the nodes in a folder.

    share: told of a node that stands as it was known to, with its entry: one of what both say is enough.
    """

    def __init__(
        self,
        root: NodeId,
        local: Mapping[NodeId, LocalNode],
        paths: Paths,
        spots: Spots,
        inside: Callable[[NodeId], Collection[Node]],
        share: Callable[[NodeId, Entry], None],
    ) -> None:
        self._root = root
        self._local = local
        self._paths = paths
        self._spots = spots
        self._inside = inside
        self._share = share
        self._everything = True
        self._is_uncounted = False
        """Whether more were put than are kept in mind."""
        self._nodes: set[NodeId] = set()
        self._stood: set[RelPath] = set()
        """Paths of entries that may have no node, or another one."""

    def note(self, node: NodeId, stood: RelPath | None) -> None:
        """Note that a node was put, and where it was before; call it when ``paths`` knows of it."""
        self._everything = self._everything or not self._paths.are_known
        if self._is_uncounted:
            return
        self._nodes.add(node)
        if stood is not None:
            self._stood.add(stood)
        if len(self._nodes) > apart.MANY:
            self._everything = self._is_uncounted = True
            self._nodes, self._stood = set(), set()

    def about(self, listing: Listing) -> Among | None:
        """Return what is in doubt now that a scan has shown this; None if all of it is."""
        if listing.changed is None:
            self._everything = True
        if self._everything:
            return None
        self._stood.update(listing.changed or ())
        for node in self._spots.crowded():
            # A step of ours was told that one is where another stood, which had moved on and was not seen to yet.
            self._nodes.add(node)
            stood = self._paths.last(node)
            if stood is not None:
                self._stood.add(stood)
        for path in self._stood:
            # Also where it was in doubt before: a step of ours may have put another there since, folder and all.
            there = self._node_at(path)
            if there is not None:
                self._nodes.add(there)
        for folder in {parent_of(path) for path in self._stood if not path.isascii()}:
            # Another spelling of the same name may stand beside it.
            above = self._node_at(folder) if folder else self._root
            self._nodes.update(node.id for node in (self._inside(above) if above is not None else ()))
        return Among(frozenset(self._nodes), frozenset(self._stood), self._node_at)

    def looked(self, found: Match) -> None:
        """Note what a look has told, once all of it is kept."""
        if not self._paths.are_known:
            self._everything = True
            return
        paths, entries = self._paths.every(), found.listing.entries
        in_doubt = set(entries) if self._is_uncounted else {*found.unmatched, *found.seen_anew, *self._stood}
        noted = self._local if self._is_uncounted else self._nodes
        for key in {*found.lost, *(found.at[path] for path in found.seen_anew), *noted}:
            known = self._local.get(key)
            entry = entries.get(paths[key]) if known is not None and key in paths else None
            if known is not None and entry is not None and _is_as_known(known, entry.kind, entry.fingerprint):
                self._nodes.discard(key)
                in_doubt.discard(entry.path)
                self._share(key, entry)
            elif known is not None:
                self._nodes.add(key)
            else:
                self._nodes.discard(key)
        self._stood = {path for path in in_doubt if path in entries}
        self._everything = self._is_uncounted = False

    def _node_at(self, path: RelPath) -> NodeId | None:
        """Return the node that is known to stand at a path, spelt just so."""
        here: NodeId | None = self._root
        for name in path.split("/"):
            here = self._spelt(here, name) if here is not None else None
        return here

    def _spelt(self, folder: NodeId, spelling: str) -> NodeId | None:
        there = self._spots.at(folder, spelling)
        if there is None or self._local[there].spelling == spelling:
            return there
        # Two spellings of one name may stand side by side for a while: one of them has the place.
        found = (node.id for node in self._inside(folder) if self._local[node.id].spelling == spelling)
        return next(found, None)


def _is_as_known(known: LocalNode, kind: object, fingerprint: object) -> bool:
    return known.node.kind is kind and known.fingerprint == fingerprint
