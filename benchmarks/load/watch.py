"""What a load costs whoever answers it: CPU and memory of processes, and what grows.

server=PID            a process and all below it; several of one name add up: server, database, store
database=PATH         bytes of a file with what SQLite keeps beside it, or of all below a folder
database=postgresql://...    what PostgreSQL says of the size of a database
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.proc import cpu_s, family, forget_peak, machine_s, peak_bytes, read_process


@dataclass(frozen=True, slots=True)
class Reading:
    """One look: CPU seconds and bytes of memory by name, bytes of what grows by name."""

    cpu_s: Mapping[str, float]
    rss_bytes: Mapping[str, int]
    peak_bytes: Mapping[str, int]
    grown_bytes: Mapping[str, int]
    machine_s: float = 0.0
    """CPU seconds of everybody on this machine: what is nobody's of ours, others had."""


def named(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return NAME=VALUE as pairs; ValueError if one is none."""
    pairs = [text.partition("=") for text in texts]
    for (name, sign, value), text in zip(pairs, texts, strict=True):
        if not (name and sign and value):
            raise ValueError(f"NAME=VALUE expected, not {text}")
    return [(name, value) for name, _, value in pairs]


class Watch:
    """Who is watched, and what."""

    def __init__(self, processes: Sequence[tuple[str, int]], grown: Sequence[tuple[str, str]]) -> None:
        self._processes, self._grown = processes, grown

    def read(self) -> Reading:
        """Look now; peaks are counted anew from here on."""
        seconds: dict[str, float] = {}
        resident: dict[str, int] = {}
        peaks: dict[str, int] = {}
        for name, root in self._processes:
            for pid in family([root]):
                seconds[name] = seconds.get(name, 0.0) + cpu_s(pid, reaped=True)
                now, once = memory_of(pid)
                resident[name] = resident.get(name, 0) + now
                peaks[name] = peaks.get(name, 0) + now + max(0, peak_bytes(pid) - once)
                forget_peak(pid)
        return Reading(seconds, resident, peaks, self.sizes(), machine_s())

    def sizes(self) -> dict[str, int]:
        return {name: size_of(what) for name, what in self._grown}


def memory_of(pid: int) -> tuple[int, int]:
    """Return what a process has of the memory, with its share of what it has together with others, and all it has resident.

    A database's processes share most of theirs: added up as it is, it would count as often as there are processes.
    """
    try:
        resident = read_process(pid).rss_bytes
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (OSError, KeyError):  # it ended, or nobody has waited for it yet, or it is somebody else's
        return (0, 0)
    found = [int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")]
    return (found[0] if found else resident, resident)


def size_of(what: str) -> int:
    """Return how many bytes a database, a file or a folder has."""
    if what.startswith("postgresql:"):
        return _postgres_bytes(what)
    path = Path(what)
    if path.is_dir():
        return sum(_file_bytes(Path(at, name)) for at, _, names in os.walk(path) for name in names)
    return sum(_file_bytes(Path(f"{path}{end}")) for end in ("", "-wal"))


def _file_bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _postgres_bytes(url: str) -> int:
    import psycopg

    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(row[0]) if row else 0
