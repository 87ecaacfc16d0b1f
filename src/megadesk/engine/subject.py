"""One path of a pair, as it is known on each side: what “megadesk why” asks about.

path --> the node here (as last seen), in the cloud (as last verified), as agreed; and the disk, looked at now
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass

from megadesk.model.errors import NotFound
from megadesk.model.ids import NodeId
from megadesk.model.listing import LocalNode
from megadesk.model.pair import Problem
from megadesk.model.reasons import ReasonKind, reason_of
from megadesk.model.relpath import RelPath, is_under, unsaid
from megadesk.model.tree import Node, Tree
from megadesk.sync.diff import differing, same
from megadesk.sync.ignore_lines import RuleLine
from megadesk.sync.outlook import Outlook
from megadesk.sync.report import PairReport
from megadesk.sync.view import View


def typed_path(text: str) -> str:
    """Return the path of this computer that a person means: names that are no text are told in the form they are shown.

    What is really called so goes first.
    """
    raw = unsaid(text)
    return raw if raw != text and os.path.lexists(raw) and not os.path.lexists(text) else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """How many files in a folder are the same on both sides, are to become so, or are left out by a rule.

    is_apart: something is to become the same, be it only a folder. behind: what one of these waits for, if they all wait
    for others (``Subject.waits_for``).
    """

    is_apart: bool = False
    in_step: int = 0
    waiting: int = 0
    ignored: int = 0
    behind: Sequence[NodeId] = ()


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

    def below(self, problems: Collection[Problem]) -> Below:
        """Return how the files in a folder stand; those with one of these problems are counted elsewhere."""
        if self.outlook is None:
            return Below()
        view, here = self.outlook.view(self.remote), Tree(self.remote.root, self.outlook.nodes())
        there = view.tree
        told = {problem.node for problem in problems}, {problem.path for problem in problems}
        apart = {key for key in differing(here, there) if self._holds(key, here) or self._holds(key, there)}
        apart |= {
            key for key, verdict in view.left_out.items() if verdict.rule is None and self._holds(key, self.remote)
        }
        waiting = [key for key in sorted(apart) if key not in told[0] and self._path(key, here).isdisjoint(told[1])]
        others = [self._waits_for(key) for key in waiting]
        inside = [node for node in there.below(self.node or there.root) if not node.is_folder]
        return Below(
            is_apart=bool(waiting),
            in_step=sum(node.id not in apart and node.id not in told[0] for node in inside),
            waiting=sum(not self._known(key, here).is_folder for key in waiting),
            ignored=self._ignored_below() + self._left_out_below(view),
            behind=others[0] if others and all(others) else (),
        )

    def held(self) -> str | None:
        """Return why nothing is concluded about what is known of the path, if it is not where it was."""
        return self.outlook.held(self.node) if self.outlook is not None and self.node is not None else None

    def waits_for(self) -> Sequence[NodeId]:
        """Return what the path waits for, the nearest first, because that has its name, or that of a folder above it."""
        return self._waits_for(self.node) if self.node is not None else ()

    def _waits_for(self, node: NodeId) -> Sequence[NodeId]:
        if self.outlook is None:
            return ()
        above = (node, *self.remote.ancestors(node)) if node in self.remote else (node,)
        return next((found for one in above if (found := self.outlook.waits_for(one))), ())

    def left_out(self) -> RuleLine | None:
        """Return the rule that keeps something of the cloud from coming here; None if it is to come."""
        if self.outlook is None or self.node is None or self.there is None or self.here is not None:
            return None
        verdict = self.outlook.view(self.remote).left_out.get(self.node)
        return verdict.rule if verdict is not None else None

    def _holds(self, key: NodeId, tree: Tree) -> bool:
        return key in tree and (not self.path or any(above == self.node for above in (key, *tree.ancestors(key))))

    def _known(self, key: NodeId, here: Tree) -> Node:
        node = here.get(key)
        return self.remote[key] if node is None else node

    def _path(self, key: NodeId, here: Tree) -> set[RelPath]:
        """Return where a node is: here, and in the cloud."""
        found: set[RelPath] = set()
        for tree in (here, self.remote):
            with suppress(NotFound):  # not there, or in the middle of a change
                found.add(tree.path(key))
        return found

    def _ignored_below(self) -> int:
        unknown = self.outlook.unknown() if self.outlook is not None else ()
        return sum(
            reason_of(one.reason).kind is ReasonKind.IGNORED and is_under(one.path, self.path) for one in unknown
        )

    def _left_out_below(self, view: View) -> int:
        """Return how many files of the cloud a rule keeps from coming, but for those that stand ignored on the disk."""
        return sum(
            verdict.rule is not None and not self.remote[key].is_folder and self._holds(key, self.remote)
            and self._is_nowhere_here(self.remote.path(key))
            for key, verdict in view.left_out.items()
        )  # fmt: skip

    def _is_nowhere_here(self, path: RelPath) -> bool:
        return self.outlook is None or self.outlook.unknown_at(path) is None
