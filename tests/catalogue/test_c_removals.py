"""Catalogue C: a removal on one side, something else on the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.habits import BlindSide
from fakes.rows import Pair, Row, catalogued, play, row
from megadesk.model.relpath import RelPath


@catalogued(
    row(44, "edited here removed there", start="d/a=1, d/b=1", here="d/a=22", there="rm d", after="d/a=22",
        disk="discard", cloud="2 put", sent=2, debris="1"),
    row(45, "removed here edited there", start="a=1", here="rm a", there="a=22", after="a=22", disk="place", cloud=""),
    row(46, "both removed a file", start="a=1, b=2", here="rm a", there="rm a", after="b=2", disk="", cloud=""),
    row(46, "both removed a folder", start="d/e/a=1, b=2", here="rm d", there="rm d", after="b=2", disk="", cloud=""),
    row(48, "folder removed here child added there", start="d/a=1, d/b=2", here="rm d", there="d/n=3", after="d/n=3",
        disk="mkdir, place", bin="1 2"),
    row(49, "child added here folder removed there", start="d/a=1, d/b=2", here="d/n=3", there="rm d", after="d/n=3",
        disk="2 discard", cloud="2 put", debris="1 2"),
    row(50, "deep child edited here folder removed there", start="d/e/f/a=1, d/e/b=2, d/c=3", here="d/e/f/a=4",
        there="rm d", after="d/e/f/a=4", disk="2 discard", cloud="4 put", debris="2 3"),
    row(56, "removed here moved there", start="a=1, d/", here="rm a", there="mv a d/a", after="d/a=1", disk="place",
        cloud=""),
    row(57, "moved here removed there", start="a=1, d/", here="mv a d/a", there="rm a", after="d/a=1", cloud="put",
        disk="", sent=0),
    row(58, "folder moved here removed there", start="d/a=1, d/e/b=2", here="mv d f", there="rm d",
        after="f/a=1, f/e/b=2", cloud="4 put", disk="", sent=0),
    row(58, "folder removed here moved there", start="d/a=1, d/e/b=2", here="rm d", there="mv d f",
        after="f/a=1, f/e/b=2", cloud="", disk="2 mkdir, 2 place"),
    row(59, "child moved out here folder removed there", start="d/a=1, d/b=2", here="mv d/a a", there="rm d",
        after="a=1", disk="2 discard", debris="2"),
)  # fmt: skip
def test_row(case: Row, tmp_path: Path) -> None:
    """Both folders and the cloud end as the row says, at the cost it says."""
    play(tmp_path, case)


def test_row049_folder_that_lives_on_is_another_one(tmp_path: Path) -> None:
    """The removed folder stays in the bin; what lives on is a new folder of its name."""
    pair = Pair(tmp_path, "d/a=1")
    (before,) = [node.id for node in pair.cloud.tree().values() if node.is_folder]
    pair.there.do("rm d")
    pair.there.sync()
    pair.here.do("d/n=2")
    pair.settle()
    (after,) = [node.id for node in pair.cloud.tree().values() if node.is_folder]
    assert after != before
    assert pair.cloud.bin() == {"d": None, "d/a": b"1"}


def test_row051_child_that_no_scan_has_seen(tmp_path: Path) -> None:
    """A file that came after the last look keeps its folder, and is found by the next look."""
    pair = Pair(tmp_path, "d/a=1")
    pair.there.do("rm d")
    pair.there.sync()
    pair.here.looking.observe(None)
    pair.here.view.fetch()
    pair.here.do("d/n=2")
    pair.here.one_plan()
    assert pair.here.shown() == ["d/n=2"]
    pair.settle()
    pair.check("d/n=2")


def test_row052_unreadable_child(tmp_path: Path) -> None:
    """What cannot be read stays with its folder and is reported; the rest goes, and nothing is sent again."""
    pair = Pair(tmp_path, "d/a=1, d/e/x=2, d/b=3")
    pair.here.wrap_with(lambda side: BlindSide(side, RelPath("d/e")))
    pair.there.do("rm d")
    pair.there.sync()
    pair.here.sync()
    assert pair.here.shown() == ["d/e/x=2"]
    assert pair.here.folder.unknown[RelPath("d/e")].reason == "unreadable"
    assert pair.cloud.ops == [] or pair.told() == "bin"
    assert pair.cloud.paths() == {}


def test_row053_ignored_child_stays_with_its_folder(tmp_path: Path) -> None:
    """What is never synced is never taken away either; it keeps its folder, and neither goes to the cloud again."""
    pair = Pair(tmp_path, "d/a=1")
    pair.here.do("d/x.part=2")
    pair.here.sync()
    pair.there.do("rm d")
    pair.there.sync()
    pair.here.sync()
    assert pair.here.shown() == ["d/x.part=2"]
    assert (pair.there.shown(), pair.cloud.paths()) == ([], {})
    pair.settle()
    assert pair.cloud.paths() == {}


def test_row055_both_removed_while_nobody_looked(tmp_path: Path) -> None:
    """What both removed during a pause is no error and no work afterwards."""
    pair = Pair(tmp_path, "a=1, d/b=2, c=3")
    pair.here.do("rm a, rm d")
    pair.there.do("rm d, rm a")
    pair.there.sync()
    pair.reset()
    assert pair.here.sync() == 0
    assert pair.told() == ""
    assert not pair.here.watched.changes()
    assert pair.here.executor.holds == {}


@pytest.mark.parametrize("purged", [False, True], ids=["in-the-bin", "gone-from-the-bin"])
def test_row062_device_that_was_away_for_months_brings_nothing_back(tmp_path: Path, *, purged: bool) -> None:
    """What was removed meanwhile goes here too, even if the cloud remembers nothing of it."""
    pair = Pair(tmp_path, "a=1, b=2")
    pair.there.do("rm a")
    pair.there.sync()
    if purged:
        gone = [key for key in pair.cloud.nodes if key not in pair.cloud.tree()]
        for key in gone:
            del pair.cloud.nodes[key]
    pair.here.restart()
    pair.settle()
    pair.check("b=2")
    assert pair.here.debris() == [b"1"]


def test_row063_device_that_lost_its_memory(tmp_path: Path) -> None:
    """Without a base nothing can count as removed elsewhere: both folders become one."""
    pair = Pair(tmp_path, "a=1, b=2")
    pair.there.do("rm a, b=3, c=4")
    pair.there.sync()
    pair.here.forget()
    pair.settle()
    pair.check("a=1, b=3, b{copy}=2, c=4")
