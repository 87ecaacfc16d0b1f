"""After a crash or a lost answer, what this device took away itself is no removal by a person: others may bring it back.

That what it made, moved, placed and published is no edit by one is in test_executor.py.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fakes.devices import Cloud, Desk
from fakes.habits import FatSide
from megadesk.disk.local_side import DiskSide
from megadesk.model.errors import AccessDenied, FileBusy, ServerUnavailable
from megadesk.model.ids import NodeId
from megadesk.model.listing import Fingerprint, Listing, Unknown
from megadesk.model.relpath import RelPath, parents
from megadesk.model.tree import Node
from megadesk.model.values import replace
from megadesk.sync.ports import Side


class Two:
    """Two devices with the same few files. ``cut``: what the next flush, store or line does, once."""

    def __init__(self, base: Path) -> None:
        self.cloud = Cloud()
        self.ann, self.bob = Desk(base, "ann", self.cloud), Desk(base, "bob", self.cloud)
        for path in ("a", "d/b", "d/deep/c", "keep"):
            self.ann.write(path, path)
        self.settle()

    def settle(self) -> None:
        """Sync both until neither has anything to do, and fail unless all three hold the same."""
        for _ in range(10):
            if self.ann.sync() + self.bob.sync() == 0:
                assert self.ann.paths() == self.bob.paths() == self.cloud.paths()
                return
        raise AssertionError("they do not come to rest")

    def named(self, name: str) -> Node:
        """Return a node of the cloud, wherever it is."""
        return next(node for node in self.cloud.nodes.values() if node.name == name)

    def take_out(self, before: Node) -> None:
        """Take a node out of the bin, to where it was."""
        again = replace(before, version=self.cloud.nodes[before.id].version + 1)
        self.cloud.nodes[before.id] = again
        self.cloud.history.append(again)

    def plan_of(self, desk: Desk) -> None:
        """Let a device look and plan, and see it fail."""
        desk.look()
        desk.view.fetch()
        with pytest.raises(ServerUnavailable):
            desk.one_plan()


def _down() -> None:
    raise ServerUnavailable


@pytest.fixture
def two(tmp_path: Path) -> Two:
    """Two devices at rest."""
    return Two(tmp_path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


@pytest.mark.parametrize("name", ["a", "d"])
def test_crash_after_our_removal_is_not_a_person_s_removal(
    two: Two, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Removed elsewhere and here, then a crash, then taken out of the bin elsewhere: it comes back and stays."""
    before, there = two.named(name), two.ann.paths()
    _remove(two.ann.path / name)
    two.ann.sync()
    with monkeypatch.context() as crashing:
        crashing.setattr(two.bob.disk, "flush", _down)
        two.plan_of(two.bob)
    assert not (two.bob.path / name).exists()
    two.take_out(before)
    two.bob.restart()
    two.settle()
    assert two.bob.paths() == there


def test_removal_where_nobody_can_look_stays_in_doubt(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first look after the crash cannot read the folder: what was taken away in it is told by a later one."""
    before, there = two.named("b"), two.ann.paths()
    _remove(two.ann.path / "d" / "b")
    two.ann.sync()
    with monkeypatch.context() as crashing:
        crashing.setattr(two.bob.disk, "flush", _down)
        two.plan_of(two.bob)
    assert not (two.bob.path / "d" / "b").exists()
    two.take_out(before)
    two.bob.restart()
    with monkeypatch.context() as failing:
        failing.setattr(type(two.bob.disk), "scan", _cannot_read(RelPath("d")))
        two.bob.sync()
    two.settle()
    assert two.bob.paths() == there
    assert not two.bob.store.intents()


@pytest.mark.parametrize("name", ["a", "d"])
@pytest.mark.parametrize("dies", [False, True], ids=["lives", "dies"])
def test_lost_answer_to_our_removal_undoes_no_restore(two: Two, name: str, dies: bool) -> None:
    """Our removal was taken and we never heard: what somebody takes out of the bin meanwhile stays out of it."""
    before, there = two.named(name), two.bob.paths()
    _remove(two.ann.path / name)
    two.ann.view.after_publish = _down
    two.plan_of(two.ann)
    two.ann.view.after_publish = lambda: None
    assert name in two.cloud.bin()
    two.take_out(before)
    if dies:
        two.ann.restart()
    two.settle()
    assert two.ann.paths() == there


def test_what_is_put_back_after_a_lost_answer_stays(two: Two) -> None:
    """Our removal was taken and we never heard, and the file is back by hand: it is no file that others removed."""
    (two.ann.path / "a").rename(two.ann.path.parent / "elsewhere")
    two.ann.view.after_publish = _down
    two.plan_of(two.ann)
    two.ann.view.after_publish = lambda: None
    (two.ann.path.parent / "elsewhere").rename(two.ann.path / "a")
    two.settle()
    assert two.bob.paths()["a"] == b"a"


def test_what_moved_out_of_a_removed_folder_stays_known(two: Two) -> None:
    """Moved out and its folder removed in one go, the answer lost: base knows the one where it is, not the other."""
    (two.ann.path / "d" / "b").rename(two.ann.path / "b")
    shutil.rmtree(two.ann.path / "d")
    moved = two.named("b").id
    two.ann.view.after_publish = _down
    two.plan_of(two.ann)
    two.ann.view.after_publish = lambda: None
    two.settle()
    assert two.cloud.nodes[moved].parent == two.ann.root
    assert two.ann.paths() == {"a": b"a", "b": b"d/b", "keep": b"keep"}


def test_removal_that_was_not_taken_is_tried_again(two: Two) -> None:
    """Nothing is forgotten because of what was only intended: not here, not in the cloud, not after a restart."""
    shutil.rmtree(two.ann.path / "d")
    two.ann.view.before_publish = _down
    two.plan_of(two.ann)
    two.ann.view.before_publish = lambda: None
    two.ann.restart()
    two.settle()
    assert two.bob.paths() == {"a": b"a", "keep": b"keep"}
    assert not two.ann.store.intents()


def test_removal_that_is_not_wanted_any_more_leaves_no_intent(two: Two) -> None:
    """Not taken, and put back by hand: when another device removes it some day, it is gone here too."""
    (two.ann.path / "a").rename(two.ann.path.parent / "elsewhere")
    two.ann.view.before_publish = _down
    two.plan_of(two.ann)
    two.ann.view.before_publish = lambda: None
    (two.ann.path.parent / "elsewhere").rename(two.ann.path / "a")
    two.settle()
    assert not two.ann.store.intents()
    (two.bob.path / "a").unlink()
    two.settle()
    assert "a" not in two.cloud.paths()


def test_what_was_not_discarded_is_no_intent_for_long(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused removal that nobody wants any more: a person's own removal, a crash later, is a person's."""
    before = two.named("a")
    (two.ann.path / "a").unlink()
    two.ann.sync()

    def refuse(path: RelPath, *_arguments: object) -> None:
        raise AccessDenied(path=path)

    with monkeypatch.context() as refusing:
        refusing.setattr(two.bob.disk, "discard", refuse)
        two.bob.look_and_plan()
        two.take_out(before)
        two.bob.sync()
    assert not two.bob.store.intents()
    (two.bob.path / "a").unlink()
    two.bob.restart()
    two.settle()
    assert "a" not in two.cloud.paths()


def test_discard_that_waits_for_a_download_is_an_intent_until_it_is_none(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file makes room when another has arrived: until then it is written down; if it is wanted again, no more."""
    before = two.named("a")
    two.cloud.nodes[before.id] = replace(before, parent=two.bob.view.bin, version=before.version + 1)
    other = replace(before, id=NodeId(b"o" * 16), version=1, content=two.named("keep").content, size_bytes=4)
    two.cloud.nodes[other.id] = other
    two.cloud.history += [two.cloud.nodes[before.id], other]
    monkeypatch.setattr(two.bob.mover, "take", list)
    two.bob.look_and_plan()
    assert [(one.node.id, one.side, one.gone) for one in two.bob.store.intents()] == [(before.id, Side.DISK, True)]
    two.cloud.nodes[other.id] = replace(other, parent=two.bob.view.bin, version=2)
    two.cloud.history.append(two.cloud.nodes[other.id])
    two.take_out(before)
    two.bob.look_and_plan()
    assert two.bob.paths()["a"] == b"a"
    assert not two.bob.store.intents()


@pytest.mark.parametrize("is_done", [True, False])
def test_crash_while_a_file_that_was_edited_here_is_moved_loses_no_edit(
    two: Two, monkeypatch: pytest.MonkeyPatch, is_done: bool
) -> None:
    """Renamed elsewhere and edited here, and the end comes right before or after the rename: nobody agreed on that edit."""
    (two.ann.path / "a").rename(two.ann.path / "z")
    two.ann.sync()
    two.bob.write("a", "edited here")
    two.bob.look()
    two.bob.view.fetch()
    move = two.bob.disk.move

    def die(source: RelPath, target: RelPath, expected: Fingerprint) -> Fingerprint:
        if is_done:
            move(source, target, expected)
        raise KeyboardInterrupt

    with monkeypatch.context() as crashing:
        crashing.setattr(two.bob.disk, "move", die)
        with pytest.raises(KeyboardInterrupt):
            two.bob.one_plan()
    two.bob.restart()
    two.settle()
    assert two.cloud.paths()["z"] == b"edited here"


def test_crash_after_we_set_a_bit_is_nobody_s_edit(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set elsewhere and here, then a crash; removed elsewhere meanwhile: it goes here too, and no copy comes of it."""
    (two.ann.path / "a").chmod(0o700)
    two.ann.sync()
    two.bob.look()
    two.bob.view.fetch()
    real = two.bob.disk.set_executable

    def die(path: RelPath, executable: bool, expected: Fingerprint) -> Fingerprint:
        real(path, executable, expected)
        raise KeyboardInterrupt

    with monkeypatch.context() as crashing:
        crashing.setattr(two.bob.disk, "set_executable", die)
        with pytest.raises(KeyboardInterrupt):
            two.bob.one_plan()
    (two.ann.path / "a").unlink()
    two.ann.sync()
    two.bob.restart()
    two.settle()
    assert "a" not in two.cloud.paths()


def test_crash_after_one_made_room_for_another_is_no_conflict(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file left its name to another, both done and neither noted: each is what it was, and there is no copy."""
    before = two.named("a")
    (two.ann.path / "a").unlink()
    two.ann.sync()
    two.ann.write("a", "another one")
    two.ann.sync()
    _place_and_die(two.bob, monkeypatch)
    assert two.bob.paths()["a"] == b"another one"
    two.bob.restart()
    two.settle()
    assert two.cloud.nodes[before.id].parent == two.bob.view.bin
    assert two.ann.paths()["a"] == b"another one"
    assert sorted(two.ann.paths()) == ["a", "d", "d/b", "d/deep", "d/deep/c", "keep"]


@pytest.mark.parametrize(("path", "unread"), [("n", "n"), ("n/n", "n"), ("d/n", "d")])
def test_what_was_placed_and_cannot_be_read_after_a_crash_is_told_when_it_can(
    two: Two, monkeypatch: pytest.MonkeyPatch, path: str, unread: str
) -> None:
    """Placed and not noted; the first look cannot read it, and meanwhile it was removed elsewhere: it is nobody's file."""
    two.ann.write(path, "new")
    two.ann.sync()
    _place_and_die(two.bob, monkeypatch)
    assert path in two.bob.paths()
    two.bob.restart()
    with monkeypatch.context() as locking:
        if path == unread:
            locking.setattr(two.bob.disk, "digests", lambda entries: {entry.path: FileBusy() for entry in entries})
        else:
            locking.setattr(type(two.bob.disk), "scan", _cannot_read(RelPath(unread)))
        two.bob.look()
        assert two.bob.store.intents()
        two.bob.look_and_plan()
    (two.ann.path / path).unlink()
    if path == "n/n":
        (two.ann.path / "n").rmdir()
    two.ann.sync()
    two.settle()
    assert sorted(two.cloud.paths()) == ["a", "d", "d/b", "d/deep", "d/deep/c", "keep"]
    assert not two.bob.store.intents()


def test_where_something_else_stands_by_now_nothing_stays_in_doubt(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was placed gave way to a link, which is not synced: that is told, and no look waits to know more of it."""
    two.ann.write("n", "new")
    two.ann.sync()
    _place_and_die(two.bob, monkeypatch)
    (two.bob.path / "n").unlink()
    (two.bob.path / "n").symlink_to("a")
    two.bob.restart()
    two.bob.look()
    assert not two.bob.store.intents()


def _place_and_die(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Look, plan, and come to an end after one file was placed and before that is noted."""
    desk.look()
    desk.view.fetch()
    real = desk.disk.place

    def place(*arguments: Any) -> Fingerprint:
        real(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as crashing:
        crashing.setattr(desk.disk, "place", place)
        crashing.setattr(desk.store, "apply", lambda _change: None)
        with pytest.raises(KeyboardInterrupt):
            desk.one_plan()


def _cannot_read(folder: RelPath) -> Callable[..., Listing]:
    """Return a scan that may not look into a folder."""
    scan = DiskSide.scan

    def unreadable(side: DiskSide, *arguments: Any) -> Listing:
        seen = scan(side, *arguments)
        entries = {path: entry for path, entry in seen.entries.items() if folder not in (path, *parents(path))}
        return replace(seen, entries=entries, unknown={folder: Unknown(folder, "unreadable")})

    return unreadable


def _mounted_anew(folder: Path) -> None:
    """Give every file in a folder another inode, and leave the rest of it as it was."""
    for path in sorted(one for one in folder.iterdir() if one.is_file()):
        shutil.copy2(path, folder / "copy")
        (folder / "copy").replace(path)


@pytest.mark.parametrize("text", ["the same", ""])
def test_what_was_still_to_go_where_no_inode_lasts_does_not_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """Copies of one file are removed elsewhere, and the end comes after the first of them here: the others go as well."""
    cloud = Cloud()
    ann, bob = Desk(tmp_path, "ann", cloud), Desk(tmp_path, "bob", cloud, lambda side: FatSide(side, tmp_path / "bob"))
    for name in ("keep", "one", "two", "three"):
        ann.write(name, text)
    for desk in (ann, bob):
        desk.sync()
    for name in ("one", "two", "three"):
        (ann.path / name).unlink()
    ann.sync()
    bob.look()
    bob.view.fetch()
    discard, done = bob.side.discard, list[RelPath]()

    def die(path: RelPath, *arguments: Any) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(path)
        discard(path, *arguments)

    with monkeypatch.context() as crashing:
        crashing.setattr(bob.side, "discard", die)
        with pytest.raises(KeyboardInterrupt):
            bob.one_plan()
    assert len(bob.paths()) == 3
    _mounted_anew(bob.path)
    bob.restart()
    for desk in (bob, ann):
        desk.sync()
    assert ann.paths() == bob.paths() == cloud.paths() == {"keep": text.encode()}


@pytest.mark.parametrize("way", ["removed", "swapped"])
def test_what_cannot_be_read_where_it_was_to_give_way_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """The end comes before anything was done here, and another program has the files open then: nothing is concluded."""
    cloud = Cloud()
    ann, bob = Desk(tmp_path, "ann", cloud), Desk(tmp_path, "bob", cloud, lambda side: FatSide(side, tmp_path / "bob"))
    for name in "xy":
        ann.write(name, name)
    for desk in (ann, bob):
        desk.sync()
    if way == "removed":
        for name in "xy":
            (ann.path / name).unlink()
    else:
        for source, target in ("xz", "yx", "zy"):
            (ann.path / source).rename(ann.path / target)
    ann.sync()
    there = cloud.paths()
    bob.look()
    bob.view.fetch()

    def die(*_arguments: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as crashing:
        for step in ("discard", "step_aside"):
            crashing.setattr(bob.side, step, die)
        with pytest.raises(KeyboardInterrupt):
            bob.one_plan()
    _mounted_anew(bob.path)
    bob.restart()
    with monkeypatch.context() as locking:
        locking.setattr(bob.disk, "digests", lambda entries: {entry.path: FileBusy() for entry in entries})
        bob.sync()
        assert cloud.paths() == there
        assert bob.paths() == {"x": b"x", "y": b"y"}
    for desk in (bob, ann):
        desk.sync()
    assert ann.paths() == bob.paths() == cloud.paths() == there
