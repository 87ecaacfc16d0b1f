"""Somebody saves a file at exactly the n-th call of a change of ours, for every n: their bytes are there, and noticed."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from fakes.crypto import node_id
from fakes.folders import MTIME_NS
from megadesk.model.errors import Stale
from megadesk.model.listing import Fingerprint
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind
from sim.bench import VirtualBench
from sim.virtual_os import VirtualOs, on_virtual_disk
from sim.volume import FAT, KINDS, VolumeKind

OLD, NEW, THEIRS = b"old bytes", b"new bytes", b"their own"
A, B = RelPath("a"), RelPath("b")
NODE = node_id("aside")
MOMENTS = 2
"""Of one rename: before it looks at its source, and before it looks at its target."""

Change = Callable[[VirtualBench, Fingerprint], tuple[RelPath, Fingerprint] | None]


def move(bench: VirtualBench, expected: Fingerprint) -> tuple[RelPath, Fingerprint]:
    """Move the file."""
    return B, bench.side.move(A, B, expected)


def respell(bench: VirtualBench, expected: Fingerprint) -> tuple[RelPath, Fingerprint]:
    """Change the case of its name."""
    return RelPath("A"), bench.side.move(A, RelPath("A"), expected)


def place_over(bench: VirtualBench, expected: Fingerprint) -> tuple[RelPath, Fingerprint]:
    """Replace it."""
    return A, bench.side.place(bench.stage(NEW), A, expected)


def place_beside(bench: VirtualBench, _expected: Fingerprint) -> tuple[RelPath, Fingerprint]:
    """Place another one."""
    return B, bench.side.place(bench.stage(NEW), B, None)


def step_aside_and_back(bench: VirtualBench, expected: Fingerprint) -> tuple[RelPath, Fingerprint]:
    """Take it out of the way and bring it back elsewhere."""
    bench.side.step_aside(A, NODE, expected)
    return B, bench.side.step_back(NODE, B, expected)


def make_executable(bench: VirtualBench, expected: Fingerprint) -> tuple[RelPath, Fingerprint]:
    """Set its executable bit."""
    return A, bench.side.set_executable(A, executable=True, expected=expected)


def discard(bench: VirtualBench, expected: Fingerprint) -> None:
    """Take it away."""
    bench.side.discard(A, Kind.FILE, expected)


CHANGES: tuple[Change, ...] = (move, respell, place_over, place_beside, step_aside_and_back, make_executable, discard)


def edit(bench: VirtualBench) -> None:
    """Save under whatever name the file has by now, with as many bytes and another time."""
    name = next((one for one in ("a", "b", "A") if bench.exists(one)), "a")
    bench.vos.write_file(f"{bench.top}/{name}", THEIRS)


def save_safely(bench: VirtualBench) -> None:
    """Save beside it and rename that over it."""
    bench.vos.write_file(f"{bench.top}/beside", THEIRS)
    bench.vos.rename(f"{bench.top}/beside", f"{bench.top}/a")


def create(bench: VirtualBench) -> None:
    """Take the name that we are about to use."""
    bench.vos.write_file(f"{bench.top}/b", THEIRS)


def create_safely(bench: VirtualBench) -> None:
    """Save beside the name that we are about to use and rename that over it."""
    bench.vos.write_file(f"{bench.top}/beside", THEIRS)
    bench.vos.rename(f"{bench.top}/beside", f"{bench.top}/b")


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> VolumeKind:
    """Volumes with all renames and exchanges, with some, with none, and without links too."""
    return KINDS[request.param]


def runs(kind: VolumeKind, change: Change, deed: Callable[[VirtualBench], None]) -> Iterator[tuple[str, VirtualBench]]:
    """Yield a bench for each call at which the deed was done, the change made as far as it would go, and that call."""
    for at in range(200):
        with on_virtual_disk(VirtualOs()) as vos:
            bench = VirtualBench(vos, kind)
            expected = bench.write("a", OLD, mtime_ns=MTIME_NS)
            left, at_call = at, ""

            def interrupt(call: str, bench: VirtualBench = bench) -> None:
                nonlocal left, at_call
                left -= 1
                if left < 0 and not at_call:
                    at_call = call
                    deed(bench)

            bench.volume.before = interrupt
            try:
                bench.outcome = change(bench, expected)
            except Stale:
                bench.outcome = None
            bench.volume.before = lambda _call: None
            if not at_call:
                return
            yield f"{at}: {at_call}", bench
    raise AssertionError("a change of two hundred calls")


def contents(bench: VirtualBench) -> dict[str, bytes]:
    """Return every file below the root, our own folder too."""
    return {path: bytes(inode.data) for path, inode in bench.vos.walk_files(bench.top) if inode.data}


@pytest.mark.parametrize("deed", [edit, save_safely, create, create_safely])
@pytest.mark.parametrize("change", CHANGES)
def test_save_in_the_midst_is_neither_lost_nor_overlooked(
    kind: VolumeKind, change: Change, deed: Callable[[VirtualBench], None]
) -> None:
    """Their bytes are still there, and where they stand the next scan sees something else than what we remember.

    One moment is left out: without any flag and without links nothing keeps a file that is renamed to a name right
    before our own rename to it.
    """
    lost = 0
    for at, bench in runs(kind, change, deed):
        there = contents(bench)
        if kind is FAT and deed in {save_safely, create_safely} and THEIRS not in there.values():
            lost += 1
            assert at.endswith("rename"), at
            continue
        assert THEIRS in there.values(), (at, there)
        outside = {path for path, data in there.items() if data == THEIRS and not path.startswith(".megadesk")}
        assert outside, (at, "their file was taken away", there)
        if bench.outcome is None:
            continue
        path, remembered = bench.outcome
        if there.get(path) == THEIRS:
            assert bench.entries()[path].fingerprint != remembered, (at, "nobody will notice their bytes")
    assert lost <= MOMENTS


def test_nothing_stays_behind(kind: VolumeKind) -> None:
    """A change that nobody disturbed, or that gave way, leaves nothing in our own folder but debris."""
    for change, deed in itertools.product(CHANGES, [edit, create_safely, lambda _bench: None]):
        for at, bench in runs(kind, change, deed):
            bench.entries()
            own = {path for path in contents(bench) if path.startswith(".megadesk/")}
            litter = {path for path in own if not path.startswith((".megadesk/marker", ".megadesk/debris/20"))}
            assert len(litter) <= (bench.outcome is None), (at, litter)


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("change", [move, respell, place_over, discard])
def test_crash_in_the_midst_takes_nothing_away(kind: VolumeKind, change: Change) -> None:
    """Killed at any call: after the next look the old bytes or what was to replace them stand in the folder."""
    for at in range(200):
        with on_virtual_disk(VirtualOs()) as vos:
            bench = VirtualBench(vos, kind)
            expected = bench.write("a", OLD, mtime_ns=MTIME_NS)
            left = at

            def interrupt(_call: str) -> None:
                nonlocal left
                left -= 1
                if left < 0:
                    raise Killed

            bench.volume.before = interrupt
            try:
                change(bench, expected)
            except Killed:
                bench.volume.before = lambda _call: None
                bench.volume.close_all()
            else:
                return
            bench = VirtualBench.again(bench)
            entries = bench.entries()
            there = contents(bench)
            assert OLD in there.values(), at
            assert not [path for path in there if "/held" in path], at
            if change is not discard:
                whole = {there.get(path) for path in entries}
                assert whole & {OLD, NEW}, (at, there)
                assert len(entries) == 1, (at, entries)
    raise AssertionError("a change of two hundred calls")
