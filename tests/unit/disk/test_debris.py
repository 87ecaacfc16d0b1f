"""What sync takes away, kept by day."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from fakes.folders import DiskBench
from megadesk.disk.atomic import rename_noreplace
from megadesk.disk.root import Spot
from megadesk.model.relpath import RelPath

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024  # as shutil's own


def keep(bench: DiskBench, path: str, data: bytes) -> str:
    """Put a file of that path into the debris and return its name there."""
    bench.put("victim", data)
    with (
        bench.root.spot(RelPath("victim")) as source,
        bench.keeper().keep(RelPath(path), lambda spot: rename_noreplace(source, spot)) as kept,
    ):
        return kept.name


def test_original_path_by_day(bench: DiskBench) -> None:
    """A file is found under the day and its path."""
    keep(bench, "sub/deep/a.jpg", b"1")
    assert (bench.path / ".megadesk/debris/2025-11-23/sub/deep/a.jpg").read_bytes() == b"1"
    assert bench.keeper().days() == ["2025-11-23"]


def test_taken_names_are_numbered(bench: DiskBench) -> None:
    """Nothing in the debris is ever replaced; the number stands before the extension."""
    found = [keep(bench, "sub/a.tar", bytes([number])) for number in range(3)]
    assert found == ["a.tar", "a (2).tar", "a (3).tar"]
    assert keep(bench, ".profile", b"1") == ".profile"
    assert keep(bench, ".profile", b"2") == ".profile (2)"
    assert len(bench.debris()) == 5


def test_long_names_are_numbered_within_the_limit(bench: DiskBench) -> None:
    """A name of 255 bytes is cut between characters, so that the number fits."""
    name = "\U0001f600" * 62 + "abc.txt"
    assert len(name.encode()) == 255
    keep(bench, name, b"1")
    second = keep(bench, name, b"2")
    assert second.endswith(" (2).txt")
    assert len(second.encode()) <= 255
    assert sorted(bench.debris().values()) == [b"1", b"2"]


def test_folder_whose_name_a_file_took(bench: DiskBench) -> None:
    """What was a file in the morning and a folder in the evening: both are kept."""
    keep(bench, "a", b"1")
    keep(bench, "a/b", b"2")
    keep(bench, "a/c", b"3")
    assert bench.debris() == {"a": b"1", "a (2)/b": b"2", "a (2)/c": b"3"}


def test_link_in_the_debris_is_not_followed(bench: DiskBench, tmp_path: Path) -> None:
    """A link planted where a folder of the debris would be is stepped around."""
    outside = tmp_path / "outside"
    outside.mkdir()
    keep(bench, "x", b"1")
    (bench.path / ".megadesk/debris/2025-11-23/sub").symlink_to(outside)
    keep(bench, "sub/a", b"2")
    assert list(outside.iterdir()) == []
    assert (bench.path / ".megadesk/debris/2025-11-23/sub (2)/a").read_bytes() == b"2"


def test_old_days_expire(bench: DiskBench) -> None:
    """Days past the limit go whole; the limit itself, today and the future stay."""
    for day in ("2025-10-01", "2025-10-23", "2025-10-24", "2025-11-23", "2025-12-01"):
        bench.today = day
        keep(bench, "sub/a", b"1")
    bench.today = "2025-11-23"
    assert bench.keeper().expire(days=30, share_of_disk=1.0) == 2
    assert bench.keeper().days() == ["2025-10-24", "2025-11-23", "2025-12-01"]


def test_too_much_expires_oldest_first(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest days go until the rest is within the share; today never does."""
    for day in ("2025-11-20", "2025-11-21", "2025-11-22", "2025-11-23"):
        bench.today = day
        keep(bench, "sub/a", bytes(100))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(2500, 0, 0))
    assert bench.keeper().expire(days=30, share_of_disk=0.10) == 2
    assert bench.keeper().days() == ["2025-11-22", "2025-11-23"]
    assert bench.keeper().expire(days=30, share_of_disk=0.0) == 1
    assert bench.keeper().days() == ["2025-11-23"]


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
    assert bench.keeper().expire(days=30, share_of_disk=1.0) == 1
    assert sorted(one.name for one in home.iterdir()) == ["2020-01-01", "2020-01-03", "2020-13-99", "notes"]
    assert (outside / "precious").exists()


def test_failure_of_take_leaves_no_file(bench: DiskBench) -> None:
    """An error while taking comes through, and the next name is not tried."""
    tried = []

    def take(spot: Spot) -> None:
        tried.append(spot.name)
        raise PermissionError(13, "Permission denied")

    with pytest.raises(PermissionError):
        bench.keeper().keep(RelPath("a"), take)
    assert tried == ["a"]
