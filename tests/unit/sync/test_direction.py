"""What a pair of one direction leaves alone, and what goes on all the same."""

from __future__ import annotations

import pytest

from fakes.trees import EMPTY, context, node_id, shown, tree
from megadesk.model.pair import PairDirection
from megadesk.model.tree import Tree
from megadesk.sync.direction import silence
from megadesk.sync.plan import Permit, Plan, node_of
from megadesk.sync.planner import plan

UP, DOWN = PairDirection.UP, PairDirection.DOWN
BASE = tree("a=1", "d/", "d/b=2", "d/c=3")


def made(base: Tree, local: Tree, remote: Tree, direction: PairDirection) -> Plan:
    """Return the plan of a pair of one direction."""
    return plan(base, local, remote, context(direction=direction))


def told(of: Plan) -> dict[str, str]:
    """Return the code of each path that is not synced."""
    return {str(problem.path): problem.code for problem in of.problems}


@pytest.mark.parametrize(
    ("changed", "path", "word"),
    [
        (tree("a=9", "d/", "d/b=2", "d/c=3"), "a", "edited"),
        (tree("a=1*", "d/", "d/b=2", "d/c=3"), "a", "edited"),
        (tree("a@x=1", "d/", "d/b=2", "d/c=3"), "x", "moved"),
        (tree("a=1", "d@e/", "d/b@e/b=2", "d/c@e/c=3"), "e", "moved"),
        (tree("d/", "d/b=2", "d/c=3"), "a", "removed"),
        (tree("a=1", "d/", "d/b=2", "d/c=3", "n=4"), "n", "new"),
        (tree("a=1", "d/", "d/b=2", "d/c=3", "n/"), "n", "new"),
    ],
    ids=["edited", "bit", "moved", "folder_moved", "removed", "new", "new_folder"],
)
def test_each_change_of_the_silent_side_is_told_and_left_alone(changed: Tree, path: str, word: str) -> None:
    """Whatever is done on the side that only listens stays there, with its reason; the plan is empty."""
    down, up = made(BASE, changed, BASE, DOWN), made(BASE, BASE, changed, UP)
    assert down.is_empty
    assert up.is_empty
    assert told(down) == {path: f"only_here_{word}"}
    assert list(told(up).values()) == [f"only_there_{word}"]


def test_the_other_side_speaks_as_ever() -> None:
    """What is done on the side that speaks travels, around what the other side did."""
    theirs, ours = tree("a=9", "d/", "d/c=3", "n=4"), tree("a=1", "d/", "d/b=8", "d/c=3", "m=5")
    down = made(BASE, ours, theirs, DOWN)
    assert sorted(node_of(step) for step in down.local_steps) == [node_id("a"), node_id("n")]
    assert told(down) == {"d/b": "only_here_edited", "m": "only_here_new"}
    up = made(BASE, theirs, ours, UP)
    assert sorted(node_of(step) for step in up.remote_steps) == [node_id("a"), node_id("n")]
    assert told(up) == {"d/b": "only_there_edited", "m": "only_there_new"}


def test_what_both_sides_changed_waits() -> None:
    """A change of the speaking side to what the other has changed overwrites nothing."""
    ours, theirs = tree("a=8", "d/", "d/b=2", "d/c=3"), tree("a=9", "d/", "d/b=2", "d/c=3")
    for direction in (UP, DOWN):
        assert made(BASE, ours, theirs, direction).is_empty


def test_equal_things_are_adopted_when_both_meet() -> None:
    """Linking two folders, what is the same at the same place is one, and only the rest is told."""
    local = tree("l1@d/", "l2@d/b=2", "l3@d/mine=7", "l4@x=1")
    remote = tree("r1@d/", "r2@d/b=2", "r3@d/theirs=8", "r4@x=5")
    down = made(EMPTY, local, remote, DOWN)
    assert down.relabels == {node_id("l1"): node_id("r1"), node_id("l2"): node_id("r2")}
    assert told(down) == {"d/mine": "only_here_new", "x": "only_here_new"}
    assert [node_of(step) for step in down.local_steps] == [node_id("r3")]
    up = made(EMPTY, local, remote, UP)
    assert up.relabels == down.relabels
    assert {(problem.node, problem.code) for problem in up.problems} == {
        (node_id("r3"), "only_there_new"), (node_id("r4"), "only_there_new"), (node_id("l4"), "blocked_by_direction"),
    }  # fmt: skip
    assert [node_of(step) for step in up.remote_steps] == [node_id("l3")]


def test_folders_are_adopted_before_what_is_in_them() -> None:
    """Whatever their ids: a file can only be found in a folder that is known to be one of the cloud's."""
    local, remote = tree("z@d/", "y@d/e/", "a@d/e/b=2"), tree("r1@d/", "r2@d/e/", "r3@d/e/b=2")
    for direction in (UP, DOWN):
        result = made(EMPTY, local, remote, direction)
        assert {one.rstrip(bytes(1)) for one in result.relabels} == {b"z", b"y", b"a"}
        assert not result.problems


def test_what_was_removed_here_and_made_anew_alike_is_no_change() -> None:
    """Down: the same bytes under the old name are the old file, though it looks new; told is nothing."""
    down = made(BASE, tree("n@a=1", "d/", "d/b=2", "d/c=3"), BASE, DOWN)
    assert down.relabels == {node_id("n"): node_id("a")}
    assert not down.problems
    assert not down.local_steps


def test_copy_of_what_was_moved_here_is_not_taken_for_it() -> None:
    """Down: a file that is elsewhere on this disk is not also the one that stands at its old place."""
    down = made(BASE, BASE.changed(tree("a@b=1", "n@a=1").values()), BASE, DOWN)
    assert down.is_empty
    assert told(down) == {"a": "only_here_new", "b": "only_here_moved"}


def test_name_that_the_cloud_gave_away_is_not_taken_from_this_disk() -> None:
    """Up: a new file here keeps its name though one of the cloud, which is not taken, has it as well."""
    up = made(BASE, BASE.changed(tree("l@n=4").values()), BASE.changed(tree("r@n=5").values()), UP)
    assert up.is_empty
    assert [problem.code for problem in up.problems] == ["blocked_by_direction", "only_there_new"]


def test_removed_folder_comes_back_for_what_is_new_in_it() -> None:
    """A folder that the silent side removed is there again for a new file of the other, without its old files."""
    gone, more = tree("a=1"), BASE.changed(tree("d/", "d/new=9").values())
    down = made(BASE, gone, more, DOWN)
    assert [node_of(step) for step in down.local_steps] == [node_id("d"), node_id("d/new")]
    assert told(down) == {"d/b": "only_here_removed", "d/c": "only_here_removed"}
    up = made(BASE, more, gone, UP)
    assert [step.node.name for step in up.remote_steps if hasattr(step, "node")] == ["d", "new"]
    assert told(up) == {"d/b": "only_there_removed", "d/c": "only_there_removed"}
    assert not up.local_steps


def test_folder_that_holds_something_silent_is_not_binned() -> None:
    """Up: a folder that was removed here stays in the cloud while somebody's new file is in it; the rest of it goes."""
    up = made(BASE, tree("a=1"), BASE.changed(tree("d/", "d/new=9").values()), UP)
    assert sorted(node_of(step) for step in up.remote_steps) == [node_id("d/b"), node_id("d/c")]
    assert told(up) == {"d": "blocked_by_direction", "d/new": "only_there_new"}
    assert not up.local_steps


def test_folders_moved_into_each_other_stay() -> None:
    """Up: a move that would close a ring with one of the cloud waits, and moves nothing here."""
    base = tree("x/", "y/")
    up = made(base, tree("y/", "x@y/x/"), tree("x/", "y@x/y/"), UP)
    assert up.is_empty
    assert {problem.code for problem in up.problems} == {"only_there_moved", "blocked_by_direction"}


def test_move_into_what_would_close_a_ring_over_there_is_told() -> None:
    """Up: not only moves that meet head on. What is between may be in the way itself, and the move waits, and says so."""
    base = tree("x/", "y/", "z@y/z/")
    up = made(base, tree("y/", "z@y/z/", "x@y/z/x/"), tree("x/", "y@x/y/", "r@x/y/z/"), UP)
    assert up.is_empty
    assert {(problem.node, problem.code) for problem in up.problems} == {
        (node_id("x"), "blocked_by_direction"), (node_id("y"), "only_there_moved"),
        (node_id("z"), "blocked_by_direction"), (node_id("r"), "only_there_new"),
    }  # fmt: skip


def test_what_moves_into_a_ring_but_is_not_in_it_goes_up() -> None:
    """Up: two folders that cannot meet hold up nothing that was put into one of them."""
    base = tree("x/", "y/", "a/")
    up = made(base, tree("y/", "x@y/x/", "a@y/x/a/"), tree("x/", "y@x/y/", "a/"), UP)
    assert [node_of(step) for step in up.remote_steps] == [node_id("a")]
    assert {(problem.node, problem.code) for problem in up.problems} == {
        (node_id("x"), "blocked_by_direction"), (node_id("y"), "only_there_moved"),
    }  # fmt: skip


def test_folder_made_anew_there_is_not_taken_for_the_one_here() -> None:
    """Up: what is new in a folder here waits if the cloud has another folder of that name by now, that is not taken."""
    up = made(tree("c/"), tree("c/", "c/e=1"), tree("r@c/"), UP)
    assert up.is_empty
    assert {(problem.node, problem.code) for problem in up.problems} == {
        (node_id("c"), "blocked_by_direction"), (node_id("r"), "only_there_new"),
    }  # fmt: skip


def test_new_file_comes_into_a_folder_that_was_renamed_here() -> None:
    """Down: a folder under another name here still takes what is new in it."""
    renamed = tree("a=1", "d@e/", "d/b@e/b=2", "d/c@e/c=3")
    down = made(BASE, renamed, BASE.changed(tree("d/", "d/new=9").values()), DOWN)
    assert [node_of(step) for step in down.local_steps] == [node_id("d/new")]


def test_permit_is_for_one_state_only() -> None:
    """What a person let pass travels; once it is changed again, it does not."""
    agreed = BASE.changed(tree("a=8").values())
    for now, passes in ((agreed, True), (BASE.changed(tree("a=9").values()), False)):
        for direction, local, remote in ((DOWN, now, BASE), (UP, BASE, now)):
            permits = {node_id("a"): Permit(agreed[node_id("a")])}
            result = plan(BASE, local, remote, context(direction=direction, permits=permits))
            assert result.is_empty is not passes
            assert bool(result.problems) is not passes


def test_permit_for_a_removal() -> None:
    """A removal that was let pass is carried out."""
    gone = tree("d/", "d/b=2", "d/c=3")
    permits = {node_id("a"): Permit(None)}
    down = plan(BASE, gone, BASE, context(direction=DOWN, permits=permits))
    assert [node_of(step) for step in down.remote_steps] == [node_id("a")]
    up = plan(BASE, BASE, gone, context(direction=UP, permits=permits))
    assert [node_of(step) for step in up.local_steps] == [node_id("a")]


def test_both_ways_nothing_is_silent() -> None:
    """An ordinary pair holds nothing back."""
    found = silence(BASE, EMPTY, BASE, PairDirection.BOTH, {})
    assert not found.reasons
    assert shown(plan(BASE, EMPTY, BASE, context()).target) == []
