"""The root gate, and paths opened step by step."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from fakes.folders import MARKER, PAIR, DiskBench
from megadesk.disk.private import prepare_root
from megadesk.disk.root import HELD_MAX, Root, Roots, held_open
from megadesk.model.errors import BadName, DecisionNeeded, FileBusy, NotFound
from megadesk.model.relpath import ROOT, RelPath


def reason_of(root: Root) -> object:
    """Return why the gate is closed."""
    with pytest.raises(DecisionNeeded) as caught:
        root.check()
    return caught.value.arguments["reason"]


def test_check_passes_with_the_marker(bench: DiskBench) -> None:
    """A prepared folder passes, again and again."""
    bench.root.check()
    bench.root.check()


def test_missing_folder(bench: DiskBench) -> None:
    """Row 178: a folder that is not there is missing, also in the middle of a session."""
    bench.path.rename(bench.path.with_name("elsewhere"))
    assert reason_of(bench.root) == "root_missing"
    with pytest.raises(DecisionNeeded):
        bench.root.spot(RelPath("a"))


def test_empty_mount_point_is_missing(bench: DiskBench) -> None:
    """Row 179: a folder without the marker is not ours."""
    bench.path.rename(bench.path.with_name("elsewhere"))
    bench.path.mkdir()
    assert reason_of(bench.root) == "root_missing"


def test_other_marker_is_replaced(bench: DiskBench) -> None:
    """Row 183: another drive with a marker of its own is not ours."""
    bench.path.rename(bench.path.with_name("elsewhere"))
    bench.path.mkdir()
    prepare_root(str(bench.path), "another")
    assert reason_of(bench.root) == "root_replaced"
    with pytest.raises(DecisionNeeded):
        bench.root.spot(RelPath("a"))


def test_row180_drive_that_is_plugged_in_again_has_another_number(bench: DiskBench) -> None:
    """Row 180: once it was seen missing the marker alone tells: the system numbers volumes as they come."""
    elsewhere = bench.path.with_name("elsewhere")
    bench.root._device = bench.root.device + 1
    bench.path.rename(elsewhere)
    assert reason_of(bench.root) == "root_missing"
    elsewhere.rename(bench.path)
    bench.root.check()
    with bench.root.spot(RelPath("a")) as spot:
        assert spot.name == "a"


def test_other_volume_is_replaced(bench: DiskBench) -> None:
    """The same marker on another volume within a session is a copy, not the folder."""
    bench.root._device = bench.root.device + 1
    assert reason_of(bench.root) == "root_replaced"


def test_row180_look_at_everything_takes_another_volume(bench: DiskBench) -> None:
    """Row 180: nobody saw the drive missing, but it is looked at anew: that is the folder from then on."""
    bench.root._device = bench.root.device + 1
    assert reason_of(bench.root) == "root_replaced"
    bench.root.check(anew=True)
    bench.root.check()
    with bench.root.spot(RelPath("a")) as spot:
        assert spot.name == "a"


def test_row183_look_at_everything_takes_no_other_marker(bench: DiskBench) -> None:
    """Row 183: another drive is none of ours, however it is looked at."""
    bench.path.rename(bench.path.with_name("elsewhere"))
    bench.path.mkdir()
    prepare_root(str(bench.path), "another")
    with pytest.raises(DecisionNeeded):
        bench.root.check(anew=True)


def test_restored_folder_with_the_marker_is_taken(bench: DiskBench) -> None:
    """A folder put back with its marker, on the same volume, is the folder, whatever its inode."""
    bench.write("a", b"1")
    bench.path.rename(bench.path.with_name("elsewhere"))
    prepare_root_again = DiskBench(bench.path)
    prepare_root_again.write("a", b"2")
    with bench.root.spot(RelPath("a")) as spot:
        assert spot.stat().st_size == 1


def test_root_behind_a_link_is_missing(bench: DiskBench) -> None:
    """A root that became a link is not followed."""
    elsewhere = bench.path.with_name("elsewhere")
    bench.path.rename(elsewhere)
    bench.path.symlink_to(elsewhere)
    with pytest.raises(DecisionNeeded):
        bench.root.spot(RelPath("a"))


def test_spot_holds_the_folder(bench: DiskBench) -> None:
    """A spot leads to its name even if the folder is renamed meanwhile; the name is the last of the path."""
    bench.write("sub/a", b"1")
    with bench.root.spot(RelPath("sub/a")) as spot:
        (bench.path / "sub").rename(bench.path / "moved")
        assert spot.name == "a"
        assert spot.stat().st_size == 1
        bench.write("moved/b", b"22")
        assert spot.beside("b").stat().st_size == 2


@pytest.mark.parametrize("depth", [0, 1], ids=["last folder", "first folder"])
def test_linked_parent_is_refused(bench: DiskBench, tmp_path: Path, depth: int) -> None:
    """Row 146: no step of a path goes through a link, even to a folder that is really there."""
    bench.make_folder("one/two")
    outside = tmp_path / "outside"
    (outside / "two").mkdir(parents=True)
    victim = bench.path / ("one/two" if depth == 0 else "one")
    victim.rename(tmp_path / "was")
    victim.symlink_to(outside / "two" if depth == 0 else outside)
    with pytest.raises(OSError, match=r"directory|link") as caught:
        bench.root.spot(RelPath("one/two/a"))
    assert caught.value.errno in {errno.ENOTDIR, errno.ELOOP}


@pytest.mark.parametrize("path", ["../x", "a/../../x", "..", ".", "a//b"])
def test_dots_are_refused(bench: DiskBench, path: str) -> None:
    """No step leads upwards, whoever made the path."""
    bench.make_folder("a")
    with pytest.raises(BadName):
        bench.root.spot(RelPath(path))


def test_other_volume_below_is_refused(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 154: nothing is opened in what is mounted below."""
    bench.make_folder("mounted")
    real = os.fstat

    def fstat(handle: int) -> os.stat_result:
        found = real(handle)
        if Path(f"/proc/self/fd/{handle}").readlink().name == "mounted":
            fields = list(found)
            fields[2] += 1
            return os.stat_result(fields)
        return found

    monkeypatch.setattr(os, "fstat", fstat)
    with pytest.raises(OSError, match="volume") as caught:
        bench.root.spot(RelPath("mounted/a"))
    assert caught.value.errno == errno.EXDEV


def test_no_handle_is_left(bench: DiskBench) -> None:
    """Whatever happened, no handle of the folder stays open: a drive can be unmounted."""
    bench.write("sub/a", b"1")
    handles = Path("/proc/self/fd")
    before = len(list(handles.iterdir()))
    for path in ("sub/a", "no/such", "sub/a/b"):
        try:
            with bench.root.spot(RelPath(path)):
                pass
        except OSError:
            continue
    bench.side.scan(None, None)
    bench.side.place(bench.stage(b"2"), RelPath("sub/b"), None)
    assert len(list(handles.iterdir())) == before


def test_listing_target_of_the_root(bench: DiskBench) -> None:
    """The root itself can be listed."""
    target = bench.root.listing_target(ROOT)
    try:
        assert [one.name for one in os.scandir(target)] == [".megadesk"]
    finally:
        bench.root.close_listing(target)


def test_roots_by_pair(tmp_path: Path) -> None:
    """A pair is known from add to remove; removing twice is fine."""
    roots, root = Roots(), Root(str(tmp_path), MARKER)
    roots.add(PAIR, root)
    assert roots.get(PAIR) is root
    roots.remove(PAIR)
    roots.remove(PAIR)
    with pytest.raises(NotFound):
        roots.get(PAIR)


def test_without_a_free_handle_nothing_is_missing(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many open files say nothing about the folder: it is tried again, and nobody is told that a disk is gone."""

    def refused(*_: object, **__: object) -> int:
        raise OSError(errno.EMFILE, "Too many open files")

    bench.root.check()
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refused)
        with pytest.raises(FileBusy) as caught:
            bench.root.check()
        assert caught.value.arguments["reason"] == "emfile"
        with pytest.raises(FileBusy):
            bench.root.spot(RelPath("a"))
    bench.root.check()


# ---- folders held open -----------------------------------------------------------------------------------------------


def is_open(handle: int | None) -> bool:
    """Whether a handle is still open; nobody else opens any meanwhile."""
    assert handle is not None
    try:
        os.fstat(handle)
    except OSError:
        return False
    return True


def test_held_folder_is_opened_once_and_given_back(bench: DiskBench) -> None:
    """In a block a folder is opened once, whoever asks and how often; with the block the last handle goes."""
    bench.write("sub/a", b"1")
    with held_open():
        with bench.root.spot(RelPath("sub/a")) as one, held_open(), bench.root.spot(RelPath("sub/b")) as two:
            assert one.dir_fd == two.dir_fd
        with bench.root.spot(RelPath("sub/a")) as again:
            assert again.dir_fd == one.dir_fd
            assert again.stat().st_size == 1
    assert not is_open(one.dir_fd)
    with bench.root.spot(RelPath("sub/a")) as alone:
        assert is_open(alone.dir_fd)
    assert not is_open(alone.dir_fd)


def test_no_more_folders_are_held_than_allowed(bench: DiskBench) -> None:
    """The oldest is given back for the next one, but not while somebody is in it."""
    for number in range(3 * HELD_MAX):
        bench.write(f"sub {number}/a", b"1")
    handles = set()
    with held_open(), bench.root.spot(RelPath("sub 0/a")) as first:
        for number in range(3 * HELD_MAX):
            with bench.root.spot(RelPath(f"sub {number}/a")) as spot:
                assert spot.stat().st_size == 1
                handles.add(spot.dir_fd)
        assert len(handles) <= HELD_MAX + 2  # each that was given back is the next one's
        assert first.stat().st_size == 1
    assert not any(is_open(handle) for handle in handles)


def test_held_folder_that_was_renamed_is_not_used_for_its_old_path(bench: DiskBench) -> None:
    """A path leads where it leads now: to nothing, or to the folder that has the name by then."""
    bench.write("sub/a", b"1")
    with held_open():
        with bench.root.spot(RelPath("sub/a")) as spot:
            assert spot.stat().st_size == 1
        (bench.path / "sub").rename(bench.path / "moved")
        with pytest.raises(FileNotFoundError):
            bench.root.spot(RelPath("sub/a"))
        bench.write("sub/a", b"22")
        with bench.root.spot(RelPath("sub/a")) as spot:
            assert spot.stat().st_size == 2


def test_held_folder_that_became_a_link_is_not_followed(bench: DiskBench) -> None:
    """Row 146: a folder that is swapped for a link, even to itself, is refused as it is without the handle."""
    bench.write("sub/a", b"1")
    with held_open():
        with bench.root.spot(RelPath("sub/a")):
            pass
        (bench.path / "sub").rename(bench.path / "moved")
        (bench.path / "sub").symlink_to("moved")
        with pytest.raises(OSError, match=os.strerror(errno.ENOTDIR)):
            bench.root.spot(RelPath("sub/a"))


def test_held_folder_of_a_root_that_went_away(bench: DiskBench) -> None:
    """The root that is missing is said to be, though a folder of it is open."""
    bench.write("sub/a", b"1")
    with held_open():
        with bench.root.spot(RelPath("sub/a")):
            pass
        bench.path.rename(bench.path.with_name("elsewhere"))
        with pytest.raises(DecisionNeeded):
            bench.root.spot(RelPath("sub/a"))


def test_folder_held_for_reading_is_not_looked_for_again(bench: DiskBench) -> None:
    """What is read is held against a fingerprint and a hash, wherever it is by now; the next block finds the way anew."""
    bench.write("sub/a", b"1")
    with held_open(for_reading=True):
        with bench.root.spot(RelPath("sub/a")):
            pass
        (bench.path / "sub").rename(bench.path / "moved")
        with bench.root.spot(RelPath("sub/a")) as spot:
            assert spot.stat().st_size == 1
    with held_open(), pytest.raises(FileNotFoundError):
        bench.root.spot(RelPath("sub/a"))
