"""Where downloads grow."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from fakes.crypto import node_id
from fakes.folders import MTIME_NS, PAIR, DiskBench, hash_of
from megadesk.disk import atomic
from megadesk.disk import staging as staging_module
from megadesk.disk.staging import DiskStaging, DiskStagingFile, token_of
from megadesk.model.errors import DiskFull, OurBug, Stale
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import StagedFile
from megadesk.transfers.ports import StagingArea, StagingFile

NODE = node_id("node")
CONTENT = hash_of(b"content")


def tmp_file(bench: DiskBench) -> Path:
    """Return where the file of NODE and CONTENT is."""
    return bench.path / ".megadesk" / "tmp" / token_of(NODE, CONTENT)


def create(bench: DiskBench, size_bytes: int = 10) -> DiskStagingFile:
    """Return a staging file for NODE and CONTENT."""
    return bench.staging.create(PAIR, NODE, CONTENT, size_bytes)


def test_grow_and_finish(bench: DiskBench) -> None:
    """Blocks come in any order; the finished file has size, time and mode, and can be placed."""
    area: StagingArea = bench.staging
    file: StagingFile = area.create(PAIR, NODE, CONTENT, 10)
    file.write(5, b"56789")
    file.write(0, memoryview(b"01234"))
    assert file.read(3, 4) == b"3456"
    staged = file.finish(MTIME_NS, executable=True)
    assert staged == StagedFile(token_of(NODE, CONTENT), 10, executable=True)
    found = tmp_file(bench).stat()
    assert (found.st_mtime_ns, found.st_mode & 0o777) == (MTIME_NS, 0o700)
    bench.side.place(staged, RelPath("a"), None)
    assert bench.read("a") == b"0123456789"
    area.forget(PAIR, staged)
    assert bench.read("a") == b"0123456789"


def test_next_run_finds_what_was_there(bench: DiskBench) -> None:
    """Row 159: a download goes on where a crash cut it; what is too long is cut at the end."""
    first = create(bench)
    first.write(0, b"0123456789abcdef")
    first.close()
    again = DiskStaging(bench.roots, reserve_bytes=0).create(PAIR, NODE, CONTENT, 10)
    assert again.read(0, 20) == b"0123456789abcdef"
    again.finish(MTIME_NS, executable=False)
    assert tmp_file(bench).read_bytes() == b"0123456789"


def test_executable_bit_of_a_former_run_goes(bench: DiskBench) -> None:
    """The mode is that of the version finished now."""
    create(bench).finish(MTIME_NS, executable=True)
    create(bench).finish(MTIME_NS, executable=False)
    assert tmp_file(bench).stat().st_mode & 0o777 == 0o600


def test_discard(bench: DiskBench) -> None:
    """A discarded download leaves nothing and cannot be written any more."""
    file = create(bench)
    file.write(0, b"1")
    file.discard()
    assert bench.leftovers() == []
    with pytest.raises(OurBug):
        file.write(0, b"1")


def test_write_small(bench: DiskBench) -> None:
    """A small file is staged at one stroke, over what a former run left."""
    tmp_file(bench).write_bytes(b"left over and longer")
    staged = bench.staging.write_small(PAIR, NODE, CONTENT, b"content", MTIME_NS, executable=False)
    assert tmp_file(bench).read_bytes() == b"content"
    assert tmp_file(bench).stat().st_mtime_ns == MTIME_NS
    assert staged.size_bytes == 7


def test_forget_removes(bench: DiskBench) -> None:
    """A staged file that is not wanted any more goes; twice is fine."""
    staged = bench.stage(b"1")
    bench.staging.forget(PAIR, staged)
    bench.staging.forget(PAIR, staged)
    assert bench.leftovers() == []


@pytest.mark.parametrize("planted", ["link", "hard link", "pipe"])
@pytest.mark.parametrize("small", [True, False], ids=["small", "growing"])
def test_planted_names_are_never_written_through(
    bench: DiskBench, tmp_path: Path, planted: str, *, small: bool
) -> None:
    """Row 147: a link, a second name of another file, or a pipe under our name is removed, not used."""
    outside = tmp_path / "precious"
    outside.write_bytes(b"precious")
    match planted:
        case "link":
            tmp_file(bench).symlink_to(outside)
        case "hard link":
            os.link(outside, tmp_file(bench))
        case _:
            os.mkfifo(tmp_file(bench))
    if small:
        bench.staging.write_small(PAIR, NODE, CONTENT, b"content", MTIME_NS, executable=True)
    else:
        file = create(bench, 7)
        file.write(0, b"content")
        file.finish(MTIME_NS, executable=True)
    assert outside.read_bytes() == b"precious"
    assert outside.stat().st_mode & 0o100 == 0
    assert not tmp_file(bench).is_symlink()
    assert tmp_file(bench).read_bytes() == b"content"


def test_linked_area_is_refused(bench: DiskBench, tmp_path: Path) -> None:
    """A staging folder that became a link is not written through."""
    (tmp_path / "outside").mkdir()
    (bench.path / ".megadesk/tmp").rename(tmp_path / "was")
    (bench.path / ".megadesk/tmp").symlink_to(tmp_path / "outside")
    with pytest.raises(Stale):
        create(bench)
    assert list((tmp_path / "outside").iterdir()) == []


def test_reserve_stays_free(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 172: what would eat into the reserve is refused before a byte is written; what fits is not."""
    area = DiskStaging(bench.roots, reserve_bytes=1000)
    monkeypatch.setattr(staging_module, "_room_of", lambda _path: (1100, 1 << 40))
    area.create(PAIR, NODE, CONTENT, 100).discard()
    with pytest.raises(DiskFull) as caught:
        area.create(PAIR, NODE, CONTENT, 101)
    assert caught.value.arguments == {"needed_bytes": 1101, "free_bytes": 1100}
    with pytest.raises(DiskFull):
        area.write_small(PAIR, NODE, CONTENT, bytes(101), MTIME_NS, executable=False)


def test_reserve_is_not_used_up_by_many_that_grow(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each had room enough when it began; the last blocks of them wait for more, and what is there is kept."""
    free = 1200
    area = DiskStaging(bench.roots, reserve_bytes=1000)
    monkeypatch.setattr(staging_module, "_room_of", lambda _path: (free, 1 << 40))
    files = [area.create(PAIR, node_id(name), CONTENT, 200) for name in "abcdef"]
    for file in files[:3]:
        file.write(0, bytes(200))
        free -= 200
    with pytest.raises(DiskFull) as caught:
        files[3].write(0, bytes(200))
    assert caught.value.arguments == {"needed_bytes": 1200, "free_bytes": 600}
    assert len(bench.leftovers()) == 6


def test_room_a_former_run_took_counts(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A download that is nearly complete needs little more room."""
    first = create(bench, 8192)
    first.write(0, bytes(b"x" * 8192))
    os.fsync(first._open_handle)
    first.close()
    monkeypatch.setattr(staging_module, "_room_of", lambda _path: (10, 1 << 40))
    create(bench, 8192).discard()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_full_disk_while_writing(bench: DiskBench, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """A disk that fills up all the same: DiskFull; the small file is gone, the growing one kept for later."""

    def full(*_args: object) -> int:
        raise OSError(code, "full")

    monkeypatch.setattr(os, "write", full)
    monkeypatch.setattr(os, "pwrite", full)
    with pytest.raises(DiskFull):
        bench.staging.write_small(PAIR, NODE, CONTENT, b"content", MTIME_NS, executable=False)
    assert bench.leftovers() == []
    file = create(bench)
    with pytest.raises(DiskFull):
        file.write(0, b"1")
    file.close()
    assert bench.leftovers() == [token_of(NODE, CONTENT)]


def test_short_writes_are_continued(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that writes less than asked is asked again."""
    real_write, real_pwrite = os.write, os.pwrite
    monkeypatch.setattr(os, "write", lambda handle, data: real_write(handle, data[:3]))
    monkeypatch.setattr(os, "pwrite", lambda handle, data, at: real_pwrite(handle, data[:3], at))
    bench.staging.write_small(PAIR, NODE, CONTENT, b"0123456789", MTIME_NS, executable=False)
    assert tmp_file(bench).read_bytes() == b"0123456789"
    file = create(bench)
    file.write(0, b"abcdefghij")
    file.finish(MTIME_NS, executable=False)
    assert tmp_file(bench).read_bytes() == b"abcdefghij"


@pytest.mark.parametrize("mtime_ns", [-(10**30), 10**30, -1, 0])
def test_any_time_can_be_set(bench: DiskBench, mtime_ns: int) -> None:
    """A time out of this world in a record does not stop the download."""
    bench.staging.write_small(PAIR, NODE, CONTENT, b"1", mtime_ns, executable=False)
    create(bench, 1).finish(mtime_ns, executable=False)
    assert tmp_file(bench).exists()


def test_sweep(bench: DiskBench) -> None:
    """Rests of contents nobody wants go; wanted ones and foreign names stay."""
    wanted, rest = bench.stage(b"1", node=NODE), bench.stage(b"2")
    foreign = bench.path / ".megadesk/tmp/probe-a"
    foreign.write_bytes(b"")
    assert bench.staging.sweep(PAIR, [(NODE, hash_of(b"1"))]) == 1
    assert bench.leftovers() == sorted(["probe-a", wanted.token])
    assert rest.token not in bench.leftovers()


@pytest.mark.parametrize("token", ["../../a", "a/b", "", "0" * 97, ".."])
def test_only_our_tokens_lead_anywhere(bench: DiskBench, token: str) -> None:
    """A token that no staging area gave is our bug, not a path."""
    with pytest.raises(OurBug):
        bench.staging.forget(PAIR, StagedFile(token, 0))
    with pytest.raises(OurBug):
        token_of(NODE, b"short")


def test_one_flush_serves_all_finished(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every placed file was flushed before it got its name; one flush serves those finished by then."""
    flushes: list[int] = []

    def flush(handle: int) -> bool:
        flushes.append(handle)
        return atomic.sync_volume(handle)

    monkeypatch.setattr(staging_module, "sync_volume", flush)
    first, second = bench.stage(b"1"), bench.stage(b"2")
    bench.side.place(first, RelPath("a"), None)
    bench.side.place(second, RelPath("b"), None)
    assert len(flushes) == 1
    bench.side.place(bench.stage(b"3"), RelPath("c"), None)
    assert len(flushes) == 2


def test_file_staged_again_during_a_flush_is_another_file(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The flush that was under way has nothing of it, so there is one more; of what was forgotten meanwhile nothing stays."""
    area = bench.staging
    durability = area.durability(bench.root)
    staged, gone = bench.stage(b"1"), bench.stage(b"2")
    flushes: list[int] = []

    def flush(handle: int) -> bool:
        flushes.append(handle)
        if len(flushes) == 1:
            durability.finished(staged.token)
            durability.forget(gone.token)
        return atomic.sync_volume(handle)

    monkeypatch.setattr(staging_module, "sync_volume", flush)
    durability.ensure(staged.token)
    assert len(flushes) == 2
    assert (durability.knows(staged.token), durability.knows(gone.token)) == (True, False)
    durability.ensure(staged.token)
    assert len(flushes) == 2


def test_flush_file_by_file_where_need_be(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without a flush of volumes flushes each file before it is placed."""
    flushed = []
    monkeypatch.setattr(staging_module, "sync_volume", lambda _handle: False)
    monkeypatch.setattr(staging_module, "fsync_file", lambda spot: flushed.append(spot.name))
    staged = [bench.stage(b"1"), bench.stage(b"2")]
    for number, one in enumerate(staged):
        bench.side.place(one, RelPath(f"a{number}"), None)
    assert flushed == [one.token for one in staged]


def test_new_file_starts_as_a_copy_of_what_is_like_it(bench: DiskBench) -> None:
    """A download of an edited file finds the old bytes in its staging file, as many as it has room for."""
    bench.write("big.bin", b"0123456789")
    file = bench.staging.create(PAIR, NODE, hash_of(b"new"), 6, RelPath("big.bin"))
    assert file.read(0, 10) == b"012345"
    file.discard()
    missing = bench.staging.create(PAIR, NODE, hash_of(b"other"), 6, RelPath("gone.bin"))
    assert missing.read(0, 10) == b""
    missing.discard()


def test_small_volume_is_used_but_for_a_share(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a volume smaller than the reserve only a part of it is kept free, so that small files still arrive."""
    monkeypatch.setattr(staging_module, "_room_of", lambda _path: (10_000, 16_000))
    area = DiskStaging(bench.roots)
    area.write_small(PAIR, NODE, CONTENT, bytes(9_000), MTIME_NS, executable=False)
    with pytest.raises(DiskFull) as caught:
        area.write_small(PAIR, NODE, CONTENT, bytes(9_001), MTIME_NS, executable=False)
    assert caught.value.arguments == {"needed_bytes": 10_001, "free_bytes": 10_000}


def fits(area: DiskStaging, number: int) -> bool:
    """Stage a thousand bytes; return whether there was room."""
    try:
        area.write_small(PAIR, node_id(f"{number}"), CONTENT, bytes(1000), MTIME_NS, executable=False)
    except DiskFull:
        return False
    return True


def test_room_is_believed_for_a_while_in_a_row(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small files in a row ask the volume once for many, and often where there is little; between blocks nothing counts."""
    asked: list[str] = []
    free = [100_000]

    def room(path: str) -> tuple[int, int]:
        asked.append(path)
        return free[0], 1 << 40

    monkeypatch.setattr(staging_module, "_room_of", room)
    area = DiskStaging(bench.roots, reserve_bytes=1000)
    with area.in_a_row():
        for number in range(20):
            area.write_small(PAIR, node_id(f"{number}"), CONTENT, bytes(1000), MTIME_NS, executable=False)
        assert len(asked) == 3  # half of what is free goes before it is asked again: nine files with their pages
        free[0] = 1500
        refused = [number for number in range(20) if not fits(area, number)]
        assert refused == list(range(7, 20))  # what was believed is used up, and nothing after that
    with pytest.raises(DiskFull):
        area.write_small(PAIR, NODE, CONTENT, bytes(1000), MTIME_NS, executable=False)


def test_forget_leaves_alone_what_was_placed(bench: DiskBench) -> None:
    """What was placed is not looked for in the stage again: whatever has the name by then is not what was staged."""
    staged = bench.staging.write_small(PAIR, NODE, CONTENT, b"content", MTIME_NS, executable=False)
    bench.side.place(staged, RelPath("a"), None)
    there = bench.path / ".megadesk/tmp" / staged.token
    there.write_bytes(b"another")
    bench.staging.forget(PAIR, staged)
    assert there.read_bytes() == b"another"
    there.unlink()
    staged = bench.staging.write_small(PAIR, NODE, CONTENT, b"content", MTIME_NS, executable=False)
    bench.staging.forget(PAIR, staged)
    assert not there.exists()
