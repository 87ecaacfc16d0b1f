"""The cloud as a device with rules sees it; what it looks like from outside is in test_ignore_rows.py."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Collection, ValuesView

from fakes.trees import EMPTY, ROOT_ID, node_id, shown, tree
from megadesk.model.ids import NodeId
from megadesk.model.relpath import ROOT, RelPath
from megadesk.model.tree import Node, Tree
from megadesk.sync.ignore import Rules
from megadesk.sync.view import View, look


def seen(
    remote: Tree,
    rules: Rules,
    *,
    local: Tree = EMPTY,
    base: Tree = EMPTY,
    homes: dict[RelPath, NodeId] | None = None,
    stuck: Collection[NodeId] = (),
) -> View:
    """Return what is seen."""
    return look(base.nodes, local, remote, rules, homes=homes or {ROOT: ROOT_ID}, stuck=stuck)


def test_nothing_strange_is_the_cloud_itself() -> None:
    """What is on disk at its place is not judged again: the tree is the one that was given."""
    remote = tree("a.log=x")
    assert seen(remote, Rules(here="*.log"), local=remote).tree is remote
    assert seen(remote, Rules(here="*.txt")).tree is remote


def test_left_out_with_all_below_and_its_folders_are_kept() -> None:
    """The verdict is there for who asks why; folders above are keepers, up to the top."""
    remote = tree("a/b/c.log=x", "a/x=y", "build/deep/z=1", "other/x=y")
    view = seen(remote, Rules(here="*.log\nbuild/"))
    assert shown(view.tree) == ["a/", "a/b/", "a/x=y", "other/", "other/x=y"]
    assert view.left_out.keys() == {node_id(key) for key in ("a/b/c.log", "build", "build/deep", "build/deep/z")}
    assert str(view.left_out[node_id("build/deep/z")].rule) == "this device:2: build/"
    assert view.keepers == {node_id("a"), node_id("a/b")}


def test_row132_junk_makes_no_keeper() -> None:
    """Row 132: what may go with its folder here may go with it in the cloud."""
    view = seen(tree("a/Thumbs.db=x", "b/Thumbs.db=x", "b/c.log=y"), Rules(here="*.log"))
    assert view.keepers == {node_id("b")}


def test_what_a_moved_folder_holds_is_judged_at_its_new_place() -> None:
    """A file in it is on this disk, and its own place in the folder is the same: its path is not."""
    local = tree("docs/a.txt=x", "docs/b.md=y")
    remote = tree("docs@secret/", "docs/a.txt@secret/a.txt=x", "docs/b.md@secret/b.md=y")
    view = seen(remote, Rules(here="/secret/*.txt"), local=local)
    assert shown(view.tree) == ["secret/", "secret/b.md=y"]


def test_file_that_moved_is_judged_at_its_new_place() -> None:
    """Into a folder where it is left out, or to such a name; one that stands where it is on disk is not judged."""
    local = tree("a=1", "b=2", "c.log=3", "x/")
    remote = tree("x/", "a@x/a=1", "b@b.log=2", "c.log@c.log=4")
    view = seen(remote, Rules(here="*.log\n/x/a"), local=local)
    assert view.left_out.keys() == {node_id("a"), node_id("b")}


def test_rules_go_with_their_folder() -> None:
    """A folder that has another place in the cloud keeps its rules there; one that is not there keeps its path."""
    local = tree("work/.deskignore=rules", "new/x=1")
    remote = tree(
        "work@moved/",
        "work/.deskignore@moved/.deskignore=rules",
        "moved/a.log=x",
        "other@work/",
        "other.log@work/a.log=x",
        "new2@new/",
        "new.log@new/a.log=x",
    )
    rules = Rules(texts={RelPath("work"): "*.log", RelPath("new"): "*.log"})
    view = seen(remote, rules, local=local, homes={RelPath("work"): node_id("work"), RelPath("new"): node_id("new")})
    assert {remote.path(key) for key in view.left_out} == {"moved/a.log", "new/a.log"}


def test_place_in_the_cloud_has_the_rules_of_who_is_there() -> None:
    """Where a folder that is not in the cloud has rules here, the one that is there by now brings its own."""
    homes = {RelPath("work"): node_id("gone"), RelPath("other"): node_id("other")}
    texts = {RelPath("work"): "*.log", RelPath("other"): "*.tmp"}
    remote = tree("other@work/", "a@work/a.log=1", "b@work/b.tmp=2")
    for order in (texts, dict(reversed(texts.items()))):
        view = seen(remote, Rules(texts=order), local=tree("gone@work/", "other/"), homes=homes)
        assert view.left_out.keys() == {node_id("b")}


def test_what_a_moved_folder_holds_here_alone_is_no_matter_of_the_cloud() -> None:
    """A file that is new in a folder which another device renamed is not looked for there."""
    local = tree("docs/a.txt=x", "docs/new.txt=y")
    view = seen(tree("docs@secret/", "docs/a.txt@secret/a.txt=x"), Rules(here="*.txt"), local=local)
    assert view.left_out.keys() == {node_id("docs/a.txt")}


def test_our_own_folder_is_left_out_but_at_the_top() -> None:
    """There its name is a problem that people are told of; below it is another profile's state."""
    remote = tree(".megadesk/", ".MEGADESK/", "a/.megadesk/")
    assert seen(remote, Rules()).left_out.keys() == {node_id("a/.megadesk")}


def test_what_is_not_connected_is_not_judged() -> None:
    """It has no path that a rule could be about; what is in it neither."""
    whole = tree("gone/in/a.log=1", "b.log=2")
    gap = whole.changed(drop=[node_id("gone")])
    assert seen(gap, Rules(here="*.log")).left_out.keys() == {node_id("b.log")}


def test_new_things_wait_for_rules_that_changed() -> None:
    """Rules that this device has otherwise are on their way as much as new ones."""
    old = tree(".deskignore=old")
    view = seen(tree(".deskignore=rules", "new=1"), Rules(), local=old, base=old)
    assert view.left_out.keys() == {node_id("new")}


def test_new_things_wait_for_rules_on_their_way() -> None:
    """The file of rules comes first, with the folders that lead to it; what is here already goes on."""
    local = tree("known=1", "sub/old=1")
    remote = tree("known=2", "sub/old=2", "sub/.deskignore=rules", "sub/new=1", "sub/in/new=1", "top=1")
    view = seen(remote, Rules(), local=local)
    assert shown(view.tree) == ["known=2", "sub/", "sub/.deskignore=rules", "sub/old=2", "top=1"]


def test_new_things_here_wait_too() -> None:
    """What was made here under rules to come is not sent; the folder that leads to them is met by its path."""
    local = tree("mine@sub/", "x@sub/a.o=1", "y@sub/deep/b.o=1", "z@top=1", "base@sub/old=1")
    remote = tree("sub/.deskignore=rules")
    view = seen(remote, Rules(), local=local, base=tree("base@old=1"))
    assert view.early == {node_id("x"), node_id("sub/deep"), node_id("y")}
    moved = seen(
        tree("sub@moved/", "sub/.deskignore@moved/.deskignore=rules"), Rules(), local=tree("sub/", "x@moved/a=1")
    )
    assert moved.early == {node_id("x")}


def test_nobody_waits_for_rules_that_do_not_come() -> None:
    """Held for now, changed or removed here, of the same bytes, or at a taken place: the rest goes on."""
    remote = tree(".deskignore=rules", "new=1")
    rule_file = node_id(".deskignore")
    for view in (
        seen(remote, Rules(), stuck=[rule_file]),
        seen(remote, Rules(), base=tree(".deskignore=rules")),
        seen(remote, Rules(), base=tree(".deskignore=rules"), local=tree(".deskignore=changed")),
        seen(remote, Rules(), local=tree("mine@.deskignore=rules")),
        look({}, EMPTY, remote, Rules(), homes={}, taken={(ROOT_ID, ".deskignore")}),
    ):
        assert not view.left_out
        assert not view.early
    assert seen(remote, Rules(), local=tree("mine@.deskignore=other")).left_out.keys() == {node_id("new")}


def test_rules_here_are_looked_for_once_however_many_come() -> None:
    """A cloud with an ignore file in each of many folders costs no walk through what is on the disk for each."""
    walks: list[str] = []

    class Walked(UserDict[NodeId, Node]):
        def values(self) -> ValuesView[Node]:
            walks.append("all nodes")
            return super().values()

    known = [f"{at}/known=1" for at in range(9)]
    same = [f"mine{at}@{at}/.deskignore=rules" for at in range(4)]
    local = tree(*known, *same, *(f"made{at}@{at}/made=1" for at in range(9)))
    remote = tree(*known, *(f"{at}/{what}" for at in range(9) for what in (".deskignore=rules", "new=1")))
    view = look({}, Tree(ROOT_ID, Walked(local.nodes)), remote, Rules(), homes={})
    assert len(walks) < 4
    assert view.left_out.keys() == {node_id(f"{at}/new") for at in range(4, 9)}
    assert view.early == {node_id(f"made{at}") for at in range(4, 9)}
