"""Catalogue D: moves, alone and against everything else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fakes.rows import Pair, Row, catalogued, play, row
from megadesk.model.errors import AccessDenied, DiskFull, FileBusy, MegadeskError, QuotaExceeded

N_CHILDREN = 300
MANY = ", ".join(f"d/f{number}={number}" for number in range(N_CHILDREN))


@catalogued(
    row(64, "file renamed here", start="a=1", here="mv a b", after="b=1", cloud="put", sent=0, far_disk="move"),
    row(65, "file renamed there", start="a=1", there="mv a b", after="b=1", disk="move", cloud=""),
    row(66, "full folder renamed here", start=MANY, here="mv d e", after=MANY.replace("d/", "e/"), cloud="put",
        sent=0, disk="", far_disk="move"),
    row(66, "full folder renamed there", start=MANY, there="mv d e", after=MANY.replace("d/", "e/"), disk="move",
        cloud=""),
    row(69, "moved here edited there", start="a=1, d/", here="mv a d/b", there="a=22", after="d/b=22",
        disk="place", cloud="put", sent=0, debris="1"),
    row(70, "edited here moved there", start="a=1, d/", here="a=22", there="mv a d/b", after="d/b=22",
        disk="move", cloud="put", sent=2),
    row(72, "renamed to two names", start="x=1", here="mv x y", there="mv x z", after="z=1", disk="move", cloud="",
        notices="moved_elsewhere"),
    row(74, "renamed alike", start="x=1", here="mv x y", there="mv x y", after="y=1", disk="", cloud=""),
    row(75, "folder renamed to two names", start="A/f=1", here="mv A B", there="mv A C", after="C/f=1", disk="move",
        cloud="", notices="moved_elsewhere"),
    row(76, "folder renamed here child edited there", start="d/a=1", here="mv d e", there="d/a=22", after="e/a=22",
        disk="place", cloud="put", sent=0),
    row(77, "folder renamed here child added there", start="d/a=1", here="mv d e", there="d/n=2", after="e/a=1, e/n=2",
        disk="place", cloud="put", sent=0),
    row(78, "folder renamed here child renamed there", start="d/a=1", here="mv d e", there="mv d/a d/b", after="e/b=1",
        disk="move", cloud="put"),
    row(80, "folder and child renamed here", start="d/a=1", here="mv d e, mv e/a e/b", after="e/b=1", cloud="2 put",
        sent=0, far_disk="2 move"),
    row(81, "names swapped here", start="a=1, b=2", here="mv a t, mv b a, mv t b", after="a=2, b=1", cloud="2 put",
        sent=0, far_disk="aside, back, move"),
    row(81, "names swapped there", start="a=1, b=2", there="mv a t, mv b a, mv t b", after="a=2, b=1",
        disk="aside, back, move"),
    row(82, "names rotated here", start="a=1, b=2, c=3", here="mv c t, mv b c, mv a b, mv t a", after="a=3, b=1, c=2",
        cloud="3 put", sent=0, far_disk="aside, back, 2 move"),
    row(85, "folders moved into each other", start="A/a=1, B/b=2", here="mv B A/B", there="mv A B/A",
        after="B/b=2, B/A/a=1", cloud="", notices="move_undone"),
    row(88, "moved here to a name taken there", start="x=1", here="mv x y", there="y=2", after="y=2, y{copy}=1",
        disk="move, place", cloud="put", sent=0, notices="conflict_copy"),
    row(90, "folder made here moved there to that name", start="E/f=1", here="D/g=2", there="mv E D",
        after="D/f=1, D/g=2", cloud="put", sent=1),
    row(103, "moved there to a name of another kind", start="a=1, b/c=2", there="rm b, mv a b", after="b=1",
        disk="2 discard, move", debris="2"),
)  # fmt: skip
def test_row(case: Row, tmp_path: Path) -> None:
    """Both folders and the cloud end as the row says, at the cost it says."""
    play(tmp_path, case)


def test_row064_renamed_file_is_the_same_node(tmp_path: Path) -> None:
    """A rename gives the record a new version; its id, and so its history, stays."""
    pair = Pair(tmp_path, "a=1")
    (before,) = pair.cloud.nodes.values()
    pair.here.do("mv a b")
    pair.settle()
    (after,) = pair.cloud.nodes.values()
    assert (after.id, after.version, after.content) == (before.id, before.version + 1, before.content)


def test_row065_rename_keeps_the_time(tmp_path: Path) -> None:
    """A file that another device renamed has the time that it had."""
    pair = Pair(tmp_path, "a=1")
    before = (pair.here.path / "a").stat()
    pair.there.do("mv a b")
    pair.settle()
    after = (pair.here.path / "b").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize(
    ("script", "told", "after"),
    [
        ("mv d/a d/b, d/b=22", "put", "d/b=22, d/c=3"),
        ("mv d/a e/b, e/b=22", "2 put", "d/c=3, e/b=22"),
        ("mv d/a d/b, d/b=22, mv d e", "2 put", "e/b=22, e/c=3"),
        ("mv d e, mv e/a e/b, e/b=22", "2 put", "e/b=22, e/c=3"),
    ],
    ids=["file", "into a new folder", "folder after it", "folder before it"],
)
def test_row068_renamed_and_edited(tmp_path: Path, script: str, told: str, after: str) -> None:
    """A file that was seen to be renamed, and was edited before anybody looked, is the same node."""
    pair = Pair(tmp_path, "d/a=1, d/c=3")
    pair.here.watch()
    before = {node.name: node.id for node in pair.cloud.tree().values()}
    pair.here.do(script)
    pair.here.sync()
    assert (pair.told(), pair.cloud.uploaded_bytes) == (told, 2)
    pair.settle()
    pair.check(after)
    assert pair.cloud.nodes[before["a"]].name == "b"


def test_row068_renamed_and_edited_between_two_looks_unwatched(tmp_path: Path) -> None:
    """Without a witness an inode alone proves nothing: the old file goes to the bin, the new one is new."""
    pair = Pair(tmp_path, "a=1, c=3")
    pair.here.do("mv a b, b=22")
    pair.settle()
    pair.check("b=22, c=3")
    assert pair.cloud.bin() == {"a": b"1"}


def test_row071_moved_and_edited_here_edited_there(tmp_path: Path) -> None:
    """At the new place stand their bytes under the name, and ours as a copy."""
    pair = Pair(tmp_path, "a=1, d/")
    pair.there.do("a=22")
    pair.there.sync()
    pair.here.watch()
    pair.here.do("mv a d/b, d/b=333")
    pair.settle()
    pair.check("d/b=22, d/b{copy}=333")


def test_row091_moved_out_is_removed(tmp_path: Path) -> None:
    """What leaves the folder is removed from the cloud, into its bin."""
    pair = Pair(tmp_path, "d/a=1, b=2")
    shutil.move(pair.here.path / "d", tmp_path / "elsewhere")
    pair.here.sync()
    assert pair.told() == "bin"
    pair.settle()
    pair.check("b=2")
    assert pair.cloud.bin() == {"d": None, "d/a": b"1"}


def test_row091_moved_out_and_back_is_a_move(tmp_path: Path) -> None:
    """What comes back before anybody looked has only moved."""
    pair = Pair(tmp_path, "d/a=1, b=2")
    shutil.move(pair.here.path / "d", tmp_path / "elsewhere")
    shutil.move(tmp_path / "elsewhere", pair.here.path / "e")
    pair.here.sync()
    assert (pair.told(), pair.cloud.uploaded_bytes) == ("put", 0)
    pair.settle()
    pair.check("e/a=1, b=2")


def test_row092_moved_in_is_new_with_all_in_it(tmp_path: Path) -> None:
    """A folder that comes from elsewhere is found down to its last file, by one hint at its name."""
    pair = Pair(tmp_path, "b=2")
    (tmp_path / "new" / "deep").mkdir(parents=True)
    (tmp_path / "new" / "deep" / "a").write_text("1")
    shutil.move(tmp_path / "new", pair.here.path / "d")
    pair.here.look_at("d")
    pair.settle()
    pair.check("b=2, d/deep/a=1")


def test_row096_inode_used_again_is_no_move(tmp_path: Path) -> None:
    """A new file with the inode of a removed one, but other bytes, is a new file."""
    pair = Pair(tmp_path, "x=1")
    inode = (pair.here.path / "x").stat().st_ino
    pair.here.do("rm x")
    for number in range(64):
        pair.here.write(f"y{number}", f"other {number}")
        if (pair.here.path / f"y{number}").stat().st_ino == inode:
            break
    pair.here.sync()
    assert pair.told().startswith("bin")
    assert pair.cloud.bin() == {"x": b"1"}
    pair.settle()


SAVES = {
    "over-it": "t=22, mv t a",
    "gedit": ".goutputstream-X=22, mv .goutputstream-X a",
    "vim-with-backup": "mv a a~, a=22, rm a~",
    "office": "~$a=0, t.tmp=22, mv a old.tmp, mv t.tmp a, rm old.tmp, rm ~$a",
    "macos": "a.sb-1/a=22, mv a a.sb-1/old, mv a.sb-1/a a, rm a.sb-1",
}


@pytest.mark.parametrize("script", SAVES.values(), ids=SAVES)
def test_row098_editors_save_by_replacing(tmp_path: Path, script: str) -> None:
    """However a program saves, the file that stands there afterwards is the same node, edited."""
    pair = Pair(tmp_path, "a=1")
    (before,) = pair.cloud.nodes
    pair.here.do(script)
    pair.here.sync()
    assert pair.told() == "put"
    pair.settle()
    pair.check("a=22")
    assert list(pair.cloud.nodes) == [before]


def test_row098_backup_that_stays_is_a_new_file(tmp_path: Path) -> None:
    """Where the editor leaves its backup, that is new, and the file is the node it was."""
    pair = Pair(tmp_path, "a=1")
    (before,) = pair.cloud.nodes
    pair.here.do("mv a a~, a=22")
    pair.settle()
    pair.check("a=22, a~=1")
    assert pair.cloud.nodes[before].name == "a"


def test_row100_refused_move_stays_as_it_is_here(tmp_path: Path) -> None:
    """If the server refuses, the file stays where its person put it, and the move is made once it may be."""
    pair = Pair(tmp_path, "a=1, d/")

    def refuse() -> None:
        raise QuotaExceeded

    pair.here.view.before_publish = refuse
    pair.here.do("mv a d/a")
    for _ in range(3):
        pair.here.looking.observe(None)
        pair.here.view.fetch()
        with pytest.raises(QuotaExceeded):
            pair.here.one_plan()
    assert pair.here.shown() == ["d/a=1"]
    assert pair.cloud.paths() == {"a": b"1", "d": None}
    pair.here.view.before_publish = lambda: None
    pair.here.sync()
    assert (pair.told(), pair.cloud.uploaded_bytes) == ("put", 0)
    pair.settle()
    pair.check("d/a=1")


@pytest.mark.parametrize("error", [DiskFull(), FileBusy(), AccessDenied(path="a")], ids=lambda error: error.code)
def test_row101_move_that_cannot_be_made_here_yet(tmp_path: Path, error: MegadeskError) -> None:
    """A move the disk refuses is tried again; until then the file stays, and the cloud hears nothing."""
    pair = Pair(tmp_path, "a=1, d/")
    pair.there.do("mv a d/b")
    pair.there.sync()
    left = [3]

    def refuse(what: str, _path: object) -> MegadeskError | None:
        left[0] -= what == "move"
        return error if what == "move" and left[0] >= 0 else None

    pair.here.watched.refuse = refuse
    pair.reset()
    pair.here.one_round()
    assert pair.here.shown() == ["a=1", "d/"]
    for _ in range(8):
        pair.here.one_round()
    assert pair.told() == ""
    assert left[0] == -1
    pair.settle()
    pair.check("d/b=1")
