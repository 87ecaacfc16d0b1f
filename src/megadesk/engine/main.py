"""The engine as a process: take the profile, answer front ends, stop when asked.

    lock -> log -> database -> Engine -> listener -> wait for SIGTERM, SIGINT or engine.stop -> close, in reverse

Exit codes are those of the command line: 0 stopped, 1 failed.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from types import FrameType
from typing import Final

from megadesk import __version__
from megadesk.engine.engine import Engine
from megadesk.engine.handlers import Handlers
from megadesk.host.logs import close_log, open_log
from megadesk.host.memory import give_memory_back
from megadesk.host.paths import Profile, find_profile, prepare_profile
from megadesk.host.process import Endpoint, ProfileLock, forbid_core_dumps, forget_endpoint, publish_endpoint
from megadesk.ipc import messages as m
from megadesk.ipc.listener import EngineListener
from megadesk.ipc.protocol import to_plain
from megadesk.model.errors import MegadeskError
from megadesk.model.wording import words_of
from megadesk.store.database import Database

log = logging.getLogger(__name__)

STATUS_INTERVAL_S: Final = 0.1

GRACE_S: Final = 20.0
"""So long whoever stops an engine waits, at most. Systems that shut down kill after 30 to 90 s."""


def run_engine(home: str | None) -> int:
    """Run the engine of a profile until it is told to stop; return the exit code."""
    forbid_core_dumps()
    give_memory_back()
    try:
        profile = find_profile(home, os.environ)
        prepare_profile(profile)
        lock = ProfileLock.acquire(profile)
    except MegadeskError as e:
        return _refused(e)
    try:
        handler = open_log(profile.log_dir, "engine")
        try:
            return _run(profile)
        except MegadeskError as e:
            log.error("the engine ends: %s", e)  # noqa: TRY400 -- the code says it all
            return _refused(e)
        finally:
            close_log(handler)
    finally:
        lock.release()


def _refused(error: MegadeskError) -> int:
    words = words_of(error)
    print(f"megadesk: {words.sentence} {words.remedy}", file=sys.stderr)  # noqa: T201 -- the one line a person gets
    return 1


def _run(profile: Profile) -> int:
    stopping = threading.Event()
    _stop_on_signals(stopping)
    log.info("engine %s starts", __version__)
    try:
        database = Database.open(profile.state_dir / "megadesk.db")
    except MegadeskError as e:
        log.error("the database does not open: %s", e)  # noqa: TRY400 -- the code says it all
        return _refused(e)
    teller = _StatusTeller()
    engine = Engine(profile, database, on_change=teller.poke, stop=stopping.set)
    endpoint = publish_endpoint(profile, __version__, os.urandom)
    listener = EngineListener(endpoint.address, endpoint.authkey, Handlers(engine), version=__version__)
    try:
        # First the account, then the door: whoever gets in finds it running.
        engine.start()
        listener.start()
        teller.start(engine, listener)
        _say_ready(endpoint)
        stopping.wait()
        log.info("engine stops")
    finally:
        last_resort = threading.Timer(GRACE_S, _end_now, [profile])
        last_resort.daemon = True
        last_resort.start()
        teller.stop()
        listener.close()
        engine.close()
        last_resort.cancel()
        forget_endpoint(profile)
    return 0


def _end_now(profile: Profile) -> None:
    """End in the midst of what still runs (a disk that does not answer, a long read): it is as safe as a crash."""
    log.warning("the engine ends in the middle of its work")
    forget_endpoint(profile)
    _exit(0)


def _exit(code: int) -> None:
    os._exit(code)


def _stop_on_signals(stopping: threading.Event) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def _say_ready(endpoint: Endpoint) -> None:
    print(f"megadesk engine {__version__} answers (pid {endpoint.pid})", file=sys.stderr, flush=True)  # noqa: T201


class _StatusTeller:
    """Sends a status event to whoever subscribed, when something changed, and at most ten times a second."""

    def __init__(self) -> None:
        self._changed = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def poke(self) -> None:
        """Note that something changed."""
        self._changed.set()

    def start(self, engine: Engine, listener: EngineListener) -> None:
        """Begin to tell."""
        self._thread = threading.Thread(target=self._run, args=(engine, listener), name="status", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop telling."""
        self._stopping.set()
        self._changed.set()
        if self._thread is not None:
            self._thread.join(1.0)

    def _run(self, engine: Engine, listener: EngineListener) -> None:
        while not self._stopping.is_set():
            self._changed.wait()
            self._changed.clear()
            try:
                if listener.has_subscribers(m.STATUS_TOPIC):
                    listener.publish(m.STATUS_TOPIC, to_plain(engine.status()))
            except MegadeskError as e:
                log.info("status: %s", e.code)
            except Exception:
                # One status that cannot be made must not be the end of all that come after it.
                log.exception("status")
            self._stopping.wait(STATUS_INTERVAL_S)
