"""What sync takes away, kept by day."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from fakes.folders import DiskBench
from megadesk.disk.atomic import take
from megadesk.disk.debris import Kept
from megadesk.disk.root import Spot
from megadesk.model.relpath import RelPath


def keep(bench: DiskBench, path: str, data: bytes) -> str:
    """Put a file of that path into the debris and return its name there."""
    bench.put("victim", data)
    with (
        bench.root.spot(RelPath("victim")) as source,
        bench.keeper().keep(RelPath(path), lambda spot: take(source, spot)) as kept,
    ):
        return kept.name


def test_original_path_by_day(bench: DiskBench) -> None:
    """A file is found under the day and its path."""
    keep(bench, "sub/deep/a.jpg", b"1")
    assert (bench.path / ".megadesk/debris/2025-11-23/sub/deep/a.jpg").read_bytes() == b"1"
    assert bench.keeper().shelves() == ["2025-11-23"]


def shelved(bench: DiskBench) -> dict[str, bytes]:
    """Return what is kept, with its shelf."""
    home = bench.path / ".megadesk/debris"
    return {str(one.relative_to(home)): one.read_bytes() for one in home.rglob("*") if one.is_file()}


def test_second_of_a_name_keeps_its_path_on_another_shelf(bench: DiskBench) -> None:
    """Nothing in the debris is ever replaced, and each file stands under the path that it had."""
    for number in range(3):
        assert keep(bench, "sub/a.tar", bytes([number])) == "a.tar"
    keep(bench, "sub/b", b"b")
    assert shelved(bench) == {
        "2025-11-23/sub/a.tar": b"\0", "2025-11-23 (2)/sub/a.tar": b"\1", "2025-11-23 (3)/sub/a.tar": b"\2",
        "2025-11-23/sub/b": b"b",
    }  # fmt: skip


def test_longest_name_is_kept_twice(bench: DiskBench) -> None:
    """A name of 255 bytes needs no room for a number."""
    name = "\U0001f600" * 62 + "abc.txt"
    assert len(name.encode()) == 255
    assert [keep(bench, name, data) for data in (b"1", b"2")] == [name, name]
    assert sorted(shelved(bench).values()) == [b"1", b"2"]


def test_file_that_is_replaced_all_day_is_not_looked_for_from_the_start(bench: DiskBench) -> None:
    """The shelf that was free last is the first to be tried; another day begins anew."""
    keeper = bench.keeper()
    tried = []

    def take_noting(spot: Spot) -> None:
        tried.append(spot.name)
        take(source, spot)

    for number in range(5):
        bench.put("victim", bytes([number]))
        with bench.root.spot(RelPath("victim")) as source, keeper.keep(RelPath("a"), take_noting):
            pass
    assert len(tried) == 1 + 2 + 2 + 2 + 2
    bench.today = "2025-11-24"
    bench.put("victim", b"x")
    with bench.root.spot(RelPath("victim")) as source, keeper.keep(RelPath("a"), take_noting):
        pass
    assert (bench.path / ".megadesk/debris/2025-11-24/a").read_bytes() == b"x"


def test_folder_whose_name_a_file_took(bench: DiskBench) -> None:
    """What was a file in the morning and a folder in the evening: both are kept, under their paths."""
    keep(bench, "a", b"1")
    keep(bench, "a/b", b"2")
    keep(bench, "a/c", b"3")
    assert shelved(bench) == {"2025-11-23/a": b"1", "2025-11-23 (2)/a/b": b"2", "2025-11-23 (2)/a/c": b"3"}


def test_link_in_the_debris_is_not_followed(bench: DiskBench, tmp_path: Path) -> None:
    """A link planted where a folder of the debris would be is stepped around."""
    outside = tmp_path / "outside"
    outside.mkdir()
    keep(bench, "x", b"1")
    (bench.path / ".megadesk/debris/2025-11-23/sub").symlink_to(outside)
    keep(bench, "sub/a", b"2")
    assert list(outside.iterdir()) == []
    assert (bench.path / ".megadesk/debris/2025-11-23 (2)/sub/a").read_bytes() == b"2"


# -- back -----------------------------------------------------------------------------------------------------------------


def only(bench: DiskBench, path: str) -> Kept:
    """Return the one file kept of a path."""
    (found,) = [kept for kept in bench.keeper().kept() if kept.path == path]
    return found


def test_what_is_kept_is_listed_with_its_path_and_time(bench: DiskBench) -> None:
    """Path, size and when it came, of every shelf; a vanished one and what is no shelf are passed over."""
    bench.today = date.today().isoformat()  # noqa: DTZ011  # the local day, as the debris has it
    before = time.time_ns()
    keep(bench, "sub/a", b"123")
    keep(bench, "sub/a", b"1")
    (bench.path / ".megadesk/debris/notes").mkdir()
    (bench.path / ".megadesk/debris/notes/x").write_bytes(b"1")
    found = sorted(bench.keeper().kept(), key=lambda kept: kept.shelf)
    assert [(kept.path, kept.size_bytes) for kept in found] == [("sub/a", 3), ("sub/a", 1)]
    assert all(abs(kept.removed_ns - before) < 60 * 10**9 for kept in found)


def test_time_of_an_old_shelf_is_its_day(bench: DiskBench) -> None:
    """A shelf that was copied here says when its day was, not when it was copied."""
    bench.today = "2020-02-03"
    keep(bench, "a", b"1")
    assert only(bench, "a").removed_ns == 1_580_688_000 * 10**9


def test_file_goes_back_where_it_was(bench: DiskBench) -> None:
    """With its bytes and its time, its folders made anew, and the empty shelf gone."""
    keep(bench, "sub/deep/a.jpg", b"1")
    before = only(bench, "sub/deep/a.jpg")
    assert bench.keeper().give_back(before) == "sub/deep/a.jpg"
    assert bench.read("sub/deep/a.jpg") == b"1"
    assert bench.keeper().shelves() == []
    with pytest.raises(FileNotFoundError):
        bench.keeper().give_back(before)


def test_file_goes_back_beside_what_has_its_name(bench: DiskBench) -> None:
    """Nothing is replaced: a number before the extension; also a folder whose name a file has by now."""
    for name in ("sub/a.jpg", "sub/a.jpg", "other/b"):
        keep(bench, name, b"old")
    bench.put("sub/a.jpg", b"new")
    bench.put("other", b"a file")
    now = [str(bench.keeper().give_back(kept)) for kept in sorted(bench.keeper().kept(), key=lambda one: one.place)]
    assert now == ["sub/a (restored).jpg", "other (restored)/b", "sub/a (restored 2).jpg"]
    assert (bench.read("sub/a.jpg"), bench.read("other")) == (b"new", b"a file")
    assert {bench.read(path) for path in now} == {b"old"}


def test_file_goes_to_another_place(bench: DiskBench) -> None:
    """Where a person wants it."""
    keep(bench, "a", b"1")
    assert bench.keeper().give_back(only(bench, "a"), RelPath("x/y")) == "x/y"
    assert bench.read("x/y") == b"1"


def test_file_is_removed_for_good(bench: DiskBench) -> None:
    """One that is gone already is fine; its neighbours stay."""
    keep(bench, "sub/a", b"1")
    keep(bench, "sub/b", b"2")
    gone = only(bench, "sub/a")
    bench.keeper().remove(gone)
    bench.keeper().remove(gone)
    assert shelved(bench) == {"2025-11-23/sub/b": b"2"}


def test_failure_of_take_leaves_no_file(bench: DiskBench) -> None:
    """An error while taking comes through, and the next name is not tried."""
    tried = []

    def take_failing(spot: Spot) -> None:
        tried.append(spot.name)
        raise PermissionError(13, "Permission denied")

    with pytest.raises(PermissionError):
        bench.keeper().keep(RelPath("a"), take_failing)
    assert tried == ["a"]
