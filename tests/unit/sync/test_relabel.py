"""Local nodes under other ids."""

from fakes.trees import ROOT_ID, context, node_id, shown, tree
from megadesk.sync.relabel import relabelled, relabelled_base, relabelled_context

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
    made = relabelled_base(tree("d/a=1", "b=2"), LABELS)
    assert made.keys() == {node_id("d/a"), node_id("b")}
    assert made[node_id("d/a")].parent == node_id("new")


def test_context_speaks_of_new_ids() -> None:
    """What was held is held under its new id, and places taken are in the new folder."""
    rules = context(
        held=frozenset({node_id("d"), node_id("b")}), occupied=frozenset({(node_id("d"), "x"), (ROOT_ID, "y")})
    )
    made = relabelled_context(rules, LABELS)
    assert made.held == {node_id("new"), node_id("b")}
    assert made.occupied == {(node_id("new"), "x"), (ROOT_ID, "y")}
