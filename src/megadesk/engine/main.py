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
from megadesk.engine.telling import Teller
from megadesk.host.logs import close_log, open_log, wanted_level
from megadesk.host.memory import collect_rarely, give_memory_back
from megadesk.host.paths import Profile, find_profile, prepare_profile
from megadesk.host.process import Endpoint, ProfileLock, forget_endpoint, publish_endpoint
from megadesk.ipc.listener import EngineListener
from megadesk.model.errors import MegadeskError
from megadesk.model.wording import words_of
from megadesk.store.database import Database

log = logging.getLogger(__name__)

GRACE_S: Final = 20.0
"""So long whoever stops an engine waits, at most. Systems that shut down kill after 30 to 90 s."""


def run_engine(home: str | None) -> int:
    """Run the engine of a profile until it is told to stop; return the exit code."""
    give_memory_back()
    collect_rarely()
    try:
        profile = find_profile(home, os.environ)
        prepare_profile(profile)
        lock = ProfileLock.acquire(profile)
    except MegadeskError as e:
        return _refused(e)
    try:
        handler = open_log(profile.log_dir, "engine", wanted_level(os.environ))
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
    teller = Teller()
    engine = Engine(profile, database, on_change=teller.poke, stop=stopping.set)
    endpoint = publish_endpoint(profile, __version__, os.urandom)
    listener = EngineListener(
        endpoint.address, endpoint.authkey, Handlers(engine), version=__version__, on_subscribe=teller.welcome
    )
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
        engine.end_soon()
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
