"""Events as hints, over the real watcher of this system."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.observers.api import BaseObserver

from fakes.watched import LOST, POLLING, RESCAN, TOUCHED, WATCHING, Watched, limited, prepared
from megadesk.disk import watcher as watcher_module
from megadesk.disk.hints import Hint
from megadesk.disk.watcher import Watcher
from megadesk.model.relpath import ROOT, RelPath


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Watched]:
    """Return a prepared root, not yet watched."""
    with prepared(tmp_path) as watched:
        yield watched


@pytest.fixture
def live(folder: Watched) -> Watched:
    """Return a root whose watches are set."""
    return folder.live()


def test_first_hint_says_that_the_watches_are_set(live: Watched) -> None:
    """The first hint asks for a scan; what happens after it is not missed."""
    (live.path / "a").write_bytes(b"1")
    assert "a" in live.touched("a")


def test_every_kind_of_change_touches_its_path(live: Watched) -> None:
    """Create, write, move, delete, mode: the paths concerned are named, both ends of a move."""
    (live.path / "sub").mkdir()
    live.touched("sub")
    (live.path / "sub/a").write_bytes(b"1")
    live.touched("sub/a")
    (live.path / "sub/a").rename(live.path / "b")
    live.touched("sub/a", "b")
    (live.path / "b").chmod(0o700)
    live.touched("b")
    (live.path / "b").unlink()
    live.touched("b")


def test_row068_renames_are_told_in_order(live: Watched) -> None:
    """From where to where, also of folders; what comes from outside or from our own folder is no rename."""
    (live.path / "sub").mkdir()
    (live.path / "sub/a").write_bytes(b"1")
    live.touched("sub/a")
    (live.path / "sub/a").rename(live.path / "b")
    (live.path / "b").rename(live.path / "c")
    (live.path / "sub").rename(live.path / "dir")
    (live.path / ".megadesk/tmp/x").write_bytes(b"1")
    (live.path / ".megadesk/tmp/x").rename(live.path / "placed")
    (live.path / "end").write_bytes(b"1")
    assert live.renamed_until("end", at_least=3) == [("sub/a", "b"), ("b", "c"), ("sub", "dir")]


def test_own_folder_gives_no_hints(live: Watched) -> None:
    """Row 162: what we do in our own folder is silent; a file placed from there is one path."""
    staged = live.path / ".megadesk/tmp/x"
    staged.write_bytes(b"1")
    (live.path / ".megadesk/debris/new").mkdir()
    staged.rename(live.path / "placed")
    (live.path / "mark").write_bytes(b"1")
    assert live.touched("mark") <= {"placed", "mark"}


def test_root_that_goes_while_it_is_watched_is_lost_and_nothing_else(
    folder: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That watches could not be set on what is gone is no trouble of its own; back again, it is watched."""
    away = folder.path.with_name("away")

    def unplug(_root: str, _sink: object) -> BaseObserver:
        folder.path.rename(away)
        raise FileNotFoundError(errno.ENOENT, "gone")

    with monkeypatch.context() as patch:
        patch.setattr(watcher_module, "observe", unplug)
        folder.start()
        assert folder.next().kind is LOST
    away.rename(folder.path)
    assert folder.next() == Hint(kind=RESCAN, reason="watch_restarted")


def test_too_many_paths_are_a_rescan(folder: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list longer than a scan is worth is not kept."""
    monkeypatch.setattr(watcher_module, "PENDING_MAX", 5)
    folder.start()
    folder.next()
    assert folder.watcher is not None
    for number in range(50):
        folder.watcher.touched(f"{folder.path}/f{number}")
    assert folder.until(RESCAN).reason == "many_changes"


@pytest.mark.parametrize("name", [b"root", b"deep"], ids=["the root itself", "a folder below"])
def test_watch_limit_is_said_once_and_when_it_is_over(
    folder: Watched, monkeypatch: pytest.MonkeyPatch, name: bytes
) -> None:
    """Row 198: with too few watches the person is told once, and once more when a later try finds enough."""
    (folder.path / "sub/deep").mkdir(parents=True)
    too_few = [True, True, True]
    limited(monkeypatch, lambda path: path.endswith(name) and bool(too_few) and too_few.pop())
    folder.start(try_again_s=0.0)
    first = folder.next()
    assert (first.kind, first.reason) == (POLLING, "watch_limit")
    assert first.limit == watcher_module._limit_of("watch_limit")
    hints = []
    while (hint := folder.next()).kind is not WATCHING:
        hints.append(hint)
    assert {hint.kind for hint in hints} == {RESCAN}
    assert folder.next() == Hint(kind=RESCAN, reason="watch_restarted")
    (folder.path / "sub/deep/a").write_bytes(b"1")
    folder.touched("sub/deep/a")


def test_raised_limit_is_noticed_without_waiting(folder: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who types the line that the remedy names need not restart anything, nor wait for the next try."""
    limits = [100, 100, 100]
    monkeypatch.setattr(watcher_module, "_limit_of", lambda _fault: limits.pop() if limits else 200)
    limited(monkeypatch, lambda path: path.endswith(b"root") and bool(limits))
    folder.start()
    assert folder.next() == Hint(kind=POLLING, reason="watch_limit", limit=100)
    folder.until(WATCHING)


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.EMFILE, "watch_instances"), (errno.EIO, "watch_failed")],
    ids=["no instance left", "anything else"],
)
def test_what_else_keeps_from_watching_has_its_own_reason(
    folder: Watched, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    """Another limit has another remedy; what nobody foresaw is said to be just that."""

    def fail(_root: str, _sink: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(watcher_module, "observe", fail)
    folder.start()
    assert folder.next().reason == reason


def broken(*_: object) -> None:
    """Fail as a system does that has no thread left, or watchdog where nobody foresaw it."""
    raise RuntimeError("can't start new thread")


def test_fault_that_nobody_foresaw_is_told_and_passes(folder: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """While watching fails, the clock decides; it is tried again like any other fault, in the same thread."""
    with monkeypatch.context() as patch:
        patch.setattr(watcher_module, "observe", broken)
        folder.start(try_again_s=0.05)
        assert folder.next() == Hint(kind=POLLING, reason="watch_failed")
        assert folder.next() == Hint(kind=RESCAN, reason="watch_failed")
    folder.until(WATCHING)
    folder.until(RESCAN)
    (folder.path / "a").write_bytes(b"1")
    folder.touched("a")


def test_observer_that_cannot_be_let_go_of_is_replaced(live: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault inside of watchdog when its threads are ended does not end ours."""
    assert live.watcher is not None
    observer = live.watcher._observer
    assert observer is not None
    monkeypatch.setattr(observer, "join", broken)  # first: the watcher may see at once that it has stopped
    observer.stop()
    assert live.until(RESCAN).reason == "watch_restarted"
    (live.path / "a").write_bytes(b"1")
    live.touched("a")


def test_listener_that_fails_is_told_to_look_at_everything(folder: Watched) -> None:
    """What it was told when it failed is not lost, and what comes next is told."""
    put, failures = folder.hints.put, [1]

    def failing(hint: Hint) -> None:
        if hint.kind is TOUCHED and failures:
            raise RuntimeError(failures.pop())
        put(hint)

    watcher = folder.watcher = Watcher(str(folder.path), failing, collect_s=0.001, look_s=0.05, try_again_s=0.05)
    watcher.start()
    folder.until(RESCAN)
    (folder.path / "a").write_bytes(b"1")
    reasons: set[str] = set()
    while not reasons >= {"watch_failed", "watch_restarted"}:
        reasons.add(folder.until(RESCAN).reason)
    (folder.path / "b").write_bytes(b"1")
    while "b" not in folder.until(TOUCHED).paths:
        pass


def test_network_volume_is_watched_all_the_same(folder: Watched) -> None:
    """Where others change files unseen, that is said once, and events are used too."""
    folder.start(misses_changes=lambda: True)
    assert folder.next() == Hint(kind=POLLING, reason="network_volume")
    assert folder.until(RESCAN).reason == "network_volume"
    (folder.path / "a").write_bytes(b"1")
    assert RelPath("a") in folder.until(TOUCHED).paths


def test_another_volume_at_the_same_place(folder: Watched) -> None:
    """A root that comes back on a volume that reports everything is watched and nothing else."""
    volumes = [False, True]
    folder.start(misses_changes=volumes.pop)
    assert folder.next().reason == "network_volume"
    elsewhere = folder.path.with_name("elsewhere")
    folder.path.rename(elsewhere)
    folder.until(LOST)
    elsewhere.rename(folder.path)
    assert folder.until(WATCHING) == Hint(kind=WATCHING)


def test_root_removed_and_back(live: Watched) -> None:
    """Rows 180 and 182: a root that goes is told of; one that comes back is watched again and scanned."""
    elsewhere = live.path.with_name("elsewhere")
    live.path.rename(elsewhere)
    live.until(LOST)
    (elsewhere / "unseen").write_bytes(b"1")
    elsewhere.rename(live.path)
    assert live.until(RESCAN).reason == "watch_restarted"
    (live.path / "a").write_bytes(b"1")
    live.touched("a")


def test_missing_root_at_the_start(folder: Watched) -> None:
    """A root that is not there yet is lost, and found when it comes."""
    elsewhere = folder.path.with_name("elsewhere")
    folder.path.rename(elsewhere)
    folder.start()
    assert folder.next() == Hint(kind=LOST)
    elsewhere.rename(folder.path)
    assert folder.next().kind is RESCAN


def test_touched_root_is_the_root_path(live: Watched) -> None:
    """A change of the folder itself is a hint for the root."""
    live.path.chmod(0o755)
    assert ROOT in live.until(TOUCHED).paths


def test_stop_ends_all_threads(folder: Watched) -> None:
    """After stop no hint comes and no thread is left; a watcher never started can be stopped."""
    import threading

    before = set(threading.enumerate())
    folder.start()
    folder.next()
    assert folder.watcher is not None
    folder.watcher.stop()
    assert set(threading.enumerate()) == before
    (folder.path / "a").write_bytes(b"1")
    assert folder.hints.empty()
    Watcher(str(folder.path), folder.hints.put).stop()
