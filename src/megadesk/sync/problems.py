"""Why things of one pair are not synced, each with one reason: gathered from everybody who knows one.

    scan: what it could not take for a node --+
    planner: what this disk cannot hold ------+--> one_each --> one Problem a path
    cloud: records that do not open ----------+
    executor: steps that were refused --------+
    names of conflict copies ------------------> conflicts_of
    what holds the whole pair -----------------> problem_of_error

Pure. Since when each holds is the ledger's to say, what a code means ``model/reasons``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol

from megadesk.crypto.primitives import sha256
from megadesk.model.errors import Argument, DecisionNeeded, MegadeskError
from megadesk.model.ids import NodeId, PairId
from megadesk.model.listing import LocalNode, Unknown
from megadesk.model.pair import Problem
from megadesk.model.reasons import ReasonKind, reason_of
from megadesk.model.relpath import ROOT, RelPath
from megadesk.sync.conflict import copied_from

CONFLICT: Final = "conflict"
ID_DIGITS: Final = 10
"""Of 100,000 issues two share an id of ten digits once in two hundred cases; then more has to be said (“several”)."""


class Shown(Protocol):
    """The disk, as far as names of conflict copies go (sync.folder.Folder)."""

    @property
    def local(self) -> Mapping[NodeId, LocalNode]:
        """Every node on disk."""

    @property
    def copies(self) -> Iterable[NodeId]:
        """Those with a name that a conflict copy may have."""

    def at_place(self, parent: NodeId, name: str) -> NodeId | None:
        """Return the node of that name in a folder."""

    def path(self, node: NodeId) -> RelPath:
        """Return where a node is."""


def conflicts_of(shown: Shown) -> Iterator[Problem]:
    """Yield a problem for each conflict copy that stands beside what it is a copy of (row 38: gone with either)."""
    for copy in sorted(shown.copies):
        node = shown.local[copy].node
        original = copied_from(node.name)
        if original is None or shown.at_place(node.parent, original) is None:
            continue
        yield Problem(code=CONFLICT, path=shown.path(copy), node=copy, arguments={"name": original})


def of_unknown(unknown: Mapping[RelPath, Unknown]) -> Iterator[Problem]:
    """Yield why a scan took paths for no nodes; what a rule ignores is as it should be, and is left out."""
    for path, why in unknown.items():
        if reason_of(why.reason).kind is not ReasonKind.IGNORED:
            yield Problem(code=why.reason, path=path, arguments=_details(why))


def _details(why: Unknown) -> dict[str, Argument]:
    return {"reason" if why.reason == "bad_name" else "detail": why.detail} if why.detail else {}


def one_each(*groups: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return one problem for each path, from the first group that has one; for each node, if it is nowhere.

    Of two nodes each has its own: where one is on this disk another may have to be.
    """
    found: dict[RelPath | NodeId, Problem] = {}
    for group in groups:
        for problem in group:
            first = found.setdefault(problem.path or problem.node or ROOT, problem)
            if first.node is not None and problem.node is not None and first.node != problem.node:
                found.setdefault(problem.node, problem)
    return tuple(found.values())


def problem_of_error(error: MegadeskError) -> Problem:
    """Return what holds a whole pair as a problem of its folder."""
    reason = error.arguments.get("reason")
    code = str(reason) if isinstance(error, DecisionNeeded) and reason else error.code
    return Problem(code=code, path=ROOT, arguments=error.arguments)


def subject_of(problem: Problem) -> bytes:
    """Return what a problem is about, whatever its words: the question that is asked, the node, or the path."""
    digest = problem.arguments.get("digest")
    if isinstance(digest, str):
        return bytes.fromhex(digest)
    return problem.node or problem.path.encode("utf-8", "surrogatepass")


def issue_id(pair: PairId, problem: Problem) -> str:
    """Return the short name of an issue: the same over restarts, for as long as it is the same thing."""
    data = b"\0".join((pair.encode(), problem.code.encode(), subject_of(problem)))
    return sha256(b"megadesk/v1/issue\0" + data).hex()[:ID_DIGITS]
