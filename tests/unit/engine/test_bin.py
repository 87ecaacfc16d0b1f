"""What was removed, on both sides: listed, put back, removed for good."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from fakes.workbench import Workbench
from megadesk.disk.debris import Debris
from megadesk.engine import bin as bin_module
from megadesk.engine.bin import Bin
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import AccessDenied, BadName, BadUsage, NotFound
from megadesk.model.ids import PairId
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Node, Tree


class Both:
    """One engine with a synced folder, and a person who removes things on either side."""

    def __init__(self, bench: Workbench, base: Path) -> None:
        self.bench = bench
        self.engine: Engine = bench.engine()
        bench.sign_up(self.engine)
        self.here = base / "here"
        self.pair = self.engine.add_pair(str(self.here), "/Docs", "docs").id
        bench.wait(self.engine)
        self.cloud = CloudFiles(self.engine.supervisor)
        self.bin = Bin(self.engine.supervisor)
        self.write("stays")

    def write(self, path: str, data: bytes = b"1") -> None:
        """Save a file here and sync it."""
        (self.here / path).parent.mkdir(parents=True, exist_ok=True)
        (self.here / path).write_bytes(data)
        self.bench.wait(self.engine)

    def remove_there(self, *paths: str) -> None:
        """Remove in the cloud, and let sync follow."""
        self.cloud.remove(paths, permanent=False)
        self.bench.wait(self.engine)

    def entries(self, side: str = "") -> list[m.BinEntry]:
        """Return what is in the bins."""
        return self.bin.entries(side).entries

    def only(self, side: str, path: str) -> str:
        """Return the id of the one entry of a path."""
        (found,) = [entry for entry in self.entries(side) if entry.path == path]
        return found.id

    def paths(self) -> set[str]:
        """Return every path of the cloud."""
        return {entry.path for entry in self.cloud.entries("/", recursive=True)}


@pytest.fixture
def both(bench: Workbench, tmp_path: Path) -> Both:
    """An engine at rest."""
    return Both(bench, tmp_path)


def test_both_sides_are_listed_with_where_it_was(both: Both) -> None:
    """A file removed in the cloud is in the bin there and in the debris here, with path, size, time and a lasting id."""
    both.write("sub/a.txt", b"12345")
    both.remove_there("/Docs/sub/a.txt")
    entries = both.entries()
    assert {(one.side, one.path, one.pair, one.kind, one.size) for one in entries} == {
        ("local", "sub/a.txt", "docs", "file", 5), ("cloud", "/Docs/sub/a.txt", None, "file", 5),
    }  # fmt: skip
    today = time.strftime("%Y-%m-%d", time.gmtime())
    assert {one.removed[:10] for one in entries} == {today}
    assert [one.id for one in both.entries()] == [one.id for one in entries]
    assert [one.side for one in both.entries("cloud")] == ["cloud"]
    assert [one.side for one in both.entries("local")] == ["local"]


def test_local_file_goes_back_and_syncs_as_a_new_one(both: Both) -> None:
    """Back at its place, uploaded like any file; the one in the cloud's bin stays there."""
    both.write("sub/a.txt", b"old")
    both.remove_there("/Docs/sub")
    restored = both.bin.restore([both.only("local", "sub/a.txt")[:9]], "")
    assert [(one.path, one.renamed) for one in restored.entries] == [(str(both.here / "sub/a.txt"), False)]
    both.bench.wait(both.engine)
    assert (both.here / "sub/a.txt").read_bytes() == b"old"
    assert "/Docs/sub/a.txt" in both.paths()
    assert both.entries("local") == []
    assert [one.path for one in both.entries("cloud")] == ["/Docs/sub"]


def test_nothing_is_overwritten_by_what_comes_back(both: Both) -> None:
    """Whose name is taken gets another beside it, on either side, and that is said."""
    both.write("a.txt", b"old")
    both.remove_there("/Docs/a.txt")
    both.write("a.txt", b"new")
    ids = [both.only("local", "a.txt"), both.only("cloud", "/Docs/a.txt")]
    first, second = both.bin.restore(ids, "").entries
    assert (first.path, first.renamed) == (str(both.here / "a (restored).txt"), True)
    assert second.renamed
    both.bench.wait(both.engine)
    found = {path.name: path.read_bytes() for path in both.here.iterdir() if path.is_file()}
    assert found.pop("a.txt") == b"new"
    assert found.pop("stays") == b"1"
    assert found == {"a (restored).txt": b"old"}  # both were the same bytes under one name: one file


def test_cloud_folder_goes_back_with_its_history(both: Both) -> None:
    """One operation for all in it, under the ids that they had; the other device gets them back."""
    both.write("photos/2026/a.jpg", b"a")
    before = {entry.path: entry.id for entry in both.cloud.entries("/", recursive=True)}
    both.remove_there("/Docs/photos")
    assert not (both.here / "photos").exists()
    (entry,) = both.entries("cloud")
    assert (entry.path, entry.kind, entry.size) == ("/Docs/photos", "folder", 1)
    assert both.bin.restore([entry.id], "").entries[0].path == "/Docs/photos"
    both.bench.wait(both.engine)
    assert {entry.path: entry.id for entry in both.cloud.entries("/", recursive=True)} == before
    assert (both.here / "photos/2026/a.jpg").read_bytes() == b"a"


def test_place_that_is_gone_too_is_made_anew(both: Both) -> None:
    """A file whose folder was removed after it goes back to a new folder of that name, or further up."""
    both.write("x/y/a.txt")
    both.remove_there("/Docs/x/y/a.txt")
    both.remove_there("/Docs/x/y")
    both.remove_there("/Docs/x")
    assert {one.path for one in both.entries("cloud")} == {"/Docs/x/y/a.txt", "/Docs/x/y", "/Docs/x"}
    one = both.only("cloud", "/Docs/x/y/a.txt")
    assert both.bin.restore([one], "").entries[0].path == "/Docs/x/y/a.txt"
    both.bin.empty("cloud", 0, only=None, check=lambda: None)
    both.remove_there("/Docs/x/y/a.txt")
    both.remove_there("/Docs/x")
    both.cloud.remove(["bin:/x"], permanent=True)
    one = both.entries("cloud")[0].id
    assert both.bin.restore([one], "").entries[0].path == "/a.txt"


def test_what_was_renamed_meanwhile_goes_where_its_folder_is_now(both: Both) -> None:
    """Folders are known by id, not by name."""
    both.write("x/a.txt")
    both.remove_there("/Docs/x/a.txt")
    both.cloud.move(["/Docs/x"], "/Docs/z")
    assert both.bin.restore([both.only("cloud", "/Docs/z/a.txt")], "").entries[0].path == "/Docs/z/a.txt"


def test_name_is_the_one_it_had(both: Both) -> None:
    """What has one name in the bin was called so all the same, also a folder that others were in; back it is free."""
    for text in (b"first", b"second"):
        both.write("x/a.txt", text)
        both.remove_there("/Docs/x/a.txt")
        both.remove_there("/Docs/x")
    entries = both.entries("cloud")
    assert sorted(entry.path for entry in entries) == ["/Docs/x", "/Docs/x", "/Docs/x/a.txt", "/Docs/x/a.txt"]
    files = [entry for entry in entries if entry.kind == "file"]
    back = both.bin.restore([files[0].id], "").entries[0]
    assert (back.path, back.renamed) == ("/Docs/x/a.txt", False)
    back = both.bin.restore([files[1].id], "/Docs").entries[0]
    assert (back.path, back.renamed) == ("/Docs/a.txt", False)
    both.bench.wait(both.engine)
    assert {(both.here / "x/a.txt").read_bytes(), (both.here / "a.txt").read_bytes()} == {b"first", b"second"}


def test_restore_to_another_place(both: Both) -> None:
    """Into a folder that is there, or to a new name; here only inside the folder it came from."""
    both.write("a.txt")
    both.write("b.txt")
    both.write("folder/c.txt")
    both.remove_there("/Docs/a.txt", "/Docs/b.txt")
    assert both.bin.restore([both.only("cloud", "/Docs/a.txt")], "/Docs/folder").entries[0].path == "/Docs/folder/a.txt"
    assert both.bin.restore([both.only("cloud", "/Docs/b.txt")], "/new/name.txt").entries[0].path == "/new/name.txt"
    local = both.only("local", "a.txt")
    for wrong in ("/elsewhere/a", str(both.here / ".megadesk/a"), str(both.here / ".MEGADESK/a")):
        with pytest.raises(BadUsage):
            both.bin.restore([local], wrong)
    with pytest.raises(BadName):
        both.bin.restore([local], str(both.here / "x\\y"))
    both.remove_there("/Docs/folder/c.txt")
    with pytest.raises(BadUsage):
        both.bin.restore([both.only("cloud", "/Docs/folder/c.txt")], "bin:/a")
    assert both.bin.restore([local], str(both.here / "x/y.txt")).entries[0].path == str(both.here / "x/y.txt")


def test_folder_that_is_there_is_gone_into_on_both_sides(both: Both) -> None:
    """Named as a place it means into it, also the synced folder itself and the top of the cloud, whatever slash ends it."""
    for name in ("a", "b", "c"):
        both.write(f"x/{name}.txt", name.encode())
    both.write("folder/stays")
    both.remove_there("/Docs/x")
    here = str(both.here)
    for name, to, path in (
        ("a", f"{here}/folder", f"{here}/folder/a.txt"), ("b", f"{here}/", f"{here}/b.txt"), ("c", here, f"{here}/c.txt"),
    ):  # fmt: skip
        back = both.bin.restore([both.only("local", f"x/{name}.txt")], to).entries[0]
        assert (back.path, back.renamed) == (path, False)
    back = both.bin.restore([both.only("cloud", "/Docs/x")], "/").entries[0]
    assert (back.path, back.renamed) == ("/x", False)


def test_folder_comes_back_whole(both: Both) -> None:
    """All that was in it, by its path alone: the latest of each file; what is there by now is not doubled."""
    for text in (b"old", b"new"):
        both.write("photos/2026/a.jpg", text)
        both.write("photos/b.jpg", text)
        both.remove_there("/Docs/photos")
    both.write("other.txt")
    both.remove_there("/Docs/other.txt")
    both.write("photos/b.jpg", b"mine")
    done = both.bin.restore([], "", paths=[str(both.here / "photos")])
    assert ([one.path for one in done.entries], done.left) == ([str(both.here / "photos/2026/a.jpg")], 1)
    assert (both.here / "photos/2026/a.jpg").read_bytes() == b"new"
    assert (both.here / "photos/b.jpg").read_bytes() == b"mine"
    assert sorted(one.path for one in both.entries("local")) == [
        "other.txt", "photos/2026/a.jpg", "photos/b.jpg", "photos/b.jpg",
    ]  # fmt: skip


def test_folder_comes_back_elsewhere(both: Both) -> None:
    """Under a new name, or into a folder that is there, with what it held at its places; a single file likewise."""
    both.write("p/q/a.txt", b"a")
    both.write("p/b.txt", b"b")
    both.write("there/stays")
    both.remove_there("/Docs/p")
    (both.here / "p").mkdir()
    (both.here / "p/b.txt").write_bytes(b"in the way")
    done = both.bin.restore([], str(both.here / "there"), paths=[str(both.here / "p/q")])
    assert [one.path for one in done.entries] == [str(both.here / "there/q/a.txt")]
    done = both.bin.restore([], str(both.here / "new/p"), paths=[str(both.here / "p")])
    assert ([one.path for one in done.entries], done.left) == ([str(both.here / "new/p/b.txt")], 0)
    both.write("f.txt", b"f")
    both.remove_there("/Docs/f.txt")
    both.write("f.txt", b"other")
    (back,) = both.bin.restore([], "", paths=[str(both.here / "f.txt")]).entries
    assert (back.path, back.renamed) == (str(both.here / "f (restored).txt"), True)
    for wrong in ("/elsewhere", str(both.here / "nope"), str(both.here / "there")):
        with pytest.raises(NotFound):
            both.bin.restore([], "", paths=[wrong])
    with pytest.raises(BadUsage):
        both.bin.restore([], str(both.here / "x"), paths=[str(both.here / "p"), str(both.here / "f.txt")])


def test_ids_must_be_clear(both: Both) -> None:
    """Unknown, ambiguous, none, or several to one place: nothing moves."""
    both.write("a.txt")
    both.write("b.txt")
    both.remove_there("/Docs/a.txt", "/Docs/b.txt")
    for ids, to, error in (
        (["f" * 40], "", NotFound), (["local"], "", BadUsage), ([], "", BadUsage), ([""], "", NotFound),
        ([one.id for one in both.entries("local")], str(both.here / "x"), BadUsage),
        ([both.only("local", "a.txt"), "nothing"], "", NotFound),
    ):  # fmt: skip
        with pytest.raises(error):
            both.bin.restore(ids, to)
    assert len(both.entries()) == 4


def test_empty_removes_for_good_what_is_meant(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """One side or both, all or what is old; counting removes nothing, and says how much it would be."""
    both.write("a.txt", b"123")
    both.remove_there("/Docs/a.txt")

    def run(side: str, days: int, *, only_count: bool = False) -> tuple[int, int]:
        if only_count:
            gone = both.bin.count(side, days).amount
        else:
            gone = both.bin.empty(side, days, only=None, check=lambda: None)
        return gone.local, gone.cloud

    assert run("", 0, only_count=True) == (1, 1)
    assert run("", 3) == (0, 0)
    assert len(both.entries()) == 2
    later_ms = both.engine.clock.wall_ms() + 10 * bin_module.DAY_MS
    monkeypatch.setattr(both.engine.clock, "wall_ms", lambda: later_ms)
    assert run("cloud", 30) == (0, 0)
    assert run("cloud", 9) == (0, 1)
    assert run("local", 0) == (1, 0)
    assert both.entries() == []
    assert both.cloud.entries("bin:/", recursive=True) == []


def test_what_went_there_during_the_question_stays(both: Both) -> None:
    """A yes is for what was counted: a file removed since, even of the same name, is in both bins afterwards."""
    both.write("a.txt", b"123")
    both.remove_there("/Docs/a.txt")
    asked = both.bench.ask(both.engine, m.COUNT_BIN, m.BinCount())
    both.write("a.txt", b"4567")
    both.remove_there("/Docs/a.txt")
    gone = both.bench.ask(both.engine, m.EMPTY_BIN, m.BinEmpty(only=asked.ids))
    assert gone == asked.amount == m.Emptied(local=1, local_bytes=3, cloud=1, cloud_bytes=3)
    assert [(one.side, one.size) for one in both.entries()] in (
        [("local", 4), ("cloud", 4)],
        [("cloud", 4), ("local", 4)],
    )


@pytest.mark.parametrize(("side", "days"), [("both", 0), ("", -1)])
def test_what_makes_no_sense_is_refused(both: Both, side: str, days: int) -> None:
    """Neither a side that is none nor days before today."""
    with pytest.raises(BadUsage):
        both.bin.count(side, days)


def test_folder_that_cannot_be_looked_into_is_named(both: Both) -> None:
    """An unplugged drive hides what is kept on it, and that is said."""
    both.write("a.txt")
    both.remove_there("/Docs/a.txt")
    both.here.rename(both.here.with_name("elsewhere"))
    found = both.bin.entries("")
    assert (found.unread, [one.side for one in found.entries]) == (["docs"], ["cloud"])
    both.here.with_name("elsewhere").rename(both.here)


def test_disk_that_refuses_is_said(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the disk does not allow is an error with the path, and what went meanwhile is not found."""
    both.write("a.txt")
    both.remove_there("/Docs/a.txt")
    one = both.only("local", "a.txt")
    for raised, error in ((PermissionError(13, "no"), AccessDenied), (FileNotFoundError(2, "gone"), NotFound)):

        def fail(*_arguments: object, raised: OSError = raised) -> RelPath:
            raise raised

        monkeypatch.setattr(Debris, "give_back", fail)
        with pytest.raises(error):
            both.bin.restore([one], "")
    monkeypatch.setattr(Debris, "remove", lambda *_arguments: fail(raised=PermissionError(13, "no")))
    with pytest.raises(AccessDenied):
        both.bin.empty("local", 0, only=None, check=lambda: None)


def test_many_are_removed_for_good_in_one_commit(both: Both) -> None:
    """Folders with what is in them."""
    for name in ("a", "sub/b", "sub/deep/c"):
        both.write(name)
    both.remove_there("/Docs/a", "/Docs/sub")
    before = both.engine.supervisor.world.space.head
    both.bin.empty("cloud", 0, only=None, check=lambda: None)
    after = both.engine.supervisor.world.space.head
    assert before is not None
    assert after is not None
    assert after.seq == before.seq + 1
    assert both.entries("cloud") == []


def test_many_go_back_in_one_commit(both: Both) -> None:
    """Those of one name too, each under another; one that is named twice is not found the second time, as before."""
    for data in (b"1", b"2"):
        both.write("a.txt", data)
        both.write("b.txt", data)
        both.remove_there("/Docs/a.txt", "/Docs/b.txt")
    ids = [one.id for one in both.entries("cloud")]
    before = both.engine.supervisor.world.space.head
    restored = both.bin.restore(ids, "")
    after = both.engine.supervisor.world.space.head
    assert before is not None
    assert after is not None
    assert after.seq == before.seq + 1
    assert [one.id for one in restored.entries] == ids
    assert sorted((one.path, one.renamed) for one in restored.entries) == [
        ("/Docs/a (restored).txt", True), ("/Docs/a.txt", False), ("/Docs/b (restored).txt", True), ("/Docs/b.txt", False),
    ]  # fmt: skip
    both.bench.wait(both.engine)
    both.remove_there("/Docs/a.txt")
    again = both.only("cloud", "/Docs/a.txt")
    with pytest.raises(NotFound):
        both.bin.restore([again, again], "")
    assert "/Docs/a.txt" in both.paths()


def test_what_is_named_is_all_that_is_looked_at(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a bin with thousands in it a part comes back, or goes: the rest is not read for it each time."""
    looked: list[str] = []
    found = bin_module.Bin._found_there

    def noted(self: Bin, tree: Tree, node: Node) -> bin_module._There:
        looked.append(node.name)
        return found(self, tree, node)

    for name in ("a", "b", "c"):
        both.write(name)
    both.remove_there("/Docs/a", "/Docs/b", "/Docs/c")
    first, second = both.only("cloud", "/Docs/a"), both.only("cloud", "/Docs/b")
    monkeypatch.setattr(bin_module.Bin, "_found_there", noted)
    both.bin.restore([first], "")
    assert looked == ["a"]
    assert both.bin.empty("", 0, only=[second], check=lambda: None).cloud == 1
    assert looked == ["a", "b"]


def test_another_device_was_quicker(both: Both) -> None:
    """What somebody else put back or removed for good meanwhile is not there any more, and that is no failure of emptying."""
    both.write("a.txt")
    both.remove_there("/Docs/a.txt")
    one = both.only("cloud", "/Docs/a.txt")
    there = both.bin._there()
    both.cloud.move(["bin:/a.txt"], "/back.txt")
    both.bin._empty_there(there, lambda: None)
    assert "/back.txt" in both.paths()
    with pytest.raises(NotFound):
        both.bin._restore_there(there[:1], "", dry_run=False)
    assert one not in {entry.id for entry in both.entries()}


def test_paused_pair_gives_back_too(both: Both) -> None:
    """A pause is of sync, not of the person's own files."""
    both.write("a.txt")
    both.remove_there("/Docs/a.txt")
    both.engine.set_paused(PairId(both.pair), paused=True)
    both.bin.restore([both.only("local", "a.txt")], "")
    assert (both.here / "a.txt").exists()


def test_requests_of_front_ends(both: Both) -> None:
    """List, restore and empty are asked for by their methods."""
    bench, engine = both.bench, both.engine
    both.write("a.txt")
    both.remove_there("/Docs/a.txt")
    (entry,) = bench.ask(engine, m.LIST_BIN, m.BinList(side="cloud")).entries
    assert bench.ask(engine, m.RESTORE_BIN, m.BinRestore(ids=[entry.id])).entries[0].path == "/Docs/a.txt"
    assert bench.ask(engine, m.EMPTY_BIN, m.BinEmpty()).local == 1


def test_a_dry_run_says_where_each_would_go(both: Both) -> None:
    """Also whether its name is taken; nothing moves on either side."""
    both.write("sub/a.txt", b"old")
    both.write("b.txt", b"b")
    both.remove_there("/Docs/sub/a.txt", "/Docs/b.txt")
    both.write("b.txt", b"another")
    before = both.entries()
    ids = [both.only("local", "sub/a.txt"), both.only("cloud", "/Docs/b.txt")]
    told = both.bin.restore(ids, "", dry_run=True)
    assert [(one.path, one.renamed) for one in told.entries] == [
        (str(both.here / "sub/a.txt"), False), ("/Docs/b.txt", True),
    ]  # fmt: skip
    assert [one.path for one in both.bin.restore(ids[1:], "/new/place", dry_run=True).entries] == ["/new/place"]
    assert both.entries() == before
    assert both.paths() == {"/Docs", "/Docs/b.txt", "/Docs/stays", "/Docs/sub"}


def test_the_list_comes_in_pages(both: Both) -> None:
    """The latest first, over both sides."""
    for name in "abc":
        both.write(name)
    both.remove_there("/Docs/a", "/Docs/b", "/Docs/c")
    whole = [one.id for one in both.entries()]
    pages = [both.bin.page(m.BinList(after=after, limit=4)) for after in (0, 4)]
    assert [one.id for page in pages for one in page.entries] == whole
    assert [page.more for page in pages] == [True, False]
