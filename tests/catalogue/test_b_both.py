"""Catalogue B: both sides created, both edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.rows import COPY, Pair, Row, catalogued, play, row

ADDED = "d/a=1, d/e/b=2"


@catalogued(
    row(25, "same bytes made twice", here="a=1", there="a=1", after="a=1", disk="", cloud="", sent=0),
    row(26, "other bytes made twice", here="a.txt=1", there="a.txt=2", after="a.txt=2, a{copy}.txt=1",
        disk="move, place", cloud="put", sent=1, far_disk="place", notices="conflict_copy"),
    row(28, "edited twice", start="a=1", here="a=22", there="a=33", after="a=33, a{copy}=22",
        disk="move, place", cloud="put", sent=2, notices="conflict_copy"),
    row(29, "edited twice alike", start="a=1", here="a=2", there="a=2", after="a=2", disk="", cloud="", sent=0),
    row(30, "one folder made twice", here="d/a=1", there="d/b=2, d/e/", after="d/a=1, d/b=2, d/e/",
        disk="mkdir, place", cloud="put", sent=1),
    row(31, "one folder with one child apart", here="d/a=1, d/b=2", there="d/a=3, d/b=2",
        after="d/a=3, d/a{copy}=1, d/b=2", disk="move, place", cloud="put", sent=1, notices="conflict_copy"),
    row(32, "two full folders linked", here="a=1, d/b=2, d/x=5, own=6", there="a=1, d/b=3, d/y=7, theirs=8",
        after="a=1, d/b=3, d/b{copy}=2, d/x=5, d/y=7, own=6, theirs=8", debris="", bin="", cloud="3 put",
        notices="conflict_copy"),
    row(34, "edited twice is a copy", start="a{copy}.txt=1", here="a{copy}.txt=2", there="a{copy}.txt=3",
        after="a{copy}.txt=3, a{copy2}.txt=2", notices="conflict_copy"),
    row(34, "copy edited", start="a=0, a{copy}=1", here="a{copy}=2", after="a=0, a{copy}=2", cloud="put"),
    row(36, "name of the copy is taken", start="a=1, a{copy}=0", here="a=2", there="a=3",
        after="a=3, a{copy}=0, a{copy2}=2", notices="conflict_copy"),
)  # fmt: skip
def test_row(case: Row, tmp_path: Path) -> None:
    """Both folders and the cloud end as the row says, at the cost it says."""
    play(tmp_path, case)


def test_row027_same_size_and_time_are_not_the_same_bytes(tmp_path: Path) -> None:
    """Two new files of one name, size and time with other bytes are two files."""
    pair = Pair(tmp_path)
    for station, data in ((pair.there, "111"), (pair.here, "222")):
        station.write("a", data)
        station.do("touch a")
    pair.settle()
    pair.check("a=111, a{copy}=222")


def test_row033_linked_again_after_a_while(tmp_path: Path) -> None:
    """Without a base nothing counts as removed: what is missing comes back, what differs stays twice."""
    pair = Pair(tmp_path, f"{ADDED}, c=3")
    pair.here.do("rm d, c=4")
    pair.here.forget()
    pair.settle()
    pair.check(f"{ADDED}, c=3, c{{copy}}=4")
    assert pair.here.debris() == []
    assert pair.cloud.bin() == {}


def test_row035_second_conflict_leaves_the_first_copy_alone(tmp_path: Path) -> None:
    """Two conflicts of one file, even with the same bytes, are two copies."""
    pair = Pair(tmp_path, "a=0")
    for mine, theirs in (("1", "2"), ("3", "4")):
        pair.there.do(f"a={theirs}")
        pair.there.sync()
        pair.here.do(f"a={mine}")
        pair.settle()
    pair.check("a=4, a{copy}=1, a{copy2}=3")


def test_row035_copies_of_three_devices(tmp_path: Path) -> None:
    """Whoever comes second keeps its bytes in a copy of its own."""
    pair = Pair(tmp_path, "a=0")
    third = pair.third()
    for station, data in ((pair.there, "1"), (pair.here, "2"), (third, "3")):
        station.do(f"a={data}")
    for station in (pair.there, pair.here, third):
        station.sync()
    pair.settle()
    pair.check(f"a=1, a{{copy}}=2, a{COPY.replace('here', 'third')}=3")


@pytest.mark.parametrize(("script", "left"), [("rm a{copy}", "a=3"), ("mv a{copy} -> mine", "a=3, mine=2")])
def test_row038_copy_is_a_file_like_any_other(tmp_path: Path, script: str, left: str) -> None:
    """A copy can be removed or renamed, and that is all that happens."""
    pair = Pair(tmp_path, "a=1")
    pair.there.do("a=3")
    pair.there.sync()
    pair.here.do("a=2")
    pair.settle()
    pair.reset()
    pair.here.do(script)
    pair.here.sync()
    assert len(pair.cloud.ops) == 1
    pair.settle()
    pair.check(left)


def test_row039_edited_during_its_upload(tmp_path: Path) -> None:
    """What was read is published, what came after goes with the next round, and nothing is a conflict."""
    pair = Pair(tmp_path, "a=1")

    def edit() -> None:
        pair.here.view.before_publish = lambda: None
        pair.here.do("a=333")

    pair.here.view.before_publish = edit
    pair.here.do("a=22")
    pair.here.sync()
    assert pair.told() == "2 put"
    pair.settle()
    pair.check("a=333")
    assert pair.here.notices == []


def test_row041_edited_while_the_other_version_came(tmp_path: Path) -> None:
    """A file that changed after the plan was made is not replaced; the next plan makes two of it."""
    pair = Pair(tmp_path, "a=1")
    pair.there.do("a=22")
    pair.there.sync()

    def edit(_key: object) -> None:
        pair.here.mover.fail = lambda _key: None
        pair.here.do("a=333")

    pair.here.mover.fail = edit
    pair.settle()
    pair.check("a=22, a{copy}=333")


def test_row042_lost_answer_is_found_in_the_journal(tmp_path: Path) -> None:
    """A commit that was taken though nobody heard of it is recognised: no copy, nothing sent twice."""
    pair = Pair(tmp_path, "a=1")
    pair.here.do("a=22, b=3")
    pair.here.lose_next_answer()
    pair.here.sync()
    assert (pair.told(), pair.cloud.uploaded_bytes) == ("2 put", 3)
    pair.settle()
    pair.check("a=22, b=3")
    assert pair.here.notices == []


def test_row042_edited_after_a_lost_answer(tmp_path: Path) -> None:
    """What was edited since is an edit of what was published, not a conflict with it."""
    pair = Pair(tmp_path, "a=1")
    pair.here.do("a=22")
    pair.here.lose_next_answer(lambda: pair.here.do("a=333"))
    pair.here.sync()
    assert pair.told() == "2 put"
    pair.settle()
    pair.check("a=333")
    assert pair.here.notices == []


def test_row043_somebody_edits_what_we_created_before_we_heard_of_it(tmp_path: Path) -> None:
    """Our old bytes never overwrite the edit of another device, although our create was never acknowledged."""
    pair = Pair(tmp_path)
    pair.here.do("a=1")

    def edit_elsewhere() -> None:
        pair.there.sync()
        pair.there.do("a=22")
        pair.there.sync()

    pair.here.lose_next_answer(edit_elsewhere)
    pair.here.sync()
    pair.settle()
    pair.check("a=22")
    assert pair.here.notices == []
