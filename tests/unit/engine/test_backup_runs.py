"""The runs of a backup, as moments."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.workbench import Workbench
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, NotFound


def finished(bench: Workbench, engine: Engine, name: str, run: int) -> None:
    """Run a backup and wait until that run is complete."""
    bench.ask(engine, m.RUN_BACKUP, m.Backup(backup=name))
    with engine.supervisor.changed:
        assert engine.supervisor.changed.wait_for(lambda: engine.backup_statuses()[0].run == run, timeout=60)


def test_runs_are_moments_to_go_back_to(bench: Workbench, tmp_path: Path) -> None:
    """Newest first, each with what there was; anything in the backup names it; others have no runs."""
    engine = bench.engine()
    bench.sign_up(engine)
    here = tmp_path / "docs"
    here.mkdir()
    (here / "a").write_bytes(b"1")
    bench.ask(engine, m.ADD_BACKUP, m.AddBackup(local=str(here), every="1h"))
    finished(bench, engine, "docs", 1)
    (here / "a").write_bytes(b"22")
    (here / "b").write_bytes(b"3")
    finished(bench, engine, "docs", 2)
    found = bench.ask(engine, m.BACKUP_RUNS, m.RunsOf(path="backups:/desk/docs/a"))
    assert (found.path, [(one.run, one.files, one.bytes, one.device) for one in found.runs]) == (
        "backups:/desk/docs", [(2, 2, 3, "desk"), (1, 1, 1, "desk")],
    )  # fmt: skip
    for one, names in zip(found.runs, (["a", "b"], ["a"]), strict=True):
        shown = bench.ask(engine, m.REWIND_SHOW, m.RewindShow(path="backups:/desk/docs", seq=one.seq))
        assert [entry.path for entry in shown.entries] == [f"backups:/desk/docs/{name}" for name in names]
    for path in ("/docs", "backups:/desk", "backups:/"):
        with pytest.raises(BadUsage):
            bench.ask(engine, m.BACKUP_RUNS, m.RunsOf(path=path))
    with pytest.raises(NotFound):
        bench.ask(engine, m.BACKUP_RUNS, m.RunsOf(path="backups:/desk/x"))
