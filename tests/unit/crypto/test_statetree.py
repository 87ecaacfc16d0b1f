"""The state root: the same however it was reached, and able to say where it differs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.crypto import node_id
from megadesk.crypto import statetree
from megadesk.crypto.primitives import sha256
from megadesk.crypto.statetree import EMPTY_ROOT, EMPTY_ROW, StateTree, bucket_digest, bucket_of
from megadesk.model.errors import Forged, LimitExceeded, Malformed
from megadesk.model.ids import NodeId

# Few buckets and few ids, so that histories meet themselves.
NODES = st.builds(
    lambda group, bucket, rest: NodeId(bytes((group, bucket)) + bytes(13) + bytes((rest,))),
    st.sampled_from([0, 1, 255]),
    st.sampled_from([0, 7]),
    st.integers(0, 3),
)
STEPS = st.lists(st.tuples(NODES, st.none() | st.integers(0, 5)), max_size=40)


def value(number: int) -> bytes:
    """Return an element."""
    return sha256(bytes((number,)))


def buckets_of(current: dict[NodeId, bytes]) -> dict[int, dict[NodeId, bytes]]:
    """Return records by bucket."""
    found: dict[int, dict[NodeId, bytes]] = {}
    for node, one in current.items():
        found.setdefault(bucket_of(node), {})[node] = one
    return found


@given(st.lists(STEPS, max_size=6))
def test_any_history_gives_the_root_of_its_result(commits: list[list[tuple[NodeId, int | None]]]) -> None:
    """Moving the tree along commits equals building it from what is current at the end."""
    tree = StateTree.empty()
    current: dict[NodeId, bytes] = {}
    for steps in commits:
        for node, number in steps:
            current.pop(node, None)
            if number is not None:
                current[node] = value(number)
        everything = buckets_of(current)
        update = tree.plan({bucket_of(node): everything.get(bucket_of(node), {}) for node, _ in steps})
        before = tree.root
        assert tree.plan({}).root == before
        tree.apply(update)
    fresh = StateTree.of_sorted(sorted(current.items()))
    assert tree.root == fresh.root
    assert tree.groups == fresh.groups
    assert [tree.row(group) for group in (0, 1, 255)] == [fresh.row(group) for group in (0, 1, 255)]
    assert (tree.root == EMPTY_ROOT) == (not current)
    full = {bucket: bucket_digest(bucket, elements) for bucket, elements in buckets_of(current).items()}
    assert list(tree.buckets()) == sorted(full.items())


@given(st.dictionaries(NODES, st.integers(0, 5), min_size=1), NODES)
def test_any_change_changes_the_root(numbers: dict[NodeId, int], node: NodeId) -> None:
    """Another element, one more or one less record: another root."""
    current = {key: value(number) for key, number in numbers.items()}
    root = StateTree.of_sorted(sorted(current.items())).root
    changed = dict(current)
    if changed.pop(node, None) is None:
        changed[node] = value(0)
    assert StateTree.of_sorted(sorted(changed.items())).root != root
    some = next(iter(current))
    assert StateTree.of_sorted(sorted((current | {some: value(9)}).items())).root != root


def test_difference_is_found_where_it_is() -> None:
    """Comparing digests names the group and the bucket of the record that differs."""
    names = [node_id(str(number)) for number in range(500)]
    ours = StateTree.of_sorted(sorted((node, value(0)) for node in names))
    theirs = StateTree.of_sorted(sorted((node, value(node == names[7])) for node in names))
    group = names[7][0]
    assert ours.differing_groups(theirs.groups) == [group]
    assert ours.differing_buckets(group, theirs.row(group)) == [bucket_of(names[7])]
    assert ours.differing_groups(ours.groups) == []


def test_rows_are_read_when_they_are_needed_and_checked() -> None:
    """Only the touched group is asked for, and a row that does not fit its digest is refused."""
    full = StateTree.of_sorted(sorted((node_id(str(number)), value(0)) for number in range(500)))
    asked: list[int] = []

    def load(group: int) -> bytes:
        asked.append(group)
        return full.row(group)

    node = node_id("new")
    lazy = StateTree(full.groups, load)
    assert lazy.root == full.root
    changed = {bucket_of(node): {node: value(1)}}
    assert lazy.plan(changed).root == full.plan(changed).root
    assert asked == [node[0]]
    lying = StateTree(full.groups, lambda _group: EMPTY_ROW)
    with pytest.raises(Forged):
        lying.plan(changed)


def test_tree_of_bucket_digests_is_the_tree_of_records() -> None:
    """A device that kept the digests needs no records to go on."""
    current = {node_id(str(number)): value(0) for number in range(50)}
    digests = [(bucket, bucket_digest(bucket, held)) for bucket, held in buckets_of(current).items()]
    assert StateTree.of_buckets(digests).root == StateTree.of_sorted(sorted(current.items())).root


def test_bucket_holds_4096_and_no_more() -> None:
    """A bucket cannot be ground full to slow everybody down."""
    full = {NodeId(bytes(14) + number.to_bytes(2, "big")): value(0) for number in range(4096)}
    bucket_digest(0, full)
    StateTree.of_sorted(sorted(full.items()))
    over = full | {NodeId(bytes(13) + b"\1\0\0"): value(0)}
    with pytest.raises(LimitExceeded):
        bucket_digest(0, over)
    with pytest.raises(LimitExceeded):
        StateTree.of_sorted(sorted(over.items()))


@pytest.mark.parametrize(
    "elements",
    [
        [(NodeId(b"\1" * 16), bytes(32)), (NodeId(bytes(16)), bytes(32))],
        [(NodeId(b"\1" * 16), bytes(32))] * 2,
        [(NodeId(b"\1" * 15), bytes(32))],
        [(NodeId(b"\1" * 16), bytes(31))],
    ],
    ids=["descending", "twice", "short id", "short element"],
)
def test_streams_out_of_order_are_malformed(elements: list[tuple[NodeId, bytes]]) -> None:
    """A server cannot hide a record behind another of the same id."""
    with pytest.raises(Malformed):
        StateTree.of_sorted(elements)


def test_wrong_lengths_and_foreign_ids_are_malformed() -> None:
    """Rows, digests and buckets hold what they must."""
    with pytest.raises(Malformed):
        StateTree(bytes(8191), lambda _group: EMPTY_ROW)
    with pytest.raises(Malformed):
        StateTree.of_buckets([(0, b"short")])
    with pytest.raises(Malformed):
        bucket_digest(1, {NodeId(bytes(16)): value(0)})
    with pytest.raises(Malformed):
        StateTree.empty().differing_groups(b"")


def test_empty_levels_are_zero() -> None:
    """Empty buckets and groups have no hash of their own, the root always has; there are 256 of each in a row."""
    assert (statetree.FAN_OUT, len(EMPTY_ROW)) == (256, 256 * 32)
    assert bucket_digest(0, {}) == bytes(32)
    assert statetree.group_digest(0, EMPTY_ROW) == bytes(32)
    assert StateTree.of_sorted([]).root == EMPTY_ROOT != bytes(32)


@pytest.mark.parametrize("foreign", [b"\0\0", b"\0\2"], ids=["before", "behind"])
def test_one_foreign_id_among_others_is_malformed(foreign: bytes) -> None:
    """Whether it comes first or last in the order of ids."""
    own = {NodeId(b"\0\1" + bytes(14)): value(0), NodeId(b"\0\1" + bytes(13) + b"\1"): value(1)}
    with pytest.raises(Malformed):
        bucket_digest(1, own | {NodeId(foreign + bytes(14)): value(2)})


def test_a_stream_that_fills_a_bucket_is_not_read_to_its_end() -> None:
    """Memory is bounded by the limit, however many records somebody sends."""
    read = 0

    def endless() -> Iterator[tuple[NodeId, bytes]]:
        nonlocal read
        for number in range(1 << 20):
            read += 1
            yield NodeId(bytes(13) + number.to_bytes(3, "big")), value(0)

    elements = endless()
    next(elements)
    with pytest.raises(LimitExceeded):
        StateTree.of_sorted(elements)
    assert read <= 4096 + 2
