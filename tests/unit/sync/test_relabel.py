"""Local nodes under other ids."""

from __future__ import annotations

from fakes.trees import ROOT_ID, context, node_id, shown, tree
from megadesk.model.values import replace
from megadesk.sync.plan import Permit
from megadesk.sync.relabel import relabelled, relabelled_base, relabelled_context, relabelled_permits

LABELS = {node_id("d"): node_id("new")}


def test_what_is_below_follows() -> None:
    """A relabelled folder keeps what is in it; the new node has no record yet."""
    made = relabelled(tree("d/a=1", "b=2"), LABELS)
    assert shown(made) == ["b=2", "d/", "d/a=1"]
    assert made[node_id("d/a")].parent == node_id("new")
    assert made[node_id("new")].version == 0
    assert node_id("d") not in made


def test_ids_can_be_exchanged_at_once() -> None:
    """A new id may be another's old one."""
    made = relabelled(tree("a=1", "b=2"), {node_id("a"): node_id("b"), node_id("b"): node_id("c")})
    assert {key: node.name for key, node in made.items()} == {node_id("b"): "a", node_id("c"): "b"}


def test_base_forgets_old_ids_and_nobody_looks_moved() -> None:
    """Base has no new id, and what was in the folder is in it still."""
    known = tree("d/a=1", "b=2")
    made = relabelled_base(known, known, LABELS)
    assert made.keys() == {node_id("d/a"), node_id("b")}
    assert made[node_id("d/a")].parent == node_id("new")


def test_what_had_left_a_relabelled_folder_was_in_the_old_one() -> None:
    """Others may have moved it into the new folder: that is their move, and base must not say it was there before."""
    known = tree("d/", "d/a=1", "d/b=2")
    local = known.changed([replace(known[node_id("d/a")], parent=ROOT_ID)], [node_id("d/b")])
    made = relabelled_base(known, local, LABELS)
    assert made.nodes == {key: known[key] for key in (node_id("d/a"), node_id("d/b"))}


def test_context_speaks_of_new_ids() -> None:
    """What was held is held under its new id, and places taken are in the new folder."""
    rules = context(
        held=frozenset({node_id("d"), node_id("b")}), occupied=frozenset({(node_id("d"), "x"), (ROOT_ID, "y")})
    )
    made = relabelled_context(rules, LABELS)
    assert made.held == {node_id("new"), node_id("b")}
    assert made.occupied == {(node_id("new"), "x"), (ROOT_ID, "y")}


def test_permits_follow_to_new_ids_and_the_old_keep_theirs() -> None:
    """What was permitted of a node holds for what became of it, wherever that stands; other permits are untouched."""
    local = tree("a=1", "d/", "d/b=2")
    permits = {node_id("a"): Permit(local[node_id("a")]), node_id("d/b"): Permit(local[node_id("d/b")])}
    labels = {node_id("a"): node_id("copy"), node_id("d"): node_id("e")}
    found = relabelled_permits(permits, local, labels)
    assert found[node_id("a")] == permits[node_id("a")]
    assert found[node_id("copy")].any_place
    assert found[node_id("copy")].covers(replace(local[node_id("a")], id=node_id("copy"), name="elsewhere"))
    state = found[node_id("d/b")].state
    assert state is not None
    assert state.parent == node_id("e")
    assert node_id("e") not in found
    assert relabelled_permits(permits, local, {}) == permits
