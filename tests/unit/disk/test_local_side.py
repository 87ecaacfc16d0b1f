"""Changes to a real folder while others work in it. What every local side must do is in tests/contract."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from fakes.crypto import node_id
from fakes.folders import PAIR, DiskBench, hash_of
from fakes.trees import ROOT_ID
from megadesk.disk import atomic, local_side, passage
from megadesk.disk.behavior import Behavior
from megadesk.disk.local_side import DiskSide
from megadesk.disk.root import Spot
from megadesk.model.errors import AccessDenied, BadName, DecisionNeeded, DiskFull, FileBusy, MegadeskError, Stale
from megadesk.model.ids import FileHash
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import StagedFile
from megadesk.model.tree import Kind, Node
from megadesk.model.values import replace
from megadesk.sync.ports import SPOILED, VolumeTraits

A, B, SUB_A = RelPath("a"), RelPath("b"), RelPath("sub/a")
NODE = node_id("node")


def before_first(
    monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[], object], room: ModuleType = passage
) -> None:
    """Let ``act`` happen right before the first call of a function: a program is faster."""
    real = getattr(room, name)
    acted: list[bool] = []

    def wrapped(*args: object, **how: object) -> object:
        if not acted:
            acted.append(True)
            act()
        return real(*args, **how)

    monkeypatch.setattr(room, name, wrapped)


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """A volume whose names cannot be exchanged."""
    monkeypatch.setattr(passage, "exchange", lambda _one, _other: False)


# ---- a program is faster ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["in place", "by rename"])
def test_program_writes_right_before_the_exchange(bench: DiskBench, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """Row 41: what was written after the check is back under its name; nothing is lost, ours can be placed later."""
    expected = bench.write("a", b"old")
    staged = bench.stage(b"new")

    def edit() -> None:
        if way == "in place":
            bench.put("a", b"edited", mtime_ns=5)
        else:
            bench.put("b", b"edited", mtime_ns=5)
            (bench.path / "b").replace(bench.path / "a")

    before_first(monkeypatch, "exchange", edit)
    with pytest.raises(Stale):
        bench.side.place(staged, A, expected)
    assert bench.read("a") == b"edited"
    assert bench.debris() == {}
    bench.side.place(staged, A, bench.seen("a"))
    assert bench.read("a") == b"new"
    assert bench.debris() == {"a": b"edited"}


@pytest.mark.parametrize("again", ["in place", "by rename", "gone"])
def test_program_saves_before_and_after_the_exchange(
    bench: DiskBench, monkeypatch: pytest.MonkeyPatch, again: str
) -> None:
    """The newest save has the name, the one before it is in the debris, and neither is in the way of staging."""
    expected = bench.write("a", b"old")
    staged = bench.stage(b"new")
    real = atomic.exchange

    def meddled(one: Spot, other: Spot) -> bool:
        monkeypatch.setattr(passage, "exchange", real)
        bench.put("a", b"save 1", mtime_ns=5)
        is_done = real(one, other)
        match again:
            case "in place":
                bench.put("a", b"save 2!", mtime_ns=6)
            case "by rename":
                bench.put("b", b"save 2!", mtime_ns=6)
                (bench.path / "b").replace(bench.path / "a")
            case _:
                bench.remove("a")
        return is_done

    monkeypatch.setattr(passage, "exchange", meddled)
    with pytest.raises(Stale):
        bench.side.place(staged, A, expected)
    bench.staging.sweep(PAIR, [])
    assert bench.exists("a") is (again != "gone")
    assert again == "gone" or bench.read("a") == b"save 2!"
    assert bench.debris() == {"a": b"save 1"}


def test_program_writes_into_ours_before_it_is_taken_back(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even bytes written into our file in the moment it had the name are kept, in the debris."""
    expected = bench.write("a", b"old")
    staged = bench.stage(b"new")
    real, calls = atomic.exchange, list[Spot]()

    def meddled(one: Spot, other: Spot) -> bool:
        calls.append(one)
        if len(calls) == 1:
            bench.put("a", b"edited", mtime_ns=5)
        else:
            bench.put("a", b"written into ours", mtime_ns=6)
        return real(one, other)

    monkeypatch.setattr(passage, "exchange", meddled)
    with pytest.raises(Stale):
        bench.side.place(staged, A, expected)
    assert bench.read("a") == b"edited"
    assert bench.debris() == {"a": b"written into ours"}


def test_file_vanishes_right_before_the_exchange(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file deleted after the check is stale, and ours is where it was."""
    expected = bench.write("a", b"old")
    staged = bench.stage(b"new")
    before_first(monkeypatch, "exchange", lambda: bench.remove("a"))
    with pytest.raises(Stale):
        bench.side.place(staged, A, expected)
    assert not bench.exists("a")
    bench.side.place(staged, A, None)
    assert bench.read("a") == b"new"
    assert bench.debris() == {}


def test_name_is_taken_right_before_a_new_file(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that appears under the free name stays."""
    staged = bench.stage(b"new")
    before_first(monkeypatch, "put_at_once", lambda: bench.put("a", b"mine"))
    with pytest.raises(Stale):
        bench.side.place(staged, A, None)
    assert bench.read("a") == b"mine"


@pytest.mark.parametrize("way", ["discard", "move", "step_aside"])
def test_program_writes_right_before_a_rename(bench: DiskBench, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """What was renamed and is not what was expected is back under its name."""
    expected = bench.write("a", b"old")
    call = "rename_at_once" if way == "move" else "take"
    before_first(monkeypatch, call, lambda: bench.put("a", b"edited", mtime_ns=5))
    attempts: dict[str, Callable[[], object]] = {
        "discard": lambda: bench.side.discard(A, Kind.FILE, expected),
        "move": lambda: bench.side.move(A, B, expected),
        "step_aside": lambda: bench.side.step_aside(A, NODE, expected),
    }
    with pytest.raises(Stale):
        attempts[way]()
    assert bench.read("a") == b"edited"
    assert not bench.exists("b")
    assert bench.debris() == {}
    assert list(bench.side.staged_aside()) == []


def test_program_writes_into_what_stepped_aside(bench: DiskBench) -> None:
    """Who has it open goes on writing in the stage: what comes back is remembered as it went, so the next scan sees it."""
    expected = bench.write("a", b"old")
    handle = os.open(bench.path / "a", os.O_WRONLY)
    bench.side.step_aside(A, NODE, expected)
    os.write(handle, b"edited")
    os.close(handle)
    back = bench.side.step_back(NODE, B, expected)
    assert bench.read("b") == b"edited"
    assert (back.size_bytes, back.mtime_ns) == (expected.size_bytes, expected.mtime_ns)
    assert back != bench.seen("b")


def test_name_taken_again_before_the_undo(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the name is taken a second time, what was taken away stays in the debris: both files live."""
    expected = bench.write("a", b"old")
    calls = list[Spot]()

    def meddled(source: Spot, target: Spot) -> bool:
        calls.append(source)
        if len(calls) == 1:
            bench.put("a", b"first", mtime_ns=5)
        else:
            bench.put("a", b"second", mtime_ns=6)
        return real(source, target)

    real = atomic.rename_at_once
    monkeypatch.setattr(atomic, "rename_at_once", meddled)
    with pytest.raises(Stale):
        bench.side.discard(A, Kind.FILE, expected)
    assert bench.read("a") == b"second"
    assert bench.debris() == {"a": b"first"}


# ---- volumes that can do less -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_exchange")
def test_place_without_exchange(bench: DiskBench) -> None:
    """Where names cannot be exchanged the old bytes are in the debris all the same."""
    placed = bench.side.place(bench.stage(b"new"), SUB_A, bench.write("sub/a", b"old"))
    assert bench.read("sub/a") == b"new"
    assert bench.seen("sub/a") == placed
    assert bench.debris() == {"sub/a": b"old"}
    assert bench.leftovers() == []


def test_place_without_exchange_and_a_faster_program(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit between the checks is noticed by the second one; ours is where it was."""
    expected = bench.write("a", b"old")
    staged = bench.stage(b"new")

    def refuse(_one: Spot, _other: Spot) -> bool:
        bench.put("a", b"edited", mtime_ns=5)
        return False

    monkeypatch.setattr(passage, "exchange", refuse)
    with pytest.raises(Stale):
        bench.side.place(staged, A, expected)
    assert bench.read("a") == b"edited"
    assert bench.leftovers() == [staged.token]


@pytest.mark.parametrize("own_inodes", [False, True], ids=["one inode", "an inode for each spelling"])
def test_case_alone_on_an_insensitive_volume(
    bench: DiskBench, monkeypatch: pytest.MonkeyPatch, *, own_inodes: bool
) -> None:
    """Row 118: where both spellings are one file and a plain rename does nothing, a third name helps."""
    expected = bench.write("sub/name", b"1")
    real_rename, real_stat = os.rename, Spot.stat

    def rename(source: str, target: str, **how: int) -> None:
        if source.lower() != target.lower():
            real_rename(source, target, **how)

    def stat(spot: Spot) -> os.stat_result:
        try:
            return real_stat(spot)
        except FileNotFoundError:
            fields = list(real_stat(Spot(spot.dir_fd, spot.name.lower())))
            fields[1] += own_inodes  # as exFAT over FUSE has it
            return os.stat_result(fields)

    def at_once(source: Spot, target: Spot) -> bool:
        if source.name.lower() == target.name.lower():
            raise FileExistsError(errno.EEXIST, "the name is taken")
        return real_at_once(source, target)

    real_at_once = atomic.rename_at_once
    monkeypatch.setattr(os, "rename", rename)
    monkeypatch.setattr(Spot, "stat", stat)
    for room in (atomic, passage):
        monkeypatch.setattr(room, "rename_at_once", at_once)
    bench.side.move(RelPath("sub/name"), RelPath("sub/NAME"), expected)
    assert [one.name for one in (bench.path / "sub").iterdir()] == ["NAME"]


def test_case_alone_of_two_hard_links(bench: DiskBench) -> None:
    """On a volume that tells case apart, the other spelling is another name of the same file, and taken."""
    bench.put("name", b"1")
    os.link(bench.path / "name", bench.path / "NAME")
    with pytest.raises(Stale):
        bench.side.move(RelPath("name"), RelPath("NAME"), bench.seen("name"))
    assert sorted(bench.entries()) == ["NAME", "name"]


def test_executable_bit_is_left_where_it_is_not_kept(bench: DiskBench) -> None:
    """A volume without the bit is not asked for it."""
    traits = VolumeTraits(keeps_executable=False)
    side = DiskSide(bench.root, Behavior(traits=traits), bench.staging.durability(bench.root), lambda: bench.today)
    bench.put("a", b"1")
    expected = side.scan(None, None).entries[A].fingerprint
    assert side.set_executable(A, executable=True, expected=expected) == expected


def test_executable_bit_never_goes_through_a_link(
    bench: DiskBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 146: a link that takes the name right before the change is not followed."""
    outside = tmp_path / "outside"
    outside.write_bytes(b"1")
    expected = bench.write("a", b"1")

    def swap() -> None:
        bench.remove("a")
        (bench.path / "a").symlink_to(outside)

    before_first(monkeypatch, "_change_executable", swap, local_side)
    with pytest.raises(Stale):
        bench.side.set_executable(A, executable=True, expected=expected)
    assert outside.stat().st_mode & 0o111 == 0


def test_flush_one_by_one(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that cannot flush a volume flushes what was touched and the folders around it, once."""
    files: list[str] = []
    folders: list[str] = []
    monkeypatch.setattr(local_side, "flush_volume", lambda _root: False)
    monkeypatch.setattr(local_side, "fsync_file", lambda spot: files.append(spot.name))
    monkeypatch.setattr(local_side, "fsync_folder", folders.append)
    bench.side._whole_flush = False
    bench.make_folder("sub")
    bench.side.place(bench.stage(b"1"), SUB_A, None)
    bench.side.move(SUB_A, B, bench.seen("sub/a"))
    bench.side.flush()
    assert files == ["b"]
    assert {Path(one) for one in folders} == {bench.path, bench.path / "sub"}
    bench.side.flush()
    assert files == ["b"]


# ---- attacks and faults -----------------------------------------------------------------------------------------


def test_nothing_goes_through_a_linked_parent(bench: DiskBench, tmp_path: Path) -> None:
    """Row 146: with a parent replaced by a link to the very folder, every change is refused and nothing happens there."""
    expected = bench.write("sub/a", b"1")
    folder = bench.make_folder("sub/below")
    bench.put("c", b"3")
    source = bench.seen("c")
    outside = tmp_path / "outside"
    (bench.path / "sub").rename(outside)
    (bench.path / "sub").symlink_to(outside)
    side, staged = bench.side, bench.stage(b"new")
    attempts: list[Callable[[], object]] = [
        lambda: side.make_folder(RelPath("sub/new")),
        lambda: side.place(staged, RelPath("sub/new"), None),
        lambda: side.place(staged, SUB_A, expected),
        lambda: side.move(SUB_A, B, expected),
        lambda: side.move(RelPath("c"), RelPath("sub/c"), source),
        lambda: side.step_aside(SUB_A, NODE, expected),
        lambda: side.set_executable(SUB_A, executable=True, expected=expected),
        lambda: side.discard(SUB_A, Kind.FILE, expected),
        lambda: side.discard(RelPath("sub/below"), Kind.FOLDER, folder),
    ]
    for attempt in attempts:
        with pytest.raises(Stale):
            attempt()
    assert sorted(one.name for one in outside.iterdir()) == ["a", "below"]
    assert (outside / "a").read_bytes() == b"1"


@pytest.mark.parametrize("spoiled", ["short", "link", "gone"])
@pytest.mark.parametrize("is_link", [False, True], ids=["a file", "a link"])
def test_spoiled_file_is_not_placed(bench: DiskBench, tmp_path: Path, spoiled: str, is_link: bool) -> None:
    """A staged file cut short, replaced by a link or gone is not placed; the error says that waiting is of no use."""
    staged = replace(bench.stage(b"new"), is_link=is_link)
    real = bench.path / ".megadesk/tmp" / staged.token
    real.unlink()
    if spoiled == "link":
        real.symlink_to(tmp_path)
    elif spoiled == "short":
        real.write_bytes(b"n")
    with pytest.raises(Stale) as caught:
        bench.side.place(staged, A, None)
    assert caught.value.arguments["reason"] == SPOILED
    assert not bench.exists("a")


def test_link_is_neither_moved_nor_discarded(bench: DiskBench, tmp_path: Path) -> None:
    """A link under a known name is not what was expected."""
    expected = bench.write("a", b"1")
    bench.remove("a")
    (bench.path / "a").symlink_to(tmp_path)
    for attempt in (
        lambda: bench.side.move(A, B, expected),
        lambda: bench.side.discard(A, Kind.FILE, expected),
        lambda: bench.side.place(bench.stage(b"1"), A, expected),
        lambda: bench.side.place(bench.stage(b"2"), A, None),
    ):
        with pytest.raises(Stale):
            attempt()
    assert (bench.path / "a").is_symlink()


def test_folder_with_unknown_content_stays(bench: DiskBench) -> None:
    """Rows 51 and 131: a folder that holds litter or anything not yet seen is not removed."""
    folder = bench.make_folder("sub")
    bench.put("sub/.DS_Store", b"1")
    with pytest.raises(Stale):
        bench.side.discard(RelPath("sub"), Kind.FOLDER, folder)
    assert bench.read("sub/.DS_Store") == b"1"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EACCES, AccessDenied), (errno.EROFS, AccessDenied),
        (errno.EXDEV, AccessDenied), (errno.EBUSY, FileBusy), (errno.EIO, FileBusy),
    ],
)  # fmt: skip
def test_failing_rename_leaves_everything(
    bench: DiskBench, monkeypatch: pytest.MonkeyPatch, code: int, kind: type[MegadeskError]
) -> None:
    """Rows 151, 166, 172: whatever the disk answers, the old file has its name and ours can still be placed."""
    expected = bench.write("a", b"old")
    staged = bench.stage(b"new")

    def fail(*_args: object) -> bool:
        raise OSError(code, "text")

    with monkeypatch.context() as patch:
        patch.setattr(passage, "exchange", fail)
        with pytest.raises(kind):
            bench.side.place(staged, A, expected)
        patch.setattr(atomic, "_rename", fail)
        with pytest.raises(kind):
            bench.side.place(staged, B, None)
        with pytest.raises(kind):
            bench.side.discard(A, Kind.FILE, expected)
    assert bench.read("a") == b"old"
    bench.side.place(staged, A, bench.seen("a"))
    assert bench.debris() == {"a": b"old"}


def test_root_gone_is_a_decision(bench: DiskBench) -> None:
    """Row 180: with the root gone no change is made anywhere, not even in a folder that took its name."""
    expected = bench.write("a", b"1")
    staged = bench.stage(b"new")
    bench.path.rename(bench.path.with_name("unplugged"))
    bench.path.mkdir()
    (bench.path / "a").write_bytes(b"1")
    for attempt in (
        lambda: bench.side.make_folder(B),
        lambda: bench.side.place(staged, A, None),
        lambda: bench.side.discard(A, Kind.FILE, expected),
        bench.side.flush,
        bench.side.check_root,
    ):
        with pytest.raises(DecisionNeeded):
            attempt()
    assert [one.name for one in bench.path.iterdir()] == ["a"]


def test_row180_volume_with_another_number_is_looked_at_as_a_whole(bench: DiskBench) -> None:
    """Row 180: what is known of it is of the old number, so a look at some paths is not enough; one at all is."""
    listing = bench.side.scan(None, None)
    bench.root._device = bench.root.device + 1
    with pytest.raises(DecisionNeeded):
        bench.side.scan(listing, [A])
    bench.write("a", b"1")
    assert bench.side.scan(listing, None).entries[A].fingerprint == bench.seen("a")
    bench.side.scan(bench.side.scan(listing, None), [A])


def test_replaced_file_keeps_mode_and_attributes(bench: DiskBench) -> None:
    """Row 155: permission bits and extended attributes stay with the name; row 165: read-only is replaced cleanly."""
    bench.put("a", b"old")
    os.setxattr(bench.path / "a", "user.tag", b"red")
    (bench.path / "a").chmod(0o444)
    bench.side.place(bench.stage(b"new"), A, bench.seen("a"))
    assert os.getxattr(bench.path / "a", "user.tag") == b"red"
    assert (bench.path / "a").stat().st_mode & 0o777 == 0o444


def test_hard_link_elsewhere_keeps_its_bytes(bench: DiskBench, tmp_path: Path) -> None:
    """A file with a second name is replaced under this one only."""
    bench.put("a", b"old")
    os.link(bench.path / "a", tmp_path / "second")
    bench.side.place(bench.stage(b"new"), A, bench.seen("a"))
    assert (tmp_path / "second").read_bytes() == b"old"


def test_odd_names_can_be_placed(bench: DiskBench) -> None:
    """255 bytes of emoji and trailing dots are fine here, and can be replaced and discarded."""
    for name in ("\U0001f600" * 63 + "abc", "dots...", " blank "):
        path = RelPath(name)
        placed = bench.side.place(bench.stage(b"1"), path, None)
        placed = bench.side.place(bench.stage(b"2"), path, placed)
        bench.side.discard(path, Kind.FILE, placed)
    assert len(bench.debris()) == 6


def test_name_that_is_no_unicode_can_be_moved_and_discarded(bench: DiskBench) -> None:
    """A person's file with raw bytes in its name is moved with its folder, and kept whole."""
    bench.make_folder("sub")
    (bench.path / "sub" / "bad\udcff").write_bytes(b"1")
    bench.side.move(RelPath("sub"), RelPath("moved"), bench.seen("sub"))
    assert (bench.path / "moved" / "bad\udcff").read_bytes() == b"1"


def test_foreign_names_in_the_stage_are_no_nodes(bench: DiskBench) -> None:
    """Only what carries an id counts as left by a crash."""
    for name in ("notes", "abcd", "zz" * 16, "AB" * 16, "ab " * 16):
        (bench.path / ".megadesk/stage" / name).write_bytes(b"")
    assert list(bench.side.staged_aside()) == []


def test_what_cannot_be_read_among_the_staged_is_brought_back_as_it_is(bench: DiskBench) -> None:
    """It stops no pair from beginning, and nothing is made over it: whoever put it there gets it back."""
    staged = bench.stage(b"new", node=NODE)
    (bench.path / ".megadesk/tmp" / staged.token).unlink()
    (bench.path / ".megadesk/tmp" / staged.token).mkdir()
    (bench.path / ".megadesk/tmp" / staged.token / "kept").write_bytes(b"theirs")
    bench.side.rescue([Node(NODE, ROOT_ID, Kind.FILE, "a", FileHash(hash_of(b"new")))])
    assert list(bench.side.staged_aside()) == [NODE]
    bench.side.step_back(NODE, A, None)
    assert (bench.path / "a" / "kept").read_bytes() == b"theirs"


@pytest.mark.parametrize("fault", [FileBusy, AccessDenied])
def test_what_is_written_to_or_broken_among_the_staged_is_brought_back(
    bench: DiskBench, monkeypatch: pytest.MonkeyPatch, fault: type[MegadeskError]
) -> None:
    """Who has it open is not done yet, and a bad sector stays bad: the pair begins all the same."""
    bench.stage(b"new", node=NODE)
    monkeypatch.setattr(local_side, "digests", lambda _root, entries, _check: {entries[0].path: fault()})
    bench.side.rescue([Node(NODE, ROOT_ID, Kind.FILE, "a", FileHash(hash_of(b"new")))])
    bench.side.step_back(NODE, A, None)
    assert bench.read("a") == b"new"


def test_our_own_folders_are_there_after_each_scan(bench: DiskBench) -> None:
    """Who cleans up in .megadesk while sync runs stops nothing."""
    shutil.rmtree(bench.path / ".megadesk" / "tmp")
    listing = bench.side.scan(None, None)
    assert (bench.path / ".megadesk" / "tmp").is_dir()
    shutil.rmtree(bench.path / ".megadesk" / "debris")
    bench.side.scan(listing, [RelPath("a")])
    assert (bench.path / ".megadesk" / "debris").is_dir()


def test_folder_without_anything_of_ours_is_missing(bench: DiskBench) -> None:
    """Who removes .megadesk has taken the folder out of sync: nothing is made again by itself."""
    bench.side.scan(None, None)
    shutil.rmtree(bench.path / ".megadesk")
    with pytest.raises(DecisionNeeded) as caught:
        bench.side.scan(None, None)
    assert caught.value.arguments["reason"] == "root_missing"
    assert not (bench.path / ".megadesk").exists()


# ---- links that are kept --------------------------------------------------------------------------------------------


@pytest.fixture
def linking(tmp_path: Path) -> DiskBench:
    """The folder of a pair that keeps links, and a secret beside it."""
    (tmp_path / "secret").write_bytes(b"secret")
    return DiskBench(tmp_path / "linking", keeps_links=True)


def link_to(bench: DiskBench, target: bytes) -> StagedFile:
    """Return a staged target."""
    return replace(bench.stage(target), is_link=True)


def test_link_is_placed_and_replaced(linking: DiskBench, tmp_path: Path) -> None:
    """A link takes a free name, then another's place; the old one is in the debris as a link, nobody's target changed."""
    first = linking.side.place(link_to(linking, b"../secret"), A, None)
    assert str((linking.path / "a").readlink()) == "../secret"
    assert linking.side.scan(None, None).entries[A].fingerprint == first
    linking.side.place(link_to(linking, b"/etc/passwd"), A, first)
    assert str((linking.path / "a").readlink()) == "/etc/passwd"
    assert str((linking.path / f".megadesk/debris/{linking.today}/a").readlink()) == "../secret"
    assert not any((linking.path / ".megadesk/tmp").iterdir())
    assert (tmp_path / "secret").read_bytes() == b"secret"


def test_link_is_moved_and_discarded_as_itself(linking: DiskBench, tmp_path: Path) -> None:
    """A rename and a removal concern the link; what it leads to stays as it is."""
    (linking.path / "a").symlink_to(tmp_path / "secret")
    expected = linking.side.scan(None, None).entries[A].fingerprint
    moved = linking.side.move(A, B, expected)
    linking.side.discard(B, Kind.SYMLINK, moved)
    assert not linking.exists("b")
    assert (linking.path / f".megadesk/debris/{linking.today}/b").is_symlink()
    assert (tmp_path / "secret").read_bytes() == b"secret"


def test_link_takes_nobody_elses_place(linking: DiskBench) -> None:
    """A taken name, a file where a link was, and a link where a file was are Stale, and nothing is left behind."""
    file = linking.write("a", b"1")
    (linking.path / "b").symlink_to("x")
    link = linking.side.scan(None, None).entries[B].fingerprint
    for attempt in (
        lambda: linking.side.place(link_to(linking, b"t"), A, None),
        lambda: linking.side.place(link_to(linking, b"t"), A, file),
        lambda: linking.side.place(linking.stage(b"t"), B, link),
        lambda: linking.side.discard(A, Kind.SYMLINK, file),
        lambda: linking.side.discard(B, Kind.FILE, link),
    ):
        with pytest.raises(Stale):
            attempt()
    assert linking.read("a") == b"1"
    assert str((linking.path / "b").readlink()) == "x"
    assert not any(one.is_symlink() for one in (linking.path / ".megadesk/tmp").iterdir())


@pytest.mark.parametrize("target", [b"", b"a\0b", b"x" * 4096], ids=["empty", "nul", "long"])
def test_target_that_no_link_has_is_refused(linking: DiskBench, target: bytes) -> None:
    """What a writer put into a record need not be a target: then there is no link."""
    with pytest.raises(BadName):
        linking.side.place(link_to(linking, target), A, None)
    assert not linking.exists("a")


def test_link_replaces_where_names_cannot_be_exchanged(linking: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a volume without exchange and without hard links the old link is kept all the same."""
    first = linking.side.place(link_to(linking, b"one"), A, None)
    monkeypatch.setattr(passage, "exchange", lambda _one, _other: False)

    def no_links(*_args: object, **_options: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr("megadesk.disk.atomic.os.link", no_links)
    linking.side.place(link_to(linking, b"two"), A, first)
    assert str((linking.path / "a").readlink()) == "two"
    assert str((linking.path / f".megadesk/debris/{linking.today}/a").readlink()) == "one"
