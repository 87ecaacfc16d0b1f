"""What of the storage is used, and for what."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.timeline import Life
from fakes.workbench import Workbench, until
from megadesk.engine.engine import Engine
from megadesk.engine.storage import Storage, StorageInUse
from megadesk.wire import routes


def storage(engine: Engine) -> StorageInUse:
    """Return what knows it."""
    return engine.supervisor.storage


def test_parts_add_up(bench: Workbench, tmp_path: Path) -> None:
    """What was replaced is a version, what was removed is in the bin, the rest is files."""
    life = Life(bench, tmp_path)
    life.write(a=b"1" * 9000, b=b"2" * 5000)
    life.write(a=b"3" * 9000)
    life.remove("b")
    storage(life.engine).refresh()
    now = storage(life.engine).now
    assert now is not None
    assert now.bin == 5000
    assert now.versions > 9000
    assert (now.backups, now.kept_days) == (0, 60)
    assert now.used == now.files + now.versions + now.bin + now.backups
    assert now.total > now.used


def test_bin_is_added_up_once(bench: Workbench, tmp_path: Path) -> None:
    """What lies in it may be very much: it is added up again when something came into it, and not for each commit."""
    life = Life(bench, tmp_path)
    life.write(a=b"1" * 9000, b=b"2" * 5000)
    life.remove("b")
    held = storage(life.engine)
    held.refresh()
    known = held._sizes["bin"]
    life.write(a=b"3" * 9000)
    held.refresh()
    assert held._sizes["bin"] is known
    life.remove("a")
    held.refresh()
    assert held.now is not None
    assert held.now.bin == 14000


def test_what_is_larger_than_all_leaves_nothing() -> None:
    """Sizes of two moments, or before padding, need not fit each other."""
    assert Storage(used=10, total=100, versions=8, bin=3).files == 0


@pytest.fixture
def still(bench: Workbench) -> StorageInUse:
    """One that looks only when it is told to, of an engine at rest."""
    engine = bench.engine()
    bench.sign_up(engine)
    bench.wait(engine)
    world = engine.supervisor.world
    return StorageInUse(world.api, world.space, lambda: None)


def test_it_is_asked_for_again_if_that_failed(bench: Workbench, still: StorageInUse) -> None:
    """The server was away for a moment: what is known stays, and whoever looks next has it asked for."""
    still.refresh()
    known = still.now
    assert known is not None
    bench.server.refuse(routes.ME, 500, "bug")
    still.refresh()
    assert still.now == known
    still.look_if_moved()
    assert still._due.is_set()


def test_nobody_is_asked_where_nothing_has_moved(still: StorageInUse) -> None:
    """A status that is looked at all the time costs no requests."""
    still._seq = still._head()
    still.look_if_moved()
    assert not still._due.is_set()
    still._seq = 0
    still.look_if_moved()
    assert still._due.is_set()


def test_status_shows_it(bench: Workbench) -> None:
    """Soon after signing in, without anybody asking."""
    engine = bench.engine()
    bench.sign_up(engine)
    until(engine.supervisor, lambda: storage(engine).now is not None)
    quota = bench.wait(engine).quota
    assert quota is not None
    assert quota.used <= quota.total


def test_who_waited_is_told_what_it_came_to(bench: Workbench, tmp_path: Path) -> None:
    """The answer to a wait counts what was uploaded meanwhile, even if the thread that asks has not had its turn."""
    life = Life(bench, tmp_path)
    storage(life.engine).stop()
    life.write(a=b"1" * 90_000)
    status = bench.wait(life.engine)
    assert status.quota is not None
    assert status.quota.used > 90_000


def test_its_thread_ends_with_the_account(bench: Workbench, tmp_path: Path) -> None:
    """Else all that an account holds stays in memory after somebody has logged out."""
    life = Life(bench, tmp_path)
    thread = storage(life.engine)._thread
    assert thread.is_alive()
    life.engine.close()
    thread.join(20)
    assert not thread.is_alive()
