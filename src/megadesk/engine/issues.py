"""What a person should know, and what they decided: list, show, resolve.

    reports of all pairs --> rows, each with a short id            show: both versions of a conflict, all that would go
    resolve: the remedy of one issue, or of all that it fits --> the pair's thread, the cloud, or the pair itself

What an issue is, the pair says (``sync/gathering``); here it is put into words, and answers go where they belong.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from msgspec.structs import replace

from megadesk.engine.clock import rfc3339
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.conflicts import both, keep_copy, keep_original, original_of
from megadesk.engine.engine import Engine
from megadesk.engine.losses import change_of, losses_of
from megadesk.engine.relocation import relocate
from megadesk.engine.sides import Sides, told
from megadesk.engine.status import facts_of_problem
from megadesk.engine.versions import BY_DEVICE, Makers, Versions
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, DecisionNeeded, MegadeskError, NotFound, Stale
from megadesk.model.ids import DeviceId, NodeId, PairId
from megadesk.model.pair import Keep, PairKind, PairState, Problem, SyncPair
from megadesk.model.reasons import COMMANDS, REASONS, ReasonKind, Remedy, reason_of
from megadesk.model.relpath import RelPath, join, name_of, parent_of, printable
from megadesk.model.transfer import Direction, Subject
from megadesk.model.wording import facts_of, words_for, words_of
from megadesk.sync.conflict import copied_from
from megadesk.sync.events import Answered, RescanAsked
from megadesk.sync.problems import CONFLICT, issue_id, problem_of_error
from megadesk.sync.report import CopiesSettled, Decide, PairReport

log = logging.getLogger(__name__)

ACTIONS: Final = frozenset(COMMANDS) - {Remedy.RELINK}

TOLD_MAX: Final = 10_000
"""Of what was decided at once so much is named: a message has a bound."""

LOOK_S: Final = 5.0
"""So long a list waits for the first look at a pair; then it says that there may be more."""

ONE_VERSION: Final = BY_DEVICE | {Remedy.KEEP_COPY, Remedy.KEEP_NAME}
"""Of a conflict, these keep one version and take the other away."""


@dataclass(frozen=True, slots=True)
class Found:
    """One issue of one pair. ``versions``: of a conflict whose files are both in the cloud; ``cloud``: the pair's folder there."""

    id: str
    report: PairReport
    problem: Problem
    versions: Versions | None = None
    cloud: str = ""

    @property
    def pair(self) -> SyncPair:
        """The pair it is of."""
        return self.report.pair

    @property
    def is_conflict(self) -> bool:
        """Whether it is about two versions of one file."""
        return self.problem.code == CONFLICT

    @property
    def original(self) -> tuple[PairId, RelPath] | None:
        """The file that a conflict copy stands beside; None if it is no conflict."""
        name = copied_from(name_of(self.problem.path)) if self.is_conflict else None
        return None if name is None else (self.pair.id, join(parent_of(self.problem.path), name))

    @property
    def remedies(self) -> list[Remedy]:
        """What a person can do about it; for a conflict only words that say which version they mean."""
        found = reason_of(self.problem.code).remedies
        if not self.is_conflict:
            return list(found)
        no_words = self.versions.no_words if self.versions is not None else BY_DEVICE
        return [one for one in found if one not in no_words]


def row(found: Found) -> m.IssueRow:
    """Return an issue as front ends see it."""
    problem, reason = found.problem, reason_of(found.problem.code)
    arguments = facts_of_problem(problem, issue=found.id, pair=found.pair.id, cloud=found.cloud)
    words = words_for(problem.code, arguments)
    return m.IssueRow(
        id=found.id, pair=found.pair.name, path=printable(problem.path), code=problem.code, kind=reason.kind.value,
        message=words.sentence, remedy=words.remedy, arguments=arguments, since=rfc3339(problem.since_ms),
        remedies=[one.value for one in found.remedies],
        actions=[COMMANDS[one] for one in found.remedies if one in COMMANDS],
    )  # fmt: skip


def needed(report: PairReport) -> MegadeskError | None:
    """Return the error for somebody who waits while a pair waits for a person: with the command that answers it."""
    if report.state is PairState.WAITING:
        return report.error
    if report.waits:
        reason = "backup_paused" if report.pair.kind is PairKind.BACKUP else "paused"
        return DecisionNeeded(reason=reason, pair=report.pair.name)
    if report.state is not PairState.ATTENTION:
        return None
    problem = report.guard or (problem_of_error(report.error) if report.error is not None else None)
    if problem is None or (report.guard is None and not isinstance(report.error, DecisionNeeded)):
        return report.error
    facts: dict[str, Any] = {
        name: value
        for name, value in problem.arguments.items()
        if name in {"files", "direction", "days", "path", "uploaded", "ending", "name", "device"}
    }
    return DecisionNeeded(reason=problem.code, pair=report.pair.name, issue=issue_id(report.pair.id, problem), **facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of one answer: the issues that it decided.

    is_paused: the pair carries it out when it goes on. is_awaited: the pair is busy, and has not taken it yet.
    """

    found: Sequence[Found] = ()
    is_paused: bool = False
    is_awaited: bool = False


class IssueDesk:
    """The issues of one engine. Each call stands for itself; safe from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._running = engine.supervisor

    # -- looking ------------------------------------------------------------------------------------------------------

    def page(self, body: m.ListIssues) -> m.Issues:
        """Return a page of the issues, of one pair, code or text if so asked. Words are made for what is on it only."""
        looking = self._looking(body.pair)
        everything = self._of(pair=body.pair, code=body.code)
        alike = Counter((report.pair.id, problem.code) for report, problem in everything)
        fits = _with_text(everything, body.text)
        fits.sort(key=_is_not_asked)
        here = fits[body.offset : body.offset + body.limit]
        kinds = {(report.pair.id, problem.code) for report, problem in here}
        return m.Issues(
            issues=[row(self._in_full(*one)) for one in here], total=len(fits),
            asked=sum(not _is_not_asked(one) for one in fits),
            alike={f"{pair} {code}": alike[pair, code] for pair, code in kinds}, looking=looking,
        )  # fmt: skip

    def _looking(self, pair: str = "") -> list[str]:
        """Wait until each pair can say what there is to say, and return the names of those that still cannot."""
        only = self._engine.find_pair(pair).id if pair else None
        running = self._running

        def unknown() -> list[str]:
            return [
                report.pair.name for report in running.reports()
                if not report.is_known and only in {None, report.pair.id}
            ]  # fmt: skip

        with running.changed:
            running.changed.wait_for(lambda: not unknown(), LOOK_S)
        return unknown()

    def show(self, which: str) -> m.IssueDetail:
        """Return one issue in full."""
        found = self._one(which)
        question = found.report.question
        if found.problem is found.report.guard and question is not None:
            outlook = self._running.runner(found.pair.id).outlook()
            losses = losses_of(question, outlook.base_path if outlook is not None else lambda _node: None)
            burst = question.burst
            change = change_of(burst, found.problem, found.cloud) if burst is not None else None
            return m.IssueDetail(
                issue=row(found), losses=losses.shown, files=losses.files, bytes=losses.bytes, change=change
            )
        return m.IssueDetail(issue=row(found), versions=[told(side) for side in self._sides().of(*_about(found))])

    def preview(self, body: m.PreviewIssue, check: Callable[[], None]) -> Iterator[bytes]:
        """Yield the first bytes of one of the versions that an issue is about. BadUsage if it has none of that name."""
        found, sides = self._one(body.id), self._sides()
        side = next((one for one in sides.of(*_about(found)) if one.keep == body.keep), None)
        if side is None:
            raise BadUsage(what="preview", value=body.keep)
        return sides.pieces_of(side, body.max_bytes, check)

    def _sides(self) -> Sides:
        facts, label = self._engine.keeper.facts, self._running.device_label

        def author(node: NodeId) -> str | None:
            device = self._author(node)
            return None if device is None else label(device)

        return Sides(self._running, facts.device_name if facts is not None else "", author)

    def _versions(self, report: PairReport, problem: Problem) -> Versions | None:
        """Return both versions of a conflict; None for other issues, and while one of the two is not in the cloud."""
        if problem.code != CONFLICT or problem.node is None:
            return None
        tree = self._running.world.space.tree(report.pair.root)
        copy = tree.nodes.get(problem.node)
        original = original_of(tree, copy) if copy is not None else None
        return self._makers().versions(copy, original) if copy is not None and original is not None else None

    def _makers(self) -> Makers:
        facts, running = self._engine.keeper.facts, self._running
        return Makers(
            here=running.world.unlocked.facts.device, here_name=facts.device_name if facts is not None else "",
            author=self._author, label=running.device_label,
        )  # fmt: skip

    def _author(self, node: NodeId) -> DeviceId | None:
        stored = self._running.world.space.stored(node)
        return stored.device if stored is not None else None

    def _found(self, *, pair: str = "", code: str = "") -> list[Found]:
        return [self._in_full(*one) for one in self._of(pair=pair, code=code)]

    def _in_full(self, report: PairReport, problem: Problem) -> Found:
        return Found(
            issue_id(report.pair.id, problem), report, problem, self._versions(report, problem),
            self._engine.cloud_path(report.pair.root),
        )  # fmt: skip

    def _of(self, *, pair: str = "", code: str = "") -> list[tuple[PairReport, Problem]]:
        if code and code not in REASONS:
            raise BadUsage(what="code", value=printable(code))
        only = self._engine.find_pair(pair).id if pair else None
        reports = [report for report in self._running.reports() if only in {None, report.pair.id}]
        return [
            (report, problem)
            for report in reports
            for problem in sorted(report.issues, key=_importance)
            if code in {"", problem.code}
        ]

    def _one(self, which: str) -> Found:
        """Return the issue with this id, or the only one whose id begins so."""
        looking = self._looking()
        fits = [found for found in self._found() if which and found.id.startswith(which.lower())]
        if not fits and looking:
            raise Stale(reason="pair_busy", pair=looking[0])
        if not fits:
            raise NotFound(what="issue", value=which)
        if len(fits) > 1:
            raise BadUsage(what="issue", value=which, reason="several")
        return fits[0]

    # -- deciding -----------------------------------------------------------------------------------------------------

    def resolve(self, body: m.ResolveIssues) -> m.ResolvedIssues:
        """Do what was decided, for one issue or for all that it fits.

        For one, what goes wrong is raised; of many, each stands for itself, and what could not be done is said.
        """
        if body.action not in ACTIONS or bool(body.id) is body.all:
            raise BadUsage(what="remedy", value=body.action)
        if body.id:
            found = self._one(body.id)
            _check_fits(found, body)
            done = self._carry_out([found], body)
            if not done.found:
                raise Stale(path=printable(found.problem.path) or found.pair.name)
            return _answer_of([done])
        return self._resolve_all(body)

    def _resolve_all(self, body: m.ResolveIssues) -> m.ResolvedIssues:
        if body.action == Remedy.LOCATE:
            raise BadUsage(what="remedy", value=body.action, reason="one_only")
        looking = self._looking(body.pair)
        fits = [found for found in self._found(pair=body.pair, code=body.code) if body.action in _answers(found)]
        crowded = _crowded(fits) if body.action in ONE_VERSION else frozenset()
        done: list[Done] = []
        problems = [
            self._not_done(found, BadUsage(what="remedy", reason="several_copies", path=printable(found.original[1])))
            for found in fits
            if found.original is not None and found.original in crowded
        ]
        fits = [found for found in fits if found.original not in crowded]
        for batch in _batches(fits, body.action):
            try:
                now = self._carry_out(batch, body)
            except MegadeskError as e:
                log.info("pair %s: %d issues were not resolved: %s", batch[0].pair.id, len(batch), e.code)
                problems += [self._not_done(found, e) for found in batch]
                continue
            done.append(now)
            decided = {found.id for found in now.found}
            changed = [found for found in batch if found.id not in decided]
            problems += [self._not_done(found, Stale(path=printable(found.problem.path))) for found in changed]
        return replace(_answer_of(done), problems=problems[:TOLD_MAX], looking=looking)

    def _not_done(self, found: Found, why: MegadeskError) -> m.Issue:
        words, now = words_of(why), rfc3339(self._engine.clock.wall_ms())
        message = f"{words.sentence} {words.remedy}" if isinstance(why, BadUsage) else words.sentence
        return m.Issue(
            pair=found.pair.name, path=printable(found.problem.path), code=why.code, message=message, since=now,
            arguments=facts_of(why),
        )  # fmt: skip

    def _carry_out(self, batch: Sequence[Found], body: m.ResolveIssues) -> Done:
        """Do what was decided about issues of one pair that are alike; return what became of it."""
        first = batch[0]
        nodes = [found.problem.node for found in batch if found.problem.node is not None]
        match body.action:
            case Remedy.KEEP_LOCAL | Remedy.KEEP_REMOTE | Remedy.KEEP_BOTH if not first.is_conflict:
                return self._post(batch, Decide(nodes, Keep(body.action.removeprefix("keep_"))))
            case Remedy.KEEP_BOTH:
                return self._post(batch, CopiesSettled(nodes))
            case _ if body.action in ONE_VERSION:
                self._keep_one(first, nodes, body.action)
                if self._is_paused(first):
                    # Decided in the cloud, and not to be seen here before the pair goes on: nobody is asked again.
                    return self._post(batch, CopiesSettled(nodes))
            case Remedy.APPROVE | Remedy.RESTORE:
                digest = str(first.problem.arguments["digest"])
                return self._post(batch, Answered(digest, body.action == Remedy.APPROVE))
            case Remedy.LOCATE:
                relocate(self._engine, first.pair, body.folder or first.pair.local, relink=body.relink)
            case _:
                # One whose transfer a person cancelled would be refused again at once.
                pair = first.pair.id
                self._running.world.transfers.resume(Subject(pair, way, node) for node in nodes for way in Direction)
                return self._post(batch, RescanAsked())
        return Done(found=batch, is_paused=self._is_paused(first))

    def _keep_one(self, found: Found, nodes: Sequence[NodeId], action: str) -> None:
        outlook = self._running.runner(found.pair.id).outlook()
        if outlook is None:
            raise Stale("the folder is not open", path=printable(found.problem.path))
        try:
            for node in nodes:
                tree = self._running.world.space.tree(found.pair.root)
                meant = self._makers().versions(*both(tree, node, outlook)).kept_by(action)
                keep = keep_copy if meant is Remedy.KEEP_COPY else keep_original
                keep(CloudFiles(self._running), found.pair, node, outlook)
        except NotFound as e:
            raise NotFound(what="issue", value=found.id) from e

    def _is_paused(self, found: Found) -> bool:
        return self._engine.find_pair(found.pair.id).paused

    def _post(self, batch: Sequence[Found], order: Answered | CopiesSettled | Decide | RescanAsked) -> Done:
        """Tell a pair, and return what became of it; what it has not heard in time is done once it has."""
        runner = self._running.runner(batch[0].pair.id)
        ticket = runner.post(order)
        is_paused = self._is_paused(batch[0])
        if not self._engine.await_ticket(runner, ticket):
            return Done(found=batch, is_paused=is_paused, is_awaited=True)
        outcome = runner.report().outcomes.get(ticket)
        if outcome is not None and outcome.error is not None:
            raise outcome.error
        if isinstance(order, Decide) and outcome is not None:
            batch = [found for found in batch if found.problem.node in outcome.nodes]
        return Done(found=batch, is_paused=is_paused)


def _answer_of(done: Sequence[Done]) -> m.ResolvedIssues:
    """Return what was done, as much of it as a message holds."""
    decided = [(one, found) for one in done for found in one.found]
    told = decided[:TOLD_MAX]
    return m.ResolvedIssues(
        resolved=[row(found) for _, found in told],
        paused=[found.id for one, found in told if one.is_paused],
        awaited=[found.id for one, found in told if one.is_awaited and not one.is_paused],
        more=len(decided) - len(told),
    )


def _with_text(everything: list[tuple[PairReport, Problem]], text: str) -> list[tuple[PairReport, Problem]]:
    """Return those with a text in their path, or in the name of their pair."""
    needle = text.casefold()
    return [
        (report, problem) for report, problem in everything
        if not needle or needle in printable(problem.path).casefold() or needle in report.pair.name.casefold()
    ]  # fmt: skip


def _is_not_asked(one: tuple[PairReport, Problem]) -> bool:
    return reason_of(one[1].code).kind is not ReasonKind.ASKED


def _importance(problem: Problem) -> tuple[bool, str, str]:
    """Order what asks before what is held, then by path."""
    return (reason_of(problem.code).kind is not ReasonKind.ASKED, problem.path, problem.code)


def _answers(found: Found) -> tuple[str, ...]:
    """Return the answers to issues of this kind, also one that does not say which version of this very one is meant."""
    return reason_of(found.problem.code).remedies


def _about(found: Found) -> tuple[PairReport, Problem, Versions | None]:
    return found.report, found.problem, found.versions


def _crowded(fits: Sequence[Found]) -> frozenset[tuple[PairId, RelPath]]:
    """Return the files with several conflict copies: one answer for all of them would contradict itself."""
    counts = Counter(found.original for found in fits if found.original is not None)
    return frozenset(original for original, count in counts.items() if count > 1)


def _batches(fits: Sequence[Found], action: str) -> Iterator[list[Found]]:
    """Yield the issues that are decided together: what a pair's own thread does for many at once, else one by one."""
    together: dict[str, list[Found]] = {}
    for found in fits:
        alone = found.is_conflict and action != Remedy.KEEP_BOTH
        if alone or action in {Remedy.APPROVE, Remedy.RESTORE}:
            yield [found]
        else:
            together.setdefault(f"{found.pair.id} {found.is_conflict}", []).append(found)
    yield from together.values()


def _check_fits(found: Found, body: m.ResolveIssues) -> None:
    """Refuse an answer to another question than the one that is asked."""
    if body.action not in _answers(found):
        actions = [COMMANDS[one] for one in found.remedies if one in COMMANDS]
        raise BadUsage(
            what="remedy", value=body.action, reason="does_not_fit", code=found.problem.code,
            actions=", ".join(f"“{action}”" for action in actions) or "nothing of this kind",
        )  # fmt: skip
