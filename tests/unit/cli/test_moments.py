"""Which moment is meant."""

from __future__ import annotations

from fakes.cli import Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import BackupRun, BackupRuns, MomentInfo, PastEntries, RewindShow, RunsOf

THEN = MomentInfo(seq=7, time="2026-11-20T14:00:03Z", device="Desk", changes=3)


def test_a_run_of_a_backup_is_a_moment(cli: Cli, engine: FakeEngine) -> None:
    """By its number, of the backup that the path is in."""
    run = BackupRun(
        run=12,
        seq=345,
        started="2026-11-20T14:00:00Z",
        finished="2026-11-20T14:00:03Z",
        files=1,
        bytes=2,
        device="Desk",
    )
    engine.answer(messages.BACKUP_RUNS, BackupRuns(path="backups:/Desk/docs", runs=[run]))
    engine.answer(messages.REWIND_SHOW, PastEntries(moment=THEN, path="backups:/Desk/docs/d", entries=[], more=False))
    cli("rewind", "show", "backups:/Desk/docs/d", "--at", "Run 12")
    assert engine.asked == [
        RunsOf(path="backups:/Desk/docs/d"), RewindShow(path="backups:/Desk/docs/d", seq=345, limit=5000),
    ]  # fmt: skip
    found = cli("rewind", "show", "backups:/Desk/docs/d", "--at", "run 13")
    assert found.code == 4
    assert "megadesk backup runs" in found.err
