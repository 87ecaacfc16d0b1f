"""What a pair knows of a path, asked from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.devices import Cloud, Desk
from megadesk.model.ids import NodeId
from megadesk.model.relpath import ROOT, RelPath
from megadesk.sync.outlook import Outlook
from megadesk.sync.plan import Plan

NOBODY = NodeId(b"?" * 16)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A device in step, with a file in a folder, a link, and a folder that is left out."""
    made = Desk(tmp_path, "ann", Cloud())
    made.write("docs/Ünter.txt", "alpha")
    (made.path / "docs" / "link").symlink_to("x")
    made.write("docs/left.part", "half")
    made.sync()
    return made


@pytest.fixture
def outlook(desk: Desk) -> Outlook:
    """The outlook of that device."""
    return Outlook(desk.folder, desk.executor, lambda path: path == "touched")


def test_a_path_is_found_in_any_spelling(outlook: Outlook) -> None:
    """Composed or not, a path leads to its node; the root and what is not there lead to none."""
    node = outlook.at(RelPath("docs/Ünter.txt"))
    assert node is not None
    assert outlook.at(RelPath("docs/U\u0308nter.txt")) == node
    assert (outlook.at(ROOT), outlook.at(RelPath("docs/no")), outlook.at(RelPath("no/no"))) == (None, None, None)


def test_a_node_is_shown_as_it_is_here_and_as_agreed(outlook: Outlook) -> None:
    """Local node, base node and its place then; nothing for a node nobody knows."""
    node = outlook.at(RelPath("docs/Ünter.txt"))
    assert node is not None
    local, base = outlook.local(node), outlook.base(node)
    assert local is not None
    assert base is not None
    assert local.node.content == base.content
    assert outlook.base_path(node) == "docs/Ünter.txt"
    assert (outlook.local(NOBODY), outlook.base(NOBODY), outlook.base_path(NOBODY)) == (None, None, None)


def test_why_a_path_is_not_looked_at(outlook: Outlook) -> None:
    """The reason is that of the path or of the nearest thing above it that is left out."""
    assert outlook.unknown_at(RelPath("docs/Ünter.txt")) is None
    for path, reason in (("docs/link", "symlink"), ("docs/link/in it", "symlink"), ("docs/left.part", "ignored")):
        found = outlook.unknown_at(RelPath(path))
        assert found is not None
        assert found.reason == reason


def test_a_node_that_may_not_be_where_it_is_has_that_for_a_reason(desk: Desk, outlook: Outlook) -> None:
    """A file that was moved to the other spelling of a name; not the one that has the name."""
    desk.write("other.txt", "other")
    desk.sync()
    node, first = outlook.at(RelPath("other.txt")), outlook.at(RelPath("docs/Ünter.txt"))
    assert node is not None
    assert first is not None
    (desk.path / "other.txt").rename(desk.path / "docs" / "U\u0308nter.txt")
    desk.sync()
    assert (outlook.held(node), outlook.held(first)) == ("unicode_conflict", None)


def test_what_the_plan_waits_for(desk: Desk, outlook: Outlook) -> None:
    """A new file is to be sent until its content is there."""
    desk.write("new.txt", "new")
    desk.looking.observe(None)
    desk.mover.want = lambda *_: None  # type: ignore[method-assign]  # nothing moves
    desk.one_plan()
    node = outlook.at(RelPath("new.txt"))
    assert node is not None
    assert (outlook.is_to_be_sent(node), outlook.is_to_be_fetched(node)) == (True, False)
    assert (outlook.touched(RelPath("touched")), outlook.touched(ROOT)) == (True, False)


def test_what_waits_for_a_name_leads_to_what_has_it(desk: Desk, outlook: Outlook) -> None:
    """One after the other, to the last; where that is on the disk; nothing for what waits for nobody."""
    node = outlook.at(RelPath("docs/Ünter.txt"))
    assert node is not None
    assert (outlook.waits_for(node), outlook.path(node), outlook.path(NOBODY)) == ([], "docs/Ünter.txt", None)
    one, other = NodeId(b"1" * 16), NodeId(b"2" * 16)
    desk.executor.begin(Plan(target=desk.view.tree(), behind={one: other, other: node}), desk.view.tree())
    assert outlook.waits_for(one) == [other, node]
    assert outlook.waits_for(other) == [node]
    desk.executor.begin(Plan(target=desk.view.tree(), behind={one: other, other: one}), desk.view.tree())
    assert outlook.waits_for(one) == [other, one]


def test_the_cloud_is_shown_without_what_a_rule_leaves_out(desk: Desk, outlook: Outlook) -> None:
    """As the planner sees it: what a rule is about is left out with its line, the rest is there."""
    desk.write("a.log", "log")
    desk.sync()
    desk.write(".deskignore", "*.log\n")
    desk.sync()
    remote = desk.view.tree()
    view = outlook.view(remote)
    assert {remote.path(key): str(verdict.rule) for key, verdict in view.left_out.items()} == {
        "a.log": ".deskignore:1: *.log"
    }
    assert {remote.path(key) for key in view.tree} == {"docs", "docs/Ünter.txt", ".deskignore"}
