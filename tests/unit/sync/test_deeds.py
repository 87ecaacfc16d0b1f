"""What a commit did, as people see it, and which commits they see as one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from fakes.space_store import bytes_of
from fakes.trees import content, node_id
from megadesk.model.ids import CommitId, DeviceId, NodeId
from megadesk.model.moment import Moment
from megadesk.model.tree import Kind, Node
from megadesk.model.values import replace
from megadesk.sync import deeds
from megadesk.sync.deeds import Deed, Part, Scene, common, is_below, lines, only, parts

ROOTS = {node_id("drive"): "drive", node_id("bin"): "bin", node_id("backups"): "backups"}
ONE, TWO = (DeviceId(bytes([number]) * 16) for number in (1, 2))


def file(name: str, parent: str = "drive", holds: str = "x") -> Node:
    """A file that has its name for an id."""
    return Node(node_id(name), node_id(parent), Kind.FILE, name, content(holds), 1)


def folder(name: str, parent: str = "drive") -> Node:
    """A folder that has its name for an id."""
    return Node(node_id(name), node_id(parent), Kind.FOLDER, name)


THEN: Mapping[NodeId, Node] = {
    one.id: one for one in (folder("d"), file("a"), file("b", "d"), folder("e", "d"), file("old", "bin"))
}


def told(*after: Node, gone: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    """Return what one commit did: deed, place, and where it was before."""
    changes: dict[NodeId, Node | None] = {one.id: one for one in after}
    changes.update({node_id(name): None for name in gone})
    done = Scene(THEN.get, ROOTS).follow(changes)
    return [(one.deed.value, str(one.place), "" if one.was is None else str(one.was)) for one in done]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (file("new", "d"), ("added", "/d/new", "")),
        (file("a", holds="y"), ("edited", "/a", "")),
        (file("a", "d"), ("moved", "/d/a", "/a")),
        (replace(file("b", "d"), name="c"), ("moved", "/d/c", "/d/b")),
        (file("a", "d", holds="y"), ("edited", "/d/a", "/a")),
        (replace(file("a"), executable=True), ("edited", "/a", "")),
        (file("a", "bin"), ("removed", "/a", "")),
        (folder("d", "bin"), ("removed", "/d", "")),
        (file("old", "d"), ("added", "/d/old", "")),
        (folder("e"), ("moved", "/e", "/d/e")),
        (folder("e", "backups"), ("moved", "backups:/e", "/d/e")),
        (file("b", "nowhere"), ("removed", "/d/b", "")),
    ],
)
def test_what_one_node_says(after: Node, expected: tuple[str, str, str]) -> None:
    """The bin is where things are not; one that is connected to nothing is not there either."""
    assert told(after) == [expected]


@pytest.mark.parametrize("after", [replace(file("a"), mtime_ns=7, version=2), file("old", "bin", "y"), file("x", "y")])
def test_what_people_did_not_do(after: Node) -> None:
    """Another date, a change within the bin, or something nowhere."""
    assert told(after) == []


def test_what_is_removed_for_good() -> None:
    """From where it was, be that the bin; what was never seen says nothing."""
    assert told(gone=("a", "old", "never")) == [("removed", "/a", ""), ("removed", "bin:/old", "")]


def test_a_scene_goes_on() -> None:
    """Each commit is told by what the ones before it made; a folder takes along what is in it without a word."""
    scene = Scene(THEN.get, ROOTS)
    assert [one.deed for one in scene.follow({node_id("d"): replace(folder("d"), name="dd")})] == [Deed.MOVED]
    (done,) = scene.follow({node_id("b"): file("b", "d", "y")})
    assert (done.deed, str(done.place)) == (Deed.EDITED, "/dd/b")
    (done,) = scene.follow({node_id("b"): None})
    assert (done.deed, str(done.place)) == (Deed.REMOVED, "/dd/b")
    assert scene.follow({node_id("b"): None}) == []


def test_folders_inside_each_other_are_nowhere() -> None:
    """And nobody walks round in them."""
    assert told(folder("d", "e"), folder("e", "d")) == [("removed", "/d", ""), ("removed", "/d/e", "")]


def test_the_root_of_an_area_is_nothing_that_people_made() -> None:
    """It comes with the account."""
    assert told(folder("drive", "drive"), folder("bin", "drive")) == []


# -- parts ------------------------------------------------------------------------------------------------------------


def test_nobody_is_asked_about_what_is_made() -> None:
    """It has nothing before it; only the folders that it is in are looked for."""
    asked: list[NodeId] = []

    def then(key: NodeId) -> Node | None:
        asked.append(key)
        return THEN.get(key)

    new = [replace(one, version=1) for one in (folder("new", "d"), file("f", "new"), file("g", "new"))]
    assert len(Scene(then, ROOTS).follow({one.id: one for one in new})) == 3
    assert set(asked) == {node_id("d")}


def some_parts(*after: Node) -> list[Part]:
    """Return the parts of one commit."""
    return parts(Scene(THEN.get, ROOTS).follow({one.id: one for one in after}))


def test_parts_count_all_and_name_a_few() -> None:
    """By folder; files apart from folders, and of each deed the first ones, files before folders."""
    first, second = some_parts(
        folder("f", "d"), *(file(f"n{number}", "d") for number in range(7)), file("b", "d", "y"), file("a", "bin")
    )
    assert (first.folder, second.folder) == ("/d", "/")
    assert (first.files, first.folders) == ({Deed.ADDED: 7, Deed.EDITED: 1}, {Deed.ADDED: 1})
    assert [one.path for one in first.examples] == [*(f"/d/n{number}" for number in range(5)), "/d/b"]
    assert [(one.path, one.deed, one.kind) for one in second.examples] == [("/a", Deed.REMOVED, "file")]


def test_filters_leave_out_the_rest() -> None:
    """By folder, with what is below, and the folder itself where it is named; by deed."""
    some = some_parts(file("new", "e"), file("a", holds="y"), replace(folder("e", "d"), name="ee"))
    assert [part.folder for part in only(some, folder="/d/ee")] == ["/d/ee", "/d"]
    assert [part.folders for part in only(some, folder="/d/e")] == [{Deed.MOVED: 1}]
    assert [part.folder for part in only(some, folder="/")] == ["/d/ee", "/", "/d"]
    assert [part.folder for part in only(some, deed="edited")] == ["/"]
    assert [part.examples[0].path for part in only(some, folder="/a")] == ["/a"]
    assert only(some, folder="bin:/") == []
    assert only(some, deed="removed") == []


@pytest.mark.parametrize(
    ("folders", "shared"),
    [
        (["/a/b", "/a/b"], "/a/b"), (["/a/b", "/a/bc"], "/a"), (["/a/b", "/a"], "/a"), (["/a", "/b"], "/"),
        (["/"], "/"), (["/a", "/"], "/"), (["/a/b", "/a/b/c", "/a/x/c"], "/a"), (["/a", "bin:/a"], None),
        (["backups:/d/x", "backups:/d/y"], "backups:/d"),
    ],
)  # fmt: skip
def test_the_deepest_folder_in_common(folders: list[str], shared: str | None) -> None:
    """Name by name; areas have none in common."""
    assert common(folders) == shared
    assert common(folders[::-1]) == shared


def test_below() -> None:
    """Whole names only."""
    assert is_below("/a/b", "/a")
    assert is_below("/a", "/a")
    assert is_below("/a", "/")
    assert not is_below("/ab", "/a")
    assert not is_below("bin:/a", "/")


# -- lines ------------------------------------------------------------------------------------------------------------


def moment(seq: int, time_s: float, device: DeviceId = ONE) -> Moment:
    """A commit."""
    return Moment(seq, CommitId(bytes_of("commit", seq)), round(time_s * 1000), device, 1)


def part(folder: str, **files: int) -> Part:
    """Some files in a folder."""
    return Part(folder=folder, files={Deed(name): count for name, count in files.items()})


def test_commits_of_one_device_in_one_folder_are_one_line() -> None:
    """As long as they come one soon after the other; whatever else comes between ends it."""
    commits = [
        (moment(9, 100), [part("/p/a", added=2)]),
        (moment(8, 95), [part("/p/b", added=1, edited=1)]),
        (moment(7, 94), []),
        (moment(6, 90, TWO), [part("/p", added=1)]),
        (moment(5, 89), [part("/q", added=1)]),
        (moment(4, 88), [part("/p", added=1)]),
        (moment(3, 60), [part("/p", removed=1)]),
        (moment(2, 59), [part("/", added=1)]),
        (moment(1, 58), [part("/p", added=1)]),
    ]
    found = [(one.first.seq, one.last.seq, one.folder, dict(one.files)) for one in lines(commits)]
    assert found == [
        (8, 9, "/p", {"added": 3, "edited": 1}),
        (6, 6, "/p", {"added": 1}),
        (5, 5, "/q", {"added": 1}),
        (4, 4, "/p", {"added": 1}),
        (3, 3, "/p", {"removed": 1}),
        (2, 2, "/", {"added": 1}),
        (1, 1, "/p", {"added": 1}),
    ]


def test_what_is_at_the_root_takes_nothing_else_along() -> None:
    """Else all that came within seconds would be one line; neither do areas take each other."""
    root, backup, both = (
        [part("/", added=1)],
        [part("backups:/a/b", added=1)],
        [part("/", added=1), part("bin:/", removed=1)],
    )
    commits = [
        (moment(seq, seq), done) for seq, done in ((6, root), (5, root), (4, backup), (3, backup), (2, both), (1, both))
    ]
    assert [(one.first.seq, one.last.seq, one.folder) for one in lines(commits)] == [
        (5, 6, "/"), (3, 4, "backups:/a/b"), (1, 2, None),
    ]  # fmt: skip


def test_a_line_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long somebody uploads."""
    monkeypatch.setattr(deeds, "LINE_COMMITS", 2)
    found = list(lines((moment(seq, seq), [part("/p", added=1)]) for seq in range(5, 0, -1)))
    assert [(one.first.seq, one.last.seq, one.commits) for one in found] == [(4, 5, 2), (2, 3, 2), (1, 1, 1)]


def test_a_line_names_a_few() -> None:
    """The newest first."""
    commits = [(moment(seq, seq), some_parts(file(f"f{seq}", "d"), file(f"g{seq}", "d"))) for seq in (3, 2, 1)]
    (found,) = lines(commits)
    assert [one.path for one in found.examples] == ["/d/f3", "/d/g3", "/d/f2", "/d/g2", "/d/f1"]
    assert found.files == {Deed.ADDED: 6}
