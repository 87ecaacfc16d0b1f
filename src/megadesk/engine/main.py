"""The engine as a process: take the profile, answer front ends, stop when asked.

    lock -> log -> database -> Engine -> listener -> wait for a signal or engine.stop -> close, in reverse
      `--every 5 s: still there?-------------------> the profile was deleted: end, too
      |                          does it make sense?-> the database is damaged: close, and begin anew with another
      |                          our own program?----> gone: end, too;  replaced by an upgrade: close, and become that one

Signals: SIGTERM (a service manager, the end of a session), SIGHUP (its terminal is gone), SIGINT (Control-C).
Exit codes are those of the command line: 0 stopped, 1 failed.
"""

from __future__ import annotations

import _thread
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from types import FrameType
from typing import Final

from megadesk import __version__
from megadesk.engine.engine import Engine
from megadesk.engine.handlers import Handlers
from megadesk.engine.rebuilding import fill_database
from megadesk.engine.telling import Teller
from megadesk.host.logs import close_log, open_log, wanted_level
from megadesk.host.memory import collect_rarely, give_memory_back
from megadesk.host.paths import Profile, find_profile, prepare_profile
from megadesk.host.private import file_error
from megadesk.host.process import Endpoint, ProfileLock, forget_endpoint, publish_endpoint
from megadesk.host.program import Fate, OwnFile, end_signals, own_file, run_anew
from megadesk.ipc.listener import EngineListener
from megadesk.model.errors import Damaged, MegadeskError, NotFound
from megadesk.model.wording import words_of
from megadesk.store.database import Database
from megadesk.store.keepsake import Keepsake

log = logging.getLogger(__name__)

GRACE_S: Final = 20.0
"""So long whoever stops an engine waits, at most. Systems that shut down kill after 30 to 90 s."""

LOOK_EVERY_S: Final = 5.0
"""So often it is seen to whether profile and program are still there; gone twice in a row, they are gone."""

KEEP_EVERY: Final = 6
"""At each of so many looks the verified heads are kept beside the database: what a crash and a damaged database take
together is half a minute of them."""

BEGINNINGS_MAX: Final = 5
"""A disk that damages one database after the other is no place to work."""


class End(Enum):
    """Why an engine ends."""

    STOPPED = "nobody wants it"
    REPLACED = "a newer program stands in its place"
    DAMAGED = "the database is damaged"


class Stop(threading.Event):
    """Set when the engine is to stop. ``is_told``: by a signal, from that very moment on; it is set a little later."""

    is_told = False

    @property
    def is_wanted(self) -> bool:
        """Whether somebody has said so by now."""
        return self.is_told or self.is_set()


def run_engine(home: str | None) -> int:
    """Run the engine of a profile until it is told to stop; return the exit code."""
    give_memory_back()
    collect_rarely()
    program, stopping = own_file(), Stop()
    try:
        profile = find_profile(home, os.environ)
        prepare_profile(profile)
        lock = ProfileLock.acquire(profile)
    except MegadeskError as e:
        return _refused(e)
    try:
        code = _run_logged(profile, lock, program, stopping)
        if code is None and program is not None:
            _default_on_signals()
            if not stopping.is_wanted:  # it may have been when all was closed already
                _become(program.path, lock)
    except MegadeskError as e:
        return _refused(e)
    finally:
        lock.release()
    return code or 0


def _run_logged(profile: Profile, lock: ProfileLock, program: OwnFile | None, stopping: Stop) -> int | None:
    """Run with a log; return the exit code, None if another program has taken the place of ours."""
    handler = open_log(profile.log_dir, "engine", wanted_level(os.environ))
    try:
        return _run_again(profile, lock, program, stopping)
    except MegadeskError as e:
        log.error("the engine ends: %s", e)  # noqa: TRY400 -- the code says it all
        return _refused(e)
    finally:
        close_log(handler)


def _become(program: Path, lock: ProfileLock) -> None:
    """Become the program that an upgrade has put in the place of ours, with the same words and the lock of the profile.

    Where whoever upgrades ends programs first, as on Windows, there is nothing to become.
    """
    if sys.platform == "win32":
        return
    lock.keep_over_exec(os.environ)
    try:
        run_anew(program, sys.argv[1:])
    except OSError as e:
        raise file_error(e, program) from e


def _refused(error: MegadeskError) -> int:
    words = words_of(error)
    print(f"megadesk: {words.sentence} {words.remedy}", file=sys.stderr)  # noqa: T201 -- the one line a person gets
    return 1


def _run_again(profile: Profile, lock: ProfileLock, program: OwnFile | None, stopping: Stop) -> int | None:
    """Run, and once more each time the database turns out to be damaged, a few times."""
    for _ in range(BEGINNINGS_MAX):
        end = _run(profile, lock, program, stopping)
        if end is not End.DAMAGED:
            return 0 if end is End.STOPPED else None
        log.warning("the engine begins anew")
    raise Damaged("the local database is damaged again and again", reason="database")


def _run(profile: Profile, lock: ProfileLock, program: OwnFile | None, stopping: Stop) -> End:
    """Run until the end; return which one it was. A damaged database is set aside when it is opened next."""
    _stop_on_signals(stopping)
    log.info("engine %s starts", __version__)
    database = Database.open(profile.state_dir / "megadesk.db")
    teller = Teller()
    keepsake = Keepsake(profile.state_dir / "megadesk.keep")

    def keep() -> None:
        if not lock.is_lost():  # what took the profile's place is not ours to write to
            keepsake.keep(database)

    try:
        notes = fill_database(database, keepsake)
        engine = Engine(profile, database, on_change=teller.poke, stop=stopping.set, at_rest=keep, notes=notes)
    except Damaged as e:
        log.warning("the database makes no sense: %s", e)
        database.give_up()
        return End.DAMAGED
    endpoint = publish_endpoint(profile, __version__, os.urandom)
    listener = EngineListener(
        endpoint.address, endpoint.authkey, Handlers(engine), version=__version__, on_subscribe=teller.welcome
    )
    end = End.DAMAGED
    try:
        # First the account, then the door: whoever gets in finds it running.
        engine.start()
        listener.start()
        teller.start(engine, listener)
        _say_ready(endpoint)
        end = _wait(stopping, lock, program, database, keep)
        log.info("engine stops: %s", end.value)
    except Damaged as e:
        if not database.has_met_damage:
            raise
        log.warning("the database is damaged: %s", e)
    finally:
        heir = program if end is End.REPLACED else None
        last_resort = threading.Timer(GRACE_S, _end_now, [profile, lock, heir, stopping])
        last_resort.daemon = True
        last_resort.start()
        teller.stop()
        engine.end_soon()
        if not lock.is_lost():
            listener.close()
        engine.close()
        last_resort.cancel()
        if not lock.is_lost():
            forget_endpoint(profile)
    if lock.is_lost():
        # At once: what Python does at its end would take away the socket, which may be that of another engine by now.
        _exit(_refused(NotFound(what="profile", path=profile.shown_home)))
    return _end_of(end, stopping, database)


def _end_of(end: End, stopping: Stop, database: Database) -> End:
    """Return why an engine has ended, now that it is closed: whoever wanted it stopped meanwhile wants it stopped."""
    if stopping.is_wanted:
        return End.STOPPED
    return End.DAMAGED if database.has_met_damage else end


def _wait(
    stopping: Stop, lock: ProfileLock, program: OwnFile | None, database: Database, keep: Callable[[], None]
) -> End:
    """Return when the engine is told to stop, or has nothing to remember with or to run from; ``keep`` now and then."""
    looks = looks_without = 0
    while not stopping.wait(LOOK_EVERY_S):
        if database.has_met_damage:
            log.error("the database is damaged")
            return End.DAMAGED
        looks += 1
        if looks % KEEP_EVERY == 0:
            keep()
            database.note_at_rest()
        looks_without = looks_without + 1 if lock.is_lost() else 0
        if looks_without > 1:
            log.error("the profile is gone")
            return End.STOPPED
        fate = Fate.SAME if program is None else program.look()
        if fate is not Fate.SAME:
            log.warning("the program is %s", fate.value)
            return End.REPLACED if fate is Fate.REPLACED else End.STOPPED
    return End.STOPPED


def _end_now(profile: Profile, lock: ProfileLock, heir: OwnFile | None, stopping: Stop) -> None:
    """End in the midst of what still runs (a disk that does not answer, a long read): it is as safe as a crash."""
    log.warning("the engine ends in the middle of its work")
    if not lock.is_lost():
        forget_endpoint(profile)
    try:
        if heir is not None and not stopping.is_wanted:
            _become(heir.path, lock)
    except MegadeskError as e:
        _exit(_refused(e))
    else:
        _exit(0)


def _exit(code: int) -> None:
    os._exit(code)


def _stop_on_signals(stopping: Stop) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.is_told = True
        # Not in this thread: it is the one that waits for the event, and may hold its lock in this very moment.
        _thread.start_new_thread(stopping.set, ())

    for number in end_signals():
        signal.signal(number, stop)


def _default_on_signals() -> None:
    """Have a signal end the process at once again: so it is with the program that it becomes, until that has begun."""
    for number in end_signals():
        signal.signal(number, signal.SIG_DFL)


def _say_ready(endpoint: Endpoint) -> None:
    print(f"megadesk engine {__version__} answers (pid {endpoint.pid})", file=sys.stderr, flush=True)  # noqa: T201
