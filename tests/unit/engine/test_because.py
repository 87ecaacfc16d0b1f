"""What a whole pair waits for, and what its transfers mean for their files."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.workbench import Workbench
from megadesk.engine.because import code_of_transfer, whole_problem, whole_reason
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import DiskFull
from megadesk.model.ids import FileHash, NodeId, PairId
from megadesk.model.pair import Problem
from megadesk.model.relpath import ROOT, RelPath
from megadesk.model.transfer import ContentKey, Direction, Rest, TransferLine, TransferState
from megadesk.model.values import replace
from megadesk.transfers.listing import THIS


def whole_code(engine: Engine) -> str | None:
    """Return what the only pair waits for."""
    (report,) = engine.supervisor.reports()
    reason = whole_reason(engine.supervisor, report)
    return None if reason is None else reason.code


def test_a_pair_waits_for_nothing_a_person_or_the_server(bench: Workbench, engine: Engine, tmp_path: Path) -> None:
    """One that runs waits for nothing; one that is paused for a person; an error is what it is."""
    (tmp_path / "folder").mkdir()
    pair = bench.ask(engine, m.ADD_PAIR, m.AddPair(local=str(tmp_path / "folder"), remote="/Sync"))
    bench.wait(engine)
    assert whole_code(engine) is None
    bench.ask(engine, m.PAUSE_PAIR, m.Pair(pair=pair.id))
    assert whole_code(engine) == "paused"
    bench.ask(engine, m.RESUME_PAIR, m.Pair(pair=pair.id))
    bench.wait(engine)
    engine.supervisor.online = False
    assert whole_code(engine) == "offline"
    (report,) = engine.supervisor.reports()
    known = Problem(code="disk_full", path=ROOT, since_ms=5)
    held = replace(report, error=DiskFull("full"), issues=(known,))
    reason = whole_reason(engine.supervisor, held)
    assert reason is not None
    assert (reason.code, reason.since_ms, reason.issue != "") == ("disk_full", 5, True)
    assert whole_problem(DiskFull("full"), report).since_ms == 0


@pytest.mark.parametrize(
    ("way", "state", "reason", "code"),
    [
        (Direction.UPLOAD, TransferState.ACTIVE, "", "uploading"),
        (Direction.DOWNLOAD, TransferState.ACTIVE, "", "downloading"),
        (Direction.UPLOAD, TransferState.QUEUED, "", "queued"),
        (Direction.UPLOAD, TransferState.RETRYING, "", "retrying"),
        (Direction.UPLOAD, TransferState.PAUSED, THIS, "transfer_paused"),
        (Direction.UPLOAD, TransferState.PAUSED, Rest.PERSON.value, "transfers_paused"),
        (Direction.UPLOAD, TransferState.PAUSED, Rest.SCHEDULE.value, "transfers_rest"),
    ],
)
def test_a_transfer_is_a_reason(way: Direction, state: TransferState, reason: str, code: str) -> None:
    """What moves, what waits, and who paused it."""
    key = ContentKey(pair=PairId("p"), direction=way, node=NodeId(bytes(16)), content=FileHash(bytes(32)))
    line = TransferLine(
        key=key, path=RelPath("a"), state=state, reason=reason, bytes_done=0, bytes_total=1, bps=0, seconds_left=None,
        attempts=0, error=None, place=None,
    )  # fmt: skip
    assert code_of_transfer(line) == code
