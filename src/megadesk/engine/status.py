"""Reports of all parts -> one Status. Pure: what tray, window and command line say comes from here."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.engine.clock import rfc3339
from megadesk.engine.losses import way_back
from megadesk.engine.storage import Storage
from megadesk.ipc import messages as m
from megadesk.model.backup import Point, every_word
from megadesk.model.commit import Head
from megadesk.model.errors import Argument, MegadeskError
from megadesk.model.pair import PairKind, PairState, Problem
from megadesk.model.reasons import ReasonKind, reason_of
from megadesk.model.relpath import ROOT, printable
from megadesk.model.states import Facts, Part, state_parts
from megadesk.model.transfer import Direction, Rest, TransferFigures
from megadesk.model.wording import facts_of, sentences, words_for, words_of
from megadesk.store.backups import BackupPlan
from megadesk.store.settings import AccountFacts
from megadesk.sync.problems import CONFLICT, issue_id, problem_of_error
from megadesk.sync.report import PairReport

HELD_SHOWN: Final = 100
"""A status is sent at each change, so it names no more than these; the count is of all."""

SCHEDULED: Final = "scheduled"
"""The state of a backup that has nothing to do before its next run."""

NOBODY_RESTS: Final[Mapping[Direction, Collection[Rest]]] = {}


@dataclass(frozen=True, slots=True)
class PauseFacts:
    """Whether a person paused everything, and until when (RFC 3339 text), if that has an end."""

    is_on: bool = False
    until: str | None = None


NO_PAUSE: Final = PauseFacts()

IMPORTANCE: Final = tuple(PairState)
"""PairState lists its members most important first."""


def pair_status(report: PairReport, remote: str) -> m.PairStatus:
    """Return one pair as front ends see it."""
    whole = _whole(report)
    words, arguments = None, {}
    if whole is not None:
        arguments = facts_of_problem(whole, issue=issue_id(report.pair.id, whole), pair=report.pair.id, cloud=remote)
        words = words_for(whole.code, arguments)
    return m.PairStatus(
        id=report.pair.id,
        name=report.pair.name,
        local=report.pair.local,
        remote=remote,
        direction=report.pair.direction.value,
        symlinks=report.pair.links.value,
        state=report.state.value,
        pending=report.pending,
        files=report.files,
        bytes=report.bytes,
        issues=len(report.issues),
        last_synced=rfc3339(report.synced_ms) if report.synced_ms is not None else None,
        reason=words.sentence if words is not None else None,
        remedy=words.remedy if words is not None else None,
        code=whole.code if whole is not None else None,
        arguments=arguments,
        held=[_held(report, problem) for problem in _paths(report)[:HELD_SHOWN]],
    )


def backup_status(
    report: PairReport,
    remote: str,
    *,
    plan: BackupPlan,
    last: Point | None,
    next_ms: int | None,
    rests: bool,
    error: MegadeskError | None = None,
) -> m.BackupStatus:
    """Return one backup as front ends see it. ``error``: why the last run was not written down, if it was not."""
    told = pair_status(report, remote)
    facts = {name: getattr(told, name) for name in m.PairStatus.__struct_fields__}
    if rests:
        facts["state"] = SCHEDULED
    if error is not None and told.reason is None:
        words = words_of(error)
        facts |= {"reason": words.sentence, "remedy": words.remedy, "code": error.code, "arguments": facts_of(error)}
    return m.BackupStatus(
        **facts,
        every=every_word(plan.every_ms),
        running=plan.begun_ms is not None or report.busy,
        run=last.run if last is not None else None,
        last_run=rfc3339(last.finished_ms) if last is not None else None,
        next_run=rfc3339(next_ms) if next_ms is not None else None,
    )


def _whole(report: PairReport) -> Problem | None:
    """Return what holds the whole pair: what a guard asks, or an error."""
    if report.guard is not None or report.error is None:
        return report.guard
    return problem_of_error(report.error)


def _paths(report: PairReport) -> list[Problem]:
    """Return the issues beside what holds the whole pair, which is its reason."""
    whole = _whole(report)
    if whole is None:
        return list(report.issues)
    return [problem for problem in report.issues if (problem.code, problem.path) != (whole.code, whole.path)]


def _held(report: PairReport, problem: Problem) -> m.HeldPath:
    issue = issue_id(report.pair.id, problem)
    arguments = facts_of_problem(problem, issue=issue, pair=report.pair.id)
    words = words_for(problem.code, arguments)
    return m.HeldPath(
        id=issue, path=printable(problem.path), code=problem.code, message=words.sentence, remedy=words.remedy,
        arguments=arguments,
    )  # fmt: skip


def facts_of_problem(problem: Problem, *, issue: str, pair: str, cloud: str = "") -> dict[str, Argument]:
    """Return what fills the words for a problem: its path, and what its commands name: issue, pair, the way back."""
    path = printable(problem.path) or problem.arguments.get("path")
    return {"pair": pair, **problem.arguments, "path": path, "issue": issue, "rewind": way_back(problem, cloud)}


def overall_state(
    reports: Sequence[PairReport], *, signed_in: bool, online: bool, frozen: MegadeskError | None, paused: bool = False
) -> str:
    """Return the state of everything: the most important one that holds. ``paused``: by a person, all of it."""
    if frozen is not None:
        return PairState.DAMAGED.value
    if not signed_in:
        return "signed_out"
    if paused:
        return PairState.PAUSED.value
    states = {report.state for report in reports}
    if any(_is_asked(problem) for report in reports for problem in report.issues):
        states.add(PairState.ATTENTION)
    if not online:
        states.add(PairState.OFFLINE)
    if states and all(report.state is PairState.PAUSED for report in reports) and reports and online:
        return PairState.PAUSED.value
    active = states - {PairState.PAUSED}
    for state in IMPORTANCE:
        if state in active:
            return state.value
    return PairState.SYNCED.value


def _is_asked(problem: Problem) -> bool:
    """Whether a person has to decide. A conflict is one, though both versions are safe and its folder goes on."""
    return reason_of(problem.code).kind is ReasonKind.ASKED


def _reason(state: str, reports: Sequence[PairReport], frozen: MegadeskError | None) -> str | None:
    """Return the code behind the overall state, from the first pair that has it."""
    cause = _cause(state, reports, frozen)
    return None if cause is None else cause.code


def _arguments(state: str, reports: Sequence[PairReport], frozen: MegadeskError | None) -> Mapping[str, Argument]:
    cause = _cause(state, reports, frozen)
    return facts_of(cause) if isinstance(cause, MegadeskError) else cause.arguments if cause is not None else {}


def _cause(state: str, reports: Sequence[PairReport], frozen: MegadeskError | None) -> MegadeskError | Problem | None:
    if frozen is not None:
        return frozen
    for report in reports:
        if report.state.value == state:
            if report.guard is not None:
                return report.guard
            if report.error is not None and state != PairState.OFFLINE.value:
                return report.error
    return None


def _is_of_something(problem: Problem) -> bool:
    """Whether a problem is of one file or folder, be it that nobody knows where, and not of the whole pair."""
    return problem.path != ROOT or problem.node is not None


def _said(
    state: str, reports: Sequence[PairReport], figures: TransferFigures, frozen: MegadeskError | None, pause: PauseFacts
) -> Iterator[Part]:
    """Yield what is to be said of everything; a folder that is paused among others is not passed over."""
    yield from state_parts(
        state,
        Facts(
            files=sum(report.files for report in reports),
            pairs=len(reports),
            pending=sum(report.pending for report in reports),
            held=sum(_is_of_something(problem) for report in reports for problem in report.problems),
            conflicts=sum(problem.code == CONFLICT for report in reports for problem in report.issues),
            bps=figures.up_bps + figures.down_bps,
            seconds_left=figures.seconds_left,
            all_paused=pause.is_on,
            until=pause.until,
            reason=_reason(state, reports, frozen),
            arguments=_arguments(state, reports, frozen),
        ),
    )
    paused = sum(report.state is PairState.PAUSED for report in reports)
    if paused and state != PairState.PAUSED.value:
        yield Part("paused_folders", {"folders": paused})


def resting(rests: Mapping[Direction, Collection[Rest]], paused: int) -> Iterator[Part]:
    """Yield what is to be added if nothing moves some way, and who wants that; a person counts before the schedule.

    paused: how many transfers are. Single ones are said too: weeks later nobody knows why a file does not come.
    """
    ways = [way for way, who in rests.items() if who]
    if ways:
        what = "both_ways" if len(ways) > 1 else "uploads" if ways == [Direction.UPLOAD] else "downloads"
        who = "paused" if any({Rest.PERSON, Rest.ALL} & {*rests[way]} for way in ways) else "resting"
        yield Part(f"{who}_{what}")
    elif paused:
        yield Part("paused_transfers", {"transfers": paused})


def errands_said(busy: int, waiting: int) -> Iterator[Part]:
    """Yield what is to be added if puts and gets by hand go on or wait: their files are in no folder that is synced."""
    if busy:
        yield Part("errands_busy", {"errands": busy})
    if waiting:
        yield Part("errands_waiting", {"errands": waiting})


def transfer_status(
    figures: TransferFigures, rests: Mapping[Direction, Collection[Rest]] = NOBODY_RESTS
) -> m.TransferStatus:
    """Return the transfers as front ends see them."""
    return m.TransferStatus(
        active=figures.active,
        queued=figures.queued,
        paused=figures.paused,
        resting=[way.value for way, who in rests.items() if who],
        failed=figures.failed,
        up_bps=figures.up_bps,
        down_bps=figures.down_bps,
        bytes_left=figures.bytes_left,
        seconds_left=figures.seconds_left,
    )


def head_status(head: Head | None, *, verified: bool) -> m.HeadStatus | None:
    """Return how far a space is verified; None before the first time."""
    return None if head is None else m.HeadStatus(seq=head.seq, hash=head.commit_id.hex(), verified=verified)


def quota(storage: Storage | None) -> m.Quota | None:
    """Return what is stored, and for what; None before the server has said so."""
    if storage is None:
        return None
    return m.Quota(
        used=storage.used, total=storage.total, files=storage.files, versions=storage.versions, bin=storage.bin,
        backups=storage.backups, kept_days=storage.kept_days,
    )  # fmt: skip


def full_status(
    *,
    facts: AccountFacts | None,
    unlocked: bool,
    online: bool,
    frozen: MegadeskError | None,
    pairs: Sequence[tuple[PairReport, str]],
    figures: TransferFigures,
    storage: Storage | None,
    head: Head | None,
    locked: MegadeskError | None = None,
    rests: Mapping[Direction, Collection[Rest]] = NOBODY_RESTS,
    errands: tuple[int, int] = (0, 0),
    backups: Sequence[m.BackupStatus] = (),
    pause: PauseFacts = NO_PAUSE,
    notes: Sequence[Part] = (),
) -> m.Status:
    """Return the state of everything.

    pairs: all of them, the pairs of backups too; ``backups``: these as they are shown.
    locked: why an account that is known here does not run. errands: how many puts and gets go on, and how many wait.
    notes: what else is to be said.
    """
    reports = [report for report, _ in pairs]
    state = overall_state(reports, signed_in=unlocked, online=online, frozen=frozen, paused=pause.is_on)
    if locked is not None:
        said = [Part(locked.code, facts_of(locked), remedy=True)]
    else:
        said = [*_said(state, reports, figures, frozen, pause)]
        if state != PairState.PAUSED.value:
            said += resting(rests, figures.paused)
    said += [*errands_said(*errands), *notes]
    shown_head = head_status(head, verified=frozen is None)
    return m.Status(
        state=state,
        sentence=sentences(said),
        said=[m.Said(code=one.code, arguments=dict(one.arguments), remedy=one.remedy) for one in said],
        account=facts.email if facts else None,
        server=facts.server if facts else None,
        online=online,
        key_store=facts.key_store if facts else None,
        pairs=[pair_status(report, remote) for report, remote in pairs if report.pair.kind is PairKind.SYNC],
        backups=list(backups),
        transfers=transfer_status(figures, rests),
        quota=quota(storage),
        issues=sum(len(report.issues) for report in reports),
        asked=sum(_is_asked(problem) for report in reports for problem in report.issues),
        head={"main": shown_head} if shown_head else {},
        frozen=frozen.code if frozen else None,
        paused=pause.is_on,
        paused_until=pause.until,
        device_name=facts.device_name if facts else None,
    )
