"""What other rules would change, before they are made."""

from __future__ import annotations

import pytest

from fakes.folders import DiskBench
from megadesk.disk.ignore_effect import Shift, foresee, rules_on_disk
from megadesk.model.relpath import ROOT, RelPath
from megadesk.sync.ignore import Rules


def test_files_on_both_sides_of_the_change(bench: DiskBench) -> None:
    """Each file for which it makes a difference, with its size, in folders that either looks into; nothing else."""
    for path, size in {"a.log": 1, "sub/b.log": 2, "build/x/c.o": 4, "d.txt": 16, "old/e": 32}.items():
        bench.put(path, b"x" * size)
    (bench.path / "link.log").symlink_to("a.log")
    before, after = Rules(here="build/\nold/"), Rules(here="*.log\nold/", texts={ROOT: "sub/none"})
    assert set(foresee(bench.root, before, after).shifts) == {
        Shift(RelPath("a.log"), 1, True), Shift(RelPath("sub/b.log"), 2, True), Shift(RelPath("build/x/c.o"), 4, False),
    }  # fmt: skip


def test_what_cannot_be_read_is_passed_over(bench: DiskBench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that goes meanwhile, or that nobody may read, is no reason not to answer."""
    bench.put("a", b"1")
    real = bench.root.listing_target

    def listing_target(path: RelPath) -> int | str:
        if path == "sub":
            raise PermissionError(13, "Permission denied")
        return real(path)

    bench.put("sub/b", b"1")
    monkeypatch.setattr(bench.root, "listing_target", listing_target)
    assert foresee(bench.root, Rules(), Rules(here="*")).shifts == [Shift(RelPath("a"), 1, True)]


def test_folder_that_is_opened_brings_its_rules(bench: DiskBench) -> None:
    """They are read on the way, also in folders below, and are among the rules that will hold."""
    rules = {"build/.deskignore": b"*.o\nshut/\n", "build/sub/.deskignore": b"!a.o\n", "build/shut/.deskignore": b"x\n"}
    for path, data in {
        **rules,
        "build/a.o": b"",
        "build/sub/a.o": b"",
        "build/sub/b.o": b"",
        "build/shut/y": b"",
    }.items():
        bench.put(path, data)
    found = foresee(bench.root, Rules(here="build/"), Rules())
    assert {one.path for one in found.shifts} == {"build/.deskignore", "build/sub/.deskignore", "build/sub/a.o"}
    assert set(found.rules.texts) == {"build", "build/sub"}
    assert foresee(bench.root, Rules(), Rules(here="build/")).rules == Rules(here="build/")


def test_rules_are_read_from_the_disk(bench: DiskBench) -> None:
    """In every folder that they do not shut; a file that is no text says what it said last, and one that is gone nothing."""
    files = {
        ".deskignore": b"*.log\nold/\n",
        "sub/.deskignore": b"\xff",
        "old/.deskignore": b"x\n",
        "a/b/.deskignore": b"y\n",
    }
    for path, data in files.items():
        bench.put(path, data)
    last = Rules(here="*.tmp", texts={RelPath("sub"): "z\n", RelPath("gone"): "w\n"})
    found = rules_on_disk(bench.root, last)
    assert found.texts == {"": "*.log\nold/\n", "sub": "z\n", "a/b": "y\n"}
    assert found.here == "*.tmp"
