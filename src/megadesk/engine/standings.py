"""How the nodes of a list stand on this device: where each is on this disk, and whether it is in step.

    node --in the folder of a pair?--> no: cloud, or binned
                                       as the disk was last seen? --> synced, of a folder the worst that is in it
                                       else the first of: a reason of its own | of a folder above | left out by a rule |
                                       what the whole pair waits for | its transfer | planned

For ten thousand at once: what is the same for all is looked up once, by the first that needs it. So nothing here looks at
the disk; ``why`` does, for one path. Codes are those of ``model/reasons``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from megadesk.engine.because import OPEN, WORST, code_of_transfer, whole_reason
from megadesk.model.ids import NodeId, PairId
from megadesk.model.pair import PairState, Problem
from megadesk.model.reasons import ReasonKind, reason_of
from megadesk.model.relpath import ROOT, RelPath, join, parent_of
from megadesk.model.tree import Node, Tree
from megadesk.sync.diff import differing, same
from megadesk.sync.ignore import IGNORED
from megadesk.sync.outlook import Outlook
from megadesk.sync.problems import CONFLICT
from megadesk.sync.report import PairReport
from megadesk.sync.view import View

if TYPE_CHECKING:
    from megadesk.engine.supervisor import Supervisor

SYNCED: Final = "synced"
CLOUD: Final = "cloud"
BINNED: Final = "binned"
_RANKS: Final[Mapping[ReasonKind, int]] = {kind: rank for rank, kind in enumerate(WORST)}
_FIRST: Final = -1
_NO_RANK: Final = len(WORST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How one node stands. ``local``: where it is on this computer; empty if it is not, or nobody knows yet."""

    state: str
    local: str = ""
    pair: PairId | None = None


class Standings:
    """How nodes stand at the moment this was made: for one list, then it is out of date. For one thread."""

    def __init__(self, running: Supervisor) -> None:
        self._bin = running.world.space.root("bin")
        self._pairs = {report.pair.root: _Pair(running, report) for report in running.reports()}
        self._pair_of: dict[NodeId, _Pair | None] = {}

    def of(self, tree: Tree, node: Node) -> Stand:
        """Return how a node of the tree of an area stands."""
        pair = self._pair(tree, node)
        if pair is None:
            return Stand(state=BINNED if tree.root == self._bin else CLOUD)
        return pair.stand(node)

    def _pair(self, tree: Tree, node: Node) -> _Pair | None:
        """Return the pair in whose folder a node is, or whose folder it is."""
        walked: list[NodeId] = []
        at: Node | None = node
        found: _Pair | None = None
        while at is not None:
            if at.id in self._pair_of:
                found = self._pair_of[at.id]
                break
            if at.is_folder:
                walked.append(at.id)
            if at.id in self._pairs:
                found = self._pairs[at.id]
                break
            at = tree.get(at.parent)
        self._pair_of.update(dict.fromkeys(walked, found))
        return found


class _Pair:
    """One pair, looked at once."""

    def __init__(self, running: Supervisor, report: PairReport) -> None:
        self._running = running
        self._report = report
        self._root = report.pair.root
        runner = running.roster.find(report.pair.id)
        self._outlook: Outlook | None = runner.outlook() if runner is not None else None
        self._paths: dict[NodeId, RelPath | None] = {self._root: ROOT}
        self._is_behind: dict[NodeId, bool] = {self._root: False}

    def stand(self, node: Node) -> Stand:
        """Return how a node stands that is in the pair's folder in the cloud, or is that folder."""
        path = self._path(node.id) if self._outlook is not None else None
        local = "" if path is None else join_local(self._report.pair.local, path)
        return Stand(state=self._state(node, path), local=local, pair=self._report.pair.id)

    # -- where --------------------------------------------------------------------------------------------------------

    def _path(self, key: NodeId) -> RelPath | None:
        """Return where a node is on this disk, below the pair's folder, as it was last seen; None if it is not there."""
        if key in self._paths:
            return self._paths[key]
        assert self._outlook is not None, "asked only then"
        known = self._outlook.local(key)
        self._paths[key] = None  # a gap or a ring ends here
        above = self._path(known.node.parent) if known is not None else None
        path = join(above, known.spelling) if known is not None and above is not None else None
        if known is None or not known.node.is_folder:
            del self._paths[key]
        else:
            self._paths[key] = path
        return path

    # -- how ----------------------------------------------------------------------------------------------------------

    def _state(self, node: Node, path: RelPath | None) -> str:
        if node.id == self._root:
            return self._whole or self._inside.get(node.id, SYNCED)
        own = self._own_code(node, path)
        if own:
            return own
        if self._is_below_problem(node.parent):
            return "behind"
        if self._damage:
            return self._damage
        outlook = self._outlook
        known = outlook.local(node.id) if outlook is not None else None
        if known is not None and same(known.node, node):
            return self._inside.get(node.id, SYNCED) if node.is_folder else SYNCED
        if known is None and outlook is not None and self._is_left_out(node.id):
            return IGNORED
        return self._pending(node)

    def _own_code(self, node: Node, path: RelPath | None) -> str:
        """Return the reason that a node has of its own, or for which it is not looked at; empty if there is none."""
        found = self._by_node.get(node.id)
        if found is None and (self._by_path or self._has_unknown) and self._outlook is not None:
            at = path if path is not None else self._remote_path(node)
            unknown = self._outlook.unknown_at(at) if self._has_unknown else None
            found = self._by_path.get(at) or (unknown.reason if unknown is not None else None)
        return found or ""

    def _remote_path(self, node: Node) -> RelPath:
        return self._remote.path(node.id) if node.id in self._remote else ROOT

    def _is_below_problem(self, folder: NodeId) -> bool:
        """Whether a folder, or one above it, is held by a problem: then what is in it waits behind that."""
        known = self._is_behind.get(folder)
        if known is None:
            self._is_behind[folder] = False
            above = self._remote.get(folder)
            known = folder in self._held_nodes or (above is not None and self._is_below_problem(above.parent))
            self._is_behind[folder] = known
        return known

    def _is_left_out(self, key: NodeId) -> bool:
        """Whether a rule keeps a node from coming here, or a folder above it."""
        left_out, here = self._view.left_out, self._remote.get(key)
        while here is not None:
            if here.id in left_out:
                return left_out[here.id].rule is not None
            here = self._remote.get(here.parent)
        return False

    def _pending(self, node: Node) -> str:
        """Return what a node waits for that is not in step and has no reason of its own."""
        outlook = self._outlook
        if self._whole or outlook is None:
            return self._whole or "scanning"
        held = outlook.held(node.id)
        if held or outlook.waits_for(node.id):
            return held or "behind"
        if node.id in self._moving:
            return self._moving[node.id]
        if self._report.state is PairState.SCANNING and outlook.local(node.id) is None:
            return "scanning"
        is_queued = outlook.is_to_be_sent(node.id) or outlook.is_to_be_fetched(node.id)
        return "queued" if is_queued else "planned"

    # -- what is the same for all -------------------------------------------------------------------------------------

    @cached_property
    def _remote(self) -> Tree:
        return self._running.world.space.tree(self._root)

    @cached_property
    def _view(self) -> View:
        assert self._outlook is not None, "asked only then"
        return self._outlook.view(self._remote)

    @cached_property
    def _whole(self) -> str:
        """What the whole pair waits for; empty if for nothing."""
        reason = whole_reason(self._running, self._report)
        return self._damage or (reason.code if reason is not None else "")

    @cached_property
    def _damage(self) -> str:
        """What does not verify of what the server shows; then nothing is known to be in step."""
        report = self._report
        error = self._running.world.space.frozen or (report.error if report.state is PairState.DAMAGED else None)
        return "" if error is None else error.code

    @cached_property
    def _problems(self) -> list[Problem]:
        report = self._report
        own = (*report.problems, *(one for one in report.issues if one.code == CONFLICT))
        return [problem for problem in own if problem.path]

    @cached_property
    def _by_node(self) -> dict[NodeId, str]:
        return {one.node: one.code for one in reversed(self._problems) if one.node is not None}

    @cached_property
    def _by_path(self) -> dict[RelPath, str]:
        return {one.path: one.code for one in reversed(self._problems)}

    @cached_property
    def _held_nodes(self) -> frozenset[NodeId]:
        """The folders that are held, by what is said of them; a problem may be of a path alone."""
        found = {one.node for one in self._report.problems if one.path and one.node is not None}
        if self._outlook is not None:
            places = [self._outlook.at(one.path) for one in self._report.problems if one.path and one.node is None]
            found.update(place for place in places if place is not None)
        return frozenset(found)

    @cached_property
    def _has_unknown(self) -> bool:
        return self._outlook is not None and bool(self._outlook.unknown())

    @cached_property
    def _moving(self) -> dict[NodeId, str]:
        """What open transfers of this pair mean for their files."""
        return {
            line.subject.node: code_of_transfer(line)
            for line in self._running.world.transfers.lines()
            if line.subject.pair == self._report.pair.id and line.state in OPEN
        }

    # -- what is in folders -------------------------------------------------------------------------------------------

    @cached_property
    def _inside(self) -> dict[NodeId, str]:
        """The worst that is below each folder; one that is not in it has nothing but what is in step."""
        worst: dict[NodeId, tuple[int, str]] = {}
        for problem in self._problems:
            rank = _RANKS.get(reason_of(problem.code).kind, _NO_RANK)
            if rank < _NO_RANK:
                self._mark(worst, self._folder_of(problem), (rank, problem.code))
        if self._outlook is not None and (self._report.pending or self._report.state is not PairState.SYNCED):
            # What the whole pair waits for goes first, as long as anything waits for it.
            waits = (_FIRST, self._whole) if self._whole else (_RANKS[ReasonKind.WAITING], "planned")
            for folder in self._folders_apart():
                self._mark(worst, folder, waits)
        return {folder: code for folder, (_, code) in worst.items()}

    def _mark(self, worst: dict[NodeId, tuple[int, str]], folder: NodeId | None, mark: tuple[int, str]) -> None:
        """Note something for a folder and all above it; one that has as bad has it noted above as well."""
        while folder is not None and not (folder in worst and worst[folder][0] <= mark[0]):
            worst[folder] = mark
            folder = self._parent(folder)

    def _parent(self, folder: NodeId) -> NodeId | None:
        if folder == self._root:
            return None
        node = self._remote.get(folder)
        if node is not None:
            return node.parent
        known = self._outlook.local(folder) if self._outlook is not None else None
        return known.node.parent if known is not None else None

    def _folder_of(self, problem: Problem) -> NodeId | None:
        """Return the folder that something stands in which has a problem."""
        if problem.node is not None and (parent := self._parent(problem.node)) is not None:
            return parent
        above = parent_of(problem.path)
        return self._root if not above else self._outlook.at(above) if self._outlook is not None else None

    def _folders_apart(self) -> Iterable[NodeId]:
        """Yield the folders in which something is to become the same on both sides; problems are told elsewhere."""
        assert self._outlook is not None, "asked only then"
        here, there = Tree(self._root, self._outlook.nodes()), self._view.tree
        for key in differing(here, there):
            if key not in self._by_node:
                yield from {tree.nodes[key].parent for tree in (here, there) if key in tree.nodes}


def join_local(folder: str, path: RelPath) -> str:
    """Return where a path of a pair is on this computer."""
    return f"{folder.rstrip(os.sep)}{os.sep}{path.replace('/', os.sep)}" if path else folder
