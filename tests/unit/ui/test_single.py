"""One app a profile."""

from __future__ import annotations

import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fakes.processes import environment
from megadesk.host.paths import Profile, find_profile, prepare_profile
from megadesk.model.errors import TimedOut
from megadesk.ui import single as single_module
from megadesk.ui.single import QUIT, SingleInstance, _words, quit_app

AGAIN = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QLockFile
from megadesk.host.paths import find_profile
from megadesk.ui.single import SingleInstance

home, lock, *words = sys.argv[1:]
core = QCoreApplication(["megadesk"])
second = SingleInstance(find_profile(home, {}))
if lock:
    second._lock = QLockFile(lock)
is_app = second.claim(words)
second.release()
sys.exit(0 if is_app else 3)
"""
"""Another start, in a process of its own as it is; 0: it was the app, 3: it was not."""


def start_again(home: Path, *words: str, lock: Path | None = None) -> subprocess.Popen[bytes]:
    """Start the app another time."""
    command = [sys.executable, "-c", AGAIN, str(home), str(lock or ""), *words]
    return subprocess.Popen(command, env=environment())


def test_a_second_start_hands_its_words_over(tmp_path: Path, qtbot: QtBot) -> None:
    """And is not the app; once the first has ended, the next start is."""
    profile = find_profile(str(tmp_path), {})
    prepare_profile(profile)
    first, next_one = SingleInstance(profile), SingleInstance(profile)
    assert first.claim([])
    with qtbot.waitSignal(first.started, timeout=30_000) as started:
        second = start_again(tmp_path, "megadesk://problems/abc")
    assert started.args == [["megadesk://problems/abc"]]
    assert second.wait() == 3
    first.release()
    assert next_one.claim([])
    next_one.release()


def test_a_start_while_the_app_ends_is_the_next_one(tmp_path: Path, qapp: QApplication) -> None:
    """Who has just quit takes no words any more: a window is wanted all the same."""
    profile = find_profile(str(tmp_path), {})
    prepare_profile(profile)
    ending = SingleInstance(profile, qapp)
    assert ending.claim([])
    assert ending._server is not None
    second = start_again(tmp_path)
    select.select([ending._server.socketDescriptor()], [], [])  # it waits for us to listen
    ending.release()
    assert second.wait() == 0


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[Profile]:
    """Return a profile whose app takes no words and does not end; nobody waits for long."""
    profile = find_profile(str(tmp_path), {})
    prepare_profile(profile)
    app = SingleInstance(profile, qapp)
    assert app.claim([])
    for wait in ("HAND_OVER_MS", "ENDING_MS", "QUIT_WAIT_MS"):
        monkeypatch.setattr(single_module, wait, 1)
    yield profile
    app.release()


def test_an_app_that_hangs_is_not_joined_by_another(hanging: Profile, qapp: QApplication) -> None:
    """Two would be at one profile; it has the words, for when it listens again."""
    assert not SingleInstance(hanging, qapp).claim([])


def test_where_no_lock_can_be_written_there_is_one_app_all_the_same(tmp_path: Path, qtbot: QtBot) -> None:
    """As on a full disk: it starts, and says what is the matter; it does not end without a word."""
    profile = find_profile(str(tmp_path), {})
    prepare_profile(profile)
    lock = tmp_path / "nowhere" / "app.lock"
    first = SingleInstance(profile)
    first._lock = QLockFile(str(lock))
    assert first.claim([])
    with qtbot.waitSignal(first.started, timeout=30_000):
        second = start_again(tmp_path, lock=lock)
    assert second.wait() == 3
    first.release()


def test_profiles_are_apart(tmp_path: Path) -> None:
    """Two profiles are two apps."""
    profiles = [find_profile(str(tmp_path / name), {}) for name in "ab"]
    for profile in profiles:
        prepare_profile(profile)
    singles = [SingleInstance(profile) for profile in profiles]
    assert [single.claim([]) for single in singles] == [True, True]
    for single in singles:
        single.release()


def test_a_word_ends_the_app_that_runs(tmp_path: Path, qtbot: QtBot) -> None:
    """Whoever says it waits until it has ended."""
    profile = find_profile(str(tmp_path), {})
    prepare_profile(profile)
    running = SingleInstance(profile)
    assert running.claim([])
    command = [sys.executable, "-m", "megadesk", "--home", str(tmp_path), "--quit"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment()) as child:
        with qtbot.waitSignal(running.started, timeout=30_000) as started:
            assert child.poll() is None
        assert started.args == [[QUIT]]
        assert child.poll() is None  # it waits
        running.release()
        assert child.wait(30) == 0
        assert child.stdout is not None
        assert child.stdout.read().decode().strip() == "The app has ended."


def test_where_no_app_runs_there_is_none_to_end(tmp_path: Path, qapp: QApplication) -> None:
    """In a profile that is there, and where there is none; the next start is the app."""
    assert not quit_app(str(tmp_path / "none"))
    profile = find_profile(str(tmp_path), {})
    prepare_profile(profile)
    assert not quit_app(str(tmp_path))
    single = SingleInstance(profile, qapp)
    assert single.claim([])
    single.release()


def test_an_app_that_does_not_end_is_a_time_out(hanging: Profile) -> None:
    """It hangs, and is not waited for for ever."""
    with pytest.raises(TimedOut):
        quit_app(str(hanging.home), tries=2)


@pytest.mark.parametrize("data", [b"", b"[1]", b'{"words":[1]}', b'{"words":"a"}', b"\xff", b"[" * 60_000])
def test_what_none_of_us_would_say_is_nothing(data: bytes) -> None:
    """Whoever else speaks to an app opens no window."""
    assert _words(data) is None
