"""Events as hints, over the real watcher of this system."""

from __future__ import annotations

import errno
import logging
import os
import queue
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.observers.api import BaseObserver

from megadesk.disk import watcher as watcher_module
from megadesk.disk.private import prepare_root
from megadesk.disk.watcher import Hint, HintKind, Watcher
from megadesk.model.relpath import ROOT, RelPath

PATIENCE_S = 20.0
RESCAN, TOUCHED, POLLING, LOST = HintKind.RESCAN, HintKind.TOUCHED, HintKind.POLLING, HintKind.ROOT_LOST
WATCHING = HintKind.WATCHING


class Watched:
    """A folder under watch, and the hints that came."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.hints: queue.SimpleQueue[Hint] = queue.SimpleQueue()
        self.watcher: Watcher | None = None

    def start(self, **how: object) -> None:
        """Start a watcher that looks around often."""
        options = {"collect_s": 0.001, "look_s": 0.05, "try_again_s": 1e9, **how}
        self.watcher = Watcher(str(self.path), self.hints.put, **options)  # type: ignore[arg-type]  # checked by the tests
        self.watcher.start()

    def next(self) -> Hint:
        """Return the next hint; fails if none comes."""
        return self.hints.get(timeout=PATIENCE_S)

    def until(self, kind: HintKind) -> Hint:
        """Return the next hint of a kind."""
        while (hint := self.next()).kind is not kind:
            pass
        return hint

    def renamed_until(self, wanted: str) -> list[tuple[str, str]]:
        """Return all renames that were seen until a path was touched."""
        seen: list[tuple[str, str]] = []
        while True:
            hint = self.next()
            assert hint.kind is TOUCHED, hint
            seen += [(str(old), str(new)) for old, new in hint.renamed]
            if wanted in hint.paths:
                return seen

    def touched(self, *wanted: str) -> set[str]:
        """Return all paths touched until the wanted ones were, and then the last, a mark set now."""
        seen: set[str] = set()
        while not set(wanted) <= seen:
            hint = self.next()
            assert hint.kind is TOUCHED, hint
            seen |= {str(path) for path in hint.paths}
        return seen


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Watched]:
    """Return a prepared root, not yet watched."""
    root = tmp_path / "root"
    root.mkdir()
    prepare_root(str(root), "word")
    watched = Watched(root)
    yield watched
    if watched.watcher is not None:
        watched.watcher.stop()


@pytest.fixture
def live(folder: Watched) -> Watched:
    """Return a root whose watches are set."""
    folder.start()
    assert folder.next() == Hint(kind=RESCAN, reason="watching")
    return folder


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
    assert live.renamed_until("end") == [("sub/a", "b"), ("b", "c"), ("sub", "dir")]


def test_tree_made_at_once_is_watched(live: Watched) -> None:
    """Folders that come into being faster than they are watched are watched all the same."""
    (live.path / "p/q/r").mkdir(parents=True)
    live.touched("p")
    (live.path / "p/q/r/f").write_bytes(b"1")
    live.touched("p/q/r/f")
    (live.path / "p").rename(live.path / "moved")
    live.touched("moved")
    (live.path / "moved/q/r/f").write_bytes(b"2")
    live.touched("moved/q/r/f")


def test_own_folder_gives_no_hints(live: Watched) -> None:
    """Row 162: what we do in our own folder is silent; a file placed from there is one path."""
    staged = live.path / ".megadesk/tmp/x"
    staged.write_bytes(b"1")
    (live.path / ".megadesk/debris/new").mkdir()
    staged.rename(live.path / "placed")
    (live.path / "mark").write_bytes(b"1")
    assert live.touched("mark") <= {"placed", "mark"}


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


def test_folder_moved_out_and_replaced(live: Watched, tmp_path: Path) -> None:
    """A folder that leaves takes its watches along no more, and its successor is watched."""
    (live.path / "sub").mkdir()
    live.touched("sub")
    (live.path / "sub").rename(tmp_path / "outside")
    (live.path / "sub").mkdir()
    assert live.until(RESCAN).reason == "folder_replaced"
    (tmp_path / "outside/later").write_bytes(b"1")
    (live.path / "sub/inside").write_bytes(b"1")
    assert "sub/later" not in live.touched("sub/inside")


def test_folder_moved_out_and_in_again(live: Watched, tmp_path: Path) -> None:
    """A folder that comes back under another name reports under that one."""
    (live.path / "sub").mkdir()
    live.touched("sub")
    (live.path / "sub").rename(tmp_path / "outside")
    live.touched("sub")
    (tmp_path / "outside").rename(live.path / "back")
    live.touched("back")
    (live.path / "back/x").write_bytes(b"1")
    assert "sub/x" not in live.touched("back/x")


def overflow(watched: Watched) -> None:
    """Let the kernel say that it dropped events of a root, as watchdog hears it."""
    from watchdog.observers.inotify_c import InotifyConstants, InotifyEvent, Mask, WatchDescriptor

    assert watched.watcher is not None
    observer = watched.watcher._observer
    assert observer is not None
    reader = observer._inotify_fd  # type: ignore[attr-defined]  # of the Linux one
    reader.handle_event(InotifyEvent(WatchDescriptor(-1), Mask(InotifyConstants.IN_Q_OVERFLOW), 0, b""))


def test_row197_overflow_is_a_rescan(live: Watched) -> None:
    """Row 197: events the kernel dropped ask for a scan of everything."""
    overflow(live)
    assert live.until(RESCAN).reason == "overflow"
    for number in range(10):  # the watches were set anew; one more RESCAN may stand before the first path
        (live.path / f"a{number}").write_bytes(b"1")
        if live.next().kind is TOUCHED:
            return
    pytest.fail("only rescans after an overflow")


def test_row197_overflow_concerns_one_root(live: Watched, tmp_path: Path) -> None:
    """A storm in one folder is no reason to look through the others, nor to say there that one had it."""
    other = Watched(tmp_path / "other")
    other.path.mkdir()
    prepare_root(str(other.path), "word")
    other.start()
    assert other.next() == Hint(kind=RESCAN, reason="watching")
    overflow(live)
    assert live.until(RESCAN).reason == "overflow"
    (other.path / "a").write_bytes(b"1")
    assert other.next().kind is TOUCHED
    assert other.watcher is not None
    other.watcher.stop()


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


def test_root_that_goes_while_it_is_watched_is_lost_and_nothing_else(
    folder: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That watches could not be set on what is gone is no trouble of its own; back again, it is watched."""
    away = folder.path.with_name("away")

    def unplug(_root: str, _sink: object) -> BaseObserver:
        folder.path.rename(away)
        raise FileNotFoundError(errno.ENOENT, "gone")

    with monkeypatch.context() as patch:
        patch.setattr(watcher_module, "_observe", unplug)
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


def limited(monkeypatch: pytest.MonkeyPatch, refuses: Callable[[bytes], bool]) -> None:
    """Let the system have no watch for some folders."""
    from watchdog.observers import inotify_c

    real = inotify_c.InotifyFD._get_or_create_watch

    def watch(self: inotify_c.InotifyFD, path: bytes, mask: inotify_c.Mask) -> inotify_c.Watch:
        if refuses(path):
            raise OSError(errno.ENOSPC, "inotify watch limit reached")
        return real(self, path, mask)

    monkeypatch.setattr(inotify_c.InotifyFD, "_get_or_create_watch", watch)


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

    monkeypatch.setattr(watcher_module, "_observe", fail)
    folder.start()
    assert folder.next().reason == reason


def broken(*_: object) -> None:
    """Fail as a system does that has no thread left, or watchdog where nobody foresaw it."""
    raise RuntimeError("can't start new thread")


def test_fault_that_nobody_foresaw_is_told_and_passes(folder: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """While watching fails, the clock decides; it is tried again like any other fault, in the same thread."""
    with monkeypatch.context() as patch:
        patch.setattr(watcher_module, "_observe", broken)
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
    assert live.watcher._observer is not None
    live.watcher._observer.stop()
    monkeypatch.setattr(live.watcher._observer, "join", broken)
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


def test_watch_limit_reached_later(live: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new folder that finds no watch left is not lost in silence."""
    limited(monkeypatch, lambda path: path.endswith(b"late"))
    (live.path / "late").mkdir()
    assert live.until(POLLING).reason == "watch_limit"
    assert live.until(RESCAN).kind is RESCAN


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


def test_plain_handler_passes_both_paths_on(live: Watched) -> None:
    """The way in for other systems names source and target."""
    from watchdog.events import FileMovedEvent

    assert live.watcher is not None
    handler = watcher_module._Handler(live.watcher)
    handler.dispatch(FileMovedEvent(f"{live.path}/from", f"{live.path}/to"))
    assert live.touched("from", "to") == {"from", "to"}
