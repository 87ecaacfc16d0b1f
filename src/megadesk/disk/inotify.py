"""The watches of one root on Linux: watchdog's own, overridden where it keeps something to itself or does too much.

    kernel --> _Reader (watchdog's) --> _WatchGroup: which folders have a watch --+--> Sink
                                        _Emitter: paths, at once -----------------+

Our own folder gets no watch, and a full watch table and an overflow show, which watchdog swallows. Nor are events built:
a path is all we need, and building, queueing and dispatching them costs ten times as much. All this knows watchdog 7.1
from inside: who updates it runs test_inotify.py first. Imported on Linux only.
"""

from __future__ import annotations

import errno
import os
import threading
from typing import Final

from watchdog.events import FileSystemEvent
from watchdog.observers.api import BaseObserver, EventQueue, ObservedWatch
from watchdog.observers.inotify import InotifyEmitter, InotifyObserver, InotifyWatchGroup
from watchdog.observers.inotify_c import InotifyEvent, InotifyFD, Mask, WatchDescriptor
from watchdog.observers.inotify_move_event_grouper import GroupedInotifyEvent, PathedInotifyEvent

from megadesk.disk.hints import Sink

REST_S: Final = 0.01
"""So long the kernel collects before it is asked again. Ten thousand files placed by ourselves were ten thousand wakes of
the reader, each of which took the interpreter from those who placed them: 0.8 s of a download of 4. The kernel's queue
holds 16,384 events, a hundred times what comes in this time."""


LEFT_MAX: Final = 4096
"""So many renames wait to be seen to arrive; their two halves come right after each other."""


class _Reader(InotifyFD):
    """watchdog's reader, at most a hundred times a second; the first event after a pause is read at once."""

    def run(self) -> None:
        while self.should_keep_running():
            for event in self.read_events():
                self.handle_event(event)
            self.stopped_event.wait(REST_S)


class _WatchGroup(InotifyWatchGroup):
    """The watches of one root, telling what watchdog keeps to itself."""

    def __init__(self, fd: InotifyFD, path: bytes, mask: Mask, sink: Sink) -> None:
        self._sink = sink
        self._left: dict[int, None] = {}  # cookies of what was renamed away and not seen to arrive
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
        if self._is_plain(event):
            with self._lock:
                path = self._build_event_source_path(event) if self.is_active else None
            if path is not None:
                self._sink.touched(path)
            return
        super().on_event(event)
        if event.is_attrib and event.is_directory and event.name:
            with self._lock:
                path = self._build_event_source_path(event)
                if self.is_active and path is not None:
                    self._sink.touched(path)  # its permissions are part of a backup
                if self.is_active and path is not None and path not in self._active_callbacks_by_path:
                    self._add_all_callbacks(path)  # it could not be read until now

    def _is_plain(self, event: InotifyEvent) -> bool:
        """Whether an event only says that a file was touched: nothing waits for it, and no watch depends on it.

        watchdog looks through all that it holds for the other half of each rename; what comes from our own folder has
        none that it could know.
        """
        if event.is_moved_from:
            self._left[event.cookie] = None
            if len(self._left) > LEFT_MAX:
                del self._left[next(iter(self._left))]
        if event.is_directory or event.is_moved_from or not event.name:
            return False
        if event.is_moved_to and event.cookie in self._left:
            del self._left[event.cookie]
            return False
        return True

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
        sink: Sink,
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


class LinuxObserver(InotifyObserver):
    """An observer with our emitter."""

    def __init__(self, sink: Sink) -> None:
        self._inotify_fd = _Reader()
        self._inotify_fd.start()
        BaseObserver.__init__(self, _Emitter, timeout=1.0, inotify_fd=self._inotify_fd, sink=sink)

    @property
    def reader(self) -> threading.Thread:
        """The thread that reads the kernel's queue."""
        return self._inotify_fd
