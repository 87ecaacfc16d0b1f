"""The order of steps, what waits, and that a plan is a function of its arguments."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from fakes.trees import COPY, ROOT_ID, content, context, node_id, shown, tree
from megadesk.model.attributes import Attributes
from megadesk.model.ids import NodeId
from megadesk.model.pair import PairDirection
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind, Tree
from megadesk.model.values import replace
from megadesk.sync.plan import Bin, Discard, LocalStep, MakeFolder, MoveLocal, Place, Plan, Put, RemoteStep, StepAside
from megadesk.sync.planner import plan
from sim.world import check_plan


def spelt(steps: tuple[LocalStep, ...] | tuple[RemoteStep, ...]) -> list[str]:
    """Return steps as words: kind and id, and for a place its name."""
    words = []
    for step in steps:
        key = step.id if isinstance(step, StepAside | Discard | Bin) else step.node.id
        name = "" if isinstance(step, StepAside | Discard | Bin) else f" {step.node.name}"
        words.append(f"{type(step).__name__} {key.rstrip(bytes(1)).decode()}{name}")
    return words


def problems(made: Plan) -> list[tuple[str, RelPath]]:
    """Return codes and paths."""
    return [(one.code, one.path) for one in made.problems]


def named(behind: Mapping[NodeId, NodeId]) -> dict[str, str]:
    """Return who waits for whom, by the words that their ids were made of."""
    return {key.rstrip(bytes(1)).decode(): there.rstrip(bytes(1)).decode() for key, there in behind.items()}


def test_equal_trees_make_an_empty_plan() -> None:
    """Nothing differs, nothing is done."""
    assert plan(tree("a=1"), tree("a=1"), tree("a=1"), context()).is_empty


def test_folders_come_from_the_top_and_discards_from_the_bottom() -> None:
    """Parents are made before what goes into them, and emptied before they go."""
    made = check_plan(tree("o/p/a=1"), tree("o/p/a=1"), tree("d/e/b=2"), context())
    assert spelt(made.local_steps) == ["MakeFolder d d", "MakeFolder d/e e", "Place d/e/b b", "Discard o/p/a",
                                       "Discard o/p", "Discard o"]  # fmt: skip


def test_move_waits_for_the_one_that_frees_its_name() -> None:
    """A chain of renames needs nobody to step aside."""
    before, after = tree("x@a=1", "y@b=2", "z@c=3"), tree("x@b=1", "y@c=2", "z@d=3")
    assert spelt(check_plan(before, before, after, context()).local_steps) == [
        "MoveLocal z d", "MoveLocal y c", "MoveLocal x b",
    ]  # fmt: skip
    assert spelt(check_plan(before, after, before, context()).remote_steps) == ["Put z d", "Put y c", "Put x b"]


def test_swap_needs_one_to_step_aside() -> None:
    """Of two that swap names one steps aside and comes back last."""
    before, after = tree("x@a=1", "y@b=2"), tree("x@b=1", "y@a=2")
    assert spelt(check_plan(before, before, after, context()).local_steps) == [
        "StepAside y", "MoveLocal x b", "MoveLocal y a",
    ]  # fmt: skip


def test_what_leaves_a_folder_that_steps_aside_goes_first() -> None:
    """In the stage nothing below could be reached."""
    before = tree("x@a/", "y@b/", "i@a/i=1", "j@b/j=1")
    after = tree("x@b/", "y@a/", "i@a/i=1", "j@b/j=1")
    made = check_plan(before, before, after, context())
    assert not any(isinstance(step, Place | Discard) for step in made.local_steps)


def test_parent_and_child_change_places() -> None:
    """a/b becomes b/a."""
    before, after = tree("x@a/", "y@a/b/", "f@a/b/f=1"), tree("y@b/", "x@b/a/", "f@b/f=1")
    assert spelt(check_plan(before, before, after, context()).local_steps) == ["MoveLocal y b", "MoveLocal x a"]


def test_node_takes_the_place_of_its_folder() -> None:
    """a/a becomes a, and the rest of the folder goes."""
    before, after = tree("x@a/", "y@a/a=1", "z@a/z=2"), tree("y@a=1")
    assert spelt(check_plan(before, before, after, context()).local_steps) == [
        "StepAside y", "Discard z", "Discard x", "MoveLocal y a",
    ]  # fmt: skip


def test_moved_out_comes_before_the_bin() -> None:
    """Remote: what lives is out of a folder before that goes to the bin, also where it takes its name."""
    before, after = tree("x@a/", "y@a/a=1"), tree("y@a=1")
    assert spelt(check_plan(before, after, before, context()).remote_steps) == ["Put y a", "Bin x"]


def test_moved_out_from_deep_below_comes_before_the_bin() -> None:
    """Remote: the bin takes the topmost folder, so it waits for what leaves any folder below."""
    before, after = tree("x@a/b/c/", "y@a/b/c/f=1"), tree("y@0=1")
    assert spelt(check_plan(before, after, before, context()).remote_steps) == ["Put y 0", "Bin a"]


def test_name_is_freed_by_the_bin_first() -> None:
    """Remote: a removed node is in the bin before a new one takes its name."""
    made = check_plan(tree("x@a=1"), tree("y@a/"), tree("x@a=1"), context())
    assert spelt(made.remote_steps) == ["Bin x", "Put y a"]


def test_name_is_not_freed_as_late_as_bytes_arrive() -> None:
    """Remote: of two files that swap names, one of them edited, both have their new names before its upload is done."""
    before, after = tree("x@a=1", "y@b=2"), tree("x@b=3", "y@a=2", version=0)
    moves = check_plan(before, after, before, context()).remote_steps
    assert spelt(moves) == ["Put x b", "Put y a", "Put x b"]
    assert [step.uploads for step in moves if isinstance(step, Put)] == [False, False, True]
    assert [step.node.version for step in moves if isinstance(step, Put)] == [1, 1, 2]


def test_moved_and_edited_file_in_nobodys_way_takes_one_op() -> None:
    """Remote: nobody waits for the name, so the new place travels with the new bytes."""
    before, after = tree("x@a=1"), tree("x@b=2")
    (step,) = check_plan(before, after, before, context()).remote_steps
    assert isinstance(step, Put)
    assert step.uploads


def test_files_are_fetched_from_the_top_by_folder_and_name() -> None:
    """Local: new files come in an order that people expect, whatever their ids are."""
    made = check_plan(tree(), tree(), tree("1@d/b=1", "3@d/a=2", "2@c=3"), context())
    assert [step for step in spelt(made.local_steps) if step.startswith("Place")] == [
        "Place 2 c",
        "Place 3 a",
        "Place 1 b",
    ]


def test_what_is_in_a_held_folder_of_the_cloud_is_not_held() -> None:
    """Only what cannot be there without its folder waits with it: the children of one that both sides have go on."""
    base, remote = tree("d/", "d/a=1"), tree("d/", "d/a=2")
    assert spelt(plan(base, base, remote, context(held=frozenset({node_id("d")}))).local_steps) == ["Place d/a a"]
    alone = plan(tree(), tree("d/", "d/a=1"), tree(), context(held=frozenset({node_id("d")})))
    assert alone.remote_steps == ()


def test_bin_names_the_topmost_and_its_version() -> None:
    """One op for a whole tree, against the version that was seen."""
    full = tree("d/e/a=1", "d/b=2", version=7)
    assert check_plan(full, tree(), full, context()).remote_steps == (Bin(node_id("d"), 7),)


def test_put_carries_the_version_it_replaces() -> None:
    """A change names the current version of the record, something new names none."""
    (changed,) = check_plan(tree("a=1"), tree("a=2", version=0), tree("a=1", version=5), context()).remote_steps
    assert isinstance(changed, Put)
    assert (changed.node.version, changed.uploads) == (5, True)
    (fresh,) = check_plan(tree(), tree("a=2", version=3), tree(), context()).remote_steps
    assert isinstance(fresh, Put)
    assert (fresh.node.version, fresh.uploads) == (0, True)


def test_ten_thousand_files_move_in_one_step() -> None:
    """Row 66: a folder is renamed by one step on the other side, whatever is in it."""
    lines = [f"f{number}@d/{number}=x" for number in range(10_000)]
    before = tree("x@d/", *lines)
    after = before.changed(tree("x@e/").values())
    assert len(plan(before, after, before, context()).remote_steps) == 1
    made = plan(before, before, after, context())
    assert [type(step) for step in made.local_steps] == [MoveLocal]


# -- what waits -------------------------------------------------------------------------------------------------------


def test_row_52_unreadable_child_keeps_its_folder() -> None:
    """Siblings of a held node go, it and its folders stay, nothing comes back."""
    full = tree("d/e/a=1", "d/e/b=2", "d/c=3")
    made = plan(full, full, tree(), context(held=frozenset({node_id("d/e/a")})))
    assert spelt(made.local_steps) == ["Discard d/e/b", "Discard d/c"]
    assert not made.remote_steps
    assert not made.relabels


def test_row_51_place_taken_by_no_node_keeps_its_folder() -> None:
    """What has no node pins the folder it is in, and nothing is put onto it: what would be has a word."""
    full = tree("d/a=1")
    made = plan(full, full, tree(), context(occupied=frozenset({(node_id("d"), "x")})))
    assert spelt(made.local_steps) == ["Discard d/a"]
    made = plan(full, full, tree("d/a=1", "d/x=2", "d/y=3"), context(occupied=frozenset({(node_id("d"), "x")})))
    assert spelt(made.local_steps) == ["Place d/y y"]
    assert problems(made) == [("name_kept", RelPath("d/x"))]


def test_row_131_folders_that_stay_become_the_new_ones_of_their_names() -> None:
    """Removed there and made anew there: what holds something left out here is the new one, and so is what it is in."""
    base, d, s = tree("d/", "d/s/", "d/s/a=1"), node_id("d"), node_id("d/s")
    there = tree("e@d/", "f@d/s/", "n@d/s/n=2")
    kept = plan(base, base, there, context(occupied=frozenset({(s, "x")})))
    assert kept.relabels == {d: node_id("e"), s: node_id("f")}
    assert spelt(kept.local_steps) == ["Place n n", "Discard d/s/a"]
    junk = plan(base, base, there, context(occupied=frozenset({(s, "x")}), junk=frozenset({(s, "x")})))
    assert not junk.relabels
    assert {"Discard d", "MakeFolder e d"} <= set(spelt(junk.local_steps))


def test_row_131_a_file_waits_for_the_name_of_a_folder_that_stays_and_says_so() -> None:
    """A folder removed elsewhere stays for what is no node in it; a file of its name waits, with a word."""
    here, there = tree("d@a/", "e@a/e/", "f@a/e/f=1"), tree("x@a=2", "y@b=1")
    stays = frozenset({(node_id("e"), "film.part")})
    made = plan(here, here, there, context(occupied=stays))
    assert spelt(made.local_steps) == ["Place y b", "Discard f"]
    assert problems(made) == [("name_kept", RelPath("a"))]
    left = tree("d@a/", "e@a/e/")
    again = plan(left, left, there, context(occupied=stays))
    assert problems(again) == problems(made)
    gone = plan(tree(), tree("y@b=1"), there, context())
    assert (spelt(gone.local_steps), problems(gone)) == (["Place x a"], [])


def test_what_waits_behind_what_waits_for_a_name_is_told() -> None:
    """Three files changed names in the cloud and a folder here keeps the first: one reason, and who waits for whom."""
    base = tree("d@a/", "x@p=1", "y@q=2", "z@r=3")
    there = tree("x@a=1", "y@p=2", "z@q=3")
    made = plan(base, base, there, context(occupied=frozenset({(node_id("d"), "film.part")})))
    assert not made.local_steps
    assert problems(made) == [("name_kept", RelPath("a"))]
    assert named(made.behind) == {"x": "d", "y": "x", "z": "y"}
    assert not plan(base, base, there, context()).behind


def test_nothing_is_put_into_a_folder_that_is_not_where_it_was() -> None:
    """A folder was moved onto another spelling of a name, and is held: what is new in it, or moves there, waits for it."""
    base = tree("d@d/", "e@d/e/", "x@x=1", "y@d/y=1")
    there = tree("d@d/", "e@d/e/", "x@d/x=1", "new@d/e/new=2", "f@d/f/", "y@d/y=3")
    held = context(held=frozenset({node_id("d"), node_id("e"), node_id("y")}), astray=frozenset({node_id("d")}))
    made = plan(base, base, there, held)
    assert not made.local_steps
    assert named(made.behind) == {"x": "d", "new": "d", "f": "d"}
    assert plan(base, base, there, replace(held, astray=frozenset())).local_steps


def test_a_name_kept_by_a_held_node_has_that_ones_reason_only() -> None:
    """Nothing is said of a file that waits for a folder with a busy file in it: that one has its own word."""
    here = tree("d@a/", "f@a/f=1")
    made = plan(here, here, tree("x@a=2"), context(held=frozenset({node_id("f")})))
    assert (spelt(made.local_steps), problems(made)) == ([], [])


def test_held_node_is_left_alone_on_both_sides() -> None:
    """Neither its edit goes up nor the other's comes down; its neighbours are synced."""
    made = plan(tree("a=1", "b=1"), tree("a=2", "b=2"), tree("a=3", "b=1"), context(held=frozenset({node_id("a")})))
    assert spelt(made.remote_steps) == ["Put b b"]
    assert not made.local_steps


@pytest.mark.parametrize("new", ["n@a=2", "n@a/"])
def test_what_took_the_name_that_a_held_node_left_waits_behind_it(new: str) -> None:
    """The rename cannot be told before the file rests; until then its old name is no conflict with a new file here."""
    base, here = tree("x@a=1"), tree("x@b=1", new, *(["m@a/m=3"] if new.endswith("/") else []))
    made = plan(base, here, base, context(held=frozenset({node_id("x")})))
    assert made.is_empty
    assert not made.notices
    assert spelt(check_plan(base, here, base, context()).remote_steps)[0] == "Put x b"


@pytest.mark.parametrize("new", ["n@f=2", "n@f/"])
def test_what_took_the_name_of_a_folder_that_a_held_node_left_waits_behind_it(new: str) -> None:
    """The folder was removed here, and stays in the cloud for as long as what was moved out of it cannot be told."""
    base, here = tree("f/", "e@f/e/", "x@f/e/a=1", "g@f/g=3"), tree("x@b=1", new)
    made = plan(base, here, base, context(held=frozenset({node_id("x")})))
    assert spelt(made.remote_steps) == ["Bin g"]
    assert not made.local_steps
    assert not made.notices
    assert named(made.behind)["n"] == "x"
    assert [step for step in spelt(check_plan(base, here, base, context()).remote_steps) if "f" in step]


def test_what_waits_for_a_folder_that_stays_for_a_held_node_waits_for_that() -> None:
    """Elsewhere a file was moved out of a folder, which gave its name to a new one; here the file cannot be moved yet."""
    base, there = tree("f/", "e@f/e/", "x@f/e/a=1"), tree("x@b=1", "n@f/", "y@f/c=2")
    made = plan(base, base, there, context(held=frozenset({node_id("x")})))
    assert not made.local_steps
    assert named(made.behind) == {"n": "f", "f": "x", "e": "x"}


def test_a_folder_that_another_device_moved_a_held_node_into_is_merged_as_ever() -> None:
    """It was not left here: what has its name here is that folder, though it was removed and made anew."""
    base, here, there = tree("f/", "x@a=1"), tree("n@f/", "x@a=1"), tree("f/", "x@f/a=1")
    made = plan(base, here, there, context(held=frozenset({node_id("x")})))
    assert named(made.relabels) == {"n": "f"}
    assert not made.behind
    assert not made.remote_steps


def test_a_folder_that_a_held_node_is_moved_out_of_with_its_folder_is_removed_at_once() -> None:
    """It stays where the cloud has it: in a folder, and that may be moved; what it was moved out of is free then."""
    base, here = tree("f/", "e@f/e/", "x@f/e/a=1"), tree("e@e/", "x@b=1")
    made = plan(base, here, base, context(held=frozenset({node_id("x")})))
    assert spelt(made.remote_steps) == ["Put e e", "Bin f"]
    assert not made.notices


def test_bytes_that_a_held_node_only_seems_to_have_are_not_given_up_for_it() -> None:
    """Two files changed bytes here, one could not be read yet; elsewhere that one took the other's place: both are kept."""
    base, here, there = tree("x@a=1", "y@b=2"), tree("x@a=1", "y@b=1"), tree("x@b=1")
    made = plan(base, here, there, context(held=frozenset({node_id("x")})))
    assert not [step for step in made.local_steps if isinstance(step, Discard)]
    assert [node.content for node in made.target.values()] == [content("1"), content("1")]
    assert [step.id for step in plan(base, here, there, context()).local_steps if isinstance(step, Discard)]


@pytest.mark.parametrize("held", ["x", "xz", "xyz"])
def test_what_was_moved_to_the_name_that_a_held_node_left_waits_behind_it(held: str) -> None:
    """Three changed names here and one cannot be read: none of them is a conflict copy, and nothing is told by halves."""
    base, here = tree("x@a=1", "y@b=2", "z@c=3", "e@d=4"), tree("x@b=1", "y@c=2", "z@a=3", "e@d=5")
    made = plan(base, here, base, context(held=frozenset(map(node_id, held))))
    assert spelt(made.remote_steps) == ["Put e d"]
    assert not made.local_steps
    assert not made.notices
    assert named(made.behind) == {key: after for key, after in {"z": "x", "y": "z"}.items() if key not in held}
    assert len(check_plan(base, here, base, context()).remote_steps) == 4


def test_what_another_device_removed_or_also_made_and_is_here_where_a_held_node_was() -> None:
    """Moved here and removed there it is to be in the cloud again, and waits; known there by now, it is where that says."""
    held = context(held=frozenset({node_id("x")}))
    made = plan(tree("x@a=1", "y@c=2"), tree("x@b=1", "y@a=2"), tree("x@a=1"), held)
    assert made.is_empty
    assert named(made.behind) == {"y": "x"}
    made = plan(tree("x@a=1"), tree("x@b=1", "y@a=2"), tree("x@a=1", "y@c=2"), held)
    assert spelt(made.local_steps) == ["MoveLocal y c"]
    assert not made.behind


def test_what_stands_in_the_way_of_a_held_node_elsewhere_waits_for_nothing() -> None:
    """Who was moved to a name that a held one has, and not left, or that it has left elsewhere too, is told."""
    base = tree("x@a=1", "y@b=2")
    held = context(held=frozenset({node_id("x")}))
    made = plan(base, tree("x@c=1", "y@a=2"), tree("x@d=1", "y@b=2"), held)
    assert spelt(made.remote_steps) == ["Put y a"]
    made = plan(base, tree("x@c=1", "y@a=2"), tree("x@a=1", "y@e=2"), held)
    assert spelt(made.local_steps) == ["MoveLocal y e"]
    assert not made.remote_steps


def test_name_that_a_held_node_was_given_elsewhere_is_contested() -> None:
    """Two had the idea of one name: then the new file here is the copy, whatever is held."""
    made = plan(tree("x@a=1"), tree("x@b=1", "n@c=2"), tree("x@c=1"), context(held=frozenset({node_id("x")})))
    assert [notice.code for notice in made.notices] == ["conflict_copy"]


def test_what_is_in_a_new_folder_waits_with_it_for_its_name() -> None:
    """A folder that takes a name in the cloud goes after who has it, and what is in it after the folder."""
    base = tree("x/", "x/y/", "q@p=1")
    here = tree("x/", "x/y/", "q@x/y/q=1", "n@p/", "c@p/c=2")
    assert spelt(check_plan(base, here, base, context()).remote_steps) == ["Put q q", "Put n p", "Put c c"]


def test_row_127_name_of_just_the_length_is_none_too_long() -> None:
    """The limit is a number of bytes, and all of them may be used."""
    remote = tree("x@ä2345678=1", "y@ä23456789=1")
    made = plan(tree(), tree(), remote, context(name_max_bytes=9))
    assert spelt(made.local_steps) == ["Place x ä2345678"]
    assert problems(made) == [("name_too_long", "ä23456789")]


@pytest.mark.parametrize("reason", ["too long", "held"])
def test_name_that_is_taken_is_one_reason_at_most(reason: str) -> None:
    """What waits for a reason of its own is not told that its name is taken as well."""
    remote = tree("x@elevenchars=1")
    taken = frozenset({(ROOT_ID, "elevenchars")})
    rules = context(occupied=taken, name_max_bytes=10 if reason == "too long" else 255)
    if reason == "held":
        rules = replace(rules, held=frozenset({node_id("x")}))
    codes = [code for code, _ in problems(plan(tree(), tree(), remote, rules))]
    assert codes == (["name_too_long"] if reason == "too long" else [])
    assert [code for code, _ in problems(plan(tree(), tree(), remote, context(occupied=taken)))] == ["name_kept"]


def test_held_new_folder_keeps_all_in_it() -> None:
    """What is in a folder that may not be made in the cloud waits with it."""
    made = plan(tree(), tree("d/a=1", "b=1"), tree(), context(held=frozenset({node_id("d")})))
    assert spelt(made.remote_steps) == ["Put b b"]


def test_row_127_name_too_long_for_this_disk() -> None:
    """It is a problem, what is in it waits, its neighbours come, and nothing is removed remotely."""
    remote = tree("x@long name/", "y@long name/a=1", "z@ok=1")
    made = plan(tree(), tree(), remote, context(name_max_bytes=8))
    assert spelt(made.local_steps) == ["Place z ok"]
    assert problems(made) == [("name_too_long", "long name")]
    assert not made.remote_steps
    shorter = tree("x@short/", "y@short/a=1", "z@ok=1")
    assert shown(plan(tree("z@ok=1"), tree("z@ok=1"), shorter, context(name_max_bytes=8)).target) == shown(shorter)


def test_what_waits_for_a_name_keeps_the_folder_that_it_is_in() -> None:
    """Moved there to a name that this disk cannot have, out of a folder that goes: both stay, and the rest goes."""
    base, rules = tree("d/", "x@d/x=1", "y@d/y=2"), context(name_max_bytes=10)
    made = plan(base, base, tree("x@elevenchars=1"), rules)
    assert spelt(made.local_steps) == ["Discard y"]
    assert problems(made) == [("name_too_long", "elevenchars")]


def test_what_waits_behind_another_keeps_its_folder_too() -> None:
    """It is to have the name of one that cannot be renamed, and is still in a folder that goes otherwise."""
    base = tree("x@p=1", "d/", "y@d/y=2")
    made = plan(base, base, tree("x@elevenchars=1", "y@p=2"), context(name_max_bytes=10))
    assert made.local_steps == ()


def test_what_comes_into_a_folder_that_waits_comes_at_once_if_that_rests() -> None:
    """A folder that cannot be renamed takes what is new in it; not while the folder it is in is being moved."""
    rules = context(name_max_bytes=10)
    base = tree("g/", "f@g/f/")
    assert spelt(plan(base, base, tree("g/", "f@g/elevenchars/", "n@g/elevenchars/n=1"), rules).local_steps) == [
        "Place n n"
    ]
    moved = plan(base, base, tree("g@h/", "f@h/elevenchars/", "n@h/elevenchars/n=1"), rules)
    assert spelt(moved.local_steps) == ["MoveLocal g h"]


def test_row_130_our_own_folder_is_never_made() -> None:
    """A node that would be our private folder is a problem."""
    made = plan(tree(), tree(), tree("x@.MegaDesk/", "y@d/.megadesk/"), context())
    assert problems(made) == [("name_reserved", ".MegaDesk")]
    assert spelt(made.local_steps) == ["MakeFolder d d", "MakeFolder y .megadesk"]


def test_row_119_names_this_disk_cannot_tell_apart() -> None:
    """The first by id has its name, the other an alias here; neither is renamed or removed remotely."""
    remote = tree("x@a=1", "y@A=2")
    rules = context(case_sensitive=False)
    made = plan(tree(), tree(), remote, rules)
    assert made.local_steps == (Place(remote[node_id("y")], "A (case conflict)"), Place(remote[node_id("x")]))
    assert problems(made) == [("case_conflict", "A")]
    assert made.problems[0].arguments == {"name": "A", "alias": "A (case conflict)"}
    assert not made.remote_steps


def test_row_119_who_is_there_keeps_its_name() -> None:
    """What already stands on disk is not renamed for one that comes, whatever their ids."""
    local, remote = tree("y@A=2"), tree("x@a=1", "y@A=2")
    made = plan(local, local, remote, context(case_sensitive=False))
    assert made.local_steps == (Place(remote[node_id("x")], "a (case conflict)"),)


def test_row_119_alias_stays_while_it_is_needed_and_goes_when_it_is_not() -> None:
    """With the same twins nothing happens; without the other, or on another disk, it is one move."""
    both, one = tree("x@a=1", "y@A=2"), tree("y@A=2")
    aliases = {node_id("y"): "A (case conflict)"}
    rules = context(case_sensitive=False, aliases=aliases)
    assert plan(both, both, both, rules).is_empty
    assert problems(plan(both, both, both, rules)) == [("case_conflict", "A")]
    assert spelt(plan(one, one, one, rules).local_steps) == ["MoveLocal y A"]
    assert spelt(plan(both, both, one, rules).local_steps) == ["StepAside x", "MoveLocal y A", "Discard x"]
    assert spelt(plan(both, both, both, context(aliases=aliases)).local_steps) == ["MoveLocal y A"]


def test_row_119_alias_is_told_as_it_is() -> None:
    """Also if a shorter one is free by now."""
    both, aliases = tree("x@a=1", "y@A=2"), {node_id("y"): "A (case conflict 2)"}
    made = plan(both, both, both, context(case_sensitive=False, aliases=aliases))
    assert made.is_empty
    assert [problem.arguments for problem in made.problems] == [{"name": "A", "alias": "A (case conflict 2)"}]


def test_row_119_no_step_is_made_that_need_not_be() -> None:
    """Who has an alias keeps it when another twin comes as the first goes; who only changes case keeps its name."""
    aliases = {node_id("y"): "A (case conflict)"}
    both, next_one = tree("x@a=1", "y@A=2"), tree("z@a=3", "y@A=2")
    made = plan(both, both, next_one, context(case_sensitive=False, aliases=aliases))
    assert spelt(made.local_steps) == ["StepAside x", "Place z a", "Discard x"]
    one, renamed = tree("y@a=2"), tree("y@A=2", "x@a=1")
    made = plan(one, one, renamed, context(case_sensitive=False))
    assert made.local_steps == (MoveLocal(renamed[node_id("y")]), Place(renamed[node_id("x")], "a (case conflict)"))


def aliases_of(made: Plan) -> dict[str, str | None]:
    """Return what new files are called, by their names."""
    return {step.node.name: step.alias for step in made.local_steps if isinstance(step, Place)}


def test_row_119_aliases_do_not_meet() -> None:
    """An alias is no name that anything else on this disk has, has had, or is to have."""
    rules = context(case_sensitive=False)
    three = tree("x@ab=1", "y@Ab=2", "z@aB=3")
    assert aliases_of(plan(tree(), tree(), three, rules)) == {
        "ab": None, "Ab": "Ab (case conflict)", "aB": "aB (case conflict 2)",
    }  # fmt: skip
    named_so = tree("x@a=1", "y@A=2", "z@a (case conflict)=3")
    assert aliases_of(plan(tree(), tree(), named_so, rules))["A"] == "A (case conflict 2)"
    going = tree("x@a=1", "z@a (case conflict)=3")
    assert aliases_of(plan(going, going, tree("x@a=1", "y@A=2"), rules)) == {"A": "A (case conflict 2)"}
    occupied = context(case_sensitive=False, occupied=frozenset({(ROOT_ID, "A (Case Conflict)")}))
    assert aliases_of(plan(tree(), tree(), tree("x@a=1", "y@A=2"), occupied))["A"] == "A (case conflict 2)"


def test_row_119_held_node_keeps_its_alias() -> None:
    """What may not be touched is not renamed either, though its name is free."""
    one = tree("y@A=2")
    aliases = {node_id("y"): "A (case conflict)"}
    rules = context(case_sensitive=False, aliases=aliases, held=frozenset({node_id("y")}))
    assert plan(one, one, one, rules).is_empty


def test_row_119_name_of_an_alias_is_taken_too() -> None:
    """A name that another has as its alias is no name to take: that other one has it."""
    aliases = {node_id("y"): "A (case conflict)"}
    local = tree("x@a=1", "y@A=2")
    remote = tree("x@a=1", "y@A=2", "z@A (case conflict)=3")
    made = plan(local, local, remote, context(case_sensitive=False, aliases=aliases))
    assert made.local_steps == (Place(remote[node_id("z")], "A (case conflict) (case conflict)"),)


def test_row_118_case_only_rename() -> None:
    """It is one move, also on a disk that cannot tell the names apart."""
    made = check_plan(tree("x@a=1"), tree("x@a=1"), tree("x@A=1"), context(case_sensitive=False))
    assert spelt(made.local_steps) == ["MoveLocal x A"]


def test_what_waits_makes_others_wait() -> None:
    """A node cannot take the name of one that stays, nor go into a folder that is not there."""
    base = tree("x@a=1", "f@d/")
    remote = tree("x@too long=1", "n@a=2", "f@d/")
    made = plan(base, base, remote, context(name_max_bytes=4))
    assert not made.local_steps
    assert problems(made) == [("name_too_long", "too long")]


# -- repeatable -------------------------------------------------------------------------------------------------------

DETERMINISM = """
import sys
from hashlib import sha256
from random import Random
from fakes.trees import COPY, ROOT_ID, context
from megadesk.model.tree import Tree
from megadesk.sync.planner import plan
from sim.world import perturb, random_tree

seen = sha256()
for seed in range(150):
    rng = Random(seed)
    base = random_tree(rng, 12)
    sides = [perturb(rng, base, tag, 6) for tag in "lr"]
    made = plan(Tree(ROOT_ID, base), *[Tree(ROOT_ID, side) for side in sides], context())
    told = (sorted(made.relabels.items()), made.forget, made.local_steps, made.remote_steps, made.notices)
    seen.update(repr(told).encode())
print(seen.hexdigest())
"""


def test_plans_do_not_depend_on_hash_seeds() -> None:
    """Two processes with other hash seeds make the same plans, step by step."""
    path = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
    answers = set()
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": path}
        answers.add(
            subprocess.run([sys.executable, "-c", DETERMINISM], env=environment, capture_output=True, check=True).stdout
        )
    assert len(answers) == 1


def test_order_of_nodes_does_not_matter() -> None:
    """Trees are compared by content: nodes may come in any order."""
    base, local, remote = tree("a/x=1", "b=2"), tree("a/x=3", "c=2"), tree("a/y=1", "b=4", "d/")

    def turned(one: Tree) -> Tree:
        return Tree(ROOT_ID, dict(reversed(list(one.nodes.items()))))

    made = plan(base, local, remote, context())
    assert plan(turned(base), turned(local), turned(remote), context()) == made
    assert MakeFolder in {type(step) for step in made.local_steps}


def link(label: str, name: str, target: str) -> Tree:
    """Return a tree of one symbolic link."""
    node = next(iter(tree(f"{label}@{name}={target}").values()))
    return Tree(ROOT_ID, {node.id: replace(node, kind=Kind.SYMLINK)})


def test_link_is_placed_only_where_links_are_kept_and_can_be() -> None:
    """A pair that skips links, and a volume that has none, each say so; nothing else waits for it."""
    there = link("l", "l", "to").changed(tree("a=1").values())
    kept = plan(tree(), tree(), there, context(keeps_links=True))
    assert spelt(kept.local_steps) == ["Place l l", "Place a a"] or spelt(kept.local_steps) == [
        "Place a a",
        "Place l l",
    ]
    assert problems(kept) == []
    for rules, code in ((context(), "symlink"), (context(keeps_links=True, makes_links=False), "no_links")):
        held = plan(tree(), tree(), there, rules)
        assert spelt(held.local_steps) == ["Place a a"]
        assert problems(held) == [(code, "l")]
        assert not held.remote_steps


def test_row_115_only_what_a_link_took_the_place_of_stays() -> None:
    """Of what was removed there, an agreed file stays where a link stands now; all else is as ever."""
    base = tree("a=1", "b=2", "c=3")
    there = link("l", "a", "to").changed(tree("c@elsewhere=3").values())
    made = plan(base, base, there, context())
    assert spelt(made.local_steps) == ["MoveLocal c elsewhere", "Discard b"]
    assert made.remote_steps == ()
    edited = plan(base, base.changed(tree("a=9").values()), there, context())
    assert [step.node.name for step in edited.remote_steps if isinstance(step, Put)] == [f"a {COPY}"]
    new = plan(tree("b=2"), tree("n@a=1", "b=2"), link("l", "a", "to").changed(tree("b=2").values()), context())
    assert spelt(new.remote_steps) == [f"Put n a {COPY}"]


def test_link_that_is_not_here_is_no_removal() -> None:
    """A pair that skips links concludes nothing from their absence, also of those it had agreed on."""
    there = link("l", "l", "to")
    assert plan(there, tree(), there, context()).is_empty
    assert spelt(plan(there, tree(), there, context(keeps_links=True)).remote_steps) == ["Bin l"]


def test_attributes_alone_are_published_without_content() -> None:
    """In a backup a chmod of a file, or of a folder, is one op that sends no bytes."""
    before = tree("d/", "d/f=one")
    whole = before.changed(
        [
            replace(before.nodes[node_id("d")], executable=Attributes(0o40755, 1)),
            replace(before.nodes[node_id("d/f")], executable=Attributes(0o100644, 1)),
        ]
    )
    after = whole.changed(
        [
            replace(whole.nodes[node_id("d")], executable=Attributes(0o40700, 1)),
            replace(whole.nodes[node_id("d/f")], executable=Attributes(0o100644, 2)),
        ]
    )
    made = plan(whole, after, whole, replace(context(), direction=PairDirection.UP, keeps_links=True))
    assert not made.local_steps
    assert made.remote_steps == (
        Put(after.nodes[node_id("d")], uploads=False), Put(after.nodes[node_id("d/f")], uploads=False)
    )  # fmt: skip
