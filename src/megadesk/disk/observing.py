"""The door to watchdog: an observer of one root, whatever the system; the Linux half of it is inotify.py.

    observe(root, sink) --> Watches, all of them set; is_alive(watches)
    threads of watchdog --> sink            what watchdog only logs --WarningListener--> sink.doubtful

The event filter is not an option: without it watchdog's own tree walk raises events for ever (SYNC rules, "watchdog
traps"). On Windows a full buffer is not reported by anything; there the periodic scan of the pair is the net.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from typing import Final, TypeAlias

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
from watchdog.observers.api import BaseObserver

from megadesk.disk.hints import Sink

# No opened, no closed-no-write: our own reads would echo, and watchdog's walk would feed itself.
EVENTS: Final[list[type[FileSystemEvent]]] = [
    FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileMovedEvent, FileDeletedEvent,
    DirCreatedEvent, DirMovedEvent, DirDeletedEvent,
]  # fmt: skip


Watches: TypeAlias = BaseObserver
"""All watches of one root, and the threads that read what they tell."""


def observe(root: str, sink: Sink) -> Watches:
    """Set all watches; OSError if the root cannot be watched."""
    observer = _new_observer(sink)
    try:
        observer.schedule(_Handler(sink), root, recursive=True, event_filter=EVENTS)
        observer.start()
    except BaseException:
        observer.stop()
        raise
    return observer


def is_alive(watches: Watches) -> bool:
    """Whether every thread that is needed still runs."""
    return all(thread.is_alive() for thread in (watches, *watches.emitters, *_readers(watches)))


if sys.platform.startswith("linux"):
    from megadesk.disk.inotify import LinuxObserver

    def _new_observer(sink: Sink) -> Watches:
        return LinuxObserver(sink)

    def _readers(observer: Watches) -> list[threading.Thread]:
        """Return the threads that the observer itself does not list."""
        return [observer.reader] if isinstance(observer, LinuxObserver) else []

else:

    def _new_observer(_sink: Sink) -> Watches:
        return Observer()

    def _readers(_observer: Watches) -> list[threading.Thread]:
        """Return the threads that the observer itself does not list."""
        return []


class _Handler(FileSystemEventHandler):
    """The plain way in, for systems other than Linux."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def dispatch(self, event: FileSystemEvent) -> None:
        if event.src_path and event.dest_path:
            self._sink.renamed(event.src_path, event.dest_path)
        elif path := event.src_path or event.dest_path:
            self._sink.touched(path)


class WarningListener(logging.Handler):
    """Takes any warning of watchdog as a sign that events were lost; it has no other way of saying so.

    Which root it is about is not said, so all are looked through. Not for an overflow on Linux: there the group of the
    root is told (``on_queue_overflow``), and no other has lost anything.
    """

    def __init__(self, doubtful: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self._doubtful = doubtful
        self._logger = logging.getLogger("watchdog")

    def emit(self, record: logging.LogRecord) -> None:
        """Hear one."""
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
