"""The Linux half of watching, over the real thing: which folders have a watch, and what is told of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.watched import POLLING, RESCAN, TOUCHED, Watched, limited, prepared
from megadesk.disk.hints import Hint
from megadesk.disk.private import prepare_root


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Watched]:
    """Return a root whose watches are set."""
    with prepared(tmp_path) as watched:
        yield watched.live()


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


def test_watch_limit_reached_later(live: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new folder that finds no watch left is not lost in silence."""
    limited(monkeypatch, lambda path: path.endswith(b"late"))
    (live.path / "late").mkdir()
    assert live.until(POLLING).reason == "watch_limit"
    assert live.until(RESCAN).kind is RESCAN


def test_file_renamed_inside_is_told_as_one(live: Watched) -> None:
    """Both names of a file that was renamed in the root travel together, also among many that came from elsewhere."""
    (live.path / "old").write_bytes(b"1")
    live.touched("old")
    tmp = live.path / ".megadesk/tmp"
    for number in range(50):
        (tmp / "fresh").write_bytes(b"2")
        (tmp / "fresh").rename(live.path / f"placed {number}")
    (live.path / "old").rename(live.path / "new")
    assert ("old", "new") in live.renamed_until("new")


def test_file_from_elsewhere_is_told(live: Watched, tmp_path: Path) -> None:
    """A file that comes from outside, or leaves, is told though its other half never comes."""
    (tmp_path / "come").write_bytes(b"1")
    (tmp_path / "come").rename(live.path / "came")
    live.touched("came")
    (live.path / "came").rename(tmp_path / "gone")
    live.touched("came")


def test_reader_rests_between_two_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel collects for a moment before it is asked again: a burst is not a wake for each of its events."""
    from megadesk.disk.inotify import REST_S, _Reader

    reader = _Reader()
    done: list[object] = []

    def read() -> list[object]:
        done.append("read")
        return []

    try:
        monkeypatch.setattr(reader, "read_events", read)
        monkeypatch.setattr(reader.stopped_event, "wait", done.append)
        monkeypatch.setattr(reader, "should_keep_running", lambda: len(done) < 4)
        reader.run()
    finally:
        reader.close()
    assert done == ["read", REST_S, "read", REST_S]
