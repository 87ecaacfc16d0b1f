"""A file system of our own, in a file: nobody else writes to it, and nobody has removed anything from it.

ext4 does not use an inode again for minutes after a file was removed, and looks past each of them: where tests or
another run have just removed some ten thousand, creating a file takes ten times as long, and small files are measured
wrong. Only an administrator may have one. The mount is this process's own (a mount namespace) and ends with it, however
it ends; then the loop device goes by itself.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

CLONE_NEWNS: Final = 0x00020000
GIBIBYTE: Final = 1 << 30


class NoImage(Exception):  # noqa: N818 -- as in the house: named for what is the case
    """A file system of our own is not to be had here."""


@contextmanager
def own_file_system(folder: Path, gibibytes: int) -> Iterator[Path]:
    """Give a folder on a new ext4 of this size, kept in a file below folder; NoImage if that cannot be."""
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNS) != 0:
        raise NoImage("only an administrator can have a file system of their own")
    image, place = folder / "image", folder / "image.mounted"
    place.mkdir()
    try:
        with image.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, gibibytes * GIBIBYTE)
        _run("mount", "--make-rprivate", "/")
        _run("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0", str(image))
        device = _run("losetup", "--find", "--show", "--direct-io=on", str(image))
        try:
            _run("mount", device, str(place))
        finally:
            _run("losetup", "--detach", device)  # while it is mounted this waits for the end of that
        try:
            yield place
        finally:
            _run("umount", "--lazy", str(place))
    finally:
        image.unlink(missing_ok=True)


def _run(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise NoImage(f"{command[0]} is not installed") from error
    if done.returncode:
        raise NoImage(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout.strip()
