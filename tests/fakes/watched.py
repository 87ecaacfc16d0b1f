"""A folder under watch by the real watcher of this system, and the hints that came."""

from __future__ import annotations

import errno
import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from megadesk.disk.hints import Hint, HintKind
from megadesk.disk.private import prepare_root
from megadesk.disk.watcher import Watcher

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

    def live(self) -> Watched:
        """Start, and return when the watches are set."""
        self.start()
        assert self.next() == Hint(kind=RESCAN, reason="watching")
        return self

    def next(self) -> Hint:
        """Return the next hint; fails if none comes."""
        return self.hints.get(timeout=PATIENCE_S)

    def until(self, kind: HintKind) -> Hint:
        """Return the next hint of a kind."""
        while (hint := self.next()).kind is not kind:
            pass
        return hint

    def renamed_until(self, wanted: str, *, at_least: int = 1) -> list[tuple[str, str]]:
        """Return all renames that were seen until a path was touched, and so many of them at least.

        They go through a thread of their own, and what was only touched may overtake them.
        """
        seen: list[tuple[str, str]] = []
        is_touched = False
        while not is_touched or len(seen) < at_least:
            hint = self.next()
            assert hint.kind is TOUCHED, hint
            seen += [(str(old), str(new)) for old, new in hint.renamed]
            is_touched = is_touched or wanted in hint.paths
        return seen

    def touched(self, *wanted: str) -> set[str]:
        """Return all paths touched until the wanted ones were, and then the last, a mark set now."""
        seen: set[str] = set()
        while not set(wanted) <= seen:
            hint = self.next()
            assert hint.kind is TOUCHED, hint
            seen |= {str(path) for path in hint.paths}
        return seen


def limited(monkeypatch: pytest.MonkeyPatch, refuses: Callable[[bytes], bool]) -> None:
    """Let the system have no watch for some folders."""
    from watchdog.observers import inotify_c

    real = inotify_c.InotifyFD._get_or_create_watch

    def watch(self: inotify_c.InotifyFD, path: bytes, mask: inotify_c.Mask) -> inotify_c.Watch:
        if refuses(path):
            raise OSError(errno.ENOSPC, "inotify watch limit reached")
        return real(self, path, mask)

    monkeypatch.setattr(inotify_c.InotifyFD, "_get_or_create_watch", watch)


@contextmanager
def prepared(base: Path) -> Iterator[Watched]:
    """Give a prepared root, not yet watched; at the end it is watched no more."""
    root = base / "root"
    root.mkdir()
    prepare_root(str(root), "word")
    watched = Watched(root)
    try:
        yield watched
    finally:
        if watched.watcher is not None:
            watched.watcher.stop()
