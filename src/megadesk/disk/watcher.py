"""Events of the system, as hints: one thread a root, that is always there to say what is known.

    kernel --watchdog--> touched paths --20 ms together--> Hint(TOUCHED, paths)
                     |-- queue overflow, a dead thread, a logged warning --> Hint(RESCAN)
                     |-- no watches left, a network volume --------------> Hint(POLLING) once, and Hint(WATCHING) when it is over
                     `-- the root went away or came back ----------------> Hint(ROOT_LOST), later Hint(RESCAN)

A hint says "look there", never what happened. Whatever is doubtful becomes RESCAN; nothing is lost in silence. The first
hint is RESCAN as well: it says that the watches are set, and covers what happened before.

Read next: hints.py (what is said), observing.py (who is asked).
"""

from __future__ import annotations

import errno
import logging
import os
import threading
import time
from collections.abc import Callable
from typing import Final

from megadesk.disk.hints import Hint, HintKind
from megadesk.disk.observing import WarningListener, Watches, is_alive, observe
from megadesk.model.relpath import PRIVATE_FOLDER, ROOT, RelPath

log = logging.getLogger(__name__)

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
        self._observer: Watches | None = None
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
        self._listener = WarningListener(self.doubtful)

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
            self._note(text)
        if not self._wake.is_set():
            self._wake.set()

    def _note(self, path: str) -> None:
        if len(self._pending) < PENDING_MAX:
            self._pending.add(path)
        else:
            self._doubt = "many_changes"

    def renamed(self, old: bytes | str, new: bytes | str) -> None:
        """Note that one path became another, and both of them: in one step, so that one hint has it all."""
        ends = (os.fsdecode(old), os.fsdecode(new))
        with self._lock:
            if len(self._renamed) < PENDING_MAX:
                self._renamed.append(ends)
            for end in ends:
                self._note(end)
        self._wake.set()

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
            self._observer = observe(self._root, self)
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
        return self._observer is not None and is_alive(self._observer)

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
