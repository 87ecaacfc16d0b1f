"""How one path stands, and why: the answer to “why is this file not synced?”, for anything a person may point at.

    PATH --in a pair's folder?--> Subject: the node here, as agreed, in the cloud
         `-in the cloud?--------> the same, if a pair brings it here; else in the cloud alone, or in the bin
    Subject --> the first of: a reason of its own | of a folder above it | in step | what the whole pair waits for |
                its transfer | not looked at yet          a folder: the worst of what is in it, and how much of each

Nothing is looked up twice and nothing waits: it answers in the middle of a scan, offline, and while a pair is paused.
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from megadesk.engine.because import (
    MOVING,
    OPEN,
    WORST,
    Because,
    code_of_transfer,
    of_problem,
    whole_problem,
    whole_reason,
)
from megadesk.engine.clock import rfc3339
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.engine import Engine
from megadesk.engine.places import place_of
from megadesk.engine.status import facts_of_problem
from megadesk.engine.subject import Below, Subject, typed_path
from megadesk.ipc import messages as m
from megadesk.model.errors import Argument, BadName, BadUsage, NotFound
from megadesk.model.ids import NodeId
from megadesk.model.pair import PairState, Problem
from megadesk.model.reasons import ReasonKind, reason_of
from megadesk.model.relpath import PRIVATE_FOLDER, ROOT, CloudPath, RelPath, is_under, parse_cloud_path, printable
from megadesk.model.transfer import Direction, TransferState
from megadesk.model.tree import Tree
from megadesk.model.values import replace
from megadesk.model.wording import because, sentences, words_for
from megadesk.sync.ignore import IGNORED
from megadesk.sync.problems import CONFLICT
from megadesk.sync.report import PairReport


class Inquiry:
    """Answers for one engine. Safe from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._running = engine.supervisor
        self._space = self._running.world.space

    def answer(self, asked: m.Why) -> m.Standing:
        """Return how a path stands; NotFound if it is nowhere, saying what was looked at."""
        subject = self._subject_on_disk(typed_path(asked.local))
        if subject is None:
            return self._in_the_cloud(asked) or self._outside(asked)
        return self._standing(asked.path, subject)

    def in_the_cloud(self, path: str) -> m.Standing:
        """Return how a place of the cloud stands; NotFound if nothing is there."""
        found = self._in_the_cloud(m.Why(path=path, local=""))
        if found is None:
            raise self._nowhere(path)
        return found

    def _standing(self, shown: str, subject: Subject) -> m.Standing:
        pair = subject.report.pair
        because = self._because(subject)
        if because is None:
            raise self._nowhere(shown)
        path = because.arguments.get("path") or (printable(subject.path) or pair.name)
        problem = Problem(code=because.code, path=ROOT, arguments={**because.arguments, "path": path})
        return _standing(shown, because, problem, pair=pair.id, cloud=self._engine.cloud_path(pair.root))

    def _nowhere(self, shown: str) -> NotFound:
        return NotFound(what="why", path=printable(shown), roots=self._roots())

    def _roots(self) -> str:
        return ", ".join(printable(report.pair.local) for report in self._running.reports())

    # -- what is meant --------------------------------------------------------------------------------------------------

    def _subject_on_disk(self, local: str) -> Subject | None:
        """Return what a path of this computer is in a pair; None if it is in none."""
        reports = {report.pair.id: report for report in self._running.reports()}
        place = place_of((report.pair for report in reports.values()), local)
        return None if place is None else self._subject(reports[place.pair.id], place.path)

    def _subject(self, report: PairReport, path: RelPath, node: NodeId | None = None) -> Subject:
        remote = self._space.tree(report.pair.root)
        outlook = self._running.runner(report.pair.id).outlook()
        if node is None and outlook is not None:
            node = outlook.at(path)
        if node is None:
            found = remote.at(RelPath(unicodedata.normalize("NFC", path)))
            node = None if found is None or not path else found.id
        here = outlook.local(node) if node is not None and outlook is not None else None
        return Subject(
            report=report, outlook=outlook, remote=remote, path=path, node=node, here=here,
            disk=str(Path(report.pair.local, *path.split("/"))), there=remote.get(node) if node is not None else None,
        )  # fmt: skip

    def _in_the_cloud(self, asked: m.Why) -> m.Standing | None:
        """Return how a place of the cloud stands; None if it is none, or nothing is there."""
        try:
            where = parse_cloud_path(asked.path)
        except (BadUsage, BadName):
            return None
        files = CloudFiles(self._running)
        try:
            tree, node = files.existing(where)
        except NotFound:
            return None
        for report in self._running.reports():
            if node.id == report.pair.root or report.pair.root in tree.ancestors(node.id):
                path = _below(where, tree, report.pair.root)
                return self._standing(asked.path, self._subject(report, path, node.id if path else None))
        code = "binned" if where.area == "bin" else "only_in_the_cloud"
        problem = Problem(code=code, path=ROOT, arguments={"path": str(where)})
        return _standing(asked.path, Because(code=code), problem, pair="")

    def _outside(self, asked: m.Why) -> m.Standing:
        if not os.path.lexists(typed_path(asked.local)):
            raise self._nowhere(asked.path)
        code = "not_in_a_pair"
        problem = Problem(code=code, path=ROOT, arguments={"path": printable(asked.path), "roots": self._roots()})
        return _standing(asked.path, Because(code=code), problem, pair="")

    # -- why ------------------------------------------------------------------------------------------------------------

    def _because(self, subject: Subject) -> Because | None:
        if subject.path.partition("/")[0] == PRIVATE_FOLDER:
            return Because(code="our_own")
        own = self._own_reason(subject) or self._reason_above(subject) or self._damaged(subject.report)
        if own is not None:
            return own
        if subject.is_folder:
            return self._because_of_folder(subject)
        if subject.is_in_step:
            return self._in_step(subject)
        is_known = subject.node is not None and subject.is_known
        return self._pending(subject) if is_known or os.path.lexists(subject.disk) else None

    def _damaged(self, report: PairReport) -> Because | None:
        """Return what does not verify of what the server shows; then nothing is known to be in step."""
        error = self._space.frozen or (report.error if report.state is PairState.DAMAGED else None)
        return None if error is None else of_problem(whole_problem(error, report), report)

    def _own_reason(self, subject: Subject) -> Because | None:
        """Return the reason that this very path has, or that makes it a question."""
        report = subject.report
        for problem in (*report.problems, *(one for one in report.issues if one.code == CONFLICT)):
            if problem.path and (problem.path == subject.path or (problem.node and problem.node == subject.node)):
                return of_problem(problem, report)
        return None

    def _reason_above(self, subject: Subject) -> Because | None:
        """Return why the path, or a folder above it, is not looked at, or waits."""
        unknown = subject.outlook.unknown_at(subject.path) if subject.outlook is not None and subject.path else None
        if unknown is not None:
            facts: dict[str, Argument] = {"path": printable(unknown.path)}
            if unknown.detail:
                facts |= {"detail": unknown.detail, "rule": unknown.detail}
            return Because(code=unknown.reason, arguments=facts)
        rule = subject.left_out()
        if rule is not None:
            return Because(code=IGNORED, arguments={"path": printable(subject.path), "rule": str(rule)})
        for problem in subject.report.problems:
            if problem.path and is_under(subject.path, problem.path):
                found = of_problem(problem, subject.report)
                return Because(code="behind", arguments={"other": printable(problem.path)}, since_ms=found.since_ms)
        return None

    def _in_step(self, subject: Subject) -> Because:
        report = subject.report
        version = subject.there.version if subject.there is not None else None
        when = rfc3339(report.synced_ms) if report.synced_ms is not None else None
        return Because(code="synced", arguments={"version": version, "when": when}, since_ms=report.synced_ms)

    def _pending(self, subject: Subject) -> Because:
        """Return what something waits for that is not in step and has no reason of its own."""
        whole = whole_reason(self._running, subject.report)
        if whole is not None:
            return whole
        held = subject.held()
        if held is not None:
            return Because(code=held, arguments=_named(subject))
        behind = _behind(subject, subject.waits_for())
        if behind is not None:
            return behind
        moving = self._transfer(subject)
        if moving is not None:
            return moving
        outlook = subject.outlook
        if outlook is None or (subject.report.state is PairState.SCANNING and not subject.is_known):
            return Because(code="scanning")
        if outlook.touched(subject.path) or not subject.is_known or not subject.is_as_seen:
            return Because(code="just_saved")
        if subject.node is not None and (outlook.is_to_be_sent(subject.node) or outlook.is_to_be_fetched(subject.node)):
            return Because(code="queued", arguments={"ahead": max(0, subject.report.pending - 1)})
        return Because(code="planned")

    def _transfer(self, subject: Subject) -> Because | None:
        """Return where the transfer of a file stands, and how many are before it."""
        ahead: Counter[Direction] = Counter()
        for line in self._running.world.transfers.lines():
            if line.subject.pair == subject.report.pair.id and line.path == subject.path and line.state in OPEN:
                code = code_of_transfer(line)
                if line.state is TransferState.PAUSED:
                    return Because(code=code, arguments={"transfer": line.id})
                if code in MOVING.values():
                    percent = 100 * line.bytes_done // line.bytes_total if line.bytes_total else 0
                    return Because(code=code, arguments={"percent": percent})
                behind = {} if line.error is None else because(line.error)
                return Because(code=code, arguments={"ahead": ahead[line.subject.direction], **behind})
            ahead[line.subject.direction] += line.state in OPEN
        return None

    # -- folders --------------------------------------------------------------------------------------------------------

    def _because_of_folder(self, subject: Subject) -> Because | None:
        """Return the worst of what is in a folder, led by how much there is of each."""
        if subject.path and subject.node is None and not os.path.lexists(subject.disk):
            return None
        report = subject.report
        inside = [problem for problem in report.problems if problem.path and is_under(problem.path, subject.path)]
        inside += [one for one in report.issues if one.code == CONFLICT and is_under(one.path, subject.path)]
        below = subject.below(inside)
        whole = whole_reason(self._running, report)
        lead = self._lead(subject, inside, below) if subject.outlook is not None else None
        if whole is not None and (below.is_apart or not subject.path):
            return replace(whole, lead=lead)
        for kind in WORST:
            if kind is ReasonKind.WAITING and below.is_apart:
                planned = Because(code="planned", arguments=_named(subject))
                return replace(_behind(subject, below.behind) or planned, lead=lead)
            for problem in inside:
                if reason_of(problem.code).kind is kind:
                    return replace(of_problem(problem, report), lead=lead)
        if subject.path and not subject.is_known:
            return self._pending(subject)
        return replace(self._in_step(subject), lead=lead)

    def _lead(self, subject: Subject, inside: list[Problem], below: Below) -> m.Said:
        """Return how much is in a folder: in step, and of each kind that is not."""
        counts = Counter(reason_of(problem.code).kind for problem in inside)
        counts[ReasonKind.WAITING] += below.waiting
        counts[ReasonKind.IGNORED] += below.ignored
        numbers = {kind.value: counts[kind] for kind in (*WORST, ReasonKind.IGNORED) if counts[kind]}
        return m.Said(code="folder_stands", arguments={**_named(subject), "in_step": below.in_step, **numbers})


def _standing(shown: str, because: Because, problem: Problem, *, pair: str, cloud: str = "") -> m.Standing:
    arguments = facts_of_problem(problem, issue=because.issue, pair=pair, cloud=cloud)
    said = m.Said(code=problem.code, arguments=arguments)
    return m.Standing(
        path=printable(shown), state=reason_of(because.code).kind.value, reason=because.code,
        detail=sentences([said] if because.lead is None else [because.lead, said]),
        remedy=words_for(problem.code, arguments).remedy, arguments=arguments, lead=because.lead,
        since=rfc3339(because.since_ms) if because.since_ms else None,
    )  # fmt: skip


def _behind(subject: Subject, others: Sequence[NodeId]) -> Because | None:
    """Return that a path waits behind others: the first of them that has a reason, else the last; None if for nobody."""
    if not others or subject.outlook is None:
        return None
    problems = {problem.node: problem for problem in subject.report.problems if problem.node is not None}
    other = next((other for other in others if other in problems), others[-1])
    found = problems.get(other)
    path = found.path if found is not None else subject.outlook.path(other)
    return Because(
        code="behind", arguments={**_named(subject), "other": printable(path) if path else None},
        since_ms=found.since_ms if found is not None else None,
    )  # fmt: skip


def _named(subject: Subject) -> dict[str, Argument]:
    return {"path": printable(subject.path) or subject.report.pair.name}


def _below(where: CloudPath, tree: Tree, root: NodeId) -> RelPath:
    """Return the path below a pair's folder of a place in its area."""
    return RelPath("/".join(where.names[len(tree.path(root).split("/")) :]))
