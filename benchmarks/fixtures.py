"""Data sets for the benchmarks: the same bytes, names and times for the same seed, on every machine.

    small(dir)   many small files in a tree of folders, as in a home directory
    big(path)    one file that does not compress

Contents come from the extendable output of BLAKE3 (1 GiB in well under 3 s), never from the system's randomness: a
result that cannot be made again proves nothing. A file's content depends on the seed and its name alone, so peers that
deduplicate gain nothing.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import Final

from blake3 import blake3

MTIME_NS: Final = 1_700_000_000_000_000_000
CHUNK_BYTES: Final = 8 << 20
FOLDERS_WIDE: Final = 20
"""So many folders lie side by side at each level: 500 folders are three levels deep."""

SIZE_SPREAD: Final = 0.5
"""Small files have the size asked for, give or take this part of it; their mean is that size."""


def small(folder: Path, files: int = 10_000, folders: int = 500, size: int = 4096, *, seed: int = 1) -> list[Path]:
    """Write ``files`` files of about ``size`` bytes over ``folders`` folders below folder; return their paths."""
    chance = Random(f"small {seed}")
    places = _make_folders(folder, folders)
    spread = int(size * SIZE_SPREAD)
    written = []
    for number in range(files):
        path = places[number % len(places)] / f"file {number:06d}.dat"
        size_bytes = chance.randint(size - spread, size + spread)
        content = blake3(f"{seed} small {number}".encode()).digest(length=size_bytes)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o644)
        try:
            os.write(handle, content)
        finally:
            os.close(handle)
        os.utime(path, ns=(MTIME_NS, MTIME_NS + number * 1_000_000_000))
        written.append(path)
    return written


def big(path: Path, size: int = 1 << 30, *, seed: int = 1) -> Path:
    """Write one file of exactly ``size`` bytes at path (``big.bin`` in it, if that is a folder); return its path."""
    if path.is_dir():
        path = path / "big.bin"
    path.parent.mkdir(parents=True, exist_ok=True)
    stream = blake3(f"{seed} big {path.name}".encode())
    with path.open("wb") as file:
        for at in range(0, size, CHUNK_BYTES):
            file.write(stream.digest(length=min(CHUNK_BYTES, size - at), seek=at))
    os.utime(path, ns=(MTIME_NS, MTIME_NS))
    return path


def _make_folders(folder: Path, count: int) -> list[Path]:
    """Make ``count`` folders below folder, breadth first, and return them; folder itself if count is 0."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for number in range(count):
        above = folder if number < FOLDERS_WIDE else made[number // FOLDERS_WIDE - 1]
        made.append(above / f"folder {number:04d}")
        made[-1].mkdir(exist_ok=True)
    return made or [folder]
