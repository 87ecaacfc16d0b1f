"""Requests of front ends about errands: typed body in, typed result out.

put, get, answer, cancel --> Errands        watch --> Progress, at most ten times a second, until it is over or asks
"""

from __future__ import annotations

import os
from typing import Final

from megadesk.engine.clock import rfc3339, rfc3339_ns
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.engine import Engine
from megadesk.engine.errand_plan import ANSWERS, case_of
from megadesk.engine.errand_source import meant
from megadesk.engine.errands import Errands, Report
from megadesk.ipc import messages as m
from megadesk.ipc.listener import Call
from megadesk.model.errand import Answer, Item, Phase
from megadesk.model.errors import BadUsage, MegadeskError, Stale
from megadesk.model.ids import PairId
from megadesk.model.relpath import printable
from megadesk.model.transfer import Direction
from megadesk.model.wording import facts_of, words_of

WATCH_S: Final = 0.1
PROBLEMS_SHOWN: Final = 1_000
PAGE_MAX: Final = 1_000
ROW_MAX: Final = 1 << 53
_IN_ORDER: Final = (Answer.REPLACE, Answer.MERGE, Answer.RENAME, Answer.SKIP)


class ErrandRequests:
    """Answers what ipc/messages/errands.py lists."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def _errands(self) -> Errands:
        return self._engine.supervisor.errands

    def put(self, body: m.PutFiles, call: Call) -> m.ErrandStatus:
        """Begin to upload."""
        errand = self._errands.put(
            body.locals, body.remote, recursive=body.recursive, on_conflict=body.on_conflict, on_folder=body.on_folder
        )
        return self._begun(errand.pair, call)

    def get(self, body: m.GetFiles, call: Call) -> m.ErrandStatus:
        """Begin to download."""
        files = CloudFiles(self._engine.supervisor)
        found = meant(files, body.remotes, time=body.time, seq=body.seq, version=body.version)
        local = f"{body.local.rstrip(os.sep)}{os.sep}" if found.is_many else body.local
        errand = self._errands.get(
            found.places, local, recursive=body.recursive, on_conflict=body.on_conflict, on_folder=body.on_folder,
            then=found.then,
        )  # fmt: skip
        return self._begun(errand.pair, call)

    def _begun(self, pair: PairId, call: Call) -> m.ErrandStatus:
        """Return what was begun; who has gone away already is not told its id, and would not want it."""
        try:
            call.check()
        except Stale:
            self._errands.cancel(pair)
            raise
        return self._status(self._errands.report(pair))

    def watch(self, body: m.ErrandName, call: Call) -> m.ErrandStatus:
        """Tell how far it is until it is over or asks; whoever goes away ends the watching alone."""
        report = self._errands.find(body.id)
        last: m.Progress | None = None
        while not report.errand.is_over and not (report.questions and not self._is_scanning(report)):
            call.check()
            _ = self._engine.supervisor  # raises once the account is locked, or its session has ended
            progress = _progress(report)
            if progress != last:
                call.report(progress)
                last = progress
            self._errands.wait_for_news(WATCH_S)
            report = self._errands.report(report.errand.pair)
        if report.errand.phase is not Phase.FAILED:  # what was refused has come nowhere
            call.report(_progress(report))
        return self._status(report, problems=PROBLEMS_SHOWN)

    @staticmethod
    def _is_scanning(report: Report) -> bool:
        return report.standing.phase is Phase.SCAN

    def list(self, body: m.ListErrands, _call: Call) -> m.ErrandList:
        """All of them."""
        return m.ErrandList(
            errands=[self._status(one) for one in self._errands.all() if body.over or not one.errand.is_over]
        )

    def show(self, body: m.ErrandName, _call: Call) -> m.ErrandStatus:
        """One of them."""
        return self._status(self._errands.find(body.id), problems=PROBLEMS_SHOWN)

    def problems(self, body: m.ErrandProblems, _call: Call) -> m.ProblemPage:
        """What one left out."""
        pair = self._errands.find(body.id).errand.pair
        found, total = self._errands.problems(pair, offset=_row(body.offset), limit=_page(body.limit))
        return m.ProblemPage(problems=[self._issue(one) for one in found], total=total)

    def questions(self, body: m.AskErrand, _call: Call) -> m.QuestionPage:
        """What one asks."""
        report = self._errands.find(body.id)
        items = self._errands.questions(report.errand.pair, after=_row(body.after), limit=_page(body.limit))
        places = self._errands.places(report.errand, items)
        asked = [_question(one, place) for one, place in zip(items, places, strict=True)]
        return m.QuestionPage(questions=asked, total=report.questions)

    def answer(self, body: m.AnswerErrand, _call: Call) -> m.ErrandStatus:
        """Answer one."""
        report = self._errands.answer(
            body.id, body.answer, questions=[*map(_row, body.questions)], case=body.case, to_all=body.to_all
        )
        return self._status(report)

    def cancel(self, body: m.ErrandName, _call: Call) -> m.ErrandStatus:
        """End one."""
        return self._status(self._errands.cancel(body.id), problems=PROBLEMS_SHOWN)

    # -- as front ends see them ---------------------------------------------------------------------------------------

    def _status(self, report: Report, *, problems: int = 0) -> m.ErrandStatus:
        errand, standing, counts = report.errand, report.standing, report.standing.counts
        found, total = self._errands.problems(errand.pair, offset=0, limit=problems)
        reason = standing.reason
        return m.ErrandStatus(
            id=errand.pair, way="put" if errand.way is Direction.UPLOAD else "get",
            sources=[printable(one) for one in errand.sources], target=printable(errand.target), state=_state(report),
            reason=reason.code if reason is not None else "", message=words_of(reason).sentence if reason is not None else "",
            arguments=facts_of(reason) if reason is not None else {},
            files=counts.files, folders=counts.folders, bytes=counts.bytes + standing.moving_bytes, skipped=counts.skipped,
            total_files=counts.total_files, total_bytes=counts.total_bytes, path=standing.path, bps=standing.bps,
            seconds_left=standing.seconds_left, questions=report.questions, problem_count=total,
            problems=[self._issue(one) for one in found], created=rfc3339(errand.created_ms),
            ended=rfc3339(errand.ended_ms) if errand.ended_ms is not None else "",
            as_of=rfc3339(errand.then.time_ms) if errand.then is not None else "",
            version=errand.then.version if errand.then is not None else 0,
        )  # fmt: skip

    def _issue(self, item: Item) -> m.Issue:
        error = item.error or MegadeskError()
        said = error.arguments.get("path")
        return m.Issue(
            pair="", path=str(said) if said else printable(item.path), code=error.code, message=words_of(error).sentence,
            since=rfc3339(self._engine.clock.wall_ms()), arguments=facts_of(error),
        )  # fmt: skip


def _page(limit: int) -> int:
    """Return how many rows a page has; BadUsage for less than one."""
    if limit < 1:
        raise BadUsage(what="page", value=limit, allowed=PAGE_MAX)
    return min(limit, PAGE_MAX)


def _row(number: int) -> int:
    """Return the number of a row; BadUsage for one that no list has."""
    if not 0 <= number <= ROW_MAX:
        raise BadUsage(what="offset", value=number)
    return number


def _state(report: Report) -> str:
    """Return the one word for how it stands."""
    if report.errand.is_over:
        return report.errand.phase.value
    if report.questions:
        return "asking"
    if report.standing.reason is not None:
        return "waiting"
    return report.standing.phase.value if report.is_running else "queued"


def _progress(report: Report) -> m.Progress:
    standing, counts = report.standing, report.standing.counts
    waits_for = standing.reason if not report.errand.is_over else None
    way = "upload" if report.errand.way is Direction.UPLOAD else "download"
    phase = standing.phase.value if standing.phase in {Phase.SCAN, Phase.CREATE} else way
    return m.Progress(
        phase=phase, done_bytes=counts.bytes + standing.moving_bytes, total_bytes=counts.total_bytes,
        done_files=counts.files, total_files=counts.total_files, path=standing.path, bps=standing.bps,
        seconds_left=standing.seconds_left,
        reason=words_of(waits_for).sentence if waits_for is not None else "",
        code=waits_for.code if waits_for is not None else "",
        arguments=facts_of(waits_for) if waits_for is not None else {},
    )  # fmt: skip


def _question(item: Item, place: str) -> m.Question:
    assert item.there is not None  # what asks was taken
    case = case_of(item.kind, item.there.kind)
    there, found = item.there, item.found
    return m.Question(
        number=item.number, path=printable(place), case=case.value,
        new=m.Side(kind=item.kind.name.lower(), size=0 if item.is_folder else found.size_bytes, mtime=_time(found.mtime_ns)),
        there=m.Side(kind=there.kind.name.lower(), size=there.size_bytes, mtime=_time(there.mtime_ns)),
        answers=[one.value for one in _IN_ORDER if one in ANSWERS[case]],
    )  # fmt: skip


def _time(time_ns: int) -> str:
    return rfc3339_ns(time_ns) if time_ns else ""
