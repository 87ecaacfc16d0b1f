"""What is left of one plan and what was done of it: the page that all who carry it out write on.

    executor --take_on(plan)--> uploads, places, discards    what is left; structure, cargo and publishing take away
                                done, touched, replan        what came of it, for the books and for the machine
    attempt(step) --Stale, Refused ...--> hold               what goes wrong concerns one node

Read next: executor.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress

from megadesk.model.errors import BadName, FileBusy, MegadeskError, NotFound, OurBug, Refused, Stale, Waiting
from megadesk.model.ids import NodeId
from megadesk.model.overlay import Overlay
from megadesk.model.relpath import ROOT, RelPath
from megadesk.model.tree import Node, Tree
from megadesk.sync.folder import Folder
from megadesk.sync.holds import Holds
from megadesk.sync.plan import Discard, Place, Plan, Put, aliases_in
from megadesk.sync.stopping import never


class Work:
    """One plan under way. ``remote``: the cloud as it was when planned, with what was published since."""

    def __init__(self, folder: Folder, holds: Holds, check: Callable[[], None] = never) -> None:
        self._check = check
        self.folder = folder
        self.holds = holds
        self.remote: MutableMapping[NodeId, Node] = {}
        self._aliases: dict[NodeId, str] = {}
        self.uploads: dict[NodeId, Node] = {}
        self.places: dict[NodeId, Node] = {}
        self.discards: dict[NodeId, Discard] = {}
        self.behind: Mapping[NodeId, NodeId] = {}
        self.done: set[NodeId] = set()
        self.touched: set[RelPath] = set()
        self.replan = False
        self.is_unflushed = False

    def take_on(self, plan: Plan, remote: Tree) -> None:
        """Begin with another plan."""
        self.remote = Overlay(remote.nodes)
        uploads = [step.node for step in plan.remote_steps if isinstance(step, Put) and step.uploads]
        # Folder by folder, so that each is opened once: in the plan they stand by their ids, which means nothing.
        self.uploads = {node.id: node for node in sorted(uploads, key=lambda node: (node.parent, node.name))}
        self.places = {step.node.id: step.node for step in plan.local_steps if isinstance(step, Place)}
        self.discards = {step.id: step for step in plan.local_steps if isinstance(step, Discard)}
        self.behind = plan.behind
        self._aliases = aliases_in(plan.local_steps)
        self.done = set()

    def drop(self) -> None:
        """Begin nothing more of it."""
        self.uploads.clear()
        self.places.clear()
        self.discards.clear()

    def attempt(self, node: NodeId, action: Callable[[], None]) -> bool:
        """Run one step, if the pair is not to end; return whether it was done. What goes wrong concerns this node alone."""
        self._check()
        try:
            action()
        except (Stale, FileBusy, Refused, Waiting) as error:
            if isinstance(error, Stale | BadName) and not self.folder.intents.replay_due:
                self.folder.intents.not_done(node)  # both touch nothing, but it may have been done before a crash
            else:
                self.folder.intents.perhaps_done(node)
            self.hold(node, error)
            return False
        self.note_done(node)
        return True

    def note_done(self, node: NodeId) -> None:
        """Take in that a node is as the plan wants it on disk: base follows, and nothing holds it any more."""
        self.done.add(node)
        self.is_unflushed = True
        self.holds.end(node)

    def hold(self, node: NodeId, error: MegadeskError, *, sending: bool = False) -> None:
        """Leave a node alone for a while, and let a new plan do without it."""
        self.holds.hold(node, error, self.remote.get(node), sending=sending)
        self.replan = True
        if isinstance(error, Stale | FileBusy):
            path = self.path_of(node)
            if path != ROOT:
                self.touched.add(path)

    def path_of(self, node: NodeId) -> RelPath:
        """Return where a node is, or, while it is not on disk yet, where it is to be; the root if it is nowhere."""
        with suppress(OurBug):  # what is in the stage may have no folder any more
            if node in self.folder.local:
                return self.folder.path(node)
        with suppress(NotFound):
            return Tree(self.folder.root, self.remote).path(node)
        return ROOT

    def spelling(self, node: Node) -> str:
        """Return what a node is to be called on this disk: by its name, or by the alias that the plan gives it."""
        return self._aliases.get(node.id, node.name)
