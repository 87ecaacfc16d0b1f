"""The rows of the catalogue about ignore rules, each with whole devices on real folders (SYNC.md, section 2 G)."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.devices import Cloud, Desk
from megadesk.model.errors import DecisionNeeded
from megadesk.model.relpath import RelPath


class Two:
    """Two devices on one cloud; ``ann`` and ``ben`` are synced in turn until both rest."""

    def __init__(self, base: Path) -> None:
        self.cloud = Cloud()
        self.ann = Desk(base, "ann", self.cloud)
        self.ben = Desk(base, "ben", self.cloud)

    def rest(self) -> None:
        """Sync both until neither has anything to do."""
        for _ in range(10):
            if not self.ann.sync() + self.ben.sync():
                return
        raise AssertionError("they do not come to rest")


@pytest.fixture
def two(tmp_path: Path) -> Two:
    """Two devices with nothing in their folders."""
    return Two(tmp_path)


def files(desk: Desk) -> dict[str, bytes | None]:
    """Return the files of a device, without its folders."""
    return {path: data for path, data in desk.paths().items() if data is not None}


# -- 93, 94: moves over the border ----------------------------------------------------------------------------------


def test_row93_moved_into_an_ignored_place_here(two: Two) -> None:
    """Row 93: it goes from where it was, into the bin there and the debris of others; the bytes stay here."""
    two.ann.write(".deskignore", "private/\n")
    two.ann.write("a.txt", "alpha")
    two.rest()
    (two.ann.path / "private").mkdir()
    (two.ann.path / "a.txt").rename(two.ann.path / "private/a.txt")
    two.rest()
    assert two.ann.paths() == {".deskignore": b"private/\n", "private": None, "private/a.txt": b"alpha"}
    assert two.ben.paths() == {".deskignore": b"private/\n"}
    assert two.ben.debris() == [b"alpha"]


def test_row93_moved_elsewhere_into_a_place_ignored_here(two: Two) -> None:
    """Row 93: a move by another device to where this one ignores removes it here alone, never there."""
    two.ann.write("a.txt", "alpha")
    two.rest()
    two.ben.rules.own = "private/"
    (two.ann.path / "private").mkdir()
    (two.ann.path / "a.txt").rename(two.ann.path / "private/a.txt")
    two.rest()
    assert two.cloud.paths() == {"private": None, "private/a.txt": b"alpha"}
    assert files(two.ben) == {}
    assert two.ben.debris() == [b"alpha"]


def test_row93_an_edit_here_outlives_such_a_move(two: Two) -> None:
    """Row 93: what was edited here meanwhile stays here and becomes a file of its own."""
    two.ann.write("a.txt", "alpha")
    two.rest()
    two.ben.rules.own = "private/"
    (two.ann.path / "private").mkdir()
    (two.ann.path / "a.txt").rename(two.ann.path / "private/a.txt")
    two.ann.sync()
    two.ben.write("a.txt", "ben's")
    two.rest()
    assert files(two.ben) == {"a.txt": b"ben's"}
    assert files(two.ann) == {"a.txt": b"ben's", "private/a.txt": b"alpha"}


def test_row94_moved_out_of_an_ignored_place(two: Two) -> None:
    """Row 94: it is uploaded as new."""
    two.ann.write(".deskignore", "private/\n")
    two.ann.write("private/a.txt", "alpha")
    two.rest()
    assert files(two.ben) == {".deskignore": b"private/\n"}
    (two.ann.path / "private/a.txt").rename(two.ann.path / "a.txt")
    two.rest()
    assert files(two.ben) == {".deskignore": b"private/\n", "a.txt": b"alpha"}


def test_row94_moved_out_in_the_moment_of_the_rule(two: Two) -> None:
    """Row 94: also if it was synced there until now; what others have of it stays where it is."""
    two.ann.write("private/a.txt", "alpha")
    two.rest()
    two.ann.rules.own = "private/"
    (two.ann.path / "private/a.txt").rename(two.ann.path / "a.txt")
    two.rest()
    assert files(two.ann) == {"a.txt": b"alpha"}
    assert files(two.ben) == {"a.txt": b"alpha", "private/a.txt": b"alpha"}


# -- 131, 132: a folder goes, what it holds stays -------------------------------------------------------------------


def test_row131_folder_removed_elsewhere_keeps_what_is_ignored(two: Two) -> None:
    """Row 131: synced children go to the debris, ignored ones stay with their folder, which is not uploaded again."""
    two.ann.write(".deskignore", "*.log\n")
    two.ann.write("work/deep/a.txt", "alpha")
    two.rest()
    two.ben.write("work/deep/b.log", "ben's log")
    two.rest()
    (two.ann.path / "work/deep/a.txt").unlink()
    (two.ann.path / "work/deep").rmdir()
    (two.ann.path / "work").rmdir()
    two.rest()
    assert files(two.ben) == {".deskignore": b"*.log\n", "work/deep/b.log": b"ben's log"}
    assert two.ben.debris() == [b"alpha"]
    two.ben.restart()
    two.rest()
    assert two.cloud.paths() == {".deskignore": b"*.log\n"}
    (two.ben.path / "work/deep/b.log").unlink()
    two.rest()
    assert two.ben.paths() == {".deskignore": b"*.log\n"}, "nothing holds the folder any more"


def test_row131_leftover_folder_takes_part_again(two: Two) -> None:
    """Row 131: a folder of that name that comes later is that folder, and a file put into it is synced."""
    two.ann.write(".deskignore", "*.log\n")
    two.ann.write("work/deep/a.txt", "alpha")
    two.ben.write("work/deep/b.log", "ben's log")
    two.rest()
    (two.ann.path / "work/deep/a.txt").unlink()
    (two.ann.path / "work/deep").rmdir()
    (two.ann.path / "work").rmdir()
    two.rest()
    two.ann.write("work/deep/new.txt", "new")
    two.rest()
    assert files(two.ben) == {".deskignore": b"*.log\n", "work/deep/b.log": b"ben's log", "work/deep/new.txt": b"new"}
    two.ben.write("work/deep/more.txt", "more")
    two.rest()
    assert files(two.ann)["work/deep/more.txt"] == b"more"
    assert len(two.cloud.tree()) == 5


def test_row131_file_put_into_a_leftover_folder_is_synced(two: Two) -> None:
    """Row 131: the folder comes back with what a person puts into it, and with nothing else."""
    two.ann.write(".deskignore", "*.log\n")
    two.ann.write("work/a.txt", "alpha")
    two.ben.write("work/b.log", "ben's log")
    two.rest()
    (two.ann.path / "work/a.txt").unlink()
    (two.ann.path / "work").rmdir()
    two.rest()
    two.ben.write("work/c.txt", "gamma")
    two.rest()
    assert files(two.ann) == {".deskignore": b"*.log\n", "work/c.txt": b"gamma"}


def test_row131_folder_removed_here_keeps_what_is_left_out_there(two: Two) -> None:
    """Row 131, the other way round: a folder in the cloud is not removed with what this device never saw."""
    two.ben.rules.own = "*.log"
    two.ann.write("work/a.txt", "alpha")
    two.ann.write("work/a.log", "log")
    two.rest()
    assert files(two.ben) == {"work/a.txt": b"alpha"}
    (two.ben.path / "work/a.txt").unlink()
    (two.ben.path / "work").rmdir()
    two.rest()
    assert two.ben.paths() == {}
    assert two.ann.paths() == {"work": None, "work/a.log": b"log"}
    assert two.ann.debris() == [b"alpha"]
    two.ben.write("work/new.txt", "new")
    two.rest()
    assert two.ann.paths() == {"work": None, "work/a.log": b"log", "work/new.txt": b"new"}
    assert len(two.cloud.tree()) == 3, "the folder is the one that is there"


def test_row132_junk_keeps_no_folder(two: Two) -> None:
    """Row 132: if only junk is left it goes to the debris, and the folder goes."""
    two.ann.write(".deskignore", "#!junk\n*.pyc\ncache/\n")
    two.ann.write("work/a.txt", "alpha")
    two.rest()
    two.ben.write("work/a.pyc", "compiled")
    two.ben.write("work/cache/x/y", "cached")
    two.ben.write("work/Thumbs.db", "thumbs")
    two.rest()
    (two.ann.path / "work/a.txt").unlink()
    (two.ann.path / "work").rmdir()
    two.rest()
    assert two.ben.paths() == {".deskignore": b"#!junk\n*.pyc\ncache/\n"}
    assert sorted(two.ben.debris()) == sorted([b"alpha", b"compiled", b"cached", b"thumbs"])


def test_row132_junk_stays_with_what_is_ignored(two: Two) -> None:
    """Row 132: as long as something else holds the folder, junk stays too."""
    two.ann.write(".deskignore", "*.log\n#!junk\n*.pyc\n")
    two.ann.write("work/a.txt", "alpha")
    two.ben.write("work/a.pyc", "compiled")
    two.ben.write("work/a.log", "log")
    two.rest()
    (two.ann.path / "work/a.txt").unlink()
    (two.ann.path / "work").rmdir()
    two.rest()
    assert {"work/a.pyc", "work/a.log"} <= files(two.ben).keys()
    assert two.ben.debris() == [b"alpha"]


def test_row132_junk_in_the_cloud_keeps_no_folder(two: Two) -> None:
    """Row 132: litter that some device sent does not keep a folder alive that was removed here."""
    two.ben.rules.own = "#!junk\n*.pyc"
    two.ann.write("work/a.txt", "alpha")
    two.ann.write("work/a.pyc", "compiled")
    two.rest()
    (two.ben.path / "work/a.txt").unlink()
    (two.ben.path / "work").rmdir()
    two.rest()
    assert two.ann.paths() == two.ben.paths() == two.cloud.paths() == {}
    assert sorted(two.ann.debris()) == [b"alpha", b"compiled"]


# -- 133 to 137, 144: rules come and go -----------------------------------------------------------------------------


def test_row133_ignored_file_that_comes_from_elsewhere(two: Two) -> None:
    """Row 133: it is not downloaded here and never deleted there; other files go on."""
    two.ben.rules.own = "*.iso\nmovies/"
    two.ann.write("a.iso", "iso")
    two.ann.write("movies/x/film", "film")
    two.ann.write("a.txt", "alpha")
    two.rest()
    assert two.ben.paths() == {"a.txt": b"alpha"}
    two.ann.write("a.iso", "iso two")
    two.ben.restart()
    two.rest()
    assert two.ben.paths() == {"a.txt": b"alpha"}
    assert two.cloud.paths()["a.iso"] == b"iso two"
    assert {"movies/x/film", "a.iso"} <= two.cloud.paths().keys()


def test_row133_rules_come_before_what_they_are_about(two: Two) -> None:
    """Row 133: a new device fetches the rules first, and nothing that they leave out."""
    two.ann.write("build/a.o", "object")
    two.ann.write("src/deep/b.o", "object")
    two.ann.write("src/a.c", "source")
    two.ann.sync()
    two.ann.write(".deskignore", "build/\n")
    two.ann.write("src/deep/.deskignore", "*.o\n")
    two.ann.sync()
    two.ben.sync()
    assert two.ben.paths() == {
        ".deskignore": b"build/\n", "src": None, "src/a.c": b"source", "src/deep": None, "src/deep/.deskignore": b"*.o\n",
    }  # fmt: skip
    assert {"build/a.o", "src/deep/b.o"} <= two.cloud.paths().keys()


def test_row133_rules_come_before_what_is_new_here(two: Two) -> None:
    """Row 133: a device that joins with a copy of its own does not send what the rules there leave out."""
    two.ann.write(".deskignore", "build/\n")
    two.ann.write("src/.deskignore", "*.o\n")
    two.ann.write("src/a.c", "source")
    two.ann.sync()
    two.ben.write("build/a.o", "object")
    two.ben.write("src/deep/b.o", "object")
    two.ben.write("src/deep/b.c", "source")
    two.ben.write("src/a.c", "source")
    two.rest()
    assert two.ann.paths() == two.cloud.paths() == {
        ".deskignore": b"build/\n", "src": None, "src/.deskignore": b"*.o\n", "src/a.c": b"source", "src/deep": None,
        "src/deep/b.c": b"source",
    }  # fmt: skip
    assert {"build/a.o", "src/deep/b.o"} < files(two.ben).keys()


def test_row133_nobody_waits_for_rules_that_cannot_come(two: Two) -> None:
    """Row 133: if the place of the rules is taken by what is no file, the other files come all the same."""
    (two.ben.path / ".deskignore").symlink_to("nowhere")
    two.ann.write(".deskignore", "*.o\n")
    two.ann.write("a.txt", "alpha")
    two.rest()
    assert (two.ben.path / "a.txt").read_bytes() == b"alpha"


def test_row134_new_rule_takes_out_on_this_device_alone(two: Two) -> None:
    """Row 134: synced files that a new rule matches stay here and there; it is told once."""
    two.ann.write("logs/a.log", "one")
    two.ann.write("logs/deep/b.log", "two")
    two.ann.write("a.txt", "alpha")
    two.rest()
    before = two.cloud.paths()
    two.ann.rules.own = "logs/"
    two.rest()
    assert two.ann.paths() == before == two.ben.paths() == two.cloud.paths()
    assert two.ann.notices == ["now_ignored"]
    assert {known.node.name for known in two.ann.folder.local.values()} == {"a.txt"}
    assert {node.name for node in two.ann.folder.base.values()} == {"a.txt"}
    two.ben.write("logs/a.log", "ben's")
    two.ann.write("logs/deep/b.log", "ann's")
    two.rest()
    assert files(two.ann) == {"a.txt": b"alpha", "logs/a.log": b"one", "logs/deep/b.log": b"ann's"}
    assert files(two.ben) == {"a.txt": b"alpha", "logs/a.log": b"ben's", "logs/deep/b.log": b"two"}
    assert not two.ann.debris()
    assert two.ann.notices == ["now_ignored"]


@pytest.mark.parametrize("when", ["after the rule was seen", "before it was seen"])
def test_row134_what_is_removed_under_a_rule_is_removed_here_alone(two: Two, when: str) -> None:
    """Row 134: making a rule and then room on this device removes nothing elsewhere, even if both happen at once."""
    two.ann.write("logs/a.log", "one")
    two.ann.write("logs/deep/b.log", "two")
    two.rest()
    two.ann.write(".deskignore", "logs/\n")
    if when == "after the rule was seen":
        two.ann.sync()
    for gone in ("logs/a.log", "logs/deep/b.log"):
        (two.ann.path / gone).unlink()
    (two.ann.path / "logs/deep").rmdir()
    (two.ann.path / "logs").rmdir()
    two.rest()
    assert files(two.ann) == {".deskignore": b"logs/\n"}
    assert files(two.ben) == {".deskignore": b"logs/\n", "logs/a.log": b"one", "logs/deep/b.log": b"two"}
    assert {"logs/a.log", "logs/deep/b.log"} <= two.cloud.paths().keys()


def test_row134_rule_that_comes_from_another_device(two: Two) -> None:
    """Row 134: rules travel as a file, and take out on each device what they match there."""
    two.ann.write("logs/a.log", "one")
    two.rest()
    two.ann.write(".deskignore", "logs/\n")
    two.rest()
    assert files(two.ben) == {".deskignore": b"logs/\n", "logs/a.log": b"one"}
    assert not two.ben.debris()
    assert two.ben.notices == ["now_ignored"]


@pytest.mark.parametrize("crash_at", [0, 1])
def test_row134_crash_between_rule_and_scan(two: Two, crash_at: int) -> None:
    """Row 134: a device that dies before or after it has written down what the rule took out removes nothing."""
    two.ann.write("logs/a.log", "one")
    two.rest()
    two.ann.write(".deskignore", "logs/\n")
    (two.ann.path / "logs/a.log").unlink()
    if crash_at:
        two.ann.looking.observe(None)
    two.ann.restart()
    two.rest()
    assert two.cloud.paths()["logs/a.log"] == b"one"


def test_row134_a_rule_met_by_a_removal_that_was_not_told_yet(two: Two) -> None:
    """Row 134: a removal seen before the rule and not yet published stays undone while the rule stands."""
    two.ann.write("logs/a.log", "one")
    two.ann.write("b.txt", "beta")
    two.rest()
    (two.ann.path / "logs/a.log").unlink()
    two.ann.looking.observe(None)
    two.ann.rules.own = "logs/"
    two.rest()
    assert two.cloud.paths()["logs/a.log"] == b"one"
    two.ann.rules.own = ""
    two.rest()
    assert two.ann.paths()["logs/a.log"] == b"one"


@pytest.mark.parametrize("gone", [False, True], ids=["still there", "removed by then"])
def test_row134_rule_met_by_a_move_that_was_not_told_yet(two: Two, gone: bool) -> None:
    """Row 134: a move seen before the rule and not yet published is no removal from the old place, whatever follows."""
    two.ann.write("a.txt", "alpha")
    two.rest()
    (two.ann.path / "b").mkdir()
    (two.ann.path / "a.txt").rename(two.ann.path / "b/a.txt")
    two.ann.looking.observe(None)
    two.ann.rules.own = "b/"
    if gone:
        (two.ann.path / "b/a.txt").unlink()
        (two.ann.path / "b").rmdir()
    two.rest()
    assert two.cloud.paths()["a.txt"] == b"alpha"
    assert files(two.ann) == ({"a.txt": b"alpha"} if gone else {"a.txt": b"alpha", "b/a.txt": b"alpha"})


@pytest.mark.parametrize("mine", ["same", "other", None])
def test_row135_rule_removed(two: Two, mine: str | None) -> None:
    """Row 135: both sides are compared as at an initial link: equal is adopted, different becomes a conflict copy."""
    two.ann.write("logs/a.log", "same")
    two.rest()
    two.ann.rules.own = "logs/"
    two.rest()
    if mine is None:
        (two.ann.path / "logs/a.log").unlink()
    else:
        two.ann.write("logs/a.log", mine)
    two.rest()
    uploaded = two.cloud.uploaded_bytes
    two.ann.rules.own = ""
    two.rest()
    assert two.ann.paths() == two.ben.paths() == two.cloud.paths()
    found = files(two.ann)
    assert found.pop("logs/a.log") == b"same"
    assert list(found.values()) == ([b"other"] if mine == "other" else [])
    assert two.cloud.uploaded_bytes - uploaded == (len("other") if mine == "other" else 0)
    assert not two.ann.debris() + two.ben.debris()


def test_row135_rules_file_deleted(two: Two) -> None:
    """Row 135: the same if the file with the rules goes; each device brings back what it has."""
    two.ann.write(".deskignore", "*.log\n")
    two.ann.write("a.log", "ann's")
    two.ben.write("b.log", "ben's")
    two.rest()
    (two.ann.path / ".deskignore").unlink()
    two.rest()
    assert two.ann.paths() == two.ben.paths() == {"a.log": b"ann's", "b.log": b"ben's"}


def test_row136_named_child_of_an_ignored_folder(two: Two) -> None:
    """Row 136: its folder is made as a plain container; nothing else of it travels, in either direction."""
    two.ann.write(".deskignore", "build/\n!build/keep/this.txt\n")
    two.ann.write("build/a.o", "object")
    two.ann.write("build/keep/this.txt", "kept")
    two.ann.write("build/keep/b.o", "object")
    two.rest()
    assert two.ben.paths() == {
        ".deskignore": b"build/\n!build/keep/this.txt\n", "build": None, "build/keep": None, "build/keep/this.txt": b"kept",
    }  # fmt: skip


def test_row137_ignored_folder_is_not_looked_into(two: Two) -> None:
    """Row 137: neither by a whole scan nor for a hint from inside, which wakes nobody."""
    two.ann.write(".deskignore", "build/\n")
    two.ann.write("build/deep/a.o", "object")
    two.ann.write("src/a.c", "source")
    folder, looking = two.ann.folder, two.ann.looking
    looking.observe(None)
    listing = folder.listing
    assert listing is not None
    assert listing.read_folders == 2
    assert set(folder.unknown) == {RelPath("build")}
    two.ann.write("build/deep/b.o", "object")
    assert not looking.observe([RelPath("build/deep/b.o"), RelPath("build/deep")])
    assert folder.listing is listing, "nothing was read"


def test_row144_litter_makes_no_node_anywhere(two: Two) -> None:
    """Row 144: lock files and half downloads stay where they are, here and there, and hold up nobody."""
    litter = ("~$a.docx", ".~lock.b.odt#", "c.part", "d.crdownload", ".DS_Store", ".megadesk-e")
    for name in litter:
        two.ann.write(f"work/{name}", "litter")
    two.ann.write("work/a.txt", "alpha")
    two.rest()
    assert two.ben.paths() == {"work": None, "work/a.txt": b"alpha"}
    assert {f"work/{name}" for name in litter} < files(two.ann).keys()


def test_rules_count_although_the_first_look_with_them_failed(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scan that fails right after the rules of the device changed leaves the next one to judge everything."""
    two.ann.write("sub/a.log", "log")
    two.ann.looking.observe(None)
    two.ann.rules.own = "*.log"
    with monkeypatch.context() as patch:
        patch.setattr(
            two.ann.disk._scanner._root,
            "check",
            lambda **_: (_ for _ in ()).throw(DecisionNeeded(reason="root_missing")),
        )
        with pytest.raises(DecisionNeeded):
            two.ann.looking.observe([RelPath("other")])
    assert two.ann.looking.observe([RelPath("other")])
    assert {known.node.name for known in two.ann.folder.local.values()} == {"sub"}


# -- the file itself ------------------------------------------------------------------------------------------------


def test_rules_that_cannot_be_read_stay_as_they_were(two: Two) -> None:
    """Nothing is let in because a file of rules is broken, also after a restart; it is said, and a mended file counts."""
    two.ann.write(".deskignore", "*.log\n")
    two.ann.write("a.log", "ann's")
    two.rest()
    (two.ann.path / ".deskignore").write_bytes(b"\xff\xfe*\x00")
    two.rest()
    two.ann.restart()
    two.rest()
    assert "a.log" not in two.cloud.paths()
    assert [problem.code for problem in two.ann.folder.rulebook.problems] == ["ignore_not_text"]
    two.ann.write(".deskignore", "*.txt\n")
    two.rest()
    assert two.cloud.paths()["a.log"] == b"ann's"
    assert two.ann.folder.rulebook.problems == ()


def test_bad_line_is_a_problem_and_the_others_work(two: Two) -> None:
    """The problem names file and line."""
    two.ann.write("sub/.deskignore", "*.log\n[\n")
    two.ann.write("sub/a.log", "ann's")
    two.rest()
    assert "sub/a.log" not in two.cloud.paths()
    (problem,) = two.ann.folder.rulebook.problems
    assert (problem.code, problem.path, problem.arguments["line"]) == ("ignore_line", "sub/.deskignore", 2)


def test_rules_go_with_their_folder(two: Two) -> None:
    """A folder that another device renames keeps its rules on the way: nothing they leave out is fetched."""
    two.ann.write("work/.deskignore", "*.iso\n")
    two.ann.write("work/a.txt", "alpha")
    two.rest()
    two.ben.rules.own = ""
    (two.ann.path / "work/.deskignore").unlink()
    two.ann.write("work/big.iso", "iso")
    two.ann.sync()
    (two.ann.path / "work").rename(two.ann.path / "moved")
    two.ann.write("moved/.deskignore", "*.iso\n")
    two.rest()
    assert files(two.ben) == {"moved/.deskignore": b"*.iso\n", "moved/a.txt": b"alpha"}
