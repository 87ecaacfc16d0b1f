"""Catalogue F: names that a disk cannot tell apart, spells its own way, or cannot carry."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from fakes.devices import ROOT_ID
from fakes.habits import DecomposedSide, FatSide, FoldingSide, LimitedSide, PickySide
from fakes.killing import Killed, Killer
from fakes.rows import COPY, COPY_2, Pair, Station
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


@pytest.mark.parametrize("stopped", [False, True], ids=["running", "row117-stopped"])
@pytest.mark.parametrize("start", ["a=", "a/", "a/x=1, b/x=1, b/y="], ids=["empty", "folder", "same-bytes"])
def test_row116_case_changed_where_inodes_say_nothing(tmp_path: Path, start: str, *, stopped: bool) -> None:
    """On FAT too it is one move, though neither an inode nor any bytes tell who is who."""
    pair = Pair(tmp_path, start)
    pair.here.wrap_with(lambda side: FatSide(FoldingSide(side, pair.here.path), pair.here.path))
    before = set(pair.cloud.nodes)
    pair.here.do("mv a A")
    if stopped:
        pair.here.restart()
    pair.here.sync()
    assert (pair.told(), set(pair.cloud.nodes)) == ("put", before)
    pair.settle()
    pair.check(start.replace("a", "A", 1))


@pytest.mark.parametrize("start", ["a=1", "a/, b=1", "a/x=1"], ids=["file", "empty-folder", "folder"])
def test_row118_replaced_there_by_one_of_another_case(tmp_path: Path, start: str) -> None:
    """A removal and a new thing of nearly the same name come to rest too where the two names are one."""
    pair = folding(tmp_path, start)
    pair.there.do("rm a")
    pair.there.sync()
    pair.there.do(start.replace("a", "A", 1).replace("1", "2"))
    pair.there.sync()
    pair.settle()
    pair.check(start.replace("a", "A", 1).replace("1", "2"))


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


@pytest.mark.parametrize("renamed", [False, True], ids=["made", "renamed"])
def test_row122_folders_that_hold_only_decomposed_folders(tmp_path: Path, *, renamed: bool) -> None:
    """Folders keep their ids where no child of a name as it was vouches for them."""
    pair = Pair(tmp_path)
    pair.here.wrap_with(DecomposedSide)
    pair.there.do(f"{COMPOSED}/{COMPOSED}/{COMPOSED}/")
    pair.there.sync()
    made = set(pair.cloud.nodes)
    pair.here.sync()
    if renamed:
        pair.here.do(f"mv {DECOMPOSED} d")
        pair.here.sync()
        pair.there.sync()
        pair.there.do(f"mv d {COMPOSED}")
        pair.there.sync()
        pair.here.sync()
    for _ in range(2):
        pair.here.restart()
        assert pair.here.sync() == 0
    assert set(pair.cloud.nodes) == made
    assert pair.there.sync() == 0


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


def test_row124_what_is_moved_to_another_spelling_stays_where_it_was_elsewhere(tmp_path: Path) -> None:
    """It is held like a new file, a folder with all in it: no conflict copy, no removal; and moves when it may."""
    pair = Pair(tmp_path, f"{COMPOSED}=1, d/a=2, b=3")
    pair.here.do(f"mv d {DECOMPOSED}")
    pair.settle()
    assert pair.cloud.paths() == {COMPOSED: b"1", "d": None, "d/a": b"2", "b": b"3"}
    assert (pair.here.path / DECOMPOSED / "a").read_text() == "2"
    before = set(pair.cloud.nodes)
    pair.here.restart()
    pair.here.do(f"{DECOMPOSED}/a=4, mv {COMPOSED} first")
    pair.settle()
    assert pair.cloud.paths() == {COMPOSED: None, f"{COMPOSED}/a": b"4", "first": b"1", "b": b"3"}
    assert set(pair.cloud.nodes) == before
    assert pair.there.paths() == pair.cloud.paths()


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


def twins(base: Path, start: str = "a=1, A=2") -> Pair:
    """Return a pair with names that differ in case alone, of which ``here`` does not tell them apart."""
    pair = folding(base)
    pair.there.do(start)
    pair.there.sync()
    pair.here.sync()
    pair.reset()
    return pair


def names(pair: Pair) -> dict[str, NodeId]:
    """Return the ids in the cloud by name."""
    return {node.name: node.id for node in pair.cloud.tree().values()}


def content_here(pair: Pair) -> dict[str, str]:
    """Return what ``here`` shows, the mark of its aliases as such."""
    return dict(line.replace(" (case conflict)", "~").split("=") for line in pair.here.shown())


def test_row119_two_names_that_are_one_here(tmp_path: Path) -> None:
    """The first has its name, the other an alias; both are here, the cloud hears nothing, a person is told."""
    pair = twins(tmp_path)
    keeps, other = sorted(names(pair), key=lambda name: names(pair)[name])
    assert sorted(content_here(pair)) == sorted([keeps, f"{other}~"])
    assert sorted(content_here(pair).values()) == ["1", "2"]
    assert problems(pair.here) == ["case_conflict"]
    for _ in range(3):
        pair.here.restart()
        assert pair.here.sync() == 0
    assert pair.told() == ""
    assert not pair.here.watched.changes()
    assert problems(pair.here) == ["case_conflict"]


def test_row119_edits_go_to_the_right_one(tmp_path: Path) -> None:
    """Both can be edited, on either side; nothing is doubled, no name in the cloud changes."""
    pair = twins(tmp_path)
    before = names(pair)
    for path in list(pair.here.paths()):
        pair.here.write(path, (pair.here.path / path).read_text() * 2)
    pair.here.sync()
    assert pair.told() == "2 put"
    pair.there.sync()
    assert pair.there.shown() == ["A=22", "a=11"]
    pair.there.do("A=222, a=111")
    pair.there.sync()
    pair.here.sync()
    assert sorted(content_here(pair).values()) == ["111", "222"]
    assert names(pair) == before
    assert pair.here.notices == []


def test_row119_conflict_of_an_aliased_file(tmp_path: Path) -> None:
    """Edited on both sides, the one with the alias makes a copy of its own name; all four are kept apart."""
    pair = twins(tmp_path)
    pair.there.do("A=222, a=111")
    pair.there.sync()
    for path in list(pair.here.paths()):
        pair.here.write(path, "mine " + (pair.here.path / path).read_text())
    pair.here.sync()
    pair.there.sync()
    assert pair.there.shown() == [f"A{COPY}=mine 2", "A=222", f"a{COPY_2}=mine 1", "a=111"]
    assert sorted(data or b"" for data in pair.there.paths().values()) == [b"111", b"222", b"mine 1", b"mine 2"]
    assert sorted(data or b"" for data in pair.here.paths().values()) == [b"111", b"222", b"mine 1", b"mine 2"]


@pytest.mark.parametrize("script", ["rm {first}", "mv {first} other"], ids=["removed", "renamed"])
@pytest.mark.parametrize("side", ["here", "there"])
def test_row119_alias_goes_when_the_name_is_free(tmp_path: Path, script: str, side: str) -> None:
    """With the other one away, the file gets its own name here, whoever did it."""
    pair = twins(tmp_path)
    first = min(names(pair), key=lambda name: names(pair)[name])
    other = next(name for name in names(pair) if name != first)
    station = pair.here if side == "here" else pair.there
    station.do(script.format(first=first))
    station.sync()
    pair.settle()
    left = {"a": "1", "A": "2"}[other]
    gone = {"a": "1", "A": "2"}[first]
    pair.check(f"{other}={left}" + (f", other={gone}" if script.startswith("mv") else ""))
    assert problems(pair.here) == []


@pytest.mark.parametrize("side", ["here", "there"])
def test_row119_aliased_file_is_removed(tmp_path: Path, side: str) -> None:
    """Removing the one with the alias removes that one and no other."""
    pair = twins(tmp_path)
    first = min(names(pair), key=lambda name: names(pair)[name])
    other = next(name for name in names(pair) if name != first)
    if side == "here":
        (pair.here.path / f"{other} (case conflict)").unlink()
        pair.here.sync()
    else:
        pair.there.do(f"rm {other}")
        pair.there.sync()
    pair.settle()
    pair.check(f"{first}={ {'a': '1', 'A': '2'}[first] }")
    assert pair.told() == "bin"


def test_row119_aliased_file_is_moved_here(tmp_path: Path) -> None:
    """Moved to another folder as it is, it has its own name there; renamed, it has the new one everywhere."""
    pair = twins(tmp_path, "a=1, A=2, d/x=3")
    first = min("aA", key=lambda name: names(pair)[name])
    other = "a" if first == "A" else "A"
    pair.here.do(f"mv {other} (case conflict) -> d/{other} (case conflict)")
    pair.here.sync()
    assert pair.told() == "put"
    pair.settle()
    both = {"a": "1", "A": "2"}
    pair.check(f"{first}={both[first]}, d/{other}={both[other]}, d/x=3")
    pair.here.do(f"mv d/{other} -> d/new")
    pair.settle()
    pair.check(f"{first}={both[first]}, d/new={both[other]}, d/x=3")


def test_row119_folders_that_are_one_here(tmp_path: Path) -> None:
    """Of two folders each keeps its own files, and what is saved in the one with the alias goes to the right one."""
    pair = twins(tmp_path, "d/x=1, D/x=2, D/e/y=3")
    assert sorted(pair.here.paths().values(), key=str) == sorted([b"1", b"2", b"3", None, None, None], key=str)
    for folder in sorted(pair.here.path.iterdir()):
        if folder.name != ".megadesk":
            (folder / "new").write_text((folder / "x").read_text() * 3)
    pair.here.sync()
    pair.there.sync()
    assert pair.there.shown() == ["D/e/y=3", "D/new=222", "D/x=2", "d/new=111", "d/x=1"]
    assert pair.told() == "2 put"


def test_row119_names_that_change_places(tmp_path: Path) -> None:
    """A swap of the two names there is a swap of what is called how here, and loses neither."""
    pair = twins(tmp_path)
    pair.there.do("mv a t, mv A a, mv t A")
    pair.there.sync()
    pair.here.sync()
    pair.there.sync()
    assert pair.there.shown() == ["A=1", "a=2"]
    assert {name.casefold() for name in content_here(pair)} == {"a", "a~"}
    assert {name.rstrip("~"): data for name, data in content_here(pair).items()} == {"A": "1", "a": "2"}
    assert pair.here.sync() == 0


@pytest.mark.parametrize("side", ["here", "there"])
def test_row121_folder_of_twins_is_removed(tmp_path: Path, side: str) -> None:
    """The folder goes with all in it, whatever it is called here; the bin has them under their own names."""
    pair = twins(tmp_path, "d/a=1, d/A=2, d/e/B/x=3, d/e/b/x=4, k=5")
    station = pair.here if side == "here" else pair.there
    station.do("rm d")
    station.sync()
    pair.settle()
    pair.check("k=5")
    assert sorted(data for data in pair.cloud.bin().values() if data) == [b"1", b"2", b"3", b"4"]
    assert {"d/a", "d/A", "d/e/B/x", "d/e/b/x"} <= pair.cloud.bin().keys()


def test_row119_killed_at_every_point(tmp_path: Path) -> None:
    """Wherever a device is killed while it gives out aliases, none of them becomes a file of its own."""
    for at in range(1, 40):
        base = tmp_path / str(at)
        base.mkdir()
        pair = folding(base)
        pair.there.do("a=1, A=2, d/x=3, D/y=4")
        pair.there.sync()
        killer = Killer(pair.here, at)
        killer.seen = 0
        with suppress(Killed):
            pair.here.sync()
        killer.is_dead = False
        pair.here.restart()
        pair.here.sync()
        pair.there.sync()
        assert pair.there.shown() == ["A=2", "D/y=4", "a=1", "d/x=3"], at
        if not killer.is_done:
            return
    raise AssertionError("the end was never reached")


def test_row119_alias_goes_on_a_disk_that_tells_them_apart(tmp_path: Path) -> None:
    """On another disk, where both names can be, both are."""
    pair = twins(tmp_path)
    pair.here.wrap_with(lambda side: side)
    pair.settle()
    pair.check("A=2, a=1")
