"""Catalogue H: links, permissions, and what is neither file nor folder."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from fakes.habits import BlindSide, FatSide
from fakes.rows import Pair, Row, Station, catalogued, play, row
from fakes.volumes import frozen
from megadesk.model.relpath import RelPath


@catalogued(
    row(149, "bit set here", start="a=1", here="chmod +x a", after="a=1*", cloud="put", sent=0, far_disk="bit"),
    row(149, "bit cleared there", start="a=1*", there="chmod -x a", after="a=1", cloud="", disk="bit"),
    row(149, "bit here bytes there", start="a=1", here="chmod +x a", there="a=22", after="a=22*", disk="place",
        cloud="put", sent=0),
)  # fmt: skip
def test_row(case: Row, tmp_path: Path) -> None:
    """Both folders and the cloud end as the row says, at the cost it says."""
    play(tmp_path, case)


def test_row149_disk_without_the_bit_keeps_it_in_the_record(tmp_path: Path) -> None:
    """Who edits a program on a disk that knows no such bit does not take it away from the others."""
    pair = Pair(tmp_path, "a=1*, b=2")
    pair.here.wrap_with(lambda side: FatSide(side, pair.here.path))
    pair.here.sync()
    assert pair.told() == ""
    pair.here.write("a", "22")
    pair.settle()
    assert pair.there.shown() == ["a=22*", "b=2"]


@pytest.mark.parametrize("leads_to", ["file", "folder", "nowhere"])
def test_row145_link_is_skipped_with_its_reason(tmp_path: Path, leads_to: str) -> None:
    """A link is not followed and not sent, what it leads to is not touched, and its folder stays for its sake."""
    pair = Pair(tmp_path, "d/a=1")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x").write_text("2")
    target = {"file": outside / "x", "folder": outside, "nowhere": outside / "none"}[leads_to]
    (pair.here.path / "d" / "link").symlink_to(target)
    pair.here.sync()
    assert pair.told() == ""
    assert pair.here.folder.unknown[RelPath("d/link")].reason == "symlink"
    pair.there.do("rm d")
    pair.there.sync()
    pair.here.sync()
    assert (pair.here.path / "d" / "link").readlink() == target
    assert (outside / "x").read_text() == "2"
    assert pair.here.debris() == [b"1"]
    assert pair.cloud.paths() == {}


def test_row146_folder_on_the_way_is_now_a_link(tmp_path: Path) -> None:
    """Whatever is decided for what was below it, nothing is written or removed where the link leads."""
    pair = Pair(tmp_path, "d/a=1, d/b=2")
    outside = tmp_path / "outside"
    (pair.here.path / "d").rename(outside)
    pair.here.looking.observe(None)
    (pair.here.path / "d").symlink_to(outside)
    pair.there.do("d/a=11, rm d/b, d/n=3")
    pair.there.sync()
    for _ in range(3):
        pair.here.one_round()
    assert {path.name: path.read_text() for path in outside.iterdir()} == {"a": "1", "b": "2"}
    assert (pair.here.path / "d").is_symlink()


def test_row146_link_comes_after_the_plan(tmp_path: Path) -> None:
    """A link that takes the place of a folder between plan and step stops the step."""
    pair = Pair(tmp_path, "d/a=1, d/b=2")
    pair.there.do("d/a=11, rm d/b")
    pair.there.sync()
    outside = tmp_path / "outside"

    def swap(_what: str, _path: RelPath) -> None:
        if not outside.exists():
            (pair.here.path / "d").rename(outside)
            (pair.here.path / "d").symlink_to(outside)

    pair.here.watched.refuse = swap
    for _ in range(3):
        pair.here.one_round()
    assert {path.name: path.read_text() for path in outside.iterdir()} == {"a": "1", "b": "2"}


def special_files(station: Station) -> None:
    """Make a pipe and a socket."""
    os.mkfifo(station.path / "d" / "pipe")
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(station.path / "d")
        made.bind("socket")
        os.chdir(here)


def test_row148_pipes_and_sockets_are_skipped(tmp_path: Path) -> None:
    """Nobody waits for a pipe that nobody writes to; what is special is told and stays."""
    pair = Pair(tmp_path, "d/a=1")
    special_files(pair.here)
    pair.here.sync()
    assert {str(path): one.reason for path, one in pair.here.folder.unknown.items()} == {
        "d/pipe": "special_file",
        "d/socket": "special_file",
    }
    pair.there.do("rm d")
    pair.there.sync()
    pair.here.sync()
    assert sorted(path.name for path in (pair.here.path / "d").iterdir()) == ["pipe", "socket"]
    assert pair.cloud.paths() == {}


def test_row151_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    """What is in it waits with a reason, its neighbours go on, and nothing counts as removed."""
    pair = Pair(tmp_path, "d/a=1, d/b=2, e/a=1")
    pair.there.do("d/a=11, rm d/b, d/n=3, e/a=11")
    pair.there.sync()
    pair.reset()
    with frozen(pair.here.path / "d"):
        for _ in range(3):
            pair.here.one_round()
        assert pair.here.shown() == ["d/a=1", "d/b=2", "e/a=11"]
        assert {hold.error.code for hold in pair.here.executor.holds.values()} == {"access_denied"}
    assert pair.told() == ""
    assert pair.here.executor.touched([RelPath("d")])
    pair.settle()
    pair.check("d/a=11, d/n=3, e/a=11")


def test_row152_folder_that_cannot_be_read(tmp_path: Path) -> None:
    """What is in it is unknown: nothing is removed anywhere, and what others change in it waits."""
    pair = Pair(tmp_path, "d/a=1, d/b=2, e=3")
    pair.here.wrap_with(lambda side: BlindSide(side, RelPath("d")))
    pair.there.do("d/a=11, e=33")
    pair.there.sync()
    pair.reset()
    for _ in range(3):
        pair.here.one_round()
    assert pair.told() == ""
    assert pair.here.shown() == ["d/a=1", "d/b=2", "e=33"]
    pair.here.wrap_with(lambda side: side)
    pair.settle()
    pair.check("d/a=11, d/b=2, e=33")
