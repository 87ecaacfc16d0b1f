"""The door to watchdog, over the real one of this system."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.watched import RESCAN, Watched, prepared
from megadesk.disk.observing import _Handler


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Watched]:
    """Return a root whose watches are set."""
    with prepared(tmp_path) as watched:
        yield watched.live()


def test_reading_gives_no_hints(live: Watched) -> None:
    """Our own scan and hashing do not echo."""
    (live.path / "sub").mkdir()
    (live.path / "sub/a").write_bytes(b"1")
    live.touched("sub/a")
    (live.path / "mark").write_bytes(b"1")
    live.touched("mark")
    list(os.scandir(live.path / "sub"))
    (live.path / "sub/a").read_bytes()
    (live.path / "end").write_bytes(b"1")
    assert live.touched("end") <= {"mark", "end", "sub/a", "sub"}


def test_any_warning_of_watchdog_is_a_rescan(live: Watched) -> None:
    """What watchdog only logs is taken for loss, and the ear is taken away at the end."""
    logging.getLogger("watchdog.observers.somewhere").warning("trouble")
    assert live.until(RESCAN).reason == "watchdog_warning"
    assert live.watcher is not None
    live.watcher.stop()
    assert live.watcher._listener not in logging.getLogger("watchdog").handlers


def test_dead_thread_is_noticed(live: Watched) -> None:
    """An observer that died is replaced, and a scan covers the gap."""
    assert live.watcher is not None
    assert live.watcher._observer is not None
    live.watcher._observer.stop()
    assert live.until(RESCAN).reason == "watch_restarted"
    (live.path / "a").write_bytes(b"1")
    live.touched("a")


def test_plain_handler_passes_both_paths_on(live: Watched) -> None:
    """The way in for other systems names source and target."""
    from watchdog.events import FileMovedEvent

    assert live.watcher is not None
    handler = _Handler(live.watcher)
    handler.dispatch(FileMovedEvent(f"{live.path}/from", f"{live.path}/to"))
    assert live.touched("from", "to") == {"from", "to"}
