"""The engine as a process: it takes its profile, answers, stops when asked, and says why when it does not start."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from fakes.signals import HANG_UP, be_told, put_back
from fakes.space_store import space_id, step
from megadesk import __version__
from megadesk.engine import main as main_module
from megadesk.engine.engine import Engine
from megadesk.engine.main import run_engine
from megadesk.host.logs import close_log
from megadesk.host.paths import Profile, find_profile, prepare_profile
from megadesk.host.process import LOCK_VARIABLE, ProfileLock, read_endpoint
from megadesk.host.program import OwnFile
from megadesk.ipc import messages as m
from megadesk.ipc.client import Client, connect
from megadesk.model.commit import Head
from megadesk.model.errors import AlreadyRunning, Damaged, MegadeskError
from megadesk.store.database import Database, mark_of
from megadesk.store.keepsake import Keepsake
from megadesk.store.spaces import Spaces

WAIT_S = 30
A = TypeVar("A", bound=m.Body)


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put back what a process of its own would take with it."""
    with put_back():
        yield


class Visitor:
    """Somebody who comes as soon as the engine says that it answers, in a thread of his own."""

    def __init__(self, home: Path, visit: Callable[[Visitor], None], monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self.visit = home, visit
        self.errors: list[BaseException] = []
        self.thread = threading.Thread(target=self._run, daemon=True)
        monkeypatch.setattr(main_module, "_say_ready", lambda _endpoint: self.thread.start())

    def client(self) -> Client:
        """Connect as a front end does."""
        endpoint = read_endpoint(find_profile(str(self.home), {}))
        return connect(endpoint.address, endpoint.authkey, version=__version__)

    def _run(self) -> None:
        try:
            self.visit(self)
        except BaseException as e:  # noqa: BLE001 -- told to the test, which must end
            self.errors.append(e)
            be_told()


def ask(client: Client, method: m.Method[m.Nothing, A]) -> A:
    """Return the answer to a request without arguments."""
    return client.ask(method.result, method.name, m.Nothing(), timeout_s=WAIT_S)


def run(home: Path, visit: Callable[[Visitor], None], monkeypatch: pytest.MonkeyPatch) -> int:
    """Run an engine here until the visitor stops it; return its exit code."""
    visitor = Visitor(home, visit, monkeypatch)
    code = run_engine(str(home))
    visitor.thread.join(WAIT_S)
    if visitor.errors:
        raise visitor.errors[0]
    return code


def test_engine_answers_until_it_is_told_to_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It answers over its socket, stops when asked, and leaves the profile free."""

    def visit(visitor: Visitor) -> None:
        client = visitor.client()
        assert ask(client, m.ENGINE_STATUS).version == __version__
        assert ask(client, m.STATUS).state == "signed_out"
        ask(client, m.ENGINE_STOP)
        client.close()

    home = tmp_path / "home"
    assert run(home, visit, monkeypatch) == 0
    profile = find_profile(str(home), {})
    with pytest.raises(MegadeskError):
        read_endpoint(profile)
    ProfileLock.acquire(profile).release()
    assert "engine stops" in (profile.log_dir / "engine.log").read_text()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", HANG_UP])
def test_signal_stops_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """SIGTERM is a way to stop, and so are Control-C and the end of its terminal or session."""
    assert run(tmp_path / "home", lambda _: be_told(name), monkeypatch) == 0


def test_signal_while_the_event_is_locked_stops_it() -> None:
    """The thread that handles signals is the one that waits: it may hold the lock of what it waits for, and must not want it."""
    stopping = main_module.Stop()
    main_module._stop_on_signals(stopping)
    with stopping._cond:  # type: ignore[attr-defined]  # as ``wait`` does, for some microseconds each time
        be_told()
        assert not stopping.is_set()
    assert stopping.wait(WAIT_S)


def test_work_that_does_not_end_is_left_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that does not answer does not keep the process: it says so and is gone, the profile free."""
    exited, codes = threading.Event(), list[int]()

    class Stuck(Engine):
        """An engine whose end takes as long as it is let."""

        def close(self) -> None:
            """Wait to be killed."""
            assert exited.wait(WAIT_S)
            super().close()

    def leave(code: int) -> None:
        codes.append(code)
        exited.set()

    monkeypatch.setattr(main_module, "Engine", Stuck)
    monkeypatch.setattr(main_module, "GRACE_S", 0.01)
    monkeypatch.setattr(main_module, "_exit", leave)
    assert run(tmp_path, lambda _: be_told(), monkeypatch) == 0
    assert codes == [0]
    assert "in the middle of its work" in (find_profile(str(tmp_path), {}).log_dir / "engine.log").read_text()


@pytest.mark.parametrize("replaced", [False, True])
def test_engine_whose_profile_is_gone_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], replaced: bool
) -> None:
    """Deleted while it runs, it ends by itself with one line; what has taken the place of its profile stays as it is."""
    home = tmp_path / "home"
    profile = find_profile(str(home), {})
    codes = list[int]()
    monkeypatch.setattr(main_module, "LOOK_EVERY_S", 0.01)
    monkeypatch.setattr(main_module, "_exit", codes.append)

    def visit(_visitor: Visitor) -> None:
        home.rename(tmp_path / "away")
        if replaced:
            shutil.copytree(tmp_path / "away", home)

    run(home, visit, monkeypatch)
    assert codes == [1]
    (line,) = capfd.readouterr().err.splitlines()
    assert "was deleted, moved or replaced" in line
    assert home.exists() is replaced
    if replaced:
        assert read_endpoint(profile).pid == os.getpid()
        assert Path(profile.address).is_socket()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that the engine believes to run from, looked at often."""
    file = tmp_path / "megadesk"
    file.write_text("one")
    file.chmod(0o755)
    monkeypatch.setattr(main_module, "LOOK_EVERY_S", 0.01)
    monkeypatch.setattr(main_module, "own_file", lambda: OwnFile(file))
    return file


def replace(program: Path) -> None:
    """Put another program in its place, as a package manager does."""
    new = program.with_name("new")
    new.write_text("two")
    new.chmod(0o755)
    new.rename(program)


class Became(BaseException):
    """The process is another program now."""


def test_engine_becomes_the_program_of_an_upgrade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: Path
) -> None:
    """It closes everything in good order, and then begins anew with the same words, the lock still its own."""
    home = tmp_path / "home"
    profile = find_profile(str(home), {})
    became = list[object]()

    def run_anew(file: Path, words: list[str]) -> None:
        became.extend([file, words])
        with pytest.raises(AlreadyRunning):
            _locked_by_another(profile)
        with pytest.raises(MegadeskError):
            read_endpoint(profile)
        assert not ProfileLock.acquire(profile).is_lost()  # what the new program does
        raise Became

    monkeypatch.setattr(main_module, "run_anew", run_anew)
    monkeypatch.setattr(sys, "argv", ["megadesk", "--home", str(home), "engine", "run"])
    with pytest.raises(Became):
        run(home, lambda _: replace(program), monkeypatch)
    assert became == [program, ["--home", str(home), "engine", "run"]]
    assert "a newer program stands in its place" in (profile.log_dir / "engine.log").read_text()


def _locked_by_another(profile: Profile) -> None:
    """Take the lock as an engine that a front end starts would: without what this process was told."""
    said = os.environ.pop(LOCK_VARIABLE)
    try:
        ProfileLock.acquire(profile).release()
    finally:
        os.environ[LOCK_VARIABLE] = said


def test_engine_that_is_told_to_stop_becomes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: Path
) -> None:
    """Also if it is told while it closes because of the upgrade: whoever stops it wants it stopped."""

    class Slow(Engine):
        def close(self) -> None:
            """Be told to stop, now."""
            be_told()
            super().close()

    monkeypatch.setattr(main_module, "Engine", Slow)
    assert run(tmp_path / "home", lambda _: replace(program), monkeypatch) == 0


def test_engine_whose_program_was_removed_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: Path) -> None:
    """Uninstalling leaves no process."""
    assert run(tmp_path / "home", lambda _: program.unlink(), monkeypatch) == 0
    assert "the program is gone" in (tmp_path / "home" / "logs" / "engine.log").read_text()


def test_work_that_does_not_end_keeps_no_old_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: Path
) -> None:
    """A disk that does not answer holds up no upgrade: it is left in the middle, and the new program begins."""
    began, became = threading.Event(), list[Path]()

    class Stuck(Engine):
        """An engine whose end takes as long as it is let."""

        def close(self) -> None:
            """Wait to be replaced."""
            assert began.wait(WAIT_S)
            super().close()

    def run_anew(file: Path, _words: list[str]) -> None:
        became.append(file)
        assert os.environ.pop(LOCK_VARIABLE)

    monkeypatch.setattr(main_module, "Engine", Stuck)
    monkeypatch.setattr(main_module, "GRACE_S", 0.01)
    monkeypatch.setattr(main_module, "run_anew", run_anew)
    monkeypatch.setattr(main_module, "_exit", lambda _code: began.set())
    assert run(tmp_path / "home", lambda _: replace(program), monkeypatch) == 0
    assert became[0] == program


def test_work_that_does_not_end_is_left_for_good_by_who_was_told_to_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: Path
) -> None:
    """An upgrade in a session that ends: the new program would have to be killed."""
    became, codes, timers = list[Path](), list[int](), list[threading.Timer]()

    class Stuck(Engine):
        """An engine whose end takes too long."""

        def close(self) -> None:
            """Be told to stop, and then left."""
            be_told()
            timers[0].function(*timers[0].args)
            super().close()

    note_last_resort(monkeypatch, timers)
    monkeypatch.setattr(main_module, "Engine", Stuck)
    monkeypatch.setattr(main_module, "run_anew", lambda file, _words: became.append(file))
    monkeypatch.setattr(main_module, "_exit", codes.append)
    assert run(tmp_path / "home", lambda _: replace(program), monkeypatch) == 0
    assert codes == [0]
    assert became == []


def test_signal_that_comes_when_all_is_closed_still_stops_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: Path
) -> None:
    """Nobody says it twice: the program of the upgrade would run on."""
    became = list[Path]()

    def close_log_and_be_told(handler: logging.Handler) -> None:
        close_log(handler)
        be_told()

    monkeypatch.setattr(main_module, "close_log", close_log_and_be_told)
    monkeypatch.setattr(main_module, "run_anew", lambda file, _words: became.append(file))
    assert run(tmp_path / "home", lambda _: replace(program), monkeypatch) == 0
    assert became == []


def test_engine_that_cannot_become_the_new_program_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """One line, exit code 1, and the profile is free for the next start."""
    monkeypatch.setattr(sys, "argv", ["megadesk"])

    def upgrade(_visitor: Visitor) -> None:
        replace(program)
        monkeypatch.setattr(main_module, "run_anew", _no_such_program)

    assert run(tmp_path / "home", upgrade, monkeypatch) == 1
    assert str(program) in capfd.readouterr().err
    monkeypatch.delenv(LOCK_VARIABLE)
    ProfileLock.acquire(find_profile(str(tmp_path / "home"), {})).release()


def test_engine_that_is_left_in_the_middle_and_cannot_become_the_new_program_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """It would have the profile for ever, and answer nobody; whoever watches over it starts the next."""
    codes, timers = list[int](), list[threading.Timer]()

    class Stuck(Engine):
        """An engine whose end takes too long."""

        def close(self) -> None:
            """Be left."""
            timers[0].function(*timers[0].args)
            super().close()

    note_last_resort(monkeypatch, timers)
    monkeypatch.setattr(main_module, "Engine", Stuck)
    monkeypatch.setattr(main_module, "run_anew", _no_such_program)
    monkeypatch.setattr(main_module, "_exit", codes.append)
    run(tmp_path / "home", lambda _: replace(program), monkeypatch)
    assert codes == [1]
    assert str(program) in capfd.readouterr().err
    monkeypatch.delenv(LOCK_VARIABLE)


def note_last_resort(monkeypatch: pytest.MonkeyPatch, timers: list[threading.Timer]) -> None:
    """Have the timer that leaves an engine in the middle run out when the test says so."""

    class LastResort(threading.Timer):
        def start(self) -> None:
            if self.function is main_module._end_now:
                timers.append(self)
            else:
                super().start()

    monkeypatch.setattr(threading, "Timer", LastResort)


def _no_such_program(file: Path, _words: list[str]) -> None:
    raise PermissionError(errno.EACCES, "Permission denied", str(file))


def test_status_is_told_to_subscribers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who subscribed hears of a change without asking, also after a status that could not be made."""
    told: list[str] = []
    engines: list[Engine] = []
    broken: list[int] = []
    stumbled = threading.Event()

    class Told(Engine):
        """An engine that the test can poke."""

        def start(self) -> None:
            """Remember who we are."""
            engines.append(self)
            super().start()

        def status(self) -> m.Status:
            """Stumble once, if the test says so."""
            if broken:
                broken.clear()
                stumbled.set()
                raise ZeroDivisionError
            return super().status()

    monkeypatch.setattr(main_module, "Engine", Told)

    def visit(visitor: Visitor) -> None:
        client = visitor.client()
        heard = threading.Event()

        def hear(topic: str, _payload: object) -> None:
            told.append(topic)
            heard.set()

        client.subscribe([m.STATUS_TOPIC], hear)
        ask(client, m.STATUS)  # answered after the subscription was taken
        broken.append(1)
        engines[0].on_change()
        assert stumbled.wait(WAIT_S)  # one that cannot be made is not the end of those after it
        engines[0].on_change()
        assert heard.wait(WAIT_S)
        ask(client, m.ENGINE_STOP)
        client.close()

    assert run(tmp_path / "home", visit, monkeypatch) == 0
    assert set(told) == {m.STATUS_TOPIC}


@pytest.mark.parametrize("when", ["made", "started", "runs", "always"])
def test_engine_whose_database_makes_no_sense_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], when: str
) -> None:
    """Whenever that is found out, it is set aside and the engine answers again; a disk that damages each one ends it."""
    home = tmp_path / "home"
    left = {"always": 99}.get(when, 1)
    ready: list[int] = []

    def spoil(database: Database) -> None:
        nonlocal left
        if left:
            left -= 1
            with database.read():
                raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "as a damaged name is read")

    class Unlucky(Engine):
        """An engine that meets a row which cannot be read."""

        def __init__(self, *arguments: Any, **keywords: Any) -> None:
            super().__init__(*arguments, **keywords)
            if when in {"made", "always"}:
                spoil(self.database)

        def start(self) -> None:
            """Meet it now, or soon after."""
            super().start()
            if when == "started":
                spoil(self.database)
            elif when == "runs":
                with contextlib.suppress(Damaged):
                    spoil(self.database)

    def say_ready(_: object) -> None:
        ready.append(len(ready))
        if len(ready) == (2 if when == "runs" else 1):
            be_told()

    monkeypatch.setattr(main_module, "Engine", Unlucky)
    monkeypatch.setattr(main_module, "LOOK_EVERY_S", 0.01)
    monkeypatch.setattr(main_module, "_say_ready", say_ready)
    assert run_engine(str(home)) == (1 if when == "always" else 0)
    aside = [path for path in (home / "state").glob("megadesk.db.damaged-*") if path.suffix[-1].isdigit()]
    assert len(aside) == (main_module.BEGINNINGS_MAX - 1 if when == "always" else 1)
    assert "Traceback" not in capfd.readouterr().err


def test_verified_heads_are_kept_while_it_runs_and_at_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever takes the database, the next one knows what the server has shown: also what moved after the last look."""
    home = tmp_path / "home"
    keepsake = Keepsake(home / "state/megadesk.keep")
    engines: list[Engine] = []

    class Seen(Engine):
        """An engine that the test can reach."""

        def start(self) -> None:
            """Start as usual."""
            engines.append(self)
            super().start()

    def kept() -> Head | None:
        database = Database.open(tmp_path / f"other {time.monotonic_ns()}/megadesk.db")
        keepsake.restore(database)
        head = Spaces(database).load_head(space_id())
        database.close()
        return head

    def visit(_: Visitor) -> None:
        spaces = Spaces(engines[0].database)
        spaces.apply(step(1))
        while kept() != step(1).head:
            pass
        monkeypatch.setattr(main_module, "KEEP_EVERY", 1 << 30)
        spaces.apply(step(2))
        be_told()

    monkeypatch.setattr(main_module, "Engine", Seen)
    monkeypatch.setattr(main_module, "LOOK_EVERY_S", 0.01)
    monkeypatch.setattr(main_module, "KEEP_EVERY", 1)
    assert run(home, visit, monkeypatch) == 0
    assert kept() == step(2).head


def test_second_engine_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """One engine a profile: the second says so and touches nothing."""
    home = tmp_path / "home"
    profile = find_profile(str(home), {})
    prepare_profile(profile)
    lock = ProfileLock.acquire(profile)
    try:
        assert run_engine(str(home)) == 1
    finally:
        lock.release()
    assert capfd.readouterr().err.startswith("megadesk: ")
    assert not (profile.state_dir / "megadesk.db").exists()


def test_bad_home_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    """A home that is none is one sentence, not a traceback."""
    assert run_engine("") == 1
    assert "Traceback" not in capfd.readouterr().err


def test_database_of_a_later_version_is_left_alone(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """An older engine on a newer profile says that an update is needed; the file is as it was, the profile free."""
    home = tmp_path / "home"
    profile = find_profile(str(home), {})
    prepare_profile(profile)
    path = profile.state_dir / "megadesk.db"
    database = Database.open(path)
    with database.write() as connection:
        connection.execute("PRAGMA user_version = 9999")
        connection.execute(f"PRAGMA application_id = {mark_of(9999)}")
    database.close()
    before = path.read_bytes()
    assert run_engine(str(home)) == 1
    assert "Traceback" not in capfd.readouterr().err
    assert path.read_bytes() == before
    ProfileLock.acquire(profile).release()


@pytest.mark.parametrize("where", ["megadesk.host.process.os.ftruncate", "megadesk.host.private.os.fsync"])
def test_full_disk_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], where: str
) -> None:
    """An engine whose profile lies on a full disk does not start, says why, and takes it for no mistake of ours."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(where, full)
    assert run_engine(str(tmp_path)) == 1
    error = capfd.readouterr().err
    assert error.count("\n") == 1
    assert "is full" in error
