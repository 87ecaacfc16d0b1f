"""Catalogue F: names that a disk cannot tell apart, spells its own way, or cannot carry."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fakes.devices import ROOT_ID
from fakes.habits import DecomposedSide, FoldingSide, LimitedSide, PickySide
from fakes.rows import Pair, Station
from megadesk.model.ids import NodeId
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind, Node
from megadesk.sync.ports import VolumeTraits

COMPOSED, DECOMPOSED = "caf\u00e9", "cafe\u0301"


def folding(base: Path, start: str = "") -> Pair:
    """Return a pair of which ``here`` does not tell upper from lower case."""
    pair = Pair(base, start)
    fold(pair.here)
    return pair


def fold(station: Station) -> None:
    """Give a station a volume that does not tell upper from lower case."""
    station.wrap_with(lambda side: FoldingSide(side, station.path))


def problems(station: Station) -> list[str]:
    """Return what a person is told about what is not as it should be."""
    held = [hold.error.code for hold in station.executor.holds.values()]
    return sorted([*(one.code for one in station.plans[-1].problems), *held])


@pytest.mark.parametrize("stopped", [False, True], ids=["running", "row117-stopped"])
@pytest.mark.parametrize("start", ["a=1", "a/x=1"], ids=["file", "folder"])
def test_row116_case_changed_here(tmp_path: Path, start: str, *, stopped: bool) -> None:
    """Changing a letter from lower to upper case is one move."""
    pair = folding(tmp_path, start)
    pair.here.do("mv a A")
    if stopped:
        pair.here.restart()
    pair.here.sync()
    assert (pair.told(), pair.cloud.uploaded_bytes) == ("put", 0)
    pair.settle()
    pair.check(start.replace("a", "A", 1))


@pytest.mark.parametrize("start", ["a=1", "a/x=1"], ids=["file", "folder"])
def test_row118_case_changed_there(tmp_path: Path, start: str) -> None:
    """A disk that does not tell the names apart shows the new one, by one rename."""
    pair = folding(tmp_path, start)
    pair.there.do("mv a A")
    pair.there.sync()
    pair.here.sync()
    assert pair.here.watched.changes() == {"move": 1}
    pair.settle()
    pair.check(start.replace("a", "A", 1))
    assert pair.cloud.uploaded_bytes == 0


def test_row122_disk_that_decomposes_names(tmp_path: Path) -> None:
    """What comes back in another spelling is the same node: nothing is sent, nothing renamed to and fro."""
    pair = Pair(tmp_path)
    pair.here.wrap_with(DecomposedSide)
    pair.there.do(f"{COMPOSED}=1, {COMPOSED}-d/{COMPOSED}=2")
    pair.there.sync()
    pair.here.sync()
    assert (pair.here.path / DECOMPOSED).read_text() == "1"
    pair.here.watched.changes()
    for _ in range(3):
        pair.here.restart()
        assert pair.here.sync() == 0
    assert not pair.here.watched.changes()
    pair.here.do(f"{DECOMPOSED}=22")
    pair.here.sync()
    pair.there.sync()
    assert pair.there.shown() == [f"{COMPOSED}-d/{COMPOSED}=2", f"{COMPOSED}=22"]


def test_row124_two_spellings_of_one_name(tmp_path: Path) -> None:
    """Where a disk holds both, the first is the node; the other is held with its reason, and nothing happens to it."""
    pair = Pair(tmp_path)
    pair.here.do(f"{COMPOSED}=1")
    pair.here.sync()
    pair.here.do(f"{DECOMPOSED}=2, d/{DECOMPOSED}=3, d/{COMPOSED}=4")
    pair.settle()
    assert pair.cloud.paths() == {COMPOSED: b"1", "d": None, f"d/{COMPOSED}": b"3"}
    assert (pair.here.path / DECOMPOSED).read_text() == "2"
    reasons = {str(path): unknown.reason for path, unknown in pair.here.folder.unknown.items()}
    assert reasons == {DECOMPOSED: "unicode_conflict", f"d/{COMPOSED}": "unicode_conflict"}


def test_row124_held_spelling_takes_over_when_the_first_is_gone(tmp_path: Path) -> None:
    """With the first removed or renamed, the other is an ordinary file."""
    pair = Pair(tmp_path, f"{COMPOSED}=1")
    pair.here.do(f"{DECOMPOSED}=2")
    pair.settle()
    pair.here.do(f"mv {COMPOSED} first")
    pair.settle()
    assert pair.cloud.paths() == {COMPOSED: b"2", "first": b"1"}


@pytest.mark.parametrize("name", ["CON", "a:b", "dot.", "blank ", "nul.txt", "q?", "d:/x"])
def test_row125_name_that_this_disk_cannot_carry(tmp_path: Path, name: str) -> None:
    """It is held with a reason, never renamed, and never removed there; its neighbours arrive."""
    pair = Pair(tmp_path)
    pair.here.wrap_with(PickySide)
    pair.there.write(name, "1")
    pair.there.do("ok=2")
    pair.there.sync()
    for _ in range(3):
        pair.here.one_round()
    assert pair.here.shown() == ["ok=2"]
    assert "bad_name" in problems(pair.here)
    assert pair.there.sync() == 0
    assert name in pair.cloud.paths()


def test_row126_renamed_to_a_name_that_can_be(tmp_path: Path) -> None:
    """Renamed there, it arrives."""
    pair = Pair(tmp_path)
    pair.here.wrap_with(PickySide)
    pair.there.write("a:b", "1")
    pair.there.sync()
    pair.here.one_round()
    (pair.there.path / "a:b").rename(pair.there.path / "ab")
    pair.settle()
    pair.check("ab=1")
    assert problems(pair.here) == []


def test_row127_name_too_long_for_this_disk(tmp_path: Path) -> None:
    """It is held, its neighbours arrive; shortened, it arrives too."""
    pair = Pair(tmp_path)
    pair.here.wrap_with(lambda side: LimitedSide(side, VolumeTraits(name_max_bytes=100)))
    pair.there.do(f"{'n' * 101}=1, {'d' * 101}/x=2, ok=3")
    pair.there.sync()
    pair.here.sync()
    assert pair.here.shown() == ["ok=3"]
    assert problems(pair.here) == ["name_too_long", "name_too_long"]
    pair.there.do(f"mv {'n' * 101} n, mv {'d' * 101} d")
    pair.settle()
    pair.check("d/x=2, n=1, ok=3")


def test_row128_name_that_is_no_unicode(tmp_path: Path) -> None:
    """Nothing is done with it, and its folder stays for its sake."""
    pair = Pair(tmp_path, "d/a=1")
    odd = pair.here.path / "d" / os.fsdecode(b"\xff\xfe")
    odd.write_text("2")
    pair.here.sync()
    pair.there.do("rm d")
    pair.there.sync()
    pair.here.sync()
    assert odd.read_text() == "2"
    assert pair.here.debris() == [b"1"]
    assert [one.reason for one in pair.here.folder.unknown.values()] == ["not_unicode"]
    assert pair.cloud.paths() == {}


@pytest.mark.parametrize("name", ["..", "a/../../out", "x/y", ".megadesk", ".MEGADESK", "nul\0l", "."])
def test_row130_name_that_leads_elsewhere(tmp_path: Path, name: str) -> None:
    """A record with such a name makes nothing, here or elsewhere; the others arrive."""
    pair = folding(tmp_path)
    pair.there.do("ok=1")
    pair.there.sync()
    before = {path for path in tmp_path.rglob("*") if ".megadesk" in path.parts or path.parent == tmp_path}
    bad = NodeId(b"evil".ljust(16))
    for key, node in {
        bad: Node(id=bad, parent=ROOT_ID, kind=Kind.FOLDER, name=name, version=1),
        NodeId(b"in".ljust(16)): Node(id=NodeId(b"in".ljust(16)), parent=bad, kind=Kind.FOLDER, name="in", version=1),
    }.items():
        pair.cloud.nodes[key] = node
    for _ in range(3):
        pair.here.one_round()
    assert pair.here.shown() == ["ok=1"]
    assert problems(pair.here)
    assert {path for path in tmp_path.rglob("*") if ".megadesk" in path.parts or path.parent == tmp_path} == before
    assert not pair.here.folder.unknown.get(RelPath("in"))
