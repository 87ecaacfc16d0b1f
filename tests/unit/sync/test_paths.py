"""Where nodes are is known at any time, and never what is not on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.devices import Desk
from fakes.known import OTHER, named, small_desk
from megadesk.model.errors import OurBug
from megadesk.model.ids import NodeId
from megadesk.model.listing import Fingerprint, LocalNode
from megadesk.model.tree import Kind, Node
from megadesk.model.values import replace
from megadesk.sync.identity import known_paths


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A device with two files and a folder, looked at once."""
    return small_desk(tmp_path)


def test_paths_are_kept_as_nodes_come_move_and_go(desk: Desk) -> None:
    """From scan to scan, and between, where every node is is what a look at all of them finds."""
    folder = desk.folder

    def check() -> None:
        assert folder.paths.every() == known_paths(folder.local, folder.root)

    check()
    desk.write("docs/new.txt", "gamma")
    desk.write("fresh/deep/d.txt", "delta")
    desk.looking.observe(None)
    check()
    (desk.path / "a.txt").rename(desk.path / "docs" / "b2.txt")
    (desk.path / "docs").rename(desk.path / "papers")
    desk.looking.observe(None)
    check()
    (desk.path / "papers" / "new.txt").unlink()
    desk.looking.observe(None)
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


def test_path_of_what_is_not_here_is_a_bug(desk: Desk) -> None:
    """Nobody may ask where a node is that is not on disk."""
    with pytest.raises(OurBug):
        desk.folder.path(OTHER)
