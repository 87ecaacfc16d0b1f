"""The reasons that more than one asks for: what a whole pair waits for, and what a transfer that is not over means.

why         one path, in full
standings   ten thousand at once
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from megadesk.engine.clock import rfc3339
from megadesk.ipc import messages as m
from megadesk.model.errors import Argument, MegadeskError
from megadesk.model.pair import PairKind, PairState, Problem
from megadesk.model.reasons import ReasonKind
from megadesk.model.relpath import ROOT, printable
from megadesk.model.transfer import Direction, Rest, TransferLine, TransferState
from megadesk.sync.problems import issue_id, problem_of_error
from megadesk.sync.report import PairReport
from megadesk.transfers.listing import THIS

if TYPE_CHECKING:
    from megadesk.engine.supervisor import Supervisor

WORST: Final = (
    ReasonKind.ASKED, ReasonKind.FAILED, ReasonKind.HELD, ReasonKind.WAITING, ReasonKind.SKIPPED,
)  # fmt: skip
"""Of what is in a folder, the first of these is said."""

MOVING: Final = {
    (Direction.UPLOAD, TransferState.ACTIVE): "uploading",
    (Direction.DOWNLOAD, TransferState.ACTIVE): "downloading",
}

OPEN: Final = {
    TransferState.QUEUED: "queued", TransferState.ACTIVE: "queued", TransferState.RETRYING: "retrying",
    TransferState.PAUSED: "transfer_paused", TransferState.WAITING: "retrying",
}  # fmt: skip
"""Transfers that are still to end, and what is said of them unless they move."""

_PAUSES: Final = {
    THIS: "transfer_paused", Rest.ALL.value: "all_paused", Rest.SCHEDULE.value: "transfers_rest",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """The reason that was found. ``lead``: what is said before it, of folders."""

    code: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    since_ms: int | None = None
    issue: str = ""
    lead: m.Said | None = None


def whole_reason(running: Supervisor, report: PairReport) -> Because | None:
    """Return what a whole pair waits for; None if for nothing."""
    resting = _resting(running, report) if not running.rests else None
    if resting is not None:
        return resting
    if report.guard is not None:
        return of_problem(report.guard, report)
    if report.error is not None and report.state is not PairState.OFFLINE:
        return of_problem(whole_problem(report.error, report), report)
    if running.rests and report.state is PairState.PAUSED and not _is_paused(running, report):
        until_ms = running.rests_until()
        return Because(code="all_paused", arguments={"until": None if until_ms is None else rfc3339(until_ms)})
    if report.state is PairState.PAUSED:
        return Because(code="backup_paused" if report.pair.kind is PairKind.BACKUP else "paused")
    if report.state is PairState.OFFLINE or not running.online:
        return Because(code="offline")
    return None


def _is_paused(running: Supervisor, report: PairReport) -> bool:
    """Whether a person paused this pair, all others apart."""
    return any(pair.id == report.pair.id and pair.paused for pair in running.roster.remembered())


def _resting(running: Supervisor, report: PairReport) -> Because | None:
    """Return that a backup waits for its next run, and when that is; None if it does not."""
    if not running.backups.rests(report.pair):
        return None
    next_ms = running.backups.next_ms(report.pair)
    return Because(code="scheduled", arguments={"when": None if next_ms is None else rfc3339(next_ms)})


def of_problem(problem: Problem, report: PairReport) -> Because:
    """Return a problem as the reason that it is."""
    facts: dict[str, Argument] = {**problem.arguments}
    if problem.path:
        facts["path"] = printable(problem.path)
    return Because(
        code=problem.code, arguments=facts, since_ms=problem.since_ms, issue=issue_id(report.pair.id, problem)
    )


def whole_problem(error: MegadeskError, report: PairReport) -> Problem:
    """Return what holds a whole pair, as the issue that it is if it is one."""
    problem = problem_of_error(error)
    return next((one for one in report.issues if (one.code, one.path) == (problem.code, ROOT)), problem)


def code_of_transfer(line: TransferLine) -> str:
    """Return what an open transfer means for its file."""
    if line.state is TransferState.PAUSED:
        return _PAUSES.get(line.reason, "transfers_paused")
    return MOVING.get((line.subject.direction, line.state), OPEN[line.state])
