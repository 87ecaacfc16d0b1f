"""What is known of a pair, on a real disk: looked at, relabelled, settled, intended and kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fakes.devices import Cloud, Desk
from megadesk.model.errors import DiskFull, OurBug
from megadesk.model.ids import NodeId
from megadesk.model.listing import Fingerprint, LocalNode
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind, Node, Tree
from megadesk.sync.folder import Folder
from megadesk.sync.identity import known_paths
from megadesk.sync.plan import Permit
from megadesk.sync.ports import Side
from megadesk.sync.resolving import Decision

OTHER = NodeId(b"o" * 16)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A device with two files and a folder, looked at once."""
    made = Desk(tmp_path, "ann", Cloud())
    made.write("a.txt", "alpha")
    made.write("docs/b.txt", "beta")
    made.folder.observe(None)
    return made


def named(folder: Folder, name: str) -> Node:
    """Return the node on disk of that name."""
    return next(known.node for known in folder.local.values() if known.node.name == name)


def agreed(folder: Folder) -> Tree:
    """Return the disk as a remote tree that says the same."""
    return Tree(folder.root, {node: known.node for node, known in folder.local.items()})


def test_observe_tells_whether_anything_was_new(desk: Desk) -> None:
    """A look that finds what was known says so; an edit, a removal and an unreadable name are news."""
    assert not desk.folder.observe(None)
    desk.write("a.txt", "alpha two")
    assert desk.folder.observe([RelPath("a.txt")])
    (desk.path / "a.txt").unlink()
    assert desk.folder.observe([RelPath("a.txt")])
    (desk.path / "link").symlink_to("docs")
    assert desk.folder.observe(None)
    assert RelPath("link") in desk.folder.unknown


def test_news_that_could_not_be_kept_is_told_again(desk: Desk) -> None:
    """If the store fails after a look, the next look still says that there is something to plan."""

    def full() -> None:
        raise DiskFull

    desk.write("a.txt", "edited")
    desk.store.at_commit = full
    with pytest.raises(DiskFull):
        desk.folder.observe(None)
    desk.store.at_commit = lambda: None
    assert desk.folder.observe(None)
    assert not desk.folder.observe(None)
    assert desk.store.load_local()[named(desk.folder, "a.txt").id].node.size_bytes == len("edited")


def test_own_steps_are_looked_at_with_every_dirty_scan(desk: Desk) -> None:
    """What a step of ours made is seen by the next look, whatever paths that was for: it never looks removed."""
    fingerprint = desk.disk.make_folder(RelPath("made"))
    node = Node(OTHER, desk.folder.root, named(desk.folder, "docs").kind, "made", None, 0, 0)
    known = desk.folder.local[named(desk.folder, "docs").id]
    desk.folder.touched(RelPath("made"))
    desk.folder.put_local(OTHER, type(known)(node, "made", fingerprint))
    desk.folder.observe([RelPath("a.txt")])
    assert OTHER in desk.folder.local


def test_relabel_takes_children_along_and_base_forgets(desk: Desk) -> None:
    """A relabelled folder keeps what is in it, on disk and in base, and nothing is left under the old id."""
    folder = desk.folder
    folder.settle(agreed(folder))
    docs, b = named(folder, "docs"), named(folder, "b.txt")
    folder.relabel({docs.id: OTHER}, [named(folder, "a.txt").id])
    assert docs.id not in folder.local
    assert folder.local[b.id].node.parent == folder.base[b.id].parent == OTHER
    assert folder.path(b.id) == "docs/b.txt"
    assert set(folder.base) == {b.id}
    assert dict(desk.store.load_base().nodes) == folder.base
    assert desk.store.load_local() == folder.local


def test_settle_follows_only_what_both_say(desk: Desk) -> None:
    """Base takes over what disk and journal agree on, and forgets what both lost."""
    folder = desk.folder
    a = named(folder, "a.txt")
    remote = agreed(folder).changed(drop=[a.id])
    folder.settle(remote)
    assert a.id not in folder.base
    assert set(folder.base) == set(remote.nodes)
    folder.put_local(named(folder, "b.txt").id, None)
    folder.settle(remote)
    assert len(folder.base) == 2
    folder.settle(folder.local_tree())
    assert len(folder.base) == 2


def test_trees_that_agree_share_their_nodes(desk: Desk) -> None:
    """Where base follows, disk and base hold the very node of the journal, and the store says the same as memory."""
    folder = desk.folder
    remote = Tree(folder.root, {key: replace(node, version=1) for key, node in agreed(folder).items()})
    folder.settle(remote)
    folder.save()
    for key, node in remote.items():
        assert folder.base[key] is folder.local[key].node is node
    assert desk.store.load_local() == folder.local
    again = Folder(root=folder.root, local_side=desk.disk, store=desk.store, entropy=desk.entropy, remote=remote.nodes)
    for key, node in remote.items():
        assert again.base[key] is again.local[key].node is node


def test_paths_are_kept_as_nodes_come_move_and_go(desk: Desk) -> None:
    """From scan to scan, and between, where every node is is what a look at all of them finds."""
    folder = desk.folder

    def check() -> None:
        assert folder._every_path() == known_paths(folder.local, folder.root)

    check()
    desk.write("docs/new.txt", "gamma")
    desk.write("fresh/deep/d.txt", "delta")
    folder.observe(None)
    check()
    (desk.path / "a.txt").rename(desk.path / "docs" / "b2.txt")
    (desk.path / "docs").rename(desk.path / "papers")
    folder.observe(None)
    check()
    (desk.path / "papers" / "new.txt").unlink()
    folder.observe(None)
    check()
    b = named(folder, "b.txt")
    folder.relabel({b.id: OTHER, named(folder, "deep").id: NodeId(b"p" * 16)}, ())
    check()
    folder.put_local(OTHER, None)
    folder.put_local(named(folder, "fresh").id, None)
    check()
    folder.put_local(b.id, LocalNode(replace(b, parent=NodeId(b"?" * 16)), b.name, Fingerprint(0, 1, 1, 1, 1)))
    check()
    lost = Node(NodeId(b"?" * 16), folder.root, Kind.FOLDER, "found")
    folder.put_local(lost.id, LocalNode(lost, lost.name, Fingerprint(0, 2, 0, 0, 0)))
    check()


def test_save_survives_a_store_that_fails_once(desk: Desk) -> None:
    """What could not be written is written with the next save."""
    folder = desk.folder

    def full() -> None:
        raise DiskFull

    folder.settle(agreed(folder))
    desk.store.at_commit = full
    with pytest.raises(DiskFull):
        folder.save()
    desk.store.at_commit = lambda: None
    folder.save()
    assert dict(desk.store.load_base().nodes) == folder.base


def test_intent_goes_with_the_base_that_makes_it_true(desk: Desk) -> None:
    """What was intended and agreed on is no intent any more, in the same transaction."""
    folder = desk.folder
    a = named(folder, "a.txt")
    folder.intend([a], Side.CLOUD)
    folder.save()
    assert [intent.node for intent in desk.store.intents()] == [a]
    folder.settle(agreed(folder))
    folder.save()
    assert not desk.store.intents()


@pytest.mark.parametrize("published", [False, True])
def test_what_was_not_done_on_disk_is_no_intent(desk: Desk, published: bool) -> None:
    """A step that failed leaves no intent behind, unless the node may be in the journal without our knowing."""
    folder = desk.folder
    a = named(folder, "a.txt")
    if published:
        folder.intend([a], Side.CLOUD)
    folder.intend([a], Side.DISK)
    folder.not_done(a.id)
    folder.save()
    assert (Side.CLOUD in {intent.side for intent in desk.store.intents()}) is published
    if not published:
        assert not desk.store.intents()


def test_path_of_what_is_not_here_is_a_bug(desk: Desk) -> None:
    """Nobody may ask where a node is that is not on disk."""
    with pytest.raises(OurBug):
        desk.folder.path(OTHER)


def test_counts_follow(desk: Desk) -> None:
    """Files and bytes are those of the files on disk now."""
    assert (desk.folder.n_files, desk.folder.n_bytes) == (2, 9)
    (desk.path / "docs" / "b.txt").unlink()
    desk.folder.observe(None)
    assert (desk.folder.n_files, desk.folder.n_bytes) == (1, 5)


def test_decision_is_kept_whole_or_not_at_all(desk: Desk) -> None:
    """Base, ids and permits of a decision move together; over a restart they are as decided."""

    def full() -> None:
        raise DiskFull

    mine = named(desk.folder, "a.txt")
    decision = Decision(relabels={mine.id: OTHER}, base_put=(replace(mine, id=OTHER),), permits={OTHER: Permit(None)})
    desk.store.at_commit = full
    with pytest.raises(DiskFull):
        desk.folder.decide(decision)
    desk.store.at_commit = lambda: None
    desk.restart()
    assert mine.id in desk.folder.local
    assert not desk.folder.permits
    desk.folder.decide(decision)
    desk.restart()
    assert desk.folder.base[OTHER].name == "a.txt"
    assert mine.id not in desk.folder.local
    assert desk.folder.permits == {OTHER: Permit(None)}


def test_permit_ends_with_what_it_was_for(desk: Desk) -> None:
    """Once both sides are the same, a permit is forgotten; until then it stays."""
    mine, other = named(desk.folder, "a.txt"), named(desk.folder, "b.txt")
    desk.folder.decide(Decision(permits={mine.id: Permit(mine), other.id: Permit(None), OTHER: Permit(None)}))
    remote = agreed(desk.folder)
    desk.folder.end_permits(remote.changed(drop=[mine.id]))
    assert desk.folder.permits.keys() == {mine.id}
    desk.restart()
    assert desk.folder.permits.keys() == {mine.id}
    desk.folder.end_permits(remote)
    assert not desk.store.permits()


def test_what_may_be_a_conflict_copy_is_known(desk: Desk) -> None:
    """Names are looked at when nodes come, change and go, not each time somebody asks."""
    name = "a (conflicted copy bob 2026-11-20 140503).txt"
    desk.write(name, "theirs")
    desk.folder.observe(None)
    copy = named(desk.folder, name)
    assert desk.folder.copies == {copy.id}
    assert desk.folder.at_place(copy.parent, name) == copy.id
    (desk.path / name).rename(desk.path / "b.txt")
    desk.folder.observe(None)
    assert desk.folder.copies == set()


def test_overrule_changes_what_was_agreed_on_and_keeps_it(desk: Desk) -> None:
    """Base forgets a node, or takes the bytes of the disk as agreed, in the store too."""
    folder = desk.folder
    folder.settle(agreed(folder))
    folder.save()
    a, b = named(folder, "a.txt"), named(folder, "b.txt")
    desk.write("a.txt", "other bytes")
    folder.observe(None)
    folder.overrule(forget=[b.id], accept=[a.id, OTHER])
    stored = desk.store.load_base()
    assert b.id not in stored
    assert stored[a.id].content == named(folder, "a.txt").content != a.content
    assert stored[a.id].version == a.version


def test_what_is_back_is_recognised(desk: Desk) -> None:
    """A folder that was away and is back has its old ids, with all in it; what is elsewhere, or another kind, has not."""
    folder = desk.folder
    folder.settle(agreed(folder))
    docs, a, b = named(folder, "docs"), named(folder, "a.txt"), named(folder, "b.txt")
    (desk.path / "docs").rename(desk.path.with_name("away"))
    (desk.path / "a.txt").unlink()
    folder.observe(None)
    desk.path.with_name("away").rename(desk.path / "docs")
    (desk.path / "a.txt").mkdir()
    folder.observe(None)
    assert b.id not in folder.local
    folder.recognise([b, a, docs])
    assert folder.path(b.id) == "docs/b.txt"
    assert docs.id in folder.local
    assert a.id not in folder.local
