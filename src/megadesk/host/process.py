"""Processes of a profile: one engine, where it answers, and how to start it.

    engine:   ProfileLock.acquire()  ->  publish_endpoint()  ->  ipc listens there
    others:   read_endpoint()  ->  ipc connects;  nobody there?  start_engine(), which tries until it answers

The lock is the kernel's: it ends with the process, also after kill -9, so there are no stale locks to guess about. The
endpoint file may outlive its engine; who connects finds out. Read next: ``ipc/__init__.py``.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from megadesk.host.locks import lock_file, owner_of, write_owner
from megadesk.host.paths import HOME_VARIABLE, Profile
from megadesk.host.private import FILE_MODE, file_error, read_private, write_private
from megadesk.host.program import aside_flags, child_environment, own_command, shown_program
from megadesk.model.errors import AlreadyRunning, EngineUnavailable, Malformed, NotFound
from megadesk.model.ids import Entropy

T = TypeVar("T")

AUTHKEY_BYTES: Final = 32
ENDPOINT_MAX_BYTES: Final = 4096
LOCK_VARIABLE: Final = "MEGADESK_ENGINE_LOCK"
"""Tells a program which open file is the lock that its process holds already."""

START_TIMEOUT_S: Final = 20.0
START_POLL_S: Final = 0.05
START_GRACE_S: Final = 2.0
"""When our child ended because another start was faster, that other engine gets this long to answer."""

ONE_TOO_MANY_S: Final = 5.0
"""So long we wait for our child to end, if another engine answers."""

FULL_BYTES: Final = 4096
"""With less room than one block of a file a disk is full."""


class ProfileLock:
    """Held by the engine of a profile as long as it lives, and by the program that it becomes (``keep_over_exec``)."""

    def __init__(self, handle: int, path: Path) -> None:
        self._handle: int | None = handle
        self._path = path

    @classmethod
    def acquire(cls, profile: Profile) -> ProfileLock:
        """Return the lock of the profile, ours; AlreadyRunning with the owner's ``pid`` if another process has it.

        DiskFull or AccessDenied if the profile cannot be written to.
        """
        path = profile.state_dir / "engine.lock"
        inherited = _inherited_lock(path)
        if inherited is not None:
            return cls(inherited, path)
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
        except OSError as e:
            raise file_error(e, profile.state_dir) from e
        try:
            lock_file(handle)
            write_owner(handle)
        except BlockingIOError:
            owner = owner_of(handle)
            os.close(handle)
            raise AlreadyRunning("another engine owns this profile", pid=owner, home=profile.shown_home) from None
        except OSError as e:
            os.close(handle)
            raise file_error(e, profile.state_dir) from e
        except BaseException:
            os.close(handle)
            raise
        return cls(handle, path)

    def is_lost(self) -> bool:
        """Whether the name is gone, or another file has it: the profile was deleted, moved or replaced under its owner."""
        if self._handle is None:
            return True
        try:
            there = self._path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return True
        except OSError:
            return False  # a disk that does not answer takes nothing away
        ours = os.fstat(self._handle)
        return (there.st_dev, there.st_ino) != (ours.st_dev, ours.st_ino)

    def keep_over_exec(self, environ: MutableMapping[str, str]) -> None:
        """Let the program that this process becomes have the lock, so that no other engine takes it in between."""
        assert self._handle is not None, "it is ours"
        os.set_inheritable(self._handle, True)
        environ[LOCK_VARIABLE] = str(self._handle)

    def release(self) -> None:
        """Give the profile free. The file stays: removing it would let two engines lock two files of one name."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _inherited_lock(path: Path) -> int | None:
    """Return the open lock that this process had before it became this program; None if it had none of this file."""
    said = os.environ.pop(LOCK_VARIABLE, "")
    if not said.isdigit():
        return None
    handle = int(said)
    try:
        ours, there = os.fstat(handle), path.stat()
        if (ours.st_dev, ours.st_ino) != (there.st_dev, there.st_ino):
            return None
        lock_file(handle)  # it is locked already, unless that number is of something else that was inherited
        os.set_inheritable(handle, False)
    except OSError:
        return None
    return handle


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where an engine answers, and the key that opens its door. One file, so that both always fit together."""

    address: str
    authkey: bytes
    pid: int
    version: str
    program: str = ""
    """Which installation it is of."""

    def __repr__(self) -> str:
        return f"Endpoint(address={self.address!r}, pid={self.pid}, version={self.version!r})"


def publish_endpoint(profile: Profile, version: str, entropy: Entropy) -> Endpoint:
    """Return the endpoint of this engine with a fresh key, written to the profile. Only the holder of the lock may."""
    endpoint = Endpoint(
        address=profile.address,
        authkey=entropy(AUTHKEY_BYTES),
        pid=os.getpid(),
        version=version,
        program=shown_program(),
    )
    write_private(_endpoint_file(profile), msgspec.json.encode(endpoint))
    return endpoint


def read_endpoint(profile: Profile) -> Endpoint:
    """Return where the engine of the profile last said it answers; EngineUnavailable if it never did.

    The address is read and not computed: a service and a desktop session of one person may differ in
    XDG_RUNTIME_DIR.
    """
    try:
        endpoint = msgspec.json.decode(read_private(_endpoint_file(profile), ENDPOINT_MAX_BYTES), type=Endpoint)
    except NotFound:
        raise EngineUnavailable("no engine has run here", reason="not_running") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Malformed("the endpoint file does not parse", path=str(_endpoint_file(profile))) from None
    if len(endpoint.authkey) != AUTHKEY_BYTES:
        raise Malformed("the endpoint file holds no key", path=str(_endpoint_file(profile)))
    return endpoint


def forget_endpoint(profile: Profile) -> None:
    """Remove the endpoint file: a clean stop leaves nothing for others to try."""
    _endpoint_file(profile).unlink(missing_ok=True)


def _endpoint_file(profile: Profile) -> Path:
    return profile.state_dir / "engine.json"


def end_engine(profile: Profile) -> bool:
    """Tell the engine of a profile to end, of whatever version it is; return whether there was one. AccessDenied.

    By the number that the owner of the lock wrote: as long as it has the lock, that is it.
    """
    if not profile.state_dir.is_dir():
        return False
    try:
        ProfileLock.acquire(profile).release()
    except AlreadyRunning as e:
        pid = e.arguments["pid"]
        if not isinstance(pid, int):
            return True  # it has just begun, and has not written it
        try:
            os.kill(pid, signal.SIGTERM)
        except ProcessLookupError:
            return True
        except OSError as error:
            raise file_error(error, profile.state_dir) from error
        return True
    return False


def start_engine(
    profile: Profile,
    attempt: Callable[[], T],
    *,
    environ: Mapping[str, str],
    command: list[str] | None = None,
    timeout_s: float = START_TIMEOUT_S,
) -> T:
    """Start an engine on its own and return what attempt returns once it does not raise EngineUnavailable.

    The engine outlives us: own session, no terminal, its output in <logs>/engine.out. Several starters at once are
    fine: one engine gets the lock, all attempts reach it, and the others have ended when this returns. Raises
    EngineUnavailable with the last line the engine wrote if it ends, or does not answer within timeout_s.
    """
    output = profile.log_dir / "engine.out"
    child = _spawn(profile, command or engine_command(), child_environment(environ), output)
    _reap(child)
    deadline_s = time.monotonic() + timeout_s
    while True:
        try:
            reached = attempt()
        except EngineUnavailable as e:
            if time.monotonic() >= deadline_s:
                raise _not_started("the engine does not answer", output) from e
        else:
            _await_one_too_many(profile, child)
            return reached
        if not _is_over(child, START_POLL_S):
            continue
        return _last_chance(attempt, output, child.returncode)


def _await_one_too_many(profile: Profile, child: subprocess.Popen[bytes]) -> None:
    """Wait for our child if it is another engine that answers: it ends once it finds that the profile is taken.

    Until then it would find it free if that other one were stopped, and go on with nobody knowing of it.
    """
    if _has_launcher():
        return  # our child is not the engine, but has it for its child
    try:
        answers = read_endpoint(profile).pid
    except (EngineUnavailable, Malformed):
        return  # it has ended again
    if answers != child.pid:
        _is_over(child, ONE_TOO_MANY_S)


def _has_launcher() -> bool:
    """Whether a Python that we start is another process: that of a virtual environment on Windows is."""
    return sys.platform == "win32" and sys.prefix != sys.base_prefix


def _last_chance(attempt: Callable[[], T], output: Path, returncode: int) -> T:
    """Return what attempt returns now that our child has ended: another start may have been faster."""
    pause = threading.Event()
    deadline_s = time.monotonic() + START_GRACE_S
    while True:
        try:
            return attempt()
        except EngineUnavailable as e:
            if time.monotonic() >= deadline_s:
                raise _not_started(f"the engine ended with code {returncode}", output) from e
        pause.wait(START_POLL_S)


def _is_over(child: subprocess.Popen[bytes], wait_s: float) -> bool:
    try:
        child.wait(wait_s)
    except subprocess.TimeoutExpired:
        return False
    return True


def _not_started(why: str, output: Path) -> EngineUnavailable:
    return EngineUnavailable(f"{why}: {last_line(output)}", reason="start_failed", log=str(output))


def last_line(output: Path, max_bytes: int = 4096) -> str:
    """Return the last line with text in a file, at most max_bytes of it; if there is none, "nothing was written".

    On a full disk nothing can be: that is said instead.
    """
    try:
        with output.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - max_bytes))
            lines = file.read().decode("utf-8", "replace").split("\n")
    except OSError:
        lines = []
    found = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return found or ("the disk is full" if _is_full(output.parent) else "nothing was written")


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < FULL_BYTES
    except OSError:
        return False


def _spawn(profile: Profile, command: list[str], environ: dict[str, str], output: Path) -> subprocess.Popen[bytes]:
    environ.pop(HOME_VARIABLE, None)
    if profile.home is not None:
        environ[HOME_VARIABLE] = str(profile.home)
    try:
        handle = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
    except OSError as e:
        raise file_error(e, output) from e
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=handle,
            stderr=handle,
            env=environ,
            cwd=profile.state_dir,  # not the caller's: that folder could never be unmounted while the engine runs
            start_new_session=True,
            creationflags=aside_flags(),
        )
    finally:
        os.close(handle)


def _reap(child: subprocess.Popen[bytes]) -> None:
    """Wait for the engine in the background: in a long-lived tray app an ended one must not stay a zombie."""
    threading.Thread(target=child.wait, name="engine-reaper", daemon=True).start()


def start_program(words: list[str], environ: Mapping[str, str]) -> None:
    """Start one of our programs on its own; nobody waits for it, and it outlives us."""
    child = subprocess.Popen(
        own_command(words, is_windowed=True),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=child_environment(environ),
        start_new_session=True,
    )
    _reap(child)


def engine_command() -> list[str]:
    """Return the command that runs an engine, for a frozen build and for an installed package alike."""
    return own_command(["engine", "run"])
