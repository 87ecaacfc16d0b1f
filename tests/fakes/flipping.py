"""Damage by a disk: bytes of a file change, and nobody wrote to it, so that its time stays."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def unnoticed(path: Path) -> Iterator[None]:
    """Let a file be changed in here as if a disk had done it."""
    seen = path.stat()
    yield
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))


def flip(path: Path, at: int, bits: int) -> None:
    """Flip bits of one byte."""
    with unnoticed(path), path.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes((byte ^ bits,)))
