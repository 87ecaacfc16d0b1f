"""One function per request of a front end: typed body in, typed result out.

    Request{method, params} --to_typed--> handler(engine, body, call) --> result --> plain JSON

A handler says what was asked; the doing is in Engine, CloudFiles and the like. Those about the account, about files,
errands, backups and ignore rules are in files of their own. Errors are model errors and travel as code and arguments.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from typing import Any, Final

import msgspec

from megadesk import __version__
from megadesk.engine import spaces
from megadesk.engine.account_requests import AccountRequests
from megadesk.engine.backup_desk import BackupDesk
from megadesk.engine.backup_runs import BackupRuns
from megadesk.engine.bin import Bin
from megadesk.engine.bug_report import ReportRequests
from megadesk.engine.engine import Engine
from megadesk.engine.errand_requests import ErrandRequests
from megadesk.engine.file_requests import FileRequests, stream
from megadesk.engine.first_look import preview
from megadesk.engine.ignore_rules import IgnoreRequests
from megadesk.engine.ignore_texts import IgnoreTexts
from megadesk.engine.issues import IssueDesk, needed
from megadesk.engine.preferences import SettingRequests
from megadesk.engine.probing import ProbeRequests
from megadesk.engine.rewind_requests import RewindRequests
from megadesk.engine.second_factor import FactorRequests
from megadesk.engine.transfer_requests import TransferRequests
from megadesk.engine.why import Inquiry
from megadesk.ipc import messages as m
from megadesk.ipc.listener import Call
from megadesk.ipc.protocol import Request, to_typed
from megadesk.model.errors import DecisionNeeded, NotFound, TimedOut
from megadesk.model.pair import PairKind

log = logging.getLogger(__name__)

WAIT_STEP_S: Final = 0.5


class Handlers:
    """Answers every method of ipc/messages for one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        account, ignore = AccountRequests(engine), IgnoreRequests(engine)
        transfers, errands, rewind = TransferRequests(engine), ErrandRequests(engine), RewindRequests(engine)
        backups, files = BackupDesk(engine), FileRequests(engine)
        factor = FactorRequests(engine)
        preferences, reports = SettingRequests(engine), ReportRequests(engine)
        probing, ignore_texts = ProbeRequests(engine.network), IgnoreTexts(engine, ignore)
        self._table: dict[str, tuple[m.Method[Any, Any], Callable[[Any, Call], msgspec.Struct]]] = {
            method.name: (method, function)
            for method, function in (
                (m.ENGINE_STATUS, self.engine_status),
                (m.ENGINE_STOP, self.engine_stop),
                (m.ENGINE_PAUSE, self.pause_all),
                (m.ENGINE_RESUME, self.resume_all),
                (m.REPORT_PREVIEW, reports.preview),
                (m.REPORT_WRITE, reports.write),
                (m.GET_SETTINGS, preferences.get),
                (m.SET_SETTINGS, preferences.set),
                (m.PROBE, probing.probe),
                (m.TRUST, probing.trust),
                (m.SIGN_UP, account.sign_up),
                (m.LOG_IN, account.log_in),
                (m.LOG_OUT, account.log_out),
                (m.UNLOCK, account.unlock),
                (m.WHO_AM_I, account.who_am_i),
                (m.CHANGE_PASSWORD, account.change_password),
                (m.RECOVER, account.recover),
                (m.EXPORT_RECOVERY_KEY, account.export_recovery_key),
                (m.RENAME_DEVICE, account.rename_device),
                (m.SESSIONS, account.sessions),
                (m.REVOKE_SESSION, account.revoke_session),
                (m.SECOND_FACTOR, factor.status),
                (m.SECOND_FACTOR_DRAFT, factor.draft),
                (m.ENABLE_SECOND_FACTOR, factor.enable),
                (m.RENEW_ONE_TIME_CODES, factor.renew),
                (m.DISABLE_SECOND_FACTOR, factor.disable),
                (m.STATUS, self.status),
                (m.WAIT, self.wait),
                (m.SHOW_SPACE, self.show_space),
                (m.ACCEPT_FORK, self.accept_fork),
                (m.VERIFY, self.verify),
                (m.VERIFY_FINDINGS, self.verify_findings),
                (m.ADD_PAIR, self.add_pair),
                (m.PREVIEW_PAIR, self.preview_pair),
                (m.LIST_PAIRS, self.list_pairs),
                (m.PAUSE_PAIR, self.pause_pair),
                (m.RESUME_PAIR, self.resume_pair),
                (m.REMOVE_PAIR, self.remove_pair),
                (m.RESCAN_PAIR, self.rescan_pair),
                (m.SET_DIRECTION, self.set_direction),
                (m.SET_SYMLINKS, self.set_symlinks),
                (m.BACKUP_RUNS, BackupRuns(engine).runs),
                (m.ADD_BACKUP, backups.add),
                (m.LIST_BACKUPS, backups.list_all),
                (m.RUN_BACKUP, backups.now),
                (m.CHANGE_BACKUP, backups.change),
                (m.PAUSE_BACKUP, backups.pause),
                (m.RESUME_BACKUP, backups.resume),
                (m.STOP_BACKUP, backups.stop),
                (m.TAKE_OVER_BACKUP, backups.take_over),
                (m.WHY, self.why),
                (m.LIST_ISSUES, self.list_issues),
                (m.SHOW_ISSUE, self.show_issue),
                (m.PREVIEW_ISSUE, self.preview_issue),
                (m.RESOLVE_ISSUES, self.resolve_issues),
                (m.IGNORE_SHOW, ignore.show),
                (m.IGNORE_ADD, ignore.add),
                (m.IGNORE_REMOVE, ignore.remove),
                (m.IGNORE_TEST, ignore.test),
                (m.IGNORE_READ, ignore_texts.read),
                (m.IGNORE_TRY, ignore_texts.attempt),
                (m.IGNORE_WRITE, ignore_texts.write),
                (m.LIST_FILES, files.list),
                (m.FIND_FILES, files.find),
                (m.STAT_FILE, files.stat),
                (m.MAKE_FOLDER, files.make_folder),
                (m.MOVE_FILES, files.move),
                (m.REMOVE_FILES, files.remove),
                (m.LIST_BIN, self.list_bin),
                (m.RESTORE_BIN, self.restore_bin),
                (m.COUNT_BIN, self.count_bin),
                (m.EMPTY_BIN, self.empty_bin),
                (m.REWIND_SHOW, rewind.show),
                (m.REWIND_DIFF, rewind.diff),
                (m.REWIND_TIMELINE, rewind.timeline),
                (m.REWIND_PLAN, rewind.plan),
                (m.REWIND_RESTORE, rewind.restore),
                (m.LIST_ACTIVITY, self.list_activity),
                (m.LIST_VERSIONS, rewind.versions),
                (m.RESTORE_VERSION, rewind.restore_version),
                (m.LIST_TRANSFERS, transfers.list_transfers),
                (m.STEER_TRANSFERS, transfers.steer),
                (m.CLEAR_TRANSFERS, transfers.clear),
                (m.BRING_BACK_TRANSFERS, transfers.bring_back),
                (m.GET_LIMITS, transfers.get_limits),
                (m.SET_LIMITS, transfers.set_limits),
                (m.CAT_FILE, files.cat),
                (m.START_PUT, errands.put),
                (m.START_GET, errands.get),
                (m.WATCH_ERRAND, errands.watch),
                (m.LIST_ERRANDS, errands.list),
                (m.SHOW_ERRAND, errands.show),
                (m.ERRAND_PROBLEMS, errands.problems),
                (m.ERRAND_QUESTIONS, errands.questions),
                (m.ANSWER_ERRAND, errands.answer),
                (m.CANCEL_ERRAND, errands.cancel),
            )
        }

    def __call__(self, request: Request, call: Call) -> object:
        """Return the result of a request; NotFound for a method nobody knows."""
        entry = self._table.get(request.method)
        if entry is None:
            raise NotFound(what="method", value=request.method)
        method, function = entry
        started = time.monotonic()
        try:
            return function(to_typed(method.request, request.params), call)
        finally:
            log.debug("%s: %.0f ms", request.method, (time.monotonic() - started) * 1000)

    # -- the engine ---------------------------------------------------------------------------------------------------

    def engine_status(self, _body: m.Nothing, _call: Call) -> m.EngineStatus:
        """A running engine."""
        return m.EngineStatus(running=True, pid=os.getpid(), home=self._engine.profile.shown_home, version=__version__)

    def engine_stop(self, _body: m.Nothing, _call: Call) -> m.Nothing:
        """Stop after answering."""
        self._engine.stop_asked()
        return m.Nothing()

    def pause_all(self, body: m.PauseAll, _call: Call) -> m.Status:
        """Nothing more is sent or received."""
        self._engine.pause.begin(body.for_s)
        return self._engine.status()

    def resume_all(self, _body: m.Nothing, _call: Call) -> m.Status:
        """Everything goes on."""
        self._engine.pause.end()
        return self._engine.status()

    # -- status -------------------------------------------------------------------------------------------------------

    def status(self, _body: m.Nothing, _call: Call) -> m.Status:
        """State of everything."""
        return self._engine.status()

    def wait(self, body: m.Wait, call: Call) -> m.Status:
        """Answer once nothing is left to do; TimedOut, or DecisionNeeded when it waits for a person."""
        self._engine.unlock_again()
        running = self._engine.supervisor
        deadline = None if body.timeout_s is None else time.monotonic() + body.timeout_s
        tickets = running.rescan_all()
        while True:
            call.check()
            if running.rests:
                raise DecisionNeeded(reason="all_paused", until=self._engine.pause_facts().until)
            if running.session_ended:
                self._engine.keeper.require()
                _ = self._engine.supervisor
            # Frozen from before says nothing: by now the server may tell the truth. So look first.
            frozen = running.world.space.frozen
            if frozen is not None and running.has_looked(tickets):
                raise frozen
            if running.is_idle(tickets):
                break
            if running.stands_still(tickets):
                raise DecisionNeeded(reason="transfers_paused")
            left = WAIT_STEP_S if deadline is None else min(WAIT_STEP_S, deadline - time.monotonic())
            if left <= 0:
                raise TimedOut(timeout_s=body.timeout_s)
            with running.changed:
                running.changed.wait(left)
        frozen = running.world.space.frozen
        if frozen is not None:  # by a look that ended since it was asked above
            raise frozen
        self._refuse_if_person_needed()
        if running.online:
            running.storage.refresh_if_moved()  # who waited is told what it came to, and not what was before
        return self._engine.status()

    def _refuse_if_person_needed(self) -> None:
        for report in self._engine.supervisor.reports():
            error = needed(report)
            if error is not None:
                raise error

    # -- the space ----------------------------------------------------------------------------------------------------

    def show_space(self, _body: m.Nothing, _call: Call) -> m.SpaceStatus:
        """The pin, and what the server shows."""
        return spaces.show(self._engine)

    def accept_fork(self, body: m.AcceptFork, _call: Call) -> m.SpaceStatus:
        """Go on with another history."""
        return spaces.accept_fork(self._engine, body.head)

    def verify(self, body: m.Verify, call: Call) -> m.VerifyReport:
        """Everything held against what was signed."""

        def check() -> None:
            call.check()
            _ = self._engine.supervisor  # raises once the account is locked, or its session has ended

        return self._engine.supervisor.verifying.run(body, call.report, check)

    def verify_findings(self, body: m.VerifyPage, _call: Call) -> m.VerifyFindings:
        """More of what was found."""
        return self._engine.supervisor.verifying.findings(body)

    # -- sync pairs ---------------------------------------------------------------------------------------------------

    def add_pair(self, body: m.AddPair, _call: Call) -> m.PairStatus:
        """A new pair."""
        return self._engine.add_pair(
            body.local, body.remote, body.name, direction=body.direction, symlinks=body.symlinks
        )

    def preview_pair(self, body: m.PreviewPair, call: Call) -> m.PairPreview:
        """What a new pair would do."""
        return preview(self._engine, body, call)

    def list_pairs(self, _body: m.Nothing, _call: Call) -> m.Pairs:
        """All pairs."""
        return m.Pairs(pairs=self._engine.pair_statuses())

    def pause_pair(self, body: m.Pair, _call: Call) -> m.PairStatus:
        """Quiet."""
        return self._engine.set_paused(self._which(body), paused=True)

    def resume_pair(self, body: m.Pair, _call: Call) -> m.PairStatus:
        """On again; what a guard asks stays asked."""
        return self._engine.set_paused(self._which(body), paused=False)

    def remove_pair(self, body: m.Pair, _call: Call) -> m.Nothing:
        """Stop syncing."""
        self._engine.remove_pair(self._which(body))
        return m.Nothing()

    def _which(self, body: m.Pair | m.SetDirection | m.SetSymlinks) -> str:
        return self._engine.find_pair(body.pair, body.folder, kind=PairKind.SYNC).id

    def rescan_pair(self, body: m.Pair, _call: Call) -> m.PairStatus:
        """Look again."""
        return self._engine.rescan(self._which(body))

    def set_direction(self, body: m.SetDirection, _call: Call) -> m.PairStatus:
        """Which way changes travel from now on."""
        return self._engine.set_direction(self._which(body), body.direction)

    def set_symlinks(self, body: m.SetSymlinks, _call: Call) -> m.PairStatus:
        """What becomes of symbolic links from now on."""
        return self._engine.set_links(self._which(body), body.symlinks)

    # -- problems -----------------------------------------------------------------------------------------------------

    def why(self, body: m.Why, _call: Call) -> m.Standing:
        """How one path stands."""
        return Inquiry(self._engine).answer(body)

    def list_issues(self, body: m.ListIssues, _call: Call) -> m.Issues:
        """What a person should know."""
        return IssueDesk(self._engine).page(body)

    def show_issue(self, body: m.IssueName, _call: Call) -> m.IssueDetail:
        """One issue in full."""
        return IssueDesk(self._engine).show(body.id)

    def preview_issue(self, body: m.PreviewIssue, call: Call) -> m.Nothing:
        """What is in one of the versions."""
        return stream(IssueDesk(self._engine).preview(body, call.check), call)

    def resolve_issues(self, body: m.ResolveIssues, _call: Call) -> m.ResolvedIssues:
        """What a person decided."""
        return IssueDesk(self._engine).resolve(body)

    def list_activity(self, body: m.ListActivity, _call: Call) -> m.ActivityPage:
        """What was done, when and on which device."""
        return self._engine.supervisor.activity.page(body)

    # -- the bin ------------------------------------------------------------------------------------------------------

    def list_bin(self, body: m.BinList, _call: Call) -> m.BinEntries:
        """What was removed."""
        return Bin(self._engine.supervisor).page(body)

    def restore_bin(self, body: m.BinRestore, _call: Call) -> m.Restored:
        """Put back."""
        return Bin(self._engine.supervisor).restore(body.ids, body.to, paths=body.paths, dry_run=body.dry_run)

    def count_bin(self, body: m.BinCount, _call: Call) -> m.Counted:
        """What would be removed for good."""
        return Bin(self._engine.supervisor).count(body.side, body.older_than_days)

    def empty_bin(self, body: m.BinEmpty, call: Call) -> m.Emptied:
        """Remove for good."""
        return Bin(self._engine.supervisor).empty(body.side, body.older_than_days, only=body.only, check=call.check)
