"""The requests about the past reach what answers them."""

from __future__ import annotations

from pathlib import Path

from fakes.timeline import Life
from fakes.workbench import Quiet, Workbench
from megadesk.ipc import messages as m


def test_each_request_is_answered(bench: Workbench, tmp_path: Path) -> None:
    """Through the handlers, as a front end asks; a restore tells how far it is."""
    life = Life(bench, tmp_path)
    then = life.write(a=b"1")
    life.write(a=b"22")
    shown = bench.ask(life.engine, m.REWIND_SHOW, m.RewindShow(path="/Docs", seq=then))
    assert [(one.path, one.size) for one in shown.entries] == [("/Docs/a", 1)]
    assert bench.ask(life.engine, m.REWIND_DIFF, m.RewindDiff(path="/", seq=then)).counts == {"edited": 1}
    assert bench.ask(life.engine, m.REWIND_TIMELINE, m.RewindTimeline()).newest.seq > then
    assert bench.ask(life.engine, m.REWIND_PLAN, m.RewindPlan(path="/Docs", seq=then)).summary.replaced == 1
    call = Quiet()
    done = bench.ask(life.engine, m.REWIND_RESTORE, m.RewindRestore(path="/Docs", seq=then), call)
    assert (done.summary.replaced, len(call.reports)) == (1, 1)
    found = bench.ask(life.engine, m.LIST_VERSIONS, m.VersionsOf(path="/Docs/a")).versions
    assert [one.size for one in found] == [1, 2, 1]
    back = bench.ask(life.engine, m.RESTORE_VERSION, m.RestoreVersion(path="/Docs/a", version=found[1].version))
    assert back.size == 2
