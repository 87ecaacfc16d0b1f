"""Somebody saves a file at exactly the n-th call of a change of ours, for every n: their bytes are there, and noticed."""

from __future__ import annotations

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
from sim.volume import CASEFOLD, EXT4, VolumeKind

OLD, NEW, THEIRS = b"old bytes", b"new bytes", b"their own"
A, B = RelPath("a"), RelPath("b")
NODE = node_id("aside")
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
    return B, bench.side.step_back(NODE, B)


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


@pytest.fixture(params=[EXT4, CASEFOLD], ids=["ext4", "casefold"])
def kind(request: pytest.FixtureRequest) -> VolumeKind:
    """Volumes that can rename without replacing. Others have moments in which another program's file is not seen."""
    found: VolumeKind = request.param
    return found


def runs(kind: VolumeKind, change: Change, deed: Callable[[VirtualBench], None]) -> Iterator[tuple[int, VirtualBench]]:
    """Yield a bench for each call at which the deed was done, the change made as far as it would go."""
    for at in range(200):
        with on_virtual_disk(VirtualOs()) as vos:
            bench = VirtualBench(vos, kind)
            expected = bench.write("a", OLD, mtime_ns=MTIME_NS)
            left, is_done = at, False

            def interrupt(_call: str, bench: VirtualBench = bench) -> None:
                nonlocal left, is_done
                left -= 1
                if left < 0 and not is_done:
                    is_done = True
                    deed(bench)

            bench.volume.before = interrupt
            try:
                bench.outcome = change(bench, expected)
            except Stale:
                bench.outcome = None
            bench.volume.before = lambda _call: None
            if not is_done:
                return
            yield at, bench
    raise AssertionError("a change of two hundred calls")


def contents(bench: VirtualBench) -> dict[str, bytes]:
    """Return every file below the root, our own folder too."""
    return {path: bytes(inode.data) for path, inode in bench.vos.walk_files(bench.top) if inode.data}


@pytest.mark.parametrize("deed", [edit, save_safely, create])
@pytest.mark.parametrize("change", CHANGES)
def test_save_in_the_midst_is_neither_lost_nor_overlooked(
    kind: VolumeKind, change: Change, deed: Callable[[VirtualBench], None]
) -> None:
    """Their bytes are still there, and where they stand the next scan sees something else than what we remember."""
    for at, bench in runs(kind, change, deed):
        there = contents(bench)
        assert THEIRS in there.values(), (at, there)
        outside = {path for path, data in there.items() if data == THEIRS and not path.startswith(".megadesk")}
        assert outside, (at, "their file was taken away", there)
        if bench.outcome is None:
            continue
        path, remembered = bench.outcome
        if there.get(path) == THEIRS:
            assert bench.entries()[path].fingerprint != remembered, (at, "nobody will notice their bytes")
