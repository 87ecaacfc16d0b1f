"""A program that is upgraded or removed while it runs: engine and app go on as the new one, or end."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from fakes.installed import installed, starts
from fakes.processes import environment
from megadesk.cli.engine import wait_until_free
from megadesk.host.autostart import Autostart, desktop_entry, program_of_entry
from megadesk.host.paths import find_profile
from megadesk.host.process import ProfileLock, read_endpoint
from megadesk.ipc import messages as m
from megadesk.ipc.client import Client, connect
from megadesk.model.errors import MegadeskError
from megadesk.store.database import mark_of
from megadesk.store.migrations import MIGRATIONS

WAIT_S = 60
LOOK_S = 0.02
NEVER = threading.Event()


@contextmanager
def running(program: Path, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """An engine of that program, for as long as it is needed; the line with which it answers has been read."""
    with subprocess.Popen(
        [program, "--home", str(home), "engine", "run"], stderr=subprocess.PIPE, env=environment()
    ) as child:
        try:
            read_answer(child)
            yield child
        finally:
            child.terminate()


def read_answer(child: subprocess.Popen[bytes]) -> str:
    """Return the next line of an engine: it answers from then on."""
    assert child.stderr is not None
    line = child.stderr.readline().decode()
    assert "answers" in line, line
    return line


def reach(home: Path, version: str) -> Client:
    """Return a connection as a front end of this version has it."""
    endpoint = read_endpoint(find_profile(str(home), {}))
    return connect(endpoint.address, endpoint.authkey, version=version)


def ask_status(client: Client) -> m.EngineStatus:
    """Return what an engine says of itself."""
    return client.ask(m.EngineStatus, m.ENGINE_STATUS.name, m.Nothing(), timeout_s=WAIT_S)


def leave_stale_entry(home: Path, config: Path) -> Path:
    """Have the app of a profile start at login from where it is no more; return the file that says so."""
    file = Autostart(find_profile(str(home), {}), {"XDG_CONFIG_HOME": str(config)}, platform="linux").file
    file.parent.mkdir(parents=True)
    file.write_text(desktop_entry(["/opt/gone/megadesk", "--home", str(home), "--background"]))
    return file


def app_door(home: Path) -> Path:
    """Return where the app of a profile listens for further starts, once it does."""
    profile = find_profile(str(home), os.environ)
    assert profile.runtime_dir is not None
    return profile.runtime_dir / f"{profile.id}.app"


def end_engine(home: Path) -> None:
    """End the engine that an app started, if it still runs."""
    with suppress(MegadeskError):
        os.kill(read_endpoint(find_profile(str(home), {})).pid, signal.SIGTERM)


def await_that(holds: Callable[[], bool]) -> None:
    """Return once something holds; the test's own time limit ends it otherwise."""
    while not holds():
        NEVER.wait(LOOK_S)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program of version 1.0."""
    return installed(tmp_path / "usr/lib/megadesk/megadesk", "1.0")


def test_an_engine_goes_on_as_the_program_of_an_upgrade(program: Path, tmp_path: Path) -> None:
    """The same process, with the same profile: nobody who watches over it sees an end, and who asks sees the new version."""
    home = tmp_path / "home"
    with running(program, home) as engine:
        before = reach(home, "1.0")
        assert ask_status(before).version == "1.0"
        installed(program, "2.0")
        assert "engine 2.0 answers" in read_answer(engine)
        assert ask_status(reach(home, "2.0")) == m.EngineStatus(
            running=True, pid=engine.pid, home=str(home), version="2.0"
        )
        with pytest.raises(MegadeskError):
            ask_status(before)
        engine.send_signal(signal.SIGTERM)
        assert engine.wait(WAIT_S) == 0


def test_front_ends_during_an_upgrade_start_no_second_engine(program: Path, tmp_path: Path) -> None:
    """Whoever starts one while the old one becomes the new one reaches that: the profile is never free in between."""
    home = tmp_path / "home"
    with running(program, home) as engine:
        pid = engine.pid
        installed(program, "2.0")
        start = [str(program), "--home", str(home), "engine", "start"]
        early = [
            subprocess.Popen(start, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for _ in "ab"
        ]
        read_answer(engine)
        for each in early:
            each.wait(WAIT_S)  # whether it was refused by the old engine or reached the new one
        done = subprocess.run([*start, "--json"], env=environment(), capture_output=True, check=True)
        assert f'"pid":{pid}' in done.stdout.decode().replace(" ", "")


def test_an_engine_that_was_told_to_outlive_its_terminal_does(tmp_path: Path) -> None:
    """As with nohup; and it is stopped as any other."""
    home = tmp_path / "home"
    program = installed(tmp_path / "megadesk", "1.0")
    with subprocess.Popen(
        ["nohup", program, "--home", str(home), "engine", "run"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL, env=environment(),
    ) as engine:  # fmt: skip
        try:
            read_answer(engine)
            os.kill(engine.pid, signal.SIGHUP)
            assert ask_status(reach(home, "1.0")).pid == engine.pid
        finally:
            engine.send_signal(signal.SIGTERM)
        assert engine.wait(WAIT_S) == 0


def test_the_app_goes_on_as_the_program_of_an_upgrade_and_one_word_ends_all(program: Path, tmp_path: Path) -> None:
    """With its window as it was; then whoever uninstalls ends app and engine with one command, and nothing is left."""
    home = tmp_path / "home"
    without_screen = environment() | {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":none"}
    without_screen.pop("WAYLAND_DISPLAY", None)
    entry = leave_stale_entry(home, tmp_path / "config")
    without_screen["XDG_CONFIG_HOME"] = str(tmp_path / "config")
    command = [str(program), "--home", str(home)]
    with subprocess.Popen([*command, "--background"], env=without_screen, stderr=subprocess.DEVNULL) as app:
        try:
            await_that((home / "state/engine.json").exists)
            # What starts at login named a program that is gone: it is this one's by now.
            await_that(lambda: program_of_entry(entry.read_text()) == str(program))
            installed(program, "2.0")
            # The window was open, since there is no tray here.
            await_that(lambda: {f"2.0 --home {home}", "2.0 engine run"} <= set(starts(program)))
            await_that(app_door(home).exists)
            assert app.poll() is None
            done = subprocess.run([*command, "--quit", "--all"], env=environment(), capture_output=True, check=False)
            assert (done.returncode, done.stdout, done.stderr) == (0, b"The engine has stopped.\n", b"")
            assert app.wait(WAIT_S) == 0
        finally:
            app.terminate()
            end_engine(home)
    ProfileLock.acquire(find_profile(str(home), {})).release()


def test_an_app_whose_program_was_removed_ends(program: Path, tmp_path: Path) -> None:
    """And its engine, which closes as after a clean stop: uninstalling leaves no process."""
    home = tmp_path / "home"
    without_screen = environment() | {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":none"}
    command = [str(program), "--home", str(home), "--background"]
    with subprocess.Popen(command, env=without_screen, stderr=subprocess.DEVNULL) as app:
        try:
            await_that((home / "state/engine.json").exists)
            program.unlink()
            assert app.wait(WAIT_S) == 0
        finally:
            app.terminate()
            end_engine(home)
    profile = find_profile(str(home), {})
    wait_until_free(profile)
    with pytest.raises(MegadeskError):
        read_endpoint(profile)


def test_two_versions_on_one_profile_are_told_apart(program: Path, tmp_path: Path) -> None:
    """The second is refused with one line that names both and what to do, and that is all it takes."""
    home = tmp_path / "home"
    other = installed(tmp_path / "opt/megadesk", "2.0")
    with running(program, home) as engine:
        command = [str(other), "--home", str(home)]
        done = subprocess.run([*command, "status"], env=environment(), capture_output=True, text=True, check=False)
        (line,) = done.stderr.splitlines()
        assert (done.returncode, done.stdout) == (1, "")
        for part in (f"megadesk 1.0 ({program})", f"megadesk 2.0 ({other})", "megadesk engine stop"):
            assert part in line
        assert engine.poll() is None
        subprocess.run([*command, "engine", "stop"], env=environment(), capture_output=True, check=True)
        assert engine.wait(WAIT_S) == 0


def test_a_profile_of_a_newer_version_is_left_alone(program: Path, tmp_path: Path) -> None:
    """An older program says so in one line; not a byte of the profile is another one afterwards."""
    home = tmp_path / "home"
    with running(program, home) as engine:
        engine.send_signal(signal.SIGTERM)
        assert engine.wait(WAIT_S) == 0
    newer = len(MIGRATIONS) + 1
    with closing(sqlite3.connect(home / "state/megadesk.db")) as database:
        database.execute(f"PRAGMA user_version = {newer}")
        database.execute(f"PRAGMA application_id = {mark_of(newer)}")
        database.commit()
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    command = [str(program), "--home", str(home)]
    done = subprocess.run([*command, "engine", "run"], env=environment(), capture_output=True, text=True, check=False)
    (line,) = done.stderr.splitlines()
    assert (done.returncode, "newer version of megadesk" in line, str(home) in line) == (1, True, True)
    its_own = {home / "state/engine.lock", *(home / "logs").iterdir()}
    after = {path: path.read_bytes() for path in home.rglob("*") if path.is_file() and path not in its_own}
    assert after == {path: data for path, data in before.items() if path not in its_own}
