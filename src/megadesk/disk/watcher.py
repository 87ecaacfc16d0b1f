"""Events of the system, as hints; the only door to watchdog.

    kernel --watchdog--> touched paths --20 ms together--> Hint(TOUCHED, paths)
                     |-- queue overflow, a dead thread, a logged warning --> Hint(RESCAN)
                     |-- no watches left, a network volume --------------> Hint(POLLING) once, and Hint(WATCHING) when it is over
                     `-- the root went away or came back ----------------> Hint(ROOT_LOST), later Hint(RESCAN)

A hint says "look there", never what happened. Whatever is doubtful becomes RESCAN; nothing is lost in silence. The first
hint is RESCAN as well: it says that the watches are set, and covers what happened before.

On Linux three methods of watchdog 7.1 are overridden rather than its handlers used: the one that adds a watch (our own
folder gets none, and a full watch table shows, which watchdog swallows), the one told of an overflow, and the one that
builds events (a path is all we need; building, queueing and dispatching events costs ten times as much). The event
filter is not an option: without it watchdog's own tree walk raises events for ever (SYNC rules, "watchdog traps").
On Windows a full buffer is not reported by anything; there the periodic scan of the pair is the net.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, EventQueue, ObservedWatch

from megadesk.model.relpath import PRIVATE_FOLDER, ROOT, RelPath

log = logging.getLogger(__name__)

# No opened, no closed-no-write: our own reads would echo, and watchdog's walk would feed itself.
EVENTS: Final[list[type[FileSystemEvent]]] = [
    FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileMovedEvent, FileDeletedEvent,
    DirCreatedEvent, DirMovedEvent, DirDeletedEvent,
]  # fmt: skip

COLLECT_S: Final = 0.02
"""Hints of one burst travel together; a person does not notice the delay."""
LOOK_S: Final = 15.0
"""How often the watcher looks whether root and threads are still there: nothing tells of a renamed root."""
TRY_AGAIN_S: Final = 300.0
TRY_AGAIN_LAST_S: Final = 3600.0
"""Setting all watches costs as much as a scan: tried again after so long, then twice as long; at once for a new limit."""
STUMBLED_S: Final = 1.0
"""So long nothing is tried after a fault that nobody foresaw: never a loop at full speed."""
PENDING_MAX: Final = 20_000
"""More touched paths than these and a scan of everything is cheaper than the list."""


class HintKind(Enum):
    """What a hint asks for."""

    TOUCHED = "touched"
    RESCAN = "rescan"
    POLLING = "polling"
    WATCHING = "watching"
    ROOT_LOST = "root_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Something may have changed. ``paths`` with TOUCHED; ``reason`` is a stable word for status and log.

    ``renamed`` with TOUCHED: which of the paths were seen to change their names, from and to, in order.
    ``limit`` with POLLING: the limit of the system that was met, if it says.
    """

    kind: HintKind
    paths: frozenset[RelPath] = frozenset()
    renamed: tuple[tuple[RelPath, RelPath], ...] = ()
    reason: str = ""
    limit: int | None = None


class _Sink(Protocol):
    """Who is told by the threads of watchdog."""

    def touched(self, path: bytes | str) -> None: ...
    def renamed(self, old: bytes | str, new: bytes | str) -> None: ...
    def doubtful(self, reason: str) -> None: ...
    def no_watches_left(self) -> None: ...
    def is_private(self, path: bytes) -> bool: ...


class Watcher:
    """Watches one root. ``on_hint`` is called from the watcher's own thread, one hint at a time.

    ``misses_changes`` is asked whenever the watches are set: True if events do not tell of everything on the volume
    that is there now (a network volume). They are used all the same, and whoever gets the hints scans by the clock.
    """

    def __init__(
        self,
        root: str,
        on_hint: Callable[[Hint], None],
        *,
        misses_changes: Callable[[], bool] = lambda: False,
        collect_s: float = COLLECT_S,
        look_s: float = LOOK_S,
        try_again_s: float = TRY_AGAIN_S,
    ) -> None:
        self._root = os.path.abspath(root)
        self._on_hint = on_hint
        self._misses_changes = misses_changes
        self._collect_s, self._look_s, self._try_again_s = collect_s, look_s, try_again_s
        self._prefix: Final = os.path.join(self._root, "")
        self._private: Final = os.path.join(self._root, PRIVATE_FOLDER)
        self._private_prefix: Final = os.path.join(self._private, "")
        self._private_raw: Final = os.fsencode(self._private)
        self._observer: BaseObserver | None = None
        self._identity: tuple[int, int] | None = None
        self._is_lost = False
        self._polls = ""
        self._said_polling = ""
        self._limit: int | None = None
        self._try_at = 0.0
        self._try_after_s = try_again_s
        # Shared with the threads of watchdog:
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._pending: set[str] = set()
        self._renamed: list[tuple[str, str]] = []
        self._doubt = ""
        self._watches_left = True
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)
        self._listener = _WarningListener(self.doubtful)

    def start(self) -> None:
        """Begin to watch and return at once; setting the watches takes 30 ms for a thousand folders, in the thread."""
        self._listener.attach()
        self._thread.start()

    def stop(self) -> None:
        """Return when no hint will come any more. Not to be called from on_hint."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()
        self._listener.detach()

    # ---- called by the threads of watchdog ----------------------------------------------------------------------

    def touched(self, path: bytes | str) -> None:
        """Note a path. Called some thousand times a second in a burst: a set, and a wake-up if it was empty."""
        text = os.fsdecode(path)
        with self._lock:
            if len(self._pending) < PENDING_MAX:
                self._pending.add(text)
            else:
                self._doubt = "many_changes"
        if not self._wake.is_set():
            self._wake.set()

    def renamed(self, old: bytes | str, new: bytes | str) -> None:
        """Note that one path became another, and both of them."""
        with self._lock:
            if len(self._renamed) < PENDING_MAX:
                self._renamed.append((os.fsdecode(old), os.fsdecode(new)))
        self.touched(old)
        self.touched(new)

    def doubtful(self, reason: str) -> None:
        """Note that events may have been lost."""
        with self._lock:
            self._doubt = reason
        self._wake.set()

    def no_watches_left(self) -> None:
        """Note that the system has no watch left for a folder."""
        with self._lock:
            self._watches_left = False
        self._wake.set()

    def is_private(self, path: bytes) -> bool:
        """Whether a folder is ours and needs no watch."""
        return path.startswith(self._private_raw) and path[len(self._private_raw) :][:1] in {b"", b"/", b"\\"}

    # ---- our thread ---------------------------------------------------------------------------------------------

    def _run(self) -> None:
        self._guarded(self._look)
        look_at = time.monotonic() + self._look_s
        while not self._stop.is_set():
            if self._wake.wait(max(0.0, look_at - time.monotonic())):
                self._stop.wait(self._collect_s)
                self._wake.clear()
                self._guarded(self._deliver)
            if time.monotonic() >= look_at:
                look_at = time.monotonic() + self._look_s
                self._guarded(self._look)
        self._close()

    def _guarded(self, action: Callable[[], None]) -> None:
        """Do it; if it fails as nobody foresaw, the clock decides until it is tried again.

        Without this thread nobody would say that nothing is noticed any more.
        """
        try:
            action()
        except Exception:
            log.exception("watching failed")
            self._give_up("watch_failed")
            self._stop.wait(min(STUMBLED_S, self._look_s))
            self.doubtful("watch_failed")

    def _deliver(self) -> None:
        """Hand out what has come together."""
        with self._lock:
            pending, self._pending = self._pending, set()
            renamed, self._renamed = self._renamed, []
            doubt, self._doubt = self._doubt, ""
            watches_left = self._watches_left
        if not watches_left and self._observer is not None:
            self._give_up("watch_limit")
        if self._root in pending:
            self._look()
        if self._say_polling():
            doubt = self._polls
        if doubt:
            self._say(HintKind.RESCAN, reason=doubt)
        elif paths := self._relative(pending):
            self._on_hint(Hint(kind=HintKind.TOUCHED, paths=paths, renamed=self._inside(renamed)))

    def _relative(self, pending: set[str]) -> frozenset[RelPath]:
        """Return touched paths below the root, without our own folder."""
        paths = {path for path in map(self._below_root, pending) if path is not None}
        if self._root in pending:
            paths.add(ROOT)
        return frozenset(paths)

    def _inside(self, renamed: list[tuple[str, str]]) -> tuple[tuple[RelPath, RelPath], ...]:
        """Return the renames that began and ended below the root, outside our own folder."""
        pairs = ((self._below_root(old), self._below_root(new)) for old, new in renamed)
        return tuple((old, new) for old, new in pairs if old is not None and new is not None)

    def _below_root(self, path: str) -> RelPath | None:
        if not path.startswith(self._prefix) or path == self._private or path.startswith(self._private_prefix):
            return None
        return RelPath(path[len(self._prefix) :].replace(os.sep, "/"))

    def _look(self) -> None:
        """See whether the root is there and watched; watch it (again) if it is not."""
        identity = self._identity_now()
        if identity is None or (self._identity is not None and identity != self._identity):
            self._lose()
        if identity is None or (self._observer is not None and self._is_alive()) or not self._may_try():
            return
        reason = "watching" if self._identity is None and not self._is_lost else "watch_restarted"
        self._close()
        if not self._open():
            self._lose()
            return
        self._identity, self._is_lost = identity, False
        self._say_polling()
        self._say(HintKind.RESCAN, reason=self._polls or reason)

    def _may_try(self) -> bool:
        """Whether to set watches now; after a limit was met, not each time, but at once when it has been raised."""
        if self._limit is None:
            return time.monotonic() >= self._try_at
        limit = _limit_of(self._polls)
        return time.monotonic() >= self._try_at or (limit is not None and limit > self._limit)

    def _lose(self) -> None:
        self._close()
        self._identity = None
        if not self._is_lost:
            self._is_lost = True
            self._say(HintKind.ROOT_LOST)

    def _identity_now(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._root, follow_symlinks=False)
        except OSError:
            return None
        return (found.st_dev, found.st_ino)

    def _open(self) -> bool:
        """Set the watches; if that cannot be done, note why. False if the root went away meanwhile."""
        with self._lock:
            self._watches_left = True
        self._polls = ""
        try:
            self._observer = _observe(self._root, self)
        except OSError as error:
            if self._identity_now() is None:
                return False  # one trouble, not two
            fault = _FAULTS.get(error.errno or 0, "watch_failed")
            if fault == "watch_failed":
                log.warning("watching failed: %s", errno.errorcode.get(error.errno or 0, "?"))
            self._give_up(fault)
            return True
        with self._lock:
            watches_left = self._watches_left
        if not watches_left:
            self._give_up("watch_limit")
            return True
        self._limit, self._try_at, self._try_after_s = None, 0.0, self._try_again_s
        if self._misses_changes():
            self._polls = "network_volume"
        return True

    def _give_up(self, fault: str) -> None:
        """Stop watching for now: half a set of watches costs as much and promises what it cannot keep."""
        self._close()
        self._polls, self._limit = fault, _limit_of(fault)
        self._try_at = time.monotonic() + self._try_after_s
        self._try_after_s = min(self._try_after_s * 2, TRY_AGAIN_LAST_S)

    def _is_alive(self) -> bool:
        observer = self._observer
        threads = [] if observer is None else [observer, *observer.emitters, *_readers(observer)]
        return bool(threads) and all(thread.is_alive() for thread in threads)

    def _close(self) -> None:
        observer, self._observer = self._observer, None
        if observer is not None:
            try:
                observer.stop()
                observer.join()
            except Exception:
                # It is given up whatever it says, and what it still tells is a hint like any other.
                log.exception("letting go of the watches failed")

    def _say_polling(self) -> bool:
        """Say once why the clock decides from now on, or that it does no longer; return whether that was news."""
        if self._polls == self._said_polling:
            return False
        self._said_polling = self._polls
        self._say(HintKind.POLLING if self._polls else HintKind.WATCHING, reason=self._polls, limit=self._limit)
        return True

    def _say(self, kind: HintKind, reason: str = "", limit: int | None = None) -> None:
        if not self._stop.is_set():
            self._on_hint(Hint(kind=kind, reason=reason, limit=limit))


_FAULTS: Final = {
    errno.ENOSPC: "watch_limit",
    errno.EMFILE: "watch_instances",
    errno.ENFILE: "watch_instances",
}
_LIMITS: Final = {"watch_limit": "max_user_watches", "watch_instances": "max_user_instances"}


def _limit_of(fault: str) -> int | None:
    """Return the system's limit behind a fault; None where there is none, or it is not said."""
    try:
        with open(f"/proc/sys/fs/inotify/{_LIMITS[fault]}", encoding="ascii") as file:
            return int(file.read())
    except (KeyError, OSError, ValueError):
        return None


class _WarningListener(logging.Handler):
    """Takes any warning of watchdog as a sign that events were lost; it has no other way of saying so.

    Which root it is about is not said, so all are looked through. Not for an overflow on Linux: there the group of the
    root is told (``on_queue_overflow``), and no other has lost anything.
    """

    def __init__(self, doubtful: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self._doubtful = doubtful
        self._logger = logging.getLogger("watchdog")

    def emit(self, record: logging.LogRecord) -> None:
        if "overflow" not in record.getMessage():
            self._doubtful("watchdog_warning")
        elif not sys.platform.startswith("linux"):
            self._doubtful("overflow")

    def attach(self) -> None:
        """Begin to listen."""
        self._logger.addHandler(self)

    def detach(self) -> None:
        """Stop listening."""
        self._logger.removeHandler(self)


class _Handler(FileSystemEventHandler):
    """The plain way in, for systems other than Linux."""

    def __init__(self, sink: _Sink) -> None:
        self._sink = sink

    def dispatch(self, event: FileSystemEvent) -> None:
        if event.src_path and event.dest_path:
            self._sink.renamed(event.src_path, event.dest_path)
        elif path := event.src_path or event.dest_path:
            self._sink.touched(path)


if sys.platform.startswith("linux"):
    from watchdog.observers.inotify import InotifyEmitter, InotifyObserver, InotifyWatchGroup
    from watchdog.observers.inotify_c import InotifyEvent, InotifyFD, Mask, WatchDescriptor
    from watchdog.observers.inotify_move_event_grouper import GroupedInotifyEvent, PathedInotifyEvent

    class _WatchGroup(InotifyWatchGroup):
        """The watches of one root, telling what watchdog keeps to itself."""

        def __init__(self, fd: InotifyFD, path: bytes, mask: Mask, sink: _Sink) -> None:
            self._sink = sink
            super().__init__(fd, path, event_mask=mask, is_recursive=True)

        def _add_callback(self, path: bytes) -> None:
            if self._sink.is_private(path) or (path != self.path and not os.access(path, os.R_OK)):
                return  # what may not be read cannot be watched; on_event hears when it may
            try:
                wd = self._watch(path)
            except OSError as error:
                if path == self.path:
                    raise
                if error.errno == errno.ENOSPC:
                    self._sink.no_watches_left()
                elif error.errno not in {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}:
                    self._sink.doubtful("unwatched_folder")
                return
            was = self._active_callbacks_by_watch.get(wd)
            if was is not None and self._active_callbacks_by_path.get(was) == wd:
                del self._active_callbacks_by_path[was]
            self._active_callbacks_by_path[path] = wd
            self._active_callbacks_by_watch[wd] = path

        def _watch(self, path: bytes) -> WatchDescriptor:
            """Watch a folder. watchdog's own way warns if it was watched already, as happens in every copy of a tree."""
            fd = self._inotify_fd
            with fd._lock:  # noqa: SLF001  # a subclass by another name
                watch = fd._get_or_create_watch(path, self.event_mask)  # noqa: SLF001  # as above
                watch.callbacks[self._id] = self._callback
                return watch.wd

        def _remove_watch_internally(self, wd: WatchDescriptor) -> None:
            if (
                wd in self._active_callbacks_by_watch
                and self._active_callbacks_by_watch[wd] in self._active_callbacks_by_path
            ):
                super()._remove_watch_internally(wd)
            else:
                self._active_callbacks_by_watch.pop(wd, None)

        def on_event(self, event: InotifyEvent) -> None:
            super().on_event(event)
            if event.is_attrib and event.is_directory and event.name:
                with self._lock:
                    path = self._build_event_source_path(event)
                    if self.is_active and path is not None and path not in self._active_callbacks_by_path:
                        self._add_all_callbacks(path)  # it could not be read until now

        def forget_below(self, path: bytes) -> None:
            """Drop the watches of a folder that was moved out of the root; else they report under its old path."""
            lead = path + b"/"
            with self._lock:
                if not self.is_active:
                    return
                self._remove_callbacks(
                    [wd for wd, at in self._active_callbacks_by_watch.items() if at == path or at.startswith(lead)]
                )
                if not os.path.isdir(path):
                    return
                self._add_all_callbacks(path)  # a new one has the name by now, and its watches went too
            self._sink.doubtful("folder_replaced")

        def on_queue_overflow(self) -> None:
            super().on_queue_overflow()
            self._sink.doubtful("overflow")

    class _Emitter(InotifyEmitter):
        """Passes paths on at once, where watchdog would make, queue and dispatch several events for each."""

        def __init__(
            self,
            event_queue: EventQueue,
            watch: ObservedWatch,
            *,
            timeout: float = 1.0,
            event_filter: list[type[FileSystemEvent]] | None = None,
            inotify_fd: InotifyFD | None = None,
            sink: _Sink,
        ) -> None:
            super().__init__(event_queue, watch, timeout=timeout, event_filter=event_filter, inotify_fd=inotify_fd)
            self._sink = sink
            self._group: _WatchGroup | None = None

        def on_thread_start(self) -> None:
            mask = self.get_event_mask_from_filter()
            self._group = _WatchGroup(self._inotify_fd, os.fsencode(self.watch.path), mask, self._sink)
            self._inotify = self._group

        def build_and_queue_event(self, event: GroupedInotifyEvent, *, full_events: bool = False) -> None:  # noqa: ARG002  # watchdog's own
            if not isinstance(event, PathedInotifyEvent):
                self._sink.renamed(*(half.path for half in event))
                return
            if event.ev.is_moved_from and event.ev.is_directory and self._group is not None:
                self._group.forget_below(event.path)
            self._sink.touched(event.path)

    class _Observer(InotifyObserver):
        """An observer with our emitter."""

        def __init__(self, sink: _Sink) -> None:
            self._inotify_fd = InotifyFD()
            self._inotify_fd.start()
            BaseObserver.__init__(self, _Emitter, timeout=1.0, inotify_fd=self._inotify_fd, sink=sink)

        @property
        def reader(self) -> threading.Thread:
            """The thread that reads the kernel's queue."""
            return self._inotify_fd

    def _new_observer(sink: _Sink) -> BaseObserver:
        return _Observer(sink)

    def _readers(observer: BaseObserver) -> list[threading.Thread]:
        """Return the threads that the observer itself does not list."""
        return [observer.reader] if isinstance(observer, _Observer) else []

else:

    def _new_observer(_sink: _Sink) -> BaseObserver:
        return Observer()

    def _readers(_observer: BaseObserver) -> list[threading.Thread]:
        """Return the threads that the observer itself does not list."""
        return []


def _observe(root: str, sink: _Sink) -> BaseObserver:
    """Return an observer with all watches set; OSError if the root cannot be watched."""
    observer = _new_observer(sink)
    try:
        observer.schedule(_Handler(sink), root, recursive=True, event_filter=EVENTS)
        observer.start()
    except BaseException:
        observer.stop()
        raise
    return observer
