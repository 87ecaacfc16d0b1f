"""Files and folders that go from one pair's folder to another's: same id, no bytes, exactly once, whoever is first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from fakes.devices import BIN_ID, Cloud, Desk
from megadesk.model.ids import NodeId
from megadesk.model.pair import PairDirection
from megadesk.sync.neighbours import SCANS_KEPT, Neighbourhood
from megadesk.sync.resolve import resolve

LEFT, RIGHT = NodeId(b"L" * 16), NodeId(b"R" * 16)


class House:
    """Two pairs of one device, and the same two folders on another device far away."""

    def __init__(self, base: Path) -> None:
        self.cloud = Cloud()
        here, there = Neighbourhood(), Neighbourhood()
        self.left = Desk(base, "left", self.cloud, root=LEFT, neighbourhood=here)
        self.right = Desk(base, "right", self.cloud, root=RIGHT, neighbourhood=here)
        self.far_left = Desk(base, "far_left", self.cloud, root=LEFT, neighbourhood=there)
        self.far_right = Desk(base, "far_right", self.cloud, root=RIGHT, neighbourhood=there)

    @property
    def desks(self) -> Iterator[Desk]:
        """All four."""
        yield from (self.left, self.right, self.far_left, self.far_right)

    def settle_most(self) -> None:
        """Let all sync until nothing is left."""
        for _ in range(4):
            for desk in self.desks:
                desk.sync()

    def settle(self) -> None:
        """Let all sync until nothing is left, and check that both devices show what the cloud has."""
        self.settle_most()
        for desk in self.desks:
            assert desk.sync() == 0
        for near, far in ((self.left, self.far_left), (self.right, self.far_right)):
            assert near.paths() == far.paths() == self.cloud_paths(near.root)
            assert dict(near.folder.base).keys() == near.folder.local.keys()

    def cloud_paths(self, root: NodeId) -> dict[str, bytes | None]:
        """Return what a folder of the cloud holds."""
        paths = resolve(self.cloud.nodes.values(), root).paths().items()
        return {str(path): None if node.content is None else self.cloud.contents[node.content] for path, node in paths}

    def ids(self, root: NodeId) -> dict[str, NodeId]:
        """Return the ids of a folder of the cloud."""
        return {str(path): node.id for path, node in resolve(self.cloud.nodes.values(), root).paths().items()}

    def binned(self) -> list[str]:
        """Return the names of what is in the bin."""
        return sorted(node.name for node in self.cloud.nodes.values() if node.parent == BIN_ID)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A file and a folder in the left pair, everything in step."""
    made = House(tmp_path)
    made.left.write("a.txt", "alpha")
    made.left.write("d/b.txt", "beta")
    made.left.write("d/deep/c.txt", "gamma")
    made.right.write("old.txt", "old")
    made.settle()
    made.cloud.uploaded_bytes = 0
    made.cloud.ops.clear()
    return made


def moved(house: House) -> None:
    """Move the file and the folder over."""
    (house.left.path / "a.txt").rename(house.right.path / "z.txt")
    (house.left.path / "d").rename(house.right.path / "e")


def check_moved(house: House, before: dict[str, NodeId]) -> None:
    """Check that all of it is in the right pair, once, under its old ids, and that no byte was sent."""
    house.settle()
    assert house.left.paths() == {}
    assert house.right.paths() == {
        "old.txt": b"old", "z.txt": b"alpha", "e": None, "e/b.txt": b"beta", "e/deep": None, "e/deep/c.txt": b"gamma",
    }  # fmt: skip
    now = house.ids(RIGHT)
    assert {now["z.txt"], now["e"], now["e/b.txt"], now["e/deep"], now["e/deep/c.txt"]} == set(before.values())
    assert house.cloud.uploaded_bytes == 0
    assert not any(getattr(op, "manifest", None) for op in house.cloud.ops)
    assert house.binned() == []
    for desk in (house.left, house.right):
        assert desk.debris() == []


@pytest.mark.parametrize("first", ["left", "right"])
@pytest.mark.parametrize("crash", [False, True], ids=["", "crash"])
def test_move_keeps_ids_and_sends_nothing(house: House, first: str, *, crash: bool) -> None:
    """Whichever pair is first, and also if everything stops in between: one move, nothing lost, nothing sent."""
    before = house.ids(LEFT)
    moved(house)
    one, other = (house.left, house.right) if first == "left" else (house.right, house.left)
    one.sync()
    if first == "right":
        assert set(house.ids(RIGHT).values()) >= set(before.values())
    if crash:
        house.left.restart()
        house.right.restart()
    other.sync()
    check_moved(house, before)


@pytest.mark.parametrize("stop", range(6))
def test_crash_at_each_commit_of_the_taking_pair(house: House, stop: int) -> None:
    """Wherever the pair that takes over is stopped, the next start ends in the same."""
    before, left_to_go = house.ids(LEFT), [stop]
    moved(house)

    def crash() -> None:
        if not left_to_go[0]:
            raise KeyboardInterrupt
        left_to_go[0] -= 1

    house.right.store.at_commit = crash
    with suppress(KeyboardInterrupt):
        house.right.sync()
    house.right.store.at_commit = lambda: None
    house.left.sync()
    house.right.restart()
    house.left.restart()
    check_moved(house, before)


@pytest.mark.parametrize("first", ["left", "right"])
def test_scan_first_then_plan(house: House, first: str) -> None:
    """Both pairs have looked before either of them plans: the old one leaves alone what the new one has."""
    before = house.ids(LEFT)
    moved(house)
    house.left.look()
    house.right.look()
    one, other = (house.left, house.right) if first == "left" else (house.right, house.left)
    one.view.fetch()
    one.one_plan()
    if first == "left":
        assert house.cloud.ops == []
    other.sync()
    check_moved(house, before)


def test_new_pair_publishes_before_the_old_one_looks(house: House) -> None:
    """The old pair, whose view of its disk is of yesterday, neither discards nor bins what is gone already."""
    before = house.ids(LEFT)
    moved(house)
    house.right.sync()
    house.left.view.fetch()
    assert house.left.one_plan() is False
    check_moved(house, before)


def test_edited_elsewhere_meanwhile(house: House) -> None:
    """The other device's edit of a moved file arrives at its new place, and its new file in a moved folder too."""
    before = house.ids(LEFT)
    moved(house)
    house.far_left.write("a.txt", "alpha two")
    house.far_left.write("d/new.txt", "new")
    house.far_left.sync()
    house.right.sync()
    house.settle()
    assert house.right.paths()["z.txt"] == b"alpha two"
    assert house.right.paths()["e/new.txt"] == b"new"
    assert house.ids(RIGHT)["z.txt"] == before["a.txt"]
    assert house.left.paths() == {}


def test_removed_or_moved_elsewhere_meanwhile(house: House) -> None:
    """The move wins over a removal and over another move on the other device: it came last."""
    before = house.ids(LEFT)
    moved(house)
    (house.far_left.path / "a.txt").unlink()
    (house.far_left.path / "d").rename(house.far_left.path / "x")
    house.far_left.sync()
    house.right.sync()
    check_moved(house, before)


def test_one_file_removed_on_the_way(house: House) -> None:
    """What was taken out of the folder before it arrived is in the bin, not back."""
    (house.left.path / "d").rename(house.right.path / "e")
    (house.right.path / "e/b.txt").unlink()
    house.right.write("e/more.txt", "more")
    house.right.sync()
    house.settle()
    assert sorted(house.right.paths()) == ["e", "e/deep", "e/deep/c.txt", "e/more.txt", "old.txt"]
    assert house.binned() == ["b.txt"]


def test_what_the_new_pair_leaves_out_is_not_removed(house: House) -> None:
    """A file that the new pair ignores goes along in the cloud and stays on disk; nobody bins it."""
    house.right.write(".deskignore", "b.txt\n")
    house.settle_most()
    house.cloud.ops.clear()
    (house.left.path / "d").rename(house.right.path / "e")
    house.right.sync()
    house.left.sync()
    house.right.sync()
    assert (house.right.path / "e/b.txt").read_bytes() == b"beta"
    assert house.cloud_paths(RIGHT)["e/b.txt"] == b"beta"
    assert house.binned() == []
    assert house.left.debris() == house.right.debris() == []


@pytest.mark.parametrize("synced_between", [False, True], ids=["at_once", "synced_between"])
def test_there_and_back_again(house: House, *, synced_between: bool) -> None:
    """A file that comes back is the one it was, and is not discarded by either."""
    before = house.ids(LEFT)
    moved(house)
    house.left.look()
    house.right.look()
    if synced_between:
        house.settle()
    (house.right.path / "z.txt").rename(house.left.path / "a.txt")
    (house.right.path / "e").rename(house.left.path / "d")
    house.left.sync()
    house.right.sync()
    house.settle()
    assert house.ids(LEFT) == before
    assert house.right.paths() == {"old.txt": b"old"}
    assert house.cloud.uploaded_bytes == 0
    assert house.left.debris() == house.right.debris() == []
    assert house.left.folder.departures.nodes() == []


def test_hard_link_and_copy_are_new_files(house: House) -> None:
    """A second name of a file, and a copy of it, are files of their own; the old one stays where it is."""
    os.link(house.left.path / "a.txt", house.right.path / "linked.txt")
    (house.right.path / "copied.txt").write_bytes(b"alpha")
    before = house.ids(LEFT)
    house.right.sync()
    house.settle()
    assert house.ids(LEFT) == before
    assert len({*before.values(), *house.ids(RIGHT).values()}) == len(before) + 3


def test_edited_on_the_way_is_another_file(house: House) -> None:
    """Other bytes than were known are no move: the old one goes to the bin, the new one is sent."""
    (house.left.path / "a.txt").rename(house.right.path / "z.txt")
    house.right.write("z.txt", "something else")
    house.right.sync()
    house.settle()
    assert house.right.paths()["z.txt"] == b"something else"
    assert house.binned() == ["a.txt"]


@pytest.mark.parametrize("silent", ["left", "right"])
def test_pair_that_may_not_speak_is_left_alone(house: House, silent: str) -> None:
    """From or to a pair that only listens nothing is moved in the cloud."""
    before = house.ids(LEFT)
    desk = getattr(house, silent)
    desk.direction = PairDirection.DOWN
    moved(house)
    house.right.sync()
    house.left.sync()
    if silent == "left":
        assert house.ids(LEFT) == before
        assert not set(house.ids(RIGHT).values()) & set(before.values())
    else:
        assert set(house.ids(RIGHT)) == {"old.txt"}
        assert house.binned() == ["a.txt", "d"]


def test_paused_pair_keeps_its_files_in_the_cloud(house: House) -> None:
    """Nothing is moved out of the folder of a pair that is paused."""
    before = house.ids(LEFT)
    house.left.paused = True
    moved(house)
    house.right.sync()
    assert house.ids(LEFT) == before


def test_what_is_gone_is_forgotten_after_some_scans(house: House) -> None:
    """Departures are kept for two full scans, in the store too, and no longer."""
    moved(house)
    house.left.look()
    assert len(house.left.store.departed()) == 5
    for _ in range(SCANS_KEPT + 1):
        house.left.look()
    assert house.left.store.departed() == []


def test_pair_without_neighbours_writes_nothing_down(tmp_path: Path) -> None:
    """Alone on its volume, a pair knows what is gone until it has looked twice, and no store has to know it."""
    desk = Desk(tmp_path, "alone", Cloud(), neighbourhood=Neighbourhood())
    desk.write("a.txt", "alpha")
    desk.sync()
    (desk.path / "a.txt").unlink()
    desk.sync()
    assert [node.name for node in desk.folder.departures.nodes()] == ["a.txt"]
    for _ in range(SCANS_KEPT + 1):
        assert desk.store.departed() == []
        desk.look()
    assert desk.folder.departures.nodes() == []
    assert desk.folder.departures.dropped() == []
