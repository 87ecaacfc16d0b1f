"""What is known of a pair, on a real disk: relabelled, settled and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.devices import Desk
from fakes.known import OTHER, agreed, named, small_desk
from megadesk.model.errors import DiskFull
from megadesk.model.tree import Tree
from megadesk.model.values import replace
from megadesk.sync.folder import Folder
from megadesk.sync.ports import TreeChange


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A device with two files and a folder, looked at once."""
    return small_desk(tmp_path)


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


def test_disk_is_flushed_before_base_follows_and_only_then(desk: Desk) -> None:
    """With nothing to take over or to forget nothing is flushed: a pair at rest does not write."""
    folder = desk.folder
    before: list[int] = []

    def flush() -> None:
        before.append(len(folder.base))

    remote = agreed(folder)
    folder.settle(remote, flush=flush)
    folder.settle(remote, flush=flush)
    assert before == [0]


def test_trees_that_agree_share_their_nodes(desk: Desk) -> None:
    """Where base follows, disk and base hold the very node of the journal, and the store says the same as memory."""
    folder = desk.folder
    remote = Tree(folder.root, {key: replace(node, version=1) for key, node in agreed(folder).items()})
    folder.settle(remote)
    folder.save()
    for key, node in remote.items():
        assert folder.base[key] is folder.local[key].node is node
    assert desk.store.load_local() == folder.local
    again = Folder(root=folder.root, local_side=desk.disk, store=desk.store, remote=remote.nodes)
    for key, node in remote.items():
        assert again.base[key] is again.local[key].node is node


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


def test_what_was_published_moves_only_the_version_in_the_store(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A node that is otherwise as it was saved is not written again whole; with another time, or not saved yet, it is."""
    folder = desk.folder
    folder.save()
    now = {key: replace(node, version=1) for key, node in agreed(folder).items()}
    a, b = named(folder, "a.txt").id, named(folder, "b.txt").id
    now[b] = replace(now[b], mtime_ns=7)
    changes: list[TreeChange] = []
    store = desk.store.apply

    def apply(change: TreeChange) -> None:
        changes.append(change)
        store(change)

    monkeypatch.setattr(desk.store, "apply", apply)
    folder.settle(Tree(folder.root, now))
    folder.save()
    (change,) = changes
    assert {node.id for node in change.local_versions} == set(now) - {b}
    assert [known.node.id for known in change.local_put] == [b]
    assert desk.store.load_local() == folder.local
    folder.doubt(a)  # not saved yet
    folder.settle(Tree(folder.root, {key: replace(node, version=2) for key, node in now.items()}))
    folder.save()
    assert desk.store.load_local() == folder.local
    assert a in {known.node.id for known in changes[-1].local_put}


def test_counts_follow(desk: Desk) -> None:
    """Files and bytes are those of the files on disk now."""
    assert (desk.folder.n_files, desk.folder.n_bytes) == (2, 9)
    (desk.path / "docs" / "b.txt").unlink()
    desk.looking.observe(None)
    assert (desk.folder.n_files, desk.folder.n_bytes) == (1, 5)


def test_what_may_be_a_conflict_copy_is_known(desk: Desk) -> None:
    """Names are looked at when nodes come, change and go, not each time somebody asks."""
    name = "a (conflicted copy bob 2026-11-20 140503).txt"
    desk.write(name, "theirs")
    desk.looking.observe(None)
    copy = named(desk.folder, name)
    assert desk.folder.copies == {copy.id}
    assert desk.folder.at_place(copy.parent, name) == copy.id
    (desk.path / name).rename(desk.path / "b.txt")
    desk.looking.observe(None)
    assert desk.folder.copies == set()


def test_content_that_only_the_store_tells_is_read_before_base_follows(desk: Desk) -> None:
    """A power cut may have torn what was saved and looked at: when the cloud says the same, nobody has read it since."""
    desk.restart()
    folder = desk.folder
    a, docs = named(folder, "a.txt"), named(folder, "docs")
    remote = agreed(folder)
    folder.settle(remote)
    assert docs.id in folder.base
    assert a.id not in folder.base
    assert folder.take_look_soon() == {folder.path(a.id), folder.path(named(folder, "b.txt").id)}
    assert folder.take_look_soon() == set()
    desk.looking.observe(None)
    folder.settle(remote)
    assert folder.base[a.id] == remote[a.id]


def test_torn_content_is_no_agreement(desk: Desk) -> None:
    """What the reading finds is an edit of this device: it is compared with the cloud, and never taken for it."""
    desk.restart()
    folder = desk.folder
    a, remote = named(folder, "a.txt"), agreed(folder)
    folder.settle(remote)
    desk.write("a.txt", bytes(a.size_bytes))
    desk.looking.observe(folder.take_look_soon())
    folder.settle(remote)
    assert a.id not in folder.base
    assert named(folder, "a.txt").content != a.content


def test_what_was_read_for_sending_or_has_another_id_by_now(desk: Desk) -> None:
    """It is read once, and stays unread under another id until it is."""
    desk.restart()
    folder = desk.folder
    a, b = named(folder, "a.txt"), named(folder, "b.txt")
    folder.digest_of(a.id)
    folder.relabel({b.id: OTHER}, [])
    folder.settle(agreed(folder))
    assert a.id in folder.base
    assert OTHER not in folder.base
