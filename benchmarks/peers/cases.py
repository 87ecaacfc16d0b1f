"""What is measured, what is compared and why that is fair, and what megadesk must reach. Values only.

    Case    something that is done and timed, on one of two data sets
    Row     one line of the table: a figure of a case, with its targets

``10k`` is --files small files (10,000 of 2 to 6 KiB in 500 folders), ``1G`` one file of --big-bytes (1 GiB); neither
compresses, no file holds what another holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Data: TypeAlias = Literal["10k", "1G"]
Metric: TypeAlias = Literal["seconds", "p50", "p95", "sent_mib", "peak_mib", "cpu_s"]

EVERY_PEER: Final = "every peer"
OURS: Final = "megadesk"
BOUND: Final = "bound"


@dataclass(frozen=True, slots=True)
class Case:
    """Something that is done."""

    key: str
    data: Data
    title: str
    compared: str
    fair: str


CASES: Final = (
    Case(
        "10k-up",
        "10k",
        "10k first upload",
        "from the command (megadesk: `sync add` of the filled folder; Syncthing: the folder's scan) until the server has"
        " every file, as the client says it (`status --wait`, the command's end, completion 100 %)",
        "client and server share the same cores for all; servers, accounts, keys and connections stand before. One-shot"
        " commands pay their start-up, engines do not: they have it once a day. Durability differs and is said with each"
        " peer: megadesk and Syncthing force to the disk what they report, the others do not",
    ),
    Case(
        "10k-down",
        "10k",
        "10k download to a fresh device",
        "from `sync add` of an empty folder (the command's start) on a second device that has nothing but its keys, until"
        " every file is in its folder; both trees are then compared byte by byte",
        "as above. megadesk verifies the signed journal and every block on the way; rsync verifies no more than its own"
        " checksum",
    ),
    Case(
        "10k-same",
        "10k",
        "10k, nothing changed",
        "until it is known that nothing has changed, by looking at every file: engines are asked over their own socket,"
        " commands are run; three times in each session",
        "everybody looks at the times of all files again, nobody may trust a watcher",
    ),
    Case(
        "10k-same-command",
        "10k",
        "10k, nothing changed, by a command",
        "the same, asked for with `megadesk status --wait`: one more program is started; the one-shot commands once more",
        "this is what stands beside the one-shot commands, start-up for start-up",
    ),
    Case(
        "10k-rename",
        "10k",
        "10k, top folder renamed",
        "from the rename of the folder that holds all 10k files until the server has them under the new name",
        "the second device rests. rclone sends everything again, restic reads all and sends only a new tree, rsync sends"
        " everything again and removes the old; nobody uses a mode that was seen to go wrong",
    ),
    Case(
        "10k-live",
        "10k",
        "one 1 KiB file saved, seen on the other device (live)",
        "from the write on one device until the other has these bytes, beside the 10k files, both at rest before",
        "only programs that watch. Syncthing's watcher is set to its fastest (1 s instead of 10 s)",
    ),
    Case(
        "1G-up",
        "1G",
        "1G first upload",
        "as 10k first upload",
        "as 10k first upload; the file was just written and is in the page cache, for everybody",
    ),
    Case("1G-down", "1G", "1G download", "as 10k download", "as 10k download"),
    Case(
        "1G-edit",
        "1G",
        "1G, 4 KiB changed in the middle",
        "from the write of 4 KiB in place until the server has the new version; bytes are those on the loopback meanwhile",
        "the second device rests. Everybody reads the whole file to find the change; rclone sends it all",
    ),
)

CASE_OF: Final = {case.key: case for case in CASES}


@dataclass(frozen=True, slots=True)
class AtMost:
    """A figure must not be above a value."""

    value: float

    def said(self) -> str:
        return f"≤ {self.value:g}"


@dataclass(frozen=True, slots=True)
class Faster:
    """A peer (or every peer) takes so many times as long."""

    times: float
    than: str

    def said(self) -> str:
        return f"as fast as {self.than}" if self.times == 1 else f"{self.times:g}x {self.than}"


Target: TypeAlias = AtMost | Faster


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    key: str
    title: str
    cases: tuple[str, ...]
    """Of several the highest figure counts (memory)."""
    metric: Metric
    unit: str
    must: tuple[Target, ...] = ()
    goal: tuple[Target, ...] = ()


RCLONE: Final = "rclone-crypt"
BLOCK_MIB: Final = 4.25
"""One block of 4 MiB, padded, sealed, with its commit and what carries them over the loopback."""

ROWS: Final = (
    Row(
        "10k-up",
        "10k first upload",
        ("10k-up",),
        "seconds",
        "s",
        (Faster(4, RCLONE),),
        (Faster(1, "restic"), Faster(8, RCLONE)),
    ),
    Row(
        "10k-down",
        "10k download to a fresh device",
        ("10k-down",),
        "seconds",
        "s",
        (Faster(2, RCLONE),),
        (Faster(1, "restic"), Faster(4, RCLONE)),
    ),
    Row("10k-same", "10k, nothing changed", ("10k-same",), "seconds", "s", (AtMost(0.5),), (Faster(1, "rsync"),)),
    Row(
        "10k-same-command", "10k, nothing changed, by a command", ("10k-same-command",), "seconds", "s", (AtMost(0.5),)
    ),
    Row("10k-rename", "10k, top folder renamed", ("10k-rename",), "seconds", "s", (AtMost(1),), (AtMost(0.3),)),
    Row(
        "1G-up",
        "1G first upload",
        ("1G-up",),
        "seconds",
        "s",
        (Faster(2, RCLONE),),
        (Faster(3, RCLONE), Faster(1, "rsync")),
    ),
    Row("1G-down", "1G download", ("1G-down",), "seconds", "s", (Faster(1.3, RCLONE),), (Faster(1.7, RCLONE),)),
    Row(
        "1G-edit",
        "1G, 4 KiB changed in the middle",
        ("1G-edit",),
        "seconds",
        "s",
        (Faster(3, EVERY_PEER),),
        (AtMost(0.6),),
    ),
    Row("1G-edit-sent", "1G, 4 KiB changed in the middle: sent", ("1G-edit",), "sent_mib", "MiB", (AtMost(BLOCK_MIB),)),
    Row("10k-live-p50", "one 1 KiB file saved, seen live: median", ("10k-live",), "p50", "s"),
    Row(
        "10k-live-p95",
        "one 1 KiB file saved, seen live: p95",
        ("10k-live",),
        "p95",
        "s",
        (AtMost(0.5),),
        (AtMost(0.1),),
    ),
    Row(
        "10k-peak",
        "peak memory of the client, 10k",
        ("10k-up", "10k-down"),
        "peak_mib",
        "MiB",
        (AtMost(200),),
        (AtMost(120),),
    ),
    Row(
        "1G-peak",
        "peak memory of the client, 1G",
        ("1G-up", "1G-down"),
        "peak_mib",
        "MiB",
        (AtMost(200),),
        (AtMost(120),),
    ),
    Row("10k-up-cpu", "client CPU, 10k up", ("10k-up",), "cpu_s", "s"),
    Row("10k-down-cpu", "client CPU, 10k down", ("10k-down",), "cpu_s", "s"),
    Row("1G-up-cpu", "client CPU, 1G up", ("1G-up",), "cpu_s", "s", (AtMost(4),), (AtMost(2),)),
    Row("1G-down-cpu", "client CPU, 1G down", ("1G-down",), "cpu_s", "s", (AtMost(6),), (AtMost(4.5),)),
)


def is_met(target: Target, figures: Mapping[str, float]) -> bool | None:
    """Return whether our figure meets a target; None if that cannot be told. figures: by peer, of one row."""
    ours = figures.get(OURS)
    if ours is None:
        return None
    if isinstance(target, AtMost):
        return ours <= target.value
    peers = [name for name in figures if name not in {OURS, BOUND}] if target.than == EVERY_PEER else [target.than]
    if not peers or any(name not in figures for name in peers):
        return None
    return all(figures[name] >= target.times * ours for name in peers)
