"""Row 98: real programs save in a folder that two real devices sync, and the other one gets a new version of the same file.

The programs are installed by ``dev.py`` where the system is Debian; one that is missing fails its test by name. How
programs save that cannot be driven here (Office, VS Code, gedit, Emacs, macOS) is in unit/sync/test_editors.py, as tapes.
"""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from fakes.pairing import Pairing
from fakes.processes import tree_of
from megadesk.ipc import messages as m

OLD: Final = "one old line\nand another one\n" * 30
NEW: Final = OLD.replace("old", "new")

Save = Callable[[Path, Path], None]
"""Saves NEW into the file, which holds OLD; the second path is a place outside of the folder."""


def run(*command: str | Path, cwd: Path | None = None) -> None:
    """Run a program to its end."""
    program = shutil.which(str(command[0]))
    assert program is not None, f"{command[0]} is not installed: “apt-get install {command[0]}”, or start dev.py anew"
    done = subprocess.run(
        [program, *map(str, command[1:])],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (command, done.stdout, done.stderr)


def vi(*settings: str) -> Save:
    """Return a save by vim with settings of how it writes. It makes no backups below /tmp unless it is told to."""
    options = [part for setting in ("backupskip=", *settings) for part in ("-c", f"set {setting}")]
    return lambda file, _beside: run("vi", "-u", "NONE", "-N", "-es", *options, "-c", "%s/old/new/g", "-c", "wq", file)


def nano(file: Path, _beside: Path) -> None:
    """Drive nano at a terminal: search and replace would ask, so the file is typed anew."""
    program = shutil.which("nano")
    assert program is not None, "nano is not installed: “apt-get install nano”, or start dev.py anew"
    ours, its = pty.openpty()
    child = subprocess.Popen(
        [program, "--ignorercfiles", "--nowrap", file.name], cwd=file.parent, stdin=its, stdout=its, stderr=its,
        env={**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8"}, start_new_session=True,
    )  # fmt: skip
    os.close(its)
    seen = b""
    while b"another" not in seen:  # it shows the file: now it reads keys
        seen += os.read(ours, 4096)
    # Alt-\ and Alt-T: to the top, cut to the end; then the new text, save, leave.
    os.write(ours, b"\x1b\\\x1bt")
    os.write(ours, NEW.removesuffix("\n").replace("\n", "\r").encode())  # nano ends the last line itself
    os.write(ours, b"\x0f\r\x18")
    while child.poll() is None:
        try:
            os.read(ours, 4096)
        except OSError:  # the terminal is gone: it has ended
            break
    assert child.wait(30) == 0
    os.close(ours)


def rsync(*options: str) -> Save:
    """Return a copy over it by rsync."""

    def save(file: Path, beside: Path) -> None:
        (beside / file.name).write_text(NEW)
        # As long as the old one, so rsync goes by the time, in seconds; and both may have been written in the same one.
        os.utime(beside / file.name, (0, file.stat().st_mtime - 60))
        run("rsync", *options, beside / file.name, f"{file.parent}/")

    return save


def git(file: Path, beside: Path) -> None:
    """Check another version out over it, from a repository outside of the folder."""
    where = ("git", "--git-dir", beside / "repository", "--work-tree", file.parent)
    run(*where, "init", "--quiet")
    here = (*where, "-c", "user.name=ada", "-c", "user.email=ada@example.org")
    stay = (beside / "stay").absolute()
    file.rename(stay)
    file.write_text(NEW)
    run(*here, "add", file.name)
    run(*here, "commit", "--quiet", "-m", "new")
    stay.replace(file)
    run(*here, "checkout", "--force", "HEAD", "--", file.name)


def tar(file: Path, beside: Path) -> None:
    """Unpack over it."""
    (beside / file.name).write_text(NEW)
    run("tar", "-cf", beside / "x.tar", "-C", beside, file.name)
    run("tar", "-xf", beside / "x.tar", "-C", file.parent)


def copied(file: Path, beside: Path) -> None:
    """Copy over it."""
    (beside / file.name).write_text(NEW)
    run("cp", beside / file.name, file)


def moved(file: Path, beside: Path) -> None:
    """Move over it, on one volume."""
    (beside / file.name).write_text(NEW)
    run("mv", beside / file.name, file)


PROGRAMS: Final[dict[str, Save]] = {
    "vi": vi(),
    "vi-backupcopy-no": vi("backupcopy=no", "writebackup"),
    "vi-backupcopy-yes": vi("backupcopy=yes", "writebackup"),
    "vi-nowritebackup": vi("nowritebackup"),
    "vi-backup-kept": vi("backup", "backupcopy=no"),
    "nano": nano,
    "sed": lambda file, _beside: run("sed", "-i", "s/old/new/g", file),
    "sed-with-backup": lambda file, _beside: run("sed", "-i.bak", "s/old/new/g", file),
    "perl": lambda file, _beside: run("perl", "-pi", "-e", "s/old/new/g", file),
    "rsync": rsync(),
    "rsync-with-times": rsync("--archive"),
    "rsync-inplace": rsync("--inplace"),
    "rsync-with-backup": rsync("--backup"),
    "git": git,
    "tar": tar,
    "cp": copied,
    "mv": moved,
}
BACKUPS: Final = {"vi-backup-kept": "{}~", "sed-with-backup": "{}.bak", "rsync-with-backup": "{}~"}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pairing]:
    """Two devices for all programs, with a file for each."""
    made = Pairing(tmp_path_factory.mktemp("editors"))
    try:
        made.start()
        for name in PROGRAMS:
            (made.here / name).mkdir()
            (made.here / name / f"{name}.txt").write_text(OLD)
        made.settle()
        yield made
    finally:
        made.close()


def stat(two: Pairing, name: str) -> m.CloudStat:
    """Return what the other device knows of a program's file."""
    return two.two.ask(m.STAT_FILE, m.CloudPathBody(path=f"/Sync/{name}/{name}.txt"))


@pytest.mark.e2e
@pytest.mark.parametrize("name", PROGRAMS)
def test_row98_save_by_a_real_program_is_a_version_of_the_same_file(two: Pairing, tmp_path: Path, name: str) -> None:
    """The other device has the new bytes under the same id, one version on, and no file that is not in the folder."""
    before = stat(two, name)
    file = two.here / name / f"{name}.txt"
    PROGRAMS[name](file, tmp_path)
    assert file.read_text() == NEW
    two.settle()
    after = stat(two, name)
    assert (after.id, after.version) == (before.id, before.version + 1)
    expected = {f"{name}.txt": NEW.encode()}
    if name in BACKUPS:
        expected[BACKUPS[name].format(f"{name}.txt")] = OLD.encode()
    assert tree_of(two.there / name) == tree_of(two.here / name) == expected
    binned = two.two.ask(m.LIST_BIN, m.BinList(side="cloud")).entries
    assert [entry.path for entry in binned] == []
