"""One engine a folder: whoever comes second is told who has it, and nobody has to clear anything away."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from megadesk.host import claims as module
from megadesk.host.claims import Claims
from megadesk.model.errors import DecisionNeeded
from megadesk.model.wording import words_of

WITH_SOURCE = {**os.environ, "PYTHONPATH": str(Path(module.__file__).parents[2])}

HOLD = """
import sys
from pathlib import Path
from megadesk.host.claims import Claims
claims = Claims(Path(sys.argv[1]))
claims.take("pair", sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """A folder to be synced."""
    (tmp_path / "Photos").mkdir()
    return str(tmp_path / "Photos")


def claims(tmp_path: Path) -> Claims:
    """Return those of one more engine."""
    return Claims(tmp_path / "run/folders")


def test_second_engine_is_told_who_has_the_folder(tmp_path: Path, folder: str) -> None:
    """By whatever way it names it; others are free; and it is free once the first has given it up."""
    one, two = claims(tmp_path), claims(tmp_path)
    one.take("a", folder)
    one.take("a", folder)
    (tmp_path / "link").symlink_to(folder)
    for ask in (two.check, lambda path: two.take("b", path)):
        with pytest.raises(DecisionNeeded) as caught:
            ask(str(tmp_path / "link"))
        assert caught.value.arguments["pid"] == os.getpid()
        assert str(os.getpid()) in words_of(caught.value).sentence
    two.take("b", str(tmp_path))
    one.check(folder)
    one.give_up("a")
    one.give_up("a")
    two.take("b", folder)
    one.take("a", str(tmp_path))  # given up with the other one taken
    with pytest.raises(DecisionNeeded):
        one.check(folder)


def test_killed_engine_holds_nothing(tmp_path: Path, folder: str) -> None:
    """After kill -9 the next engine begins at once: the lock was the process's, not the file's."""
    command = [sys.executable, "-c", HOLD, str(tmp_path / "run/folders"), folder]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=WITH_SOURCE) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"held\n"
        with pytest.raises(DecisionNeeded) as caught:
            claims(tmp_path).take("b", folder)
        assert caught.value.arguments["pid"] == owner.pid
        owner.send_signal(signal.SIGKILL)
        owner.wait()
    claims(tmp_path).take("b", folder)


def test_folder_itself_is_left_alone(tmp_path: Path, folder: str) -> None:
    """Nothing is made or held open in it: it may be read-only, and a drive can be unmounted."""
    held = claims(tmp_path)
    held.take("a", folder)
    assert list(Path(folder).iterdir()) == []
    opened = {os.path.realpath(one) for one in Path("/proc/self/fd").iterdir()}
    assert not any(one.startswith(folder) for one in opened)
    held.give_up("a")


@pytest.mark.parametrize("what", ["no place", "no locks"])
def test_where_there_are_no_locks_everybody_may(
    tmp_path: Path, folder: str, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """A file in the place's way, or a disk without locks, stops nobody from syncing."""

    def refuse(_handle: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    if what == "no place":
        (tmp_path / "run").write_bytes(b"")
    else:
        monkeypatch.setattr(module, "lock_file", refuse)
    one, two = claims(tmp_path), claims(tmp_path)
    one.take("a", folder)
    two.take("b", folder)
    one.give_up("a")
