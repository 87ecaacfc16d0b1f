"""How long what was taken away is kept."""

from __future__ import annotations

import shutil
import time
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest

from fakes.folders import DiskBench
from megadesk.disk import expiry as expiry_module
from megadesk.disk.debris import Debris
from megadesk.disk.expiry import Expiry
from megadesk.model.relpath import RelPath

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024  # as shutil's own


def keep(bench: DiskBench, path: str, data: bytes) -> None:
    """Put a file into the debris of today, past the debris itself."""
    keep_on(bench, bench.today, path, data)


def keep_on(bench: DiskBench, shelf: str, path: str, data: bytes) -> None:
    """Put a file on a shelf."""
    target = bench.path / ".megadesk/debris" / shelf / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def noted(bench: DiskBench, day: str = "") -> None:
    """Have it been seen on a day before (the 22nd) that there is something old: time went on as it does."""
    (bench.path / ".megadesk/debris" / f"old on {day or '2025-11-22'}").touch()


def expire(bench: DiskBench, share_of_disk: float = 1.0, now_ns: Callable[[], int] = time.time_ns) -> int:
    """Tidy to the end, on a day like any other; return how many shelves went."""
    before = len(bench.keeper().shelves())
    noted(bench)
    expiry = Expiry(bench.keeper(), share_of_disk=share_of_disk, now_ns=now_ns)
    while expiry.tidy():
        pass
    return before - len(bench.keeper().shelves())


def test_old_days_expire(bench: DiskBench) -> None:
    """Days past the limit go whole; the limit itself, today and the future stay."""
    for day in ("2025-10-01", "2025-10-23", "2025-10-24", "2025-11-23", "2025-12-01"):
        bench.today = day
        keep(bench, "sub/a", b"1")
    bench.today = "2025-11-23"
    assert expire(bench) == 2
    assert bench.keeper().shelves() == ["2025-10-24", "2025-11-23", "2025-12-01"]


def test_too_much_expires_oldest_first(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest days go until the rest is within the share; what came just now does not."""
    for day in ("2025-11-20", "2025-11-21", "2025-11-22", "2025-11-23"):
        bench.today = day
        keep(bench, "sub/a", bytes(100))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(2500, 0, 0))
    assert expire(bench, share_of_disk=0.10) == 2
    assert bench.keeper().shelves() == ["2025-11-22", "2025-11-23"]
    assert expire(bench, share_of_disk=0.0) == 1
    assert bench.keeper().shelves() == ["2025-11-23"]


def test_what_is_no_day_stays(bench: DiskBench, tmp_path: Path) -> None:
    """Foreign names, files and links in the debris folder are left alone; links inside a day are not followed."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_bytes(b"1")
    home = bench.path / ".megadesk/debris"
    (home / "notes").mkdir()
    (home / "2020-13-99").mkdir()
    (home / "2020-01-01").symlink_to(outside)
    (home / "2020-01-03").write_bytes(b"1")
    bench.today = "2020-01-02"
    keep(bench, "a", b"1")
    (home / "2020-01-02" / "link").symlink_to(outside)
    bench.today = "2025-11-23"
    assert expire(bench) == 1
    assert sorted(one.name for one in home.iterdir()) == [
        "2020-01-01", "2020-01-03", "2020-13-99", "notes",
    ]  # fmt: skip
    assert (outside / "precious").exists()


def test_second_shelf_of_a_day_goes_with_the_first(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day goes whole, whatever number of shelves it took."""
    for day in ("2025-11-20", "2025-11-20 (2)", "2025-11-21", "2025-11-23"):
        bench.today = day
        keep(bench, "a", bytes(100))
    bench.today = "2025-11-23"
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(3990, 0, 0))
    assert expire(bench, share_of_disk=0.10) == 2
    assert bench.keeper().shelves() == ["2025-11-21", "2025-11-23"]


def test_much_is_removed_in_small_pieces(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread of a pair is not held up by a hundred thousand old files."""
    monkeypatch.setattr(expiry_module, "AT_ONCE", 3)
    bench.today = "2025-01-01"
    for number in range(8):
        keep(bench, f"sub/{number}", b"1")
    bench.today = "2025-11-23"
    noted(bench)
    expiry = Expiry(bench.keeper())
    left = []
    while expiry.tidy():
        left.append(sum(1 for _ in bench.keeper().kept()))
    assert left == [5, 2, 0]
    assert bench.keeper().shelves() == []


def test_today_is_within_the_share_too(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A big file that is saved all day does not fill the disk; the oldest go, never the newest of a path of this hour."""
    now = time.time_ns()
    bench.today = time.strftime("%Y-%m-%d", time.gmtime(now // 1_000_000_000))
    for number in ("", " (2)", " (3)", " (4)"):
        keep_on(bench, bench.today + number, "big.bin", bytes(100))
    keep_on(bench, bench.today, "sub/rare.bin", bytes(100))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(3000, 0, 0))
    expire(bench, share_of_disk=0.10)
    here = [(kept.shelf, kept.path) for kept in bench.keeper().kept()]
    big, rare = RelPath("big.bin"), RelPath("sub/rare.bin")
    assert sorted(here) == [(bench.today, rare), (f"{bench.today} (3)", big), (f"{bench.today} (4)", big)]
    expire(bench, share_of_disk=0.0)
    assert {kept.path for kept in bench.keeper().kept()} == {rare, big}
    expire(bench, share_of_disk=0.0, now_ns=lambda: now + 2 * 3_600 * 1_000_000_000)
    assert list(bench.keeper().kept()) == []


@pytest.mark.parametrize("before", ["", "2025-10-01", "2031-01-01"])
def test_clock_that_leaps_lets_nothing_go(bench: DiskBench, before: str) -> None:
    """Seen to be old for the first time, or long ago, or in the future: another day by the same clock must come first."""
    bench.today = "2025-09-01"
    keep(bench, "a", b"1")
    bench.today = "2025-11-23"
    if before:
        noted(bench, before)
    for _ in range(2):
        expiry = Expiry(bench.keeper(), share_of_disk=1.0)
        assert not expiry.tidy()
        assert bench.keeper().shelves() == ["2025-09-01"]
    bench.today = "2025-11-24"
    Expiry(bench.keeper(), share_of_disk=1.0).tidy()
    assert bench.keeper().shelves() == []
    assert list((bench.path / ".megadesk/debris").iterdir()) == []


def test_looks_once_a_day_and_after_much_was_added(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """At rest it costs nothing; a new day, or a gigabyte more, is a reason to look."""
    debris = bench.keeper()
    looks: list[object] = []

    def shelves(keeper: Debris) -> list[str]:
        looks.append(keeper)
        return []

    monkeypatch.setattr(Debris, "shelves", shelves)
    expiry = Expiry(debris)
    for _ in range(3):
        assert not expiry.tidy()
    assert len(looks) == 1
    bench.today = "2025-11-24"
    expiry.tidy()
    assert len(looks) == 2
    debris.fresh_bytes = expiry_module.LOOK_AFTER_BYTES
    expiry.tidy()
    expiry.tidy()
    assert (len(looks), debris.fresh_bytes) == (3, 0)


def test_missing_root_is_tried_again_tomorrow(bench: DiskBench) -> None:
    """An unplugged drive is no reason to fail, nor to look each time."""
    expiry = Expiry(bench.keeper())
    bench.path.rename(bench.path.with_name("elsewhere"))
    assert not expiry.tidy()
    bench.path.with_name("elsewhere").rename(bench.path)
    bench.today = "2024-01-01"
    keep(bench, "a", b"1")
    bench.today = "2025-11-23"
    assert not expiry.tidy()
    assert bench.keeper().shelves() == ["2024-01-01"]
    noted(bench)
    bench.today = "2025-11-24"
    expiry.tidy()
    assert bench.keeper().shelves() == []
