"""verify: the account held against its signed head, the content against its records, and what is damaged offered again.

    1  remote/audit       what the server shows of the state          a lie freezes the space, as in sync
    2  remote/audit       what this device has stored of it           healed: downloaded and verified anew
    3  content_check      the blocks of the files                     healed: offered again from copies here (healing)
    findings --page by page--> front ends

One check runs at a time; it ends with the request that asked for it. The last report is kept, until the next one or the
end of the engine, so that its findings can be paged.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from megadesk.engine.clock import rfc3339
from megadesk.engine.content_check import ContentCheck, Faulty, Sums
from megadesk.engine.copies import Copies
from megadesk.engine.healing import Healing
from megadesk.ipc import messages as m
from megadesk.model.errors import Argument, Damaged, Forked, MegadeskError, NotFound, Rollback, TooNew
from megadesk.model.ids import NodeId
from megadesk.model.relpath import AREAS, CloudPath, RelPath, parse_cloud_path, printable
from megadesk.model.tree import Node
from megadesk.model.values import replace
from megadesk.model.verification import Area, Finding
from megadesk.model.wording import because, facts_of, words_for
from megadesk.transfers.checking import Checking
from megadesk.transfers.pacing import FORECAST_S, SPEED_S, Meter, seconds_left

if TYPE_CHECKING:
    from megadesk.engine.supervisor import Supervisor
    from megadesk.remote.audit import Audit

FINDINGS_MAX: Final = 100_000
"""More are counted, not kept: some 50 MiB. Who has so many needs a backup of the server, not a list."""

ROUNDS: Final = 3
"""So often a file is looked at again that was saved, or mended, meanwhile."""

REPORT_S: Final = 0.1
KEY_BYTES: Final = 8
LOOK_S: Final = 0.2

_KINDS: Final[Mapping[str, str]] = {"absent": "missing", "forged": "forged"}
"""What is wrong with a block, as people are told; all else is damaged."""

_CLOSED: Final = frozenset({"quarantine", "too_new"})


@dataclass(slots=True, kw_only=True)
class _Run:
    """One check and what it has found."""

    key: str
    request: m.Verify
    started_ms: int
    findings: list[Finding] = field(default_factory=list)
    unnamed: int = 0
    sums: Sums = field(default_factory=Sums)
    ended_ms: int = 0

    def tell(self, finding: Finding) -> None:
        """Keep a finding, or count it if there are very many."""
        if len(self.findings) < FINDINGS_MAX:
            self.findings.append(finding)
        else:
            self.unnamed += 1


class Verifying:
    """Checks of one running account. Safe from any thread; one runs at a time."""

    def __init__(self, running: Supervisor, audit: Audit) -> None:
        self._running = running
        self._world = running.world
        self._audit = audit
        self._turn = threading.Lock()
        self._last: _Run | None = None
        self._jitter = random.SystemRandom().random

    # -- for front ends -------------------------------------------------------------------------------------------------

    def run(self, body: m.Verify, report: Callable[[m.Progress], None], check: Callable[[], None]) -> m.VerifyReport:
        """Look at everything that is asked for, and say what was found.

        Raises NotFound for a path that is not there, and what keeps the server from being asked at all.
        """
        with self._alone(check):
            clock = self._world.clock
            run = _Run(key=self._world.entropy(KEY_BYTES).hex(), request=body, started_ms=clock.wall_ms())
            _One(self._running, self._audit, run, report, check, self._jitter).carry_out()
            run.ended_ms = clock.wall_ms()
            self._last = run
        return self._told(run)

    @contextmanager
    def _alone(self, check: Callable[[], None]) -> Iterator[None]:
        while not self._turn.acquire(timeout=LOOK_S):
            check()
        try:
            yield
        finally:
            self._turn.release()

    def findings(self, body: m.VerifyPage) -> m.VerifyFindings:
        """Return a page of what the last check found; NotFound if that was another one."""
        run = self._last
        if run is None or run.key != body.id:
            raise NotFound(what="report", value=body.id)
        found, more = self._page(run, body.after, body.limit)
        return m.VerifyFindings(findings=found, more=more)

    def _page(self, run: _Run, after: int, limit: int) -> tuple[list[m.VerifyFinding], bool]:
        some = run.findings[after : after + limit]
        return [self._shown(one) for one in some], after + len(some) < len(run.findings)

    def _told(self, run: _Run) -> m.VerifyReport:
        space, sums = self._world.space, run.sums
        head, frozen = space.head, space.frozen
        findings, more = self._page(run, 0, run.request.limit)
        return m.VerifyReport(
            id=run.key, path=run.request.path, content="read" if run.request.content else "asked",
            space=space.id.hex(), seq=head.seq if head else 0, hash=head.commit_id.hex() if head else "",
            records=head.n_records if head else 0, frozen=None if frozen is None else frozen.code,
            files=sums.files, blocks=sums.blocks, bytes=sums.size_bytes, proven_blocks=sums.proven_blocks,
            proven_bytes=sums.proven_bytes, started=rfc3339(run.started_ms), ended=rfc3339(run.ended_ms),
            total=len(run.findings) + run.unnamed, healed=sum(one.healed for one in run.findings),
            unnamed=run.unnamed, findings=findings, more=more,
        )  # fmt: skip

    def _shown(self, one: Finding) -> m.VerifyFinding:
        place = None if one.node is None else self._world.space.place(one.node)
        path = "" if place is None else printable(str(place))
        arguments: dict[str, Argument] = {**one.arguments, **({"path": path} if path else {})}
        if one.blocks:
            arguments["blocks"] = one.blocks
        words = words_for(one.code, arguments)
        return m.VerifyFinding(
            area=one.area.value, code=one.code, message=words.sentence, remedy=words.remedy, arguments=arguments, path=path,
            node="" if one.node is None else one.node.hex(), bucket=one.bucket, blocks=one.blocks, bytes=one.size_bytes,
            healed=one.healed,
        )  # fmt: skip


class _One:
    """One check under way."""

    def __init__(
        self, running: Supervisor, audit: Audit, run: _Run, report: Callable[[m.Progress], None],
        check: Callable[[], None], jitter: Callable[[], float],
    ) -> None:  # fmt: skip
        self._running, self._world = running, running.world
        self._audit, self._run = audit, run
        self._report, self._check, self._jitter = report, check, jitter
        self._copies = Copies(running)
        self._speed, self._forecast = Meter(SPEED_S), Meter(FORECAST_S)
        self._told_s = 0.0
        self._phase, self._done, self._total = "", 0, 0
        self._path: NodeId | None = None
        self._total_files = 0

    def carry_out(self) -> None:
        """Do it all."""
        if self._run.request.path:
            parse_cloud_path(self._run.request.path)
        refused = self._server()
        self._own(may_heal=refused is None)
        self._content()

    # -- the state ------------------------------------------------------------------------------------------------------

    def _server(self) -> MegadeskError | None:
        """Hold the server to the signed state; return what it was refused for."""
        head = self._world.space.head
        self._begin("verify_server", head.n_records if head else 0)
        try:
            self._audit.server(self._run.tell, self._passed, self._check)
        except (Damaged, Forked, Rollback, TooNew) as error:
            self._run.tell(Finding(area=Area.SPACE, code=error.code, arguments=facts_of(error)))
            return error
        return None

    def _own(self, *, may_heal: bool) -> None:
        """Hold what is stored here to it; with heal, have it downloaded and verified anew."""
        head = self._world.space.head
        self._begin("verify_own", head.n_records if head else 0)
        before = [one for one in self._run.findings if one.area is Area.HERE]
        found = list({(one.code, one.node, one.bucket): one for one in [*before, *self._stored_otherwise()]}.values())
        if found and may_heal and self._run.request.heal:
            self._take_anew()
            is_whole = not self._stored_otherwise()
            found = [replace(one, healed=is_whole) for one in found]
        self._run.findings = [one for one in self._run.findings if one.area is not Area.HERE]
        for one in found:
            self._run.tell(one)

    def _stored_otherwise(self) -> list[Finding]:
        found: list[Finding] = []
        self._audit.own(found.append, self._passed, self._check)
        return found

    def _take_anew(self) -> None:
        """Take over the verified state once more, whole: never another one."""
        for _ in range(ROUNDS):
            journal, space = self._world.journal, self._world.space
            with space.moving:
                journal.fetch()
                offered = journal.offered()
                if space.head is not None and offered.commit_id == space.head.commit_id:
                    journal.accept(offered)
                    return

    # -- content --------------------------------------------------------------------------------------------------------

    def _content(self) -> None:
        nodes = self._files()
        space = self._world.space
        known = [node for key in nodes if (node := space.node(key)) is not None]
        self._total_files = len(nodes)
        self._begin("verify", sum(node.size_bytes for node in known))
        self._look(nodes)

    def _files(self) -> list[NodeId]:
        """Return the files that are asked about. NotFound."""
        path, space = self._run.request.path, self._world.space
        places = [parse_cloud_path(path)] if path else [CloudPath(area, ()) for area in AREAS]
        found: list[NodeId] = []
        for where in places:
            tree = space.tree(space.root(where.area))
            top = tree.at(RelPath("/".join(where.names))) if where.names else None
            if where.names and top is None:
                raise NotFound(what="path", path=str(where))
            nodes = tree.values() if top is None else [top, *tree.below(top.id)]
            found += [node.id for node in nodes if not node.is_folder]
        return found if path else [*found, *space.faults()]

    def _look(self, nodes: Sequence[NodeId]) -> None:
        """Look at files; those that changed meanwhile, or whose list was mended, once more."""
        request, space = self._run.request, self._world.space
        check = ContentCheck(
            self._world, self._copies, self._checking, jitter=self._jitter, check=self._check, looked=self._looked
        )
        self._run.sums = check.sums
        healing = Healing(self._world, self._copies, jitter=self._jitter, check=self._check)
        for last in (*[False] * (ROUNDS - 1), True):
            again: list[NodeId] = []
            looked = check.read(nodes, by_proof=not request.download) if request.content else check.presence(nodes)
            for file in looked:
                self._path = check.path_of
                now = space.node(file.key)
                if not last and (now is None or (file.record is not None and now.version != file.record.version)):
                    again.append(file.key)
                    continue
                again += self._judge(file, healing)
            if not again:
                return
            nodes = [key for key in again if space.node(key) is not None]

    def _checking(self, node_of: Callable[[NodeId], Node | None]) -> Checking:
        def copy_of(key: NodeId) -> object:
            node = node_of(key)
            return None if node is None else self._copies.opened(node)

        return Checking(
            self._world.blobs, copy_of=copy_of, entropy=self._world.entropy, clock=time.monotonic, jitter=self._jitter  # type: ignore[arg-type]  # a SourceFile or None
        )  # fmt: skip

    def _judge(self, file: Faulty, healing: Healing) -> list[NodeId]:
        """Say what is wrong with a file, mended or not; return it if it has to be looked at once more."""
        before = _findings(file)
        if not self._run.request.heal or not (file.faults or file.listing):
            for one in before:
                self._run.tell(one)
            return []
        had_list = not file.listing
        healing.mend(file)
        left = {one.code: one for one in _findings(file)}
        why = {} if healing.trouble is None else because(healing.trouble)
        for one in before:
            rest = left.get(one.code)
            if rest is None or rest.blocks < one.blocks:
                healed = replace(one, healed=True, blocks=one.blocks - (rest.blocks if rest else 0))
                self._run.tell(healed)
            if rest is not None:
                self._run.tell(replace(rest, arguments={**rest.arguments, **why}))
        return [] if had_list or file.listing else [file.key]

    # -- how far it is --------------------------------------------------------------------------------------------------

    def _begin(self, phase: str, total: int) -> None:
        self._phase, self._done, self._total, self._told_s = phase, 0, total, 0.0
        self._path = None
        self._tell()

    def _passed(self, records: int) -> None:
        self._done += records
        self._tell()

    def _looked(self, size_bytes: int) -> None:
        self._done += size_bytes
        for meter in (self._speed, self._forecast):
            meter.add(time.monotonic(), size_bytes)
        self._tell()

    def _tell(self) -> None:
        now_s = time.monotonic()
        if now_s - self._told_s < REPORT_S:
            return
        self._told_s = now_s
        if self._phase != "verify":
            self._report(
                m.Progress(phase=self._phase, done_files=min(self._done, self._total), total_files=self._total)
            )
            return
        place = None if self._path is None else self._world.space.place(self._path)
        self._report(
            m.Progress(
                phase=self._phase, done_bytes=min(self._done, self._total), total_bytes=self._total,
                done_files=self._run.sums.files, total_files=self._total_files, bps=int(self._speed.bps(now_s)),
                seconds_left=seconds_left(self._total - self._done, self._forecast.bps(now_s)),
                path="" if place is None else printable(str(place)),
            )
        )  # fmt: skip


def _findings(file: Faulty) -> list[Finding]:
    """Return what is wrong with a file, as it is told: one line for each kind of damage."""
    found: list[Finding] = []
    if file.listing:
        code = file.listing if file.listing in _CLOSED else f"list_{_KINDS.get(file.listing, 'damaged')}"
        size_bytes = 0 if file.node is None else file.node.size_bytes
        found.append(Finding(area=Area.CONTENT, code=code, node=file.key, size_bytes=size_bytes))
    kinds: dict[str, list[int]] = {}
    for index, fault in file.faults.items():
        kinds.setdefault(_KINDS.get(fault, "damaged"), []).append(index)
    for kind, indices in sorted(kinds.items()):
        size_bytes = sum(file.refs[index].length_bytes for index in indices)
        one = Finding(
            area=Area.CONTENT, code=f"blocks_{kind}", node=file.key, blocks=len(indices), size_bytes=size_bytes
        )
        found.append(one)
    if file.differs:
        found.append(Finding(area=Area.CONTENT, code="local_differs", node=file.key))
    return found
