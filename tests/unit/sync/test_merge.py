"""The rows of the rules (docs/sync-rules.md) that merge and planner decide, as folders before and after.

The row numbers in the test ids are those of the document.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from fakes.trees import COPY, content, context, node_id, shown, tree
from megadesk.model.values import replace
from megadesk.sync.conflict import derived_id
from megadesk.sync.merge import merge
from megadesk.sync.plan import Bin, Discard, MakeFolder, MoveLocal, Place, Put, SetExecutable, StepAside
from megadesk.sync.planner import plan
from sim.world import check_plan


@dataclass(frozen=True)
class Case:
    """One row: three folders, the folder it ends as, and by which steps (counted)."""

    rows: str
    base: tuple[str, ...]
    local: tuple[str, ...]
    remote: tuple[str, ...]
    target: tuple[str, ...]
    local_steps: dict[type, int] = field(default_factory=dict)
    remote_steps: dict[type, int] = field(default_factory=dict)
    uploads: int = 0


A, B, OLD = ("a=1",), ("a=2",), ("x@a=1",)

CASES = [
    Case("row_1", (), A, (), A, {}, {Put: 1}, 1),
    Case("row_2", (), (), A, A, {Place: 1}),
    Case("row_3_local", (), ("d/",), (), ("d/",), {}, {Put: 1}),
    Case("row_3_remote", (), (), ("d/",), ("d/",), {MakeFolder: 1}),
    Case("row_4_local", (), ("a/b/c/f=1",), (), ("a/", "a/b/", "a/b/c/", "a/b/c/f=1"), {}, {Put: 4}, 1),
    Case(
        "row_4_remote", (), (), ("a/b/c/f=1",), ("a/", "a/b/", "a/b/c/", "a/b/c/f=1"), {MakeFolder: 3, Place: 1}
    ),
    Case("row_5", A, B, A, B, {}, {Put: 1}, 1),
    Case("row_6", A, A, B, B, {Place: 1}),
    Case("row_7", A, (), A, (), {}, {Bin: 1}),
    Case("row_8", A, A, (), (), {Discard: 1}),
    Case("row_9_local", ("d/e/a=1", "d/b=2"), (), ("d/e/a=1", "d/b=2"), (), {}, {Bin: 1}),
    Case("row_9_remote", ("d/e/a=1", "d/b=2"), ("d/e/a=1", "d/b=2"), (), (), {Discard: 4}),
    Case("row_10", ("d/a=1",), ("d/a=1",), ("d/",), ("d/",), {Discard: 1}),
    Case("row_11", A, (*A, "d/c=1"), A, ("a=1", "d/", "d/c=1"), {}, {Put: 2}, 1),
    Case("row_14", (), ("a=",), ("b=",), ("a=", "b="), {Place: 1}, {Put: 1}, 1),
    Case(
        "row_16", ("a=1", "b=1"), ("a=2", "b=1"), ("a=1", "b=3", "c=4"), ("a=2", "b=3", "c=4"),
        {Place: 2}, {Put: 1}, 1,
    ),
    Case("row_17", ("a=1", "d/"), ("a=1", "d/"), ("a=1", "d/"), ("a=1", "d/")),
    Case("row_25", (), ("m@a=1",), ("t@a=1",), ("a=1",)),
    Case("row_26_27", (), ("m@a=1",), ("t@a=2",), ("a=2", f"a {COPY}=1"), {MoveLocal: 1, Place: 1}, {Put: 1}, 1),
    Case("row_28", A, ("a=2",), ("a=3",), ("a=3", f"a {COPY}=2"), {MoveLocal: 1, Place: 1}, {Put: 1}, 1),
    Case("row_29", A, B, B, B),
    Case("row_30", (), ("m@d/", "p@d/a=1"), ("t@d/", "q@d/b=2"), ("d/", "d/a=1", "d/b=2"), {Place: 1}, {Put: 1}, 1),
    Case(
        "row_31", (), ("m@d/", "p@d/a=1"), ("t@d/", "q@d/a=2"), ("d/", "d/a=2", f"d/a {COPY}=1"),
        {MoveLocal: 1, Place: 1}, {Put: 1}, 1,
    ),
    Case(
        "row_32_33", (), ("m@d/", "p@d/a=1", "s@e=5"), ("t@d/", "q@d/a=2", "u@e=5", "v@f=6"),
        ("d/", "d/a=2", f"d/a {COPY}=1", "e=5", "f=6"), {MoveLocal: 1, Place: 2}, {Put: 1}, 1,
    ),
    Case(
        "row_34", ("a (conflicted copy other 2025-01-01 000000).txt=1",),
        ("a (conflicted copy other 2025-01-01 000000).txt=2",), ("a (conflicted copy other 2025-01-01 000000).txt=3",),
        ("a (conflicted copy other 2025-01-01 000000).txt=3", f"a {COPY}.txt=2"), {MoveLocal: 1, Place: 1}, {Put: 1}, 1,
    ),
    Case(
        "row_35", ("a=1", "c@a (old copy)=0"), ("a=2", "c@a (old copy)=0"), ("a=3", "c@a (old copy)=0"),
        ("a=3", "a (old copy)=0", f"a {COPY}=2"), {MoveLocal: 1, Place: 1}, {Put: 1}, 1,
    ),
    Case(
        "row_36", ("a=1", f"c@a {COPY}=0"), ("a=2", f"c@a {COPY}=0"), ("a=3", f"c@a {COPY}=0"),
        ("a=3", f"a {COPY}=0", f"a {COPY[:-1]} 2)=2"), {MoveLocal: 1, Place: 1}, {Put: 1}, 1,
    ),
    Case("row_44", ("d/a=1", "d/b=1"), ("d/a=2", "d/b=1"), (), ("d/", "d/a=2"), {Discard: 1}, {Put: 2}, 1),
    Case("row_45", A, (), B, B, {Place: 1}),
    Case("row_46", ("d/a=1",), (), (), ()),
    Case("row_48", ("d/a=1",), (), ("d/a=1", "d/n=2"), ("d/", "d/n=2"), {MakeFolder: 1, Place: 1}, {Bin: 1}),
    Case("row_49", ("d/a=1",), ("d/a=1", "d/n=2"), (), ("d/", "d/n=2"), {Discard: 1}, {Put: 2}, 1),
    Case(
        "row_50", ("d/e/f/a=1", "d/b=1"), ("d/e/f/a=2", "d/b=1"), (), ("d/", "d/e/", "d/e/f/", "d/e/f/a=2"),
        {Discard: 1}, {Put: 4}, 1,
    ),
    Case("row_56", ("x@a=1", "d/"), ("d/",), ("d/", "x@d/a=1"), ("d/", "d/a=1"), {Place: 1}),
    Case("row_57", ("x@a=1", "d/"), ("d/", "x@d/a=1"), ("d/",), ("d/", "d/a=1"), {}, {Put: 1}, 1),
    Case(
        "row_58", ("x@d/", "y@d/a=1", "z@d/b=2"), ("x@e/", "y@e/a=1", "z@e/b=2"), (), ("e/", "e/a=1", "e/b=2"),
        {}, {Put: 3}, 2,
    ),
    Case(
        "row_58_other_way", ("x@d/", "y@d/a=1", "z@d/b=2"), (), ("x@e/", "y@e/a=1", "z@e/b=2"),
        ("e/", "e/a=1", "e/b=2"), {MakeFolder: 1, Place: 2},
    ),
    Case(
        "row_58_deep", ("x@d/", "w@d/s/", "y@d/s/a=1"), ("x@e/", "w@e/s/", "y@e/s/a=1"), (), ("e/", "e/s/", "e/s/a=1"),
        {}, {Put: 3}, 1,
    ),
    Case(
        "row_58_deep_other_way", ("x@d/", "w@d/s/", "y@d/s/a=1"), (), ("x@e/", "w@e/s/", "y@e/s/a=1"),
        ("e/", "e/s/", "e/s/a=1"), {MakeFolder: 2, Place: 1},
    ),
    Case("row_59", ("d/", "x@d/a=1", "d/b=2"), ("d/", "d/b=2", "x@a=1"), (), ("a=1",), {Discard: 2}, {Put: 1}, 1),
    Case("row_64", OLD, ("x@b=1",), OLD, ("b=1",), {}, {Put: 1}),
    Case("row_65", OLD, OLD, ("x@b=1",), ("b=1",), {MoveLocal: 1}),
    Case("row_66_local", ("x@d/", "y@d/a=1"), ("x@e/", "y@e/a=1"), ("x@d/", "y@d/a=1"), ("e/", "e/a=1"), {}, {Put: 1}),
    Case("row_66_remote", ("x@d/", "y@d/a=1"), ("x@d/", "y@d/a=1"), ("x@e/", "y@e/a=1"), ("e/", "e/a=1"), {MoveLocal: 1}),
    Case("row_68", OLD, ("x@b=2",), OLD, ("b=2",), {}, {Put: 1}, 1),
    Case("row_69", OLD, ("x@b=1",), ("x@a=2",), ("b=2",), {Place: 1}, {Put: 1}),
    Case("row_70", OLD, ("x@a=2",), ("x@b=1",), ("b=2",), {MoveLocal: 1}, {Put: 1}, 1),
    Case("row_71", OLD, ("x@b=2",), ("x@a=3",), ("b=3", f"b {COPY}=2"), {MoveLocal: 1, Place: 1}, {Put: 2}, 1),
    Case("row_72", OLD, ("x@b=1",), ("x@c=1",), ("c=1",), {MoveLocal: 1}),
    Case("row_74", OLD, ("x@b=1",), ("x@b=1",), ("b=1",)),
    Case("row_75", ("x@A/", "y@A/f=1"), ("x@B/", "y@B/f=1"), ("x@C/", "y@C/f=1"), ("C/", "C/f=1"), {MoveLocal: 1}),
    Case("row_76", ("x@d/", "y@d/a=1"), ("x@e/", "y@e/a=1"), ("x@d/", "y@d/a=2"), ("e/", "e/a=2"), {Place: 1}, {Put: 1}),
    Case("row_77", ("x@d/",), ("x@e/",), ("x@d/", "y@d/a=1"), ("e/", "e/a=1"), {Place: 1}, {Put: 1}),
    Case(
        "row_78", ("x@d/", "y@d/a=1"), ("x@e/", "y@e/a=1"), ("x@d/", "y@d/b=1"), ("e/", "e/b=1"),
        {MoveLocal: 1}, {Put: 1},
    ),
    Case("row_80", ("x@d/", "y@d/a=1"), ("x@e/", "y@e/b=1"), ("x@d/", "y@d/a=1"), ("e/", "e/b=1"), {}, {Put: 2}),
    Case("row_81_local", ("x@a=1", "y@b=2"), ("x@b=1", "y@a=2"), ("x@a=1", "y@b=2"), ("a=2", "b=1"), {}, {Put: 2}),
    Case(
        "row_81_remote", ("x@a=1", "y@b=2"), ("x@a=1", "y@b=2"), ("x@b=1", "y@a=2"), ("a=2", "b=1"),
        {StepAside: 1, MoveLocal: 2},
    ),
    Case(
        "row_82", ("x@a=1", "y@b=2", "z@c=3"), ("x@a=1", "y@b=2", "z@c=3"), ("x@b=1", "y@c=2", "z@a=3"),
        ("a=3", "b=1", "c=2"), {StepAside: 1, MoveLocal: 3},
    ),
    Case("row_85", ("x@A/", "y@B/"), ("x@A/", "y@A/B/"), ("y@B/", "x@B/A/"), ("B/", "B/A/"), {MoveLocal: 2}),
    Case("row_88", OLD, ("x@y=1",), ("x@a=1", "n@y=2"), (f"y {COPY}=1", "y=2"), {MoveLocal: 1, Place: 1}, {Put: 1}),
    Case(
        "row_90", ("x@E/", "y@E/f=1"), ("x@E/", "y@E/f=1", "n@D/", "p@D/g=2"), ("x@D/", "y@D/f=1"),
        ("D/", "D/f=1", "D/g=2"), {StepAside: 1, Discard: 1, MoveLocal: 2}, {Put: 1}, 1,
    ),
    Case("row_103", ("x@a=1", "y@b/", "z@b/c=2"), ("x@a=1", "y@b/", "z@b/c=2"), ("x@b=1",), ("b=1",), {Discard: 2, MoveLocal: 1}),
    Case("row_105_113", A, A, ("n@a/", "n@a/"), ("a/",), {StepAside: 1, Discard: 1, MakeFolder: 1}),
    Case(
        "row_106", A, ("a=2",), ("n@a/",), ("a/", f"a {COPY}=2"), {MakeFolder: 1, MoveLocal: 1}, {Put: 1}, 1,
    ),
    Case("row_107", ("a/b=1",), ("a/b=1",), ("n@a=2",), ("a=2",), {Discard: 2, Place: 1}),
    Case(
        "row_109", ("d/a=1", "d/b=1"), ("n@d=9",), ("d/a=1", "d/b=2"), ("d/", "d/b=2", f"d {COPY}=9"),
        {MakeFolder: 1, MoveLocal: 1, Place: 1}, {Bin: 1, Put: 1}, 1,
    ),
    Case("row_111", (), ("m@a=1",), ("t@a/",), ("a/", f"a {COPY}=1"), {MakeFolder: 1, MoveLocal: 1}, {Put: 1}, 1),
    Case(
        "row_112", ("x@e/",), ("x@e/", "m@a=1"), ("x@a/",), ("a/", f"a {COPY}=1"), {MoveLocal: 2}, {Put: 1}, 1,
    ),
    Case("row_116", OLD, ("x@A=1",), OLD, ("A=1",), {}, {Put: 1}),
    Case("row_118", OLD, OLD, ("x@A=1",), ("A=1",), {MoveLocal: 1}),
    Case("row_149_local", A, ("a=1*",), A, ("a=1*",), {}, {Put: 1}),
    Case("row_149_remote", A, A, ("a=1*",), ("a=1*",), {SetExecutable: 1}),
    Case("bit_and_bytes_merge", A, ("a=1*",), ("a=2",), ("a=2*",), {Place: 1}, {Put: 1}),
    Case(
        "bit_of_the_loser_stays_with_its_bytes", A, ("a=2*",), ("a=3",), ("a=3", f"a {COPY}=2*"),
        {MoveLocal: 1, Place: 1}, {Put: 1}, 1,
    ),
    Case(
        "removed_and_made_anew_here_is_the_one_that_lives_there", ("d/a=1",), ("n@d/",), ("d/a=1", "d/new=2"),
        ("d/", "d/new=2"), {Place: 1}, {Bin: 1},
    ),
    Case(
        "moved_here_to_the_place_of_a_removed_one_that_lives_there", ("d/", "e/", "e/b=1"), ("e@d/", "e/b@d/b=1"),
        ("d/", "d/new=2", "e/", "e/b=1"), ("d/", "d/b=1", "d/new=2"), {Place: 1}, {Put: 2, Bin: 1},
    ),
    Case("bit_beats_removal", A, ("a=1*",), (), ("a=1*",), {}, {Put: 1}, 1),
    Case("row_203", A, ("z@a=2",), ("a=2",), ("a=2",)),
]  # fmt: skip


def counted(steps: tuple[object, ...]) -> dict[type, int]:
    """Return how many steps of each kind there are."""
    found: dict[type, int] = {}
    for step in steps:
        found[type(step)] = found.get(type(step), 0) + 1
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rows)
def test_row(case: Case) -> None:
    """The folder ends as the row says, by exactly the steps it says."""
    made = check_plan(tree(*case.base), tree(*case.local), tree(*case.remote), context())
    assert shown(made.target) == sorted(case.target)
    assert counted(made.local_steps) == case.local_steps
    assert counted(made.remote_steps) == case.remote_steps
    assert sum(1 for step in made.remote_steps if isinstance(step, Put) and step.uploads) == case.uploads


def test_row_72_says_that_the_other_name_won() -> None:
    """Who renamed the same file is told that it is called otherwise now."""
    made = check_plan(tree("x@a=1"), tree("x@b=1"), tree("x@c=1"), context())
    assert [(one.code, one.path, one.arguments) for one in made.notices] == [("moved_elsewhere", "c", {"name": "b"})]


def test_row_72_says_that_the_other_folder_won() -> None:
    """Who moved the same file into another folder is told where it is."""
    made = check_plan(tree("x@d/a=1", "e/", "f/"), tree("d/", "x@e/a=1", "f/"), tree("d/", "e/", "x@f/a=1"), context())
    assert [(one.code, one.path) for one in made.notices] == [("moved_elsewhere", "f/a")]


def test_folder_that_comes_back_may_close_a_ring() -> None:
    """Removed there, moved into here, above it what went the other way: our move is undone, and all are there once."""
    base, local = tree("p@P/", "f@P/F/", "x@x/"), tree("p@P/", "f@P/F/", "x@P/F/x/")
    made = check_plan(base, local, tree("x@x/", "p@x/P/"), context())
    assert shown(made.target) == ["x/", "x/P/", "x/P/F/"]
    assert [(one.code, one.path) for one in made.notices] == [("move_undone", "x")]


def test_copy_does_not_take_the_id_of_a_held_file() -> None:
    """A conflict copy that cannot be read now is not in the merge; the next one is another node all the same."""
    foretold = derived_id("conflict-node", node_id("x"), content("2"), lambda _: False)
    held = replace(tree("kept=9")[node_id("kept")], id=foretold)
    made = plan(tree("x@a=1"), tree("x@a=2").changed([held]), tree("x@a=3"), context(held=frozenset({foretold})))
    assert made.relabels.keys() == {node_id("x")}
    assert made.relabels[node_id("x")] != foretold


def test_row_85_says_that_a_move_was_undone() -> None:
    """A move into what moved into it elsewhere is undone with a notice, and both folders are there once."""
    made = check_plan(tree("x@A/", "y@B/"), tree("x@A/", "y@A/B/"), tree("y@B/", "x@B/A/"), context())
    assert [(one.code, one.path) for one in made.notices] == [("move_undone", "B")]


def test_row_28_says_where_the_copy_is() -> None:
    """A conflict copy comes with a notice that names it and its original."""
    made = check_plan(tree("d/a.txt=1"), tree("d/a.txt=2"), tree("d/a.txt=3"), context())
    assert [(one.code, one.path, one.arguments) for one in made.notices] == [
        ("conflict_copy", f"d/a {COPY}.txt", {"name": "a.txt"})
    ]


def test_row_35_second_conflict_keeps_the_first_copy() -> None:
    """Two conflicts on one file in the same second make two copies with two ids."""
    first = check_plan(tree("a=1"), tree("a=2"), tree("a=3"), context())
    between = first.target
    local = between.changed(tree("a=4").values())
    remote = between.changed(tree("a=5").values())
    second = check_plan(between, local, remote, context())
    assert shown(second.target) == sorted(["a=5", f"a {COPY}=2", f"a {COPY[:-1]} 2)=4"])


def test_row_42_own_upload_is_recognised() -> None:
    """What we uploaded before the answer was lost is base, not a conflict and not a second upload."""
    assert check_plan(tree("a=1"), tree("a=2"), tree("a=2", version=2), context()).is_empty
    assert check_plan(tree(), tree("a=2"), tree("a=2"), context()).is_empty


def test_row_43_others_edit_of_our_create_is_not_overwritten() -> None:
    """A created file that another device edited before we heard of our success is theirs; our bytes become a copy."""
    made = check_plan(tree(), tree("a=1"), tree("a=2"), context())
    assert shown(made.target) == sorted(["a=2", f"a {COPY}=1"])


def test_row_24_metadata_is_no_change() -> None:
    """Another version and another time of the same bytes cause nothing."""
    newer = tree("a=1", version=9).values()
    assert check_plan(tree("a=1"), tree("a=1"), tree("a=1").changed(newer), context()).is_empty


def test_removed_node_comes_back_under_a_new_id() -> None:
    """What lives although it is in the bin gets a new record; its old id stays there."""
    made = check_plan(tree("a=1"), tree("a=2"), tree(), context())
    (new,) = made.relabels.values()
    assert list(made.relabels) == [node_id("a")]
    assert new in made.target
    assert node_id("a") not in made.target


def test_spent_id_is_not_created_again() -> None:
    """A local node whose id has a record outside the folder gets another id instead of failing for ever."""
    made = plan(tree(), tree("a=1"), tree(), context(spent=frozenset({node_id("a")})))
    assert set(made.relabels) == {node_id("a")}


def test_overruled_removal_is_forgotten_by_base() -> None:
    """What comes back because its folder was moved elsewhere is new to base, or it would be removed again."""
    base, remote = tree("x@d/", "y@d/a=1"), tree("x@e/", "y@e/a=1")
    made = check_plan(base, tree(), remote, context())
    assert made.forget == (node_id("x"), node_id("y"))


def test_id_of_two_kinds_is_two_nodes() -> None:
    """Where a faulty writer made a file's id a folder, the file here becomes a node of its own."""
    made = plan(tree("x@a=1"), tree("x@a=1"), tree("x@a/"), context())
    assert shown(made.target) == sorted(["a/", f"a {COPY}=1"])


def test_id_of_two_kinds_is_adopted_and_others_go_on_beside_it() -> None:
    """A node that gets another id can turn out to be a third of the cloud; a conflict beside it is one as ever."""
    base, local = tree("x@a=1", "k@b=1"), tree("x@a=1", "k@b=2")
    made = plan(base, local, tree("x@q/", "t@a=1", "k@b=3"), context())
    copy = made.relabels.get(node_id("k"))
    assert copy is not None
    assert made.relabels == {node_id("x"): node_id("t"), node_id("k"): copy}
    assert counted(made.local_steps) == {MakeFolder: 1, MoveLocal: 1, Place: 1}
    assert [step.node.id for step in made.remote_steps if isinstance(step, Put)] == [copy]


@pytest.mark.parametrize("side", ["here", "there"])
def test_id_of_two_kinds_gets_an_id_that_nobody_has(side: str) -> None:
    """The new id can be foretold, so it may be another's already: that one stays what it is."""
    foretold = derived_id("reborn-node", node_id("x"), content("1"), lambda _: False)
    other = [replace(tree("b=2")[node_id("b")], id=foretold)]
    local, remote = tree("x@a=1").changed(other if side == "here" else ()), tree("x@a/").changed(other)
    made = plan(tree("x@a=1"), local, remote if side == "there" else tree("x@a/"), context())
    assert shown(made.target) == sorted(["a/", f"a {COPY}=1", "b=2"])


def test_size_and_time_follow_the_bytes() -> None:
    """A file edited here and renamed there has the size and time of here; edited there, those of there."""
    base, moved = tree("x@a=1"), tree("x@b=1")
    edited = replace(base.nodes[node_id("x")], content=content("longer"), size_bytes=6, mtime_ns=77)
    here = merge(base, base.changed(put=[edited]), moved, context()).target.nodes[node_id("x")]
    assert (here.name, here.size_bytes, here.mtime_ns) == ("b", 6, 77)
    there = merge(base, moved, base.changed(put=[replace(edited, version=5)]), context()).target.nodes[node_id("x")]
    assert (there.name, there.size_bytes, there.mtime_ns, there.version) == ("b", 6, 77, 5)


def test_undone_move_goes_back_to_the_folder_of_the_cloud() -> None:
    """Of two folders moved into each other below a third, ours goes back there and not to the top."""
    base = tree("t/", "a@t/a/", "b@t/b/")
    made = merge(base, tree("t/", "b@t/b/", "a@t/b/a/"), tree("t/", "a@t/a/", "b@t/a/b/"), context())
    assert shown(made.target) == ["t/", "t/a/", "t/a/b/"]


@pytest.mark.parametrize("new", ["!", "\U0010ffff"], ids=["low_id", "high_id"])
def test_conflict_copy_gives_way_to_what_was_made_under_the_name(new: str) -> None:
    """Of two that lose one name the new file has the plain mark and the copy the number, whatever their ids."""
    made = check_plan(tree("k@x=1"), tree("k@x=2", f"{new}@y=9"), tree("k@y=3"), context())
    assert shown(made.target) == [f"y {COPY[:-1]} 2)=2", f"y {COPY}=9", "y=3"]


def test_node_of_the_cloud_has_a_name_before_a_new_one() -> None:
    """Moved there and renamed here, it comes where this device made a file meanwhile: that one gives way, whatever its id."""
    base, local = tree("d/", "e/", "x@d/a=1"), tree("d/", "e/", "x@d/n=1", "!@e/n=9")
    made = check_plan(base, local, tree("d/", "e/", "x@e/a=1"), context())
    assert shown(made.target) == ["d/", "e/", f"e/n {COPY}=9", "e/n=1"]


@pytest.mark.parametrize(("case_sensitive", "number"), [(True, ""), (False, " 2")], ids=["tells apart", "does not"])
def test_name_of_a_copy_is_free_as_this_disk_sees_it(case_sensitive: bool, number: str) -> None:
    """A copy of another file whose name differs in case alone has the name where that is no difference."""
    other = f"c@A {COPY}=0"
    rules = context(case_sensitive=case_sensitive)
    made = plan(tree("a=1", other), tree("a=2", other), tree("a=3", other), rules)
    assert shown(made.target) == sorted([f"A {COPY}=0", "a=3", f"a {COPY[:-1]}{number})=2"])


def test_folder_that_stands_for_a_removed_one_takes_its_place_on_disk() -> None:
    """Removed there, made anew there under its name, lived in here: the folder on disk becomes the new one at once."""
    made = check_plan(tree("d/", "d/a=1"), tree("d/", "d/a=1", "d/new=2"), tree("e@d/"), context())
    assert made.relabels == {node_id("d"): node_id("e")}
    assert made.local_steps == (Discard(node_id("d/a")),)
    assert shown(made.target) == ["d/", "d/new=2"]


@pytest.mark.parametrize("known", [(), ("d/x/", "e/x/")], ids=["both are new", "both were removed there"])
def test_of_two_folders_that_come_together_one_becomes_what_has_the_name_there(known: tuple[str, ...]) -> None:
    """A folder here is told by one id: the other gives up what is in it, and nobody becomes the same node twice."""
    base, local = tree("d/", "e/", *known), tree("d/", "e/", "d/x/1=one", "e/x/2=two")
    made = check_plan(base, local, tree("e@d/", "r@d/x/", "f@d/x/3=three"), context())
    assert shown(made.target) == ["d/", "d/x/", "d/x/1=one", "d/x/2=two", "d/x/3=three"]
    assert [theirs for mine, theirs in made.relabels.items() if mine != node_id("d")] == [node_id("r")]


def test_nothing_is_concluded_from_what_a_held_file_seemed_to_hold() -> None:
    """A new file that is being written is not taken for the one of its name in the cloud, whatever was read of it."""
    held = context(held=frozenset({node_id("y")}))
    assert plan(tree(), tree("y@a=1"), tree("z@a=1"), held).relabels == {}
    assert plan(tree(), tree("y@a=1"), tree("z@a=1"), context()).relabels == {node_id("y"): node_id("z")}
