"""One path of a pair, as it is known on each side: what “megadesk why” asks about.

path --> the node here (as last seen), in the cloud (as last verified), as agreed; and the disk, looked at now
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from megadesk.model.ids import NodeId
from megadesk.model.listing import LocalNode
from megadesk.model.reasons import ReasonKind, reason_of
from megadesk.model.relpath import RelPath, is_under
from megadesk.model.tree import Node, Tree
from megadesk.sync.diff import differing, same
from megadesk.sync.outlook import Outlook
from megadesk.sync.pilot import PairReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A path of a pair; "" is the pair's folder. ``disk``: where it is or would be on this computer.

    outlook: None while the pair's folder could not be opened. remote: the pair's folder in the cloud.
    """

    report: PairReport
    outlook: Outlook | None
    remote: Tree
    path: RelPath
    disk: str
    node: NodeId | None = None
    here: LocalNode | None = None
    there: Node | None = None

    @property
    def is_folder(self) -> bool:
        """Whether it is the pair's folder, or a folder in it on either side."""
        sides = (self.there, self.here.node if self.here is not None else None)
        return not self.path or any(node is not None and node.is_folder for node in sides)

    @property
    def is_known(self) -> bool:
        """Whether anything is known of it beside what is on the disk now."""
        agreed = self.outlook.base(self.node) if self.outlook is not None and self.node is not None else None
        return self.here is not None or self.there is not None or agreed is not None

    @property
    def is_on_disk(self) -> bool:
        """Whether anything is there now, looked at for this."""
        return os.path.lexists(self.disk)

    @property
    def is_as_seen(self) -> bool:
        """Whether the disk is still as it was last seen."""
        if self.here is None:
            return not self.is_on_disk
        try:
            now = os.lstat(self.disk)
        except OSError:
            return False
        seen = self.here.fingerprint
        return self.here.node.is_folder or (now.st_size, now.st_mtime_ns) == (seen.size_bytes, seen.mtime_ns)

    @property
    def is_in_step(self) -> bool:
        """Whether both sides show the same, and the disk is still as it was seen."""
        both = self.here is not None and self.there is not None and same(self.here.node, self.there)
        return both and self.is_as_seen

    def differing_below(self) -> int:
        """Return how many things in a folder are not the same here and in the cloud."""
        if self.outlook is None:
            return 0
        local = Tree(self.remote.root, self.outlook.nodes())
        apart = differing(local, self.remote)
        return (
            sum(self._holds(key, local) or self._holds(key, self.remote) for key in apart) if self.path else len(apart)
        )

    def _holds(self, key: NodeId, tree: Tree) -> bool:
        return key in tree and (key == self.node or any(above == self.node for above in tree.ancestors(key)))

    def ignored_below(self) -> int:
        """Return how many paths in a folder a rule leaves out."""
        unknown = self.outlook.unknown() if self.outlook is not None else ()
        return sum(
            reason_of(one.reason).kind is ReasonKind.IGNORED and is_under(one.path, self.path) for one in unknown
        )
