"""What a person decides about what does not travel, as edits of base and permits, and what comes of it."""

from __future__ import annotations

import pytest

from fakes.trees import COPY, context, node_id, shown, tree
from megadesk.model.ids import NodeId
from megadesk.model.pair import Keep, PairDirection
from megadesk.model.tree import Tree
from megadesk.sync.direction import silence
from megadesk.sync.plan import Permit, Plan, node_of
from megadesk.sync.planner import plan
from megadesk.sync.relabel import relabelled, relabelled_base
from megadesk.sync.resolving import Decision, decide

UP, DOWN = PairDirection.UP, PairDirection.DOWN
BASE = tree("a=1", "d/", "d/b=2", "d/c=3")
EDITED = tree("a=9", "d/", "d/b=2", "d/c=3")


def decided(base: Tree, local: Tree, remote: Tree, direction: PairDirection, keep: Keep, *chosen: str) -> Decision:
    """Return the decision about nodes of these ids."""
    silent = silence(base, local, remote, direction, {}).reasons
    return decide(base, local, remote, direction, silent, [node_id(word) for word in chosen], keep)


def after(base: Tree, local: Tree, remote: Tree, direction: PairDirection, keep: Keep, *chosen: str) -> Plan:
    """Return the plan that follows a decision."""
    done = decided(base, local, remote, direction, keep, *chosen)
    base = relabelled_base(base, local, done.relabels).changed(done.base_put, done.base_drop)
    rules = context(direction=direction, permits=done.permits)
    return plan(base, relabelled(local, done.relabels), remote, rules)


@pytest.mark.parametrize("direction", [UP, DOWN])
@pytest.mark.parametrize(("keep", "held"), [(Keep.LOCAL, "here"), (Keep.REMOTE, "there")], ids=["local", "remote"])
def test_one_version_is_kept(direction: PairDirection, keep: Keep, held: str) -> None:
    """Of a file that differs the chosen version is on both sides, whichever way the pair goes."""
    here, there = (BASE, EDITED) if direction is UP else (EDITED, BASE)
    result = after(BASE, here, there, direction, keep, "a")
    assert shown(result.target) == shown(here if held == "here" else there)
    assert not result.problems
    assert bool(result.remote_steps) is (keep is Keep.LOCAL)
    assert bool(result.local_steps) is (keep is Keep.REMOTE)


@pytest.mark.parametrize("direction", [UP, DOWN])
def test_both_versions_are_kept(direction: PairDirection) -> None:
    """To keep both makes a conflict copy of what is here."""
    here, there = (BASE, EDITED) if direction is UP else (EDITED, BASE)
    result = after(BASE, here, there, direction, Keep.BOTH, "a")
    mine, theirs = ("1", "9") if direction is UP else ("9", "1")
    assert [line for line in shown(result.target) if line.startswith("a")] == [f"a {COPY}={mine}", f"a={theirs}"]
    assert not result.problems


@pytest.mark.parametrize("direction", [UP, DOWN])
def test_yes_is_for_the_place_that_was_seen(direction: PairDirection) -> None:
    """Moved since then a change is asked about again; of two versions that stay one has to find a place, and may."""
    here, there = (BASE, EDITED) if direction is UP else (EDITED, BASE)
    against, back = (Keep.REMOTE, Keep.LOCAL) if direction is UP else (Keep.LOCAL, Keep.REMOTE)
    key = node_id("a")
    assert decided(BASE, here, there, direction, against, "a").permits == {key: Permit(EDITED[key])}
    assert decided(BASE, here, there, direction, Keep.BOTH, "a").permits == {key: Permit(EDITED[key], any_place=True)}
    assert decided(BASE, here, there, direction, back, "a").permits == {}


@pytest.mark.parametrize(("keep", "there_then"), [(Keep.LOCAL, False), (Keep.REMOTE, True)])
def test_removal_is_carried_out_or_undone(keep: Keep, *, there_then: bool) -> None:
    """A folder that was removed on the silent side goes there as well, or comes back, with everything in it."""
    gone = tree("a=1")
    assert ("d/b=2" in shown(after(BASE, gone, BASE, DOWN, keep, "d").target)) is there_then
    assert ("d/b=2" in shown(after(BASE, BASE, gone, UP, keep, "d").target)) is not there_then


def test_folder_stands_for_all_in_it_and_a_file_brings_its_folders() -> None:
    """Deciding about a new folder decides about what is in it; about a new file, about the folders it needs."""
    more = BASE.changed(tree("n/", "n/o/", "n/o/f=7", "n/g=8").values())
    assert shown(after(BASE, more, BASE, DOWN, Keep.LOCAL, "n").target) == shown(more)
    single = after(BASE, more, BASE, DOWN, Keep.LOCAL, "n/o/f")
    assert "n/o/f=7" in shown(single.target)
    assert {str(one.path) for one in single.problems} == {"n/g"}
    assert decided(BASE, more, BASE, DOWN, Keep.LOCAL, "n/o/f").permits[node_id("n/o")].any_place
    taken = after(BASE, BASE, more, UP, Keep.REMOTE, "n/o/f")
    assert "n/o/f" in {str(taken.target.path(node_of(step))) for step in taken.local_steps}
    assert {str(one.path) for one in taken.problems} == {"n/g"}


@pytest.mark.parametrize("direction", [UP, DOWN])
def test_two_new_files_of_one_name(direction: PairDirection) -> None:
    """Where both sides made a file of that name, the local one becomes its next version, gives way, or stands beside."""
    here, there = BASE.changed(tree("l@n=7").values()), BASE.changed(tree("r@n=8").values())
    chosen = "l" if direction is DOWN else "r"
    kept = after(BASE, here, there, direction, Keep.LOCAL, chosen)
    assert kept.target[node_id("r")].content == here[node_id("l")].content
    assert node_id("l") not in kept.target
    assert not kept.local_steps
    taken = after(BASE, here, there, direction, Keep.REMOTE, chosen)
    assert shown(taken.target) == shown(there)
    both = after(BASE, here, there, direction, Keep.BOTH, chosen)
    assert [line for line in shown(both.target) if line.startswith("n")] == [f"n {COPY}=7", "n=8"]
    for result in (kept, taken, both):
        assert not result.problems


@pytest.mark.parametrize("direction", [UP, DOWN])
@pytest.mark.parametrize(("keep", "held"), [(Keep.LOCAL, "x=1"), (Keep.REMOTE, "x=2")], ids=["local", "remote"])
@pytest.mark.parametrize(
    ("base", "here", "there"),
    [
        (tree("d/", "e/"), tree("d/", "e/", "l@d/x=1"), tree("e/", "d@e/d/", "r@e/d/x=2")),
        (tree(), tree("m@d/", "l@d/x=1"), tree("t@d/", "r@d/x=2")),
    ],
    ids=["in a folder that has moved there", "in a folder of two ids"],
)
def test_two_new_files_of_one_name_are_one_question_wherever_their_folder_is(
    base: Tree, here: Tree, there: Tree, keep: Keep, held: str, direction: PairDirection
) -> None:
    """A file is the other's version by its folder and name, or by its path; the chosen one is there alone."""
    result = after(base, here, there, direction, keep, "l" if direction is DOWN else "r")
    assert [line.rpartition("/")[2] for line in shown(result.target) if "=" in line] == [held]
    assert all(problem.code == "only_there_moved" for problem in result.problems)


def test_folder_and_file_of_one_name_both_stay() -> None:
    """A folder of the cloud is not taken away for a file of its name: that one steps beside it."""
    here, there = BASE.changed(tree("l@n=7").values()), BASE.changed(tree("r@n/", "x@n/x=1").values())
    result = after(BASE, here, there, DOWN, Keep.LOCAL, "l")
    assert [line for line in shown(result.target) if line.startswith("n")] == [f"n {COPY}=7", "n/", "n/x=1"]


@pytest.mark.parametrize("keep", [Keep.REMOTE, Keep.BOTH])
def test_folder_here_steps_beside_a_file_of_the_cloud_that_is_taken(keep: Keep) -> None:
    """Up: who takes a file of the cloud all the same gets it, although a folder here has its name."""
    there = BASE.changed(tree("r@n=7").values())
    result = after(BASE, BASE.changed(tree("l@n/", "x@n/x=1").values()), there, UP, keep, "r")
    assert [line for line in shown(result.target) if line.startswith("n")] == [f"n {COPY}/", f"n {COPY}/x=1", "n=7"]
    assert not result.problems
    moved = tree("a=1", "d@n/", "d/b@n/b=2", "d/c@n/c=3")
    result = after(BASE, moved, there, UP, keep, "r")
    assert shown(result.target) == ["a=1", f"n {COPY}/", f"n {COPY}/b=2", f"n {COPY}/c=3", "n=7"]
    assert not result.problems


def test_file_of_the_cloud_is_not_taken_with_the_folder_that_has_its_name() -> None:
    """Up: who lets a folder here go up that waits for its name decides nothing about the file that has it there."""
    here, there = BASE.changed(tree("l@n/", "x@n/x=1").values()), BASE.changed(tree("r@n=7").values())
    assert node_id("r") not in decided(BASE, here, there, UP, Keep.LOCAL, "l").permits


def test_folder_of_the_cloud_stays_beside_one_that_was_moved_to_its_name() -> None:
    """To keep a move here takes nothing from the cloud: of two folders of one name this device's steps beside."""
    moved = tree("a=1", "d@e/", "d/b@e/b=2", "d/c@e/c=3")
    there = BASE.changed(tree("r@e/", "x@e/x=9").values())
    result = after(BASE, moved, there, DOWN, Keep.LOCAL, "d")
    assert [line for line in shown(result.target) if line.startswith("e")] == [
        f"e {COPY}/", f"e {COPY}/b=2", f"e {COPY}/c=3", "e/", "e/x=9",
    ]  # fmt: skip
    assert not result.problems


def test_folder_that_moved_here_and_went_there_keeps_what_is_in_it() -> None:
    """To keep a folder that the other side removed keeps all of it."""
    moved = tree("a=1", "d@e/", "d/b@e/b=2", "d/c@e/c=3")
    result = after(BASE, moved, tree("a=1"), DOWN, Keep.LOCAL, "d")
    assert shown(result.target) == shown(moved)
    assert not result.problems
    other_way = after(BASE, tree("a=1"), moved, UP, Keep.REMOTE, "d")
    assert shown(other_way.target) == shown(moved)
    assert not other_way.problems


def test_move_that_is_taken_back_goes_although_the_cloud_has_the_name() -> None:
    """A folder that moved here to the name of one of the cloud, and was removed there, goes when the cloud is kept."""
    base = tree("d/", "k=1", "x/")
    moved, there = tree("k=1", "x/", "d@x/n/"), tree("k=1", "x/", "r@x/n/")
    result = after(base, moved, there, DOWN, Keep.REMOTE, "d")
    assert shown(result.target) == shown(there)
    assert not result.problems


def test_what_is_not_silent_cannot_be_chosen() -> None:
    """A node that is in step, or that nobody knows, decides nothing."""
    assert decided(BASE, EDITED, BASE, DOWN, Keep.LOCAL, "d", "nobody") == Decision()


def test_many_nodes_are_decided_at_once() -> None:
    """Ten thousand new files are one decision, each with a permit of its own."""
    many: list[NodeId] = [node_id(f"n{at}") for at in range(10_000)]
    here = BASE.changed(tree("n/", *(f"n{at}@n/{at}=x{at}" for at in range(10_000))).values())
    silent = silence(BASE, here, BASE, DOWN, {}).reasons
    result = decide(BASE, here, BASE, DOWN, silent, many, Keep.LOCAL)
    assert len(result.permits) == 10_001
