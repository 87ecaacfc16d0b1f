"""One folder as everybody sees it."""

from collections.abc import Iterable
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from fakes.trees import ROOT_ID, node_id, shown, tree
from megadesk.model.ids import NodeId
from megadesk.model.tree import Kind, Node
from megadesk.model.values import replace
from megadesk.sync.resolve import Resolved, place, resolve


def folder(key: str, parent: str, name: str = "") -> Node:
    """Return a folder node."""
    return Node(node_id(key), node_id(parent) if parent else ROOT_ID, Kind.FOLDER, name or key)


def seen(nodes: Iterable[Node], root: NodeId = ROOT_ID) -> list[str]:
    """Return what is shown, the same whatever the order of the nodes."""
    shapes = {tuple(shown(resolve(order, root, top=ROOT_ID))) for order in permutations(nodes)}
    assert len(shapes) == 1
    return list(shapes.pop())


def test_sound_nodes_are_untouched() -> None:
    """A folder in which nothing is wrong keeps its very nodes."""
    sound = tree("d/a=1", "d/e/b=2")
    made = resolve(sound.values(), ROOT_ID)
    assert made == sound
    assert all(made[key] is node for key, node in sound.items())


def test_only_the_subtree_is_shown() -> None:
    """What is beside the folder, and what has no parent, is not in it."""
    nodes = [folder("d", ""), folder("e", "d"), folder("x", ""), folder("y", "gone"), folder("z", "y")]
    assert seen(nodes, node_id("d")) == ["e/"]
    assert seen(nodes) == ["d/", "d/e/", "x/"]


def test_doubled_names_lowest_id_keeps() -> None:
    """The lowest id keeps the name; the others are numbered past names that are really there."""
    nodes = [folder("1", "", "a"), folder("2", "", "a"), folder("3", "", "a (2)"), folder("4", "", "a")]
    made = resolve(reversed(nodes), ROOT_ID)
    assert [made[node_id(key)].name for key in "1234"] == ["a", "a (3)", "a (2)", "a (4)"]
    assert len(seen(nodes)) == 4


def test_cycle_goes_to_the_top() -> None:
    """Row 215: all members of a cycle stand at the top, with what is below them."""
    nodes = [folder("a", "b"), folder("b", "a"), folder("c", "a")]
    assert seen(nodes) == ["a/", "a/c/", "b/"]


def test_folder_inside_itself_goes_to_the_top() -> None:
    """The smallest cycle is one."""
    assert seen([folder("a", "a")]) == ["a/"]


def test_cycle_does_not_show_in_another_folder() -> None:
    """Members of a cycle go to the top of the space, not into every folder that is looked at."""
    nodes = [folder("d", ""), folder("a", "b"), folder("b", "a")]
    assert not resolve(nodes, node_id("d"), top=ROOT_ID)


def test_root_is_not_in_itself() -> None:
    """A faulty writer may say so; it is shown once, as the root."""
    space = Space()
    space.nodes = {ROOT_ID: Node(ROOT_ID, ROOT_ID, Kind.FOLDER, "root"), node_id("d"): folder("d", "")}
    assert seen(space.nodes.values()) == ["d/"]
    known = Resolved.of([space.nodes[ROOT_ID]], ROOT_ID)
    again = known.again({node_id("d"): None}, space)
    assert again is not None
    assert again.tree.keys() == {node_id("d")}


def test_folder_brings_what_waited_for_it() -> None:
    """What says that it is in a folder which comes later is shown when that folder is, to any depth."""
    space = Space()
    space.nodes = dict(tree("d/a=1").nodes)
    waiting = [replace(node, parent=node_id("late")) for node in tree("x=1", "y=2").values()]
    known = Resolved.of([*space.nodes.values(), *waiting], ROOT_ID)
    space.nodes |= {node.id: node for node in (*waiting, folder("late", "d"))}
    again = known.again({node_id("late"): None}, space)
    assert again is not None
    assert shown(again.tree) == ["d/", "d/a=1", "d/late/", "d/late/x=1", "d/late/y=2"]


class Space:
    """Nodes that change."""

    def __init__(self) -> None:
        self.nodes: dict[NodeId, Node] = {}

    def below(self, folder: NodeId) -> list[NodeId]:
        """Return what says that it is in folder."""
        return [node.id for node in self.nodes.values() if node.parent == folder]

    def change(self, batch: list[tuple[str, NodeId, str, bool]]) -> dict[NodeId, Node | None]:
        """Put or drop nodes; return how they were."""
        before: dict[NodeId, Node | None] = {}
        for key, parent, name, there in batch:
            before.setdefault(node_id(key), self.nodes.get(node_id(key)))
            if there:
                kind = Kind.FOLDER if key in KEYS[:3] else Kind.FILE
                self.nodes[node_id(key)] = Node(node_id(key), parent, kind, name)
            else:
                self.nodes.pop(node_id(key), None)
        return before


KEYS = "abcdef"
STEPS = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(KEYS),
            st.sampled_from([ROOT_ID, node_id("x"), *map(node_id, KEYS[:3])]),
            st.sampled_from(["n", "n", "m", "n (2)"]),
            st.booleans(),
        ),
        min_size=1,
        max_size=3,
    ),
    max_size=12,
)
"""Batches of nodes that are put (a to c are folders) or dropped; x is a folder that is elsewhere."""


@given(STEPS)
def test_resolved_again_is_as_resolved_from_all(steps: list[list[tuple[str, NodeId, str, bool]]]) -> None:
    """After any change, also one that cannot be told from a few nodes, the folder is what all nodes make of it."""
    space, known = Space(), Resolved.of([], ROOT_ID)
    for batch in steps:
        before = space.change(batch)
        whole = Resolved.of(space.nodes.values(), ROOT_ID)
        again = known.again(before, space)
        if again is not None:
            assert again == whole
        known = again or whole


@given(st.lists(STEPS, max_size=4))
def test_what_does_not_concern_a_folder_is_left_out(rounds: list[list[list[tuple[str, NodeId, str, bool]]]]) -> None:
    """Changes come together, those that cannot show are dropped on the way, and the folder is what all nodes make of it."""
    space, known = Space(), Resolved.of([], ROOT_ID)
    for steps in rounds:
        since: dict[NodeId, Node | None] = {}
        for batch in steps:
            since = known.concerned(space.change(batch) | since, space)
        whole = Resolved.of(space.nodes.values(), ROOT_ID)
        again = known.again(since, space)
        if again is not None:
            assert again == whole
        known = again or whole


def test_what_is_elsewhere_concerns_nobody() -> None:
    """A file saved in another folder of the space costs this one nothing; a folder may bring others, wherever it is."""
    space = Space()
    nodes = {node.name: node for node in tree("d/a=1", "e/c=1").values()}
    space.nodes = {node.id: node for node in nodes.values()}
    here = Resolved.of(space.nodes.values(), nodes["d"].id)
    before = {node.id: node for node in nodes.values()}
    assert set(here.concerned(before, space)) == {nodes[name].id for name in ("a", "d", "e")}
    space.nodes[nodes["c"].id] = replace(nodes["c"], parent=nodes["d"].id)
    assert nodes["c"].id in here.concerned({nodes["c"].id: nodes["c"]}, space)


@given(STEPS)
def test_a_node_is_placed_as_the_tree_shows_it(steps: list[list[tuple[str, NodeId, str, bool]]]) -> None:
    """Names that are not unique, a parent that is a file or missing: one node is told as all of them are."""
    space = Space()
    for batch in steps:
        space.change(batch)
        whole = Resolved.of(space.nodes.values(), ROOT_ID)
        for key in map(node_id, KEYS) if not whole.has_cycles else ():
            found = place(key, {ROOT_ID}, space)
            shown_at = (ROOT_ID, tuple(whole.tree.path(key).split("/"))) if key in whole.tree else None
            assert found == shown_at


def test_a_root_is_its_own_place_and_a_cycle_has_none() -> None:
    """The root has no names; whoever walks in a ring comes to an end."""
    space = Space()
    space.nodes = {node.id: node for node in (folder("a", "b"), folder("b", "a"))}
    assert place(ROOT_ID, {ROOT_ID}, space) == (ROOT_ID, ())
    assert place(node_id("a"), {ROOT_ID}, space) is None


def test_small_changes_are_resolved_from_little() -> None:
    """A file saved, renamed or removed, and a folder made or renamed, need no look at all nodes; a folder moved does."""
    space = Space()
    space.nodes = dict(tree("d/a=1", "d/b=1", "e/c=1").nodes)
    known = Resolved.of(space.nodes.values(), ROOT_ID)
    names = {node.name: node for node in space.nodes.values()}
    a, c, d = names["a"], names["c"], names["d"]

    def change(before: Node, after: Node | None) -> Resolved | None:
        space.nodes = dict(known.tree.nodes) | ({after.id: after} if after else {})
        if after is None:
            del space.nodes[before.id]
        return known.again({before.id: before}, space)

    for before, after in (
        (a, replace(a, version=2)),
        (a, replace(a, name="b")),
        (a, replace(a, parent=names["e"].id)),
        (a, None),
        (d, replace(d, name="e")),
    ):
        again = change(before, after)
        assert again is not None
        assert again.tree == resolve(space.nodes.values(), ROOT_ID)
        assert again.tree[c.id] is c
    assert change(d, replace(d, parent=names["e"].id)) is None
    assert change(d, None) is None
    assert change(a, replace(a, kind=Kind.FOLDER)) is None


def test_file_holds_nothing() -> None:
    """What a faulty writer put into a file is not shown."""
    file = Node(node_id("f"), ROOT_ID, Kind.FILE, "f")
    assert list(resolve([file, folder("x", "f")], ROOT_ID)) == [node_id("f")]
