"""What Linux has counted: of a process, of all below it, of the whole machine, of the loopback.

    read_process(pid)    CPU seconds, memory, bytes, of one process
    family(pids)         these and all processes below them
    cpu_s(pid)           CPU seconds of one process; of those it has reaped too, if asked
    machine_s()          CPU seconds of everybody, time stolen by the host included
    loopback_bytes()     bytes that went over the loopback, in this network namespace
    write_out(folder)    everything dirty of one file system is on the disk

A process that ended meanwhile has used nothing and has nobody below it: nobody has to ask first.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TICKS: Final = os.sysconf("SC_CLK_TCK")
KIBIBYTE: Final = 1024
CLONE_NEWNET: Final = 0x40000000
SIOCGIFFLAGS: Final = 0x8913
SIOCSIFFLAGS: Final = 0x8914
IFF_UP: Final = 1

COUNTED: Final = (0, 1, 2, 7)
"""user, nice, system, steal of /proc/stat. Interrupts are left out: over the loopback they are work for ourselves."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at a process."""

    cpu_s: float
    rss_bytes: int
    peak_bytes: int
    write_bytes: int
    wchar_bytes: int
    rchar_bytes: int
    switches: int


def read_process(pid: int) -> Reading:
    """Return what the kernel has counted for a process; ``switches``: how often its threads went to sleep."""
    proc = Path(f"/proc/{pid}")
    status = dict(line.split(":", 1) for line in (proc / "status").read_text().splitlines())
    io = dict(line.split(": ") for line in (proc / "io").read_text().splitlines())
    switches = 0
    for task in (proc / "task").iterdir():
        with suppress(OSError):  # it ended meanwhile
            for line in (task / "status").read_text().splitlines():
                if line.startswith("voluntary_ctxt_switches"):
                    switches += int(line.split()[1])
    return Reading(
        cpu_s=cpu_s(pid),
        rss_bytes=int(status["VmRSS"].split()[0]) * KIBIBYTE,
        peak_bytes=int(status["VmHWM"].split()[0]) * KIBIBYTE,
        write_bytes=int(io["write_bytes"]),
        wchar_bytes=int(io["wchar"]),
        rchar_bytes=int(io["rchar"]),
        switches=switches,
    )


def cpu_s(pid: int, *, reaped: bool = False) -> float:
    """Return the CPU seconds of a process so far, and of the children it has waited for, if asked; 0 if it ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(each) for each in fields[11 : 15 if reaped else 13]) / TICKS


def family(pids: Iterable[int]) -> set[int]:
    """Return those of the processes that live, and all below them."""
    found: set[int] = set()
    waiting = list(pids)
    while waiting:
        pid = waiting.pop()
        try:
            tasks = [task.name for task in Path(f"/proc/{pid}/task").iterdir()]
        except OSError:
            continue
        found.add(pid)
        for task in tasks:
            with suppress(OSError):
                children = Path(f"/proc/{pid}/task/{task}/children").read_text().split()
                waiting.extend(int(child) for child in children if int(child) not in found)
    return found


def peak_bytes(pid: int) -> int:
    """Return the most memory a process has had resident; 0 if it ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * KIBIBYTE
    return 0


def forget_peak(pid: int) -> None:
    """Let the peak be measured anew from now on, if the process still lives."""
    with suppress(OSError):
        Path(f"/proc/{pid}/clear_refs").write_text("5")


def machine_s() -> float:
    """Return the CPU seconds everybody has used since this machine started."""
    fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    return sum(int(fields[index]) for index in COUNTED) / TICKS


def our_s() -> float:
    """Return the CPU seconds of this process and all below it, those that ended included."""
    times = os.times()
    below = family([os.getpid()]) - {os.getpid()}
    return sum(times[:4]) + sum(cpu_s(pid, reaped=True) for pid in below)


def loopback_bytes() -> int:
    """Return the bytes that went over the loopback of this network namespace, headers included."""
    for line in Path("/proc/self/net/dev").read_text().splitlines():
        name, _, counts = line.partition(":")
        if name.strip() == "lo":
            return int(counts.split()[0])
    return 0


def write_out(folder: Path) -> None:
    """Return when all that is dirty on the file system of a folder is on its disk; others' file systems are left alone."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        ctypes.CDLL(None).syncfs(handle)
    finally:
        os.close(handle)


def own_loopback() -> bool:
    """Move this process, and what it starts, to a loopback of its own; return whether that worked.

    Nobody else's bytes are counted then, and no port is taken. Only an administrator may; before any thread starts.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "unshare") or libc.unshare(CLONE_NEWNET) != 0:
        return False
    with socket.socket() as any_socket:
        asked = fcntl.ioctl(any_socket, SIOCGIFFLAGS, struct.pack("16sH14x", b"lo", 0))
        flags = struct.unpack("16sH14x", asked)[1]
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", flags | IFF_UP))
    return True
