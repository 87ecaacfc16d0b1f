"""Everything that is wrong with one pair at a moment, each with the time it was first seen, and what of it is an issue.

    machine: guard, error, watching --+
    folder, executor: problems.py ----+--> Gathering.take() --ledger--> Gathered
    names of conflict copies ---------+

Asked for after each command, so what was gathered is used again as long as nothing it came from is different.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from megadesk.model.errors import FileBusy, Stale
from megadesk.model.ids import NodeId
from megadesk.model.listing import Unknown
from megadesk.model.pair import Problem
from megadesk.model.reasons import reason_of
from megadesk.model.relpath import RelPath
from megadesk.sync.executor import Executor
from megadesk.sync.folder import Folder
from megadesk.sync.holds import Hold
from megadesk.sync.ledger import Ledger
from megadesk.sync.looking import Looking
from megadesk.sync.machine import PairMachine
from megadesk.sync.patience import CHANGING_MS
from megadesk.sync.ports import Clock
from megadesk.sync.problems import CONFLICT, conflicts_of, of_unknown, one_each, problem_of_error


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is wrong. ``problems``: what is not synced, or how it is watched; ``issues``: what a person should know."""

    problems: tuple[Problem, ...]
    guard: Problem | None
    issues: tuple[Problem, ...]


class Gathering:
    """Gathers for one pair. ``planned``: what the last plan could not do."""

    def __init__(self, ledger: Ledger, machine: PairMachine) -> None:
        self._ledger = ledger
        self._machine = machine
        self.planned: tuple[Problem, ...] = ()
        self._found: tuple[Problem, ...] = ()
        self._unknown: Mapping[RelPath, Unknown] | None = None
        self._held: Mapping[NodeId, str] | None = None
        self._unread: tuple[Problem, ...] = ()
        self._came_from: object = None
        self._stamped: tuple[Problem, ...] = ()
        self._stamped_from: object = None
        self._has_forgotten = False
        self._issues: tuple[Problem, ...] | None = None
        """What of them is an issue, if that is not a matter of time or of what a person settled."""

    def of_paths(self, looking: Looking, executor: Executor, clock: Clock) -> tuple[Problem, ...]:
        """Return what is not synced, one reason a path."""
        folder = looking.folder
        now_ms, wall_ms = clock.now_ms(), clock.wall_ms()
        busy = tuple(
            Problem(code=_busy_code(now_ms - since_ms), path=path, since_ms=wall_ms - (now_ms - since_ms))
            for path, since_ms in looking.reading.busy.items()
        )
        holds = tuple(_held(node, executor.path_of(node), hold, now_ms) for node, hold in executor.holds.items())
        rules = folder.rulebook.problems
        if self._held is not folder.held:
            self._held, self._unread = folder.held, tuple(_unread_of(folder))
        came_from = (self.planned, busy, holds, rules, self._unread)
        if self._unknown is not folder.unknown or self._came_from != came_from:
            self._found = one_each(busy, of_unknown(folder.unknown), self._unread, self.planned, holds, rules)
            self._unknown, self._came_from = folder.unknown, came_from
        return self._found

    def take(self, folder: Folder | None, paths: tuple[Problem, ...], now_ms: int, *, forgets: bool) -> Gathered:
        """Return all of it; ``forgets``: all is well but for these (Ledger.stamped)."""
        machine, ledger = self._machine, self._ledger
        whole: list[Problem] = [machine.guard] if machine.guard is not None else []
        if machine.error is not None:
            whole.append(problem_of_error(machine.error))
        problems = (*machine.watching.problems(), *paths)
        conflicts = tuple(conflicts_of(folder)) if folder is not None and folder.copies else ()
        came_from = (whole, problems, conflicts)
        # Quick if they are the same objects, as they are at rest. Once others were forgotten, no new ones can have come.
        if self._stamped_from != came_from or (forgets and not self._has_forgotten):
            self._stamped = ledger.stamped([*whole, *problems, *conflicts], now_ms, forgets=forgets)
            self._stamped_from, self._has_forgotten, self._issues = came_from, forgets, None
        return Gathered(
            problems=self._stamped[len(whole) : len(whole) + len(problems)],
            guard=self._stamped[0] if machine.guard is not None else None,
            issues=self._issues_of(self._stamped, now_ms, may_be_settled=bool(conflicts)),
        )

    def _issues_of(self, found: tuple[Problem, ...], now_ms: int, *, may_be_settled: bool) -> tuple[Problem, ...]:
        if self._issues is not None:
            return self._issues
        settled = self._ledger.settled if may_be_settled else frozenset[NodeId]()
        known = (one for one in found if reason_of(one.code).is_issue(now_ms - one.since_ms))
        issues = tuple(one for one in known if one.code != CONFLICT or one.node not in settled)
        if not may_be_settled and not any(reason_of(one.code).passes for one in found):
            self._issues = issues
        return issues


def _unread_of(folder: Folder) -> Iterator[Problem]:
    """Yield why known files that may be others by now could not be read; what is in a held folder is held with that."""
    if not folder.held or folder.listing is None:
        return
    paths, seen = folder.paths.every(), folder.listing.entries
    for node, code in folder.held.items():
        known, path = folder.local.get(node), paths.get(node)
        if known is not None and path is not None and path in seen and known.node.parent not in folder.held:
            yield Problem(code=code, path=path, node=node)


def _held(node: NodeId, path: RelPath, hold: Hold, now_ms: int) -> Problem:
    is_busy = isinstance(hold.error, FileBusy)
    code = _busy_code(now_ms - hold.since_ms) if is_busy else hold.error.code
    return Problem(code=code, path=path, node=node, arguments=hold.error.arguments)


def passes(problem: Problem, hold: Hold | None, now_ms: int) -> bool:
    """Whether a problem will most likely be gone by itself in a moment, so that work is still under way.

    What was otherwise for half a minute, whenever it was tried, does not pass: the folder is a link now, say.
    """
    lasts_ms = 0 if hold is None else now_ms - hold.since_ms
    return problem.code in {FileBusy.code, Stale.code} and lasts_ms < CHANGING_MS


def _busy_code(lasts_ms: int) -> str:
    """Return what a file is called that somebody writes to: after a while it is no passing thing any more."""
    return FileBusy.code if lasts_ms < CHANGING_MS else "changing"
