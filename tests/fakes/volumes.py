"""A small volume of its own, to be filled to the brim, and folders that refuse changes: the real thing, not a stand-in.

Volume(path, size)   a tmpfs mounted there (as root, else with sudo); where neither may mount, a folder of /dev/shm
fill(), free()       a file next to the data takes all the room there is, and gives it back
frozen(folder)       nobody may write in the folder, not even root
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

SHARED_MEMORY: Final = Path("/dev/shm")
SMALL_ENOUGH_BYTES: Final = 2 << 30
"""A volume that is not our own is filled only if it is no larger."""

PIECE_BYTES: Final = 1 << 20


class Volume:
    """A mounted volume; ``folder`` is its root."""

    def __init__(self, folder: Path, size_bytes: int) -> None:
        self.folder = folder
        self._is_mounted = True
        folder.mkdir()
        options = f"size={size_bytes},mode=0700,uid={os.getuid()},gid={os.getgid()}"
        mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        if _runs(mount) or _runs(["sudo", "-n", *mount]):
            return
        self._is_mounted = False
        self.folder = Path(tempfile.mkdtemp(prefix="megadesk-test-", dir=SHARED_MEMORY))
        assert shutil.disk_usage(self.folder).total <= SMALL_ENOUGH_BYTES, "no small volume can be had here"

    @property
    def _filler(self) -> Path:
        return self.folder / "filler"

    def fill(self, leave_bytes: int = 0) -> None:
        """Take the room there is, but for so many bytes."""
        with suppress(OSError), self._filler.open("ab", buffering=0) as file:
            while (free := shutil.disk_usage(self.folder).free - leave_bytes) > 0:
                file.write(bytes(min(free, PIECE_BYTES)))

    def free(self) -> None:
        """Give the room back."""
        self._filler.unlink(missing_ok=True)

    def close(self) -> None:
        """Take the volume away, with all that is on it."""
        if self._is_mounted:
            assert _runs(["umount", "-l", str(self.folder)]) or _runs(["sudo", "-n", "umount", "-l", str(self.folder)])
        else:
            shutil.rmtree(self.folder)


@contextmanager
def frozen(folder: Path) -> Iterator[None]:
    """Let nobody write in a folder for a while: by its mode, or where root would not mind that, by more."""
    if os.getuid() != 0:
        mode = folder.stat().st_mode
        folder.chmod(0o500)
        try:
            yield
        finally:
            folder.chmod(mode)
    elif _runs(["chattr", "+i", str(folder)]):
        try:
            yield
        finally:
            assert _runs(["chattr", "-i", str(folder)])
    else:
        assert _runs(["mount", "--bind", str(folder), str(folder)]), "no folder can be frozen here"
        assert _runs(["mount", "-o", "remount,bind,ro", str(folder)])
        try:
            yield
        finally:
            assert _runs(["umount", "-l", str(folder)])


def _runs(command: list[str]) -> bool:
    """Whether a command is there and does what it is told."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False
