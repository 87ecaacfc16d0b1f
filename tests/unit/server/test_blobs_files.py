"""What is particular to blobs in a folder; the rest is in tests/contract/test_blob_store.py."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from fakes.people import blob
from megadesk.model.errors import DiskFull, MissingBlock
from megadesk.server import blobs_files
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.blobstore import Stored
from megadesk.server.metadata import OWN_FILE, Place
from megadesk.wire.frames import unpack


def test_a_pack_carries_its_index(tmp_path: Path) -> None:
    """Two requests share a pack, which reads as the frames of both."""
    store = FileBlobs(tmp_path)
    blobs = [blob(str(n), 300) for n in range(4)]
    store.put_many(blobs[:2])
    store.put_many(blobs[2:])
    store.close()
    (pack,) = (tmp_path / "packs").iterdir()
    assert [(block, bytes(data)) for block, data in unpack(pack.read_bytes())] == blobs


def test_a_full_pack_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are read, also by a store that starts later and has few files open."""
    monkeypatch.setattr(blobs_files, "PACK_FULL_BYTES", 500)
    monkeypatch.setattr(blobs_files, "_OPEN_PACKS", 1)
    store = FileBlobs(tmp_path)
    blobs = [blob(str(n), 600) for n in range(3)]
    stored = [Stored(block, store.put_many([(block, data)])[0], 600) for block, data in blobs]
    store.close()
    assert len(list((tmp_path / "packs").iterdir())) == 3
    again = FileBlobs(tmp_path)
    assert again.read_many(stored) == [data for _, data in blobs]
    assert len(again._open) == 1
    again.close()


@pytest.mark.xfail(sys.platform == "win32", reason="a file that is open cannot be removed there", strict=True)
def test_a_pack_that_was_collected_grows_no_more(tmp_path: Path) -> None:
    """What another process wrote and nobody needed any more is removed by the server; the next bytes have a name again."""
    store = FileBlobs(tmp_path)
    store.put_many([blob("needed by nobody", 300)])
    (pack,) = (tmp_path / "packs").iterdir()
    pack.unlink()
    block, data = blob("mended", 300)
    place = store.put_many([(block, data)])[0]
    store.close()
    again = FileBlobs(tmp_path)
    assert again.read(Stored(block, place, 300)) == data
    again.close()


def test_a_start_forgets_what_had_not_finished(tmp_path: Path) -> None:
    """An upload cut off by a crash leaves nothing behind."""
    store = FileBlobs(tmp_path)
    upload = store.begin(blob("a")[0])
    upload.write([b"half"])
    assert len(list((tmp_path / "tmp").iterdir())) == 1
    FileBlobs(tmp_path).close()
    assert list((tmp_path / "tmp").iterdir()) == []
    upload.abort()


def test_who_looks_on_leaves_what_grows(tmp_path: Path) -> None:
    """An operator's command opens the folder of a server that runs: uploads under way end as if it had not."""
    store = FileBlobs(tmp_path)
    block, data = blob("under way", 70_000)
    upload = store.begin(block)
    upload.write([data])
    FileBlobs(tmp_path, beside=True).close()
    assert store.read(Stored(block, upload.finish(), len(data))) == data
    store.close()
    FileBlobs(tmp_path / "elsewhere", beside=True).close()
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("at_once", [1, 4, 7, 100])
@pytest.mark.parametrize("taken", [0, 1, 5, 1000])
def test_pieces_are_written_whole(at_once: int, taken: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are for one call, and however few bytes the system takes of them."""

    def writev(fd: int, pieces: Sequence[bytes]) -> int:
        return os.write(fd, b"".join(pieces)[:taken])

    monkeypatch.setattr(os, "writev", writev, raising=False)
    monkeypatch.setattr(blobs_files, "_PIECES_AT_ONCE", at_once)
    block, data = blob("a", 70_000)
    pieces = [data[:3], data[3:3], data[3:4], *(data[at : at + 10_000] for at in range(4, len(data), 10_000))]
    store = FileBlobs(tmp_path)
    upload = store.begin(block)
    upload.write(pieces[:2])
    upload.write(pieces[2:])
    assert upload.digest() == block
    assert store.read(Stored(block, upload.finish(), len(data))) == data
    store.close()


def test_nobody_waits_for_a_large_blob_to_be_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has its name and can be read before anything of it is; a flush then syncs it."""
    store = FileBlobs(tmp_path)
    block, data = blob("a", 70_000)
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    upload = store.begin(block)
    upload.write([data])
    stored = Stored(block, upload.finish(), len(data))
    assert (store.read(stored), synced) == (data, [])
    assert store.flush([stored]) == set()
    assert len(synced) == 2
    store.close()


def test_a_disk_that_is_full_while_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own word for it becomes ours; any other fault stays what it is."""
    store = FileBlobs(tmp_path)

    def failing(code: int) -> None:
        def sync(_: int) -> None:
            raise OSError(code, "no")

        monkeypatch.setattr(os, "fsync", sync)

    store.put_many([blob("before")])
    failing(errno.ENOSPC)
    with pytest.raises(DiskFull):
        store.put_many([blob("a")])
    failing(errno.EIO)
    with pytest.raises(OSError, match="no"):
        store.put_many([blob("a")])
    monkeypatch.undo()
    block, data = blob("after")
    (place,) = store.put_many([(block, data)])
    assert store.read(Stored(block, place, len(data))) == data
    store.close()


def test_a_file_cut_short_is_missing(tmp_path: Path) -> None:
    """Also when only its beginning is asked for."""
    store = FileBlobs(tmp_path)
    block, data = blob("a", 70_000)
    upload = store.begin(block)
    upload.write([data])
    upload.finish()
    file = tmp_path / "files" / block.hex()[:2] / block.hex()
    file.write_bytes(data[:-1])
    with pytest.raises(MissingBlock):
        store.read(Stored(block, Place(OWN_FILE, 0), 70_000), 0, 10)
    store.close()
