"""Blobs at the places that they have elsewhere."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fakes.people import blob
from megadesk.model.errors import DiskFull
from megadesk.model.ids import BlockId
from megadesk.server import blobs_mirror
from megadesk.server.blobs_files import FileBlobs, pack_in
from megadesk.server.blobs_mirror import Mirror
from megadesk.server.blobstore import Stored
from megadesk.server.metadata import OWN_FILE, Place
from megadesk.wire.frames import unpack

SMALL = [blob(f"small {n}", 300 + n) for n in range(5)]
LARGE = [blob(f"large {n}", 70_000) for n in range(3)]


@pytest.fixture
def source(tmp_path: Path) -> dict[Stored, bytes]:
    """Blobs in a store, large and small."""
    with closing(FileBlobs(tmp_path / "source")) as store:
        held = dict(zip((block for block, _ in SMALL), store.put_many(SMALL), strict=True))
        for block, data in LARGE:
            upload = store.begin(block)
            upload.write([data])
            held[block] = upload.finish()
    return {Stored(block, held[block], len(data)): data for block, data in (*SMALL, *LARGE)}


def test_what_is_put_is_where_it_was(tmp_path: Path, source: dict[Stored, bytes]) -> None:
    """A store over the folder reads it by the places of the other, whole, also if it came in another order."""
    with closing(Mirror(tmp_path / "to")) as mirror:
        assert not any(mirror.holds(one) for one in source)
        for one in reversed(source):
            mirror.put(one, source[one])
            assert mirror.holds(one)
        mirror.flush()
    with closing(FileBlobs(tmp_path / "to")) as store:
        assert {one: store.read(one) for one in source} == source
    (pack,) = (tmp_path / "to" / "packs").iterdir()
    assert [block for block, _ in unpack(pack.read_bytes())] == [block for block, _ in SMALL]
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "to").rglob("*") if path.is_file()} == {0o600}


def test_a_pack_has_holes_for_what_is_dead(tmp_path: Path, source: dict[Stored, bytes]) -> None:
    """What is not put is not held, and can be later."""
    small = [one for one in source if one.place.pack != OWN_FILE]
    with closing(Mirror(tmp_path / "to")) as mirror:
        for one in small[1::2]:
            mirror.put(one, source[one])
        assert [mirror.holds(one) for one in small] == [False, True, False, True, False]
        mirror.put(small[2], source[small[2]])
        assert [mirror.holds(one) for one in small] == [False, True, True, True, False]


@pytest.mark.parametrize("damage", [lambda data: data[:-1] + b"?", lambda data: data[:-1], lambda _: b""])
def test_damage_is_not_held(tmp_path: Path, source: dict[Stored, bytes], damage: Callable[[bytes], bytes]) -> None:
    """And mended by being put again."""
    one = next(one for one in source if one.place.pack == OWN_FILE)
    with closing(Mirror(tmp_path / "to")) as mirror:
        mirror.put(one, source[one])
        path = next((tmp_path / "to" / "files").rglob(one.id.hex()))
        path.write_bytes(damage(source[one]))
        assert not mirror.holds(one)
        mirror.put(one, source[one])
        assert mirror.holds(one)


def test_what_the_disk_cannot_read_is_not_held(tmp_path: Path, source: dict[Stored, bytes], monkeypatch: Any) -> None:
    """Any other fault says nothing, and is raised."""
    one = next(iter(source))
    with closing(Mirror(tmp_path / "to")) as mirror:
        mirror.put(one, source[one])
        for code in (errno.EIO, errno.EMFILE):

            def fail(*_: object, code: int = code) -> bytes:
                raise OSError(code, "no")

            monkeypatch.setattr(FileBlobs, "read", fail)
            if code == errno.EIO:
                assert not mirror.holds(one)
            else:
                with pytest.raises(OSError, match="no"):
                    mirror.holds(one)


def test_everything_is_on_the_disk_after_a_flush(
    tmp_path: Path, source: dict[Stored, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file once and its folder after it: what was put, and what was found there; and not all of it at the end only."""
    synced: list[str] = []
    real = os.fsync

    def sync(fd: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{fd}").readlink()))
        real(fd)

    monkeypatch.setattr(blobs_mirror, "FLUSH_AT", 2)
    with closing(Mirror(tmp_path / "to")) as mirror:
        monkeypatch.setattr(os, "fsync", sync)
        early = 0
        for one, data in source.items():
            mirror.put(one, data)
            early = early or len(synced)
        assert early
        mirror.flush()
        names = {Path(path).name for path in synced}
        assert {block.hex() for block, _ in LARGE} | {
            path.name for path in (tmp_path / "to" / "packs").iterdir()
        } <= names
        assert {block.hex()[:2] for block, _ in LARGE} | {"packs"} <= names
    synced.clear()
    with closing(Mirror(tmp_path / "to")) as mirror:
        assert all(mirror.holds(one) for one in source)
        mirror.flush()
    assert {block.hex() for block, _ in LARGE} <= {Path(path).name for path in synced}


def test_what_nothing_names_is_removed(tmp_path: Path, source: dict[Stored, bytes]) -> None:
    """Files and packs; and nothing that is not one of ours."""
    with closing(Mirror(tmp_path / "to")) as mirror:
        for one, data in source.items():
            mirror.put(one, data)
        mirror.flush()
        strange = tmp_path / "to" / "files" / "00" / "strange"
        strange.write_bytes(b"x")

        def named(ids: Collection[BlockId]) -> Collection[BlockId]:
            return [block for block in ids if block == LARGE[0][0]]

        packs = [one.place.pack for one in source if one.place.pack]
        assert mirror.prune(named, packs) == 2
        assert mirror.prune(named, packs) == 0
        assert [mirror.holds(one) for one in source] == [True] * 6 + [False] * 2
        assert mirror.prune(named, [7]) == 1
        assert not pack_in(tmp_path / "to", packs[0]).exists()
        assert strange.exists()


def test_a_full_disk_is_named(tmp_path: Path, source: dict[Stored, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is full; any other fault stays what it is."""
    one = next(one for one in source if one.place.pack == OWN_FILE)
    with closing(Mirror(tmp_path / "to")) as mirror:
        for code in (errno.ENOSPC, errno.EACCES):

            def fail(*_: object, code: int = code) -> int:
                raise OSError(code, "no")

            monkeypatch.setattr(Path, "replace", fail)
            if code == errno.ENOSPC:
                with pytest.raises(DiskFull) as caught:
                    mirror.put(one, source[one])
                assert caught.value.arguments["where"] == str(tmp_path / "to")
            else:
                with pytest.raises(OSError, match="no"):
                    mirror.put(one, source[one])
        monkeypatch.undo()
        mirror.put(Stored(one.id, Place(OWN_FILE, 0), one.size_bytes), source[one])
        assert mirror.holds(one)
