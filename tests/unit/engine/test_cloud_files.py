"""List, look, make, move and remove in the account's tree, also while another device does the same."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from fakes.workbench import Workbench
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import (
    AlreadyExists,
    BadUsage,
    MegadeskError,
    NotFound,
    ServerRefused,
    ServerUnavailable,
    Stale,
)
from megadesk.model.relpath import parse_cloud_path
from megadesk.wire import routes


@pytest.fixture
def files(engine: Engine) -> CloudFiles:
    """A tree: /a, /a/b, /a/b/c, /d."""
    made = CloudFiles(engine.supervisor)
    made.make_folders(parse_cloud_path("/a/b/c"))
    made.make_folders(parse_cloud_path("/d"))
    return made


@pytest.fixture
def other(bench: Workbench, files: CloudFiles) -> CloudFiles:
    """Another device of the account."""
    made = bench.engine("two")
    bench.log_in(made)
    return CloudFiles(made.supervisor)


def paths(files: CloudFiles, path: str = "/") -> list[str]:
    """Return every path below one."""
    return [one.path for one in files.entries(path, recursive=True)]


def test_list(files: CloudFiles) -> None:
    """A folder lists what is in it, or all below it; what is not there is not found."""
    assert [one.path for one in files.entries("/", recursive=False)] == ["/a", "/d"]
    assert paths(files) == ["/a", "/a/b", "/a/b/c", "/d"]
    assert paths(files, "/a") == ["/a/b", "/a/b/c"]
    assert paths(files, "bin:/") == []
    for path in ("/x", "/a/x", "bin:/a"):
        with pytest.raises(NotFound):
            files.entries(path, recursive=False)
    for path in ("a", "attic:/x", ""):
        with pytest.raises(BadUsage):
            files.entries(path, recursive=False)


def test_lists_come_in_pages(files: CloudFiles) -> None:
    """Each goes on after the last path of the one before; a place elsewhere is none to go on from."""
    found: list[str] = []
    has_more = True
    while has_more:
        after = found[-1] if found else ""
        page = files.page(m.List(path="/", recursive=True, after=after, limit=1))
        found += [one.path for one in page.entries]
        has_more = page.more
    assert found == ["/a", "/a/b", "/a/b/c", "/d"]
    assert [one.path for one in files.page(m.List(path="/a", after="/a/a", limit=9)).entries] == ["/a/b"]
    with pytest.raises(BadUsage):
        files.page(m.List(path="/a", after="/d"))


def test_find(files: CloudFiles) -> None:
    """By a part of the name in any case, or by a pattern for all of it; below a folder, page by page, in path order."""
    files.make_folders(parse_cloud_path("/a/b/Bee"))

    def found(text: str, **more: object) -> list[str]:
        entries = list[str]()
        body = m.FindFiles(text=text, limit=1, **more)  # type: ignore[arg-type]
        while True:
            page = files.find(replace(body, after=entries[-1] if entries else ""))
            entries += [one.path for one in page.entries]
            if not page.more:
                return entries

    assert found("B") == ["/a/b", "/a/b/Bee"]
    assert found("b", path="/a/b") == ["/a/b/Bee"]
    assert found("?", is_pattern=True) == ["/a", "/a/b", "/a/b/c", "/d"]
    assert found("nowhere") == []
    assert files.find(m.FindFiles(text="c")).entries[0].device == "desk"
    with pytest.raises(NotFound):
        files.find(m.FindFiles(text="c", path="/x"))
    with pytest.raises(BadUsage):
        files.find(m.FindFiles(text="c", path="/a", after="/d"))


def test_a_list_says_who_wrote_it_as_far_as_that_is_known(files: CloudFiles, other: CloudFiles) -> None:
    """What a device saw come has the name of its writer; of what was there before it came nobody told."""
    other.make_folder("/d/new", parents=False)
    assert [(one.path, one.device) for one in files.page(m.List(path="/d")).entries] == [("/d/new", "lap")]
    assert {one.path: one.device for one in other.page(m.List(path="/")).entries} == {"/a": "", "/d": ""}


def test_what_is_known_is_enough_for_who_asks_so(bench: Workbench, files: CloudFiles, other: CloudFiles) -> None:
    """Nothing is asked of the server then; a device that knows nothing yet asks all the same."""
    other.make_folder("/d/new", parents=False)
    before = len(bench.server.asked)
    assert files.page(m.List(path="/d", known=True)).entries == []
    assert files.find(m.FindFiles(text="new", known=True)).entries == []
    assert "commits" not in bench.server.asked[before:]
    assert [one.path for one in files.page(m.List(path="/d")).entries] == ["/d/new"]
    assert [one.path for one in files.page(m.List(path="/d", known=True)).entries] == ["/d/new"]
    three = bench.engine("three")
    bench.log_in(three)
    assert CloudFiles(three.supervisor).page(m.List(path="/d", known=True)).entries


def test_stat(files: CloudFiles) -> None:
    """One node in full; an area itself has no record to show."""
    found = files.stat("/a/b")
    assert (found.path, found.kind, found.version, found.state, found.device) == ("/a/b", "folder", 1, "cloud", "desk")
    for path in ("/", "bin:/"):
        with pytest.raises(BadUsage):
            files.stat(path)


def test_what_is_known_is_shown_without_a_line(bench: Workbench, files: CloudFiles) -> None:
    """Without a line the last verified state is listed; changing is refused, and nothing is half done."""
    bench.server.is_down = True
    assert "/a" in paths(files)
    with pytest.raises(ServerUnavailable):
        files.make_folder("/new", parents=True)
    bench.server.is_down = False
    assert "/new" not in paths(files)


def test_nothing_known_is_no_empty_tree(bench: Workbench, engine: Engine) -> None:
    """A device that never saw the space does not list it as empty."""
    bench.server.refuse(routes.ACL, 404, "not_found")
    other = bench.engine("two")
    bench.log_in(other)
    with pytest.raises(ServerUnavailable):
        CloudFiles(other.supervisor).entries("/", recursive=False)
    assert "append" not in bench.server.asked[bench.server.asked.index("login_finish") :][-3:]


def test_make_folder(files: CloudFiles) -> None:
    """A new folder needs its parent unless parents are made too; with them one that is there is fine."""
    assert files.make_folder("/a/new", parents=False).path == "/a/new"
    with pytest.raises(AlreadyExists):
        files.make_folder("/a/new", parents=False)
    with pytest.raises(NotFound):
        files.make_folder("/x/y", parents=False)
    assert files.make_folder("/x/y", parents=True).kind == "folder"
    before = files.stat("/x/y").id
    assert files.make_folder("/x/y", parents=True).id == before
    for path in ("/", "bin:/x"):
        with pytest.raises(BadUsage):
            files.make_folder(path, parents=True)


def test_move_and_rename(files: CloudFiles) -> None:
    """Into a folder that is there, else to the new name; many only into a folder; the id stays."""
    before = files.stat("/a/b").id
    assert [one.path for one in files.move(["/a/b"], "/d")] == ["/d/b"]
    assert files.stat("/d/b").id == before
    assert [one.path for one in files.move(["/d/b"], "/e")] == ["/e"]
    files.move(["/e", "/d"], "/a")
    assert paths(files) == ["/a", "/a/d", "/a/e", "/a/e/c"]
    with pytest.raises(BadUsage):
        files.move(["/a/d", "/a/e"], "/nowhere")
    files.move(["/a/d"], "/")
    assert "/d" in paths(files)


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    [
        ("/a", "/a", BadUsage),
        ("/a", "/a/b", BadUsage),
        ("/a", "/a/b/new", BadUsage),
        ("/x", "/y", NotFound),
        ("/a", "/x/y", NotFound),
        ("/", "/d", BadUsage),
        ("backups:/x", "/d", BadUsage),
        ("/a", "bin:/a", BadUsage),
    ],
)
def test_move_that_cannot_be(files: CloudFiles, source: str, target: str, kind: type[MegadeskError]) -> None:
    """Into itself, from nowhere, to nowhere, out of the drive: refused, and nothing moves."""
    before = paths(files)
    with pytest.raises(kind):
        files.move([source], target)
    assert paths(files) == before


def test_taken_name_is_not_given_twice(files: CloudFiles) -> None:
    """A name that is taken in the target is refused."""
    files.make_folders(parse_cloud_path("/d/b"))
    with pytest.raises(AlreadyExists):
        files.move(["/a/b"], "/d")


def test_a_name_that_is_meant_exactly_leads_into_no_folder(files: CloudFiles) -> None:
    """Renaming to the name of a folder beside it is refused, it does not move into that."""
    before = paths(files)
    with pytest.raises(AlreadyExists):
        files.move(["/a"], "/d", exact=True)
    assert paths(files) == before
    files.move(["/a"], "/e", exact=True)
    assert "/e/b/c" in paths(files)


def _seq(files: CloudFiles) -> int:
    head = files.world.space.head
    return head.seq if head is not None else 0


def test_many_go_to_the_bin_in_one_commit(files: CloudFiles) -> None:
    """A folder of thousands would take a commit each, and an hour; what went with its folder is not found, as before."""
    for name in ("/d/e", "/d/f", "/d/g"):
        files.make_folder(name, parents=True)
    before = _seq(files)
    files.remove(["/d/e", "/d/f", "/d/g", "/a"], permanent=False)
    assert _seq(files) == before + 1
    assert (paths(files), paths(files, "bin:/")) == (
        ["/d"],
        ["bin:/a", "bin:/a/b", "bin:/a/b/c", "bin:/e", "bin:/f", "bin:/g"],
    )
    files.make_folder("/d/h/i", parents=True)
    with pytest.raises(NotFound):
        files.remove(["/d/h", "/d/h/i"], permanent=False)
    assert "bin:/h/i" in paths(files, "bin:/")


def test_bin_and_back(files: CloudFiles) -> None:
    """Removed goes to the bin with all below, and can be moved back; removed there it is gone for good."""
    files.remove(["/a"], permanent=False)
    assert (paths(files), paths(files, "bin:/")) == (["/d"], ["bin:/a", "bin:/a/b", "bin:/a/b/c"])
    files.move(["bin:/a"], "/")
    assert paths(files, "bin:/") == []
    files.remove(["/a/b"], permanent=False)
    files.remove(["bin:/b"], permanent=False)
    assert (paths(files), paths(files, "bin:/")) == (["/a", "/d"], [])
    files.remove(["/a"], permanent=True)
    assert (paths(files), paths(files, "bin:/")) == (["/d"], [])


def test_wrong_path_in_a_list_removes_nothing(files: CloudFiles) -> None:
    """All paths are looked at before the first is removed."""
    with pytest.raises(NotFound):
        files.remove(["/a", "/x"], permanent=True)
    assert "/a" in paths(files)


# -- another device is quicker ----------------------------------------------------------------------------------------


def test_retry_looks_again(bench: Workbench, files: CloudFiles, other: CloudFiles) -> None:
    """Somebody renames what is to be moved, in the very moment: the intent is decided anew on what is true now."""

    def be_quicker() -> None:
        del bench.server.before["append"]
        other.move(["/d"], "/d2")

    bench.server.before["append"] = be_quicker
    with pytest.raises(NotFound):
        files.move(["/d"], "/a")
    assert "/d2" in paths(files)


def test_same_folder_made_twice_is_one(bench: Workbench, files: CloudFiles, other: CloudFiles) -> None:
    """Two devices make the same folder: there is one."""

    def be_quicker() -> None:
        del bench.server.before["append"]
        other.make_folders(parse_cloud_path("/new/deep"))

    bench.server.before["append"] = be_quicker
    files.make_folders(parse_cloud_path("/new/deep"))
    assert [path for path in paths(files) if "new" in path] == ["/new", "/new/deep"]


def test_remove_of_several_goes_on_after_a_race(bench: Workbench, files: CloudFiles, other: CloudFiles) -> None:
    """Another device touches the second of a list while they go: all are removed all the same, with what came."""

    def touch_the_second() -> None:
        del bench.server.before["append"]
        other.make_folders(parse_cloud_path("/d/late"))

    bench.server.before["append"] = touch_the_second
    files.remove(["/a", "/d"], permanent=False)
    assert paths(files) == []
    assert {"bin:/a", "bin:/d", "bin:/d/late"} <= set(paths(files, "bin:/"))


def test_what_another_device_moved_away_meanwhile_is_not_removed(
    bench: Workbench, files: CloudFiles, other: CloudFiles
) -> None:
    """The others of the list are, and it is said."""

    def be_quicker() -> None:
        del bench.server.before["append"]
        other.move(["/d"], "/d2")

    bench.server.before["append"] = be_quicker
    with pytest.raises(NotFound):
        files.remove(["/a", "/d"], permanent=False)
    assert paths(files) == ["/d2"]
    assert "bin:/a" in paths(files, "bin:/")


def test_race_without_end_is_given_up(files: CloudFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """After some tries it is said that others change the same thing."""

    def always(_folder: object, _tree: object) -> None:
        raise Stale

    with pytest.raises(Stale):
        files.retried(always)


def test_refusal_is_passed_on(bench: Workbench, engine: Engine, files: CloudFiles) -> None:
    """What the server refuses is said with its code."""
    bench.server.refuse(routes.APPEND, 422, "forged")
    with pytest.raises(ServerRefused):
        bench.ask(engine, m.MAKE_FOLDER, m.MakeFolder(path="/new", parents=False))
