"""An order for what must, or had better, come after each other."""

from __future__ import annotations

from fakes.trees import node_id, tree
from megadesk.sync.order import Heights, Order, parents_first

A, B, C = node_id("a"), node_id("b"), node_id("c")


def taken(order: Order) -> list[bytes]:
    """Return everything in its order; what waits softly for itself in a ring is cut."""
    found = []
    order.start()
    while True:
        key = order.next()
        if key is not None:
            found.append(key.rstrip(bytes(1)))
            order.done(key)
            continue
        cut = order.cut()
        if cut is None:
            return found
        order.out_of_the_way(cut[1][0])


def test_lowest_first_unless_it_waits() -> None:
    """Relations go before keys; without any, keys decide."""
    keys = {A: (0, 0, A), B: (0, 0, B), C: (0, 0, C)}
    assert taken(Order(dict(keys))) == [b"a", b"b", b"c"]
    order = Order(dict(keys))
    order.hard(C, A)
    order.soft(C, B)
    assert taken(order) == [b"c", b"a", b"b"]


def test_soft_ring_is_cut_and_hard_one_never_done() -> None:
    """A swap can be cut; what is impossible is not handed out."""
    keys = {A: (0, 0, A), B: (0, 0, B), C: (0, 0, C)}
    order = Order(dict(keys))
    order.soft(A, B)
    order.soft(B, A)
    assert taken(order) == [b"c", b"a", b"b"]
    order = Order(dict(keys))
    order.hard(A, B)
    order.hard(B, A)
    assert taken(order) == [b"c"]


def test_heights_and_marks() -> None:
    """Depth counts folders above; the nearest marked one above a node is never itself."""
    nodes = tree("d/", "d/e/", "d/e/f/", "d/e/f/g=1").nodes
    heights = Heights(nodes, node_id("root"), {node_id("d"), node_id("d/e/f")})
    depths = [heights.depth(node_id(key)) for key in ("d", "d/e", "d/e/f", "d/e/f/g")]
    assert depths == sorted(set(depths))
    assert heights.marked_above(node_id("d/e/f/g")) == node_id("d/e/f")
    assert heights.marked_above(node_id("d/e/f")) == node_id("d")
    assert heights.marked_above(node_id("d")) is None


def test_parents_come_first_at_any_depth() -> None:
    """However their ids are ordered, and of siblings the lower id."""
    nodes = tree("e@1/", "d@1/2/", "c@1/2/3/", "b@1/2/3/4/", "a@1/2/3/4/5=x", "0@1/2/6=y")
    assert [node.name for node in parents_first(list(nodes.values()))] == ["1", "2", "6", "3", "4", "5"]
