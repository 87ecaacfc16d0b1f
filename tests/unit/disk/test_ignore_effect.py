"""What other rules would change, before they are made."""

from __future__ import annotations

import pytest

from fakes.folders import DiskBench
from megadesk.disk.ignore_effect import Shift, shifts
from megadesk.model.relpath import ROOT, RelPath
from megadesk.sync.ignore import Rules


def test_files_on_both_sides_of_the_change(bench: DiskBench) -> None:
    """Each file for which it makes a difference, with its size, in folders that either looks into; nothing else."""
    for path, size in {"a.log": 1, "sub/b.log": 2, "build/x/c.o": 4, "d.txt": 16, "old/e": 32}.items():
        bench.put(path, b"x" * size)
    (bench.path / "link.log").symlink_to("a.log")
    before, after = Rules(here="build/\nold/"), Rules(here="*.log\nold/", texts={ROOT: "sub/none"})
    assert set(shifts(bench.root, before, after)) == {
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
    assert list(shifts(bench.root, Rules(), Rules(here="*"))) == [Shift(RelPath("a"), 1, True)]
