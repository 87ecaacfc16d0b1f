"""Catalogue A: a change on one side appears on the other."""

from __future__ import annotations

import os
from pathlib import Path

from fakes.habits import FatSide
from fakes.rows import Pair, Row, catalogued, play, row

DEEP = "t/u/v/w/x/f=1, t/u/g=2"
MANY_BYTES = 5_000_000


@catalogued(
    row(1, "made here", here="a=1", after="a=1", disk="", cloud="put", sent=1, far_disk="place"),
    row(2, "made there", there="a=1", after="a=1", disk="place", cloud="", sent=0),
    row(3, "empty folder here", here="d/", after="d/", cloud="put", far_disk="mkdir", sent=0),
    row(3, "empty folder there", there="d/", after="d/", cloud="", disk="mkdir"),
    row(4, "deep tree here", here="a/b/c/d/f=1, a/b/c/e/", after="a/b/c/d/f=1, a/b/c/e/", cloud="6 put", disk=""),
    row(4, "deep tree there", there="a/b/c/d/f=1, a/b/c/e/", after="a/b/c/d/f=1, a/b/c/e/", disk="5 mkdir, place"),
    row(5, "edited here", start="a=1", here="a=22", after="a=22", cloud="put", sent=2, far_disk="place", disk=""),
    row(6, "edited there", start="a=1", there="a=22", after="a=22", disk="place", cloud="", debris="1"),
    row(7, "removed here", start="a=1, b=2", here="rm a", after="b=2", cloud="bin", bin="1", far_disk="discard"),
    row(8, "removed there", start="a=1, b=2", there="rm a", after="b=2", disk="discard", cloud="", debris="1"),
    row(9, "tree removed here", start="d/e/a=1, d/b=2, c=3", here="rm d", after="c=3", cloud="bin", bin="1 2"),
    row(9, "tree removed there", start="d/e/a=1, d/b=2, c=3", there="rm d", after="c=3", disk="4 discard", debris="1 2"),
    row(10, "emptied there", start="d/a=1", there="rm d/a", after="d/", disk="discard", cloud=""),
    row(11, "tree copied here", start=DEEP, here="cp t s", after=f"{DEEP}, {DEEP.replace('t/', 's/')}",
        cloud="7 put", sent=0, bin=""),
    row(14, "empty files both ways", here="a=", there="b=", after="a=, b=", disk="place", cloud="put", sent=0),
    row(16, "changes on both sides", start="a=1, b=1, c=1, d=1", here="a=2, n=5, rm d", there="b=3, m=6, rm c",
        after="a=2, b=3, m=6, n=5", disk="discard, 2 place", cloud="bin, 2 put", debris="1 1"),
    row(18, "touched here", start="a=1", here="touch a", after="a=1", disk="", cloud="", sent=0),
)  # fmt: skip
def test_row(case: Row, tmp_path: Path) -> None:
    """Both folders and the cloud end as the row says, at the cost it says."""
    play(tmp_path, case)


def test_row002_time_of_the_file_arrives(tmp_path: Path) -> None:
    """What is fetched has the time that it was saved at."""
    pair = Pair(tmp_path)
    pair.there.write("a", "1")
    os.utime(pair.there.path / "a", ns=(0, 1_234_567_890_123_456_789))
    pair.there.sync()
    pair.here.sync()
    assert (pair.here.path / "a").stat().st_mtime_ns == 1_234_567_890_123_456_789


def test_row006_replaced_in_one_moment(tmp_path: Path) -> None:
    """Who has the old file open reads the old bytes to the end: it was swapped, not written over."""
    pair = Pair(tmp_path, "a=1")
    with (pair.here.path / "a").open("rb") as old:
        pair.there.write("a", "22")
        pair.settle()
        assert old.read() == b"1"
    pair.check("a=22")


def test_row012_made_removed_made_again_is_one_upload(tmp_path: Path) -> None:
    """What happened between two looks is not repeated."""
    pair = Pair(tmp_path)
    for _ in range(2):
        pair.here.do("a=1")
        pair.here.do("rm a")
    pair.here.do("a=1")
    pair.here.sync()
    assert (pair.told(), pair.cloud.uploaded_bytes) == ("put", 1)
    pair.settle()
    pair.check("a=1")


def test_row015_hole_in_a_file(tmp_path: Path) -> None:
    """The bytes of a file with a hole arrive; whether the hole does is nobody's concern."""
    pair = Pair(tmp_path)
    with (pair.here.path / "a").open("wb") as file:
        file.seek(MANY_BYTES)
        file.write(b"end")
    pair.here.sync()
    pair.settle()
    assert (pair.there.path / "a").read_bytes() == bytes(MANY_BYTES) + b"end"


def test_row017_nothing_changed_nothing_done(tmp_path: Path) -> None:
    """No read, no write, not even a change of times."""
    pair = Pair(tmp_path, "a=1, d/b=2*")
    pair.here.sync()
    pair.here.watched.done.clear()
    before = {path: path.stat().st_ctime_ns for path in pair.here.path.rglob("*")}
    assert pair.here.sync() == 0
    assert not pair.here.watched.done
    assert {path: path.stat().st_ctime_ns for path in pair.here.path.rglob("*")} == before
    assert pair.cloud.ops == []


def test_row018_touched_file_is_read_once(tmp_path: Path) -> None:
    """After one look at its bytes the new time is what is known of it."""
    pair = Pair(tmp_path, "a=1")
    pair.here.do("touch a")
    pair.here.sync()
    assert pair.here.watched.done["read"] == 1
    pair.here.sync()
    assert pair.here.watched.done["read"] == 1


def test_row019_edit_that_hides_its_size_and_time(tmp_path: Path) -> None:
    """Other bytes of the same length under the old time are an edit all the same."""
    pair = Pair(tmp_path, "a=111")
    seen = (pair.here.path / "a").stat()
    pair.here.write("a", "222")
    os.utime(pair.here.path / "a", ns=(seen.st_atime_ns, seen.st_mtime_ns))
    pair.settle()
    pair.check("a=222")


def test_row020_appended_under_the_old_time(tmp_path: Path) -> None:
    """A longer file is an edit, whatever its time says."""
    pair = Pair(tmp_path, "a=111")
    seen = (pair.here.path / "a").stat()
    with (pair.here.path / "a").open("ab") as file:
        file.write(b"2")
    os.utime(pair.here.path / "a", ns=(seen.st_atime_ns, seen.st_mtime_ns))
    pair.settle()
    pair.check("a=1112")


def test_row021_older_time_is_an_edit_too(tmp_path: Path) -> None:
    """A file restored from a backup is newer than what it replaces, though its time is older."""
    pair = Pair(tmp_path, "a=new")
    pair.here.write("a", "old")
    pair.here.do("touch a")
    pair.settle()
    pair.check("a=old")


def test_row023_times_in_steps_of_two_seconds(tmp_path: Path) -> None:
    """What was just placed has the time that the volume could keep, and is no edit, also after a restart."""
    pair = Pair(tmp_path)
    pair.here.wrap_with(lambda side: FatSide(side, pair.here.path))
    pair.there.do("a=1, d/b=2")
    os.utime(pair.there.path / "a", ns=(0, 1_234_567_891_123_456_789))
    pair.there.sync()
    pair.here.sync()
    assert (pair.here.path / "a").stat().st_mtime_ns == 1_234_567_890_000_000_000
    pair.here.watched.done.clear()
    assert pair.here.sync() == 0
    pair.here.restart()
    assert pair.here.sync() == 0
    assert not pair.here.watched.done
    pair.here.do("a=22")
    pair.settle()
    pair.check("a=22, d/b=2")


def test_row024_metadata_of_a_record_is_no_change(tmp_path: Path) -> None:
    """A new version of a record that says the same, at another time, moves nothing and makes no conflict."""
    pair = Pair(tmp_path, "a=1")
    pair.here.do("a=2")
    (node,) = pair.cloud.nodes.values()
    pair.cloud.nodes[node.id] = type(node)(
        id=node.id, parent=node.parent, kind=node.kind, name=node.name, content=node.content,
        size_bytes=node.size_bytes, mtime_ns=node.mtime_ns + 5, version=node.version + 1,
    )  # fmt: skip
    pair.here.sync()
    assert not pair.here.watched.changes()
    assert pair.told() == "put"
    pair.settle()
    pair.check("a=2")
