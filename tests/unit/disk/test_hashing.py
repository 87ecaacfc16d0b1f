"""What files hold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fakes.folders import DiskBench, some_bytes
from megadesk.crypto.content import file_hash, plain_hash
from megadesk.disk import hashing
from megadesk.disk.hashing import SMALL_BYTES, digests
from megadesk.model.errors import AccessDenied, FileBusy
from megadesk.model.listing import Digest
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind

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
