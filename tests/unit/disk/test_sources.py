"""Files being read for upload."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fakes.folders import PAIR, DiskBench, some_bytes
from megadesk.disk.sources import DiskSource
from megadesk.model.errors import AccessDenied, FileBusy, NotFound
from megadesk.model.ids import PairId
from megadesk.model.relpath import RelPath
from megadesk.transfers.ports import SourceFile, SourceFiles

A = RelPath("sub/a")


def opened(bench: DiskBench, data: bytes) -> DiskSource:
    """Return an open source over a fresh file."""
    source = bench.sources.open(PAIR, A, bench.write("sub/a", data))
    assert isinstance(source, DiskSource)
    return source


def test_read_anywhere(bench: DiskBench) -> None:
    """Any part can be read; only at the end there is less than asked for."""
    ports: SourceFiles = bench.sources
    data = some_bytes(1000)
    source: SourceFile = ports.open(PAIR, A, bench.write("sub/a", data))
    buffer = memoryview(bytearray(600))
    assert source.read(0, buffer) == 600
    assert bytes(buffer) == data[:600]
    assert source.read(600, buffer) == 400
    assert bytes(buffer[:400]) == data[600:]
    assert source.read(1000, buffer) == 0
    source.close()


def test_read_fills_over_short_reads(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that reads less than asked is asked again."""
    source = opened(bench, b"0123456789")
    real = os.preadv
    monkeypatch.setattr(os, "preadv", lambda handle, views, offset: real(handle, [views[0][:3]], offset))
    buffer = memoryview(bytearray(10))
    assert source.read(0, buffer) == 10
    assert bytes(buffer) == b"0123456789"
    source.close()


@pytest.mark.parametrize("way", ["edit", "touch", "truncate", "chmod", "unlink"])
def test_change_is_noticed(bench: DiskBench, way: str) -> None:
    """Row 39: whatever happens to the file while it is read, the upload does not count."""
    source = opened(bench, b"0123456789")
    path = bench.path / "sub" / "a"
    source.check_unchanged()
    match way:
        case "edit":
            path.write_bytes(b"9876543210")
        case "touch":
            os.utime(path)
        case "truncate":
            os.truncate(path, 3)
        case "chmod":
            path.chmod(0o700)
        case _:
            path.unlink()
    with pytest.raises(FileBusy):
        source.check_unchanged()
    source.close()


def test_row156_file_that_has_grown_gives_what_was_hashed(bench: DiskBench) -> None:
    """Row 156: whoever appends does not keep what was there from being sent; its bytes are held against their hashes."""
    source = opened(bench, b"0123456789")
    with (bench.path / "sub" / "a").open("ab") as file:
        file.write(b"more")
    source.check_unchanged()
    source.close()
    expected = bench.write("sub/b", b"01234")
    with (bench.path / "sub" / "b").open("ab") as file:
        file.write(b"more")
    assert bench.sources.read_small(PAIR, RelPath("sub/b"), expected) == b"01234"


def test_who_does_not_hold_it_against_a_hash_wants_it_as_it_was(bench: DiskBench) -> None:
    """A preview, say: then one that has grown is another."""
    expected = bench.write("sub/a", b"0123456789")
    source = bench.sources.open(PAIR, A, expected, may_grow=False)
    source.check_unchanged()
    with (bench.path / "sub" / "a").open("ab") as file:
        file.write(b"more")
    with pytest.raises(FileBusy):
        source.check_unchanged()
    source.close()
    with pytest.raises(FileBusy):
        bench.sources.open(PAIR, A, expected, may_grow=False)


def test_other_file_than_expected_is_busy(bench: DiskBench) -> None:
    """Not as expected, gone, or in a folder that is gone: busy, observe again."""
    expected = bench.write("sub/a", b"1")
    bench.write("sub/a", b"2", mtime_ns=5)
    for read in (bench.sources.open, bench.sources.read_small):
        with pytest.raises(FileBusy):
            read(PAIR, A, expected)
    bench.remove("sub/a")
    for read in (bench.sources.open, bench.sources.read_small):
        with pytest.raises(FileBusy):
            read(PAIR, A, expected)
        with pytest.raises(FileBusy):
            read(PAIR, RelPath("no/a"), expected)


def test_link_in_the_way_is_busy(bench: DiskBench, tmp_path: Path) -> None:
    """Row 146: no file behind a link is read, as parent or as file, even if it is the very file."""
    expected = bench.write("sub/a", b"1")
    (bench.path / "sub").rename(tmp_path / "outside")
    (bench.path / "sub").symlink_to(tmp_path / "outside")
    with pytest.raises(FileBusy):
        bench.sources.open(PAIR, A, expected)
    with pytest.raises(FileBusy):
        bench.sources.read_small(PAIR, A, expected)


def test_denied(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read says so."""
    expected = bench.write("sub/a", b"1")
    real = os.open

    def refuse(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if path == "a":
            raise PermissionError(13, "Permission denied")
        return real(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(AccessDenied):
        bench.sources.open(PAIR, A, expected)
    with pytest.raises(AccessDenied):
        bench.sources.read_small(PAIR, A, expected)


def test_read_small(bench: DiskBench) -> None:
    """The whole file at one stroke, an empty one too."""
    assert bench.sources.read_small(PAIR, A, bench.write("sub/a", b"hello")) == b"hello"
    assert bench.sources.read_small(PAIR, A, bench.write("sub/a", b"")) == b""


def test_closed_source(bench: DiskBench) -> None:
    """Closing twice is fine; reading afterwards is refused."""
    source = opened(bench, b"1")
    source.close()
    source.close()
    with pytest.raises(FileBusy):
        source.read(0, memoryview(bytearray(1)))


def test_unknown_pair(bench: DiskBench) -> None:
    """A pair that was removed has no files."""
    with pytest.raises(NotFound):
        bench.sources.open(PairId("ffffffff"), A, bench.write("sub/a", b"1"))


def test_link_is_read_as_text(tmp_path: Path) -> None:
    """Of a link its target is sent, never what it leads to; a link in place of a file is refused."""
    (tmp_path / "secret").write_bytes(b"secret")
    bench = DiskBench(tmp_path / "root", keeps_links=True)
    (bench.path / "link").symlink_to("../secret")
    link = bench.side.scan(None, None).entries[RelPath("link")].fingerprint
    assert bench.sources.read_small(PAIR, RelPath("link"), link) == b"../secret"
    source = bench.sources.open(PAIR, RelPath("link"), link)
    buffer = memoryview(bytearray(20))
    assert (source.read(3, buffer), bytes(buffer[:6])) == (6, b"secret")
    source.check_unchanged()
    source.close()
    expected = bench.write("sub/a", b"data")
    (bench.path / "sub/a").unlink()
    (bench.path / "sub/a").symlink_to("b")
    for read in (bench.sources.open, bench.sources.read_small):
        with pytest.raises(FileBusy):
            read(PAIR, A, expected)
