"""One engine a profile, found and started; with real processes, since that is what is promised."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from megadesk.host import process
from megadesk.host.paths import HOME_VARIABLE, Profile, find_profile, prepare_profile
from megadesk.host.private import write_private
from megadesk.host.process import (
    LOCK_VARIABLE,
    ProfileLock,
    end_engine,
    engine_command,
    forget_endpoint,
    last_line,
    publish_endpoint,
    read_endpoint,
    start_engine,
    start_program,
)
from megadesk.model.errors import AccessDenied, AlreadyRunning, EngineUnavailable, Malformed
from megadesk.model.wording import words_of

WITH_SOURCE = {**os.environ, "PYTHONPATH": str(Path(process.__file__).parents[2])}

HOLD_LOCK = """
import sys
from megadesk.host.paths import find_profile
from megadesk.host.process import ProfileLock
lock = ProfileLock.acquire(find_profile(sys.argv[1], {}))
print("locked", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    """A prepared profile."""
    found = find_profile(str(tmp_path / "home"), {})
    prepare_profile(found)
    return found


@pytest.mark.row(190)
def test_second_lock_is_refused_and_names_the_owner(profile: Profile) -> None:
    """One engine a profile; the other one is told who has it."""
    lock = ProfileLock.acquire(profile)
    with pytest.raises(AlreadyRunning) as caught:
        ProfileLock.acquire(profile)
    assert caught.value.arguments["pid"] == os.getpid()
    lock.release()
    lock.release()
    ProfileLock.acquire(profile).release()


def test_lock_goes_on_in_the_program_that_a_process_becomes(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    """No other engine takes it in between; it is told once, and a number that means another file tells nothing."""
    environ = dict[str, str]()
    lock = ProfileLock.acquire(profile)
    lock.keep_over_exec(environ)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    inherited = ProfileLock.acquire(profile)
    assert not inherited.is_lost()
    with pytest.raises(AlreadyRunning):
        ProfileLock.acquire(profile)
    for said in ("0", "99999", "", "x"):
        monkeypatch.setenv(LOCK_VARIABLE, said)
        with pytest.raises(AlreadyRunning):
            ProfileLock.acquire(profile)
    inherited.release()
    ProfileLock.acquire(profile).release()


def test_lock_ends_with_a_killed_process(profile: Profile) -> None:
    """After kill -9 the next engine starts at once: there is nothing stale to clear away."""
    command = [sys.executable, "-c", HOLD_LOCK, str(profile.home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=WITH_SOURCE) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"locked\n"
        with pytest.raises(AlreadyRunning) as caught:
            ProfileLock.acquire(profile)
        assert caught.value.arguments["pid"] == owner.pid
        owner.send_signal(signal.SIGKILL)
        owner.wait()
        ProfileLock.acquire(profile).release()


def test_an_engine_is_ended_by_its_lock(profile: Profile, tmp_path: Path) -> None:
    """Whatever version it is of: who has the lock is the engine. Where there is none, none is ended."""
    assert not end_engine(find_profile(str(tmp_path / "none"), {}))
    assert not end_engine(profile)
    command = [sys.executable, "-c", HOLD_LOCK, str(profile.home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=WITH_SOURCE) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"locked\n"
        assert end_engine(profile)
        assert owner.wait(30) == -signal.SIGTERM
    assert not end_engine(profile)


@pytest.mark.parametrize("written", [b"", b"999999999"])
def test_an_engine_that_has_just_begun_or_just_ended_is_left(profile: Profile, written: bytes) -> None:
    """Its number is not there yet, or is nobody's any more."""
    lock = ProfileLock.acquire(profile)
    (profile.state_dir / "engine.lock").write_bytes(written)
    assert end_engine(profile)
    lock.release()


def test_an_engine_of_somebody_else_is_said(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not ours to end."""

    def refuse(_pid: int, _number: int) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    lock = ProfileLock.acquire(profile)
    monkeypatch.setattr(os, "kill", refuse)
    with pytest.raises(AccessDenied):
        end_engine(profile)
    lock.release()


def test_lock_that_cannot_be_written_is_said(profile: Profile) -> None:
    """A profile on a read-only disk, or something else in the lock's place, is one sentence and no traceback."""
    (profile.state_dir / "engine.lock").mkdir()
    with pytest.raises(AccessDenied) as caught:
        ProfileLock.acquire(profile)
    assert str(profile.state_dir) in words_of(caught.value).sentence


def test_engine_whose_output_goes_nowhere_is_not_started(profile: Profile) -> None:
    """That is a refusal with its place, and no mistake of ours: the log may lie on a read-only disk."""
    (profile.log_dir / "engine.out").mkdir()

    def attempt() -> None:
        raise EngineUnavailable(reason="not_running")

    with pytest.raises(AccessDenied) as caught:
        start_engine(profile, attempt, environ={}, command=[sys.executable, "-c", ""])
    assert str(profile.log_dir) in words_of(caught.value).sentence


def test_lock_is_lost_with_the_profile(profile: Profile) -> None:
    """Deleted, moved away, replaced by a copy: whoever holds the lock can tell; a released one is nobody's."""
    lock = ProfileLock.acquire(profile)
    moved = profile.state_dir.with_name("moved")
    assert not lock.is_lost()
    profile.state_dir.rename(moved)
    assert lock.is_lost()
    shutil.copytree(moved, profile.state_dir)
    assert lock.is_lost()
    shutil.rmtree(profile.state_dir)
    moved.rename(profile.state_dir)
    assert not lock.is_lost()
    lock.release()
    assert lock.is_lost()


def test_lock_does_not_pass_to_programs_we_start(profile: Profile) -> None:
    """A file manager opened by the engine must not keep the profile locked after it."""
    lock = ProfileLock.acquire(profile)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE):
        lock.release()
        ProfileLock.acquire(profile).release()


def test_endpoint_is_found_again_and_forgotten(profile: Profile) -> None:
    """Address and key come together, readable by the owner alone, and repr shows no key."""
    written = publish_endpoint(profile, "1.2", lambda size: b"k" * size)
    assert read_endpoint(profile) == written
    assert (written.address, written.pid, written.version) == (profile.address, os.getpid(), "1.2")
    assert "kkk" not in repr(written)
    assert (profile.state_dir / "engine.json").stat().st_mode & 0o777 == 0o600
    forget_endpoint(profile)
    with pytest.raises(EngineUnavailable) as caught:
        read_endpoint(profile)
    assert caught.value.arguments["reason"] == "not_running"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", msgspec.json.encode({"address": "a", "authkey": b"short", "pid": 1, "version": ""}),
        b'{"address":"\xff"}', b'{"x":' + b"[" * 4000,
    ],
)  # fmt: skip
def test_damaged_endpoint_is_malformed(profile: Profile, content: bytes) -> None:
    """A file that is no endpoint, or holds too short a key, is not used."""
    write_private(profile.state_dir / "engine.json", content)
    with pytest.raises(Malformed):
        read_endpoint(profile)


def test_started_engine_is_detached_and_gets_the_profile(profile: Profile) -> None:
    """It has a session of its own, our profile, no terminal, a private log, and outlives the attempt."""
    report = profile.state_dir / "report"
    script = f"""
import os, sys, time
from pathlib import Path
from typing import Any
new = Path({str(report)!r} + ".new")
new.write_text("{{}} {{}} {{}} {{!r}}".format(os.getpid(), os.getsid(0), os.environ["{HOME_VARIABLE}"], sys.stdin.read()))
new.rename({str(report)!r})
time.sleep(60)
"""

    def attempt() -> list[str]:
        if not report.exists():
            raise EngineUnavailable("not yet", reason="not_running")
        return report.read_text().split()

    pid, session, home, stdin = start_engine(
        profile, attempt, environ={HOME_VARIABLE: "/else"}, command=[sys.executable, "-c", script]
    )
    os.kill(int(pid), signal.SIGKILL)
    assert (session, home, stdin) == (pid, str(profile.home), "''")
    assert session != str(os.getsid(0))
    assert (profile.log_dir / "engine.out").stat().st_mode & 0o777 == 0o600


def test_an_engine_is_started_beside_us(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows no window opens with it."""
    asked = list[int]()

    class Child:
        def __init__(self, _command: list[str], *, creationflags: int, **_: Any) -> None:
            asked.append(creationflags)

        def wait(self) -> int:
            return 0

    monkeypatch.setattr(process, "aside_flags", lambda: 7)
    monkeypatch.setattr(subprocess, "Popen", Child)
    start_engine(profile, lambda: None, environ={})
    assert asked == [7]


def never() -> None:
    """Attempt that never succeeds."""
    raise EngineUnavailable("nobody there", reason="not_running")


def test_engine_that_ends_is_reported_with_its_last_line(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    """The person gets the reason, not a time-out."""
    monkeypatch.setattr(process, "START_GRACE_S", 0.0)
    script = "import sys; print('first'); sys.exit('the database is from a newer version')"
    with pytest.raises(EngineUnavailable, match=r"code 1: the database is from a newer version") as caught:
        start_engine(profile, never, environ=os.environ, command=[sys.executable, "-c", script])
    assert caught.value.arguments["reason"] == "start_failed"


def test_engine_that_ends_because_another_was_faster_is_no_failure(profile: Profile) -> None:
    """Two starters at once: the one whose engine lost the lock reaches the other's."""
    answers = iter([False, False, False, True])

    def attempt() -> str:
        if not next(answers):
            never()
        return "connected"

    command = [sys.executable, "-c", "raise SystemExit('another engine owns this profile')"]
    assert start_engine(profile, attempt, environ=os.environ, command=command) == "connected"


def test_an_engine_that_is_not_needed_has_ended_when_another_answers(profile: Profile) -> None:
    """Left to itself it would find the profile free if that other one is stopped meanwhile, and nobody would know of it."""
    publish_endpoint(profile, "1.0", os.urandom)
    ended = profile.state_dir / "ended"
    command = [sys.executable, "-c", f"open({str(ended)!r}, 'w').close()"]
    start_engine(profile, lambda: None, environ=os.environ, command=command)
    assert ended.exists()


def test_the_engine_that_was_started_is_not_waited_for_once_it_answers(profile: Profile) -> None:
    """It is the one that the profile has, and stays."""
    report = profile.state_dir / "report"
    script = f"""
import json, os, pathlib, sys
new = pathlib.Path({str(report)!r} + ".new")
new.write_text(str(os.getpid()))
new.rename({str(report)!r})
sys.stdin = os.fdopen(os.pipe()[0])
sys.stdin.read()
"""

    def attempt() -> int:
        if not report.exists():
            never()
        pid = int(report.read_text())
        endpoint = publish_endpoint(profile, "1.0", os.urandom)
        written = msgspec.json.encode(msgspec.structs.replace(endpoint, pid=pid))
        (profile.state_dir / "engine.json").write_bytes(written)
        return pid

    pid = start_engine(profile, attempt, environ=os.environ, command=[sys.executable, "-c", script])
    os.kill(pid, signal.SIGKILL)


def test_engine_that_does_not_answer_in_time_is_reported(profile: Profile) -> None:
    """There is an end to waiting."""
    pid_file = profile.state_dir / "pid"
    script = f"import os, time; open({str(pid_file)!r}, 'w').write(str(os.getpid())); time.sleep(60)"

    def attempt() -> None:
        never()

    with pytest.raises(EngineUnavailable, match="does not answer"):
        start_engine(profile, attempt, environ=os.environ, command=[sys.executable, "-c", script], timeout_s=1.0)
    os.kill(int(pid_file.read_text()), signal.SIGKILL)


def test_command_fits_a_frozen_build_and_an_installed_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """A frozen build starts itself; a package is started by name, with nothing of the current folder before it."""
    assert engine_command() == [sys.executable, "-P", "-m", "megadesk", "engine", "run"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert engine_command() == [sys.executable, "engine", "run"]


def test_last_line_is_the_last_with_text(tmp_path: Path) -> None:
    """Empty lines at the end, bad bytes and a missing file are all survived."""
    (tmp_path / "out").write_bytes(b"first\nlast \xff\n\n  \n")
    assert last_line(tmp_path / "out") == "last \N{REPLACEMENT CHARACTER}"
    assert last_line(tmp_path / "none") == "nothing was written"


def test_a_full_disk_is_said_where_nothing_could_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that cannot write its first line cannot say why."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    assert last_line(tmp_path / "none") == "the disk is full"
    (tmp_path / "out").write_text("a reason")
    assert last_line(tmp_path / "out") == "a reason"


def test_a_program_of_ours_is_started_on_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a clean environment, and nobody waits for it."""
    started: list[tuple[list[str], dict[str, Any]]] = []

    class Child:
        def __init__(self, command: list[str], **options: Any) -> None:
            started.append((command, options))

        def wait(self) -> int:
            return 0

    monkeypatch.setattr(subprocess, "Popen", Child)
    start_program(["try"], {"PATH": "/bin"})
    command, options = started[0]
    assert command[-1] == "try"
    assert options["start_new_session"] is True
    assert options["env"]["PATH"] == "/bin"
