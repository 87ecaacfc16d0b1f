"""What files hold."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from fakes.folders import DiskBench, hash_of, some_bytes
from megadesk.crypto.content import file_hash, plain_hash
from megadesk.disk import hashing
from megadesk.disk.hashing import SMALL_BYTES, beginnings, digests
from megadesk.disk.root import Spot
from megadesk.model.errors import AccessDenied, DecisionNeeded, FileBusy
from megadesk.model.listing import Digest, Entry
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind
from megadesk.sync.stopping import Stopped

A = RelPath("a")


def expected_digest(data: bytes) -> Digest:
    """Return the digest of data, block by block."""
    hashes = tuple(plain_hash(data[at : at + BLOCK_BYTES]) for at in range(0, len(data), BLOCK_BYTES))
    return Digest(len(data), file_hash(len(data), hashes), hashes)


@pytest.mark.parametrize(
    "size_bytes",
    [0, 1, SMALL_BYTES, SMALL_BYTES + 1, BLOCK_BYTES, BLOCK_BYTES + 1, 3 * BLOCK_BYTES],
)
def test_digest_at_every_edge(bench: DiskBench, size_bytes: int) -> None:
    """Small way and large way give the blocks of the format."""
    data = some_bytes(size_bytes, str(size_bytes))
    bench.write("a", data)
    assert digests(bench.root, list(bench.entries().values()))[A] == expected_digest(data)


def test_large_file_by_two_threads(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks read by two threads come together in order, the odd last one too."""
    monkeypatch.setattr(hashing, "_SHARED_FROM_BYTES", BLOCK_BYTES)
    monkeypatch.setattr(hashing, "_RUN_BLOCKS", 2)
    data = some_bytes(7 * BLOCK_BYTES + 5, "large")
    bench.write("sub/large", data)
    bench.write("small", b"1")
    found = digests(bench.root, [one for one in bench.entries().values() if one.kind is Kind.FILE])
    assert found == {RelPath("sub/large"): expected_digest(data), RelPath("small"): expected_digest(b"1")}


@pytest.mark.parametrize("size_bytes", [5, SMALL_BYTES + 1, 2 * BLOCK_BYTES])
def test_file_written_while_it_is_read_is_busy(
    bench: DiskBench, monkeypatch: pytest.MonkeyPatch, size_bytes: int
) -> None:
    """Row 156: bytes that changed under our eyes are not hashed as if they were one content."""
    bench.write("a", some_bytes(size_bytes))
    entries = list(bench.entries().values())
    real = os.fstat
    calls = []

    def fstat(handle: int) -> os.stat_result:
        if Path(f"/proc/self/fd/{handle}").readlink().name == "a":
            calls.append(handle)
            if len(calls) == 2:
                with (bench.path / "a").open("ab") as file:
                    file.write(b"more")
        return real(handle)

    monkeypatch.setattr(os, "fstat", fstat)
    assert isinstance(digests(bench.root, entries)[A], FileBusy)
    assert len(calls) == 2


@pytest.mark.parametrize("size_bytes", [5, SMALL_BYTES + 1])
def test_file_swapped_for_link_or_pipe_is_busy(bench: DiskBench, tmp_path: Path, size_bytes: int) -> None:
    """A link is not followed, a pipe does not hold us."""
    (tmp_path / "secret").write_bytes(some_bytes(size_bytes))
    for name in ("link", "pipe"):
        bench.write(name, some_bytes(size_bytes))
    entries = list(bench.entries().values())
    for name in ("link", "pipe"):
        bench.remove(name)
    (bench.path / "link").symlink_to(tmp_path / "secret")
    os.mkfifo(bench.path / "pipe")
    found = digests(bench.root, entries)
    assert {type(one) for one in found.values()} == {FileBusy}


def test_unreadable_and_vanished_neighbours(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file that may not be read, one folder that is gone: the others still have their digests."""
    bench.write("a", b"1")
    bench.write("denied", b"1")
    bench.write("sub/x", b"1")
    entries = [one for one in bench.entries().values() if one.kind is Kind.FILE]
    (bench.path / "sub").rename(bench.path / "moved")
    real = os.open

    def refuse(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if path == "denied":
            raise PermissionError(13, "Permission denied")
        return real(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refuse)
    found = digests(bench.root, entries)
    assert found[A] == expected_digest(b"1")
    assert isinstance(found[RelPath("denied")], AccessDenied)
    assert isinstance(found[RelPath("sub/x")], FileBusy)


def test_row156_large_file_is_let_go_of_as_soon_as_it_changes(
    bench: DiskBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 156: the rest of a file that changed already is not read for nothing."""
    bench.write("a", some_bytes(6 * BLOCK_BYTES))
    entries = list(bench.entries().values())
    real = hashing.read_exactly
    reads = []

    def read(file: io.FileIO, view: memoryview, path: RelPath) -> None:
        real(file, view, path)
        reads.append(len(view))
        if len(reads) == 2:
            bench.put("a", some_bytes(6 * BLOCK_BYTES, "other"), mtime_ns=1)

    monkeypatch.setattr(hashing, "read_exactly", read)
    assert isinstance(digests(bench.root, entries)[A], FileBusy)
    assert len(reads) == 2


# -- beginnings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size_bytes", [1, SMALL_BYTES + 1, 2 * BLOCK_BYTES + 5])
@pytest.mark.parametrize("grown", [b"", b"more"], ids=["at rest", "grown"])
def test_row156_beginning_is_what_the_scan_saw(bench: DiskBench, size_bytes: int, grown: bytes) -> None:
    """Row 156: of a file that is longer by now, what it held when it was looked at."""
    data = some_bytes(size_bytes, "log")
    bench.write("a", data)
    entries = list(bench.entries().values())
    with (bench.path / "a").open("ab") as file:
        file.write(grown)
    assert beginnings(bench.root, entries) == {A: expected_digest(data)}


def test_beginning_that_is_written_to_is_busy(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that grows and is changed in the middle between both readings was in no moment what either of them saw."""
    bench.write("a", b"0123456789")
    entries = list(bench.entries().values())
    real = hashing.read_exactly

    def read(file: io.FileIO, view: memoryview, path: RelPath) -> None:
        real(file, view, path)
        with (bench.path / "a").open("r+b") as writer:
            writer.write(b"X")
            writer.seek(0, os.SEEK_END)
            writer.write(b"more")

    monkeypatch.setattr(hashing, "read_exactly", read)
    assert isinstance(beginnings(bench.root, entries)[A], FileBusy)


@pytest.mark.parametrize("how", ["shorter", "same size", "another file", "gone"])
def test_beginning_of_what_did_not_only_grow_is_busy(bench: DiskBench, how: str) -> None:
    """Who truncates, rewrites or replaces a file does not append to it."""
    bench.write("a", b"0123456789")
    entries = list(bench.entries().values())
    match how:
        case "shorter":
            bench.put("a", b"01234")
        case "same size":
            bench.put("a", b"9876543210", mtime_ns=5)
        case "another file":
            bench.put("b", b"0123456789 and more")
            (bench.path / "b").rename(bench.path / "a")
        case _:
            bench.remove("a")
    assert isinstance(beginnings(bench.root, entries)[A], FileBusy)


def test_root_that_goes_between_two_folders(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named; the folder read before is closed once, for its handle may be another's by then."""
    bench.write("d/a", b"1")
    bench.write("e/a", b"2")
    files = [one for one in bench.entries().values() if one.kind is Kind.FILE]
    root, real = Path(bench.root.path), hashing._small_digest

    def read(spot: Spot, entry: Entry) -> Digest:
        found = real(spot, entry)
        root.rename(root.with_name("elsewhere"))
        return found

    monkeypatch.setattr(hashing, "_small_digest", read)
    with pytest.raises(DecisionNeeded):
        digests(bench.root, files)


def test_link_holds_its_target(tmp_path: Path) -> None:
    """The digest of a link is that of the text it holds, whatever is there; one that was changed is busy."""
    (tmp_path / "secret").write_bytes(some_bytes(100))
    bench = DiskBench(tmp_path / "root", keeps_links=True)
    (bench.path / "link").symlink_to("../secret")
    (entry,) = bench.entries().values()
    found = digests(bench.root, [entry])[entry.path]
    assert isinstance(found, Digest)
    assert (found.size_bytes, found.file_hash) == (9, hash_of(b"../secret"))
    (bench.path / "link").unlink()
    (bench.path / "link").symlink_to("../decret")
    assert isinstance(digests(bench.root, [entry])[entry.path], FileBusy)
    (bench.path / "link").unlink()
    (bench.path / "link").write_bytes(b"../secret")
    assert isinstance(digests(bench.root, [entry])[entry.path], FileBusy)


class Patience:
    """Lets some checks pass, and then stops."""

    def __init__(self, n_checks: int) -> None:
        self.left = n_checks

    def __call__(self) -> None:
        """Return, or stop."""
        self.left -= 1
        if self.left < 0:
            raise Stopped


@pytest.mark.parametrize("sizes", [[1] * 5, [SMALL_BYTES + 1] * 5, [6 * BLOCK_BYTES], [2 * BLOCK_BYTES, 1, 1]])
def test_reading_ends_in_the_middle(bench: DiskBench, monkeypatch: pytest.MonkeyPatch, sizes: list[int]) -> None:
    """Small files and blocks of large ones, alone or shared out: whoever is to end reads no further."""
    monkeypatch.setattr(hashing, "_SHARED_FROM_BYTES", 4 * BLOCK_BYTES)
    monkeypatch.setattr(hashing, "_RUN_BLOCKS", 1)
    for index, size in enumerate(sizes):
        bench.write(str(index), some_bytes(size))
    entries = list(bench.entries().values())
    opened: list[object] = []
    read = hashing.read_exactly

    def read_counted(file: io.FileIO, view: memoryview, path: RelPath) -> None:
        opened.append(path)
        read(file, view, path)

    monkeypatch.setattr(hashing, "read_exactly", read_counted)
    with pytest.raises(Stopped):
        digests(bench.root, entries, Patience(3))
    assert len(opened) <= 3
    with pytest.raises(Stopped):
        beginnings(bench.root, entries, Patience(0))
    assert len(digests(bench.root, entries, Patience(1000))) == len(sizes)
