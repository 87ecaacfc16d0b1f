"""A program knows its file, starts others from it, and notices when an upgrade puts another in its place."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from megadesk.host.program import (
    Fate,
    OwnFile,
    aside_flags,
    child_environment,
    end_signals,
    own_command,
    own_file,
    program_file,
    twin_of,
)

SCRIPT = "#!/bin/sh\nread word\necho {version} $$ $word\n"
BECOMES = """
import sys
from pathlib import Path
from megadesk.host.program import run_anew
print(sys.stdin.readline().strip(), flush=True)
run_anew(Path(sys.argv[1]), ["a word"])
"""


def write(path: Path, version: str) -> Path:
    """Put a small program somewhere, whole at once, as package managers do."""
    new = path.with_name(f"{path.name}.new")
    new.write_text(SCRIPT.format(version=version))
    new.chmod(0o755)
    new.rename(path)
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A program, with the folder of its libraries beside it."""
    (tmp_path / "_internal").mkdir()
    return write(tmp_path / "megadesk", "one")


def test_a_program_that_stays_is_the_same(file: Path) -> None:
    """However often it is looked at, also if something else in its folder changes."""
    own = OwnFile(file)
    (file.parent / "_internal" / "late").write_text("")
    assert [own.look() for _ in range(4)] == [Fate.SAME] * 4


def test_a_program_that_was_replaced_is_noticed_once_all_is_at_rest(file: Path) -> None:
    """Not at the first look, and not while the folder beside it still changes: half an installation does not start."""
    own = OwnFile(file)
    write(file, "two")
    assert own.look() is Fate.SAME
    (file.parent / "_internal" / "library").write_text("")
    assert own.look() is Fate.SAME
    assert own.look() is Fate.REPLACED
    assert own.look() is Fate.REPLACED


def test_a_program_that_is_still_being_written_is_not_whole(file: Path) -> None:
    """It grows, it may not be started, it is empty: none of that is a program yet."""
    own = OwnFile(file)
    file.unlink()
    file.write_text("#!/bin/sh")
    assert own.look() is Fate.SAME
    file.write_text("#!/bin/sh\nexit")
    assert own.look() is Fate.SAME
    assert own.look() is Fate.SAME  # at rest, but nothing that can be started
    file.chmod(0o755)
    assert own.look() is Fate.REPLACED
    file.write_text("")
    assert [own.look(), own.look()] == [Fate.SAME, Fate.SAME]


def test_a_program_that_was_removed_is_gone(file: Path) -> None:
    """With its folder or without; away for a moment is not gone."""
    own = OwnFile(file)
    away = file.rename(file.with_name("away"))
    assert own.look() is Fate.SAME
    away.rename(file)
    assert [own.look(), own.look()] == [Fate.SAME, Fate.SAME]
    shutil.rmtree(file.parent)
    assert [own.look(), own.look()] == [Fate.SAME, Fate.GONE]


def test_a_disk_that_does_not_answer_has_replaced_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network drive that stumbles ends no program."""
    own = OwnFile(file)

    def stumble(_path: Path) -> os.stat_result:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "stat", stumble)
    assert [own.look() for _ in range(3)] == [Fate.SAME] * 3


def test_what_never_was_a_file_is_never_gone(tmp_path: Path) -> None:
    """Where nothing is known of the beginning, nothing can be concluded."""
    own = OwnFile(tmp_path / "none")
    assert [own.look(), own.look()] == [Fate.SAME, Fate.SAME]
    write(tmp_path / "none", "two")
    assert [own.look(), own.look()] == [Fate.SAME, Fate.SAME]


def test_modules_in_a_source_tree_are_not_looked_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python itself may be upgraded under a developer; a frozen build looks after its file."""
    assert own_file() is None
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    found = own_file()
    assert found is not None
    assert found.path == Path(sys.executable)


def test_a_process_becomes_the_program_that_stands_there_now(file: Path) -> None:
    """The same process, the same words: who waits for its end sees none."""
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", BECOMES, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environ,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write("begin\n")
        child.stdin.flush()
        assert child.stdout.readline() == "begin\n"
        child.stdin.write("more\n")
        child.stdin.close()
        assert child.stdout.readline() == f"one {child.pid} more\n"
        assert child.wait() == 0


def test_the_program_of_an_image_is_the_image(tmp_path: Path) -> None:
    """What lies in its mount goes away with it; and what another image left in the environment is none of ours."""
    image, mount = str(tmp_path / "megadesk.AppImage"), "/tmp/.mount_a"
    ours = {"APPIMAGE": image, "APPDIR": mount}
    assert program_file(ours, f"{mount}/usr/lib/megadesk/megadesk") == Path(image)
    assert program_file(ours, "/usr/lib/megadesk/megadesk") == Path("/usr/lib/megadesk/megadesk")
    assert program_file({**ours, "APPIMAGE": "relative"}, f"{mount}/megadesk") == Path(f"{mount}/megadesk")
    assert program_file({}) == Path(sys.executable)


def test_windows_has_two_programs(tmp_path: Path) -> None:
    """One opens windows, one is typed; where only one is there, that one is it; elsewhere there is one."""
    console, windowed = str(tmp_path / "megadesk.exe"), str(tmp_path / "megadeskw.exe")
    assert twin_of(console, is_windowed=True) == console
    for program in (console, windowed):
        Path(program).touch()
    for program in (console, windowed):
        assert twin_of(program, is_windowed=True).endswith("megadeskw.exe")
        assert twin_of(program, is_windowed=False).endswith("megadesk.exe")
    assert twin_of("/usr/lib/megadesk/megadesk", is_windowed=True) == "/usr/lib/megadesk/megadesk"


def test_command_fits_a_frozen_build_and_an_installed_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """A frozen build starts itself; a package is started by name, with nothing of the current folder before it."""
    assert own_command(["server", "run"]) == [sys.executable, "-P", "-m", "megadesk", "server", "run"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command(["server", "run"], {}) == [sys.executable, "server", "run"]


def test_frozen_build_gives_children_the_library_path_from_before() -> None:
    """A file manager must not load our libraries, and a program of ours begins by itself."""
    ours = {"LD_LIBRARY_PATH": "/app", "LD_LIBRARY_PATH_ORIG": "/before", "A": "b"}
    afresh = {"PYINSTALLER_RESET_ENVIRONMENT": "1"}
    assert child_environment(ours, frozen=True) == {"LD_LIBRARY_PATH": "/before", "A": "b"} | afresh
    assert child_environment({"LD_LIBRARY_PATH": "/app"}, frozen=True) == afresh
    assert child_environment(ours, frozen=False) == ours


def test_a_program_beside_us_has_no_window_on_windows() -> None:
    """And Control-C in our console is not for it; the values are those of CreateProcess."""
    assert aside_flags("win32") == 0x0800_0200
    assert aside_flags("linux") == aside_flags("darwin") == 0


@pytest.fixture
def _hang_up() -> Iterator[None]:
    """Put back afterwards what happens when a terminal goes."""
    before = signal.getsignal(signal.SIGHUP)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("_hang_up")
def test_who_was_told_to_outlive_its_terminal_does() -> None:
    """As with nohup; for all others the end of a terminal or session is an end as any other."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    assert end_signals() == [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    assert end_signals() == [signal.SIGINT, signal.SIGTERM]
