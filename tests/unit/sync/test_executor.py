"""Plans carried out on a real disk, devices against each other over a journal in memory."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from fakes.devices import BIN_ID, Cloud, Desk
from megadesk.disk import staging as staging_module
from megadesk.model.errors import (
    AccessDenied,
    BadName,
    Cancelled,
    DecisionNeeded,
    DiskFull,
    FileBusy,
    Forged,
    Malformed,
    MegadeskError,
    MissingBlock,
    Quarantined,
    ServerUnavailable,
    Stale,
)
from megadesk.model.ids import NodeId
from megadesk.model.listing import Fingerprint
from megadesk.model.manifest import BLOCK_BYTES, Manifest
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import ContentKey, Direction, DownloadJob, StagedFile, TransferResult, Wished
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
from megadesk.sync import asking, publishing
from megadesk.sync.events import Advanced
from megadesk.sync.granularity import NS_PER_MS, Granularity
from megadesk.sync.plan import Plan
from megadesk.sync.ports import Published, RemoteOp, TreeChange
from megadesk.sync.stopping import Stopped
from megadesk.sync.structure import Structure


class Two:
    """Two devices and what they share."""

    def __init__(self, base: Path) -> None:
        self.cloud = Cloud()
        self.ann, self.bob = Desk(base, "ann", self.cloud), Desk(base, "bob", self.cloud)

    def settle(self) -> None:
        """Sync both until neither has anything to do."""
        for _ in range(10):
            if self.ann.sync() + self.bob.sync() == 0:
                return
        raise AssertionError("they do not come to rest")

    def check_equal(self) -> None:
        """Fail unless both folders and the cloud hold the same."""
        assert self.ann.paths() == self.bob.paths() == self.cloud.paths()


@pytest.fixture
def two(tmp_path: Path) -> Two:
    """Two devices with the same small folder."""
    made = Two(tmp_path)
    made.ann.write("a.txt", "alpha")
    made.ann.write("docs/b.txt", "beta")
    made.ann.write("docs/deep/c.txt", "gamma")
    made.settle()
    made.check_equal()
    return made


def test_files_and_folders_arrive(two: Two) -> None:
    """What one device saves stands on the other, folders too, and nothing is left to do."""
    assert two.bob.paths() == {
        "a.txt": b"alpha",
        "docs": None,
        "docs/b.txt": b"beta",
        "docs/deep": None,
        "docs/deep/c.txt": b"gamma",
    }
    assert two.ann.sync() == two.bob.sync() == 0


def test_more_than_is_asked_for_at_once_arrives(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first sync of more files than the mover is asked for at a time is complete in one plan, both ways."""
    monkeypatch.setattr(asking, "ASKED_AT_ONCE", 2)
    for number in range(9):
        two.ann.write(f"{number}.txt", f"text {number}")
    two.settle()
    two.check_equal()
    assert len(two.bob.paths()) == 5 + 9


def test_edit_travels_and_the_old_bytes_are_kept(two: Two) -> None:
    """An edit replaces the file on the other device; what was there is in its debris."""
    two.ann.write("a.txt", "alpha two")
    two.settle()
    two.check_equal()
    assert two.bob.debris() == [b"alpha"]


def test_removal_travels_and_is_kept(two: Two) -> None:
    """A removed folder goes in one operation; its files are in the debris of the other device."""
    before = two.cloud.commits
    for name in ("b.txt", "deep/c.txt"):
        (two.ann.path / "docs" / name).unlink()
    (two.ann.path / "docs" / "deep").rmdir()
    (two.ann.path / "docs").rmdir()
    two.ann.sync()
    assert two.cloud.commits == before + 1
    two.settle()
    two.check_equal()
    assert two.bob.debris() == [b"beta", b"gamma"]


def test_folder_rename_moves_no_bytes(two: Two) -> None:
    """A renamed folder is one operation here and there, and uploads nothing."""
    sent, commits = two.cloud.uploaded_bytes, two.cloud.commits
    (two.ann.path / "docs").rename(two.ann.path / "papers")
    two.settle()
    two.check_equal()
    assert (two.cloud.uploaded_bytes, two.cloud.commits) == (sent, commits + 1)
    assert not two.bob.debris()


def test_touch_does_nothing(two: Two) -> None:
    """A new modification time with the same bytes is no change."""
    commits = two.cloud.commits
    os.utime(two.ann.path / "a.txt", (1, 1))
    assert two.ann.sync() == 0
    assert two.cloud.commits == commits


def test_both_edit_keeps_both(two: Two) -> None:
    """Of two edits the first published keeps the name, the other becomes a copy that both devices have."""
    two.ann.write("a.txt", "ann's")
    two.bob.write("a.txt", "bob's")
    two.settle()
    two.check_equal()
    assert two.bob.paths()["a.txt"] == b"ann's"
    assert two.bob.paths()["a (conflicted copy bob 2026-11-20 140503).txt"] == b"bob's"


def test_edit_beats_removal(two: Two) -> None:
    """A file edited here and removed there stays, with its new bytes, on both."""
    (two.ann.path / "a.txt").unlink()
    two.bob.write("a.txt", "still needed")
    two.settle()
    two.check_equal()
    assert two.ann.paths()["a.txt"] == b"still needed"


def test_swap_of_two_names(two: Two) -> None:
    """Two files that swap names swap them on the other device, without sending a byte."""
    two.ann.write("x", "one")
    two.ann.write("y", "two")
    two.settle()
    sent = two.cloud.uploaded_bytes
    (two.ann.path / "x").rename(two.ann.path / "z")
    (two.ann.path / "y").rename(two.ann.path / "x")
    (two.ann.path / "z").rename(two.ann.path / "y")
    two.settle()
    two.check_equal()
    assert two.bob.paths()["x"] == b"two"
    assert two.cloud.uploaded_bytes == sent


@pytest.mark.parametrize("way", ["swap", "crash"])
def test_edit_of_what_stands_in_the_stage_travels(two: Two, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """A program that has a file open writes to it while it is aside for a swap of names: it is an edit of that file."""
    for name in "xy":
        two.ann.write(name, name)
    two.settle()
    for source, target in ("xz", "yx", "zy"):
        (two.ann.path / source).rename(two.ann.path / target)
    two.ann.sync()
    disk, handles = two.bob.disk, {name: os.open(two.bob.path / name, os.O_WRONLY) for name in "xy"}
    real = disk.step_aside

    def step_aside(path: RelPath, node: NodeId, expected: Fingerprint) -> None:
        real(path, node, expected)
        os.write(handles[path], b"edited")
        if way == "crash":
            raise ServerUnavailable

    monkeypatch.setattr(disk, "step_aside", step_aside)
    two.bob.looking.observe(None)
    two.bob.view.fetch()
    if way == "crash":
        monkeypatch.setattr(Structure, "_empty_stage", lambda _structure: None)
        with pytest.raises(ServerUnavailable):
            two.bob.one_plan()
        monkeypatch.undo()
        two.bob.restart()
    two.settle()
    two.check_equal()
    assert b"edited" in two.cloud.paths().values()
    assert len([name for name in two.cloud.paths() if name in "xy"]) == 2


def test_nothing_is_placed_with_a_time_that_the_next_write_would_leave(two: Two) -> None:
    """On FAT a write of the same size, right after a file of the same moment was placed, could be seen by nobody."""
    two.ann.write("new", "from ann")
    two.ann.sync()
    made_ns = next(node.mtime_ns for node in two.cloud.nodes.values() if node.name == "new")
    now_ms = made_ns // NS_PER_MS + 500
    granularity = Granularity(2_000_000_000, lambda: now_ms)
    two.bob.executor._cargo._granularity = granularity
    two.settle()
    two.check_equal()
    assert granularity.young_ms((two.bob.path / "new").stat().st_mtime_ns) == 0
    assert next(node.mtime_ns for node in two.cloud.nodes.values() if node.name == "new") == made_ns


def test_file_becomes_folder(two: Two) -> None:
    """A file replaced by a folder of the same name is replaced on the other device too."""
    (two.ann.path / "a.txt").unlink()
    two.ann.write("a.txt/inside", "now a folder")
    two.settle()
    two.check_equal()
    assert two.bob.debris() == [b"alpha"]


def test_first_link_of_two_folders_loses_nothing(tmp_path: Path) -> None:
    """Two folders with different content become their union; equal files are adopted, differing ones both kept."""
    made = Two(tmp_path)
    for desk, own in ((made.ann, "from ann"), (made.bob, "from bob")):
        desk.write("same.txt", "equal bytes")
        desk.write("differs.txt", own)
        desk.write(f"{desk.name}/only.txt", own)
    made.settle()
    made.check_equal()
    values = list(made.ann.paths().values())
    assert values.count(b"equal bytes") == 1
    assert {b"from ann", b"from bob"} <= set(values)
    assert not made.ann.debris()
    assert not made.bob.debris()


def test_file_that_changed_before_it_was_placed_is_kept(two: Two) -> None:
    """A download never replaces bytes that the plan had not seen."""
    two.ann.write("a.txt", "from ann")
    two.ann.sync()
    desk = two.bob
    desk.looking.observe(None)
    desk.view.fetch()
    desk.write("a.txt", "written at the last moment")
    desk.one_plan()
    assert desk.paths()["a.txt"] == b"written at the last moment"
    two.settle()
    two.check_equal()
    assert {b"from ann", b"written at the last moment"} <= set(two.ann.paths().values())


def test_busy_file_holds_nobody_else_up(two: Two) -> None:
    """A file that cannot be read now is tried again later; its neighbours go at once."""
    two.ann.write("busy.txt", "being written")
    two.ann.write("ready.txt", "done")
    two.ann.looking.observe(None)
    two.ann.view.fetch()
    busy = next(known.node for known in two.ann.folder.local.values() if known.node.name == "busy.txt")
    two.ann.mover.fail = lambda key: FileBusy() if key.node == busy.id else None
    two.ann.one_plan()
    assert "ready.txt" in two.cloud.paths()
    assert busy.id in two.ann.executor.held_now()
    two.ann.mover.fail = lambda _key: None
    two.settle()
    two.check_equal()


def test_what_people_cancelled_is_not_even_asked_for(two: Two) -> None:
    """All of it is held at the beginning of a plan, without a word to the mover; taken back, it is sent."""
    for name in ("one.txt", "two.txt", "three.txt"):
        two.ann.write(name, name)
    two.ann.looking.observe(None)
    two.ann.view.fetch()
    new = {
        known.node.id: known.node.content
        for known in two.ann.folder.local.values()
        if known.node.name in "one.txt two.txt"
    }
    two.ann.mover.wishes = Wished(cancelled={node: content for node, content in new.items() if content is not None})
    asked: list[ContentKey] = []
    two.ann.mover.fail = asked.append
    two.ann.one_plan()
    assert "three.txt" in two.cloud.paths()
    assert new.keys().isdisjoint(key.node for key in asked)
    assert {two.ann.executor.holds[node].error.code for node in new} == {"cancelled"}
    two.ann.mover.wishes = Wished()
    two.ann.executor.holds.retry(list(new))
    assert new.keys().isdisjoint(two.ann.executor.holds)
    two.settle()
    two.check_equal()


def test_what_was_taken_back_before_it_was_heard_of_is_asked_for_again(two: Two) -> None:
    """A person cancels and tries again at once: the pair hears of the end of a transfer that nobody wants ended."""
    two.ann.write("quick.txt", "cancelled and tried again")
    tries: list[ContentKey] = []

    def once(key: ContentKey) -> MegadeskError | None:
        tries.append(key)
        return Cancelled() if len(tries) == 1 else None

    two.ann.mover.fail = once
    two.ann.looking.observe(None)
    two.ann.view.fetch()
    two.ann.one_plan()
    assert len(tries) == 2
    assert "quick.txt" in two.cloud.paths()
    assert not two.ann.executor.holds


def test_damaged_content_changes_nothing(two: Two) -> None:
    """A file whose blocks are gone on the server keeps its old bytes here, and siblings still arrive."""
    two.ann.write("a.txt", "new, but lost on the server")
    two.ann.write("fine.txt", "fine")
    two.ann.sync()
    changed = next(node for node in two.cloud.nodes.values() if node.name == "a.txt")
    two.bob.mover.fail = lambda key: MissingBlock() if key.node == changed.id else None
    two.bob.looking.observe(None)
    two.bob.view.fetch()
    two.bob.one_plan()
    assert two.bob.paths()["a.txt"] == b"alpha"
    assert two.bob.paths()["fine.txt"] == b"fine"
    assert isinstance(two.bob.executor.holds[changed.id].error, MissingBlock)


def test_lost_acknowledgement_sends_nothing_twice(two: Two) -> None:
    """If the line breaks right after the journal took a commit, it is found there, not made again (rows 42, 43)."""

    def break_line() -> None:
        two.ann.view.after_publish = lambda: None
        raise ServerUnavailable

    two.ann.write("new.txt", "once")
    two.ann.view.after_publish = break_line
    two.settle()
    two.check_equal()
    assert list(two.cloud.paths()).count("new.txt") == 1
    assert not [path for path in two.cloud.paths() if "conflicted" in path]


def test_an_upload_whose_commit_is_refused_is_of_no_use(two: Two) -> None:
    """Its bytes are in the cloud and its version is not: nobody says that it is done before it is."""
    two.bob.write("a.txt", "bob was first")
    two.ann.write("a.txt", "ann is late")
    two.ann.looking.observe(None)
    two.ann.view.fetch()
    two.bob.sync()
    two.ann.mover.used.clear()
    two.ann.one_plan()
    assert two.ann.mover.used == []
    two.settle()
    two.check_equal()
    assert len(two.ann.mover.used) == 2  # the copy goes up, bob's version comes down


def test_a_download_that_cannot_be_placed_yet_is_of_use_when_it_is(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """It lies in the stage, and is fetched no second time."""
    two.ann.write("a.txt", "alpha 2")
    two.ann.sync()
    disk = Refusing(two.bob, monkeypatch)
    disk.error = DecisionNeeded(reason="root_missing")
    two.bob.mover.used.clear()
    with pytest.raises(DecisionNeeded):
        disk.try_again()
    assert two.bob.mover.used == []
    disk.error = None
    two.settle()
    assert [key.direction for key in two.bob.mover.used] == [Direction.DOWNLOAD]


def test_edit_after_a_lost_acknowledgement_is_no_conflict(two: Two) -> None:
    """What was published and not acknowledged is what both agreed on: editing it again makes no copy (row 42)."""

    def crash() -> None:
        two.ann.view.after_publish = lambda: None
        raise ServerUnavailable

    two.ann.write("a.txt", "first edit")
    two.ann.view.after_publish = crash
    two.ann.looking.observe(None)
    two.ann.view.fetch()
    with pytest.raises(ServerUnavailable):
        two.ann.one_plan()
    two.ann.write("a.txt", "second edit")
    two.ann.restart()
    two.settle()
    two.check_equal()
    assert two.bob.paths()["a.txt"] == b"second edit"
    assert not [path for path in two.cloud.paths() if "conflicted" in path]


def test_edit_elsewhere_after_a_lost_acknowledgement_is_not_overwritten(two: Two) -> None:
    """If another device edits what we published before we know that it was taken, its edit stays (row 43)."""

    def crash() -> None:
        two.ann.view.after_publish = lambda: None
        raise ServerUnavailable

    two.ann.write("new.txt", "from ann")
    two.ann.view.after_publish = crash
    two.ann.looking.observe(None)
    two.ann.view.fetch()
    with pytest.raises(ServerUnavailable):
        two.ann.one_plan()
    two.bob.sync()
    two.bob.write("new.txt", "from ann, edited by bob")
    two.bob.sync()
    two.ann.restart()
    two.settle()
    two.check_equal()
    assert two.ann.paths()["new.txt"] == b"from ann, edited by bob"
    assert not [path for path in two.cloud.paths() if "conflicted" in path]


def fail_with(error: Exception) -> Callable[..., None]:
    """Return what a call is replaced with that fails."""

    def fail(*_: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize("change", ["edit", "new_folder", "rename"])
def test_crash_right_after_a_placement_is_no_conflict(two: Two, change: str) -> None:
    """What we put on disk and had no time to note is no edit of ours when the other device goes on (row 204)."""
    match change:
        case "edit":
            two.ann.write("a.txt", "one")
        case "new_folder":
            two.ann.write("fresh/deeper/new.txt", "one")
        case _:
            (two.ann.path / "docs").rename(two.ann.path / "papers")
    two.ann.sync()
    store = two.bob.store

    def power_cut() -> None:
        if any(known.node.name in {"new.txt", "deeper", "papers"} for known in two.bob.folder.local.values()):
            raise ServerUnavailable
        if any(known.node.size_bytes == 3 for known in two.bob.folder.local.values()):
            raise ServerUnavailable

    two.bob.looking.observe(None)
    two.bob.view.fetch()
    store.at_commit = power_cut
    with pytest.raises(ServerUnavailable):
        two.bob.one_plan()
    store.at_commit = lambda: None
    match change:
        case "edit":
            two.ann.write("a.txt", "two")
        case "new_folder":
            two.ann.write("fresh/deeper/new.txt", "two")
            (two.ann.path / "fresh").rename(two.ann.path / "stale")
        case _:
            (two.ann.path / "papers").rename(two.ann.path / "archive")
    two.ann.sync()
    two.bob.restart()
    two.settle()
    two.check_equal()
    assert not [path for path in two.cloud.paths() if "conflicted" in path or "fresh" in path or "papers" in path]


@pytest.mark.parametrize("case", ["the same on both sides", "placed before a crash"])
def test_base_takes_in_nothing_that_a_power_cut_could_take_back(
    two: Two, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    """A file that nobody flushed yet is flushed before base says that it is here: gone, it would look removed by hand."""
    two.ann.write("new.txt", "new")
    two.ann.sync()
    if case == "the same on both sides":
        two.bob.write("new.txt", "new")
    else:
        with monkeypatch.context() as patch:
            patch.setattr(two.bob.disk, "flush", fail_with(ServerUnavailable()))
            with pytest.raises(ServerUnavailable):
                two.bob.look_and_plan()
        two.bob.restart()
    flushed: list[bool] = []
    flush, apply = two.bob.disk.flush, two.bob.store.apply

    def watched(change: TreeChange) -> None:
        assert flushed or "new.txt" not in {node.name for node in change.base_put}
        apply(change)

    def noted() -> None:
        flush()
        flushed.append(True)

    monkeypatch.setattr(two.bob.disk, "flush", noted)
    monkeypatch.setattr(two.bob.store, "apply", watched)
    two.bob.look_and_plan()
    assert "new.txt" in {node.name for node in two.bob.folder.base.values()}


def test_restart_after_every_round_converges(two: Two) -> None:
    """A device that forgets everything but disk and store after each step still converges, without copies."""
    two.ann.write("a.txt", "edited")
    (two.ann.path / "docs").rename(two.ann.path / "papers")
    two.ann.write("papers/new.txt", "new")
    for _ in range(6):
        for desk in (two.ann, two.bob):
            desk.restart()
            desk.looking.observe(None)
            desk.view.fetch()
            desk.one_plan()
    two.settle()
    two.check_equal()
    assert not [path for path in two.cloud.paths() if "conflicted" in path]


def test_what_was_removed_right_as_it_came_back_is_not_held(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has its name and is gone again before we could look at it: nobody waits for it to come from the stage.

    Moved elsewhere meanwhile, it is more than what was removed here: it comes again.
    """
    for name, text in (("x", "one"), ("y", "two")):
        two.ann.write(name, text)
    two.settle()
    for source, target in ("xz", "yx", "zy"):
        (two.ann.path / source).rename(two.ann.path / target)
    two.ann.sync()
    desk = two.bob
    desk.look()
    desk.view.fetch()
    real = desk.disk.step_back

    def step_back(node: NodeId, target: RelPath, expected: Fingerprint | None) -> Fingerprint:
        real(node, target, expected)
        (desk.path / target).unlink()
        raise Stale(reason="enoent")

    with monkeypatch.context() as meddling:
        meddling.setattr(desk.disk, "step_back", step_back)
        desk.one_plan()
    desk.executor.bring_back()
    two.settle()
    two.check_equal()
    assert (two.bob.paths()["x"], two.bob.paths()["y"]) == (b"two", b"one")


def test_node_left_in_the_stage_finds_a_place_however_many_did(two: Two) -> None:
    """Its names, and the first of those for what has none, are taken: nothing stays where nobody looks."""
    desk = two.ann
    known = next(known for known in desk.folder.local.values() if known.node.name == "a.txt")
    token = f"recovered {known.node.id.hex()[:8]}"
    desk.disk.step_aside(desk.folder.path(known.node.id), known.node.id, known.fingerprint)
    for name in ("a.txt", "a (recovered).txt", token):
        desk.write(name, "taken")
    desk.restart()
    assert desk.paths()[f"{token} (2)"] == b"alpha"
    two.settle()
    two.check_equal()
    assert list(two.cloud.paths().values()).count(b"taken") == 3


def test_nothing_is_looked_at_while_the_stage_cannot_be_emptied(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that cannot bring back what a crash left aside says so: its absence would look like a removal."""
    desk = two.ann
    known = next(known for known in desk.folder.local.values() if known.node.name == "a.txt")
    desk.disk.step_aside(desk.folder.path(known.node.id), known.node.id, known.fingerprint)

    def step_back(*_arguments: object) -> Fingerprint:
        raise AccessDenied

    with monkeypatch.context() as refusing:
        refusing.setattr(type(desk.disk), "step_back", step_back)
        with pytest.raises(AccessDenied):
            desk.restart()
    desk.restart()
    assert desk.paths()["a.txt"] == b"alpha"


def test_node_left_in_the_stage_comes_back(two: Two) -> None:
    """What a crash left aside is put back before anything is concluded from its absence."""
    desk = two.ann
    node = next(known for known in desk.folder.local.values() if known.node.name == "a.txt")
    desk.disk.step_aside(desk.folder.path(node.node.id), node.node.id, node.fingerprint)
    desk.restart()
    assert desk.paths()["a.txt"] == b"alpha"
    two.settle()
    two.check_equal()


def test_ignored_file_keeps_its_folder(two: Two) -> None:
    """A folder removed elsewhere stays here if something that is not synced is in it; the rest goes (row 131)."""
    two.bob.write("docs/film.part", "half a film")
    for name in ("b.txt", "deep/c.txt"):
        (two.ann.path / "docs" / name).unlink()
    (two.ann.path / "docs" / "deep").rmdir()
    (two.ann.path / "docs").rmdir()
    two.ann.sync()
    two.bob.sync()
    assert two.bob.paths() == {"a.txt": b"alpha", "docs": None, "docs/film.part": b"half a film"}
    assert two.ann.sync() == two.bob.sync() == 0


@pytest.mark.parametrize("way", ["renamed", "removed"])
def test_a_file_comes_when_the_folder_that_kept_its_name_is_gone(two: Two, way: str) -> None:
    """A folder that stays for an ignored file has the name of a new file: that waits, and comes by itself (row 131)."""
    two.bob.write("docs/film.part", "half a film")
    shutil.rmtree(two.ann.path / "docs")
    two.ann.write("docs", "now a file")
    two.ann.sync()
    two.bob.sync()
    assert two.bob.paths() == {"a.txt": b"alpha", "docs": None, "docs/film.part": b"half a film"}
    assert two.ann.sync() == two.bob.sync() == 0
    if way == "renamed":
        (two.bob.path / "docs").rename(two.bob.path / "films")
    else:
        shutil.rmtree(two.bob.path / "docs")
    two.settle()
    assert two.bob.paths()["docs"] == b"now a file"
    assert two.ann.paths() == {path: data for path, data in two.bob.paths().items() if path != "films/film.part"}


def test_quarantined_node_is_left_alone(two: Two) -> None:
    """A node whose record does not open is neither removed here nor sent anew; its neighbours sync."""
    victim = next(node for node in two.cloud.nodes.values() if node.name == "a.txt")
    two.bob.view.faulted = {victim.id: "quarantine"}
    kept = two.cloud.nodes.pop(victim.id)
    two.bob.write("new.txt", "goes on")
    two.bob.sync()
    assert two.bob.paths()["a.txt"] == b"alpha"
    assert "new.txt" in two.cloud.paths()
    two.cloud.nodes[victim.id] = kept
    two.bob.view.faulted = {}
    two.settle()
    two.check_equal()


def test_edit_elsewhere_survives_a_lost_acknowledgement_of_a_rename(two: Two) -> None:
    """A rename here and an edit there are one record; if its answer is lost, the old bytes here are no edit (row 42)."""

    def crash() -> None:
        two.bob.view.after_publish = lambda: None
        raise ServerUnavailable

    two.ann.write("a.txt", "edited by ann")
    two.ann.sync()
    (two.bob.path / "a.txt").rename(two.bob.path / "b.txt")
    two.bob.view.after_publish = crash
    two.bob.looking.observe(None)
    two.bob.view.fetch()
    with pytest.raises(ServerUnavailable):
        two.bob.one_plan()
    two.bob.restart()
    two.settle()
    two.check_equal()
    assert two.ann.paths()["b.txt"] == b"edited by ann"


def test_swap_that_cannot_be_finished_removes_nothing(two: Two) -> None:
    """What stepped aside for a move that then failed is back on disk before anybody could take it for removed."""
    two.ann.write("x", "one")
    two.ann.write("y", "two")
    two.settle()
    (two.ann.path / "x").rename(two.ann.path / "z")
    (two.ann.path / "y").rename(two.ann.path / "x")
    (two.ann.path / "z").rename(two.ann.path / "y")
    two.ann.sync()
    desk = two.bob
    desk.looking.observe(None)
    desk.view.fetch()
    desk.write("x", "one, edited at the last moment")
    desk.write("y", "two, edited at the last moment")
    desk.one_plan()
    assert sorted(desk.paths().values(), key=repr) == sorted(
        [b"alpha", b"beta", b"gamma", None, None, b"one, edited at the last moment", b"two, edited at the last moment"],
        key=repr,
    )
    two.settle()
    two.check_equal()
    assert {b"one, edited at the last moment", b"two, edited at the last moment"} <= set(two.ann.paths().values())
    assert not [node for node in two.cloud.nodes.values() if node.parent == BIN_ID]


def test_swap_that_somebody_undoes_half_way_is_understood(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person takes a name back right after it was given, so that what stepped aside returns to where it was."""
    for name, text in (("x", "one"), ("y", "two")):
        two.ann.write(name, text)
    two.settle()
    for source, target in ("xz", "yx", "zy"):
        (two.ann.path / source).rename(two.ann.path / target)
    two.ann.sync()
    desk = two.bob
    desk.looking.observe(None)
    desk.view.fetch()
    real = desk.disk.move

    def move(source: RelPath, target: RelPath, expected: Fingerprint) -> Fingerprint:
        moved = real(source, target, expected)
        (desk.path / target).rename(desk.path / source)
        return moved

    with monkeypatch.context() as meddling:
        meddling.setattr(desk.disk, "move", move)
        desk.one_plan()
    desk.looking.observe({RelPath("x"), RelPath("y")})
    stands = [desk.folder.path(node) for node in desk.folder.local]
    assert len(stands) == len(set(stands)) == len(desk.paths())
    two.settle()
    two.check_equal()
    assert sorted(filter(None, two.ann.paths().values())) == [b"alpha", b"beta", b"gamma", b"one", b"two"]
    assert not [node for node in two.cloud.nodes.values() if node.parent == BIN_ID]


@pytest.mark.parametrize("busy", ["x", "y"])
def test_half_a_swap_removes_nothing(two: Two, busy: str) -> None:
    """If one of two files that swap names is edited meanwhile, neither goes to the bin, on no device."""
    two.ann.write("x", "one")
    two.ann.write("y", "two")
    two.settle()
    (two.ann.path / "x").rename(two.ann.path / "z")
    (two.ann.path / "y").rename(two.ann.path / "x")
    (two.ann.path / "z").rename(two.ann.path / "y")
    two.ann.sync()
    desk = two.bob
    desk.looking.observe(None)
    desk.view.fetch()
    desk.write(busy, "edited at the last moment")
    desk.one_plan()
    assert b"edited at the last moment" in desk.paths().values()
    assert {b"one", b"two"} & set(desk.paths().values())
    assert len(desk.paths()) == 7
    two.settle()
    two.check_equal()
    assert len(two.ann.paths()) == 7
    assert not [node for node in two.cloud.nodes.values() if node.parent == BIN_ID]


def test_failed_placement_is_forgotten(two: Two) -> None:
    """A file put back by hand is not removed because a download of the same bytes once failed here."""
    two.ann.write("new.txt", "wanted")
    two.ann.sync()
    desk = two.bob
    desk.looking.observe(None)
    desk.view.fetch()
    desk.write("new.txt", "in the way")
    desk.one_plan()
    (desk.path / "new.txt").unlink()
    (two.ann.path / "new.txt").unlink()
    two.ann.sync()
    two.settle()
    desk.write("new.txt", "wanted")
    desk.restart()
    two.settle()
    two.check_equal()
    assert desk.paths()["new.txt"] == b"wanted"


def test_results_are_settled_even_if_the_disk_cannot_be_flushed(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """What failed is begun anew later, also if nothing of its batch could be kept: no result stays behind unsettled."""
    two.ann.write("new.txt", "new")
    two.ann.write("later.txt", "later")
    two.ann.sync()
    later = next(node for node in two.cloud.nodes.values() if node.name == "later.txt")
    desk = two.bob
    desk.looking.observe(None)
    desk.view.fetch()
    desk.mover.fail = lambda key: FileBusy() if key.node == later.id else None

    def broken() -> None:
        raise ServerUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(desk.disk, "flush", broken)
        with pytest.raises(ServerUnavailable):
            desk.one_plan()
    desk.mover.fail = lambda _key: None
    two.settle()
    two.check_equal()


@pytest.mark.parametrize("then", ["folder", "nothing"])
def test_file_that_could_not_be_sent_and_is_removed_waits_no_more(two: Two, then: str) -> None:
    """What takes its place is no conflict with what the cloud still has of it, and its removal is told at once."""
    changed = next(node for node in two.cloud.nodes.values() if node.name == "a.txt")
    two.ann.write("a.txt", "being written")
    two.ann.mover.fail = lambda key: FileBusy() if key.node == changed.id else None
    two.ann.look_and_plan()
    assert changed.id in two.ann.executor.holds
    (two.ann.path / "a.txt").unlink()
    if then == "folder":
        two.ann.write("a.txt/b", "b")
    two.ann.look_and_plan()
    two.ann.look_and_plan()
    assert "a.txt" not in two.cloud.paths() or two.cloud.paths()["a.txt"] is None
    two.settle()
    two.check_equal()
    assert not [path for path in two.cloud.paths() if "conflicted copy" in path]
    assert not two.ann.executor.holds


def test_large_file_whose_old_blocks_are_gone_is_sent_whole(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of old blocks that cannot be had only costs the shortcut; nothing else waits for it."""
    two.ann.write("large.bin", bytes(BLOCK_BYTES + 1))
    two.settle()
    two.ann.write("large.bin", bytes(BLOCK_BYTES + 2))
    two.ann.write("small.txt", "small")

    def gone(_node: NodeId) -> Manifest | None:
        raise MissingBlock

    monkeypatch.setattr(two.ann.view, "manifest", gone)
    two.ann.sync()
    assert two.cloud.paths()["large.bin"] == bytes(BLOCK_BYTES + 2)
    assert two.cloud.paths()["small.txt"] == b"small"


@pytest.mark.parametrize("error", [Quarantined(), Forged(), Malformed()], ids=lambda error: error.code)
def test_damaged_file_holds_nobody_else_up(two: Two, monkeypatch: pytest.MonkeyPatch, error: MegadeskError) -> None:
    """One file whose list of blocks does not verify stays as it is here; its neighbours arrive."""
    two.ann.write("a.txt", "does not verify")
    two.ann.write("fine.txt", "fine")
    two.ann.sync()
    bad = next(node for node in two.cloud.nodes.values() if node.name == "a.txt")
    real = two.bob.view.manifest

    def manifest(node: NodeId) -> Manifest | None:
        if node == bad.id:
            raise error
        return real(node)

    monkeypatch.setattr(two.bob.view, "manifest", manifest)
    two.bob.looking.observe(None)
    two.bob.view.fetch()
    two.bob.one_plan()
    assert two.bob.paths()["a.txt"] == b"alpha"
    assert two.bob.paths()["fine.txt"] == b"fine"
    assert two.bob.executor.holds[bad.id].error is error


def test_full_disk_is_named_and_tried_again_when_asked(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 172: what has no room waits under its name, the rest arrives; asked to, it is tried again at once."""

    def no_room(*_: object) -> None:
        raise DiskFull(free_bytes=0)

    two.ann.write("docs/b.txt", "x" * 5000)
    two.ann.write("docs/new.txt", "y" * 5000)
    two.ann.sync()
    with monkeypatch.context() as patch:
        patch.setattr(staging_module.DiskStaging, "_check_room", no_room)
        two.bob.looking.observe(None)
        two.bob.view.fetch()
        two.bob.one_plan()
    executor = two.bob.executor
    assert isinstance(executor.holds.no_room, DiskFull)
    assert {executor.path_of(node) for node in executor.holds} == {"docs/b.txt", "docs/new.txt"}
    assert not two.bob.one_plan()
    executor.holds.retry()
    assert two.bob.one_plan()
    two.check_equal()
    assert executor.holds.no_room is None


class Refusing:
    """A disk that refuses to put files in place, and counts; and a mover that counts what it fetches."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.error: MegadeskError | None = AccessDenied(reason="eacces")
        self.n_tries, self.fetched = 0, list[bytes]()
        place, down = desk.disk.place, desk.mover._down

        def refuse(staged: StagedFile, path: RelPath, expected: Fingerprint | None) -> Fingerprint:
            self.n_tries += 1
            if self.error is not None:
                raise self.error
            return place(staged, path, expected)

        def fetch(job: DownloadJob) -> TransferResult:
            self.fetched.append(job.manifest.file_hash)
            return down(job)

        monkeypatch.setattr(desk.disk, "place", refuse)
        monkeypatch.setattr(desk.mover, "_down", fetch)
        self._desk = desk

    def try_again(self) -> None:
        """Let the time of all holds pass, and plan and execute once."""
        self._desk.now_ms += 3_600_000
        self._desk.look_and_plan()


@pytest.mark.parametrize("error", [AccessDenied(reason="eacces"), FileBusy(), Stale()])
def test_what_cannot_be_placed_is_fetched_once(two: Two, monkeypatch: pytest.MonkeyPatch, error: MegadeskError) -> None:
    """A folder that is read-only here, a locked file: what arrived waits in the stage, however often it is tried."""
    two.ann.write("docs/b.txt", "beta 2")
    two.ann.write("docs/new.txt", "new")
    two.ann.sync()
    disk = Refusing(two.bob, monkeypatch)
    disk.error = error
    for _ in range(4):
        disk.try_again()
    assert (disk.n_tries > 6, len(disk.fetched)) == (True, 2)
    disk.error = None
    disk.try_again()
    two.settle()
    two.check_equal()
    assert len(disk.fetched) == 2
    assert list((two.bob.path / ".megadesk/tmp").iterdir()) == []


def test_what_waits_in_the_stage_gives_way_to_what_is_wanted_next(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of it is fetched, and the stage is empty when nothing waits any more, also after a removal."""
    two.ann.write("a.txt", "alpha 2")
    two.ann.write("new.txt", "new")
    two.ann.sync()
    disk = Refusing(two.bob, monkeypatch)
    disk.try_again()
    two.ann.write("a.txt", "alpha 3")
    (two.ann.path / "new.txt").unlink()
    two.ann.sync()
    disk.error = None
    two.settle()
    two.check_equal()
    assert len(disk.fetched) == 3
    assert list((two.bob.path / ".megadesk/tmp").iterdir()) == []


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"no")], ids=["gone", "short"])
def test_what_was_spoiled_in_the_stage_is_fetched_again(
    two: Two, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], object]
) -> None:
    """Somebody tidied up in our own folder: the file that waited there is not waited for."""
    two.ann.write("a.txt", "alpha 2")
    two.ann.sync()
    disk = Refusing(two.bob, monkeypatch)
    disk.try_again()
    (staged,) = (two.bob.path / ".megadesk/tmp").iterdir()
    spoil(staged)
    disk.error = None
    two.settle()
    two.check_equal()
    assert len(disk.fetched) == 2


def test_what_arrived_before_the_drive_went_is_placed_when_it_is_back(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error of the whole folder between two files loses neither."""
    two.ann.write("a.txt", "alpha 2")
    two.ann.write("new.txt", "new")
    two.ann.sync()
    disk = Refusing(two.bob, monkeypatch)
    disk.error = DecisionNeeded(reason="root_missing")
    with pytest.raises(DecisionNeeded):
        disk.try_again()
    disk.error = None
    two.settle()
    two.check_equal()
    assert len(disk.fetched) == 2


def test_bit_set_while_the_bytes_travel_arrives(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """A download that began before its file became a program does not end as a file that is none, and stays so."""
    two.ann.write("run.sh", "echo")
    two.ann.sync()
    with monkeypatch.context() as patch:
        patch.setattr(two.bob.mover, "take", list)  # the bytes are still on their way
        two.bob.look_and_plan()
        (two.ann.path / "run.sh").chmod(0o755)
        two.ann.sync()
        two.bob.look_and_plan()
    two.settle()
    assert (two.bob.path / "run.sh").stat().st_mode & 0o100


@pytest.mark.parametrize("edited", ["a.txt", "b.txt"])
def test_swap_survives_a_long_upload(two: Two, monkeypatch: pytest.MonkeyPatch, edited: str) -> None:
    """Plans made while bytes travel do not take the name that is doubled meanwhile for a rename made elsewhere."""
    two.ann.write("b.txt", "beta")
    two.settle()
    with monkeypatch.context() as patch:
        patch.setattr(two.ann.mover, "take", list)  # the bytes are still on their way
        two.ann.write(edited, "edited")
        two.ann.look_and_plan()
        (two.ann.path / "a.txt").rename(two.ann.path / "aside")
        (two.ann.path / "b.txt").rename(two.ann.path / "a.txt")
        (two.ann.path / "aside").rename(two.ann.path / "b.txt")
        before = two.ann.paths()
        two.ann.look_and_plan()
        two.bob.sync()
        two.ann.look_and_plan()
    two.settle()
    two.check_equal()
    assert two.ann.paths() == before


def test_rests_of_a_crash_are_swept(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a crash left in the stage goes when nothing is to be fetched; what a held file has so far stays."""
    stage = two.bob.path / ".megadesk" / "tmp"
    rest = stage / f"{'0' * 32}-{'1' * 64}"
    rest.write_bytes(b"rest")
    two.ann.write("big.bin", "big")
    two.ann.sync()
    (node,) = (node for node in two.cloud.tree().values() if node.name == "big.bin")
    assert node.content is not None
    begun = stage / f"{node.id.hex()}-{node.content.hex()}"
    begun.write_bytes(b"bi")
    with monkeypatch.context() as patch:
        patch.setattr(two.bob.mover, "fail", lambda _key: DiskFull())
        two.bob.look_and_plan()
    assert {path.name for path in stage.iterdir()} == {begun.name}
    two.settle()
    assert list(stage.iterdir()) == []
    two.check_equal()


def test_file_with_other_bytes_under_its_old_look_is_read_again(two: Two) -> None:
    """A power cut may leave old bytes under a new time: what the upload finds out, the next look takes in."""
    two.ann.write("a.txt", "beta1")
    two.ann.looking.observe(None)
    node = next(node for node, known in two.ann.folder.local.items() if known.spelling == "a.txt")
    look = (two.ann.path / "a.txt").stat()
    content = two.ann.folder.local[node].node.content
    two.ann.folder.doubt(node)
    two.ann.write("a.txt", "beta2")
    os.utime(two.ann.path / "a.txt", ns=(look.st_atime_ns, look.st_mtime_ns))
    two.ann.looking.observe(None)
    assert two.ann.folder.local[node].node.content != content
    assert two.ann.folder.local[node].fingerprint.changed_ns == (two.ann.path / "a.txt").stat().st_ctime_ns
    two.settle()
    two.check_equal()
    assert two.bob.paths()["a.txt"] == b"beta2"


def test_busy_upload_puts_the_file_in_doubt(two: Two) -> None:
    """A file that is not what was hashed is read again at the next look, though it looks the same."""
    two.ann.write("new.txt", "one")
    busy = [FileBusy("other content than when it was hashed")]
    two.ann.mover.fail = lambda _key: busy.pop() if busy else None
    two.ann.looking.observe(None)
    two.ann.view.fetch()
    two.ann.one_plan()
    looks = [known.fingerprint.changed_ns for known in two.ann.folder.local.values() if known.spelling == "new.txt"]
    assert looks == [1]
    two.settle()
    assert two.bob.paths()["new.txt"] == b"one"


def test_what_makes_room_leaves_base_too(two: Two) -> None:
    """A file discarded to make room for a folder of its name is gone from base with the same plan."""
    (two.ann.path / "a.txt").unlink()
    (two.ann.path / "a.txt").mkdir()
    two.ann.sync()
    two.bob.sync()
    assert two.bob.folder.base.keys() == two.bob.folder.local.keys()


def test_what_made_room_is_held_no_more(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that a full disk kept from being taken away is done once it made room; the pair does not wait for ever."""

    def no_room(*_: object) -> None:
        raise DiskFull(free_bytes=0)

    (two.ann.path / "a.txt").unlink()
    (two.ann.path / "a.txt").mkdir()
    two.ann.sync()
    with monkeypatch.context() as patch:
        patch.setattr(two.bob.disk, "discard", no_room)
        two.bob.look_and_plan()
    executor = two.bob.executor
    assert isinstance(executor.holds.no_room, DiskFull)
    executor.holds.retry()
    two.bob.look_and_plan()
    assert dict(executor.holds) == {}
    two.check_equal()


def test_alias_that_becomes_the_name_needs_no_rename(two: Two) -> None:
    """A file that is called elsewhere what it is called here anyway is where it is to be; it was "stale" for ever."""
    alias = "a (case conflict).txt"
    (two.bob.path / "a.txt").rename(two.bob.path / alias)
    node = next(node for node, known in two.bob.folder.local.items() if known.spelling == "a.txt")
    two.bob.folder.put_local(node, replace(two.bob.folder.local[node], spelling=alias))
    two.bob.looking.observe(None)
    assert two.bob.folder.local[node].node.name == "a.txt"
    (two.ann.path / "a.txt").rename(two.ann.path / alias)
    two.ann.sync()
    two.bob.look_and_plan()
    assert dict(two.bob.executor.holds) == {}
    two.check_equal()
    assert two.bob.folder.local[node].node.name == alias


def test_refused_name_waits_for_another_name(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name this disk refuses is not tried every minute; once it has another name it is made at once."""
    two.ann.write("bad/in.txt", "in a folder that cannot be made")
    two.ann.sync()
    (two.ann.path / "a.txt").rename(two.ann.path / "bad" / "a.txt")
    two.ann.sync()
    make = two.bob.disk.make_folder
    tries: list[RelPath] = []

    def refuse(path: RelPath) -> Fingerprint:
        tries.append(path)
        if path == "bad":
            raise BadName(reason="disk_refuses", name="bad")
        return make(path)

    monkeypatch.setattr(two.bob.disk, "make_folder", refuse)
    for _ in range(8):
        two.bob.sync()
    assert tries == ["bad"]
    assert {hold.error.code for hold in two.bob.executor.holds.values()} == {"bad_name"}
    (two.ann.path / "bad").rename(two.ann.path / "good")
    two.ann.sync()
    two.bob.sync()
    assert tries == ["bad", "good"]
    two.check_equal()


def test_room_is_made_without_a_look_at_all_nodes(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in a folder that gives way is found among what is to be discarded, however much else is on the disk."""
    for at in range(4):
        two.ann.write(f"file {at}", f"file {at}")
        two.ann.write(f"folder {at}/deep/x.txt", f"x {at}")
        two.ann.write(f"folder {at}/y.txt", f"y {at}")
    two.settle()
    for at in range(4):
        (two.ann.path / f"file {at}").unlink()
        two.ann.write(f"file {at}/now/z.txt", f"z {at}")
        shutil.rmtree(two.ann.path / f"folder {at}")
        two.ann.write(f"folder {at}", f"now a file {at}")
    two.ann.sync()
    two.bob.look()
    two.bob.view.fetch()
    looks: list[str] = []
    begin, tree = two.bob.executor.begin, two.bob.folder.local_tree

    def counted() -> Tree:
        looks.append("all nodes")
        return tree()

    def counting(plan: Plan, remote: Tree) -> Advanced:
        monkeypatch.setattr(two.bob.folder, "local_tree", counted)
        return begin(plan, remote)

    with monkeypatch.context() as patch:
        patch.setattr(two.bob.executor, "begin", counting)
        two.bob.one_plan()
    assert looks == []
    two.check_equal()


class Walks:
    """How often publishing looks through a tree, and through how many."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.below: list[NodeId] = []
        self.above: list[NodeId] = []
        self.trees: list[Tree] = []
        walks = self

        class Walked(Tree):
            def below(self, folder: NodeId) -> Iterator[Node]:
                walks.below.append(folder)
                walks.trees.append(self)
                return super().below(folder)

            def ancestors(self, node: NodeId) -> Iterator[NodeId]:
                walks.above.append(node)
                return super().ancestors(node)

        monkeypatch.setattr(publishing, "Tree", Walked)


def test_removed_files_are_looked_for_nowhere(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file has nothing below it; for all folders removed at once the nodes are looked through once."""
    for at in range(12):
        two.ann.write(f"docs/{at}.txt", f"{at}")
        two.ann.write(f"{at % 3}/{at}.txt", f"{at}")
    two.settle()
    walks = Walks(monkeypatch)
    for at in range(12):
        (two.ann.path / f"docs/{at}.txt").unlink()
    two.ann.sync()
    assert (walks.below, walks.above) == ([], [])
    for at in range(3):
        shutil.rmtree(two.ann.path / f"{at}")
    two.ann.sync()
    assert (len(walks.below), len({id(tree) for tree in walks.trees})) == (3, 1)
    two.settle()
    two.check_equal()
    assert len(two.ann.paths()) == 5


def test_what_leaves_a_folder_with_the_commit_that_removes_it_stays_in_base(two: Two) -> None:
    """It is not counted among what is removed with the folder: both sides agree on it, and that is known at once."""
    (two.ann.path / "docs/b.txt").rename(two.ann.path / "b.txt")
    shutil.rmtree(two.ann.path / "docs")
    (moved,) = (node for node in two.cloud.nodes.values() if node.name == "b.txt")
    commits = two.cloud.commits
    two.ann.look_and_plan()
    assert two.cloud.commits == commits + 1
    assert two.ann.folder.base[moved.id].parent != moved.parent
    two.settle()
    two.check_equal()


def test_folder_waits_for_what_is_on_its_way_out_and_each_upload_is_asked_once(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many folders are removed: which of them are being left is found out in one walk over the uploads."""
    for at in range(8):
        two.ann.write(f"{at}/{at}.txt", f"{at}")
    two.settle()
    walks = Walks(monkeypatch)
    for at in range(8):
        (two.ann.path / f"{at}/{at}.txt").rename(two.ann.path / f"moved {at}.txt")
        (two.ann.path / f"{at}").rmdir()
    two.ann.look()
    for at in range(8):
        two.ann.write(f"moved {at}.txt", f"edited {at}")
        two.ann.write(f"new {at}.txt", f"new {at}")
    with monkeypatch.context() as patch:
        patch.setattr(two.ann.mover, "take", list)  # the bytes are still on their way
        two.ann.look_and_plan()
    assert len(walks.above) == 8
    assert {name for name, held in two.cloud.paths().items() if held is None} >= {f"{at}" for at in range(8)}
    two.settle()
    two.check_equal()
    assert not {f"{at}" for at in range(8)} & two.cloud.paths().keys()


def test_nothing_is_published_before_it_is_on_the_disk(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """The volume is flushed before a publish, so that no power cut takes back what others have seen."""
    order: list[str] = []
    flush, publish = two.ann.disk.flush, two.ann.view.publish

    def flushed() -> None:
        order.append("flush")
        flush()

    def published(ops: Sequence[RemoteOp]) -> Published:
        order.append("publish")
        return publish(ops)

    monkeypatch.setattr(two.ann.disk, "flush", flushed)
    monkeypatch.setattr(two.ann.view, "publish", published)
    two.ann.write("new.txt", "one")
    two.ann.sync()
    assert order == ["flush", "publish"]


def test_error_right_after_a_placement_is_no_conflict(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was placed before the disk failed is known as what it was placed for, whatever is published next."""
    place = two.bob.disk.place

    def fail_after(staged: StagedFile, path: RelPath, expected: Fingerprint | None) -> Fingerprint:
        place(staged, path, expected)
        raise FileBusy("an error of the disk, too late")

    two.ann.write("new.txt", "one")
    two.ann.sync()
    with monkeypatch.context() as patch:
        patch.setattr(two.bob.disk, "place", fail_after)
        two.bob.look_and_plan()
    two.ann.write("new.txt", "two")
    two.ann.sync()
    two.settle()
    two.check_equal()
    assert two.bob.paths()["new.txt"] == b"two"
    assert not [path for path in two.bob.paths() if "conflicted" in path]


def test_folder_that_an_ignored_file_keeps_takes_in_a_new_one_of_its_name(two: Two) -> None:
    """What was removed elsewhere and stays here for an ignored file does not keep a new folder out."""
    two.bob.write("docs/deep/film.part", "half a film")
    shutil.rmtree(two.ann.path / "docs")
    two.settle()
    assert (two.bob.path / "docs/deep/film.part").exists()
    two.ann.write("docs/deep/new.txt", "new")
    two.settle()
    assert two.bob.paths()["docs/deep/new.txt"] == b"new"
    assert two.bob.paths()["docs/deep/film.part"] == b"half a film"
    assert "docs/deep/film.part" not in two.cloud.paths()
    assert two.bob.folder.base.keys() == two.bob.folder.local.keys() == two.cloud.tree().nodes.keys()


def test_flush_that_fails_after_a_placement_is_made_up_for(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was placed when the flush failed is in base before the next plan, whatever is published meanwhile."""
    two.ann.write("a.txt", "one")
    two.ann.sync()

    with monkeypatch.context() as patch:
        patch.setattr(two.bob.disk, "flush", fail_with(DiskFull()))
        with pytest.raises(DiskFull):
            two.bob.look_and_plan()
    two.ann.write("a.txt", "two")
    two.ann.sync()
    two.settle()
    two.check_equal()
    assert two.bob.paths()["a.txt"] == b"two"
    assert not [path for path in two.bob.paths() if "conflicted" in path]


def test_folder_is_replaced_by_one_that_took_its_content(two: Two) -> None:
    """Elsewhere a new folder took in a folder of the old one, with a file in it, and then the old one's name."""
    nodes = two.cloud.nodes
    docs = next(node for node in nodes.values() if node.name == "docs")
    deep = next(node for node in nodes.values() if node.name == "deep")
    new = NodeId(b"n" * 16)
    nodes[docs.id] = replace(docs, parent=BIN_ID, version=docs.version + 1)
    nodes[new] = replace(docs, id=new, version=1)
    nodes[deep.id] = replace(deep, parent=new, version=deep.version + 1)
    two.cloud.history += [nodes[docs.id], nodes[new], nodes[deep.id]]
    two.bob.sync()
    assert two.bob.paths() == two.cloud.paths()
    assert two.bob.paths() == {"a.txt": b"alpha", "docs": None, "docs/deep": None, "docs/deep/c.txt": b"gamma"}
    assert not two.bob.executor.holds


@pytest.mark.parametrize("n_steps", range(5))
def test_plan_ends_between_two_steps(two: Two, n_steps: int) -> None:
    """Whoever is to end does no further step; what was done is in the books, and the next start does the rest."""
    two.ann.write("x/1.txt", "one")
    two.ann.write("x/2.txt", "two")
    (two.ann.path / "docs").rename(two.ann.path / "moved")
    (two.ann.path / "a.txt").unlink()
    two.ann.sync()
    work, left = two.bob.executor._work, n_steps
    check = work._check

    def ask_and_check() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            two.bob.halt.ask()
        check()

    work._check = ask_and_check
    with suppress(Stopped):
        two.bob.sync()
    assert left < 0
    two.bob.restart()
    two.settle()
    two.check_equal()
    assert two.bob.debris() == [b"alpha"]
    assert all("conflict" not in path for path in two.bob.paths())


def test_what_was_sent_into_a_folder_that_waits_here_is_edited_on_both_sides(tmp_path: Path) -> None:
    """The folder cannot have its name, for the old one stays for what is not synced; the file in that is sent to the new one."""
    two = Two(tmp_path)
    two.ann.write("f/e/x", "old")
    two.settle()
    (two.ann.path / "f" / "e").rename(two.ann.path / "e")
    (two.ann.path / "f").rename(two.ann.path / "between")
    (two.ann.path / "e").rename(two.ann.path / "f")
    (two.ann.path / "between").rename(two.ann.path / "e")
    two.bob.write("f/new", "1")
    two.bob.write("f/film.part", "not synced")
    for text, desk in (("2, there", two.ann), ("3, here", two.bob), ("4, there", two.ann)):
        two.settle()
        desk.write("f/new", text)
        two.settle()
        assert two.cloud.paths() == two.ann.paths() == {"e": None, "f": None, "f/x": b"old", "f/new": text.encode()}
        assert two.bob.paths()["f/new"] == text.encode()
    (two.bob.path / "f" / "film.part").unlink()
    two.settle()
    two.check_equal()
